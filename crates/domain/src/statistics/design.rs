//! Estimates from samples that were not drawn at random from one list: strata, clusters, several stages, weights.
//!
//! Two questions, two designs: *these villages* ([`Design::these_villages`]) and *villages like these*
//! ([`Design::villages_like_these`]). Variances are Taylor-linearised (Särndal, Swensson, Wretman, Model Assisted Survey
//! Sampling, 1992, ch. 5), stage by stage (Lumley, Complex Surveys, 2010, 2.2 and 3.1); the numbers are those of R's
//! `survey`, see tests/statistics.rs.

use super::share::wilson;
use super::{Estimate, Interval, distribution};
use std::collections::{BTreeMap, BTreeSet};

/// One stage by which an answer came into the sample.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stage {
    /// The stratum within the unit of the stage before.
    pub stratum: u32,
    /// The unit drawn at this stage: a village, a house, a person.
    pub unit: u32,
    /// How many units there are in this stratum; None: as many that drawing makes no dent.
    pub population: Option<f64>,
}

/// One answer: how it was drawn and for how many people it speaks.
#[derive(Clone, PartialEq, Debug)]
pub struct Drawn {
    /// From the first stage to the last; the same number of stages in all answers.
    pub stages: Vec<Stage>,
    /// People per answer, above nought.
    pub weight: f64,
}

/// Why a design can say nothing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Flaw {
    /// No answers, or answers with different numbers of stages.
    Shapeless,
    /// A weight that is not a number above nought; with the place of the answer.
    Weight(usize),
    /// Fewer people in the stratum than were drawn, or two different numbers for it; with the place of an answer.
    Population(usize),
    /// A stratum of several units of which only one was drawn: its spread is unknown; with the place of the answer.
    Alone(usize),
}

/// A sample whose precision can be computed.
#[derive(Clone, PartialEq, Debug)]
pub struct Design {
    answers: Vec<Drawn>,
    degrees: f64,
}

impl Design {
    /// A design of any shape; degrees of freedom are units of the first stage less its strata.
    pub fn new(answers: Vec<Drawn>) -> Result<Design, Flaw> {
        let stages = answers.first().map_or(0, |first| first.stages.len());
        if stages == 0 || answers.iter().any(|answer| answer.stages.len() != stages) {
            return Err(Flaw::Shapeless);
        }
        if let Some(at) = answers.iter().position(|answer| !answer.weight.is_finite() || answer.weight <= 0.0) {
            return Err(Flaw::Weight(at));
        }
        let all: Vec<usize> = (0..answers.len()).collect();
        look(&answers, &all, 0)?;
        let units: BTreeSet<_> =
            answers.iter().map(|answer| (answer.stages[0].stratum, answer.stages[0].unit)).collect();
        let strata: BTreeSet<_> = units.iter().map(|(stratum, _)| stratum).collect();
        let degrees = units.len() as f64 - strata.len() as f64;
        Ok(Design { degrees, answers })
    }

    /// *These villages*: each a stratum with its people, a simple random sample in each. Per answer its village and
    /// the number of people there; weights are N/n.
    pub fn these_villages(answers: &[(u32, i64)]) -> Result<Design, Flaw> {
        let mut asked: BTreeMap<u32, f64> = BTreeMap::new();
        answers.iter().for_each(|(village, _)| *asked.entry(*village).or_default() += 1.0);
        let drawn = answers.iter().enumerate().map(|(at, (village, people))| {
            let people = *people as f64;
            let stage = Stage { stratum: *village, unit: at as u32, population: Some(people) };
            Drawn { stages: vec![stage], weight: people / asked[village] }
        });
        Design::new(drawn.collect())
    }

    /// *Villages like these*: each village one draw from all villages of the kind, so that Student's distribution has
    /// G − 1 degrees of freedom. Per answer its village and weight.
    pub fn villages_like_these(answers: &[(u32, f64)]) -> Result<Design, Flaw> {
        let stage = |village: u32| Stage { stratum: 0, unit: village, population: None };
        let drawn = answers.iter().map(|(village, weight)| Drawn { stages: vec![stage(*village)], weight: *weight });
        Design::new(drawn.collect())
    }

    /// Degrees of freedom: units of the first stage less strata.
    pub fn degrees(&self) -> f64 {
        self.degrees
    }

    /// The sum over all people, `Σ w y`, in the unit of the values. An answer of None is a missing one: it counts as
    /// outside the group asked about. None when nobody answered.
    pub fn total(&self, values: &[Option<f64>]) -> Option<Estimate> {
        let value = self.weighted(values)?.map(|(weight, value)| weight * value).sum();
        self.estimate(value, values, |y| y)
    }

    /// The weighted mean, `Σ w y / Σ w`, in the unit of the values.
    pub fn mean(&self, values: &[Option<f64>]) -> Option<Estimate> {
        let weight: f64 = self.weighted(values)?.map(|(weight, _)| weight).sum();
        let value = self.weighted(values)?.map(|(weight, value)| weight * value).sum::<f64>() / weight;
        self.estimate(value, values, |y| (y - value) / weight)
    }

