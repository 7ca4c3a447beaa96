//! The report of two villages, from records to paper.

use super::testing::{catalogue, compiled, content, form, village};
use super::*;
use expect_test::{expect, expect_file};

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

/// What a page of one line becomes, and what was found.
fn check_page(page: &str, expected: expect_test::Expect) {
    let catalogue = catalogue();
    let content = content(&catalogue, village(&catalogue), Lang::Ru);
    let mut form = form(&catalogue);
    form.templates.insert(Lang::Ru, page.to_string());
    let (compiled, _, rounds) = compiled(&form, &content);
    let mut said = compiled.document.plain().replace('\u{a0}', " ");
    said.push_str(&format!("\nasked {rounds} times\n"));
    for cell in &compiled.cells {
        said.push_str(&format!("{} {} = {}\n", cell.id, cell.question.measure, cell.shown.replace('\u{a0}', " ")));
    }
    for finding in &compiled.findings {
        let message = finding.message(catalogue.phrases(), Lang::En);
        said.push_str(&format!("{} {}: {message}\n", finding.code, finding.spot));
    }
    expected.assert_eq(&said);
}

#[test]
fn the_same_figure_twice_is_one_cell_and_its_own_number_of_a_record_is_one_too() {
    check_page(
        r#"<p>{{ named("participants") }} и {{ figure("persons(attendance) in project", activity="a11") }}, {{ one("passport").grant_sum }}</p>"#,
        expect![[r#"
            3 и 3, 5 659 000
            asked 1 times
            c1 persons(attendance) in project = 3
            c2 sum(passport.grant_sum where id = "p") in project = 5 659 000
        "#]],
    );
}

#[test]
fn an_activity_narrows_what_is_counted_unless_the_measure_says_in_project() {
    check_page(
        r#"<p>{{ figure("count(event)", activity="a21") }} {{ figure("count(event) in project", activity="a21") }}</p>"#,
        expect![[r#"
            0 2
            asked 1 times
            c1 count(event) = 0
            c2 count(event) in project = 2
        "#]],
    );
}

#[test]
fn a_wrong_measure_and_a_misspelt_field_are_named_with_their_place() {
    check_page(
        "<p>{{ figure(\"count(evnt)\") }}</p>",
        expect![[r#"
            ?
            asked 1 times
            measure-register-unknown reports/kz-state-grant-final/ru.html: There is no such register:
            count(evnt)
                  ^^^^
        "#]],
    );
    check_page(
        "<p>a</p>\n<p>{{ one(\"passport\").titel }}</p>",
        expect![[r#"

        asked 0 times
        form-template-broken reports/kz-state-grant-final/ru.html, 2:1: The page of the report form cannot be filled: undefined value: `(...).titel` is undefined (in kz-state-grant-final/ru.html:2).
    "#]],
    );
    check_page(
        "<p>a</p>\n{{ rows(\"attendance\") }}",
        expect![[r#"

        asked 0 times
        form-template-broken reports/kz-state-grant-final/ru.html, 2:1: The page of the report form cannot be filled: invalid operation: the form does not list the register attendance (in kz-state-grant-final/ru.html:2).
    "#]],
    );
    check_page(
        "<p>a</p>\n{% for %}",
        expect![[r#"

        asked 0 times
        form-template-broken reports/kz-state-grant-final/ru.html, 2:1: The page of the report form cannot be filled: syntax error: unexpected end of block, expected in (in kz-state-grant-final/ru.html:2).
    "#]],
    );
}

#[test]
fn what_people_write_cannot_become_markup() {
    let catalogue = catalogue();
    let mut records = village(&catalogue);
    for record in records.get_mut("partner").expect("partners") {
        record.fields.insert("title_ru".into(), auyl_domain::Value::Text("<script>{{ 1 }}</script>".into()));
    }
    let content = content(&catalogue, records, Lang::Ru);
    let (compiled, ..) = compiled(&form(&catalogue), &content);
    assert!(compiled.document.plain().contains("<script>{{ 1 }}</script>"));
}

#[test]
fn every_figure_printed_is_a_cell_and_holds_what_was_counted() {
    let catalogue = catalogue();
    let content = content(&catalogue, village(&catalogue), Lang::Ru);
    let (compiled, answers, _) = compiled(&form(&catalogue), &content);
    let printed: Vec<&str> = compiled.document.figures().map(|figure| figure.cell).collect();
    assert!(printed.iter().all(|cell| compiled.cells.iter().any(|known| known.id == *cell)));
    assert!(compiled.cells.iter().all(|cell| printed.contains(&cell.id.as_str())));
    for cell in &compiled.cells {
        let reading = answers[&cell.question].as_ref().expect("counted");
        assert_eq!(reading.value(), cell.value, "{cell:?}");
    }
}
