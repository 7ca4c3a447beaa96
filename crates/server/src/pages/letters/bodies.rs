//! All that one body was asked and promised, for the team; and the link by which the body sees the same.

use super::links::{self, BODY_HOURS, BODY_LINK};
use super::one::{NewLink, class_of};
use super::{of_team, standing};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::record::{Arrived, with_told};
use crate::say::Say;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::register::STATE;
use auyl_domain::views::{Asked, LETTER, PLACE, PROMISE, PUBLIC_BODY, RECOMMENDATION, day};
use auyl_domain::{Catalogue, Kind, Record, RecordId, Refusal};
use auyl_work::letters::body::{Body, body};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "letters/body.html")]
struct BodyPage {
    frame: Frame,
    root: String,
    address: String,
    edit: Option<String>,
    compose: Option<String>,
    officials: Vec<(String, String, bool)>,
    shown: Shown,
    may_link: bool,
    link: Option<(bool, String)>,
    new_link: Option<NewLink>,
}

/// What a body was asked and promised, as a page shows it. `href`s are there for the team alone.
pub struct Shown {
    /// Letters with what is asked in them.
    pub letters: Vec<OfLetter>,
    /// What was not sent yet; for the team alone.
    pub unsent: Vec<Line>,
    /// Promises.
    pub promises: Vec<Line>,
    /// The villages that all of it is about: where the page of each is, and its name.
    pub places: Vec<(Option<String>, String)>,
}

