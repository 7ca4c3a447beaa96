//! The report as a paper: looked at as a page of its own, or taken away as DOCX, PDF, HTML or with all its evidence.

use super::{account, job, must_read, wanted};
use crate::App;
use crate::ask::Here;
use crate::compiled::Wanted;
use crate::jobs::{Begun, Made, Outcome};
use crate::pages::figure;
use crate::stop::{Result, Stop};
use auyl_domain::access::Action;
use auyl_domain::finding::{Finding, has_severe};
use auyl_domain::views::EVIDENCE;
use auyl_domain::{Question, Refusal};
use auyl_reports::document::Document;
use auyl_reports::{html as writer, provenance as hints};
use auyl_store::accounts::Glance;
use auyl_work::provenance::{self, Section};
use auyl_work::report::render;
use auyl_work::{package, report};
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// What an address may ask of a paper.
#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// Media types by the ending of a file.
pub fn kind(format: &str) -> &'static str {
    match format {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf" => "application/pdf",
        "html" => "text/html; charset=utf-8",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// A file to be saved, never to be opened within the site.
pub fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let headers = [
        (header::CONTENT_TYPE, kind.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
    ];
    (headers, bytes).into_response()
}

/// A paper in a format; one PDF is made at a time.
pub async fn in_format(app: &App, document: &Document, format: &str) -> Result<Vec<u8>> {
    let _one_at_a_time = match format {
        "pdf" => Some(app.jobs.paper.acquire().await.map_err(Stop::machine)?),
        _ => None,
    };
    Ok(render(document, format, &Section::default()).await?)
}

/// A paper of a template as a file to be saved, `name` without its ending.
pub async fn saved(here: &Here, set: (Document, Vec<Finding>), name: &str, format: &str) -> Result {
    let (document, findings) = set;
    if has_severe(&findings) {
        // A template of somebody's own that does not fit is for who keeps the catalogue to mend.
        let said = findings.iter().map(|finding| finding.message(here.app.catalogue.phrases(), here.lang()));
        return Err(Stop::machine(said.collect::<Vec<_>>().join("; ")));
    }
    let bytes = in_format(&here.app, &document, format).await?;
    Ok(attachment(&format!("{name}-{}.{format}", document.lang), kind(format), bytes))
}

/// The address of the page of a figure, ready for HTML; as of an event, or now.
pub fn figure_page(root: &str, question: &Question, at: Option<i64>) -> String {
    let activity = question.activity.as_deref().unwrap_or_default();
    figure::address(root, &question.measure, activity, "", at).replace('&', "&amp;")
}

/// Leads each figure of a written page to `link` of its cell instead of to an anchor.
pub fn linked(page: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    const FIGURE: &str = "<a class=\"figure\" href=\"#";
    let mut parts = page.split(FIGURE);
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (cell, rest) = part.split_once('"').unwrap_or((part, ""));
        let _ = match link(cell) {
            Some(address) => write!(out, "<a class=\"figure\" href=\"{address}\"{rest}"),
            None => write!(out, "{FIGURE}{cell}\"{rest}"),
        };
    }
    out
}

/// The written page with its styles where a policy can name them: those at elements become classes of the one sheet,
/// which carries the `nonce`; links leave the frame that the page is shown in.
fn guarded(page: &str, nonce: &str) -> String {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut parts = page.split(" style=\"");
    let mut body = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let Some((style, rest)) = part.split_once('"') else { continue };
        let next = classes.len();
        let class = *classes.entry(style).or_insert(next);
        let _ = write!(body, " class=\"s{class}\"{rest}");
    }
    let rules: String = classes.iter().map(|(style, class)| format!(".s{class}{{{style}}}\n")).collect();
    let body = body.replacen("<style>", &format!("<base target=\"_top\">\n<style nonce=\"{nonce}\">"), 1);
    body.replacen("</style>", &format!("{rules}</style>"), 1)
}

