//! What a table is by what stands in it, where its headings are words that the vocabulary has not: two columns of numbers side
//! by side of which one mostly repeats the other are plan and actual; the words left of them are what was counted, and the
//! longest of those columns the activities. A column whose heading is known keeps its role.

use super::super::lexer::{ONE, Token, lex};
use super::super::vocabulary::Vocabulary;
use super::Known;
use crate::source::{Grid, GridCell};
use std::collections::BTreeMap;

/// Fewer rows with a plan and an actual do not show that a table is one of results.
const FEWEST_ROWS: usize = 3;
/// A table with more columns of numbers breaks something down.
const MOST_NUMBERS: usize = 2;
/// A cell of more pieces is a sentence, whatever it begins with.
const LONGEST_NUMBER: usize = 8;

/// The table as one of a shape that holds plans against what was reached, where its content says so.
pub(super) fn planned(
    grid: &Grid,
    shape: &str,
    known: &BTreeMap<u32, String>,
    vocabulary: &Vocabulary,
) -> Option<Known> {
    let headings = grid.header_rows.max(1);
    let table = Cells { grid, headings, vocabulary };
    let numbers: Vec<BTreeMap<u32, i64>> = (1..=grid.columns).map(|column| table.numbers(column)).collect();
    let named = |role: &str| known.iter().find(|(_, known)| *known == role).map(|(column, _)| *column);
    let (plan, actual) = match (named("plan"), named("actual")) {
        (Some(plan), Some(actual)) => (plan, actual),
        (Some(plan), None) => (plan, plan + 1),
        (None, Some(actual)) => (actual.checked_sub(1)?, actual),
        (None, None) if numbers.iter().filter(|column| !column.is_empty()).count() > MOST_NUMBERS => return None,
        (None, None) => {
            let left = (1..grid.columns).find(|left| {
                let free = [*left, left + 1].iter().all(|column| !known.contains_key(column));
                free && is_plan_and_actual(&numbers[*left as usize - 1], &numbers[*left as usize])
            })?;
            (left, left + 1)
        }
    };
    let is_sure = is_plan_and_actual(numbers.get(plan as usize - 1)?, numbers.get(actual as usize - 1)?);
    if !is_sure {
        return None;
    }
    let mut columns = known.clone();
    columns.insert(plan, "plan".into());
    columns.insert(actual, "actual".into());
    let before = plan.min(actual);
    let free: Vec<u32> =
        (1..before).filter(|column| !columns.contains_key(column) && table.letters(*column) > 0).collect();
    if shape == "economy" {
        return Some(Known { table: grid.number, shape: shape.into(), columns, headings, goes_on: false });
    }
    let label = named("label")
        .or_else(|| free.iter().copied().max().filter(|_| free.len() > 1 || named("activity_cell").is_some()));
    let activity = named("activity_cell").or_else(|| {
        let others = free.iter().copied().filter(|column| Some(*column) != label);
        others.max_by_key(|column| table.letters(*column)).or(label)
    })?;
    columns.extend(label.map(|column| (column, "label".to_string())));
    // Where nothing else names a row, its label is what was done.
    columns.insert(activity, "activity_cell".into());
    Some(Known { table: grid.number, shape: shape.into(), columns, headings, goes_on: false })
}

/// Numbers of two columns, by their rows: most rows that have one have both, near each other, and some the same.
fn is_plan_and_actual(plan: &BTreeMap<u32, i64>, actual: &BTreeMap<u32, i64>) -> bool {
    let both: Vec<(i64, i64)> = plan.iter().filter_map(|(row, plan)| Some((*plan, *actual.get(row)?))).collect();
    let near = both.iter().filter(|(plan, actual)| actual * 2 >= *plan && *actual <= plan * 3).count();
    let same = both.iter().filter(|(plan, actual)| plan == actual).count();
    let most = plan.len().max(actual.len());
    both.len() >= FEWEST_ROWS && both.len() * 3 >= most * 2 && near * 10 >= both.len() * 8 && same * 3 >= both.len()
}

struct Cells<'a> {
    grid: &'a Grid,
    headings: u32,
    vocabulary: &'a Vocabulary,
}

impl Cells<'_> {
    fn of(&self, column: u32) -> impl Iterator<Item = &GridCell> {
        self.grid
            .cells
            .iter()
            .filter(move |cell| cell.row > self.headings && cell.column == column && cell.colspan == 1)
    }

    /// The first number of each cell of a column that is little more than a number; none where they stand in order, as the
    /// numbers of rows do.
    fn numbers(&self, column: u32) -> BTreeMap<u32, i64> {
        let number = |cell: &GridCell| {
            let tokens = lex(&cell.text, self.vocabulary);
            (tokens.len() <= LONGEST_NUMBER).then(|| tokens.iter().find_map(Token::number))?.map(|number| number.value)
        };
        let numbers: BTreeMap<u32, i64> = self.of(column).filter_map(|cell| Some((cell.row, number(cell)?))).collect();
        let are_rows = numbers.values().zip(1..).all(|(value, nth)| *value == nth * ONE);
        if are_rows { BTreeMap::new() } else { numbers }
    }

    /// How many letters the cells of a column have.
    fn letters(&self, column: u32) -> usize {
        self.of(column).map(|cell| cell.text.chars().filter(|c| c.is_alphabetic()).count()).sum()
    }
}
