//! The number and the day of a letter in its cell of the table of letters. Forms have one cell for both, and whoever fills it
//! in adds when the reply came: which of the days is the letter's is told by where they stand, not by the words beside them.

use super::super::lexer::{Kind, ONE};
use super::Text;
use crate::source::Passage;

/// How much further away is what stands in another sentence.
const ANOTHER_SENTENCE: usize = 20;
/// A point behind a word of no more letters cuts it: "исх.", "рег.", "шығ.".
const CUT: usize = 3;

impl Text {
    /// The numbers of letters in a cell, each with its token: behind "№", or else the one number that is of no date and counts
    /// nothing.
    pub fn letter_numbers(&self) -> Vec<(usize, String)> {
        let references = self.tokens.iter().enumerate().filter_map(|(at, token)| match &token.kind {
            Kind::Reference(number) => Some((at, number.clone())),
            _ => None,
        });
        let found: Vec<(usize, String)> = references.collect();
        if !found.is_empty() {
            return found;
        }
        let is_dated = |at: usize| self.dates.iter().any(|date| date.tokens.contains(&at));
        // "на 2 листах" counts.
        let counts = |at: usize| self.tokens.get(at + 1).is_some_and(|next| next.word().is_some() && !is_dated(at + 1));
        let bare = self.tokens.iter().enumerate().filter_map(|(at, token)| {
            let number = token.number().filter(|number| !number.in_words && number.value % ONE == 0)?;
            (!is_dated(at) && !counts(at)).then(|| (at, (number.value / ONE).to_string()))
        });
        bare.take(1).collect()
    }

    /// Which of the dates of a cell with one letter is the letter's: the nearest to its number.
    pub fn letter_day(&self, passage: &Passage, number: usize) -> Option<usize> {
        let far = |tokens: &std::ops::Range<usize>| {
            let between =
                if tokens.end <= number { tokens.end..number } else { number + 1..tokens.start.max(number + 1) };
            let ends = |at: usize| {
                let is_cut = at
                    .checked_sub(1)
                    .and_then(|at| self.tokens[at].word())
                    .is_some_and(|word| word.chars().count() <= CUT);
                let next = self.tokens.get(at + 1).map(|next| &passage.text[next.at.clone()]);
                let begins =
                    next.is_some_and(|next| next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
                self.tokens[at].is('.') && !is_cut && begins
            };
            between.len() + if between.into_iter().any(ends) { ANOTHER_SENTENCE } else { 0 }
        };
        let days = self.dates.iter().enumerate().filter(|(_, date)| date.from.day.is_some());
        days.min_by_key(|(_, date)| far(&date.tokens)).map(|(nth, _)| nth)
    }
}
