//! # What it does
//! Collects what the report says of one quantity (participants of an activity, of the project, letters, the growth of
//! engagement …) from tables and running text, and tells where two exact numbers differ, or where an exact number lies outside
//! of what "не менее", "более" say elsewhere.
//!
//! # Why it matters
//! A number that is one thing in the table and another in the text was counted from no list, or copied from another place.
//!
//! # Example
//! "В проекте приняли участие 520 человек" and, further on, "общее количество участников проекта 161 человек".

mod another;
mod by_gender;
mod by_noun;
mod by_place;
mod by_row;

use self::another::{Main, tells_both};
use super::Check;
use crate::audit::claims::Unit;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::remark::Remark;
use crate::audit::vocabulary::{Comparator, Counted};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check { codes: &["audit-same-quantity"], run };

/// So many times as many are other people.
const FAR: i64 = 10;

/// One quantity of one thing in one unit.
type Key = (usize, Option<usize>, Unit);

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut groups: BTreeMap<Key, Vec<&Statement>> = BTreeMap::new();
    for statement in paper.statements.iter().filter(|statement| statement.side != Side::Plan && !statement.is_partial) {
        if statement.each.is_some() {
            continue;
        }
        let Some(key) = key(paper, statement) else { continue };
        groups.entry(key).or_default().push(statement);
    }
    let mut found: Vec<Remark> = groups.values().filter_map(|group| differ(paper, group)).collect();
    found.extend(of_one_row(paper));
    found.extend(by_gender::find(paper));
    found.extend(by_noun::find(paper));
    found.extend(by_place::find(paper));
    found.extend(by_row::find(paper));
    found
}

/// What the text tells of the whole project and one row of the table counts: "проведено 8 семинаров" beside a row with 6.
fn of_one_row(paper: &Paper<'_>) -> Vec<Remark> {
    let mut rows: BTreeMap<usize, Vec<&Statement>> = BTreeMap::new();
    let results = paper.statements.iter().filter(|s| s.side == Side::Actual && s.activity.is_some() && s.is_result());
    for statement in results.filter(|s| s.unit == Unit::Piece) {
        rows.entry(statement.quantity).or_default().push(statement);
    }
    let mut found = Vec::new();
    for (quantity, rows) in rows {
        let of = &paper.vocabulary.quantities[quantity];
        let [row] = rows.as_slice() else { continue };
        if !matches!(of.kind, Counted::Events | Counted::Things) || matches!(of.id.as_str(), "events" | "topics") {
            continue;
        }
        let told: Vec<&Statement> = paper
            .statements
            .iter()
            .filter(|s| s.quantity == quantity && s.activity.is_none() && s.side == Side::Told && s.is_result())
            .filter(|s| {
                s.unit == Unit::Piece && paper.place(s.passage).shape.is_none() && !paper.claim(s).number.in_words
            })
            .filter(|s| paper.source.passage(s.passage).is_some_and(|passage| passage.place.table.is_none()))
            .collect();
        // Where the text tells the number of the row, too, the others are of something else.
        if told.iter().any(|s| s.value == row.value) || told.len() > 2 {
            continue;
        }
        // "Прямой эфир – 143" of one that was held are those who watched.
        let is_far = |s: &Statement| s.value > FAR * row.value;
        // The table of letters has those of all activities.
        let are_sent = |s: &Statement| of.id == "letters" && s.value == paper.sent.len() as i64 * ONE;
        let is_other = |s: &&Statement| s.value > ONE && !is_far(s) && !are_sent(s) && !tells_both(paper, s, row.value);
        found.extend(told.into_iter().filter(is_other).map(|other| {
            Remark::new("audit-same-quantity", Severity::Warning, vec![paper.quote(other), paper.quote(row)])
                .on("one_row")
                .labelled("what", &of.label)
                .with("about", row.activity.map(|nth| paper.activities[nth].title.clone()).unwrap_or_default())
                .with("value", shown_scaled(row.value, ONE))
                .with("others", shown_scaled(other.value, ONE))
        }));
    }
    found
}

