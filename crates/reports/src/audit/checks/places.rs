//! # What it does
//! Compares the place of an activity with the town that its name speaks of, and settlements that are spelt almost alike.
//!
//! # Why it matters
//! A visit to Astana does not take place in three villages: the column was filled in by copying.
//!
//! # Example
//! "Организация рабочих визитов в город Астана", place "село Ульги, село Акжар".

use super::Check;
use crate::audit::paper::{Paper, villages};
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use auyl_domain::words::fold;
use std::collections::BTreeSet;

pub(super) const CHECK: Check = Check { codes: &["audit-place", "audit-name-differs"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for activity in &paper.activities {
        let Some(town) = town_of(&activity.title) else { continue };
        let places = activity.cell("place_cell");
        let told: String =
            places.iter().filter_map(|passage| paper.source.passage(*passage)).map(|p| p.text.as_str()).collect();
        let stem: String = fold(&town).chars().take(5).collect();
        let names_site = !villages(&told, paper.vocabulary).is_empty();
        if !told.trim().is_empty() && names_site && !fold(&told).contains(&stem) {
            let quotes = places
                .iter()
                .chain(activity.cell("activity_cell").first())
                .map(|passage| Quote::whole(*passage))
                .collect();
            found.push(
                Remark::new("audit-place", Severity::Warning, 80, quotes)
                    .with("town", town)
                    .with("told_place", told.trim()),
            );
        }
    }
    found.extend(almost_alike(paper));
    found
}

/// "в город Астана", "г. Алматы", "Астана қаласы".
fn town_of(title: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
    words.windows(2).find_map(|pair| {
        let (first, second) = (fold(&clean(pair[0])), fold(&clean(pair[1])));
        let is_name = |word: &str| clean(word).chars().next().is_some_and(char::is_uppercase);
        match () {
            () if matches!(first.as_str(), "город" | "городе" | "города" | "г") && is_name(pair[1]) => {
                Some(clean(pair[1]))
            }
            () if second.starts_with("кала") && is_name(pair[0]) => Some(clean(pair[0])),
            () => None,
        }
    })
}

/// A settlement that differs from a village of the project by a letter or two, beyond the pairs of either alphabet.
fn almost_alike(paper: &Paper<'_>) -> Vec<Remark> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (passage, _) in paper.passages() {
        for (written, stems) in villages(&passage.text, paper.vocabulary) {
            if paper.frame.sites.iter().any(|site| site.is(&stems)) || !told.insert(written.clone()) {
                continue;
            }
            let near = paper.frame.sites.iter().find(|site| {
                let (a, b) = (site.stems.join(" "), stems.join(" "));
                a.chars().count() >= 5 && edits(&a, &b) <= 2 && edits(&a, &b) > 0
            });
            if let Some(site) = near {
                found.push(
                    Remark::new("audit-name-differs", Severity::Warning, 65, vec![Quote::whole(passage.place.passage)])
                        .with("written", written)
                        .with("name", &site.name),
                );
            }
        }
    }
    found
}

/// Letters to change, add or take away; names are short.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, c) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (to, d) in b.iter().enumerate() {
            let changed = before + usize::from(c != *d);
            before = row[to + 1];
            row[to + 1] = changed.min(row[to] + 1).min(before + 1);
        }
    }
    row[b.len()]
}