/// The whole report as a page with a policy of its own.
pub async fn preview(here: Here, Query(asked): Query<Asked>) -> Result {
    must_read(&here)?;
    let checked = here.app.reports.now(&here.project, &wanted(&here, asked.lang.as_deref())?).await?;
    let compiled = &checked.report.compiled;
    let cells: BTreeMap<&str, &auyl_reports::compile::Cell> =
        compiled.cells.iter().map(|cell| (cell.id.as_str(), cell)).collect();
    let title = |cell: &str| cells.get(cell).map(|cell| hints::hint(cell));
    let root = here.root();
    let link = |cell: &str| cells.get(cell).map(|cell| figure_page(&root, &cell.question, None));
    let nonce = here.app.world.secret();
    let page = guarded(&linked(&writer::write(&compiled.document, &title, ""), &link), &nonce);
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; frame-ancestors 'self'; base-uri 'self'; form-action 'none'"
    );
    let headers = [
        (header::CONTENT_TYPE, kind("html").to_string()),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN".to_string()),
    ];
    Ok((headers, page).into_response())
}

fn name(here: &Here, wanted: &Wanted, format: &str) -> String {
    format!("{}-{}-{}.{format}", here.project.id, wanted.today, wanted.lang.code())
}

/// The report as DOCX.
pub async fn docx(here: Here, Query(asked): Query<Asked>) -> Result {
    must_read(&here)?;
    let wanted = wanted(&here, asked.lang.as_deref())?;
    let checked = here.app.reports.now(&here.project, &wanted).await?;
    let bytes = report::render(&checked.report.compiled.document, "docx", &Section::default()).await?;
    Ok(attachment(&name(&here, &wanted, "docx"), kind("docx"), bytes))
}

/// The report as one HTML file that says of every figure where it comes from.
pub async fn html(here: Here, Query(asked): Query<Asked>) -> Result {
    must_read(&here)?;
    let wanted = wanted(&here, asked.lang.as_deref())?;
    let checked = here.app.reports.now(&here.project, &wanted).await?;
    let report = &checked.report;
    let section = provenance::section(&here.project, &report.compiled, wanted.lang, Some(report.event)).await?;
    let bytes = report::render(&report.compiled.document, "html", &section).await?;
    Ok(attachment(&name(&here, &wanted, "html"), kind("html"), bytes))
}

/// The report as PDF, laid out behind a page that tells how far it is.
pub async fn pdf(here: Here, Query(asked): Query<Asked>) -> Result {
    must_read(&here)?;
    let wanted = wanted(&here, asked.lang.as_deref())?;
    let (app, project, name) = (here.app.clone(), here.project.clone(), name(&here, &wanted, "pdf"));
    let event = project.store.last_event(&project.id).await?;
    let begun = begun(&here, format!("pdf {} {event}", wanted.lang.code()), "report-job-pdf");
    let work = async move |_| {
        let checked = app.reports.now(&project, &wanted).await?;
        let _one_at_a_time = app.jobs.paper.acquire().await.map_err(Stop::machine)?;
        let bytes = report::render(&checked.report.compiled.document, "pdf", &Section::default()).await?;
        Ok(Outcome::File(Arc::new(Made { name, kind: kind("pdf"), bytes })))
    };
    job::begin(&here, begun, work).await
}

/// The report with its evidence. Sign-in lists are among it, so only who may take personal details out gets it.
pub async fn zip(here: Here, Query(asked): Query<Asked>) -> Result {
    must_read(&here)?;
    if !here.can(Action::ExportPersonal, None) {
        return Err(Refusal::of("not-allowed").into());
    }
    let glance = Glance {
        at: here.app.world.at(),
        account: account(&here),
        register: EVIDENCE.into(),
        record: String::new(),
        page: "report/export.zip".into(),
    };
    here.app.store.add_glance(&here.project.id, &glance).await?;
    let wanted = wanted(&here, asked.lang.as_deref())?;
    let (app, project, name) = (here.app.clone(), here.project.clone(), name(&here, &wanted, "zip"));
    let event = project.store.last_event(&project.id).await?;
    let begun = begun(&here, format!("zip {} {event}", wanted.lang.code()), "report-job-zip");
    let work = async move |_| {
        let _one_at_a_time = app.jobs.paper.acquire().await.map_err(Stop::machine)?;
        let handle = tokio::runtime::Handle::current();
        let pack = move || handle.block_on(package::package(&project, &wanted.order()));
        let packed = auyl_store::off_thread(pack).await??;
        Ok(Outcome::File(Arc::new(Made { name, kind: kind("zip"), bytes: packed.bytes })))
    };
    job::begin(&here, begun, work).await
}

fn begun(here: &Here, name: String, title: &'static str) -> Begun {
    let back = format!("{}/report", here.root());
    Begun { name, account: account(here), project: here.project.id.clone(), title, back }
}
