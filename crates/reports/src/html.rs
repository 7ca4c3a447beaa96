//! A report as one web page that needs nothing else: no other host, no script, no web font.
//! Each figure leads to its provenance, which the caller writes and hands in.

use crate::document::{Block, Cell, Covers, Document, ImageKind, Inline, ParagraphStyle, Table, safe_href};
use crate::xml::{escape, escaped};
use std::fmt::Write;

const STYLE: &str = include_str!("html/page.css");
/// From this many columns on a table keeps its width on a phone and scrolls in its own box.
const MANY_COLUMNS: usize = 6;
/// From this many columns on long words may be too wide for a phone.
const WIDE_COLUMNS: usize = 3;

/// Writes the page. `provenance` gives, for the id of a report cell, one line of plain text that says
/// where the figure comes from; a figure it knows becomes a link to `#<cell>`, any other plain text.
/// `appendix` is HTML that is ready (the provenance itself) and stands behind the body.
pub fn write(document: &Document, provenance: &dyn Fn(&str) -> Option<String>, appendix: &str) -> String {
    let lang = if document.lang.is_empty() { "ru" } else { &document.lang };
    let skip = match lang {
        "kk" => "Мазмұнға өту",
        "en" => "Skip to the text",
        _ => "Перейти к тексту",
    };
    let mut page = Page { out: String::with_capacity(1 << 16), provenance };
    let _ = write!(
        page.out,
        r#"<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
"#,
        escaped(lang)
    );
    if let Some(id) = &document.id {
        let _ = writeln!(page.out, r#"<meta name="auyl-report" content="{}">"#, escaped(id));
    }
    let _ = write!(
        page.out,
        "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">{skip}</a>\n<main id=\"text\">\n",
        escaped(&document.title)
    );
    for section in &document.sections {
        page.out += if section.landscape { "<section class=\"landscape\">\n" } else { "<section>\n" };
        page.blocks(&section.blocks);
        page.out += "</section>\n";
    }
    page.out += appendix;
    page.out += "</main>\n</body>\n</html>\n";
    page.out
}

/// The body of a paper alone, to stand within another page. Widths of columns are left out: the page around may forbid
/// styles that stand at elements.
pub fn fragment(document: &Document) -> String {
    let mut page = Page { out: String::new(), provenance: &|_| None };
    document.sections.iter().for_each(|section| page.blocks(&section.blocks));
    let mut parts = page.out.split(" style=\"");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, part| out + part.split_once('"').map_or("", |(_, rest)| rest))
}

struct Page<'a> {
    out: String,
    provenance: &'a dyn Fn(&str) -> Option<String>,
}

