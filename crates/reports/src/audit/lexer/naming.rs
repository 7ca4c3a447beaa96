//! Numbers that name and do not count: those of papers behind "№", of entries of a list and of headings, of activities.

use super::{Kind, ONE, Token};
use crate::audit::vocabulary::Vocabulary;

/// The number of a paper behind a word for the sign: "исх. номер 57", "исх. 57", "хаттың нөмірі 57".
pub(super) fn references(tokens: &mut [Token], text: &str, vocabulary: &Vocabulary) {
    for at in 0..tokens.len() {
        let refers = |at: usize| tokens[at].word().is_some_and(|word| vocabulary.is_referring(word));
        let is_cut = at > 1 && tokens[at - 1].is('.') && refers(at - 2);
        let follows = tokens.get(at + 1).and_then(Token::word).is_some_and(|word| vocabulary.is_referred(word));
        // "исх. 5 мая": the day of a date is no number of a paper.
        let is_day = tokens.get(at + 1).and_then(Token::word).is_some_and(|word| vocabulary.month(word).is_some());
        // "номер письма 69".
        let is_of = at > 1 && tokens[at - 1].word().is_some() && refers(at - 2);
        let is_named = (at > 0 && refers(at - 1) || is_cut || is_of || follows) && !is_day;
        let written = &text[tokens[at].at.clone()];
        if is_named && tokens[at].number().is_some() && written.bytes().all(|byte| byte.is_ascii_digit()) {
            tokens[at].kind = Kind::Reference(written.to_string());
        }
    }
}

/// "3. Аварийное состояние дорог", "темы: 1) «А»; 2) «Б»": the number of an entry, or of a heading.
pub(super) fn entries(tokens: &mut [Token], text: &str) {
    first_entry(tokens, text);
    // A bracket that nothing opened closes the number of an entry, where a mark stands before it.
    let mut is_open = false;
    for at in 1..tokens.len() {
        match tokens[at].kind {
            Kind::Mark('(') => is_open = true,
            Kind::Mark(')') if is_open => is_open = false,
            Kind::Mark(')') => {
                let begins = at < 2 || matches!(tokens[at - 2].kind, Kind::Mark(':' | ';' | ',' | '.' | '–' | '—'));
                let number = tokens[at - 1].number().filter(|number| number.value % ONE == 0 && !number.in_words);
                if let Some(number) = number.filter(|_| begins && tokens[at - 1].at.end == tokens[at].at.start) {
                    tokens[at - 1].kind = Kind::Ordinal(number.value / ONE);
                }
            }
            _ => {}
        }
    }
}

fn first_entry(tokens: &mut [Token], text: &str) {
    let [first, second, _, ..] = tokens else { return };
    let Some(number) = first.number() else { return };
    let touches = second.at.start == first.at.end && (second.is('.') || second.is(')'));
    // "1.2 Собрания жителей", "1.2. Собрания": the number of a part, no decimals.
    let part = text[first.at.clone()].split_once('.').and_then(|(_, part)| part.parse().ok());
    let is_title = text[second.at.clone()].starts_with(char::is_uppercase);
    let named = match part {
        Some(part) if touches || is_title => Some(part),
        None if touches && number.value % ONE == 0 => Some(number.value / ONE),
        _ => None,
    };
    if let Some(named) = named.filter(|named| *named < 100) {
        first.kind = Kind::Ordinal(named);
    }
}

/// "Мероприятие 4", "Задача 2", "Приложение №3", "2-іс-шара": a number at such a word names, it does not count.
pub(super) fn ordinals(tokens: &mut [Token], vocabulary: &Vocabulary) {
    for at in 0..tokens.len() {
        let Some(number) = tokens[at].number().filter(|number| !number.in_words) else { continue };
        let names = |at: Option<usize>| {
            at.and_then(|at| tokens.get(at)).and_then(Token::word).is_some_and(|word| vocabulary.is_naming(word))
        };
        let is_joined = tokens.get(at + 1).is_some_and(|dash| dash.is('-') && dash.at.start == tokens[at].at.end);
        if names(at.checked_sub(1)) || is_joined && names(Some(at + 2)) {
            tokens[at].kind = Kind::Ordinal(number.value / ONE);
        }
    }
}
