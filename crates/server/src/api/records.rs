//! Registers, their records a page at a time, one record, its versions.

use super::caller::Caller;
use super::values::{self, has_personal};
use super::{ROOT, answer, malformed, number};
use crate::ask::Here;
use crate::pages::history::past;
use crate::pages::record::{fields_filled, fields_seen, glanced, record};
use crate::pages::registers::{Asked, encoded, seen};
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::record::Record;
use auyl_domain::{Field, Kind, Refusal, Register};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde_json::{Value as Json, json};

/// Name of the page that is written down beside who saw personal details.
const PAGE: &str = "api";
/// Records to a page where nothing is said.
const USUAL: i64 = 50;
/// Most records to a page.
pub const MOST: i64 = 500;
/// The last page that can be asked for.
pub const LAST_PAGE: i64 = 1_000_000;

/// The pairs of a query.
pub type Pairs = Query<Vec<(String, String)>>;

/// The register of an address, for somebody who sees some of its fields.
pub fn register<'h>(here: &'h Here, id: &str) -> Result<&'h Register> {
    let register = here.register(id)?;
    here.must(Action::See, Some(register))?;
    if fields_seen(here, register).is_empty() {
        return Err(Refusal::of("not-allowed").into());
    }
    Ok(register)
}

/// What is recorded: every register that the member sees, with its fields.
pub async fn registers(caller: Caller) -> Result {
    caller.must(Action::See, None)?;
    let all = caller.app.catalogue.registers().iter();
    let seen = all.filter(|register| !fields_seen(&caller, register).is_empty());
    let seen: Vec<Json> = seen.map(|register| defined(&caller, register)).collect();
    answer(StatusCode::OK, json!({ "registers": seen }))
}

fn defined(here: &Here, register: &Register) -> Json {
    let filled = match here.can(Action::Add, Some(register)) {
        true => fields_filled(here, register),
        false => Vec::new(),
    };
    let fields = fields_seen(here, register).into_iter().map(|field| {
        let mut said = json!({
            "id": field.id,
            "kind": field.kind.name(),
            "label": values::words(&field.label),
            "help": values::words(&field.help),
            "required": field.required,
            "many": field.many,
            "personal": field.personal,
            "filled_in": filled.iter().any(|filled| filled.id == field.id),
        });
        if let Some(target) = field.kind.target() {
            said["target"] = json!(target);
        }
        if let Kind::Choice { choices } = &field.kind {
            let all = here.app.catalogue.choices(choices).map(|choices| choices.all.as_slice()).unwrap_or_default();
            let one = |choice: &auyl_domain::catalogue::Choice| {
                json!({ "id": choice.id, "label": values::words(&choice.label) })
            };
            said["choices"] = all.iter().map(one).collect();
        }
        said
    });
    json!({
        "id": register.id,
        "title": values::words(&register.title),
        "help": values::words(&register.help),
        "single": register.single,
        "key": register.key,
        "states": register.states.iter().map(|state| &state.id).collect::<Vec<_>>(),
        "may_add": here.can(Action::Add, Some(register)),
        "may_change": here.can(Action::Change, Some(register)),
        "may_remove": here.can(Action::Remove, Some(register)),
        "fields": fields.collect::<Vec<_>>(),
    })
}

/// A page of a register's records, asked as the list's page is.
pub async fn list(caller: Caller, Path((_, id)): Path<(String, String)>, Query(pairs): Pairs) -> Result {
    let register = register(&caller, &id)?;
    let page = number(&pairs, "page", 1..=LAST_PAGE)?.unwrap_or(1);
    let per_page = number(&pairs, "per_page", 1..=MOST)?.unwrap_or(USUAL);
    let asked = Asked::read(&pairs);
    let mut found = seen(&caller, register, &asked).await?;
    if !found.wrong.is_empty() {
        let wrong: Vec<Json> = found.wrong.iter().map(|wrong| values::finding(&caller, wrong)).collect();
        let message = wrong.first().map(|wrong| wrong["message"].clone());
        return answer(
            StatusCode::BAD_REQUEST,
            json!({ "error": "request-malformed", "message": message, "findings": wrong }),
        );
    }
    if !asked.sort.is_empty() && found.wanted.sort.is_none() {
        return Err(malformed(format!("sort: {}", asked.sort)));
    }
    found.wanted.skip = (page - 1) * per_page;
    found.wanted.most = per_page;
    let records = caller.project.store.page(&caller.project.id, &register.id, &found.wanted).await?;
    let fields = fields_seen(&caller, register);
    glance(&caller, register, "", &records.records, &fields).await?;
    let next = (records.more && page < LAST_PAGE).then(|| next(&caller, register, &pairs, page + 1));
    answer(
        StatusCode::OK,
        json!({
            "records": records.records.iter().map(|record| values::record(record, &fields)).collect::<Vec<_>>(),
            "page": page,
            "per_page": per_page,
            "next": next,
        }),
    )
}

/// The address of the next page.
fn next(here: &Here, register: &Register, pairs: &[(String, String)], page: i64) -> String {
    let kept = pairs.iter().filter(|(name, _)| name != "page");
    let kept = kept.map(|(name, typed)| format!("{}={}&", encoded(name), encoded(typed))).collect::<String>();
    format!("{}/{}?{kept}page={page}", ROOT.replace("{project}", &here.project.id), register.id)
}

async fn glance(here: &Here, register: &Register, id: &str, records: &[Record], fields: &[&Field]) -> Result<()> {
    match has_personal(records, fields) {
        true => glanced(here, register, id, PAGE).await,
        false => Ok(()),
    }
}

/// A record of an address that the member sees.
pub async fn found(here: &Here, register: &Register, id: &str, action: Action) -> Result<Record> {
    let found = record(here, register, id, action).await?;
    // What waits to be mended is not yet anything that others should read.
    if here.may(Action::See, Some(register)) == Verdict::PublicFields && !found.review.is_empty() {
        return Err(Refusal::of("record-missing").labelled("register", &register.title).with("id", id).into());
    }
    Ok(found)
}

/// A record as an answer, written down where it says something personal.
pub async fn shown(here: &Here, register: &Register, record: &Record) -> Result<Json> {
    let fields = fields_seen(here, register);
    glance(here, register, record.id.as_str(), std::slice::from_ref(record), &fields).await?;
    Ok(values::record(record, &fields))
}

/// One record.
pub async fn one(caller: Caller, Path((_, id, record)): Path<(String, String, String)>) -> Result {
    let register = register(&caller, &id)?;
    let record = found(&caller, register, &record, Action::See).await?;
    answer(StatusCode::OK, shown(&caller, register, &record).await?)
}

/// All versions of a record, oldest first, each with the event that made it.
pub async fn history(caller: Caller, Path((_, id, record)): Path<(String, String, String)>) -> Result {
    let register = register(&caller, &id)?;
    let past = past(&caller, &register.id, &record, Action::See).await?;
    let fields = fields_seen(&caller, register);
    let records: Vec<Record> = past.versions.iter().map(|(record, _)| record.clone()).collect();
    glance(&caller, register, &record, &records, &fields).await?;
    let versions = past.versions.iter().map(|(record, event)| {
        let mut said = values::record(record, &fields);
        said["at"] = json!(event.at);
        said["actor"] = json!(event.actor);
        said["verb"] = json!(event.verb);
        said
    });
    answer(StatusCode::OK, json!({ "versions": versions.collect::<Vec<_>>(), "removed": past.is_removed }))
}
