//! Which recorded problems does a new text probably repeat? "Аяқ су жоқ", "нет поливной воды" and "ayaq su" are one
//! problem. Words are brought into one alphabet (`key`), words of either language that mean the same become one
//! concept (`concepts`, data of the catalogue), and what two texts share counts by how rare it is. Nothing is merged
//! here: a person decides, and [`Why`] tells what they would see.

mod concepts;
mod key;

pub use concepts::{Concept, Concepts, FILE};

use crate::words::Words;
use std::collections::{BTreeMap, HashMap};

/// From this score on a candidate is likely the same problem; set on the labelled texts in `tests/alike`.
pub const LIKELY: f64 = 0.5;
/// Below this a candidate is not worth showing.
pub const LEAST: f64 = 0.2;

/// What a word tells that no concept covers, and one that a concept covers already, against a concept's 1.
const WORD: f64 = 0.45;
const COVERED: f64 = 0.12;
/// How much it takes away that one text has what the other has not.
const MISSING_IN_OLD: f64 = 0.35;
const MISSING_IN_NEW: f64 = 0.35;
/// What is left of the score in another village, and under another sphere.
const ELSEWHERE: f64 = 0.5;
const OTHER_SPHERE: f64 = 0.85;
/// Texts in the books before rarity says much.
const BEGINNING: f64 = 50.0;
/// Candidates that are compared in full.
const COMPARED: usize = 96;
/// Postings that one question may walk; common features come last and are left out beyond it.
const MOST_WALKED: usize = 1_500_000;

/// A problem that a text perhaps repeats.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// The id under which the text was added.
    pub id: String,
    /// From 0 to 1; [`LIKELY`] and more is probably the same.
    pub score: f64,
    /// What they have in common.
    pub why: Why,
}

/// What two texts have in common, for a person to judge.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Why {
    /// Labels of the concepts in both, the most telling first.
    pub concepts: Vec<Words>,
    /// Words of the new text that the other has as well, in any spelling, and no concept covers.
    pub words: Vec<String>,
    /// Both are about one village.
    pub same_place: bool,
    /// Both are of one sphere.
    pub same_sphere: bool,
}

/// The words of a text: as they were typed, and in the one alphabet in which any spelling of them is the same.
pub fn plain_words(text: &str) -> Vec<(String, String)> {
    key::words(text).into_iter().map(|word| (word.typed, word.key)).collect()
}

/// A concept (below the number of concepts) or a root of words.
type Feature = u32;

/// What a text is compared by: features, and whether a concept covers the root.
type Features = BTreeMap<Feature, bool>;

struct Text {
    id: String,
    place: u32,
    sphere: u32,
    features: Box<[(Feature, bool)]>,
}

/// Texts by what they mean.
pub struct Likeness {
    concepts: Concepts,
    /// Features of roots.
    roots: HashMap<Box<str>, Feature>,
    /// Roots, from the first behind the concepts on.
    spelt: Vec<Box<str>>,
    names: HashMap<Box<str>, u32>,
    texts: Vec<Option<Text>>,
    at: HashMap<String, u32>,
    free: Vec<u32>,
    /// For each feature the texts that have it, in order.
    postings: Vec<Vec<u32>>,
}

/// What is known of a text while it is compared.
struct Question {
    features: Features,
    /// Roots that no text has: for these a neighbour with one letter changed is looked for.
    unknown: Vec<(String, String)>,
    /// The word as it was typed, by feature.
    typed: HashMap<Feature, String>,
}

impl Likeness {
    /// Without texts yet.
    pub fn new(concepts: Concepts) -> Likeness {
        let postings = concepts.all().iter().map(|_| Vec::new()).collect();
        let (roots, names, at) = (HashMap::new(), HashMap::new(), HashMap::new());
        Likeness { concepts, roots, spelt: Vec::new(), names, texts: Vec::new(), at, free: Vec::new(), postings }
    }

    /// How many texts there are.
    pub fn n_texts(&self) -> usize {
        self.at.len()
    }

