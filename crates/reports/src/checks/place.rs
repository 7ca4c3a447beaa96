//! A target that is met in all but not in each village.

use super::{Case, Check, Names, records, say};
use crate::compile::{Content, question_of};
use crate::units::{Style, counted, shown, spaced};
use auyl_domain::views::{ACTIVITY, INDICATOR, Indicator, PLACE};
use auyl_domain::{Finding, Quantity, Question, RecordId, Severity, Spot, Value};
use std::cmp::Ordering;

/// # What it does
/// For an indicator that promises something in each village, compares the count of each village of the activity
/// with that promise.
///
/// # Why it matters
/// Nine gatherings in one village are not three in each of three; the sum hides it, the grantor's plan does not.
///
/// # Example
/// Three gatherings are due in each village; Qamystybas had two, Baimurat batyr four.
pub(super) const CHECK: Check = Check { codes: &["place-below-plan"], run };

/// The breakdown by village that the check needs.
pub(super) fn question(indicator: &Indicator<'_>) -> Option<Question> {
    indicator.per_place?;
    let Question { measure, activity } = question_of(indicator);
    // Least and most over groups are promises about each event; a village has no share in them.
    let can_be_split = !measure.contains(" by ") && !measure.contains(" per ") && !measure.contains("->");
    can_be_split.then(|| match measure.strip_suffix("in project") {
        Some(rest) => Question { measure: format!("{} by {PLACE} in project", rest.trim_end()), activity },
        None => Question { measure: format!("{measure} by {PLACE}"), activity },
    })
}

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for record in records(case.content, INDICATOR) {
        let Some(indicator) = Indicator::of(record) else { continue };
        let (Some(due), Some(question)) = (indicator.per_place, question(&indicator)) else { continue };
        // A measure without places (a count of publications) simply cannot be broken down; that is no trouble.
        let Some(Ok(reading)) = case.answers.get(&question) else { continue };
        for place in places_of(case.content, indicator.activity) {
            let actual = match reading.part(&[place.as_str()]) {
                Quantity::Nothing => Quantity::Number(0),
                other => other,
            };
            if actual.compare(Quantity::Number(due)) != Some(Ordering::Less) {
                continue;
            }
            let spot = Spot::record(INDICATOR, record.id.as_str());
            findings.push(say("place-below-plan", Severity::Warning, spot, &|lang| {
                let unit = case.content.catalogue.choices("unit").and_then(|units| units.get(indicator.unit));
                let word = unit.map(|unit| spaced(counted(unit, due, lang), lang)).unwrap_or_default();
                vec![
                    ("code", indicator.code.to_string()),
                    ("title", indicator.title(lang).to_string()),
                    (PLACE, Names(case.content).place(Some(&place), lang)),
                    ("due", format!("{}{word}", shown(Quantity::Number(due), "", Style::Plain, lang))),
                    ("actual", shown(actual, reading.unit(), Style::Plain, lang)),
                ]
            }));
        }
    }
    findings
}

/// Villages of an activity; all of the project where it names none.
pub(crate) fn places_of(content: &Content<'_>, activity: &str) -> Vec<RecordId> {
    let activity = records(content, ACTIVITY).iter().find(|record| record.id.as_str() == activity);
    match activity.and_then(|activity| activity.get("places")) {
        Some(Value::Many(ids)) => ids.iter().filter_map(|id| RecordId::read(id)).collect(),
        _ => records(content, PLACE).iter().map(|place| place.id.clone()).collect(),
    }
}
