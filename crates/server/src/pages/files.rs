//! Files as they leave and as they come. In reading order: `seen` (who may see a file), `sniff` (what it is, by its
//! bytes), `serve`, `thumb` (small pictures), `name` (what a file may be called), `arrive` (files on their way in),
//! `upload` (files that become evidence).

mod arrive;
mod name;
mod seen;
mod serve;
mod sniff;
mod thumb;
mod upload;

pub use arrive::{Lacking, Sent, keep_body, limit, sweep, take};
pub use name::cleaned;
pub use serve::{file as serve, give, is_known};
pub use thumb::Thumbs;
pub use upload::{evidence_id, kinds, prove};

use crate::App;
use crate::ask::Here;
use auyl_domain::value::FileRef;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/file/{sha256}/{name}", get(serve::file))
        .route("/p/{project}/thumb/{sha256}", get(thumb::thumb))
        // Bodies are read piece by piece and measured by `arrive`.
        .route("/p/{project}/upload", post(upload::upload).layer(DefaultBodyLimit::disable()))
}

/// Where a file is fetched.
pub fn href(here: &Here, file: &FileRef) -> String {
    let encoded = percent_encoding::utf8_percent_encode(&file.name, percent_encoding::NON_ALPHANUMERIC);
    format!("{}/file/{}/{encoded}", here.root(), file.sha256)
}

/// Where the small picture of a file is fetched; none where its name is not that of a picture.
pub fn thumb_href(here: &Here, file: &FileRef) -> Option<String> {
    let name = file.name.to_lowercase();
    let is_picture = [".jpg", ".jpeg", ".png", ".gif"].iter().any(|end| name.ends_with(end));
    is_picture.then(|| format!("{}/thumb/{}", here.root(), file.sha256))
}
