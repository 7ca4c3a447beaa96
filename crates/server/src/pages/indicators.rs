//! The results framework: goals, their objectives, activities and indicators. In reading order: `framework` (what is
//! gathered and kept), `bar` (one indicator as people read it), `show` (the page).

mod bar;
mod framework;
mod show;

pub use bar::{Bar, target_said, value_said};
pub use framework::{Framework, Stand, framework};

use crate::App;
use axum::Router;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/indicators", get(show::show))
        .route("/p/{project}/indicators/{id}", get(show::one))
}
