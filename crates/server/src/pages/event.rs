//! The page of an event: programme, sign-in list, evidence demanded and present.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
