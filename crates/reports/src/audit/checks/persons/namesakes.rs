//! One person under two surnames.

use super::super::places::edits;
use super::{STEM, initials, is_name};
use crate::audit::lexer::Token;
use crate::audit::paper::{Paper, name_stem};
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use std::collections::BTreeMap;

/// A shorter surname that differs in a letter is another one.
const SHORTEST: usize = 3;
/// In a surname of so many letters two may be wrong.
const LONG: usize = 8;
/// So near a person is called again by name.
const NEAR: u32 = 2;
/// People of one name who are compared with each other.
const MOST: usize = 40;

pub(super) fn find(paper: &Paper<'_>) -> Option<Remark> {
    with_patronymics(paper).or_else(|| in_two_words(paper))
}

/// Surname, name and patronymic of which only the surname differs, by its end.
fn with_patronymics(paper: &Paper<'_>) -> Option<Remark> {
    let mut known: BTreeMap<String, Vec<(String, Quote)>> = BTreeMap::new();
    for (passage, text) in paper.passages() {
        for at in 0..text.tokens.len() {
            let word = |at: usize| text.tokens.get(at).and_then(Token::word).unwrap_or_default();
            let are_names = (at..at + 3).all(|at| is_name(passage, text, at));
            let is_patronymic = ["вич", "вна", "чна", "кызы", "улы"].iter().any(|end| word(at + 2).ends_with(end));
            if !are_names || !is_patronymic {
                continue;
            }
            let names = format!("{} {}", word(at + 1), word(at + 2));
            let quote = Quote::part(passage.place.passage, text.tokens[at].at.start..text.tokens[at + 2].at.end);
            let surname = word(at).to_string();
            let begins = |surname: &str| surname.chars().take(STEM).collect::<String>();
            // "Ахметов" and "Ахметову" are one in two cases.
            let is_other = |(other, _): &&(String, Quote)| {
                begins(other) == begins(&surname)
                    && !other.starts_with(&surname)
                    && !surname.starts_with(other.as_str())
            };
            let namesakes = known.entry(names).or_default();
            if let Some((_, told)) = namesakes.iter().find(is_other) {
                let written = passage.text[text.tokens[at].at.start..text.tokens[at + 2].at.end].to_string();
                let name = paper.quoted(told, 60);
                return Some(
                    Remark::new("audit-person-differs", Severity::Warning, vec![quote, told.clone()])
                        .on("namesake")
                        .with("written", written)
                        .with("name", name),
                );
            }
            if namesakes.iter().all(|(known, _)| *known != surname) {
                namesakes.push((surname, quote));
            }
        }
    }
    None
}

/// A name and a surname beside each other, as they are written.
struct Named {
    stem: String,
    written: String,
    quote: Quote,
}

/// "Дмитрий Пак" and "Дмитрий Пан"; "Әлия Бердіғалиева" and two lines below "Әлия Бердібаева".
fn in_two_words(paper: &Paper<'_>) -> Option<Remark> {
    let mut known: BTreeMap<String, Vec<Named>> = BTreeMap::new();
    for (passage, text) in paper.passages() {
        let is = |at: usize| is_name(passage, text, at);
        for at in 0..text.tokens.len().saturating_sub(1) {
            // "Координатор Айгуль", "Жаңа Ауыл" are no two names of a person.
            let is_word = text.hits.iter().any(|hit| (at..at + 2).contains(&hit.from));
            let tokens = &text.tokens[at..at + 2];
            let are_names = is(at) && is(at + 1) && initials(passage, text, at + 2).0.is_empty();
            if !are_names || is_word || !paper.sites_in(tokens).is_empty() {
                continue;
            }
            let stems: Vec<String> = tokens.iter().filter_map(Token::word).map(name_stem).collect();
            let [one, other] = stems.as_slice() else { continue };
            let at = tokens[0].at.start..tokens[1].at.end;
            let (written, quote) = (passage.text[at.clone()].to_string(), Quote::part(passage.place.passage, at));
            for (name, stem) in [(one, other), (other, one)] {
                let namesakes = known.entry(name.clone()).or_default();
                if let Some(told) = namesakes.iter().find(|told| is_same(told, stem, &quote)) {
                    return Some(
                        Remark::new("audit-person-differs", Severity::Warning, vec![quote.clone(), told.quote.clone()])
                            .on("namesake")
                            .with("written", written)
                            .with("name", &told.written),
                    );
                }
                if namesakes.len() < MOST && namesakes.iter().all(|told| told.stem != *stem) {
                    namesakes.push(Named { stem: stem.clone(), written: written.clone(), quote: quote.clone() });
                }
            }
        }
    }
    None
}

/// Another surname that can only be the same: a letter is wrong, or somebody near is called like that, but for the end.
fn is_same(told: &Named, stem: &str, quote: &Quote) -> bool {
    let is_cut = told.stem.starts_with(stem) || stem.starts_with(&told.stem);
    let begins = |stem: &str| stem.chars().take(STEM).collect::<String>();
    let is_near = quote.passage - told.quote.passage <= NEAR && begins(&told.stem) == begins(stem);
    let shortest = told.stem.chars().count().min(stem.chars().count());
    let wrong = edits(&told.stem, stem);
    !is_cut && shortest >= SHORTEST && (is_near || wrong == 1 || wrong == 2 && shortest >= LONG)
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn who_taught_is_not_called_otherwise_in_the_table() {
        check(
            "Семинары вели Шолпан Исаева и Дмитрий Пак. Шолпан Исаевой помогала Шолпан Асанова.

Әлия Бердіғалиева Ульгиде тұрады.

«Енді өзім жазамын», – дейді Әлия Бердібаева.",
            expect![[r#"
                audit-person-differs (namesake): “Әлия Бердібаева” here, “Әлия Бердіғалиева” elsewhere: probably one person.
                    «…– дейді Әлия Бердібаева.» «Әлия Бердіғалиева Ульгид…»
            "#]],
        );
        check(
            "Вёл Дмитрий Пак. Тренер – Дмитрий Пан, с Дмитрием Паном пришла Айгуль.",
            expect![[r#"
                audit-person-differs (namesake): “Дмитрий Пан” here, “Дмитрий Пак” elsewhere: probably one person.
                    «…. Тренер – Дмитрий Пан, с Дмитрие…» «Вёл Дмитрий Пак. Тренер –…»
            "#]],
        );
    }
}
