//! The change of a share between two waves: of other people, of the same people, of some of each, and of several
//! villages together.
//!
//! Every interval is put together from pieces by squaring and adding distances (Newcombe, Statistics in Medicine 17,
//! 1998, 873-890; with correlation Zou, Psychological Methods 12, 2007, 399-413), but that of the same people alone,
//! which is Tango's score interval.

use super::Interval;
use super::distribution::{Z95, coin_p, normal_p, student_p, t95};
use super::share::{effective_n, wilson};
use serde::Serialize;

/// How an interval of a change was found; the page says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Each wave asked other people: Newcombe's interval, pooled two-proportion test.
    Independent,
    /// The same people answered both: Tango's score interval, McNemar's test.
    Paired,
    /// Some answered both: squared distances with the correlation of those who did.
    Mixed,
    /// Villages with their own changes, weighted by their people.
    Stratified,
    /// Villages as draws from all of the kind: Student's distribution over their changes.
    Alike,
}

/// Change of a share; shares of one, differences as shares of one (times 100: percentage points).
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Change {
    /// Share in the earlier wave.
    pub from: f64,
    /// Share in the later wave.
    pub to: f64,
    /// Later share minus earlier.
    pub difference: f64,
    /// The 95 % interval of the difference.
    pub interval: Interval,
    /// Two-sided p-value of "nothing has changed".
    pub p: f64,
    /// How the interval was found.
    pub method: Method,
    /// Variance of the difference if nothing had changed; what strata are added by.
    #[serde(skip)]
    null_variance: f64,
}

/// Answers of one wave.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Wave {
    /// Answers that count.
    pub yes: i64,
    /// All answers.
    pub n: i64,
    /// All who could have been asked, where known.
    pub population: Option<i64>,
    /// How many times the variance exceeds that of a simple random sample; 1 for one.
    pub design_effect: f64,
}

/// What people who answered both waves said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pairs {
    /// Yes in both waves.
    pub kept: i64,
    /// Yes before, no after.
    pub lost: i64,
    /// No before, yes after.
    pub gained: i64,
    /// No in both waves.
    pub never: i64,
}

impl Change {
    /// A change that was found elsewhere.
    pub(super) fn told(ends: (f64, f64), interval: Interval, null_variance: f64, p: f64, method: Method) -> Change {
        let (from, to) = ends;
        Change { from, to, difference: to - from, interval, p, method, null_variance }
    }
}

impl Wave {
    /// A simple random sample of a population nobody counted.
    pub fn simple(yes: i64, n: i64) -> Wave {
        Wave { yes, n, population: None, design_effect: 1.0 }
    }

    fn is_possible(&self) -> bool {
        let counts = self.n > 0 && self.yes >= 0 && self.yes <= self.n;
        counts && self.design_effect > 0.0 && self.population.is_none_or(|all| all >= self.n)
    }

    fn share(&self) -> f64 {
        self.yes as f64 / self.n as f64
    }

    fn worth(&self) -> f64 {
        effective_n(self.n, self.population, self.design_effect)
    }
}

impl Pairs {
    /// How many people answered both waves.
    pub fn n(&self) -> i64 {
        self.kept + self.lost + self.gained + self.never
    }

    /// The correlation of the two answers; nought where one of them does not vary.
    pub fn correlation(&self) -> f64 {
        let [a, b, c, d] = [self.kept, self.lost, self.gained, self.never].map(|count| count as f64);
        let under = (a + b) * (c + d) * (a + c) * (b + d);
        if under == 0.0 { 0.0 } else { (a * d - b * c) / under.sqrt() }
    }

    fn is_possible(&self) -> bool {
        [self.kept, self.lost, self.gained, self.never].iter().all(|count| *count >= 0)
    }
}

/// The change from `(yes, n)` to `(yes, n)` of unconnected samples. None where a count is impossible.
pub fn share_change(from: (i64, i64), to: (i64, i64)) -> Option<Change> {
    independent(&Wave::simple(from.0, from.1), &Wave::simple(to.0, to.1))
}

