//! Gathers an open page, section by section. A section whose fields are not for everybody stays empty.

use super::news::{self, is_over};
use super::opened::{Activity, Listed, Opened, Problem, Promised, Publication, Story, Village};
use super::surveys;
use super::visitor::{First, Visitor};
use crate::pages::indicators::Bar;
use crate::pages::registers::label;
use crate::pages::start::timeline;
use crate::say::Say;
use crate::stop::Result;
use auyl_domain::measure::Unit;
use auyl_domain::register::STATE;
use auyl_domain::statistics::withheld::FEWEST_SHOWN;
use auyl_domain::views::{
    ACTIVITY, GOAL, INDICATOR, OBJECTIVE, PASSPORT, PLACE, PROBLEM, PUBLICATION, Passport, STORY, day,
};
use auyl_domain::words::Catalogued;
use auyl_domain::{Kind, Quantity, Record, Register};
use auyl_work::desk::{planned, share_of};
use auyl_work::indicators::{self, Standing};
use auyl_work::project::Names;
use jiff::civil::Date;

/// So many villages, activities and objectives are shown: all that any project has.
const ALL: First<'static> = First { sort: Some(("position", false)), most: 300 };
/// So many publications, problems and stories.
const FIRST: First<'static> = First { sort: None, most: 20 };
const STORIES: First<'static> = First { sort: None, most: 12 };

/// Gathers it for a day.
pub async fn gather(visitor: &Visitor, today: Date) -> Result<Opened> {
    let mut opened = Opened { title: visitor.project.id.clone(), ..Opened::default() };
    let mut names = Names::of(&visitor.project.catalogue);
    passport(visitor, &names, &mut opened).await?;
    opened.goals = titles(visitor, GOAL, &[]).await?;
    opened.objectives = titles(visitor, OBJECTIVE, &["number"]).await?;
    villages(visitor, &mut names, &mut opened).await?;
    promises(visitor, today, &mut opened).await?;
    publications(visitor, &names, &mut opened).await?;
    stories(visitor, &names, &mut opened).await?;
    problems(visitor, &names, &mut opened).await?;
    opened.votes = crate::pages::ballots::votes(visitor).await?;
    opened.surveys = surveys::gather(visitor, &names).await?;
    opened.news = news::gather(visitor, &names, today).await?;
    Ok(opened)
}

/// The value of a field as everybody reads it; empty where it is not there or not for everybody.
pub fn said(visitor: &Visitor, names: &Names<'_>, register: &Register, record: &Record, field: &str) -> String {
    match record.get(field) {
        Some(value) => names.shown(register, field, value, visitor.say.lang),
        None => record.words(field, visitor.say.lang).to_string(),
    }
}

async fn passport(visitor: &Visitor, names: &Names<'_>, opened: &mut Opened) -> Result<()> {
    let lang = visitor.say.lang;
    let Some(register) = visitor.register(PASSPORT, &["title"]) else { return Ok(()) };
    let (records, _) = visitor.records(register, ALL).await?;
    let Some(record) = records.first() else { return Ok(()) };
    opened.title = record.words("title", lang).to_string();
    opened.parties = (record.words("grantee", lang).to_string(), record.words("grantor", lang).to_string());
    opened.days = Passport::of(record).map(|passport| (passport.starts_on, passport.ends_on));
    // Title and days stand above.
    let mut told = vec!["title", "starts_on", "ends_on"];
    for field in visitor.fields(register) {
        let name = field.translation_of.as_deref().unwrap_or(&field.id);
        if told.contains(&name) {
            continue;
        }
        told.push(name);
        let value = match field.kind {
            Kind::Money => record.number(name).map(|tiyn| visitor.say.money(tiyn)).unwrap_or_default(),
            _ => said(visitor, names, register, record, name),
        };
        if !value.is_empty() {
            opened.passport.push((label(field, lang), value));
        }
    }
    Ok(())
}

/// Titles of the records of a register, with the fields that stand before them.
async fn titles(visitor: &Visitor, register: &str, before: &[&str]) -> Result<Vec<String>> {
    let Some(register) = visitor.register(register, &[before, &["title"]].concat()) else { return Ok(Vec::new()) };
    let (records, _) = visitor.records(register, ALL).await?;
    let title = |record: &Record| {
        let mut parts: Vec<&str> = before.iter().map(|field| record.text(field)).collect();
        parts.push(record.words("title", visitor.say.lang));
        parts.join(" ").trim().to_string()
    };
    Ok(records.iter().map(title).collect())
}

