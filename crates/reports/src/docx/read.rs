//! Reading a DOCX into a `Document`.

use super::line::Line;
use super::lists::{Flow, Numbering};
use super::outside::{caption_styles, heading_levels, numberings, property, targets};
use super::package::{UNPACK_LIMIT, unpack};
use crate::document::{Block, Cell, Document, ImageKind, Inline, ParagraphStyle, Section, Table};
use crate::trouble::severe;
use crate::xml::{self, Element, Node};
use auyl_domain::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// English metric units in a millimetre.
const EMU_PER_MM: u64 = 36_000;

/// Reads a DOCX. Whatever is wrong with it becomes findings; what could be read is kept.
pub fn read(bytes: &[u8]) -> (Document, Vec<Finding>) {
    let (mut parts, mut findings) = unpack(bytes, UNPACK_LIMIT);
    let mut part = |name: &str, findings: &mut Vec<Finding>| {
        let bytes = parts.remove(name)?;
        let (root, more) = xml::parse(&String::from_utf8_lossy(&bytes), &[]);
        findings.extend(more);
        Some(root)
    };
    let Some(body) = part("word/document.xml", &mut findings) else {
        if findings.is_empty() {
            findings.push(severe("docx-not-docx", None, &[]));
        }
        return (Document::default(), findings);
    };
    let styles = part("word/styles.xml", &mut findings).unwrap_or_default();
    let numbering = part("word/numbering.xml", &mut findings).unwrap_or_default();
    let relations = part("word/_rels/document.xml.rels", &mut findings).unwrap_or_default();
    let core = part("docProps/core.xml", &mut findings).unwrap_or_default();
    let custom = part("docProps/custom.xml", &mut findings).unwrap_or_default();
    let reader = Reader {
        levels: heading_levels(&styles),
        captions: caption_styles(&styles),
        numbers: numberings(&numbering),
        relations: targets(&relations),
        parts,
    };
    let lang = core.find("language").map(Element::text).filter(|lang| !lang.is_empty());
    let lang = lang.or_else(|| styles.find("lang").and_then(|lang| lang.get("val")).map(str::to_owned));
    let document = Document {
        title: core.find("title").map(Element::text).unwrap_or_default(),
        lang: lang.unwrap_or_default().chars().take_while(|letter| *letter != '-').collect(),
        id: property(&custom),
        sections: reader.sections(body.find("body").unwrap_or(&Element::default())),
    };
    (document, findings)
}

/// What the rest of the file says about its body.
struct Reader {
    /// Heading level of a style.
    levels: BTreeMap<String, u8>,
    /// Styles of the lines above tables; programs rename them when they save.
    captions: BTreeSet<String>,
    /// Lists by their number.
    numbers: BTreeMap<String, Numbering>,
    /// Address or file behind a relation.
    relations: BTreeMap<String, String>,
    parts: BTreeMap<String, Vec<u8>>,
}

impl Reader {
    fn sections(&self, body: &Element) -> Vec<Section> {
        let mut sections = Vec::new();
        let mut blocks = Flow::default();
        let mut close = |blocks: &mut Flow, properties: &Element| {
            let landscape = properties.child("pgSz").is_some_and(|size| {
                let side = |name| size.get(name).and_then(|side| side.parse::<u32>().ok()).unwrap_or(0);
                size.get("orient") == Some("landscape") || side("w") > side("h")
            });
            sections.push(Section { landscape, blocks: std::mem::take(blocks).finish() });
        };
        for element in flat(body) {
            if element.name == "sectPr" {
                close(&mut blocks, element);
                continue;
            }
            self.block(element, None, &mut blocks);
            if let Some(properties) = element.child("pPr").and_then(|format| format.child("sectPr")) {
                close(&mut blocks, properties);
            }
        }
        let rest = blocks.finish();
        if !rest.is_empty() {
            sections.push(Section { landscape: false, blocks: rest });
        }
        sections
    }

    fn block(&self, element: &Element, control: Option<&str>, flow: &mut Flow) {
        match element.name.as_str() {
            "p" => self.paragraph(element, control, flow),
            "tbl" => {
                let mut table = self.table(element, control);
                table.caption = flow.take_caption();
                flow.push(Block::Table(table));
            }
            "sdt" => {
                let control = tag(element).or(control);
                let Some(content) = element.child("sdtContent") else { return };
                flat(content).for_each(|inner| self.block(inner, control, flow));
            }
            _ => {}
        }
    }

