//! The open page of a project, for everybody and off until the team switches it on; its feed. Nothing personal stands
//! there: what everybody may read is decided by the role of visitors and by `public` and `open_when` of each register.
//!
//! In reading order: `visitor` (the only way to a record), `opened` (what a page shows), `gather` and `news` (how that is
//! read), `schema` (the same for search engines), `show` (the page and the feed).

mod gather;
mod news;
mod opened;
mod schema;
mod show;
mod visitor;

pub use opened::Opened;
pub use show::{asked_lang, entered, fresh};
pub use visitor::{First, Visitor};

use crate::App;
use axum::Router;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/open/{project}", get(show::show)).route("/open/{project}/feed.xml", get(show::feed))
}
