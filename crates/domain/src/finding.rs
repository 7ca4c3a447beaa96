//! Content that is wrong. A finding is shown to whoever can mend it; it is never an error of the program.
//! Its sentence stands in `catalogue/words/*.ftl` under `finding-<code>` (with the attribute `.todo`),
//! or, for a rule of a register file, beside the rule.

use crate::words::{Lang, Phrases, Words};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Hint,
    /// Probably wrong; a report may still be frozen.
    Warning,
    /// Wrong: a record with it is counted nowhere, a report with it is not frozen.
    Severe,
}

/// Where the trouble is: a file with line and column, a workbook cell, a record's field.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize)]
pub struct Spot {
    /// File name, as the person knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Line of a text, or row of a sheet, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column of a text, from 1, or letters of a sheet's column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Id of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// Field of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Spot {
    /// A place in a text file, line and column from 1.
    pub fn line(file: &str, row: u32, column: u32) -> Spot {
        Spot { file: Some(file.into()), row: Some(row), column: Some(column.to_string()), ..Spot::default() }
    }

    /// A record, as a whole.
    pub fn record(register: &str, record: &str) -> Spot {
        Spot { register: Some(register.into()), record: Some(record.into()), ..Spot::default() }
    }

    /// The same place, narrowed to a field.
    pub fn field(mut self, field: &str) -> Spot {
        self.field = Some(field.into());
        self
    }
}

impl std::fmt::Display for Spot {
    /// `demo.xlsx, Events, 12C, held_on`: only what is known, from the outside in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts: Vec<Cow<'_, str>> = Vec::new();
        parts.extend(self.file.as_deref().map(Cow::from));
        parts.extend(self.sheet.as_deref().map(Cow::from));
        match (self.row, &self.column) {
            (Some(row), Some(column)) if self.sheet.is_some() => parts.push(format!("{column}{row}").into()),
            (Some(row), Some(column)) => parts.push(format!("{row}:{column}").into()),
            (Some(row), None) => parts.push(row.to_string().into()),
            (None, Some(column)) => parts.push(column.into()),
            (None, None) => {}
        }
        match (&self.register, &self.record) {
            (Some(register), Some(record)) => parts.push(format!("{register} {record}").into()),
            (Some(register), None) => parts.push(register.into()),
            (None, Some(record)) => parts.push(record.into()),
            (None, None) => {}
        }
        parts.extend(self.field.as_deref().map(Cow::from));
        f.write_str(&parts.join(", "))
    }
}

/// One thing that is wrong, where, and what the sentence about it needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Stable name of the kind of trouble; never reused for another.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub spot: Spot,
    /// Names and values that the sentence mentions.
    pub args: BTreeMap<&'static str, String>,
    /// Names that the sentence mentions in the language it is said in: labels of fields and registers.
    pub labels: BTreeMap<&'static str, Words>,
    /// The sentence itself and the advice, for rules that bring their own (register files).
    pub own: Option<(Words, Words)>,
}

impl Finding {
    /// A finding whose sentence stands in the interface texts.
    pub fn new(code: &'static str, severity: Severity) -> Finding {
        Finding {
            code: code.into(),
            severity,
            spot: Spot::default(),
            args: BTreeMap::new(),
            labels: BTreeMap::new(),
            own: None,
        }
    }

    /// A severe finding.
    pub fn severe(code: &'static str) -> Finding {
        Finding::new(code, Severity::Severe)
    }

    /// A warning.
    pub fn warning(code: &'static str) -> Finding {
        Finding::new(code, Severity::Warning)
    }

    /// A finding of a rule that carries its own message and advice.
    pub fn of_rule(code: &str, severity: Severity, message: Words, todo: Words) -> Finding {
        Finding {
            code: Cow::Owned(code.to_string()),
            severity,
            spot: Spot::default(),
            args: BTreeMap::new(),
            labels: BTreeMap::new(),
            own: Some((message, todo)),
        }
    }

    /// The same finding at a place.
    pub fn at(mut self, spot: Spot) -> Finding {
        self.spot = spot;
        self
    }

    /// The same finding with one more name or value for its sentence.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Finding {
        self.args.insert(name, value.to_string());
        self
    }

    /// The same finding with a label that is said in the language of the sentence.
    pub fn labelled(mut self, name: &'static str, label: &Words) -> Finding {
        self.labels.insert(name, label.clone());
        self
    }

    fn said_args(&self, lang: Lang) -> BTreeMap<&'static str, String> {
        let labels = self.labels.iter().map(|(name, label)| (*name, label.get(lang).to_string()));
        self.args.clone().into_iter().chain(labels).collect()
    }

    /// The sentence in a language.
    pub fn message(&self, phrases: &Phrases, lang: Lang) -> String {
        match &self.own {
            Some((message, _)) => message.get(lang).to_string(),
            None => phrases.say_with(lang, &format!("finding-{}", self.code), &self.said_args(lang)),
        }
    }

    /// What to do next, in a language; empty where the sentence says it already.
    pub fn todo(&self, phrases: &Phrases, lang: Lang) -> String {
        match &self.own {
            Some((_, todo)) => todo.get(lang).to_string(),
            None => phrases.attribute(lang, &format!("finding-{}", self.code), "todo", &self.said_args(lang)),
        }
    }
}

/// Whether any finding blocks.
pub fn has_severe(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Severe)
}
