//! What of the grant was spent: rows of the table of economic effect that are told in tenge, held against their whole and
//! against the grant.

use super::{number, told};
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use crate::audit::tables::Known;
use crate::audit::vocabulary::Meaning;
use crate::source::Grid;

pub(super) fn find(paper: &Paper<'_>) -> Vec<Remark> {
    let spent = spent(paper);
    let mut found = all_that_was_spent(&spent);
    found.extend(parts_of_the_grant(paper, &spent));
    found
}

/// A row of the table of economic effect that is told in tenge.
struct Spent {
    part: Option<usize>,
    /// It repeats the grant, or adds up the rows above.
    is_whole: bool,
    plan: Option<(i64, Quote)>,
    actual: Option<(i64, Quote)>,
}

/// The part of the grant that the label of a row names.
fn part_of_grant(paper: &Paper<'_>, grid: &Grid, row: u32, label: u32) -> Option<usize> {
    let hits = paper.at(grid, row, label).flat_map(|(_, text)| &text.hits);
    hits.filter_map(|hit| match hit.meaning {
        Meaning::Quantity(quantity) => Some(quantity),
        _ => None,
    })
    .find(|quantity| paper.vocabulary.quantities[*quantity].part_of == "grant")
}

/// The rows in tenge, table by table.
fn spent(paper: &Paper<'_>) -> Vec<Vec<Spent>> {
    let rows = |(known, grid): (&Known, &Grid)| -> Option<Vec<Spent>> {
        let (label, unit) = known.column("label").zip(known.column("unit"))?;
        let (plan, actual) = known.column("plan").zip(known.column("actual"))?;
        let is_money = |row: &u32| {
            let is_tenge = paper.says(grid, *row, unit, "money_unit")
                || grid.at(*row, unit).is_some_and(|cell| cell.text.contains('₸'));
            is_tenge && !paper.says(grid, *row, unit, "thousand_unit")
        };
        let spent = |row: u32| {
            // "Фонд оплаты труда от общей суммы гранта" names the whole, and is a part.
            let named = grid.at(row, label).and_then(|cell| paper.quantity_of(cell));
            let is_part = |quantity: &usize| paper.vocabulary.quantities[*quantity].part_of == "grant";
            let part = named.filter(is_part).or_else(|| part_of_grant(paper, grid, row, label)).or(named);
            let id = part.map(|part| paper.vocabulary.quantities[part].id.as_str());
            let of = |column: u32| grid.at(row, column).and_then(|cell| number(paper, cell));
            // "ЕТҚ (гранттың жалпы сомасынан)": brackets tell of what it is a part.
            let says = |meaning: Option<Meaning>| {
                paper.at(grid, row, label).any(|(_, text)| {
                    let opens = text.tokens.iter().position(|token| token.is('(')).unwrap_or(text.tokens.len());
                    text.hits.iter().any(|hit| hit.from < opens && Some(hit.meaning) == meaning)
                })
            };
            let is_whole = match id {
                Some("grant") => says(part.map(Meaning::Quantity)),
                Some(_) => false,
                None => says(paper.vocabulary.list("total").map(Meaning::List)),
            };
            Spent { part, is_whole, plan: of(plan), actual: of(actual) }
        };
        Some((known.headings + 1..=grid.rows).filter(is_money).map(spent).collect())
    };
    paper.tables_of("economy").filter_map(rows).collect()
}

/// "Всего расходов" below the rows in tenge.
fn all_that_was_spent(tables: &[Vec<Spent>]) -> Vec<Remark> {
    let mut found = Vec::new();
    for rows in tables {
        let mut first = 0;
        for (nth, whole) in rows.iter().enumerate().filter(|(_, row)| row.is_whole) {
            let above = &rows[first..nth];
            first = nth + 1;
            for of in [|row: &Spent| row.plan.clone(), |row: &Spent| row.actual.clone()] {
                let parts: Vec<(i64, Quote)> = above.iter().filter_map(of).collect();
                let sum: i64 = parts.iter().map(|(value, _)| value).sum();
                let is_wrong = parts.len() >= 2 && parts.len() == above.len();
                if let Some((value, at)) = of(whole).filter(|(value, _)| is_wrong && *value != sum) {
                    let quotes = std::iter::once(at).chain(parts.into_iter().map(|(_, quote)| quote)).collect();
                    found.push(told("audit-sum", quotes, value, sum).on("economy"));
                }
            }
        }
    }
    found
}

/// Payroll, taxes, goods and services are the whole grant: the rows that name them, or as many rows in tenge as there are
/// parts, whatever they are called.
fn parts_of_the_grant(paper: &Paper<'_>, spent: &[Vec<Spent>]) -> Vec<Remark> {
    let Some((passage, claim)) = paper.frame.grant else { return Vec::new() };
    let grant = &paper.texts[passage as usize - 1].claims[claim];
    let quantities = &paper.vocabulary.quantities;
    let parts: Vec<usize> = (0..quantities.len()).filter(|at| quantities[*at].part_of == "grant").collect();
    let rows: Vec<&Spent> = spent.iter().flatten().filter(|row| !row.is_whole).collect();
    let named: Vec<&Spent> =
        parts.iter().filter_map(|part| rows.iter().copied().find(|row| row.part == Some(*part))).collect();
    let all: Vec<&Spent> = match () {
        () if named.len() == parts.len() => named,
        () if rows.len() == parts.len() => rows,
        () => return Vec::new(),
    };
    let of = |numbers: Vec<&(i64, Quote)>| -> Option<Remark> {
        let sum: i64 = numbers.iter().map(|(value, _)| value).sum();
        if numbers.len() < all.len() || sum == grant.number.value {
            return None;
        }
        let quotes = std::iter::once(Quote::part(passage, grant.at.clone()))
            .chain(numbers.into_iter().map(|(_, quote)| quote.clone()))
            .collect();
        Some(told("audit-sum", quotes, grant.number.value, sum).on("grant"))
    };
    let actual = of(all.iter().filter_map(|row| row.actual.as_ref()).collect());
    actual.or_else(|| of(all.iter().filter_map(|row| row.plan.as_ref()).collect())).into_iter().collect()
}
