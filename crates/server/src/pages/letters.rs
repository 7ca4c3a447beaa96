//! Letters to public bodies and what becomes of them. For the team: `list` (what waits), `compose` (recommendations become
//! a letter), `one` (a letter, with all that can be done with it: `act`), `bodies` (all that one body was asked and
//! promised), `asked` (what came of it, village by village). For bodies, by a link with a secret and without an account:
//! `reply` (they answer), `look` (they see what is asked of them); `links` makes and ends these links. Behind the pages: `day`, and `mailed` (what
//! goes along with a message about a letter).

mod act;
mod asked;
mod bodies;
mod compose;
mod day;
mod links;
mod list;
mod look;
mod mailed;
mod one;
mod reply;
mod typed;

pub use day::{turn, work};
pub use mailed::of_message;

use crate::App;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::terms::Standing;
use auyl_domain::views::{LETTER, OFFICIAL};
use auyl_domain::{Refusal, Register};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    let letter = "/p/{project}/letters/{id}";
    Router::new()
        .route("/p/{project}/letters", get(list::show))
        .route("/p/{project}/letters/new", get(compose::show).post(compose::make))
        .route("/p/{project}/letters/asked", get(asked::show))
        .route("/p/{project}/letters/bodies/{id}", get(bodies::show))
        .route("/p/{project}/letters/bodies/{id}/link", post(bodies::link))
        .route(letter, get(one::show))
        .route(&format!("{letter}/letter.docx"), get(one::docx))
        .route(&format!("{letter}/letter.pdf"), get(one::pdf))
        .route(&format!("{letter}/send"), post(act::send))
        .route(&format!("{letter}/term"), post(act::term))
        .route(&format!("{letter}/discard"), post(act::discard))
        .route(&format!("{letter}/link"), post(act::link))
        .route("/reply/{secret}", get(reply::show).post(reply::answer))
        .route("/reply/{secret}/letter.pdf", get(reply::letter))
        .route("/asked/{secret}", get(look::show))
        // The form of an answer is read piece by piece and measured while it comes.
        .layer(DefaultBodyLimit::disable())
}

/// The register of letters, for the team: who reads public fields alone has a link of their own.
fn of_team(here: &Here) -> Result<(&Register, Verdict)> {
    let register = here.register(LETTER)?;
    match here.must(Action::See, Some(register))? {
        Verdict::PublicFields => Err(Refusal::of("not-allowed").into()),
        verdict => Ok((register, verdict)),
    }
}

/// Whether the member may read who the officials are that letters go to.
fn sees_names(here: &Here) -> bool {
    here.project.catalogue.register(OFFICIAL).is_some_and(|officials| here.can(Action::SeePersonal, Some(officials)))
}

/// How something stands, as a class and a sentence.
fn standing(say: &crate::say::Say, standing: Option<Standing>) -> (&'static str, String) {
    match standing {
        None => ("", say.t("start-letter-without-day")),
        Some(Standing::Answered) => ("good", say.t("letters-answered")),
        Some(Standing::Waits(left)) if left <= NEAR => ("warn", say.n("start-letter-left", left)),
        Some(Standing::Waits(left)) => ("", say.n("start-letter-left", left)),
        Some(Standing::Overdue(over)) => ("bad", say.n("start-letter-over", over)),
    }
}

/// So many working days before its last one something is near.
const NEAR: i64 = 3;
