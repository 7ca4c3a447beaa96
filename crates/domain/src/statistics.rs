//! What a survey can and cannot say: estimates with their 95 % intervals, changes between waves, weights, and how many
//! must be asked. Floats, because this is estimation; counts stay exact elsewhere.
//!
//! Nothing here is a bare p-value: it stands in [`change::Change`], beside the change and its interval.

pub mod change;
pub mod design;
pub mod distribution;
pub mod gain;
pub mod means;
pub mod planning;
pub mod raking;
pub mod sentence;
pub mod share;
pub mod villages;
pub mod withheld;

pub use change::{Change, share_change};
pub use share::share_interval;
pub use withheld::Shown;

use serde::Serialize;

/// Bounds as shares of one (or, for a change, as differences of shares), or in the unit of a mean.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// A mean, total, share or ratio with what is known of its precision.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Estimate {
    /// The estimate itself.
    pub value: f64,
    /// Its standard error, in the same unit.
    pub error: f64,
    /// Student's 95 % interval.
    pub interval: Interval,
    /// Degrees of freedom of the interval.
    pub degrees: f64,
    /// Answers behind it.
    pub n: usize,
}

impl Estimate {
    /// `value ± t · error`. None below one degree of freedom.
    pub fn of(value: f64, error: f64, degrees: f64, n: usize) -> Option<Estimate> {
        let reach = distribution::t95(degrees)? * error;
        let interval = Interval { low: value - reach, high: value + reach };
        Some(Estimate { value, error, interval, degrees, n })
    }
}