    /// Adds a text; one of the same id is replaced. An empty sphere is an unknown one.
    pub fn add(&mut self, id: &str, text: &str, place: &str, sphere: &str) {
        self.remove(id);
        let question = self.question(text);
        let mut features = question.features;
        for (_, root) in question.unknown {
            let feature = self.learn(&root);
            features.insert(feature, false);
        }
        let text = Text {
            id: id.to_string(),
            place: self.name(place),
            sphere: self.name(sphere),
            features: features.into_iter().collect(),
        };
        let at = self.free.pop().unwrap_or_else(|| {
            self.texts.push(None);
            u32::try_from(self.texts.len() - 1).unwrap_or(u32::MAX)
        });
        for (feature, _) in &text.features {
            let list = &mut self.postings[*feature as usize];
            if let Err(place) = list.binary_search(&at) {
                list.insert(place, at);
            }
        }
        self.at.insert(id.to_string(), at);
        self.texts[at as usize] = Some(text);
    }

    /// Forgets a text; an unknown id changes nothing.
    pub fn remove(&mut self, id: &str) {
        let Some(at) = self.at.remove(id) else { return };
        let Some(text) = self.texts[at as usize].take() else { return };
        for (feature, _) in &text.features {
            let list = &mut self.postings[*feature as usize];
            if let Ok(place) = list.binary_search(&at) {
                list.remove(place);
            }
        }
        self.free.push(at);
    }

