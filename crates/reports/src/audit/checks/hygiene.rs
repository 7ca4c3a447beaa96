//! # What it does
//! Gathers small things, one finding a kind: quotation marks that are not closed, numbers written in different ways, the number
//! of pages, sections numbered twice.
//!
//! # Why it matters
//! None of it is wrong by itself; much of it says that nobody read the report before it was sent.
//!
//! # Example
//! "2 440 000" and "2922880" in one table.

use super::Check;
use crate::audit::lexer::{Kind, ONE};
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use std::collections::BTreeSet;

pub(super) const CHECK: Check =
    Check { codes: &["audit-quotation-marks", "audit-number-format", "audit-numbering", "audit-page-count"], run };

/// Places that are shown of one kind.
const MOST: usize = 20;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let open: Vec<Quote> = paper
        .passages()
        .filter(|(passage, _)| passage.text.matches('«').count() != passage.text.matches('»').count())
        .map(|(passage, _)| Quote::whole(passage.place.passage))
        .collect();
    let grouped = |quotes: Vec<Quote>, code: &'static str| {
        let n = quotes.len();
        (n > 0).then(|| Remark::new(code, Severity::Hint, quotes.into_iter().take(MOST).collect()).with("n", n))
    };
    found.extend(grouped(open, "audit-quotation-marks"));
    let (mut spaced, mut plain) = (Vec::new(), Vec::new());
    for (passage, text) in paper.passages() {
        for claim in text.claims.iter().filter(|claim| claim.number.value >= 10_000 * ONE && !claim.number.in_words) {
            let written = &passage.text[claim.at.clone()];
            let is_plain = written.chars().all(|c| c.is_ascii_digit());
            if is_plain { &mut plain } else { &mut spaced }.push(Quote::part(passage.place.passage, claim.at.clone()));
        }
    }
    if !spaced.is_empty() && !plain.is_empty() {
        let quotes = plain.into_iter().take(MOST / 2).chain(spaced.into_iter().take(2)).collect();
        found.push(Remark::new("audit-number-format", Severity::Hint, quotes));
    }
    found.extend(grouped(out_of_order(paper), "audit-numbering"));
    found.extend(page_count(paper));
    found
}

/// Sections of the form that bear the number of another one, or leave one out that no paragraph since the last section bears.
fn out_of_order(paper: &Paper<'_>) -> Vec<Quote> {
    let (mut sections, mut between) = (BTreeSet::new(), BTreeSet::new());
    let mut odd = Vec::new();
    for (passage, text) in paper.passages().filter(|(passage, _)| passage.place.table.is_none()) {
        let Some(Kind::Ordinal(number)) = text.tokens.first().map(|token| &token.kind) else { continue };
        let is_section = text.where_.is_heading && text.where_.section.is_some() && text.where_.activity.is_none();
        if !is_section {
            between.insert(*number);
            continue;
        }
        // The first section may have any number: parts of a longer paper go on counting.
        let leaves_out = sections.last().is_some_and(|last| *number > last + 1) && !between.contains(&(number - 1));
        if sections.contains(number) || leaves_out {
            odd.push(Quote::whole(passage.place.passage));
        }
        sections.insert(*number);
        between.clear();
    }
    odd
}

fn page_count(paper: &Paper<'_>) -> Option<Remark> {
    let pages = i64::from(paper.source.pages?);
    let (passage, claim) = paper.passages().find_map(|(passage, text)| {
        paper.said(text).listed("field_pages").next()?;
        Some((passage.place.passage, text.claims.last()?))
    })?;
    let told = claim.number.value / ONE;
    (told != pages).then(|| {
        Remark::new("audit-page-count", Severity::Hint, vec![Quote::part(passage, claim.at.clone())])
            .with("told", told)
            .with("pages", pages)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_section_counts_on_from_whatever_stands_between() {
        check(
            "1. Цель проекта

2. Кто помогал Айгуль

3. Истории успеха

5. Рекомендации государственным органам",
            expect![[r#"
                audit-numbering: Sections are not numbered in order (1).
                    «5. Рекомендации государственным о…»
            "#]],
        );
    }
}
