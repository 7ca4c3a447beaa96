//! Which records a list shows, and how many there are. The one place of this area that asks the store for records.

use super::member;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict, fields_seen, place_cond};
use auyl_domain::record::Record;
use auyl_domain::words::fold;
use auyl_domain::{Field, RecordId, Register};
use auyl_store::{ReviewFilter, Wanted};
use std::collections::HashMap;
use std::sync::Mutex;

/// What is wanted of a register, within the limits of the member: nothing yet but those limits.
pub fn all(here: &Here, register: &Register) -> Wanted {
    let verdict = here.may(Action::See, Some(register));
    let limit = match verdict {
        Verdict::OwnPlaces => place_cond(register, &here.app.catalogue, &here.places),
        _ => None,
    };
    Wanted {
        cond: limit.into_iter().collect(),
        personal: here.can(Action::SeePersonal, Some(register)),
        // What waits to be mended is not yet anything that others should read.
        review: if verdict == Verdict::PublicFields { ReviewFilter::Without } else { ReviewFilter::All },
        most: i64::MAX - 1,
        ..Wanted::default()
    }
}

/// Whether the member may search a register: not where a word could be found in a field that they do not see.
pub fn may_search(here: &Here, register: &Register) -> bool {
    let seen = fields_seen(&member(here), register);
    let mut searched = register.fields.iter().filter(|field| field.search && !field.personal);
    let is_seen = |field: &Field| seen.iter().any(|seen| seen.id == field.id);
    searched.clone().next().is_some() && searched.all(is_seen)
        || seen.iter().any(|field| field.search && field.personal)
}

/// The rows of a page.
pub async fn page(here: &Here, register: &Register, wanted: &Wanted) -> Result<Vec<Record>> {
    if !wanted.words.is_empty() {
        let found = searched(here, register, wanted).await?.into_iter();
        let skip = usize::try_from(wanted.skip).unwrap_or_default();
        return Ok(found.skip(skip).take(usize::try_from(wanted.most).unwrap_or(usize::MAX)).collect());
    }
    Ok(here.project.store.page(&here.project.id, &register.id, wanted).await?.records)
}

// Until the store searches for words itself.
async fn searched(here: &Here, register: &Register, wanted: &Wanted) -> Result<Vec<Record>> {
    let whole = Wanted { skip: 0, most: 100_000, ..wanted.clone() };
    let mut records = here.project.store.page(&here.project.id, &register.id, &whole).await?.records;
    let words = fold(&wanted.words);
    let fields = register.fields.iter().filter(|field| field.search && (wanted.personal || !field.personal));
    let fields: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
    records.retain(|record| {
        let text = fields.iter().map(|field| fold(record.text(field))).collect::<Vec<_>>().join(" ");
        words.split(' ').all(|word| text.contains(word))
    });
    Ok(records)
}

/// Records of these ids.
pub async fn by_ids(here: &Here, register: &Register, ids: &[RecordId]) -> Result<Vec<Record>> {
    Ok(here.project.store.by_ids(&here.project.id, &register.id, ids).await?)
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
    let asked = (&wanted.cond, &wanted.words, wanted.personal, wanted.review);
    let key = format!("{} {} {asked:?}", here.project.id, register.id);
    if let Some(n) = here.app.counts.get(&key, event) {
        return Ok(n);
    }
    let n = match wanted.words.is_empty() {
        false => searched(here, register, wanted).await?.len() as i64,
        true => here.project.store.how_many(&here.project.id, &register.id, wanted).await?,
    };
    here.app.counts.put(key, event, n);
    Ok(n)
}
