//! # What it does
//! Reads every date: days that no calendar has, ranges that end before they begin, dates of activities without a year or
//! outside of the project's period.
//!
//! # Why it matters
//! What lies outside of the period is not paid for; a date without a year fits every year.
//!
//! # Example
//! "31.11.2024", "с 15 октября по 3 сентября", "Октябрь-ноябрь" without a year, a seminar in 2025 of a project of 2024.

use super::Check;
use crate::audit::dates::{Dated, Written};
use crate::audit::lexer::{Kind, ONE};
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Counted;
use crate::source::Passage;
use auyl_domain::Severity;
use auyl_domain::value::shown_date;
use jiff::Span;
use jiff::civil::Date;

pub(super) const CHECK: Check = Check {
    codes: &[
        "audit-date-impossible",
        "audit-date-order",
        "audit-date-no-year",
        "audit-date-outside",
        "audit-period-differs",
    ],
    run,
};

/// Days behind the end within which a report is written.
const AFTER_END: i32 = 45;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    // A report without its own day is written within some weeks of the end.
    let end = paper.frame.period.map(|(_, to, _)| to.saturating_add(Span::new().days(AFTER_END)));
    let filled = paper.day_of_report().map(|(day, _)| day).or(end);
    for (passage, text) in paper.passages() {
        let number = passage.place.passage;
        let quote = |dated: &Dated| vec![Quote::part(number, dated.at.clone())];
        let is_of_activity = text.where_.role.as_deref() == Some("date") && !text.where_.is_heading;
        for dated in &text.dates {
            let written = &passage.text[dated.at.clone()];
            if dated.from.is_impossible() || dated.to.is_impossible() {
                found.push(Remark::new("audit-date-impossible", Severity::Severe, quote(dated)).with("date", written));
                continue;
            }
            if let (Some(from), Some(to)) = (dated.from.first(), dated.to.last())
                && dated.is_range()
                && from > to
            {
                found.push(Remark::new("audit-date-order", Severity::Severe, quote(dated)).with("date", written));
                continue;
            }
            // One year in a cell is that of all its days.
            if is_of_activity && text.dates.iter().all(|dated| dated.to.year.is_none()) {
                found.push(Remark::new("audit-date-no-year", Severity::Warning, quote(dated)).with("date", written));
            }
            if is_letters(paper, passage, text, dated) {
                let remark = Remark::new("audit-date-no-year", Severity::Hint, quote(dated));
                found.push(remark.on("of_letter").with("date", written));
            }
            let is_told = text.where_.activity.is_some()
                || tells_event(paper, passage, text, dated)
                || filled.is_some_and(|filled| is_ahead(paper, passage, text, dated, filled));
            found.extend(outside(paper, number, is_told, is_of_activity, dated, written));
        }
        found.extend(another_period(paper, passage, text));
        if let Some(remark) = filled_in(paper, number) {
            found.push(remark);
        }
    }
    found
}

/// "от 10 сентября № 17" beside letters whose year is told: the day of a letter that running text tells without its year.
fn is_letters(paper: &Paper<'_>, passage: &Passage, text: &Text, dated: &Dated) -> bool {
    let sentence = paper.said(text).sentence(dated.tokens.start);
    let others = text.dates.iter().filter(|other| sentence.contains(&other.tokens.start));
    let is_numbered = |at: usize| matches!(text.tokens.get(at).map(|token| &token.kind), Some(Kind::Reference(_)));
    let touches = is_numbered(dated.tokens.end) || dated.tokens.start >= 2 && is_numbered(dated.tokens.start - 2);
    passage.place.table.is_none()
        && dated.from.day.is_some()
        && dated.to.year.is_none()
        && touches
        && others.into_iter().any(|other| other.from.day.is_some() && other.to.year.is_some())
}

/// A sentence outside of any activity tells on which day something was held: "круглый стол состоялся 14 декабря 2024 года".
fn tells_event(paper: &Paper<'_>, passage: &Passage, text: &Text, dated: &Dated) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(dated.tokens.start);
    let has = |list: &str| said.says(list, &sentence);
    passage.place.table.is_none()
        && !text.where_.is_heading
        && dated.from.day.is_some()
        && said.names(&sentence, |of| of.kind == Counted::Events)
        && !(has("planned") || has("future") || has("other_paper"))
}

