//! Which records a list shows, and how many there are. The one place of this area that asks the store for records.

use super::columns::names;
use super::member;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict, fields_seen, place_cond};
use auyl_domain::record::Record;
use auyl_domain::{Field, Kind, RecordId, Register};
use auyl_store::{Page, ReviewFilter, Wanted};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What is wanted of a register, within the limits of the member: nothing yet but those limits.
pub fn all(here: &Here, register: &Register) -> Wanted {
    let verdict = here.may(Action::See, Some(register));
    let limit = match verdict {
        Verdict::OwnPlaces => place_cond(register, &here.app.catalogue, &here.places),
        _ => None,
    };
    Wanted {
        cond: limit.into_iter().collect(),
        personal: finds_personal(here, register),
        // What waits to be mended is not yet anything that others should read.
        review: if verdict == Verdict::PublicFields { ReviewFilter::Without } else { ReviewFilter::All },
        most: i64::MAX - 1,
        ..Wanted::default()
    }
}

/// The registers by whose words the store finds records of this one: itself, and those it is called by.
fn found_by<'h>(here: &'h Here, register: &'h Register) -> Vec<&'h Register> {
    let links = names(register).into_iter().filter_map(|name| register.field(name)?.kind.target());
    let mut all = vec![register];
    all.extend(links.filter_map(|target| here.app.catalogue.register(target)));
    all
}

/// Whether searching may look at personal fields: where it could find any, the member must see them all.
fn finds_personal(here: &Here, register: &Register) -> bool {
    let mut personal = found_by(here, register).into_iter().filter(|register| register.has_personal()).peekable();
    personal.peek().is_some() && personal.all(|register| here.can(Action::SeePersonal, Some(register)))
}

/// Whether the member may search a register: not where a word could be found in a field that they do not see.
pub fn may_search(here: &Here, register: &Register) -> bool {
    let searched = |register: &Register| -> Vec<Field> {
        let named = names(register);
        let is_named = |field: &Field| {
            let called = field.translation_of.as_deref().unwrap_or(&field.id);
            field.kind == Kind::Text && named.contains(&called)
        };
        register.fields.iter().filter(|field| field.search || is_named(field)).cloned().collect()
    };
    let all: Vec<(&Register, Field)> = found_by(here, register)
        .into_iter()
        .flat_map(|r| searched(r).into_iter().map(move |field| (r, field)))
        .collect();
    let personal = finds_personal(here, register);
    let is_seen = |(register, field): &(&Register, Field)| {
        fields_seen(&member(here), register).iter().any(|seen| seen.id == field.id)
    };
    let mut looked_at = all.iter().filter(|(_, field)| personal || !field.personal).peekable();
    looked_at.peek().is_some() && looked_at.all(is_seen)
}

/// The rows of a page, and whether others follow.
pub async fn page(here: &Here, register: &Register, wanted: &Wanted) -> Result<Page> {
    Ok(here.project.store.page(&here.project.id, &register.id, wanted).await?)
}

/// Records of these ids.
pub async fn by_ids(here: &Here, register: &Register, ids: &[RecordId]) -> Result<Vec<Record>> {
    Ok(here.project.store.by_ids(&here.project.id, &register.id, ids).await?)
}

/// Counts that were made, each with the event after which it holds.
#[derive(Default)]
pub struct Counts {
    known: Mutex<HashMap<String, (i64, i64)>>,
    /// What is being counted just now: a second one who asks need not count it again.
    counting: Mutex<HashSet<String>>,
}

/// More than so many counts are not kept.
const KEPT: usize = 20_000;
/// How long a page waits for a count where it can show the last one.
const PATIENCE: Duration = Duration::from_millis(15);
/// How long where there is none yet.
const FIRST_PATIENCE: Duration = Duration::from_millis(1500);

impl Counts {
    fn get(&self, key: &str) -> Option<(i64, i64)> {
        let counts = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(key).copied()
    }

    fn begin(&self, key: &str) -> bool {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_string())
    }

    fn end(&self, key: &str) {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn put(&self, key: String, event: i64, n: i64) {
        let mut counts = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= KEPT {
            counts.clear();
        }
        counts.insert(key, (event, n));
    }
}

/// How many records there are; counted once until the project's next event.
pub async fn how_many(here: &Here, register: &Register, wanted: &Wanted, event: i64) -> Result<i64> {
    let key = key(here, register, wanted);
    if let Some((_, n)) = here.app.counts.get(&key).filter(|(of, _)| *of == event) {
        return Ok(n);
    }
    let n = here.project.store.how_many(&here.project.id, &register.id, wanted).await?;
    here.app.counts.put(key, event, n);
    Ok(n)
}

/// More than so many records are not sorted by what has no index.
const HUGE: i64 = 100_000;

/// Whether a register has so many records that only the order of an index is offered.
pub async fn is_huge(here: &Here, register: &Register) -> Result<bool> {
    let event = here.app.store.last_event(&here.project.id).await?;
    let n = about_how_many(here, register, &all(here, register), event).await;
    // What takes too long to count takes too long to sort.
    Ok(n.is_none_or(|n| n > HUGE))
}

/// The same for a page that does not wait for it: what was counted last where counting takes longer than that, and nothing
/// where nothing was. The counting goes on, and the next page has it.
pub async fn about_how_many(here: &Here, register: &Register, wanted: &Wanted, event: i64) -> Option<i64> {
    let key = key(here, register, wanted);
    let last = here.app.counts.get(&key);
    if let Some((_, n)) = last.filter(|(of, _)| *of == event) {
        return Some(n);
    }
    if !here.app.counts.begin(&key) {
        return last.map(|(_, n)| n);
    }
    let (whose, of, asked) = (here.clone(), register.clone(), wanted.clone());
    let counting = tokio::spawn(async move {
        let counted = how_many(&whose, &of, &asked, event).await.ok();
        whose.app.counts.end(&key);
        counted
    });
    let patience = if last.is_some() { PATIENCE } else { FIRST_PATIENCE };
    match tokio::time::timeout(patience, counting).await {
        Ok(Ok(counted)) => counted,
        _ => last.map(|(_, n)| n),
    }
}

fn key(here: &Here, register: &Register, wanted: &Wanted) -> String {
    let asked = (&wanted.cond, &wanted.words, wanted.personal, wanted.review);
    format!("{} {} {asked:?}", here.project.id, register.id)
}