/// Participants, respondents and "человек" of one activity are one quantity: the column of the table counts them together.
fn key(paper: &Paper<'_>, statement: &Statement) -> Option<Key> {
    let of = &paper.vocabulary.quantities[statement.quantity];
    // Who watches is counted with those who take part where nobody else is told to have done so.
    let tells_others = |nth: usize| {
        paper.statements.iter().any(|other| {
            let id = paper.counts(other);
            other.activity == Some(nth)
                && other.side == Side::Told
                && matches!(id, "participants" | "respondents" | "performers")
        })
    };
    // "207 тұрғын 10 семинарда білімін толықтырды": people of whom alone an activity tells are those who came.
    let are_alone = |nth: usize| {
        let tells = |other: &&Statement| {
            let kind = paper.vocabulary.quantities[other.quantity].kind;
            other.activity == Some(nth) && other.side == Side::Told && kind == Counted::Persons
        };
        statement.side == Side::Told
            && paper.statements.iter().filter(tells).all(|other| other.value == statement.value)
    };
    let id = match (of.id.as_str(), statement.activity) {
        ("participants" | "respondents", Some(_)) => "participants",
        ("people", Some(nth)) if are_alone(nth) => "participants",
        ("spectators", Some(nth)) if statement.side == Side::Told && !tells_others(nth) => "participants",
        // Numbers of people of whom nothing is known are not the same people.
        ("people" | "participants" | "respondents", _) => return None,
        (id, _) => id,
    };
    let unit = match statement.unit {
        Unit::Points => Unit::Percent,
        unit => unit,
    };
    let knows_scope = statement.activity.is_some() || of.whole || of.kind == Counted::Share;
    knows_scope.then_some((paper.vocabulary.quantity(id)?, statement.activity, unit))
}

fn differ(paper: &Paper<'_>, group: &[&Statement]) -> Option<Remark> {
    let exact: Vec<&&Statement> = group.iter().filter(|statement| is_exact(statement)).collect();
    let mut values: BTreeMap<i64, Vec<&Statement>> = BTreeMap::new();
    for statement in &exact {
        values.entry(statement.value).or_default().push(statement);
    }
    // What the table says is held against what is told; without a table the number told most often.
    let main = values.iter().max_by_key(|(_, told)| (told.iter().any(|s| s.side == Side::Actual), told.len()))?;
    let other = values.iter().filter(|(value, _)| *value != main.0).map(|(_, told)| told[0]);
    let outside = group
        .iter()
        .filter(|statement| !is_exact(statement) && !statement.comparator.allows(statement.value, *main.0))
        .copied();
    let of = &paper.vocabulary.quantities[main.1[0].quantity];
    let in_table = |told: &[&Statement]| told.iter().any(|statement| statement.side == Side::Actual);
    // Cells of one row that count one kind of thing have labels of their own: organisations that signed, and those that were
    // founded. Only people are counted twice, in their column and beside their label.
    let is_of_rows = in_table(main.1) && !of.whole && of.kind != Counted::Persons;
    let others: Vec<&Statement> = other
        .chain(outside)
        .filter(|other| !(is_of_rows && in_table(values.get(&other.value).map_or(&[], Vec::as_slice))))
        .collect();
    if others.is_empty() {
        return None;
    }
    // Rows of an activity may count one kind of thing apart: meetings with deputies and with akims.
    let rows: i64 = group.iter().filter(|s| s.side == Side::Actual && is_exact(s)).map(|s| s.value).sum();
    let first = first_of(main.1);
    let held = Main { paper, told: main.1 };
    let is_told = |other: &&Statement| other.value != rows && !held.is_another(other);
    let others: Vec<&Statement> = others.into_iter().filter(is_told).collect();
    // Told by village, by event or by wave, some of them make the whole.
    let values: Vec<i64> = others.iter().map(|statement| statement.value).collect();
    // "22,2 % в марте, 35 % в октябре" of a growth of 12,8 points.
    let are_levels =
        of.kind == Counted::Share && matches!(*values, [one, other] if one.abs_diff(other) == main.0.unsigned_abs());
    if others.is_empty() || are_levels || makes(&values, *main.0) {
        return None;
    }
    // Where the text tells the number of the table, too, another number beside it is often told of something else.
    let is_told_again = main.1.iter().any(|statement| statement.side == Side::Told);
    // What came of an activity is told of some of its people.
    let is_effect =
        |s: &&Statement| matches!(paper.place(s.passage).role.as_deref(), Some("short" | "effect" | "long" | "note"));
    let is_told_again = is_told_again || of.kind == Counted::Persons && others.iter().all(is_effect);
    let (severity, ground) = match (first.side == Side::Actual, of.whole, of.kind) {
        (true, true, _) => (Severity::Severe, "table_whole"),
        (true, false, _) if is_told_again => (Severity::Warning, "told_again"),
        (true, false, Counted::Persons) => (Severity::Severe, "table_people"),
        (true, false, _) => (Severity::Warning, "table"),
        (false, true, _) => (Severity::Severe, "whole"),
        _ => (Severity::Warning, ""),
    };
    // People of one activity who are told of twice without a table came to different parts of it.
    if first.side == Side::Told && !of.whole && of.kind == Counted::Persons {
        return None;
    }
    let mut told: Vec<i64> = others.iter().map(|statement| statement.value).collect();
    told.dedup();
    let shown: Vec<String> = told.iter().map(|value| shown_scaled(*value, ONE)).collect();
    let quotes = others.iter().map(|statement| paper.quote(statement)).chain([paper.quote(first)]).collect();
    let activity = first.activity.map(|nth| paper.activities[nth].title.clone()).unwrap_or_default();
    Some(
        Remark::new("audit-same-quantity", severity, quotes)
            .on(ground)
            .labelled("what", &of.label)
            .with("about", activity)
            .with("value", shown_scaled(*main.0, ONE))
            .with("others", shown.join("; ")),
    )
}

