//! Every version of a record, newest first: who made it, when, and which fields say something else since.

use super::actors::{Actors, verb};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::record::{glanced, within_places};
use crate::pages::registers::{Naming, label};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Member, Verdict, fields_seen};
use auyl_domain::event::Event;
use auyl_domain::record::Record;
use auyl_domain::{Field, RecordId, Refusal, Register};
use axum::extract::Path;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "history/versions.html")]
struct VersionsPage {
    frame: Frame,
    register: String,
    list: String,
    address: String,
    name: String,
    /// The event of the version that stands now, for the button to undo; 0 where the record is removed.
    base: i64,
    is_removed: bool,
    may_undo: bool,
    steps: Vec<Step>,
    wrong: Option<String>,
}

/// One thing that happened to the record.
struct Step {
    seq: i64,
    verb: String,
    who: String,
    when: String,
    changes: Vec<Difference>,
    review: bool,
    /// Whether the record can be made to say again what it said after this.
    back: bool,
    is_now: bool,
}

/// A field that says something else.
struct Difference {
    label: String,
    before: Option<String>,
    after: Option<String>,
}

/// A record's versions, for somebody who may see it.
pub struct Past<'h> {
    /// Its register.
    pub register: &'h Register,
    /// All versions with their events, oldest first.
    pub versions: Vec<(Record, Event)>,
    /// Everything that happened to it, ends too.
    pub events: Vec<Event>,
    /// Whether there is no version that stands now.
    pub is_removed: bool,
}

/// Fetches the versions; a record of other places is not there.
pub async fn past<'h>(here: &'h Here, register: &str, id: &str, action: Action) -> Result<Past<'h>> {
    let register = here.register(register)?;
    here.must(action, Some(register))?;
    let missing = || Refusal::of("record-missing").labelled("register", &register.title).with("id", id);
    let known = RecordId::read(id).ok_or_else(missing)?;
    let (store, project) = (&here.project.store, &here.project.id);
    let mut versions = store.history(project, &register.id, &known).await?;
    let verdict = here.must(Action::See, Some(register))?;
    if verdict == Verdict::PublicFields {
        // What waits to be mended is not yet anything that others should read.
        versions.retain(|(record, _)| record.review.is_empty());
    }
    let Some((last, _)) = versions.last() else { return Err(missing().into()) };
    let limited = verdict == Verdict::OwnPlaces || here.may(action, Some(register)) == Verdict::OwnPlaces;
    if limited && !within_places(here, register, last).await? {
        return Err(missing().into());
    }
    let is_removed = store.record(project, &register.id, &known, None).await?.is_none();
    let events = store.events_of(project, &register.id, known.as_str()).await?;
    Ok(Past { register, versions, events, is_removed })
}

/// The page.
pub async fn show(here: Here, Path((_, register, id)): Path<(String, String, String)>) -> Result {
    versions_page(&here, &register, &id, StatusCode::OK, None).await
}

/// The page, perhaps with what could not be done.
pub async fn versions_page(here: &Here, register: &str, id: &str, status: StatusCode, wrong: Option<String>) -> Result {
    let Past { register, versions, events, is_removed } = past(here, register, id, Action::See).await?;
    let seen = fields_seen(&Member { role: &here.role, places: &here.places }, register);
    if seen.is_empty() {
        return Err(Refusal::of("not-allowed").into());
    }
    let mut naming = Naming::of(here);
    let records: Vec<Record> = versions.iter().map(|(record, _)| record.clone()).collect();
    naming.learn_links(&records, &seen).await?;
    let last = records.last().cloned();
    let last = last.as_slice();
    naming.learn(register, last).await?;
    let name = last.iter().map(|record| naming.name(register, record)).next().unwrap_or_default();
    let actors = Actors::of(here).await?;
    let may_undo = here.can(Action::Change, Some(register));
    let whole = here.may(Action::See, Some(register)) != Verdict::PublicFields;
    let mut steps = Vec::new();
    let mut before: Option<&Record> = None;
    for event in &events {
        let version = records.iter().find(|record| record.since == event.seq);
        if version.is_none() && !(whole && matches!(event.verb.as_str(), "removed" | "erased")) {
            continue;
        }
        let changes = version.map(|version| differences(register, &seen, before, version, &naming));
        let is_now = !is_removed && version.is_some_and(|version| Some(version.since) == last.first().map(|l| l.since));
        steps.push(Step {
            seq: event.seq,
            verb: verb(here, &event.verb),
            who: actors.name(&event.actor),
            when: here.say.moment(&event.at),
            changes: changes.unwrap_or_default(),
            review: version.is_some_and(|version| !version.review.is_empty()),
            back: may_undo && version.is_some() && !is_now,
            is_now,
        });
        before = version.or(before);
    }
    steps.reverse();
    let shows_personal = |field: &&Field| field.personal && records.iter().any(|r| r.get(&field.id).is_some());
    if seen.iter().any(shows_personal) {
        glanced(here, register, id, "history").await?;
    }
    for of in naming.personal().iter().filter(|of| **of != register.id) {
        glanced(here, here.register(of)?, "", "history").await?;
    }
    let template = VersionsPage {
        frame: here.frame("history", here.say.name("history-of", &name)),
        register: here.say.words(&register.title),
        list: format!("{}/r/{}", here.root(), register.id),
        address: format!("{}/r/{}/{id}", here.root(), register.id),
        name,
        base: if is_removed { 0 } else { last.first().map_or(0, |record| record.since) },
        is_removed,
        may_undo,
        steps,
        wrong,
    };
    page_with(status, &template)
}

fn differences(
    register: &Register,
    seen: &[&Field],
    before: Option<&Record>,
    after: &Record,
    naming: &Naming<'_>,
) -> Vec<Difference> {
    let said = |record: Option<&Record>, field: &Field| {
        record.and_then(|record| record.get(&field.id)).map(|value| naming.value(register, field, value))
    };
    let changed = seen.iter().filter(|field| before.and_then(|b| b.get(&field.id)) != after.get(&field.id));
    let half = |field: &Field| match &field.translation_of {
        Some(_) => field.label.get(naming.lang()).to_string(),
        None => label(field, naming.lang()),
    };
    changed
        .map(|field| Difference { label: half(field), before: said(before, field), after: said(Some(after), field) })
        .collect()
}
