//! Several villages together, from what was counted in each: the same numbers as [`super::design::Design`] gives answer
//! by answer, without holding the answers, so that a hundred thousand of them cost no more than a hundred.

use super::distribution::t95;
use super::share::wilson;
use super::{Estimate, Interval};
use serde::Serialize;

/// Which of two questions somebody asks; the same answers say less about the second.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// *These villages*: each a stratum with its people.
    #[default]
    These,
    /// *Villages like these*: each one draw from all villages of the kind; Student with G − 1 degrees of freedom.
    Alike,
}

/// What the answers of one village add up to; of a share they are noughts and ones.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Village {
    /// Answers.
    pub n: i64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
    /// All who could have been asked, where known.
    pub people: Option<i64>,
}

impl Village {
    /// So many of so many said yes.
    pub fn share(yes: i64, n: i64, people: Option<i64>) -> Village {
        Village { n, sum: yes as f64, squares: yes as f64, people }
    }

    /// Adds a value that so many gave.
    pub fn add(&mut self, value: f64, times: i64) {
        self.n += times;
        self.sum += value * times as f64;
        self.squares += value * value * times as f64;
    }
}

/// People per answer of each village: N/n where every N is known, else one and the same.
fn weights(villages: &[Village]) -> Vec<f64> {
    let is_known = villages.iter().all(|village| village.people.is_some());
    let weight = |village: &Village| match village.people {
        Some(people) if is_known => people as f64 / village.n as f64,
        _ => 1.0,
    };
    villages.iter().map(weight).collect()
}

/// The mean over villages. None where nobody answered in one of them, more answered than live there, or one answer
/// (of one village) is too few to know a spread.
pub fn mean(villages: &[Village], about: About) -> Option<Estimate> {
    let is_possible = |village: &Village| village.n > 0 && village.people.is_none_or(|people| people >= village.n);
    if villages.is_empty() || !villages.iter().all(is_possible) {
        return None;
    }
    let weights = weights(villages);
    let pairs = || villages.iter().zip(&weights);
    let all: f64 = pairs().map(|(village, weight)| weight * village.n as f64).sum();
    let value = pairs().map(|(village, weight)| weight * village.sum).sum::<f64>() / all;
    let answers: i64 = villages.iter().map(|village| village.n).sum();
    let groups = villages.len() as f64;
    let (variance, degrees) = match about {
        About::These => {
            let mut variance = 0.0;
            for (village, weight) in pairs() {
                let n = village.n as f64;
                let left = village.people.map_or(1.0, |people| 1.0 - n / people as f64);
                if left > 0.0 {
                    if village.n < 2 {
                        return None;
                    }
                    let spread = ((village.squares - village.sum * village.sum / n) / (n - 1.0)).max(0.0);
                    variance += (weight * n / all).powi(2) * left * spread / n;
                }
            }
            (variance, answers as f64 - groups)
        }
        About::Alike => {
            let pull = |(village, weight): (&Village, &f64)| weight * (village.sum - value * village.n as f64) / all;
            (groups / (groups - 1.0) * pairs().map(|pair| pull(pair).powi(2)).sum::<f64>(), groups - 1.0)
        }
    };
    Estimate::of(value, variance.sqrt(), degrees, answers as usize)
}

/// The share over villages; its interval is that of [`super::design::Design::share`], between 0 and 1.
pub fn share(villages: &[Village], about: About) -> Option<Estimate> {
    let mean = mean(villages, about)?;
    let (value, t) = (mean.value, t95(mean.degrees)?);
    let spread = value * (1.0 - value);
    let is_census = about == About::These && villages.iter().all(|village| village.people == Some(village.n));
    let interval = if is_census {
        Interval { low: value, high: value }
    } else if spread <= 1e-12 {
        // All said the same: the error is nought only because the sample is small.
        wilson(value.round(), (mean.degrees + 1.0).min(mean.n as f64), t)
    } else if about == About::Alike {
        // Villages that happen to agree are not worth more than all their answers.
        wilson(value, (spread / mean.error.powi(2)).min(mean.n as f64), t)
    } else if mean.error <= 1e-12 {
        Interval { low: value, high: value }
    } else {
        wilson(value, spread / mean.error.powi(2), t)
    };
    Some(Estimate { interval, ..mean })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::design::Design;

    fn close(one: Estimate, other: Estimate) {
        let numbers = |of: Estimate| [of.value, of.error, of.interval.low, of.interval.high, of.degrees, of.n as f64];
        for (a, b) in numbers(one).into_iter().zip(numbers(other)) {
            assert!((a - b).abs() < 1e-9, "{one:?} {other:?}");
        }
    }

    /// Villages as (yes, n, people), against the design that holds every answer.
    fn check(villages: &[(i64, i64, i64)]) {
        let counted: Vec<Village> = villages.iter().map(|(yes, n, all)| Village::share(*yes, *n, Some(*all))).collect();
        let each = |of: &dyn Fn(u32, i64, i64, i64) -> bool| -> Vec<Option<bool>> {
            let answers = villages.iter().zip(0..);
            answers
                .flat_map(|((yes, n, all), at)| (0..*n).map(move |i| (at, i, *yes, *all)))
                .map(|(at, i, yes, all)| Some(of(at, i, yes, all)))
                .collect()
        };
        let said = each(&|_, i, yes, _| i < yes);
        let of_village =
            || villages.iter().zip(0u32..).flat_map(|((_, n, all), at)| (0..*n).map(move |_| (at, *n, *all)));
        let these: Vec<(u32, i64)> = of_village().map(|(at, _, all)| (at, all)).collect();
        let alike: Vec<(u32, f64)> = of_village().map(|(at, n, all)| (at, all as f64 / n as f64)).collect();
        let numbers: Vec<Option<f64>> = said.iter().map(|yes| yes.map(|yes| f64::from(u8::from(yes)))).collect();
        for (about, design) in [
            (About::These, Design::these_villages(&these).expect("a design")),
            (About::Alike, Design::villages_like_these(&alike).expect("a design")),
        ] {
            close(share(&counted, about).expect("a share"), design.share(&said).expect("a share"));
            close(mean(&counted, about).expect("a mean"), design.mean(&numbers).expect("a mean"));
        }
    }

    #[test]
    fn counts_of_villages_say_what_their_answers_say_one_by_one() {
        check(&[(16, 50, 780), (12, 50, 1040), (19, 53, 850)]);
        check(&[(25, 50, 60), (30, 60, 1500), (1, 20, 80), (9, 40, 200)]);
        check(&[(0, 50, 780), (0, 50, 1040)]);
        check(&[(20, 40, 200), (20, 40, 200)]);
        check(&[(7, 10, 10), (3, 12, 12)]);
    }

    #[test]
    fn what_cannot_be_known_is_not_said() {
        assert_eq!(share(&[], About::These), None);
        assert_eq!(share(&[Village::share(1, 1, Some(90))], About::These), None);
        assert_eq!(share(&[Village::share(9, 50, Some(40))], About::These), None);
        assert_eq!(share(&[Village::share(9, 50, Some(400))], About::Alike), None);
    }
}
