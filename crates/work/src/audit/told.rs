//! What an audit found, in words of a language: for people and, as JSON of a documented shape, for scripts.

use super::{Audit, Audited};
use auyl_domain::words::Phrases;
use auyl_domain::{Lang, Severity};
use auyl_reports::source::{Place, Source};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Letters of a quote that are shown around what matters.
const AROUND: usize = 90;

/// The number of the shape of [`json()`]; a field may be added without a new number, never changed or taken away.
pub const fn schema_version() -> u32 {
    1
}

/// The phrase for a severity.
pub(super) const fn severity_phrase(severity: Severity) -> &'static str {
    match severity {
        Severity::Severe => "severity-severe",
        Severity::Warning => "severity-warning",
        Severity::Hint => "severity-hint",
    }
}

/// What a person who looked at the places says of a remark.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// The report is wrong there.
    Right,
    /// The auditor is wrong.
    Wrong,
    /// It is so, and does not matter.
    Unimportant,
}

impl Mark {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Mark; 3] = [Mark::Right, Mark::Wrong, Mark::Unimportant];

    /// As forms send it and scripts read it.
    pub const fn code(self) -> &'static str {
        match self {
            Mark::Right => "right",
            Mark::Wrong => "wrong",
            Mark::Unimportant => "unimportant",
        }
    }

    /// The phrase for people.
    pub(super) fn phrase(self) -> String {
        format!("audit-mark-{}", self.code())
    }
}

/// A report in words: what scripts read, and what goes into lists.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Report {
    /// Its file.
    pub file: String,
    /// Why it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Severe findings.
    pub severe: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub hints: usize,
    /// How many numbers were held against the records of a project.
    pub compared: Option<usize>,
    /// What is wrong with the file itself.
    pub file_findings: Vec<String>,
    /// What was found, the worst first.
    pub findings: Vec<Told>,
}

/// A remark in words.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Told {
    /// Stable name of the kind.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the program is, in percent.
    pub confidence: u8,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub todo: String,
    /// The places, the one to be mended first.
    pub quotes: Vec<Quoted>,
    /// What a person says of it; none before somebody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Why the person says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A place of a report in words.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Quoted {
    /// Nth passage, from 1.
    pub passage: u32,
    /// Page, where the file has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Line of a plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Nth table, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Row of that table, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What stands before.
    pub before: String,
    /// What matters.
    pub text: String,
    /// What stands behind.
    pub after: String,
}

/// All remarks of a report in words.
pub fn told(audit: &Audit, phrases: &Phrases, lang: Lang) -> Vec<Told> {
    let one = |remark: &auyl_reports::audit::Remark| Told {
        code: remark.finding.code.to_string(),
        severity: remark.finding.severity,
        confidence: remark.confidence,
        message: remark.finding.message(phrases, lang).trim().to_string(),
        todo: remark.finding.todo(phrases, lang),
        quotes: remark.quotes.iter().map(|quote| quoted(&audit.source, quote)).collect(),
        mark: None,
        reason: String::new(),
    };
    audit.remarks.iter().map(one).collect()
}

fn quoted(source: &Source, quote: &auyl_reports::audit::Quote) -> Quoted {
    let passage = source.passage(quote.passage);
    let (place, text) = passage.map_or((Place::default(), ""), |passage| (passage.place, passage.text.as_str()));
    let at = quote.at.clone().filter(|at| at.end <= text.len()).unwrap_or(0..text.len());
    let (before, matters, after) = (&text[..at.start], &text[at.clone()], &text[at.end..]);
    let n = before.chars().count();
    let cut = |text: String, whole: bool| if whole { text } else { format!("{text}…") };
    let tail: String = before.chars().skip(n.saturating_sub(AROUND / 2)).collect();
    let head: String = after.chars().take(AROUND / 2).collect();
    let most: String = matters.chars().take(AROUND * 3).collect();
    Quoted {
        passage: quote.passage,
        page: place.page,
        line: place.line,
        table: place.table,
        row: place.row,
        column: place.column,
        before: if n > AROUND / 2 { format!("…{tail}") } else { tail },
        text: cut(most.clone(), most.len() == matters.len()),
        after: cut(head.clone(), head.len() == after.len()),
    }
}

/// Several audits in words.
pub fn reports(audited: &[Audited], phrases: &Phrases, lang: Lang) -> Vec<Report> {
    let one = |audited: &Audited| {
        let refused = audited.outcome.as_ref().err().map(|refusal| refusal.message(phrases, lang));
        let audit = audited.outcome.as_ref().ok();
        let n = |severity| audit.map_or(0, |audit| audit.count(severity));
        let said = |finding: &auyl_domain::Finding| finding.message(phrases, lang);
        Report {
            file: audited.name.clone(),
            refused,
            severe: n(Severity::Severe),
            warnings: n(Severity::Warning),
            hints: n(Severity::Hint),
            compared: audit.and_then(|audit| audit.compared),
            file_findings: audit.map(|audit| audit.findings.iter().map(said).collect()).unwrap_or_default(),
            findings: audit.map(|audit| told(audit, phrases, lang)).unwrap_or_default(),
        }
    };
    audited.iter().map(one).collect()
}

/// Several reports as one JSON document; `docs/audit-json.md` tells its shape.
pub fn json(reports: &[Report], lang: Lang) -> Value {
    json!({ "schema": schema_version(), "language": lang.code(), "reports": reports })
}
