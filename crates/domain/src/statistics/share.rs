//! One share and one mean of a simple random sample.

use super::distribution::Z95;
use super::{Estimate, Interval};

/// How many people a sample is worth: `n / design effect · (N − 1)/(N − n)`; infinite when everybody was asked.
/// Cochran, Sampling Techniques (1977), 2.6: the correction shrinks the variance of a share by (N − n)/(N − 1).
pub fn effective_n(n: i64, population: Option<i64>, design_effect: f64) -> f64 {
    let asked = n as f64 / design_effect;
    match population {
        Some(all) if all <= n => f64::INFINITY,
        Some(all) => asked * (all - 1) as f64 / (all - n) as f64,
        None => asked,
    }
}

/// Wilson's interval (JASA 22, 1927) of a share at an effective n and a quantile (1.96 for 95 %).
pub fn wilson(share: f64, n: f64, quantile: f64) -> Interval {
    if n.is_infinite() {
        return Interval { low: share, high: share };
    }
    let z2 = quantile * quantile;
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let reach = quantile / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    // Rounding must not put the bound of 0 of n or n of n a hair beyond the share itself.
    Interval { low: (middle - reach).clamp(0.0, share), high: (middle + reach).clamp(share, 1.0) }
}

/// Wilson's 95 % interval of `yes` of `n`; with the number of all residents who could have been asked, narrowed
/// by the finite-population correction. None for no answers or impossible counts.
pub fn share_interval(yes: i64, n: i64, population: Option<i64>) -> Option<Interval> {
    if n <= 0 || yes < 0 || yes > n || population.is_some_and(|all| all < n) {
        return None;
    }
    Some(wilson(yes as f64 / n as f64, effective_n(n, population, 1.0), Z95))
}

/// The mean of a simple random sample, in the unit of the values, with Student's 95 % interval; variance of the mean
/// `s²/n · (1 − n/N)` (Cochran 1977, 2.15). None for fewer than two values unless all people of the place are asked.
pub fn mean(values: &[f64], population: Option<i64>) -> Option<Estimate> {
    let n = values.len() as i64;
    if n == 0 || population.is_some_and(|all| all < n) {
        return None;
    }
    let count = n as f64;
    let value = values.iter().sum::<f64>() / count;
    if population == Some(n) {
        let interval = Interval { low: value, high: value };
        return Some(Estimate { value, error: 0.0, interval, degrees: count - 1.0, n: values.len() });
    }
    let spread = values.iter().map(|x| (x - value).powi(2)).sum::<f64>() / (count - 1.0);
    let left = population.map_or(1.0, |all| 1.0 - count / all as f64);
    Estimate::of(value, (spread / count * left).sqrt(), count - 1.0, values.len())
}
