//! The page of an event's sheets: print a blank, bring a photo, type from one that is there.

use super::photo::{Photo, typed_at};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::files;
use crate::pages::record::record;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::ticket::Ticket;
use auyl_domain::views::{EVENT, EVIDENCE};
use auyl_domain::{Lang, Record, Refusal, Register};
use auyl_work::{evidence, paper};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use std::collections::BTreeMap;

type Asked = Query<BTreeMap<String, String>>;

/// Kinds of evidence that are sheets: a list, a questionnaire.
pub const SHEETS: [&str; 2] = ["sign_in_sheet", "questionnaire"];
const LINES: usize = 2 * paper::ON_PAGE;

#[derive(Template)]
#[template(path = "paper/paper.html")]
struct PaperPage {
    frame: Frame,
    event: String,
    back: String,
    pdf: String,
    forms: Vec<(String, String, bool)>,
    lines: usize,
    most: usize,
    most_copies: usize,
    action: String,
    event_id: String,
    limit: String,
    sheets: Vec<Sheet>,
}

struct Sheet {
    photo: Photo,
    thumb: Option<String>,
    typed: Vec<(String, String)>,
}

/// The registers of which the member may type a sheet.
pub fn offered(here: &Here) -> Vec<&Register> {
    let all = paper::offered(&here.project.catalogue).into_iter();
    all.filter(|register| here.can(Action::Add, Some(register))).collect()
}

async fn event(here: &Here, id: &str) -> Result<Record> {
    here.must(Action::Add, Some(here.register(EVIDENCE)?))?;
    record(here, here.register(EVENT)?, id, Action::See).await
}

/// The page.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>, Query(asked): Asked) -> Result {
    let event = event(&here, &id).await?;
    let chosen = asked.get("form").map(String::as_str).unwrap_or_default();
    let mut forms = offered(&here);
    // The sheet that somebody holds in his hand comes first.
    forms.sort_by_key(|register| register.id != chosen);
    let proof = evidence::of_event(&here.project, &event.id, here.lang(), here.app.world.today()).await?;
    let is_sheet = |piece: &&evidence::Piece| SHEETS.contains(&piece.record.text("kind")) && piece.kept;
    let sheet = |piece: &evidence::Piece| {
        let photo = Photo::from(&here, &piece.record)?;
        let thumb = piece.file.as_ref().and_then(|file| files::thumb_href(&here, file));
        let at = |register: &&Register| (here.say.words(&register.title), typed_at(&here, register, &event, &photo.id));
        Some(Sheet { thumb, typed: forms.iter().take(3).map(at).collect(), photo })
    };
    let back = format!("{}/event/{}", here.root(), event.id);
    page(&PaperPage {
        frame: here.frame("paper", here.say.t("paper-title")),
        event: event.words("title", here.lang()).to_string(),
        pdf: format!("{back}/paper.pdf"),
        back,
        forms: forms.iter().map(|form| (form.id.clone(), here.say.words(&form.title), form.id == chosen)).collect(),
        lines: LINES,
        most: paper::MOST_LINES,
        most_copies: paper::MOST_COPIES,
        action: format!("{}/sheets", here.root()),
        event_id: event.id.to_string(),
        limit: files::limit(here.app.settings.most_upload),
        sheets: proof.pieces.iter().filter(is_sheet).filter_map(sheet).collect(),
    })
}

/// A blank as PDF.
pub async fn pdf(here: Here, Path((_, id)): Path<(String, String)>, Query(asked): Asked) -> Result {
    let event = event(&here, &id).await?;
    let text = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let forms = offered(&here);
    let register = match text("form") {
        "" => forms.first(),
        form => forms.iter().find(|register| register.id == form),
    };
    let register = register.ok_or_else(|| Stop::from(Refusal::of("page-missing")))?;
    let langs: &[Lang] = match text("lang") {
        "kk" => &[Lang::Kk],
        "ru" => &[Lang::Ru],
        _ => &[Lang::Kk, Lang::Ru],
    };
    let lines = text("lines").parse().unwrap_or(LINES);
    let address = format!("{}{}/sheets?code=", here.site(), here.root());
    let copies = text("copies").parse().unwrap_or(1usize).clamp(1, paper::MOST_COPIES);
    let mut tickets = Vec::new();
    for _ in 0..if paper::gives_tickets(register) { copies } else { 0 } {
        let mut bytes = [0; 17];
        (here.app.world.chance)(&mut bytes);
        tickets.push(Ticket::of_chance(bytes));
    }
    let tickets_at = format!("{}/open/{}/ticket/", here.site(), here.project.id);
    let ticket_address = here.home.is_public.then_some(tickets_at.as_str());
    let order =
        paper::Order { register, event: &event, langs, lines, address: &address, tickets: &tickets, ticket_address };
    let bytes = paper::pdf(&here.project, &order).await?;
    let name = format!("{}-{}.pdf", register.id, event.id);
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
