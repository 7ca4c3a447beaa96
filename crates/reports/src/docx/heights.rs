//! Least heights of repeated heading rows. LibreOffice repeats a heading without growing it for merged
//! cells, so their last lines vanish from the second page on unless the rows say how tall they are.

use crate::document::{Covers, Place};

/// Width of a bold nine-point letter, and of its line, in twips.
const LETTER: usize = 115;
const LINE: u32 = 215;
/// Margins left and right, and above and below, of a cell.
const ASIDE: u32 = 120;
const ABOVE: u32 = 60;

/// Least height in twips of each heading row; `widths` are those of the columns.
pub(super) fn of_headings(rows: &[Vec<Place<'_>>], widths: &[u32]) -> Vec<u32> {
    let mut heights = vec![0; rows.len()];
    for tall in 1..=rows.len() {
        for (at, place) in rows.iter().enumerate().flat_map(|(at, row)| row.iter().map(move |place| (at, place))) {
            let Covers::Cell(cell) = place.covers else { continue };
            if place.rowspan != tall {
                continue;
            }
            let width: u32 = widths[place.column..place.column + place.colspan].iter().sum();
            let needed = lines(&cell.plain(), width.saturating_sub(ASIDE)) * LINE + ABOVE;
            let last = at + tall - 1;
            let before: u32 = heights[at..last].iter().sum();
            heights[last] = heights[last].max(needed.saturating_sub(before));
        }
    }
    heights
}

/// Lines that a text takes, words kept whole where they fit.
fn lines(text: &str, width: u32) -> u32 {
    let letters = (usize::try_from(width).unwrap_or(usize::MAX) / LETTER).max(1);
    text.lines()
        .map(|line| {
            let (mut lines, mut filled) = (1u32, 0usize);
            for word in line.split_whitespace() {
                let length = word.chars().count();
                if filled > 0 && filled + 1 + length > letters {
                    lines += 1;
                    filled = 0;
                }
                lines += u32::try_from(length.saturating_sub(1) / letters).unwrap_or(0);
                filled += if filled > 0 { 1 + length } else { (length.max(1) - 1) % letters + 1 };
            }
            lines
        })
        .sum::<u32>()
        // Nobody heads a column with a page of text.
        .min(20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Table};

    #[test]
    fn a_merged_heading_of_three_lines_makes_its_last_row_taller() {
        let head = |text: &str, colspan, rowspan| Cell { header: true, colspan, rowspan, ..Cell::of(text) };
        let table = Table {
            rows: vec![
                vec![head("Number of people", 1, 2), head("Indicators", 2, 1)],
                vec![head("plan", 1, 1), head("actual", 1, 1)],
            ],
            header_rows: 2,
            ..Table::default()
        };
        assert_eq!(of_headings(&table.grid(), &[900, 2000, 2000]), [275, 430]);
        assert_eq!(of_headings(&table.grid(), &[3000, 2000, 2000]), [275, 275]);
    }
}
