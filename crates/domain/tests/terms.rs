//! Terms of letters over the calendar that is shipped: a table of days, and what the Code makes of them.

mod shipped;

use auyl_domain::terms::{Standing, Terms};
use auyl_domain::value::read_date;
use auyl_domain::{Catalogue, Lang};
use expect_test::expect_file;
use jiff::civil::Date;
use std::fmt::Write;

fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

fn terms() -> Terms {
    Terms::of(&Catalogue::read(shipped::shipped()).0)
}

/// The table: registered on, and why this day stands here.
const REGISTERED: &[(&str, &str)] = &[
    ("2024-11-25", "16 December is a holiday"),
    ("2024-10-08", "25 October is a holiday"),
    ("2024-04-12", "1 May free, Saturday 4 May worked, 7, 8, 9 May free"),
    ("2024-04-19", "ends after the holidays of May"),
    ("2024-12-27", "New Year, Friday 3 January free, Sunday 5 January worked, Christmas free"),
    ("2025-03-07", "10, 24 and 25 March free for days on weekends"),
    ("2025-05-16", "Kurban Ait on Friday 6 June"),
    ("2026-03-02", "9 March and 23 to 25 March free"),
    ("2026-04-20", "1, 7 and 11 May free"),
    ("2026-11-28", "registered on a Saturday"),
    ("2026-12-10", "16 December, New Year"),
    ("2027-03-01", "8 March and 22 to 24 March free"),
];

#[test]
fn the_term_of_each_day_is_fifteen_working_days() {
    let terms = terms();
    let mut table =
        "registered on, answered by, sent on by, extended that day at most until, and told by\n".to_string();
    for (registered, why) in REGISTERED {
        let from = day(registered);
        let due = terms.due(from);
        assert_eq!(terms.calendar.working_days(from, due), 15, "{registered}");
        assert!(terms.calendar.is_worked(due), "{registered}: {due} is free");
        let (on, until, told) = (terms.redirected_by(from), terms.extended_at_most(from), terms.told_by(from));
        let _ = writeln!(table, "{registered} {due} {on} {until} {told}  {why}");
    }
    expect_file!["terms.txt"].assert_eq(&table);
}

#[test]
fn a_letter_registered_on_25_november_2024_is_due_on_17_december() {
    assert_eq!(terms().due(day("2024-11-25")), day("2024-12-17"));
}

#[test]
fn a_letter_is_late_from_the_day_after_its_last_one() {
    let terms = terms();
    let due = day("2024-12-17");
    let on = |today: &str| terms.standing(due, false, day(today));
    assert_eq!(on("2024-12-13"), Standing::Waits(1), "16 December is free");
    assert_eq!(on("2024-12-17"), Standing::Waits(0));
    assert_eq!(on("2024-12-18"), Standing::Overdue(1));
    assert_eq!(terms.standing(day("2024-12-13"), false, day("2024-12-15")), Standing::Overdue(0), "over a weekend");
    assert_eq!(terms.standing(due, true, day("2025-12-17")), Standing::Answered);
}

#[test]
fn a_reminder_that_nobody_sent_for_a_week_is_not_sent_late() {
    let terms = terms();
    let fresh = |today: &str| terms.fresh_reminder(day("2024-12-17"), day(today)).map(|reminder| reminder.id.as_str());
    let days = ["2024-12-10", "2024-12-11", "2024-12-17", "2024-12-18", "2025-01-06", "2025-01-14", "2025-03-01"];
    assert_eq!(
        days.map(fresh),
        [None, Some("before_3"), Some("before_0"), Some("after_1"), Some("after_10"), None, None]
    );
}

#[test]
fn the_team_is_reminded_before_and_after() {
    let terms = terms();
    let reminded = |today: &str| terms.reminder(day("2024-12-17"), day(today)).map(|reminder| reminder.id.as_str());
    let days = ["2024-12-10", "2024-12-11", "2024-12-13", "2024-12-17", "2024-12-18", "2024-12-24", "2025-03-01"];
    let said: Vec<String> = days.iter().map(|day| format!("{day} {:?}", reminded(day))).collect();
    assert_eq!(
        said,
        [
            "2024-12-10 None",
            "2024-12-11 Some(\"before_3\")",
            "2024-12-13 Some(\"before_3\")",
            "2024-12-17 Some(\"before_0\")",
            "2024-12-18 Some(\"after_1\")",
            "2024-12-24 Some(\"after_5\")",
            "2025-03-01 Some(\"after_10\")",
        ]
    );
}

/// Every day of the lists is one of the years that the terms are used for, and named in every language.
#[test]
fn the_calendar_of_four_years_is_whole() {
    let catalogue = Catalogue::read(shipped::shipped()).0;
    let terms = Terms::of(&catalogue);
    for (year, n_worked) in [(2024, 249), (2025, 246), (2026, 246), (2027, 247)] {
        let first = Date::new(year, 1, 1).expect("a day");
        let last = Date::new(year, 12, 31).expect("a day");
        let before = first.yesterday().expect("a day");
        assert_eq!(terms.calendar.working_days(before, last), n_worked, "{year}");
    }
    for list in ["day_off", "day_worked", "letter_term"] {
        for line in &catalogue.choices(list).expect("a list").all {
            for lang in Lang::ALL {
                assert!(!line.label.exactly(lang).is_empty(), "{list} {} {}", line.id, lang.code());
            }
        }
    }
}
