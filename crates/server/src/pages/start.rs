//! The start page of a project: what is late and missing first, then how the project stands. In reading order:
//! `morning` (what is gathered and kept), `show` (the page), `drawn` (the timeline), `mend` (the whole to-do list).

mod drawn;
mod mend;
mod morning;
mod show;

pub use morning::{Morning, morning, own};

use crate::App;
use crate::ask::Ask;
use crate::stop::Result;
use axum::Router;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(door))
        .route("/p/{project}", get(show::start))
        .route("/p/{project}/mend", get(mend::all))
}

/// Whoever belongs to one project is taken there, others to the list of theirs.
async fn door(ask: Ask) -> Result {
    ask.signed()?;
    Ok(Redirect::to("/projects").into_response())
}