impl Page<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, inlines } => {
                    let level = (*level).clamp(1, 4);
                    let _ = write!(self.out, "<h{level}>");
                    self.inlines(inlines);
                    let _ = writeln!(self.out, "</h{level}>");
                }
                Block::Paragraph { inlines, style } => {
                    self.out += match style {
                        ParagraphStyle::Body => "<p>",
                        ParagraphStyle::Note => r#"<p class="note">"#,
                        ParagraphStyle::Centered => r#"<p class="centered">"#,
                        ParagraphStyle::Addressee => r#"<p class="addressee">"#,
                        ParagraphStyle::Signature => r#"<p class="signature">"#,
                    };
                    self.inlines(inlines);
                    self.out += "</p>\n";
                }
                Block::List { ordered, items } => {
                    let name = if *ordered { "ol" } else { "ul" };
                    let _ = writeln!(self.out, "<{name}>");
                    for item in items {
                        self.out += "<li>";
                        self.cell(item);
                        self.out += "</li>\n";
                    }
                    let _ = writeln!(self.out, "</{name}>");
                }
                Block::Table(table) => self.table(table),
                Block::Image { bytes, kind, alt, width_mm } => self.image(bytes, *kind, alt, *width_mm),
                Block::PageBreak => self.out += "<hr class=\"page\">\n",
            }
        }
    }

    /// Blocks of a cell or list entry: one plain paragraph needs no element of its own.
    fn cell(&mut self, blocks: &[Block]) {
        match blocks.split_first() {
            Some((Block::Paragraph { inlines, style: ParagraphStyle::Body }, rest))
                if rest.iter().all(|block| matches!(block, Block::List { .. })) =>
            {
                self.inlines(inlines);
                self.blocks(rest);
            }
            _ => self.blocks(blocks),
        }
    }

    fn table(&mut self, table: &Table) {
        let grid = table.grid();
        let columns = table.columns();
        if columns == 0 {
            return;
        }
        // A box that may have to be scrolled can be focused, so that the keyboard scrolls it, and has a name.
        let name = table.caption.as_deref().unwrap_or_default();
        if columns >= WIDE_COLUMNS {
            let label = escaped(if name.is_empty() { "↔" } else { name });
            let (room, table) =
                if columns >= MANY_COLUMNS { ("wide", "<table class=\"many\">") } else { ("box", "<table>") };
            let _ = writeln!(
                self.out,
                "<div class=\"{room}\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n{table}"
            );
        } else {
            self.out += "<div class=\"box\">\n<table>\n";
        }
        if !name.is_empty() {
            let _ = writeln!(self.out, "<caption>{}</caption>", escaped(name));
        }
        let shares = table.shares();
        let sum: u64 = shares.iter().map(|share| u64::from(*share)).sum();
        self.out += "<colgroup>";
        for share in &shares {
            let tenths = u64::from(*share) * 1000 / sum.max(1);
            let _ = write!(self.out, "<col style=\"width:{}.{}%\">", tenths / 10, tenths % 10);
        }
        self.out += "</colgroup>\n";
        let headings = table.headings();
        for (at, row) in grid.iter().enumerate() {
            if at == 0 || at == headings {
                self.out += if at < headings { "<thead>\n" } else { "<tbody>\n" };
            }
            self.out += "<tr>";
            for place in row {
                let cell = match place.covers {
                    Covers::Cell(cell) => cell,
                    Covers::Below(_) => continue,
                    Covers::Nothing => {
                        let _ = write!(self.out, "<td colspan=\"{}\"></td>", place.colspan);
                        continue;
                    }
                };
                self.start_cell(cell, at < headings, place.colspan, place.rowspan);
                self.cell(&cell.blocks);
                self.out += if cell.header { "</th>" } else { "</td>" };
            }
            self.out += "</tr>\n";
            if at + 1 == headings || at + 1 == grid.len() {
                self.out += if at < headings { "</thead>\n" } else { "</tbody>\n" };
            }
        }
        self.out += "</table>\n</div>\n";
    }

    fn start_cell(&mut self, cell: &Cell, above: bool, colspan: usize, rowspan: usize) {
        self.out += if cell.header { "<th" } else { "<td" };
        if cell.header {
            let scope = match (above, colspan > 1, rowspan > 1) {
                (true, true, _) => "colgroup",
                (true, false, _) => "col",
                (false, _, true) => "rowgroup",
                (false, _, false) => "row",
            };
            let _ = write!(self.out, r#" scope="{scope}""#);
        }
        if colspan > 1 {
            let _ = write!(self.out, r#" colspan="{colspan}""#);
        }
        if rowspan > 1 {
            let _ = write!(self.out, r#" rowspan="{rowspan}""#);
        }
        self.out.push('>');
    }

    fn image(&mut self, bytes: &[u8], kind: ImageKind, alt: &str, width_mm: u32) {
        let _ = write!(
            self.out,
            "<p><img style=\"width:{width_mm}mm\" alt=\"{}\" src=\"data:{};base64,",
            escaped(alt),
            kind.mime()
        );
        base64(&mut self.out, bytes);
        self.out += "\"></p>\n";
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, bold, italic } => {
                    let marks = [(*bold, "strong"), (*italic, "em")];
                    let marks = || marks.iter().filter(|(on, _)| *on).map(|(_, name)| name);
                    marks().for_each(|name| self.out += &format!("<{name}>"));
                    escape(&mut self.out, text);
                    marks().rev().for_each(|name| self.out += &format!("</{name}>"));
                }
                Inline::Figure { cell, text, bold } => self.figure(cell, text, *bold),
                Inline::Link { href, text } => match safe_href(href) {
                    Some(href) => {
                        let _ = write!(self.out, "<a href=\"{}\">{}</a>", escaped(href), escaped(text));
                    }
                    None => escape(&mut self.out, text),
                },
                Inline::Break => self.out += "<br>",
            }
        }
    }

    fn figure(&mut self, cell: &str, text: &str, bold: bool) {
        if bold {
            self.out += "<strong>";
        }
        match (self.provenance)(cell) {
            Some(words) => {
                let _ = write!(
                    self.out,
                    "<a class=\"figure\" href=\"#{}\" title=\"{}\">{}</a>",
                    escaped(cell),
                    escaped(&words),
                    escaped(text)
                );
            }
            None => escape(&mut self.out, text),
        }
        if bold {
            self.out += "</strong>";
        }
    }
}

