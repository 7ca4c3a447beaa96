//! Checks over the project of two villages, as the messages read.

use super::*;
use crate::compile::testing::{Records, answer, catalogue, content, form, records as read, village};
use auyl_domain::Value;
use auyl_domain::id::sha256;
use auyl_domain::value::read_date;
use expect_test::{Expect, expect};

/// Checks the two villages after `change`; `exif`: file name, day, latitude and longitude.
fn check(change: &str, exif: &[(&str, &str, f64, f64)], expected: Expect) {
    check_with(&mut |_| {}, change, exif, &[], expected);
}

fn check_with(
    edit: &mut dyn FnMut(&mut Records),
    change: &str,
    exif: &[(&str, &str, f64, f64)],
    twice: &[(&str, &[&str], &[&str])],
    expected: Expect,
) {
    let catalogue = catalogue();
    let mut all = village(&catalogue);
    edit(&mut all);
    for (register, changed) in read(&catalogue, change) {
        let known = all.entry(register).or_default();
        known.retain(|record| changed.iter().all(|new| new.id != record.id));
        known.extend(changed);
    }
    let content = content(&catalogue, all, Lang::En);
    let form = form(&catalogue);
    let mut answers = Answers::new();
    answer(questions(&content, Some(&form)), &content, &mut answers);
    let exif = exif.iter().map(|(file, day, latitude, longitude)| {
        (sha256(file.as_bytes()), Exif { taken: read_date(day), point: Some((*latitude, *longitude)) })
    });
    let duplicates: Vec<Duplicate> = twice
        .iter()
        .map(|(register, fields, ids)| Duplicate {
            register: (*register).into(),
            fields: fields.iter().map(|field| (*field).to_string()).collect(),
            records: records(&content, register).iter().filter(|r| ids.contains(&r.id.as_str())).cloned().collect(),
        })
        .collect();
    let case = Case {
        content: &content,
        answers: &answers,
        form: Some(&form),
        exif: &exif.collect(),
        duplicates: &duplicates,
    };
    let said = super::check(&case).into_iter().map(|finding| {
        format!("{:?} {}: {}\n", finding.severity, finding.code, finding.message(catalogue.phrases(), Lang::En))
    });
    expected.assert_eq(&said.collect::<String>());
}

