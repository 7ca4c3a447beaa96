//! The budget of a village and how it is watched: lines of a year in the layout of the decision, the sheets of the commission with
//! the recommendations of the assembly and what the akim concluded. What adds up and what is late is told by
//! `auyl_domain::budget`. In reading order: this file, `paper` (a sheet as a document).

pub mod paper;

use crate::community::law;
use crate::letters::{linking, matching};
use crate::{Project, Trouble};
use auyl_domain::budget::{self, Half, Line, Part, Row, Sheet, Sums};
use auyl_domain::community::MeetingKind;
use auyl_domain::finding::{Finding, Spot};
use auyl_domain::views::{
    BUDGET_ADVICE, BUDGET_LINE, BUDGET_MONITORING, COMMUNITY_MEETING, EVENT, PASSPORT, PLACE, Passport, day,
};
use auyl_domain::{Kind, Lang, Record, RecordId, Words};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The budget of a village in a year.
pub struct Budget {
    /// The village.
    pub place: Record,
    /// The year.
    pub year: i64,
    /// Years of which lines are recorded, the last first.
    pub years: Vec<i64>,
    /// Ids of the records of its lines.
    of_lines: BTreeSet<String>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The sheets of its monitoring, the earliest first.
    pub sheets: Vec<Monitored>,
}

/// A monitoring with what follows from it.
pub struct Monitored {
    /// Its record.
    pub record: Record,
    /// The assembly that heard it.
    pub heard_on: Option<Date>,
    /// What the assembly recommended, in order.
    pub advice: Vec<Record>,
}

/// The budget of a village in a year, in the last one where none is named; none where nothing is recorded.
pub async fn of(project: &Project, place: &RecordId, year: Option<i64>) -> Result<Option<Budget>, Trouble> {
    let Some(register) = project.catalogue.register(BUDGET_LINE) else { return Ok(None) };
    let Some(village) = project.store.record(&project.id, PLACE, place, None).await? else { return Ok(None) };
    let all = matching(project, register, &format!("{PLACE} = \"{place}\"")).await?;
    let years: BTreeSet<i64> = all.iter().filter_map(|line| line.number("year")).collect();
    let Some(year) = year.filter(|year| years.contains(year)).or(years.last().copied()) else { return Ok(None) };
    let of_year = || all.iter().filter(|of| of.number("year") == Some(year));
    let lines = of_year().filter_map(line).collect();
    let of_lines = of_year().map(|of| of.id.to_string()).collect();
    let mut sheets = Vec::new();
    if let Some(register) = project.catalogue.register(BUDGET_MONITORING) {
        for record in matching(project, register, &format!("{PLACE} = \"{place}\" and year = {year}")).await? {
            sheets.push(monitored(project, record, None).await?);
        }
    }
    sheets.sort_by_key(|of| (day(&of.record, "checked_on"), of.record.id.clone()));
    Ok(Some(Budget { place: village, year, years: years.into_iter().rev().collect(), of_lines, lines, sheets }))
}

impl Budget {
    /// Ids of the records of its lines and sheets.
    pub fn ids(&self) -> BTreeSet<&str> {
        let sheets = self.sheets.iter().map(|of| of.record.id.as_str());
        self.of_lines.iter().map(String::as_str).chain(sheets).collect()
    }

    /// Its rows in the layout of the decision.
    pub fn rows(&self, project: &Project) -> Vec<Row> {
        budget::layout(&self.lines, &sources(project))
    }
}

/// Sources of revenue in the order of the catalogue.
fn sources(project: &Project) -> Vec<String> {
    list_of(project, BUDGET_LINE, "source").map(|list| words_of(project, &list)).unwrap_or_default()
}

fn words_of(project: &Project, list: &str) -> Vec<String> {
    let all = project.catalogue.choices(list).into_iter().flat_map(|list| &list.all);
    all.map(|choice| choice.id.clone()).collect()
}

/// The list of a field that is chosen from one.
pub fn list_of(project: &Project, register: &str, field: &str) -> Option<String> {
    match &project.catalogue.register(register)?.field(field)?.kind {
        Kind::Choice { choices } => Some(choices.clone()),
        _ => None,
    }
}

/// What a row of the layout is called.
pub fn title(project: &Project, row: &Row, lang: Lang) -> String {
    let label = |field: &str, word: &str| {
        let list = list_of(project, BUDGET_LINE, field).unwrap_or_default();
        project.catalogue.label(&list, word, lang)
    };
    match &row.kind {
        budget::Kind::Part => label("part", row.part.word()),
        budget::Kind::Source(word) => label("source", word),
        budget::Kind::Line(title) => title.get(lang).to_string(),
    }
}

fn line(record: &Record) -> Option<Line> {
    let sums = Sums {
        plan: record.number("plan").unwrap_or_default(),
        half: record.number("actual_half"),
        actual: record.number("actual"),
    };
    let part = Part::read(record.text("part"))?;
    Some(Line { part, source: record.text("source").to_string(), title: words(record, "title"), sums })
}

fn words(record: &Record, field: &str) -> Words {
    let text = |lang: Lang| record.words(field, lang).to_string();
    Words { kk: text(Lang::Kk), ru: text(Lang::Ru), en: text(Lang::En) }
}

