//! # What it does
//! Looks whether the report says why what was reached is not what was planned.
//!
//! # Why it matters
//! The form asks for it, and a grantor pays for what was planned.
//!
//! # Example
//! 450 beneficiaries planned, 520 reached, and nothing below "Обоснование отклонений от плана".

use super::Check;
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::{Kind, ONE};
use crate::audit::paper::{Activity, Paper, Side, Statement, Value, stems};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Comparator, Hit, Meaning};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use std::collections::BTreeSet;
use std::ops::Range;

/// Words between a deviation and "there is none".
const DENIED: usize = 2;
/// A reason has no fewer pieces.
const FEWEST_WORDS: usize = 5;
/// A title has no more pieces.
const TITLE: usize = 14;
/// A line of so many is one without a full stop, too.
const LONG: usize = 20;

pub(super) const CHECK: Check = Check { codes: &["audit-deviation-unexplained"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let in_section = |at: usize| paper.texts[at].where_.section.as_deref() == Some("section_deviation");
    let passages = paper.source.passages();
    let Some(heading) = (0..paper.texts.len()).find(|at| is_heading(paper, *at)) else {
        return nowhere(paper).into_iter().collect();
    };
    let rows: BTreeSet<String> = paper.activities.iter().flat_map(|activity| stems(&activity.title)).collect();
    let told = (heading + 1..paper.texts.len())
        // Reasons may stand in a table of their own; that of the economic effect has none.
        .take_while(|at| in_section(*at) && paper.texts[*at].where_.shape.is_none())
        // A title that names no row begins what comes next, whatever it is called.
        .take_while(|at| !is_next_title(paper, *at, &rows) && !is_next_number(paper, heading, *at))
        .filter(|at| !paper.texts[*at].where_.is_heading);
    let after_colon = passages[heading].text.rsplit_once(':').is_some_and(|(_, rest)| rest.trim().chars().count() > 20);
    // A sentence that asks to fill in the next table explains nothing.
    let explains = |at: usize| {
        let asks = paper.said(&paper.texts[at]).listed("leftover").next().is_some();
        // A short line that ends no sentence is the heading of what comes next, whatever it is called.
        let ends = passages[at].text.trim_end();
        let is_sentence = ends.ends_with(['.', ';', '!']) || passages[at].list_item && !ends.ends_with(':');
        let n = paper.texts[at].tokens.len();
        // "Показатели приведены ниже." leads to a table.
        let leads = paper.texts.get(at + 1).is_some_and(|next| next.where_.shape.is_some());
        !asks && !leads && (n >= FEWEST_WORDS && is_sentence || n >= LONG)
    };
    let is_reason = |at: usize| paper.said(&paper.texts[at]).listed("because").next().is_some();
    let lines = || std::iter::once(heading).chain(told.clone());
    if !lines().any(is_reason)
        && let Some(remark) = lines().find_map(|at| denied(paper, at))
    {
        return vec![remark];
    }
    if after_colon || told.clone().any(explains) {
        return by_row(paper, heading);
    }
    let differing: Vec<(&Statement, &Statement)> = paper
        .statements
        .iter()
        .filter(|s| s.side == Side::Actual && s.comparator == Comparator::Exactly && s.each.is_none())
        .filter_map(|actual| {
            let row = |s: &Statement| paper.source.passage(s.passage).map(|p| (p.place.table, p.place.row));
            let is_plan = |s: &&Statement| {
                s.side == Side::Plan && s.quantity == actual.quantity && row(s) == row(actual) && s.each.is_none()
            };
            let plan = paper.statements.iter().find(is_plan)?;
            (plan.value != actual.value).then_some((plan, actual))
        })
        .collect();
    // What a label counts need not be known where both numbers stand beside it.
    let quoted: Vec<(Quote, Quote)> = match differing.is_empty() {
        true => unlike_values(paper).map(|(_, value)| (quote(value.actual), quote(value.plan))).collect(),
        false => differing.iter().map(|(plan, actual)| (paper.quote(actual), paper.quote(plan))).collect(),
    };
    let first = match differing.first() {
        Some((plan, actual)) => Some((Some(actual.quantity), None, plan.value, actual.value)),
        None => unlike_values(paper)
            .next()
            .map(|(_, Value { plan, actual, label })| (actual.quantity, label, plan.number.value, actual.number.value)),
    };
    let Some((what, label, plan, actual)) = first else { return Vec::new() };
    let n = quoted.len();
    let quotes = std::iter::once(Quote::whole(passages[heading].place.passage))
        .chain(quoted.into_iter().flat_map(|(actual, plan)| [actual, plan]).take(10))
        .collect();
    let remark = Remark::new("audit-deviation-unexplained", Severity::Warning, quotes);
    vec![
        of_what(paper, remark, what, label)
            .with("plan", shown_scaled(plan, ONE))
            .with("actual", shown_scaled(actual, ONE))
            .with("n", n),
    ]
}

/// "Отклонений нет": no deviation, says the report, and its table has some.
fn denied(paper: &Paper<'_>, at: usize) -> Option<Remark> {
    let text = &paper.texts[at];
    let said = paper.said(text);
    let denies = said.listed("bare_deviation").find(|hit| {
        let sentence = said.sentence(hit.from);
        let is_near = |not: &Hit<Meaning>| not.from >= hit.to && not.from - hit.to <= DENIED || not.to == hit.from;
        let has = |list: &str| said.says(list, &sentence);
        let counts = text.claims.iter().any(|claim| sentence.contains(&claim.token));
        !counts && !has("others") && said.listed("none").any(|not| sentence.contains(&not.from) && is_near(not))
    })?;
    let missing: Vec<Value<'_>> = unlike_values(paper)
        .map(|(_, value)| value)
        .filter(|value| value.actual.number.value < value.plan.number.value)
        .collect();
    let place = paper.source.passages()[at].place.passage;
    let told = Quote::part(place, text.tokens[denies.from].at.start..text.tokens[denies.to - 1].at.end);
    fell_short(paper, "denied", std::iter::once(told), &missing)
}

/// No part of the report gives reasons: then an activity that fell short tells its own in its text.
fn nowhere(paper: &Paper<'_>) -> Option<Remark> {
    let is_told = |activity: &Activity| {
        let texts = activity.narrative.iter().chain(activity.cell("note")).filter_map(|passage| paper.text(*passage));
        texts.into_iter().any(|(_, text)| paper.said(text).listed("because").next().is_some())
    };
    let missing: Vec<Value<'_>> = unlike_values(paper)
        .filter(|(activity, value)| value.actual.number.value < value.plan.number.value && !is_told(activity))
        .map(|(_, value)| value)
        .collect();
    fell_short(paper, "row", std::iter::empty(), &missing)
}

fn fell_short(
    paper: &Paper<'_>,
    ground: &'static str,
    before: impl Iterator<Item = Quote>,
    missing: &[Value<'_>],
) -> Option<Remark> {
    let first = missing.first()?;
    let values = missing.iter().flat_map(|value| [quote(value.actual), quote(value.plan)]);
    let remark = Remark::new("audit-deviation-unexplained", Severity::Warning, before.chain(values).take(10).collect());
    let shown = |claim: &Claim| shown_scaled(claim.number.value, ONE);
    let remark = of_what(paper, remark.on(ground), first.actual.quantity, first.label.clone());
    Some(remark.with("plan", shown(first.plan)).with("actual", shown(first.actual)).with("n", missing.len()))
}

/// The heading below which reasons stand: "План и факт" right above the table of results is none.
fn is_heading(paper: &Paper<'_>, at: usize) -> bool {
    let of = &paper.texts[at].where_;
    let leads = paper.texts.get(at + 1).is_some_and(|next| next.where_.shape.as_deref() == Some("results"));
    of.is_heading && of.section.as_deref() == Some("section_deviation") && !leads
}

/// A short line that ends no sentence, leads to nothing, and names neither a row nor deviations.
fn is_next_title(paper: &Paper<'_>, at: usize, rows: &BTreeSet<String>) -> bool {
    let (passage, text) = (&paper.source.passages()[at], &paper.texts[at]);
    let said = paper.said(text);
    let names_row =
        ["head_activity", "head_objective", "section_deviation"].iter().any(|list| said.listed(list).next().is_some());
    let ends = passage.text.trim_end().ends_with(['.', ';', '!', ':', ',']);
    // "Семинары": a sub-title of the reasons has no word that no row has.
    let is_row = stems(&passage.text).is_subset(rows);
    let is_title = text.tokens.len() <= TITLE && !ends && !names_row && !is_row;
    passage.place.table.is_none() && !passage.list_item && is_title
}

/// "2. Отклонения от плана" and then "3. Цель: факты": the title that has the next number.
fn is_next_number(paper: &Paper<'_>, heading: usize, at: usize) -> bool {
    let number = |at: usize| match paper.texts[at].tokens.first()?.kind {
        Kind::Ordinal(number) => Some(number),
        _ => None,
    };
    let is_title = !paper.source.passages()[at].text.trim_end().ends_with(['.', ';', '!', ':', ',']);
    is_title && number(heading).is_some_and(|own| number(at) == Some(own + 1))
}

/// Indicators of activities whose exact actual is not the plan.
fn unlike_values<'p>(paper: &'p Paper<'_>) -> impl Iterator<Item = (&'p Activity, Value<'p>)> {
    let rows = paper.activities.iter().flat_map(|activity| activity.pairs.iter().map(move |pair| (activity, pair)));
    let values = rows.flat_map(|(activity, pair)| paper.values(pair).into_iter().map(move |value| (activity, value)));
    let is_plain = |claim: &Claim| claim.unit == Unit::Piece && claim.each.is_none();
    values.filter(move |(_, Value { plan, actual, .. })| {
        // "не менее 6" is reached by 7.
        let is_reached = plan.comparator.allows(plan.number.value, actual.number.value);
        is_plain(plan) && is_plain(actual) && actual.is_exact() && !is_reached
    })
}

fn quote(claim: &Claim) -> Quote {
    Quote::part(claim.passage, claim.at.clone())
}

/// What differs: the quantity where it is known, else the words of its label.
fn of_what(paper: &Paper<'_>, remark: Remark, what: Option<usize>, label: Option<(u32, Range<usize>)>) -> Remark {
    match what {
        Some(what) => remark.labelled("what", &paper.vocabulary.quantities[what].label),
        None => remark.with("what", named(paper, label)),
    }
}

fn named(paper: &Paper<'_>, label: Option<(u32, Range<usize>)>) -> String {
    let words = label.and_then(|(label, of)| {
        let (passage, text) = paper.text(label)?;
        let own = text.tokens.get(of)?;
        Some(passage.text[own.first()?.at.start..own.last()?.at.end].to_string())
    });
    words.unwrap_or_default()
}

/// Rows that fell short and are not named where the reasons stand, in a report that gives reasons by row.
fn by_row(paper: &Paper<'_>, heading: usize) -> Vec<Remark> {
    let passages = paper.source.passages();
    let reasons: String = (heading..paper.texts.len())
        .take_while(|at| paper.texts[*at].where_.section.as_deref() == Some("section_deviation"))
        .map(|at| passages[at].text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let reasons = stems(&reasons);
    let differing: Vec<(BTreeSet<String>, Value<'_>)> = unlike_values(paper)
        .filter(|(activity, ..)| activity.cell("note").is_empty())
        .map(|(activity, value)| (stems(&format!("{} {}", activity.title, named(paper, value.label.clone()))), value))
        .collect();
    // Words that many rows share, such as "количество", name none of them.
    let is_own = |stem: &String| {
        differing.iter().filter(|(stems, ..)| stems.contains(stem)).count() * 2 <= differing.len().max(2)
    };
    let is_named = |row: &BTreeSet<String>| row.iter().any(|stem| is_own(stem) && reasons.contains(stem));
    let missing: Vec<_> = differing
        .iter()
        .filter(|(row, Value { plan, actual, .. })| {
            actual.number.value < plan.number.value && row.iter().any(is_own) && !is_named(row)
        })
        .collect();
    // Reasons are given by row where they name most of them.
    let n_named = differing.iter().filter(|(row, ..)| is_named(row)).count();
    if n_named * 2 < differing.len() {
        return Vec::new();
    }
    let missing: Vec<Value<'_>> = missing.into_iter().map(|(_, value)| value.clone()).collect();
    fell_short(paper, "row", std::iter::empty(), &missing).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn one_word_names_the_part_of_the_deviations_in_a_short_line() {
        check(
            "Мероприятие	Показатели	План	Факт
Сход	Угощение	27	54

Комментарий к отклонениям

О том, чего добилась Айгуль

Отклонений от графика не было.",
            expect![[r#"
                audit-deviation-unexplained: Угощение: planned 27, reached 54, and no reason is given (1 such values).
                    «Комментарий к отклонениям» «54» «27»
            "#]],
        );
    }

    #[test]
    fn a_sub_title_by_row_was_taken_for_the_end_of_the_reasons() {
        check(
            "Мероприятие	Показатели	План	Факт
Семинары	Слушатели	60	40

Причины отклонений от плана

Семинары

Из-за паводка один семинар Айгуль в Ульги не состоялся.",
            expect![[""]],
        );
    }

    #[test]
    fn plan_and_actual_stand_in_one_cell() {
        let report = |heading: &str, cell: &str| {
            format!(
                "Задача\tМероприятие\tПоказатели\t{heading}
Задача 1. Диалог\tМероприятие 1. Сходы\tСобрания\t{cell}
\tМероприятие 2. Семинары\tСеминары\t4/4

Обоснование отклонений

Мероприятие 1. Сходы

Айгуль из Ульги собрала 12 собраний."
            )
        };
        check(
            &report("План/факт", "8/10"),
            expect![[r#"
            audit-same-quantity (table): gatherings: one place says 10, another says 12. Мероприятие 1. Сходы
                «…з Ульги собрала 12 собраний.» «8/10»
        "#]],
        );
        check(
            &report("План / факт", "план: 8 / факт: 10"),
            expect![[r#"
            audit-same-quantity (table): gatherings: one place says 10, another says 12. Мероприятие 1. Сходы
                «…з Ульги собрала 12 собраний.» «план: 8 / факт: 10»
        "#]],
        );
        check(
            &report("Жоспар, факт", "жоспар – 8, нақты – 10"),
            expect![[r#"
            audit-same-quantity (table): gatherings: one place says 10, another says 12. Мероприятие 1. Сходы
                «…з Ульги собрала 12 собраний.» «…пар – 8, нақты – 10»
        "#]],
        );
    }

    #[test]
    fn the_row_that_fell_short_is_not_among_the_reasons() {
        check(
            "Мероприятие\tПоказатель\tПлан\tФакт
Сходы\tУчастники\t80\t97
Семинары\tСлушатели\t60\t64
Консультации\tКоличество консультаций\t30\t18

Отклонения от плана и причины

Сходы: 97 вместо 80. Пришли целыми семьями.

Семинары: 64 вместо 60. Добавились учителя школы.",
            expect![[r#"
                audit-deviation-unexplained (row): Количество консультаций: planned 30, reached 18, and no reason is given (1 such values).
                    «18» «30»
            "#]],
        );
    }

    #[test]
    fn a_long_heading_names_the_deviations_at_its_end_and_the_next_number_ends_them() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Сход	Угощение	27	54

2. Соответствие полученных результатов запланированным, разбор отклонений

3. Ульги и Акжар: сход Айгуль и его угощение

Сход прошёл хорошо, и все остались довольны тем, как Айгуль его вела.",
            expect![[r#"
                audit-deviation-unexplained: Угощение: planned 27, reached 54, and no reason is given (1 such values).
                    «2. Соответствие полученных резуль…» «54» «27»
            "#]],
        );
    }

    #[test]
    fn the_report_denies_deviations_that_its_table_has() {
        let report = |reasons: &str| {
            format!(
                "Мероприятие\tПоказатель\tПлан\tФакт
Мероприятие 1. Дворы\tПлощадки\t4\t3

2. Отклонения от плана и их причины: {reasons}"
            )
        };
        check(
            &report("отклонений нет, все индикаторы выполнены полностью."),
            expect![[r#"
            audit-deviation-unexplained (denied): Площадки: planned 4, reached 3, and no reason is given (1 such values).
                «…их причины: отклонений нет, все ин…» «3» «4»
        "#]],
        );
        check(&report("отклонений по площадкам не было бы, но из-за паводка Айгуль не успела."), expect![[""]]);
    }

    #[test]
    fn no_part_of_the_report_gives_reasons() {
        check(
            "Мероприятие\tПоказатель\tПлан\tФакт
Мероприятие 1. Дворы\tПлощадки\t4\t3
Мероприятие 2. Сходы\tСходы\t8\t7

Мероприятие 1. Дворы

Айгуль сделала 3 площадки.

Мероприятие 2. Сходы

Из-за паводка один сход Болата не состоялся.",
            expect![[r#"
                audit-deviation-unexplained (row): Площадки: planned 4, reached 3, and no reason is given (1 such values).
                    «3» «4»
            "#]],
        );
    }

    #[test]
    fn the_second_value_of_a_cell_fell_short_and_a_bound_was_reached() {
        check(
            "Мероприятие	Показатель	План	Факт
Сходы	Участники	80	97
Дворы	Площадки; турниры	3 площадки; 6 турниров	3 площадки; 4 турнира
Заявки	Заявки	не менее 6	7

Отклонения от плана и причины

Сходы: 97 вместо 80. Пришли целыми семьями.",
            expect![[r#"
                audit-deviation-unexplained (row): турниры: planned 6, reached 4, and no reason is given (1 such values).
                    «3 площадки; 4 турнира» «3 площадки; 6 турниров»
            "#]],
        );
    }

    #[test]
    fn the_title_of_an_unknown_part_explains_nothing() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Сход	Угощение	27	54

Причины отклонений от плана

О том, чего добилась Айгуль

Сход прошёл хорошо, и все остались довольны тем, как Айгуль его вела.",
            expect![[r#"
                audit-deviation-unexplained: Угощение: planned 27, reached 54, and no reason is given (1 such values).
                    «Причины отклонений от плана» «54» «27»
            "#]],
        );
    }

    #[test]
    fn the_heading_of_what_comes_next_explains_nothing() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Сход	Угощение	27	54

2. Отклонения от плана

О том, чего достигли жители села вместе

Сход прошёл хорошо.",
            expect![[r#"
                audit-deviation-unexplained: Угощение: planned 27, reached 54, and no reason is given (1 such values).
                    «2. Отклонения от плана» «54» «27»
            "#]],
        );
    }

    #[test]
    fn a_title_that_holds_the_result_against_the_plan_is_that_of_the_reasons() {
        let report = |reason: &str| {
            format!(
                "Мероприятие	Показатели	План	Факт
Сход	Угощение	27	54

2. Сверка результатов с планом
{reason}
3. Люди и дела

Айгуль довольна."
            )
        };
        check(
            &report(""),
            expect![[r#"
            audit-deviation-unexplained: Угощение: planned 27, reached 54, and no reason is given (1 such values).
                «2. Сверка результатов с планом» «54» «27»
        "#]],
        );
        check(&report("Угощение: дети из Ульги пришли с родителями, и его вышло больше."), expect![[r#""#]]);
    }
}
