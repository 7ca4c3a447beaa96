//! What a number counts where the words behind it do not say: what a word for a number names, those whom brackets and dashes
//! name beside it, and those whom the sentence tells of.

use super::Said;
use crate::audit::lexer::Kind;
use crate::audit::vocabulary::{Counted, Hit, Meaning};
use std::ops::Range;

/// Words between "число" and what is counted.
const COUNTED: usize = 4;
/// So near stands what people are called, where others are named, too.
const NEXT: usize = 3;

impl Said<'_> {
    /// "Число сёл, участвовавших в проекте, – 5", "жобаға қатысқан ауылдар саны – 5": what a word for a number names is counted,
    /// whatever else stands before the number.
    pub(super) fn counted_before(&self, at: usize) -> Option<usize> {
        let from = self.sentence(at).start;
        let is_comma = |range: Range<usize>| self.tokens[range].iter().any(|token| token.is(','));
        let named = self.quantities(from..at).filter_map(|hit| {
            let before = (from..hit.from).rev().take(COUNTED).find(|at| self.is_in("count_of", *at));
            // "Число охваченных проектом населённых пунктов: 4": what stands right before the number goes first.
            let is_told =
                || self.tokens[hit.to..at].iter().all(|token| token.word().is_none()) && !is_comma(hit.to..at);
            let told = before.is_some_and(|of| is_told() && !is_comma(of..hit.from));
            let is_named =
                told || before == hit.from.checked_sub(1) && before.is_some() || self.is_in("number_of", hit.to);
            let is_free = !self.tokens[hit.to..at].iter().any(|token| token.number().is_some());
            (is_named && is_free).then_some((told, hit))
        });
        match named.max_by_key(|(told, hit)| (*told, hit.from, hit.to))?.1.meaning {
            Meaning::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// "мужчин – 120 человек", "120 человек – мужчины": people with a dash or colon between them and their name.
    pub(super) fn beside(&self, at: usize, behind: usize) -> Option<usize> {
        let parts = |at: usize| {
            self.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Mark('-' | '–' | '—' | ':')) || t.is('('))
        };
        let named = |hit: &&Hit<Meaning>| match hit.meaning {
            Meaning::Quantity(quantity) => {
                let of = &self.vocabulary.quantities[quantity];
                of.kind == Counted::Persons && of.id != "people"
            }
            _ => false,
        };
        let before = self.hits.iter().filter(|hit| at > 0 && hit.to + 1 == at && parts(at - 1)).find(named);
        let after = || self.hits.iter().filter(|hit| parts(behind) && hit.from == behind + 1).find(named);
        before.or_else(after).and_then(|hit| match hit.meaning {
            Meaning::Quantity(quantity) => Some(quantity),
            _ => None,
        })
    }

    /// Which people "человек" are: the nearest that the sentence names.
    pub(super) fn people(&self, at: usize) -> Option<usize> {
        let sentence = self.sentence(at);
        let distance = |hit: &Hit<Meaning>| hit.from.abs_diff(at);
        let came = self.listed("came").any(|hit| sentence.contains(&hit.from));
        let mut named: Vec<(usize, usize)> = self
            .quantities(sentence.clone())
            .filter_map(|hit| match hit.meaning {
                Meaning::Quantity(quantity) => {
                    let of = &self.vocabulary.quantities[quantity];
                    // "из них 40 женщин" follows; a part is never what the whole is called.
                    // "70 жителей пришли на собрания, организованные командой": who comes is not who invites.
                    let is_host = came && of.whole && distance(hit) > NEXT;
                    (of.kind == Counted::Persons && of.id != "people" && of.part_of.is_empty() && !is_host)
                        .then(|| (distance(hit) * 4 - (hit.to - hit.from).min(3), quantity))
                }
                _ => None,
            })
            .collect();
        named.sort_unstable();
        let nearest = named.first().map(|(_, quantity)| *quantity);
        nearest.or_else(|| came.then(|| self.vocabulary.quantity("participants"))?)
    }
}
