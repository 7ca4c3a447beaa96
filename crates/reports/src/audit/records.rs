//! Claims held against the records of the project that the report is about. Whoever has the records brings what they give
//! ([`Held`]); here each is looked for in the report: an indicator by its name in the row of its activity, a quantity of the
//! vocabulary by what it counts. A number that nobody can match to records is not judged.

use super::claims::{Claim, Unit};
use super::lexer::ONE;
use super::paper::{Paper, Side, alike};
use super::remark::{Quote, Remark};
use auyl_domain::amount::{DECIMAL, TIYN, shown_scaled};
use auyl_domain::measure::Unit as Counted;
use auyl_domain::{Quantity, Severity, Words};

/// From which likeness, in percent, two names mean one thing.
const SAME_NAME: usize = 60;

/// The code of what is found here.
pub const CODE: &str = "audit-records";

/// What the records give for something that the report may tell.
#[derive(Clone, Debug)]
pub struct Held {
    /// What it is.
    pub label: Words,
    /// What it is called in a table of results, in the languages of the project; none where `quantity` tells it.
    pub names: Vec<String>,
    /// Id of a quantity of the vocabulary; none for an indicator.
    pub quantity: Option<String>,
    /// Names of its activity; none for the whole project.
    pub activity: Vec<String>,
    /// In hundredths.
    pub value: i64,
    /// Other values that a report may tell of it as well: people who came, and how often they did.
    pub also: Vec<i64>,
    /// In what.
    pub unit: Unit,
}

impl Held {
    /// A value of a measure in the hundredths and units of claims; nothing where there is no value.
    pub fn value_of(value: Quantity, unit: &str) -> Option<(i64, Unit)> {
        let (numerator, denominator) = match value {
            Quantity::Number(number) => (i128::from(number), 1),
            Quantity::Ratio { numerator, denominator } => (numerator.into(), i128::from(denominator)),
            Quantity::Nothing => return None,
        };
        let (scale, whole, unit) = match unit {
            Counted::MONEY => (1, TIYN, Unit::Tenge),
            Counted::DECIMAL => (1, DECIMAL, Unit::Piece),
            Counted::SHARE => (100, 1, Unit::Percent),
            Counted::POINTS => (100, 1, Unit::Points),
            _ => (1, 1, Unit::Piece),
        };
        let hundredths = numerator * scale * i128::from(ONE) / (denominator * i128::from(whole));
        Some((i64::try_from(hundredths).ok()?, unit))
    }

    /// Whether a claim may be true of it.
    fn allows(&self, claim: &Claim) -> bool {
        let told = if claim.unit == Unit::ThousandTenge { claim.number.value * 1000 } else { claim.number.value };
        [self.value].iter().chain(&self.also).any(|value| self.is(*value, told, claim))
    }

    fn is(&self, value: i64, told: i64, claim: &Claim) -> bool {
        // "14,5 %" and "14 %" are both 14.52: a share is told as exactly as its last digit. People and tenge are not rounded.
        let is_share = matches!(self.unit, Unit::Percent | Unit::Points);
        let fuzzy = is_share || value % ONE != 0;
        let slack = match (fuzzy, told % ONE, told % 10) {
            (false, ..) => 0,
            (true, 0, _) => ONE / 2,
            (true, _, 0) => 5,
            (true, ..) => 1,
        };
        (told - value).abs() <= slack || !claim.is_exact() && claim.comparator.allows(told, value)
    }

    fn is_in(&self, unit: Unit) -> bool {
        let kind = |unit| match unit {
            Unit::Points => Unit::Percent,
            Unit::ThousandTenge => Unit::Tenge,
            unit => unit,
        };
        kind(self.unit) == kind(unit)
    }
}

/// What came of it.
#[derive(Default, Debug)]
pub struct Against {
    /// How many numbers of the report were held against records.
    pub compared: usize,
    /// Where they differ.
    pub differ: Vec<Difference>,
}

/// A number of the report that the records do not give.
#[derive(Debug)]
pub struct Difference {
    /// Which of what was held.
    pub held: usize,
    /// What the report tells first, in hundredths.
    pub told: i64,
    remark: Remark,
}

