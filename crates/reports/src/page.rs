//! The page of a report form, as its template produced it, becomes a `Document`.
//! The page is a small, well-formed subset of HTML: `section` (class `landscape`), `h1`–`h4`, `p` (class
//! `note`, `centered`, `addressee`, `signature`), lists, tables, `strong`, `em`, `br`, `a`, `img`, `hr class="page"`
//! and `<data value="c17">520</data>` for the figure of report cell c17. Anything else gives a finding
//! and keeps its text.

mod line;

use crate::document::{Block, Cell, Covers, Document, ImageKind, Inline, ParagraphStyle, Place, Section, Table};
use crate::trouble::{severe, warning};
use crate::xml::{self, Element, Node};
use auyl_domain::Finding;
use line::Line;
use std::collections::BTreeMap;

/// Elements that HTML writes without an end.
const VOID: [&str; 7] = ["br", "hr", "img", "col", "meta", "link", "wbr"];
/// Wrappers that mean nothing here.
const LOOSE: [&str; 9] = ["html", "body", "main", "div", "header", "footer", "article", "figure", "form"];
/// Printed width of a picture that does not say its own, in millimetres.
const IMAGE_WIDTH_MM: u32 = 120;

/// Reads a page. `images` holds the bytes of pictures by the SHA-256 that `src="file:<sha256>"` names.
/// The title comes from `<title>`, language and report from `lang` and `data-report` of `<html>`.
pub fn read(html: &str, images: &BTreeMap<String, Vec<u8>>) -> (Document, Vec<Finding>) {
    let (root, findings) = xml::parse(html, &VOID);
    let page = root.child("html").unwrap_or(&root);
    let mut reader = Reader { images, findings };
    let document = Document {
        title: root.find("title").map(|title| tidy(&title.text())).unwrap_or_default(),
        lang: page.get("lang").unwrap_or_default().to_owned(),
        id: page.get("data-report").filter(|id| !id.is_empty()).map(str::to_owned),
        sections: reader.sections(&root),
    };
    (document, reader.findings)
}

struct Reader<'a> {
    images: &'a BTreeMap<String, Vec<u8>>,
    findings: Vec<Finding>,
}

/// How the text around is set.
#[derive(Clone, Copy, Default)]
struct Face {
    bold: bool,
    italic: bool,
}

