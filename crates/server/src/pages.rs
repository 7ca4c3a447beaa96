//! Every page, one file (or folder) an area, each with its own list of addresses.

pub(crate) mod accounts;
mod audit;
pub(crate) mod ballots;
mod bring;
pub(crate) mod community;
pub(crate) mod decisions;
pub(crate) mod event;
pub(crate) mod field;
pub(crate) mod figure;
pub(crate) mod files;
pub(crate) mod history;
pub(crate) mod indicators;
pub(crate) mod language;
pub(crate) mod letters;
mod needs;
pub(crate) mod open;
mod outbox;
pub(crate) mod paper;
mod phones;
pub(crate) mod portfolio;
pub(crate) mod record;
pub(crate) mod registers;
mod report;
pub(crate) mod review;
mod rows;
mod settings;
pub(crate) mod start;
pub(crate) mod statistics;
mod surveys;
pub(crate) mod voices;
mod waves;

use crate::App;
use axum::Router;
use axum::routing::get;

/// All addresses of the site.
pub fn routes() -> Router<App> {
    let areas = [
        accounts::routes(),
        audit::routes(),
        ballots::routes(),
        bring::routes(),
        community::routes(),
        decisions::routes(),
        event::routes(),
        field::routes(),
        figure::routes(),
        files::routes(),
        history::routes(),
        indicators::routes(),
        language::routes(),
        letters::routes(),
        open::routes(),
        needs::routes(),
        outbox::routes(),
        paper::routes(),
        phones::routes(),
        portfolio::routes(),
        record::routes(),
        registers::routes(),
        report::routes(),
        review::routes(),
        rows::routes(),
        settings::routes(),
        start::routes(),
        statistics::routes(),
        surveys::routes(),
        voices::routes(),
        waves::routes(),
        crate::api::routes(),
        crate::openrosa::routes(),
        crate::central::routes(),
        crate::georeport::routes(),
    ];
    let statics = Router::new().route("/static/{digest}/{name}", get(crate::statics::file));
    areas.into_iter().fold(statics, Router::merge)
}
