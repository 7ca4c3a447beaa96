//! A report that somebody else wrote, read into passages and tables with places. Whatever the file was (DOCX, PDF,
//! plain text), who works on it sees the same: paragraphs in reading order, and grids whose cells name their
//! paragraphs. It judges nothing: what a passage claims and whether that can be true is the auditor's business.
//!
//! Each format has a reader of its own (`docx/foreign.rs`, `pdf.rs`, `source/text.rs`) that gives `Found`;
//! numbering, grids and the [`Document`] are made from that in one place, so that places mean the same everywhere.

pub mod beside;
mod build;
mod encoding;
pub(crate) mod found;
mod join;
mod kind;
pub(crate) mod marks;
mod text;

pub(crate) use encoding::windows as of_windows;
pub(crate) use join::{
    Row, append, cell_goes_on, ends_open, glue, goes_on, is_divided, is_fresh, lists_on, merged as joined,
};
pub use kind::{Format, Limits};
pub(crate) use marks::{Entry, entry, is_entry, without_dot};

use crate::document::Document;
use crate::docx;
use crate::pdf;
use auyl_domain::{Finding, Refusal};

/// A paper that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name of the file, as the person knows it.
    pub name: String,
    /// What the file was, judged by its content.
    pub format: Format,
    /// The paper as the one model; its paragraphs and headings are the passages, in the same order.
    pub document: Document,
    /// Pages, where the format has pages.
    pub pages: Option<u32>,
    passages: Vec<Passage>,
    tables: Vec<Grid>,
    /// For each passage, where its paragraph begins in the file it came from.
    pub(crate) origins: Vec<Option<usize>>,
}

/// Where a passage stands. Everything counts from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which passage, in reading order.
    pub passage: u32,
    /// Page, where the format knows it.
    pub page: Option<u32>,
    /// Line of a plain text.
    pub line: Option<u32>,
    /// Which table, in the order in which tables begin; a table inside a cell is one of its own.
    pub table: Option<u32>,
    /// Row of that table.
    pub row: Option<u32>,
    /// First column of the cell.
    pub column: Option<u32>,
}

/// A paragraph or heading, in a cell or outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands.
    pub place: Place,
    /// Its words; a forced line break is a new line. The number of a list entry is part of them, its dot is not.
    pub text: String,
    /// Level of the heading that it is, 1 (outermost) to 4.
    pub heading: Option<u8>,
    /// It is an entry of a list.
    pub list_item: bool,
}

/// A table with all spans counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Which table, as [`Place::table`] says.
    pub number: u32,
    /// The cell that this table stands in.
    pub within: Option<Place>,
    /// The passage right above the table, if there is one since the last table: often its title.
    pub before: Option<u32>,
    /// The heading that the table stands under.
    pub heading: Option<u32>,
    /// How many rows at the top name columns.
    pub header_rows: u32,
    /// Rows.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Cells in reading order; a place that no cell was given for has none.
    pub cells: Vec<GridCell>,
    /// For each place, row by row, the number of the cell that covers it, from 1.
    covers: Vec<u32>,
}

/// A cell of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// First row, from 1.
    pub row: u32,
    /// First column, from 1.
    pub column: u32,
    /// Rows it covers.
    pub rowspan: u32,
    /// Columns it covers.
    pub colspan: u32,
    /// It names a column or row instead of holding a value.
    pub header: bool,
    /// Its words, one paragraph a line; words of a table inside are not among them.
    pub text: String,
    /// Its passages, without those of a table inside.
    pub passages: Vec<u32>,
}

impl Source {
    /// The passages in reading order.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// A passage by its number.
    pub fn passage(&self, number: u32) -> Option<&Passage> {
        self.passages.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The tables in the order in which they begin.
    pub fn tables(&self) -> &[Grid] {
        &self.tables
    }

    /// A table by its number.
    pub fn table(&self, number: u32) -> Option<&Grid> {
        self.tables.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// A paper that is there already: what was compiled is looked at like what was read.
    pub fn of_document(name: &str, format: Format, document: &Document) -> Source {
        build::source(name, format, found::Found::of(document))
    }
}

impl Grid {
    /// The cell that covers a place, both from 1.
    pub fn at(&self, row: u32, column: u32) -> Option<&GridCell> {
        if row == 0 || column == 0 || column > self.columns {
            return None;
        }
        let place = u64::from(row - 1) * u64::from(self.columns) + u64::from(column - 1);
        let cell = *self.covers.get(usize::try_from(place).ok()?)?;
        self.cells.get(usize::try_from(cell).ok()?.checked_sub(1)?)
    }

    /// Words of all heading cells above a column, from the top, each once.
    pub fn column_heading(&self, column: u32) -> Vec<&str> {
        let mut words: Vec<&str> = Vec::new();
        let mut last = None;
        for row in 1..=self.header_rows {
            let Some(cell) = self.at(row, column) else { continue };
            if last != Some((cell.row, cell.column)) && !cell.text.is_empty() {
                words.push(&cell.text);
            }
            last = Some((cell.row, cell.column));
        }
        words
    }
}

/// Reads a file. What is wrong with it becomes findings; what cannot be read at all is refused with what to do instead.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<(Source, Vec<Finding>), Refusal> {
    let format = kind::of(name, bytes, limits)?;
    let damaged = || Refusal::of("source-damaged").with("name", name);
    let (found, findings) = match format {
        Format::Text => text::read(bytes, limits),
        Format::Docx => {
            let (found, findings) = docx::foreign::read(bytes, limits);
            (found.ok_or_else(damaged)?, findings)
        }
        Format::Pdf => pdf::read(bytes, limits).map_err(|why| match why {
            pdf::Unread::Locked => Refusal::of("source-locked").with("name", name),
            pdf::Unread::Scanned => Refusal::of("source-scanned").with("name", name),
            pdf::Unread::Damaged => damaged(),
        })?,
    };
    Ok((build::source(name, format, found), findings))
}

/// Foreign bytes as letters, whatever their encoding.
pub(crate) fn letters(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    encoding::decode(bytes).0
}

#[cfg(test)]
pub(crate) mod tests;
