//! The labelled texts: short problems of villages, of which it is known which name one problem. How well candidates are
//! found is measured by asking with each text for the others of its problem.

use auyl_domain::alike::{Concepts, FILE, LIKELY, Likeness};
use std::collections::HashMap;
use std::path::Path;

/// A text and what somebody knows about it.
pub struct Labelled {
    pub id: String,
    pub village: String,
    pub sphere: String,
    pub lang: String,
    /// The problem; none for a text that no other repeats.
    pub problem: Option<String>,
    pub text: String,
}

/// The texts of a file beside this one.
pub fn labelled(file: &str) -> Vec<Labelled> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/alike").join(file);
    let text = std::fs::read_to_string(path).expect("the labelled texts are there");
    let line = |line: &str| {
        let parts: Vec<String> = line.split('|').map(|part| part.trim().to_string()).collect();
        let [id, village, sphere, lang, problem, text] = parts.try_into().expect("six parts");
        let named = |part: String| if part == "-" { String::new() } else { part };
        let problem = Some(problem).filter(|problem| problem != "-").map(|problem| format!("{village}/{problem}"));
        Labelled { id, village, sphere: named(sphere), lang, problem, text }
    };
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(line).collect()
}

/// The concepts as they are shipped.
pub fn concepts() -> Concepts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue").join(FILE);
    Concepts::read(&std::fs::read_to_string(path).expect("the concepts are there")).expect("they are right")
}

/// How well the texts of one half are found among those of one half, in per cent.
#[derive(Debug)]
pub struct Quality {
    /// Of the texts that repeat the asked one, how many are among the first five.
    pub recall_at_5: f64,
    /// Of the texts called likely, how many repeat the asked one.
    pub precision: f64,
    /// Of the texts that repeat the asked one, how many are called likely.
    pub recall: f64,
    /// Of the texts that nothing repeats, how many are told a likely one all the same.
    pub singles_alarmed: f64,
    /// What was not found or wrongly called likely.
    pub misses: Vec<String>,
}

/// Asks with each text; the other half lies in the index as well where `among` holds it.
pub fn quality(asked: &[Labelled], among: &[&[Labelled]]) -> Quality {
    let mut likeness = Likeness::new(concepts());
    let mut by_id = HashMap::new();
    for text in among.iter().copied().flatten() {
        likeness.add(&text.id, &text.text, &text.village, &text.sphere);
        by_id.insert(text.id.as_str(), text);
    }
    let (mut wanted, mut in_five, mut likely, mut right) = (0, 0, 0, 0);
    let (mut n_singles, mut alarmed) = (0, 0);
    let mut misses = Vec::new();
    for text in asked {
        likeness.remove(&text.id);
        let found = likeness.candidates(&text.text, &text.village, &text.sphere, 20);
        likeness.add(&text.id, &text.text, &text.village, &text.sphere);
        let is_same =
            |id: &str| text.problem.is_some() && by_id.get(id).is_some_and(|other| other.problem == text.problem);
        wanted += by_id.values().filter(|other| other.id != text.id && is_same(&other.id)).count();
        in_five += found.iter().take(5).filter(|candidate| is_same(&candidate.id)).count();
        for other in by_id.values().filter(|other| other.id != text.id && is_same(&other.id)) {
            let place = found.iter().position(|candidate| candidate.id == other.id);
            if place.is_none_or(|place| place >= 5) {
                misses.push(format!(
                    "not among five: {} {}  —  {} {} {place:?}",
                    text.id, text.text, other.id, other.text
                ));
            }
        }
        let called: Vec<_> = found.iter().filter(|candidate| candidate.score >= LIKELY).collect();
        likely += called.len();
        right += called.iter().filter(|candidate| is_same(&candidate.id)).count();
        for wrong in called.iter().filter(|candidate| !is_same(&candidate.id)) {
            let other = by_id.get(wrong.id.as_str()).map_or("", |other| other.text.as_str());
            misses
                .push(format!("wrongly likely {:.2}: {} {}  —  {} {other}", wrong.score, text.id, text.text, wrong.id));
        }
        if text.problem.is_none() {
            n_singles += 1;
            alarmed += usize::from(!called.is_empty());
        }
    }
    misses.sort();
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    Quality {
        recall_at_5: share(in_five, wanted),
        precision: share(right, likely),
        recall: share(right, wanted),
        singles_alarmed: share(alarmed, n_singles),
        misses,
    }
}
