//! The surveys of a project: questionnaires that the team brings as XLSForm or XForm, or takes ready. In reading order:
//! `list` (all of them, a new one), `one` (its questions, versions, files), `change` (upload, publish, close).

mod change;
mod list;
mod one;

use crate::App;
use crate::ask::Here;
use crate::openrosa::encoded;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_work::surveys::Offered;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        // Files are measured while they arrive.
        .route("/p/{project}/surveys", get(list::show).post(change::upload).layer(DefaultBodyLimit::disable()))
        .route("/p/{project}/surveys/{form}", get(one::show).post(change::upload_of).layer(DefaultBodyLimit::disable()))
        .route("/p/{project}/surveys/{form}/publish", post(change::publish))
        .route("/p/{project}/surveys/{form}/state", post(change::state))
        .route("/p/{project}/surveys/{form}/files", post(change::files).layer(DefaultBodyLimit::disable()))
        .route("/p/{project}/surveys/{form}/source", get(one::source))
        .route("/p/{project}/questionnaires", post(change::take_ready))
        .route("/p/{project}/questionnaires/{name}", get(list::ready_file))
}

/// Who may make surveys: they are tables and rights of the whole project.
fn must_make(here: &Here) -> Result<()> {
    here.must(Action::Survey, None).map(drop)
}

/// The survey of an address.
fn survey<'h>(here: &'h Here, form: &str) -> Result<&'h Offered> {
    let all = here.app.surveys.as_ref().map(|known| known.all.as_slice()).unwrap_or_default();
    let found = all.iter().find(|offered| offered.survey.form == form);
    found.ok_or_else(|| Refusal::of("page-missing").into())
}

/// The page of a survey.
fn address(here: &Here, form: &str) -> String {
    format!("{}/surveys/{}", here.root(), encoded(form))
}

/// A mark and a word for where a survey stands.
fn standing(here: &Here, offered: &Offered) -> (&'static str, String) {
    let (class, key) = match (offered.survey.version.is_empty(), offered.is_open()) {
        (true, _) => ("warn", "surveys-is-draft"),
        (_, true) => ("good", "surveys-is-open"),
        _ if offered.takes_answers() => ("warn", "surveys-is-closing"),
        _ => ("", "surveys-is-closed"),
    };
    (class, here.say.t(key))
}
