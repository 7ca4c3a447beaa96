//! What stands inside of a paragraph.

use super::{Cited, Foreign, Gathered};
use crate::document::Inline;
use crate::xml::Element;

/// Notes that are looked up.
const MAX_NOTES: usize = 5_000;

/// A field that is open.
pub(super) struct Field {
    /// Its instruction is still being told; what comes is no text.
    instructed: bool,
    instruction: String,
}

impl Field {
    /// Its result repeats what stands elsewhere.
    fn repeats(&self) -> bool {
        let name = self.instruction.split_whitespace().next().unwrap_or_default();
        ["TOC", "INDEX", "TOA"].iter().any(|known| name.eq_ignore_ascii_case(known))
    }
}

/// Letters of the fonts in which Word keeps signs, by their code in the font.
const SYMBOL: &[(u32, char)] = &[
    (0xa3, '≤'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0x2d, '−'),
    (0x53, 'Σ'),
    (0xa5, '∞'),
    (0xae, '→'),
    (0xac, '←'),
];
const WINGDINGS: &[(u32, char)] =
    &[(0xfc, '✓'), (0xfe, '☑'), (0xfb, '✗'), (0xfd, '☒'), (0xa8, '☐'), (0x6f, '☐'), (0x71, '☐'), (0xe0, '→')];

impl Foreign {
    /// Adds the pieces of a paragraph, or of something inside one; `at` is the paragraph.
    pub(super) fn inlines(&mut self, element: &Element, at: usize, gathered: &mut Gathered) {
        for inner in element.elements() {
            match inner.name.as_str() {
                "r" => self.run(inner, at, gathered),
                "ins" | "moveTo" => {
                    self.changes += 1;
                    self.inlines(inner, at, gathered);
                }
                "del" | "moveFrom" => self.changes += 1,
                "sdt" => {
                    if let Some(content) = inner.child("sdtContent") {
                        self.inlines(content, at, gathered);
                    }
                }
                "fldSimple" => {
                    let field =
                        Field { instructed: false, instruction: inner.get("instr").unwrap_or_default().to_owned() };
                    if !field.repeats() {
                        self.inlines(inner, at, gathered);
                    }
                }
                "hyperlink" | "smartTag" | "customXml" | "dir" | "bdo" => self.inlines(inner, at, gathered),
                "oMath" | "oMathPara" => self.text(gathered, &inner.text(), false, false),
                "AlternateContent" => self.alternate(inner, at, gathered),
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &Element, at: usize, gathered: &mut Gathered) {
        let on = |name: &str| {
            let mark = run.child("rPr").and_then(|format| format.child(name));
            mark.is_some_and(|mark| !matches!(mark.get("val"), Some("0" | "false" | "off")))
        };
        let (bold, italic, hidden) = (on("b"), on("i"), on("vanish"));
        for inner in run.elements() {
            match inner.name.as_str() {
                "t" if !hidden => self.text(gathered, &inner.text(), bold, italic),
                "tab" | "ptab" if !hidden => self.text(gathered, "\t", bold, italic),
                "noBreakHyphen" => self.text(gathered, "-", bold, italic),
                "br" if matches!(inner.get("type"), Some("page" | "column")) => {}
                "br" | "cr" if self.is_shown() => gathered.inlines.push(Inline::Break),
                "sym" => self.text(gathered, symbol(inner).encode_utf8(&mut [0; 4]), bold, italic),
                "lastRenderedPageBreak" => self.page = self.page.saturating_add(1),
                "fldChar" => self.field(inner.get("fldCharType").unwrap_or_default()),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction += &inner.text();
                    }
                }
                "footnoteReference" | "endnoteReference" if self.notes.len() < MAX_NOTES => {
                    let at_end = inner.name == "endnoteReference";
                    let id = inner.get("id").unwrap_or_default().to_owned();
                    self.notes.push(Cited { at_end, id, at, page: self.page });
                }
                "ruby" => {
                    if let Some(base) = inner.child("rubyBase") {
                        self.inlines(base, at, gathered);
                    }
                }
                "drawing" | "pict" | "object" => self.boxes(inner, at, gathered),
                "AlternateContent" => self.alternate(inner, at, gathered),
                _ => {}
            }
        }
    }

    /// The same thing told for new programs and for old ones: the first that has words is read.
    fn alternate(&mut self, element: &Element, at: usize, gathered: &mut Gathered) {
        let with_words = |choice: &&Element| choice.find("txbxContent").is_some() || choice.find("t").is_some();
        let chosen = element.elements().find(with_words);
        for inner in chosen.into_iter().flat_map(Element::elements) {
            match inner.name.as_str() {
                "r" => self.run(inner, at, gathered),
                _ => self.boxes(inner, at, gathered),
            }
        }
    }

    /// Text boxes, at any depth of a drawing. A comment cannot stand in one, so their place is the paragraph they hang on.
    fn boxes(&mut self, element: &Element, at: usize, gathered: &mut Gathered) {
        for inner in element.elements() {
            match inner.name.as_str() {
                "txbxContent" => {
                    let mut parts = self.blocks(inner);
                    place_at(&mut parts, at);
                    gathered.boxes.append(&mut parts);
                }
                "AlternateContent" => self.alternate(inner, at, gathered),
                _ => self.boxes(inner, at, gathered),
            }
        }
    }

    fn text(&mut self, gathered: &mut Gathered, text: &str, bold: bool, italic: bool) {
        if self.is_shown() {
            let text = text.replace('\u{ad}', "").replace(['\u{2011}'], "-");
            gathered.inlines.push(Inline::Text { text, bold, italic });
        }
    }

    /// Whether words that come now are seen: not while a field is told what to do, and not if it repeats headings.
    fn is_shown(&self) -> bool {
        !self.fields.iter().any(|field| field.instructed || field.repeats())
    }

    fn field(&mut self, kind: &str) {
        match kind {
            // A file may open fields without end; nobody nests so many.
            "begin" if self.fields.len() < 32 => {
                self.fields.push(Field { instructed: true, instruction: String::new() })
            }
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instructed = false;
                }
            }
            "end" => {
                self.fields.pop();
            }
            _ => {}
        }
    }
}

fn symbol(sym: &Element) -> char {
    let code = sym.get("char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or(0xfffd);
    let low = code & 0xff;
    let font = sym.get("font").unwrap_or_default();
    let known = |list: &[(u32, char)]| list.iter().find(|(at, _)| *at == low).map(|(_, letter)| *letter);
    match (0xf000..0xf100).contains(&code) {
        true if font.starts_with("Wingdings") => known(WINGDINGS).unwrap_or('•'),
        true if font == "Symbol" => known(SYMBOL).unwrap_or('•'),
        true => char::from_u32(low).filter(char::is_ascii_graphic).unwrap_or('•'),
        false => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

fn place_at(parts: &mut [crate::source::found::Part], at: usize) {
    use crate::source::found::Part;
    for part in parts {
        match part {
            Part::Line(line) => line.at = Some(at),
            Part::Table(rows) => rows.rows.iter_mut().flatten().for_each(|cell| place_at(&mut cell.parts, at)),
            Part::Turn { .. } => {}
        }
    }
}
