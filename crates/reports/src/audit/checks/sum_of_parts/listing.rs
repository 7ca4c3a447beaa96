//! Sums of what a sentence lists.

use super::told;
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::{Kind, Token};
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Vocabulary;
use std::ops::Range;

/// Two may be a part and something else.
const FEWEST_PARTS: usize = 3;
/// Words between a number and the colon behind which its parts are listed.
const TO_COLON: usize = 6;

/// "15,6 тонны отходов: бумага – 4,1 тонны, пластик – 3,7, стекло – 6,8": parts that have a name each and are of the noun of the
/// whole, or have none.
pub(super) fn find(paper: &Paper<'_>, text: &Text) -> Option<Remark> {
    let said = paper.said(text);
    text.claims.iter().enumerate().find_map(|(nth, whole)| {
        let words = said.noun_words(whole.token);
        let colon = (words.end..text.tokens.len().min(words.end + TO_COLON)).find(|at| text.tokens[*at].is(':'))?;
        let end = said.sentence(colon).end;
        let parts: Vec<&Claim> = text.claims[nth + 1..].iter().take_while(|claim| claim.token < end).collect();
        let is_part = |claim: &&Claim| {
            let nouns = said.nouns(claim.token);
            let is_same = nouns.is_empty() || nouns.first() == said.nouns(whole.token).first();
            is_same
                && (claim.unit, claim.each, claim.of) == (Unit::Piece, None, None)
                && claim.number.value <= whole.number.value
        };
        let segments = segments(text, paper.vocabulary, colon + 1..end);
        let is_one_each = segments.len() == parts.len()
            && segments.iter().zip(&parts).all(|(within, part)| is_named(text, within, part.token));
        let is_list = parts.len() >= FEWEST_PARTS && is_one_each && parts.iter().all(is_part);
        let is_whole = (whole.unit, whole.each) == (Unit::Piece, None) && !words.is_empty() && whole.token < colon;
        let sum: i64 = parts.iter().map(|part| part.number.value).sum();
        // "Охват 7 350 вместо 6 000: сайт – 4 100, …": one of the numbers before them is the whole.
        let is_told = |claim: &Claim| claim.token < colon && claim.number.value == sum;
        (is_list && is_whole && !text.claims.iter().any(is_told)).then(|| {
            let quotes = std::iter::once(whole).chain(parts).map(|claim| Quote::part(claim.passage, claim.at.clone()));
            told("audit-sum", quotes.collect(), whole.number.value, sum).on("listing")
        })
    })
}

/// What stands between commas and "и".
fn segments(text: &Text, vocabulary: &Vocabulary, within: Range<usize>) -> Vec<Range<usize>> {
    let joins = |token: &Token| token.is(',') || token.joins(vocabulary);
    let mut found = Vec::new();
    let mut from = within.start;
    for at in within.clone().filter(|at| joins(&text.tokens[*at])).chain([within.end]) {
        if from < at {
            found.push(from..at);
        }
        from = at + 1;
    }
    found
}

/// "бумага – 4,1 тонны": a name, a dash and the number.
fn is_named(text: &Text, segment: &Range<usize>, number: usize) -> bool {
    let is_dash = |at: usize| matches!(text.tokens[at].kind, Kind::Mark('-' | '–' | '—'));
    segment.contains(&number)
        && number >= segment.start + 2
        && is_dash(number - 1)
        && text.tokens[segment.start..number - 1].iter().all(|token| token.word().is_some())
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn parts_of_another_kind_or_larger_than_the_whole_are_none() {
        check(
            "Прошло 90 занятий: сход – 30 человек, встреча – 20 человек, вечер – 20 человек.

Вышло 12 выпусков: газета – 40, сайт – 10, страница – 36.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn what_is_listed_behind_a_colon_adds_up_to_what_stands_before_it() {
        check(
            "Собрано 15,6 тонны отходов: бумага – 4,1 тонны, пластик – 3,7 тонны и стекло – 6,8 тонны.

Охват 52 человека вместо 40 показов: сайт – 6, газета – 10, страница – 36.

Вышло 52 публикации: в газетах – 6, на сайтах – 10, на странице Дины – 36.

Жарық көрген 40 жарияланым: газетте – 6, сайтта – 10, парақшада – 25.

Прошли 4 встречи Айгуль: с депутатами – 20 человек, с акимами – 30 человек, с молодёжью – 15 человек.

Прошли 9 сходов: 12 мая – 3, 14 мая – 2, 16 мая – 2.",
            expect![[r#"
                audit-sum (listing): The parts add up to 14,60, the whole is given as 15,60: a difference of 1.
                    «Собрано 15,6 тонны отходов:…» «…ходов: бумага – 4,1 тонны, пластик…» «…онны, пластик – 3,7 тонны и стекло…» «…онны и стекло – 6,8 тонны.»
                audit-sum (listing): The parts add up to 41, the whole is given as 40: a difference of 1.
                    «Жарық көрген 40 жарияланым: газ…» «…аным: газетте – 6, сайтта – 10, пар…» «…те – 6, сайтта – 10, парақшада – 25.» «…– 10, парақшада – 25.»
            "#]],
        );
    }
}
