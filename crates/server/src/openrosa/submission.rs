//! A submission on its way in. Its files go to the disk piece by piece, and it is acknowledged when it is on the disk with
//! all of them: until then it stays on the phone, which sends it again.

use super::sender::Sender;
use super::told::envelope;
use crate::App;
use crate::pages::files::{cleaned, limit};
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_forms::sent;
use auyl_store::submissions::{Arrival, ArrivedFile, Received};
use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Query, Request, State};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::TryStreamExt;
use serde::Deserialize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The part that holds the submission itself.
const XML_PART: &str = "xml_submission_file";
/// Bytes of a submission without its files; one with ten thousand repeats has five million.
const MOST_XML: u64 = 16 << 20;
/// Files to one request; Collect sends a hundred.
const MOST_FILES: usize = 500;

/// Says how much is taken at once, before a phone sends.
pub async fn measure(sender: Sender) -> Response {
    let most = sender.app.settings.most_upload;
    (StatusCode::NO_CONTENT, [(HeaderName::from_static("x-openrosa-accept-content-length"), most.to_string())])
        .into_response()
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "deviceID")]
    device: String,
}

/// Keeps a submission, or another part of it.
pub async fn receive(sender: Sender, State(app): State<App>, Query(asked): Query<Asked>, request: Request) -> Result {
    let parts = Multipart::from_request(request, &app).await.map_err(broken)?;
    let (xml, files) = parts_of(parts, &app).await?;
    let kept = keep(&sender, None, xml, files, &asked.device).await?;
    let sentence = if kept.is_new { "openrosa-kept" } else { "openrosa-kept-before" };
    Ok(envelope(StatusCode::CREATED, &sender.say.t(sentence)))
}

/// A submission that is on the disk.
pub struct Kept {
    /// Id of the form.
    pub form: String,
    /// The instance.
    pub instance: String,
    /// Whether it was not there before.
    pub is_new: bool,
}

/// Keeps a submission whose files are kept; `form` where the address names one.
pub async fn keep(
    sender: &Sender,
    form: Option<&str>,
    xml: String,
    files: Vec<ArrivedFile>,
    device: &str,
) -> Result<Kept> {
    let app = &sender.app;
    let it = sent::read(&xml)?;
    let register = sender.register_of_form(&it.form).filter(|_| form.is_none_or(|form| form == it.form));
    let register = register.ok_or_else(|| Refusal::of("phone-form-unknown").with("form", &it.form))?;
    sender.must(Action::Add, Some(register))?;
    if !sender.has_form(&it.form) {
        return Err(Refusal::of("not-allowed").into());
    }
    if sender.survey(&it.form).is_some_and(|offered| !offered.takes_answers()) {
        return Err(Refusal::of("survey-closed").with("form", &it.form).into());
    }
    let (form, instance) = (it.form.clone(), it.instance.clone());
    let arrival = Arrival {
        project: sender.project.id.clone(),
        form: it.form,
        version: it.version,
        instance: it.instance,
        edits: it.edits,
        xml,
        at: app.world.at(),
        actor: sender.who.clone(),
        device: device.chars().filter(|letter| !letter.is_control()).take(120).collect(),
        files,
        mentions: it.mentions,
    };
    let received = app.inbox().receive(arrival).await?;
    app.arrived.notify_one();
    let is_new = match received {
        Received::New => true,
        Received::Again => false,
        Received::Different => return Err(Refusal::of("submission-differs").with("instance", instance).into()),
        Received::Outdated => return Err(Refusal::of("submission-outdated").with("instance", instance).into()),
    };
    Ok(Kept { form, instance, is_new })
}

/// A submission that is the whole body.
pub async fn read_body(app: &App, body: Body) -> Result<String> {
    let most = MOST_XML.min(app.settings.most_upload);
    let bytes = axum::body::to_bytes(body, usize::try_from(most).map_err(Stop::machine)?).await;
    let bytes = bytes.map_err(|_| too_large(most))?;
    String::from_utf8(bytes.into()).map_err(|_| unreadable("UTF-8"))
}

/// The submission and its files, which are kept.
async fn parts_of(mut parts: Multipart, app: &App) -> Result<(String, Vec<ArrivedFile>)> {
    let (mut xml, mut files) = (None, Vec::new());
    let mut left = app.settings.most_upload;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_string();
        // What Collect says beside: that more of the submission follows.
        if name == "*isIncomplete*" {
            continue;
        }
        if name == XML_PART {
            xml = Some(text(part, &mut left).await?);
            continue;
        }
        if files.len() == MOST_FILES {
            return Err(Refusal::of("request-too-large").with("limit", format!("{MOST_FILES} ×")).into());
        }
        files.extend(file(part, app, &mut left, &name).await?);
    }
    Ok((xml.ok_or_else(|| unreadable(XML_PART))?, files))
}

async fn text(mut part: Field<'_>, left: &mut u64) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(broken)? {
        if (bytes.len() + piece.len()) as u64 > MOST_XML.min(*left) {
            return Err(too_large(MOST_XML.min(*left)));
        }
        bytes.extend_from_slice(&piece);
    }
    *left -= bytes.len() as u64;
    String::from_utf8(bytes).map_err(|_| unreadable("UTF-8"))
}

fn unreadable(detail: &str) -> Stop {
    Refusal::of("submission-unreadable").with("detail", detail).into()
}

/// Keeps a file; none where it has no bytes, as phones send them for pictures that were taken away again.
async fn file(part: Field<'_>, app: &App, left: &mut u64, name: &str) -> Result<Option<ArrivedFile>> {
    let name = cleaned(part.file_name().filter(|name| !name.is_empty()).unwrap_or(name));
    let (size, is_broken, most) = (AtomicU64::new(0), AtomicBool::new(false), *left);
    let broken_off = |error: MultipartError| {
        is_broken.store(true, Ordering::Relaxed);
        TooMuch::Broken(error)
    };
    let counted = part.map_err(broken_off).and_then(|piece: Bytes| {
        let so_far = size.fetch_add(piece.len() as u64, Ordering::Relaxed) + piece.len() as u64;
        std::future::ready(if so_far > most { Err(TooMuch::Large) } else { Ok(piece) })
    });
    let kept = app.store.put_file_stream(counted).await;
    let size = size.into_inner();
    let digest = match kept {
        Ok(digest) => digest,
        Err(_) if size > most => return Err(too_large(app.settings.most_upload)),
        Err(trouble) if is_broken.into_inner() => return Err(broken(trouble)),
        Err(trouble) => return Err(trouble.into()),
    };
    *left -= size;
    let size = i64::try_from(size).map_err(Stop::machine)?;
    Ok((size > 0).then_some(ArrivedFile { name, digest, size }))
}

/// Why the pieces of a file end too early.
#[derive(Debug)]
enum TooMuch {
    Broken(MultipartError),
    Large,
}

impl std::fmt::Display for TooMuch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TooMuch::Broken(error) => error.fmt(f),
            TooMuch::Large => f.write_str("too large"),
        }
    }
}

impl std::error::Error for TooMuch {}

fn too_large(most: u64) -> Stop {
    Refusal::of("request-too-large").with("limit", limit(most)).into()
}

fn broken(error: impl ToString) -> Stop {
    Refusal::of("request-malformed").with("detail", error).into()
}
