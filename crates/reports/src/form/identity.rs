//! What must be equal in a report: parts that sum to a total, the same number in two places, a number of
//! troubles that must be nought. The sentences stand beside the measures in `form.toml`.

use super::Form;
use crate::compile::Answers;
use crate::units::{Style, shown};
use auyl_domain::reading::{Quantity, Question};
use auyl_domain::{Catalogue, Finding, Lang, Measure, Reading, Severity, Spot, Words};
use serde::Deserialize;
use std::cmp::Ordering;

/// Two measures that must come to the same.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Code of the finding.
    pub id: String,
    /// A measure.
    pub left: String,
    /// What it must equal; a plain number is a measure too.
    pub right: String,
    /// How much it matters.
    #[serde(default)]
    pub severity: Weight,
    /// What is said; `{left}` and `{right}` stand for the values.
    pub message: Words,
    /// What to do.
    pub todo: Words,
}

/// The severity of an identity in `form.toml`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Worth a look.
    Hint,
    /// Probably wrong.
    Warning,
    /// A report with it is not frozen.
    #[default]
    Severe,
}

impl Identity {
    fn questions(&self) -> [Question; 2] {
        [&self.left, &self.right].map(|measure| Question { measure: measure.clone(), activity: None })
    }

    /// Mistakes in the two measures, at the form.
    pub(super) fn check_measures(&self, catalogue: &Catalogue, path: &str) -> Vec<Finding> {
        let read = |measure: &String| Measure::read(measure, catalogue).err();
        let findings = [&self.left, &self.right].into_iter().filter_map(read);
        findings.map(|finding| finding.at(Spot::line(path, 1, 1).field(&self.id))).collect()
    }
}

/// What has to be counted to check a form's identities.
pub(super) fn questions_of_identities(form: &Form) -> Vec<Question> {
    form.identities.iter().flat_map(Identity::questions).collect()
}

/// Identities that do not hold. Where a side was not answered, its own finding is passed on.
pub fn check_identities(form: &Form, answers: &Answers) -> Vec<Finding> {
    let mut findings = Vec::new();
    for identity in &form.identities {
        let mut readings: Vec<&Reading> = Vec::new();
        for question in identity.questions() {
            match answers.get(&question) {
                Some(Ok(reading)) => readings.push(reading),
                Some(Err(finding)) => findings.push(finding.clone()),
                None => {}
            }
        }
        let [left, right] = readings[..] else { continue };
        let same = match (left.value(), right.value()) {
            (Quantity::Nothing, Quantity::Nothing) => true,
            (left, right) => left.compare(right) == Some(Ordering::Equal),
        };
        if same {
            continue;
        }
        let say = |lang: Lang, text: &str| {
            let show = |reading: &Reading| shown(reading.value(), reading.unit(), Style::Plain, lang);
            text.replace("{left}", &show(left)).replace("{right}", &show(right))
        };
        let severity = match identity.severity {
            Weight::Hint => Severity::Hint,
            Weight::Warning => Severity::Warning,
            Weight::Severe => Severity::Severe,
        };
        findings.push(Finding::of_rule(&identity.id, severity, identity.message.map(say), identity.todo.map(say)));
    }
    findings
}
