//! Child rows typed fast: the sign-in list of an event, the replies to a letter. Generic over registers. `columns` says
//! what is asked in a row, `page` shows the table, `take` saves what was typed.

mod columns;
mod page;
mod take;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    let rows = "/p/{project}/r/{register}/{id}/rows/{child}";
    Router::new()
        .route(rows, get(page::show).post(take::take))
        .route(&format!("{rows}/remove"), post(take::remove))
        .layer(DefaultBodyLimit::disable())
}
