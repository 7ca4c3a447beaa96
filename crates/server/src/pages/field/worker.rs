//! The service worker: what it keeps on the device is named here, by content, so that it changes whenever anything of that
//! changes and the device then fetches all of it anew.

use super::show::said;
use super::{is_for, surveys};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::id::sha256;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use serde_json::json;

/// The addresses that are kept on the device: page and texts, then files that never change.
pub fn kept(here: &Here) -> (Vec<String>, Vec<String>) {
    let root = format!("{}/field", here.root());
    let pages = ["", "/words.json", "/app.webmanifest"].map(|rest| format!("{root}{rest}"));
    let statics = &here.app.statics;
    let others = ["app.css", "icon.svg"].map(|name| statics.address(name));
    // A large part of all, for who has surveys.
    let engine = surveys::of(here).next().map(|_| statics.address(surveys::ENGINE));
    (pages.to_vec(), statics.modules().chain(others).chain(engine).map(str::to_string).collect())
}

/// The script of the worker.
pub async fn script(here: Here) -> Result {
    if !is_for(&here) {
        return Err(Refusal::of("not-allowed").into());
    }
    let (pages, files) = kept(&here);
    let shape = include_str!("../../../templates/field/show.html");
    let version = sha256(format!("{shape}{}", said(&here.app.catalogue)).as_bytes());
    let kept = json!({ "version": version[..12], "pages": pages, "files": files });
    let script = format!("const KEPT = {kept};\n{}", include_str!("../../../static/field-worker.js"));
    let allowed = HeaderName::from_static("service-worker-allowed");
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8".to_string()), (allowed, pages[0].clone())];
    Ok((headers, script).into_response())
}
