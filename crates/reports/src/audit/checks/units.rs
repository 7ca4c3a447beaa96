//! # What it does
//! Holds the unit in the heading of a column against the unit in its cells, and finds one sum that is told in tenge in one place
//! and in thousands of tenge in another.
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
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-unit-heading", "audit-unit-thousand"], run };

/// No village project has a number of this size in thousands of tenge: it would be a hundred million.
const LARGE: i64 = 100_000 * ONE;
const THOUSAND: i64 = 1_000;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = told_in_two(paper);
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
            let is_tenge =
                |claim: &&Claim| claim.unit == Unit::Tenge || claim.unit == Unit::Piece && claim.number.value >= LARGE;
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

/// "4 518 000 тыс. тенге" of which the budget says tenge.
fn told_in_two(paper: &Paper<'_>) -> Vec<Remark> {
    let all = || paper.texts.iter().flat_map(|text| &text.claims).filter(|claim| claim.number.value >= LARGE);
    let in_tenge =
        |value: i64| all().find(|other| matches!(other.unit, Unit::Tenge | Unit::Piece) && other.number.value == value);
    let in_thousands = |claim: &&Claim| {
        // A word that multiplies belongs to its number.
        let written =
            paper.text(claim.passage).map_or("", |(passage, text)| &passage.text[text.tokens[claim.token].at.clone()]);
        claim.unit == Unit::Tenge && claim.number.value >= LARGE * THOUSAND && written.contains(char::is_alphabetic)
    };
    all()
        .filter(in_thousands)
        .filter_map(|claim| {
            let other = in_tenge(claim.number.value / THOUSAND)?;
            let quotes = [claim, other].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
            let remark = Remark::new("audit-unit-thousand", Severity::Severe, quotes);
            Some(remark.with("value", shown_scaled(other.number.value, ONE)))
        })
        .collect()
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

    #[test]
    fn one_sum_in_tenge_and_in_thousands() {
        check(
            "Айгуль продала изделий на 1 186 000 тенге. Дорогу за 185 000 тыс. тенге построил район.

На товары ушло 4 518 000 тыс. тенге.

Показатель	Единица	План	Факт
Выручка	тенге	1 000 000	1 186 000 тысяч тенге
Товары и услуги	тенге	4 518 000	4 518 000",
            expect![[r#"
                audit-unit-thousand: 4 518 000 is told as thousands of tenge here and as tenge elsewhere.
                    «…товары ушло 4 518 000 тыс. тенге.» «4 518 000»
                audit-unit-thousand: 1 186 000 is told as thousands of tenge here and as tenge elsewhere.
                    «1 186 000 тысяч тенге» «…ла изделий на 1 186 000 тенге. Дорогу…»
            "#]],
        );
    }
}
