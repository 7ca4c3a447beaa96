//! Files that become evidence of an event: each is kept, and a record says what it shows, when and where. The same file
//! sent twice is one piece of evidence: the record's id is made from the event and the file's content.

use super::arrive::{Arrived, Arriving, Lacking, Sent, limit, take};
use super::sniff::is_picture;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::record::{Said, record, with_told};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::draft::Draft;
use auyl_domain::value::FileRef;
use auyl_domain::views::{ACTIVITY, EVENT, EVIDENCE, PLACE, day};
use auyl_domain::{Kind, Record, RecordId, Refusal, Register};
use auyl_reports::checks::PHOTO;
use auyl_work::edit::{self, Change, Changed};
use auyl_work::exif;
use auyl_work::import::Faulty;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use tokio::io::AsyncReadExt;

/// The refusal where there is no room on the disk.
const FULL: &str = "disk-full";

/// What came of one file.
pub struct Outcome {
    /// The file.
    pub name: String,
    /// `saved`, `there` (sent before) or `refused`.
    pub state: &'static str,
    /// What is to be said about it.
    pub message: String,
    /// Where it can be looked at.
    pub href: Option<String>,
    /// Whether it was refused because the disk is full.
    pub is_full: bool,
}

#[derive(Template)]
#[template(path = "event/uploaded.html")]
struct UploadedPage {
    frame: Frame,
    event: String,
    back: String,
    again: String,
    outcomes: Vec<Outcome>,
}

