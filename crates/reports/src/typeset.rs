//! A paper as Typst markup, from which `auyl-pdf` makes the PDF.
//! All foreign text stands in string literals, where nothing is markup, so a name such as `#Dina` or
//! `$5` cannot do harm.

mod syllables;

use crate::document::{Block, Cell, Covers, Document, Inline, ParagraphStyle, Place, Table, safe_href, sheet};
use std::fmt::Write;

/// Libertinus has all Kazakh letters in regular, bold and italic; the others lend it the tenge sign.
/// None has Kazakh letters in bold italic, therefore bold text is never slanted.
const SETTINGS: &str = r#"#set text(font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), size: 11.5pt, hyphenate: false)
#set par(justify: false, leading: 0.62em, spacing: 0.8em)
#set list(marker: ([•], [–]))
#set table(inset: (x: 3pt, y: 2.5pt), stroke: 0.5pt + luma(120))
#show heading: set block(above: 1.3em, below: 0.7em, sticky: true)
#show heading: set text(hyphenate: false)
#show table: set text(size: 9pt, hyphenate: true)
#show table: set par(leading: 0.5em, spacing: 0.5em)
#show link: set text(fill: rgb("0b57a4"))
"#;

/// Markup of the paper and the pictures that it names.
pub fn markup(document: &Document) -> (String, Vec<(String, Vec<u8>)>) {
    let mut setting = Setting {
        out: String::new(),
        images: Vec::new(),
        landscape: false,
        narrow: usize::MAX,
        kazakh: document.lang == "kk",
        inside: 0,
        depth: 0,
    };
    let out = &mut setting.out;
    // An empty title would take away the one that the caller gives to `auyl-pdf`.
    if !document.title.trim().is_empty() {
        *out += "#set document(title: ";
        quote(out, &document.title);
        *out += ")\n";
    }
    if let Some(id) = &document.id {
        *out += "#set document(keywords: (";
        quote(out, &format!("AuylReport={id}"));
        *out += ",))\n";
    }
    *out += "#set text(lang: ";
    quote(out, language(&document.lang));
    *out += ")\n";
    *out += SETTINGS;
    for section in &document.sections {
        setting.landscape = section.landscape;
        let margin = sheet::margin(section.landscape);
        // Twips are twentieths of a point.
        let _ = writeln!(
            setting.out,
            "#set page(paper: \"a4\", flipped: {}, margin: {}pt, numbering: \"1 / 1\", footer-descent: 20%)",
            section.landscape,
            margin / 20
        );
        setting.blocks(&section.blocks, false);
    }
    (setting.out, setting.images)
}

fn language(lang: &str) -> &str {
    let plain = (2..=3).contains(&lang.len()) && lang.bytes().all(|byte| byte.is_ascii_lowercase());
    if plain { lang } else { "ru" }
}

struct Setting {
    out: String,
    images: Vec<(String, Vec<u8>)>,
    landscape: bool,
    /// Letters that fit into a line of the cell around.
    narrow: usize,
    kazakh: bool,
    /// Cells and list entries around.
    inside: usize,
    /// Level of the last heading in the outline.
    depth: u8,
}

/// A row with more letters than this in one cell may break over pages: it could be taller than one.
const LONG_CELL: usize = 400;
/// Width of a wide bold letter of nine points, and margins of a cell, in twips.
const LETTER: u32 = 118;
const ASIDE: u32 = 120;

