//! Photos of sheets that come in: which blank each is says its code, typed or read from the photo, or the event that was
//! chosen. A photo that says nothing is kept while its event is asked for. The photo becomes evidence of the event; then its
//! rows are typed.

use super::photo::typed_at;
use super::print::SHEETS;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::files::{self, Lacking, Sent};
use crate::pages::record::{place_limit, record, with_told};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::sheet_code::{SheetCode, Unreadable};
use auyl_domain::value::FileRef;
use auyl_domain::views::{EVENT, EVIDENCE, day};
use auyl_domain::{Record, RecordId, Refusal, Register};
use auyl_store::{ReviewFilter, Wanted};
use auyl_work::{paper, qr, thumbnail};
use axum::extract::{Query, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::collections::BTreeMap;

/// Photos whose events are asked for on one page.
const MOST_ASKED: usize = 20;
/// Events to choose from.
const MOST_CHOICES: i64 = 200;

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
    asked: Vec<Asked>,
    choices: Vec<(String, String)>,
}

/// A photo that is kept, and whose event is asked for.
#[derive(Default)]
struct Asked {
    name: String,
    /// The file, as the form carries it.
    file: String,
    /// A small picture within the page: no record shows the file to anybody yet.
    thumb: Option<String>,
    code: String,
    event: String,
    wrong: Option<String>,
}

/// The page where a code is typed or a photo sent; with a code, the sheets of its event.
pub async fn show(here: Here, Query(asked): Query<BTreeMap<String, String>>) -> Result {
    here.must(Action::Add, Some(here.register(EVIDENCE)?))?;
    let Some(typed) = asked.get("code") else { return render(&here, "", None, Vec::new(), Vec::new()).await };
    let code = match SheetCode::read(typed) {
        Ok(code) => code,
        Err(trouble) => {
            let wrong = Some(here.say.t(told(trouble)));
            return render(&here, typed, wrong, Vec::new(), Vec::new()).await;
        }
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

async fn render(here: &Here, code: &str, wrong: Option<String>, errors: Vec<String>, asked: Vec<Asked>) -> Result {
    let is_right = wrong.is_none() && errors.is_empty() && asked.is_empty();
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
            choices: if asked.is_empty() { Vec::new() } else { latest(here).await? },
            asked,
        },
    )
}

/// The events of which a sheet may be, the last one first.
async fn latest(here: &Here) -> Result<Vec<(String, String)>> {
    let register = here.register(EVENT)?;
    let cond = place_limit(here, Action::See, register).into_iter().collect();
    let wanted = Wanted { cond, most: MOST_CHOICES, review: ReviewFilter::Without, ..Wanted::default() };
    let found = here.project.store.page(&here.project.id, EVENT, &wanted).await?;
    let named = |event: &Record| {
        let held = day(event, "held_on").map(|held| format!("{}, ", here.say.day(&held))).unwrap_or_default();
        (event.id.to_string(), format!("{held}{}", event.words("title", here.lang())))
    };
    Ok(found.records.iter().map(named).collect())
}

/// A photo on its way to its event, and what was said of it.
struct Coming {
    file: FileRef,
    code: String,
    event: String,
    /// Whether it waited here for an answer.
    was_asked: bool,
}

