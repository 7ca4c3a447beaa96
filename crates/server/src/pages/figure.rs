//! One number: its measure in words, the records behind it, the files behind those.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
