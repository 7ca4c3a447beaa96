//! Lines of cells as rows of one table.

use super::super::found::{Cell, Line, Part, Rows};
use super::super::join::{self, Row};
use super::Raw;
use super::paragraphs;
use std::collections::BTreeMap;

/// The rows of one table while they are gathered.
pub(super) struct Run {
    rows: Vec<Row>,
    /// Cells of most lines so far.
    width: usize,
}

impl Run {
    /// A table that begins at a line; goes on to the first line that is no row.
    pub fn new(raws: &[Raw<'_>], at: &mut usize) -> Run {
        let mut run = Run { rows: Vec::new(), width: 0 };
        run.take(raws, at, false);
        run
    }

    /// Whether the row at `next`, behind a gap or behind words, belongs to this table.
    pub fn goes_on(&self, raws: &[Raw<'_>], next: usize, behind_words: bool) -> bool {
        let raw = &raws[next];
        if raw.is_rule() {
            return true;
        }
        let row = row_of(&[raw], self.width, true);
        let n_cells = raw.text.matches('\t').count() + 1;
        let near = n_cells.abs_diff(self.width) <= usize::from(self.width > 2);
        let Some(above) = self.rows.last() else { return false };
        if !near {
            return false;
        }
        let starts_empty = row.text(0).is_empty();
        if behind_words {
            // Words stood inside of a cell only if the row behind them is the rest of that row.
            let goes_on =
                (0..self.width).any(|column| !row.text(column).is_empty() && join::ends_open(&above.text(column)));
            return starts_empty
                && self.width > 1
                && goes_on
                && row.cells.iter().filter(|cell| !cell.is_empty()).count() * 2 <= self.width;
        }
        // Names of columns below numbers begin another table.
        let named = row.cells.iter().all(|cell| cell.first().is_some_and(|line| !has_digit_first(&line.text())));
        let counted =
            above.cells.iter().filter(|cell| cell.first().is_some_and(|line| has_digit_first(&line.text()))).count();
        !(named && counted * 2 > self.width)
    }

    /// Goes on behind a gap; `inside` are words that stood between and belong to the cell that goes on.
    pub fn more(&mut self, raws: &[Raw<'_>], at: &mut usize, inside: Vec<Line>) {
        let from = self.rows.len();
        self.take(raws, at, true);
        if inside.is_empty() {
            return;
        }
        let column =
            self.rows.get(from).and_then(|row| row.cells.iter().position(|cell| !cell.is_empty())).unwrap_or(0);
        if let Some(cell) = from.checked_sub(1).and_then(|above| self.rows[above].cells.get_mut(column)) {
            cell.extend(inside);
        }
    }

    /// Words that end the last cell so far.
    pub fn closed(&mut self, inside: Vec<Line>) {
        let last = self.rows.last_mut().and_then(|row| row.cells.iter_mut().rev().find(|cell| !cell.is_empty()));
        if let Some(cell) = last {
            cell.extend(inside);
        }
    }

    /// Goes on with rows of its own.
    pub fn more_rows(&mut self, raws: &[Raw<'_>], at: &mut usize) {
        self.take(raws, at, false);
    }

    /// The same where words of its first cell stood before it.
    pub fn begun(&mut self, raws: &[Raw<'_>], at: &mut usize, mut inside: Vec<Line>) {
        let from = self.rows.len();
        self.take(raws, at, false);
        if let Some(cell) = self.rows.get_mut(from).and_then(|row| row.cells.first_mut()) {
            inside.append(cell);
            *cell = inside;
        }
    }

    fn take(&mut self, raws: &[Raw<'_>], at: &mut usize, broken: bool) {
        let start = *at;
        while raws.get(*at).is_some_and(|raw| raw.is_row()) {
            *at += 1;
        }
        let lines: Vec<&Raw<'_>> = raws[start..*at].iter().filter(|raw| !raw.is_rule()).collect();
        if self.width == 0 {
            self.width = usual_width(&lines);
        }
        let mut first = broken;
        let mut waiting: Vec<&Raw<'_>> = Vec::new();
        for (nth, raw) in lines.iter().enumerate() {
            waiting.push(raw);
            let cells = |lines: &[&Raw<'_>]| lines.iter().map(|raw| raw.text.matches('\t').count()).sum::<usize>() + 1;
            // A new line inside of a cell cuts the row: the rest makes it exactly as wide as the others.
            let next = lines.get(nth + 1);
            let with_next = next.map(|next| cells(&waiting) + cells(&[next]) - 1);
            if cells(&waiting) < self.width && with_next.is_some_and(|all| all <= self.width) {
                continue;
            }
            self.rows.push(row_of(&waiting, self.width, first));
            first = false;
            waiting.clear();
        }
    }

    /// The table with halves of rows joined and spans restored.
    pub fn finish(mut self) -> Rows {
        let columns = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        self.rows.iter_mut().for_each(|row| row.cells.resize(columns, Vec::new()));
        let header_rows = headings(&self.rows);
        join::mend_drift(&mut self.rows, header_rows);
        let rows = join::rows(self.rows, header_rows);
        let mut rows = Rows { header_rows, widths: Vec::new(), rows: spans(rows, header_rows, columns) };
        rows.name_columns();
        rows
    }
}

/// Cells of most lines; of two that are as frequent the greater one.
fn usual_width(lines: &[&Raw<'_>]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for raw in lines {
        *counts.entry(raw.text.matches('\t').count() + 1).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(1, |(width, _)| width)
}

fn row_of(lines: &[&Raw<'_>], width: usize, broken: bool) -> Row {
    let mut cells: Vec<Vec<Line>> = Vec::new();
    for (nth, raw) in lines.iter().enumerate() {
        for (at, text) in raw.text.split('\t').enumerate() {
            let lines = paragraphs::of_cell(text, raw);
            match cells.last_mut() {
                Some(last) if nth > 0 && at == 0 => last.extend(lines),
                _ => cells.push(lines),
            }
        }
    }
    cells.resize(width.max(cells.len()), Vec::new());
    // An empty cell behind the last column is a tab that somebody typed at the end of a line.
    while cells.len() > width && cells.last().is_some_and(Vec::is_empty) {
        cells.pop();
    }
    Row { cells, broken }
}

fn has_digit_first(text: &str) -> bool {
    text.trim_start().starts_with(|letter: char| letter.is_ascii_digit() || letter == '-')
}

/// How many rows at the top name columns: one in a table of at least three columns whose first row holds no number,
/// and one more below it where that divides columns of the first.
fn headings(rows: &[Row]) -> usize {
    let Some(first) = rows.first().filter(|row| row.cells.len() >= 3 && rows.len() >= 2) else { return 0 };
    let numbers = first
        .cells
        .iter()
        .filter(|cell| cell.first().is_some_and(|line| line.text().trim().parse::<f64>().is_ok()))
        .count();
    let named = first.cells.iter().filter(|cell| !cell.is_empty()).count();
    if numbers > 0 || named * 2 < first.cells.len() {
        return 0;
    }
    let Some(second) = rows.get(1).filter(|_| rows.len() > 2) else { return 1 };
    let below =
        |at: usize| at > 0 && (first.cells[at].is_empty() || first.cells.get(at + 1).is_some_and(Vec::is_empty));
    let filled: Vec<usize> = (0..second.cells.len()).filter(|at| !second.cells[*at].is_empty()).collect();
    let divides = !filled.is_empty() && filled.len() < named && filled.iter().all(|at| below(*at));
    1 + usize::from(divides)
}

/// Rows as cells with spans. A converter writes an empty cell wherever a merged one goes on.
fn spans(rows: Vec<Row>, header_rows: usize, columns: usize) -> Vec<Vec<Cell>> {
    let filled: Vec<Vec<bool>> =
        rows.iter().map(|row| row.cells.iter().map(|cell| !cell.is_empty()).collect()).collect();
    // For each place: is it a part of the cell to its left, or of the one above?
    let left = |row: usize, column: usize| {
        row == 0 && header_rows == 2 && column > 0 && !filled[0][column] && filled[1][column]
    };
    let above = |row: usize, column: usize| {
        if row == 0 || filled[row][column] {
            return false;
        }
        if row < header_rows {
            return filled[0][column];
        }
        let n_filled = filled[row].iter().filter(|one| **one).count();
        let is_part = row > header_rows && columns >= 3 && !filled[row][0];
        // The name of a group stands once; a row with few cells divides the row above it.
        is_part && (column == 0 && n_filled * 5 >= columns * 3 || n_filled * 2 < columns)
    };
    let mut out: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    // For each column: row and place of the cell that ends in the row above.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; columns];
    for (at, row) in rows.into_iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::new();
        for (column, lines) in row.cells.into_iter().enumerate() {
            if let Some((up, place)) = open[column].filter(|_| above(at, column)) {
                let span = at - up + 1;
                out[up][place].rowspan = out[up][place].rowspan.max(span);
                continue;
            }
            if left(at, column)
                && let Some(last) = cells.last_mut()
            {
                last.colspan += 1;
                open[column] = None;
                continue;
            }
            open[column] = Some((at, cells.len()));
            let parts = lines.into_iter().map(Part::Line).collect();
            cells.push(Cell { parts, header: at < header_rows, ..Cell::default() });
        }
        out.push(cells);
    }
    out
}
