//! Which number a share is a share of: it counts the same, or nothing but small words stand between.

use crate::audit::claims::{Claim, Said};
use crate::audit::lexer::Token;
use crate::audit::paper::{Paper, Text};
use crate::audit::vocabulary::{Counted, Hit, Meaning};

/// The share counts what the whole counts, or says nothing of its own.
pub(super) fn is_same(paper: &Paper<'_>, said: &Said<'_>, (whole, share): (&Claim, &Claim), has_noun: bool) -> bool {
    let kind = |claim: &Claim| claim.quantity.map(|quantity| paper.vocabulary.quantities[quantity].kind);
    match (whole.quantity, share.quantity) {
        (Some(a), Some(b)) => a == b || kind(whole) == Some(Counted::Persons) && kind(share) == Some(Counted::Persons),
        // "(3 в каждом селе)", "283 человека: по 30 в каждом селе"; "3 темы в каждом селе" counts something else.
        (Some(_), None) => !has_noun && (share.in_brackets || whole.token < share.token),
        // "12 субботников, по 3 в каждом селе": nothing else stands between.
        (None, None) if !has_noun && is_right_behind(said, whole, share) => true,
        // "88 пенсионеров, по 24 человека из каждого": nobody knows the noun of the whole, and they are people.
        (None, Some(_))
            if kind(share) == Some(Counted::Persons)
                && !said.noun_words(whole.token).is_empty()
                && is_right_behind(said, whole, share) =>
        {
            true
        }
        // "84 (по 26 человек с каждого села)": what a cell counts says its label.
        (None, _) => {
            share.in_brackets && said.noun_words(whole.token).is_empty() && is_right_behind(said, whole, share)
        }
    }
}

/// Nothing but the noun of the whole, marks, small words and those that share out stand between a whole and its share.
fn is_right_behind(said: &Said<'_>, whole: &Claim, share: &Claim) -> bool {
    let shares = |at: usize| said.listed("each_site").any(|hit| hit.from <= at && at < hit.to);
    let is_small = |at: usize| said.tokens[at].word().is_none() || said.is_small(at) || shares(at);
    // "54 вместо 60": a plan is no whole.
    let is_plan = |hit: &Hit<Meaning>| (whole.token..share.token).contains(&hit.from);
    whole.token < share.token
        && !said.listed("planned").any(is_plan)
        && (said.noun_words(whole.token).end..share.token).all(is_small)
}

/// The word behind a number is something else that is counted.
pub(super) fn names_another(text: &Text, claim: &Claim) -> bool {
    let is_named = |hit: &Hit<Meaning>| hit.from == claim.token + 1 && matches!(hit.meaning, Meaning::Quantity(_));
    text.hits.iter().any(is_named)
}

/// Both are followed by one word, whatever its ending: "по 2 тренинга, всего 12 тренингов", or the whole by none.
pub(super) fn has_one_noun(text: &Text, said: &Said<'_>, whole: &Claim, share: &Claim) -> bool {
    let is_bare = text.tokens.get(whole.token + 1).and_then(Token::word).is_none();
    let own = said.nouns(share.token);
    is_bare || said.nouns(whole.token).first().is_some_and(|noun| own.first() == Some(noun))
}
