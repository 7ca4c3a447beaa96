//! # What it does
//! Counts names of people where the report says how many they are, compares the head of the organisation in the field of the
//! form with the one who signs, and finds people under two surnames.
//!
//! # Why it matters
//! Who is counted has a name; a report is signed by the one with whom the contract was made.
//!
//! # Example
//! "Вошли 7 активистов: Дуйсенов А., Касымбекова Р., Мырзалиев Т."; "Абишев Канат Маратович" and, below, "Абишев К.С."

mod namesakes;

use super::Check;
use crate::audit::claims::Unit;
use crate::audit::lexer::{Kind, Token};
use crate::audit::paper::{Paper, Side, Statement, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Vocabulary;
use crate::audit::vocabulary::{Counted, Meaning};
use crate::source::Passage;
use auyl_domain::Severity;
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-persons-count", "audit-person-differs"], run };

/// Fewer names are no list.
const FEWEST: usize = 3;
/// Pieces between a number and the mark before the names.
const TO_NAMES: usize = 7;
/// Passages at the end in which somebody signs.
const LAST: usize = 12;
/// Letters by which two forms of a surname begin alike.
const STEM: usize = 4;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for (passage, text) in paper.passages().filter(|(_, text)| !text.where_.is_plan()) {
        found.extend(counted(paper, passage, text));
        found.extend(labelled(paper, passage, text));
    }
    let head = head(paper);
    if head.is_none() {
        found.extend(namesakes::find(paper));
    }
    found.extend(head);
    found
}

/// Somebody by surname and the first letters of the other names.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Person {
    surname: String,
    initials: Vec<char>,
    tokens: Range<usize>,
}

fn is_name(passage: &Passage, text: &Text, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| {
        let mut letters = passage.text[token.at.clone()].chars();
        token.word().is_some()
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            // "Ли В. А.".
            && (letters.next().is_some() || !initials(passage, text, at + 1).0.is_empty())
    })
}

/// "К.", "К. М.": capital letters with points, and where they end.
fn initials(passage: &Passage, text: &Text, mut at: usize) -> (Vec<char>, usize) {
    let mut found = Vec::new();
    while found.len() < 2 {
        let Some(token) = text.tokens.get(at).filter(|token| token.word().is_some()) else { break };
        let mut letters = passage.text[token.at.clone()].chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { break };
        if !letter.is_uppercase() || !text.tokens.get(at + 1).is_some_and(|next| next.is('.')) {
            break;
        }
        found.push(letter);
        at += 2;
    }
    (found, at)
}

/// The person whose names begin here.
fn person(passage: &Passage, text: &Text, at: usize) -> Option<Person> {
    let word = |at: usize| text.tokens.get(at).and_then(Token::word).unwrap_or_default();
    let (first, behind) = initials(passage, text, at);
    if !first.is_empty() && is_name(passage, text, behind) {
        return Some(Person { surname: word(behind).into(), initials: first, tokens: at..behind + 1 });
    }
    if !is_name(passage, text, at) {
        return None;
    }
    let (first, end) = initials(passage, text, at + 1);
    if !first.is_empty() {
        return Some(Person { surname: word(at).into(), initials: first, tokens: at..end });
    }
    let mut end = at + 1;
    while end < at + 3 && is_name(passage, text, end) {
        end += 1;
    }
    // "Председатель Абишев К. С.": what stands before a surname with initials is no name.
    if !initials(passage, text, end).0.is_empty() {
        return None;
    }
    let letters = (at + 1..end).filter_map(|at| passage.text[text.tokens[at].at.clone()].chars().next());
    (end > at + 1).then(|| Person { surname: word(at).into(), initials: letters.collect(), tokens: at..end })
}

/// Names in a row from here, each behind a comma or "и"; what stands in brackets or behind a dash tells of the one before.
fn row(vocabulary: &Vocabulary, passage: &Passage, text: &Text, mut at: usize) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    while let Some(person) = person(passage, text, at) {
        at = person.tokens.end;
        found.push(person);
        if text.tokens.get(at).is_some_and(|token| token.is('(')) {
            at = (at..text.tokens.len()).find(|at| text.tokens[*at].is(')')).map_or(at, |close| close + 1);
        }
        if text.tokens.get(at).is_some_and(|token| token.is('–') || token.is('—') || token.is('-')) {
            let ends = |at: &usize| text.tokens[*at].is(',') || text.tokens[*at].is(';');
            at = (at..text.tokens.len()).find(ends).unwrap_or(text.tokens.len());
        }
        let joins = |token: &Token| token.is(',') || token.is(';') || token.joins(vocabulary);
        if !text.tokens.get(at).is_some_and(joins) {
            break;
        }
        at += 1;
    }
    found
}

fn told(passage: &Passage, text: &Text, number: Quote, names: &[Person], n: i64) -> Remark {
    let from = text.tokens[names[0].tokens.start].at.start;
    let to = text.tokens[names[names.len() - 1].tokens.end - 1].at.end;
    Remark::new("audit-persons-count", Severity::Warning, vec![number, Quote::part(passage.place.passage, from..to)])
        .with("told", n)
        .with("named", names.len())
}

