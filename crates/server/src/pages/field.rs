//! Filling in forms where there is no network: a page that is installed on a phone, keeps what is typed on the device and
//! sends it when it can, over the same address as ODK Collect. What it does there stands in `static/field-*.js`; here is
//! what it takes along. In reading order: `show` (the page, its texts, its manifest), `worker` (what is kept on the
//! device), `forms` (what is asked), `surveys` (uploaded ones), `lists` (what may be chosen).

mod forms;
mod lists;
mod show;
mod surveys;
mod worker;

use crate::App;
use crate::ask::Here;
use auyl_domain::access::Action;
use axum::Router;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/field", get(show::show))
        .route("/p/{project}/field/words.json", get(show::words))
        .route("/p/{project}/field/app.webmanifest", get(show::manifest))
        .route("/p/{project}/field/worker.js", get(worker::script))
        .route("/p/{project}/field/who.json", get(forms::who))
        .route("/p/{project}/field/forms.json", get(forms::all))
        .route("/p/{project}/field/lists/{register}", get(lists::one))
}

/// Whether somebody has a form to fill in.
pub fn is_for(here: &Here) -> bool {
    let registers = here.app.catalogue.registers();
    registers.iter().any(|register| register.phone && here.can(Action::Add, Some(register)))
        || surveys::of(here).next().is_some()
}
