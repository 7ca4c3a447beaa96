//! All registers, and the list of one: searched, filtered, sorted, paged, its columns chosen, taken out as a file. All of
//! that stands in the address, so that a list can be kept, sent and gone back to.
//!
//! In reading order: `asked` (what an address asks for), `columns` (what is shown of a record), `filters` (what can be
//! asked), `source` (which records), `naming` (what linked records are called), `list` (the page), `kept` (views that
//! somebody keeps), `file` (CSV and workbook), `all` (the page of all registers).

mod all;
mod asked;
mod columns;
mod file;
mod filters;
mod kept;
mod list;
mod naming;
mod source;

pub use asked::{Asked, encoded};
pub use columns::label;
pub use list::seen;
pub use naming::Naming;
pub use source::{Counts, all as visible};

use crate::App;
use crate::ask::Here;
use auyl_domain::access::Member;
use axum::Router;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    let list = "/p/{project}/r/{register}";
    Router::new()
        .route("/p/{project}/r", get(all::show))
        .route(list, get(list::show))
        .route(&format!("{list}/export.csv"), get(file::csv))
        .route(&format!("{list}/export.xlsx"), get(file::workbook))
        .route(&format!("{list}/views"), post(kept::keep))
        .route(&format!("{list}/views/end"), post(kept::end))
}

/// The member who asks, as the rules of access see them.
pub fn member(here: &Here) -> Member<'_> {
    Member { role: &here.role, places: &here.places }
}
