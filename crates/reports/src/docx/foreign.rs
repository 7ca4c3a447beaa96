//! A DOCX that somebody else wrote, as passages and tables. Unlike [`read`](super::read), which gives back our own
//! papers exactly, this reader keeps what a reader of the printed report would see, with where each paragraph stands in
//! the file: numbers of lists become text, what was struck out is gone, text boxes stand behind the paragraph that they
//! hang on, notes behind everything. Headers, footers, comments and tables of contents are left out.

mod inline;
mod numbers;
mod table;

use super::outside::{heading_levels, targets};
use super::package::unpack_some;
use crate::document::Inline;
use crate::source::Limits;
use crate::source::found::{Found, Line, Part};
use crate::trouble::{severe, warning};
use crate::xml::{self, Element};
use auyl_domain::Finding;
use inline::Field;
use numbers::Numbers;
use std::collections::BTreeMap;

/// The part that every DOCX has; some programs number it.
pub(crate) const BODY: &str = "word/document";

/// Whether a part is the body.
pub(crate) fn is_body(name: &str) -> bool {
    name.strip_prefix(BODY)
        .and_then(|rest| rest.strip_suffix(".xml"))
        .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads a foreign DOCX; nothing if it has no body that can be read.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> (Option<Found>, Vec<Finding>) {
    const WANTED: [&str; 6] = [
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
        "docProps/core.xml",
        "_rels/.rels",
    ];
    let wanted = |name: &str| is_body(name) || WANTED.contains(&name);
    let (mut parts, mut findings) = unpack_some(bytes, limits.unpacked, &wanted);
    let Some(body) = parts.keys().find(|name| is_body(name)).cloned().and_then(|name| parts.remove(&name)) else {
        return (None, findings);
    };
    let body = letters(&body);
    let (body, mut more) = xml::parse(&body, &[]);
    findings.append(&mut more);
    let mut part = |name: &str| {
        let (root, more) = xml::parse(&letters(&parts.remove(name)?), &[]);
        // What is wrong with styles or numbers matters only if something is lost.
        if more.iter().any(|finding| finding.severity == auyl_domain::Severity::Severe) {
            findings.push(warning("docx-part-missing", None, &[("part", name)]));
        }
        Some(root)
    };
    let styles = part("word/styles.xml").unwrap_or_default();
    let numbering = part("word/numbering.xml").unwrap_or_default();
    let notes = ["word/footnotes.xml", "word/endnotes.xml"].map(|name| part(name).unwrap_or_default());
    let core = part("docProps/core.xml").unwrap_or_default();
    let Some(content) = body.find("body") else { return (None, findings) };
    let mut reader = Foreign {
        levels: heading_levels(&styles),
        numbers: Numbers::of(&numbering, &styles),
        fields: Vec::new(),
        page: 1,
        changes: 0,
        notes: Vec::new(),
        struck_end: Vec::new(),
        left: limits.passages,
        cut: false,
    };
    let mut found = Found {
        title: core.find("title").map(Element::text).unwrap_or_default(),
        lang: styles
            .find("lang")
            .and_then(|lang| lang.get("val"))
            .unwrap_or_default()
            .chars()
            .take_while(|l| *l != '-')
            .collect(),
        pages: None,
        parts: reader.body(content),
    };
    let has_pages = reader.page > 1;
    found.pages = has_pages.then_some(reader.page);
    let cited = std::mem::take(&mut reader.notes);
    found.parts.extend(cited.into_iter().flat_map(|note| reader.note(&notes, note)));
    if !has_pages {
        forget_pages(&mut found.parts);
    }
    if reader.changes > 0 {
        findings.push(warning("docx-changes-open", None, &[("n", &reader.changes.to_string())]));
    }
    if reader.cut {
        findings.push(severe("source-cut", None, &[("read", &limits.passages.to_string())]));
    }
    (Some(found), findings)
}

/// A part as letters; XML may be written in UTF-16.
pub(super) fn letters(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => crate::source::letters(bytes),
        bytes => String::from_utf8_lossy(bytes),
    }
}

/// Reads on through the body, with what must be remembered between paragraphs.
struct Foreign {
    /// Heading level of a style.
    levels: BTreeMap<String, u8>,
    numbers: Numbers,
    /// Fields that are open, outermost first; they reach over paragraphs.
    fields: Vec<Field>,
    /// Where Word last broke pages.
    page: u32,
    /// Insertions and deletions that nobody has accepted.
    changes: usize,
    /// Notes that were cited.
    notes: Vec<Cited>,
    /// Words of paragraphs whose end was struck out: they go on in the next one.
    struck_end: Vec<Inline>,
    /// Paragraphs that may still be read.
    left: usize,
    cut: bool,
}

/// A note that a paragraph cites.
struct Cited {
    /// A note at the end of the paper instead of the page.
    at_end: bool,
    id: String,
    /// The paragraph that cites it.
    at: usize,
    page: u32,
}

/// Everything that a paragraph gave.
#[derive(Default)]
struct Gathered {
    inlines: Vec<Inline>,
    /// Text boxes that hang on it.
    boxes: Vec<Part>,
}

