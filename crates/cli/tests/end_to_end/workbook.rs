//! A template is filled in and taken in: all or nothing, each trouble with its sheet, row, column and what was typed.

use crate::village::Village;
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::{Value, json};
use std::io::BufReader;

fn headings(village: &Village, file: &str, sheet: &str) -> Vec<String> {
    let mut book: Xlsx<BufReader<std::fs::File>> = open_workbook(village.path(file)).expect("the template opens");
    let range = book.worksheet_range(sheet).expect("the sheet is there");
    range.rows().next().expect("headings").iter().map(|cell| cell.to_string()).collect()
}

#[test]
fn a_template_has_a_sheet_for_every_register_in_the_chosen_language() {
    for (lang, sheet, heading) in [
        ("kk", "Қатысушылар", "Туған жылы"),
        ("ru", "Участники", "Год рождения"),
        ("en", "Participants", "Year of birth"),
    ] {
        let village = Village::empty().speaks(lang);
        village.fine(&["template", "form.xlsx"]);
        let book: Xlsx<BufReader<std::fs::File>> = open_workbook(village.path("form.xlsx")).expect("it opens");
        assert!(book.sheet_names().len() >= 42, "{:?}", book.sheet_names());
        let headings = headings(&village, "form.xlsx", sheet);
        assert!(headings.iter().any(|told| told.starts_with(heading)), "{headings:?}");
    }
}

/// Aigül fills one sheet of the Kazakh form: her headings, her words.
fn dina_in_kazakh(village: &Village) {
    village.fine(&["--lang", "kk", "template", "form.xlsx"]);
    let columns = headings(village, "form.xlsx", "Қатысушылар");
    let row: Vec<&str> = columns
        .iter()
        .map(|heading| match heading.trim_end_matches(['*', ' ']) {
            "Тегі, аты, әкесінің аты" => "Сейтқызы Дина",
            "Туған жылы" => "1984",
            "Жынысы" => "Әйел",
            "Негізгі әлеуметтік мәртебесі" => "youth",
            "Тұратын ауылы" => "Баймұрат батыр",
            _ => "",
        })
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    village.workbook("filled.xlsx", &[("Қатысушылар", &[&columns, &row])]);
}

#[test]
fn one_sheet_filled_in_kazakh_is_taken_in_and_the_second_time_changes_nothing() {
    let village = Village::example();
    dina_in_kazakh(&village);
    let first = village.auyl(&["import", "filled.xlsx", "--json"]);
    assert_eq!(first.code, 0, "{}", first.out);
    assert_eq!(first.json()["saved"], json!({"created": 1, "changed": 0, "unchanged": 0}));
    let event = village.last_event();
    let second = village.json(&["import", "filled.xlsx", "--json"]);
    assert_eq!(second["saved"], json!({"created": 0, "changed": 0, "unchanged": 1}));
    assert_eq!(village.last_event(), event, "the second import is no event");
    assert_eq!(village.figure("count(participant)"), json!(521));
}

/// Five rows, each wrong in its own way; the first sheet alone would be fine.
const WRONG: &[(&str, &[&[&str]])] = &[
    (
        "event",
        &[
            &["id", "activity", "kind", "title_kk", "title_ru", "held_on", "place"],
            &["", "a1-4", "gathering", "Жиналыс", "Собрание", "14.11.2024", "baimurat"],
            &["", "a1-4", "gathering", "Жиналыс", "Собрание", "31.02.2024", "baimurat"],
        ],
    ),
    (
        "participant",
        &[
            &["id", "name", "birth_year", "gender", "status", "place"],
            &["p-9001", "Сейтқызы Дина", "көп", "Әйел", "youth", "baimurat"],
            &["p-9002", "Сәуле", "1990", "жоқжыныс", "youth", "baimurat"],
            &["p-9002", "Айгүл", "1991", "female", "youth", "baimurat"],
        ],
    ),
    ("attendance", &[&["event", "participant", "role"], &["ga-baimurat-1", "Белгісіз Біреу", "participant"]]),
];

#[test]
fn a_workbook_with_wrong_rows_changes_nothing_and_every_trouble_is_named() {
    for lang in ["kk", "ru", "en"] {
        let village = Village::example().speaks(lang);
        village.workbook("wrong.xlsx", WRONG);
        let before = village.json(&["indicators", "--json"]);
        let said = village.auyl(&["import", "wrong.xlsx", "--json"]);
        assert_eq!(said.code, 1, "{}", said.all());
        let told = said.json();
        assert_eq!(told["saved"], Value::Null);
        let findings = told["findings"].as_array().expect("findings");
        let mut places: Vec<(&str, &str, i64, &str)> = findings
            .iter()
            .map(|finding| {
                let spot = &finding["where"];
                assert!(finding["message"].is_string() && finding["todo"].is_string());
                let part = |name: &str| spot[name].as_str().unwrap_or_else(|| panic!("no {name} in {finding}"));
                (
                    finding["code"].as_str().unwrap_or_default(),
                    part("sheet"),
                    spot["row"].as_i64().unwrap_or_default(),
                    part("column"),
                )
            })
            .collect();
        places.sort_unstable();
        assert_eq!(
            places,
            [
                ("choice-unknown", "participant", 3, "D"),
                ("date-impossible", "event", 3, "F"),
                ("id-twice", "participant", 4, "A"),
                ("link-unknown", "attendance", 2, "B"),
                ("number-not-whole", "participant", 2, "C"),
            ],
            "{lang}"
        );
        for typed in ["31.02.2024", "көп", "жоқжыныс", "p-9002", "Белгісіз Біреу"] {
            let named =
                findings.iter().any(|finding| finding["message"].as_str().is_some_and(|told| told.contains(typed)));
            assert!(named, "{lang}: {typed}");
        }
        assert_eq!(village.json(&["indicators", "--json"]), before);
        assert_eq!(village.figure("count(event where held_on = 2024-11-14)"), json!(0), "not the good row either");
        let plain = village.auyl(&["import", "wrong.xlsx"]);
        let words = match lang {
            "kk" => ["wrong.xlsx, event, F3", "күн", "--keep"],
            "ru" => ["wrong.xlsx, event, F3", "дня", "--keep"],
            _ => ["wrong.xlsx, event, F3", "there is no day", "--keep"],
        };
        plain.expects(1, &words);
    }
}

