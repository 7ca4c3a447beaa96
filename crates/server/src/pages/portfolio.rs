//! Several projects at a glance, and the beginning of a new one. In reading order: `known` (what was counted of them),
//! `asked` (which, in which order), `list` (the page), `new` (the form of a new project), `typed` (what it says), `making`
//! (the project itself).

mod asked;
mod known;
mod list;
mod making;
mod new;
mod typed;

pub use known::Projects;

use crate::App;
use crate::ask::Ask;
use crate::stop::Result;
use axum::Router;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/projects", get(list::list)).route("/projects/new", get(new::form).post(new::begin))
}

/// Where somebody begins who has just come in: in their one project, else in the list of all.
pub async fn beginning(ask: &Ask) -> Result {
    let homes = ask.app.store.homes_of(&ask.signed()?.account.id, 2).await?;
    let address = match homes.as_slice() {
        [only] => format!("/p/{}", only.project),
        _ => "/projects".to_string(),
    };
    Ok(Redirect::to(&address).into_response())
}
