//! Finding phrases in a row of words, many phrases at once. A word of a phrase is exact or, with a star, the beginning of one.

use auyl_domain::words::fold;
use std::collections::HashMap;

/// Shortest beginning that may stand before a star.
const SHORTEST: usize = 2;

/// Phrases, each with what it means.
#[derive(Debug)]
pub struct Matcher<M> {
    phrases: Vec<(Vec<Piece>, M)>,
    longest: usize,
    exact: HashMap<String, Vec<usize>>,
    begins: HashMap<String, Vec<usize>>,
}

impl<M> Default for Matcher<M> {
    fn default() -> Self {
        Matcher { phrases: Vec::new(), longest: 0, exact: HashMap::new(), begins: HashMap::new() }
    }
}

#[derive(Debug)]
struct Piece {
    letters: String,
    begins: bool,
}

/// A phrase that was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit<M> {
    /// First word, as an index into the row.
    pub from: usize,
    /// One behind the last.
    pub to: usize,
    /// What it means.
    pub meaning: M,
}

impl<M: Copy> Matcher<M> {
    /// Takes a phrase, its words parted by spaces.
    pub fn learn(&mut self, phrase: &str, meaning: M) {
        let piece = |word: &str| Piece { letters: fold(word.trim_end_matches('*')), begins: word.ends_with('*') };
        let pieces: Vec<Piece> = phrase.split_whitespace().map(piece).collect();
        let Some(first) = pieces.first() else { return };
        let by = if first.begins { &mut self.begins } else { &mut self.exact };
        by.entry(first.letters.clone()).or_default().push(self.phrases.len());
        self.longest = self.longest.max(pieces.len());
        self.phrases.push((pieces, meaning));
    }

    /// Words of the longest phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// All phrases in a row, in their order; where several begin at one word the longest first. A place that is no word
    /// (a mark, a number) is `None` and parts phrases.
    pub fn find(&self, row: &[Option<&str>]) -> Vec<Hit<M>> {
        let mut hits = Vec::new();
        for (from, word) in row.iter().enumerate() {
            let Some(word) = word else { continue };
            let first = hits.len();
            let mut look = |candidates: Option<&Vec<usize>>| {
                for phrase in candidates.into_iter().flatten() {
                    let (pieces, meaning) = &self.phrases[*phrase];
                    if is_at(pieces, &row[from..]) {
                        hits.push(Hit { from, to: from + pieces.len(), meaning: *meaning });
                    }
                }
            };
            look(self.exact.get(*word));
            for (at, c) in word.char_indices() {
                let end = at + c.len_utf8();
                if at + 1 >= SHORTEST {
                    look(self.begins.get(&word[..end]));
                }
            }
            hits[first..].sort_by_key(|hit| std::cmp::Reverse(hit.to));
        }
        hits
    }
}

fn is_at(pieces: &[Piece], row: &[Option<&str>]) -> bool {
    pieces.len() <= row.len()
        && pieces.iter().zip(row).all(|(piece, word)| {
            word.is_some_and(|word| if piece.begins { word.starts_with(&piece.letters) } else { word == piece.letters })
        })
}
