//! # What it does
//! Looks for the fields of the form (name, head, address, period, sum, date of filling in) and whether something stands in them.
//!
//! # Why it matters
//! A report without its period or sum cannot be held against the contract, and comes back.
//!
//! # Example
//! "Общая сумма средств, выделенная на реализацию гранта:" and nothing behind it.

use super::Check;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-field-empty"], run };

/// Words of the name of a field.
const LABEL: usize = 6;
/// Passages at the beginning in which the fields of a report stand.
const FIRST: usize = 40;
/// Passages of which nearly all are fields.
const HEAD: usize = 8;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let lists = &paper.vocabulary.lists;
    let fields: Vec<&str> = lists.iter().map(|list| list.id.as_str()).filter(|id| id.starts_with("field_")).collect();
    // What is filled in may be set bold and look like a heading.
    let sections: Vec<&str> = lists
        .iter()
        .map(|list| list.id.as_str())
        .filter(|id| id.starts_with("section_") || id.starts_with("head_"))
        .collect();
    let mut found = Vec::new();
    let passages = paper.source.passages();
    for (at, (passage, text)) in paper.passages().enumerate() {
        let said = paper.said(text);
        let known = fields.iter().find(|field| said.listed(field).any(|hit| hit.from <= 6)).copied();
        // Behind the first page only the day of filling in and the pages are asked for.
        let is_here = |field: &&str| at < FIRST || matches!(*field, "field_filled" | "field_pages");
        let Some(field) = known.filter(is_here).or_else(|| is_among_fields(passages, at).then_some("field")) else {
            continue;
        };
        let Some(colon) = passage.text.find(':') else { continue };
        // "Задача проекта № 1:" is a heading of its own.
        if ["head_objective", "head_activity"].iter().any(|head| said.listed(head).any(|hit| hit.from <= 1)) {
            continue;
        }
        let is_empty = passage.text[colon + 1..].chars().all(|c| !c.is_alphanumeric());
        // What is asked for may stand in a paragraph of its own.
        let next = passages.get(at + 1);
        let follows = next.is_some_and(|next| {
            let text = &paper.texts[at + 1];
            let is_field = fields.iter().any(|field| paper.said(text).listed(field).next().is_some());
            // In a table it stands in the next cell of the row, whatever it is.
            let is_beside = passage.place.table.is_some()
                && (next.place.table, next.place.row) == (passage.place.table, passage.place.row);
            if is_beside && !next.text.trim().is_empty() {
                return true;
            }
            !next.text.trim().is_empty()
                && !is_field
                && !sections.iter().any(|section| paper.said(text).listed(section).any(|hit| hit.from <= 6))
                && !next.text.contains(':')
                && !next.text.starts_with(|c: char| c.is_ascii_digit() && next.text.contains(". "))
        });
        // The number of pages is known when the report is printed, and often written by hand.
        let severity = if field == "field_pages" { Severity::Warning } else { Severity::Severe };
        if is_empty && !follows {
            found.push(
                Remark::new("audit-field-empty", severity, vec![Quote::whole(passage.place.passage)])
                    .with("field", passage.text[..colon].trim())
                    .with("id", field),
            );
        }
    }
    found
}

/// "Направление:" between two lines that say what they are, each with a colon and something behind it; beside one of them at
/// the very beginning.
fn is_among_fields(passages: &[Passage], at: usize) -> bool {
    fn label(text: &str) -> Option<(&str, &str)> {
        text.split_once(':').filter(|(label, _)| label.split_whitespace().count() <= LABEL)
    }
    let is_filled = |at: usize| {
        passages.get(at).is_some_and(|passage| {
            passage.place.table.is_none()
                && label(&passage.text).is_some_and(|(_, said)| said.chars().any(char::is_alphanumeric))
        })
    };
    let is_field = passages[at].place.table.is_none() && label(&passages[at].text).is_some();
    let is_head = at < HEAD && passages[at].text.trim_end().ends_with(':');
    let before = at > 0 && is_filled(at - 1);
    let after = is_filled(at + 1);
    is_field && at < FIRST && (before && after || is_head && (before || after))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn the_heading_of_an_objective_was_taken_for_an_empty_field() {
        check(
            "Организация: Фонд Айгуль

Задача проекта № 1:

Адрес: село Ульги",
            expect![[""]],
        );
    }

    #[test]
    fn the_sum_of_the_grant_is_not_filled_in() {
        check(
            "1. Полное наименование неправительственной организации: ОО «Ұлы дала»

5. Общая сумма средств, выделенная на реализацию гранта:

6. Дата заполнения: 25.11.2024",
            expect![[r#"
                audit-field-empty: “5. Общая сумма средств, выделенная на реализацию гранта” is not filled in.
                    «5. Общая сумма средств, выделенная…»
            "#]],
        );
    }
}