/// "Мост починили 15 февраля 2026 года" in a report of December 2025: what a report tells without saying that it is planned
/// was before its own day.
fn is_ahead(paper: &Paper<'_>, passage: &Passage, text: &Text, dated: &Dated, filled: Date) -> bool {
    let said = paper.said(text);
    let (begins, ends) = (dated.tokens.start, dated.tokens.end);
    let sentence = said.sentence(begins);
    let looks_ahead = ["planned", "future", "other_paper", "lasting"].iter().any(|list| said.says(list, &sentence));
    let is_term = said.is_in("to", ends) || begins > 0 && said.is_in("term", begins - 1);
    let is_open = matches!(text.where_.section.as_deref(), Some("section_recommendations" | "section_priorities"));
    let is_later = dated.from.day.is_some() && dated.from.first().is_some_and(|day| day > filled);
    is_later && passage.place.table.is_none() && !text.where_.is_heading && !looks_ahead && !is_term && !is_open
}

/// An activity lies in the period of the project, whole.
fn outside(
    paper: &Paper<'_>,
    passage: u32,
    is_told: bool,
    is_cell: bool,
    dated: &Dated,
    written: &str,
) -> Option<Remark> {
    let (from, to, told) = paper.frame.period?;
    let (first, last) = (dated.from.first()?, dated.to.last()?);
    // A month that the period touches is inside; a day in the text may be one of a law or of history.
    let has_days = dated.from.day.is_some() && dated.to.day.is_some();
    // "Октябрь – декабрь" of a project that ends in November: so is a range whose last month it does not touch.
    let ends_outside = dated.is_range() && dated.to.first().is_some_and(|day| day > to);
    let is_outside = last < from || first > to || is_cell && (ends_outside || has_days && (first < from || last > to));
    let near = first.year() >= from.year() - 1 && last.year() <= to.year() + 1;
    if !is_outside || !(is_cell || is_told && near) {
        return None;
    }
    let (severity, ground) = if is_cell { (Severity::Severe, "cell") } else { (Severity::Warning, "") };
    let period = shown(from, to);
    let quotes = vec![Quote::part(passage, dated.at.clone()), Quote::whole(told)];
    Some(Remark::new("audit-date-outside", severity, quotes).on(ground).with("date", written).with("period", period))
}

fn shown(from: Date, to: Date) -> String {
    format!("{} – {}", shown_date(from), shown_date(to))
}

