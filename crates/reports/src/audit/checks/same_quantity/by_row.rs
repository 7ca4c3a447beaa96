//! Numbers that are known by those beside them. An activity tells its events and who came to them together, in whatever words:
//! where one of both numbers is what its row of the table has, the other is held against the rest of the row.

use super::by_place::{is_of_size, is_plain, kind_of, remark};
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement, Text};
use crate::audit::remark::Remark;
use crate::audit::vocabulary::Counted;

/// Letters of a unit that is cut.
const LONGEST_UNIT: usize = 4;
/// So many times more or fewer are other events.
const FEW: i64 = 3;

pub(super) fn find(paper: &Paper<'_>) -> Vec<Remark> {
    (0..paper.activities.len()).filter_map(|nth| of(paper, nth)).collect()
}

/// What one activity tells otherwise.
fn of(paper: &Paper<'_>, nth: usize) -> Option<Remark> {
    let row = Row::of(paper, nth)?;
    paper.activities[nth].narrative.iter().find_map(|passage| {
        let (_, text) = paper.text(*passage)?;
        let (one, other) = pair(paper, text)?;
        let (claim, of) = row.against(paper, text, one, other).or_else(|| row.against(paper, text, other, one))?;
        let quantity = of.quantity.or(paper.vocabulary.quantity("events"))?;
        Some(remark(paper, claim, (of.claim, quantity), paper.activities[nth].title.clone()))
    })
}

/// The two plain numbers of a passage or of one of its sentences, villages left out.
fn pair<'t>(paper: &Paper<'_>, text: &'t Text) -> Option<(&'t Claim, &'t Claim)> {
    let said = paper.said(text);
    let are_sites = |claim: &Claim| {
        kind_of(paper, claim, claim.quantity) == Some(Counted::Sites) || claim.number.value == paper.n_sites() * ONE
    };
    let of_all = |token: usize| {
        let named = paper.sites_in(&text.tokens[said.sentence(token)]).len();
        named == 0 || named == paper.frame.sites.len()
    };
    let plain: Vec<&Claim> = text
        .claims
        .iter()
        .filter(|claim| is_plain(paper, text, claim) && !are_sites(claim) && of_all(claim.token))
        .collect();
    let first = plain.first()?;
    let sentence = said.sentence(first.token);
    let within: Vec<&&Claim> = plain.iter().filter(|claim| sentence.contains(&claim.token)).collect();
    match (within.as_slice(), plain.as_slice()) {
        ([one, other], _) => Some((one, other)),
        ([_], [one, other]) => Some((one, other)),
        _ => None,
    }
}

/// A number of the row of an activity.
struct Cell<'p> {
    claim: &'p Claim,
    /// What it counts, where its label is known.
    quantity: Option<usize>,
}

/// What the table of results has of an activity.
struct Row<'p> {
    people: Cell<'p>,
    /// Events, or what nobody knows by its label.
    events: Vec<Cell<'p>>,
    /// All numbers of its row.
    values: Vec<i64>,
    /// What the narrative tells in words that name it is held against the table already.
    tells_people: bool,
    tells_events: bool,
}