    /// The texts that this one perhaps repeats, the likeliest first, at most so many.
    pub fn candidates(&self, text: &str, place: &str, sphere: &str, most: usize) -> Vec<Candidate> {
        let question = self.question(text);
        let place = self.names.get(place).copied();
        let sphere = self.names.get(sphere).copied().filter(|_| !sphere.is_empty());
        let mut found = Vec::new();
        for at in self.near(&question.features, place) {
            let Some(text) = &self.texts[at as usize] else { continue };
            let score = self.score(&question, text, place, sphere);
            if score >= LEAST {
                found.push((score, text));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        found.truncate(most);
        let candidate = |(score, text): (f64, &Text)| Candidate {
            id: text.id.clone(),
            score,
            why: self.why(&question, text, place, sphere),
        };
        found.into_iter().map(candidate).collect()
    }

    /// Bytes that the texts take, counted from what is kept; about, for the maps.
    pub fn bytes(&self) -> usize {
        let texts: usize =
            self.texts.iter().flatten().map(|text| 2 * (text.id.len() + 24) + text.features.len() * 8).sum();
        let postings: usize = self.postings.iter().map(|list| 24 + list.capacity() * 4).sum();
        let slots = self.texts.capacity() * size_of::<Option<Text>>() + self.at.capacity() * 8;
        let roots: usize = self.spelt.iter().map(|root| 2 * (root.len() + 16) + 8).sum();
        texts + postings + slots + roots
    }

    fn name(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        *self.names.entry(name.into()).or_insert(next)
    }

    fn learn(&mut self, root: &str) -> Feature {
        if let Some(known) = self.roots.get(root) {
            return *known;
        }
        let feature = u32::try_from(self.postings.len()).unwrap_or(u32::MAX);
        self.postings.push(Vec::new());
        self.spelt.push(root.into());
        self.roots.insert(root.into(), feature);
        feature
    }

    /// What a text is compared by.
    fn question(&self, text: &str) -> Question {
        let words = key::words(text);
        let patterns: Vec<_> = words.iter().map(|word| self.concepts.patterns_of(&word.key)).collect();
        let meant = self.concepts.meant(&patterns);
        let concept = |at: &usize| u32::try_from(*at).ok().map(|feature| (feature, false));
        let features = meant.concepts.iter().filter_map(concept).collect();
        let mut question = Question { features, unknown: Vec::new(), typed: HashMap::new() };
        for (word, is_covered) in words.into_iter().zip(meant.is_covered) {
            let is_telling = word.key.len() > 1 && !self.concepts.is_empty_word(&word.key);
            if !is_telling {
                continue;
            }
            let root = key::root(&word.key);
            match self.roots.get(root) {
                Some(feature) => {
                    question.features.insert(*feature, is_covered);
                    question.typed.insert(*feature, word.typed);
                }
                // What a concept covers is compared by the concept.
                None if is_covered => {}
                None => question.unknown.push((word.typed, root.to_string())),
            }
        }
        question
    }

    /// How much a feature tells: a concept by its weight, both by how rare they are.
    fn weight(&self, feature: Feature, is_covered: bool) -> f64 {
        let have = self.postings.get(feature as usize).map_or(0, Vec::len) as f64;
        let all = self.n_texts() as f64 + BEGINNING;
        let rarity = (all / (have + 1.0)).ln() / all.ln();
        let worth = match self.concepts.all().get(feature as usize) {
            Some(concept) => concept.weight,
            None if is_covered => COVERED,
            None => WORD,
        };
        worth * rarity.clamp(0.05, 1.0)
    }

    /// The texts that share most with these features: the rarest features are walked first.
    fn near(&self, features: &Features, place: Option<u32>) -> Vec<u32> {
        let mut weighed: Vec<(f64, Feature)> =
            features.iter().map(|(f, covered)| (self.weight(*f, *covered), *f)).collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut shared = vec![0.0_f32; self.texts.len()];
        let mut touched = Vec::new();
        let mut n_walked = 0;
        for (weight, feature) in weighed {
            let list = &self.postings[feature as usize];
            n_walked += list.len();
            if n_walked > MOST_WALKED {
                break;
            }
            for at in list {
                let sum = &mut shared[*at as usize];
                if *sum == 0.0 {
                    touched.push(*at);
                }
                *sum += weight as f32;
            }
        }
        let is_here = |at: u32| self.texts[at as usize].as_ref().is_some_and(|text| Some(text.place) == place);
        let mut best: Vec<(f32, u32)> = touched
            .into_iter()
            .map(|at| (shared[at as usize] * if is_here(at) { 1.0 } else { ELSEWHERE as f32 }, at))
            .collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > COMPARED {
            best.select_nth_unstable_by(COMPARED, order);
            best.truncate(COMPARED);
        }
        best.into_iter().map(|(_, at)| at).collect()
    }

    /// What both have against what either lacks, lessened in another village or sphere.
    fn score(&self, question: &Question, text: &Text, place: Option<u32>, sphere: Option<u32>) -> f64 {
        let (mut shared, mut in_old, mut in_new) = (0.0, 0.0, 0.0);
        let mut alone: Vec<&str> = Vec::new();
        for (feature, is_covered) in &text.features {
            let weight = self.weight(*feature, *is_covered);
            if question.features.contains_key(feature) {
                shared += weight;
            } else {
                in_old += weight;
                if !is_covered && let Some(root) = self.spelt_of(*feature) {
                    alone.push(root);
                }
            }
        }
        for (feature, is_covered) in &question.features {
            if text.features.binary_search_by_key(feature, |(f, _)| *f).is_err() {
                in_new += self.weight(*feature, *is_covered);
            }
        }
        for (_, root) in &question.unknown {
            let is_misspelt = root.len() >= 5 && alone.iter().any(|other| strsim::osa_distance(root, other) <= 1);
            if is_misspelt {
                shared += WORD;
                in_old -= WORD.min(in_old);
            } else {
                in_new += WORD;
            }
        }
        let all = shared + MISSING_IN_OLD * in_old + MISSING_IN_NEW * in_new;
        if all <= 0.0 {
            return 0.0;
        }
        let place = if Some(text.place) == place { 1.0 } else { ELSEWHERE };
        let is_other = sphere.is_some_and(|sphere| sphere != text.sphere && !self.is_unknown(text.sphere));
        let sphere = if is_other { OTHER_SPHERE } else { 1.0 };
        shared / all * place * sphere
    }

    fn is_unknown(&self, sphere: u32) -> bool {
        self.names.get("") == Some(&sphere)
    }

    fn spelt_of(&self, feature: Feature) -> Option<&str> {
        let at = (feature as usize).checked_sub(self.concepts.all().len())?;
        self.spelt.get(at).map(AsRef::as_ref)
    }

    fn why(&self, question: &Question, text: &Text, place: Option<u32>, sphere: Option<u32>) -> Why {
        let mut why =
            Why { same_place: Some(text.place) == place, same_sphere: Some(text.sphere) == sphere, ..Why::default() };
        let mut shared: Vec<(f64, Feature)> = Vec::new();
        for (feature, is_covered) in &text.features {
            if let Some(covered_here) = question.features.get(feature) {
                let is_word = self.concepts.all().get(*feature as usize).is_none();
                if !(is_word && (*is_covered || *covered_here)) {
                    shared.push((self.weight(*feature, *is_covered), *feature));
                }
            }
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, feature) in shared {
            match self.concepts.all().get(feature as usize) {
                Some(concept) => why.concepts.push(concept.label.clone()),
                None => why.words.extend(question.typed.get(&feature).cloned()),
            }
        }
        why
    }
}
