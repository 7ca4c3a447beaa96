//! The API described for programs.

use super::answer;
use crate::ask::Ask;
use crate::stop::Result;
use axum::http::StatusCode;

/// The descriptions that were made.
#[derive(Default)]
pub struct Descriptions;

/// The description.
pub async fn show(_: Ask) -> Result {
    answer(StatusCode::OK, serde_json::json!({}))
}
