//! Statistics ready to be drawn: who took part, by age, gender and status, at which events and in which months, and
//! what the survey of engagement says. No number is bare: each comes with the measure that counts exactly it, so that
//! a page can lead to the records behind it.

use crate::project::Names;
use crate::{Project, Trouble};
use auyl_domain::reading::Uncertainty;
use auyl_domain::value::shown_months;
use auyl_domain::views::{ATTENDANCE, ENGAGEMENT, EVENT, PASSPORT, PLACE, Passport, day};
use auyl_domain::{Lang, Measure, Quantity, Reading, Record};

/// How a statistic is best drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Two series back to back.
    Pyramid,
    /// A bar a group.
    Bars,
    /// Series stacked in each group.
    Stacked,
    /// Groups follow one another in time.
    Time,
    /// Values with their intervals.
    Estimates,
}

/// What one group or series is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Word of a list, id of a record or `2024-05`; none for records that do not say.
    pub key: Option<String>,
    /// What people read.
    pub text: String,
}

/// One number.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// How much.
    pub quantity: Quantity,
    /// In what.
    pub unit: String,
    /// The measure that counts exactly this.
    pub measure: String,
    /// Interval, of what was estimated from a sample.
    pub uncertainty: Option<Uncertainty>,
}

/// The numbers of one group, one for each series.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Which.
    pub label: Label,
    /// In the order of the series.
    pub values: Vec<Value>,
}

/// One statistic.
#[derive(Clone, PartialEq, Debug)]
pub struct Statistic {
    /// Interface text of its title.
    pub key: &'static str,
    /// How it is best drawn.
    pub shape: Shape,
    /// What the values of a group are; one without text where there is but one.
    pub series: Vec<Label>,
    /// In order.
    pub groups: Vec<Group>,
    /// As of which event.
    pub event: i64,
}

/// A statistic that is counted by one measure, broken down.
struct Plan {
    key: &'static str,
    shape: Shape,
    /// `persons(attendance`, open: conditions may follow.
    head: String,
    by: Vec<&'static str>,
}

