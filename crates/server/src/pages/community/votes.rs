//! Votes that were typed at a meeting: those of all questions at once. What is wrong comes back with everything typed, the
//! others are saved.

use super::meeting;
use super::show::{self, Typed};
use crate::ask::Here;
use crate::pages::record::{Arrived, with_told};
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_domain::views::AGENDA_QUESTION;
use auyl_work::community::{self, Ballot};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

/// Saves them.
pub async fn take(here: Here, Path((_, id)): Path<(String, String)>, arrived: Arrived) -> Result {
    let (event, law, held) = meeting(&here, &id).await?;
    here.must(Action::Change, Some(here.register(AGENDA_QUESTION)?))?;
    let held = held.ok_or_else(|| Refusal::of("page-missing"))?;
    let ballot = |question: &auyl_domain::Record| {
        let id = &question.id;
        // A question that the form did not show, because it was added meanwhile, is not emptied.
        let base = arrived.text(&format!("base.{id}")).parse().ok()?;
        let typed = [0, 1, 2, 3, 4].map(|at| arrived.text(&format!("v.{id}.{at}")).to_string());
        Some(Ballot { question: id.to_string(), base, typed })
    };
    let ballots: Vec<Ballot> = held.questions.iter().filter_map(ballot).collect();
    let wrong = community::count(&here.project, &ballots, &here.doing()).await?;
    if wrong.is_empty() {
        let page = format!("{}/event/{}/meeting", here.root(), event.id);
        return Ok(Redirect::to(&with_told(&page, "gathering-votes")).into_response());
    }
    let held_back = |(id, findings): (String, Vec<auyl_domain::Finding>)| {
        let ballot = ballots.iter().find(|ballot| ballot.question == id)?.clone();
        Some((id, (ballot, findings)))
    };
    let typed: Typed = wrong.into_iter().filter_map(held_back).collect();
    let held = community::of_event(&here.project, &event, &law).await?;
    show::render(&here, &event, &law, held, &typed, StatusCode::UNPROCESSABLE_ENTITY)
}
