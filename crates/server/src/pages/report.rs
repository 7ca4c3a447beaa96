//! The report: sections, preview, narrative, export, freeze, compare, verify.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
