//! Files of a submission: which are expected, which have come, and each by its name.

use super::submissions::{found, opened};
use crate::App;
use crate::openrosa::Sender;
use crate::pages::files::{cleaned, give, keep_body};
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_store::submissions::{Arrival, ArrivedFile, Received};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde_json::json;
use std::collections::HashMap;

/// The files that a submission mentions or has.
pub async fn list(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let it = found(&sender, &path["form"], &path["instance"], Action::See).await?;
    let mut files = app.store.submission_files(&sender.project.id, &it.form, &it.instance).await?;
    files.dedup_by(|later, earlier| later.name == earlier.name);
    let shown = files.iter().map(|file| json!({ "name": file.name, "exists": file.digest.is_some() }));
    Ok(Json(shown.collect::<Vec<_>>()).into_response())
}

/// One file: the last that came under its name.
pub async fn one(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result {
    let it = opened(&sender, &path["form"], &path["instance"], "attachment").await?;
    let files = app.store.submission_files(&sender.project.id, &it.form, &it.instance).await?;
    let file = files.into_iter().rfind(|file| file.name == path["name"]);
    let digest = file.and_then(|file| file.digest);
    let digest = digest.ok_or_else(|| Refusal::of("file-missing").with("path", &path["name"]))?;
    give(&app.store, &digest, &path["name"], &headers).await
}

/// Keeps a file that a script sends for a submission.
pub async fn keep(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    request: Request,
) -> Result {
    let it = found(&sender, &path["form"], &path["instance"], Action::Change).await?;
    let kept = keep_body(request.into_body(), &app).await?;
    let (digest, size) = kept.ok_or_else(|| Refusal::of("request-malformed").with("detail", "0 B"))?;
    let file = ArrivedFile { name: cleaned(&path["name"]), digest, size: i64::try_from(size).unwrap_or(i64::MAX) };
    let arrival = Arrival {
        project: sender.project.id.clone(),
        form: it.form,
        version: it.version,
        instance: it.instance,
        xml: it.xml,
        at: app.world.at(),
        actor: sender.who.clone(),
        files: vec![file],
        ..Arrival::default()
    };
    let received = app.inbox().receive(arrival).await?;
    app.arrived.notify_one();
    match received {
        Received::New | Received::Again => Ok(Json(json!({ "success": true })).into_response()),
        Received::Different | Received::Outdated => Err(Refusal::of("submission-differs").into()),
    }
}
