//! A paper that was read as HTML, for a page that shows it beside what was found in it: each passage has the anchor
//! `p<number>`. Only words are shown; addresses, pictures and styles of the foreign file are not.

use super::Source;
use crate::document::{Block, Cell, Covers, Inline, Table};
use crate::xml::{escape, escaped};
use std::fmt::Write;

/// The paper as a piece of HTML without head. `classes` gives the classes of passages that are to be marked.
pub fn html(source: &Source, classes: &dyn Fn(u32) -> Option<String>) -> String {
    let mut page = Page { source, out: String::with_capacity(1 << 16), passage: 0, classes };
    for section in &source.document.sections {
        page.blocks(&section.blocks);
    }
    page.out
}

struct Page<'a> {
    source: &'a Source,
    out: String,
    /// The last passage that was written.
    passage: u32,
    classes: &'a dyn Fn(u32) -> Option<String>,
}

impl Page<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, inlines } => self.line(inlines, Some(*level)),
                Block::Paragraph { inlines, .. } => self.line(inlines, None),
                Block::Table(table) => self.table(table),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Image { .. } | Block::PageBreak => {}
            }
        }
    }

    fn line(&mut self, inlines: &[Inline], level: Option<u8>) {
        self.passage += 1;
        let entry = self.source.passage(self.passage).is_some_and(|passage| passage.list_item);
        let own = [level.map(|_| "heading"), entry.then_some("entry")].into_iter().flatten().map(str::to_owned);
        let classes: Vec<String> = own.chain((self.classes)(self.passage)).collect();
        let _ = write!(self.out, "<p id=\"p{}\"", self.passage);
        if !classes.is_empty() {
            let _ = write!(self.out, " class=\"{}\"", escaped(&classes.join(" ")));
        }
        if let Some(level) = level {
            // The page has its own title and headings above.
            let _ = write!(self.out, " role=\"heading\" aria-level=\"{}\"", u32::from(level) + 2);
        }
        self.out.push('>');
        for inline in inlines {
            match inline {
                Inline::Text { text, bold: true, .. } => {
                    self.out += "<strong>";
                    escape(&mut self.out, text);
                    self.out += "</strong>";
                }
                Inline::Break => self.out += "<br>",
                inline => escape(&mut self.out, inline.plain()),
            }
        }
        self.out += "</p>\n";
    }

    fn table(&mut self, table: &Table) {
        self.out += "<table>\n";
        for row in table.grid() {
            self.out += "<tr>";
            for place in row {
                match place.covers {
                    Covers::Cell(cell) => self.cell(cell, place.colspan, place.rowspan),
                    Covers::Nothing => {
                        let _ = write!(self.out, "<td colspan=\"{}\"></td>", place.colspan);
                    }
                    Covers::Below(_) => {}
                }
            }
            self.out += "</tr>\n";
        }
        self.out += "</table>\n";
    }

    fn cell(&mut self, cell: &Cell, colspan: usize, rowspan: usize) {
        let name = if cell.header { "th" } else { "td" };
        let _ = write!(self.out, "<{name}");
        for (span, count) in [("colspan", colspan), ("rowspan", rowspan)] {
            if count > 1 {
                let _ = write!(self.out, " {span}=\"{count}\"");
            }
        }
        self.out.push('>');
        self.blocks(&cell.blocks);
        let _ = write!(self.out, "</{name}>");
    }
}
