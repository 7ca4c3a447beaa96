//! Why a request was stopped, as clients of Central read it: a sentence and a code that begins with the status.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// The answer for an address of this area; none for others.
pub fn told(path: &str, status: StatusCode, message: &str) -> Option<Response> {
    if !path.starts_with("/v1/") {
        return None;
    }
    // Central tells several reasons of a status apart behind the point; clients look at these.
    let code = match status {
        StatusCode::UNAUTHORIZED => 401.2,
        StatusCode::BAD_REQUEST => 400.2,
        status => f64::from(status.as_u16()) + 0.1,
    };
    Some((status, axum::Json(json!({ "message": message, "code": code, "details": null }))).into_response())
}