/// "7 активистов: …".
fn counted(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Option<Remark> {
    let said = paper.said(text);
    text.claims.iter().filter(|claim| claim.unit == Unit::Piece && claim.is_exact() && claim.each.is_none()).find_map(
        |claim| {
            let are_people = claim.quantity.is_none_or(|of| paper.vocabulary.quantities[of].kind == Counted::Persons);
            let near = claim.token + 1..text.tokens.len().min(claim.token + TO_NAMES);
            let opens = near.clone().find(|at| matches!(text.tokens[*at].kind, Kind::Mark(':' | '(' | '.' | ';')))?;
            if text.tokens[opens].is('.') || text.tokens[opens].is(';') {
                return None;
            }
            let some_only = said.says("of_which", &near);
            let names = row(paper.vocabulary, passage, text, opens + 1);
            let n = claim.whole().filter(|n| are_people && !some_only && (2..=40).contains(n))?;
            let differs = names.len() >= FEWEST && i64::try_from(names.len()) != Ok(n);
            differs.then(|| told(passage, text, Quote::part(passage.place.passage, claim.at.clone()), &names, n))
        },
    )
}

/// "Штат қызметкерлері: …" beside a number of staff elsewhere.
fn labelled(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Option<Remark> {
    let colon = text.tokens.iter().take(TO_NAMES).position(|token| token.is(':'))?;
    let quantity = text.hits.iter().filter(|hit| hit.to <= colon).find_map(|hit| match hit.meaning {
        Meaning::Quantity(quantity) => {
            let of = &paper.vocabulary.quantities[quantity];
            (of.kind == Counted::Persons && of.whole).then_some(quantity)
        }
        _ => None,
    })?;
    let names = row(paper.vocabulary, passage, text, colon + 1);
    let is = |s: &&Statement| s.quantity == quantity && s.side != Side::Plan && s.is_result();
    let statement = paper.statements.iter().find(is)?;
    let n = paper.claim(statement).whole()?;
    let differs = names.len() >= FEWEST && i64::try_from(names.len()) != Ok(n);
    differs.then(|| told(passage, text, paper.quote(statement), &names, n))
}

/// The head in the field of the form and the one who signs.
fn head(paper: &Paper<'_>) -> Option<Remark> {
    let all: Vec<(&Passage, &Text)> = paper.passages().collect();
    let people = |(passage, text): &(&Passage, &Text)| -> Vec<(u32, Person, Range<usize>)> {
        let mut at = 0;
        let mut found = Vec::new();
        while at < text.tokens.len() {
            match person(passage, text, at) {
                Some(person) => {
                    at = person.tokens.end;
                    let bytes = text.tokens[person.tokens.start].at.start..text.tokens[person.tokens.end - 1].at.end;
                    found.push((passage.place.passage, person, bytes));
                }
                None => at += 1,
            }
        }
        found
    };
    let is_field = |(_, text): &&(&Passage, &Text)| paper.said(text).listed("field_head").any(|hit| hit.from <= 6);
    let at = all.iter().position(|both| is_field(&both))?;
    // In a table the name stands in the next cell.
    let (told, head, place) =
        all[at..].iter().take(2).flat_map(people).find(|(_, person, _)| person.initials.len() == 2)?;
    let first = all.len().saturating_sub(LAST).max(at + 2);
    let (signed, other, other_place) = all[first.min(all.len())..]
        .iter()
        .filter(|(_, text)| paper.said(text).listed("signature").next().is_some() || text.tokens.len() <= 2 * TO_NAMES)
        .flat_map(people)
        .find(|(_, person, _)| is_like(&head, person))?;
    let initials = other.initials.iter().zip(&head.initials).all(|(one, other)| one == other);
    (other.surname != head.surname || !initials).then(|| {
        let written = |at: u32, bytes: &Range<usize>| {
            paper.source.passage(at).map(|passage| passage.text[bytes.clone()].to_string()).unwrap_or_default()
        };
        let (one, two) = (written(signed, &other_place), written(told, &place));
        let quotes = vec![Quote::part(signed, other_place), Quote::part(told, place)];
        Remark::new("audit-person-differs", Severity::Warning, quotes).with("written", one).with("name", two)
    })
}

/// May be the same person: the surnames begin alike.
fn is_like(head: &Person, other: &Person) -> bool {
    let begins = |surname: &str| surname.chars().take(STEM).collect::<String>();
    begins(&head.surname) == begins(&other.surname)
        && (head.surname == other.surname || head.initials.first() == other.initials.first())
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn seven_activists_are_six() {
        check(
            "В группу вошли 7 активистов: Дуйсенов А., Касымбекова Р., Мырзалиев Т., Ниязова Л., Сагындыков Е. (Шоктал), Турарова Б.",
            expect![[r#"
                audit-persons-count: 7 people are told, 6 are named.
                    «В группу вошли 7 активистов: Дуй…» «…Дуйсенов А., Касымбекова Р., Мырзалиев Т., Ниязова Л., Сагындыков Е. (Шоктал), Турарова Б.»
            "#]],
        );
    }

    #[test]
    fn another_signs_than_heads() {
        check(
            "2. Ф.И.О. руководителя: Абишев Канат Маратович

Всё сделано в срок.

Председатель Абишев К.С.",
            expect![[""]],
        );
    }

    #[test]
    fn the_same_person_with_initials_is_fine() {
        check(
            "2. Басшысының тегі, аты, әкесінің аты: Есенғалиева Роза Қайырқызы

Жоба аяқталды.

Бірлестік төрайымы Р.Қ. Есенғалиева",
            expect![[""]],
        );
    }

    #[test]
    fn a_surname_of_two_letters_is_one_of_the_list() {
        check(
            "Приехали пять депутатов районных маслихатов: Жумабеков А.С. (Аксуский район), Нугманова Р.Т. (Кербулакский район), Ли В.А. (Ескельдинский район), Сейдахметов Б.О. (Каратальский район).",
            expect![[r#"
                audit-persons-count: 5 people are told, 4 are named.
                    «Приехали пять депутатов рай…» «…Жумабеков А.С. (Аксуский район), Нугманова Р.Т. (Кербулакский район), Ли В.А. (Ескельдинский район), Сейдахметов Б.О.…»
            "#]],
        );
    }
}
