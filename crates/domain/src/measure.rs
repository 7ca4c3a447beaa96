//! The one small language in which every number is defined: what is counted, where, and broken down by what.
//! Here it is parsed and checked against the registers; turned into SQL it is in `store`.
//!
//! A [`Measure`] that exists is right: its registers and fields exist, its comparisons make sense.

mod columns;
mod evaluate;
mod filter;
mod lexer;
mod parse;
mod resolve;
mod surveys;
#[cfg(test)]
mod tests;
mod words;

pub use columns::{Column, Step, ways};
pub use evaluate::Tallied;
pub use filter::{Op, filter};
pub use parse::{Comparison, Function};
pub use resolve::resolve;
pub use words::in_words;

use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::value::Stored;
use serde::Serialize;

/// A condition as it was written, not yet held against a register.
#[derive(Clone, PartialEq, Debug)]
pub struct Condition {
    text: String,
    node: parse::Node,
}

impl Condition {
    /// Reads `kind = photo and not (reach < 100)`.
    pub fn read(text: &str) -> Result<Condition, Finding> {
        Ok(Condition { text: text.to_string(), node: parse::condition(text)? })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A condition whose fields exist. A comparison with a missing value does not hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Cond {
    /// Holds for every record.
    Always,
    /// All hold.
    All(Vec<Cond>),
    /// At least one holds.
    Any(Vec<Cond>),
    /// Does not hold.
    Not(Box<Cond>),
    /// A field against a value; for a field with many values, `=` asks whether the value is among them.
    Compare(Column, Comparison, Stored),
    /// A field against another.
    CompareFields(Column, Comparison, Column),
    /// A field is one of several values.
    OneOf(Column, Vec<Stored>),
    /// A field is filled.
    IsSet(Column),
}

/// What one number of a measure counts.
#[derive(Clone, PartialEq, Debug)]
pub struct Tally {
    /// What is done with the records.
    pub function: Function,
    /// Whose records.
    pub register: String,
    /// The field that is added up, or the link to the person.
    pub of: Option<Column>,
    /// Which records there are at all (`at wave = endline`).
    pub within: Cond,
    /// Which of them count (for a share: the numerator).
    pub cond: Cond,
    /// Least, most or mean over groups.
    pub per: Option<Per>,
    /// Broken down by.
    pub by: Vec<Column>,
    /// The activity to which a record belongs; none where the register knows of none.
    pub activity: Option<Column>,
}

/// `per event where …`: the groups, of which some may be empty.
#[derive(Clone, PartialEq, Debug)]
pub struct Per {
    /// The register whose records are the groups.
    pub register: String,
    /// From a counted record to its group.
    pub group: Column,
    /// Which groups are looked at.
    pub cond: Cond,
    /// The activity to which a group belongs.
    pub activity: Option<Column>,
    /// What is counted within a group: records, people or a sum.
    pub function: Function,
}

/// In what a value is measured.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Unit {
    /// Records of a register, or a named unit of the choices `unit`.
    Named(String),
}

impl Unit {
    /// Money: values are tiyn.
    pub const MONEY: &'static str = "KZT";
    /// Distinct people.
    pub const PERSONS: &'static str = "persons";
    /// Part of a whole.
    pub const SHARE: &'static str = "share";
    /// Difference of two shares, in percentage points when multiplied by 100.
    pub const POINTS: &'static str = "points";
    /// A plain number.
    pub const NUMBER: &'static str = "number";
    /// A field of kind decimal: values are ten-thousandths.
    pub const DECIMAL: &'static str = "decimal";

    pub(crate) fn named(name: impl Into<String>) -> Unit {
        Unit::Named(name.into())
    }