impl Difference {
    /// The remark about it, with what makes the difference and the measure whose records can be looked at.
    pub fn told_with(self, because: &Words, measure: &str) -> Remark {
        self.remark.labelled("because", because).with("measure", measure)
    }
}

/// Looks for everything that the records give.
pub fn against(paper: &Paper<'_>, held: &[Held]) -> Against {
    let mut found = Against::default();
    let of_activity: Vec<Option<usize>> = held.iter().map(|held| activity(paper, held)).collect();
    indicators(paper, held, &of_activity, &mut found);
    for (at, held) in held.iter().enumerate().filter(|(_, held)| held.quantity.is_some()) {
        let claims = quantity(paper, held, of_activity[at]);
        compare(paper, at, held, &claims, &mut found);
    }
    found
}

/// The activity of the report that has the name of this one.
fn activity(paper: &Paper<'_>, held: &Held) -> Option<usize> {
    let likeness = |title: &str| held.activity.iter().map(|name| alike(title, name)).max().unwrap_or(0);
    let all = paper.activities.iter().enumerate().map(|(nth, activity)| (likeness(&activity.title), nth));
    let best = all.clone().max_by_key(|(likeness, nth)| (*likeness, std::cmp::Reverse(*nth)))?;
    // Two activities of one name: nobody knows which is meant.
    let is_alone = all.filter(|(likeness, _)| *likeness == best.0).count() == 1;
    (best.0 >= SAME_NAME && is_alone).then_some(best.1)
}

/// The rows of the table of results: each label goes to the indicator of its activity that it is most like.
fn indicators(paper: &Paper<'_>, held: &[Held], of_activity: &[Option<usize>], found: &mut Against) {
    for (nth, activity) in paper.activities.iter().enumerate() {
        let own: Vec<usize> =
            (0..held.len()).filter(|at| of_activity[*at] == Some(nth) && held[*at].quantity.is_none()).collect();
        for pair in &activity.pairs {
            let (Some(label), Some(actual)) = (pair.label, pair.actual) else { continue };
            let Some((passage, _)) = paper.text(label) else { continue };
            let likeness =
                |at: &usize| held[*at].names.iter().map(|name| alike(&passage.text, name)).max().unwrap_or(0);
            let Some(best) = own.iter().copied().max_by_key(|at| (likeness(at), std::cmp::Reverse(*at))) else {
                continue;
            };
            if likeness(&best) < SAME_NAME || own.iter().filter(|at| likeness(at) == likeness(&best)).count() > 1 {
                continue;
            }
            let Some((_, text)) = paper.text(actual) else { continue };
            // "1 видео (с каждой встречи)" is no whole.
            if ["each_site", "each_event"].iter().any(|list| paper.said(text).listed(list).next().is_some()) {
                continue;
            }
            let claim = text.claims.first();
            let claims: Vec<(u32, &Claim)> = claims_in(&held[best], claim, actual);
            compare(paper, best, &held[best], &claims, found);
        }
    }
}

fn claims_in<'c>(held: &Held, claim: Option<&'c Claim>, passage: u32) -> Vec<(u32, &'c Claim)> {
    claim
        .filter(|claim| held.is_in(claim.unit) && claim.each.is_none())
        .map(|claim| (passage, claim))
        .into_iter()
        .collect()
}

/// Everything that the report tells of a quantity, of the activity or of the whole project.
fn quantity<'p>(paper: &'p Paper<'_>, held: &Held, activity: Option<usize>) -> Vec<(u32, &'p Claim)> {
    if !held.activity.is_empty() && activity.is_none() {
        return Vec::new();
    }
    let Some(id) = held.quantity.as_deref() else { return Vec::new() };
    let is_meant = |statement: &&super::paper::Statement| {
        let whole = paper.vocabulary.quantities[statement.quantity].whole || statement.side == Side::Actual;
        paper.counts(statement) == id
            && statement.side != Side::Plan
            && statement.each.is_none()
            && !statement.is_partial
            && statement.activity == activity
            && (activity.is_some() || whole)
            && held.is_in(statement.unit)
    };
    paper.statements.iter().filter(is_meant).map(|statement| (statement.passage, paper.claim(statement))).collect()
}

