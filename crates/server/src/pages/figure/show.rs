//! The page of a number, and the same for programs.

use super::asked::{Asked, Typed, may};
use super::behind::{Behind, PAGE, behind};
use super::parts::{Parts, parts};
use super::pictured::{Pictured, pictured};
use super::{address, query};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::indicators::{framework, target_said, value_said};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::amount::{shown_scaled, shown_share};
use auyl_domain::measure::{Unit, in_words};
use auyl_domain::reading::Uncertainty;
use auyl_domain::views::{ACTIVITY, INDICATOR};
use auyl_domain::{Finding, Lang, Measure, Quantity, RecordId};
use auyl_reports::units::{self, Style};
use auyl_work::figures::Answer;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "figure/show.html")]
struct FigurePage {
    frame: Frame,
    root: String,
    typed: Typed,
    activities: Vec<(String, String, bool)>,
    last: i64,
    wrong: Option<(String, String)>,
    named: Vec<(String, String)>,
    number: Option<Number>,
}

/// A number and what is said about it.
struct Number {
    behind_event: Option<String>,
    as_of: Option<(String, String)>,
    words: Vec<(&'static str, String)>,
    shown: String,
    unit: String,
    promised: Option<Promised>,
    uncertainty: Option<String>,
    parts: Option<Parts>,
    left_out: Vec<(String, String)>,
    n_records: String,
    is_of_one: bool,
    is_empty: bool,
    notes: Vec<String>,
    behind: Behind,
    earlier: Option<String>,
    later: Option<String>,
    json: String,
    measure: String,
}

/// What was promised, where the number is that of an indicator.
struct Promised {
    label: String,
    href: String,
    target: String,
    met: bool,
    share: Option<u8>,
}

/// The page.
pub async fn show(here: Here, Query(typed): Query<Typed>) -> Result {
    here.must(Action::See, None)?;
    let last = here.project.store.last_event(&here.project.id).await?;
    let (mut wrong, mut number) = (None, None);
    if !typed.m.trim().is_empty() {
        match typed.read(&here) {
            Ok(asked) => number = Some(count(&here, &typed, &asked).await?),
            Err(finding) => wrong = Some(told(&here, &finding)),
        }
    }
    let figure = |figure: &auyl_domain::catalogue::Figure| {
        (here.say.words(&figure.label), address(&here.root(), &figure.id, "", "", None))
    };
    let named = if number.is_some() { Vec::new() } else { here.app.catalogue.figures().iter().map(figure).collect() };
    let activities = here.project.good_records(ACTIVITY, None).await?;
    let activity = |record: &auyl_domain::Record| {
        let number = record.text("number").to_string();
        let title: String = record.words("title", here.lang()).chars().take(60).collect();
        let is_chosen = number == typed.a || record.id.as_str() == typed.a;
        (number.clone(), format!("{number} {title}"), is_chosen)
    };
    let activities = activities.iter().map(activity).collect();
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let promised = number.as_ref().and_then(|number| number.promised.as_ref());
    let of_name = here.app.catalogue.figures().iter().find(|figure| figure.id == typed.m.trim());
    let title = match (promised, of_name) {
        (_, Some(figure)) => here.say.words(&figure.label),
        (Some(promised), None) => promised.label.clone(),
        (None, None) => here.say.t("figure-title"),
    };
    let frame = here.frame("figure", title);
    page_with(status, &FigurePage { frame, root: here.root(), typed, activities, last, wrong, named, number })
}

/// What is wrong with a measure, and what to do.
fn told(here: &Here, finding: &Finding) -> (String, String) {
    let phrases = here.project.catalogue.phrases();
    (finding.message(phrases, here.lang()), finding.todo(phrases, here.lang()))
}

async fn count(here: &Here, typed: &Typed, asked: &Asked) -> Result<Number> {
    let verdict = may(here, &asked.measure)?;
    let around = (typed.page() - 1).saturating_mul(PAGE);
    let found = pictured(here, typed, asked, verdict == Verdict::OwnPlaces, around).await?;
    let of = &*found.value;
    let (reading, event) = (&of.reading, typed.event());
    let at = |page: usize| {
        let query = query(&typed.m, &typed.a, &typed.by, event);
        format!("{}/figure?{query}&page={page}#records", here.root())
    };
    let number = typed.page();
    let pages = of.total.div_ceil(PAGE).max(1);
    let mut notes = Vec::new();
    if of.is_kept_to_own {
        notes.push(here.say.t("figure-own-places"));
    }
    if matches!(reading.unit(), Unit::SHARE) && of.total > 0 {
        notes.push(here.say.t("figure-numerator"));
    }
    if asked.measure.is_wide() && !typed.a.is_empty() {
        notes.push(here.say.t("figure-wide"));
    }
    let now = address(&here.root(), &typed.m, &typed.a, &typed.by, None);
    let json = query(&typed.m, &typed.a, &typed.by, event);
    Ok(Number {
        behind_event: found.behind.map(|event| here.say.n("start-behind", event)),
        as_of: event.map(|event| (here.say.n("figure-as-of", event), now)),
        words: words(here, &asked.measure).await?,
        shown: value_said(here, reading.value(), reading.unit()),
        unit: unit(here, reading.unit(), reading.value()),
        promised: promised(here, typed, asked).await?,
        uncertainty: reading.uncertainty().map(|of| uncertain(here, &of, reading.unit())),
        parts: parts(here, asked, &typed.a, event, reading).await?,
        left_out: left_out(here, of, asked),
        n_records: n_records(here, of),
        is_of_one: of.register.is_some() || of.total == 0,
        is_empty: of.total == 0,
        notes,
        behind: behind(here, of, number, event).await?,
        earlier: (number > 1).then(|| at(number - 1)),
        later: (number < pages).then(|| at(number + 1)),
        json: format!("{}/figure.json?{json}", here.root()),
        measure: asked.measure.text().to_string(),
    })
}

/// The measure in all languages, that of the page first.
async fn words(here: &Here, measure: &Measure) -> Result<Vec<(&'static str, String)>> {
    let langs = std::iter::once(here.lang()).chain(Lang::ALL.into_iter().filter(|lang| *lang != here.lang()));
    let mut said = Vec::new();
    for lang in langs {
        // Names of records are looked up in a second round, when it is known which are mentioned.
        let wanted = std::sync::Mutex::new(Vec::new());
        let note = |register: &str, id: &str| {
            if let Ok(mut wanted) = wanted.lock() {
                wanted.push((register.to_string(), id.to_string()));
            }
            id.to_string()
        };
        let mut text = in_words(measure, &here.app.catalogue, lang, &note);
        let mut names = BTreeMap::new();
        for (register, id) in wanted.into_inner().unwrap_or_default() {
            let known = here.project.catalogue.register(&register).zip(RecordId::read(&id));
            let Some((known, read)) = known.filter(|(known, _)| !known.has_personal()) else { continue };
            if let Some(record) = here.project.store.record(&here.project.id, &known.id, &read, None).await? {
                let name = record.name(known, lang, &auyl_work::project::Names::of(&here.app.catalogue));
                names.insert((register, id), name);
            }
        }
        if !names.is_empty() {
            let name = |register: &str, id: &str| {
                names.get(&(register.to_string(), id.to_string())).cloned().unwrap_or_else(|| id.to_string())
            };
            text = in_words(measure, &here.app.catalogue, lang, &name);
        }
        said.push((lang.code(), capital(&text)));
    }
    Ok(said)
}

/// A sentence ends with one full stop, also after an abbreviation that has its own.
pub fn sentence(text: String) -> String {
    if text.ends_with('.') { text } else { format!("{text}.") }
}

/// A sentence begins with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The word of a unit after a value: that of the choices `unit`, else the title of the register that is counted.
fn unit(here: &Here, unit: &str, value: Quantity) -> String {
    if matches!(unit, Unit::MONEY | Unit::SHARE | Unit::POINTS | Unit::NUMBER | Unit::DECIMAL) {
        return String::new();
    }
    let number = match value {
        Quantity::Number(number) => number,
        _ => 2,
    };
    match here.app.catalogue.choices("unit").and_then(|choices| choices.get(unit)) {
        Some(choice) => units::counted(choice, number, here.lang()).to_string(),
        None => here.say.register(unit).to_lowercase(),
    }
}

async fn promised(here: &Here, typed: &Typed, asked: &Asked) -> Result<Option<Promised>> {
    if typed.event().is_some() {
        return Ok(None);
    }
    let found = framework(here).await?;
    let is_it = |stand: &&crate::pages::indicators::Stand| {
        stand.standing.measure == asked.base && (asked.measure.is_wide() || stand.standing.activity == typed.a)
    };
    let Some(stand) = found.value.stands.iter().find(is_it) else { return Ok(None) };
    let standing = &stand.standing;
    Ok(Some(Promised {
        label: format!("{} {}", standing.indicator, standing.label),
        href: format!("{}/r/{INDICATOR}/{}", here.root(), standing.id),
        target: standing.target.map(|target| target_said(here, target, Some(&stand.unit))).unwrap_or_default(),
        met: standing.met,
        share: stand.share,
    }))
}

/// What chance leaves open, in a sentence.
pub fn uncertain(here: &Here, of: &Uncertainty, unit: &str) -> String {
    let thousandths = |share: f64| (share * 1000.0).round() as i64;
    let bound = |share: f64| match unit {
        Unit::POINTS => {
            let value = Quantity::Ratio { numerator: thousandths(share), denominator: 1000 };
            units::shown(value, Unit::POINTS, Style::Plain, here.lang())
        }
        _ => shown_share(thousandths(share), 1000, here.lang()).unwrap_or_default(),
    };
    let n = here.say.number(of.n);
    let mut args = vec![("n", n), ("low", bound(of.interval.low)), ("high", bound(of.interval.high))];
    args.extend(of.people.map(|people| ("people", here.say.number(people))));
    let key = if of.people.is_some() { "figure-interval-of" } else { "figure-interval" };
    let said = sentence(here.say.with(key, &args));
    match of.p {
        Some(p) if p < 0.001 => format!("{said} p < 0,001."),
        Some(p) => format!("{said} p = {}.", shown_scaled(thousandths(p), 1000)),
        None => said,
    }
}

/// How many records are listed, and of which register where it is one.
fn n_records(here: &Here, of: &Pictured) -> String {
    let n = here.say.n("figure-n-records", of.total);
    match &of.register {
        Some(register) => format!("{}: {n}", here.say.register(register)),
        None => n,
    }
}

/// What was not counted, each with the list where it waits.
fn left_out(here: &Here, of: &Pictured, asked: &Asked) -> Vec<(String, String)> {
    let register = asked.measure.tallies().first().map(|tally| tally.register.clone()).unwrap_or_default();
    let out = of.reading.left_out().iter().filter(|out| out.count > 0);
    let said = out.map(|out| {
        let key = format!("left-out-{}", out.reason.replace('_', "-"));
        let waits = if out.reason == "to_review" { "?review=1" } else { "" };
        (here.say.n(&key, out.count), format!("{}/r/{register}{waits}", here.root()))
    });
    said.collect()
}

/// The same as JSON.
pub async fn json(here: Here, Query(typed): Query<Typed>) -> Result {
    here.must(Action::See, None)?;
    counted(&here, &typed, true).await
}

/// A number as JSON, perhaps with the records behind it.
pub async fn counted(here: &Here, typed: &Typed, records: bool) -> Result {
    let asked = match typed.read(here) {
        Ok(asked) => asked,
        Err(finding) => {
            let (message, todo) = told(here, &finding);
            let told = serde_json::json!({ "error": "measure-wrong", "message": message, "todo": todo });
            return Ok((StatusCode::BAD_REQUEST, axum::Json(told)).into_response());
        }
    };
    let verdict = may(here, &asked.measure)?;
    let found = pictured(here, typed, &asked, verdict == Verdict::OwnPlaces, 0).await?;
    let of = &*found.value;
    let answer = Answer { reading: of.reading.clone(), records: records.then(|| of.records.clone()) };
    let mut answer = answer.json();
    answer["as_of"] = of.reading.event().into();
    if records && of.records.len() < of.total {
        answer["records_cut"] = true.into();
    }
    Ok(axum::Json(answer).into_response())
}
