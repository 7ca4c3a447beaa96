//! The import wizard: a filled workbook is looked at, mended in the page, and taken. In reading order: `arrived` (the file
//! while it waits), `look` (what it would do), `mend` (cells of wrong rows), `take`.

mod arrived;
mod look;
mod mend;
mod take;

use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::report::{attachment, kind};
use crate::stop::{Result, Stop};
use arrived::Arrived;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{BUDGET_LINE, PLACE};
use auyl_domain::{Lang, Record, Refusal};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use serde::Deserialize;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/import", get(ask).post(upload).layer(DefaultBodyLimit::disable()))
        .route("/p/{project}/import/template.xlsx", get(template))
        .route("/p/{project}/import/{arrived}", get(look::look).post(take::go_on))
        .route("/p/{project}/import/{arrived}/done", get(take::done))
}

/// Who may bring a workbook in: it is compared with all records, so whoever sees only a part may not.
fn must_import(here: &Here) -> Result<()> {
    match here.must(Action::Import, None)? {
        Verdict::Yes => Ok(()),
        _ => Err(Refusal::of("not-allowed").into()),
    }
}

#[derive(Template)]
#[template(path = "bring/ask.html")]
struct AskPage {
    frame: Frame,
    root: String,
    /// Registers that a CSV file may be of.
    registers: Vec<(String, String)>,
    /// Villages of whose budget a decision may be: id, name, and whether it was asked for.
    villages: Vec<(String, String, bool)>,
    is_decision: bool,
    most: String,
    refused: Option<String>,
}

async fn ask_page(here: &Here, status: StatusCode, village: &str, refused: Option<String>) -> Result {
    let registers = here.app.catalogue.registers().iter();
    let registers = registers.map(|register| (register.id.clone(), here.say.words(&register.title))).collect();
    let places = match here.app.catalogue.register(BUDGET_LINE) {
        Some(_) => here.project.good_records(PLACE, None).await?,
        None => Vec::new(),
    };
    let name = |place: &Record| place.words("title", here.lang()).to_string();
    let villages =
        places.iter().map(|place| (place.id.to_string(), name(place), place.id.as_str() == village)).collect();
    let frame = here.frame("import", here.say.t("bring-title"));
    let most = arrived::most_words(here);
    page_with(
        status,
        &AskPage { frame, root: here.root(), registers, villages, is_decision: !village.is_empty(), most, refused },
    )
}

#[derive(Deserialize)]
struct Beginning {
    #[serde(default)]
    village: String,
}

/// Asks for the file.
async fn ask(here: Here, Query(beginning): Query<Beginning>) -> Result {
    must_import(&here)?;
    ask_page(&here, StatusCode::OK, &beginning.village, None).await
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

/// An empty workbook to fill in.
async fn template(here: Here, Query(asked): Query<Asked>) -> Result {
    must_import(&here)?;
    let lang = asked.lang.as_deref().and_then(Lang::read).unwrap_or(here.lang());
    let catalogue = here.app.catalogue.clone();
    let write = move || auyl_forms::workbook::template(&catalogue, lang);
    let bytes = auyl_store::off_thread(write).await?.map_err(Stop::machine)?;
    Ok(attachment(&format!("auyl-{}.xlsx", lang.code()), kind("xlsx"), bytes))
}

/// Takes the file in and shows what it would do.
async fn upload(here: Here, mut form: Multipart) -> Result {
    must_import(&here)?;
    let malformed = |error: axum::extract::multipart::MultipartError| {
        Stop::from(Refusal::of("request-malformed").with("detail", error.status()))
    };
    let (mut register, mut village, mut arrived) = (String::new(), String::new(), None);
    while let Some(part) = form.next_field().await.map_err(malformed)? {
        match part.name() {
            Some("register") => register = part.text().await.map_err(malformed)?,
            Some("village") => village = part.text().await.map_err(malformed)?,
            Some("file") => arrived = arrived::keep(&here, part).await?,
            _ => {}
        }
    }
    let Some(mut arrived) = arrived else {
        let refused = Some(here.say.t("bring-empty"));
        return ask_page(&here, StatusCode::UNPROCESSABLE_ENTITY, &village, refused).await;
    };
    (arrived.register, arrived.village) = (register, village);
    if let Some(key) = arrived.trouble(&here).await? {
        arrived.forget(&here).await;
        let refused = Some(here.say.name(key, &arrived.name));
        return ask_page(&here, StatusCode::UNPROCESSABLE_ENTITY, &arrived.village, refused).await;
    }
    arrived.write(&here).await?;
    Ok(Redirect::to(&arrived.address(&here)).into_response())
}

/// The file of an address, for who brought it.
async fn arrived_at(here: &Here, secret: &str) -> Result<Arrived> {
    must_import(here)?;
    Arrived::read(here, secret).await?.ok_or_else(|| Refusal::of("page-missing").into())
}
