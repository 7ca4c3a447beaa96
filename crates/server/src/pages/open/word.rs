//! Whoever holds the ticket of a problem that is called solved says on its page whether it is so, in one sentence if they like.
//! What stands between such a form and the records is the same as for every form without an account (`send`); whether anybody
//! is asked, and what a word does, is told by `auyl_work::outcome`. Nothing of who they are is shown or kept.

use super::entrance::Entrance;
use super::send::{self, Sent};
use super::ticket::{find, none, render, shown};
use crate::App;
use crate::ask::Ask;
use crate::pages::record::Arrived;
use crate::stop::{Result, Stop, status};
use auyl_domain::confirming::{Asked, asked};
use auyl_domain::refusal::RefusalKind;
use auyl_domain::ticket::Ticket;
use auyl_domain::views::PLACE;
use auyl_domain::{Refusal, Value};
use auyl_work::edit::Changed;
use auyl_work::outcome;
use auyl_work::voice::road::{Road, Standing};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

/// The question on the page of a ticket.
#[derive(Default)]
pub struct Question {
    /// Key and work of the form; none where the team asks nobody any more.
    pub form: Option<(String, String)>,
    /// What was said before: whether it is solved.
    pub said: Option<bool>,
    /// What was typed and could not be kept.
    pub says: String,
    /// The sentence that was typed.
    pub note: String,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

/// The question that the holder of a ticket is asked; none where there is nothing to ask.
pub async fn question(entrance: &Entrance, ticket: Ticket, road: &Road) -> Result<Option<Question>> {
    let asked = asked(&road.problem);
    if asked == Asked::No || road.standing != Standing::Shown {
        return Ok(None);
    }
    let word = outcome::answered(entrance.project(), &road.problem, ticket).await?;
    let said = word.and_then(|word| match word.get("says") {
        Some(Value::Flag(says)) => Some(*says),
        _ => None,
    });
    let app = &entrance.ask.app;
    let form = (asked == Asked::Open).then(|| (app.world.secret(), app.toil.ask(&app.world)));
    Ok((form.is_some() || said.is_some()).then(|| Question { form, said, ..Question::default() }))
}

/// What somebody says.
pub async fn say(
    State(app): State<App>,
    ask: Ask,
    Path((project, code)): Path<(String, String)>,
    arrived: Arrived,
) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    let Some((ticket, road)) = find(&entrance, &code).await? else { return none(&entrance, code) };
    let says = match arrived.text("says") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let told = match says.filter(|_| arrived.text("website").is_empty()) {
        Some(says) => keep(&app, &entrance, ticket, &road, (says, &arrived)).await,
        None => Ok(Some(entrance.ask.say.t("voice-word-missing"))),
    };
    let (wrong, status) = match told {
        Ok(None) => {
            let address = format!("{}&told=word-kept", entrance.at(&format!("/ticket/{ticket}")));
            return Ok(Redirect::to(&address).into_response());
        }
        Ok(Some(wrong)) => (wrong, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Stop::Refused(refusal)) if matches!(refusal.kind(), RefusalKind::Unavailable | RefusalKind::TooOften) => {
            (refusal.message(app.catalogue.phrases(), entrance.ask.lang()), status(&refusal))
        }
        Err(stop) => return Err(stop),
    };
    let mut shown = shown(&entrance, ticket, &road).await?;
    if let Some(question) = &mut shown.question {
        question.wrong = Some(wrong);
        question.says = arrived.text("says").to_string();
        question.note = arrived.text("note").chars().take(outcome::MOST_NOTE).collect();
    }
    render(&entrance, String::new(), Some(shown), status)
}

/// Keeps it; gives back what stands against it.
async fn keep(
    app: &App,
    entrance: &Entrance,
    ticket: Ticket,
    road: &Road,
    (says, arrived): (bool, &Arrived),
) -> Result<Option<String>> {
    if road.standing != Standing::Shown {
        return Err(Refusal::of("problem-not-asked").into());
    }
    let (project, ask, problem) = (entrance.project(), &entrance.ask, &road.problem);
    let place = problem.link(PLACE).map(|place| place.to_string()).unwrap_or_default();
    send::admit(app, ask, &Sent::of(arrived, arrived.text("key")), &place)?;
    let (today, doing) = (app.world.today(), ask.doing());
    let said = (says, arrived.text("note"));
    match outcome::answer(project, problem, ticket, said, today, &doing).await? {
        Changed::Saved { .. } | Changed::Unchanged { .. } => {
            app.toil.count(&app.world);
            Ok(None)
        }
        Changed::Refused { findings } => {
            let phrases = app.catalogue.phrases();
            Ok(findings.first().map(|finding| finding.message(phrases, ask.lang())))
        }
        // Sent twice at once: the other one is kept.
        Changed::Conflict { .. } => Ok(None),
    }
}