/// Learns how villages are called.
pub async fn learn_places(visitor: &Visitor, names: &mut Names<'_>) -> Result<()> {
    let Some(register) = visitor.register(PLACE, &["title"]) else { return Ok(()) };
    let (records, _) = visitor.records(register, First { most: 2_000, ..ALL }).await?;
    visitor.learn(names, register, &records);
    Ok(())
}

async fn villages(visitor: &Visitor, names: &mut Names<'_>, opened: &mut Opened) -> Result<()> {
    let Some(register) = visitor.register(PLACE, &["title"]) else { return Ok(()) };
    let (records, _) = visitor.records(register, ALL).await?;
    visitor.learn(names, register, &records);
    let village = |record: &Record| Village {
        name: record.words("title", visitor.say.lang).to_string(),
        district: record.words("district", visitor.say.lang).to_string(),
        population: record.number("population").map(|number| many(&visitor.say, "public-population", number)),
    };
    opened.villages = records.iter().map(village).collect();
    Ok(())
}

/// Activities and indicators: what was promised, what was reached.
async fn promises(visitor: &Visitor, today: Date, opened: &mut Opened) -> Result<()> {
    let (say, project) = (&visitor.say, &visitor.project);
    let fields = ["code", "title", ACTIVITY, "target", "rule", "unit"];
    let (standings, promised) = match visitor.register(INDICATOR, &fields) {
        Some(register) => {
            let (standings, _) = indicators::standings(project, say.lang, None).await?;
            (standings, visitor.records(register, ALL).await?.0)
        }
        None => Default::default(),
    };
    let bar = |standing: &Standing| {
        let unit = promised.iter().find(|record| record.id.as_str() == standing.id);
        let unit = unit.map(|record| record.text("unit").to_string());
        let share = standing.target.and_then(|target| share_of(standing.actual, target, &standing.unit));
        let bar = Bar::alone(&project.catalogue, say.lang, standing, share, unit.as_ref());
        match (standing.unit.as_str(), standing.actual) {
            (Unit::PERSONS, Quantity::Number(people)) if (1..FEWEST_SHOWN as i64).contains(&people) => {
                Bar { actual: say.t("public-few"), share: None, ..bar }
            }
            _ => bar,
        }
    };
    opened.met = (standings.iter().filter(|standing| standing.met).count(), standings.len());
    let mut activities = Vec::new();
    if let Some(register) = visitor.register(ACTIVITY, &["number", "title", "starts_on", "ends_on"]) {
        let (records, _) = visitor.records(register, ALL).await?;
        let stands = |record: &Record| planned(record, &standings, opened.days, today, say.lang);
        activities.extend(records.iter().map(stands));
    }
    let said = |day: Option<Date>| day.map_or("–".to_string(), |day| say.day(&day));
    for activity in &activities {
        let name = format!("{} {}", activity.number, activity.title);
        let (met, all) = (activity.met, activity.indicators);
        let met_said = match all {
            0 => String::new(),
            _ => say.with("start-met-of", &[("met", met.to_string()), ("all", all.to_string())]),
        };
        opened.activities.push(Activity {
            name: name.clone(),
            days: format!("{} – {}", said(activity.starts_on), said(activity.ends_on)),
            standing: say.t(activity.progress.key()),
            met: met_said.clone(),
        });
        let of_it = standings.iter().filter(|standing| standing.activity == activity.number);
        let bars: Vec<Bar> = of_it.map(bar).collect();
        if !bars.is_empty() {
            opened.indicators.push(Promised { activity: name, met, all, said: met_said, bars });
        }
    }
    opened.drawn = timeline(say, &activities, opened.days, today);
    Ok(())
}

