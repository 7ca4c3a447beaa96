//! # What it does
//! Looks in which district the report places each village of the project: two places that name different ones are told.
//!
//! # Why it matters
//! A letter about a village of another district went to the wrong akim, and a story from there is of another project.
//!
//! # Example
//! "Шолаксай (Наурзумский район)" and, in the title of a story, "село Шолаксай, Мендыкаринский район".

use super::Check;
use crate::audit::claims::is_genitive;
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check { codes: &["audit-district"], run };

/// Consonants by which the name of a district is known in either language, whatever its ending: "Мендыкаринский", "Меңдіқара".
const STEM: usize = 3;
/// Pieces between a village and its district: "Шолаксай, село (Наурзумский район)".
const NEAR: usize = 3;

/// "Арал ауданы" and "Аральский район" are one: one name begins like the other.
fn is_one(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// The first consonants of a folded name; "ч" and "щ" are Kazakh "ш".
fn stem(name: &str) -> String {
    let consonants = name.chars().filter_map(|c| match c {
        'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'й' | 'ь' | 'ъ' => None,
        'ч' | 'щ' => Some('ш'),
        c => Some(c),
    });
    consonants.take(STEM).collect()
}

/// "Наурзумский район", "Аққайың ауданы", and not "аким района", "біздің аудан".
fn is_district(name: &str, word: &str) -> bool {
    let is_russian = word.starts_with("рай") || word.starts_with("р-н");
    let is_adjective =
        ["ский", "цкий", "ски", "цки", "ского", "цкого", "скому", "цкому", "ском", "цком", "ским", "цким"]
            .iter()
            .any(|end| name.ends_with(end));
    if is_russian { is_adjective } else { !is_genitive(name) }
}

/// A village that stands beside the name of a district.
struct Placed {
    site: usize,
    district: String,
    written: String,
    quote: Quote,
}

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut by_site: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
    for (passage, text) in paper.passages() {
        for placed in placed(paper, passage, text) {
            by_site.entry(placed.site).or_default().push(placed);
        }
    }
    let differ = |all: &Vec<Placed>| {
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        all.iter().for_each(|placed| *counted.entry(&placed.district).or_default() += 1);
        let times: BTreeMap<&str, usize> = counted
            .keys()
            .map(|district| {
                let same = counted.iter().filter(|(other, _)| is_one(other, district));
                (*district, same.map(|(_, n)| n).sum())
            })
            .collect();
        // Of as many the one that is told first.
        let most = all.iter().rev().max_by_key(|placed| times[placed.district.as_str()])?;
        let other = all.iter().rfind(|placed| !is_one(&placed.district, &most.district))?;
        // Two villages of one name lie in two districts, and both are told again and again.
        let is_slip = times[other.district.as_str()] == 1;
        is_slip.then(|| {
            Remark::new("audit-district", Severity::Warning, vec![other.quote.clone(), most.quote.clone()])
                .with("village", &paper.frame.sites[most.site].name)
                .with("one", &other.written)
                .with("other", &most.written)
        })
    };
    by_site.values().filter_map(differ).collect()
}

/// The villages of a passage with their districts: "Х (Н-ский район)", "село Х Н-ского района", "Н ауданының Х ауылы".
fn placed(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Vec<Placed> {
    let said = paper.said(text);
    let is_name = |at: usize| {
        let token = text.tokens.get(at).filter(|token| token.word().is_some());
        token.is_some_and(|token| passage.text[token.at.clone()].starts_with(char::is_uppercase))
    };
    let site_at = |at: usize| -> Option<usize> {
        let named = paper.sites_in(text.tokens.get(at..=at)?);
        named.into_iter().next().filter(|_| is_name(at))
    };
    let mut found = Vec::new();
    for hit in said.listed("district") {
        let Some(name) = hit.from.checked_sub(1).filter(|at| is_name(*at) && site_at(*at).is_none()) else { continue };
        if !is_district(text.tokens[name].word().unwrap_or_default(), text.tokens[hit.from].word().unwrap_or_default())
        {
            continue;
        }
        let is_parted = |at: usize| text.tokens[at].is('.') || text.tokens[at].is(';') || text.tokens[at].is('–');
        let after = (hit.to..hit.to + NEAR)
            // "Х Н-ского района и У М-ского района": the next village has a district of its own.
            .take_while(|at| !said.is_small(*at))
            .take_while(|at| text.tokens.get(*at).is_some_and(|token| token.word().is_some() || token.is('«')));
        let before = (name.saturating_sub(NEAR)..name).rev().take_while(|at| !is_parted(*at));
        let Some(site) = after.filter_map(site_at).next().or_else(|| before.filter_map(site_at).next()) else {
            continue;
        };
        let at = text.tokens[name].at.start..text.tokens[hit.to - 1].at.end;
        let stem = stem(text.tokens[name].word().unwrap_or_default());
        let written = passage.text[at.clone()].to_string();
        found.push(Placed { site, district: stem, written, quote: Quote::part(passage.place.passage, at) });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn the_next_village_has_a_district_of_its_own() {
        check(
            "Проект работал в 2 сёлах: Кокбастау и Ортатерек.

Сёла Кокбастау Аксуского района и Ортатерек Каратальского района.

История успеха: село Ортатерек Каратальского района.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn a_village_lies_in_one_district() {
        check(
            "Проект работал в 3 сёлах: Ульги (Айнакольский район), Акжар (Айнакольский район), Бесарык (Тастинский район).

Акиму Тастинского района ушло письмо о селе Бесарык, Тастинский район.

Аким района приехал в Ульги. Біздің аудан Ульги ауылына жақын. Тасты ауданының Акжар ауылында Айгүл жиын өткізді. Айнаколь ауданының Үлгі ауылынан Болат келді. Таст ауданының Бесарык ауылы алыс.",
            expect![[r#"
                audit-district: Акжар lies in two districts: Тасты ауданының here, Айнакольский район elsewhere.
                    «…а жақын. Тасты ауданының Акжар ау…» «…Акжар (Айнакольский район), Бесар…»
            "#]],
        );
    }

    #[test]
    fn two_villages_of_one_name_lie_in_two_districts() {
        check(
            "Проект работал в 2 сёлах: Ульги (Айнакольский район), Акжар (Айнакольский район).

Второе село Акжар (Тастинский район) Айгуль знает с детства. В Акжаре Тастинского района живёт Болат, в Акжаре Айнакольского района его сестра.",
            expect![""],
        );
    }
}
