//! What must hold of a project before its report may be frozen. Each check is one file and one word in
//! [`CHECKS`]; it takes records and readings and gives findings. What a register file can say itself (its rules)
//! is not repeated here: here is what needs several registers, files or readings at once.

mod deviation;
mod evidence;
mod letter_chain;
mod letter_numbers;
mod letter_terms;
mod photo;
pub(crate) mod place;
mod story;
mod twice;

pub use crate::demands::{Demanded, Of, demands};
pub use letter_chain::asked_before;
pub use photo::{Exif, FAR_KM, PHOTO, km_from};
pub use twice::Duplicate;

use crate::compile::{Answers, Content, question_of};
use crate::form::{Form, check_identities};
use auyl_domain::views::{INDICATOR, Indicator};
use auyl_domain::{Finding, Lang, Question, Record, Severity, Spot, Words};
use std::collections::BTreeMap;

/// What the checks look at. Files were looked into by the caller.
pub struct Case<'a> {
    /// Records of the registers in [`NEEDED`].
    pub content: &'a Content<'a>,
    /// Readings of [`questions`].
    pub answers: &'a Answers,
    /// The form whose identities must hold; none checks the records alone.
    pub form: Option<&'a Form>,
    /// What photos say of themselves, by SHA-256 of the file; others are not looked at.
    pub exif: &'a BTreeMap<String, Exif>,
    /// Records that repeat what their register wants only once.
    pub duplicates: &'a [Duplicate],
}

/// Registers whose records the checks walk.
pub const NEEDED: &[&str] = &[
    auyl_domain::views::PLACE,
    auyl_domain::views::ACTIVITY,
    INDICATOR,
    auyl_domain::views::NARRATIVE,
    auyl_domain::views::EVENT,
    auyl_domain::views::EVIDENCE,
    auyl_domain::views::STORY,
    auyl_domain::views::PASSPORT,
    auyl_domain::views::LETTER,
    auyl_domain::views::RECOMMENDATION,
    auyl_domain::views::PROBLEM,
];

/// One check.
pub struct Check {
    /// Codes of its findings, each with a sentence in every language.
    pub codes: &'static [&'static str],
    /// Does it.
    pub run: fn(&Case<'_>) -> Vec<Finding>,
}

/// All checks.
pub const CHECKS: &[Check] = &[
    evidence::CHECK,
    deviation::CHECK,
    place::CHECK,
    story::CHECK,
    twice::CHECK,
    photo::CHECK,
    letter_numbers::CHECK,
    letter_terms::CHECK,
    letter_chain::CHECK,
];

/// What has to be counted before checking.
pub fn questions(content: &Content<'_>, form: Option<&Form>) -> Vec<Question> {
    let mut questions: Vec<Question> = form.map(Form::questions).unwrap_or_default();
    for indicator in records(content, INDICATOR).iter().filter_map(Indicator::of) {
        questions.push(question_of(&indicator));
        questions.extend(place::question(&indicator));
    }
    questions.sort();
    questions.dedup();
    questions
}

/// Everything that is wrong, the worst first.
pub fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| (check.run)(case)).collect();
    if let Some(form) = case.form {
        findings.extend(check_identities(form, case.answers));
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

pub(crate) fn records<'a>(content: &'a Content<'_>, register: &str) -> &'a [Record] {
    content.records.get(register).map(Vec::as_slice).unwrap_or_default()
}

/// A finding whose sentence names things that are called differently in each language: villages, events, days.
pub(crate) fn say(
    code: &'static str,
    severity: Severity,
    spot: Spot,
    args: &dyn Fn(Lang) -> Vec<(&'static str, String)>,
) -> Finding {
    let [kk, ru, en] = Lang::ALL.map(args);
    let mut finding = Finding::new(code, severity).at(spot);
    for (((name, kk), (_, ru)), (_, en)) in kk.into_iter().zip(ru).zip(en) {
        finding = match kk == ru && ru == en {
            true => finding.with(name, kk),
            false => finding.labelled(name, &Words { kk, ru, en }),
        };
    }
    finding
}

/// Names of places, events and words of lists, as a message says them.
pub(crate) struct Names<'a>(pub &'a Content<'a>);

impl Names<'_> {
    /// A place by its id.
    pub fn place(&self, id: Option<&auyl_domain::RecordId>, lang: Lang) -> String {
        let places = records(self.0, auyl_domain::views::PLACE);
        let place = id.and_then(|id| places.iter().find(|place| place.id == *id));
        place.map_or("–", |place| place.words("title", lang)).to_string()
    }

    /// The word of a list.
    pub fn word(&self, list: &str, word: &str, lang: Lang) -> String {
        self.0.catalogue.label(list, word, lang)
    }
}

/// A day without its year, as people speak of it: 14 мая, 14 мамыр.
pub(crate) fn spoken_day(record: &Record, field: &str, lang: Lang) -> String {
    let day = auyl_domain::views::day(record, field);
    day.map(|day| auyl_domain::value::long_date(day, lang)).unwrap_or_else(|| "–".to_string())
}

#[cfg(test)]
mod tests;
