//! # What it does
//! Holds the unit in the heading of a column against the unit in its cells.
//!
//! # Why it matters
//! "тысячи тенге" above "865 000 тенге" is a thousand times too much, or the heading is wrong.
//!
//! # Example
//! "Объем финансирования (тысячи тенге)" and "865 000 тенге".

use super::Check;
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::ONE;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-unit-heading"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for grid in paper.source.tables() {
        let known = paper.tables.iter().find(|known| known.table == grid.number);
        let headings = known.map_or(grid.header_rows.max(1), |known| known.headings);
        for column in 1..=grid.columns {
            let heading = (1..=headings).rev().filter_map(|row| grid.at(row, column)).find_map(|cell| {
                cell.passages.iter().find(|passage| {
                    paper
                        .text(**passage)
                        .is_some_and(|(_, text)| paper.said(text).listed("thousand_unit").next().is_some())
                })
            });
            let Some(heading) = heading else { continue };
            // Tenge, or a number no village project has in thousands: a billion.
            let is_tenge = |claim: &&Claim| {
                claim.unit == Unit::Tenge || claim.unit == Unit::Piece && claim.number.value >= 100_000 * ONE
            };
            let cells = grid.cells.iter().filter(|cell| cell.column == column && cell.row > headings);
            let wrong: Vec<Quote> = cells
                .flat_map(|cell| &cell.passages)
                .filter_map(|passage| paper.text(*passage))
                .filter_map(|(_, text)| text.claims.iter().find(is_tenge))
                .map(|claim| Quote::part(claim.passage, claim.at.clone()))
                .collect();
            if !wrong.is_empty() {
                let quotes = std::iter::once(Quote::whole(*heading)).chain(wrong).collect();
                found.push(Remark::new("audit-unit-heading", Severity::Severe, quotes));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn thousands_of_tenge_above_tenge() {
        check(
            "Сфера гранта	Проблема	Объем финансирования (тысячи тенге)	Вид гранта
Культура	Нет клуба	865 000 тенге	краткосрочный",
            expect![[r#"
                audit-unit-heading: The heading says thousands of tenge, the cells say tenge.
                    «Объем финансирования (тысячи тен…» «865 000 тенге»
                audit-grant-sum: 865 000 tenge is less than the least grant, 1 966 000 (Закон РК № 36, ст. 6-1 п. 2: 500 МРП, МРП 3 932 тенге).
                    «865 000 тенге»
            "#]],
        );
    }
}
