//! From tallies to the value of a measure: the arithmetic between them, exact.

use super::{Expr, Function, Measure};
use crate::reading::{Breakdown, Quantity, Uncertainty};
use crate::statistics::change::{Wave, independent};
use crate::statistics::share_interval;
use std::collections::BTreeSet;

/// What one tally came to: the whole, and by the keys of the breakdown.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tallied {
    /// Over all records.
    pub total: Quantity,
    /// By the keys, in the order of [`super::Tally::by`]; a missing value is a key of its own.
    pub groups: Vec<(Vec<Option<String>>, Quantity)>,
    /// Of a share of a survey: how many people could have answered, where that is known.
    pub people: Option<i64>,
}

impl Measure {
    /// The value and its breakdown. `filled` are keys that must be shown even where nothing was counted
    /// (every band, every village), so that a blank is a nought and not a question.
    pub(crate) fn evaluate(&self, tallied: &[Tallied], filled: Vec<Vec<Option<String>>>) -> (Quantity, Vec<Breakdown>) {
        let total = self.expr.evaluate(&|at| tallied.get(at).map(|t| t.total).unwrap_or_default());
        if self.by.is_empty() {
            return (total, Vec::new());
        }
        let mut seen: BTreeSet<Vec<Option<String>>> = filled.iter().cloned().collect();
        let mut keys = filled;
        let mut others: BTreeSet<Vec<Option<String>>> = BTreeSet::new();
        for (key, _) in tallied.iter().flat_map(|tally| &tally.groups) {
            if seen.insert(key.clone()) {
                others.insert(key.clone());
            }
        }
        keys.extend(others);
        let lookups: Vec<std::collections::HashMap<&[Option<String>], Quantity>> = tallied
            .iter()
            .map(|tally| tally.groups.iter().map(|(key, value)| (key.as_slice(), *value)).collect())
            .collect();
        let breakdown = keys.into_iter().map(|key| {
            let value = self.expr.evaluate(&|at| {
                let found = lookups.get(at).and_then(|groups| groups.get(key.as_slice()).copied());
                found.unwrap_or_else(|| self.tallies[at].empty())
            });
            Breakdown { keys: key, value }
        });
        (total, breakdown.collect())
    }
}

impl Measure {
    /// What a sample can say: the interval of a share, the interval and probability of a change of shares; narrowed by the
    /// part of the residents that was asked, where it is known.
    pub(crate) fn uncertainty(&self, tallied: &[Tallied]) -> Option<Uncertainty> {
        let share = |at: &usize| match (self.tallies.get(*at)?.function, tallied.get(*at)?) {
            (Function::Share, Tallied { total: Quantity::Ratio { numerator, denominator }, people, .. }) => {
                let population = people.filter(|people| people >= denominator);
                Some(Wave { yes: *numerator, n: *denominator, population, design_effect: 1.0 })
            }
            _ => None,
        };
        match &self.expr {
            Expr::Tally(at) => {
                let of = share(at)?;
                let interval = share_interval(of.yes, of.n, of.population)?;
                Some(Uncertainty { n: of.n, people: of.population, interval, p: None })
            }
            Expr::Change(from, to) => {
                let (from, to) = (share(from)?, share(to)?);
                let change = independent(&from, &to)?;
                let people = from.population.zip(to.population).map(|(from, to)| from.max(to));
                Some(Uncertainty { n: from.n + to.n, people, interval: change.interval, p: Some(change.p) })
            }
            _ => None,
        }
    }
}

impl super::Tally {
    /// What a tally over no records is: nought for counts and sums, nothing for the rest.
    pub fn empty(&self) -> Quantity {
        match self.function {
            Function::Count | Function::Persons | Function::Sum => Quantity::Number(0),
            _ => Quantity::Nothing,
        }
    }
}

impl Expr {
    fn evaluate(&self, tally: &dyn Fn(usize) -> Quantity) -> Quantity {
        match self {
            Expr::Number(number) => Quantity::Number(*number),
            Expr::Tally(at) => tally(*at),
            Expr::Op(sign, left, right) => arithmetic(*sign, left.evaluate(tally), right.evaluate(tally)),
            Expr::Change(from, to) => arithmetic('-', tally(*to), tally(*from)),
        }
    }
}

fn arithmetic(sign: char, left: Quantity, right: Quantity) -> Quantity {
    let (Some((a, b)), Some((c, d))) = (left.fraction(), right.fraction()) else { return Quantity::Nothing };
    let whole = matches!((left, right), (Quantity::Number(_), Quantity::Number(_)));
    let result = match sign {
        '+' => a.checked_mul(d).zip(c.checked_mul(b)).and_then(|(x, y)| x.checked_add(y)).zip(b.checked_mul(d)),
        '-' => a.checked_mul(d).zip(c.checked_mul(b)).and_then(|(x, y)| x.checked_sub(y)).zip(b.checked_mul(d)),
        '*' => a.checked_mul(c).zip(b.checked_mul(d)),
        _ => a.checked_mul(d).zip(b.checked_mul(c)),
    };
    match result {
        Some((numerator, 1)) if whole && sign != '/' => {
            i64::try_from(numerator).map_or(Quantity::Nothing, Quantity::Number)
        }
        // A share of two counts keeps its numerator and denominator as counted; nobody sees 13/25 where 260 of 500 came.
        Some((numerator, denominator)) => Quantity::ratio(numerator, denominator),
        None => Quantity::Nothing,
    }
}
