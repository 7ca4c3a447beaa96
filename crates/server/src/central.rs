//! The part of ODK Central's API that its clients for data use (pyODK, ruODK), so that a script written for Central works
//! here unchanged: <https://docs.getodk.org/central-api/>. A project has a number here, a form is a register.
//!
//! In reading order: `account` (sessions, accounts, projects, phones), `forms` (surveys made, changed, published, closed),
//! `assignments` (which phones have which form), `submissions` (what was sent, edits, reviews, remarks), `attachments` (files of
//! submissions), `odata` and `csv` (submissions as tables), `audits` (what happened), `told` (why a request was stopped, as those
//! clients read it).

mod account;
mod assignments;
mod attachments;
mod audits;
mod csv;
pub mod forms;
pub mod odata;
mod pages;
mod submissions;
mod told;

pub use told::told;

use crate::App;
use crate::stop::Stopped;
use auyl_domain::Refusal;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{delete, get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/v1/sessions", post(account::sign_in))
        .route("/v1/users/current", get(account::current))
        .route("/v1/projects", get(account::projects))
        .route("/v1/users", get(account::accounts))
        .route("/v1/audits", get(audits::list))
        .route("/v1/projects/{number}", get(account::project))
        .nest("/v1/projects/{number}", of_project())
        .layer(map_response(dressed))
}

/// What was stopped before a handler saw it is told like all else.
async fn dressed(mut response: Response) -> Response {
    let refusal = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Refusal::of("page-missing"),
        StatusCode::BAD_REQUEST => Refusal::of("request-malformed").with("detail", "?"),
        _ => return response,
    };
    if response.extensions().get::<Stopped>().is_none() {
        response.extensions_mut().insert(Stopped { refusal: Some(refusal), detail: String::new() });
    }
    response
}

fn of_project() -> Router<App> {
    // Measured by the handlers while it arrives.
    let submissions = get(submissions::list).post(submissions::create).layer(DefaultBodyLimit::disable());
    let submission = get(submissions::one).put(submissions::edit).patch(submissions::review);
    let attachment = get(attachments::one).post(attachments::keep).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/forms", get(forms::list).post(forms::create).layer(DefaultBodyLimit::disable()))
        .route("/forms/{form}/draft", get(forms::draft_shown).post(forms::draft).layer(DefaultBodyLimit::disable()))
        .route("/forms/{form}/draft.xml", get(forms::draft_xml))
        .route("/forms/{form}/draft/publish", post(forms::publish))
        .route("/forms/{form}/draft/fields", get(forms::draft_fields))
        .route("/forms/{form}/draft/attachments", get(forms::draft_files))
        .route("/forms/{form}/draft/attachments/{name}", post(forms::keep_file).layer(DefaultBodyLimit::disable()))
        .route("/forms/{form}/fields", get(forms::fields))
        .route("/forms/{form}/versions", get(forms::versions))
        .route("/forms/{form}/versions/{version}", get(forms::version))
        .route("/forms/{form}/attachments", get(forms::files))
        .route("/forms/{form}/attachments/{name}", get(forms::file))
        .route("/app-users", get(account::phones).post(account::add_phone))
        .route("/app-users/{actor}", delete(account::end_phone))
        .route("/forms/{form}/assignments", get(assignments::list))
        .route("/forms/{form}/assignments/{role}", get(assignments::actors))
        .route("/forms/{form}/assignments/{role}/{actor}", post(assignments::give).delete(assignments::take))
        .route("/forms/{form}/$metadata", get(odata::metadata))
        .route("/forms/{form}/{table}", get(odata::table))
        .route("/forms/{form}/submissions.csv.zip", get(csv::zip).post(csv::zip))
        .route("/forms/{form}/submissions", submissions)
        .route("/forms/{form}/submissions/keys", get(submissions::keys))
        .route("/forms/{form}/submissions/{instance}/audits", get(audits::of_submission))
        .route("/forms/{form}/submissions/{instance}", submission.layer(DefaultBodyLimit::disable()))
        .route("/forms/{form}/submissions/{instance}/comments", get(submissions::remarks).post(submissions::add_remark))
        .route("/forms/{form}/submissions/{instance}/attachments", get(attachments::list))
        .route("/forms/{form}/submissions/{instance}/attachments/{name}", attachment)
}