impl Reader<'_> {
    fn sections(&mut self, root: &Element) -> Vec<Section> {
        let mut sections = Vec::new();
        let mut loose = Gathered::default();
        self.gather_sections(root, &mut sections, &mut loose);
        close(&mut sections, &mut loose);
        sections
    }

    fn gather_sections(&mut self, element: &Element, sections: &mut Vec<Section>, loose: &mut Gathered) {
        for node in &element.children {
            match node {
                Node::Element(inner) if inner.name == "section" => {
                    close(sections, loose);
                    let landscape = inner
                        .get("class")
                        .is_some_and(|class| class.split_whitespace().any(|name| name == "landscape"));
                    sections.push(Section { landscape, blocks: self.blocks(inner, Face::default()) });
                }
                Node::Element(inner) if LOOSE.contains(&inner.name.as_str()) => {
                    self.gather_sections(inner, sections, loose)
                }
                node => self.node(node, Face::default(), loose),
            }
        }
    }

    fn blocks(&mut self, element: &Element, face: Face) -> Vec<Block> {
        let mut gathered = Gathered::default();
        element.children.iter().for_each(|node| self.node(node, face, &mut gathered));
        gathered.finish()
    }

    fn node(&mut self, node: &Node, face: Face, into: &mut Gathered) {
        let element = match node {
            Node::Text(text) => return into.line.text(text, face.bold, face.italic),
            Node::Element(element) => element,
        };
        match element.name.as_str() {
            "head" | "title" | "style" | "script" | "meta" | "link" | "colgroup" => {}
            "h1" | "h2" | "h3" | "h4" => {
                let level = element.name.as_bytes()[1] - b'0';
                let inlines = self.inlines(element, face);
                into.push(Block::Heading { level, inlines });
            }
            "p" => self.paragraph(element, face, into),
            "ul" | "ol" => {
                let entries: Vec<&Element> = element.elements().collect();
                for wrong in entries.iter().filter(|entry| entry.name != "li") {
                    self.unknown(wrong);
                }
                let items = entries.iter().map(|entry| self.blocks(entry, face)).collect();
                into.push(Block::List { ordered: element.name == "ol", items });
            }
            "table" => {
                let table = self.table(element);
                into.push(Block::Table(table));
            }
            "img" => {
                let image = self.image(element);
                into.end_line(ParagraphStyle::Body);
                into.blocks.extend(image);
            }
            "hr" if element.get("class") == Some("page") => into.push(Block::PageBreak),
            "hr" => self.unknown(element),
            "strong" | "b" => {
                element.children.iter().for_each(|inner| self.node(inner, Face { bold: true, ..face }, into))
            }
            "em" | "i" => {
                element.children.iter().for_each(|inner| self.node(inner, Face { italic: true, ..face }, into))
            }
            "br" => into.line.end(),
            "data" => self.figure(element, face, into),
            "a" => into.line.link(element.get("href").unwrap_or_default(), &tidy(&element.text())),
            name if LOOSE.contains(&name) || name == "section" => {
                into.end_line(ParagraphStyle::Body);
                element.children.iter().for_each(|inner| self.node(inner, face, into));
                into.end_line(ParagraphStyle::Body);
            }
            "span" | "small" | "time" => element.children.iter().for_each(|inner| self.node(inner, face, into)),
            _ => {
                self.unknown(element);
                element.children.iter().for_each(|inner| self.node(inner, face, into));
            }
        }
    }

    fn unknown(&mut self, element: &Element) {
        self.findings.push(warning("page-element-unknown", Some(element.line), &[("name", &element.name)]));
    }

    fn figure(&mut self, element: &Element, face: Face, into: &mut Gathered) {
        let text = tidy(&element.text());
        match element.get("value").filter(|cell| !cell.is_empty()) {
            Some(cell) => into.line.figure(cell, &text, face.bold),
            None => {
                self.findings.push(severe("page-figure-without-cell", Some(element.line), &[("text", &text)]));
                into.line.text(&text, face.bold, face.italic);
            }
        }
    }

    fn inlines(&mut self, element: &Element, face: Face) -> Vec<Inline> {
        let blocks = self.blocks(element, face);
        // A picture or list inside a heading keeps its words only.
        let mut inlines = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph { inlines: more, .. } => inlines.extend(more),
                other => inlines.push(Inline::text(other.plain())),
            }
        }
        inlines
    }

    fn paragraph(&mut self, element: &Element, face: Face, into: &mut Gathered) {
        let mut style = ParagraphStyle::Body;
        for class in element.get("class").unwrap_or_default().split_whitespace() {
            style = match class {
                "note" => ParagraphStyle::Note,
                "centered" => ParagraphStyle::Centered,
                "addressee" => ParagraphStyle::Addressee,
                "signature" => ParagraphStyle::Signature,
                _ => {
                    self.findings.push(warning("page-class-unknown", Some(element.line), &[("name", class)]));
                    style
                }
            };
        }
        into.end_line(ParagraphStyle::Body);
        let mut inner = Gathered { style, ..Gathered::default() };
        element.children.iter().for_each(|node| self.node(node, face, &mut inner));
        into.blocks.extend(inner.finish());
    }

    fn image(&mut self, element: &Element) -> Option<Block> {
        let source = element.get("src").unwrap_or_default();
        let bytes = source.strip_prefix("file:").and_then(|hash| self.images.get(hash));
        let Some((bytes, kind)) = bytes.and_then(|bytes| Some((bytes, ImageKind::of(bytes)?))) else {
            self.findings.push(severe("page-picture-missing", Some(element.line), &[("source", source)]));
            return None;
        };
        let alt = tidy(element.get("alt").unwrap_or_default());
        if alt.is_empty() {
            self.findings.push(warning("page-picture-undescribed", Some(element.line), &[("source", source)]));
        }
        let width_mm = element.get("data-width-mm").and_then(|wide| wide.parse().ok()).unwrap_or(IMAGE_WIDTH_MM);
        Some(Block::Image { bytes: bytes.clone(), kind, alt, width_mm })
    }

    fn table(&mut self, element: &Element) -> Table {
        let mut table = Table::default();
        let widths = element.get("data-widths").unwrap_or_default();
        table.widths = widths.split_whitespace().filter_map(|width| width.parse().ok()).collect();
        if table.widths.len() != widths.split_whitespace().count() {
            self.findings.push(warning("page-widths-wrong", Some(element.line), &[("widths", widths)]));
        }
        self.rows(element, false, &mut table);
        let columns = table.columns();
        let short = |row: &Vec<Place<'_>>| row.iter().any(|place| place.covers == Covers::Nothing);
        let wrong = table.grid().iter().position(short);
        if let Some(row) = wrong {
            let (row, columns) = ((row + 1).to_string(), columns.to_string());
            self.findings.push(warning("page-row-short", Some(element.line), &[("row", &row), ("columns", &columns)]));
        }
        table
    }

    fn rows(&mut self, element: &Element, head: bool, table: &mut Table) {
        for inner in element.elements() {
            match inner.name.as_str() {
                "caption" => table.caption = Some(tidy(&inner.text())).filter(|text| !text.is_empty()),
                "colgroup" | "col" => {}
                "thead" => self.rows(inner, true, table),
                "tbody" | "tfoot" => self.rows(inner, false, table),
                "tr" => {
                    let cells = inner.elements().map(|cell| self.cell(cell)).collect();
                    if head && table.header_rows == table.rows.len() {
                        table.header_rows += 1;
                    }
                    table.rows.push(cells);
                }
                _ => {
                    self.unknown(inner);
                    let blocks = self.blocks(inner, Face::default());
                    table.rows.push(vec![Cell { blocks, ..Cell::default() }]);
                }
            }
        }
    }

    fn cell(&mut self, element: &Element) -> Cell {
        if !matches!(element.name.as_str(), "td" | "th") {
            self.unknown(element);
        }
        let mut span = |name: &str| match element.get(name) {
            None => 1,
            Some(text) => text.trim().parse::<usize>().ok().filter(|span| *span > 0).unwrap_or_else(|| {
                self.findings.push(warning("page-span-wrong", Some(element.line), &[("span", text)]));
                1
            }),
        };
        let (colspan, rowspan) = (span("colspan"), span("rowspan"));
        Cell { blocks: self.blocks(element, Face::default()), colspan, rowspan, header: element.name == "th" }
    }
}

/// Blocks while they are read, with the line that is still open.
#[derive(Default)]
struct Gathered {
    blocks: Vec<Block>,
    line: Line,
    style: ParagraphStyle,
}

impl Gathered {
    fn push(&mut self, block: Block) {
        self.end_line(self.style);
        self.blocks.push(block);
    }

    fn end_line(&mut self, style: ParagraphStyle) {
        let inlines = std::mem::take(&mut self.line).finish();
        if !inlines.is_empty() {
            let style = if self.style == ParagraphStyle::Body { style } else { self.style };
            self.blocks.push(Block::Paragraph { inlines, style });
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_line(self.style);
        self.blocks
    }
}

fn close(sections: &mut Vec<Section>, loose: &mut Gathered) {
    let blocks = std::mem::take(loose).finish();
    if !blocks.is_empty() {
        sections.push(Section { landscape: false, blocks });
    }
}

/// Text with its white space collapsed; a no-break space is no white space.
fn tidy(text: &str) -> String {
    text.split([' ', '\n', '\r', '\t', '\u{c}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
