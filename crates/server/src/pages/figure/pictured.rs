//! A number with the records and files behind it, counted once for everybody who looks at it.

use super::asked::{Asked, Typed};
use crate::ask::Here;
use crate::kept::{Found, Mark};
use crate::pages::start::own;
use crate::stop::Result;
use auyl_domain::views::EVIDENCE;
use auyl_domain::{Lang, Measure, Reading, Refusal, Value};
use auyl_store::Behind;
use auyl_work::Project;
use auyl_work::figures;
use std::collections::{BTreeMap, BTreeSet};

/// So many records are kept at a time: whoever leafs on from there has the next ones looked up.
const MOST: usize = 5_000;

/// A figure with what stands behind it.
pub struct Pictured {
    /// The value and its breakdown.
    pub reading: Reading,
    /// A stretch of the records that were counted, of the member's places.
    pub records: Vec<Behind>,
    /// How many stand before the stretch.
    pub before: usize,
    /// How many there are in all.
    pub total: usize,
    /// The one register that all of them are of; none where they are of several.
    pub register: Option<String>,
    /// Whether some are of other places.
    pub is_kept_to_own: bool,
    /// Names of files and ids of the evidence that holds them, by SHA-256.
    pub files: BTreeMap<String, (String, String)>,
}

/// Counted now or kept from before, with the records around a place among all. `limited`: only records of the member's places
/// are listed.
pub async fn pictured(
    here: &Here,
    typed: &Typed,
    asked: &Asked,
    limited: bool,
    around: usize,
) -> Result<Found<Pictured>> {
    let before = around / MOST * MOST;
    let last = here.project.store.last_event(&here.project.id).await?;
    let event = typed.event();
    if event.is_some_and(|event| !(1..=last).contains(&event)) {
        return Err(Refusal::of("event-missing").with("seq", &typed.at).with("last", last).into());
    }
    let places = limited.then(|| here.places.clone());
    let of_places = places.as_ref().map(|places| places.join(",")).unwrap_or_default();
    let at = event.map(|event| event.to_string()).unwrap_or_default();
    let measure = asked.measure.clone();
    let (is_limited, stretch) = (limited.to_string(), before.to_string());
    let name = [&here.project.id, measure.text(), &typed.a, &at, &is_limited, &of_places, &stretch].join("\n");
    let mark = Mark { event: event.unwrap_or(last), day: String::new() };
    let (project, activity, lang) = (here.project.clone(), typed.a.clone(), here.lang());
    let make = || async move { make(&project, &measure, &activity, event, lang, places.as_deref(), before).await };
    here.app.kept.figures.get(&name, &mark, make).await
}

async fn make(
    project: &Project,
    measure: &Measure,
    activity: &str,
    as_of: Option<i64>,
    lang: Lang,
    places: Option<&[String]>,
    before: usize,
) -> Result<Pictured> {
    let activity = Some(activity).filter(|activity| !activity.is_empty());
    let asked = figures::Asked { activity, as_of, records: true };
    let answer = figures::figure(project, measure, &asked, lang).await?;
    let mut records = answer.records.unwrap_or_default();
    let mut is_kept_to_own = false;
    if let Some(places) = places {
        let mut by_register: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for record in &records {
            by_register.entry(record.register.clone()).or_default().push(record.id.clone());
        }
        for (register, ids) in by_register {
            let (all, own) = (ids.len(), own(project, places, &register, ids, as_of).await?);
            is_kept_to_own |= own.len() < all;
            records.retain(|record| record.register != register || own.contains(&record.id));
        }
    }
    let total = records.len();
    let first = records.first().map(|record| record.register.clone());
    let register = first.filter(|first| records.iter().all(|record| record.register == *first));
    let records: Vec<Behind> = records.into_iter().skip(before).take(MOST).collect();
    let digests: BTreeSet<&String> = records.iter().flat_map(|record| &record.evidence).collect();
    let mut files = BTreeMap::new();
    if !digests.is_empty() && project.catalogue.register(EVIDENCE).is_some() {
        for evidence in project.good_records(EVIDENCE, as_of).await? {
            if let Some(Value::File(file)) = evidence.get("file").filter(|_| !digests.is_empty())
                && digests.contains(&file.sha256)
            {
                files.insert(file.sha256.clone(), (file.name.clone(), evidence.id.to_string()));
            }
        }
    }
    Ok(Pictured { reading: answer.reading, records, before, total, register, is_kept_to_own, files })
}
