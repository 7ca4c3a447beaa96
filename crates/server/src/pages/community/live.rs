//! How many of a sign-in list may vote and how many are needed: on the page of the event, beside the rows while they are
//! typed, and again and again for a page that stays open.

use super::held;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::Record;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::community::{Law, Standing, Step, quorum as needed, steps};
use auyl_domain::views::COMMUNITY_MEETING;
use auyl_work::community::{self, Held};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use serde::Serialize;

/// How a meeting stands, in short.
pub struct Quorum {
    /// Its page.
    pub page: String,
    /// Where the page asks again.
    pub address: String,
    /// The sentence.
    pub said: String,
    /// Whether it is enough.
    pub is_met: bool,
    /// Steps that are done and all steps, as a sentence.
    pub steps: String,
    /// Whether something is not as the law wants it.
    pub is_broken: bool,
}

#[derive(Serialize)]
struct Now {
    said: String,
    met: bool,
}

/// How the meeting of an event stands; none where nothing is recorded for the law, or for who may not see it.
pub async fn brief(here: &Here, event: &Record) -> Result<Option<Quorum>> {
    let Some(register) = here.project.catalogue.register(COMMUNITY_MEETING) else { return Ok(None) };
    if !matches!(here.may(Action::See, Some(register)), Verdict::Yes | Verdict::OwnPlaces) {
        return Ok(None);
    }
    let law = community::law(&here.project);
    let Some(held) = community::of_event(&here.project, event, &law).await? else { return Ok(None) };
    let steps = steps(&held.meeting, &law, here.app.world.today());
    Ok(Some(of(here, &held, &law, &steps)))
}

/// The same of a meeting that is known.
pub fn of(here: &Here, held: &Held, law: &Law, steps: &[Step]) -> Quorum {
    let n = |standing| steps.iter().filter(|step| step.standing == standing).count();
    let counts = [("done", n(Standing::Done).to_string()), ("of", steps.len().to_string())];
    let address = format!("{}/event/{}", here.root(), held.event.id);
    Quorum {
        page: format!("{address}/meeting"),
        address: format!("{address}/quorum"),
        said: said(here, held, law),
        is_met: is_met(held, law),
        steps: here.say.with("gathering-steps-done", &counts),
        is_broken: n(Standing::Broken) > 0,
    }
}

fn is_met(held: &Held, law: &Law) -> bool {
    needed(&held.meeting, law).is_some_and(|needed| needed > 0 && held.meeting.present >= needed)
}

fn said(here: &Here, held: &Held, law: &Law) -> String {
    let Some(needed) = needed(&held.meeting, law) else { return here.say.t("gathering-quorum-unknown") };
    let key = if is_met(held, law) { "gathering-quorum-met" } else { "gathering-quorum-said" };
    let numbers = [("present", here.say.number(held.meeting.present)), ("quorum", here.say.number(needed))];
    here.say.with(key, &numbers)
}

/// The sentence as it is now, for a page that stays open.
pub async fn quorum(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let (law, held) = held(&here, &id).await?;
    Ok(Json(Now { said: said(&here, &held, &law), met: is_met(&held, &law) }).into_response())
}
