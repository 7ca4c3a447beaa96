//! Which records a list shows, and how many there are. The one place of this area that asks the store for records.

use super::columns::names;
use super::member;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict, fields_seen, place_cond};
use auyl_domain::measure::Cond;
use auyl_domain::record::Record;
use auyl_domain::sorting::sort_key;
use auyl_domain::value::Stored;
use auyl_domain::words::fold;
use auyl_domain::{RecordId, Register, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

/// What is wanted of a register.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted {
    /// Filters, and the limits of the member.
    pub cond: Cond,
    /// Words that must all be found.
    pub search: String,
    /// Only what waits to be mended (`Some(true)`), only what does not, or both.
    pub review: Option<bool>,
    /// Field to sort by, and whether from the end.
    pub sort: Option<(String, bool)>,
    /// Rows passed over.
    pub skip: usize,
    /// Most rows.
    pub most: usize,
}

impl Wanted {
    /// Everything that the member may see of a register.
    pub fn all(here: &Here, register: &Register) -> Wanted {
        let verdict = here.may(Action::See, Some(register));
        let limit = match verdict {
            Verdict::OwnPlaces => place_cond(register, &here.app.catalogue, &here.places),
            _ => None,
        };
        // What waits to be mended is not yet anything that others should read.
        let review = (verdict == Verdict::PublicFields).then_some(false);
        Wanted { cond: limit.unwrap_or(Cond::Always), search: String::new(), review, sort: None, skip: 0, most: usize::MAX }
    }
}

/// The rows of a page.
pub async fn page(here: &Here, register: &Register, wanted: &Wanted) -> Result<Vec<Record>> {
    let records = found(here, register, wanted).await?;
    Ok(records.into_iter().skip(wanted.skip).take(wanted.most).collect())
}

/// Records of these ids.
pub async fn by_ids(here: &Here, register: &Register, ids: &[RecordId]) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for id in ids {
        records.extend(here.project.store.record(&here.project.id, &register.id, id, None).await?);
    }
    Ok(records)
}

async fn found(here: &Here, register: &Register, wanted: &Wanted) -> Result<Vec<Record>> {
    let (store, project) = (&here.project.store, &here.project.id);
    let mut records = store.records(project, &register.id, None).await?;
    if wanted.cond != Cond::Always {
        let good = store.matching(project, &register.id, &wanted.cond, None).await?;
        let good: HashSet<RecordId> = good.into_iter().map(|record| record.id).collect();
        let is_own = wanted.cond.columns().iter().all(|column| column.steps.is_empty());
        let waits = |record: &Record| {
            is_own && !record.review.is_empty() && wanted.cond.holds(&|column| values(record, &column.field))
        };
        records.retain(|record| good.contains(&record.id) || waits(record));
    }
    records.retain(|record| wanted.review.is_none_or(|review| review != record.review.is_empty()));
    if !wanted.search.is_empty() {
        let words: Vec<String> = fold(&wanted.search).split(' ').map(str::to_string).collect();
        let fields = fields_seen(&member(here), register);
        let searched: Vec<&str> = fields.iter().filter(|field| field.search).map(|field| field.id.as_str()).collect();
        records.retain(|record| {
            let text = searched.iter().map(|field| fold(record.text(field))).collect::<Vec<_>>().join(" ");
            words.iter().all(|word| text.contains(word) || record.id.as_str() == word)
        });
    }
    if let Some((field, down)) = &wanted.sort {
        let key = |record: &Record| {
            let number = match record.get(field) {
                Some(Value::Count(n) | Value::Money(n) | Value::Decimal(n)) => *n,
                _ => 0,
            };
            let text = record.get(field).map(|value| sort_key(&value.plain()));
            (text.is_none() != *down, number, text, record.id.clone())
        };
        records.sort_by_cached_key(key);
        if *down {
            records.reverse();
        }
    }
    Ok(records)
}

fn values(record: &Record, field: &str) -> Vec<Stored> {
    match record.get(field) {
        Some(Value::Many(words)) => words.iter().map(|word| Stored::Text(word.clone())).collect(),
        Some(value) => vec![value.stored()],
        None => Vec::new(),
    }
}

/// Counts that were made, each with the event after which it holds.
#[derive(Default)]
pub struct Counts(Mutex<HashMap<String, (i64, i64)>>);

/// More than so many counts are not kept.
const KEPT: usize = 20_000;

impl Counts {
    fn get(&self, key: &str, event: i64) -> Option<i64> {
        let counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        counts.get(key).filter(|(of, _)| *of == event).map(|(_, n)| *n)
    }

    fn put(&self, key: String, event: i64, n: i64) {
        let mut counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if counts.len() >= KEPT {
            counts.clear();
        }
        counts.insert(key, (event, n));
    }
}

/// How many records there are; kept until the project's next event.
pub async fn how_many(here: &Here, register: &Register, wanted: &Wanted, event: i64) -> Result<i64> {
    let asked = (&wanted.cond, &wanted.search, wanted.review);
    let seen = names(register).len() + fields_seen(&member(here), register).len();
    let key = format!("{} {} {seen} {asked:?}", here.project.id, register.id);
    if let Some(n) = here.app.counts.get(&key, event) {
        return Ok(n);
    }
    let n = found(here, register, &Wanted { sort: None, ..wanted.clone() }).await?.len() as i64;
    here.app.counts.put(key, event, n);
    Ok(n)
}