/// A letter.
pub struct OfLetter {
    /// Where it is looked at.
    pub href: Option<String>,
    /// Its number, day and subject.
    pub name: String,
    /// By which day it is answered.
    pub due: String,
    /// How it stands.
    pub standing: (&'static str, String),
    /// What is asked.
    pub asks: Vec<Line>,
}

/// A recommendation or a promise.
pub struct Line {
    /// Where it is looked at.
    pub href: Option<String>,
    /// What it says.
    pub text: String,
    /// Village, object, day, who.
    pub about: String,
    /// How it stands: a class and a word.
    pub standing: (&'static str, String),
}

/// Makes it ready to be shown; with the beginning of the project's addresses for the team, and with that of the pages of
/// villages, where the one-page sheets are.
pub fn shown(say: &Say, catalogue: &Catalogue, body: &Body, root: Option<&str>, villages: Option<&str>) -> Shown {
    let href = |register: &str, id: &RecordId| root.map(|root| format!("{root}/r/{register}/{id}"));
    let list = match catalogue.register(RECOMMENDATION).and_then(|of| of.field("outcome")).map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    let joined = |parts: Vec<String>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let place = |of: &Record| of.link(PLACE).and_then(|id| body.places.get(id)).cloned().unwrap_or_default();
    let ask = |of: &Record| {
        let view = Asked::of(of);
        let said = [of.text("outcome_reason"), of.text("sent_to")].map(str::to_string);
        let done = day(of, "done_on").map(|on| say.name("letters-done-on", say.day(&on))).unwrap_or_default();
        let [reason, sent_to] = said;
        Line {
            href: href(RECOMMENDATION, &of.id),
            text: view.text(say.lang).to_string(),
            about: joined(vec![place(of), of.words("object", say.lang).to_string(), reason, sent_to, done]),
            standing: match view.outcome() {
                "" => ("", String::new()),
                word => (class_of(&view), say.label(list, word)),
            },
        }
    };
    let letters = body.letters.iter().map(|of| {
        let sent = day(&of.record, "sent_on").map(|on| say.day(&on)).unwrap_or_default();
        let name = format!("№ {}, {sent}. {}", of.record.text("number"), of.record.words("subject", say.lang));
        OfLetter {
            href: root.map(|root| format!("{root}/letters/{}", of.record.id)),
            name,
            due: of.due.map(|due| say.long_day(&due)).unwrap_or_default(),
            standing: standing(say, of.standing),
            asks: of.asks.iter().map(ask).collect(),
        }
    });
    let promises = body.promises.iter().map(|of| {
        let due = day(&of.record, "due_on").map(|due| say.name("letters-by-day", say.day(&due))).unwrap_or_default();
        let state = || say.label(&format!("{STATE}:{PROMISE}"), of.record.state());
        Line {
            href: href(PROMISE, &of.record.id),
            text: of.record.words("text", say.lang).to_string(),
            about: joined(vec![place(&of.record), of.by.clone(), due]),
            standing: match of.standing {
                Some(standing_of) => standing(say, Some(standing_of)),
                None if of.record.state() == auyl_domain::views::KEPT => ("good", state()),
                None => ("", state()),
            },
        }
    });
    let village = |id: &RecordId| villages.map(|villages| format!("{villages}/{id}"));
    let places = body.places.iter().map(|(id, name)| (village(id), name.clone()));
    Shown {
        letters: letters.collect(),
        unsent: if root.is_some() { body.unsent.iter().map(ask).collect() } else { Vec::new() },
        promises: promises.collect(),
        places: places.collect(),
    }
}

/// What an address may ask.
#[derive(Deserialize)]
pub struct Of {
    #[serde(default)]
    official: String,
}

/// The page of a body; of one official where the address names one.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>, Query(of): Query<Of>) -> Result {
    let id = body_id(&here, &id)?;
    render(&here, &id, RecordId::read(&of.official).as_ref(), None).await
}

fn body_id(here: &Here, id: &str) -> Result<RecordId> {
    let (_, verdict) = of_team(here)?;
    let register = here.register(PUBLIC_BODY)?;
    here.must(Action::See, Some(register))?;
    if verdict == Verdict::OwnPlaces && here.places.is_empty() {
        return Err(Refusal::of("not-allowed").into());
    }
    RecordId::read(id).ok_or_else(|| Stop::from(Refusal::of("page-missing")))
}

async fn render(here: &Here, id: &RecordId, official: Option<&RecordId>, new_link: Option<NewLink>) -> Result {
    let mut of = body(&here.project, id, official, here.lang(), here.app.world.today()).await?;
    if here.may(Action::See, Some(here.register(LETTER)?)) == Verdict::OwnPlaces {
        keep_to(&here.places, &mut of);
    }
    let root = here.root();
    let title = of.record.words("title", here.lang()).to_string();
    let register = here.register(PUBLIC_BODY)?;
    let address = format!("{root}/letters/bodies/{id}");
    let officials =
        of.officials.iter().map(|(id, post)| (format!("{address}?official={id}"), post.clone(), official == Some(id)));
    let may_compose = here.can(Action::Add, Some(here.register(LETTER)?));
    page_with(
        StatusCode::OK,
        &BodyPage {
            frame: here.frame("body", title),
            officials: officials.collect(),
            shown: shown(&here.say, &here.project.catalogue, &of, Some(&root), Some(&format!("{root}/needs"))),
            edit: here.can(Action::Change, Some(register)).then(|| format!("{root}/r/{PUBLIC_BODY}/{id}/edit")),
            compose: (may_compose && !of.unsent.is_empty()).then(|| format!("{root}/letters/new?body={id}")),
            may_link: here.can(Action::Change, Some(register)),
            link: links::told(here, BODY_LINK, id).await?,
            new_link,
            address,
            root,
        },
    )
}

/// Leaves what is of some places, or of none.
fn keep_to(places: &[String], of: &mut Body) {
    let is_own =
        |record: &Record| record.link(PLACE).is_none_or(|place| places.iter().any(|own| own == place.as_str()));
    of.letters.retain(|letter| is_own(&letter.record));
    of.unsent.retain(is_own);
    of.promises.retain(|promise| is_own(&promise.record));
    of.places.retain(|place, _| places.iter().any(|own| own == place.as_str()));
}

/// Makes the link by which the body sees this, or ends it.
pub async fn link(here: Here, Path((_, id)): Path<(String, String)>, arrived: Arrived) -> Result {
    let id = body_id(&here, &id)?;
    here.must(Action::Change, Some(here.register(PUBLIC_BODY)?))?;
    if arrived.text("do") == "end" {
        links::end(&here, BODY_LINK, &id).await?;
        let address = format!("{}/letters/bodies/{id}", here.root());
        return Ok(Redirect::to(&with_told(&address, "link-ended")).into_response());
    }
    // The body must be there before anybody is let in to it.
    body(&here.project, &id, None, here.lang(), here.app.world.today()).await?;
    let address = links::make(&here, BODY_LINK, &id, BODY_HOURS).await?;
    let made = NewLink { code: auyl_work::qr::svg(&address), address };
    render(&here, &id, None, Some(made)).await
}