#[test]
fn rows_kept_to_review_are_left_out_until_they_are_mended() {
    let village = Village::example();
    let row = |whom: &'static str| -> [&'static [&'static str]; 2] {
        match whom {
            "Белгісіз Біреу" => [
                &["id", "event", "participant", "role"],
                &["at-9001", "ga-baimurat-1", "Белгісіз Біреу", "participant"],
            ],
            _ => [&["id", "event", "participant", "role"], &["at-9001", "ga-baimurat-1", "p-0002", "participant"]],
        }
    };
    village.workbook("doubt.xlsx", &[("attendance", &row("Белгісіз Біреу"))]);
    let kept = village.auyl(&["import", "doubt.xlsx", "--keep", "--json"]);
    assert_eq!(kept.code, 1, "what was kept is still wrong: {}", kept.out);
    assert_eq!(kept.json()["saved"]["created"], 1);
    let told = village.json(&["figure", "count(attendance)", "--activity", "1.4", "--json"]);
    assert_eq!((&told["value"], &told["left_out"]), (&json!(283), &json!([{"reason": "to_review", "count": 1}])));
    village.auyl(&["figure", "count(attendance)", "--activity", "1.4"]).expects(0, &["1 record waits to be mended"]);
    let found = village.auyl(&["check"]);
    found.expects(0, &["attendance at-9001", "waits to be mended and is counted nowhere: Participant"]);
    village.workbook("mended.xlsx", &[("attendance", &row("p-0002"))]);
    village.fine(&["import", "mended.xlsx"]);
    let told = village.json(&["figure", "count(attendance)", "--activity", "1.4", "--json"]);
    assert_eq!((&told["value"], &told["left_out"]), (&json!(284), &json!([])));
}

#[test]
fn a_sheet_says_nothing_of_the_columns_it_does_not_have() {
    let village = Village::example();
    village.workbook("reach.xlsx", &[("publication", &[&["id", "reach"], &["pu-information-01", "330"]])]);
    let told = village.json(&["import", "reach.xlsx", "--json"]);
    assert_eq!(told["saved"], json!({"created": 0, "changed": 1, "unchanged": 0}), "{told}");
    let history = village.fine(&["history", "publication", "pu-information-01"]);
    let last = history.rsplit("cli").next().unwrap_or_default();
    assert!(last.contains("330") && !last.contains('—'), "only the reach changed: {history}");
    // A file, too, stays with its record.
    village.workbook("photo.xlsx", &[("evidence", &[&["id", "title"], &["ev-0071", "Жиналыс, суреті"]])]);
    assert_eq!(village.json(&["import", "photo.xlsx", "--json"])["saved"]["changed"], 1);
    assert_eq!(village.json(&["check", "--json"]).as_array().map(Vec::len), Some(2));
}

#[test]
fn two_rows_that_claim_one_id_are_both_kept_for_somebody_to_decide() {
    let village = Village::example();
    let rows: &[&[&str]] = &[
        &["id", "name", "birth_year", "gender", "status", "place"],
        &["p-9001", "Сейтқызы Дина", "1984", "female", "youth", "baimurat"],
        &["p-9001", "Ахметова Сәуле", "1990", "female", "youth", "baimurat"],
        &["", "Оспанов Ерлан", "1979", "male", "other", "baimurat"],
        &["", "Оспанов Ерлан", "1979", "male", "other", "baimurat"],
    ];
    village.workbook("twice.xlsx", &[("participant", rows)]);
    let told = village.json(&["import", "twice.xlsx", "--keep", "--json"]);
    assert_eq!(told["saved"]["created"], 3, "the same row twice is one record: {told}");
    let told = village.json(&["figure", "count(participant)", "--json"]);
    assert_eq!((&told["value"], &told["left_out"]), (&json!(522), &json!([{"reason": "to_review", "count": 1}])));
}

#[test]
fn two_rows_about_one_village_that_say_different_things_are_not_taken_for_one() {
    let village = Village::example();
    let rows: &[&[&str]] = &[
        &[
            "title_kk",
            "title_ru",
            "kato",
            "kind",
            "district_kk",
            "district_ru",
            "rural_district_kk",
            "rural_district_ru",
            "population",
        ],
        &["Ақбұлақ", "Акбулак", "431000100", "village", "Сырдария", "Сырдарьинский", "Ақбұлақ", "Акбулакский", "700"],
        &["Ақбұлақ", "Акбулак", "431000100", "village", "Сырдария", "Сырдарьинский", "Ақбұлақ", "Акбулакский", "70"],
    ];
    village.workbook("places.xlsx", &[("place", rows)]);
    let told = village.json(&["import", "places.xlsx", "--json"]);
    assert_eq!((&told["saved"], &told["findings"][0]["code"]), (&Value::Null, &json!("key-twice")), "{told}");
    assert_eq!(told["findings"][0]["where"]["row"], 3);
    for (lang, word) in [("kk", "2-жолдағы"), ("ru", "строка 2"), ("en", "row 2")] {
        village.auyl(&["--lang", lang, "import", "places.xlsx"]).expects(1, &[word]);
    }
}
