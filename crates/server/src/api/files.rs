//! Files by their digests: one that is sent is kept and then named by a record; one is given to whoever sees a record
//! that names it.

use super::caller::Caller;
use super::{answer, malformed};
use crate::pages::files::{keep_body, serve};
use crate::stop::Result;
use auyl_domain::access::Action;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, StatusCode};
use serde_json::json;

/// Keeps the body of the request, piece by piece.
pub async fn keep(caller: Caller, request: Request) -> Result {
    caller.must(Action::Add, None)?;
    let kept = keep_body(request.into_body(), &caller.app).await?;
    let (sha256, size) = kept.ok_or_else(|| malformed("0 B"))?;
    answer(StatusCode::CREATED, json!({ "sha256": sha256, "size": size }))
}

/// A file that a record names.
pub async fn file(caller: Caller, Path((project, sha256)): Path<(String, String)>, headers: HeaderMap) -> Result {
    serve(caller.0, Path((project, sha256, String::new())), headers).await
}
