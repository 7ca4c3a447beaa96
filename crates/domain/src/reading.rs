//! A value that was computed, and where it came from. No other code can make one, so no bare number gets into a report.

use crate::id::sha256;
use crate::measure::{Measure, Tallied};
use crate::statistics::Interval;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// An exact value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Quantity {
    /// A count, tiyn, or ten-thousandths, as the unit says.
    Number(i64),
    /// A share or a mean.
    Ratio {
        /// What counts.
        numerator: i64,
        /// Of what; never nought.
        denominator: i64,
    },
    /// There was nothing to divide by, or nothing to choose the least of.
    #[default]
    Nothing,
}

impl Quantity {
    /// A ratio; reduced only where it would not fit otherwise; nothing for an empty denominator.
    pub fn ratio(numerator: i128, denominator: i128) -> Quantity {
        if denominator == 0 {
            return Quantity::Nothing;
        }
        let (mut numerator, mut denominator) =
            if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator) };
        if i64::try_from(numerator).is_err() || i64::try_from(denominator).is_err() {
            let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) as i128;
            (numerator, denominator) = (numerator / divisor, denominator / divisor);
        }
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) => Quantity::Ratio { numerator, denominator },
            _ => Quantity::Nothing,
        }
    }

    pub(crate) fn fraction(self) -> Option<(i128, i128)> {
        match self {
            Quantity::Number(number) => Some((number.into(), 1)),
            Quantity::Ratio { numerator, denominator } => Some((numerator.into(), denominator.into())),
            Quantity::Nothing => None,
        }
    }

    /// About how much it is, for drawing alone; none for nothing.
    pub fn to_f64(self) -> Option<f64> {
        self.fraction().map(|(numerator, denominator)| numerator as f64 / denominator as f64)
    }

    /// How it stands to another value; none where either is nothing.
    pub fn compare(self, other: Quantity) -> Option<std::cmp::Ordering> {
        let ((a, b), (c, d)) = self.fraction().zip(other.fraction())?;
        Some(a.checked_mul(d)?.cmp(&c.checked_mul(b)?))
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

impl Serialize for Quantity {
    /// An integer, `{"numerator", "denominator"}`, or null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Quantity::Number(number) => serializer.serialize_i64(*number),
            Quantity::Ratio { numerator, denominator } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("numerator", numerator)?;
                map.serialize_entry("denominator", denominator)?;
                map.end()
            }
            Quantity::Nothing => serializer.serialize_none(),
        }
    }
}

/// What somebody wants to know: a measure, perhaps of one activity only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Question {
    /// The measure as written.
    pub measure: String,
    /// Id of the activity whose records alone are counted; none for the whole project.
    pub activity: Option<String>,
}

/// One line of a breakdown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breakdown {
    /// A key for each field of `by`; none where records have no value there.
    pub keys: Vec<Option<String>>,
    /// The value of this part.
    pub value: Quantity,
}

/// Records that a reading did not count, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LeftOut {
    /// `to_review` (waiting for somebody to mend it) or `no_person`.
    pub reason: &'static str,
    /// How many.
    pub count: i64,
}

/// What a value that was estimated from a sample can and cannot say.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Uncertainty {
    /// Answers it rests on; of a change those of both waves.
    pub n: i64,
    /// Of how many people who could have answered, where that is known; of a change the larger of both waves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<i64>,
    /// 95 % interval, as shares of one or differences of them.
    #[serde(flatten)]
    pub interval: Interval,
    /// Probability of so large a change where there was none; only for a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
}

/// A computed value with its provenance.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    measure: String,
    unit: String,
    by_fields: Vec<String>,
    value: Quantity,
    by: Vec<Breakdown>,
    left_out: Vec<LeftOut>,
    uncertainty: Option<Uncertainty>,
    activity: Option<String>,
    event: i64,
}

impl Reading {
    /// The reading of a measure from what was tallied. `filled`: keys to show even where nothing was counted.
    /// `activity`: the activity whose records alone were counted. `event`: as of which event of the project.
    pub fn computed(
        measure: &Measure,
        activity: Option<&str>,
        event: i64,
        tallied: &[Tallied],
        filled: Vec<Vec<Option<String>>>,
        left_out: Vec<LeftOut>,
    ) -> Reading {
        let (value, by) = measure.evaluate(tallied, filled);
        Reading {
            measure: measure.text().to_string(),
            unit: measure.unit().name().to_string(),
            by_fields: measure.by().iter().map(|column| column.field.clone()).collect(),
            value,
            by,
            left_out,
            uncertainty: measure.uncertainty(tallied),
            activity: activity.map(str::to_string),
            event,
        }
    }

    /// The measure as written.
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// Name of the unit.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Fields of the breakdown.
    pub fn by_fields(&self) -> &[String] {
        &self.by_fields
    }

    /// The whole.
    pub fn value(&self) -> Quantity {
        self.value
    }

    /// The parts.
    pub fn by(&self) -> &[Breakdown] {
        &self.by
    }

    /// The part of these keys; nothing where there is none.
    pub fn part(&self, keys: &[&str]) -> Quantity {
        let same = |part: &&Breakdown| part.keys.iter().map(Option::as_deref).eq(keys.iter().copied().map(Some));
        self.by.iter().find(same).map_or(Quantity::Nothing, |part| part.value)
    }

    /// What was not counted.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Interval and probability, where the measure is a share or a change of shares.
    pub fn uncertainty(&self) -> Option<Uncertainty> {
        self.uncertainty
    }

    /// The activity whose records were counted; none for the whole project.
    pub fn activity(&self) -> Option<&str> {
        self.activity.as_deref()
    }

    /// As of which event.
    pub fn event(&self) -> i64 {
        self.event
    }

    /// Hash of definition and scope: two readings with the same hash and event are the same.
    pub fn definition(&self) -> String {
        sha256(format!("{}\n{}", self.measure, self.activity.as_deref().unwrap_or("")).as_bytes())
    }
}