impl Foreign {
    fn body(&mut self, content: &Element) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut section = 0;
        let mut close = |parts: &mut Vec<Part>, properties: &Element| {
            let landscape = properties.child("pgSz").is_some_and(|size| {
                let side = |name| size.get(name).and_then(|side| side.parse::<u32>().ok()).unwrap_or(0);
                size.get("orient") == Some("landscape") || side("w") > side("h")
            });
            parts.insert(section, Part::Turn { landscape });
            section = parts.len();
        };
        for element in content.elements() {
            if element.name == "sectPr" {
                close(&mut parts, element);
                continue;
            }
            self.block(element, &mut parts);
            if let Some(properties) = element.child("pPr").and_then(|format| format.child("sectPr")) {
                close(&mut parts, properties);
            }
        }
        parts
    }

    /// Paragraphs and tables of anything that holds them.
    fn blocks(&mut self, element: &Element) -> Vec<Part> {
        let mut parts = Vec::new();
        element.elements().for_each(|inner| self.block(inner, &mut parts));
        parts
    }

    fn block(&mut self, element: &Element, parts: &mut Vec<Part>) {
        match element.name.as_str() {
            "p" => self.paragraph(element, parts),
            "tbl" => {
                let table = self.table(element);
                if !table.rows.is_empty() {
                    parts.push(Part::Table(table));
                }
            }
            "sdt" if is_contents(element) => {}
            "sdt" => {
                if let Some(content) = element.child("sdtContent") {
                    content.elements().for_each(|inner| self.block(inner, parts));
                }
            }
            "ins" | "moveTo" => {
                self.changes += 1;
                element.elements().for_each(|inner| self.block(inner, parts));
            }
            "del" | "moveFrom" => self.changes += 1,
            "customXml" | "smartTag" => element.elements().for_each(|inner| self.block(inner, parts)),
            "AlternateContent" => {
                let chosen = element.child("Choice").or_else(|| element.child("Fallback"));
                chosen.into_iter().flat_map(Element::elements).for_each(|inner| self.block(inner, parts));
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, element: &Element, parts: &mut Vec<Part>) {
        if self.left == 0 {
            self.cut = true;
            return;
        }
        let none = Element::default();
        let format = element.child("pPr").unwrap_or(&none);
        let value = |name: &str| format.child(name).and_then(|child| child.get("val"));
        let style = value("pStyle").unwrap_or_default();
        let at = element.span.start;
        let page = self.page;
        let mut gathered = Gathered { inlines: std::mem::take(&mut self.struck_end), boxes: Vec::new() };
        self.inlines(element, at, &mut gathered);
        let own = value("outlineLvl").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
        let level = own.map(|level| level + 1).or_else(|| self.levels.get(style).copied());
        // The end of a paragraph can be struck out alone; then it is one with the next.
        let mark = format.child("rPr");
        if mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some()) {
            self.changes += 1;
            self.struck_end = gathered.inlines;
            parts.append(&mut gathered.boxes);
            return;
        }
        let is_empty = gathered.inlines.iter().all(|inline| inline.plain().trim().is_empty());
        let number = if is_empty { None } else { self.numbers.next(format.child("numPr"), style) };
        if let Some(number) = number.as_ref().filter(|number| !number.is_empty()) {
            gathered.inlines.insert(0, Inline::text(format!("{number} ")));
        }
        if !is_empty {
            self.left -= 1;
            parts.push(Part::Line(Line {
                inlines: crate::source::joined(gathered.inlines),
                heading: level,
                list_item: number.is_some() && level.is_none(),
                note: style == "AuylNote" || style == "AuylTableNote",
                page: Some(page),
                line: None,
                at: Some(at),
            }));
        }
        parts.append(&mut gathered.boxes);
    }

    /// The paragraphs of a note.
    fn note(&mut self, notes: &[Element; 2], cited: Cited) -> Vec<Part> {
        let list = notes[usize::from(cited.at_end)].elements().next();
        let note = list.and_then(|list| list.elements().find(|note| note.get("id") == Some(cited.id.as_str())));
        let mut parts = note.map(|note| self.blocks(note)).unwrap_or_default();
        for part in &mut parts {
            if let Part::Line(line) = part {
                (line.note, line.at, line.page) = (true, Some(cited.at), Some(cited.page));
            }
        }
        parts
    }
}

/// A table of contents repeats headings beside numbers of pages.
fn is_contents(sdt: &Element) -> bool {
    let gallery = sdt.child("sdtPr").and_then(|properties| properties.find("docPartGallery"));
    gallery.and_then(|gallery| gallery.get("val")).is_some_and(|name| name.eq_ignore_ascii_case("Table of Contents"))
}

fn forget_pages(parts: &mut [Part]) {
    for part in parts {
        match part {
            Part::Line(line) => line.page = None,
            Part::Table(rows) => {
                rows.rows.iter_mut().flatten().for_each(|cell| forget_pages(&mut cell.parts));
            }
            Part::Turn { .. } => {}
        }
    }
}

/// Address or file behind each relation of the body.
pub(super) fn relations(parts: &BTreeMap<String, Vec<u8>>, body: &str) -> BTreeMap<String, String> {
    let name = relations_name(body);
    parts.get(&name).map(|bytes| targets(&xml::parse(&letters(bytes), &[]).0)).unwrap_or_default()
}

/// The part that holds the relations of a part.
pub(super) fn relations_name(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels")
}

#[cfg(test)]
mod tests;
