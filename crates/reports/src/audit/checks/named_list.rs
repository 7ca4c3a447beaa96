//! # What it does
//! Counts what is named: rows of the table of partners against the number of partners, success stories against the number
//! of cases.
//!
//! # Why it matters
//! A number and the list behind it are read together; the monitor calls the partners that the table names.
//!
//! # Example
//! "Количество партнёров: 2" beside a table of seven partners.

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-named-list"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let partners: Vec<u32> = paper
        .tables_of("partners")
        .flat_map(|(known, grid)| {
            let column = known.column("partner_cell").unwrap_or(1);
            let headings = known.headings;
            grid.cells
                .iter()
                .filter(move |cell| cell.column == column && cell.row > headings && !cell.text.trim().is_empty())
        })
        .filter_map(|cell| cell.passages.first().copied())
        .collect();
    found.extend(differ(paper, "partners", &partners));
    let stories: Vec<u32> = paper
        .passages()
        .filter(|(passage, text)| {
            let is_short = text.tokens.len() <= 14;
            is_short
                && passage.place.table.is_none()
                && paper.said(text).listed("section_story").any(|hit| hit.from <= 2)
        })
        .filter(|(passage, _)| !passage.text.contains('—') && !passage.text.trim_end().ends_with(':'))
        .map(|(passage, _)| passage.place.passage)
        .collect();
    found.extend(differ(paper, "stories", &stories));
    found
}

fn differ(paper: &Paper<'_>, quantity: &str, named: &[u32]) -> Option<Remark> {
    let is = |s: &&Statement| paper.counts(s) == quantity && s.side != Side::Plan && s.is_result();
    let told = paper.statements.iter().find(is)?;
    let n = i64::try_from(named.len()).ok()?;
    (n > 0 && told.value != n * ONE).then(|| {
        let quotes = std::iter::once(paper.quote(told))
            .chain(named.iter().take(12).map(|passage| Quote::whole(*passage)))
            .collect();
        Remark::new("audit-named-list", Severity::Warning, 78, quotes)
            .labelled("what", &paper.vocabulary.quantities[told.quantity].label)
            .with("told", shown_scaled(told.value, ONE))
            .with("named", n)
    })
}