fn compare(paper: &Paper<'_>, at: usize, held: &Held, claims: &[(u32, &Claim)], found: &mut Against) {
    found.compared += claims.len();
    let wrong: Vec<&(u32, &Claim)> = claims.iter().filter(|(_, claim)| !held.allows(claim)).collect();
    let Some((_, first)) = wrong.first() else { return };
    let quotes = wrong.iter().map(|(passage, claim)| Quote::part(*passage, claim.at.clone())).collect();
    let told = if first.unit == Unit::ThousandTenge { first.number.value * 1000 } else { first.number.value };
    let ground = if held.quantity.is_some() { "quantity" } else { "" };
    let mut remark = Remark::new(CODE, Severity::Severe, quotes)
        .on(ground)
        .labelled("what", &held.label)
        .with("value", shown_scaled(told, ONE))
        .with("records", shown_scaled(held.value, ONE));
    remark.confidence = paper.vocabulary.confidence(CODE, ground);
    found.differ.push(Difference { held: at, told, remark });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::checks::testing::VOCABULARY;
    use crate::source::{Limits, read};

    /// The report of Sarybulak, and what its records give for one thing.
    fn check(held: Held, expected: &[&str]) {
        let report = "Мероприятие\tДата\tКоличественные и качественные показатели\tПлан\tФакт
Мероприятие 1. Провести собрания жителей\t12.03.2025\tКоличество собраний жителей\t9\t9
Мероприятие 2. Обучить активистов на семинаре\t14.04.2025\tКоличество обученных активистов\t30\t32

Количество прямых бенефициаров проекта составило 520 человек.";
        let (source, _) = read("report.txt", report.as_bytes(), &Limits::default()).expect("a text");
        let paper = Paper::of(&source, &VOCABULARY);
        let found = against(&paper, &[held]);
        let said: Vec<String> = found
            .differ
            .iter()
            .map(|differ| {
                format!("{} / {}", differ.remark.finding.args["value"], differ.remark.finding.args["records"])
            })
            .collect();
        assert_eq!(said, expected);
    }

    fn indicator(name: &str, activity: &str, value: i64) -> Held {
        Held {
            label: Words::same(name),
            names: vec![name.into()],
            quantity: None,
            activity: vec![activity.into()],
            value: value * ONE,
            also: Vec::new(),
            unit: Unit::Piece,
        }
    }

    #[test]
    fn the_list_of_the_seminar_has_thirty_names() {
        check(indicator("Количество обученных активистов", "Обучить активистов на семинаре", 30), &["32 / 30"]);
    }

    #[test]
    fn a_number_that_the_records_give_too_is_fine() {
        check(indicator("Количество собраний жителей", "Провести собрания жителей", 9), &[]);
    }

    #[test]
    fn an_indicator_that_the_report_does_not_name_is_not_judged() {
        check(indicator("Количество изданных брошюр", "Обучить активистов на семинаре", 3), &[]);
    }

    #[test]
    fn beneficiaries_of_the_whole_project_are_found_in_running_text() {
        let held = Held {
            quantity: Some("direct_beneficiaries".into()),
            names: Vec::new(),
            activity: Vec::new(),
            ..indicator("Прямые бенефициары", "", 517)
        };
        check(held, &["520 / 517"]);
    }

    #[test]
    fn a_share_is_as_exact_as_its_last_digit() {
        let value = |numerator, denominator, unit| Held::value_of(Quantity::Ratio { numerator, denominator }, unit);
        assert_eq!(value(91, 200, Counted::SHARE), Some((4550, Unit::Percent)));
        assert_eq!(Held::value_of(Quantity::Number(565_900_000), Counted::MONEY), Some((565_900_000, Unit::Tenge)));
        assert_eq!(Held::value_of(Quantity::Nothing, Counted::SHARE), None);
    }
}
