//! `figure`, `indicators` and `check`: the documents that scripts read, and the exit codes.

use crate::village::Village;
use expect_test::expect;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn a_figure_is_one_document_with_its_breakdown() {
    let village = Village::example();
    let told = village.json(&["figure", "count(event where kind = gathering)", "--by", "place", "--json"]);
    assert_eq!(
        told,
        json!({
            "measure": "count(event where kind = gathering) by place",
            "unit": "event",
            "value": 9,
            "by": [
                { "keys": { "place": "baimurat" }, "value": 3 },
                { "keys": { "place": "muratbaev" }, "value": 3 },
                { "keys": { "place": "qamystybas" }, "value": 3 },
            ],
            "left_out": [],
        })
    );
    assert_eq!(keys(&told), ["measure", "unit", "value", "by", "left_out"]);
}

#[test]
fn shares_are_two_integers_and_money_is_tiyn() {
    let village = Village::example();
    let share = village.json(&["figure", "share(survey_engagement where engaged = yes)", "--json"]);
    assert_eq!((&share["value"], &share["unit"]), (&json!({"numerator": 151, "denominator": 316}), &json!("share")));
    let money = village.json(&["figure", "sum(ledger_entry.amount where kind = spent)", "--by", "line", "--json"]);
    assert_eq!((&money["value"], &money["unit"]), (&json!(565_900_000), &json!("KZT")));
    let by: Vec<(&Value, &Value)> =
        money["by"].as_array().expect("parts").iter().map(|part| (&part["keys"]["line"], &part["value"])).collect();
    assert_eq!(
        by,
        [
            (&json!("payroll"), &json!(244_000_000)),
            (&json!("taxes"), &json!(29_612_000)),
            (&json!("goods_services"), &json!(292_288_000)),
        ]
    );
}

#[test]
fn every_figure_shows_the_records_and_files_behind_it() {
    let village = Village::example();
    let told = village.json(&["figure", "count(event where kind = visit)", "--records", "--json"]);
    let records = told["records"].as_array().expect("records were asked for");
    assert_eq!(records.len(), 1);
    assert_eq!(keys(&records[0]), ["register", "id", "version", "evidence"]);
    assert_eq!(records[0]["register"], "event");
    let evidence = records[0]["evidence"].as_array().expect("digests");
    assert!(evidence.len() >= 10, "ten photos at least: {evidence:?}");
    let kept = village.path("data/files");
    for digest in evidence.iter().filter_map(Value::as_str) {
        let found = walk(&kept).into_iter().any(|name| name.replace('/', "").ends_with(digest));
        assert!(found, "{digest} is not among the files");
    }
}

fn walk(folder: &std::path::Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .flat_map(
            |entry| if entry.path().is_dir() { walk(&entry.path()) } else { vec![entry.path().display().to_string()] },
        )
        .collect()
}

#[test]
fn a_figure_is_asked_for_by_name_by_activity_and_as_it_was() {
    let village = Village::example();
    assert_eq!(village.figure("participants.women"), json!(364));
    let of = |activity: &str| {
        village.json(&["figure", "count(attendance)", "--activity", activity, "--json"])["value"].clone()
    };
    assert_eq!((of("1.4"), of("a1-4")), (json!(283), json!(283)), "by number and by id");
    // Text without --json has the same number, written for people.
    let told = village.fine(&["figure", "sum(publication.reach)"]);
    assert_eq!(told.trim(), "19\u{a0}077");
    assert_eq!(village.json(&["figure", "persons(attendance)", "--as-of", "1", "--json"])["value"], json!(0));
    village.auyl(&["figure", "persons(attendance)", "--as-of", "0"]).expects(3, &["no event 0"]);
    village.auyl(&["figure", "count(attendance)", "--activity", "9.9"]).expects(3, &["Activities", "9.9"]);
}

#[test]
fn indicators_are_one_document() {
    let village = Village::example();
    let said = village.auyl(&["indicators", "--json"]);
    assert_eq!(said.code, 0);
    let told = said.json();
    let indicators = told.as_array().expect("a list");
    assert_eq!(indicators.len(), 90);
    let wanted = ["activity", "indicator", "label", "unit", "target", "actual", "met", "by_place", "measure"];
    assert!(indicators.iter().all(|one| keys(one) == wanted));
    let one = indicators.iter().find(|one| one["indicator"] == "1.4.5").expect("participants of gatherings");
    let expected = expect![[r#"
        {"activity":"1.4","indicator":"1.4.5","label":"Количество участников","unit":"attendance","target":{"rule":"at_least","value":90},"actual":283,"met":true,"by_place":[{"place":"baimurat","target":{"rule":"at_least","value":30},"actual":96,"met":true},{"place":"muratbaev","target":{"rule":"at_least","value":30},"actual":94,"met":true},{"place":"qamystybas","target":{"rule":"at_least","value":30},"actual":93,"met":true}],"measure":"count(attendance)"}"#]];
    expected.assert_eq(&one.to_string());
    let missed: Vec<&Value> =
        indicators.iter().filter(|one| one["met"] == false).map(|one| &one["indicator"]).collect();
    assert_eq!(missed, [&json!("1.1.1")]);
    let change = indicators.iter().find(|one| one["indicator"] == "1.3.4").expect("the change of engagement");
    assert_eq!(keys(&change["actual"]), ["numerator", "denominator"]);
}

#[test]
fn findings_are_one_document_and_warnings_do_not_block() {
    let village = Village::example();
    let said = village.auyl(&["check", "--json"]);
    assert_eq!(said.code, 0);
    let told = said.json();
    let findings = told.as_array().expect("a list");
    assert!(findings.iter().all(|finding| keys(finding) == ["code", "severity", "message", "where", "todo"]));
    let codes: Vec<(&Value, &Value, &Value)> =
        findings.iter().map(|finding| (&finding["code"], &finding["severity"], &finding["where"])).collect();
    let warning = json!("warning");
    assert_eq!(
        codes,
        [
            (&json!("ngo-not-registered"), &warning, &json!({"register": "ngo", "record": "ngo-baimurat"})),
            (&json!("photo-other-day"), &warning, &json!({"register": "evidence", "record": "ev-0071"})),
        ]
    );
}

#[test]
fn a_wrong_measure_is_pointed_at_in_every_language() {
    let wrong = "persons(attendance where gendr = female)";
    for (lang, word) in [("kk", "Ең жақыны: gender"), ("ru", "Ближайшее: gender"), ("en", "Nearest: gender")]
    {
        let said = Village::example().speaks(lang).auyl(&["figure", wrong]);
        said.expects(2, &[word, "persons(attendance where gendr = female)\n                         ^^^^^\n"]);
    }
    let village = Village::example();
    // Nothing is near: nothing is suggested, and the sentence still ends.
    let said = village.auyl(&["figure", "count(zzz)"]);
    said.expects(2, &["Correct the name."]);
    assert!(!said.err.contains("Nearest"), "{}", said.err);
    village.auyl(&["figure", "persons(attendance)", "--by", "plac"]).expects(2, &["Nearest: place"]);
    village.auyl(&["figure", "count(participant.name)"]).expects(2, &["^"]);
}
