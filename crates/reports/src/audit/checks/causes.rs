//! # What it does
//! Compares the days of what can only happen one after the other (a first survey and the one that repeats it, a test before
//! the seminar and the one behind it, founding an organisation and its registration), and the day of the report with the days
//! of what it says was held.
//!
//! # Why it matters
//! What came before its cause was written down afterwards, and perhaps not held.
//!
//! # Example
//! "Первичный опрос проведён в октябре 2024 года, повторный опрос – в мае 2024 года".

use super::Check;
use crate::audit::dates::{Dated, Written};
use crate::audit::paper::{Activity, Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;
use jiff::civil::Date;
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-effect-before-cause", "audit-report-before-event"], run };

/// Something that has a day, where it stands.
struct Happened {
    first: Date,
    last: Date,
    /// What and when, as it is written.
    what: String,
    when: String,
    quotes: Vec<Quote>,
}

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let lists = &paper.vocabulary.lists;
    let pairs = lists.iter().filter(|list| !list.after.is_empty());
    let mut found: Vec<Remark> = pairs.filter_map(|effect| too_early(paper, &effect.after, &effect.id)).collect();
    found.extend(before_events(paper));
    found.extend(paper.activities.iter().filter_map(|activity| before_it_began(paper, activity)));
    found
}

/// What closes an activity (its last test, the act by which things are handed over, their sale) before the first day that the
/// table gives the activity.
fn before_it_began(paper: &Paper<'_>, activity: &Activity) -> Option<Remark> {
    let (cell, when) = activity.cell("date").iter().find_map(|passage| {
        let (passage, text) = paper.text(*passage)?;
        Some((passage, text.dates.first()?))
    })?;
    let (begins, _) = days(paper, when)?;
    let (text, passage, hit, dated) = activity.narrative.iter().find_map(|passage| {
        let (passage, text) = paper.text(*passage)?;
        let said = paper.said(text);
        said.listed("closes").find_map(|hit| {
            let sentence = said.sentence(hit.from);
            let dated = only(text, &said.clause(hit.from)).or_else(|| only(text, &sentence))?;
            let (first, last) = days(paper, dated)?;
            let is_early = last < begins && paper.frame.period.is_none_or(|(from, ..)| first >= from);
            (is_early && !said.is_open(&sentence)).then_some((text, passage, *hit, dated))
        })
    })?;
    let name = text.tokens[hit.from].at.start..text.tokens[hit.to - 1].at.end;
    let quote = |of: &Passage, at: &Range<usize>| Quote::part(of.place.passage, at.clone());
    let quotes = vec![quote(passage, &name), quote(passage, &dated.at), quote(cell, &when.at)];
    Some(
        Remark::new("audit-effect-before-cause", Severity::Severe, quotes)
            .on("closed")
            .with("effect", &passage.text[name])
            .with("early", &passage.text[dated.at.clone()])
            .with("cause", &activity.title)
            .with("late", &cell.text[when.at.clone()]),
    )
}

/// An effect that is over before the first of its causes begins.
fn too_early(paper: &Paper<'_>, cause: &str, effect: &str) -> Option<Remark> {
    let cause = happened(paper, cause).into_iter().min_by_key(|cause| cause.first)?;
    let effect = happened(paper, effect).into_iter().min_by_key(|effect| effect.last)?;
    (effect.last < cause.first).then(|| {
        let quotes = effect.quotes.into_iter().chain(cause.quotes).collect();
        Remark::new("audit-effect-before-cause", Severity::Severe, quotes)
            .with("effect", effect.what)
            .with("early", effect.when)
            .with("cause", cause.what)
            .with("late", cause.when)
    })
}

/// What a list names, with the one day that its sentence or its row tells.
fn happened(paper: &Paper<'_>, list: &str) -> Vec<Happened> {
    let mut found = Vec::new();
    for (passage, text) in paper.passages().filter(|(_, text)| !text.where_.is_heading && !text.where_.is_plan()) {
        let said = paper.said(text);
        for hit in said.listed(list) {
            let sentence = said.sentence(hit.from);
            let is_told = !said.is_open(&sentence);
            let name = text.tokens[hit.from].at.start..text.tokens[hit.to - 1].at.end;
            let clause = said.clause(hit.from);
            let own = only(text, &clause).or_else(|| only(text, &sentence));
            let dated = match own {
                Some(dated) => Some((passage, dated)),
                None => in_row(paper, passage),
            };
            let Some((at, dated)) = dated.filter(|_| is_told) else { continue };
            let Some((first, last)) = days(paper, dated) else { continue };
            // The certificate of who runs the project is older than all of it.
            if paper.frame.period.is_some_and(|(begins, ..)| last < begins) {
                continue;
            }
            found.push(Happened {
                first,
                last,
                what: passage.text[name.clone()].to_string(),
                when: at.text[dated.at.clone()].to_string(),
                quotes: vec![Quote::part(passage.place.passage, name), Quote::part(at.place.passage, dated.at.clone())],
            });
        }
    }
    found
}

/// The date of a stretch of words that has one.
fn only<'t>(text: &'t Text, of: &Range<usize>) -> Option<&'t Dated> {
    let mut dates = text.dates.iter().filter(|dated| of.contains(&dated.tokens.start));
    dates.next().filter(|_| dates.next().is_none())
}

/// The date of the row of a cell, where the row has one.
fn in_row<'p>(paper: &'p Paper<'_>, passage: &Passage) -> Option<(&'p Passage, &'p Dated)> {
    let (grid, row) = (paper.source.table(passage.place.table?)?, passage.place.row?);
    let texts = (1..=grid.columns).flat_map(|column| paper.at(grid, row, column));
    let mut dates = texts.flat_map(|(passage, text)| text.dates.iter().map(move |dated| (passage, dated)));
    dates.next().filter(|_| dates.next().is_none())
}