/// Takes files in: `event`, `kind` and perhaps `title` once for all of them.
pub async fn upload(here: Here, headers: HeaderMap, request: Request) -> Result {
    let register = here.register(EVIDENCE)?;
    // Before a single byte is taken.
    here.must(Action::Add, Some(register))?;
    let arrived = take(request, &here.app).await?;
    let text = |name: &str| arrived.texts.get(name).map(|text| text.trim()).unwrap_or_default();
    let events = here.register(EVENT)?;
    let event = record(&here, events, text(EVENT), Action::See).await?;
    let kind = text("kind");
    if !kinds(&here).iter().any(|(known, _)| known == kind) {
        let detail = format!("kind={}", kind.chars().take(40).collect::<String>());
        return Err(Refusal::of("request-malformed").with("detail", detail).into());
    }
    let mut outcomes = Vec::new();
    for sent in &arrived.files {
        outcomes.push(match one(&here, register, &event, &arrived, sent).await {
            Err(Stop::Refused(refusal)) if refusal.code() == FULL => full(&here, sent, &refusal),
            outcome => outcome?,
        });
    }
    let is_full = outcomes.iter().any(|outcome| outcome.is_full);
    let too_large = arrived.files.iter().any(|sent| matches!(sent.file, Err(Lacking::TooLarge)));
    let status = match outcomes.iter().all(|outcome| outcome.state != "refused") {
        _ if is_full => StatusCode::SERVICE_UNAVAILABLE,
        _ if too_large => StatusCode::PAYLOAD_TOO_LARGE,
        true if !outcomes.is_empty() => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("application/json") {
        let said = |outcome: &Outcome| json!({ "name": outcome.name, "state": outcome.state, "message": outcome.message, "href": outcome.href });
        let said: Vec<_> = outcomes.iter().map(said).collect();
        return Ok((status, axum::Json(json!({ "files": said }))).into_response());
    }
    let back = format!("{}/event/{}", here.root(), event.id);
    if status == StatusCode::OK {
        return Ok(Redirect::to(&with_told(&back, "event-uploaded")).into_response());
    }
    // Back there the form says again what was typed.
    let typed = |name: &str| utf8_percent_encode(text(name), NON_ALPHANUMERIC).to_string();
    let again = format!("{back}?kind={}&title={}#upload", typed("kind"), typed("title"));
    let name = event.words("title", here.lang()).to_string();
    let frame = here.frame("upload", here.say.t("event-uploaded-title"));
    page_with(status, &UploadedPage { frame, event: name, back, again, outcomes })
}

/// The kinds of evidence with their labels, in order.
pub fn kinds(here: &Here) -> Vec<(String, String)> {
    let kind = here.project.catalogue.register(EVIDENCE).and_then(|register| register.field("kind"));
    let Some(Kind::Choice { choices }) = kind.map(|field| &field.kind) else { return Vec::new() };
    let all = here.project.catalogue.choices(choices).map(|choices| choices.all.as_slice()).unwrap_or_default();
    all.iter().map(|choice| (choice.id.clone(), here.say.label(choices, &choice.id))).collect()
}

async fn one(here: &Here, register: &Register, event: &Record, arrived: &Arrived, sent: &Sent) -> Result<Outcome> {
    let refused =
        |message: String| Outcome { name: sent.name.clone(), state: "refused", message, href: None, is_full: false };
    let file = match &sent.file {
        Ok(file) => file,
        Err(Lacking::Empty) => return Ok(refused(here.say.t("event-file-empty"))),
        Err(Lacking::NoRoom) => return Err(Refusal::of(FULL).into()),
        Err(Lacking::TooLarge) => {
            let limit = limit(here.app.settings.most_upload);
            return Ok(refused(here.say.with("event-file-too-large", &[("limit", limit)])));
        }
    };
    let is_called_photo = arrived.texts.get("kind").is_some_and(|kind| kind.trim() == PHOTO);
    if is_called_photo && !is_picture(&beginning(&file.path).await?) {
        return Ok(refused(here.say.t("event-file-no-picture")));
    }
    let file = FileRef { sha256: keep(here, file).await?, name: sent.name.clone() };
    prove(here, register, event, &arrived.texts, &file).await
}

/// Makes a kept file a piece of evidence of an event: of `kind`, and perhaps with a `title`.
pub async fn prove(
    here: &Here,
    register: &Register,
    event: &Record,
    texts: &BTreeMap<String, String>,
    file: &FileRef,
) -> Result<Outcome> {
    let refused =
        |message: String| Outcome { name: file.name.clone(), state: "refused", message, href: None, is_full: false };
    let draft = draft(here, register, event, texts, file).await?;
    let change = Change { register: &register.id, draft, base: None, silent: &[] };
    let outcome = |state, message: &str| Outcome {
        name: file.name.clone(),
        state,
        message: here.say.t(message),
        href: Some(super::href(here, file)),
        is_full: false,
    };
    Ok(match edit::change(&here.project, change, Faulty::RefuseFile, &here.doing()).await? {
        Changed::Saved { .. } => outcome("saved", "event-file-saved"),
        Changed::Unchanged { .. } | Changed::Conflict { .. } => outcome("there", "event-file-there"),
        Changed::Refused { findings } => {
            let said = findings.iter().map(|finding| Said::of(here, finding));
            refused(said.map(|said| format!("{} {}", said.message, said.todo)).collect::<Vec<_>>().join(" "))
        }
    })
}

/// The first bytes of a file, by which it is known.
async fn beginning(path: &Path) -> Result<Vec<u8>> {
    let read = async {
        let mut bytes = Vec::new();
        tokio::fs::File::open(path).await?.take(16).read_to_end(&mut bytes).await?;
        Ok(bytes)
    };
    read.await.map_err(|trouble: std::io::Error| Stop::machine(trouble))
}

/// The record of a file of an event: one, however often it is sent.
pub fn evidence_id(event: &Record, file: &FileRef) -> RecordId {
    RecordId::from_content([EVIDENCE, event.id.as_str(), &file.sha256])
}

/// What is said of a file for which there was no room.
fn full(here: &Here, sent: &Sent, refusal: &Refusal) -> Outcome {
    let message = refusal.message(here.app.catalogue.phrases(), here.lang());
    Outcome { name: sent.name.clone(), state: "refused", message, href: None, is_full: true }
}

async fn keep(here: &Here, file: &Arriving) -> Result<String> {
    Ok(here.project.store.put_file_from(&file.path).await?)
}

/// What the record of a file says: its day is the photo's own, else the event's.
async fn draft(
    here: &Here,
    register: &Register,
    event: &Record,
    texts: &BTreeMap<String, String>,
    file: &FileRef,
) -> Result<Draft> {
    let is_photo = exif::is_photo(&file.name);
    let taken = match is_photo {
        true => exif::of_file(&here.project, &file.sha256).await?.and_then(|exif| exif.taken),
        false => None,
    };
    let text = |name: &str| texts.get(name).map(|text| text.trim().to_string()).unwrap_or_default();
    let linked = |field: &str| event.link(field).map(RecordId::to_string).unwrap_or_default();
    let taken = taken.or_else(|| day(event, "held_on"));
    let fields = [
        ("kind", text("kind")),
        ("title", text("title").chars().take(300).collect()),
        ("file", format!("{}:{}", file.sha256, file.name)),
        (EVENT, event.id.to_string()),
        (ACTIVITY, linked(ACTIVITY)),
        (PLACE, linked(PLACE)),
        ("taken_on", taken.map(|day| day.to_string()).unwrap_or_default()),
    ];
    let known = fields.into_iter().filter(|(field, text)| register.field(field).is_some() && !text.is_empty());
    let id = evidence_id(event, file);
    Ok(Draft { id: Some(id.to_string()), fields: known.map(|(field, text)| (field.to_string(), text)).collect() })
}
