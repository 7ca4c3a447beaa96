//! A ballot as a form that works without scripts: options with a box to tick, or with a place to choose; and what it says when
//! it comes back. What is wrong is said with everything still filled in.

use crate::say::Say;
use auyl_domain::voting::round::Form;
use auyl_domain::{Catalogue, Finding};
use auyl_work::ballots::cast::TOLD;
use auyl_work::ballots::{Setting, Sheet};
use std::collections::BTreeMap;

/// A word of a list: its id, what people read, whether it is chosen.
pub type Word = (String, String, bool);

/// The form.
#[derive(Clone)]
pub struct Blank {
    /// The code as it was typed.
    pub code: String,
    /// Whether options get places.
    pub is_ranking: bool,
    /// How it is filled in.
    pub how: String,
    /// The options.
    pub options: Vec<Line>,
    /// What the voter may say of themselves: field, label, words; the one that was chosen is marked.
    pub told: Vec<(String, String, Vec<Word>)>,
    /// What is wrong.
    pub wrong: Option<String>,
    /// Whether nothing was marked, and a ballot without a mark may be meant.
    pub is_empty: bool,
}

/// An option.
#[derive(Clone)]
pub struct Line {
    /// Its number in the published list, from 1.
    pub number: u32,
    /// What it is.
    pub title: String,
    /// What it costs; empty where nothing is paid for.
    pub cost: String,
    /// Whether it was ticked.
    pub is_ticked: bool,
    /// Places to choose from; the one that was chosen is marked.
    pub places: Vec<(u32, bool)>,
}

/// Stands among what came back where nothing was marked.
pub const EMPTY: &str = "empty";

/// What came back of a form, by name.
pub type Typed = BTreeMap<String, Vec<String>>;

/// Pairs of a form by name.
pub fn typed(pairs: Vec<(String, String)>) -> Typed {
    let mut typed = Typed::new();
    for (name, value) in pairs {
        typed.entry(name).or_default().push(value);
    }
    typed
}

fn first<'t>(typed: &'t Typed, name: &str) -> &'t str {
    typed.get(name).and_then(|values| values.first()).map(String::as_str).unwrap_or_default()
}

/// The form, with what was filled in.
pub fn blank(setting: &Setting, catalogue: &Catalogue, say: &Say, typed: &Typed, wrong: Option<String>) -> Blank {
    let round = setting.round();
    let costs = setting.costs();
    let ticked = typed.get("o").cloned().unwrap_or_default();
    let n = setting.options.len();
    let most = round.most.unwrap_or(n).min(n) as u32;
    let option = |(at, record): (usize, &auyl_domain::Record)| {
        let number = at as u32 + 1;
        let title = record.words("title", say.lang);
        let chosen: Option<u32> = first(typed, &format!("p{number}")).parse().ok();
        Line {
            number,
            title: if title.is_empty() { record.id.to_string() } else { title.to_string() },
            cost: if costs[at] > 0 { say.money(costs[at] as i64) } else { String::new() },
            is_ticked: ticked.iter().any(|value| *value == number.to_string()),
            places: (1..=most).map(|place| (place, chosen == Some(place))).collect(),
        }
    };
    let told = |field: &str| {
        let words = catalogue.choices(field).map(|list| list.all.as_slice()).unwrap_or_default();
        let chosen = first(typed, field);
        let words = words.iter().map(|word| (word.id.clone(), say.words(&word.label), word.id == chosen));
        (field.to_string(), say.t(&format!("ballots-told-{}", field.replace('_', "-"))), words.collect())
    };
    Blank {
        code: first(typed, "code").chars().take(60).collect(),
        is_ranking: round.form == Form::Ranking,
        how: how(setting, say),
        options: setting.options.iter().enumerate().map(option).collect(),
        told: TOLD.into_iter().map(told).collect(),
        wrong,
        is_empty: typed.contains_key(EMPTY),
    }
}

/// How a ballot of this round is filled in.
pub fn how(setting: &Setting, say: &Say) -> String {
    let round = setting.round();
    let n = setting.options.len();
    match (round.form, round.most) {
        (Form::Ranking, most) => say.with("ballots-how-ranking", &[("most", most.unwrap_or(n).min(n).to_string())]),
        (Form::Knapsack, _) => say.with("ballots-how-knapsack", &[("sum", say.money(round.envelope as i64))]),
        (Form::Approval, Some(most)) => say.with("ballots-how-approval-most", &[("most", most.to_string())]),
        (Form::Approval, None) => say.t("ballots-how-approval"),
    }
}

/// What a form says as a ballot. The finding says what does not fit.
pub fn read<'t>(setting: &Setting, catalogue: &Catalogue, typed: &'t Typed) -> Result<Sheet<'t>, Finding> {
    let n = setting.options.len() as u32;
    let options = match setting.round().form {
        Form::Ranking => {
            let mut places: Vec<(u32, u32)> = Vec::new();
            for number in 1..=n {
                let Ok(place) = first(typed, &format!("p{number}")).parse::<u32>() else { continue };
                if places.iter().any(|(other, _)| *other == place) {
                    return Err(Finding::severe("ballot-place-twice").with("n", place));
                }
                places.push((place, number - 1));
            }
            places.sort_unstable();
            places.into_iter().map(|(_, option)| option).collect()
        }
        _ => {
            let ticked = typed.get("o").map(Vec::as_slice).unwrap_or_default();
            let number = |text: &String| text.parse::<u32>().ok().filter(|number| (1..=n).contains(number));
            ticked.iter().filter_map(number).map(|number| number - 1).collect()
        }
    };
    let known = |field: &str, word: &str| {
        catalogue.choices(field).is_some_and(|list| list.all.iter().any(|choice| choice.id == word))
    };
    let told = TOLD.into_iter().map(|field| (field, first(typed, field)));
    let told = told.filter(|(field, word)| known(field, word)).collect();
    Ok(Sheet { code: first(typed, "code"), options, told })
}
