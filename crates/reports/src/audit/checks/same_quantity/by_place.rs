//! Numbers that are known by where they stand. Under the heading of the goal, and under that of the results, the first number of
//! people is how many the project had, whatever verb stands beside it; what an activity tells of its people beside the number
//! of its events is who came. Nothing in the sentence may say otherwise, and the number must be of the size of the one in
//! the table.

use crate::audit::claims::{Claim, Said, Unit};
use crate::audit::lexer::{Kind, ONE};
use crate::audit::paper::{Paper, Side, Statement, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Comparator, Counted, Hit, Meaning};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use std::ops::Range;

/// Letters of a unit that is cut.
const LONGEST_UNIT: usize = 4;
/// So many times more or fewer are other events.
const FEW: i64 = 3;
/// A numbered line of no more pieces without a full stop is a heading.
const HEADING: usize = 12;

pub(super) fn find(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = of_the_project(paper);
    found.extend((0..paper.activities.len()).filter_map(|nth| of_an_activity(paper, nth)));
    found
}

/// The whole of the project is told in tables, with one number.
fn whole<'s>(paper: &'s Paper<'_>) -> Option<&'s Statement> {
    let is_whole = |s: &&Statement| {
        paper.counts(s) == "direct_beneficiaries" && s.side == Side::Actual && s.is_result() && s.unit == Unit::Piece
    };
    let mut all = paper.statements.iter().filter(is_whole);
    let first = all.next()?;
    all.all(|other| other.value == first.value).then_some(first)
}

fn of_the_project(paper: &Paper<'_>) -> Vec<Remark> {
    let Some(whole) = whole(paper) else { return Vec::new() };
    let parts: Vec<i64> = paper.statements.iter().filter(|s| is_part(paper, s)).map(|s| s.value).collect();
    let mut found = Vec::new();
    // What was told under the heading that one is below: none where it is not one of the project's.
    let mut told: Option<Vec<(u32, &Claim)>> = None;
    let close = |told: &mut Option<Vec<(u32, &Claim)>>| {
        let told = told.take()?;
        let is_told = told.iter().any(|(_, claim)| claim.number.value == whole.value);
        held(paper, *told.first().filter(|_| !is_told)?, whole)
    };
    for (passage, text) in paper.passages() {
        if passage.place.table.is_some() || text.where_.activity.is_some() {
            continue;
        }
        if let Some(is_projects) = heading(paper, &passage.text, text) {
            found.extend(close(&mut told));
            told = is_projects.then(Vec::new);
        } else if let Some(claim) = beside_its_parts(paper, text, whole) {
            found.extend(held(paper, (passage.place.passage, claim), whole));
        } else if let Some(told) = &mut told {
            let claims = text.claims.iter().filter(|claim| counts_people(paper, text, claim, &parts));
            told.extend(claims.map(|claim| (passage.place.passage, claim)));
        } else {
            let of_all = text.claims.iter().filter(|claim| says_all(paper, text, claim));
            let people = of_all.filter(|claim| counts_people(paper, text, claim, &parts));
            found.extend(people.filter_map(|claim| held(paper, (passage.place.passage, claim), whole)));
        }
    }
    found.extend(close(&mut told));
    found
}

/// A number that stands for the whole of the project and is another; none where it is known to be of something else.
fn held(paper: &Paper<'_>, (passage, claim): (u32, &Claim), whole: &Statement) -> Option<Remark> {
    let is_known = paper
        .statements
        .iter()
        .any(|s| s.passage == passage && paper.claim(s).token == claim.token && s.quantity == whole.quantity);
    let is_other = paper.statements.iter().any(|s| s.value == claim.number.value && is_elsewhere(paper, s, passage));
    (!is_known && !is_other && is_of_size(claim.number.value, whole.value))
        .then(|| remark(paper, claim, (paper.claim(whole), whole.quantity), String::new()))
}

/// "188 человек, из них 144 женщины и 79 мужчин", where the two make what the table has: the number before them is the one
/// that is wrong, however the sentence calls those whom it counts.
fn beside_its_parts<'t>(paper: &Paper<'_>, text: &'t Text, whole: &Statement) -> Option<&'t Claim> {
    text.claims.iter().enumerate().find_map(|(at, claim)| {
        let said = paper.said(text);
        let mut end = said.sentence(claim.token).end;
        // Parts may stand behind a colon.
        if text.tokens.get(end).is_some_and(|token| token.is(':')) {
            end = said.sentence(end + 1).end;
        }
        let within = text.claims[at + 1..].iter().filter(|part| part.token < end);
        let parts: Vec<i64> = within.map(|part| part.number.value).collect();
        let makes_whole = matches!(*parts, [one, other] if one > 0 && other > 0 && one + other == whole.value);
        (makes_whole && is_plain(paper, text, claim)).then_some(claim)
    })
}