/// "Проект реализован с апреля по декабрь": other days than the form's.
fn another_period(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Option<Remark> {
    let (from, to, told) = paper.frame.period?;
    let said = paper.said(text);
    if passage.place.passage == told || passage.place.table.is_some() {
        return None;
    }
    let day = |written: Written| written.day.is_some();
    text.dates.iter().enumerate().find_map(|(nth, dated)| {
        let sentence = said.sentence(dated.tokens.start);
        let names = |list: &str| said.says(list, &sentence);
        // "До апреля клубов не было, в октябре их четыре".
        let is_before = dated.tokens.start.checked_sub(1).is_some_and(|at| said.is_in("to", at));
        // A range, or two dates of one sentence about the project.
        let end = match text.dates.get(nth + 1) {
            _ if dated.is_range() => dated.to,
            Some(next) if nth == 0 && sentence.contains(&next.tokens.start) => next.to,
            _ => return None,
        };
        if is_before || !(names("whole_project") && names("carried_out")) {
            return None;
        }
        let year = dated.from.year.or(end.year).or(Some(i64::from(from.year())));
        let (begins, ends) = (Written { year, ..dated.from }, Written { year: end.year.or(year), ..end });
        let (first, last) = (begins.first()?, ends.last()?);
        let same = |one: Date, other: Date, exact: bool| {
            one.year() == other.year() && one.month() == other.month() && (!exact || one.day() == other.day())
        };
        let differs = !same(first, from, day(begins)) || !same(last, to, day(ends));
        differs.then(|| {
            let at = dated.at.start..text.dates.get(nth + 1).filter(|_| !dated.is_range()).unwrap_or(dated).at.end;
            let quotes = vec![Quote::part(passage.place.passage, at.clone()), Quote::whole(told)];
            Remark::new("audit-period-differs", Severity::Warning, quotes)
                .with("written", &passage.text[at])
                .with("period", shown(from, to))
        })
    })
}

/// "Дата заполнения: 20242": a number that is no date.
fn filled_in(paper: &Paper<'_>, passage: u32) -> Option<Remark> {
    let (_, text) = paper.text(passage)?;
    if !paper.said(text).is_day_of_report() || !text.dates.is_empty() {
        return None;
    }
    let odd =
        text.tokens.iter().find(|token| matches!(token.kind, Kind::Number(number) if number.value > 2100 * ONE))?;
    let written = paper.source.passage(passage)?.text[odd.at.clone()].to_string();
    Some(
        Remark::new("audit-date-impossible", Severity::Severe, vec![Quote::part(passage, odd.at.clone())])
            .with("date", written),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_range_of_months_ends_after_the_project() {
        check(
            "Период реализации: 1 марта 2024 года – 29 ноября 2024 года

Мероприятие	Дата проведения	Показатели	План	Факт
Мероприятие 1. Сход	Октябрь – декабрь 2024 года	Сходы	1	1
Мероприятие 2. Встреча	Октябрь – ноябрь 2024 года	Встречи	1	1",
            expect![[r#"
                audit-date-outside (cell): Октябрь – декабрь 2024 года lies outside of the project’s period (01.03.2024 – 29.11.2024).
                    «Октябрь – декабрь 2024 года» «Период реализации: 1 марта 2024 года…»
            "#]],
        );
    }

    #[test]
    fn the_thirty_first_of_november_is_no_day() {
        check(
            "Встреча прошла 31.11.2024 в сельском клубе.",
            expect![[r#"
                audit-date-impossible: There is no such date: 31.11.2024.
                    «…стреча прошла 31.11.2024 в сельском кл…»
            "#]],
        );
    }

    #[test]
    fn a_range_that_ends_before_it_begins() {
        check(
            "Работа шла с 15 октября 2024 года по 3 сентября 2024 года.",
            expect![[r#"
                audit-date-order: It ends before it begins: 15 октября 2024 года по 3 сентября 2024 года.
                    «…15 октября 2024 года по 3 сентября 2024 года…»
            "#]],
        );
    }

    #[test]
    fn a_period_whose_field_has_another_name_is_one() {
        check(
            "Айгуль начала 1 марта 2024 года и закончила 30 ноября 2024 года

Мероприятие	Дата	Показатели	План	Факт
Собрания	май 2025 года	Собрания	3	3
Семинары	май 2024 года	Семинары	3	3",
            expect![[r#"
                audit-date-outside (cell): май 2025 года lies outside of the project’s period (01.03.2024 – 30.11.2024).
                    «май 2025 года» «Айгуль начала 1 марта 2024 года и за…»
            "#]],
        );
    }

    #[test]
    fn one_letter_of_a_row_has_no_year() {
        check(
            "Айгуль отвезла письма от 9 сентября 2024 года № 15, от 10 сентября № 17, № 18 от 11 сентября. Болат пришёл 11 сентября.",
            expect![[r#"
                audit-date-no-year (of_letter): No year: 10 сентября.
                    «…ода № 15, от 10 сентября № 17, № 18 от…»
                audit-date-no-year (of_letter): No year: 11 сентября.
                    «…№ 17, № 18 от 11 сентября. Болат приш…»
            "#]],
        );
    }

    #[test]
    fn a_round_table_of_no_activity_and_days_that_begin_too_early() {
        check(
            "4. Период реализации: 1 марта 2024 года – 30 ноября 2024 года

Итоговый круглый стол Айгуль прошёл 14 декабря 2024 года. Весной сход Болата назначен приказом от 5 декабря 2024 года.

Мероприятие	Дата	Показатели	План	Факт
Собрания	12 февраля – 31 августа 2024 года	Собрания	3	3
Семинары	февраль – август 2024 года	Семинары	3	3",
            expect![[r#"
                audit-date-outside (cell): 12 февраля – 31 августа 2024 года lies outside of the project’s period (01.03.2024 – 30.11.2024).
                    «12 февраля – 31 августа 2024 года» «4. Период реализации: 1 марта 2024 го…»
                audit-date-outside: 14 декабря 2024 года lies outside of the project’s period (01.03.2024 – 30.11.2024).
                    «…прошёл 14 декабря 2024 года. Весной…» «4. Период реализации: 1 марта 2024 го…»
            "#]],
        );
    }

    #[test]
    fn days_of_one_month_are_dates_and_one_year_is_that_of_all() {
        check(
            "4. Период реализации: 1 марта 2024 года – 30 ноября 2024 года

Мероприятие	Дата	Показатели	План	Факт
Собрания	27, 28 и 29 июня 2024 года	Собрания	3	3
Семинары	2024 жылғы мамыр, маусым	Семинары	3	3
Встречи	11–19 сентября	Встречи	3	3",
            expect![[r#"
                audit-date-no-year: No year: 11–19 сентября.
                    «11–19 сентября»
            "#]],
        );
    }

    #[test]
    fn what_is_told_of_a_day_after_the_report_was_written() {
        check(
            "4. Период: 1 апреля 2024 года – 30 ноября 2024 года

Достижение цели

Мост в Ульги Болат починил 15 февраля 2025 года. Договор действует до 15 февраля 2025 года. Сход запланирован, он пройдёт 3 марта 2025 года.

Дата заполнения: 5 декабря 2024 года",
            expect![[r#"
                audit-date-outside: 15 февраля 2025 года lies outside of the project’s period (01.04.2024 – 30.11.2024).
                    «…починил 15 февраля 2025 года. Догово…» «4. Период: 1 апреля 2024 года – 30 нояб…»
            "#]],
        );
    }
}
