//! Review: what phones sent. A reviewer sees all of it and decides; everybody else sees what became of their own. In reading
//! order: `reach` (whose submissions somebody sees), `standing` (how far one is, in words), `list`, `show` (one of them beside
//! its records), `lines` (answers and records side by side), `decide`.

mod decide;
mod lines;
mod list;
mod reach;
mod show;
mod standing;

pub use reach::Reach;

use crate::App;
use crate::ask::Here;
use axum::Router;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/review", get(list::show))
        .route("/p/{project}/review/{form}/{instance}", get(show::show).post(decide::decide))
        .route("/p/{project}/review/{form}/{instance}/remark", post(decide::remark))
}

/// The page of a submission.
pub fn href(here: &Here, form: &str, root: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(root, percent_encoding::NON_ALPHANUMERIC);
    format!("{}/review/{form}/{encoded}", here.root())
}
