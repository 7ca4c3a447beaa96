//! The report of two villages, from records to paper.

use super::testing::{catalogue, compiled, content, form, village};
use super::*;
use expect_test::expect_file;

fn check(lang: Lang, expected: expect_test::ExpectFile) {
    let catalogue = catalogue();
    let content = content(&catalogue, village(&catalogue), lang);
    let (compiled, _, _) = compiled(&form(&catalogue), &content);
    let mut text = compiled.document.plain().replace('\u{a0}', " ");
    text.push_str("\n--- findings\n");
    for finding in &compiled.findings {
        text.push_str(&format!("{} {} {:?}\n", finding.code, finding.spot, finding.args));
    }
    expected.assert_eq(&text);
}

#[test]
fn two_villages_become_a_final_report_in_russian() {
    check(Lang::Ru, expect_file!["testing/report-ru.txt"]);
}

#[test]
fn two_villages_become_a_final_report_in_kazakh() {
    check(Lang::Kk, expect_file!["testing/report-kk.txt"]);
}
