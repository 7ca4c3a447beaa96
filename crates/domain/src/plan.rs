//! Plan against actual: what was promised, what was counted, and whether the one meets the other.

use crate::reading::Quantity;
use serde::Serialize;
use std::cmp::Ordering;

/// How a target is to be met.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetRule {
    /// The actual may be more.
    AtLeast,
    /// Neither less nor more.
    Exactly,
}

impl TargetRule {
    /// Reads the word of the choices `target_rule`.
    pub fn read(word: &str) -> Option<TargetRule> {
        match word {
            "at_least" => Some(TargetRule::AtLeast),
            "exactly" => Some(TargetRule::Exactly),
            _ => None,
        }
    }
}

/// What was promised: a rule and a value in the unit of the measure (for a share or points: per cent).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Target {
    /// How it is to be met.
    pub rule: TargetRule,
    /// The value.
    pub value: i64,
}

impl Target {
    /// Whether an actual meets it; nothing meets nothing.
    pub fn is_met_by(&self, actual: Quantity, unit: &str) -> bool {
        let target = match unit {
            crate::measure::Unit::SHARE | crate::measure::Unit::POINTS => Quantity::ratio(self.value.into(), 100),
            _ => Quantity::Number(self.value),
        };
        match actual.compare(target) {
            Some(Ordering::Equal) => true,
            Some(Ordering::Greater) => self.rule == TargetRule::AtLeast,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_fourteen_and_a_half_points_meets_ten_per_cent() {
        let target = Target { rule: TargetRule::AtLeast, value: 10 };
        assert!(target.is_met_by(Quantity::ratio(29, 200), "points"));
        assert!(!target.is_met_by(Quantity::ratio(9, 100), "points"));
        assert!(!target.is_met_by(Quantity::Nothing, "points"));
    }

    #[test]
    fn exactly_two_are_not_three() {
        let target = Target { rule: TargetRule::Exactly, value: 2 };
        assert!(target.is_met_by(Quantity::Number(2), "event"));
        assert!(!target.is_met_by(Quantity::Number(3), "event"));
    }
}
