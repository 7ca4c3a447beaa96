//! Numbers that are told of numbers: "84 респондента из 300", "из 9 проблем решены 3", "104 респонденттің 51-і" are parts of
//! a whole; "в каждом из 7 сел", "7 ауылдың әрқайсысында" say of how many units a number is told.

use super::{Claim, Said, Unit};
use crate::audit::lexer::{Kind, ONE, Token};
use crate::audit::vocabulary::Counted;
use std::ops::Range;

/// Words between a part and its whole.
const BETWEEN: usize = 4;
/// The same where the whole stands first and a clause may follow it.
const AFTER: usize = 8;

/// The words of "каждом из 7 сел", "7 ауылдың әрқайсысында" around the number of units.
pub(super) fn each_of(said: &Said<'_>, units: &Claim) -> Option<Range<usize>> {
    let at = units.token;
    let before = said.listed("each_of").find(|hit| hit.to == at);
    // The noun of the units stands between.
    let behind = || said.listed("each_one").find(|hit| hit.from == at + 2);
    match before {
        _ if units.unit != Unit::Piece => None,
        Some(hit) => Some(hit.from..(at + 2).min(said.tokens.len())),
        None => behind().map(|hit| at..hit.to),
    }
}

/// Tells each part its whole, and each level that it is one.
pub(super) fn find(said: &Said<'_>, claims: &mut [Claim]) {
    for nth in 0..claims.len() {
        claims[nth].is_level = is_level(said, claims, nth);
        let whole = whole_of(said, claims, nth);
        claims[nth].of = whole.map(|whole| claims[whole].number.value);
    }
}

fn whole_of(said: &Said<'_>, claims: &[Claim], nth: usize) -> Option<usize> {
    let part = &claims[nth];
    if part.unit != Unit::Piece || part.each.is_some() {
        return None;
    }
    behind(said, claims, part).or_else(|| before(said, claims, nth))
}

/// It can be a whole: it counts neither villages, of which something comes, nor is it shared out.
fn can_be_whole(said: &Said<'_>, claim: &Claim) -> bool {
    let are_sites = claim.quantity.is_some_and(|of| said.vocabulary.quantities[of].kind == Counted::Sites);
    claim.unit == Unit::Piece && claim.each.is_none() && !are_sites && !said.is_in("village_mark", claim.token + 1)
}

/// "84 респондента из 300", "126 из 360 опрошенных": of the two only one bears a noun, or both count people.
fn behind(said: &Said<'_>, claims: &[Claim], part: &Claim) -> Option<usize> {
    let is_word = |at: usize| said.tokens.get(at).is_some_and(|token| token.word().is_some());
    let from = (part.token + 1..part.token + 1 + BETWEEN)
        .find(|at| said.tokens.get(*at).and_then(Token::word) == Some("из"))?;
    if !(part.token + 1..from).all(is_word) {
        return None;
    }
    let nth = claims.iter().position(|claim| claim.token == from + 1)?;
    let whole = &claims[nth];
    let has_noun = |claim: &Claim| claim.token + 1 != from && is_word(claim.token + 1);
    let are_people =
        |claim: &Claim| claim.quantity.is_some_and(|of| said.vocabulary.quantities[of].kind == Counted::Persons);
    let fits = !(has_noun(part) && has_noun(whole)) || are_people(part) && are_people(whole);
    (fits && can_be_whole(said, whole)).then_some(nth)
}

/// "из 9 проблем решены 3", "9 мәселенің 3-і", "21 өтінім, соның 5-еуі".
fn before(said: &Said<'_>, claims: &[Claim], nth: usize) -> Option<usize> {
    let part = &claims[nth];
    let sentence = said.sentence(part.token);
    let whole = nth.checked_sub(1).filter(|whole| sentence.contains(&claims[*whole].token))?;
    let of = &claims[whole];
    if !can_be_whole(said, of) {
        return None;
    }
    let word = |at: usize| said.tokens.get(at).and_then(Token::word);
    let far = part.token - of.token;
    let ends = word(part.token + 1).is_none() || said.is_in("prepositions", part.token + 1);
    let are_people =
        |claim: &Claim| claim.quantity.is_some_and(|of| said.vocabulary.quantities[of].kind == Counted::Persons);
    // "из 90 мужчин и 60 женщин": both make one whole.
    let is_joined = part.token.checked_sub(1).is_some_and(|at| said.tokens[at].joins(said.vocabulary));
    // "серия из 6 постановок при числе зрителей 28": people are no part of events.
    let is_of_other = are_people(part) && of.quantity.is_some() && !are_people(of);
    // "Из 34 мастериц", "из этих 34".
    let is_of = |at: usize| {
        matches!(word(at), Some("из" | "среди")) || said.is_in("these", at) && at > 0 && word(at - 1) == Some("из")
    };
    // "из 34 мастериц 38 учились": a noun that nobody knows stands between, and a verb behind (folded words have no signs).
    let is_verb = |word: &str| ["ли", "лис", "ла", "лас", "но", "ны"].iter().any(|end| word.ends_with(end));
    let are_words = (of.token + 1..part.token).all(|at| word(at).is_some() && !said.is_small(at));
    let is_told_at_once = (2..=3).contains(&far)
        && are_words
        && (word(part.token + 1).is_some_and(is_verb) || said.is_in("adverb", part.token + 1));
    let russian = far <= AFTER
        && !is_joined
        && !is_of_other
        && of.token.checked_sub(1).is_some_and(is_of)
        && (of.quantity.is_some() && (ends || are_people(part) && are_people(of)) || is_told_at_once);
    let says_of = (of.token + 1..part.token).filter_map(word).any(is_genitive);
    let is_of_it = said.listed("of_it").any(|hit| hit.to == part.token);
    let kazakh = is_possessed(part) && (far <= BETWEEN && says_of || far <= AFTER && is_of_it);
    (russian || kazakh).then_some(whole)
}

/// A Kazakh word that says of what something is: "мәселенің".
pub fn is_genitive(word: &str) -> bool {
    word.chars().count() > 4 && ["нын", "нин", "дын", "дин", "тын", "тин"].iter().any(|end| word.ends_with(end))
}

/// "31-і": more than its figures stand in the text.
pub fn is_possessed(claim: &Claim) -> bool {
    let figures = (claim.number.value / ONE).to_string().len();
    claim.number.value < 1_000 * ONE && !claim.number.in_words && claim.at.len() >= figures + 2
}

/// "с 40 % до 54 %", "40 %-дан 54 %-ға": two shares of one sentence and a word for from or to.
fn is_level(said: &Said<'_>, claims: &[Claim], nth: usize) -> bool {
    let claim = &claims[nth];
    if claim.unit != Unit::Percent {
        return false;
    }
    let sentence = said.sentence(claim.token);
    let levels = claims.iter().filter(|other| other.unit == Unit::Percent && sentence.contains(&other.token));
    let is_from = |token: &Token| {
        token.word().is_some_and(|word| {
            matches!(word, "с" | "со" | "от" | "до" | "from" | "to" | "дан" | "ден" | "тан" | "тен")
        }) || matches!(token.kind, Kind::Mark('→'))
    };
    levels.count() == 2 && said.tokens[sentence].iter().any(is_from)
}
