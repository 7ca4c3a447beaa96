//! Out and in again gives the same readings; one record changed changes what rests on it and nothing else.

use crate::village::Village;
use serde_json::{Value, json};

const FIGURES: [&str; 4] =
    ["participants", "engagement.change", "spectators", "sum(ledger_entry.amount where kind = spent)"];

/// Everything the two villages can be compared by.
fn readings(village: &Village) -> (Value, Vec<Value>, Value) {
    let figures = FIGURES.iter().map(|name| village.json(&["figure", name, "--by", "place", "--json"]));
    let figures = figures.collect();
    (village.json(&["indicators", "--json"]), figures, village.json(&["check", "--json"]))
}

fn empty_beside(village: &Village, name: &'static str) -> Vec<&'static str> {
    village.fine(&["--data", name, "init"]);
    vec!["--data", name]
}

#[test]
fn a_workbook_taken_out_and_in_again_gives_the_same_readings() {
    let village = Village::example();
    village.fine(&["export", "all.xlsx"]);
    empty_beside(&village, "other");
    let said = village.auyl(&["--data", "other", "import", "all.xlsx", "--json"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert_eq!(said.json()["findings"], json!([]));
    let before = readings(&village);
    std::fs::rename(village.path("data"), village.path("first")).expect("the first folder moves away");
    std::fs::rename(village.path("other"), village.path("data")).expect("the second takes its place");
    assert_eq!(readings(&village), before);
}

#[test]
fn csv_taken_out_and_in_again_gives_the_same_readings() {
    let village = Village::example();
    village.fine(&["export", "--csv", "csv"]);
    empty_beside(&village, "other");
    let said = village.auyl(&["--data", "other", "import", "csv", "--json"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let before = readings(&village);
    std::fs::rename(village.path("data"), village.path("first")).expect("the first folder moves away");
    std::fs::rename(village.path("other"), village.path("data")).expect("the second takes its place");
    assert_eq!(readings(&village), before);
    // Into the project it came from, it changes nothing.
    let again = village.json(&["import", "csv", "--json"]);
    assert_eq!((&again["saved"]["created"], &again["saved"]["changed"]), (&json!(0), &json!(0)));
}

#[test]
fn an_export_without_personal_fields_names_nobody_and_brings_nobody_to_nothing() {
    let village = Village::example();
    village.fine(&["export", "--csv", "open", "--without-personal"]);
    let people = std::fs::read_to_string(village.path("open/participant.csv")).expect("participants");
    assert!(people.contains("p-0001") && !people.contains("Ибраева") && !people.contains("1982"), "{people}");
    let told = village.json(&["import", "open", "--json"]);
    assert_eq!((&told["saved"]["created"], &told["saved"]["changed"]), (&json!(0), &json!(0)), "{told}");
    village.auyl(&["history", "participant", "p-0001"]).expects(0, &["Ибраева"]);
}

#[test]
fn one_changed_record_changes_exactly_what_rests_on_it() {
    let village = Village::example();
    let before = village.json(&["indicators", "--json"]);
    let event = village.last_event();
    village.workbook("reach.xlsx", &[("Публикации", &[&["id", "reach"], &["pu-information-01", "1329"]])]);
    let said = village.auyl(&["import", "reach.xlsx"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let after = village.json(&["indicators", "--json"]);
    let differing: Vec<(&Value, &Value)> = before
        .as_array()
        .expect("indicators")
        .iter()
        .zip(after.as_array().expect("indicators"))
        .filter(|(before, after)| before != after)
        .map(|(before, after)| (&before["indicator"], &after["actual"]))
        .collect();
    assert_eq!(differing, [(&json!("5.4.2"), &json!(20_077))]);
    let then = event.to_string();
    let old = village.json(&["figure", "sum(publication.reach)", "--as-of", &then, "--json"]);
    assert_eq!(old["value"], json!(19_077));
    assert_eq!(village.last_event(), event + 1, "one record, one event");
    let history = village.fine(&["history", "publication", "pu-information-01"]);
    assert!(history.contains("329") && history.contains("1\u{a0}329"), "{history}");
    assert_eq!(history.lines().filter(|line| !line.starts_with(' ')).count(), 2, "{history}");
}

#[test]
fn a_person_who_is_forgotten_stays_counted() {
    let village = Village::example();
    village.fine(&["erase", "participant", "p-0001"]);
    let history = village.fine(&["history", "participant", "p-0001"]);
    assert!(!history.contains("Ибраева") && !history.contains("1982"), "{history}");
    assert_eq!(village.figure("participants"), json!(520));
    assert_eq!(village.figure("persons(attendance where age_band is set)"), json!(520));
}
