//! What a reader found becomes a [`Source`]: passages are numbered, tables become grids, and both become the one
//! [`Document`], all in one walk, so that the three cannot differ.

use super::found::{Cell, Found, Line, Part, Rows};
use super::{Format, Grid, GridCell, Passage, Place, Source};
use crate::document::{self, Block, Document, ParagraphStyle, Section};

/// Levels that a heading may have.
const LEVELS: std::ops::RangeInclusive<u8> = 1..=4;

/// A source of what was found.
pub(super) fn source(name: &str, format: Format, found: Found) -> Source {
    let mut building = Building::default();
    let mut sections = vec![Section::default()];
    for part in found.parts {
        match part {
            Part::Turn { landscape } => match sections.last_mut() {
                Some(section) if section.blocks.is_empty() => section.landscape = landscape,
                Some(section) if section.landscape == landscape => {}
                _ => sections.push(Section { landscape, blocks: Vec::new() }),
            },
            part => {
                let block = building.block(part, Place::default());
                if let Some(section) = sections.last_mut() {
                    section.blocks.extend(block);
                }
            }
        }
    }
    sections.retain(|section| !section.blocks.is_empty());
    let document = Document { title: found.title, lang: found.lang, id: None, sections };
    let Building { passages, tables, origins, .. } = building;
    Source { name: name.to_owned(), format, document, pages: found.pages, passages, tables, origins }
}

#[derive(Default)]
struct Building {
    passages: Vec<Passage>,
    origins: Vec<Option<usize>>,
    tables: Vec<Grid>,
    heading: Option<u32>,
    /// The last passage, unless a table stood behind it.
    before: Option<u32>,
}

impl Building {
    /// The block that a part becomes; lines without words are left out.
    fn block(&mut self, part: Part, place: Place) -> Option<Block> {
        match part {
            Part::Line(line) => self.line(line, place).map(|(_, block)| block),
            Part::Table(rows) => Some(Block::Table(self.table(rows, place))),
            Part::Turn { .. } => None,
        }
    }

    fn line(&mut self, line: Line, place: Place) -> Option<(u32, Block)> {
        let text = line.text();
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let number = number(self.passages.len() + 1);
        let level = line.heading.map(|level| level.clamp(*LEVELS.start(), *LEVELS.end()));
        let place = Place { passage: number, page: line.page, line: line.line, ..place };
        self.passages.push(Passage { place, text: text.to_owned(), heading: level, list_item: line.list_item });
        self.origins.push(line.at);
        self.before = Some(number);
        if level.is_some() && place.table.is_none() {
            self.heading = Some(number);
        }
        let inlines = line.inlines;
        let block = match level {
            Some(level) => Block::Heading { level, inlines },
            None => {
                Block::Paragraph { inlines, style: if line.note { ParagraphStyle::Note } else { ParagraphStyle::Body } }
            }
        };
        Some((number, block))
    }

    fn table(&mut self, found: Rows, outer: Place) -> document::Table {
        let at = self.tables.len();
        let mut table = document::Table {
            widths: found.widths,
            header_rows: found.header_rows,
            rows: found.rows.iter().map(|row| row.iter().map(empty).collect()).collect(),
            caption: None,
        };
        let places: Vec<Vec<Spans>> =
            table.grid().iter().map(|row| row.iter().filter_map(Spans::of).collect()).collect();
        self.tables.push(Grid {
            number: number(at + 1),
            within: outer.table.map(|_| outer),
            before: self.before.take(),
            heading: self.heading,
            header_rows: number(table.headings()),
            rows: number(table.rows.len()),
            columns: number(table.columns()),
            cells: Vec::new(),
            covers: Vec::new(),
        });
        let mut cells = Vec::new();
        for ((row, (found, places)), written) in
            found.rows.into_iter().zip(places).enumerate().zip(table.rows.iter_mut())
        {
            // Cells beyond the widest table that is admitted have no place; their words are kept in the last one.
            let mut last = None;
            for (nth, cell) in found.into_iter().enumerate() {
                let Some(spans) = places.get(nth).copied().or(last) else { continue };
                last = Some(spans);
                let place = Place {
                    table: Some(number(at + 1)),
                    row: Some(number(row + 1)),
                    column: Some(number(spans.column + 1)),
                    ..Place::default()
                };
                let (blocks, passages) = self.cell(cell.parts, place);
                if let Some(written) = written.get_mut(nth) {
                    written.blocks = blocks;
                }
                let text: Vec<&str> = passages
                    .iter()
                    .filter_map(|n| self.passages.get(*n as usize - 1))
                    .map(|p| p.text.as_str())
                    .collect();
                cells.push(GridCell {
                    row: number(row + 1),
                    column: number(spans.column + 1),
                    rowspan: number(spans.rowspan),
                    colspan: number(spans.colspan),
                    header: cell.header || row < found_header(&self.tables, at),
                    text: text.join("\n"),
                    passages,
                });
            }
        }
        self.tables[at].covers = covers(&cells, table.rows.len(), table.columns());
        self.tables[at].cells = cells;
        self.before = None;
        table
    }

    fn cell(&mut self, parts: Vec<Part>, place: Place) -> (Vec<Block>, Vec<u32>) {
        let (mut blocks, mut passages) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Line(line) => {
                    if let Some((number, block)) = self.line(line, place) {
                        passages.push(number);
                        blocks.push(block);
                    }
                }
                part => blocks.extend(self.block(part, place)),
            }
        }
        (blocks, passages)
    }
}

/// For each place the cell that covers it, from 1.
fn covers(cells: &[GridCell], rows: usize, columns: usize) -> Vec<u32> {
    let mut covers = vec![0; rows * columns];
    for (cell, nth) in cells.iter().zip(1..) {
        for row in cell.row..cell.row + cell.rowspan {
            let from = (row as usize - 1) * columns + cell.column as usize - 1;
            let places = covers.get_mut(from..from + cell.colspan as usize).unwrap_or_default();
            places.iter_mut().for_each(|place| *place = nth);
        }
    }
    covers
}

fn found_header(tables: &[Grid], at: usize) -> usize {
    tables.get(at).map_or(0, |table| table.header_rows as usize)
}

/// Where a cell stands once spans are counted.
#[derive(Clone, Copy)]
struct Spans {
    column: usize,
    colspan: usize,
    rowspan: usize,
}

impl Spans {
    fn of(place: &document::Place<'_>) -> Option<Spans> {
        let own = matches!(place.covers, document::Covers::Cell(_));
        own.then_some(Spans { column: place.column, colspan: place.colspan, rowspan: place.rowspan })
    }
}

fn empty(cell: &Cell) -> document::Cell {
    document::Cell { blocks: Vec::new(), colspan: cell.colspan, rowspan: cell.rowspan, header: cell.header }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
