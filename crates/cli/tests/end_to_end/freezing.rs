//! A frozen report is held against the records and against the paper that came back.

use crate::village::Village;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

/// Freezes in Russian; gives the name of the DOCX.
fn frozen(village: &Village) -> String {
    let said = village.fine(&["freeze", "--lang", "ru", "--out", "frozen"]);
    let name = said.split_whitespace().find(|word| word.ends_with(".docx")).expect("a DOCX was written");
    for format in ["pdf", "html"] {
        assert!(village.path(&name.replace("docx", format)).is_file(), "{format}");
    }
    name.to_string()
}

/// The same DOCX, its text changed by hand.
fn edited(village: &Village, name: &str, change: impl Fn(&str) -> String) {
    let bytes = std::fs::read(village.path(name)).expect("the frozen DOCX");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a DOCX is a ZIP");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a readable name").to_string();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).expect("XML in UTF-8");
            let changed = change(&text);
            assert_ne!(text, changed, "the change finds its place");
            bytes = changed.into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).expect("a part");
        out.write_all(&bytes).expect("its bytes");
    }
    village.write("edited.docx", out.finish().expect("a ZIP").into_inner());
}

#[test]
fn a_frozen_report_agrees_also_after_records_have_changed() {
    let village = Village::example();
    let docx = frozen(&village);
    village.auyl(&["verify", &docx]).expects(0, &["Everything agrees"]);
    assert_eq!(village.fine(&["verify", &docx, "--json"]).trim(), "[]");
    village.workbook("reach.xlsx", &[("publication", &[&["id", "reach"], &["pu-information-01", "9999"]])]);
    village.fine(&["import", "reach.xlsx"]);
    village.auyl(&["verify", &docx]).expects(0, &["Everything agrees"]);
}

#[test]
fn a_number_and_a_sentence_changed_by_hand_are_named() {
    let village = Village::example();
    let docx = frozen(&village);
    edited(&village, &docx, |text| {
        let at = text.find(">283</w:t>").expect("the participants of the gatherings");
        format!("{}>382</w:t>{}", &text[..at], &text[at + ">283</w:t>".len()..])
    });
    let said = village.auyl(&["verify", "edited.docx", "--json"]);
    assert_eq!(said.code, 1, "{}", said.all());
    let told = said.json();
    let findings = told.as_array().expect("findings");
    assert_eq!(findings.len(), 1, "{told}");
    assert_eq!((&findings[0]["code"], &findings[0]["severity"]), (&"verify-cell-edited".into(), &"severe".into()));
    let message = findings[0]["message"].as_str().unwrap_or_default();
    for word in ["283", "382", "count(attendance)"] {
        assert!(message.contains(word), "{message}");
    }
    for (lang, word) in [("kk", "382"), ("ru", "382")] {
        village.auyl(&["--lang", lang, "verify", "edited.docx"]).expects(1, &["283", word]);
    }
    edited(&village, &docx, |text| text.replace("Заключительный отчёт по итогам", "Превосходный отчёт по итогам"));
    village.auyl(&["verify", "edited.docx"]).expects(1, &["Заключительный отчёт", "Превосходный отчёт"]);
}

#[test]
fn what_is_no_frozen_report_is_refused() {
    let village = Village::example();
    village.fine(&["report", "--lang", "ru", "--out", "report.docx"]);
    village.auyl(&["verify", "report.docx"]).expects(3, &["report.docx", "auyl freeze"]);
    village.write("letter.docx", b"Dear all");
    village.auyl(&["verify", "letter.docx"]).expects(1, &["no DOCX file"]);
    village.auyl(&["verify", "none.docx"]).expects(3, &["none.docx"]);
}

#[test]
fn a_report_with_severe_findings_is_not_frozen() {
    let village = Village::example();
    // A letter that was sent has lost its number.
    village.fine(&["export", "--csv", "csv"]);
    let letters = std::fs::read_to_string(village.path("csv/letter.csv")).expect("letters");
    let id = letters.lines().nth(1).and_then(|line| line.split(',').next()).expect("a letter");
    village.workbook("letter.xlsx", &[("letter", &[&["id", "number"], &[id, ""]])]);
    let event = village.last_event();
    village.auyl(&["import", "letter.xlsx", "--keep"]);
    assert!(village.last_event() > event);
    let found = village.auyl(&["check", "--json"]);
    assert_eq!(found.code, 1, "{}", found.out);
    village.auyl(&["freeze", "--out", "frozen"]).expects(1, &["not frozen"]);
    assert!(!village.path("frozen").exists(), "nothing was written");
}