    /// Its name.
    pub fn name(&self) -> &str {
        let Unit::Named(name) = self;
        name
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Expr {
    Number(i64),
    Tally(usize),
    Op(char, Box<Expr>, Box<Expr>),
    Change(usize, usize),
}

/// A measure that has been checked.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    text: String,
    expr: Expr,
    tallies: Vec<Tally>,
    by: Vec<Column>,
    unit: Unit,
    wide: bool,
    framing: Vec<Framing>,
}

/// Beside the share of a survey: who answered, by wave and place, so that it can be said of how many people they are a part.
#[derive(Clone, PartialEq, Debug)]
pub struct Framing {
    /// The tally of the share, by its place among the tallies.
    pub of: usize,
    /// The answers of the same wave by wave and place.
    pub tally: Tally,
}

impl Measure {
    /// Reads and checks a measure. The finding points at the word and suggests the one that was meant.
    pub fn read(text: &str, catalogue: &Catalogue) -> Result<Measure, Finding> {
        resolve::measure(text, catalogue)
    }

    /// The same measure broken down by further fields (`--by place`).
    pub fn broken_down(text: &str, by: &[String], catalogue: &Catalogue) -> Result<Measure, Finding> {
        if by.is_empty() {
            return Measure::read(text, catalogue);
        }
        let first = Measure::read(text, catalogue)?;
        let keys = if first.by.is_empty() { format!(" by {}", by.join(", ")) } else { format!(", {}", by.join(", ")) };
        // `by` stands last in the text as it is normally written; where it does not, the parser says so.
        Measure::read(&format!("{text}{keys}"), catalogue)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What has to be counted.
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// What else has to be counted to know how sure a share of a survey is.
    pub fn framing(&self) -> &[Framing] {
        &self.framing
    }

    /// Fields of the breakdown, as the first tally sees them.
    pub fn by(&self) -> &[Column] {
        &self.by
    }

    /// In what the value is measured.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Whether it counts the whole project even for an indicator of one activity (`in project`).
    pub fn is_wide(&self) -> bool {
        self.wide
    }

    /// The finding that an indicator's measure counts a register which does not know its activity.
    pub fn not_of_an_activity(&self) -> Option<Finding> {
        let lost = self.tallies.iter().find(|tally| tally.activity.is_none())?;
        (!self.wide).then(|| {
            Finding::severe("measure-without-activity").with("text", &self.text).with("register", &lost.register)
        })
    }
}

impl Cond {
    /// Whether it holds, given a way to look up the values of a column (several for a field with many).
    pub fn holds(&self, look_up: &dyn Fn(&Column) -> Vec<Stored>) -> bool {
        let compare = |left: &[Stored], comparison: Comparison, right: &Stored| match comparison {
            Comparison::Unequal => !left.contains(right),
            other => left.iter().any(|value| same_kind(value, right) && other.holds(value.cmp(right))),
        };
        match self {
            Cond::Always => true,
            Cond::All(all) => all.iter().all(|cond| cond.holds(look_up)),
            Cond::Any(any) => any.iter().any(|cond| cond.holds(look_up)),
            Cond::Not(cond) => !cond.holds(look_up),
            Cond::Compare(column, comparison, value) => compare(&look_up(column), *comparison, value),
            Cond::CompareFields(left, comparison, right) => match look_up(right).first() {
                Some(right) => compare(&look_up(left), *comparison, right),
                None => false,
            },
            Cond::OneOf(column, values) => look_up(column).iter().any(|value| values.contains(value)),
            Cond::IsSet(column) => !look_up(column).is_empty(),
        }
    }

    /// Both.
    pub fn and(self, other: Cond) -> Cond {
        match (self, other) {
            (Cond::Always, cond) | (cond, Cond::Always) => cond,
            (a, b) => Cond::All(vec![a, b]),
        }
    }

    /// Every column the condition looks at.
    pub fn columns(&self) -> Vec<&Column> {
        match self {
            Cond::Always => Vec::new(),
            Cond::All(all) | Cond::Any(all) => all.iter().flat_map(Cond::columns).collect(),
            Cond::Not(cond) => cond.columns(),
            Cond::Compare(column, ..) | Cond::OneOf(column, _) | Cond::IsSet(column) => vec![column],
            Cond::CompareFields(left, _, right) => vec![left, right],
        }
    }
}

fn same_kind(a: &Stored, b: &Stored) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
