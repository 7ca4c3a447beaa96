//! Reading a report that Auyl did not write and saying where it contradicts itself. A paper is understood first
//! ([`paper`]: words, numbers, dates, tables, activities), then every check of [`CHECKS`] looks at it. A check knows no number,
//! name or sentence of any one report: its words stand in `catalogue/audit/`, its sentences in `catalogue/words/*/audit.ftl`.
//!
//! In reading order: [`vocabulary`], [`lexer`], [`dates`], [`claims`], [`tables`], [`paper`], [`remark`], [`checks`],
//! [`records`].

pub mod checks;
pub mod claims;
pub mod dates;
pub mod lexer;
pub mod paper;
pub mod records;
pub mod remark;
pub mod tables;
pub mod vocabulary;

pub use checks::{CHECKS, Check};
pub use paper::Paper;
pub use records::{Against, Held, against};
pub use remark::{Quote, Remark};
pub use vocabulary::Vocabulary;

use crate::source::Source;

/// Everything that one report contradicts, the worst and surest first.
pub fn audit(source: &Source, vocabulary: &Vocabulary) -> Vec<Remark> {
    let paper = Paper::of(source, vocabulary);
    let mut remarks: Vec<Remark> = CHECKS.iter().flat_map(|check| (check.run)(&paper)).collect();
    for remark in &mut remarks {
        remark.confidence = vocabulary.confidence(&remark.finding.code, remark.ground);
    }
    sort(&mut remarks);
    // Two ways to the same contradiction tell it once.
    remarks.dedup_by(|one, other| one.finding == other.finding && one.quotes == other.quotes);
    remarks
}

/// The codes of everything that an audit may find, in the order in which they are explained.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().flat_map(|check| check.codes).copied().chain([records::CODE])
}

/// Puts the worst and surest first, then in reading order.
pub fn sort(remarks: &mut [Remark]) {
    remarks.sort_by_key(|remark| {
        let at = remark.quotes.first().map_or(0, |quote| quote.passage);
        (std::cmp::Reverse(remark.finding.severity), std::cmp::Reverse(remark.confidence), at)
    });
}

#[cfg(test)]
mod tests;
