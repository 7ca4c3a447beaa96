//! What happened: to one record, version by version, with a way back; and to the project, newest first.
//! In reading order: `actors` (who did it), `versions` (the page of a record's history), `undo`, `log`.

mod actors;
mod log;
mod undo;
mod versions;

pub use actors::{Actors, verb};
pub use log::seen_before;
pub use versions::past;

use crate::App;
use axum::Router;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    let record = "/p/{project}/r/{register}/{id}";
    Router::new()
        .route(&format!("{record}/history"), get(versions::show))
        .route(&format!("{record}/undo"), post(undo::undo))
        .route("/p/{project}/log", get(log::show))
}
