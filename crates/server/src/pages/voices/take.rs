//! From what was said in an answer to a survey, at a gathering or in its minutes to a problem: somebody marks the text and takes
//! it over. The form of a new problem comes filled in; nothing of the text stands in an address.

use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::record::{Filled, Naming, fields_seen, record, render_form};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::draft::Draft;
use auyl_domain::record::Record;
use auyl_domain::survey::SURVEYS;
use auyl_domain::views::{ACTIVITY, EVENT, PLACE, PROBLEM, WAVE, day};
use auyl_domain::{Field, Kind, Lang, Refusal, Register, Value, measure};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use serde::Deserialize;

/// Letters of a text that become the problem in a few words; the rest is told below.
const TITLE: usize = 120;
/// Words of choices of where a problem comes from.
const OF_EVENT: &str = "gathering";
const OF_MEETING: &str = "meeting";
const OF_SURVEY: &str = "survey";

#[derive(Template)]
#[template(path = "voices/take.html")]
struct TakePage {
    frame: Frame,
    back: String,
    name: String,
    address: String,
    texts: Vec<(String, String, String)>,
}

/// What was marked.
#[derive(Deserialize, Default)]
pub struct Marked {
    #[serde(default)]
    field: String,
}

/// The page on which a record's texts are marked; none for a record that has none, or who may not add problems.
pub fn href(here: &Here, register: &Register, record: &Record) -> Option<String> {
    let is_one = register.id != PROBLEM && here.can(Action::Add, here.project.catalogue.register(PROBLEM));
    (is_one && says(register) && !texts(here, register, record).is_empty())
        .then(|| format!("{}/voices/from/{}/{}", here.root(), register.id, record.id))
}

/// A gathering, an answer to a survey, or what was written down of a gathering.
fn says(register: &Register) -> bool {
    let is_note = |field: &Field| field.kind == Kind::Note && !field.personal;
    let is_of_event = register.fields.iter().any(|field| field.kind.target() == Some(EVENT));
    let is_written = is_of_event && register.fields.iter().any(is_note);
    register.id == EVENT || is_written || register.group == SURVEYS && register.id != WAVE
}

/// Texts of a record that the member sees and that are about no person.
fn texts<'r>(here: &Here, register: &'r Register, record: &Record) -> Vec<(&'r Field, String)> {
    let seen = fields_seen(here, register);
    let is_text = |field: &&Field| matches!(field.kind, Kind::Text | Kind::Note) && !field.personal;
    let seen = register.fields.iter().filter(is_text).filter(|field| seen.iter().any(|seen| seen.id == field.id));
    seen.map(|field| (field, record.text(&field.id).to_string())).filter(|(_, text)| !text.is_empty()).collect()
}

/// The texts.
pub async fn choose(here: Here, Path((_, register, id)): Path<(String, String, String)>) -> Result {
    here.must(Action::Add, Some(here.register(PROBLEM)?))?;
    let register = here.register(&register)?;
    let record = record(&here, register, &id, Action::See).await?;
    if href(&here, register, &record).is_none() {
        return Err(Refusal::of("page-missing").into());
    }
    let name = Naming::of(&here).learn_name(register, &record).await?;
    let texts = texts(&here, register, &record).into_iter();
    page(&TakePage {
        frame: here.frame("take", here.say.t("voice-take")),
        back: back(&here, register, &record),
        address: format!("{}/voices/from/{}/{}", here.root(), register.id, record.id),
        texts: texts.map(|(field, text)| (field.id.clone(), here.say.words(&field.label), text)).collect(),
        name,
    })
}

/// The form of a new problem, filled in with what was marked.
pub async fn take(
    here: Here,
    Path((_, register, id)): Path<(String, String, String)>,
    Form(marked): Form<Marked>,
) -> Result {
    let problem = here.register(PROBLEM)?;
    here.must(Action::Add, Some(problem))?;
    let register = here.register(&register)?;
    let record = record(&here, register, &id, Action::See).await?;
    let found = texts(&here, register, &record).into_iter().find(|(field, _)| field.id == marked.field);
    let Some((field, text)) = found else { return choose(here.clone(), Path(path(&here, register, &record))).await };
    let lang = match field.id.strip_suffix("_kk") {
        Some(_) => Lang::Kk,
        None => {
            if here.lang() == Lang::Kk {
                Lang::Kk
            } else {
                Lang::Ru
            }
        }
    };
    let (title, detail) = halves(&text);
    let is_event = register.id == EVENT;
    let source = match record.text("kind") {
        kind if is_event && kind.contains(OF_MEETING) => OF_MEETING,
        _ if is_event => OF_EVENT,
        _ => OF_SURVEY,
    };
    let mut pairs = vec![
        (format!("title_{}", lang.code()), title),
        (format!("detail_{}", lang.code()), detail),
        ("source".to_string(), source.to_string()),
    ];
    for name in [ACTIVITY, PLACE, EVENT] {
        if let Some(id) = value(&here, register, &record, name).await? {
            pairs.push((name.to_string(), id));
        }
    }
    let raised = register.dated.as_deref().and_then(|dated| day(&record, dated)).unwrap_or(here.app.world.today());
    pairs.push(("raised_on".to_string(), raised.to_string()));
    let mut draft = Draft::of(pairs.iter().map(|(field, text)| (field.as_str(), text.as_str())));
    draft.id = Some(here.app.world.secret());
    let filled = Filled { draft, ..Filled::default() };
    render_form(&here, problem, filled, StatusCode::OK).await
}

fn path(here: &Here, register: &Register, record: &Record) -> (String, String, String) {
    (here.project.id.clone(), register.id.clone(), record.id.to_string())
}

fn back(here: &Here, register: &Register, record: &Record) -> String {
    match register.id.as_str() {
        EVENT => format!("{}/event/{}", here.root(), record.id),
        id => format!("{}/r/{id}/{}", here.root(), record.id),
    }
}

/// The id of what a record belongs to, over its links: its activity, its village, itself for an event.
async fn value(here: &Here, register: &Register, record: &Record, name: &str) -> Result<Option<String>> {
    if register.id == name {
        return Ok(Some(record.id.to_string()));
    }
    for column in measure::ways(name, register, &here.project.catalogue) {
        let mut at = record.clone();
        for step in &column.steps {
            let Some(id) = at.link(&step.field).cloned() else { break };
            match here.project.store.record(&here.project.id, &step.to, &id, None).await? {
                Some(next) => at = next,
                None => break,
            }
        }
        if let Some(Value::Link(id)) = at.get(&column.field).filter(|_| at.register == column.register) {
            return Ok(Some(id.to_string()));
        }
    }
    Ok(None)
}

/// A text as a problem: its first sentence in a few words, and all of it below where there is more.
fn halves(text: &str) -> (String, String) {
    let first = text.split(['\n', '.', '!', '?']).map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    let title: String = first.chars().take(TITLE).collect();
    let is_all = title.trim() == text.trim().trim_end_matches(['.', '!', '?']);
    (title, if is_all { String::new() } else { text.to_string() })
}

#[cfg(test)]
mod tests {
    use super::halves;

    #[test]
    fn the_first_sentence_is_the_problem_and_the_whole_text_is_told_below() {
        assert_eq!(halves("Аяқ су жоқ."), ("Аяқ су жоқ".into(), String::new()));
        let long = "Нет воды. Третий год.\nПросим помочь";
        assert_eq!(halves(long), ("Нет воды".into(), long.into()));
        assert_eq!(halves(""), (String::new(), String::new()));
    }
}