impl<'p> Row<'p> {
    fn of(paper: &'p Paper<'_>, nth: usize) -> Option<Row<'p>> {
        let of = |s: &&Statement| s.activity == Some(nth) && s.is_result() && s.unit == Unit::Piece;
        let kind = |quantity: usize| paper.vocabulary.quantities[quantity].kind;
        let (in_row, told): (Vec<&Statement>, Vec<&Statement>) =
            paper.statements.iter().filter(of).partition(|s| s.side == Side::Actual);
        let cell = |s: &Statement| Cell { claim: paper.claim(s), quantity: Some(s.quantity) };
        let people = in_row.iter().copied().find(|s| paper.counts(s) == "participants").map(cell)?;
        let cells = paper.activities[nth].pairs.iter().filter_map(|pair| paper.text(pair.actual?));
        let numbers: Vec<&Claim> = cells.flat_map(|(_, text)| &text.claims).collect();
        let quantity = |claim: &Claim| {
            let is_of = |s: &&&Statement| s.passage == claim.passage && paper.claim(s).token == claim.token;
            in_row.iter().find(is_of).map(|s| s.quantity)
        };
        // "Бас қосқан ауылдастар: 4" beside 56 people who came are no people, whatever the label says.
        let can_be = |cell: &Cell<'_>| {
            let kind = kind_of(paper, cell.claim, cell.quantity);
            cell.claim.is_exact() && matches!(kind, None | Some(Counted::Events | Counted::Persons))
        };
        let events = numbers.iter().map(|claim| Cell { claim, quantity: quantity(claim) }).filter(can_be);
        let events: Vec<Cell<'_>> = events.filter(|cell| cell.claim.number.value != people.value()).collect();
        // "тренингов" beside a row of seminars is held against no number yet.
        let tells_events = told.iter().any(|s| events.iter().any(|event| event.quantity == Some(s.quantity)));
        Some(Row {
            values: numbers.iter().map(|claim| claim.number.value).chain([people.value()]).collect(),
            tells_people: told.iter().any(|s| kind(s.quantity) == Counted::Persons),
            tells_events,
            people,
            events,
        })
    }

    /// The other number and what it should be, where the first is one of this row.
    fn against<'t>(
        &self,
        paper: &Paper<'_>,
        text: &Text,
        known: &Claim,
        other: &'t Claim,
    ) -> Option<(&'t Claim, &Cell<'p>)> {
        let value = other.number.value;
        if self.values.contains(&value) || !self.values.contains(&known.number.value) {
            return None;
        }
        let kind = kind_of(paper, other, other.quantity);
        let can_be = |of: Counted| kind.is_none_or(|kind| kind == of);
        if known.number.value == self.people.value() {
            let sum: i64 = self.events.iter().map(Cell::value).sum();
            let is_bare = kind.is_some() || ends_there(paper, text, other);
            // Few events may well be told as twice as many.
            let is_near = |event: &&Cell<'_>| value <= event.value() * FEW && event.value() <= value * FEW;
            let event = self.events.iter().find(is_near)?;
            let is_wrong = can_be(Counted::Events) && !self.tells_events && is_bare && value != sum;
            return is_wrong.then_some((other, event));
        }
        let is_event = self.events.iter().any(|event| event.value() == known.number.value);
        let is_wrong = is_event && can_be(Counted::Persons) && !self.tells_people;
        (is_wrong && is_of_size(value, self.people.value())).then_some((other, &self.people))
    }
}

impl Cell<'_> {
    fn value(&self) -> i64 {
        self.claim.number.value
    }
}

/// Nothing that could be counted stands behind the number.
fn ends_there(paper: &Paper<'_>, text: &Text, claim: &Claim) -> bool {
    let said = paper.said(text);
    let next = claim.token + 1;
    text.tokens.get(next).is_none_or(|token| {
        // "8 ед.", "8 сем.": a unit that is cut.
        let is_cut = token.word().is_some_and(|word| word.chars().count() <= LONGEST_UNIT)
            && text.tokens.get(next + 1).is_none_or(|after| after.word().is_none());
        token.word().is_none()
            || is_cut
            || said.is_in("times", next)
            || said.is_small(next)
            || said.is_in("copula", next)
    })
}

