//! The change of a mean between two waves: of other people, of the same people, of some of each, and of several villages
//! together. What [`super::change`] says of shares is said here of means, with Student's distribution.

use super::Estimate;
use super::change::{Change, Method};
use super::distribution::student_p;
use super::villages::{About, Village};
use serde::Serialize;

/// Change of a mean, in the unit of the values.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct MeanChange {
    /// Mean in the earlier wave.
    pub from: f64,
    /// Mean in the later wave.
    pub to: f64,
    /// Later mean minus earlier, with Student's interval.
    pub difference: Estimate,
    /// Two-sided p-value of "nothing has changed".
    pub p: f64,
    /// How the interval was found.
    pub method: Method,
}

impl MeanChange {
    /// The same as a change of shares, for means that are parts of one.
    pub fn as_share(&self) -> Change {
        let of = self.difference;
        Change::told((self.from, self.to), of.interval, of.error * of.error, self.p, self.method)
    }
}

/// What those answered who answered both waves: sums over people of the earlier value x and the later y.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Both {
    /// How many people.
    pub n: i64,
    /// Σx.
    pub from: f64,
    /// Σy.
    pub to: f64,
    /// Σxy.
    pub product: f64,
}

impl Both {
    /// Adds a person.
    pub fn add(&mut self, from: f64, to: f64) {
        self.n += 1;
        self.from += from;
        self.to += to;
        self.product += from * to;
    }

    /// What the two answers have in common; nought where fewer than two people tell.
    fn covariance(&self) -> f64 {
        let n = self.n as f64;
        if self.n < 2 { 0.0 } else { (self.product - self.from * self.to / n) / (n - 1.0) }
    }
}

/// One village in two waves.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Two {
    /// The earlier wave.
    pub from: Village,
    /// The later wave.
    pub to: Village,
    /// Those who answered both; they are contained in both waves.
    pub both: Both,
}

/// A change before it is given an interval.
#[derive(Clone, Copy)]
struct Raw {
    from: f64,
    to: f64,
    variance: f64,
    degrees: f64,
    n: i64,
    method: Method,
}

impl Two {
    /// Variances of two means of samples of n₁ and n₂ that overlap in m of N people:
    /// `V₁ + V₂ − 2 S₁₂ (m/(n₁n₂) − 1/N)` (Tam, The American Statistician 38, 1984, 288-289). Of the same people alone that is
    /// the variance of the mean of their differences. Degrees of freedom: pairs less one; else Welch's (Biometrika 34, 1947,
    /// 28-35). None where one answer is too few to know a spread.
    fn raw(&self, is_finite: bool) -> Option<Raw> {
        let (n1, n2, m) = (self.from.n, self.to.n, self.both.n);
        let population = |village: &Village| village.people.filter(|_| is_finite);
        let variance = |village: &Village| {
            let n = village.n as f64;
            let left = population(village).map_or(1.0, |people| 1.0 - n / people as f64);
            let spread = (village.squares - village.sum * village.sum / n) / (n - 1.0);
            match (left > 0.0, village.n > 1) {
                (false, _) => Some(0.0),
                (true, true) => Some(left * spread.max(0.0) / n),
                (true, false) => None,
            }
        };
        let is_possible = |village: &Village| village.n > 0 && village.people.is_none_or(|people| people >= village.n);
        if !is_possible(&self.from) || !is_possible(&self.to) || m > n1.min(n2) {
            return None;
        }
        let (v1, v2) = (variance(&self.from)?, variance(&self.to)?);
        let each = population(&self.from).zip(population(&self.to)).map_or(0.0, |(a, b)| 1.0 / a.max(b) as f64);
        let shared = match m {
            0 => 0.0,
            _ => self.both.covariance() * (m as f64 / (n1 as f64 * n2 as f64) - each),
        };
        let (d1, d2) = (n1 as f64 - 1.0, n2 as f64 - 1.0);
        let under = v1 * v1 / d1.max(1.0) + v2 * v2 / d2.max(1.0);
        let welch = if under > 0.0 { (v1 + v2).powi(2) / under } else { d1 + d2 };
        let (degrees, method) = match m {
            0 => (welch, Method::Independent),
            m if m == n1 && m == n2 => (d1, Method::Paired),
            _ => (welch, Method::Mixed),
        };
        let (from, to) = (self.from.sum / n1 as f64, self.to.sum / n2 as f64);
        Some(Raw { from, to, variance: (v1 + v2 - 2.0 * shared).max(0.0), degrees, n: n1 + n2, method })
    }

    /// How this village changed.
    pub fn change(&self) -> Option<MeanChange> {
        said(&self.raw(true)?)
    }
}

