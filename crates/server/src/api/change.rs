//! Records that a program adds, changes and removes: through the one door, merged with what others wrote meanwhile.

use super::caller::Caller;
use super::{ROOT, answer, malformed, records, values};
use crate::ask::Here;
use crate::pages::record::{fields_filled, fields_seen, within_places};
use crate::stop::{Result, Stop};
use auyl_domain::access::{Action, Verdict};
use auyl_domain::{Field, RecordId, Refusal, Register};
use auyl_work::edit::{self, Change, Changed};
use auyl_work::import::Faulty;
use axum::body::to_bytes;
use axum::extract::{Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

/// A record in JSON may have so many bytes.
const MOST: usize = 1024 * 1024;

/// What a program sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    /// What the record is to say.
    fields: Map<String, Json>,
    /// The id of a new record; made from its content where none is given.
    #[serde(default)]
    id: Option<String>,
    /// The version that it changes.
    #[serde(default)]
    since: Option<i64>,
    /// Keep it to be mended, whatever is wrong with it.
    #[serde(default)]
    keep: bool,
}

async fn sent(request: Request) -> Result<Sent> {
    let bytes = to_bytes(request.into_body(), MOST).await;
    let bytes = bytes.map_err(|_| Refusal::of("request-too-large").with("limit", "1 MB"))?;
    serde_json::from_slice(&bytes).map_err(malformed)
}

/// A new record.
pub async fn add(caller: Caller, Path((_, register)): Path<(String, String)>, request: Request) -> Result {
    let register = caller.register(&register)?;
    caller.must(Action::Add, Some(register))?;
    let sent = sent(request).await?;
    if sent.since.is_some() {
        return Err(malformed("since"));
    }
    let known = fields_filled(&caller, register);
    let mut draft = values::draft(&sent.fields, &known)?;
    draft.id = match &sent.id {
        Some(id) => Some(RecordId::read(id).ok_or_else(|| malformed("id"))?.to_string()),
        None => None,
    };
    let silent = hidden(register, &known);
    let change = Change { register: &register.id, draft, base: None, silent: &silent };
    take(&caller, register, change, Action::Add, sent.keep).await
}

/// A record that says this and nothing else.
pub async fn replace(
    caller: Caller,
    Path((_, register, id)): Path<(String, String, String)>,
    request: Request,
) -> Result {
    change(&caller, &register, &id, request, true).await
}

/// A record some of whose fields say something else.
pub async fn some(caller: Caller, Path((_, register, id)): Path<(String, String, String)>, request: Request) -> Result {
    change(&caller, &register, &id, request, false).await
}

async fn change(here: &Here, register: &str, id: &str, request: Request, whole: bool) -> Result {
    let register = here.register(register)?;
    let record = records::found(here, register, id, Action::Change).await?;
    let sent = sent(request).await?;
    if sent.id.as_deref().is_some_and(|said| said != record.id.as_str()) {
        return Err(malformed("id"));
    }
    let since = sent.since.filter(|since| *since > 0).ok_or_else(|| malformed("since"))?;
    let seen = fields_seen(here, register);
    let mut known = fields_filled(here, register);
    // Nobody changes what they do not see.
    known.retain(|field| seen.iter().any(|seen| seen.id == field.id));
    let mut draft = values::draft(&sent.fields, &known)?;
    draft.id = Some(record.id.to_string());
    if !whole {
        known.retain(|field| sent.fields.contains_key(&field.id));
    }
    let silent = hidden(register, &known);
    let change = Change { register: &register.id, draft, base: Some(since), silent: &silent };
    take(here, register, change, Action::Change, sent.keep).await
}

/// The fields about which the request says nothing.
fn hidden(register: &Register, said: &[&Field]) -> Vec<String> {
    let hidden = register.fields.iter().filter(|field| !said.iter().any(|said| said.id == field.id));
    hidden.map(|field| field.id.clone()).collect()
}

async fn take(here: &Here, register: &Register, change: Change<'_>, action: Action, keep: bool) -> Result {
    if here.may(action, Some(register)) == Verdict::OwnPlaces {
        let tried = edit::check_draft(&here.project, &change).await?;
        if !within_places(here, register, &tried.record).await? {
            return Err(Refusal::of("not-allowed").into());
        }
    }
    let faulty = if keep { Faulty::Keep } else { Faulty::RefuseFile };
    let (id, status, findings) = match edit::change(&here.project, change, faulty, &here.doing()).await? {
        Changed::Saved { id, findings, .. } if action == Action::Add => (id, StatusCode::CREATED, findings),
        Changed::Saved { id, findings, .. } => (id, StatusCode::OK, findings),
        Changed::Unchanged { id } => (id, StatusCode::OK, Vec::new()),
        Changed::Refused { findings } => {
            let said = findings.iter().map(|finding| values::finding(here, finding));
            let said = json!({
                "error": "record-has-findings",
                "message": here.say.t("api-has-findings"),
                "findings": said.collect::<Vec<_>>(),
            });
            return answer(StatusCode::UNPROCESSABLE_ENTITY, said);
        }
        Changed::Conflict { theirs, event, fields } => {
            // A new one of a taken id: what is there is shown to who may see it.
            let is_seen = match here.may(Action::See, Some(register)) {
                Verdict::Yes => true,
                Verdict::OwnPlaces => within_places(here, register, &theirs).await?,
                Verdict::PublicFields => theirs.review.is_empty(),
                Verdict::No => false,
            };
            let theirs = if is_seen { Some(records::shown(here, register, &theirs).await?) } else { None };
            let fields: Vec<&String> = fields
                .iter()
                .filter(|field| fields_seen(here, register).iter().any(|seen| seen.id == **field))
                .collect();
            let said = json!({
                "error": "record-changed-meanwhile",
                "message": here.say.t("api-conflict"),
                "fields": fields,
                "theirs": theirs,
                "at": event.at,
                "actor": event.actor,
            });
            return answer(StatusCode::CONFLICT, said);
        }
    };
    let missing = || Stop::machine("a record that was just saved is not there");
    let record = here.project.store.record(&here.project.id, &register.id, &id, None).await?.ok_or_else(missing)?;
    let mut said = records::shown(here, register, &record).await?;
    said["findings"] = findings.iter().map(|finding| values::finding(here, finding)).collect();
    let mut response = (status, axum::Json(said)).into_response();
    let address = format!("{}/{}/{id}", ROOT.replace("{project}", &here.project.id), register.id);
    if let (StatusCode::CREATED, Ok(address)) = (status, HeaderValue::from_str(&address)) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    Ok(response)
}

/// Ends a record; its versions stay.
pub async fn remove(caller: Caller, Path((_, register, id)): Path<(String, String, String)>) -> Result {
    let register = caller.register(&register)?;
    let record = records::found(&caller, register, &id, Action::Remove).await?;
    edit::remove(&caller.project, &register.id, &record.id, &caller.doing()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