/// "Всего по проекту": the sentence says itself that it counts the whole project, under whichever heading.
fn says_all(paper: &Paper<'_>, text: &Text, claim: &Claim) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(claim.token);
    let says = |list: &str| said.listed(list).any(|hit| sentence.contains(&hit.from));
    // "в проект вошли 202 человека из 2 сёл", which are all.
    let all_sites = text.claims.iter().any(|other| {
        let is_here = sentence.contains(&other.token) && other.token != claim.token;
        is_here && kind_of(paper, other, other.quantity) == Some(Counted::Sites)
    });
    says("whole_project") && (says("total") || all_sites)
}

/// Whether a passage is a heading, and one of the project as a whole: of its goal, of its results, or of no known part.
fn heading(paper: &Paper<'_>, written: &str, text: &Text) -> Option<bool> {
    let section = text.where_.section.as_deref();
    let said = paper.said(text);
    if text.where_.is_heading && section.is_some_and(|section| said.listed(section).next().is_some()) {
        return Some(matches!(section, Some("section_goal" | "section_results")));
    }
    let is_numbered = matches!(text.tokens.first()?.kind, Kind::Ordinal(_));
    let is_title = text.tokens.len() <= HEADING && text.claims.is_empty() && !written.trim_end().ends_with(['.', ';']);
    // Stories and recommendations have numbered titles of their own.
    let is_free = !matches!(section, None | Some("section_story" | "section_recommendations" | "section_priorities"));
    (text.where_.is_heading || is_numbered && is_title).then_some(is_free)
}

/// Men, women and those of a status or an age: parts of the whole.
fn is_part(paper: &Paper<'_>, statement: &Statement) -> bool {
    statement.side == Side::Actual && matches!(paper.counts(statement), "men" | "women")
}

/// The number is another activity's, or of something else: who told it there meant no whole.
fn is_elsewhere(paper: &Paper<'_>, statement: &Statement, passage: u32) -> bool {
    let kind = paper.vocabulary.quantities[statement.quantity].kind;
    statement.passage != passage && kind == Counted::Persons
}

fn is_of_size(told: i64, of: i64) -> bool {
    told != of && told * 2 > of && told < of * 2
}

/// A number of people, or a bare one, in a sentence that counts neither events nor papers nor people of another kind.
fn counts_people(paper: &Paper<'_>, text: &Text, claim: &Claim, parts: &[i64]) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(claim.token);
    let id = |quantity: usize| paper.vocabulary.quantities[quantity].id.as_str();
    // "халық саны 183 болды": the word before says that it counts, the one behind is the verb.
    let is_number_of = claim.token.checked_sub(1).is_some_and(|at| said.is_in("number_of", at));
    let has_noun = !is_number_of && text.tokens.get(claim.token + 1).is_some_and(|next| next.word().is_some());
    let of_people = match claim.quantity.map(id) {
        Some("people" | "participants" | "direct_beneficiaries") => true,
        // "Охват группы: 93."
        None => {
            !has_noun && (is_number_of || is_named(text, claim, &said)) && is_only(paper, text, claim, &sentence, parts)
        }
        _ => false,
    };
    let is_other = |quantity: usize| {
        let of = &paper.vocabulary.quantities[quantity];
        match of.kind {
            Counted::Persons => !matches!(
                of.id.as_str(),
                "people" | "participants" | "direct_beneficiaries" | "men" | "women" | "visits"
            ),
            Counted::Events => of.id != "events",
            Counted::Evidence | Counted::Money | Counted::Share => true,
            _ => false,
        }
    };
    let names_other = text.hits.iter().filter(|hit| sentence.contains(&hit.from)).any(|hit| match hit.meaning {
        Meaning::Quantity(quantity) => is_other(quantity),
        _ => false,
    });
    is_plain(paper, text, claim) && of_people && !names_other && !parts.contains(&claim.number.value)
}

/// A bare number behind a colon or a dash, or in a sentence that names people.
fn is_named(text: &Text, claim: &Claim, said: &Said<'_>) -> bool {
    let sentence = said.sentence(claim.token);
    let before = claim.token.checked_sub(1).map(|at| &text.tokens[at].kind);
    let names_people = |hit: &Hit<Meaning>| match hit.meaning {
        Meaning::Quantity(quantity) => said.vocabulary.quantities[quantity].kind == Counted::Persons,
        _ => false,
    };
    matches!(before, Some(Kind::Mark(':' | '–' | '—')))
        || text.hits.iter().any(|hit| sentence.contains(&hit.from) && names_people(hit))
}

