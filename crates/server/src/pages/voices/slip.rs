//! The ticket of a problem on paper, for who raised it with a coordinator, at a gathering or on a sheet; and a ticket for a
//! problem that has none yet: a new one, or the one of a slip that was given out with a blank.

use super::show::render;
use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::record::{Naming, with_told};
use crate::stop::Result;
use askama::Template;
use auyl_domain::finding::Finding;
use auyl_domain::ticket::Ticket;
use auyl_domain::views::{PLACE, day};
use auyl_domain::{Lang, Refusal};
use auyl_work::edit::{self, Change, Changed, draft_of};
use auyl_work::import::Faulty;
use auyl_work::qr;
use auyl_work::voice::road;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "voices/slip.html")]
struct SlipPage {
    frame: Frame,
    back: String,
    code: String,
    picture: Option<String>,
    address: String,
    title: String,
    about: String,
    /// The sentences in Kazakh, then in Russian: who gets the slip reads one of them.
    help: Vec<(&'static str, String)>,
}

/// What is typed for a ticket.
#[derive(Deserialize, Default)]
pub struct Typed {
    #[serde(default)]
    number: String,
}

/// The slip.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let (register, problem) = super::problem(&here, &id).await?;
    let ticket = Ticket::read(problem.text("ticket")).ok_or_else(|| Refusal::of("page-missing"))?;
    let mut naming = Naming::of(&here);
    naming.learn(register, &problem).await?;
    let place = problem.get(PLACE).map(|place| here.say.value(naming.names(), register, PLACE, place));
    let raised = day(&problem, "raised_on").map(|day| here.say.day(&day));
    // Without an open page there is nothing to look at; the coordinator looks for who asks.
    let is_open = here.home.is_public;
    let address = format!("{}/open/{}/ticket/{ticket}", here.site(), here.project.id);
    let key = if is_open { "voice-slip-help" } else { "voice-slip-closed" };
    let help = [Lang::Kk, Lang::Ru].map(|lang| (lang.code(), here.say.clone().in_language(lang).t(key)));
    page(&SlipPage {
        frame: here.frame("slip", here.say.t("voice-ticket")),
        back: super::href(&here, &id),
        code: ticket.to_string(),
        picture: is_open.then(|| qr::svg(&address)).flatten(),
        address: if is_open { address } else { String::new() },
        title: problem.words("title", here.lang()).to_string(),
        about: place.into_iter().chain(raised).collect::<Vec<_>>().join(" · "),
        help: help.into(),
    })
}

/// Gives the problem a ticket.
pub async fn give(
    State(app): State<App>,
    here: Here,
    Path((_, id)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result {
    let (register, problem) = super::problem(&here, &id).await?;
    let wrong = async |code: &'static str| {
        let finding = Finding::severe(code).with("typed", typed.number.trim());
        render(&here, &id, &[finding], StatusCode::UNPROCESSABLE_ENTITY).await
    };
    let ticket = match typed.number.trim() {
        "" => {
            let mut bytes = [0; 17];
            (app.world.chance)(&mut bytes);
            Ticket::of_chance(bytes)
        }
        number => match Ticket::read(number) {
            Some(ticket) => ticket,
            None => return wrong("ticket-wrong").await,
        },
    };
    if road::find(&here.project, ticket).await?.is_some_and(|other| other.id != problem.id) {
        return wrong("ticket-taken").await;
    }
    let mut draft = draft_of(register, &problem);
    draft.fields.insert("ticket".into(), ticket.to_string());
    let change = Change { register: &register.id, draft, base: Some(problem.since), silent: &[] };
    match edit::change(&here.project, change, Faulty::Keep, &here.doing()).await? {
        Changed::Saved { .. } | Changed::Unchanged { .. } => {
            let slip = format!("{}/slip", super::href(&here, &id));
            Ok(Redirect::to(&with_told(&slip, "voice-ticket")).into_response())
        }
        Changed::Conflict { .. } | Changed::Refused { .. } => {
            Err(Refusal::of("folder-in-use").with("path", &here.project.id).into())
        }
    }
}
