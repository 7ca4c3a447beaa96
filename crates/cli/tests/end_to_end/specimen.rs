//! A real report, where it is at hand: everything that `docs/audit-specimen.md` defends is found, and what holds is not flagged.

use crate::village::Village;
use std::path::Path;

#[test]
fn what_is_defended_of_the_specimen_is_found_and_its_sums_are_not_flagged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let specimen = root.join("../shared/reference-report.txt");
    if !specimen.is_file() {
        eprintln!("not asked: the specimen is not here");
        return;
    }
    let said = Village::empty().auyl(&["audit", "--json", &specimen.display().to_string()]);
    assert_eq!(said.code, 1, "severe findings");
    let report = said.json()["reports"][0].clone();
    let findings = report["findings"].as_array().expect("findings");
    let has = |code: &str, line: u64| {
        let quotes = |finding: &serde_json::Value| finding["quotes"].as_array().cloned().unwrap_or_default();
        findings
            .iter()
            .any(|finding| finding["code"] == code && quotes(finding).iter().any(|quote| quote["line"] == line))
    };
    let defended = std::fs::read_to_string(root.join("docs/audit-specimen.md")).expect("the defence");
    let defended = defended.split("## Doubtful").next().unwrap_or_default();
    let mut n_defended = 0;
    for row in defended.lines().filter_map(|line| line.strip_prefix("| ")) {
        let mut cells = row.split(" | ");
        let (Some(Ok(line)), Some(code)) = (cells.next().map(str::parse), cells.next()) else { continue };
        assert!(has(code, line), "{code} on line {line} is not found any more");
        n_defended += 1;
    }
    assert!(n_defended > 45, "{n_defended}");
    let sums = findings.iter().filter(|finding| finding["code"].as_str().is_some_and(|code| code.contains("sum")));
    // The smallest grant is a matter of the law, no sum that was added up.
    let flagged: Vec<_> = sums.filter(|finding| finding["code"] != "audit-grant-sum").collect();
    assert!(flagged.is_empty(), "{flagged:?}");
}
