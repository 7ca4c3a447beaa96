//! What goes into a DOCX comes out again, and hostile files do no harm.

use super::{read, write};
use crate::document::{Block, Cell, Document, ImageKind, Inline, ParagraphStyle, Section, Table};
use proptest::prelude::*;

/// A paper with everything the model has, about the village Ulgi.
pub(crate) fn everything() -> Document {
    let bold = |text: &str| Inline::Text { text: text.into(), bold: true, italic: false };
    let line = |inlines: Vec<Inline>| Block::Paragraph { inlines, style: ParagraphStyle::Body };
    let styled = |text: &str, style| Block::Paragraph { inlines: vec![Inline::text(text)], style };
    let head = |text: &str, colspan, rowspan| Cell { header: true, colspan, rowspan, ..Cell::of(text) };
    let tall = |text: &str, rowspan| Cell { rowspan, ..Cell::of(text) };
    let number =
        |cell: &str, text: &str| Cell { blocks: vec![line(vec![Inline::figure(cell, text)])], ..Cell::default() };
    let results = Table {
        widths: vec![2523, 2523, 5046, 5046],
        header_rows: 2,
        rows: vec![
            vec![head("Міндет", 1, 2), head("Іс-шара", 1, 2), head("Көрсеткіш", 2, 1)],
            vec![head("жоспар", 1, 1), head("нақты", 1, 1)],
            vec![tall("1-міндет", 3), tall("Жиын", 2), Cell::of("≥ 90"), number("c1", "283")],
            vec![Cell::of("9"), number("c2", "9")],
            vec![Cell::of("Семинар"), Cell { colspan: 2, ..number("c3", "") }],
        ],
        caption: Some("Нәтижелер".into()),
    };
    let list = Block::List {
        ordered: true,
        items: vec![
            vec![
                Block::text("Dina"),
                Block::text("came twice"),
                Block::List {
                    ordered: false,
                    items: vec![vec![Block::text("seminar")], vec![Block::text("training")]],
                },
            ],
            vec![Block::text("Saule")],
        ],
    };
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 0, 4, 0, 0, 0, 3]);
    Document {
        title: "Үлгі ауылының есебі & «тексеру»".into(),
        lang: "kk".into(),
        id: Some("report-7".into()),
        sections: vec![
            Section {
                landscape: false,
                blocks: vec![
                    Block::heading(1, "Қорытынды есеп"),
                    Block::heading(4, "Кіріспе"),
                    line(vec![
                        Inline::text("Қатысты "),
                        Inline::Figure { cell: "c17".into(), text: "520".into(), bold: true },
                        Inline::figure("c17", "520"),
                        Inline::text(" адам <оның ішінде>"),
                        Inline::Break,
                        bold("әйелдер"),
                        Inline::Text { text: " 364\tадам".into(), bold: false, italic: true },
                        Inline::Link { href: "https://example.org/?a=1&b=2".into(), text: "сайт".into() },
                        Inline::Link { href: "#c17".into(), text: "қараңыз".into() },
                    ]),
                    list.clone(),
                    list,
                    styled("ескерту", ParagraphStyle::Note),
                    styled("ортада", ParagraphStyle::Centered),
                    Block::PageBreak,
                    Block::Image {
                        bytes: png, kind: ImageKind::Png, alt: "Жиын \"Үлгі\"".into(), width_mm: 80
                    },
                ],
            },
            Section {
                landscape: true,
                blocks: vec![Block::Table(results.clone()), Block::Table(Table { caption: None, ..results })],
            },
            Section {
                landscape: false, blocks: vec![styled("Жетекші ____________", ParagraphStyle::Signature)]
            },
        ],
    }
}

#[test]
fn what_was_written_is_read_back_the_same() {
    let document = everything();
    let (again, findings) = read(&write(&document));
    assert_eq!(findings, []);
    assert_eq!(again, document);
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(write(&everything()), write(&everything()));
}

#[test]
fn control_characters_of_a_phone_keyboard_do_not_damage_the_file() {
    let document = Document {
        sections: vec![Section { landscape: false, blocks: vec![Block::text("Ul\u{0}g\u{b}i\u{fffe}")] }],
        ..Document::default()
    };
    let (again, findings) = read(&write(&document));
    assert_eq!(findings, []);
    assert_eq!(again.plain(), "Ulgi");
}

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    read(bytes).1.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn a_file_that_is_no_docx_is_named_as_what_it_is() {
    let whole = write(&everything());
    assert_eq!(codes(b""), ["docx-not-docx"]);
    assert_eq!(codes(b"%PDF-1.7"), ["docx-not-docx"]);
    assert_eq!(codes(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), ["docx-locked"]);
    assert_eq!(codes(&whole[..whole.len() / 2]), ["docx-not-docx"]);
    assert_eq!(codes(&super::package::pack(&[("mimetype".into(), "text".into())], &[])), ["docx-not-docx"]);
}

#[test]
fn a_file_that_unpacks_to_gigabytes_is_not_unpacked() {
    let big = " ".repeat(60 * 1024 * 1024);
    let bomb = super::package::pack(&[("word/document.xml".into(), big.clone()), ("a".into(), big.repeat(3))], &[]);
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    assert_eq!(codes(&bomb), ["docx-too-large", "docx-too-large"]);
}

#[test]
fn tables_inside_tables_without_end_are_cut() {
    let body = format!("<w:document><w:body>{}</w:body></w:document>", "<w:tbl><w:tr><w:tc>".repeat(20_000));
    assert_eq!(codes(&super::package::pack(&[("word/document.xml".into(), body)], &[]))[0], "paper-too-deep");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn flipped_bytes_of_a_docx_never_panic(at in 0usize..20_000, byte: u8, cut in 0usize..20_000) {
        let mut bytes = write(&everything());
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = read(&bytes);
        let _ = read(&bytes[..cut % length]);
    }

    #[test]
    fn wild_markup_in_the_body_never_panics(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:sdt>", "<w:sdtContent>", "</w:sdt>",
            "<w:sdtPr><w:tag w:val=\"c1\"/></w:sdtPr>", "<w:tcPr><w:vMerge/><w:gridSpan w:val=\"99999999999\"/></w:tcPr>",
            "<w:tcPr><w:gridSpan w:val=\"40\"/></w:tcPr>", "<w:trPr><w:tblHeader/><w:gridBefore w:val=\"7\"/></w:trPr>",
            "<w:pPr><w:numPr><w:ilvl w:val=\"7\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>", "<w:r><w:t>Dina</w:t></w:r>",
            "<w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr>", "<w:pPr><w:sectPr/></w:pPr>", "<w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr>", "&x;",
        ]), 0..60))
    {
        let body = format!("<w:document><w:body>{}", parts.concat());
        let (document, _) = read(&super::package::pack(&[("word/document.xml".into(), body)], &[]));
        // Whatever came out can be written and walked.
        let _ = document.figures().count();
        let _ = write(&document);
    }
}