/// Other people in each wave: Newcombe's method 10 with effective n; p of the pooled two-proportion test (Fleiss,
/// Statistical Methods for Rates and Proportions, 1981, 2.1). None where a count is impossible.
pub fn independent(from: &Wave, to: &Wave) -> Option<Change> {
    if !from.is_possible() || !to.is_possible() {
        return None;
    }
    Some(squared(from, to, 0.0, Method::Independent))
}

/// Some people in both waves: as [`independent`], less what those who answered both have in common. `pairs` are
/// contained in both waves. The correlation of two shares whose samples of n₁ and n₂ overlap in m of N people is
/// `φ (m/(n₁n₂) − 1/N) / √((1/n₁ − 1/N)(1/n₂ − 1/N))` (Tam, The American Statistician 38, 1984, 288-289).
pub fn mixed(from: &Wave, to: &Wave, pairs: &Pairs) -> Option<Change> {
    if !from.is_possible() || !to.is_possible() || !pairs.is_possible() || pairs.n() > from.n.min(to.n) {
        return None;
    }
    let [n1, n2, both] = [from.n, to.n, pairs.n()].map(|count| count as f64);
    let each = from.population.zip(to.population).map_or(0.0, |(a, b)| 1.0 / a.max(b) as f64);
    let under = (1.0 / n1 - each) * (1.0 / n2 - each);
    let shared = if under <= 0.0 { 0.0 } else { (both / (n1 * n2) - each) / under.sqrt() };
    Some(squared(from, to, (pairs.correlation() * shared).clamp(-1.0, 1.0), Method::Mixed))
}

fn squared(from: &Wave, to: &Wave, correlation: f64, method: Method) -> Change {
    let (p1, p2, n1, n2) = (from.share(), to.share(), from.worth(), to.worth());
    let (before, after) = (wilson(p1, n1, Z95), wilson(p2, n2, Z95));
    let reach = |a: f64, b: f64| (a * a + b * b - 2.0 * correlation * a * b).max(0.0).sqrt();
    let difference = p2 - p1;
    let interval = Interval {
        low: (difference - reach(p2 - after.low, before.high - p1)).max(-1.0),
        high: (difference + reach(after.high - p2, p1 - before.low)).min(1.0),
    };
    let pooled = (from.yes + to.yes) as f64 / (from.n + to.n) as f64;
    let (v1, v2) = (1.0 / n1, 1.0 / n2);
    let null_variance = pooled * (1.0 - pooled) * (v1 + v2 - 2.0 * correlation * (v1 * v2).sqrt());
    Change { from: p1, to: p2, difference, interval, p: p_of(difference, null_variance), method, null_variance }
}

/// The same people twice: Tango's score interval (Statistics in Medicine 17, 1998, 891-908); McNemar's test, by the
/// binomial distribution when fewer than 25 changed their answer. With N the score is widened by √((N − 1)/(N − n)) and,
/// as people are counted whole, taken nearer by a quarter of a person times n/N: halfway to the continuity correction
/// (Edwards, Psychometrika 13, 1948, 185-187) where nearly everybody was asked, nothing where few were. Without it 93.7 % of
/// the intervals of 50 in a village of 60 hold the truth, at a single pair of shares no more than 72 %.
/// None for no pairs or impossible counts.
pub fn paired(pairs: &Pairs, population: Option<i64>) -> Option<Change> {
    let n = pairs.n();
    if !pairs.is_possible() || n == 0 || population.is_some_and(|all| all < n) {
        return None;
    }
    let all = n as f64;
    let (lost, gained) = (pairs.lost as f64, pairs.gained as f64);
    let difference = (gained - lost) / all;
    let (from, to) = ((pairs.kept + pairs.lost) as f64 / all, (pairs.kept + pairs.gained) as f64 / all);
    let widened = effective_n(n, population, 1.0) / all;
    let interval = if widened.is_infinite() {
        Interval { low: difference, high: difference }
    } else {
        let bound = Z95 / widened.sqrt();
        let nearer = population.map_or(0.0, |people| all / people as f64 / 4.0);
        let low = crossing(-1.0, difference, |change| tango(lost, gained, all, change, nearer) > bound);
        let high = crossing(difference, 1.0, |change| tango(lost, gained, all, change, nearer) > -bound);
        Interval { low, high }
    };
    let changed = pairs.lost + pairs.gained;
    let null_variance = (lost + gained) / (all * all) / widened;
    let p = if changed < 25 && !widened.is_infinite() {
        coin_p(pairs.lost.min(pairs.gained) as u64, changed as u64)?
    } else {
        p_of(difference, null_variance)
    };
    Some(Change { from, to, difference, interval, p, method: Method::Paired, null_variance })
}

