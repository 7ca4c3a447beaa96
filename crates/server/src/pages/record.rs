//! A record and its form, the same for every register. In reading order: `reach` (what of a record a member reaches),
//! `naming` (how linked records are called), `show` (the page), `input` and `form` (how a field is asked), `arrive`
//! (what a browser sent), `save`, `conflict`, `state`, `end` (remove and erase), `unsent` (drafts kept while typing),
//! `suggest` (whom a few letters may mean), `paper` (papers made of it).

mod arrive;
mod condition;
mod conflict;
mod end;
mod form;
mod glance;
mod input;
mod naming;
mod paper;
pub mod pointing;
mod reach;
mod save;
mod show;
mod state;
mod suggest;
mod unsent;

pub use arrive::{Arrived, keep as keep_file};
pub use form::{Filled, render as render_form};
pub use glance::glanced;
pub use input::Choice;
pub use naming::Naming;
pub use reach::{fields_filled, fields_seen, names_seen, place_limit, record, within_places};
pub use save::with_told;
pub use show::Said;
pub use suggest::options;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    let record = "/p/{project}/r/{register}/{id}";
    // Bodies are read piece by piece and measured by `arrive`, which keeps what was typed when a file is too large.
    Router::new()
        .route("/p/{project}/r/{register}/new", get(form::new).post(save::new))
        .route("/p/{project}/r/{register}/new/draft", post(unsent::keep))
        .route("/p/{project}/r/{register}/suggest", get(suggest::suggest))
        .route(record, get(show::show))
        .route("/p/{project}/r/{register}/{id}/paper/{file}", get(paper::paper))
        .route(&format!("{record}/edit"), get(form::edit).post(save::edit))
        .route(&format!("{record}/draft"), post(unsent::keep))
        .route(&format!("{record}/state"), post(state::step))
        .route(&format!("{record}/remove"), get(end::ask_remove).post(end::remove))
        .route(&format!("{record}/erase"), get(end::ask_erase).post(end::erase))
        .layer(DefaultBodyLimit::disable())
}
