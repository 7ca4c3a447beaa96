//! Papers as Word and LibreOffice leave them, with what people did to them.

use super::super::annotate::annotate;
use super::super::package::pack;
use super::super::write;
use crate::source::tests::show;
use crate::source::{Limits, Place, Source, read};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), "<Types></Types>".to_owned()),
        ("word/document.xml".to_owned(), format!("<w:document><w:body>{body}</w:body></w:document>")),
    ];
    parts.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    pack(&parts, &[])
}

fn opened(bytes: &[u8]) -> (Source, String) {
    let (source, findings) = read("ulgi.docx", bytes, &Limits::default()).unwrap();
    (source, findings.iter().map(crate::trouble::show).collect::<Vec<_>>().join("\n"))
}

fn check(body: &str, more: &[(&str, &str)], expected: Expect) {
    let (source, findings) = opened(&docx(body, more));
    expected.assert_eq(&format!("{}{findings}", show(&source)));
}

/// A paragraph of plain words.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn merged_cells_and_tables_in_cells_keep_their_places() {
    let cell = |marks: &str, inner: &str| format!("<w:tc><w:tcPr>{marks}</w:tcPr>{inner}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let tall = r#"<w:vMerge w:val="restart"/>"#;
    let inner = format!("<w:tbl>{}</w:tbl>", row(&[cell("", &p("9")), cell("", &p("3 встречи"))]));
    let table = [
        row(&[
            cell(tall, &p("Задача")),
            cell(tall, &p("Мероприятие")),
            cell(r#"<w:gridSpan w:val="2"/>"#, &p("Индикаторы")),
        ]),
        row(&[cell("<w:vMerge/>", &p("")), cell("<w:vMerge/>", &p("")), cell("", &p("план")), cell("", &p("факт"))]),
        row(&[cell("", &p("1")), cell("", &p("2")), cell("", &p("3")), cell("", &p("4"))]),
        row(&[cell(tall, &p("Задача 1")), cell("", &p("Сход")), cell("", &p("≥ 90")), cell("", &p("283"))]),
        row(&[cell("<w:vMerge/>", &p("")), cell("", &p("Семинар")), cell("", &inner), cell("", &p("60"))]),
    ];
    check(
        &format!("{}<w:tbl>{}</w:tbl>", p("Результаты"), table.concat()),
        &[],
        expect![[r#"
        Результаты
        table 1 5×4 headings 3 under ""
          Задача | Мероприятие | Индикаторы | <
          ^ | ^ | план | факт
          1 | 2 | 3 | 4
          Задача 1 | Сход | ≥ 90 | 283
          ^ | Семинар |  | 60
        table 2 1×2 headings 0 under ""
          9 | 3 встречи
    "#]],
    );
}

#[test]
fn what_was_struck_out_is_gone_and_what_was_added_is_there() {
    check(
        r#"<w:p><w:r><w:t xml:space="preserve">Пришло </w:t></w:r><w:del w:id="1"><w:r><w:delText>520</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>517</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> человек</w:t></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Сход прошёл </w:t></w:r></w:p><w:p><w:r><w:t>в мае.</w:t></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del w:id="4"/></w:trPr><w:tc><w:p><w:r><w:t>старое</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>новое</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:moveFrom w:id="5"><w:p><w:r><w:t>унесено</w:t></w:r></w:p></w:moveFrom>"#,
        &[],
        expect![[r#"
            Пришло 517 человек
            Сход прошёл в мае.
            table 1 1×1 headings 0 under ""
              новое
            docx-changes-open n=5"#]],
    );
}

#[test]
fn text_boxes_notes_fields_and_signs_are_read_where_they_belong() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    check(
        &format!(
            r#"<w:p><w:r><w:t>Охват 19</w:t></w:r><w:r><w:t xml:space="preserve">&#160;077</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
            <w:p><w:r><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">Стр. </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:tab/><w:t>не</w:t><w:softHyphen/><w:t>менее</w:t><w:noBreakHyphen/><w:t>9</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:br/><w:t>10</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r></w:p>
            <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Введение 3</w:t></w:r></w:p><w:p><w:r><w:t>Итоги 9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
            <w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
            boxed("в рамке"),
            boxed("в рамке старого Word"),
            boxed("только в старом"),
            p("в поле формы")
        ),
        &[(
            "word/footnotes.xml",
            r#"<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>по данным сайта</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
        )],
        expect![[r#"
            Охват 19 077
            в рамке
            только в старом
            Стр. 4	неменее-9≥ ⏎ 10
            в поле формы
            по данным сайта
        "#]],
    );
}

#[test]
fn numbers_that_word_counts_are_text() {
    let entry = |level: u8, number: u8, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let level = |at: u8, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:numbering><w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#,
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2."),
        level(0, "russianLower", "%1)"),
        level(1, "bullet", "·"),
    );
    let body = [
        entry(0, 1, "сход"),
        entry(1, 1, "в Үлгі"),
        entry(1, 1, "в Жаңа"),
        entry(0, 1, "семинар"),
        entry(1, 1, "в мае"),
        entry(0, 2, "опрос"),
        entry(0, 3, "первый"),
        entry(0, 3, "второй"),
        entry(1, 3, "точка"),
    ];
    check(
        &body.concat(),
        &[("word/numbering.xml", &numbering)],
        expect![[r#"
        · 1. сход
        · 1.1. в Үлгі
        · 1.2. в Жаңа
        · 2. семинар
        · 2.1. в мае
        · 5. опрос
        · а) первый
        · б) второй
        · точка
    "#]],
    );
}

#[test]
fn pages_are_those_that_word_broke_last() {
    let broken = r#"<w:r><w:lastRenderedPageBreak/></w:r>"#;
    let cell = |text: &str| format!("<w:tc><w:p>{broken}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let body = format!(
        "{}<w:tbl><w:tr>{}{}</w:tr></w:tbl>{}",
        p("первая"),
        cell("обе"),
        cell("на второй"),
        p("тоже на второй")
    );
    let (source, _) = opened(&docx(&body, &[]));
    let pages: Vec<Option<u32>> = source.passages().iter().map(|passage| passage.place.page).collect();
    assert_eq!((pages, source.pages), (vec![Some(1), Some(1), Some(1), Some(2)], Some(2)));
}

#[test]
fn remarks_stand_beside_exactly_their_paragraphs() {
    let document = super::super::everything();
    let bytes = write(&document);
    let (source, _) = opened(&bytes);
    let remarks: Vec<(Place, String)> =
        source.passages().iter().map(|passage| (passage.place, format!("об этом: {}", passage.text))).collect();
    let given: Vec<(Place, &str, &str)> =
        remarks.iter().map(|(place, text)| (*place, "Аудит & Co", text.as_str())).collect();
    let annotated = annotate("ulgi.docx", &bytes, &given).unwrap();
    let (again, findings) = opened(&annotated);
    assert_eq!((show(&again), findings), (show(&source), String::new()));
    // Between the marks of each remark stands the passage it is about.
    let (parts, _) = super::super::package::unpack(&annotated, 1 << 24);
    let body = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let comments = String::from_utf8(parts["word/comments.xml"].clone()).unwrap();
    for (passage, id) in source.passages().iter().zip(1..) {
        let from = body.split_once(&format!(r#"<w:commentRangeStart w:id="{id}"/>"#)).unwrap().1;
        let inside = from.split_once(&format!(r#"<w:commentRangeEnd w:id="{id}"/>"#)).unwrap().0;
        let (root, _) = crate::xml::parse(inside, &[]);
        let words: String = root.text().split_whitespace().collect();
        let (own, _) = passage
            .text
            .split_once(". ")
            .filter(|_| passage.list_item)
            .map_or((passage.text.as_str(), ""), |(_, own)| (own, ""));
        assert_eq!(words, own.split_whitespace().collect::<String>());
        assert!(comments.contains(&format!(r#"w:id="{id}" w:author="Аудит &amp; Co""#)));
    }
    // A second round of remarks is added to the first.
    let twice = annotate("ulgi.docx", &annotated, &given[..1]).unwrap();
    let (parts, _) = super::super::package::unpack(&twice, 1 << 24);
    let comments = String::from_utf8(parts["word/comments.xml"].clone()).unwrap();
    assert_eq!(comments.matches("<w:comment ").count(), given.len() + 1);
}

#[test]
fn bombs_end_in_findings() {
    let entities = r#"<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>"#;
    let body = format!("{}{}", "&b;&c;".repeat(10_000), p("Дина"));
    let bytes = pack(
        &[("word/document.xml".into(), format!("{entities}<w:document><w:body>{body}</w:body></w:document>"))],
        &[],
    );
    let (source, findings) = opened(&bytes);
    assert_eq!(source.passages().len(), 1);
    assert_eq!(findings.lines().count(), 100);
    let deep = docx(&"<w:tbl><w:tr><w:tc>".repeat(20_000), &[]);
    assert!(opened(&deep).1.contains("paper-too-deep"));
    let zeros = vec![b' '; 60 << 20];
    let bomb = pack(&[("word/document.xml".into(), String::from_utf8(zeros).unwrap())], &[]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read("bomb", &bomb, &Limits::default()).unwrap_err().code(), "source-damaged");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn wild_markup_never_panics_and_is_annotated(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:r><w:t>Дина</w:t></w:r>", "<w:ins>", "</w:ins>",
        "<w:tcPr><w:vMerge/><w:gridSpan w:val=\"99999999999\"/></w:tcPr>", "<w:tcPr><w:hMerge/></w:tcPr>", "<w:trPr><w:gridBefore w:val=\"70\"/></w:trPr>",
        "<w:pPr><w:numPr><w:ilvl w:val=\"77\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
        "<w:r><w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing></w:r>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "<w:sdt><w:sdtContent>", "&x;",
    ]), 0..60)) {
        let bytes = docx(&parts.concat(), &[]);
        let Ok((source, _)) = read("x", &bytes, &Limits::default()) else { return Ok(()) };
        let places: Vec<(Place, &str, &str)> = source.passages().iter().map(|passage| (passage.place, "a", "b")).collect();
        let annotated = annotate("x", &bytes, &places).unwrap();
        let (again, _) = read("x", &annotated, &Limits::default()).unwrap();
        prop_assert_eq!(show(&again), show(&source));
    }
}
