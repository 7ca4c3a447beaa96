//! What people learnt: tests before and after a seminar, topic by topic, of those who took both.

use super::share::mean;
use super::{Estimate, distribution};
use serde::Serialize;

/// Gain of one topic, in the unit of the marks.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Gain {
    /// Mean mark before, of those who took both tests.
    pub before: f64,
    /// Mean mark after.
    pub after: f64,
    /// Mean gain with Student's interval of the differences (paired t test; Student, Biometrika 6, 1908, 1-25).
    pub gain: Estimate,
    /// Two-sided p-value of "nothing was learnt".
    pub p: f64,
}

/// The gain of one topic from the marks `(before, after)` of each person; who missed a test is left out. None for
/// fewer than two people.
pub fn gain(marks: &[(Option<f64>, Option<f64>)]) -> Option<Gain> {
    let both: Vec<(f64, f64)> = marks.iter().filter_map(|(before, after)| before.zip(*after)).collect();
    let differences: Vec<f64> = both.iter().map(|(before, after)| after - before).collect();
    let gain = mean(&differences, None)?;
    let n = both.len() as f64;
    let p = match (gain.value == 0.0, gain.error == 0.0) {
        (true, _) => 1.0,
        // All gained exactly the same: no spread, no doubt that a test could express.
        (false, true) => 0.0,
        (false, false) => distribution::student_p(gain.value / gain.error, gain.degrees)?,
    };
    let before = both.iter().map(|(before, _)| before).sum::<f64>() / n;
    let after = both.iter().map(|(_, after)| after).sum::<f64>() / n;
    Some(Gain { before, after, gain, p })
}
