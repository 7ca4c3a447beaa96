//! The analysis of decisions by village: how many problems were asked about, answered, accepted, decided, solved and
//! confirmed, each by a figure of the catalogue; and the median days between the stages of their roads.

use crate::{Project, Trouble};
use auyl_domain::reading::Quantity;
use auyl_domain::stages::{Road, median_halves};
use auyl_domain::views::{DECISION, LETTER, PLACE, PROBLEM, REPLY, day};
use auyl_domain::{Lang, Measure, Record, RecordId, Words};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The figures in the order of the road, by their names in the catalogue.
pub const FIGURES: [&str; 7] = [
    "problems",
    "problems.asked",
    "problems.answered",
    "problems.accepted",
    "problems.decided",
    "problems.solved",
    "problems.confirmed",
];

/// One figure of the road.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Its name.
    pub id: &'static str,
    /// What people read.
    pub label: Words,
    /// What counts it in all villages.
    pub measure: String,
}

/// One village, or all of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The village; none for all.
    pub place: Option<RecordId>,
    /// Its name.
    pub title: Words,
    /// How many problems came to each column.
    pub counts: Vec<i64>,
    /// Median days of each wait, in halves of a day.
    pub waits: [Option<i64>; 4],
}

/// The whole analysis.
#[derive(Clone, PartialEq, Debug)]
pub struct Analysis {
    /// Columns in order; those that the catalogue knows.
    pub columns: Vec<Column>,
    /// Villages by name.
    pub villages: Vec<Line>,
    /// All villages together.
    pub all: Line,
    /// As of which event.
    pub event: i64,
}

/// Counts it.
pub async fn analysis(project: &Project, event: i64) -> Result<Analysis, Trouble> {
    let (mut columns, mut asked) = (Vec::new(), Vec::new());
    for id in FIGURES {
        let Some(figure) = project.catalogue.figures().iter().find(|figure| figure.id == id) else { continue };
        let text = figure.measure.text().to_string();
        let Ok(by_place) = Measure::broken_down(&text, &[PLACE.to_string()], &project.catalogue) else { continue };
        columns.push(Column { id, label: figure.label.clone(), measure: text });
        asked.push((by_place, None));
    }
    let readings = project.store.readings(&project.id, &asked, Some(event)).await?;
    let whole = |quantity: Quantity| match quantity {
        Quantity::Number(number) => number,
        _ => 0,
    };
    let roads = roads(project, event).await?;
    let line = |place: Option<&Record>| {
        let id = place.map(|place| &place.id);
        let counts = readings.iter().map(|reading| match id {
            Some(id) => whole(reading.part(&[id.as_str()])),
            None => whole(reading.value()),
        });
        let own = || roads.iter().filter(|(of, _)| id.is_none_or(|id| of.as_ref() == Some(id)));
        let median = |at: usize| median_halves(own().filter_map(|(_, road)| road.waits()[at]).collect());
        let title = |lang: Lang| place.map(|place| place.words("title", lang).to_string()).unwrap_or_default();
        Line {
            place: id.cloned(),
            title: Words { kk: title(Lang::Kk), ru: title(Lang::Ru), en: title(Lang::En) },
            counts: counts.collect(),
            waits: [0, 1, 2, 3].map(median),
        }
    };
    let mut places = project.good_records(PLACE, Some(event)).await?;
    places.sort_by_cached_key(|place| auyl_domain::sorting::sort_key(place.words("title", Lang::Kk)));
    let villages = places.iter().map(|place| line(Some(place)));
    // A village without a problem has nothing to analyse.
    let villages = villages.filter(|line| line.counts.first().is_some_and(|raised| *raised > 0)).collect();
    let all = line(None);
    Ok(Analysis { columns, villages, all, event })
}

/// The road of each problem, with its village.
async fn roads(project: &Project, event: i64) -> Result<Vec<(Option<RecordId>, Road)>, Trouble> {
    let days_of = |records: Vec<Record>, fields: &[&str]| -> BTreeMap<RecordId, Option<Date>> {
        let first = |record: &Record| fields.iter().find_map(|field| day(record, field));
        records.iter().map(|record| (record.id.clone(), first(record))).collect()
    };
    let letters = days_of(project.good_records(LETTER, Some(event)).await?, &["sent_on"]);
    let replies = days_of(project.good_records(REPLY, Some(event)).await?, &["replied_on", "received_on"]);
    let decisions = days_of(project.good_records(DECISION, Some(event)).await?, &["decided_on"]);
    let road = |problem: &Record| {
        let of = |field: &str, days: &BTreeMap<RecordId, Option<Date>>| days.get(problem.link(field)?).copied()?;
        let road = Road {
            raised: day(problem, "raised_on"),
            asked: of(LETTER, &letters),
            answered: of(REPLY, &replies),
            decided: of(DECISION, &decisions),
            solved: day(problem, "solved_on"),
        };
        (problem.link(PLACE).cloned(), road)
    };
    Ok(project.good_records(PROBLEM, Some(event)).await?.iter().map(road).collect())
}
