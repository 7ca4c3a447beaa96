//! The concepts of the catalogue: words and short phrases that mean the same in Kazakh and Russian ("ауыз су", "питьевая
//! вода"). Finds them in the words of a text, in any spelling, with endings, and with one letter wrong in a longer word.

use super::key::{stems, words};
use crate::catalogue::line_of;
use crate::finding::{Finding, Spot};
use crate::words::Words;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Where the catalogue keeps them.
pub const FILE: &str = "concepts.toml";

/// Words shorter than this must be spelt rightly: with one letter changed, short words become others.
const LEAST_MISSPELT: usize = 6;

/// What one or more words mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Code word.
    pub id: String,
    /// What people read where it is told why two texts are alike.
    pub label: Words,
    /// The concept that is meant as well.
    #[serde(default)]
    pub broader: String,
    /// How much it tells about a problem, from 0 to 1.
    #[serde(default = "full")]
    pub weight: f64,
    /// Words and phrases; a star stands for any ending.
    pub words: Vec<String>,
}

fn full() -> f64 {
    1.0
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptsText {
    #[serde(default)]
    empty: Vec<String>,
    #[serde(default)]
    concept: Vec<Concept>,
}

/// A word of the list: exact, or the beginning of words.
type Pattern = u32;

/// A word or phrase of a concept.
struct Phrase {
    concept: usize,
    patterns: Vec<Pattern>,
}

/// All concepts, ready to be looked for.
pub struct Concepts {
    all: Vec<Concept>,
    broader: Vec<Option<usize>>,
    empty: HashSet<String>,
    exact: HashMap<String, Pattern>,
    begins: HashMap<String, Pattern>,
    /// The letters of each pattern, and whether any ending may follow.
    patterns: Vec<(String, bool)>,
    /// Longer patterns by what is left without any one letter.
    misspelt: HashMap<String, Vec<Pattern>>,
    phrases: Vec<Phrase>,
    /// Phrases by each of their first words.
    led: HashMap<Pattern, Vec<usize>>,
}

/// The concepts of a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Meant {
    /// Which concepts, in order, each once.
    pub concepts: BTreeSet<usize>,
    /// For each word whether a concept came from it.
    pub is_covered: Vec<bool>,
}