fn base64(out: &mut String, bytes: &[u8]) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for chunk in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| usize::from(chunk.get(at).copied().unwrap_or(0)));
        let word = a << 16 | b << 8 | c;
        for at in 0..4 {
            let letter = if at <= chunk.len() { LETTERS[word >> (18 - 6 * at) & 63] } else { b'=' };
            out.push(char::from(letter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;
    use expect_test::{Expect, expect};

    fn check(blocks: Vec<Block>, expected: Expect) {
        let document = Document {
            title: "<Ulgi>".into(),
            lang: "kk".into(),
            id: Some("r-1".into()),
            sections: vec![Section { landscape: true, blocks }],
        };
        let known = |cell: &str| (cell == "c17").then(|| "persons(attendance) & \"more\"".to_owned());
        let page = write(&document, &known, "<section>appendix</section>\n");
        assert!(page.contains("<html lang=\"kk\">") && page.contains("<title>&lt;Ulgi&gt;</title>"));
        let body = page.split_once("<section class=\"landscape\">\n").unwrap().1;
        expected.assert_eq(body);
    }

    #[test]
    fn a_figure_leads_to_its_provenance_and_foreign_text_cannot_break_out() {
        let inlines = vec![
            Inline::Text { text: "<script>".into(), bold: true, italic: true },
            Inline::figure("c17", "520"),
            Inline::Figure { cell: "c99".into(), text: "9".into(), bold: true },
            Inline::Link { href: "javascript:alert(1)".into(), text: "Dina".into() },
            Inline::Link { href: "https://example.org/?a=1&b=2".into(), text: "Saule".into() },
        ];
        check(
            vec![Block::Paragraph { inlines, style: ParagraphStyle::Note }],
            expect![[r##"
                <p class="note"><strong><em>&lt;script&gt;</em></strong><a class="figure" href="#c17" title="persons(attendance) &amp; &quot;more&quot;">520</a><strong>9</strong>Dina<a href="https://example.org/?a=1&amp;b=2">Saule</a></p>
                </section>
                <section>appendix</section>
                </main>
                </body>
                </html>
            "##]],
        );
    }

    #[test]
    fn headings_of_a_table_say_what_they_head() {
        let head = |text: &str, colspan, rowspan| Cell { header: true, colspan, rowspan, ..Cell::of(text) };
        let table = Table {
            widths: vec![1, 3],
            header_rows: 1,
            rows: vec![vec![head("people", 2, 1)], vec![head("Ulgi", 1, 2), Cell::of("9")], vec![Cell::of("")]],
            caption: Some("Came".into()),
        };
        check(
            vec![Block::Table(table)],
            expect![[r#"
                <div class="box">
                <table>
                <caption>Came</caption>
                <colgroup><col style="width:25.0%"><col style="width:75.0%"></colgroup>
                <thead>
                <tr><th scope="colgroup" colspan="2">people</th></tr>
                </thead>
                <tbody>
                <tr><th scope="rowgroup" rowspan="2">Ulgi</th><td>9</td></tr>
                <tr><td></td></tr>
                </tbody>
                </table>
                </div>
                </section>
                <section>appendix</section>
                </main>
                </body>
                </html>
            "#]],
        );
    }

    #[test]
    fn pictures_travel_inside_the_page() {
        let mut out = String::new();
        ["", "a", "ab", "abc"].iter().for_each(|text| base64(&mut out, text.as_bytes()));
        assert_eq!(out, "YQ==YWI=YWJj");
    }
}
