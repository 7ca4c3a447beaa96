//! Letters and replies: which of both a number or a date in running text belongs to, the letters that the text tells with their
//! numbers, and the number and the day of a letter in its cell of the table of letters. Forms have one cell for both, and whoever fills it
//! in adds when the reply came: which of the days is the letter's is told by where they stand, not by the words beside them.

use super::super::dates::Dated;
use super::super::lexer::{Kind, ONE, Token};
use super::super::remark::Quote;
use super::super::vocabulary::{Hit, Meaning};
use super::{Paper, Text};
use crate::source::Passage;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// A number or date belongs to a letter that is named no further away, in pieces of the sentence.
pub const LETTER_NEAR: usize = 6;

/// How much further away is what stands in another sentence.
const ANOTHER_SENTENCE: usize = 20;
/// A point behind a word of no more letters cuts it: "исх.", "рег.", "шығ.".
const CUT: usize = 3;

/// On which side of a number something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// To its left.
    Before,
    /// To its right.
    Behind,
}

/// "хатқа", "хаттарға": to a letter.
fn is_dative(word: &str) -> bool {
    ["ка", "ке", "га", "ге", "на", "не"].iter().any(|end| word.ends_with(end))
}

/// A date stands right beside the number of a letter: "№ 71 от 22 сентября", "22 қыркүйектегі № 71".
pub fn touches(number: usize, date: &Range<usize>) -> bool {
    date.start > number && date.start <= number + 2 || date.end <= number && number <= date.end + 1
}

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

    /// A point that cuts the word before it.
    fn is_cut(&self, at: usize) -> bool {
        let word = at.checked_sub(1).and_then(|at| self.tokens[at].word());
        word.is_some_and(|word| word.chars().count() <= CUT)
    }

    /// Which of the dates of a cell with one letter is the letter's: the nearest to its number.
    pub fn letter_day(&self, passage: &Passage, number: usize) -> Option<usize> {
        let far = |tokens: &std::ops::Range<usize>| {
            let between =
                if tokens.end <= number { tokens.end..number } else { number + 1..tokens.start.max(number + 1) };
            let ends = |at: usize| {
                let next = self.tokens.get(at + 1).map(|next| &passage.text[next.at.clone()]);
                let begins =
                    next.is_some_and(|next| next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
                self.tokens[at].is('.') && !self.is_cut(at) && begins
            };
            between.len() + if between.into_iter().any(ends) { ANOTHER_SENTENCE } else { 0 }
        };
        let days = self.dates.iter().enumerate().filter(|(_, date)| date.from.day.is_some());
        days.min_by_key(|(_, date)| far(&date.tokens)).map(|(nth, _)| nth)
    }
}

/// What a piece of a passage belongs to: the nearest word for a letter or a reply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// What was sent.
    Letter,
    /// What came back.
    Reply,
}

/// A letter that running text tells with its number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// Its number as it is written.
    pub number: String,
    /// The day that the sentence tells beside it.
    pub day: Option<Date>,
    /// Nth passage, from 1.
    pub passage: u32,
    /// The token of its number.
    pub token: usize,
    /// Bytes of its number.
    pub at: Range<usize>,
}

/// A letter of the table of letters.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The day beside its number, or that of its row.
    pub day: Option<Date>,
    /// Its number, where it stands.
    pub quote: Quote,
    /// To whom, as the table says.
    pub body: String,
}

