//! The page of an event: what happened, who came, what proves it and what is still missing; and all events by month. In
//! reading order: `gathered` (how all events stand, counted once for every state of the records), `show` (the page),
//! `proof` (the evidence as it is shown), `people` (the sign-in list), `calendar` (all events).

mod calendar;
mod gathered;
mod people;
mod proof;
mod show;

pub use gathered::Gathered;

use crate::App;
use axum::Router;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/p/{project}/event/{id}", get(show::show)).route("/p/{project}/events", get(calendar::show))
}
