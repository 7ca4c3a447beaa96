//! All events of a year, month by month: where, how many people, and whether the evidence is complete.

use super::gathered::{self, Stand};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::record::Naming;
use crate::stop::Result;
use askama::Template;
use auyl_domain::Record;
use auyl_domain::access::Action;
use auyl_domain::views::{ATTENDANCE, EVENT, EVIDENCE, PLACE, day};
use axum::extract::Query;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Template)]
#[template(path = "event/calendar.html")]
struct CalendarPage {
    frame: Frame,
    years: Vec<(i16, bool)>,
    year: i16,
    months: Vec<Month>,
    undated: Vec<Held>,
    new: Option<String>,
    sheets: Option<String>,
    has_people: bool,
    has_evidence: bool,
}

struct Month {
    number: i8,
    title: String,
    events: Vec<Held>,
    lacking: Option<String>,
}

struct Held {
    href: String,
    name: String,
    day: String,
    place: String,
    people: Option<String>,
    evidence: Option<(String, bool)>,
}

/// The page.
pub async fn show(here: Here, Query(asked): Query<BTreeMap<String, String>>) -> Result {
    let register = here.register(EVENT)?;
    here.must(Action::See, Some(register))?;
    let stand = gathered::stand(&here).await?;
    let seen = gathered::seen(&here, &stand).await?;
    let year_of = |event: &&Record| day(event, "held_on").map(|day| day.year());
    let years: BTreeSet<i16> = seen.iter().filter_map(year_of).collect();
    let today = here.app.world.today();
    let asked = asked.get("year").and_then(|year| year.parse().ok()).filter(|year| years.contains(year));
    let latest = years.range(..=today.year()).next_back().or(years.first()).copied();
    let year = asked.or(latest).unwrap_or(today.year());
    let mut naming = Naming::of(&here);
    let mut months: BTreeMap<i8, Vec<(Held, bool)>> = BTreeMap::new();
    let mut undated = Vec::new();
    for event in seen {
        match day(event, "held_on") {
            Some(on) if on.year() == year => {
                let held = held(&here, &stand, event, &mut naming).await?;
                months.entry(on.month()).or_default().push(held);
            }
            Some(_) => {}
            None => undated.push(held(&here, &stand, event, &mut naming).await?.0),
        }
    }
    let month = |(number, events): (i8, Vec<(Held, bool)>)| {
        let lacking = events.iter().filter(|(_, is_complete)| !is_complete).count();
        Month {
            number,
            title: here.say.t(&format!("event-month-{number}")),
            lacking: (lacking > 0).then(|| here.say.n("event-month-lacking", lacking)),
            events: events.into_iter().map(|(held, _)| held).collect(),
        }
    };
    let may_see = |id: &str| here.project.catalogue.register(id).is_some_and(|r| here.can(Action::See, Some(r)));
    page(&CalendarPage {
        frame: here.frame("events", here.say.t("event-events")),
        years: years.into_iter().map(|of| (of, of == year)).collect(),
        year,
        months: months.into_iter().map(month).collect(),
        undated,
        sheets: here.can(Action::Add, Some(here.register(EVIDENCE)?)).then(|| format!("{}/sheets", here.root())),
        new: here.can(Action::Add, Some(register)).then(|| format!("{}/r/{EVENT}/new", here.root())),
        has_people: may_see(ATTENDANCE),
        has_evidence: may_see(EVIDENCE),
    })
}

/// An event, and whether nothing demanded is missing.
async fn held(here: &Here, stand: &Stand, event: &Record, naming: &mut Naming<'_>) -> Result<(Held, bool)> {
    let register = here.register(EVENT)?;
    naming.learn(register, event).await?;
    let evidence = stand.evidence.get(event.id.as_str()).map(|(due, met)| {
        let key = if due == met { "event-complete" } else { "event-incomplete" };
        let counts = [("met", here.say.number(met)), ("due", here.say.number(due))];
        (here.say.with(key, &counts), due == met)
    });
    let held = Held {
        href: format!("{}/event/{}", here.root(), event.id),
        name: event.words("title", here.lang()).to_string(),
        day: day(event, "held_on").map(|day| here.say.day(&day)).unwrap_or_default(),
        place: event.link(PLACE).map(|id| naming.linked(PLACE, id.as_str())).unwrap_or_default(),
        people: stand.people.get(event.id.as_str()).map(|number| here.say.number(number)),
        evidence,
    };
    let is_complete = held.evidence.as_ref().is_none_or(|(_, is_complete)| *is_complete);
    Ok((held, is_complete))
}
