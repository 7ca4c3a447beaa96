//! What a reader of a foreign file found, before it is numbered: lines and tables, each with where it came from. It is
//! what all readers give; nobody outside of this crate sees it.

use crate::document::{Block, Covers, Document, Inline, ParagraphStyle, Table};

/// A whole file.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub title: String,
    pub lang: String,
    pub pages: Option<u32>,
    pub parts: Vec<Part>,
}

/// One thing in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    Line(Line),
    Table(Rows),
    /// What follows lies on its long side, or does no longer.
    Turn {
        landscape: bool,
    },
}

/// A paragraph with where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub inlines: Vec<Inline>,
    pub heading: Option<u8>,
    pub list_item: bool,
    /// A footnote or another small remark.
    pub note: bool,
    pub page: Option<u32>,
    pub line: Option<u32>,
    /// Where the paragraph begins in the file, for who writes beside it.
    pub at: Option<usize>,
}

/// A table as it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rows {
    pub header_rows: usize,
    pub widths: Vec<u32>,
    /// Cells as in HTML: covered ones are not listed.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell as it was found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub parts: Vec<Part>,
    pub colspan: usize,
    pub rowspan: usize,
    pub header: bool,
}

impl Default for Cell {
    fn default() -> Cell {
        Cell { parts: Vec::new(), colspan: 1, rowspan: 1, header: false }
    }
}

impl Line {
    /// A line of plain words.
    pub fn of(text: impl Into<String>) -> Line {
        Line { inlines: vec![Inline::text(text)], ..Line::default() }
    }

    /// Its words.
    pub fn text(&self) -> String {
        self.inlines.iter().map(Inline::plain).collect()
    }
}

impl Rows {
    /// Finds out how many rows name columns where the file does not say it: the first of at least three columns, if it
    /// holds names and no numbers, with what its merged cells reach down to; and a row that only counts the columns.
    pub fn name_columns(&mut self) {
        let columns = self.rows.iter().map(|row| row.iter().map(|cell| cell.colspan).sum::<usize>()).max().unwrap_or(0);
        if self.header_rows == 0 && columns >= 3 && self.rows.len() >= 2 {
            let first = &self.rows[0];
            let named = first.iter().filter(|cell| !cell.text().trim().is_empty()).count();
            let counted = first
                .iter()
                .any(|cell| cell.text().trim().replace([' ', '\u{a0}', ',', '.', '%'], "").parse::<u64>().is_ok());
            if !counted && named * 2 >= first.len() && first.len() >= 2 {
                let divided = first.iter().any(|cell| cell.colspan > 1);
                let deep = first.iter().map(|cell| cell.rowspan).max().unwrap_or(1);
                self.header_rows = if divided { deep.clamp(1, 3) } else { 1 };
            }
        }
        let counts = |row: &Vec<Cell>| {
            row.len() >= 3 && row.iter().enumerate().all(|(at, cell)| cell.text().trim() == (at + 1).to_string())
        };
        if self.header_rows > 0 && self.rows.get(self.header_rows).is_some_and(counts) {
            self.header_rows += 1;
        }
        self.header_rows = self.header_rows.min(self.rows.len().saturating_sub(1));
        let headings = self.header_rows;
        self.rows.iter_mut().take(headings).flatten().for_each(|cell| cell.header = true);
    }
}

impl Cell {
    /// The words of its own lines.
    pub fn text(&self) -> String {
        let lines = self.parts.iter().filter_map(|part| match part {
            Part::Line(line) => Some(line.text()),
            _ => None,
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Found {
    /// A paper that is there already. Lists become numbered lines, captions the line above their table.
    pub fn of(document: &Document) -> Found {
        let mut found =
            Found { title: document.title.clone(), lang: document.lang.clone(), pages: None, parts: Vec::new() };
        for section in &document.sections {
            found.parts.push(Part::Turn { landscape: section.landscape });
            blocks(&section.blocks, &mut found.parts);
        }
        found
    }
}

fn blocks(blocks: &[Block], parts: &mut Vec<Part>) {
    for block in blocks {
        match block {
            Block::Heading { level, inlines } => {
                parts.push(Part::Line(Line { inlines: inlines.clone(), heading: Some(*level), ..Line::default() }));
            }
            Block::Paragraph { inlines, style } => parts.push(Part::Line(Line {
                inlines: inlines.clone(),
                note: *style == ParagraphStyle::Note,
                ..Line::default()
            })),
            Block::List { ordered, items } => list(*ordered, items, parts),
            Block::Table(table) => {
                parts.extend(table.caption.as_ref().map(|caption| Part::Line(Line::of(caption.as_str()))));
                parts.push(Part::Table(rows(table)));
            }
            // A picture says nothing that could be compared.
            Block::Image { .. } | Block::PageBreak => {}
        }
    }
}

fn list(ordered: bool, items: &[Vec<Block>], parts: &mut Vec<Part>) {
    for (at, item) in items.iter().enumerate() {
        let mut own = Vec::new();
        blocks(item, &mut own);
        if let Some(Part::Line(first)) =
            own.first_mut().filter(|part| matches!(part, Part::Line(line) if !line.list_item))
        {
            first.list_item = true;
            if ordered {
                first.inlines.insert(0, Inline::text(format!("{}. ", at + 1)));
            }
        }
        parts.extend(own);
    }
}

fn rows(table: &Table) -> Rows {
    let row = |places: &Vec<crate::document::Place<'_>>| {
        let cells = places.iter().filter_map(|place| match place.covers {
            Covers::Cell(cell) => {
                let mut parts = Vec::new();
                blocks(&cell.blocks, &mut parts);
                Some(Cell { parts, colspan: place.colspan, rowspan: place.rowspan, header: cell.header })
            }
            Covers::Nothing => Some(Cell { colspan: place.colspan, ..Cell::default() }),
            Covers::Below(_) => None,
        });
        cells.collect()
    };
    Rows { header_rows: table.headings(), widths: table.shares(), rows: table.grid().iter().map(row).collect() }
}
