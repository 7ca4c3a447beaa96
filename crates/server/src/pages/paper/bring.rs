//! Photos of sheets that come in: which blank each is says its code, typed or read from the photo, or the event that was
//! chosen. The photo becomes evidence of the event; then its rows are typed.

use super::photo::typed_at;
use super::print::SHEETS;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::files::{self, Lacking, Sent};
use crate::pages::record::{record, with_told};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::sheet_code::{SheetCode, Unreadable};
use auyl_domain::value::FileRef;
use auyl_domain::views::{EVENT, EVIDENCE};
use auyl_domain::{Record, RecordId, Refusal, Register};
use auyl_work::{paper, qr};
use axum::extract::{Query, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "paper/sheets.html")]
struct SheetsPage {
    frame: Frame,
    action: String,
    events: String,
    events_title: String,
    code: String,
    wrong: Option<String>,
    errors: Vec<String>,
    limit: String,
}

/// The page where a code is typed or a photo sent; with a code, the sheets of its event.
pub async fn show(here: Here, Query(asked): Query<BTreeMap<String, String>>) -> Result {
    here.must(Action::Add, Some(here.register(EVIDENCE)?))?;
    let Some(typed) = asked.get("code") else { return render(&here, "", None, Vec::new()) };
    let code = match SheetCode::read(typed) {
        Ok(code) => code,
        Err(trouble) => return render(&here, typed, Some(here.say.t(told(trouble))), Vec::new()),
    };
    let (register, event) = found(&here, &code).await?.ok_or_else(|| Stop::from(Refusal::of("page-missing")))?;
    let address = format!("{}/event/{}/paper?form={}#bring", here.root(), event.id, register.id);
    Ok(Redirect::to(&address).into_response())
}

/// What a code means to this member. An event of another place is not there.
async fn found<'h>(here: &'h Here, code: &SheetCode) -> Result<Option<(&'h Register, Record)>> {
    let Some((register, event)) = paper::find(&here.project, code).await? else { return Ok(None) };
    let event = record(here, here.register(EVENT)?, event.id.as_str(), Action::See).await?;
    Ok(Some((register, event)))
}

fn told(trouble: Unreadable) -> &'static str {
    match trouble {
        Unreadable::NoCode => "sheets-no-code",
        Unreadable::WrongLetter => "sheets-wrong-letter",
    }
}

fn render(here: &Here, code: &str, wrong: Option<String>, errors: Vec<String>) -> Result {
    let is_right = wrong.is_none() && errors.is_empty();
    page_with(
        if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY },
        &SheetsPage {
            frame: here.frame("sheets", here.say.t("sheets-title")),
            action: format!("{}/sheets", here.root()),
            events: format!("{}/events", here.root()),
            events_title: here.say.t("event-events"),
            code: code.chars().take(40).collect(),
            wrong,
            errors,
            limit: files::limit(here.app.settings.most_upload),
        },
    )
}

/// Takes photos in.
pub async fn bring(here: Here, request: Request) -> Result {
    let evidence = here.register(EVIDENCE)?;
    // Before a single byte is taken.
    here.must(Action::Add, Some(evidence))?;
    let arrived = files::take(request, &here.app).await?;
    let text = |name: &str| arrived.texts.get(name).map(|text| text.trim()).unwrap_or_default();
    let typed = match text("code") {
        "" => None,
        typed => match SheetCode::read(typed) {
            Ok(code) => Some(code),
            Err(trouble) => return render(&here, typed, Some(here.say.t(told(trouble))), Vec::new()),
        },
    };
    let chosen = match text(EVENT) {
        "" => None,
        id => Some(record(&here, here.register(EVENT)?, id, Action::See).await?),
    };
    let mut errors = Vec::new();
    let mut kept: Vec<(Option<&Register>, Record, RecordId)> = Vec::new();
    if arrived.files.is_empty() {
        errors.push(here.say.t("sheets-no-file"));
    }
    for sent in &arrived.files {
        match one(&here, evidence, sent, typed, chosen.as_ref()).await? {
            Ok(sheet) => kept.push(sheet),
            Err(told) => errors.push(told),
        }
    }
    if !errors.is_empty() {
        return render(&here, text("code"), None, errors);
    }
    let address = match kept.as_slice() {
        [(Some(register), event, id)] if here.can(Action::Add, Some(register)) => {
            with_told(&typed_at(&here, register, event, id.as_str()), "sheet-kept")
        }
        [(_, event, _), ..] => with_told(&format!("{}/event/{}/paper", here.root(), event.id), "sheets-kept"),
        [] => format!("{}/sheets", here.root()),
    };
    Ok(Redirect::to(&address).into_response())
}

type Kept<'h> = (Option<&'h Register>, Record, RecordId);

/// One photo: a typed code goes before the one in the photo, and that before the event that was chosen.
async fn one<'h>(
    here: &'h Here,
    evidence: &Register,
    sent: &Sent,
    typed: Option<SheetCode>,
    chosen: Option<&Record>,
) -> Result<std::result::Result<Kept<'h>, String>> {
    let arriving = match &sent.file {
        Ok(file) => file,
        Err(Lacking::Empty) => return Ok(Err(format!("{}: {}", sent.name, here.say.t("event-file-empty")))),
        Err(Lacking::TooLarge) => {
            let limit = files::limit(here.app.settings.most_upload);
            return Ok(Err(format!("{}: {}", sent.name, here.say.with("event-file-too-large", &[("limit", limit)]))));
        }
    };
    let file = FileRef { sha256: here.project.store.put_file_from(&arriving.path).await?, name: sent.name.clone() };
    let code = match typed {
        Some(code) => Some(code),
        None => {
            let read = qr::read_file(&here.project, &file.sha256).await?;
            read.iter().find_map(|text| SheetCode::read(text).ok())
        }
    };
    let (register, event) = match (code, chosen) {
        (Some(code), chosen) => match (found(here, &code).await?, chosen) {
            (Some((register, event)), _) => (Some(register), event),
            (None, Some(chosen)) if typed.is_none() => (None, chosen.clone()),
            (None, _) => return Ok(Err(here.say.name("sheets-foreign", &sent.name))),
        },
        (None, Some(chosen)) => (None, chosen.clone()),
        (None, None) => return Ok(Err(here.say.name("sheets-not-read", &sent.name))),
    };
    let is_list = register.is_none_or(|register| paper::own_link(register).is_some());
    let kind = if is_list { SHEETS[0] } else { SHEETS[1] };
    let texts = BTreeMap::from([("kind".to_string(), kind.to_string())]);
    let outcome = files::prove(here, evidence, &event, &texts, &file).await?;
    if outcome.state == "refused" {
        return Ok(Err(format!("{}: {}", sent.name, outcome.message)));
    }
    let id = files::evidence_id(&event, &file);
    Ok(Ok((register, event, id)))
}
