//! The body of a DOCX: blocks become paragraphs, tables and drawings.

use super::parts::{RELATION, STEP, WORD};
use super::{heights, runs};
use crate::document::{Block, Covers, Document, ImageKind, Inline, ParagraphStyle, Section, Table, sheet};
use crate::xml::escape;
use std::fmt::Write;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
/// English metric units in a twip; drawings are measured in them.
const EMU: u32 = 635;
/// A row with more letters than this in one cell may break over pages: it could be taller than one.
const LONG_CELL: usize = 400;

/// The body with all it refers to.
pub(super) struct Written<'a> {
    pub xml: String,
    pub links: Vec<String>,
    pub images: Vec<(&'a [u8], ImageKind)>,
    /// One entry a list: is it numbered?
    pub lists: Vec<bool>,
}

pub(super) fn write(document: &Document) -> Written<'_> {
    let mut body = Body {
        out: String::new(),
        links: Vec::new(),
        images: Vec::new(),
        lists: Vec::new(),
        controls: 0,
        landscape: false,
    };
    body.out += &format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{WORD}" xmlns:r="{RELATION}" xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture"><w:body>"#
    );
    let lone = [Section::default()];
    let sections = if document.sections.is_empty() { &lone[..] } else { &document.sections[..] };
    for (at, section) in sections.iter().enumerate() {
        body.landscape = section.landscape;
        // The body of a file with no section still needs its page; it has no block to borrow.
        if let Some(section) = document.sections.get(at) {
            body.blocks(&section.blocks, None);
        }
        let properties = page(section.landscape);
        if at + 1 < sections.len() {
            body.out += &format!(r#"<w:p><w:pPr><w:pStyle w:val="AuylEdge"/>{properties}</w:pPr></w:p>"#);
        } else {
            body.out += &properties;
        }
    }
    body.out += "</w:body></w:document>";
    Written { xml: body.out, links: body.links, images: body.images, lists: body.lists }
}

fn page(landscape: bool) -> String {
    let margin = sheet::margin(landscape);
    let (wide, tall, turned) = if landscape {
        (sheet::LONG, sheet::SHORT, r#" w:orient="landscape""#)
    } else {
        (sheet::SHORT, sheet::LONG, "")
    };
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{tall}"{turned}/><w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>"#
    )
}

pub(super) struct Body<'a> {
    pub out: String,
    pub links: Vec<String>,
    images: Vec<(&'a [u8], ImageKind)>,
    lists: Vec<bool>,
    /// Content controls so far; their ids must differ.
    pub controls: usize,
    landscape: bool,
}

/// The cell that blocks stand in.
#[derive(Clone, Copy)]
struct Inside {
    header: bool,
}

impl<'a> Body<'a> {
    fn blocks(&mut self, blocks: &'a [Block], inside: Option<Inside>) {
        for block in blocks {
            match block {
                Block::Heading { level, inlines } => {
                    self.paragraph(&format!("Heading{}", (*level).clamp(1, 4)), "", inlines);
                }
                Block::Paragraph { inlines, style } => {
                    let (name, more) = style_of(*style, inside);
                    self.paragraph(name, more, inlines);
                }
                Block::List { ordered, items } => self.list(*ordered, items, 0, inside),
                Block::Table(table) => {
                    self.table(table);
                    // Word joins tables that touch, and wants a paragraph behind the last one.
                    self.paragraph("AuylGap", "", &[]);
                }
                Block::Image { bytes, kind, alt, width_mm } => self.image(bytes, *kind, alt, *width_mm),
                Block::PageBreak => {
                    self.out +=
                        r#"<w:p><w:pPr><w:pStyle w:val="AuylEdge"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>"#;
                }
            }
        }
    }

