//! Files: arriving by stream, kept by digest, served with safe kinds; thumbnails.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
