//! A change as a sentence needs it: in percent and percentage points with one decimal, the p-value only beside them.

use super::change::{Change, Method};
use serde::Serialize;

/// Tenths of a percent or of a percentage point; 145 is 14.5.
pub type Tenths = i64;

/// Which way a share went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It rose.
    Rose,
    /// It fell.
    Fell,
    /// It is the same to a tenth.
    Stayed,
}

/// "The share rose from 31.0 % to 45.5 %, by 14.5 points (95 % interval 4.1 to 24.9)". Of a fall, `points` and the
/// bounds count downwards, so that the sentence reads "fell by 3.0 points (−1.2 to 7.2)".
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Sentence {
    /// Which way.
    pub way: Way,
    /// Percent in the earlier wave.
    pub from: Tenths,
    /// Percent in the later wave.
    pub to: Tenths,
    /// Percentage points between them, not below nought.
    pub points: Tenths,
    /// Lower bound of the points.
    pub low: Tenths,
    /// Upper bound of the points.
    pub high: Tenths,
    /// Two-sided p-value.
    pub p: f64,
    /// How the interval was found.
    pub method: Method,
    /// Whether the interval leaves out "no change"; otherwise the sentence must say that chance may have done it.
    pub is_certain: bool,
}

/// What to say of a change. Points are those of the unrounded shares, so they may differ by a tenth from the
/// difference of the two rounded ones.
pub fn sentence(change: &Change) -> Sentence {
    let tenths = |share: f64| (share * 1000.0).round() as Tenths;
    let (low, high) = (tenths(change.interval.low), tenths(change.interval.high));
    let points = tenths(change.difference);
    let (way, low, high) = match points {
        0 => (Way::Stayed, low, high),
        1.. => (Way::Rose, low, high),
        _ => (Way::Fell, -high, -low),
    };
    Sentence {
        way,
        from: tenths(change.from),
        to: tenths(change.to),
        points: points.abs(),
        low,
        high,
        p: change.p,
        method: change.method,
        is_certain: change.interval.low > 0.0 || change.interval.high < 0.0,
    }
}
