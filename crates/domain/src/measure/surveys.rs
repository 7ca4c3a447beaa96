//! What a share of a survey is a share of. Whoever left the question out is in no share, as on the pages of surveys; of a
//! register that is no survey a missing value is a no (a problem without a day of solution is not solved), so that there all
//! records count. And from how many people the answers are a sample is known where they are told apart by wave and place
//! alone.

use super::columns::{self, Column};
use super::{Cond, Function, Tally};
use crate::catalogue::Catalogue;
use crate::register::{Field, Register};
use crate::survey::Survey;
use crate::views::WAVE;

/// The answers to what a condition asks: every question that it compares is answered.
pub(super) fn answered(cond: &Cond, register: &Register) -> Cond {
    if Survey::of(register).is_none() {
        return Cond::Always;
    }
    let mut asked: Vec<Column> = Vec::new();
    compared(cond, &mut asked);
    asked.into_iter().map(Cond::IsSet).fold(Cond::Always, Cond::and)
}

/// Own fields that are compared with something; whether a field is set is a question that everybody has answered.
fn compared(cond: &Cond, found: &mut Vec<Column>) {
    let mut add = |column: &Column| {
        if column.steps.is_empty() && !column.of_project && !found.contains(column) {
            found.push(column.clone());
        }
    };
    match cond {
        Cond::Always | Cond::IsSet(_) => {}
        Cond::All(all) | Cond::Any(all) => all.iter().for_each(|cond| compared(cond, found)),
        Cond::Not(cond) => compared(cond, found),
        Cond::Compare(column, ..) | Cond::OneOf(column, _) => add(column),
        Cond::CompareFields(left, _, right) => [left, right].into_iter().for_each(add),
    }
}

/// Counts the answers of a share by wave and place; none where a condition tells other parts of the residents apart, for
/// how many people those have is not known.
pub(super) fn framing(tally: &Tally, register: &Register, catalogue: &Catalogue) -> Option<Tally> {
    let survey = Survey::of(register).filter(|_| tally.function == Function::Share && tally.per.is_none())?;
    let own = |field: &Field| columns::ways(&field.id, register, catalogue).into_iter().next();
    let (wave, place) = (own(survey.wave)?, own(survey.place)?);
    let is_known = |column: &&Column| {
        let is_own = **column == wave || **column == place;
        // Where answers link to their round, the wave is a word of that round.
        is_own || column.register == WAVE && column.steps.first().is_some_and(|step| step.field == survey.wave.id)
    };
    if !told_apart_by(&tally.within).iter().all(is_known) {
        return None;
    }
    Some(Tally { function: Function::Count, cond: Cond::Always, by: vec![wave, place], ..tally.clone() })
}

/// Columns by whose values records are told apart; not those that only have to be set.
fn told_apart_by(cond: &Cond) -> Vec<&Column> {
    match cond {
        Cond::IsSet(_) => Vec::new(),
        Cond::All(all) | Cond::Any(all) => all.iter().flat_map(told_apart_by).collect(),
        other => other.columns(),
    }
}
