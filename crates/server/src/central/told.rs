//! Why a request was stopped, as clients of Central read it: a sentence, a code that begins with the status, and the names and
//! values that the sentence speaks of. Central tells several reasons of a status apart behind the point; clients look at these.
//! And what they send as JSON, so that what cannot be read is told in the same way.

use crate::App;
use crate::stop::Stop;
use auyl_domain::Refusal;
use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// A body of JSON.
pub struct Told<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Told<T> {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Told<T>, Stop> {
        match Json::<T>::from_request(request, app).await {
            Ok(Json(told)) => Ok(Told(told)),
            Err(rejection) => Err(Refusal::of("json-unreadable").with("detail", rejection.body_text()).into()),
        }
    }
}

/// What stands in the details.
enum Detail {
    /// A name that the sentence mentions.
    Named(&'static str),
    /// Always this.
    Text(&'static str),
    /// Always this list.
    Words(&'static [&'static str]),
    /// Names that the sentence mentions, as a list.
    List(&'static [&'static str]),
}

use Detail::{List, Named, Text, Words};

/// A refusal, its code, and what stands in its details under which names.
type Line = (&'static str, f64, &'static [(&'static str, Detail)]);

/// Refusals that Central knows, too: its code, and what it says beside. Whatever stands in none of these lines is told by its
/// status alone.
const CODES: &[Line] = &[
    ("submission-unreadable", 400.1, &[("format", Text("xml")), ("reason", Named("detail"))]),
    ("json-unreadable", 400.1, &[("format", Text("json")), ("reason", Named("detail"))]),
    ("submission-unnamed", 400.2, &[("field", Text("instance ID xml path"))]),
    ("request-malformed", 400.8, &[("reason", Named("detail"))]),
    ("submission-of-another-form", 400.8, &[("field", Text("form id")), ("value", Named("form"))]),
    ("survey-of-another-form", 400.8, &[("field", Text("form id")), ("value", Named("form"))]),
    ("survey-wrong", 400.15, &[("error", Named("detail")), ("warnings", Words(&[]))]),
    ("workbook-unreadable", 400.15, &[("error", Named("detail")), ("warnings", Words(&[]))]),
    ("workbook-protected", 400.15, &[]),
    ("filter-unreadable", 400.18, &[("reason", Named("detail"))]),
    ("submission-edits-nothing", 400.19, &[]),
    ("token-wrong", 401.2, &[]),
    ("not-allowed", 403.1, &[]),
    ("submission-edits-unknown", 404.5, &[("deprecatedId", Named("instance"))]),
    ("submission-differs", 409.1, &[]),
    ("survey-closed", 409.2, &[]),
    (
        "submission-taken",
        409.3,
        &[("table", Text("submissions")), ("fields", Words(&["instanceId"])), ("values", List(&["instance"]))],
    ),
    (
        "survey-taken",
        409.3,
        &[("table", Text("forms")), ("fields", Words(&["xmlFormId"])), ("values", List(&["form"]))],
    ),
    ("survey-version-taken", 409.6, &[("xmlFormId", Named("form")), ("version", Named("version"))]),
    ("submission-edit-taken", 409.8, &[]),
    ("submission-outdated", 409.9, &[("deprecatedId", Named("instance"))]),
    ("filter-unsupported", 501.5, &[("text", Named("detail"))]),
];

/// The code of a status that is told without a reason of its own; 409.1 would be taken for two submissions of one id.
fn of_status(status: StatusCode) -> f64 {
    let behind = if status == StatusCode::CONFLICT { 0.99 } else { 0.1 };
    f64::from(status.as_u16()) + behind
}

fn details(of: &[(&str, Detail)], refusal: &Refusal) -> Value {
    let value = |detail: &Detail| match detail {
        Named(name) => json!(refusal.arg(name)),
        Text(text) => json!(text),
        Words(words) => json!(words),
        List(names) => json!(names.iter().map(|name| refusal.arg(name)).collect::<Vec<_>>()),
    };
    let all: Map<String, Value> = of.iter().map(|(name, detail)| (name.to_string(), value(detail))).collect();
    if all.is_empty() { Value::Null } else { Value::Object(all) }
}

/// The answer for an address of this area; none for others.
pub fn told(path: &str, status: StatusCode, message: &str, refusal: Option<&Refusal>) -> Option<Response> {
    if !path.starts_with("/v1/") {
        return None;
    }
    let known = refusal.and_then(|refusal| Some((refusal, CODES.iter().find(|(own, ..)| *own == refusal.code())?)));
    let (code, details) = match known {
        Some((refusal, (_, code, of))) => (*code, details(of, refusal)),
        None => (of_status(status), Value::Null),
    };
    // Clients take the status for the beginning of the code.
    let status = StatusCode::from_u16(code as u16).unwrap_or(status);
    Some((status, Json(json!({ "message": message, "code": code, "details": details }))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use auyl_domain::refusal::REFUSALS;

    #[test]
    fn every_code_is_of_a_refusal_and_begins_with_a_status() {
        for (own, code, _) in CODES {
            assert!(REFUSALS.iter().any(|(known, _)| known == own), "{own}");
            assert!(StatusCode::from_u16(*code as u16).is_ok_and(|status| status.is_client_error() || *code == 501.5));
        }
    }

    #[test]
    fn details_name_what_the_sentence_speaks_of() {
        let refusal = Refusal::of("survey-version-taken").with("form", "wells").with("version", "2");
        let of = CODES.iter().find(|(own, ..)| *own == "survey-version-taken").map(|(.., of)| *of).unwrap_or_default();
        assert_eq!(details(of, &refusal).to_string(), r#"{"xmlFormId":"wells","version":"2"}"#);
    }
}
