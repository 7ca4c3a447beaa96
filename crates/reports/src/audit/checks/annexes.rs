//! # What it does
//! Looks for every annex that the text refers to in the list of annexes, and counts the list where its number is told.
//!
//! # Why it matters
//! What proves a number is in the annex: one that is not there proves nothing.
//!
//! # Example
//! "Отзывы участников собраны в приложении 7" above a list of six annexes.

use super::Check;
use crate::audit::lexer::{Kind, ONE, Token};
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Meaning;
use crate::source::Passage;
use auyl_domain::Severity;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-annex-missing", "audit-annex-count"], run };

/// A list of fewer entries is none.
const FEWEST: usize = 2;
/// A heading has no more pieces.
const HEADING: usize = 4;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let Some(list) = listed(paper) else { return Vec::new() };
    let quotes =
        || [list.values().next(), list.values().last()].into_iter().flatten().map(|passage| Quote::whole(*passage));
    let entries: BTreeSet<u32> = list.values().copied().collect();
    let mut found = Vec::new();
    for (passage, text) in paper.passages() {
        let number = passage.place.passage;
        if entries.contains(&number) {
            continue;
        }
        for (annex, at) in named(paper, text) {
            if !list.contains_key(&annex) {
                let place = text.tokens[at.start].at.start..text.tokens[at.end - 1].at.end;
                found.push(
                    Remark::new(
                        "audit-annex-missing",
                        Severity::Warning,
                        std::iter::once(Quote::part(number, place)).chain(quotes()).collect(),
                    )
                    .with("annex", annex)
                    .with("n", list.len()),
                );
            }
        }
        let told = text.claims.iter().find(|claim| {
            // "7-қосымша" is the seventh.
            let touches = text.tokens.get(claim.token + 1).is_some_and(|next| next.at.start == claim.at.end);
            words(paper, text).any(|at| at == claim.token + 1) && !touches && claim.each.is_none() && claim.is_exact()
        });
        if let Some(told) = told.filter(|told| told.whole().is_some_and(|n| usize::try_from(n) != Ok(list.len()))) {
            found.push(
                Remark::new(
                    "audit-annex-count",
                    Severity::Warning,
                    std::iter::once(Quote::part(number, told.at.clone())).chain(quotes()).collect(),
                )
                .with("told", told.number.value / ONE)
                .with("n", list.len()),
            );
        }
    }
    found
}

/// Words for an annex.
fn words<'t>(paper: &'t Paper<'_>, text: &'t Text) -> impl Iterator<Item = usize> + 't {
    let hits = ["annex", "annex_numbered"].map(|list| named_by(paper, text, list));
    hits.into_iter().flatten()
}

fn named_by<'t>(paper: &'t Paper<'_>, text: &'t Text, list: &str) -> impl Iterator<Item = usize> + 't {
    let list = paper.vocabulary.list(list).map(Meaning::List);
    text.hits.iter().filter(move |hit| Some(hit.meaning) == list).map(|hit| hit.from)
}

/// Annexes that a passage names by their numbers, and the pieces that do: "приложении 7", "7-қосымша", "№ 7 қосымша".
fn named(paper: &Paper<'_>, text: &Text) -> Vec<(i64, Range<usize>)> {
    let number = |at: usize| match &text.tokens.get(at)?.kind {
        Kind::Ordinal(number) => Some(*number),
        Kind::Reference(number) => number.parse().ok(),
        Kind::Number(number) if number.value % ONE == 0 => Some(number.value / ONE),
        _ => None,
    };
    let mut found = Vec::new();
    for at in named_by(paper, text, "annex") {
        found.extend(number(at + 1).map(|annex| (annex, at..at + 2)));
    }
    for at in named_by(paper, text, "annex_numbered") {
        let touches = at >= 2 && text.tokens[at - 1].is('-') && text.tokens[at - 1].at.end == text.tokens[at].at.start;
        let is_named = at >= 1 && matches!(text.tokens[at - 1].kind, Kind::Ordinal(_) | Kind::Reference(_));
        let from = match () {
            () if touches => at - 2,
            () if is_named => at - 1,
            () => continue,
        };
        found.extend(number(from).map(|annex| (annex, from..at + 1)));
    }
    found
}

/// The annexes that the report lists, each with its passage: entries that begin with their name, or numbered entries below a
/// heading.
fn listed(paper: &Paper<'_>) -> Option<BTreeMap<i64, u32>> {
    let all: Vec<(&Passage, &Text)> = paper.passages().collect();
    let mut list = BTreeMap::new();
    for (passage, text) in &all {
        if let Some((annex, at)) = named(paper, text).into_iter().next()
            && at.start == 0
            && text.tokens.len() > at.end
        {
            list.entry(annex).or_insert(passage.place.passage);
        }
    }
    if list.len() >= FEWEST {
        return Some(list);
    }
    let is_heading = |text: &Text| {
        text.tokens.len() <= HEADING
            && text.tokens.last().is_some_and(|token| token.word().is_some() || token.is(':'))
            && words(paper, text).next().is_some()
            && !text.tokens.iter().any(|token: &Token| token.number().is_some())
    };
    let heading = all.iter().rposition(|(_, text)| is_heading(text))?;
    let entries =
        all[heading + 1..].iter().map_while(|(passage, text)| match text.tokens.first().map(|token| &token.kind) {
            Some(Kind::Ordinal(number)) => Some((*number, passage.place.passage)),
            _ => None,
        });
    let list: BTreeMap<i64, u32> = entries.collect();
    (list.len() >= FEWEST).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn the_seventh_annex_of_six() {
        check(
            "Отзывы участников собраны в приложении 3, списки – в приложении 1.

Приложения

1. Списки участников

2. Протоколы сходов",
            expect![[r#"
                audit-annex-missing: Annex 3 is named, but the list of annexes has 2 entries and not this one.
                    «…собраны в приложении 3, списки –…» «1. Списки участников» «2. Протоколы сходов»
            "#]],
        );
    }

    #[test]
    fn annexes_in_kazakh_and_their_number() {
        check(
            "Сенбіліктің видеожазбасы 7-қосымшада берілген. Есепке 3 қосымша тіркелді.

1-қосымша. Сауалнама парағы

2-қосымша. Жиын хаттамалары",
            expect![[r#"
                audit-annex-missing: Annex 7 is named, but the list of annexes has 2 entries and not this one.
                    «…деожазбасы 7-қосымшада берілген. Е…» «1-қосымша. Сауалнама парағы» «2-қосымша. Жиын хаттамалары»
                audit-annex-count: 3 annexes are announced, 2 are listed.
                    «…ерілген. Есепке 3 қосымша тіркелд…» «1-қосымша. Сауалнама парағы» «2-қосымша. Жиын хаттамалары»
            "#]],
        );
    }
}
