//! The report in both languages and every format, and the package of its evidence.

use crate::village::Village;
use auyl_domain::id::sha256;
use auyl_reports::document::Document;
use auyl_reports::source::{self, Format, GridCell, Limits, Source};
use calamine::{Reader, Xlsx};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// What follows each `mark` in a text, up to the next quotation mark.
fn after<'t>(text: &'t str, mark: &str) -> BTreeSet<&'t str> {
    text.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn figures(document: &Document) -> BTreeMap<String, String> {
    document.figures().map(|figure| (figure.cell.to_string(), figure.text.to_string())).collect()
}

#[test]
fn every_number_of_the_html_leads_to_what_stands_behind_it() {
    let village = Village::example();
    for lang in ["ru", "kk"] {
        village.fine(&["report", "--lang", lang, "--out", "report.html"]);
        let html = std::fs::read_to_string(village.path("report.html")).expect("the report");
        let (links, anchors) = (after(&html, r##"class="figure" href="#"##), after(&html, r#" id=""#));
        assert!(links.len() > 300, "{} figures", links.len());
        let lost: Vec<&&str> = links.iter().filter(|link| !anchors.contains(*link)).collect();
        assert!(lost.is_empty(), "{lang}: no anchor for {lost:?}");
        assert!(html.contains(&format!(r#"<html lang="{lang}""#)));
        assert!(!html.contains("http-equiv") && !html.contains("<script"), "a report runs nothing");
    }
}

#[test]
fn the_docx_has_the_figures_and_the_same_records_give_the_same_bytes() {
    let village = Village::example();
    let mut told = Vec::new();
    for lang in ["ru", "kk"] {
        let name = format!("report-{lang}.docx");
        village.fine(&[
            "report",
            "--form",
            "kz-state-grant-final",
            "--lang",
            lang,
            "--out",
            &name,
            "--out",
            "again.docx",
        ]);
        let bytes = std::fs::read(village.path(&name)).expect("the report");
        assert_eq!(bytes, std::fs::read(village.path("again.docx")).expect("the report again"));
        let (document, findings) = auyl_reports::docx::read(&bytes);
        assert_eq!(findings, vec![]);
        let figures = figures(&document);
        for value in ["520", "283", "19\u{a0}077", "5\u{a0}659\u{a0}000"] {
            assert!(figures.values().any(|told| told == value), "{lang}: {value} is no figure: {figures:?}");
        }
        told.push(figures.into_values().filter(|told| told.chars().all(|c| c.is_ascii_digit())).collect::<Vec<_>>());
    }
    assert_eq!(told[0], told[1], "both languages say the same numbers");
}

#[test]
fn the_pdf_is_a_pdf_in_both_languages() {
    let village = Village::example();
    for lang in ["ru", "kk"] {
        village.fine(&["report", "--lang", lang, "--out", "report.pdf"]);
        let bytes = std::fs::read(village.path("report.pdf")).expect("the report");
        assert!(bytes.starts_with(b"%PDF-") && bytes.windows(5).rev().take(40).any(|end| end == b"%%EOF"));
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("/MarkInfo") && text.contains("/Outlines"), "tagged, with bookmarks");
    }
}

#[test]
fn a_report_in_english_is_written_in_the_nearest_language_and_says_so() {
    let village = Village::example();
    village.auyl(&["report", "--out", "report.docx"]).expects(0, &["The form has no page in “en”"]);
}

#[test]
fn the_package_proves_that_nothing_was_exchanged() {
    let village = Village::example();
    village.fine(&["--lang", "ru", "package", "evidence.zip"]);
    let bytes = std::fs::read(village.path("evidence.zip")).expect("the package");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is a ZIP");
    let mut contents = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        contents.insert(file.name().expect("a readable name").to_string(), bytes);
    }
    let manifest = String::from_utf8(contents["manifest.sha256"].clone()).expect("a text");
    let told: BTreeMap<&str, &str> =
        manifest.lines().filter_map(|line| line.split_once("  ")).map(|(d, p)| (p, d)).collect();
    assert_eq!(told.len(), contents.len() - 1, "every file but the manifest itself");
    for (path, bytes) in contents.iter().filter(|(path, _)| *path != "manifest.sha256") {
        assert_eq!(told.get(path.as_str()), Some(&sha256(bytes).as_str()), "{path}");
    }
    for name in ["report.docx", "report.pdf", "report.html", "index.xlsx"] {
        assert!(contents.contains_key(name), "{name}");
    }
    let photos = contents.keys().filter(|path| path.starts_with("annexes/1.4/photo/")).count();
    assert_eq!(photos, 45, "five photos of each of nine gatherings");
    assert!(contents.keys().any(|path| path.starts_with("annexes/3.1/sign_in_sheet/")));
    let mut index: Xlsx<_> = Xlsx::new(Cursor::new(contents["index.xlsx"].clone())).expect("the index opens");
    let sheet = index.sheet_names()[0].clone();
    let rows = index.worksheet_range(&sheet).expect("its rows");
    let annexes = contents.keys().filter(|path| path.starts_with("annexes/")).count();
    assert_eq!(rows.height(), annexes + 1);
    for row in rows.rows().skip(1) {
        let (path, digest) = (row[3].to_string(), row[5].to_string());
        assert_eq!(told.get(path.as_str()), Some(&digest.as_str()), "{path}");
    }
}

/// Each cell of each table with its place, and all words outside of tables.
fn cells_and_words(source: &Source) -> (Vec<String>, String) {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cell = |table: u32, cell: &GridCell| {
        let GridCell { row, column, rowspan, colspan, .. } = cell;
        format!("{table}: {row}+{rowspan} {column}+{colspan} {}", tidy(&cell.text))
    };
    let cells = source.tables().iter().flat_map(|table| table.cells.iter().map(|one| cell(table.number, one)));
    let outside = source.passages().iter().filter(|passage| passage.place.table.is_none());
    let words: Vec<String> = outside.map(|passage| tidy(&passage.text)).collect();
    (cells.collect(), words.join(" "))
}

#[test]
fn all_that_a_report_says_is_read_back_cell_for_cell_from_docx_and_from_pdf() {
    let village = Village::example();
    for lang in ["ru", "kk"] {
        village.fine(&["report", "--lang", lang, "--out", "report.docx", "--out", "report.pdf"]);
        let bytes = |name: &str| std::fs::read(village.path(name)).expect("the report");
        let (document, _) = auyl_reports::docx::read(&bytes("report.docx"));
        let (cells, words) = cells_and_words(&Source::of_document("report", Format::Docx, &document));
        assert!(cells.len() > 500, "{}", cells.len());
        for name in ["report.docx", "report.pdf"] {
            let (again, findings) = source::read(name, &bytes(name), &Limits::default()).expect("it can be read");
            assert_eq!(findings, vec![], "{name}");
            let (cells_again, words_again) = cells_and_words(&again);
            let other: Vec<_> = cells.iter().zip(&cells_again).filter(|(one, again)| one != again).take(5).collect();
            assert!(other.is_empty() && cells.len() == cells_again.len(), "{lang} {name}: {other:#?}");
            assert_eq!(words_again, words, "{lang} {name}");
        }
    }
}

#[test]
fn the_report_that_we_write_ourselves_contradicts_itself_nowhere() {
    let village = Village::example();
    for lang in ["ru", "kk"] {
        village.fine(&["report", "--lang", lang, "--out", "own.docx", "--out", "own.pdf"]);
        let said = village.auyl(&["audit", "own.docx", "own.pdf", "--json"]);
        let reports = said.json()["reports"].as_array().cloned().expect("reports");
        assert_eq!(reports.len(), 2);
        for report in reports {
            let findings = report["findings"].as_array().expect("findings");
            let severe: Vec<_> = findings.iter().filter(|finding| finding["severity"] == "severe").collect();
            assert!(severe.is_empty(), "{lang} {}: {severe:#?}", report["file"]);
        }
        assert_eq!(said.code, 0, "{lang}");
    }
}

#[test]
fn an_audited_report_takes_comments_at_its_places_and_its_findings_a_list() {
    let village = Village::example();
    village.fine(&["report", "--out", "own.docx", "--out", "own.pdf"]);
    let said = village.auyl(&["audit", "own.docx", "--comments", "commented.docx", "--xlsx", "found.xlsx", "--json"]);
    let findings = said.json()["reports"][0]["findings"].as_array().expect("findings").len();
    let (before, after) = (read_docx(&village, "own.docx"), read_docx(&village, "commented.docx"));
    assert_eq!(before, after, "comments change no word");
    let mut list: Xlsx<_> =
        Xlsx::new(Cursor::new(std::fs::read(village.path("found.xlsx")).expect("a list"))).expect("it opens");
    let sheet = list.sheet_names()[0].clone();
    assert_eq!(list.worksheet_range(&sheet).expect("rows").height(), findings + 1);
    village.auyl(&["audit", "own.pdf", "--comments", "no.docx"]).expects(2, &["own.pdf is no DOCX"]);
}

fn read_docx(village: &Village, name: &str) -> (Vec<String>, String) {
    let bytes = std::fs::read(village.path(name)).expect("the report");
    cells_and_words(&source::read(name, &bytes, &Limits::default()).expect("it can be read").0)
}

/// What the audit of a file says with the records of the example at hand: how much was compared, and what differs.
fn against_records(village: &Village, file: &str) -> (u64, Vec<String>) {
    let report = village.auyl(&["audit", file, "--project", "auyl", "--json"]).json()["reports"][0].clone();
    let findings = report["findings"].as_array().expect("findings");
    let of_records = findings.iter().filter(|finding| finding["code"] == "audit-records");
    let said = of_records.map(|finding| finding["message"].as_str().unwrap_or_default().to_string()).collect();
    (report["compared"].as_u64().expect("a count"), said)
}

#[test]
fn the_reports_that_we_write_agree_with_the_records_until_one_attendance_more_is_entered() {
    let village = Village::example();
    let (ru, kk) = (["--report-lang", "ru"], ["--report-lang", "kk"]);
    for (lang, file) in [(ru, "ru.docx"), (kk, "kk.docx"), (ru, "ru.pdf")] {
        village.fine(&[&["report", "--out", file], &lang[..]].concat());
        let (compared, differ) = against_records(&village, file);
        assert!(compared > 80, "{file}: only {compared} numbers were matched to records");
        assert_eq!(differ, Vec::<String>::new(), "{file}");
    }
    // Somebody is found to have signed one list more, after the report was written.
    let folder = village.path("more");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("attendance.csv"), "id,event,participant,signed\nat-late,ga-baimurat-1,p-0001,yes\n")
        .expect("a list");
    village.fine(&["import", "more"]);
    let (_, differ) = against_records(&village, "ru.docx");
    let is_told = |told: &String| told.contains("the report says 283, the records give 284");
    assert!(differ.iter().any(is_told), "{differ:?}");
}
