//! Statistics of a project: who took part, at what, when, and what the survey says. In reading order: `counted` (what is
//! counted and kept), `drawn` (each as a chart), `show` (the page), `taken` (a chart or its table as a file).

mod counted;
mod drawn;
mod show;
mod taken;

pub use counted::Counted;
pub(crate) use taken::quoted;

use crate::App;
use axum::Router;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/statistics", get(show::show))
        .route("/p/{project}/statistics/{file}", get(taken::file))
}
