//! The open page of a project for everybody, its feed, nothing personal.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
