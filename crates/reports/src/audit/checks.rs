//! The checks of an audit. Each is one file of one shape and one word in [`CHECKS`]; its heading comment says what it does, why
//! it matters and shows an example, and its tests are small documents. What a finding says stands in
//! `catalogue/words/*/audit.ftl`: `finding-<code>`, with the attributes `.todo`, `.what`, `.why` and `.example` (for `--explain`).

mod abbreviations;
mod actual_is_plan;
mod annexes;
mod blank;
mod bounds;
mod causes;
mod chain;
mod chain_counts;
mod dates;
mod deviation;
mod districts;
mod evidence;
mod fields;
mod foreign;
mod future;
mod hygiene;
mod label_count;
mod law;
mod letters;
mod named_list;
mod number_of_sites;
mod per_unit;
mod persons;
mod places;
mod replies;
mod round_shares;
mod same_quantity;
mod same_text;
mod shares;
mod solved;
mod status;
mod stories;
mod sum_of_parts;
#[cfg(test)]
pub(crate) mod testing;
mod units;
mod wording;

use super::paper::Paper;
use super::remark::Remark;

/// One check.
pub struct Check {
    /// Codes of its findings; stable, never used again for another.
    pub codes: &'static [&'static str],
    /// Does it.
    pub run: fn(&Paper<'_>) -> Vec<Remark>,
}

/// All checks, in the order in which they are explained.
pub const CHECKS: &[Check] = &[
    same_quantity::CHECK,
    sum_of_parts::CHECK,
    shares::CHECK,
    per_unit::CHECK,
    number_of_sites::CHECK,
    bounds::CHECK,
    actual_is_plan::CHECK,
    label_count::CHECK,
    future::CHECK,
    same_text::CHECK,
    evidence::CHECK,
    named_list::CHECK,
    persons::CHECK,
    annexes::CHECK,
    fields::CHECK,
    deviation::CHECK,
    dates::CHECK,
    causes::CHECK,
    status::CHECK,
    solved::CHECK,
    letters::CHECK,
    replies::CHECK,
    chain::CHECK,
    chain_counts::CHECK,
    units::CHECK,
    abbreviations::CHECK,
    places::CHECK,
    districts::CHECK,
    foreign::CHECK,
    stories::CHECK,
    round_shares::CHECK,
    blank::CHECK,
    wording::CHECK,
    law::CHECK,
    hygiene::CHECK,
];
