//! What a start page is made of, gathered once for a project, a language, a day and the places of who asks.

use crate::ask::Here;
use crate::kept::{Found, Mark};
use crate::pages::record::names_seen;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict, place_cond};
use auyl_domain::measure::{Cond, ways};
use auyl_domain::value::Stored;
use auyl_domain::views::{ACTIVITY, GOAL, INDICATOR, Indicator, LETTER, OBJECTIVE, PASSPORT, PLACE, PROMISE};
use auyl_work::Project;
use auyl_work::check::Depth;
use auyl_work::desk::{self, Desk};
use auyl_work::project::Names;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What is gathered.
pub struct Morning {
    /// Findings, indicators, activities, letters, what happened.
    pub desk: Desk,
    /// What the passport calls the project, also while it waits to be mended; none without a passport.
    pub title: Option<String>,
    /// Whether the passport is filled in.
    pub has_passport: bool,
    /// Ids and names of its places.
    pub places: Vec<(String, String)>,
    /// The word of the choices `unit` in which an indicator was promised, by the indicator's id.
    pub units: BTreeMap<String, String>,
    /// Names of who did what happened, by the account.
    pub actors: BTreeMap<String, String>,
    /// Whether there is a goal.
    pub has_goals: bool,
    /// Whether there are objectives.
    pub has_objectives: bool,
}

/// The day of the reader.
pub fn today(here: &Here) -> Date {
    here.app.world.today()
}

/// Gathered now or kept from before.
pub async fn morning(here: &Here) -> Result<Found<Morning>> {
    let event = here.project.store.last_event(&here.project.id).await?;
    let day = today(here);
    // Who keeps to own places is shown what is to be mended there.
    let limited = here.may(Action::See, None) == Verdict::OwnPlaces;
    let places = limited.then(|| here.places.clone());
    let of_places = places.as_ref().map(|places| places.join(",")).unwrap_or_default();
    let name = format!("{}\n{}\n{limited}\n{of_places}", here.project.id, here.lang().code());
    let mark = Mark { event, day: day.to_string() };
    let (project, lang, form) = (here.project.clone(), here.lang(), here.app.settings.form.clone());
    let make = || async move {
        let mut desk = desk::desk(&project, lang, day, Depth::Quick, &form).await?;
        if let Some(places) = &places {
            keep_to(&project, places, &mut desk).await?;
        }
        let passports = project.store.records(&project.id, PASSPORT, None).await?;
        let title = passports.first().map(|passport| passport.words("title", lang).to_string());
        let title = title.filter(|title| !title.is_empty());
        let has_passport = passports.first().is_some_and(|passport| passport.review.is_empty());
        let mut named = Vec::new();
        if let Some(register) = project.catalogue.register(PLACE) {
            let names = Names::of(&project.catalogue);
            let places = project.good_records(PLACE, None).await?;
            named.extend(places.iter().map(|place| (place.id.to_string(), place.name(register, lang, &names))));
        }
        let indicators = project.good_records(INDICATOR, None).await?;
        let unit = |of: Indicator<'_>| (of.record.id.to_string(), of.unit.to_string());
        let units = indicators.iter().filter_map(Indicator::of).map(unit).collect();
        let mut actors = BTreeMap::new();
        for happened in &desk.last {
            let actor = &happened.event.actor;
            if let Some(account) = project.store.account(actor).await? {
                actors.insert(actor.clone(), account.name);
            }
        }
        let plan = project.contents(&[GOAL, OBJECTIVE], None).await?;
        let has = |register: &str| plan.get(register).is_none_or(|records| !records.is_empty());
        let (has_goals, has_objectives) = (has(GOAL), has(OBJECTIVE));
        Ok(Morning { desk, title, has_passport, places: named, units, actors, has_goals, has_objectives })
    };
    here.app.kept.mornings.get(&name, &mark, make).await
}

/// Leaves of a desk what is of some places, or of none.
async fn keep_to(project: &Project, places: &[String], desk: &mut Desk) -> Result<()> {
    for mend in &mut desk.mend {
        let Some(register) = mend.register.clone() else { continue };
        let ids = mend.findings.iter().filter_map(|finding| finding.spot.record.clone()).collect();
        let own = own(project, places, &register, ids, None).await?;
        mend.findings.retain(|finding| finding.spot.record.as_ref().is_none_or(|id| own.contains(id)));
    }
    desk.mend.retain(|mend| !mend.findings.is_empty());
    let of_letters =
        own(project, places, LETTER, desk.letters.iter().map(|l| l.id.to_string()).collect(), None).await?;
    desk.letters.retain(|letter| of_letters.contains(letter.id.as_str()));
    let promises = desk.promises.iter().map(|promise| promise.id.to_string()).collect();
    let of_promises = own(project, places, PROMISE, promises, None).await?;
    desk.promises.retain(|promise| of_promises.contains(promise.id.as_str()));
    let mut by_register: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for happened in &desk.last {
        by_register.entry(happened.event.register.clone()).or_default().push(happened.event.record.clone());
    }
    for (register, ids) in by_register.into_iter().filter(|(register, _)| !register.is_empty()) {
        let own = own(project, places, &register, ids, None).await?;
        desk.last.retain(|happened| happened.event.register != register || own.contains(&happened.event.record));
    }
    Ok(())
}

/// Records of which it is not asked one by one whether they are of some places.
const MANY: usize = 5_000;

/// Which records of a register are of some places, or of none.
pub async fn own(
    project: &Project,
    places: &[String],
    register: &str,
    ids: Vec<String>,
    as_of: Option<i64>,
) -> Result<BTreeSet<String>> {
    let Some(register) = project.catalogue.register(register) else { return Ok(BTreeSet::new()) };
    let Some(cond) = place_cond(register, &project.catalogue, places) else { return Ok(ids.into_iter().collect()) };
    let Some(id) = ways("id", register, &project.catalogue).into_iter().next() else { return Ok(BTreeSet::new()) };
    let mut own = BTreeSet::new();
    if ids.len() > MANY {
        // Of very many records it is sooner asked which are of these places at all.
        let found = project.store.matching(&project.id, &register.id, &cond, as_of).await?;
        let asked: BTreeSet<String> = ids.into_iter().collect();
        let of_places = found.into_iter().map(|record| record.id.to_string());
        return Ok(of_places.filter(|id| asked.contains(id)).collect());
    }
    // A statement takes only so many values.
    for some in ids.chunks(400) {
        let some = some.iter().cloned().map(Stored::Text).collect();
        let cond = Cond::OneOf(id.clone(), some).and(cond.clone());
        let found = project.store.matching(&project.id, &register.id, &cond, as_of).await?;
        own.extend(found.into_iter().map(|record| record.id.to_string()));
    }
    Ok(own)
}

/// Whether the member is shown letters: who reads public fields alone is where these name them.
pub fn letters_seen(here: &Here) -> bool {
    here.project.catalogue.register(LETTER).is_some_and(|register| names_seen(here, register))
}

/// Whether the member is shown activities.
pub fn activities_seen(here: &Here) -> bool {
    here.project.catalogue.register(ACTIVITY).is_some_and(|register| here.can(Action::See, Some(register)))
}