/// Exact, whole, reached, and neither shared out nor a part.
fn is_plain(paper: &Paper<'_>, text: &Text, claim: &Claim) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(claim.token);
    let has = |list: &str| said.listed(list).any(|hit| sentence.contains(&hit.from));
    let before = |list: &str| said.listed(list).any(|hit| sentence.contains(&hit.from) && hit.from < claim.token);
    claim.unit == Unit::Piece
        && claim.comparator == Comparator::Exactly
        && claim.each.is_none()
        && claim.of.is_none()
        && claim.whole().is_some_and(|n| n > 1)
        && !(has("planned") || has("future") || has("outside") || has("extreme") || has("each_event"))
        && !before("of_which")
        && !said.listed("others").any(|hit| hit.from == claim.token + 1 || hit.to == claim.token)
}

/// The one number of its sentence, beside parts and villages.
fn is_only(paper: &Paper<'_>, text: &Text, claim: &Claim, sentence: &Range<usize>, parts: &[i64]) -> bool {
    let sites = paper.n_sites() * ONE;
    let mut others = text.claims.iter().filter(|other| {
        let value = other.number.value;
        sentence.contains(&other.token) && other.token != claim.token && value != sites && !parts.contains(&value)
    });
    others.next().is_none()
}

/// Events and people that an activity tells together, in whatever words: where one of both numbers is what its row has, the
/// other is held against the rest of the row.
fn of_an_activity(paper: &Paper<'_>, nth: usize) -> Option<Remark> {
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

/// What kind of things a number counts. "14 ауыл жиыны" of a project in 3 villages are no villages.
fn kind_of(paper: &Paper<'_>, claim: &Claim, quantity: Option<usize>) -> Option<Counted> {
    let kind = paper.vocabulary.quantities[quantity?].kind;
    (kind != Counted::Sites || claim.number.value == paper.n_sites() * ONE).then_some(kind)
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

fn remark(paper: &Paper<'_>, claim: &Claim, (of, quantity): (&Claim, usize), about: String) -> Remark {
    let quotes = [claim, of].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
    Remark::new("audit-same-quantity", Severity::Warning, quotes)
        .on("position")
        .labelled("what", &paper.vocabulary.quantities[quantity].label)
        .with("about", about)
        .with("value", shown_scaled(of.number.value, ONE))
        .with("others", shown_scaled(claim.number.value, ONE))
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    const TABLES: &str = "Количество участников проекта всего	Мужчин	Женщин
100	40	60

Задача	Мероприятие	Кол-во участников	Показатели	План	Факт
Задача 1. Диалог	Мероприятие 1. Семинары	70	Семинары	3	3
	Мероприятие 2. Собрания	80	Собрания	3	3";

    #[test]
    fn the_first_people_under_the_goal_are_the_whole() {
        check(
            &format!(
                "{TABLES}

1. Достижение цели

За эти месяцы за Айгуль пошли 93 человека. Болат поверил 95 людям.

2. Итог трудов Айгуль

40 мужчин и 60 женщин трудились вместе, 112 аульчан из сел Ульги и Акжар.

3. Предложения по темам грантов

Предложения по темам

Ремонт кровель ждут 130 человек."
            ),
            expect![[r#"
                audit-same-quantity (position): direct beneficiaries: one place says 100, another says 93. 
                    «…за Айгуль пошли 93 человека. Болат…» «100»
                audit-same-quantity (position): direct beneficiaries: one place says 100, another says 112. 
                    «…удились вместе, 112 аульчан из сел…» «100»
            "#]],
        );
    }

    #[test]
    fn the_number_before_its_parts_and_the_one_of_all_are_the_whole() {
        check(
            &format!(
                "{TABLES}

Айгүлдің хикаясы

Айгүл 88 жүрек жинады, оның ішінде 60 әйел, 40 ер адам. Болат 5 жүрек жинады: 3 әйел, 2 ер адам.

Жоба 2 ауылда барлығы – 130 адам."
            ),
            expect![[r#"
                audit-sum (sentence): The parts add up to 100, the whole is given as 88: a difference of 12.
                    «Айгүл 88 жүрек жинады, он…» «…ады, оның ішінде 60 әйел, 40 ер адам.…» «…ң ішінде 60 әйел, 40 ер адам. Болат 5…»
                audit-same-quantity (position): direct beneficiaries: one place says 100, another says 88. 
                    «Айгүл 88 жүрек жинады, он…» «100»
                audit-same-quantity (position): direct beneficiaries: one place says 100, another says 130. 
                    «…ылда барлығы – 130 адам.» «100»
            "#]],
        );
    }

    #[test]
    fn people_of_an_activity_and_lamps_are_not_the_whole() {
        check(
            &format!(
                "{TABLES}

1. Достижение цели

На семинарах сидели 70 человек. Айгуль сменила 95 ламп. Болат сменил еще 90."
            ),
            expect![[r#""#]],
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