/// Takes photos in.
pub async fn bring(here: Here, request: Request) -> Result {
    let evidence = here.register(EVIDENCE)?;
    // Before a single byte is taken.
    here.must(Action::Add, Some(evidence))?;
    let arrived = files::take(request, &here.app).await?;
    let text = |name: &str| arrived.texts.get(name).map(|text| text.trim().to_string()).unwrap_or_default();
    if let (typed, Err(trouble)) = (text("code"), SheetCode::read(&text("code")))
        && !typed.is_empty()
    {
        return render(&here, &typed, Some(here.say.t(told(trouble))), Vec::new(), Vec::new()).await;
    }
    let mut errors = Vec::new();
    let mut coming: Vec<Coming> = Vec::new();
    for at in 0..MOST_ASKED {
        let Some(file) = FileRef::read(&text(&format!("kept{at}"))) else { continue };
        if here.project.store.has_file(&file.sha256).await? {
            let (code, event) = (text(&format!("code{at}")), text(&format!("event{at}")));
            coming.push(Coming { file, code, event, was_asked: true });
        }
    }
    for sent in &arrived.files {
        match keep(&here, sent).await? {
            Ok(file) => coming.push(Coming { file, code: text("code"), event: text(EVENT), was_asked: false }),
            Err(told) => errors.push(told),
        }
    }
    if coming.is_empty() && errors.is_empty() {
        errors.push(here.say.t("sheets-no-file"));
    }
    let (mut kept, mut asked): (Vec<Kept<'_>>, Vec<Asked>) = Default::default();
    for coming in coming {
        match one(&here, evidence, &coming).await? {
            Came::Kept(sheet) => kept.push(sheet),
            Came::Refused(told) => errors.push(told),
            Came::Asked(wrong) if asked.len() < MOST_ASKED => {
                let thumb = thumbnail::of_file(&here.project, &coming.file.sha256, thumbnail::SIDE).await?;
                let thumb = thumb.map(|jpeg| format!("data:image/jpeg;base64,{}", BASE64.encode(&jpeg)));
                let (name, file) = (coming.file.name.clone(), format!("{}:{}", coming.file.sha256, coming.file.name));
                let wrong = wrong.filter(|_| coming.was_asked || !coming.code.is_empty());
                asked.push(Asked { name, file, thumb, code: coming.code, event: coming.event, wrong });
            }
            Came::Asked(_) => errors.push(here.say.name("sheets-not-read", &coming.file.name)),
        }
    }
    if !errors.is_empty() || !asked.is_empty() {
        return render(&here, "", None, errors, asked).await;
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

/// The blank of a sheet where its code says it, its event, and the record that the photo became.
type Kept<'h> = (Option<&'h Register>, Record, RecordId);

/// What came of one photo.
enum Came<'h> {
    Kept(Kept<'h>),
    /// It is kept; of which event it is has to be said. What was said so far may be wrong.
    Asked(Option<String>),
    Refused(String),
}

async fn keep(here: &Here, sent: &Sent) -> Result<std::result::Result<FileRef, String>> {
    let arriving = match &sent.file {
        Ok(file) => file,
        Err(Lacking::Empty) => return Ok(Err(format!("{}: {}", sent.name, here.say.t("event-file-empty")))),
        Err(Lacking::NoRoom) => return Err(Refusal::of("disk-full").into()),
        Err(Lacking::TooLarge) => {
            let limit = files::limit(here.app.settings.most_upload);
            return Ok(Err(format!("{}: {}", sent.name, here.say.with("event-file-too-large", &[("limit", limit)]))));
        }
    };
    let sha256 = here.project.store.put_file_from(&arriving.path).await?;
    Ok(Ok(FileRef { sha256, name: sent.name.clone() }))
}

/// One photo: a typed code goes before the one in the photo, and that before the event that was chosen.
async fn one<'h>(here: &'h Here, evidence: &Register, coming: &Coming) -> Result<Came<'h>> {
    let file = &coming.file;
    let is_typed = !coming.code.is_empty();
    let code = match SheetCode::read(&coming.code) {
        Ok(code) => Some(code),
        Err(trouble) if is_typed => return Ok(Came::Asked(Some(here.say.t(told(trouble))))),
        // It was looked at when it came.
        Err(_) if coming.was_asked => None,
        Err(_) => {
            let read = qr::read_file(&here.project, &file.sha256).await?;
            read.iter().find_map(|text| SheetCode::read(text).ok())
        }
    };
    let known = match code {
        Some(code) => found(here, &code).await?,
        None => None,
    };
    let (register, event) = match known {
        Some((register, event)) => (Some(register), event),
        None if is_typed => return Ok(Came::Asked(Some(here.say.name("sheets-foreign", &file.name)))),
        None if coming.event.is_empty() => return Ok(Came::Asked(Some(here.say.t("sheets-which-event")))),
        None => (None, record(here, here.register(EVENT)?, &coming.event, Action::See).await?),
    };
    let is_list = register.is_none_or(|register| paper::own_link(register).is_some());
    let kind = if is_list { SHEETS[0] } else { SHEETS[1] };
    let texts = BTreeMap::from([("kind".to_string(), kind.to_string())]);
    let outcome = files::prove(here, evidence, &event, &texts, file).await?;
    if outcome.state == "refused" {
        return Ok(Came::Refused(format!("{}: {}", file.name, outcome.message)));
    }
    let id = files::evidence_id(&event, file);
    Ok(Came::Kept((register, event, id)))
}
