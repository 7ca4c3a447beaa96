//! Gatherings and assemblies by law. In reading order: `show` (the page of a meeting: what the law wants next, votes),
//! `votes` (what was typed), `live` (the quorum while a sign-in list is typed), `paper` (the minutes).

mod live;
mod paper;
mod show;
mod votes;

pub use live::{Quorum, brief};

use crate::App;
use crate::ask::Here;
use crate::pages::record::record;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::community::Law;
use auyl_domain::views::{COMMUNITY_MEETING, EVENT};
use auyl_domain::{Record, Refusal};
use auyl_work::community::{self, Held};
use axum::Router;
use axum::routing::get;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/event/{id}/meeting", get(show::show).post(votes::take))
        .route("/p/{project}/event/{id}/quorum", get(live::quorum))
        .route("/p/{project}/event/{id}/minutes.docx", get(paper::docx))
        .route("/p/{project}/event/{id}/minutes.pdf", get(paper::pdf))
}

/// The event of an address, with what is recorded for the law. It is for who sees all fields of it: what the law wants is
/// judged by all of them.
async fn meeting(here: &Here, id: &str) -> Result<(Record, Law, Option<Held>)> {
    let register = here.register(COMMUNITY_MEETING)?;
    if here.must(Action::See, Some(register))? == Verdict::PublicFields {
        return Err(Refusal::of("not-allowed").into());
    }
    let event = record(here, here.register(EVENT)?, id, Action::See).await?;
    let law = community::law(&here.project);
    let held = community::of_event(&here.project, &event, &law).await?;
    Ok((event, law, held))
}

/// The same, where something has to be recorded.
async fn held(here: &Here, id: &str) -> Result<(Law, Held)> {
    let (_, law, held) = meeting(here, id).await?;
    Ok((law, held.ok_or_else(|| Refusal::of("page-missing"))?))
}
