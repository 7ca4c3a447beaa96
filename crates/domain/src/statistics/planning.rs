//! How many must be asked, and what change the planned number can show. 95 % intervals, power 80 %.

use super::distribution::{Z95, normal_quantile};
use super::share::effective_n;

/// What is planned: two waves of other people, simple random samples.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Plan {
    /// The share expected in the earlier wave, of one.
    pub baseline: f64,
    /// People of the village, where known.
    pub population: Option<i64>,
    /// How many times the variance exceeds that of a simple random sample; 1 for one.
    pub design_effect: f64,
    /// The chance to notice a change of that size, 0.8 as a rule.
    pub power: f64,
}

/// The smallest rise that `n` answers in each wave would show, as a difference of shares. Fleiss (1981), 3.2:
/// `z₀.₉₇₅ √(2 p̄q̄/n) + z_power √((p₁q₁ + p₂q₂)/n)` with effective n. None when no rise up to 100 % would show.
pub fn smallest_rise(plan: &Plan, n: i64) -> Option<f64> {
    let is_possible =
        (0.0..1.0).contains(&plan.baseline) && plan.power > 0.0 && plan.power < 1.0 && plan.design_effect > 0.0;
    if n <= 0 || !is_possible || plan.population.is_some_and(|all| all < n) {
        return None;
    }
    let worth = effective_n(n, plan.population, plan.design_effect);
    let power = normal_quantile(plan.power);
    let shows = |rise: f64| {
        let later = plan.baseline + rise;
        let middle = f64::midpoint(plan.baseline, later);
        let apart = plan.baseline * (1.0 - plan.baseline) + later * (1.0 - later);
        rise >= Z95 * (2.0 * middle * (1.0 - middle) / worth).sqrt() + power * (apart / worth).sqrt()
    };
    let (mut low, mut high) = (0.0, 1.0 - plan.baseline);
    if !shows(high) {
        return None;
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if shows(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// How many must answer in each wave for a rise of this size to show. None when not even all of the village suffice.
pub fn answers_needed(plan: &Plan, rise: f64) -> Option<i64> {
    let enough = |n: i64| smallest_rise(plan, n).is_some_and(|smallest| smallest <= rise);
    let (mut few, mut many) = (0, plan.population.unwrap_or(1_000_000_000));
    if rise <= 0.0 || !enough(many) {
        return None;
    }
    while many - few > 1 {
        let middle = i64::midpoint(few, many);
        if enough(middle) { many = middle } else { few = middle }
    }
    Some(many)
}

/// How many must answer for a share to be known within ± `reach` (of one): `n = n₀/(1 + (n₀ − 1)/N)` with
/// `n₀ = deff z² p q / reach²` (Cochran 1977, 4.4).
pub fn answers_for_share(plan: &Plan, reach: f64) -> Option<i64> {
    if reach <= 0.0 || !(0.0..=1.0).contains(&plan.baseline) {
        return None;
    }
    let simple = plan.design_effect * Z95 * Z95 * plan.baseline * (1.0 - plan.baseline) / (reach * reach);
    let n = plan.population.map_or(simple, |all| simple / (1.0 + (simple - 1.0) / all as f64));
    // A hair of rounding must not ask one person more.
    Some(((n - 1e-9).ceil() as i64).max(1))
}