    fn paragraph(&mut self, style: &str, more: &str, inlines: &[Inline]) {
        self.out += "<w:p>";
        if !style.is_empty() || !more.is_empty() {
            self.out += "<w:pPr>";
            if !style.is_empty() {
                let _ = write!(self.out, r#"<w:pStyle w:val="{style}"/>"#);
            }
            self.out += more;
            self.out += "</w:pPr>";
        }
        runs::write(self, inlines);
        self.out += "</w:p>";
    }

    fn list(&mut self, ordered: bool, items: &'a [Vec<Block>], level: u32, inside: Option<Inside>) {
        self.lists.push(ordered);
        let number = self.lists.len();
        let (style, next) = match inside {
            Some(_) => ("AuylTableList", "AuylTableListContinue"),
            None => ("ListParagraph", "AuylListContinue"),
        };
        // Word has nine levels.
        let level = level.min(8);
        let marked = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>"#);
        let indent = format!(r#"<w:ind w:left="{}"/>"#, (level + 1) * STEP);
        for item in items {
            let mut rest = item.as_slice();
            match rest.split_first() {
                Some((Block::Paragraph { inlines, .. }, tail)) => {
                    self.paragraph(style, &marked, inlines);
                    rest = tail;
                }
                _ => self.paragraph(style, &marked, &[]),
            }
            for block in rest {
                match block {
                    Block::Paragraph { inlines, .. } => self.paragraph(next, &indent, inlines),
                    Block::List { ordered, items } => self.list(*ordered, items, level + 1, inside),
                    block => self.blocks(std::slice::from_ref(block), inside),
                }
            }
        }
    }

    fn table(&mut self, table: &'a Table) {
        if let Some(caption) = &table.caption {
            self.paragraph("Caption", "", &[Inline::text(caption.as_str())]);
        }
        let grid = table.grid();
        if grid.is_empty() || table.columns() == 0 {
            return;
        }
        let width = sheet::text_width(self.landscape);
        let widths = sheet::split(width, &table.shares());
        let _ = write!(
            self.out,
            r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>"#
        );
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ = write!(self.out, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#);
        }
        self.out += r#"</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#;
        for width in &widths {
            let _ = write!(self.out, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.out += "</w:tblGrid>";
        let heights = heights::of_headings(&grid[..table.headings()], &widths);
        for (at, (places, cells)) in grid.iter().zip(&table.rows).enumerate() {
            let repeated = at < table.headings();
            let short = cells.iter().all(|cell| cell.plain().chars().count() <= LONG_CELL);
            self.out += "<w:tr><w:trPr>";
            if repeated || short {
                self.out += "<w:cantSplit/>";
            }
            if let Some(height) = heights.get(at) {
                let _ = write!(self.out, r#"<w:trHeight w:val="{height}" w:hRule="atLeast"/>"#);
            }
            if repeated {
                self.out += "<w:tblHeader/>";
            }
            self.out += "</w:trPr>";
            for place in places {
                let width: u32 = widths[place.column..place.column + place.colspan].iter().sum();
                let _ = write!(self.out, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
                if place.colspan > 1 {
                    let _ = write!(self.out, r#"<w:gridSpan w:val="{}"/>"#, place.colspan);
                }
                match place.covers {
                    Covers::Cell(_) if place.rowspan > 1 => self.out += r#"<w:vMerge w:val="restart"/>"#,
                    Covers::Below(_) => self.out += r#"<w:vMerge w:val="continue"/>"#,
                    _ => {}
                }
                let header = matches!(place.covers, Covers::Cell(cell) | Covers::Below(cell) if cell.header);
                if header {
                    self.out += r#"<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>"#;
                }
                if header && repeated {
                    self.out += r#"<w:vAlign w:val="center"/>"#;
                }
                self.out += "</w:tcPr>";
                let blocks: &[Block] = match place.covers {
                    Covers::Cell(cell) => &cell.blocks,
                    _ => &[],
                };
                self.blocks(blocks, Some(Inside { header }));
                // A cell must end with a paragraph; behind an inner table the gap is that paragraph.
                if blocks.is_empty() {
                    self.paragraph(if header { "AuylTableHead" } else { "AuylTableText" }, "", &[]);
                }
                self.out += "</w:tc>";
            }
            self.out += "</w:tr>";
        }
        self.out += "</w:tbl>";
    }

    fn image(&mut self, bytes: &'a [u8], kind: ImageKind, alt: &str, width_mm: u32) {
        let (wide, tall) = sheet::printed(bytes, width_mm, self.landscape);
        let (wide, tall) = (wide * EMU, tall * EMU);
        let at = self.images.len();
        self.images.push((bytes, kind));
        let number = at + 1;
        let _ = write!(
            self.out,
            r#"<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/><wp:docPr id="{number}" name="Image {number}" descr=""#
        );
        escape(&mut self.out, alt);
        let _ = write!(
            self.out,
            r#""/><a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Image {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="image{at}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        );
    }
}

fn style_of(style: ParagraphStyle, inside: Option<Inside>) -> (&'static str, &'static str) {
    let header = inside.is_some_and(|cell| cell.header);
    match (style, inside) {
        (ParagraphStyle::Body, None) => ("", ""),
        (ParagraphStyle::Note, None) => ("AuylNote", ""),
        (ParagraphStyle::Centered, None) => ("AuylCentered", ""),
        (ParagraphStyle::Addressee, _) => ("AuylAddressee", ""),
        (ParagraphStyle::Signature, _) => ("AuylSignature", ""),
        (ParagraphStyle::Body, Some(_)) => (if header { "AuylTableHead" } else { "AuylTableText" }, ""),
        (ParagraphStyle::Note, Some(_)) => (if header { "AuylTableHeadNote" } else { "AuylTableNote" }, ""),
        (ParagraphStyle::Centered, Some(_)) => {
            (if header { "AuylTableHead" } else { "AuylTableText" }, r#"<w:jc w:val="center"/>"#)
        }
    }
}
