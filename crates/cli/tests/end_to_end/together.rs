//! Two at one folder at once, and one that is killed: what was acknowledged stays, the log is whole, nothing is half.

use crate::village::Village;
use serde_json::json;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// So many new participants in a workbook.
pub fn people(village: &Village, name: &str, from: usize, n: usize) {
    let rows: Vec<[String; 6]> = (from..from + n)
        .map(|at| {
            [
                format!("q-{at:05}"),
                format!("Тұрғын {at}"),
                "1990".into(),
                "female".into(),
                "youth".into(),
                "baimurat".into(),
            ]
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let mut all: Vec<&[&str]> = vec![&["id", "name", "birth_year", "gender", "status", "place"]];
    all.extend(rows.iter().map(Vec::as_slice));
    village.workbook(name, &[("participant", &all)]);
}

/// The example has two findings, both on purpose; of an altered log there would be a third.
fn log_is_whole(village: &Village) {
    let told = village.json(&["check", "--json"]);
    let codes: Vec<&str> = told.as_array().into_iter().flatten().filter_map(|one| one["code"].as_str()).collect();
    assert!(!codes.iter().any(|code| ["log-altered", "record-altered", "record-lost"].contains(code)), "{codes:?}");
}

#[test]
fn two_imports_into_one_folder_at_once_both_arrive_or_one_is_told_to_wait() {
    let village = Village::example();
    people(&village, "left.xlsx", 0, 300);
    people(&village, "right.xlsx", 1000, 300);
    let start = |name| {
        let mut command = village.command(&["import", name]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
    };
    let both = [start("left.xlsx"), start("right.xlsx")];
    let mut arrived = 0;
    for child in both {
        let output = child.wait_with_output().expect("it ends");
        match output.status.code() {
            Some(0) => arrived += 300,
            Some(3) => assert!(String::from_utf8_lossy(&output.stderr).contains("in use by another Auyl")),
            other => panic!("{other:?}: {}", String::from_utf8_lossy(&output.stderr)),
        }
    }
    assert!(arrived > 0);
    assert_eq!(village.figure("count(participant)"), json!(520 + arrived));
    log_is_whole(&village);
    // Whoever was told to wait comes again.
    village.fine(&["import", "left.xlsx"]);
    village.fine(&["import", "right.xlsx"]);
    assert_eq!(village.figure("count(participant)"), json!(1120));
}

#[test]
fn an_import_that_is_killed_is_there_as_a_whole_or_not_at_all_and_can_be_repeated() {
    let village = Village::example();
    people(&village, "many.xlsx", 0, 1500);
    let started = Instant::now();
    let mut child = village
        .command(&["import", "many.xlsx"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    // Until it writes: the write-ahead log grows while the transaction is open.
    let log = village.path("data/auyl.sqlite-wal");
    while std::fs::metadata(&log).map_or(0, |log| log.len()) < 20_000
        && started.elapsed() < Duration::from_secs(20)
        && matches!(child.try_wait(), Ok(None))
    {
        sleep(Duration::from_millis(2));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it is gone");
    let count = village.figure("count(participant)");
    assert!(count == json!(520) || count == json!(2020), "{count}");
    log_is_whole(&village);
    village.fine(&["import", "many.xlsx"]);
    assert_eq!(village.figure("count(participant)"), json!(2020));
    log_is_whole(&village);
    assert!(!log.exists(), "whoever ends in peace leaves one whole file");
}
