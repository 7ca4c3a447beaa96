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
use auyl_domain::{Lang, Refusal};
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
    most: String,
    refused: Option<String>,
}

fn ask_page(here: &Here, status: StatusCode, refused: Option<String>) -> Result {
    let registers = here.app.catalogue.registers().iter();
    let registers = registers.map(|register| (register.id.clone(), here.say.words(&register.title))).collect();
    let frame = here.frame("import", here.say.t("bring-title"));
    page_with(status, &AskPage { frame, root: here.root(), registers, most: arrived::most_words(here), refused })
}

/// Asks for the file.
async fn ask(here: Here) -> Result {
    must_import(&here)?;
    ask_page(&here, StatusCode::OK, None)
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
    let (mut register, mut arrived) = (String::new(), None);
    while let Some(part) = form.next_field().await.map_err(malformed)? {
        match part.name() {
            Some("register") => register = part.text().await.map_err(malformed)?,
            Some("file") => arrived = arrived::keep(&here, part).await?,
            _ => {}
        }
    }
    let Some(mut arrived) = arrived else {
        return ask_page(&here, StatusCode::UNPROCESSABLE_ENTITY, Some(here.say.t("bring-empty")));
    };
    arrived.register = register;
    if let Some(key) = arrived.trouble(&here).await? {
        arrived.forget(&here).await;
        return ask_page(&here, StatusCode::UNPROCESSABLE_ENTITY, Some(here.say.name(key, &arrived.name)));
    }
    arrived.write(&here).await?;
    Ok(Redirect::to(&arrived.address(&here)).into_response())
}

/// The file of an address, for who brought it.
async fn arrived_at(here: &Here, secret: &str) -> Result<Arrived> {
    must_import(here)?;
    Arrived::read(here, secret).await?.ok_or_else(|| Refusal::of("page-missing").into())
}
