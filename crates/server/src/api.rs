//! The JSON API under `/api/v1/projects/{project}`, made from the registers: what a page does for a person, an address
//! here does for a program, through the same questions of access and the same door.
//!
//! In reading order: `caller` (who asks, with which key, how often), `values` (what a field says, in JSON), `records`
//! (lists and single records), `change` (adding, changing, removing), `measures` (figures, indicators, findings, the
//! log), `surveys` (questionnaires whose answers are registers of the project), `files`, `openapi` (all of it as a description for programs), `docs` (and for people).

mod caller;
mod change;
mod docs;
mod files;
mod measures;
mod openapi;
mod records;
mod surveys;
mod values;

pub use openapi::Descriptions;

use crate::App;
use crate::stop::{Result, Stop, Stopped};
use auyl_domain::Refusal;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

/// The beginning of all addresses that need a key.
pub const ROOT: &str = "/api/v1/projects/{project}";

/// Addresses of the API.
pub fn routes() -> Router<App> {
    let at = |rest: &str| format!("{ROOT}{rest}");
    let closed = Router::new()
        .route(&at("/registers"), get(records::registers))
        .route(&at("/measures"), get(measures::measure))
        .route(&at("/figures"), get(measures::figures))
        .route(&at("/indicators"), get(measures::indicators))
        .route(&at("/findings"), get(measures::findings))
        .route(&at("/events"), get(measures::events))
        .route(&at("/surveys"), get(surveys::all))
        .route(&at("/openapi.json"), get(openapi::of_project))
        // Measured by the handler while it arrives.
        .route(&at("/files"), post(files::keep).layer(DefaultBodyLimit::disable()))
        .route(&at("/files/{sha256}"), get(files::file))
        .route(&at("/{register}"), get(records::list).post(change::add))
        .route(
            &at("/{register}/{id}"),
            get(records::one).put(change::replace).patch(change::some).delete(change::remove),
        )
        .route(&at("/{register}/{id}/history"), get(records::history))
        .layer(map_response(dressed));
    closed.route("/api/openapi.json", get(openapi::show)).route("/api", get(docs::show))
}

/// Says every no in one form, with the header that programs look for.
async fn dressed(mut response: Response) -> Response {
    let status = response.status();
    let is_json = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if status.is_client_error() && !is_json && response.extensions().get::<Stopped>().is_none() {
        let refusal = match status {
            StatusCode::METHOD_NOT_ALLOWED => Refusal::of("method-wrong"),
            StatusCode::NOT_FOUND => Refusal::of("page-missing"),
            StatusCode::RANGE_NOT_SATISFIABLE => return response,
            _ => Refusal::of("request-malformed").with("detail", status.as_u16()),
        };
        response.extensions_mut().insert(Stopped { refusal: Some(refusal), detail: String::new() });
    }
    let mut set = |name: header::HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    match status {
        StatusCode::UNAUTHORIZED => set(header::WWW_AUTHENTICATE, "Bearer"),
        StatusCode::TOO_MANY_REQUESTS => set(header::RETRY_AFTER, "60"),
        _ => {}
    }
    response
}

/// A request that says something that cannot be read, and where.
fn malformed(detail: impl ToString) -> Stop {
    let detail: String = detail.to_string().chars().take(200).collect();
    Refusal::of("request-malformed").with("detail", detail).into()
}

/// A whole number of a query within bounds; the other where nothing is said.
fn number(pairs: &[(String, String)], name: &str, bounds: std::ops::RangeInclusive<i64>) -> Result<Option<i64>> {
    let Some((_, typed)) = pairs.iter().find(|(known, typed)| known == name && !typed.is_empty()) else {
        return Ok(None);
    };
    let number = typed.parse().ok().filter(|number| bounds.contains(number));
    let wrong = || malformed(format!("{name}: {}–{}", bounds.start(), bounds.end()));
    Ok(Some(number.ok_or_else(wrong)?))
}

/// The word of a query.
fn word<'p>(pairs: &'p [(String, String)], name: &str) -> &'p str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, typed)| typed.trim())
}

/// An answer with a status.
fn answer(status: StatusCode, body: serde_json::Value) -> Result {
    Ok((status, axum::Json(body)).into_response())
}
