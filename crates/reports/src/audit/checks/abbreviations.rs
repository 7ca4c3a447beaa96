//! # What it does
//! Reads how abbreviations are spelt out ("местные исполнительные органы (МИО)") and compares it with what they mean and with
//! how the same report spells them out elsewhere.
//!
//! # Why it matters
//! A letter to a ministry is no letter to the akimat: an abbreviation spelt out wrongly changes who was asked.
//!
//! # Example
//! "письма в МИО" and "Министерство информации и общественного развития (МИО)".

use super::Check;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use auyl_domain::words::fold;
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check { codes: &["audit-abbreviation"], run };

/// Small words that give an abbreviation no letter.
const SMALL: [&str; 8] = ["и", "в", "по", "на", "с", "о", "мен", "жане"];

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut spelt: BTreeMap<String, Vec<(String, Quote)>> = BTreeMap::new();
    for (passage, _) in paper.passages() {
        for (short, long, at) in expansions(&passage.text) {
            spelt.entry(short).or_default().push((long, Quote::part(passage.place.passage, at)));
        }
    }
    let mut found = Vec::new();
    for (short, all) in spelt {
        let stem = |long: &str| {
            long.split_whitespace().map(|w| fold(w).chars().take(5).collect::<String>()).collect::<Vec<_>>()
        };
        let known = paper.vocabulary.abbreviations.iter().find(|known| known.short == short);
        let is_right = |long: &str| known.is_none_or(|known| known.means.iter().any(|means| is_begun(long, means)));
        let wrong = all.iter().find(|(long, _)| !is_right(long));
        let other = all.iter().find(|(long, _)| stem(long) != stem(&all[0].0));
        if let Some((long, quote)) = wrong {
            let means = known.and_then(|known| known.means.first()).cloned().unwrap_or_default();
            let means = means.replace('*', "…");
            found.push(
                Remark::new("audit-abbreviation", Severity::Warning, 85, vec![quote.clone()])
                    .with("short", &short)
                    .with("long", long)
                    .with("means", means),
            );
        } else if let Some((long, quote)) = other {
            found.push(
                Remark::new("audit-abbreviation", Severity::Warning, 75, vec![quote.clone(), all[0].1.clone()])
                    .with("short", &short)
                    .with("long", long)
                    .with("means", &all[0].0),
            );
        }
    }
    found
}

fn is_begun(long: &str, means: &str) -> bool {
    let words: Vec<String> = long.split_whitespace().map(fold).collect();
    means.split_whitespace().enumerate().all(|(at, piece)| {
        let letters = fold(piece.trim_end_matches('*'));
        words.get(at).is_some_and(|word| word.starts_with(&letters))
    })
}

/// Abbreviations in brackets and the words before them that give them their letters.
fn expansions(text: &str) -> Vec<(String, String, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(len) = text[open + 1..].find(')') else { continue };
        let short = text[open + 1..open + 1 + len].trim();
        let n = short.chars().count();
        if !(2..=7).contains(&n) || !short.chars().all(char::is_uppercase) {
            continue;
        }
        let before = text[..open].trim_end();
        let from = before.rfind(['.', ',', ';', '(', ':', '\n']).map_or(0, |at| at + 1);
        let words: Vec<(usize, &str)> = before[from..]
            .split_whitespace()
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
            .collect();
        let letter = |word: &str| word.trim_start_matches(['«', '"']).chars().next().map(|c| fold(&c.to_string()));
        let wanted: Vec<String> = short.chars().map(|c| fold(&c.to_string())).collect();
        let mut left = wanted.len();
        let mut start = None;
        for (at, word) in words.iter().rev().take(wanted.len() + 4) {
            if left == 0 {
                break;
            }
            if letter(word).as_deref() == Some(wanted[left - 1].as_str()) {
                left -= 1;
                start = Some(*at);
            } else if !SMALL.contains(&fold(word).as_str()) {
                break;
            }
        }
        if left == 0
            && let Some(start) = start
        {
            found.push((short.to_string(), text[start..before.len()].to_string(), start..open + len + 2));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_ministry_is_no_local_body() {
        check(
            "Направлены письма в Министерство информации и общественного развития (МИОР) и в Министерство информации общества (МИО).",
            expect![[r#"
                audit-abbreviation 85%: “МИО” is spelt out as “Министерство информации общества”; it means “местн… исполнительн…”.
                    «…Министерство информации общества (МИО)…»
            "#]],
        );
    }
}
