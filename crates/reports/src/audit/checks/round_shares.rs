//! # What it does
//! Looks whether every cell of a table of participants is a round share (a multiple of five percent) of its total.
//!
//! # Why it matters
//! People who sign in do not come in round shares: such a table was divided up, not counted.
//!
//! # Example
//! Of 520: 26, 52, 52, 260, 130.

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-round-shares"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for shape in ["status", "age", "gender"] {
        for (known, grid) in paper.tables_of(shape) {
            let Some(total) = known.column("total") else { continue };
            for row in known.headings + 1..=grid.rows {
                let value = |column: u32| {
                    let cell = grid.at(row, column)?;
                    let claim = cell
                        .passages
                        .iter()
                        .filter_map(|passage| paper.text(*passage))
                        .find_map(|(_, text)| text.claims.first())?;
                    Some((claim.number.value / ONE, Quote::part(claim.passage, claim.at.clone())))
                };
                let Some((whole, at)) = value(total) else { continue };
                let parts: Vec<(i64, Quote)> =
                    (1..=grid.columns).filter(|column| *column != total).filter_map(value).collect();
                let filled: Vec<&(i64, Quote)> = parts.iter().filter(|(part, _)| *part > 0).collect();
                if filled.len() >= 4 && whole >= 100 && filled.iter().all(|(part, _)| part * 20 % whole == 0) {
                    let quotes =
                        std::iter::once(at.clone()).chain(filled.iter().map(|(_, quote)| quote.clone())).collect();
                    found.push(
                        Remark::new("audit-round-shares", Severity::Warning, quotes)
                            .with("total", whole)
                            .with("n", filled.len()),
                    );
                }
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
    fn everybody_came_in_round_shares() {
        check(
            "Количество участников проекта всего	от 13-16 лет	17-22 года	23-27 лет	28-32 года	33-45 лет	46-58 лет	59 лет и выше
520	0	26	52	52	260	130	",
            expect![[r#"
                audit-blank-cell: 1 cells beside filled ones are empty.
                    «59 лет и выше» «520»
                audit-round-shares: All 5 values are round shares of 520.
                    «520» «26» «52» «52» «260» «130»
            "#]],
        );
    }
}
