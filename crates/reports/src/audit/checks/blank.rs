//! # What it does
//! Looks for blank cells beside filled ones: in rows of who took part, and for what was reached beside a plan.
//!
//! # Why it matters
//! A blank may be a nought or something forgotten; only who wrote the report knows.
//!
//! # Example
//! "Партнёры: план 3, факт" and nothing.

use super::Check;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use crate::audit::tables::Known;
use crate::source::{Grid, GridCell};
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-blank-cell"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for shape in ["gender", "status", "age"] {
        for (known, grid) in paper.tables_of(shape) {
            found.extend(of_people(paper, known, grid));
        }
    }
    for shape in ["economy", "results"] {
        for (known, grid) in paper.tables_of(shape) {
            found.extend(of_plan(paper, known, grid));
        }
    }
    found
}

/// The cell that begins here; none where a taller one covers the place.
fn own(grid: &Grid, row: u32, column: u32) -> Option<&GridCell> {
    grid.at(row, column).filter(|cell| cell.row == row)
}

fn has_number(paper: &Paper<'_>, cell: &GridCell) -> bool {
    cell.passages.iter().filter_map(|passage| paper.text(*passage)).any(|(_, text)| !text.claims.is_empty())
}

fn of_people(paper: &Paper<'_>, known: &Known, grid: &Grid) -> Vec<Remark> {
    let Some(total) = known.column("total") else { return Vec::new() };
    let mut found = Vec::new();
    for row in known.headings + 1..=grid.rows {
        let others = || known.columns.keys().copied().filter(|column| *column != total);
        let is_blank = |column: &u32| own(grid, row, *column).is_some_and(|cell| cell.text.trim().is_empty());
        let blank: Vec<u32> = others().filter(is_blank).collect();
        let filled =
            others().filter_map(|column| own(grid, row, column)).filter(|cell| has_number(paper, cell)).count();
        let whole = own(grid, row, total).filter(|cell| has_number(paper, cell));
        let Some(whole) = whole.filter(|_| !blank.is_empty() && filled > 0) else { continue };
        let heading = |column: &u32| {
            let cell = grid.at(known.headings.max(1), *column)?;
            cell.passages.first().map(|passage| Quote::whole(*passage))
        };
        let at = whole.passages.first().map(|passage| Quote::whole(*passage));
        let quotes: Vec<Quote> = blank.iter().filter_map(heading).chain(at).collect();
        found.push(Remark::new("audit-blank-cell", Severity::Warning, quotes).with("n", blank.len()));
    }
    found
}

/// A plan with a number and nothing beside it.
fn of_plan(paper: &Paper<'_>, known: &Known, grid: &Grid) -> Vec<Remark> {
    let (Some(plan), Some(actual)) = (known.column("plan"), known.column("actual")) else { return Vec::new() };
    let blank = (known.headings + 1..=grid.rows).filter_map(|row| {
        let planned = own(grid, row, plan).filter(|cell| has_number(paper, cell))?;
        own(grid, row, actual).filter(|cell| cell.text.trim().is_empty())?;
        let label = known.column("label").or(known.column("activity_cell")).and_then(|column| grid.at(row, column));
        let named = label.and_then(|cell| cell.passages.first()).map(|passage| Quote::whole(*passage));
        Some((named, planned.passages.first().map(|passage| Quote::whole(*passage))))
    });
    let quotes: Vec<Quote> = blank.flat_map(|(label, plan)| label.into_iter().chain(plan)).collect();
    let rows = (known.headings + 1..=grid.rows).filter(|row| own(grid, *row, actual).is_some()).count();
    // A column that is blank throughout, or nearly so, is told by row below another heading.
    let n = quotes.len().div_ceil(2);
    if n == 0 || n * 3 > rows {
        return Vec::new();
    }
    vec![Remark::new("audit-blank-cell", Severity::Warning, quotes).on("actual").with("n", n)]
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn partners_were_planned_and_nothing_is_told() {
        check(
            "Показатель\tЕдиница измерения\tПлан\tФакт
Прямые бенефициары\tчеловек\t20\t24
Штатные работники\tчеловек\t2\t2
Публикации\tштук\t2\t2
Партнеры\tорганизация\t3\t",
            expect![[r#"
                audit-blank-cell (actual): 1 cells beside filled ones are empty.
                    «Партнеры» «3»
            "#]],
        );
    }
}
