//! All that one body was asked and promised: its recommendations letter by letter with their terms, its promises with
//! their days. The same for the team and for the body itself, which sees it by a link: nothing personal of residents is in
//! it, and of officials only their posts.

use super::paper::called;
use super::{linking, missing};
use crate::{Project, Trouble};
use auyl_domain::terms::{Standing, Terms};
use auyl_domain::views::{
    ANSWERED, Asked, LETTER, Letter, OFFICIAL, PLACE, PROMISE, PUBLIC_BODY, Promise, RECOMMENDATION,
};
use auyl_domain::{Lang, Record, RecordId};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A body with what it was asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Body {
    /// The record.
    pub record: Record,
    /// Who is there: record and post.
    pub officials: Vec<(RecordId, String)>,
    /// Letters that went out, those that wait first.
    pub letters: Vec<OfLetter>,
    /// Recommendations that stand in no letter that was sent.
    pub unsent: Vec<Record>,
    /// Promises, those that wait first.
    pub promises: Vec<OfPromise>,
    /// Names of the villages that they are about.
    pub places: BTreeMap<RecordId, String>,
}

/// A letter with what is asked in it.
#[derive(Clone, PartialEq, Debug)]
pub struct OfLetter {
    /// The record.
    pub record: Record,
    /// The last day for an answer.
    pub due: Option<Date>,
    /// How it stands.
    pub standing: Option<Standing>,
    /// What is asked.
    pub asks: Vec<Record>,
}

/// A promise.
#[derive(Clone, PartialEq, Debug)]
pub struct OfPromise {
    /// The record.
    pub record: Record,
    /// Post of who made it.
    pub by: String,
    /// How it stands, where it has a day and waits.
    pub standing: Option<Standing>,
}

/// The body as it is on a day. With an official, only what was addressed to or promised by this one.
pub async fn body(
    project: &Project,
    id: &RecordId,
    official: Option<&RecordId>,
    lang: Lang,
    today: Date,
) -> Result<Body, Trouble> {
    let record = project.store.record(&project.id, PUBLIC_BODY, id, None).await?;
    let record = record.ok_or_else(|| missing(project, PUBLIC_BODY, id))?;
    let terms = Terms::of(&project.catalogue);
    let is_theirs = |of: &Record| official.is_none_or(|official| of.link(OFFICIAL) == Some(official));
    let mut letters = Vec::new();
    let mut asks = linking(project, RECOMMENDATION, "body", id).await?;
    for letter in linking(project, LETTER, "body", id).await? {
        if Letter::of(&letter).is_draft() || !is_theirs(&letter) {
            continue;
        }
        let own = super::asks(project, &letter.id).await?;
        let due = Letter::of(&letter).due(&terms);
        let standing = due.map(|due| terms.standing(due, letter.state() == ANSWERED, today));
        asks.retain(|ask| Asked::of(ask).letter() != Some(&letter.id));
        letters.push(OfLetter { record: letter, due, standing, asks: own });
    }
    letters.sort_by_key(|of| (of.record.state() == ANSWERED, of.due, of.record.id.clone()));
    asks.retain(|ask| ask.get(LETTER).is_none());
    let mut officials = Vec::new();
    for official in linking(project, OFFICIAL, "body", id).await? {
        officials.push((official.id.clone(), official.words("post", lang).to_string()));
    }
    let mut promises = Vec::new();
    for promise in linking(project, PROMISE, "body", id).await?.into_iter().filter(is_theirs) {
        let of = Promise::of(&promise);
        let standing = of.due().filter(|_| of.is_awaited()).map(|due| terms.standing(due, false, today));
        let by = promise.link(OFFICIAL).and_then(|by| officials.iter().find(|(id, _)| id == by));
        let by = by.map(|(_, post)| post.clone()).unwrap_or_default();
        promises.push(OfPromise { by, standing, record: promise });
    }
    promises
        .sort_by_key(|of| (!Promise::of(&of.record).is_awaited(), Promise::of(&of.record).due(), of.record.id.clone()));
    let mut places = BTreeMap::new();
    let all = letters.iter().flat_map(|of| &of.asks).chain(&asks).chain(promises.iter().map(|of| &of.record));
    for place in all.filter_map(|of| of.link(PLACE)) {
        if !places.contains_key(place) {
            places.insert(place.clone(), called(project, PLACE, place, lang).await?);
        }
    }
    let unsent = if official.is_some() { Vec::new() } else { asks };
    Ok(Body { record, officials, letters, unsent, promises, places })
}