    fn paragraph(&self, element: &Element, control: Option<&str>, flow: &mut Flow) {
        let none = Element::default();
        let format = element.child("pPr").unwrap_or(&none);
        let value = |name: &str| format.child(name).and_then(|child| child.get("val"));
        let style = value("pStyle").unwrap_or_default();
        let mut line = Line::default();
        self.inlines(element, control, &mut line);
        let Line { inlines, images, page_break, .. } = line;
        if page_break {
            flow.push(Block::PageBreak);
        }
        let own = value("outlineLvl").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
        let level = own.map(|level| level + 1).or_else(|| self.levels.get(style).copied());
        let number = format.child("numPr").and_then(|marks| {
            let value = |name: &str| marks.child(name).and_then(|child| child.get("val"));
            Some((value("numId").filter(|id| *id != "0")?, value("ilvl").unwrap_or("0")))
        });
        if let Some(level) = level.filter(|_| !inlines.is_empty()) {
            flow.push(Block::Heading { level: level.clamp(1, 4), inlines });
        } else if self.captions.contains(style) && !inlines.is_empty() {
            flow.caption(inlines);
        } else {
            let style_of = paragraph_style(style, value("jc"));
            let block = (!inlines.is_empty()).then_some(Block::Paragraph { inlines, style: style_of });
            if let Some((id, level)) = number.filter(|_| images.is_empty() || block.is_some()) {
                let level = level.parse().unwrap_or(0);
                flow.entry(id, self.numbers.get(id).unwrap_or(&Numbering::default()), level, block);
            } else if let Some(block) = block {
                if style.ends_with("ListContinue") {
                    let left =
                        format.child("ind").and_then(|indent| indent.get("left").or_else(|| indent.get("start")));
                    let left = left.and_then(|left| left.parse::<usize>().ok()).unwrap_or(0);
                    flow.go_on(left, block);
                } else {
                    flow.push(block);
                }
            }
        }
        images.into_iter().for_each(|image| flow.push(image));
    }

    /// Adds the pieces of a paragraph, or of something inside one.
    fn inlines(&self, element: &Element, control: Option<&str>, line: &mut Line) {
        if let (Some(cell), "sdtContent") = (control, element.name.as_str()) {
            // Even an emptied control is a figure: the person removed the number, not the place for it.
            line.begin(cell);
        }
        for inner in element.elements() {
            match inner.name.as_str() {
                "bookmarkStart" => line.open(inner),
                "bookmarkEnd" => line.shut(inner.get("id").unwrap_or_default()),
                "r" => self.run(inner, control, line),
                "hyperlink" => {
                    let anchor = inner.get("anchor").map(|anchor| format!("#{anchor}"));
                    let href = inner.get("id").and_then(|id| self.relations.get(id)).cloned().or(anchor);
                    match href {
                        Some(href) if control.is_none() => {
                            let mut words = Line::default();
                            self.inlines(inner, None, &mut words);
                            line.inlines
                                .push(Inline::Link { href, text: words.inlines.iter().map(Inline::plain).collect() });
                        }
                        _ => self.inlines(inner, control, line),
                    }
                }
                "sdt" => {
                    let control = tag(inner).or(control);
                    if let Some(content) = inner.child("sdtContent") {
                        self.inlines(content, control, line);
                    }
                }
                "ins" | "moveTo" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" => {
                    self.inlines(inner, control, line)
                }
                _ => {}
            }
        }
    }

    fn run(&self, run: &Element, control: Option<&str>, line: &mut Line) {
        let on = |name: &str| {
            let mark = run.child("rPr").and_then(|format| format.child(name));
            mark.is_some_and(|mark| !matches!(mark.get("val"), Some("0" | "false" | "off")))
        };
        let (bold, italic) = (on("b"), on("i"));
        let within = control.is_some() || line.mark.is_some();
        let text = |line: &mut Line, text: &str| line.run(control, text, bold, italic);
        for inner in run.elements() {
            match inner.name.as_str() {
                "t" => text(line, &inner.text()),
                "tab" => text(line, "\t"),
                "noBreakHyphen" => text(line, "\u{2011}"),
                "br" if inner.get("type") == Some("page") => line.page_break = true,
                "br" | "cr" if within => text(line, " "),
                "br" | "cr" => line.inlines.push(Inline::Break),
                "drawing" => line.images.extend(self.image(inner)),
                "AlternateContent" => {
                    let drawing = inner.child("Choice").and_then(|choice| choice.find("drawing"));
                    line.images.extend(drawing.and_then(|drawing| self.image(drawing)));
                }
                _ => {}
            }
        }
    }

    fn image(&self, drawing: &Element) -> Option<Block> {
        let target = self.relations.get(drawing.find("blip")?.get("embed")?)?;
        let name = target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_owned);
        let bytes = self.parts.get(&name)?.clone();
        let kind = ImageKind::of(&bytes)?;
        let wide: u64 = drawing.find("extent")?.get("cx")?.parse().ok()?;
        let width_mm = u32::try_from((wide + EMU_PER_MM / 2) / EMU_PER_MM).unwrap_or(u32::MAX);
        let alt = drawing.find("docPr").and_then(|properties| properties.get("descr")).unwrap_or_default();
        Some(Block::Image { bytes, kind, alt: alt.to_owned(), width_mm })
    }

    fn table(&self, element: &Element, control: Option<&str>) -> Table {
        let mut table = Table::default();
        if let Some(grid) = element.child("tblGrid") {
            let wide = |column: &Element| column.get("w").and_then(|wide| wide.parse().ok());
            table.widths = grid
                .elements()
                .filter(|column| column.name == "gridCol")
                .map(|column| wide(column).unwrap_or(1))
                .collect();
        }
        // For each column: row and place of the cell that may go on below.
        let mut above: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (row, control) in inside(element, "tr", control) {
            let mut cells: Vec<Cell> = Vec::new();
            let mut began = BTreeMap::new();
            let marks = row.child("trPr");
            let number = |name: &str| {
                let value = marks.and_then(|marks| marks.child(name)).and_then(|mark| mark.get("val"));
                value.and_then(|value| value.parse::<usize>().ok()).unwrap_or(0).min(crate::document::MAX_COLUMNS)
            };
            let repeated = marks
                .and_then(|marks| marks.child("tblHeader"))
                .is_some_and(|mark| !matches!(mark.get("val"), Some("0" | "false" | "off")));
            if repeated && table.header_rows == table.rows.len() {
                table.header_rows += 1;
            }
            let mut column = number("gridBefore");
            cells.extend((0..column).map(|_| Cell::default()));
            for (place, control) in inside(row, "tc", control) {
                let format = place.child("tcPr");
                let child = |name: &str| format.and_then(|format| format.child(name));
                let span = child("gridSpan").and_then(|span| span.get("val")?.parse::<usize>().ok());
                let colspan = span.unwrap_or(1).clamp(1, crate::document::MAX_COLUMNS);
                let merge = child("vMerge").map(|merge| merge.get("val").unwrap_or("continue"));
                let origin = above.get(&column).copied().filter(|_| merge == Some("continue"));
                if let Some((row, at)) = origin {
                    table.rows[row][at].rowspan += 1;
                    began.insert(column, (row, at));
                } else {
                    if merge.is_some() {
                        began.insert(column, (table.rows.len(), cells.len()));
                    }
                    cells.push(self.cell(place, control, colspan, repeated));
                }
                column += colspan;
            }
            // A merge ends where a row does not continue it.
            above = began;
            table.rows.push(cells);
        }
        table
    }

    fn cell(&self, place: &Element, control: Option<&str>, colspan: usize, repeated: bool) -> Cell {
        let mut flow = Flow::default();
        flat(place).for_each(|inner| self.block(inner, control, &mut flow));
        let format = place.child("p").and_then(|first| first.child("pPr"));
        let style =
            format.and_then(|format| format.child("pStyle")).and_then(|style| style.get("val")).unwrap_or_default();
        let header = style.starts_with("AuylTableHead") || (repeated && !style.starts_with("AuylTable"));
        Cell { blocks: flow.finish(), colspan, rowspan: 1, header }
    }
}

