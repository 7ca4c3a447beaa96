//! The import wizard: upload a workbook, see what would change, mend, take.

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
}
