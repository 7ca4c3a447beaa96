//! A monitor's desk: reports that somebody else wrote are uploaded, read and held against themselves, and against the records of
//! the project where that is asked. Nothing is kept unless somebody asks, who then has a record with the file: what was found
//! travels in the page, so that the marks a person sets go into the list that is taken away.

use super::report::attachment;
use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_domain::views::CHECKED_REPORT;
use auyl_work::audit::{self, Audited, Mark, Report};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Form, Multipart};
use axum::routing::{get, post};
use std::collections::HashMap;

/// All files together, in bytes.
const MOST: usize = 64 << 20;
/// What was found in them, sent back with the marks, in bytes.
const MOST_FOUND: usize = 16 << 20;
/// Letters of a reason.
const LONGEST_REASON: usize = 500;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/audit/list", post(list).layer(DefaultBodyLimit::max(MOST_FOUND)))
        .route("/p/{project}/audit", get(ask).post(look).layer(DefaultBodyLimit::max(MOST)))
}

#[derive(Template)]
#[template(path = "audit/ask.html")]
struct AskPage {
    frame: Frame,
    root: String,
    refused: Option<String>,
    /// Whether what is checked may be kept.
    may_keep: bool,
}

#[derive(Template)]
#[template(path = "audit/found.html")]
struct FoundPage {
    frame: Frame,
    root: String,
    style: String,
    /// What was found, as JSON, to come back with the marks.
    found: String,
    /// How many reports were kept, said, and where they stand; none where nobody asked.
    kept: Option<(String, String)>,
    /// The findings beside the texts of the reports, ready as HTML.
    body: String,
}

fn asked(here: &Here, refused: Option<&str>) -> AskPage {
    let frame = here.frame("audit", here.say.t("audit-upload-title"));
    AskPage { frame, root: here.root(), refused: refused.map(|key| here.say.t(key)), may_keep: may_keep(here) }
}

fn may_keep(here: &Here) -> bool {
    here.project.register(CHECKED_REPORT).is_ok_and(|register| here.can(Action::Add, Some(register)))
}

/// Asks for the files.
async fn ask(here: Here) -> Result {
    here.must(Action::Report, None)?;
    page(&asked(&here, None))
}

/// Reads them and says what they contradict.
async fn look(here: Here, mut form: Multipart) -> Result {
    here.must(Action::Report, None)?;
    let limit = format!("{} MB", MOST >> 20);
    let too_large = |_| Stop::from(Refusal::of("request-too-large").with("limit", &limit));
    let (mut files, mut with_records, mut to_keep) = (Vec::new(), false, false);
    while let Some(part) = form.next_field().await.map_err(too_large)? {
        match part.name() {
            Some("records") => with_records = true,
            Some("keep") => to_keep = true,
            Some("file") => {
                let name = part.file_name().unwrap_or_default();
                let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_string();
                let bytes = part.bytes().await.map_err(too_large)?;
                files.extend((!bytes.is_empty()).then_some((name, bytes)));
            }
            _ => {}
        }
    }
    if files.is_empty() {
        return page(&asked(&here, Some("audit-upload-empty")));
    }
    let kept_bytes: Vec<Bytes> = files.iter().map(|(_, bytes)| bytes.clone()).collect();
    let (project, handle) = (here.project.clone(), tokio::runtime::Handle::current());
    // Foreign papers take their time: not on the threads that answer everybody else.
    let audited = auyl_store::off_thread(move || {
        let vocabulary = audit::vocabulary(&project.catalogue);
        let one = |(name, bytes): (String, Bytes)| {
            let outcome = audit::audit_bytes(&name, &bytes, &vocabulary).map_err(Box::new);
            Audited { name, outcome }
        };
        let mut audited: Vec<Audited> = files.into_iter().map(one).collect();
        if with_records {
            handle.block_on(audit::hold(&project, &mut audited, &vocabulary))?;
        }
        Ok::<_, auyl_work::Trouble>(audited)
    })
    .await??;
    let mut n_kept = 0;
    if to_keep && may_keep(&here) {
        for (one, bytes) in audited.iter().zip(&kept_bytes) {
            let kept = audit::keep(&here.project, one, bytes, here.app.world.today(), &here.doing()).await?;
            n_kept += i64::from(kept.is_some());
        }
    }
    let list = format!("{}/r/{CHECKED_REPORT}", here.root());
    let kept = (n_kept > 0).then(|| (here.say.n("audit-kept", n_kept), list));
    let (phrases, lang) = (here.app.catalogue.phrases(), here.lang());
    let reports = audit::reports(&audited, phrases, lang);
    let found = serde_json::to_string(&reports).map_err(auyl_work::Trouble::machine)?;
    let style = here.app.statics.address("audit.css").to_string();
    let body = audit::body(&audited, phrases, lang, true);
    let frame = here.frame("audit", here.say.t("audit-title"));
    page(&FoundPage { frame, root: here.root(), style, found, kept, body })
}

/// The list of what was found, with the marks.
async fn list(here: Here, Form(typed): Form<HashMap<String, String>>) -> Result {
    here.must(Action::Report, None)?;
    let typed_for = |name: String| typed.get(&name).map(String::as_str).unwrap_or_default();
    let found = typed_for("found".into());
    let Ok(mut reports) = serde_json::from_str::<Vec<Report>>(found) else {
        return page(&asked(&here, Some("audit-list-wrong")));
    };
    for (at, report) in reports.iter_mut().enumerate() {
        for (nth, told) in report.findings.iter_mut().enumerate() {
            let mark = typed_for(format!("mark-{at}-{nth}"));
            told.mark = Mark::ALL.into_iter().find(|known| known.code() == mark);
            told.reason = typed_for(format!("reason-{at}-{nth}")).trim().chars().take(LONGEST_REASON).collect();
        }
    }
    let (phrases, lang) = (here.app.catalogue.phrases(), here.lang());
    if typed_for("as".into()) == "json" {
        let json = format!("{:#}\n", audit::json(&reports, lang));
        return Ok(attachment("audit.json", "application/json", json.into_bytes()));
    }
    let bytes = audit::xlsx(&reports, phrases, lang)?;
    Ok(attachment("audit.xlsx", super::report::kind("xlsx"), bytes))
}
