//! What a survey share can and cannot say: 95 % intervals with finite-population correction, and whether a
//! change between two waves is more than chance. Floats, because this is estimation; counts stay exact elsewhere.

use serde::Serialize;

/// A 95 % normal quantile.
const Z95: f64 = 1.959_963_984_540_054;

/// Bounds as shares of one (or, for a change, as differences of shares).
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// Change of a share between two independent samples.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Change {
    /// Later share minus earlier.
    pub difference: f64,
    /// Its 95 % interval (Newcombe's, from two Wilson intervals).
    pub interval: Interval,
    /// Two-sided p-value of the pooled z-test.
    pub p: f64,
}

/// Wilson's 95 % interval of `yes` of `n`; with the number of all residents who could have been asked, narrowed
/// by the finite-population correction. None for no answers or impossible counts.
pub fn share_interval(yes: i64, n: i64, population: Option<i64>) -> Option<Interval> {
    if n <= 0 || yes < 0 || yes > n || population.is_some_and(|all| all < n) {
        return None;
    }
    let (yes, n) = (yes as f64, n as f64);
    // The correction shrinks the variance by (N − n)/(N − 1), which is the same as asking more people.
    let correction = population.map_or(1.0, |all| {
        let all = all as f64;
        if all <= 1.0 { 0.0 } else { (all - n) / (all - 1.0) }
    });
    if correction == 0.0 {
        return Some(Interval { low: yes / n, high: yes / n });
    }
    let n = n / correction;
    let share = yes / correction / n;
    let z2 = Z95 * Z95;
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let reach = Z95 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Interval { low: (middle - reach).max(0.0), high: (middle + reach).min(1.0) })
}

/// The change from `(yes, n)` to `(yes, n)`.
pub fn share_change(from: (i64, i64), to: (i64, i64)) -> Option<Change> {
    let (before, after) = (share_interval(from.0, from.1, None)?, share_interval(to.0, to.1, None)?);
    let share = |(yes, n): (i64, i64)| yes as f64 / n as f64;
    let (p1, p2) = (share(from), share(to));
    let difference = p2 - p1;
    let down = ((p2 - after.low).powi(2) + (before.high - p1).powi(2)).sqrt();
    let up = ((after.high - p2).powi(2) + (p1 - before.low).powi(2)).sqrt();
    let pooled = (from.0 + to.0) as f64 / (from.1 + to.1) as f64;
    let error = (pooled * (1.0 - pooled) * (1.0 / from.1 as f64 + 1.0 / to.1 as f64)).sqrt();
    let p = if error == 0.0 { 1.0 } else { 2.0 * upper_tail((difference / error).abs()) };
    Some(Change { difference, interval: Interval { low: difference - down, high: difference + up }, p })
}

/// The probability that a normal variable exceeds `z`, by the continued fraction of the error function's complement.
fn upper_tail(z: f64) -> f64 {
    if z < 2.5 {
        // Series of the distribution function around nought.
        let (mut term, mut sum) = (z, z);
        for k in 1..80 {
            term *= -z * z / (2.0 * f64::from(k));
            sum += term / (2.0 * f64::from(k) + 1.0);
        }
        return 0.5 - sum / (2.0 * std::f64::consts::PI).sqrt();
    }
    let mut fraction = 0.0;
    for k in (1..60).rev() {
        fraction = f64::from(k) / (z + fraction);
    }
    (-z * z / 2.0).exp() / ((2.0 * std::f64::consts::PI).sqrt() * (z + fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 5e-4, "{value} is not {expected}");
    }

    #[test]
    fn wilsons_interval_of_half_of_a_hundred() {
        let interval = share_interval(50, 100, None).expect("an interval");
        near(interval.low, 0.4038);
        near(interval.high, 0.5962);
        assert_eq!(share_interval(1, 0, None), None);
        assert_eq!(share_interval(3, 2, None), None);
    }

    #[test]
    fn asking_everybody_leaves_no_doubt() {
        let all = share_interval(30, 60, Some(60)).expect("an interval");
        near(all.high - all.low, 0.0);
        let many = share_interval(30, 60, Some(90)).expect("an interval");
        let few = share_interval(30, 60, None).expect("an interval");
        assert!(many.high - many.low < few.high - few.low);
    }

    #[test]
    fn a_change_has_an_interval_and_a_probability() {
        let change = share_change((40, 100), (60, 100)).expect("a change");
        near(change.difference, 0.2);
        near(change.interval.low, 0.0615);
        near(change.interval.high, 0.3281);
        near(change.p, 0.0047);
        near(share_change((5, 10), (5, 10)).expect("none").p, 1.0);
        near(upper_tail(3.0), 0.00135);
    }
}
