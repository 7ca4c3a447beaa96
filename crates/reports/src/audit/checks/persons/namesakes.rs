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

/// A surname beside a name, as it is written.
struct Named {
    /// Without the ending of its case.
    surname: String,
    patronymic: Option<String>,
    written: String,
    quote: Quote,
}

/// "Дмитрий Пак" and "Дмитрий Пан"; "Ахметов Канат Маратович" and "Ахметбеков Канат Маратович"; "Әлия Бердіғалиева" and two lines
/// below "Әлия Бердібаева". Which of the two words is the surname is not known: each of them may be.
pub(super) fn find(paper: &Paper<'_>) -> Option<Remark> {
    let mut known: BTreeMap<String, Vec<Named>> = BTreeMap::new();
    for (passage, text) in paper.passages() {
        let is = |at: usize| is_name(passage, text, at);
        let said = paper.said(text);
        for at in 0..text.tokens.len().saturating_sub(1) {
            if !(is(at) && is(at + 1)) {
                continue;
            }
            let tokens = &text.tokens[at..at + 2];
            // "Координатор Айгуль", "Жаңа Ауыл" are no two names of a person.
            let is_word = !said.hits_in(&(at..at + 2)).is_empty() || !paper.sites_in(tokens).is_empty();
            if is_word || !initials(passage, text, at + 2).0.is_empty() {
                continue;
            }
            let stems: Vec<String> = tokens.iter().filter_map(Token::word).map(name_stem).collect();
            let [one, other] = stems.as_slice() else { continue };
            let patronymic = text.tokens.get(at + 2).and_then(Token::word).filter(|word| is_patronymic(word));
            let to = if patronymic.is_some() { at + 2 } else { at + 1 };
            let bytes = tokens[0].at.start..text.tokens[to].at.end;
            for (name, surname) in [(one, other), (other, one)] {
                let own = Named {
                    surname: surname.clone(),
                    patronymic: patronymic.map(str::to_string),
                    written: passage.text[bytes.clone()].to_string(),
                    quote: Quote::part(passage.place.passage, bytes.clone()),
                };
                let namesakes = known.entry(name.clone()).or_default();
                if let Some(told) = namesakes.iter().find(|told| is_same(told, &own)) {
                    return Some(
                        Remark::new("audit-person-differs", Severity::Warning, vec![own.quote, told.quote.clone()])
                            .on("namesake")
                            .with("written", own.written)
                            .with("name", &told.written),
                    );
                }
                if namesakes.len() < MOST && namesakes.iter().all(|told| told.surname != own.surname) {
                    namesakes.push(own);
                }
            }
        }
    }
    None
}

fn is_patronymic(word: &str) -> bool {
    ["вич", "вна", "чна", "кызы", "улы"].iter().any(|end| word.ends_with(end))
}

/// Another surname that can only be the same: a letter is wrong, or somebody near, or of the same patronymic, is called like that,
/// but for the end.
fn is_same(told: &Named, own: &Named) -> bool {
    let (one, other) = (&told.surname, &own.surname);
    // "Ахметов" and "Ахметову" are one in two cases.
    let is_cut = one.starts_with(other) || other.starts_with(one);
    let begins = |surname: &str| surname.chars().take(STEM).collect::<String>();
    let is_near = own.quote.passage - told.quote.passage <= NEAR;
    let is_known = is_near || told.patronymic.is_some() && told.patronymic == own.patronymic;
    let shortest = one.chars().count().min(other.chars().count());
    let wrong = edits(one, other);
    let is_alike = is_known && begins(one) == begins(other) || wrong == 1 || wrong == 2 && shortest >= LONG;
    !is_cut && shortest >= SHORTEST && is_alike
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