/// Where a value stands: in the table, or else where it is told first.
fn first_of<'s>(told: &[&'s Statement]) -> &'s Statement {
    told.iter().find(|statement| statement.side == Side::Actual).unwrap_or(&told[0])
}

/// Whether some that stand in a row add up to the value.
fn makes(values: &[i64], whole: i64) -> bool {
    (0..values.len()).any(|from| {
        let sums = values[from..].iter().scan(0_i64, |sum, value| {
            *sum += value;
            Some(*sum)
        });
        sums.skip(1).any(|sum| sum == whole)
    })
}

fn is_exact(statement: &&Statement) -> bool {
    statement.comparator == Comparator::Exactly
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn gatherings_of_all_villages_are_no_part_and_readers_of_a_month_are() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Количество участников проекта всего	Мужчин	Женщин
318	118	200

Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Сходы	60	Сходы	8	8
Мероприятие 2. Әкіммен кездесулер	53	Кездесулер саны	9	9
		Келушілер саны	52	53

Мероприятие 1. Сходы

Айгуль провела 9 сходов в Ульги, Акжаре и Бесарыке, в среднем за месяц один.

Мероприятие 2. Әкіммен кездесулер

Депутаттармен және әкімдермен өткен кездесулердің саны – 9, кездесуге келген тұрғындар саны – 53.

2. Достижение цели

До проекта в библиотеки за месяц приходило в среднем 140 человек, в сентябре – 210 человек.",
            expect![[r#"
                audit-total-exceeds-sum: The project counts 318 people; all activities together had 113.
                    «318» «60» «53»
                audit-same-quantity (table): gatherings: one place says 8, another says 9. Мероприятие 1. Сходы
                    «Айгуль провела 9 сходов в Ульги,…» «8»
            "#]],
        );
    }

    #[test]
    fn those_of_the_project_were_so_many() {
        check(
            "Количество участников проекта всего	Мужчин	Женщин
186	86	100

2. Достижение цели

Участников проекта, внесённых Айгуль в список без повторений, оказалось 199.

Жоба қатысушыларының қорытынды саны – 188.",
            expect![[r#"
                audit-same-quantity (table_whole): direct beneficiaries: one place says 186, another says 188; 199. 
                    «…рытынды саны – 188.» «…ений, оказалось 199.» «186»
            "#]],
        );
    }

    #[test]
    fn people_of_two_gatherings_and_those_who_passed_at_first_are_no_other_number() {
        check(
            "Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Сходы	59	Сходы	2	2
Мероприятие 2. Тренинг	24	Тренинги	1	1

Мероприятие 1. Сходы

К Айгуль на сходы пришли 31 и 28 человек (всего 59).

Мероприятие 2. Тренинг

С первого раза сдали 22 участника, ещё 2 – после пересдачи.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn those_of_whom_the_share_stands_in_brackets_were_taken_for_all_who_were_asked() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Сауалнама	Респонденттер	320	320

Мероприятие 1. Сауалнама

Барлығы 320 респондент қамтылды. Сәуірде 32 қатысушы (20 %), қазанда 56 қатысушы (35 %) көмектесті.",
            expect![""],
        );
    }

    #[test]
    fn villages_of_the_district_are_those_of_the_project_and_people_on_pay_are_no_pay() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Работать довелось в 5 сёлах района.

№	Показатель	Единица	План	Факт
1	Работники на зарплате	чел.	5	5
2	Зарплата	тенге	2 000 000	2 000 000",
            expect![[r#"
                audit-number-of-sites: The report speaks of 5 villages; the project has 2: Ульги, Акжар.
                    «…тать довелось в 5 сёлах района.»
            "#]],
        );
    }

    #[test]
    fn participants_of_the_project_are_told_twice_with_different_numbers() {
        check(
            "1. В проекте приняли участие 520 человек, это высокий показатель.

Общее количество участников проекта 161 человек.",
            expect![[r#"
                audit-same-quantity (whole): direct beneficiaries: one place says 520, another says 161. 
                    «…тников проекта 161 человек.» «…риняли участие 520 человек, это вы…»
            "#]],
        );
    }

    #[test]
    fn a_bound_and_a_number_that_fits_it_do_not_contradict() {
        check(
            "Уровень вовлеченности вырос более чем на 10%.

Вовлеченность граждан увеличилась на 14,5%.",
            expect![[r#"
                audit-percent-base: A per cent of nothing that is named, or a growth without the levels before and after (2).
                    «…рос более чем на 10%.» «…увеличилась на 14,5%.»
            "#]],
        );
    }

    #[test]
    fn what_each_was_paid_and_one_loader_for_three_villages_are_not_the_whole() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Фонд оплаты труда: Айгуль 840 000 тенге, Болат 560 000 тенге. У акима один погрузчик на три села, үш ауылға бір тиегіш.

№	Показатель	Единица	План	Факт
1	Фонд оплаты труда	тенге	1 400 000	1 400 000",
            expect![[""]],
        );
    }

    #[test]
    fn sheets_of_those_who_came_and_the_pay_of_the_staff_are_neither_people_nor_staff() {
        check(
            "Іс-шара	Қатысушылар, адам	Көрсеткіштер	Жоспар	Факт
1-іс-шара. Айгүлдің жиыны	100	Келгендерді тіркеген парақтар	15	15
		Қатысқан адам саны	82	100

№	Көрсеткіш	Өлшемі	Жоспар	Факт
1	Штаттық қызметкерлер	адам	6	6
2	Штат қызметкерлерінің ақысы	теңге	2 261 000	2 261 000
3	Тікелей бенефициарлар	адам	180	180

Мақсатқа жету

Жалпы жиыны 186 тұрғын жоба жұмысына араласты.",
            expect![[""]],
        );
    }

    #[test]
    fn by_how_much_it_grew_and_who_came_from_one_village_are_not_all() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Дебат	108	Дебаты	2	2

Количество участников проекта всего	Мужчин	Женщин
368	160	208

Мероприятие 1. Дебат

Айгүлге 108 жас қатысты: Ульгиде 58, Акжарда 50.

Достижение цели

Рост числа прямых бенефициаров на 48 человек объясняет Болат.

Уровень вовлечённости вырос на 10 %. Айгуль рада.

Вовлечённость граждан увеличилась на 14 %.",
            expect![[r#"
                audit-percent-base: A per cent of nothing that is named, or a growth without the levels before and after (2).
                    «…нности вырос на 10 %. Айгуль рада.» «…увеличилась на 14 %.»
                audit-same-quantity: engagement: one place says 14, another says 10. 
                    «…нности вырос на 10 %. Айгуль рада.» «…увеличилась на 14 %.»
            "#]],
        );
    }

    #[test]
    fn those_who_are_paid_are_no_pay() {
        check(
            "№	Көрсеткіш	Өлшемі	Жоспар	Факт
1	Айгүл бастаған жалақы алатындар	тірек	6	6
2	Жалақы	теңге	2 261 000	2 261 000",
            expect![[""]],
        );
    }
}
