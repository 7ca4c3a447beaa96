//! # What it does
//! Holds closed lists and bounds that a law sets against the report: kinds of grants, the least sum of a grant, words for
//! bodies that are called otherwise now. Each stands in `catalogue/audit/law.toml` with act, article and first day.
//!
//! # Why it matters
//! A proposal for a "малый грант" cannot be taken into a list of grants that knows no such kind.
//!
//! # Example
//! "Вид гранта: Малый грант".

use super::Check;
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::ONE;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Limit;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use auyl_domain::words::fold;

pub(super) const CHECK: Check = Check { codes: &["audit-grant-kind", "audit-grant-sum", "audit-outdated-word"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for (known, grid) in paper.tables_of("priorities") {
        for cell in grid.cells.iter().filter(|cell| cell.row > known.headings && !cell.text.trim().is_empty()) {
            let Some(first) = cell.passages.first() else { continue };
            match known.role(cell.column) {
                Some("grant_kind") => found.extend(
                    limit(paper, "grant_kinds").filter(|limit| !names_one(&cell.text, limit)).map(|limit| {
                        let allowed =
                            limit.words.iter().map(|word| word.trim_end_matches('*')).collect::<Vec<_>>().join(", ");
                        Remark::new("audit-grant-kind", Severity::Warning, vec![Quote::whole(*first)])
                            .with("kind", cell.text.trim())
                            .with("allowed", allowed)
                            .with("source", &limit.source)
                    }),
                ),
                Some("amount") => {
                    let Some((_, text)) = paper.text(*first) else { continue };
                    // "Көлемі (мың теңге)" above the column.
                    let in_thousands =
                        (1..=known.headings).any(|row| paper.says(grid, row, cell.column, "thousand_unit"));
                    let scale = |claim: &Claim| if in_thousands && claim.unit == Unit::Piece { 1_000 } else { 1 };
                    let sum = text.claims.iter().find(|claim| claim.number.value * scale(claim) >= 10_000 * ONE);
                    let (Some(claim), Some(limit)) = (sum, limit(paper, "grant_least").next()) else { continue };
                    if claim.number.value * scale(claim) < limit.value * ONE {
                        found.push(
                            Remark::new("audit-grant-sum", Severity::Hint, vec![Quote::part(*first, claim.at.clone())])
                                .with("sum", shown_scaled(claim.number.value * scale(claim), ONE))
                                .with("least", shown_scaled(limit.value * ONE, ONE))
                                .with("source", &limit.source),
                        );
                    }
                }
                _ => {}
            }
        }
    }
    for old in limit(paper, "outdated") {
        let quotes: Vec<Quote> = paper
            .passages()
            .flat_map(|(passage, text)| {
                let is_old =
                    |word: &str| old.words.iter().any(|old| word.starts_with(&fold(old.trim_end_matches('*'))));
                let found = text.tokens.iter().filter(move |token| token.word().is_some_and(is_old));
                found.map(|token| Quote::part(passage.place.passage, token.at.clone())).collect::<Vec<_>>()
            })
            .collect();
        if let Some(first) = quotes.first() {
            let word = paper.quoted(first, 0).replace('…', "");
            found.push(
                Remark::new("audit-outdated-word", Severity::Hint, quotes.clone())
                    .with("word", word)
                    .with("n", quotes.len())
                    .with("source", &old.source),
            );
        }
    }
    found
}

/// The limits of this name that hold at the end of the project, or at any time where the report names no period.
fn limit<'p>(paper: &'p Paper<'_>, id: &'p str) -> impl Iterator<Item = &'p Limit> + 'p {
    let end = paper.frame.period.map(|(_, to, _)| to.to_string());
    let mut holding: Vec<&Limit> = paper
        .vocabulary
        .limits
        .iter()
        .filter(|limit| limit.id == id && end.as_deref().is_none_or(|end| limit.from.as_str() <= end))
        .collect();
    if id.starts_with("grant_") {
        holding.sort_by(|a, b| b.from.cmp(&a.from));
        holding.truncate(1);
    }
    holding.into_iter()
}

fn names_one(text: &str, limit: &Limit) -> bool {
    let text = fold(text);
    limit.words.iter().any(|word| text.contains(&fold(word.trim_end_matches('*'))))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_sum_in_thousands_was_held_against_the_least_grant_as_it_stands() {
        check(
            "Сфера гранта	Направление	Сумма (тыс. тг)	Вид	Что ожидается
Культура	Клуб	15 700	краткосрочный	Клуб работает",
            expect![[""]],
        );
    }

    #[test]
    fn a_kind_in_a_table_that_describes_no_problem() {
        check(
            "Сфера гранта	Направление	Сумма (тыс. тг)	Вид	Что ожидается
Культура	Клуб	3 650	постоянный	Клуб работает",
            expect![[r#"
                audit-grant-kind: No kind of grant is called “постоянный” (Закон РК № 36 от 12.04.2005, ст. 6-1 п. 2); known: краткосрочн, среднесрочн, долгосрочн, қысқа мерзімді, орта мерзімді, ұзақ мерзімді.
                    «постоянный»
            "#]],
        );
    }
}
