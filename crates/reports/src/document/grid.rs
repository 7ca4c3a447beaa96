//! Rows of a table as a grid: which cell stands where once spans are counted.
//! Every writer needs this, and foreign tables need it mended first, so it lives in one place.

use super::{Cell, Table};

/// The most columns a table may have; Word refuses more.
pub const MAX_COLUMNS: usize = 63;

/// What a place of the grid shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers<'a> {
    /// A cell begins here.
    Cell(&'a Cell),
    /// A cell that began in a row above goes on.
    Below(&'a Cell),
    /// No cell was given.
    Nothing,
}

/// One place in a row; places of a row stand side by side and fill it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// First column, from 0.
    pub column: usize,
    /// Columns covered.
    pub colspan: usize,
    /// Rows covered from here on, cut where the table or its heading ends.
    pub rowspan: usize,
    /// What is shown.
    pub covers: Covers<'a>,
}

impl Table {
    /// Number of columns once all spans are counted.
    pub fn columns(&self) -> usize {
        self.grid().first().map_or(0, |row| row.iter().map(|place| place.colspan).sum())
    }

    /// Heading rows that really exist.
    pub fn headings(&self) -> usize {
        self.header_rows.min(self.rows.len())
    }

    /// Relative widths, one for each column.
    pub fn shares(&self) -> Vec<u32> {
        let columns = self.columns();
        let given: Vec<u32> = self.widths.iter().take(columns).map(|width| (*width).clamp(1, 1_000_000)).collect();
        let mean = match u32::try_from(given.len()) {
            Ok(n) if n > 0 => (given.iter().sum::<u32>() / n).max(1),
            _ => 1,
        };
        given.into_iter().chain(std::iter::repeat(mean)).take(columns).collect()
    }

    /// The rows as places; all rows cover the same number of columns.
    pub fn grid(&self) -> Vec<Vec<Place<'_>>> {
        // For each column: the cell that hangs down into the current row, where it starts, how wide
        // it is and how many rows it still covers.
        let mut hanging: [Option<(&Cell, usize, usize, usize)>; MAX_COLUMNS] = [None; MAX_COLUMNS];
        let headings = self.headings();
        let mut rows = Vec::with_capacity(self.rows.len());
        let mut columns = 0;
        for (at, row) in self.rows.iter().enumerate() {
            let last = if at < headings { headings } else { self.rows.len() };
            let mut cells = row.iter();
            let mut places = Vec::new();
            let mut column = 0;
            while column < MAX_COLUMNS {
                if let Some((cell, start, colspan, left)) = hanging[column] {
                    if start == column {
                        places.push(Place { column, colspan, rowspan: left, covers: Covers::Below(cell) });
                    }
                    column += 1;
                    continue;
                }
                let Some(cell) = cells.next() else {
                    // Cells may still hang to the right of the last one given.
                    if hanging[column..].iter().all(Option::is_none) {
                        break;
                    }
                    places.push(Place { column, colspan: 1, rowspan: 1, covers: Covers::Nothing });
                    column += 1;
                    continue;
                };
                let free = hanging[column..].iter().take_while(|slot| slot.is_none()).count();
                let colspan = cell.colspan.clamp(1, free);
                let rowspan = cell.rowspan.clamp(1, last - at);
                places.push(Place { column, colspan, rowspan, covers: Covers::Cell(cell) });
                for slot in &mut hanging[column..column + colspan] {
                    *slot = Some((cell, column, colspan, rowspan));
                }
                column += colspan;
            }
            for slot in &mut hanging {
                *slot =
                    slot.and_then(|(cell, start, colspan, left)| (left > 1).then(|| (cell, start, colspan, left - 1)));
            }
            columns = columns.max(column);
            rows.push(places);
        }
        for places in &mut rows {
            let filled: usize = places.iter().map(|place| place.colspan).sum();
            // One place for the whole gap: a hostile file has a million short rows below a long one.
            if filled < columns {
                let colspan = columns - filled;
                places.push(Place { column: filled, colspan, rowspan: 1, covers: Covers::Nothing });
            }
        }
        rows
    }

    /// The same table with true spans, one width for each column, and an empty cell wherever none
    /// was given.
    pub fn normalised(&self) -> Table {
        let rows = self.grid().iter().map(|places| places.iter().filter_map(own).collect()).collect();
        Table { widths: self.shares(), header_rows: self.headings(), rows, caption: self.caption.clone() }
    }
}

fn own(place: &Place<'_>) -> Option<Cell> {
    let (colspan, rowspan) = (place.colspan, place.rowspan);
    match place.covers {
        Covers::Cell(cell) => Some(Cell { blocks: cell.blocks.clone(), colspan, rowspan, header: cell.header }),
        Covers::Nothing => Some(Cell { colspan, rowspan, ..Cell::default() }),
        Covers::Below(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// Cells are words with optional spans, `Dina/2x3` covers two columns and three rows.
    fn check(header_rows: usize, text: &str, expected: Expect) {
        let cell = |word: &str| {
            let (word, span) = word.split_once('/').unwrap_or((word, "1x1"));
            let (colspan, rowspan) = span.split_once('x').unwrap();
            Cell { colspan: colspan.parse().unwrap(), rowspan: rowspan.parse().unwrap(), ..Cell::of(word) }
        };
        let rows: Vec<Vec<Cell>> = text.lines().map(|line| line.split_whitespace().map(cell).collect()).collect();
        let table = Table { widths: vec![2, 4], header_rows, rows, caption: None };
        let show = |place: &Place<'_>| {
            let name = match place.covers {
                Covers::Cell(cell) => cell.plain(),
                Covers::Below(_) => "^".into(),
                Covers::Nothing => "-".into(),
            };
            if (place.colspan, place.rowspan) == (1, 1) {
                name
            } else {
                format!("{name}/{}x{}", place.colspan, place.rowspan)
            }
        };
        let lines: Vec<String> =
            table.grid().iter().map(|row| row.iter().map(show).collect::<Vec<_>>().join(" ")).collect();
        expected.assert_eq(&format!("{:?}\n{}", table.shares(), lines.join("\n")));
        assert_eq!(table.normalised().normalised(), table.normalised());
    }

    #[test]
    fn an_objective_spans_the_rows_of_its_activities() {
        check(
            1,
            "objective activity result
             O1/1x3 A1/1x2 r1
             r2
             A2 r3",
            expect![[r#"
                [2, 4, 3]
                objective activity result
                O1/1x3 A1/1x2 r1
                ^/1x2 ^ r2
                ^ A2 r3"#]],
        );
    }

    #[test]
    fn spans_that_run_over_the_edge_are_cut_and_gaps_are_filled() {
        check(
            1,
            "A/1x9 B/2x1
             C/3x900
             D",
            expect![[r#"
                [2, 4, 3, 3]
                A B/2x1 -
                C/3x2 -
                ^/3x1 D"#]],
        );
    }
}
