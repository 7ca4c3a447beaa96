//! Goals, objectives, activities and indicators as a tree, gathered once for a project and a language.

use crate::ask::Here;
use crate::kept::{Found, Mark};
use crate::stop::Result;
use auyl_domain::views::{ACTIVITY, GOAL, INDICATOR, Indicator, OBJECTIVE, PLACE};
use auyl_domain::{Lang, Record};
use auyl_work::Project;
use auyl_work::desk::share_of;
use auyl_work::indicators::{self, Standing};
use auyl_work::project::Names;
use std::collections::BTreeMap;

/// The results framework of a project.
pub struct Framework {
    /// Goals in order; one without a name holds what belongs to none.
    pub goals: Vec<Goal>,
    /// All indicators in order.
    pub stands: Vec<Stand>,
    /// Ids and names of the places, in order.
    pub places: Vec<(String, String)>,
}

/// A goal.
pub struct Goal {
    /// What it says.
    pub title: String,
    /// Its objectives; one without a name holds activities of none.
    pub objectives: Vec<Objective>,
}

/// An objective.
pub struct Objective {
    /// Its number and what it says.
    pub title: String,
    /// Its activities.
    pub activities: Vec<Activity>,
}

/// An activity.
pub struct Activity {
    /// Id of the record.
    pub id: String,
    /// Its number and what it is called.
    pub title: String,
    /// Its indicators, by their place among all.
    pub stands: Vec<usize>,
}

/// An indicator as it stands.
pub struct Stand {
    /// Target, actual, places.
    pub standing: Standing,
    /// Word of the choices `unit` in which it was promised.
    pub unit: String,
    /// Per cent of the target.
    pub share: Option<u8>,
}

/// Gathered now or kept from before.
pub async fn framework(here: &Here) -> Result<Found<Framework>> {
    let event = here.project.store.last_event(&here.project.id).await?;
    let mark = Mark { event, day: String::new() };
    let (project, lang) = (here.project.clone(), here.lang());
    let name = format!("{}\n{}", project.id, lang.code());
    here.app.kept.frameworks.get(&name, &mark, || async move { gather(&project, lang).await }).await
}

async fn gather(project: &Project, lang: Lang) -> Result<Framework> {
    let (standings, _) = indicators::standings(project, lang, None).await?;
    let records = project.contents(&[GOAL, OBJECTIVE, ACTIVITY, INDICATOR, PLACE], None).await?;
    let of = |register: &str| records.get(register).map(Vec::as_slice).unwrap_or_default();
    let unit = |of: Indicator<'_>| (of.record.id.to_string(), of.unit.to_string());
    let units: BTreeMap<String, String> = of(INDICATOR).iter().filter_map(Indicator::of).map(unit).collect();
    let stand = |standing: Standing| Stand {
        unit: units.get(&standing.id).cloned().unwrap_or_default(),
        share: standing.target.and_then(|target| share_of(standing.actual, target, &standing.unit)),
        standing,
    };
    let stands: Vec<Stand> = standings.into_iter().map(stand).collect();
    let activity = |record: &Record| {
        let number = record.text("number");
        let own = stands.iter().enumerate().filter(|(_, stand)| stand.standing.activity == number).map(|(at, _)| at);
        Activity { id: record.id.to_string(), title: titled(record, lang), stands: own.collect() }
    };
    let objective = |record: &Record| Objective {
        title: titled(record, lang),
        activities: linked(of(ACTIVITY), OBJECTIVE, record).map(activity).collect(),
    };
    let mut goals: Vec<Goal> = Vec::new();
    for goal in of(GOAL) {
        let objectives = linked(of(OBJECTIVE), GOAL, goal).map(objective).collect();
        goals.push(Goal { title: goal.words("title", lang).to_string(), objectives });
    }
    let lost = |record: &&Record, field: &str, known: &[Record]| {
        !record.link(field).is_some_and(|id| known.iter().any(|of| of.id == *id))
    };
    let mut objectives: Vec<Objective> =
        of(OBJECTIVE).iter().filter(|record| lost(record, GOAL, of(GOAL))).map(objective).collect();
    let without: Vec<&Record> = of(ACTIVITY).iter().filter(|record| lost(record, OBJECTIVE, of(OBJECTIVE))).collect();
    if !without.is_empty() {
        objectives.push(Objective { title: String::new(), activities: without.into_iter().map(activity).collect() });
    }
    if !objectives.is_empty() {
        goals.push(Goal { title: String::new(), objectives });
    }
    let names = Names::of(&project.catalogue);
    let place = project.catalogue.register(PLACE);
    let named =
        |record: &Record| place.map_or_else(|| record.id.to_string(), |register| record.name(register, lang, &names));
    let places = of(PLACE).iter().map(|record| (record.id.to_string(), named(record))).collect();
    Ok(Framework { goals, stands, places })
}

/// Records whose link of this name leads to one.
fn linked<'r>(records: &'r [Record], field: &'r str, to: &'r Record) -> impl Iterator<Item = &'r Record> {
    records.iter().filter(move |record| record.link(field) == Some(&to.id))
}

fn titled(record: &Record, lang: Lang) -> String {
    format!("{} {}", record.text("number"), record.words("title", lang))
}