impl Paper<'_> {
    /// What these tokens belong to. "На письмо № 26", "№ 26 хатқа": what was answered has a number of its own and nothing of
    /// what stands on its other side. In a list the word at its head says so: "Получены 2 ответа: № 4 от 4 мая, № 9 от 6 мая".
    pub fn link(&self, text: &Text, tokens: &Range<usize>) -> Option<Link> {
        let far = |hit: &Hit<Meaning>| match hit.to <= tokens.start {
            true => Some(tokens.start - hit.to),
            false => hit.from.checked_sub(tokens.end),
        };
        let near = text.hits.iter().filter_map(|hit| {
            let far = far(hit).filter(|far| *far <= LETTER_NEAR)?;
            let link = self.link_of(hit).filter(|_| self.reaches(text, hit, tokens))?;
            let range = hit.to.min(tokens.end)..hit.from.max(tokens.start);
            let between = &text.tokens[range.clone()];
            // "письмо исх. № 21".
            let ends = |at: usize| text.tokens[at].is('.') && !text.is_cut(at);
            // "письмо № 21 от 2 июня (ответ № 3 от 20 июня)": what stands in brackets says nothing of what stands outside.
            let bracket = if hit.to <= tokens.start { ')' } else { '(' };
            // A full stop parts more than words do; "письмо № 21 от 2 июня, ответ № 3 от 20 июня": so does a comma, a little.
            let is_parted = range.into_iter().any(ends) || between.iter().any(|t| t.is(';') || t.is(bracket));
            let is_other = between.iter().any(|token| token.is(','));
            (!is_parted).then_some(((is_other, far), link))
        });
        let head = || {
            let sentence = self.said(text).sentence(tokens.start);
            let colon = (sentence.start..tokens.start).rev().find(|at| text.tokens[*at].is(':'))?;
            let before = text.hits.iter().rev().filter(|hit| hit.to <= colon && sentence.contains(&hit.from));
            before.filter(|hit| self.reaches(text, hit, tokens)).find_map(|hit| self.link_of(hit))
        };
        near.min_by_key(|(far, _)| *far).map(|(_, link)| link).or_else(head)
    }

    fn link_of(&self, hit: &Hit<Meaning>) -> Option<Link> {
        match hit.meaning {
            Meaning::Quantity(quantity) => match self.vocabulary.quantities[quantity].id.as_str() {
                "letters" => Some(Link::Letter),
                "replies" => Some(Link::Reply),
                _ => None,
            },
            meaning => {
                (self.vocabulary.list("letter_word").map(Meaning::List) == Some(meaning)).then_some(Link::Letter)
            }
        }
    }

    /// Whether a word may be said of these tokens: a letter that was answered has its number behind it ("на письмо № 26"), up to
    /// the next comma, or before it ("№ 26 хатқа").
    fn reaches(&self, text: &Text, hit: &Hit<Meaning>, tokens: &Range<usize>) -> bool {
        let word = |at: usize| text.tokens.get(at).and_then(|token| token.word());
        match () {
            () if self.is_on(text, hit.from) => {
                hit.to <= tokens.start && !text.tokens[hit.to..tokens.start].iter().any(|token| token.is(','))
            }
            () if word(hit.to - 1).is_some_and(is_dative) && self.link_of(hit) == Some(Link::Letter) => {
                hit.from >= tokens.end
            }
            () => true,
        }
    }

    /// "на письмо", "на наше письмо", "на № 26".
    fn is_on(&self, text: &Text, at: usize) -> bool {
        let before = |far: usize| at.checked_sub(far).and_then(|at| text.tokens[at].word());
        let is_determined = at > 0 && self.said(text).is_in("determiner", at - 1);
        before(1) == Some("на") || is_determined && before(2) == Some("на")
    }

    /// On which side of its number the day stands on which somebody replied to a letter, alone or among others: before "на письмо
    /// № 26", behind "на № 32 и № 33 – ", "№ 26 хатқа", "№ 25, № 26 хаттарға"; none where nobody did.
    pub fn replied_on(&self, text: &Text, number: usize) -> Option<Beside> {
        let is_letter = |at: usize| {
            self.said(text).hits_in(&(at..at + 1)).iter().any(|hit| self.link_of(hit) == Some(Link::Letter))
        };
        let is_listed =
            |token: &Token| token.is(',') || matches!(token.kind, Kind::Reference(_)) || token.joins(self.vocabulary);
        let first = (0..number).rev().take_while(|at| is_listed(&text.tokens[*at])).last().unwrap_or(number);
        let word = first.checked_sub(1).filter(|at| is_letter(*at));
        let behind = (number + 1..text.tokens.len()).find(|at| !is_listed(&text.tokens[*at]))?;
        let is_dash = matches!(text.tokens[behind].kind, Kind::Mark('–' | '—'));
        match self.is_on(text, word.unwrap_or(first)) {
            true if is_dash => Some(Beside::Behind),
            true => Some(Beside::Before),
            false => (is_letter(behind) && text.tokens[behind].word().is_some_and(is_dative)).then_some(Beside::Behind),
        }
    }

    /// The letters of running text: those whose number stands with a word for a letter.
    pub(super) fn find_letters(&self) -> Vec<Letter> {
        let mut found = Vec::new();
        for (passage, text) in self.passages().filter(|(passage, _)| passage.place.table.is_none()) {
            if !text.tokens.iter().any(|token| matches!(token.kind, Kind::Reference(_))) {
                continue;
            }
            let is_reply = |tokens: &Range<usize>| self.link(text, tokens) == Some(Link::Reply);
            let days: Vec<&Dated> =
                text.dates.iter().filter(|date| date.from.day.is_some() && !is_reply(&date.tokens)).collect();
            for (token, piece) in text.tokens.iter().enumerate() {
                let Kind::Reference(number) = &piece.kind else { continue };
                if self.link(text, &(token..token + 1)) != Some(Link::Letter) {
                    continue;
                }
                let sentence = self.said(text).sentence(token);
                let far = |tokens: &Range<usize>| token.abs_diff(tokens.start).min(token.abs_diff(tokens.end));
                // "Аким ответил 10 октября на письмо № 71": the day of the reply, unless it touches the number.
                let answers = self.said(text).says("answered", &sentence);
                let is_own = |date: &&&Dated| !answers || touches(token, &date.tokens);
                let dates = days.iter().filter(|date| sentence.contains(&date.tokens.start)).filter(is_own);
                let day = dates.min_by_key(|date| far(&date.tokens)).and_then(|date| date.from.first());
                found.push(Letter {
                    number: number.clone(),
                    day,
                    passage: passage.place.passage,
                    token,
                    at: piece.at.clone(),
                });
            }
        }
        found
    }

    /// Letters of the table by their numbers; the first of those that share one.
    pub(super) fn find_sent(&self) -> BTreeMap<String, Sent> {
        let mut table = BTreeMap::new();
        for (known, grid) in self.tables_of("recommendations") {
            let (Some(column), Some(to)) = (known.column("letter_cell"), known.column("body")) else { continue };
            for row in known.headings + 1..=grid.rows {
                let texts = |column: u32| self.at(grid, row, column);
                let own = texts(column).flat_map(|(_, text)| &text.dates).find_map(|dated| dated.from.first());
                let beside = || {
                    let dates = texts(known.column("letter_date")?).flat_map(|(_, text)| &text.dates);
                    dates.into_iter().find_map(|dated| dated.from.first())
                };
                let day = own.or_else(beside);
                let body = grid.at(row, to).map(|cell| cell.text.trim().to_string()).unwrap_or_default();
                for (passage, text) in texts(column) {
                    for (at, number) in text.letter_numbers() {
                        let quote = Quote::part(passage.place.passage, text.tokens[at].at.clone());
                        // The day beside its number: a reply that the cell tells, too, has another.
                        let near = text.letter_day(passage, at).and_then(|nth| text.dates[nth].from.first());
                        table.entry(number).or_insert(Sent { day: near.or(day), quote, body: body.clone() });
                    }
                }
            }
        }
        table
    }
}
