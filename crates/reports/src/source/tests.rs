//! Reports that others wrote, read as they come: plain text of a converter, and what people send instead of a report.

use super::{Format, Limits, Source, read};
use crate::document::{Block, Document, Inline, Section};
use crate::docx;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::io::{Cursor, Write};

/// A report about the village Ulgi as a converter left it: rows that pages broke, one that lost its first cell.
const VILLAGE: &str = include_str!("tests/village.txt");

/// Passages outside of tables, then the tables with what covers each place.
pub(crate) fn show(source: &Source) -> String {
    let mut out = String::new();
    for passage in source.passages().iter().filter(|passage| passage.place.table.is_none()) {
        let level = passage.heading.map(|level| format!("h{level} ")).unwrap_or_default();
        let entry = if passage.list_item { "· " } else { "" };
        out += &format!("{level}{entry}{}\n", passage.text.replace('\n', " ⏎ "));
    }
    for table in source.tables() {
        let under = table.heading.and_then(|heading| source.passage(heading)).map(|heading| heading.text.as_str());
        out += &format!("table {} {}×{} headings {}", table.number, table.rows, table.columns, table.header_rows);
        out += &format!(" under {:?}\n", under.unwrap_or_default());
        for row in 1..=table.rows {
            let cell = |column| match table.at(row, column) {
                Some(cell) if (cell.row, cell.column) == (row, column) => cell.text.replace('\n', " ⏎ "),
                Some(cell) if cell.row < row => "^".into(),
                Some(_) => "<".into(),
                None => "–".into(),
            };
            out += &format!("  {}\n", (1..=table.columns).map(cell).collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

fn check(bytes: &[u8], expected: Expect) {
    let (source, findings) = read("ulgi", bytes, &Limits::default()).unwrap();
    let findings: Vec<String> = findings.iter().map(crate::trouble::show).collect();
    expected.assert_eq(&format!("{}{}", show(&source), findings.join("\n")));
}

#[test]
fn rows_that_a_page_broke_are_whole_and_a_row_that_lost_a_cell_stands_where_it_belongs() {
    check(
        VILLAGE.as_bytes(),
        expect![[r#"
        h1 Итоговый отчёт ⏎ о работе в сёлах
        · 1. Полное наименование организации: Фонд «Үлгі»
        · 2. Общая сумма гранта: 1 500 000 (один миллион пятьсот тысяч) тенге
        h2 1. Опишите мероприятия проекта
        h3 Задача 1. Повышение потенциала местных сообществ
        h4 Мероприятие 1. Проведение сходов.
        Сходы прошли во всех сёлах проекта, жители обсудили воду, дороги и связь, и назначили ответственных за каждое из трёх дел.
        h4 По селу Үлгі
        · 1. Качество связи
        · 2. Нет пастбищ
        h4 Заполните таблицу:
        h4 Заполните таблицу, указав эффект
        h4 Гендерный показатель:
        h4 Рекомендации органам
        Дата заполнения: 25.11.2024
        table 1 7×8 headings 2 under "Заполните таблицу:"
          Задача | Мероприятие | Дата | Участники | Показатели | Индикаторы | < | Итог
          ^ | ^ | ^ | ^ | ^ | план | факт | ^
          Задача 1. Повышение потенциала местных сообществ | Мероприятие 1. Проведение сходов | Май 2024 года | 283 | Сходы Протоколы схода | 9 9 | 9 9 | Сходы прошли во всех сёлах проекта. ⏎ Жители довольны.
          ^ | ^ | ^ | ^ | ^ | 1 карта нужд | 1 карта нужд | ^
          ^ | Мероприятие 2. Обучение | Июнь 2024 года | 60 | Семинары | 3 | 3 | Обучены активисты.
          ^ | Мероприятие 3. Организация рабочих визитов в город | Июль 2024 года | 20 | Визиты | 1 | 1 | Визит прошёл в июле.
          ^ | Мероприятие 4. Обучение печати | Август 2024 года | 12 | Семинары | 2 | 2 | Обучены редакторы.
        table 2 3×5 headings 1 under "Заполните таблицу, указав эффект"
           | Показатель | Единица | План | Факт
          1. | Участники | человек | 450 жителей | 520
          2. | Охват | человек | 10000 | 19 077
        table 3 2×3 headings 1 under "Гендерный показатель:"
          Всего | Мужчин | Женщин
          520 | 156 | 364
        table 4 2×3 headings 1 under "Рекомендации органам"
          Орган | Рекомендации | Письмо
          Акиму района | 1. Починить мост через ⏎ канал у школы. ⏎ 2. Провести воду. ⏎ 3. Открыть клуб. | № 5 от 25.11.2024
    "#]],
    );
}

#[test]
fn a_text_is_read_the_same_in_any_encoding_and_with_any_ends_of_lines() {
    let (source, _) = read("ulgi", VILLAGE.as_bytes(), &Limits::default()).unwrap();
    let wide: Vec<u8> = VILLAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [[b"\xff\xfe".to_vec(), wide.clone()].concat(), wide, VILLAGE.replace('\n', "\r\n").into_bytes()] {
        let (again, findings) = read("ulgi", &bytes, &Limits::default()).unwrap();
        assert_eq!((show(&again), findings), (show(&source), vec![]));
    }
}

#[test]
fn words_that_a_scanner_read_from_the_side_are_words_again() {
    check(
        "П\nл\nа\nн\n\nСело Үлгі: 12 человек пришли на сход и обсудили воду.\n".as_bytes(),
        expect![[r#"
        h4 План
        Село Үлгі: 12 человек пришли на сход и обсудили воду.
    "#]],
    );
}

#[test]
fn a_letter_cut_by_an_editor_at_eighty_columns_is_made_of_whole_paragraphs() {
    let line = "Жители села собрались весной и решили, что мост через канал надо чинить сразу,";
    let text = [line, line, "а воду вести", "осенью.", "", line, line, line, line, line, "и точка."].join("\n");
    let (source, _) = read("letter", text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(source.passages().len(), 2);
    assert!(source.passages()[0].text.ends_with("сразу, а воду вести осенью."));
}

#[test]
fn a_place_leads_to_its_passage_its_cell_and_its_line() {
    let (source, _) = read("ulgi", VILLAGE.as_bytes(), &Limits::default()).unwrap();
    let passage = source.passages().iter().find(|passage| passage.text == "156").unwrap();
    let place = passage.place;
    assert_eq!((place.table, place.row, place.column), (Some(3), Some(2), Some(2)));
    assert_eq!(VILLAGE.lines().nth(place.line.unwrap() as usize - 1), Some("520\t156\t364"));
    let table = source.table(3).unwrap();
    assert_eq!(table.at(2, 2).unwrap().passages, [place.passage]);
    assert_eq!(table.column_heading(2), ["Мужчин"]);
    assert_eq!(source.table(1).unwrap().column_heading(7), ["Индикаторы", "факт"]);
    assert_eq!(source.passage(place.passage), Some(passage));
}

#[test]
fn the_document_has_the_passages_as_its_paragraphs_and_the_page_an_anchor_for_each() {
    let (source, _) = read("ulgi", VILLAGE.as_bytes(), &Limits::default()).unwrap();
    let mut words = Vec::new();
    source.document.walk(&mut |_, block| {
        if matches!(block, Block::Heading { .. } | Block::Paragraph { .. }) {
            words.push(block.plain().trim().to_owned());
        }
    });
    let passages: Vec<&str> = source.passages().iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(words, passages);
    let page = super::beside::html(&source, &|passage| (passage == 3).then(|| "severe\"".to_owned()));
    for n in 1..=passages.len() {
        assert_eq!(page.matches(&format!("id=\"p{n}\"")).count(), 1, "{n}");
    }
    assert!(page.contains("<p id=\"p3\" class=\"entry severe&quot;\">") && page.contains("colspan=\"2\""), "{page}");
}

#[test]
fn markup_in_a_foreign_text_is_shown_and_not_run() {
    let (source, _) = read("x", b"<script>alert(1)</script> came", &Limits::default()).unwrap();
    let page = super::beside::html(&source, &|_| None);
    assert_eq!(page, "<p id=\"p1\">&lt;script&gt;alert(1)&lt;/script&gt; came</p>\n");
}

#[test]
fn what_was_compiled_is_looked_at_like_what_was_read() {
    let document = docx_tests();
    let source = Source::of_document("report", Format::Docx, &document);
    let (again, findings) = read("report", &docx::write(&document), &Limits::default()).unwrap();
    assert_eq!((show(&again), findings), (show(&source), vec![]));
    assert_eq!(again.document.lang, "kk");
}

fn docx_tests() -> Document {
    let mut document = crate::docx::everything();
    let wide = Inline::text("Жиын туралы");
    document
        .sections
        .push(Section { landscape: false, blocks: vec![Block::Heading { level: 2, inlines: vec![wide] }] });
    document
}

/// A ZIP with these parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ole(stream: &str) -> Vec<u8> {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].to_vec(), vec![0; 1024], name].concat()
}

#[test]
fn what_is_sent_instead_of_a_report_is_told_what_it_is() {
    let whole = docx::write(&docx_tests());
    let half = whole[..whole.len() / 2].to_vec();
    let noise: Vec<u8> = (0..4096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("blank", b" \n\n".to_vec()),
        ("a PDF that says it is a DOCX", b"%PDF-1.7\n%%EOF".to_vec()),
        ("half a DOCX", half),
        ("a DOCX with a password", ole("EncryptedPackage")),
        ("a DOC", ole("WordDocument")),
        ("an MSI", ole("Tables")),
        ("an RTF", b"{\\rtf1 Ulgi}".to_vec()),
        ("an ODT", zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")])),
        ("a workbook", zip(&[("xl/workbook.xml", b"<workbook/>")])),
        ("a ZIP", zip(&[("photo.jpeg", b"\xff\xd8\xff")])),
        ("a DOCX without body", zip(&[("word/document.xml", b"<w:document/>")])),
        ("a photo", b"\xff\xd8\xff\xe0".to_vec()),
        ("a page of the web", b"<!DOCTYPE html><p>Ulgi".to_vec()),
        ("noise", noise),
    ];
    let told: Vec<String> = files
        .iter()
        .map(|(name, bytes)| match read(name, bytes, &Limits::default()) {
            Ok((source, _)) => format!("{name}: {} passages", source.passages().len()),
            Err(refusal) => refusal.to_string(),
        })
        .collect();
    expect![[r#"
        source-empty name=empty
        source-empty name=blank
        source-damaged name=a PDF that says it is a DOCX
        source-damaged name=half a DOCX
        source-locked name=a DOCX with a password
        source-of-another-kind kind=DOC name=a DOC
        source-of-another-kind kind=OLE name=an MSI
        source-of-another-kind kind=RTF name=an RTF
        source-of-another-kind kind=ODT name=an ODT
        source-of-another-kind kind=XLSX name=a workbook
        source-of-another-kind kind=ZIP name=a ZIP
        source-damaged name=a DOCX without body
        source-of-another-kind kind=JPEG name=a photo
        source-of-another-kind kind=HTML name=a page of the web
        source-of-another-kind kind=unknown name=noise"#]]
    .assert_eq(&told.join("\n"));
    let small = Limits { bytes: 10, ..Limits::default() };
    assert_eq!(read("large", &[b'a'; 11], &small).unwrap_err().code(), "source-too-large");
}

#[test]
fn a_novel_is_read_up_to_the_limit_and_says_so() {
    let novel = "It was a dark and stormy night in Ulgi.\n\n".repeat(2000);
    let limits = Limits { passages: 100, ..Limits::default() };
    let (source, findings) = read("novel", novel.as_bytes(), &limits).unwrap();
    assert!(source.passages().len() <= 100);
    assert_eq!(crate::trouble::show(&findings[0]), "source-cut read=100");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn flipped_and_cut_texts_never_panic(at in 0usize..6_000, byte: u8, cut in 0usize..6_000) {
        let mut bytes = VILLAGE.as_bytes().to_vec();
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = read("x", &bytes, &Limits::default());
        let _ = read("x", &bytes[..cut % length], &Limits::default());
    }

    #[test]
    fn wild_lines_never_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
        "\t", "\n", "\n\n", "<p>", "</p>", "**", "*", "Задача 1. ", "1. ", "- ", "--\t--", "Дина пришла", "520", "\u{c}", "\r", "а", "-", "#",
    ]), 0..120)) {
        if let Ok((source, _)) = read("x", parts.concat().as_bytes(), &Limits::default()) {
            super::beside::html(&source, &|_| None);
            for table in source.tables() {
                // No two cells cover one place.
                let covered: u32 = table.cells.iter().map(|cell| cell.rowspan * cell.colspan).sum();
                prop_assert!(covered <= table.rows * table.columns);
            }
        }
    }
}
