//! Numbers that are known by where they stand. Under the heading of the goal, and under that of the results, the first number of
//! people is how many the project had, whatever verb stands beside it. Nothing in the sentence may say otherwise, and the number
//! must be of the size of the one in the table.

use crate::audit::claims::{Claim, Said, Unit, is_possessed};
use crate::audit::lexer::{Kind, ONE};
use crate::audit::paper::{Paper, Side, Statement, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Comparator, Counted, Hit, Meaning};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use std::ops::Range;

/// A numbered line of no more pieces without a full stop is a heading.
const HEADING: usize = 12;

/// The whole of the project is told in tables, with one number.
fn whole<'s>(paper: &'s Paper<'_>) -> Option<&'s Statement> {
    let is_whole = |s: &&Statement| {
        paper.counts(s) == "direct_beneficiaries" && s.side == Side::Actual && s.is_result() && s.unit == Unit::Piece
    };
    let mut all = paper.statements.iter().filter(is_whole);
    let first = all.next()?;
    all.all(|other| other.value == first.value).then_some(first)
}

pub(super) fn find(paper: &Paper<'_>) -> Vec<Remark> {
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

/// "Всего по проекту", "участников всего – 202, сёл – 2": the sentence says itself that it counts the whole project, under whichever heading.
fn says_all(paper: &Paper<'_>, text: &Text, claim: &Claim) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(claim.token);
    let says = |list: &str| said.says(list, &sentence);
    // "в проект вошли 202 человека из 2 сёл", which are all.
    let all_sites = text.claims.iter().any(|other| {
        let is_here = sentence.contains(&other.token) && other.token != claim.token;
        is_here && kind_of(paper, other, other.quantity) == Some(Counted::Sites)
    });
    // "Жоба 188 адамның басын қосты": the number is the project's own.
    let is_own = said.listed("whole_project").any(|hit| hit.to == claim.token);
    is_own || [says("whole_project"), says("total"), all_sites].into_iter().filter(|says| *says).count() >= 2
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

pub(super) fn is_of_size(told: i64, of: i64) -> bool {
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
    let names_other = said.names(&sentence, |of| match of.kind {
        Counted::Persons => {
            !matches!(of.id.as_str(), "people" | "participants" | "direct_beneficiaries" | "men" | "women" | "visits")
        }
        Counted::Events => of.id != "events",
        Counted::Evidence | Counted::Money | Counted::Share => true,
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
pub(super) fn is_plain(paper: &Paper<'_>, text: &Text, claim: &Claim) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(claim.token);
    let has = |list: &str| said.says(list, &sentence);
    let before = |list: &str| said.listed(list).any(|hit| sentence.contains(&hit.from) && hit.from < claim.token);
    claim.unit == Unit::Piece
        && claim.comparator == Comparator::Exactly
        && claim.each.is_none()
        && claim.of.is_none()
        && claim.whole().is_some_and(|n| n > 1)
        // "қазанда 72-сі": of those who were told before.
        && !is_possessed(claim)
        // "В библиотеки за месяц приходило в среднем 140 человек, в сентябре – 210": how many came in a month.
        && !(has("rate") || has("average"))
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

/// What kind of things a number counts. "14 ауыл жиыны" of a project in 3 villages are no villages.
pub(super) fn kind_of(paper: &Paper<'_>, claim: &Claim, quantity: Option<usize>) -> Option<Counted> {
    let kind = paper.vocabulary.quantities[quantity?].kind;
    (kind != Counted::Sites || claim.number.value == paper.n_sites() * ONE).then_some(kind)
}

pub(super) fn remark(paper: &Paper<'_>, claim: &Claim, (of, quantity): (&Claim, usize), about: String) -> Remark {
    let quotes = [claim, of].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
    Remark::new("audit-same-quantity", Severity::Warning, quotes)
        .on("position")
        .labelled("what", &paper.vocabulary.quantities[quantity].label)
        .with("about", about)
        .with("value", shown_scaled(of.number.value, ONE))
        .with("others", shown_scaled(claim.number.value, ONE))
}

#[cfg(test)]
pub(super) mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    /// Two activities and who took part in all.
    pub const TABLES: &str = "Количество участников проекта всего	Мужчин	Женщин
100	40	60

Задача	Мероприятие	Кол-во участников	Показатели	План	Факт
Задача 1. Диалог	Мероприятие 1. Семинары	70	Семинары	3	3
	Мероприятие 2. Собрания	80	Собрания	3	3";

    #[test]
    fn who_came_into_the_project_from_all_its_villages_is_the_whole() {
        check(
            &format!("{TABLES}\n\nПроект работал в 2 сёлах: Ульги и Акжар.\n\nВ проект вошли 130 жителей из 2 сёл."),
            expect![[r#"
                audit-same-quantity (position): direct beneficiaries: one place says 100, another says 130. 
                    «В проект вошли 130 жителей из 2 сёл…» «100»
            "#]],
        );
    }

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
    fn so_many_people_of_so_many_villages_are_the_whole_under_any_heading() {
        let report = |told: &str| {
            format!(
                "Мероприятие	Место	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Сходы	с. Ульги, с. Акжар	148	Листы явки	15	15
Мероприятие 2. Семинары	с. Ульги, с. Акжар	90	Семинары	4	4

Количество участников проекта всего	Мужчин	Женщин
188	80	108

5. Чего добилась Айгуль

{told}"
            )
        };
        check(
            &report("Участников всего – 202, сёл – 2."),
            expect![[r#"
            audit-same-quantity (position): direct beneficiaries: one place says 188, another says 202. 
                «…тников всего – 202, сёл – 2.» «188»
        "#]],
        );
        check(
            &report("Жоба 202 адамның басын қосты."),
            expect![[r#"
            audit-same-quantity (position): direct beneficiaries: one place says 188, another says 202. 
                «Жоба 202 адамның басын қ…» «188»
        "#]],
        );
        check(&report("В Ульги всего 202 жителя."), expect![[r#""#]]);
    }
}