impl Concepts {
    /// Reads the file of the catalogue, [`FILE`]; the finding names the first thing that is wrong with it.
    pub fn read(text: &str) -> Result<Concepts, Finding> {
        let read: ConceptsText = toml::from_str(text)
            .map_err(|error| wrong(text, error.span().map_or(0, |span| span.start), error.message()))?;
        let at: HashMap<&str, usize> = read.concept.iter().enumerate().map(|(at, c)| (c.id.as_str(), at)).collect();
        let mut broader = Vec::new();
        for concept in &read.concept {
            broader.push(match (concept.broader.as_str(), at.get(concept.broader.as_str())) {
                ("", _) => None,
                (_, Some(at)) => Some(*at),
                (id, None) => {
                    let start = text.find(&format!("broader = \"{id}\"")).unwrap_or(0);
                    return Err(wrong(text, start, &format!("{}: broader names no concept: {id}", concept.id)));
                }
            });
        }
        let mut concepts = Concepts {
            broader,
            empty: read.empty.iter().flat_map(|word| words(word)).map(|word| word.key).collect(),
            exact: HashMap::new(),
            begins: HashMap::new(),
            patterns: Vec::new(),
            misspelt: HashMap::new(),
            phrases: Vec::new(),
            led: HashMap::new(),
            all: Vec::new(),
        };
        for (at, concept) in read.concept.iter().enumerate() {
            for phrase in &concept.words {
                concepts.learn(at, phrase);
            }
        }
        concepts.all = read.concept;
        Ok(concepts)
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> &[Concept] {
        &self.all
    }

    /// Whether a word says nothing about which problem it is.
    pub(super) fn is_empty_word(&self, key: &str) -> bool {
        self.empty.contains(key)
    }

    fn learn(&mut self, concept: usize, phrase: &str) {
        let mut patterns = Vec::new();
        for part in phrase.split_whitespace() {
            let (bare, has_star) = part.strip_suffix('*').map_or((part, false), |bare| (bare, true));
            let parts = words(bare);
            let last = parts.len().saturating_sub(1);
            for (at, word) in parts.into_iter().enumerate() {
                patterns.push(self.pattern(word.key, has_star && at == last));
            }
        }
        if let Some(first) = patterns.first() {
            self.led.entry(*first).or_default().push(self.phrases.len());
            self.phrases.push(Phrase { concept, patterns });
        }
    }

    fn pattern(&mut self, key: String, has_star: bool) -> Pattern {
        let known = if has_star { &mut self.begins } else { &mut self.exact };
        if let Some(found) = known.get(&key) {
            return *found;
        }
        let pattern = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        known.insert(key.clone(), pattern);
        if key.len() >= LEAST_MISSPELT {
            for short in shortened(&key) {
                self.misspelt.entry(short).or_default().push(pattern);
            }
        }
        self.patterns.push((key, has_star));
        pattern
    }

    /// The patterns that a word answers, the most telling first: the word itself, then beginnings, the longest first.
    pub(super) fn patterns_of(&self, key: &str) -> Vec<Pattern> {
        if self.is_empty_word(key) {
            return self.exact.get(key).copied().into_iter().collect();
        }
        let mut found: Vec<Pattern> = Vec::new();
        found.extend(self.exact.get(key));
        let heads = (1..=key.len()).rev().filter_map(|length| key.get(..length));
        found.extend(heads.filter_map(|head| self.begins.get(head)));
        found.extend(stems(key).into_iter().skip(1).filter_map(|stem| self.exact.get(stem)));
        if found.is_empty() && key.len() >= LEAST_MISSPELT {
            found.extend(self.nearly(key));
        }
        found
    }

    /// The longest pattern from which a word differs by one letter; the first letter must be right.
    fn nearly(&self, key: &str) -> Option<Pattern> {
        let heads = (LEAST_MISSPELT - 1..=key.len()).filter_map(|length| key.get(..length));
        let mut best: Option<(usize, Pattern)> = None;
        for head in heads {
            for short in shortened(head) {
                for pattern in self.misspelt.get(&short).into_iter().flatten() {
                    let Some((letters, has_star)) = self.patterns.get(*pattern as usize) else { continue };
                    let is_whole = *has_star || stems(key).contains(&head);
                    let is_near = letters.get(..1) == head.get(..1) && strsim::osa_distance(letters, head) <= 1;
                    if is_whole && is_near && best.is_none_or(|(length, _)| letters.len() > length) {
                        best = Some((letters.len(), *pattern));
                    }
                }
            }
        }
        best.map(|(_, pattern)| pattern)
    }

    /// What the words of a text mean. `patterns` are those of each word.
    pub(super) fn meant(&self, patterns: &[Vec<Pattern>]) -> Meant {
        let mut meant = Meant { concepts: BTreeSet::new(), is_covered: vec![false; patterns.len()] };
        let mut in_phrase = vec![false; patterns.len()];
        for (at, phrase) in self.candidates(patterns).filter(|(_, phrase)| phrase.patterns.len() > 1) {
            if let Some(places) = places(phrase, at, patterns) {
                self.mean(phrase.concept, &mut meant);
                for place in places {
                    in_phrase[place] = true;
                    meant.is_covered[place] = true;
                }
            }
        }
        for (at, of_word) in patterns.iter().enumerate().filter(|(at, _)| !in_phrase[*at]) {
            // The most telling pattern that stands alone; "спортзал" hides "спорт".
            let alone = |pattern: &Pattern| -> Vec<usize> {
                let led = self.led.get(pattern).into_iter().flatten().map(|phrase| &self.phrases[*phrase]);
                led.filter(|phrase| phrase.patterns.len() == 1).map(|phrase| phrase.concept).collect()
            };
            if let Some(found) = of_word.iter().map(alone).find(|found| !found.is_empty()) {
                found.into_iter().for_each(|concept| self.mean(concept, &mut meant));
                meant.is_covered[at] = true;
            }
        }
        meant
    }

    fn mean(&self, concept: usize, meant: &mut Meant) {
        let mut next = Some(concept);
        while let Some(at) = next.filter(|at| meant.concepts.insert(*at)) {
            next = self.broader[at];
        }
    }

    fn candidates<'a>(&'a self, patterns: &'a [Vec<Pattern>]) -> impl Iterator<Item = (usize, &'a Phrase)> {
        let led = |pattern: &Pattern| self.led.get(pattern).into_iter().flatten();
        let of_word = move |(at, all): (usize, &'a Vec<Pattern>)| all.iter().flat_map(led).map(move |p| (at, *p));
        patterns.iter().enumerate().flat_map(of_word).map(|(at, phrase)| (at, &self.phrases[phrase]))
    }
}

/// What is wrong with the file, and in which line.
fn wrong(text: &str, start: usize, detail: &str) -> Finding {
    let finding = Finding::severe("catalogue-toml").with("detail", detail).with("nearest", "");
    finding.at(Spot::line(FILE, line_of(text, start), 1))
}

/// Where the words of a phrase stand whose first is at `at`: in any order, with at most one other word between.
fn places(phrase: &Phrase, at: usize, patterns: &[Vec<Pattern>]) -> Option<Vec<usize>> {
    let mut places = vec![at];
    for pattern in &phrase.patterns[1..] {
        let from = places.iter().min()?.saturating_sub(2);
        let to = (places.iter().max()? + 3).min(patterns.len());
        let place = (from..to).find(|place| !places.contains(place) && patterns[*place].contains(pattern))?;
        places.push(place);
    }
    Some(places)
}

/// A word, and the word without each of its letters but the first.
fn shortened(key: &str) -> impl Iterator<Item = String> {
    let without = move |at: usize| [key.get(..at).unwrap_or(""), key.get(at + 1..).unwrap_or("")].concat();
    std::iter::once(key.to_string()).chain((1..key.len()).map(without))
}
