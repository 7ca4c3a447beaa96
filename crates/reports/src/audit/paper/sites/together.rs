//! Villages that no table lists: those that stand together again and again, as many as the report says it has.

use super::{LONGEST_NAME, MOST_SITES, Site, before_mark, clusters, is_name, name, named_in};
use crate::audit::claims::Claim;
use crate::audit::lexer::Token;
use crate::audit::paper::Text;
use crate::audit::vocabulary::{Counted, Vocabulary};
use crate::source::Source;
use std::collections::BTreeSet;

/// Groups of villages that are compared with each other.
const MOST_GROUPS: usize = 200;
/// Pieces between the number of one village and the name of the next.
const TO_NEXT: usize = 4;

/// The numbers of villages that the report tells.
pub(super) fn told(vocabulary: &Vocabulary, texts: &[Text]) -> BTreeSet<usize> {
    let are_sites = |claim: &&Claim| claim.quantity.is_some_and(|of| vocabulary.quantities[of].kind == Counted::Sites);
    let numbers = texts.iter().flat_map(|text| text.claims.iter().filter(are_sites)).filter_map(Claim::whole);
    numbers.filter(|n| (2..=MOST_SITES).contains(n)).filter_map(|n| usize::try_from(n).ok()).collect()
}

/// The villages that stand together again and again, as many as the report says it has: "Х, У және З ауылдары", "Х – 52, У – 49,
/// З – 57".
pub(super) fn find(
    source: &Source,
    vocabulary: &Vocabulary,
    texts: &[Text],
    told: &BTreeSet<usize>,
) -> Option<Vec<Site>> {
    let mut groups: Vec<(Vec<Site>, usize)> = Vec::new();
    for (passage, text) in source.passages().iter().zip(texts).filter(|(passage, _)| passage.place.table.is_none()) {
        let marked = named_in(&passage.text, &text.tokens, &text.hits, vocabulary);
        let sites = |names: Vec<(String, Vec<String>)>| clusters(names).into_iter().map(|(site, _)| site).collect();
        for group in [sites(marked), sites(counted(&passage.text, text, vocabulary))] {
            let group: Vec<Site> = group;
            if !told.contains(&group.len()) {
                continue;
            }
            let is_same = |known: &[Site]| {
                known.len() == group.len() && group.iter().all(|site| known.iter().any(|other| other.is(&site.stems)))
            };
            match groups.iter().position(|(known, _)| is_same(known)) {
                Some(nth) => groups[nth].1 += 1,
                None if groups.len() < MOST_GROUPS => groups.push((group, 1)),
                None => {}
            }
        }
    }
    let (group, times) = groups.into_iter().rev().max_by_key(|(_, times)| *times)?;
    (times > 1).then_some(group)
}

/// Names in a row that have a number each: "Х – 52, У 49, З: 57".
fn counted(text: &str, of: &Text, vocabulary: &Vocabulary) -> Vec<(String, Vec<String>)> {
    let tokens = &of.tokens;
    let mut longest: Vec<(String, Vec<String>)> = Vec::new();
    let mut row: Vec<(String, Vec<String>)> = Vec::new();
    let mut last = None;
    for claim in &of.claims {
        let Some(end) = before_mark(tokens, claim.token) else { continue };
        let from = (0..end).rev().take_while(|at| is_name(text, tokens, *at, vocabulary)).last();
        // "…, в У 49": a comma and a small word stand between.
        let goes_on = from.zip(last).is_some_and(|(from, last)| {
            let parts = |token: &Token| token.is('.') || token.is(':');
            from > last && from - last <= TO_NEXT && !tokens[last..from].iter().any(parts)
        });
        if !goes_on {
            row.clear();
        }
        if let Some(from) = from.filter(|from| end - from <= LONGEST_NAME) {
            row.push(name(text, &tokens[from..end]));
            last = Some(claim.token);
        }
        // A longer row is none of villages.
        if row.len() > longest.len() && i64::try_from(row.len()).is_ok_and(|n| n <= MOST_SITES) {
            longest.clone_from(&row);
        }
    }
    longest
}
