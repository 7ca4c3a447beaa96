//! Numbers of the book of letters. What a letter says against itself (no number, no copy) its register file tells.

use super::{Case, Check, records};
use auyl_domain::number_series::Series;
use auyl_domain::views::{LETTER, PASSPORT, day};
use auyl_domain::{Finding, Record, Spot};
use std::collections::BTreeMap;

/// So many missing numbers are named.
const NAMED: usize = 5;

/// # What it does
/// Looks for numbers that nobody has between the lowest and the highest of the book of letters.
///
/// # Why it matters
/// A number that is missing is a letter that nobody can show; whoever checks the book asks for it first.
///
/// # Example
/// There are 01-18/41 and 01-18/43, and no 01-18/42.
pub(super) const CHECK: Check = Check { codes: &["letter-number-gap"], run: numbers };

fn numbers(case: &Case<'_>) -> Vec<Finding> {
    let pattern = records(case.content, PASSPORT).first().map(|passport| passport.text("letter_number"));
    let mut by_year: BTreeMap<i16, Vec<&Record>> = BTreeMap::new();
    for letter in records(case.content, LETTER) {
        if let Some(sent) = day(letter, "sent_on") {
            by_year.entry(sent.year()).or_default().push(letter);
        }
    }
    let mut series: Vec<(Series, Vec<&Record>)> = Vec::new();
    for (year, letters) in by_year {
        let of = Series::of(pattern.unwrap_or_default(), year);
        // Where the year is no part of the number, the book goes on from one year to the next.
        match series.iter_mut().find(|(known, _)| *known == of) {
            Some((_, known)) => known.extend(letters),
            None => series.push((of, letters)),
        }
    }
    let gap = |(series, letters): (Series, Vec<&Record>)| {
        let (first, n_missing) = series.gaps(letters.iter().map(|letter| letter.text("number")), NAMED);
        let last = letters.iter().max_by_key(|letter| series.place(letter.text("number")))?;
        let named = match n_missing > NAMED as u64 {
            true => format!("{} …", first.join(", ")),
            false => first.join(", "),
        };
        let finding = Finding::warning("letter-number-gap").with("numbers", named).with("n", n_missing);
        (n_missing > 0).then(|| finding.at(Spot::record(LETTER, last.id.as_str()).field("number")))
    };
    series.into_iter().filter_map(gap).collect()
}
