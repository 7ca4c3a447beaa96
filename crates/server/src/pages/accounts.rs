//! Signing in, invitations, accounts, the second factor, sessions.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
