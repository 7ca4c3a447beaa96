//! Findings of surveys as people read them, in kk, ru and en; for pages and for papers alike.

use super::finding::{Changed, Looked, Row};
use super::{Known, Question, Sort};
use auyl_domain::amount::{grouped, shown_ratio, shown_scaled, shown_share};
use auyl_domain::statistics::Interval;
use auyl_domain::statistics::change::Change;
use auyl_domain::statistics::sentence::{Way, sentence};
use auyl_domain::{Catalogue, Lang};
use std::collections::BTreeMap;

/// Says findings in one language.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// Labels and sentences.
    pub catalogue: &'a Catalogue,
    /// The language.
    pub lang: Lang,
}

impl Said<'_> {
    /// A sentence.
    pub fn t(&self, key: &str) -> String {
        self.catalogue.phrases().say(self.lang, key)
    }

    /// A sentence with names.
    pub fn with(&self, key: &str, args: &[(&'static str, String)]) -> String {
        let args: BTreeMap<&'static str, String> = args.iter().cloned().collect();
        self.catalogue.phrases().say_with(self.lang, key, &args)
    }

    /// `31,4 %`.
    pub fn share(&self, share: f64) -> String {
        shown_share((share * 1000.0).round() as i64, 1000, self.lang).unwrap_or_default()
    }

    /// Percentage points with one decimal, without their word.
    pub fn points(&self, tenths: i64) -> String {
        shown_ratio(tenths, 10, 1, 1).unwrap_or_default()
    }

    /// A mean.
    pub fn mean(&self, mean: f64) -> String {
        shown_scaled((mean * 100.0).round() as i64, 100)
    }

    /// A share, an index or a mean, as the question has it.
    pub fn value(&self, sort: &Sort, value: f64) -> String {
        if sort.is_in_percent() { self.share(value) } else { self.mean(value) }
    }

    /// Its interval; a dash where it is not known.
    pub fn interval(&self, sort: &Sort, interval: Option<Interval>) -> String {
        let said = |of: Interval| format!("{} – {}", self.value(sort, of.low), self.value(sort, of.high));
        interval.map_or_else(|| "–".to_string(), said)
    }

    /// `p = 0,007`.
    pub fn p(&self, p: f64) -> String {
        if p < 0.001 { "p < 0,001".into() } else { format!("p = {}", shown_scaled((p * 1000.0).round() as i64, 1000)) }
    }

    /// A change in a cell: how much, its interval, p. What is in percent changes by points.
    pub fn change(&self, sort: &Sort, changed: &Changed) -> (String, String) {
        let (by, of, p) = changed.told();
        let sign = |text: String, is_up: bool| if is_up { format!("+{text}") } else { text };
        if !sort.is_in_percent() {
            return (
                sign(self.mean(by), by > 0.0),
                format!("{} – {}; {}", self.mean(of.low), self.mean(of.high), self.p(p)),
            );
        }
        let [by, low, high] = [by, of.low, of.high].map(|share| (share * 1000.0).round() as i64);
        let by = self.with("waves-points", &[("n", sign(self.points(by), by > 0))]);
        (by, format!("{} – {}; {}", self.points(low), self.points(high), self.p(p)))
    }

    /// A change as a sentence, and whether chance may have done it.
    pub fn sentence(&self, question: &Question<'_>, value: &str, changed: &Changed) -> String {
        let asked = question.field.label.get(self.lang).to_string();
        let answer = self.answer(question, value);
        let (key, mut args, is_certain) = match changed {
            Changed::Share(change) => self.in_points(change, ["waves-rose", "waves-fell", "waves-stayed"]),
            Changed::Mean(change) if question.sort.is_in_percent() => {
                let keys = ["waves-index-rose", "waves-index-fell", "waves-index-stayed"];
                self.in_points(&change.as_share(), keys)
            }
            Changed::Mean(change) => {
                let of = change.difference.interval;
                let is_up = change.difference.value >= 0.0;
                let (low, high) = if is_up { (of.low, of.high) } else { (-of.high, -of.low) };
                let args = vec![
                    ("from", self.mean(change.from)),
                    ("to", self.mean(change.to)),
                    ("points", self.mean(change.difference.value.abs())),
                    ("low", self.mean(low)),
                    ("high", self.mean(high)),
                    ("p", self.p(change.p)),
                ];
                (if is_up { "waves-mean-rose" } else { "waves-mean-fell" }, args, of.low > 0.0 || of.high < 0.0)
            }
        };
        args.extend([("question", asked), ("answer", answer)]);
        let said = self.with(key, &args);
        if is_certain { said } else { format!("{said} {}", self.t("waves-chance")) }
    }

    /// A change between two percentages, in percentage points: the key of the sentence, its names, whether it is certain.
    fn in_points(&self, change: &Change, keys: [&'static str; 3]) -> (&'static str, Vec<(&'static str, String)>, bool) {
        let said = sentence(change);
        let key = match said.way {
            Way::Rose => keys[0],
            Way::Fell => keys[1],
            Way::Stayed => keys[2],
        };
        let share = |tenths: i64| shown_share(tenths, 1000, self.lang).unwrap_or_default();
        let args = vec![
            ("from", share(said.from)),
            ("to", share(said.to)),
            ("points", self.points(said.points)),
            ("low", self.points(said.low)),
            ("high", self.points(said.high)),
            ("p", self.p(said.p)),
        ];
        (key, args, said.is_certain)
    }

    /// What an answer is called.
    pub fn answer(&self, question: &Question<'_>, value: &str) -> String {
        match &question.sort {
            Sort::Flag => self.t(if value == "1" { "web-yes" } else { "web-no" }),
            Sort::Choice(list) | Sort::Several(list) => self.catalogue.label(list, value, self.lang),
            Sort::Number(_) => self.t("waves-mean"),
            Sort::Index => self.t("waves-index"),
        }
    }

    /// Answers to choose from, as they are kept.
    pub fn answers(&self, question: &Question<'_>) -> Vec<String> {
        match &question.sort {
            Sort::Flag => vec!["1".into(), "0".into()],
            Sort::Choice(list) | Sort::Several(list) => {
                self.catalogue.choices(list).into_iter().flat_map(|list| &list.all).map(|c| c.id.clone()).collect()
            }
            Sort::Number(_) | Sort::Index => vec![String::new()],
        }
    }

    /// How the number of those who could answer is known.
    pub fn known(&self, known: Known) -> String {
        self.t(match known {
            Known::Village => "waves-known-village",
            Known::Shared => "waves-known-shared",
            Known::Residents => "waves-known-residents",
            Known::Not => "waves-known-not",
        })
    }

    /// A whole number.
    pub fn number(&self, number: i64) -> String {
        grouped(number)
    }
}

/// The answer a question is looked at by where nobody said which: yes, or what most say in the last wave.
pub fn first_value(question: &Question<'_>, answers: &[String], looked: impl Fn(&str) -> i64) -> String {
    match question.sort {
        Sort::Choice(_) | Sort::Several(_) => {
            // The first of several that are equally frequent.
            let most = answers.iter().enumerate().max_by_key(|(at, word)| (looked(word), std::cmp::Reverse(*at)));
            most.map(|(_, word)| word.clone()).unwrap_or_default()
        }
        _ => answers.first().cloned().unwrap_or_default(),
    }
}

/// How many gave an answer in a wave.
pub fn given(looked: &Looked<'_>, wave: &str) -> i64 {
    looked.together(wave).map_or(0, |row: Row| row.yes)
}
