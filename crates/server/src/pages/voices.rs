//! What residents say, for the team: problems that came in without an account wait here until somebody looks; two that are one
//! are merged, and taken apart again; tickets are printed; and what was said in an answer or at a gathering becomes a
//! problem. In reading order: `list` (what waits), `show` (one problem), `decide` (what is done with it), `slip` (its
//! ticket on paper), `suggest` (problems that a text perhaps repeats, for the script of a form), `take` (from an answer to a
//! problem).

mod decide;
mod list;
mod show;
mod slip;
mod suggest;
mod take;

pub use suggest::ADDRESS as ALIKE;
pub use take::href as take_href;

use crate::App;
use crate::ask::Here;
use crate::pages::record::record;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::views::PROBLEM;
use auyl_domain::{Record, Register};
use axum::Router;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    let one = "/p/{project}/voices/{id}";
    Router::new()
        .route("/p/{project}/voices", get(list::show))
        .route("/p/{project}/voices/alike", get(suggest::suggest))
        .route("/p/{project}/voices/from/{register}/{id}", get(take::choose).post(take::take))
        .route(one, get(show::show))
        .route(&format!("{one}/decide"), post(decide::decide))
        .route(&format!("{one}/merge"), post(decide::merge))
        .route(&format!("{one}/part"), post(decide::part))
        .route(&format!("{one}/relate"), post(decide::relate))
        .route(&format!("{one}/ticket"), post(slip::give))
        .route(&format!("{one}/slip"), get(slip::show))
}

/// Whether a member has anything to do with this area: who may change problems.
pub fn is_for(here: &Here) -> bool {
    here.can(Action::Change, here.project.catalogue.register(PROBLEM))
}

/// The page of a problem.
pub fn href(here: &Here, id: &str) -> String {
    format!("{}/voices/{id}", here.root())
}

/// A problem that the member may change.
async fn problem<'h>(here: &'h Here, id: &str) -> Result<(&'h Register, Record)> {
    let register = here.register(PROBLEM)?;
    let record = record(here, register, id, Action::Change).await?;
    Ok((register, record))
}
