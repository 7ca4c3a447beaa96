//! What a ticket shows, on a page that is also the slip to print: how far the problem has come, and its code for a camera.
//! Nobody is named. Who guesses finds nothing and learns nothing: whatever is no ticket is answered alike, and only so
//! often.

use super::entrance::Entrance;
use super::word::{Question, question};
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page_with};
use crate::limits;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::ticket::Ticket;
use auyl_domain::views::{PLACE, PROBLEM};
use auyl_work::qr;
use auyl_work::voice::road::{self, Road, Standing};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

/// Wrong tickets that are looked up for one address within a minute.
const WRONG: u32 = 20;

#[derive(Template)]
#[template(path = "open/ticket.html")]
struct TicketPage {
    frame: Frame,
    root: String,
    raise: String,
    ask_address: String,
    typed: String,
    missing: bool,
    shown: Option<Shown>,
}

/// What is shown of a ticket.
pub struct Shown {
    code: String,
    picture: Option<String>,
    address: String,
    /// The problem in a few words; none before somebody of the team has looked at it.
    title: Option<String>,
    about: String,
    standing: &'static str,
    is_joined: bool,
    steps: Vec<Step>,
    /// Whether it is so, where it is called solved.
    pub question: Option<Question>,
}

struct Step {
    title: String,
    is_reached: bool,
    on: String,
}

/// The number typed into the form.
#[derive(Deserialize, Default)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// The form; a number typed into it leads to its page.
pub async fn form(State(app): State<App>, ask: Ask, Path(project): Path<String>, Query(typed): Query<Typed>) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    match Ticket::read(&typed.code) {
        Some(ticket) => Ok(Redirect::to(&entrance.at(&format!("/ticket/{ticket}"))).into_response()),
        None if typed.code.trim().is_empty() => render(&entrance, String::new(), None, StatusCode::OK),
        None => none(&entrance, typed.code),
    }
}

/// The page of a ticket.
pub async fn show(State(app): State<App>, ask: Ask, Path((project, code)): Path<(String, String)>) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    let Some((ticket, road)) = find(&entrance, &code).await? else { return none(&entrance, code) };
    let shown = shown(&entrance, ticket, &road).await?;
    render(&entrance, String::new(), Some(shown), StatusCode::OK)
}

/// The ticket of a code, and the road of its problem.
pub async fn find(entrance: &Entrance, code: &str) -> Result<Option<(Ticket, Road)>> {
    let of = entrance.project();
    let Some(ticket) = Ticket::read(code) else { return Ok(None) };
    match road::find(of, ticket).await? {
        Some(problem) => Ok(Some((ticket, road::road(of, problem).await?))),
        None => Ok(None),
    }
}

/// There is no such ticket: said the same whatever is wrong with it.
pub fn none(entrance: &Entrance, typed: String) -> Result {
    if !limits::takes_stranger(&entrance.ask, "tickets", WRONG) {
        return Err(Stop::from(Refusal::of("too-many-requests").with("minutes", 1)));
    }
    render(entrance, typed.chars().take(40).collect(), None, StatusCode::NOT_FOUND)
}

/// What is shown of a ticket.
pub async fn shown(entrance: &Entrance, ticket: Ticket, road: &Road) -> Result<Shown> {
    let (visitor, say) = (&entrance.visitor, &entrance.ask.say);
    let mut names = auyl_work::project::Names::of(&visitor.project.catalogue);
    super::gather::learn_places(visitor, &mut names).await?;
    let register = visitor.register(PROBLEM, &["title", PLACE]);
    let open = match register.filter(|_| road.standing == Standing::Shown) {
        Some(register) => visitor.seen(register, road.problem.clone()).await?.map(|record| (register, record)),
        None => None,
    };
    let (title, about) = match open {
        Some((register, record)) => {
            let parts = [PLACE, "sphere"];
            let parts = parts.map(|field| super::gather::said(visitor, &names, register, &record, field));
            let about = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            (Some(record.words("title", say.lang).to_string()), about)
        }
        None => (None, String::new()),
    };
    let states = visitor.project.register(PROBLEM)?;
    let step = |step: &road::Step| Step {
        title: states.state(&step.state).map(|state| say.words(&state.title)).unwrap_or_default(),
        is_reached: step.is_reached,
        on: step.on.map(|day| say.day(&day)).unwrap_or_default(),
    };
    let address = format!("{}{}/ticket/{ticket}", entrance.ask.site(), entrance.root());
    Ok(Shown {
        code: ticket.to_string(),
        picture: qr::svg(&address),
        address,
        title,
        about,
        standing: match road.standing {
            Standing::Waiting => "voice-standing-waiting",
            Standing::Rejected => "voice-standing-rejected",
            Standing::Shown => "voice-standing-shown",
            Standing::Mended => "voice-standing-mended",
        },
        is_joined: road.is_joined,
        steps: road.steps.iter().map(step).collect(),
        question: question(entrance, ticket, road).await?,
    })
}

/// The page: of a ticket, or the form for its number.
pub fn render(entrance: &Entrance, typed: String, shown: Option<Shown>, status: StatusCode) -> Result {
    let mut frame = entrance.ask.frame("ticket", entrance.ask.say.t("voice-ticket"));
    if shown.as_ref().is_some_and(|shown| shown.question.is_some()) {
        frame = frame.script(&entrance.ask, "raise.js");
    }
    if shown.is_none() {
        frame.address = entrance.at("/ticket");
    }
    page_with(
        status,
        &TicketPage {
            root: entrance.root(),
            raise: entrance.at("/raise"),
            ask_address: format!("{}/ticket", entrance.root()),
            missing: shown.is_none() && status == StatusCode::NOT_FOUND,
            frame,
            typed,
            shown,
        },
    )
}
