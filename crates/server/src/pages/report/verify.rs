//! Holds a DOCX that somebody sent back against the report it was frozen from.

use super::{Line, lines, must_read};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use auyl_work::freeze;
use axum::extract::Multipart;

/// The largest DOCX, in bytes.
pub const MOST: usize = 64 * 1024 * 1024;

#[derive(Template)]
#[template(path = "report/verify.html")]
struct VerifyPage {
    frame: Frame,
    root: String,
    /// Name of the file and what was found; nothing before one was sent.
    verified: Option<Verified>,
    refused: Option<String>,
}

struct Verified {
    file: String,
    /// Id, moment and language of the report it says it is.
    frozen: Option<(String, String, &'static str)>,
    findings: Vec<Line>,
}

fn verify_page(here: &Here, verified: Option<Verified>, refused: Option<String>) -> VerifyPage {
    let frame = here.frame("verify", here.say.t("report-verify-title"));
    VerifyPage { frame, root: here.root(), verified, refused }
}

/// Asks for the file.
pub async fn ask(here: Here) -> Result {
    must_read(&here)?;
    page(&verify_page(&here, None, None))
}

/// Says where the file differs.
pub async fn verify(here: Here, mut form: Multipart) -> Result {
    must_read(&here)?;
    let limit = format!("{} MB", MOST / 1024 / 1024);
    let too_large = |_| Stop::from(Refusal::of("request-too-large").with("limit", &limit));
    let mut sent = None;
    while let Some(part) = form.next_field().await.map_err(too_large)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or_default().to_string();
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_string();
            sent = Some((name, part.bytes().await.map_err(too_large)?));
        }
    }
    let Some((file, bytes)) = sent.filter(|(_, bytes)| !bytes.is_empty()) else {
        return page(&verify_page(&here, None, Some(here.say.t("report-verify-empty"))));
    };
    let (project, name, handle) = (here.project.clone(), file.clone(), tokio::runtime::Handle::current());
    // A hostile ZIP takes its time: not on the threads that answer everybody else.
    let verifying = move || handle.block_on(freeze::verify(&project, &name, &bytes));
    match auyl_store::off_thread(verifying).await? {
        Ok(verified) => {
            let frozen = verified.frozen.as_ref();
            let frozen = frozen.map(|it| (it.id.clone(), here.say.moment(&it.at), it.lang.code()));
            let findings = lines(&here, &verified.findings);
            page(&verify_page(&here, Some(Verified { file, frozen, findings }), None))
        }
        Err(auyl_work::Trouble::Refusal(refusal)) => {
            let message = refusal.message(here.app.catalogue.phrases(), here.lang());
            page(&verify_page(&here, None, Some(message)))
        }
        Err(trouble) => Err(trouble.into()),
    }
}
