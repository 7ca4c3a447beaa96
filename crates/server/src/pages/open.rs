//! The open page of a project, for everybody and off until the team switches it on; its feed. Nothing personal stands
//! there: what everybody may read is decided by the role of visitors and by `public` and `open_when` of each register.
//!
//! In reading order: `visitor` (the only way to a record), `opened` (what a page shows), `gather`, `surveys` and `news` (how that is
//! read), `schema` (the same for search engines), `show` (the page and the feed), `entrance` (the way into what follows);
//! `raise`, `support` and `send` (what a resident says without an account), `alike` ("is it one of these?"), `ticket` (what
//! became of it), `word` (whether it is so).

mod alike;
mod entrance;
mod gather;
mod news;
mod opened;
mod raise;
mod schema;
mod send;
mod show;
mod support;
mod surveys;
mod ticket;
mod visitor;
mod word;

pub use entrance::{Entrance, asked_lang};
pub use opened::Opened;
pub use show::fresh;
pub use visitor::{First, Visitor};

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

/// Bytes of a form without an account, its photo included.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/open/{project}", get(show::show))
        .route("/open/{project}/feed.xml", get(show::feed))
        .route("/open/{project}/raise", get(raise::form).post(raise::send))
        .route("/open/{project}/alike", get(alike::suggest))
        .route("/open/{project}/support/{name}", get(support::form).post(support::send))
        .route("/open/{project}/ticket", get(ticket::form))
        .route("/open/{project}/ticket/{code}", get(ticket::show).post(word::say))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}
