//! One number: what it counts in words, what it is, what was left out, and the records and files it rests on. In
//! reading order: `asked` (what an address asks), `pictured` (what is counted and kept), `parts` (the breakdown),
//! `behind` (records and files), `show` (the page).

mod asked;
mod behind;
mod parts;
mod pictured;
mod show;

pub use asked::Typed;
pub use pictured::Pictured;
pub use show::{counted, sentence, uncertain};

use crate::App;
use axum::Router;
use axum::routing::get;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/p/{project}/figure", get(show::show)).route("/p/{project}/figure.json", get(show::json))
}

/// The page of a number: a measure, of one activity (its number or id), broken down by a field, after an event.
/// What is empty is left out.
pub fn address(root: &str, measure: &str, activity: &str, by: &str, at: Option<i64>) -> String {
    format!("{root}/figure?{}", query(measure, activity, by, at))
}

fn query(measure: &str, activity: &str, by: &str, at: Option<i64>) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut query = format!("m={}", encoded(measure));
    for (name, value) in [("a", activity), ("by", by)] {
        if !value.is_empty() {
            query.push_str(&format!("&{name}={}", encoded(value)));
        }
    }
    if let Some(at) = at {
        query.push_str(&format!("&at={at}"));
    }
    query
}
