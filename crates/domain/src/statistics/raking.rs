//! Weights that make a sample as the village is: by village, sex and age, each margin in turn until all fit.
//!
//! Iterative proportional fitting: Deming and Stephan, Annals of Mathematical Statistics 11, 1940, 427-444.

use super::Interval;
use super::distribution::Z95;
use super::share::{effective_n, share_interval, wilson};
use serde::Serialize;

/// One margin: to which group each answer belongs, and how many people each group has.
#[derive(Clone, PartialEq, Debug)]
pub struct Margin {
    /// Per answer the place of its group in `people`.
    pub groups: Vec<usize>,
    /// People per group.
    pub people: Vec<f64>,
}

/// When to stop, and how heavy one answer may become.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limits {
    /// Rounds at most.
    pub rounds: usize,
    /// A margin fits when no group is off by more than this part of itself.
    pub tolerance: f64,
    /// No weight above so many mean weights; None: no cap. With a cap the margins may not fit to the end.
    pub cap: Option<f64>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { rounds: 200, tolerance: 1e-10, cap: None }
    }
}

/// Why there are no weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// Nobody answered, a starting weight is not above nought, or a margin does not name a group for each answer.
    Shapeless,
    /// Nobody of this group (margin, group) answered, so nobody can speak for it: join it with another.
    Empty(usize, usize),
    /// Somebody answered of a group (margin, group) that has no people.
    Nobody(usize, usize),
    /// This margin adds up to another number of people than the first.
    Totals(usize),
}

/// The weights and how well they fit.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Raked {
    /// People per answer.
    pub weights: Vec<f64>,
    /// Rounds taken.
    pub rounds: usize,
    /// Whether every margin fits within the tolerance.
    pub converged: bool,
    /// The largest part by which a group is off.
    pub worst: f64,
    /// How many answers stand at the cap.
    pub capped: usize,
    /// What the weighted sample is worth: see [`kish`].
    pub effective_n: f64,
}

/// The n of an unweighted sample of the same precision: `(Σw)²/Σw²` (Kish, Survey Sampling, 1965, 11.7).
pub fn kish(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    sum * sum / weights.iter().map(|weight| weight * weight).sum::<f64>()
}

/// Rakes the starting weights (1 for each, or those of the design) to the margins.
pub fn rake(start: &[f64], margins: &[Margin], limits: Limits) -> Result<Raked, Unfit> {
    look(start, margins)?;
    let mut weights = start.to_vec();
    let mut rounds = 0;
    let mut worst = furthest(&weights, margins);
    while worst > limits.tolerance && rounds < limits.rounds {
        for margin in margins {
            let sums = sums(&weights, margin);
            for (weight, group) in weights.iter_mut().zip(&margin.groups) {
                *weight *= margin.people[*group] / sums[*group];
            }
        }
        if let Some(most) = most(&weights, limits) {
            weights.iter_mut().for_each(|weight| *weight = weight.min(most));
        }
        worst = furthest(&weights, margins);
        rounds += 1;
    }
    let capped = most(&weights, limits).map_or(0, |most| weights.iter().filter(|w| **w >= most * (1.0 - 1e-6)).count());
    let converged = worst <= limits.tolerance;
    Ok(Raked { rounds, converged, worst, capped, effective_n: kish(&weights), weights })
}

/// A share by the sample as it is and by its weights, to be shown side by side.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Sides {
    /// Answers behind both.
    pub n: i64,
    /// Share of the answers.
    pub plain: f64,
    /// Wilson's 95 % interval of it.
    pub plain_interval: Interval,
    /// Share by weights.
    pub weighted: f64,
    /// Wilson's 95 % interval of it at Kish's effective n: as if the weights had nothing to do with the answers, so
    /// rather too wide than too narrow where they do.
    pub weighted_interval: Interval,
    /// Kish's effective n, before the finite-population correction.
    pub effective_n: f64,
}

/// Both shares of a question, with the people who could have been asked where known. None for no answers or more
/// answers than people.
pub fn both(yes: &[Option<bool>], weights: &[f64], population: Option<i64>) -> Option<Sides> {
    let said: Vec<(bool, f64)> = yes.iter().zip(weights).filter_map(|(yes, weight)| Some(((*yes)?, *weight))).collect();
    let n = said.len() as i64;
    let agreed = said.iter().filter(|(yes, _)| *yes).count() as i64;
    let plain_interval = share_interval(agreed, n, population)?;
    let each: Vec<f64> = said.iter().map(|(_, weight)| *weight).collect();
    let for_yes: f64 = said.iter().filter(|(yes, _)| *yes).map(|(_, weight)| weight).sum();
    let weighted = for_yes / each.iter().sum::<f64>();
    let worth = kish(&each);
    let weighted_interval = wilson(weighted, effective_n(n, population, n as f64 / worth), Z95);
    let plain = agreed as f64 / n as f64;
    Some(Sides { n, plain, plain_interval, weighted, weighted_interval, effective_n: worth })
}

fn look(start: &[f64], margins: &[Margin]) -> Result<(), Unfit> {
    if start.is_empty() || start.iter().any(|weight| !weight.is_finite() || *weight <= 0.0) {
        return Err(Unfit::Shapeless);
    }
    let total = |margin: &Margin| margin.people.iter().sum::<f64>();
    for (at, margin) in margins.iter().enumerate() {
        if margin.groups.len() != start.len() || margin.groups.iter().any(|group| *group >= margin.people.len()) {
            return Err(Unfit::Shapeless);
        }
        for (group, (sum, people)) in sums(start, margin).iter().zip(&margin.people).enumerate() {
            match (*sum > 0.0, *people > 0.0) {
                (false, true) => return Err(Unfit::Empty(at, group)),
                (true, false) => return Err(Unfit::Nobody(at, group)),
                _ => {}
            }
        }
        if (total(margin) - total(&margins[0])).abs() > 1e-9 * total(&margins[0]) {
            return Err(Unfit::Totals(at));
        }
    }
    Ok(())
}

fn sums(weights: &[f64], margin: &Margin) -> Vec<f64> {
    let mut sums = vec![0.0; margin.people.len()];
    weights.iter().zip(&margin.groups).for_each(|(weight, group)| sums[*group] += weight);
    sums
}

fn furthest(weights: &[f64], margins: &[Margin]) -> f64 {
    let off = |margin: &Margin| {
        let sums = sums(weights, margin);
        let pairs = sums.into_iter().zip(margin.people.clone()).filter(|(_, people)| *people > 0.0);
        pairs.map(|(sum, people)| (sum / people - 1.0).abs()).fold(0.0, f64::max)
    };
    margins.iter().map(off).fold(0.0, f64::max)
}

fn most(weights: &[f64], limits: Limits) -> Option<f64> {
    Some(limits.cap? * weights.iter().sum::<f64>() / weights.len() as f64)
}