#[test]
fn a_missed_target_without_a_reason_and_a_gathering_with_one_photo() {
    check(
        "",
        &[],
        expect![[r#"
        Severe deviation-missing: Indicator 1.1.2 "Участники": plan at least 5 people, actual 3 people, and nobody wrote why.
        Warning evidence-missing-event: Indicator 1.1.1 "Собрания": each of 2 events needs 2 of "Photo": "Первый сход" of 14 May 2024 in Камыстыбас has 1.
        Warning plan-not-grant: The budget plans 0 tenge, the grant is 5 659 000 tenge.
    "#]],
    );
}

#[test]
fn a_written_reason_and_the_missing_photo_settle_it() {
    check(
        "narrative n9 | section = deviation | activity = a11 | indicator = i2 | text_ru = Была распутица. | text_kk = Жол батпақ болды.
         evidence f4 | kind = photo | activity = a11 | event = e1 | file = fourth.jpg | place = qam
         ledger_entry y4 | kind = plan | line = payroll | title_ru = Всё | title_kk = Бәрі | amount = 5659000",
        &[],
        expect![[""]],
    );
}

#[test]
fn the_same_photo_twice_is_one_photo_and_under_two_events_it_is_a_trouble() {
    check(
        "evidence f4 | kind = photo | activity = a11 | event = e1 | file = second.jpg | place = qam\nevidence f5 | kind = photo | activity = a11 | event = e1 | file = second.jpg | place = qam",
        &[],
        expect![[r#"
        Severe deviation-missing: Indicator 1.1.2 "Участники": plan at least 5 people, actual 3 people, and nobody wrote why.
        Warning photo-two-events: The same photo "second.jpg" is attached to different events: «Первый сход», 14 May 2024; «Второй сход», 2 June 2024.
        Warning plan-not-grant: The budget plans 0 tenge, the grant is 5 659 000 tenge.
    "#]],
    );
}

#[test]
fn a_photo_of_another_day_or_far_away_is_named_unless_its_record_says_why() {
    check(
        "evidence f3 | kind = photo | activity = a11 | event = e2 | file = third.jpg | place = ulgi | reason = снято накануне",
        &[
            ("first.jpg", "2024-05-02", 46.2, 62.0),
            ("second.jpg", "2024-06-02", 44.85, 65.51),
            ("third.jpg", "2024-06-01", 46.18, 61.98),
        ],
        expect![[r#"
            Severe deviation-missing: Indicator 1.1.2 "Участники": plan at least 5 people, actual 3 people, and nobody wrote why.
            Warning evidence-missing-event: Indicator 1.1.1 "Собрания": each of 2 events needs 2 of "Photo": "Первый сход" of 14 May 2024 in Камыстыбас has 1.
            Warning photo-other-day: The photo "first.jpg" was taken on 2 May 2024, but "Первый сход" in Камыстыбас was on 14 May 2024.
            Warning photo-far-away: The photo "second.jpg" was taken 312 km from the place of "Второй сход" (2 June 2024, Ульги).
            Warning plan-not-grant: The budget plans 0 tenge, the grant is 5 659 000 tenge.
        "#]],
    );
}

#[test]
fn a_story_of_three_sentences_is_too_short() {
    check(
        "story s1 | activity = a21 | place = ulgi | title_ru = Дина и вода | title_kk = Дина мен су | start_ru = Воды не было. | start_kk = Су болмады. | impact_ru = Пришёл проект. | impact_kk = Жоба келді. | result_ru = Вода есть. | result_kk = Су бар. Дина қуанды. Бәрі қуанды. | consent = yes",
        &[],
        expect![[r#"
            Severe deviation-missing: Indicator 1.1.2 "Участники": plan at least 5 people, actual 3 people, and nobody wrote why.
            Warning evidence-missing-event: Indicator 1.1.1 "Собрания": each of 2 events needs 2 of "Photo": "Первый сход" of 14 May 2024 in Камыстыбас has 1.
            Warning story-length: The success story "Дина и вода" (ru) has 3 sentences; 5 to 8 are due.
            Warning plan-not-grant: The budget plans 0 tenge, the grant is 5 659 000 tenge.
        "#]],
    );
}

#[test]
fn two_gatherings_in_one_village_are_not_one_in_each() {
    check(
        "event e2 | activity = a11 | kind = gathering | title_ru = Второй сход | title_kk = Екінші жиын | held_on = 2024-06-02 | place = qam",
        &[],
        expect![[r#"
        Severe deviation-missing: Indicator 1.1.2 "Участники": plan at least 5 people, actual 3 people, and nobody wrote why.
        Warning evidence-missing-event: Indicator 1.1.1 "Собрания": each of 2 events needs 2 of "Photo": "Первый сход" of 14 May 2024 in Камыстыбас has 1.
        Warning place-below-plan: Indicator 1.1.1 "Собрания", Ульги: plan 1 gathering, actual 0.
        Warning plan-not-grant: The budget plans 0 tenge, the grant is 5 659 000 tenge.
    "#]],
    );
}

#[test]
fn money_that_was_not_spent_and_a_person_without_an_age_band_do_not_sum_up() {
    let forget_age = &mut |all: &mut Records| {
        let people = all.get_mut("participant").expect("people");
        people.iter_mut().for_each(|person| drop(person.fields.remove("age_band")));
        let paid = all.get_mut("ledger_entry").expect("payments");
        paid.retain(|entry| entry.get("amount") != Some(&Value::Money(29_612_000)));
    };
    check_with(
        forget_age,
        "",
        &[],
        &[],
        expect![[r#"
        Severe deviation-missing: Indicator 1.1.2 "Участники": plan at least 5 people, actual 3 people, and nobody wrote why.
        Severe age-not-total: By age band the sum is 0, but there are 3 participants.
        Severe grant-not-ledger: The ledger says 5 362 880 tenge were spent, the grant is 5 659 000 tenge.
        Warning evidence-missing-event: Indicator 1.1.1 "Собрания": each of 2 events needs 2 of "Photo": "Первый сход" of 14 May 2024 in Камыстыбас has 1.
        Warning plan-not-grant: The budget plans 0 tenge, the grant is 5 659 000 tenge.
    "#]],
    );
}

#[test]
fn a_person_twice_in_one_list_is_told_without_her_name() {
    check_with(
        &mut |_| {},
        "attendance t5 | event = e2 | participant = dina | signed = yes",
        &[],
        &[("attendance", &["event", "participant"], &["t3", "t5"])],
        expect![[r#"
            Severe deviation-missing: Indicator 1.1.2 "Участники": plan at least 5 people, actual 3 people, and nobody wrote why.
            Warning evidence-missing-event: Indicator 1.1.1 "Собрания": each of 2 events needs 2 of "Photo": "Первый сход" of 14 May 2024 in Камыстыбас has 1.
            Warning record-twice: "Attendance" has 2 records of the same thing (Event: 02.06.2024 Ульги Второй сход, Participant: dina): t3, t5.
            Warning plan-not-grant: The budget plans 0 tenge, the grant is 5 659 000 tenge.
        "#]],
    );
}

#[test]
fn every_finding_of_a_check_has_its_sentence_and_advice_in_every_language() {
    let catalogue = catalogue();
    let more = [
        "form-page-missing",
        "form-register-unknown",
        "form-template-broken",
        "style-unknown",
        "digit-typed",
        "narrative-missing",
        "narrative-untranslated",
        "verify-cell-recomputed",
        "verify-cell-uncountable",
        "verify-cell-edited",
        "verify-cell-missing",
        "verify-cell-unknown",
        "verify-text-changed",
        "verify-text-added",
        "verify-text-removed",
    ];
    let codes = CHECKS.iter().flat_map(|check| check.codes).copied().chain(more);
    for code in codes {
        let key = format!("finding-{code}");
        for lang in Lang::ALL {
            assert!(catalogue.phrases().has(lang, &key), "{key} in {}", lang.code());
            let todo = catalogue.phrases().attribute(lang, &key, "todo", &BTreeMap::new());
            assert!(!todo.is_empty(), "{key}.todo in {}", lang.code());
        }
    }
}

#[test]
fn every_file_of_a_check_stands_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/checks");
    let files = std::fs::read_dir(folder).expect("the folder of checks").flatten();
    let n_files = files.filter(|file| file.file_name() != "tests.rs").count();
    assert_eq!(n_files, CHECKS.len());
}