/// All statistics that the catalogue allows, counted together.
pub async fn statistics(project: &Project, lang: Lang, as_of: Option<i64>) -> Result<Vec<Statistic>, Trouble> {
    let event = match as_of {
        Some(event) => event,
        None => project.store.last_event(&project.id).await?,
    };
    let persons = format!("persons({ATTENDANCE}");
    let attendances = format!("count({ATTENDANCE}");
    let plan = |key, shape, head: &str, by: &[&'static str]| Plan { key, shape, head: head.into(), by: by.into() };
    let plans = [
        plan("statistic-age-gender", Shape::Pyramid, &persons, &["age_band", "gender"]),
        plan("statistic-status", Shape::Bars, &persons, &["status"]),
        plan("statistic-event-gender", Shape::Stacked, &attendances, &[EVENT, "gender"]),
    ];
    let broken = |plan: &Plan| {
        let by: Vec<String> = plan.by.iter().map(|field| field.to_string()).collect();
        Measure::broken_down(&format!("{}) in project", plan.head), &by, &project.catalogue).ok()
    };
    let plans: Vec<(Plan, Measure)> = plans.into_iter().filter_map(|plan| broken(&plan).map(|of| (plan, of))).collect();
    let months = months(project, &attendances, lang, event).await?;
    let waves = waves(project, lang);
    let asked = plans.iter().map(|(_, measure)| measure).chain(months.iter().map(|(_, measure)| measure));
    let asked = asked.chain(waves.iter().map(|(_, measure)| measure)).map(|measure| (measure.clone(), None));
    let asked: Vec<(Measure, Option<String>)> = asked.collect();
    let mut readings = project.store.readings(&project.id, &asked, Some(event)).await?.into_iter();
    let mut events = match project.catalogue.register(EVENT) {
        Some(_) => project.good_records(EVENT, Some(event)).await?,
        None => Vec::new(),
    };
    events.sort_by_key(|event| (day(event, "held_on"), event.id.clone()));
    let names = names(project, &events, lang, event).await?;
    let mut statistics = Vec::new();
    for (plan, reading) in plans.iter().map(|(plan, _)| plan).zip(readings.by_ref().take(plans.len())) {
        statistics.push(divided(project, plan, &reading, &events, &names, lang));
    }
    for (key, shape, of) in
        [("statistic-months", Shape::Time, &months), ("statistic-engagement", Shape::Estimates, &waves)]
    {
        let groups = of.iter().map(|(label, _)| label.clone()).zip(readings.by_ref().take(of.len()));
        // A wave that nobody was asked in says nothing.
        let groups = groups.filter(|(_, reading)| reading.value() != Quantity::Nothing);
        let groups = groups.map(|(label, reading)| Group { label, values: vec![whole(&reading)] }).collect();
        statistics.push(Statistic {
            key,
            shape,
            series: vec![Label { key: None, text: String::new() }],
            groups,
            event,
        });
    }
    statistics.retain(|statistic| !statistic.groups.is_empty());
    Ok(statistics)
}

fn whole(reading: &Reading) -> Value {
    let (unit, measure) = (reading.unit().to_string(), reading.measure().to_string());
    Value { quantity: reading.value(), unit, measure, uncertainty: reading.uncertainty() }
}

/// A reading as groups (its first field) and series (its second, if it has one).
fn divided(
    project: &Project,
    plan: &Plan,
    reading: &Reading,
    events: &[Record],
    names: &Names<'_>,
    lang: Lang,
) -> Statistic {
    let keys = |at: usize| {
        let Some(field) = plan.by.get(at) else { return vec![Label { key: None, text: String::new() }] };
        labels(project, field, at, reading, events, names, lang)
    };
    let (groups, series) = (keys(0), keys(1));
    let value = |group: &Label, of_series: &Label| {
        let keys: Vec<&Label> = [group, of_series].into_iter().take(plan.by.len()).collect();
        let found = reading.by().iter().find(|part| part.keys.iter().eq(keys.iter().map(|label| &label.key)));
        let conditions: Vec<String> = plan
            .by
            .iter()
            .zip(&keys)
            .map(|(field, label)| match &label.key {
                Some(key) => format!("{field} = \"{key}\""),
                None => format!("{field} is not set"),
            })
            .collect();
        Value {
            // Nobody of a kind came: that is a count, too.
            quantity: found.map_or(Quantity::Number(0), |part| part.value),
            unit: reading.unit().to_string(),
            measure: format!("{} where {}) in project", plan.head, conditions.join(" and ")),
            uncertainty: None,
        }
    };
    let values = |group: &Label| series.iter().map(|of_series| value(group, of_series)).collect();
    let groups = groups.iter().map(|group| Group { label: group.clone(), values: values(group) }).collect();
    Statistic { key: plan.key, shape: plan.shape, series, groups, event: reading.event() }
}

/// The keys of a field in their order: a list's words, events by day; those nobody gave last, if there are any.
fn labels(
    project: &Project,
    field: &str,
    at: usize,
    reading: &Reading,
    events: &[Record],
    names: &Names<'_>,
    lang: Lang,
) -> Vec<Label> {
    let found =
        |key: Option<&str>| reading.by().iter().any(|part| part.keys.get(at).map(Option::as_deref) == Some(key));
    let mut labels = Vec::new();
    if field == EVENT {
        let came = events.iter().filter(|event| found(Some(event.id.as_str())));
        let label =
            |event: &Record| Label { key: Some(event.id.to_string()), text: names.name(EVENT, event.id.as_str()) };
        labels.extend(came.map(label));
    } else if let Some(choices) = choices_of(project, field) {
        let all = project.catalogue.choices(&choices).into_iter().flat_map(|choices| &choices.all);
        let label = |word: &str| Label { key: Some(word.into()), text: project.catalogue.label(&choices, word, lang) };
        labels.extend(all.map(|choice| label(&choice.id)));
    }
    if found(None) {
        labels.push(Label { key: None, text: project.catalogue.phrases().say(lang, "statistic-not-said") });
    }
    labels
}

/// The list of a field of people.
fn choices_of(project: &Project, field: &str) -> Option<String> {
    match &project.catalogue.register(auyl_domain::views::PARTICIPANT)?.field(field)?.kind {
        auyl_domain::Kind::Choice { choices } => Some(choices.clone()),
        _ => None,
    }
}

/// Names of the events, with those of their places.
async fn names<'p>(project: &'p Project, events: &[Record], lang: Lang, event: i64) -> Result<Names<'p>, Trouble> {
    let mut names = Names::of(&project.catalogue);
    if let (Some(place), Some(register)) = (project.catalogue.register(PLACE), project.catalogue.register(EVENT)) {
        names.learn(place, &project.good_records(PLACE, Some(event)).await?, lang);
        names.learn(register, events, lang);
    }
    Ok(names)
}

/// Each month of the project: its measure counts what happened in it.
async fn months(project: &Project, head: &str, lang: Lang, event: i64) -> Result<Vec<(Label, Measure)>, Trouble> {
    let passports = project.good_records(PASSPORT, Some(event)).await?;
    let Some(passport) = passports.first().and_then(Passport::of) else { return Ok(Vec::new()) };
    let mut months = Vec::new();
    let mut first = passport.starts_on.first_of_month();
    while first <= passport.ends_on && months.len() < MOST_MONTHS {
        let last = first.last_of_month();
        let text = format!("{head} where held_on >= {first} and held_on <= {last}) in project");
        if let Ok(measure) = Measure::read(&text, &project.catalogue) {
            let key = Some(first.to_string()[..7].to_string());
            months.push((Label { key, text: shown_months(first, first, lang) }, measure));
        }
        let Ok(next) = last.tomorrow() else { break };
        first = next;
    }
    Ok(months)
}

/// A project of more months is drawn up to here: ten years.
const MOST_MONTHS: usize = 120;

/// The share of the engaged in each wave of the survey.
fn waves(project: &Project, lang: Lang) -> Vec<(Label, Measure)> {
    let Some(register) = project.catalogue.register(ENGAGEMENT) else { return Vec::new() };
    let list = match register.field("wave").map(|field| &field.kind) {
        Some(auyl_domain::Kind::Choice { choices }) => choices,
        _ => return Vec::new(),
    };
    let all = project.catalogue.choices(list).into_iter().flat_map(|choices| &choices.all);
    let wave = |word: &str| {
        let text = format!("share({ENGAGEMENT} where engaged = yes) at wave = {word} in project");
        let measure = Measure::read(&text, &project.catalogue).ok()?;
        Some((Label { key: Some(word.into()), text: project.catalogue.label(list, word, lang) }, measure))
    };
    all.filter_map(|choice| wave(&choice.id)).collect()
}
