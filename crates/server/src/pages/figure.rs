//! One number: what it counts in words, what it is, what it rests on.

use crate::App;
use axum::Router;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A figure with what stands behind it.
pub struct Pictured {}

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}

/// The page of a number: a measure, of one activity (its number or id), broken down by a field, after an event.
/// What is empty is left out.
pub fn address(root: &str, measure: &str, activity: &str, by: &str, at: Option<i64>) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut address = format!("{root}/figure?m={}", encoded(measure));
    for (name, value) in [("a", activity), ("by", by)] {
        if !value.is_empty() {
            address.push_str(&format!("&{name}={}", encoded(value)));
        }
    }
    if let Some(at) = at {
        address.push_str(&format!("&at={at}"));
    }
    address
}
