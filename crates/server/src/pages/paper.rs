//! Paper: blank sheets of an event, and photographed sheets on their way to rows. In reading order: `print` (the page of an
//! event, and its blanks as PDF), `bring` (photos that come in, by code or by event), `photo` (the photo beside a form).

mod bring;
mod photo;
mod print;

pub use photo::Photo;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/event/{id}/paper", get(print::show))
        .route("/p/{project}/event/{id}/paper.pdf", get(print::pdf))
        // Bodies are read piece by piece and measured as all files are.
        .route("/p/{project}/sheets", get(bring::show).post(bring::bring).layer(DefaultBodyLimit::disable()))
}
