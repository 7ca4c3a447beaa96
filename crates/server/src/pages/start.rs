//! The start page of a project: what is late and missing first, then how the project stands.

use crate::App;
use crate::ask::{Ask, Here};
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use axum::Router;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(door)).route("/p/{project}", get(start))
}

/// Whoever belongs to one project is taken there, others to the list of theirs.
async fn door(ask: Ask) -> Result {
    ask.signed()?;
    Ok(Redirect::to("/projects").into_response())
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    frame: Frame,
}

async fn start(here: Here) -> Result {
    page(&StartPage { frame: here.frame("start", here.project.id.clone()) })
}