    /// The weighted share of yes. The interval is Wilson's at the n the design is worth, `p (1 − p) / error²`, with
    /// Student's quantile (Franco et al., Journal of Survey Statistics and Methodology 7, 2019, 334-364), so that it
    /// stays between 0 and 1; that of R's `svymean` is [`Design::mean`] of noughts and ones.
    pub fn share(&self, values: &[Option<bool>]) -> Option<Estimate> {
        let values: Vec<Option<f64>> = values.iter().map(|yes| yes.map(|yes| f64::from(u8::from(yes)))).collect();
        let mean = self.mean(&values)?;
        let spread = mean.value * (1.0 - mean.value);
        let interval = match (spread > 1e-12, mean.error > 1e-12) {
            (true, _) if !self.is_finite() => {
                // Units that happen to agree are not worth more than all their answers (Korn and Graubard, Survey
                // Methodology 24, 1998, 193-201).
                let worth = (spread / mean.error.powi(2)).min(mean.n as f64);
                wilson(mean.value, worth, distribution::t95(self.degrees)?)
            }
            (true, true) => wilson(mean.value, spread / mean.error.powi(2), distribution::t95(self.degrees)?),
            (true, false) => Interval { low: mean.value, high: mean.value },
            // All said the same: the error is nought only because the sample is small.
            (false, _) => self.all_alike(mean)?,
        };
        Some(Estimate { interval, ..mean })
    }

    /// Whether the first stage draws from a known number of units.
    fn is_finite(&self) -> bool {
        self.answers.iter().all(|answer| answer.stages[0].population.is_some())
    }

    /// The units of the first stage are then the answers that count, unless everybody was asked.
    fn all_alike(&self, mean: Estimate) -> Option<Interval> {
        let last =
            |answer: &Drawn| answer.weight <= 1.0 && answer.stages.iter().all(|stage| stage.population.is_some());
        if self.answers.iter().all(last) {
            return Some(Interval { low: mean.value, high: mean.value });
        }
        let value = mean.value.round();
        Some(wilson(value, (self.degrees + 1.0).min(mean.n as f64), distribution::t95(self.degrees)?))
    }

    /// The ratio of two totals, `Σ w y / Σ w x`. Per answer `(y, x)`. None when the denominator is nought.
    pub fn ratio(&self, values: &[Option<(f64, f64)>]) -> Option<Estimate> {
        let sum = |of: &dyn Fn((f64, f64)) -> f64| -> Option<f64> {
            Some(self.weighted(values)?.map(|(weight, value)| weight * of(value)).sum())
        };
        let (above, below) = (sum(&|(y, _)| y)?, sum(&|(_, x)| x)?);
        if below == 0.0 {
            return None;
        }
        let value = above / below;
        self.estimate(value, values, |(y, x)| (y - value * x) / below)
    }

    /// Weight and value of those who answered; None when nobody did or the answers are not those of the design.
    fn weighted<'a, T: Copy>(&'a self, values: &'a [Option<T>]) -> Option<impl Iterator<Item = (f64, T)> + 'a> {
        let fits = values.len() == self.answers.len() && values.iter().any(Option::is_some);
        let pairs = self.answers.iter().zip(values);
        fits.then(|| pairs.filter_map(|(answer, value)| Some((answer.weight, (*value)?))))
    }

    fn estimate<T: Copy>(&self, value: f64, values: &[Option<T>], influence: impl Fn(T) -> f64) -> Option<Estimate> {
        let pairs = self.answers.iter().zip(values);
        let pull: Vec<f64> = pairs.map(|(answer, value)| value.map_or(0.0, |y| answer.weight * influence(y))).collect();
        let all: Vec<usize> = (0..pull.len()).collect();
        let variance = variance(&self.answers, &pull, &all, 0);
        Estimate::of(value, variance.sqrt(), self.degrees, values.iter().flatten().count())
    }
}

/// Answers by stratum and unit of a stage.
fn units(answers: &[Drawn], of: &[usize], stage: usize) -> BTreeMap<u32, BTreeMap<u32, Vec<usize>>> {
    let mut strata: BTreeMap<u32, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
    for &at in of {
        let Stage { stratum, unit, .. } = answers[at].stages[stage];
        strata.entry(stratum).or_default().entry(unit).or_default().push(at);
    }
    strata
}

/// Refuses what has no variance, so that [`variance`] need not.
fn look(answers: &[Drawn], of: &[usize], stage: usize) -> Result<(), Flaw> {
    for drawn in units(answers, of, stage).values() {
        let n = drawn.len() as f64;
        let first = drawn.values().flatten().next().copied().unwrap_or_default();
        let population = answers[first].stages[stage].population;
        let other = drawn.values().flatten().find(|at| answers[**at].stages[stage].population != population);
        if let Some(at) = other {
            return Err(Flaw::Population(*at));
        }
        if population.is_some_and(|all| !all.is_finite() || all < n) {
            return Err(Flaw::Population(first));
        }
        if n < 2.0 && population != Some(1.0) {
            return Err(Flaw::Alone(first));
        }
        // Without a number of units the later stages are contained in the spread between the units of this one.
        if population.is_some() && stage + 1 < answers[first].stages.len() {
            drawn.values().try_for_each(|of| look(answers, of, stage + 1))?;
        }
    }
    Ok(())
}

/// `Σ_strata (1 − n/N) · n/(n − 1) · Σ_units (pull − mean pull)²`, and of the stages below `n/N` of theirs.
fn variance(answers: &[Drawn], pull: &[f64], of: &[usize], stage: usize) -> f64 {
    let mut sum = 0.0;
    for drawn in units(answers, of, stage).values() {
        let n = drawn.len() as f64;
        let Some(first) = drawn.values().flatten().next() else { continue };
        let taken = answers[*first].stages[stage].population.map_or(0.0, |all| n / all);
        if taken < 1.0 {
            let pulls: Vec<f64> = drawn.values().map(|of| of.iter().map(|at| pull[*at]).sum()).collect();
            let mean = pulls.iter().sum::<f64>() / n;
            sum += (1.0 - taken) * n / (n - 1.0) * pulls.iter().map(|pull| (pull - mean).powi(2)).sum::<f64>();
        }
        if taken > 0.0 && stage + 1 < answers[*first].stages.len() {
            sum += taken * drawn.values().map(|of| variance(answers, pull, of, stage + 1)).sum::<f64>();
        }
    }
    sum
}
