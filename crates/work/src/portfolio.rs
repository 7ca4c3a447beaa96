//! All projects of a store in one list: what each is called, where it works, how its promises, findings and money
//! stand. A row is counted once and holds until the project's next event.

use crate::check::{self, Depth};
use crate::report::Order;
use crate::{Project, Trouble, indicators};
use auyl_domain::views::{LEDGER, PASSPORT, PLACE, Passport};
use auyl_domain::{Catalogue, Lang, Measure, Quantity, Severity};
use auyl_store::Store;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// One project in the list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Id of the project.
    pub project: String,
    /// As of which event it was counted.
    pub event: i64,
    /// Its title, or its id where the passport says none.
    pub title: String,
    /// Names of its villages.
    pub places: Vec<String>,
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

/// A line of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Id of the project.
    pub project: String,
    /// What is known of it; of an earlier event where `is_fresh` does not hold, none where it was never counted.
    pub row: Option<Row>,
    /// Whether it says what is so now.
    pub is_fresh: bool,
}

/// Rows that were counted, for as long as the program runs. One is shared by all who ask.
#[derive(Default)]
pub struct Portfolio {
    kept: Mutex<HashMap<(String, Lang), Row>>,
}

impl Portfolio {
    /// A line for each project of the store, by id. At most `most` rows are counted anew; who asks again gets the next.
    pub async fn lines(
        &self,
        store: &Store,
        catalogue: &Arc<Catalogue>,
        lang: Lang,
        today: Date,
        most: usize,
    ) -> Result<Vec<Line>, Trouble> {
        let mut lines = Vec::new();
        let mut counted = 0;
        for (id, event) in store.last_events().await? {
            let key = (id, lang);
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
            let is_fresh = kept.as_ref().is_some_and(|row| row.event == event);
            let row = if is_fresh || counted == most {
                Line { project: key.0.clone(), row: kept, is_fresh }
            } else {
                counted += 1;
                let project = Project { store: store.clone(), catalogue: Arc::clone(catalogue), id: key.0.clone() };
                let row = row(&project, lang, today, event).await?;
                self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), row.clone());
                Line { project: key.0, row: Some(row), is_fresh: true }
            };
            lines.push(row);
        }
        Ok(lines)
    }
}

/// The row of one project as of an event.
pub async fn row(project: &Project, lang: Lang, today: Date, event: i64) -> Result<Row, Trouble> {
    let as_of = Some(event);
    let passports = project.good_records(PASSPORT, as_of).await?;
    let passport = passports.first();
    let title = passport.map_or("", |passport| passport.words("title", lang));
    let days = passport.and_then(Passport::of).map(|of| (of.starts_on.to_string(), of.ends_on.to_string()));
    let places = project.contents(&[PLACE], as_of).await?.remove(PLACE).unwrap_or_default();
    let (standings, _) = indicators::standings(project, lang, as_of).await?;
    let order = Order { form: "", lang, today, as_of, personal: false };
    let findings = check::findings(project, &order, Depth::Quick).await?;
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    Ok(Row {
        project: project.id.clone(),
        event,
        title: if title.is_empty() { project.id.clone() } else { title.to_string() },
        places: places.iter().map(|place| place.words("title", lang).to_string()).collect(),
        days,
        met: standings.iter().filter(|standing| standing.met).count(),
        indicators: standings.len(),
        severe: of(Severity::Severe),
        warnings: of(Severity::Warning),
        spent: spent(project, as_of).await?,
        grant: passport.and_then(|passport| passport.number("grant_sum")),
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
