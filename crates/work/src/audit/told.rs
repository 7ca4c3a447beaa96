//! What an audit found, in words of a language: for people and, as JSON of a documented shape, for scripts.

use super::{Audit, Audited};
use auyl_domain::words::Phrases;
use auyl_domain::{Lang, Severity};
use auyl_reports::source::{Place, Source};
use serde::Serialize;
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

/// A remark in words.
#[derive(Serialize, Clone, Debug)]
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
}

/// A place of a report in words.
#[derive(Serialize, Clone, Debug)]
pub struct Quoted {
    /// Nth passage, from 1.
    pub passage: u32,
    /// Page, where the file has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Line of a plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Nth table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Row of that table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// Several audits as one JSON document; `docs/audit-json.md` tells its shape.
pub fn json(audited: &[Audited], phrases: &Phrases, lang: Lang) -> Value {
    let reports: Vec<Value> = audited
        .iter()
        .map(|audited| match &audited.outcome {
            Err(refusal) => json!({ "file": audited.name, "refused": refusal.message(phrases, lang) }),
            Ok(audit) => json!({
                "file": audited.name,
                "severe": audit.count(Severity::Severe),
                "warnings": audit.count(Severity::Warning),
                "hints": audit.count(Severity::Hint),
                "file_findings": audit.findings.iter().map(|finding| finding.message(phrases, lang)).collect::<Vec<_>>(),
                "findings": told(audit, phrases, lang),
            }),
        })
        .collect();
    json!({ "schema": schema_version(), "language": lang.code(), "reports": reports })
}
