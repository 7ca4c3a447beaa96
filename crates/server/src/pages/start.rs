//! The start page of a project: what is late and missing first, then how the project stands. In reading order:
//! `morning` (what is gathered and kept), `show` (the page), `drawn` (the timeline), `mend` (the whole to-do list).

mod drawn;
mod mend;
mod morning;
mod show;

pub use drawn::{Drawn, timeline};
pub use morning::{Morning, morning, own};

use crate::App;
use crate::ask::Ask;
use crate::stop::Result;
use axum::Router;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(door))
        .route("/p/{project}", get(show::start))
        .route("/p/{project}/mend", get(mend::all))
}

async fn door(ask: Ask) -> Result {
    super::portfolio::beginning(&ask).await
}
