//! Offers measures while somebody types `{{` into a text: named figures, the measures of the activity's indicators,
//! registers to count, and the next word of a measure that is begun; each with what it is now.

use super::must_read;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::views::{ACTIVITY, INDICATOR, Indicator};
use auyl_domain::words::{Words, fold};
use auyl_domain::{Kind, Lang, Register};
use auyl_work::narrative::{Offer, valued};
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::json;

/// So many are offered at once.
const MOST: usize = 12;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    activity: String,
    lang: Option<String>,
}

/// Measures that fit what is typed, as JSON: `text`, `label`, `value`, and whether the measure is `whole`.
pub async fn measures(here: Here, Query(asked): Query<Asked>) -> Result {
    must_read(&here)?;
    let lang = asked.lang.as_deref().and_then(Lang::read).unwrap_or(here.lang());
    let activity = Some(asked.activity.as_str()).filter(|id| !id.is_empty());
    let mut known = indicators(&here, activity).await?;
    known.extend(here.app.catalogue.figures().iter().map(|figure| (figure.id.clone(), figure.label.clone())));
    known.extend(registers(&here));
    let wanted = fold(&asked.q);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    // Who writes the Russian text looks for Russian words, whatever language the page speaks.
    let fits = |(text, label): &(String, Words)| {
        let told = Lang::ALL.iter().map(|lang| fold(label.exactly(*lang))).collect::<Vec<_>>();
        let text = fold(text);
        words.iter().all(|word| text.contains(word) || told.iter().any(|label| label.contains(word)))
    };
    let mut seen = std::collections::BTreeSet::new();
    let fitting = known.into_iter().filter(fits).filter(|(text, _)| seen.insert(text.clone()));
    let mut found: Vec<(String, String)> = fitting.map(|(text, label)| (text, here.say.words(&label))).collect();
    // What begins as it was typed goes before what only mentions it.
    found.sort_by_key(|(text, _)| !fold(text).starts_with(&wanted));
    found.truncate(MOST);
    let begun: Vec<Offer> = continued(&here, &asked.q);
    let whole = valued(&here.project, found, lang, activity).await?;
    let typed =
        valued(&here.project, vec![(asked.q.trim().to_string(), here.say.t("report-offer-typed"))], lang, activity);
    let typed = if asked.q.contains('(') { typed.await? } else { Vec::new() };
    let offer = |is_whole: bool| move |Offer { text, label, value }: Offer| json!({ "text": text, "label": label, "value": value, "whole": is_whole });
    let typed =
        typed.into_iter().filter(|offer| whole.iter().all(|other| other.text != offer.text)).collect::<Vec<_>>();
    let all = typed.into_iter().map(offer(true)).chain(begun.into_iter().map(offer(false)));
    let all: Vec<_> = all.chain(whole.into_iter().map(offer(true))).take(MOST).collect();
    Ok(Json(all).into_response())
}

async fn indicators(here: &Here, activity: Option<&str>) -> Result<Vec<(String, Words)>> {
    let Some(activity) = activity else { return Ok(Vec::new()) };
    let mut records = here.project.good_records(INDICATOR, None).await?;
    records.retain(|record| record.link(ACTIVITY).is_some_and(|link| link.as_str() == activity));
    records.sort_by(|a, b| a.get("position").cmp(&b.get("position")));
    let offer = |indicator: Indicator<'_>| {
        let told = |lang| format!("{} {}", indicator.code, indicator.title(lang));
        (indicator.measure.to_string(), Words { kk: told(Lang::Kk), ru: told(Lang::Ru), en: told(Lang::En) })
    };
    Ok(records.iter().filter_map(Indicator::of).map(offer).collect())
}

fn registers(here: &Here) -> Vec<(String, Words)> {
    let offer = |register: &Register| (format!("count({})", register.id), register.title.clone());
    here.app.catalogue.registers().iter().map(offer).collect()
}

/// How a measure that is begun may go on: a register, a field of it, a word of the field's list.
fn continued(here: &Here, typed: &str) -> Vec<Offer> {
    let Some((_, inside)) = typed.split_once('(') else { return Vec::new() };
    if inside.contains(')') {
        return Vec::new();
    }
    let word_at = typed.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |at| at + 1);
    let (before, word) = typed.split_at(word_at);
    let fits = |id: &str, label: &str| id.starts_with(word) || fold(label).contains(&fold(word));
    let offer = |id: &str, label: String, after: &str| Offer {
        text: format!("{before}{id}{after}"),
        label,
        value: String::new(),
    };
    let registers = here.app.catalogue.registers();
    let Some((head, conditions)) = inside.split_once(" where ") else {
        let fitting = registers.iter().map(|register| (register, here.say.words(&register.title)));
        let fitting = fitting.filter(|(register, label)| !inside.contains(' ') && fits(&register.id, label));
        return fitting.map(|(register, label)| offer(&register.id, label, " where ")).take(MOST / 2).collect();
    };
    let head = head.split(['.', ' ']).next().unwrap_or_default();
    let Some(register) = registers.iter().find(|register| register.id == head.trim()) else { return Vec::new() };
    let last = conditions.rsplit(" and ").next().unwrap_or_default();
    match last.split_once('=') {
        Some((field, _)) => {
            let Some(Kind::Choice { choices }) = register.field(field.trim()).map(|field| &field.kind) else {
                return Vec::new();
            };
            let all = here.app.catalogue.choices(choices).map(|list| list.all.as_slice()).unwrap_or_default();
            let labelled = all.iter().map(|choice| (choice, here.say.words(&choice.label)));
            let fitting = labelled.filter(|(choice, label)| fits(&choice.id, label));
            fitting.map(|(choice, label)| offer(&choice.id, label, ")")).take(MOST).collect()
        }
        None => {
            // A measure cannot name a personal field, so none is offered.
            let fields = register.fields.iter().filter(|field| !field.personal);
            let labelled = fields.map(|field| (field, here.say.words(&field.label)));
            let fitting = labelled.filter(|(field, label)| fits(&field.id, label));
            let after =
                |field: &auyl_domain::Field| if matches!(field.kind, Kind::Choice { .. }) { " = " } else { " " };
            fitting.map(|(field, label)| offer(&field.id, label, after(field))).take(MOST).collect()
        }
    }
}
