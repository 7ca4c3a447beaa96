//! The report: sections with their texts, preview, downloads, freezing, comparing, verifying. What a report *is* stands in
//! `auyl-reports`, how it is made in `auyl-work`; here is only what people see of it.

mod findings;
mod frozen;
mod job;
mod offers;
mod overview;
mod paper;
mod section;
mod verify;

pub(super) use findings::{Line, lines};
pub(super) use job::{address, begin, waiting};
pub(super) use paper::{attachment, in_format, kind, saved};

use crate::App;
use crate::ask::Here;
use crate::compiled::{Wanted, language};
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    let report = "/p/{project}/report";
    let at = |path: &str| format!("{report}{path}");
    Router::new()
        .route(report, get(overview::overview))
        .route(&at("/preview"), get(paper::preview))
        .route(&at("/export.docx"), get(paper::docx))
        .route(&at("/export.html"), get(paper::html))
        .route(&at("/export.pdf"), get(paper::pdf))
        .route(&at("/export.zip"), get(paper::zip))
        .route(&at("/measures"), get(offers::measures))
        .route(&at("/section/preview"), post(section::preview))
        .route(&at("/section/new"), get(section::new).post(section::add))
        .route(&at("/section/{narrative}"), get(section::show).post(section::save))
        .route(&at("/section/{narrative}/unsent"), post(section::keep_unsent))
        .route(&at("/freeze"), post(frozen::freeze))
        .route(&at("/compare"), get(frozen::compare))
        .route(&at("/frozen/{report}"), get(frozen::show))
        .route(&at("/frozen/{report}/{file}"), get(frozen::file))
        .route(&at("/verify"), get(verify::ask).post(verify::verify).layer(DefaultBodyLimit::max(verify::MOST)))
        .route("/p/{project}/jobs/{job}", get(job::show))
        .route("/p/{project}/jobs/{job}/file", get(job::file))
}

/// Who may read the report: whom `roles.toml` lets. It is about all places, so who keeps to their own is not shown it; the open
/// page shows others what is open.
fn must_read(here: &Here) -> Result<()> {
    here.must(Action::Report, None).map(drop)
}

/// The report of this project in the language that the address asks for.
fn wanted(here: &Here, lang: Option<&str>) -> Result<Wanted> {
    let (form, today) = (here.app.settings.form.clone(), here.app.world.today());
    // The papers are about all places, so who sees personal details of their own only gets them without any.
    let personal = here.may(Action::SeePersonal, None) == Verdict::Yes;
    Ok(Wanted { form, lang: language(lang, here.lang())?, today, personal })
}

/// The account that asks.
fn account(here: &Here) -> String {
    here.signed.as_ref().map(|signed| signed.account.id.clone()).unwrap_or_default()
}

/// The languages papers are written in, with their own names.
const PAPERS: [(&str, &str); 2] = [("kk", "Қазақша"), ("ru", "Русский")];
