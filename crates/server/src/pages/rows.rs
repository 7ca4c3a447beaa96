//! Child rows typed fast: the sign-in list of an event.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
