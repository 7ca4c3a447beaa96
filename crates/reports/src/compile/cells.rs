//! A cell: one figure of a report with the question behind it, so that it can be counted again.

use crate::units::Style;
use auyl_domain::{Quantity, Question};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// One figure of a report.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// `c17`: the seventeenth figure of the report.
    pub id: String,
    /// What is counted.
    pub question: Question,
    /// Unit of the value.
    pub unit: String,
    /// The value.
    pub value: Quantity,
    /// The value as printed.
    pub shown: String,
}

/// A cell as files carry it.
#[derive(Serialize, Deserialize)]
struct CellText {
    id: String,
    measure: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    activity: Option<String>,
    unit: String,
    value: QuantityText,
    shown: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum QuantityText {
    Number(i64),
    Ratio { numerator: i64, denominator: i64 },
    Nothing(()),
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = match self.value {
            Quantity::Number(number) => QuantityText::Number(number),
            Quantity::Ratio { numerator, denominator } => QuantityText::Ratio { numerator, denominator },
            Quantity::Nothing => QuantityText::Nothing(()),
        };
        let text = CellText {
            id: self.id.clone(),
            measure: self.question.measure.clone(),
            activity: self.question.activity.clone(),
            unit: self.unit.clone(),
            value,
            shown: self.shown.clone(),
        };
        text.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        let text = CellText::deserialize(deserializer)?;
        let value = match text.value {
            QuantityText::Number(number) => Quantity::Number(number),
            QuantityText::Ratio { denominator: 0, .. } => return Err(D::Error::custom("a ratio of nought")),
            QuantityText::Ratio { numerator, denominator } => Quantity::Ratio { numerator, denominator },
            QuantityText::Nothing(()) => Quantity::Nothing,
        };
        let question = Question { measure: text.measure, activity: text.activity };
        Ok(Cell { id: text.id, question, unit: text.unit, value, shown: text.shown })
    }
}

/// What a page asked for while it was written.
#[derive(Debug, Default)]
pub(super) struct Noted {
    pub cells: Vec<Cell>,
    pub missing: BTreeSet<auyl_domain::Question>,
    pub findings: Vec<auyl_domain::Finding>,
    known: BTreeMap<(Question, Style), usize>,
}

impl Noted {
    /// The cell of a question in a style: the same figure printed twice is one cell.
    pub fn cell(&mut self, question: Question, style: Style, make: impl FnOnce(String) -> Cell) -> &Cell {
        let next = self.cells.len();
        let at = *self.known.entry((question, style)).or_insert(next);
        if at == next {
            self.cells.push(make(format!("c{}", next + 1)));
        }
        &self.cells[at]
    }

    /// Keeps a finding once, however often the page meets it.
    pub fn find(&mut self, finding: auyl_domain::Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}
