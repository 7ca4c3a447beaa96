//! Answers as phones understand them: a sentence in the envelope of OpenRosa, which Collect shows to the person.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The content type of every envelope.
pub const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=utf-8");

/// Ends of addresses that only phones ask for.
const PHONE_ENDS: [&str; 3] = ["/submission", "/formList", "/manifest"];

/// A sentence for the person who holds the phone.
pub fn envelope(status: StatusCode, message: &str) -> Response {
    let message = escaped(message);
    let text = format!(
        "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\"><message>{message}</message></OpenRosaResponse>"
    );
    (status, [(header::CONTENT_TYPE, XML)], text).into_response()
}

/// Why a request to this area was stopped, as whoever asked reads it; none for other areas.
pub fn told(path: &str, status: StatusCode, message: &str) -> Option<Response> {
    is_phone(path).then(|| envelope(status, message))
}

/// Whether an address, perhaps with a query, is one that only phones ask for.
pub fn is_phone(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    path.starts_with("/v1/key/") || PHONE_ENDS.iter().any(|end| path.starts_with("/v1/") && path.ends_with(end))
}

fn escaped(text: &str) -> String {
    let is_allowed = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    text.chars().filter(is_allowed).fold(String::with_capacity(text.len()), |mut escaped, letter| {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            letter => escaped.push(letter),
        }
        escaped
    })
}
