//! The JSON API, made from the registers.

use crate::App;
use axum::Router;

/// Addresses of the API.
pub fn routes() -> Router<App> {
    Router::new()
}