async fn monitored(project: &Project, record: Record, as_of: Option<i64>) -> Result<Monitored, Trouble> {
    let heard = match record.link("heard_at") {
        Some(event) => project.store.record(&project.id, EVENT, event, as_of).await?,
        None => None,
    };
    let mut advice = match project.catalogue.register(BUDGET_ADVICE) {
        Some(_) if as_of.is_some() => project.good_records(BUDGET_ADVICE, as_of).await?,
        Some(_) => linking(project, BUDGET_ADVICE, "monitoring", &record.id).await?,
        None => Vec::new(),
    };
    advice.retain(|of| of.link("monitoring") == Some(&record.id));
    advice.sort_by_key(|of| (of.number("number"), of.id.clone()));
    Ok(Monitored { heard_on: heard.as_ref().and_then(|event| day(event, "held_on")), record, advice })
}

/// A monitoring by its id.
pub async fn monitoring(project: &Project, id: &RecordId) -> Result<Option<Monitored>, Trouble> {
    match project.store.record(&project.id, BUDGET_MONITORING, id, None).await? {
        Some(record) => Ok(Some(monitored(project, record, None).await?)),
        None => Ok(None),
    }
}

/// What does not add up in the budgets of all villages, and what of their monitoring is late or missing.
pub async fn findings(project: &Project, as_of: Option<i64>, today: Date) -> Result<Vec<Finding>, Trouble> {
    if project.catalogue.register(BUDGET_LINE).is_none() || project.catalogue.register(BUDGET_MONITORING).is_none() {
        return Ok(Vec::new());
    }
    let law = law(project);
    let places = project.good_records(PLACE, as_of).await?;
    let passports = project.good_records(PASSPORT, as_of).await?;
    let until = passports.first().and_then(Passport::of).map_or(today, |passport| passport.ends_on);
    let assemblies = assemblies(project, as_of).await?;
    let mut budgets: BTreeMap<(RecordId, i64), Vec<Record>> = BTreeMap::new();
    for line in project.good_records(BUDGET_LINE, as_of).await? {
        let of = line.link(PLACE).cloned().zip(line.number("year"));
        if let Some(of) = of {
            budgets.entry(of).or_default().push(line);
        }
    }
    let sheets = project.good_records(BUDGET_MONITORING, as_of).await?;
    let mut findings = Vec::new();
    for ((place, year), lines) in &budgets {
        let Some(village) = places.iter().find(|known| known.id == *place) else { continue };
        let name = words(village, "title");
        let Ok(year_of) = i16::try_from(*year) else { continue };
        let first = Spot::record(BUDGET_LINE, lines[0].id.as_str());
        let read: Vec<Line> = lines.iter().filter_map(line).collect();
        let of_lines = budget::findings(&name, year_of, &read).into_iter();
        findings.extend(of_lines.map(|finding| finding.at(first.clone())));
        let mut watched = Vec::new();
        for sheet in sheets.iter().filter(|of| of.link(PLACE) == Some(place) && of.number("year") == Some(*year)) {
            let Monitored { record, heard_on, advice } = monitored(project, sheet.clone(), as_of).await?;
            watched.push(Sheet {
                half: Half::read(record.text("half")),
                checked_on: day(&record, "checked_on"),
                signed_on: day(&record, "signed_on"),
                heard_on,
                n_advice: advice.len(),
                concluded_on: day(&record, "concluded_on"),
                of: record.id,
            });
        }
        let sat = assemblies.get(&district(village)).map(Vec::as_slice).unwrap_or_default();
        for (sheet, mut finding) in budget::monitoring_findings(&name, year_of, &watched, sat, &law, (today, until)) {
            if let Some(half) = finding.args.remove("half") {
                let list = list_of(project, BUDGET_MONITORING, "half").unwrap_or_default();
                let label = |lang: Lang| project.catalogue.label(&list, &half, lang).to_lowercase();
                let label = Words { kk: label(Lang::Kk), ru: label(Lang::Ru), en: label(Lang::En) };
                finding = finding.labelled("half", &label);
            }
            let spot = sheet.map(|id| Spot::record(BUDGET_MONITORING, id.as_str()));
            findings.push(finding.at(spot.unwrap_or_else(|| first.clone())));
        }
    }
    Ok(findings)
}

/// The rural district of a place.
fn district(place: &Record) -> (String, String) {
    (place.text("district_ru").to_string(), place.text("rural_district_ru").to_string())
}

/// On which days the assemblies of the districts sat.
async fn assemblies(project: &Project, as_of: Option<i64>) -> Result<BTreeMap<(String, String), Vec<Date>>, Trouble> {
    let mut sat: BTreeMap<(String, String), Vec<Date>> = BTreeMap::new();
    if project.catalogue.register(COMMUNITY_MEETING).is_none() {
        return Ok(sat);
    }
    for meeting in project.good_records(COMMUNITY_MEETING, as_of).await? {
        if MeetingKind::read(meeting.text("kind")) != Some(MeetingKind::Assembly) {
            continue;
        }
        let Some(event) = meeting.link(EVENT) else { continue };
        let Some(event) = project.store.record(&project.id, EVENT, event, as_of).await? else { continue };
        let Some(place) = event.link(PLACE) else { continue };
        let place = project.store.record(&project.id, PLACE, place, as_of).await?;
        if let (Some(place), Some(on)) = (place, day(&event, "held_on")) {
            sat.entry(district(&place)).or_default().push(on);
        }
    }
    Ok(sat)
}