fn paragraph_style(style: &str, jc: Option<&str>) -> ParagraphStyle {
    match style {
        "AuylNote" | "AuylTableNote" | "AuylTableHeadNote" => ParagraphStyle::Note,
        "AuylCentered" => ParagraphStyle::Centered,
        "AuylAddressee" => ParagraphStyle::Addressee,
        "AuylSignature" => ParagraphStyle::Signature,
        _ if jc == Some("center") => ParagraphStyle::Centered,
        _ => ParagraphStyle::Body,
    }
}

/// Child elements, looking through wrappers that carry no meaning for us.
fn flat(element: &Element) -> impl Iterator<Item = &Element> {
    element.children.iter().flat_map(|node| {
        let mut found = Vec::new();
        unwrap(node, &mut found);
        found
    })
}

fn unwrap<'a>(node: &'a Node, found: &mut Vec<&'a Element>) {
    match node {
        Node::Element(element) if ["ins", "moveTo", "customXml", "smartTag"].contains(&element.name.as_str()) => {
            element.children.iter().for_each(|inner| unwrap(inner, found));
        }
        Node::Element(element) => found.push(element),
        Node::Text(_) => {}
    }
}

/// Rows of a table or cells of a row with the control they stand in.
fn inside<'a>(element: &'a Element, name: &str, control: Option<&'a str>) -> Vec<(&'a Element, Option<&'a str>)> {
    let mut found = Vec::new();
    for inner in flat(element) {
        if inner.name == name {
            found.push((inner, control));
        } else if inner.name == "sdt" {
            let content = inner.child("sdtContent");
            found.extend(content.into_iter().flat_map(|content| inside(content, name, tag(inner).or(control))));
        }
    }
    found
}

/// The report cell that a content control stands for; other programs mark other things with controls.
fn tag(sdt: &Element) -> Option<&str> {
    let tag = sdt.child("sdtPr")?.child("tag")?.get("val")?;
    let plain = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    (plain && !tag.is_empty() && tag.len() <= 64).then_some(tag)
}