/// Villages together, each with the weight of its people. *These villages*: errors added as squares, degrees of freedom by
/// Satterthwaite. *Villages like these*: each change one draw, as [`super::change::alike`] has it for shares. None without
/// villages, and of one alone nothing is said about others.
pub fn together(villages: &[(i64, Two)], about: About) -> Option<MeanChange> {
    let all: i64 = villages.iter().map(|(people, _)| *people).sum();
    if all <= 0 || villages.iter().any(|(people, _)| *people < 0) {
        return None;
    }
    let of = |(people, two): &(i64, Two)| Some((*people as f64 / all as f64, two.raw(about == About::These)?));
    let raws: Vec<(f64, Raw)> = villages.iter().map(of).collect::<Option<_>>()?;
    if let (About::These, [(_, only)]) = (about, raws.as_slice()) {
        return said(only);
    }
    let sum = |of: &dyn Fn(f64, &Raw) -> f64| -> f64 { raws.iter().map(|(part, raw)| of(*part, raw)).sum() };
    let (from, to) = (sum(&|part, raw| part * raw.from), sum(&|part, raw| part * raw.to));
    let within = sum(&|part, raw| part * part * raw.variance);
    let n = raws.iter().map(|(_, raw)| raw.n).sum();
    let (variance, degrees, method) = match about {
        About::These => {
            let under = sum(&|part, raw| (part * part * raw.variance).powi(2) / raw.degrees.max(1.0));
            let degrees = if under > 0.0 { within * within / under } else { sum(&|_, raw| raw.degrees) };
            (within, degrees, Method::Stratified)
        }
        About::Alike => {
            let count = raws.len() as f64;
            let between = sum(&|part, raw| (part * (raw.to - raw.from - (to - from))).powi(2)) * count / (count - 1.0);
            (between.max(within), count - 1.0, Method::Alike)
        }
    };
    said(&Raw { from, to, variance, degrees, n, method })
}

fn said(raw: &Raw) -> Option<MeanChange> {
    let difference = Estimate::of(raw.to - raw.from, raw.variance.sqrt(), raw.degrees, raw.n as usize)?;
    let p = match (difference.value == 0.0, difference.error == 0.0) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) => student_p(difference.value / difference.error, raw.degrees)?,
    };
    Some(MeanChange { from: raw.from, to: raw.to, difference, p, method: raw.method })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::gain::gain;

    fn wave(values: &[f64], people: Option<i64>) -> Village {
        let mut village = Village { people, ..Village::default() };
        values.iter().for_each(|value| village.add(*value, 1));
        village
    }

    const BEFORE: [f64; 5] = [3.0, 4.0, 6.0, 5.0, 2.0];
    const AFTER: [f64; 5] = [5.0, 7.0, 8.0, 6.0, 9.0];

    /// Earlier and later answers; of how many people both are, the first of each.
    fn two(before: &[f64], after: &[f64], both: usize, people: Option<i64>) -> Two {
        let mut same = Both::default();
        before.iter().zip(after).take(both).for_each(|(x, y)| same.add(*x, *y));
        Two { from: wave(before, people), to: wave(after, people), both: same }
    }

    #[test]
    fn other_people_have_welchs_interval() {
        // R: t.test(c(5,7,8,6,9), c(3,4,6,5,2)) gives t = 3, df = 8, p = 0.01707, 0.694 to 5.306.
        let change = two(&BEFORE, &AFTER, 0, None).change().expect("a change");
        let said = [change.difference.value, change.difference.degrees, change.p, change.difference.interval.low];
        for (said, expected) in said.into_iter().zip([3.0, 8.0, 0.01707, 0.694]) {
            assert!((said - expected).abs() < 5e-4, "{said} {expected}");
        }
        assert_eq!(change.method, Method::Independent);
    }

    #[test]
    fn the_same_people_have_the_interval_of_their_differences() {
        let change = two(&BEFORE, &AFTER, 5, None).change().expect("a change");
        let marks: Vec<_> = BEFORE.iter().zip(AFTER).map(|(x, y)| (Some(*x), Some(y))).collect();
        let learnt = gain(&marks).expect("a gain");
        assert!((change.difference.error - learnt.gain.error).abs() < 1e-12 && (change.p - learnt.p).abs() < 1e-12);
        assert_eq!((change.method, change.difference.degrees), (Method::Paired, 4.0));
        // When everybody was asked, nothing is left to chance.
        let all = two(&BEFORE, &AFTER, 5, Some(5)).change().expect("a change");
        assert!(all.difference.error < 1e-9 && all.difference.value == 3.0, "{all:?}");
    }

    #[test]
    fn the_more_people_answered_both_the_less_is_left_to_chance_where_their_answers_agree() {
        let (before, after) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.0, 2.5, 4.0, 4.5, 6.0, 7.5]);
        let error = |both| two(&before, &after, both, Some(60)).change().expect("a change").difference.error;
        assert!(error(0) > error(3) && error(3) > error(6), "{} {} {}", error(0), error(3), error(6));
    }

    #[test]
    fn villages_count_by_their_people_and_one_alone_tells_nothing_of_others() {
        let (one, other) = (two(&BEFORE, &AFTER, 0, Some(300)), two(&BEFORE, &BEFORE, 0, Some(100)));
        let both = together(&[(300, one), (100, other)], About::These).expect("a change");
        assert!((both.difference.value - 2.25).abs() < 1e-12, "{both:?}");
        let alone = one.change().expect("a change");
        assert!(both.difference.error < alone.difference.error);
        let like = together(&[(300, one), (100, other)], About::Alike).expect("a change");
        assert!(like.difference.interval.low < both.difference.interval.low && like.difference.degrees == 1.0);
        assert_eq!(together(&[(300, one)], About::Alike), None);
        assert_eq!(together(&[(300, one)], About::These), Some(alone));
        assert_eq!(two(&[1.0], &[2.0], 0, None).change(), None);
    }
}
