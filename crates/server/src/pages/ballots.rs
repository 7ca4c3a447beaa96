//! Votes of residents. In reading order: `rounds` (all of them), `round` (one: its codes, its life, its result), `sheet` (a ballot
//! as a form), `typed` (paper ballots, typed one after another), `open` (the page on which a resident votes with the code, and
//! reads the result), `told` (a result as tables, sentences and a chart), `counted` (a `.pb` file of elsewhere).

mod counted;
mod open;
mod protocol;
mod round;
mod rounds;
mod sheet;
mod told;
mod typed;

pub use open::{Vote, vote_address, votes};

use crate::App;
use crate::ask::Here;
use crate::say::Say;
use auyl_domain::Finding;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/votes", get(rounds::show))
        .route("/p/{project}/votes/count", get(counted::ask).post(counted::count).layer(DefaultBodyLimit::disable()))
        .route("/p/{project}/votes/{id}", get(round::show))
        .route("/p/{project}/votes/{id}/codes", post(round::codes))
        .route("/p/{project}/votes/{id}/batch", post(round::batch))
        .route("/p/{project}/votes/{id}/state", post(round::state))
        .route("/p/{project}/votes/{id}/type", get(typed::show).post(typed::take))
        .route("/p/{project}/votes/{id}/votes.pb", get(round::file))
        .route("/p/{project}/votes/{id}/protocol/{format}", get(protocol::file))
        .route("/open/{project}/vote/{id}", get(open::show).post(open::take))
        .route("/open/{project}/vote/{id}/votes.pb", get(open::file))
}

/// A finding in words, with what to do.
fn said(say: &Say, phrases: &auyl_domain::words::Phrases, finding: &Finding) -> String {
    let (message, todo) = (finding.message(phrases, say.lang), finding.todo(phrases, say.lang));
    if todo.is_empty() { message } else { format!("{message} {todo}") }
}

fn said_here(here: &Here, finding: &Finding) -> String {
    said(&here.say, here.app.catalogue.phrases(), finding)
}

/// A file to keep.
fn file(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}
