//! What became of problems. In reading order: `show` (all villages: asked, answered, accepted, done, how long it took),
//! `drawn` (the same as a chart), `taken` (as files), `solved` (whether a problem that is called solved is).

mod drawn;
mod show;
mod solved;
mod taken;

use crate::App;
use crate::ask::Here;
use crate::kept::Mark;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::PROBLEM;
use auyl_work::outcome::analysis::{Analysis, analysis};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use std::sync::Arc;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    // A photo may come with the word: its body is measured piece by piece.
    let solved = Router::new()
        .route("/p/{project}/decisions/{id}", get(solved::show).post(solved::take))
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/p/{project}/decisions", get(show::show))
        .route("/p/{project}/decisions/table.csv", get(taken::csv))
        .route("/p/{project}/decisions/chart.svg", get(taken::chart))
        .merge(solved)
}

/// The analysis, counted now or kept from before; limited to the villages that the member looks after.
async fn counted(here: &Here) -> Result<Analysis> {
    let verdict = here.must(Action::See, Some(here.register(PROBLEM)?))?;
    // Letters and replies are behind these numbers, which not everybody sees.
    if verdict == Verdict::PublicFields {
        return Err(Refusal::of("not-allowed").into());
    }
    let event = here.project.store.last_event(&here.project.id).await?;
    let project = here.project.clone();
    let make = move || async move { Ok(analysis(&project, event).await?) };
    let mark = Mark { event, day: String::new() };
    let found: Arc<Analysis> = here.app.kept.decisions.get(&here.project.id, &mark, make).await?.value;
    let mut analysis = (*found).clone();
    if verdict == Verdict::OwnPlaces {
        analysis
            .villages
            .retain(|line| line.place.as_ref().is_some_and(|id| here.places.iter().any(|own| own == id.as_str())));
    }
    Ok(analysis)
}

/// A median in halves of a day as a person reads it; a dash for none.
fn days(halves: Option<i64>) -> String {
    match halves {
        None => "–".into(),
        Some(halves) if halves % 2 == 0 => (halves / 2).to_string(),
        Some(halves) => format!("{},5", halves / 2),
    }
}