#[cfg(test)]
mod tests {
    use super::super::by_place::tests::TABLES;
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn a_heading_is_known_by_the_words_of_its_row_and_by_the_number_beside_its_name() {
        check(
            "Задача	Мероприятие	Кол-во участников	Показатели	План	Факт
Міндет 1. Диалог	1-іс-шара. Айгүл оқытатын семинарлар	70	Семинары	3	3
	2-іс-шара. Болат шақыратын жиындар	80	Жиын	3	3

Аталған міндет шеңберіндегі 1-іс-шара. Айгүл оқытатын семинарлар

3 семинарға 90 адам келді.

Шаг 2. Болат шақыратын жиындар

3 жиынға 95 адам келді.",
            expect![[r#"
                audit-same-quantity (table_people): participants: one place says 70, another says 90. 1-іс-шара. Айгүл оқытатын семинарлар
                    «3 семинарға 90 адам келді.» «70»
                audit-same-quantity (table_people): participants: one place says 80, another says 95. 2-іс-шара. Болат шақыратын жиындар
                    «3 жиынға 95 адам келді.» «80»
            "#]],
        );
    }

    #[test]
    fn members_of_each_club_were_taken_for_clubs() {
        check(
            &format!("{TABLES}\n\nМероприятие 1. Семинары\n\nАйгүл 3 клуб ашты, әр клубта 15 мүше, барлығы 45 мүше."),
            expect![[r#"
                audit-same-quantity (position): participants: one place says 70, another says 45. Мероприятие 1. Семинары
                    «…15 мүше, барлығы 45 мүше.» «70»
            "#]],
        );
    }

    #[test]
    fn three_times_as_active_was_read_as_three_seminars() {
        check(
            &format!(
                "{TABLES}\n\nМероприятие 1. Семинары\n\nПришли 70 человек, активность выросла в 3 раза, то есть в 5 раз."
            ),
            expect![[""]],
        );
    }

    #[test]
    fn what_stands_beside_a_number_of_the_row_is_held_against_the_rest_of_it() {
        check(
            &format!(
                "{TABLES}

Мероприятие 1. Семинары

За столом у Айгуль сидело 70, звонок давали 5 раз.

Мероприятие 2. Собрания

Болат звал трижды, 3 раза, и пришло к нему 120 аульчан."
            ),
            expect![[r#"
                audit-same-quantity (table_people): participants: one place says 80, another says 120. Мероприятие 2. Собрания
                    «…и пришло к нему 120 аульчан.» «80»
                audit-same-quantity (position): seminars: one place says 3, another says 5. Мероприятие 1. Семинары
                    «…0, звонок давали 5 раз.» «3»
            "#]],
        );
    }

    #[test]
    fn who_came_is_told_beside_the_events() {
        check(
            &format!(
                "Мероприятие 1. Семинары

Айгуль за 3 семинара увидела 64 пары глаз.

{TABLES}"
            ),
            expect![[r#"
                audit-same-quantity (position): participants: one place says 70, another says 64. Мероприятие 1. Семинары
                    «…еминара увидела 64 пары глаз.» «70»
            "#]],
        );
    }

    #[test]
    fn how_many_times_it_was_held_is_how_many_there_were_and_lines_name_activities_in_any_way() {
        check(
            "Меропр. 1. Семинары для Айгуль

Семинары прошли 6 раз, в них участвовали 45 чел. Айгуль вела семинары 2 раза в месяц, айына 2 рет семинар өтті.

2) Собрания сельчан Болата

Прошло 4 собрания с общим охватом 61 чел.

Общие собрания жителей дальних и ближних улиц аула (мероприятие 3)

Пришли 48 сельчан, собрания шли 2 раза.

Мероприятие	Показатели	План	Факт
Мероприятие 1. Семинары для Айгуль	Семинары	4	4
	Количество участников	41	45
Мероприятие 2. Собрания сельчан Болата	Собрания	4	4
	Количество участников	70	72
Мероприятие 3. Общие собрания жителей дальних и ближних улиц аула	Собрания	2	2
	Количество участников	50	52",
            expect![[r#"
                audit-same-quantity (table_people): participants: one place says 72, another says 61. Мероприятие 2. Собрания сельчан Болата
                    «…с общим охватом 61 чел.» «72»
                audit-same-quantity (table_people): participants: one place says 52, another says 48. Мероприятие 3. Общие собрания жителей дальних и ближних улиц аула
                    «Пришли 48 сельчан, собран…» «52»
                audit-same-quantity (table): seminars: one place says 4, another says 6. Мероприятие 1. Семинары для Айгуль
                    «Семинары прошли 6 раз, в них участ…» «4»
            "#]],
        );
    }
}