impl Setting {
    /// Writes blocks as markup. `heavy` says that all text around is bold already.
    fn blocks(&mut self, blocks: &[Block], heavy: bool) {
        for block in blocks {
            match block {
                // A heading of no words has no place in the outline.
                Block::Heading { .. } if block.plain().trim().is_empty() => {}
                Block::Heading { level, inlines } => {
                    let level = (*level).clamp(1, 4);
                    // PDF/UA wants the outline to begin at 1 and to skip no level; the look stays.
                    self.depth = level.min(self.depth + 1);
                    let aside = if level == 1 { "set align(center); " } else { "" };
                    let tenths = [140, 130, 120, 115][usize::from(level) - 1];
                    let _ = write!(
                        self.out,
                        "#{{{aside}heading(level: {})[#text(size: {}.{}pt)[",
                        self.depth,
                        tenths / 10,
                        tenths % 10
                    );
                    self.inlines(inlines, true);
                    self.out += "]]}\n";
                }
                Block::Paragraph { inlines, style } => {
                    self.out += match style {
                        ParagraphStyle::Body => "#par[",
                        ParagraphStyle::Note => "#par[#text(size: 0.85em)[",
                        ParagraphStyle::Centered => "#align(center)[#par[",
                        ParagraphStyle::Addressee => "#pad(left: 50%)[#par(justify: false)[",
                        ParagraphStyle::Signature => "#block(above: 2em, sticky: true, breakable: false)[#par[",
                    };
                    self.inlines(inlines, heavy);
                    self.out += if *style == ParagraphStyle::Body { "]\n" } else { "]]\n" };
                }
                Block::List { ordered, items } => {
                    self.out += if *ordered { "#enum(" } else { "#list(" };
                    for item in items {
                        self.out.push('[');
                        self.inside += 1;
                        self.blocks(item, heavy);
                        self.inside -= 1;
                        self.out += "],";
                    }
                    self.out += ")\n";
                }
                Block::Table(table) => self.table(table),
                Block::Image { bytes, kind, alt, width_mm } => {
                    let name = format!("image{}.{}", self.images.len() + 1, kind.extension());
                    let (wide, tall) = sheet::printed(bytes, *width_mm, self.landscape);
                    let _ = write!(
                        self.out,
                        "#image(\"{name}\", width: {}pt, height: {}pt, fit: \"contain\", alt: ",
                        wide / 20,
                        tall / 20
                    );
                    quote(&mut self.out, if alt.is_empty() { "—" } else { alt });
                    self.out += ")\n";
                    self.images.push((name, bytes.clone()));
                }
                // Typst breaks pages between blocks only.
                Block::PageBreak if self.inside > 0 => {}
                Block::PageBreak => self.out += "#pagebreak(weak: true)\n",
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let grid = table.grid();
        if table.columns() == 0 {
            return;
        }
        if let Some(caption) = &table.caption {
            self.out += "#block(above: 1.2em, below: 0.5em, sticky: true)[#strong[#";
            quote(&mut self.out, caption);
            self.out += ";]]\n";
        }
        self.out += "#table(columns: (";
        for share in table.shares() {
            let _ = write!(self.out, "{share}fr,");
        }
        self.out += "),\n";
        let headings = table.headings();
        if headings > 0 {
            self.out += "table.header(repeat: true,\n";
        }
        let edges = sheet::split(sheet::text_width(self.landscape), &table.shares());
        for (at, row) in grid.iter().enumerate() {
            let short = |cell: &Cell| cell.plain().chars().count() <= LONG_CELL;
            // A merged cell breaks between rows even where the rows themselves do not.
            let whole = row.iter().all(|place| match place.covers {
                Covers::Cell(cell) => place.rowspan > 1 || short(cell),
                _ => true,
            });
            for place in row {
                let (cell, shown) = match place.covers {
                    Covers::Cell(cell) => (Some(cell), true),
                    Covers::Nothing => (None, true),
                    Covers::Below(_) => (None, false),
                };
                if shown {
                    let width: u32 = edges[place.column..place.column + place.colspan].iter().sum();
                    self.narrow = usize::try_from(width.saturating_sub(ASIDE) / LETTER).unwrap_or(usize::MAX).max(4);
                    self.cell(cell, at, place, whole && place.rowspan == 1, at < headings);
                }
            }
            self.out.push('\n');
            if at + 1 == headings {
                self.out += "),\n";
            }
        }
        self.narrow = usize::MAX;
        self.out += ")\n";
    }

    fn cell(&mut self, cell: Option<&Cell>, row: usize, place: &Place<'_>, whole: bool, above: bool) {
        let Place { column, colspan, rowspan, .. } = *place;
        let _ = write!(self.out, "table.cell(x: {column}, y: {row}");
        if colspan > 1 {
            let _ = write!(self.out, ", colspan: {colspan}");
        }
        if rowspan > 1 {
            let _ = write!(self.out, ", rowspan: {rowspan}");
        }
        if whole {
            self.out += ", breakable: false";
        }
        let header = cell.is_some_and(|cell| cell.header);
        if header {
            self.out += ", fill: rgb(\"e8edf2\")";
        }
        if above {
            self.out += ", align: center + horizon";
        }
        self.out += ")[";
        if header {
            self.out += "#strong[";
        }
        self.inside += 1;
        self.blocks(cell.map_or(&[], |cell| &cell.blocks), header);
        self.inside -= 1;
        self.out += if header { "]]," } else { "]," };
    }

    fn inlines(&mut self, inlines: &[Inline], heavy: bool) {
        for inline in inlines {
            self.out.push('#');
            match inline {
                Inline::Text { text, bold, italic } => {
                    let mark = match (*bold && !heavy, *italic && !*bold && !heavy) {
                        (true, _) => Some("strong("),
                        (false, true) => Some("emph("),
                        (false, false) => None,
                    };
                    self.out += mark.unwrap_or_default();
                    if self.narrow < usize::MAX && self.kazakh {
                        quote(&mut self.out, &syllables::with_breaks(text, self.narrow));
                    } else {
                        quote(&mut self.out, text);
                    }
                    self.out += if mark.is_some() { ")" } else { "" };
                }
                Inline::Figure { text, bold, .. } => {
                    // A number that breaks over two lines is read as two numbers.
                    let whole = text.replace(' ', "\u{a0}");
                    self.out += if *bold && !heavy { "strong(" } else { "" };
                    quote(&mut self.out, &whole);
                    self.out += if *bold && !heavy { ")" } else { "" };
                }
                Inline::Link { href, text } => match safe_href(href).filter(|href| href.contains(':')) {
                    Some(href) => {
                        self.out += "link(";
                        quote(&mut self.out, href);
                        self.out += ", ";
                        quote(&mut self.out, text);
                        self.out.push(')');
                    }
                    None => quote(&mut self.out, text),
                },
                Inline::Break => self.out += "linebreak()",
            }
            // Ends the expression, so that what follows is never read as a part of it.
            self.out.push(';');
        }
    }
}

/// Writes text as a Typst string literal.
pub(crate) fn quote(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\t' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;
    use expect_test::{Expect, expect};

    fn check(landscape: bool, blocks: Vec<Block>, expected: Expect) {
        let document = Document {
            title: "Үлгі \"1\"\\".into(),
            lang: "kk".into(),
            id: Some("r-1".into()),
            sections: vec![Section { landscape, blocks }],
        };
        let (source, _) = markup(&document);
        expected.assert_eq(&source.replace(SETTINGS, ""));
    }

    #[test]
    fn names_that_look_like_markup_stay_names() {
        let inlines = vec![
            Inline::text("#panic() $x$ *Dina* \\ \"Saule\"\u{0}"),
            Inline::Text { text: "both".into(), bold: true, italic: true },
            Inline::Text { text: "slanted".into(), bold: false, italic: true },
            Inline::figure("c17", "19 077"),
            Inline::Link { href: "https://example.org/\"".into(), text: "site".into() },
            Inline::Link { href: "javascript:x".into(), text: "trap".into() },
            Inline::Break,
        ];
        check(
            false,
            vec![
                Block::Heading { level: 2, inlines: inlines.clone() },
                Block::Paragraph { inlines, style: ParagraphStyle::Centered },
            ],
            expect![[r##"
                #set document(title: "Үлгі \"1\"\\")
                #set document(keywords: ("AuylReport=r-1",))
                #set text(lang: "kk")
                #set page(paper: "a4", flipped: false, margin: 56pt, numbering: "1 / 1", footer-descent: 20%)
                #{heading(level: 1)[#text(size: 13.0pt)[#"#panic() $x$ *Dina* \\ \"Saule\"";#"both";#"slanted";#"19 077";#link("https://example.org/\"", "site");#"trap";#linebreak();]]}
                #align(center)[#par[#"#panic() $x$ *Dina* \\ \"Saule\"";#strong("both");#emph("slanted");#"19 077";#link("https://example.org/\"", "site");#"trap";#linebreak();]]
            "##]],
        );
    }

    #[test]
    fn a_wide_table_lies_and_repeats_its_heading() {
        let head = |text: &str| Cell { header: true, ..Cell::of(text) };
        let table = Table {
            widths: vec![1, 3],
            header_rows: 1,
            rows: vec![
                vec![head("Міндет"), head("Нәтиже")],
                vec![Cell { rowspan: 2, ..Cell::of("1") }, Cell::of("9")],
                vec![],
            ],
            caption: Some("Нәтижелер".into()),
        };
        check(
            true,
            vec![
                Block::Table(table),
                Block::PageBreak,
                Block::List { ordered: true, items: vec![vec![Block::text("Dina")]] },
            ],
            expect![[r##"
                #set document(title: "Үлгі \"1\"\\")
                #set document(keywords: ("AuylReport=r-1",))
                #set text(lang: "kk")
                #set page(paper: "a4", flipped: true, margin: 42pt, numbering: "1 / 1", footer-descent: 20%)
                #block(above: 1.2em, below: 0.5em, sticky: true)[#strong[#"Нәтижелер";]]
                #table(columns: (1fr,3fr,),
                table.header(repeat: true,
                table.cell(x: 0, y: 0, breakable: false, fill: rgb("e8edf2"), align: center + horizon)[#strong[#par[#"Міндет";]
                ]],table.cell(x: 1, y: 0, breakable: false, fill: rgb("e8edf2"), align: center + horizon)[#strong[#par[#"Нәтиже";]
                ]],
                ),
                table.cell(x: 0, y: 1, rowspan: 2)[#par[#"1";]
                ],table.cell(x: 1, y: 1, breakable: false)[#par[#"9";]
                ],
                table.cell(x: 1, y: 2, breakable: false)[],
                )
                #pagebreak(weak: true)
                #enum([#par[#"Dina";]
                ],)
            "##]],
        );
    }
}