/// First and last day; a year that is not written is the project's, where it has one.
fn days(paper: &Paper<'_>, dated: &Dated) -> Option<(Date, Date)> {
    let own =
        paper.frame.period.filter(|(from, to, _)| from.year() == to.year()).map(|(from, ..)| i64::from(from.year()));
    let whole = |written: Written| Written { year: written.year.or(own), ..written };
    Some((whole(dated.from).first()?, whole(dated.to).last()?))
}

/// A report tells of what was held after the day it bears.
fn before_events(paper: &Paper<'_>) -> Option<Remark> {
    let (filled, told) = paper.day_of_report()?;
    let later = paper.passages().find_map(|(passage, text)| {
        let is_cell = text.where_.role.as_deref() == Some("date") && !text.where_.is_heading;
        let dated =
            text.dates.iter().find(|dated| is_cell && days(paper, dated).is_some_and(|(first, _)| first > filled))?;
        Some((passage, dated))
    });
    let (passage, dated) = later?;
    let quotes = vec![told, Quote::part(passage.place.passage, dated.at.clone())];
    Some(
        Remark::new("audit-report-before-event", Severity::Severe, quotes)
            .dated("filled", filled)
            .with("held", &passage.text[dated.at.clone()]),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn questionnaires_that_were_filled_in_were_taken_for_the_day_of_the_report() {
        check(
            "С 8 по 26 апреля 2024 года координаторы обошли дворы. Заполнено 300 анкет.

Заполнено 2500 анкет до 5 мая 2024 года.

Мероприятие	Дата проведения	Место	Показатели	План	Факт
Мероприятие 1. Сход	12 июня 2024 года	с. Ульги	Сходы	1	1",
            expect![[r#""#]],
        );
    }

    #[test]
    fn a_survey_is_repeated_before_the_first_one() {
        check(
            "Первичный опрос проведён в октябре 2024 года. Повторный опрос прошёл в мае 2024 года.",
            expect![[r#"
            audit-effect-before-cause: Повторный опрос (мае 2024 года) comes before Первичный опрос (октябре 2024 года).
                «…2024 года. Повторный опрос прошёл в…» «…ос прошёл в мае 2024 года.» «Первичный опрос проведё…» «…оведён в октябре 2024 года. Повторн…»
        "#]],
        );
    }

    #[test]
    fn the_second_test_in_a_row_above_the_first() {
        check(
            "4. Период реализации: 1 марта 2024 года – 30 ноября 2024 года

Іс-шара	Күні	Көрсеткіштер	Жоспар	Нақты
Қорытынды тест	2024 жылғы мамыр	Тест	1	1
Алдын ала тест	2024 жылғы маусым	Тест	1	1",
            expect![[r#"
                audit-effect-before-cause: Қорытынды тест (2024 жылғы мамыр) comes before Алдын ала тест (2024 жылғы маусым).
                    «Қорытынды тест» «2024 жылғы мамыр» «Алдын ала тест» «2024 жылғы маусым»
            "#]],
        );
    }

    #[test]
    fn surveys_in_order_of_several_villages_are_no_mistake() {
        check(
            "Первичный опрос в селе Аксу прошёл в мае 2024 года, в селе Карасу первичный опрос прошёл в июне 2024 года.

Повторный опрос в селе Аксу прошёл в июне 2024 года. Итоговый опрос запланирован на апрель 2024 года.",
            expect![[""]],
        );
    }

    #[test]
    fn a_report_that_is_older_than_what_it_tells() {
        check(
            "4. Период реализации: 1 марта 2024 года – 30 ноября 2024 года

Мероприятие	Дата	Показатели	План	Факт
Собрания	май 2024 года	Собрания	3	3
Семинары	14 ноября 2024 года	Семинары	3	3

Дата заполнения: 5 ноября 2024 года",
            expect![[r#"
                audit-report-before-event: The report is dated 05.11.2024, but tells of what was held on 14 ноября 2024 года.
                    «…олнения: 5 ноября 2024 года» «14 ноября 2024 года»
            "#]],
        );
    }

    #[test]
    fn who_runs_the_project_was_registered_before_it() {
        check(
            "4. Период реализации: 1 марта 2024 года – 30 ноября 2024 года

Свидетельство о регистрации фонда Айгуль выдано 12 марта 2015 года.

Учредительное собрание жителей прошло 14 мая 2024 года.",
            expect![[""]],
        );
    }

    #[test]
    fn the_last_test_was_before_the_first_lesson() {
        check(
            "4. Период: 1 апреля 2024 года – 30 ноября 2024 года

Мероприятие	Сроки	Показатели	План	Факт
Мероприятие 1. Семинары	12–23 мая 2024 года	Семинары	5	5
Мероприятие 2. Асары	июль 2024 года	Колодцы	8	8

Мероприятие 1. Семинары

Итоговый тест Айгуль провела 6 мая 2024 года.

Мероприятие 2. Асары

Колодцы сданы по акту 24 июля 2024 года, входной договор подписан 3 июня 2024 года.",
            expect![[r#"
                audit-effect-before-cause (closed): Итоговый тест (6 мая 2024 года) comes before Мероприятие 1. Семинары (12–23 мая 2024 года).
                    «Итоговый тест Айгуль пр…» «…ль провела 6 мая 2024 года.» «12–23 мая 2024 года»
            "#]],
        );
    }
}