/// Villages together, each with its people: the changes weighted by N/ΣN, the distances to the bounds squared and
/// added. None without villages or without people.
pub fn stratified(villages: &[(i64, Change)]) -> Option<Change> {
    let all: i64 = villages.iter().map(|(people, _)| *people).sum();
    if all <= 0 || villages.iter().any(|(people, _)| *people < 0) {
        return None;
    }
    let sum = |of: &dyn Fn(f64, &Change) -> f64| -> f64 {
        villages.iter().map(|(people, change)| of(*people as f64 / all as f64, change)).sum()
    };
    let difference = sum(&|part, change| part * change.difference);
    let down = sum(&|part, change| (part * (change.difference - change.interval.low)).powi(2)).sqrt();
    let up = sum(&|part, change| (part * (change.interval.high - change.difference)).powi(2)).sqrt();
    let null_variance = sum(&|part, change| part * part * change.null_variance);
    Some(Change {
        from: sum(&|part, change| part * change.from),
        to: sum(&|part, change| part * change.to),
        difference,
        interval: Interval { low: difference - down, high: difference + up },
        p: p_of(difference, null_variance),
        method: Method::Stratified,
        null_variance,
    })
}

/// *Villages like these*: each change one draw, weighted by people; Student with G − 1 degrees of freedom. The changes
/// are those of samples without a finite population, for the villages themselves are only drawn. Villages that happen to
/// agree are not worth more than all their answers. None for fewer than two villages.
pub fn alike(villages: &[(i64, Change)]) -> Option<Change> {
    let together = stratified(villages)?;
    let count = villages.len() as f64;
    let all: f64 = villages.iter().map(|(people, _)| *people as f64).sum();
    let pull = |(people, change): &(i64, Change)| *people as f64 / all * (change.difference - together.difference);
    let between = count / (count - 1.0) * villages.iter().map(|village| pull(village).powi(2)).sum::<f64>();
    let within = (together.interval.high - together.interval.low) / (2.0 * Z95);
    let error = between.sqrt().max(within).max(together.null_variance.sqrt());
    let reach = t95(count - 1.0)? * error;
    let interval =
        Interval { low: (together.difference - reach).max(-1.0), high: (together.difference + reach).min(1.0) };
    let p = if error > 0.0 { student_p(together.difference / error, count - 1.0)? } else { together.p };
    Some(Change { interval, p, method: Method::Alike, null_variance: error * error, ..together })
}

/// When everybody was asked there is no chance left: any difference is real.
fn p_of(difference: f64, variance: f64) -> f64 {
    if difference == 0.0 {
        1.0
    } else if variance <= 0.0 {
        0.0
    } else {
        normal_p(difference / variance.sqrt())
    }
}

/// Tango's score of a supposed change: observed less supposed, taken nearer by so many people, over its error at the likeliest
/// table with that change.
fn tango(lost: f64, gained: f64, n: f64, change: f64, nearer: f64) -> f64 {
    let (a, b) = (2.0 * n, (2.0 * n - gained + lost) * change - gained - lost);
    let c = -lost * change * (1.0 - change);
    let likely = ((b * b - 4.0 * a * c).max(0.0).sqrt() - b) / (2.0 * a);
    let variance = n * (2.0 * likely + change * (1.0 - change));
    let apart = gained - lost - n * change;
    let above = apart.signum() * (apart.abs() - nearer).max(0.0);
    if variance <= 1e-12 {
        if above.abs() < 1e-12 { 0.0 } else { above.signum() * f64::INFINITY }
    } else {
        above / variance.sqrt()
    }
}

/// Where a condition that holds at `low` side ends, by halving; 60 halvings are below the precision of a float.
fn crossing(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if holds(middle) { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}
