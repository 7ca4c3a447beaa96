//! The page of the results framework, whole or only what is not met, of all villages or of one.

use super::bar::{Bar, address, target_said, value_said};
use super::framework::{Framework, Stand, framework};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{ACTIVITY, INDICATOR};
use auyl_work::indicators::InPlace;
use axum::extract::{Path, Query};
use serde::Deserialize;

/// What is to be shown.
#[derive(Deserialize, Default)]
pub struct Filter {
    /// Only what is not met.
    #[serde(default)]
    unmet: String,
    /// Only this place.
    #[serde(default)]
    place: String,
}

#[derive(Template)]
#[template(path = "indicators/show.html")]
struct IndicatorsPage {
    frame: Frame,
    address: String,
    behind: Option<String>,
    unmet: bool,
    is_filtered: bool,
    places: Vec<(String, String, bool)>,
    met: String,
    goals: Vec<Goal>,
    new: Option<String>,
}

struct Goal {
    title: String,
    objectives: Vec<Objective>,
}

struct Objective {
    title: String,
    activities: Vec<Activity>,
}

struct Activity {
    id: String,
    title: String,
    href: String,
    lines: Vec<Line>,
}

/// One indicator.
struct Line {
    bar: Bar,
    /// One for each place of the page.
    places: Vec<Cell>,
}

/// An indicator in one place: what was counted, and whether it is what was promised there.
struct Cell {
    place: String,
    shown: String,
    target: String,
    met: Option<bool>,
}

/// The page.
pub async fn show(here: Here, Query(filter): Query<Filter>) -> Result {
    let register = here.register(INDICATOR)?;
    here.must(Action::See, Some(register))?;
    let found = framework(&here).await?;
    let of = &*found.value;
    let unmet = !filter.unmet.is_empty();
    let place = of.places.iter().find(|(id, _)| *id == filter.place).map(|(id, _)| id.clone()).unwrap_or_default();
    let shown: Vec<(String, String)> =
        of.places.iter().filter(|(id, _)| place.is_empty() || *id == place).cloned().collect();
    let all: Vec<&Stand> = of.stands.iter().filter(|stand| is_of(stand, &place)).collect();
    let met = all.iter().filter(|stand| is_met(stand, &place)).count();
    page(&IndicatorsPage {
        address: format!("{}/indicators", here.root()),
        behind: found.behind.map(|event| here.say.n("start-behind", event)),
        unmet,
        goals: goals(&here, of, unmet, &place, &shown),
        is_filtered: unmet || !place.is_empty(),
        places: of.places.iter().map(|(id, name)| (id.clone(), name.clone(), *id == place)).collect(),
        met: here.say.with("start-met-of", &[("met", met.to_string()), ("all", all.len().to_string())]),
        new: here.can(Action::Add, Some(register)).then(|| format!("{}/r/{INDICATOR}/new", here.root())),
        frame: here.frame("indicators", here.say.t("indicators-title")),
    })
}

/// Whether an indicator is of a place, or of any.
fn is_of(stand: &Stand, place: &str) -> bool {
    place.is_empty() || in_place(stand, place).is_some()
}

fn in_place<'s>(stand: &'s Stand, place: &str) -> Option<&'s InPlace> {
    stand.standing.by_place.iter().find(|part| part.place == place)
}

/// Whether it is met, in the place where one is named and something was promised there.
fn is_met(stand: &Stand, place: &str) -> bool {
    in_place(stand, place).and_then(|part| part.met).unwrap_or(stand.standing.met)
}

fn goals(here: &Here, of: &Framework, unmet: bool, place: &str, places: &[(String, String)]) -> Vec<Goal> {
    let filtered = unmet || !place.is_empty();
    let line = |at: &usize| {
        let stand = of.stands.get(*at)?;
        (is_of(stand, place) && !(unmet && is_met(stand, place))).then(|| line(here, stand, places))
    };
    let activity = |activity: &super::framework::Activity| Activity {
        id: activity.id.clone(),
        title: activity.title.clone(),
        href: format!("{}/r/{ACTIVITY}/{}", here.root(), activity.id),
        lines: activity.stands.iter().filter_map(line).collect(),
    };
    let objective = |objective: &super::framework::Objective| Objective {
        title: objective.title.clone(),
        activities: objective.activities.iter().map(activity).filter(|of| !filtered || !of.lines.is_empty()).collect(),
    };
    let goal = |goal: &super::framework::Goal| Goal {
        title: goal.title.clone(),
        objectives: goal.objectives.iter().map(objective).filter(|of| !filtered || !of.activities.is_empty()).collect(),
    };
    of.goals.iter().map(goal).filter(|of| !filtered || !of.objectives.is_empty()).collect()
}

fn line(here: &Here, stand: &Stand, places: &[(String, String)]) -> Line {
    let cell = |(id, name): &(String, String)| match in_place(stand, id) {
        Some(part) => Cell {
            place: name.clone(),
            shown: value_said(here, part.actual, &stand.standing.unit),
            target: part.target.map(|target| target_said(here, target, None)).unwrap_or_default(),
            met: part.met,
        },
        None => Cell { place: name.clone(), shown: String::new(), target: String::new(), met: None },
    };
    Line {
        bar: Bar::of(here, &stand.standing, stand.share, Some(&stand.unit)),
        places: places.iter().map(cell).collect(),
    }
}

/// An indicator is looked at on the page of its number.
pub async fn one(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let register = here.register(INDICATOR)?;
    if here.must(Action::See, Some(register))? == Verdict::PublicFields {
        return Err(Refusal::of("not-allowed").into());
    }
    let found = framework(&here).await?;
    let stand = found.value.stands.iter().find(|stand| stand.standing.id == id);
    match stand.and_then(|stand| address(&here, &stand.standing)) {
        Some(address) => Err(Stop::Elsewhere(address)),
        // One whose measure cannot be counted says so on its own page.
        None => Err(Stop::Elsewhere(format!("{}/r/{INDICATOR}/{id}", here.root()))),
    }
}
