//! What the law wants of the monitoring of a village's budget, over the law that is shipped.

mod shipped;

use auyl_domain::budget::{Half, Sheet, monitoring_findings};
use auyl_domain::community::Law;
use auyl_domain::value::read_date;
use auyl_domain::{Catalogue, Lang, Words};
use expect_test::{Expect, expect};
use jiff::civil::Date;

fn day(text: &str) -> Option<Date> {
    read_date(text)
}

/// `name half checked signed heard advice concluded`, `-` where nothing was said.
fn sheet(text: &str) -> Sheet<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [of, half, checked, signed, heard, advice, concluded] = words[..] else { panic!("{text}") };
    Sheet {
        of: of.to_string(),
        half: Half::read(half),
        checked_on: day(checked),
        signed_on: day(signed),
        heard_on: day(heard),
        n_advice: advice.parse().expect("a number"),
        concluded_on: day(concluded),
    }
}

/// Sheets of 2024, days on which the assembly sat, today; the project ends on the last day of November.
fn check(sheets: &[&str], assemblies: &[&str], today: &str, expected: Expect) {
    let (catalogue, _) = Catalogue::read(shipped::shipped());
    let (law, findings) = Law::of(&catalogue);
    assert!(findings.is_empty(), "{findings:?}");
    let sheets: Vec<Sheet<String>> = sheets.iter().map(|text| sheet(text)).collect();
    let assemblies: Vec<Date> = assemblies.iter().filter_map(|text| day(text)).collect();
    let today = day(today).expect("today");
    let ulgi = Words { kk: "Үлгі".into(), ru: "Улги".into(), en: "Ulgi".into() };
    let until = day("2024-11-30").expect("the end");
    let said = monitoring_findings(&ulgi, 2024, &sheets, &assemblies, &law, (today, until));
    let said = said.into_iter().map(|(of, finding)| {
        format!("{}: {}\n", of.unwrap_or("the year".into()), finding.message(catalogue.phrases(), Lang::En))
    });
    expected.assert_eq(&said.collect::<String>());
}

#[test]
fn a_half_year_without_a_sheet_is_told_when_there_was_time_for_it() {
    check(&[], &[], "2024-08-01", expect![""]);
    check(
        &[],
        &[],
        "2024-09-15",
        expect![[r#"
        the year: Ulgi: the budget of 2024 was not monitored (first; Law 148, art. 39-3, p. 4).
    "#]],
    );
    check(&["a first 2024-07-03 2024-07-04 - 0 -"], &[], "2024-09-15", expect![""]);
    // The second half-year ends after the project: nobody of it looks for its sheet.
    check(&["a first 2024-07-03 2024-07-04 - 0 -"], &[], "2025-09-15", expect![""]);
}

#[test]
fn a_sheet_wants_signs_and_its_recommendations_a_conclusion_by_the_next_assembly() {
    let unsigned = "a first 2024-07-03 - - 0 -";
    check(
        &[unsigned],
        &[],
        "2024-07-05",
        expect![[r#"
        a: Ulgi, 2024: the sheet was not signed by the commission (Law 148, art. 39-3, p. 4).
    "#]],
    );
    let heard = "a first 2024-07-03 2024-07-04 2024-07-05 2 -";
    check(&[heard], &["2024-07-05"], "2024-12-01", expect![""]);
    check(&[heard], &["2024-07-05", "2024-10-10"], "2024-10-10", expect![""]);
    check(
        &[heard],
        &["2024-07-05", "2024-10-10"],
        "2024-10-11",
        expect![[r#"
        a: Ulgi, 2024: the akim brought no reasoned conclusion on the recommendations to the next assembly (10.10.2024; Law 148, art. 39-3, p. 4).
    "#]],
    );
    let late = "a first 2024-07-03 2024-07-04 2024-07-05 2 2024-10-20";
    check(
        &[late],
        &["2024-07-05", "2024-10-10"],
        "2024-12-01",
        expect![[r#"
        a: Ulgi, 2024: the akim’s conclusion (20.10.2024) came after the next assembly (10.10.2024; Law 148, art. 39-3, p. 4).
    "#]],
    );
    let in_time = "a first 2024-07-03 2024-07-04 2024-07-05 2 2024-07-30";
    check(&[in_time], &["2024-07-05", "2024-10-10"], "2024-12-01", expect![""]);
    let nothing = "a first 2024-07-03 2024-07-04 2024-07-05 0 -";
    check(&[nothing], &["2024-07-05", "2024-10-10"], "2024-12-01", expect![""]);
}
