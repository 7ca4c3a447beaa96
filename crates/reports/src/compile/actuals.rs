//! Plan against actual: what was promised, what was counted, and where the two differ.

use super::desk::question;
use super::{Answers, Content};
use crate::checks::say;
use crate::units::{Style, counted, shown, spaced, target_words};
use auyl_domain::measure::Unit;
use auyl_domain::plan::Target;
use auyl_domain::views::{INDICATOR, Indicator, NARRATIVE};
use auyl_domain::{Catalogue, Finding, Lang, Quantity, Question, Reading, Record, Severity, Spot};
use std::cmp::Ordering;

/// An indicator whose actual is not its target.
#[derive(Clone, PartialEq, Debug)]
pub struct Deviation {
    /// Id of the indicator.
    pub indicator: String,
    /// What was promised.
    pub target: Target,
    /// What was counted.
    pub actual: Quantity,
    /// Unit of what was counted.
    pub unit: String,
    /// Whether the target is met all the same.
    pub met: bool,
    /// Whether somebody wrote why.
    pub explained: bool,
}

/// The section of a narrative that explains a deviation.
pub(super) const SECTION: &str = "deviation";

/// What an indicator asks.
pub fn question_of(indicator: &Indicator<'_>) -> Question {
    question(indicator.measure, Some(indicator.activity))
}

/// How an actual stands to a target; none where nothing was counted.
pub(super) fn compare(target: Target, reading: &Reading) -> Option<Ordering> {
    let goal = match reading.unit() {
        Unit::SHARE | Unit::POINTS => Quantity::ratio(target.value.into(), 100),
        _ => Quantity::Number(target.value),
    };
    reading.value().compare(goal)
}

/// All indicators whose actual differs from their target.
pub fn deviations(content: &Content<'_>, answers: &Answers) -> Vec<Deviation> {
    let of = |register: &str| content.records.get(register).map(Vec::as_slice).unwrap_or_default();
    let explained = |id: &str| {
        of(NARRATIVE)
            .iter()
            .any(|text| text.text("section") == SECTION && text.link(INDICATOR).is_some_and(|link| link.as_str() == id))
    };
    let deviation = |record: &Record| {
        let indicator = Indicator::of(record)?;
        let (target, reading) = (indicator.target?, answers.get(&question_of(&indicator))?.as_ref().ok()?);
        let met = target.is_met_by(reading.value(), reading.unit());
        let differs = compare(target, reading) != Some(Ordering::Equal);
        differs.then(|| Deviation {
            indicator: record.id.to_string(),
            target,
            actual: reading.value(),
            unit: reading.unit().to_string(),
            met,
            explained: explained(record.id.as_str()),
        })
    };
    of(INDICATOR).iter().filter_map(deviation).collect()
}

impl Deviation {
    /// The finding that nobody wrote why a target was missed; the form asks for it.
    pub fn finding(&self, content: &Content<'_>) -> Option<Finding> {
        if self.met || self.explained {
            return None;
        }
        let records = content.records.get(INDICATOR)?;
        let record = records.iter().find(|record| record.id.as_str() == self.indicator)?;
        let indicator = Indicator::of(record)?;
        let catalogue = content.catalogue;
        let spot = Spot::record(INDICATOR, &self.indicator);
        Some(say("deviation-missing", Severity::Severe, spot, &|lang| {
            let unit = unit_of(catalogue, indicator.unit);
            let plan = target_words(self.target.rule, self.target.value, unit, lang);
            let actual = actual_words(self.actual, &self.unit, unit, lang);
            vec![
                ("code", indicator.code.to_string()),
                ("title", indicator.title(lang).to_string()),
                ("plan", plan),
                ("actual", actual),
            ]
        }))
    }
}

fn unit_of<'a>(catalogue: &'a Catalogue, unit: &str) -> Option<&'a auyl_domain::catalogue::Choice> {
    catalogue.choices("unit")?.get(unit)
}

fn actual_words(actual: Quantity, measured: &str, unit: Option<&auyl_domain::catalogue::Choice>, lang: Lang) -> String {
    let number = shown(actual, measured, Style::Plain, lang);
    format!("{number}{}", unit_after(actual, measured, unit, lang))
}

/// The word of the unit behind an actual; nothing behind per cent, points and a dash, which carry their own.
pub(super) fn unit_after(
    actual: Quantity,
    measured: &str,
    unit: Option<&auyl_domain::catalogue::Choice>,
    lang: Lang,
) -> String {
    match (actual, unit) {
        (Quantity::Number(_), _) | (Quantity::Ratio { .. }, _) if matches!(measured, Unit::SHARE | Unit::POINTS) => {
            String::new()
        }
        (Quantity::Number(number), Some(unit)) => {
            let whole = if measured == Unit::MONEY { number / auyl_domain::amount::TIYN } else { number };
            spaced(counted(unit, whole, lang), lang)
        }
        (Quantity::Ratio { .. }, Some(unit)) => spaced(counted(unit, 2, lang), lang),
        _ => String::new(),
    }
}
