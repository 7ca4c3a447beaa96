//! Findings as lines of a page: how much each matters in a word, what is wrong, what to do, and a link to where.

use crate::ask::Here;
use auyl_domain::views::{INDICATOR, NARRATIVE};
use auyl_domain::{Finding, Severity, Spot};

/// One finding as a page shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Class of its mark.
    pub class: &'static str,
    /// How much it matters, as the key of a word.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do next; may be empty.
    pub todo: String,
    /// Where it is mended.
    pub href: Option<String>,
    /// Where it is, as far as a file has places.
    pub place: String,
}

/// A line for each finding, in their order.
pub fn lines<'f>(here: &Here, findings: impl IntoIterator<Item = &'f Finding>) -> Vec<Line> {
    findings.into_iter().map(|finding| line(here, finding)).collect()
}

/// The line of a finding.
pub fn line(here: &Here, finding: &Finding) -> Line {
    let (phrases, lang) = (here.app.catalogue.phrases(), here.lang());
    let (class, severity) = match finding.severity {
        Severity::Severe => ("bad", "report-severe"),
        Severity::Warning => ("warn", "report-warning"),
        Severity::Hint => ("", "report-hint"),
    };
    Line {
        class,
        severity,
        message: finding.message(phrases, lang),
        todo: finding.todo(phrases, lang),
        href: mend(here, finding),
        place: place(&finding.spot),
    }
}

fn mend(here: &Here, finding: &Finding) -> Option<String> {
    let (root, spot) = (here.root(), &finding.spot);
    let (register, record) = (spot.register.as_deref()?, spot.record.as_deref()?);
    here.project.catalogue.register(register)?;
    Some(match (register, &*finding.code) {
        (NARRATIVE, _) => format!("{root}/report/section/{record}"),
        (_, "narrative-missing") => format!("{root}/report#{register}-{record}"),
        (INDICATOR, "deviation-missing") => {
            format!("{root}/report/section/new?section=deviation&{INDICATOR}={record}")
        }
        _ => format!("{root}/r/{register}/{record}"),
    })
}

/// Sheet and cell; a record has its link instead.
fn place(spot: &Spot) -> String {
    let cell = match (spot.row, &spot.column) {
        (Some(row), Some(column)) if spot.sheet.is_some() => format!("{column}{row}"),
        (Some(row), _) => row.to_string(),
        _ => String::new(),
    };
    let parts = [spot.sheet.clone().unwrap_or_default(), cell];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
