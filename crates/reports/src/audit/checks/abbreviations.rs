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
use std::ops::Range;

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
                Remark::new("audit-abbreviation", Severity::Warning, vec![quote.clone()])
                    .with("short", &short)
                    .with("long", long)
                    .with("means", means),
            );
        } else if let Some((long, quote)) = other {
            found.push(
                Remark::new("audit-abbreviation", Severity::Warning, vec![quote.clone(), all[0].1.clone()])
                    .on("two_ways")
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

/// Abbreviations and the words that give them their letters: "местное самоуправление (МСУ)", "… (далее – МСУ)", "МСУ
/// (местное самоуправление)", "МСУ – местное самоуправление".
fn expansions(text: &str) -> Vec<(String, String, Range<usize>)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(len) = text[open + 1..].find(')') else { continue };
        let inside = &text[open + 1..open + 1 + len];
        let before = text[..open].trim_end();
        // What follows "далее", "бұдан әрі" is one word.
        let last = inside.split([' ', '\u{a0}', '–', '—', '-', ':']).next_back().unwrap_or_default();
        let last = last.trim_matches(['«', '»', '"', '“', '”']);
        let is_introduced = inside.split_whitespace().next().is_some_and(|first| {
            matches!(
                fold(first.trim_end_matches([',', ':'])).as_str(),
                "далее" | "сокращенно" | "будан" | "кыскаша" | "hereinafter"
            )
        });
        if is_short(last) && (inside.trim() == last || is_introduced) {
            if let Some(start) = spelt_before(before, last) {
                found.push((last.to_string(), text[start..before.len()].to_string(), start..open + len + 2));
            }
            continue;
        }
        // The other way round.
        let word = before.rsplit([' ', '\u{a0}', '(', '«']).next().unwrap_or_default();
        if is_short(word) && spells(inside, word) {
            found.push((word.to_string(), inside.trim().to_string(), before.len() - word.len()..open + len + 2));
        }
    }
    for dash in [" – ", " — ", " - "] {
        for (at, _) in text.match_indices(dash) {
            let word = text[..at].rsplit([' ', '\u{a0}', '(', '«', '\n']).next().unwrap_or_default();
            let behind = &text[at + dash.len()..];
            let end = behind.find(['.', ',', ';', ')', '(', ':', '\n']).unwrap_or(behind.len());
            if is_short(word)
                && let Some(long) = spelt_behind(&behind[..end], word)
            {
                let to = at + dash.len() + long.len();
                found.push((word.to_string(), long.to_string(), at - word.len()..to));
            }
        }
    }
    found
}

fn is_short(word: &str) -> bool {
    (2..=7).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// First letters of a word; one that is joined by a hyphen may give one or two.
fn initials(word: &str) -> Vec<String> {
    let first = |part: &str| part.trim_start_matches(['«', '"', '“']).chars().next().map(|c| fold(&c.to_string()));
    word.split(['-', '‑']).filter_map(first).collect()
}

/// Whether words give an abbreviation its letters, in their order; a small word may give none.
fn spells(long: &str, short: &str) -> bool {
    let wanted: Vec<String> = short.chars().map(|c| fold(&c.to_string())).collect();
    let words: Vec<&str> = long.split_whitespace().collect();
    fits(&words, &wanted)
}

fn fits(words: &[&str], wanted: &[String]) -> bool {
    let Some((word, rest)) = words.split_first() else { return wanted.is_empty() };
    let letters = initials(word);
    let one = letters.first().is_some_and(|letter| wanted.first() == Some(letter)) && fits(rest, &wanted[1..]);
    let all = letters.len() > 1 && wanted.starts_with(&letters) && fits(rest, &wanted[letters.len()..]);
    one || all || SMALL.contains(&fold(word).as_str()) && fits(rest, wanted)
}

/// Where the words that spell an abbreviation out begin, if the last ones of a text do. "Министерство информации и общественного
/// развития (МИО)" spells out more: the name of a body begins with a capital letter.
fn spelt_before(before: &str, short: &str) -> Option<usize> {
    let from = before.rfind(['.', ',', ';', '(', ':', '\n']).map_or(0, |at| at + 1);
    let words: Vec<&str> = before[from..].split_whitespace().collect();
    let most = short.chars().count() + 4;
    let is_small = |word: &str| SMALL.contains(&fold(word).as_str());
    let start = |n: usize| words[words.len() - n].as_ptr() as usize - before.as_ptr() as usize;
    let begins = || (1..=words.len().min(most)).filter(|n| !is_small(words[words.len() - n]));
    let exact = begins().map(start).find(|start| spells(&before[*start..], short));
    exact.or_else(|| {
        let named = |n: &usize| words[words.len() - n].starts_with(char::is_uppercase) && *n < words.len();
        begins().find(named).map(start).filter(|start| spells_more(&before[*start..], short))
    })
}

/// The words give all letters of an abbreviation, and more.
fn spells_more(long: &str, short: &str) -> bool {
    let words: Vec<&str> = long.split_whitespace().filter(|word| !SMALL.contains(&fold(word).as_str())).collect();
    let letters: Vec<String> = words.iter().filter_map(|word| initials(word).into_iter().next()).collect();
    let wanted: Vec<String> = short.chars().map(|c| fold(&c.to_string())).collect();
    wanted.len() > 2 && letters.starts_with(&wanted)
}

/// The first words of a text that spell an abbreviation out.
fn spelt_behind<'t>(behind: &'t str, short: &str) -> Option<&'t str> {
    let most = short.chars().count() + 4;
    let ends =
        behind.split_whitespace().take(most).map(|word| word.as_ptr() as usize - behind.as_ptr() as usize + word.len());
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    ends.into_iter().map(|end| behind[..end].trim_end()).find(|long| spells(long, short))
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
                audit-abbreviation: “МИО” is spelt out as “Министерство информации общества”; it means “местн… исполнительн…”.
                    «…Министерство информации общества (МИО)…»
            "#]],
        );
    }

    #[test]
    fn one_abbreviation_of_two_things_however_it_is_introduced() {
        check(
            "Общественный фонд (далее – ОФ) работает. Объединенный форум (далее – ОФ) собирался.

ЖӨБ – жергілікті өзін-өзі басқару. Жас өрендер бірлестігі (ЖӨБ) көмектесті.",
            expect![[r#"
                audit-abbreviation (two_ways): “ОФ” is spelt out as “Объединенный форум”; it means “Общественный фонд”.
                    «…Объединенный форум (далее – ОФ)…» «Общественный фонд (далее – ОФ) р…»
                audit-abbreviation (two_ways): “ЖӨБ” is spelt out as “жергілікті өзін-өзі басқару”; it means “Жас өрендер бірлестігі”.
                    «ЖӨБ – жергілікті өзін-өзі басқару…» «…у. Жас өрендер бірлестігі (ЖӨБ) кө…»
            "#]],
        );
    }

    #[test]
    fn the_name_of_a_ministry_gives_more_letters() {
        check(
            "Айгуль писала в Министерство информации и общественного развития (МИО) и в местные исполнительные органы (МИО).",
            expect![[r#"
                audit-abbreviation: “МИО” is spelt out as “Министерство информации и общественного развития”; it means “местн… исполнительн…”.
                    «…Министерство информации и общественного развития (МИО)…»
            "#]],
        );
    }
}
