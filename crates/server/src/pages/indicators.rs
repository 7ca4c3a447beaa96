//! The results framework as a tree, plan and actual in each village.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