async fn publications(visitor: &Visitor, names: &Names<'_>, opened: &mut Opened) -> Result<()> {
    let Some(register) = visitor.register(PUBLICATION, &["title", "published_on"]) else { return Ok(()) };
    let (records, more) = visitor.records(register, FIRST).await?;
    let publication = |record: &Record| {
        let published = day(record, "published_on");
        Publication {
            title: record.words("title", visitor.say.lang).to_string(),
            href: link(record),
            outlet: record.text("outlet").to_string(),
            channel: said(visitor, names, register, record, "channel"),
            day_said: published.map(|day| visitor.say.day(&day)).unwrap_or_default(),
            day: published,
        }
    };
    let first = records.iter().map(publication).collect();
    opened.publications = Listed { first, of: of(visitor, register, more).await? };
    Ok(())
}

/// Where something that was published can be read. The door lets in such addresses only; an older record may hold others.
pub fn link(record: &Record) -> Option<String> {
    let address = record.text("link");
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)).then(|| address.to_string())
}

/// How many there are in all, where not all are shown.
async fn of(visitor: &Visitor, register: &Register, more: bool) -> Result<Option<String>> {
    if !more {
        return Ok(None);
    }
    Ok(Some(number(&visitor.say, visitor.count(register, &[]).await?.value())))
}

async fn stories(visitor: &Visitor, names: &Names<'_>, opened: &mut Opened) -> Result<()> {
    let Some(register) = visitor.register(STORY, &["title", PLACE]) else { return Ok(()) };
    let lang = visitor.say.lang;
    let parts = ["start", "impact", "result"];
    let headings = parts.map(|part| {
        let half = register.fields.iter().find(|field| field.translation_of.as_deref() == Some(part));
        half.map(|field| label(field, lang)).unwrap_or_default()
    });
    let (records, _) = visitor.records(register, STORIES).await?;
    let story = |record: &Record| Story {
        title: record.words("title", lang).to_string(),
        place: said(visitor, names, register, record, PLACE),
        parts: parts
            .iter()
            .zip(&headings)
            .map(|(part, heading)| (heading.clone(), record.words(part, lang).to_string()))
            .filter(|(_, text)| !text.is_empty())
            .collect(),
    };
    opened.stories = records.iter().map(story).collect();
    Ok(())
}

async fn problems(visitor: &Visitor, names: &Names<'_>, opened: &mut Opened) -> Result<()> {
    let Some(register) = visitor.register(PROBLEM, &["title", PLACE, STATE]) else { return Ok(()) };
    let say = &visitor.say;
    let (records, more) = visitor.records(register, FIRST).await?;
    let problem = |record: &Record| {
        // So few people would be known in their village.
        let people = record.number("people").filter(|people| *people as u64 >= FEWEST_SHOWN);
        let people = people.map(|people| many(say, "public-people", people)).unwrap_or_default();
        let raised = day(record, "raised_on").map(|day| say.day(&day)).unwrap_or_default();
        let place = said(visitor, names, register, record, PLACE);
        let about = [place, said(visitor, names, register, record, "sphere"), raised, people];
        Problem {
            title: record.words("title", say.lang).to_string(),
            about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            state: said(visitor, names, register, record, STATE),
            is_solved: is_over(register, record),
        }
    };
    let first: Vec<Problem> = records.iter().map(problem).collect();
    if first.is_empty() {
        return Ok(());
    }
    opened.problems = Listed { first, of: of(visitor, register, more).await? };
    opened.states = register.states.iter().map(|state| say.words(&state.title)).collect();
    let whole = visitor.count(register, &[PLACE]).await?;
    let parts = visitor.count(register, &[PLACE, STATE]).await?;
    for village in whole.by() {
        let Some(place) = village.keys.first().cloned().flatten() else { continue };
        let of_state = |state: &str| {
            let keys = [Some(place.clone()), Some(state.to_string())];
            let found = parts.by().iter().find(|part| part.keys == keys);
            number(say, found.map(|part| part.value).unwrap_or_default())
        };
        let states = register.states.iter().map(|state| of_state(&state.id));
        let row = states.chain([number(say, village.value)]).collect();
        opened.counted.push((names.name(PLACE, &place), row));
    }
    Ok(())
}

/// A sentence about so many, which may be thousands.
fn many(say: &Say, key: &str, number: i64) -> String {
    say.with(key, &[("n", number.to_string()), ("shown", say.number(number))])
}

/// A count in a table; nothing is nought.
fn number(say: &Say, value: Quantity) -> String {
    match value {
        Quantity::Number(number) => say.number(number),
        _ => say.number(0),
    }
}
