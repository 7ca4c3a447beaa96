//! All projects of a store in one list: what each is called, where it works, how its promises, findings and money
//! stand. A row is counted once for all languages, holds until the project's next event or the next day, because what is
//! late depends on the day, and outlives the program.

use crate::check::{self, Depth};
use crate::report::Order;
use crate::{Project, Trouble, indicators};
use auyl_domain::views::{LEDGER, PASSPORT, PLACE, Passport};
use auyl_domain::{Catalogue, Lang, Measure, Quantity, Severity};
use auyl_store::Store;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Under which rows are kept in the store. A row that another version of the program wrote otherwise is counted again.
const KEPT_AS: &str = "portfolio";

/// One project in the list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Id of the project.
    pub project: String,
    /// As of which event it was counted.
    pub event: i64,
    /// On which day, as `2024-03-01`.
    pub day: String,
    /// Its title in each language of [`Lang::ALL`], or its id where the passport says none.
    pub titles: [String; 3],
    /// Names of its villages in each language.
    pub places: [Vec<String>; 3],
    /// First and last day, as `2024-03-01`.
    pub days: Option<(String, String)>,
    /// Indicators met.
    pub met: usize,
    /// Indicators in all.
    pub indicators: usize,
    /// Severe findings.
    pub severe: usize,
    /// Warnings.
    pub warnings: usize,
    /// Spent, in tiyn, and the measure that says so; none where the catalogue knows no ledger.
    pub spent: Option<(i64, String)>,
    /// The grant, in tiyn.
    pub grant: Option<i64>,
}

impl Row {
    /// What people of a language call the project.
    pub fn title(&self, lang: Lang) -> &str {
        &self.titles[at(lang)]
    }

    /// What they call its villages.
    pub fn places(&self, lang: Lang) -> &[String] {
        &self.places[at(lang)]
    }
}

/// Where a language stands in [`Lang::ALL`].
fn at(lang: Lang) -> usize {
    match lang {
        Lang::Kk => 0,
        Lang::Ru => 1,
        Lang::En => 2,
    }
}

/// A line of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Id of the project.
    pub project: String,
    /// What is known of it; of an earlier state where `is_fresh` does not hold, none where it was never counted.
    pub row: Option<Arc<Row>>,
    /// Whether it says what is so now.
    pub is_fresh: bool,
}

/// Rows that were counted. One is shared by all who ask.
#[derive(Default)]
pub struct Portfolio {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    by_project: HashMap<String, Arc<Row>>,
    /// Whether rows of earlier runs were read back from the store.
    is_recalled: bool,
}

impl Portfolio {
    /// A line for each of these projects, by id; of all projects of the store where none are named. At most `most` rows
    /// are counted anew; who asks again gets the next.
    pub async fn lines(
        &self,
        store: &Store,
        catalogue: &Arc<Catalogue>,
        today: Date,
        only: Option<&BTreeSet<String>>,
        most: usize,
    ) -> Result<Vec<Line>, Trouble> {
        self.recall(store).await?;
        let day = today.to_string();
        let (mut lines, mut counted) = (Vec::new(), 0);
        for (project, event) in store.last_events().await? {
            if only.is_some_and(|only| !only.contains(&project)) {
                continue;
            }
            let mut row = self.kept().by_project.get(&project).cloned();
            let mut is_fresh = row.as_ref().is_some_and(|row| row.event == event && row.day == day);
            if !is_fresh && counted < most {
                counted += 1;
                let of = Project::at(store, catalogue, &project).await?;
                row = Some(self.keep(store, count(&of, today, event).await?).await?);
                is_fresh = true;
            }
            lines.push(Line { project, row, is_fresh });
        }
        Ok(lines)
    }

    async fn keep(&self, store: &Store, row: Row) -> Result<Arc<Row>, Trouble> {
        let content = serde_json::to_string(&row).map_err(Trouble::machine)?;
        store.put_kept(&row.project, KEPT_AS, row.event, &content).await?;
        let row = Arc::new(row);
        self.kept().by_project.insert(row.project.clone(), Arc::clone(&row));
        Ok(row)
    }

    /// Reads back, once, what was counted before the program began.
    async fn recall(&self, store: &Store) -> Result<(), Trouble> {
        if self.kept().is_recalled {
            return Ok(());
        }
        let found = store.kept_of_all(KEPT_AS).await?;
        let rows = found.into_iter().filter_map(|(project, text)| Some((project, serde_json::from_str(&text).ok()?)));
        let mut kept = self.kept();
        for (project, row) in rows {
            kept.by_project.entry(project).or_insert_with(|| Arc::new(row));
        }
        kept.is_recalled = true;
        Ok(())
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The row of one project as of an event. Its title, days and villages are said also while they wait to be mended: by
/// them people know which project it is. Nothing of that is counted.
async fn count(project: &Project, today: Date, event: i64) -> Result<Row, Trouble> {
    let as_of = Some(event);
    let of = async |register| match project.catalogue.register(register) {
        Some(_) => project.store.records(&project.id, register, as_of).await,
        None => Ok(Vec::new()),
    };
    let (passports, places) = (of(PASSPORT).await?, of(PLACE).await?);
    let passport = passports.first();
    let title = |lang| {
        let title = passport.map_or("", |passport| passport.words("title", lang));
        if title.is_empty() { project.id.clone() } else { title.to_string() }
    };
    let names = |lang| places.iter().map(|place| place.words("title", lang).to_string()).collect();
    let days = passport.and_then(Passport::of).map(|of| (of.starts_on.to_string(), of.ends_on.to_string()));
    let (standings, _) = indicators::standings(project, Lang::Kk, as_of).await?;
    let order = Order { form: "", lang: Lang::Kk, today, as_of, personal: false };
    let findings = check::findings(project, &order, Depth::Quick).await?;
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    Ok(Row {
        project: project.id.clone(),
        event,
        day: today.to_string(),
        titles: Lang::ALL.map(title),
        places: Lang::ALL.map(names),
        days,
        met: standings.iter().filter(|standing| standing.met).count(),
        indicators: standings.len(),
        severe: of(Severity::Severe),
        warnings: of(Severity::Warning),
        spent: spent(project, as_of).await?,
        grant: passport.filter(|of| of.review.is_empty()).and_then(|passport| passport.number("grant_sum")),
    })
}

async fn spent(project: &Project, as_of: Option<i64>) -> Result<Option<(i64, String)>, Trouble> {
    let text = format!("sum({LEDGER}.amount where kind = spent) in project");
    let Ok(measure) = Measure::read(&text, &project.catalogue) else { return Ok(None) };
    let reading = project.store.reading(&project.id, &measure, None, as_of).await?;
    match reading.value() {
        Quantity::Number(tiyn) => Ok(Some((tiyn, text))),
        _ => Ok(Some((0, text))),
    }
}
