//! What goes into a DOCX comes out again, and hostile files do no harm.

use super::{read, write};
use crate::document::{Block, Cell, Document, ImageKind, Inline, ParagraphStyle, Section, Table};
use expect_test::{Expect, expect};
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

/// Reads a body and shows its blocks in one line each.
fn check(body: &str, styles: &str, expected: Expect) {
    let parts = [
        ("word/document.xml".to_owned(), format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml".to_owned(), format!("<w:styles>{styles}</w:styles>")),
    ];
    let (document, findings) = read(&super::package::pack(&parts, &[]));
    assert_eq!(findings, []);
    let lines: Vec<String> =
        document.sections.iter().flat_map(|section| &section.blocks).map(|block| format!("{block:?}")).collect();
    let figures: Vec<String> = document.figures().map(|figure| format!("{}={}", figure.cell, figure.text)).collect();
    expected.assert_eq(&format!("{}\n{figures:?}", lines.join("\n")));
}

#[test]
fn figures_survive_a_program_that_forgets_tags_and_a_person_who_edits_them() {
    check(
        r#"<w:p><w:r><w:t xml:space="preserve">Came: </w:t></w:r><w:sdt><w:sdtPr/><w:sdtContent><w:bookmarkStart w:id="0" w:name="_auyl_1_c1"/><w:r/><w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>20</w:t></w:r><w:bookmarkEnd w:id="0"/><w:r><w:t xml:space="preserve"> people</w:t></w:r></w:p>
        <w:p><w:sdt><w:sdtPr><w:tag w:val="c2"/></w:sdtPr><w:sdtContent><w:r><w:t>9</w:t></w:r><w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins><w:r><w:t>1</w:t></w:r></w:ins></w:sdtContent></w:sdt></w:p>
        <w:p><w:bookmarkStart w:id="3" w:name="_auyl_3_c3"/><w:bookmarkEnd w:id="3"/><w:r><w:t>gone</w:t></w:r></w:p>
        <w:sdt><w:sdtPr><w:tag w:val="c4"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>whole</w:t></w:r></w:p></w:sdtContent></w:sdt>
        <w:tbl><w:tr><w:sdt><w:sdtPr><w:tag w:val="c5"/></w:sdtPr><w:sdtContent><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"#,
        "",
        expect![[r#"
            Paragraph { inlines: [Text { text: "Came: ", bold: false, italic: false }, Figure { cell: "c1", text: "520", bold: false }, Text { text: " people", bold: false, italic: false }], style: Body }
            Paragraph { inlines: [Figure { cell: "c2", text: "91", bold: false }], style: Body }
            Paragraph { inlines: [Figure { cell: "c3", text: "", bold: false }, Text { text: "gone", bold: false, italic: false }], style: Body }
            Paragraph { inlines: [Figure { cell: "c4", text: "whole", bold: false }], style: Body }
            Table(Table { widths: [], header_rows: 0, rows: [[Cell { blocks: [Paragraph { inlines: [Figure { cell: "c5", text: "cell", bold: false }], style: Body }], colspan: 1, rowspan: 1, header: false }]], caption: None })
            ["c1=520", "c2=91", "c3=", "c4=whole", "c5=cell"]"#]],
    );
}

#[test]
fn headings_and_captions_are_known_by_what_their_styles_mean() {
    check(
        r#"<w:p><w:pPr><w:pStyle w:val="mine"/></w:pPr><w:r><w:t>Report</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>Ulgi</w:t></w:r></w:p>
        <w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Dina</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Caption1"/></w:pPr><w:r><w:t>Table 1</w:t></w:r></w:p><w:tbl/>
        <w:p><w:pPr><w:pStyle w:val="Caption1"/></w:pPr><w:r><w:t>alone</w:t></w:r></w:p>"#,
        r#"<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="mine"><w:name w:val="My"/><w:basedOn w:val="2"/></w:style>
        <w:style w:styleId="2"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:styleId="Caption1"><w:name w:val="caption"/></w:style>"#,
        expect![[r#"
            Heading { level: 2, inlines: [Text { text: "Report", bold: false, italic: false }] }
            Heading { level: 1, inlines: [Text { text: "Ulgi", bold: false, italic: false }] }
            Heading { level: 3, inlines: [Text { text: "Dina", bold: false, italic: false }] }
            Table(Table { widths: [], header_rows: 0, rows: [], caption: Some("Table 1") })
            Paragraph { inlines: [Text { text: "alone", bold: false, italic: false }], style: Body }
            []"#]],
    );
}

fn codes(bytes: &[u8]) -> Vec<String> {
    read(bytes).1.into_iter().map(|finding| finding.code.into_owned()).collect()
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
    let kilobytes = |n: usize| " ".repeat(n * 1024);
    let parts =
        [("a.xml", 300), ("b", 500), ("c.xml", 100), ("d", 500)].map(|(name, n)| (name.to_owned(), kilobytes(n)));
    let bomb = super::package::pack(&parts, &[]);
    assert!(bomb.len() < 8 * 1024, "{}", bomb.len());
    let (parts, findings) = super::package::unpack(&bomb, 1024 * 1024);
    let findings: Vec<String> = findings.iter().map(crate::trouble::show).collect();
    assert_eq!(parts.into_keys().collect::<Vec<_>>(), ["b", "c.xml"]);
    assert_eq!(findings, ["docx-too-large! part=a.xml", "docx-too-large! part=d"]);
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
