//! # What it does
//! Compares the place of an activity with the town that its name speaks of, and with the villages of the project: a village
//! that one cell names and nothing else in the report is none of them; settlements that are spelt almost alike are told.
//!
//! # Why it matters
//! A visit to Astana does not take place in three villages: the column was filled in by copying.
//!
//! # Example
//! "Организация рабочих визитов в город Астана", place "село Ульги, село Акжар".

use super::Check;
use crate::audit::lexer::{Token, lex};
use crate::audit::paper::{Activity, Paper, Site, name_stem, villages};
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use auyl_domain::words::fold;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECK: Check = Check { codes: &["audit-place", "audit-place-foreign", "audit-name-differs"], run };

/// Letters of the ending of a case.
const ENDING: usize = 3;
/// Letters with which a misspelt name begins rightly.
const FIRST_LETTERS: usize = 3;
/// A name of so many letters is known without a mark, though one or two are wrong.
const LONG_NAME: usize = 8;
/// Letters by which a place is known again in the text.
const SHORTEST_TOLD: usize = 4;

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
                Remark::new("audit-place", Severity::Warning, quotes)
                    .with("town", town)
                    .with("told_place", told.trim()),
            );
        }
    }
    found.extend(paper.activities.iter().filter_map(|activity| in_another_village(paper, activity)));
    found.extend(strangers(paper));
    found.extend(almost_alike(paper));
    found.extend(in_columns(paper));
    found
}

/// "Открытие площадки в Сарыбулаке" that took place in another village of the project; the same of what the text tells of the one
/// day of an activity.
fn in_another_village(paper: &Paper<'_>, activity: &Activity) -> Option<Remark> {
    let places = activity.cell("place_cell");
    let texts = places.iter().filter_map(|passage| paper.text(*passage));
    let told: BTreeSet<usize> = texts.flat_map(|(_, text)| paper.sites_in(&text.tokens)).collect();
    let of_title = paper.sites_in(&lex(&activity.title, paper.vocabulary));
    let title = || Some(Quote::whole(*activity.cell("activity_cell").first()?));
    let (named, quote) = if of_title.is_empty() { on_its_day(paper, activity)? } else { (of_title, title()?) };
    let (Some(site), Some(other)) = (named.first(), told.first()) else { return None };
    (named.len() == 1 && told.len() == 1 && site != other).then(|| {
        let quotes = places.iter().map(|passage| Quote::whole(*passage)).chain([quote]);
        Remark::new("audit-place", Severity::Warning, quotes.collect())
            .with("town", &paper.frame.sites[*site].name)
            .with("told_place", &paper.frame.sites[*other].name)
    })
}

/// The villages that a sentence of an activity names beside the day that its row has.
fn on_its_day(paper: &Paper<'_>, activity: &Activity) -> Option<(BTreeSet<usize>, Quote)> {
    let dates =
        activity.cell("date").iter().filter_map(|passage| paper.text(*passage)).flat_map(|(_, text)| &text.dates);
    let days: Vec<_> = dates.filter_map(|dated| dated.from.day.and(dated.from.first())).collect();
    let [day] = days.as_slice() else { return None };
    activity.narrative.iter().filter_map(|passage| paper.text(*passage)).find_map(|(passage, text)| {
        let dated = text.dates.iter().find(|dated| dated.from.day.is_some() && dated.from.first() == Some(*day))?;
        let named = paper.sites_in(&text.tokens[paper.said(text).sentence(dated.tokens.start)]);
        (!named.is_empty()).then(|| (named, Quote::part(passage.place.passage, dated.at.clone())))
    })
}

/// A name in a column of villages that is none of the project's: in most of its cells stand villages of the project.
fn in_columns(paper: &Paper<'_>) -> Vec<Remark> {
    let sites = &paper.frame.sites;
    let mut found = Vec::new();
    if sites.len() < 2 {
        return found;
    }
    for grid in paper.source.tables() {
        for column in 1..=grid.columns {
            let names = grid.cells.iter().filter(|cell| cell.column == column && cell.row > 1).filter_map(|cell| {
                let [passage] = cell.passages.as_slice() else { return None };
                let (_, text) = paper.text(*passage)?;
                let words: Vec<&str> = text.tokens.iter().filter_map(Token::word).collect();
                let is_name = words.len() == text.tokens.len()
                    && (1..=2).contains(&words.len())
                    && cell.text.trim().starts_with(char::is_uppercase)
                    && paper.said(text).listed("total").next().is_none()
                    && paper.said(text).listed("village_mark").next().is_none();
                is_name.then(|| {
                    (*passage, cell.text.trim().to_string(), words.into_iter().map(name_stem).collect::<Vec<_>>())
                })
            });
            let names: Vec<(u32, String, Vec<String>)> = names.collect();
            let (own, others): (Vec<_>, Vec<_>) =
                names.into_iter().partition(|(.., stems)| sites.iter().any(|site| site.is(stems)));
            if own.len() < 3 || others.len() * 3 > own.len() {
                continue;
            }
            for (passage, written, stems) in
                others.into_iter().filter(|(passage, ..)| !paper.place(*passage).is_heading)
            {
                let quotes = vec![Quote::whole(passage)];
                found.push(match sites.iter().find(|site| is_misspelt(&site.stems, &stems)) {
                    Some(site) => Remark::new("audit-name-differs", Severity::Warning, quotes)
                        .with("written", written)
                        .with("name", &site.name),
                    None => {
                        let names = sites.iter().map(|site| site.name.clone()).collect::<Vec<_>>().join(", ");
                        Remark::new("audit-place-foreign", Severity::Warning, quotes)
                            .on("column")
                            .with("written", written)
                            .with("names", names)
                    }
                });
            }
        }
    }
    found
}

/// A village that one cell of an activity names and no other place of the report.
fn strangers(paper: &Paper<'_>) -> Vec<Remark> {
    let sites = &paper.frame.sites;
    if sites.len() < 2 {
        return Vec::new();
    }
    let is_cell = |passage: u32| {
        let place = paper.place(passage);
        place.role.as_deref() == Some("place_cell") && !place.is_heading && place.activity.is_some()
    };
    let is_own = |stems: &[String]| sites.iter().any(|site| site.is(stems));
    let mut named: Vec<(u32, String, Vec<String>)> = Vec::new();
    for (passage, text) in paper.passages() {
        let mut villages = paper.villages(passage, text);
        // "Х, село У": a name without a mark is a village where another of the project is missing beside it.
        if is_cell(passage.place.passage) {
            let listed = paper.places(passage);
            let n_own = listed.iter().filter(|(_, stems)| is_own(stems)).count();
            // Where nothing has a mark, two others say what is listed.
            let are_places = !villages.is_empty() || n_own > 1;
            if n_own + 1 == listed.len() && n_own < sites.len() && are_places {
                villages = listed;
            }
        }
        named.extend(villages.into_iter().map(|(written, stems)| (passage.place.passage, written, stems)));
    }
    let mut words: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (passage, text) in paper.passages() {
        text.tokens.iter().filter_map(Token::word).for_each(|word| {
            words.entry(word).or_default().insert(passage.place.passage);
        });
    }
    // "Меркі ауданына тәжірибе алмасу сапары": the report tells of that place itself.
    let is_told = |passage: u32, stems: &[String]| {
        let Some(stem) = stems.last().filter(|stem| stem.chars().count() >= SHORTEST_TOLD) else { return false };
        let forms = words.range(stem.as_str()..).take_while(|(word, _)| word.starts_with(stem.as_str()));
        forms.into_iter().any(|(_, told)| told.iter().any(|other| *other != passage))
    };
    let mut times: BTreeMap<Option<&String>, usize> = BTreeMap::new();
    named.iter().for_each(|(_, _, stems)| *times.entry(stems.last()).or_default() += 1);
    let is_alone = |(passage, _, stems): &&(u32, String, Vec<String>)| {
        is_cell(*passage)
            && !is_own(stems)
            && times[&stems.last()] == 1
            && !is_told(*passage, stems)
            && !sites.iter().any(|site| is_misspelt(&site.stems, stems))
    };
    let alone = named.iter().filter(is_alone);
    alone
        .map(|(passage, written, _)| {
            let names = sites.iter().map(|site| site.name.clone()).collect::<Vec<_>>().join(", ");
            Remark::new("audit-place-foreign", Severity::Warning, vec![Quote::whole(*passage)])
                .with("written", written)
                .with("names", names)
        })
        .collect()
}

fn is_misspelt(own: &[String], stems: &[String]) -> bool {
    let (a, b) = (own.join(" "), stems.join(" "));
    a.chars().count() >= 5 && edits(&a, &b) <= 2 && edits(&a, &b) > 0
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
            () if (second == "кала" || second.starts_with("каласы")) && is_name(pair[0]) => {
                Some(clean(pair[0]))
            }
            () => None,
        }
    })
}

/// A settlement that differs from a village of the project by a letter or two, beyond the pairs of either alphabet.
fn almost_alike(paper: &Paper<'_>) -> Vec<Remark> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (passage, text) in paper.passages() {
        for (written, stems) in paper.villages(passage, text) {
            if paper.frame.sites.iter().any(|site| site.is(&stems)) || !told.insert(written.clone()) {
                continue;
            }
            let near = paper.frame.sites.iter().find(|site| is_misspelt(&site.stems, &stems));
            if let Some(site) = near {
                found.push(
                    Remark::new("audit-name-differs", Severity::Warning, vec![Quote::whole(passage.place.passage)])
                        .with("written", written)
                        .with("name", &site.name),
                );
            }
        }
        // "Клуб Жылбылака": a long name needs no mark.
        for token in &text.tokens {
            let written = &passage.text[token.at.clone()];
            let Some(word) = token.word().filter(|_| written.starts_with(char::is_uppercase)) else { continue };
            let is_near = |site: &&Site| is_long_and_misspelt(site, word);
            let Some(site) = paper.frame.sites.iter().find(is_near).filter(|_| told.insert(written.to_string())) else {
                continue;
            };
            found.push(
                Remark::new(
                    "audit-name-differs",
                    Severity::Warning,
                    vec![Quote::part(passage.place.passage, token.at.clone())],
                )
                .with("written", written)
                .with("name", &site.name),
            );
        }
    }
    found
}

/// A name of one long word, whatever its ending, of which a letter or two are wrong and the first ones right.
fn is_long_and_misspelt(site: &Site, word: &str) -> bool {
    let [own] = site.stems.as_slice() else { return false };
    let letters: Vec<char> = word.chars().collect();
    let begins = own.chars().take(FIRST_LETTERS).eq(letters.iter().copied().take(FIRST_LETTERS));
    // "Баршатасского" has another ending.
    let n_right = own.chars().zip(&letters).take_while(|(own, letter)| own == *letter).count();
    let is_other = begins && own.chars().count() >= LONG_NAME && n_right + 2 < own.chars().count();
    let without = |ending: usize| letters[..letters.len().saturating_sub(ending)].iter().collect::<String>();
    is_other && (0..=ENDING).map(without).any(|name| name.chars().count() >= LONG_NAME && edits(own, &name) <= 2)
}

/// Letters to change, add or take away; names are short.
pub(super) fn edits(a: &str, b: &str) -> usize {
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

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_village_of_another_project_stands_among_ours_without_a_mark() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сход	Ульги, Акжар, Бесарык	Сходы	3	3
Мероприятие 2. Урок	Ульги, Тасты, Бесарык	Уроки	3	3
Мероприятие 3. Поездка	Алматы, Ульги	Поездки	1	1",
            expect![[r#"
                audit-place-foreign: Тасты is named by one activity only; the villages of the project are Ульги, Акжар, Бесарык.
                    «Ульги, Тасты, Бесарык»
            "#]],
        );
    }

    #[test]
    fn a_place_in_one_village_was_opened_in_another() {
        check(
            "Проект работал в 2 сёлах: Көктөбе и Сарыбұлақ.

Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сарыбұлақтағы алаңның ашылуы	Көктөбе ауылы	Алаң	1	1
Мероприятие 2. Көктөбедегі алаңның ашылуы	Көктөбе ауылы	Алаң	1	1
Мероприятие 3. Көктөбе мен Сарыбұлақ жарысы	Көктөбе ауылы	Жарыс	1	1
Мероприятие 4. Сарыбұлақ пен Көктөбе той	Көктөбе ауылы	Той	1	1
Мероприятие 5. Сарыбұлақ күні	Көктөбе, Сарыбұлақ ауылдары	Мереке	1	1",
            expect![[r#"
                audit-place: The activity speaks of Сарыбұлақ, its place is Көктөбе.
                    «Көктөбе ауылы» «Мероприятие 1. Сарыбұлақтағы алаң…»
            "#]],
        );
    }

    #[test]
    fn a_village_in_quotation_marks_is_one() {
        check(
            "Мероприятие	Место	Показатели	План	Факт
Сход	«Ульги» ауылы, Акжар ауылы	Сходы	2	2
Семинар	«Айнаколь» ауылы, Акжар ауылы	Семинары	2	2
Встреча	«Ульги» ауылы, Акжар ауылы	Встречи	2	2",
            expect![[r#"
                audit-place-foreign: Айнаколь is named by one activity only; the villages of the project are Ульги, Акжар.
                    ««Айнаколь» ауылы, Акжар ауылы»
            "#]],
        );
    }

    #[test]
    fn a_name_without_a_mark_takes_the_place_of_a_village() {
        check(
            "Мероприятие	Место	Показатели	План	Факт
Сход	с. Ульги, Акжар е.м.	Сходы	2	2
Семинар	Айнаколь, с. Ульги	Семинары	2	2
Встреча	Клуб, с. Ульги, Акжар (село)	Встречи	2	2",
            expect![[r#"
                audit-place-foreign: Айнаколь is named by one activity only; the villages of the project are Ульги, Акжар.
                    «Айнаколь, с. Ульги»
            "#]],
        );
    }

    #[test]
    fn a_village_that_one_row_names_and_nothing_else() {
        check(
            "Мероприятие	Место проведения	Показатели	План	Факт
Мероприятие 1. Собрания	село Ульги, село Акжар	Количество собраний	2	2
Мероприятие 2. Семинары	село Ульги, село Майлысай	Количество семинаров	2	2
Мероприятие 3. Встречи	село Ульги, село Акжар	Количество встреч	2	2",
            expect![[r#"
                audit-place-foreign: Майлысай is named by one activity only; the villages of the project are Ульги, Акжар.
                    «село Ульги, село Майлысай»
            "#]],
        );
    }

    #[test]
    fn on_its_one_day_it_was_held_in_another_village() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Мероприятие	Срок	Место	Показатели	План	Факт
Мероприятие 1. Спартакиада	8 июня 2024 года	Акжар	Спартакиады	1	1
Мероприятие 2. Концерт	9 июня 2024 года	Акжар	Концерты	1	1

Мероприятие 1. Спартакиада

Спартакиаду Айгуль провела 8 июня 2024 года на стадионе в Ульги.

Мероприятие 2. Концерт

Концерт прошёл 9 июня 2024 года в Акжаре, гости приехали и из Ульги.",
            expect![[r#"
                audit-place: The activity speaks of Ульги, its place is Акжар.
                    «Акжар» «…ь провела 8 июня 2024 года на стадио…»
            "#]],
        );
    }

    #[test]
    fn a_long_name_with_a_wrong_letter_needs_no_mark_and_a_visit_elsewhere_is_told() {
        check(
            "Проект работал в 2 сёлах: Жылыбулак и Каратоган.

Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сходы	село Жылыбулак, село Каратоган	Сходы	3	3
Мероприятие 2. Поездка за опытом	село Мерке	Поездки	1	1
Мероприятие 3. Семинары	село Жылыбулак, село Тасбулак	Семинары	3	3

Клуб Жылбылака Айгуль открыла сама. За опытом ездили в Мерке.",
            expect![[r#"
                audit-place-foreign: Тасбулак is named by one activity only; the villages of the project are Жылыбулак, Каратоган.
                    «село Жылыбулак, село Тасбулак»
                audit-name-differs: “Жылбылака” is probably “Жылыбулак”.
                    «Клуб Жылбылака Айгуль откр…»
            "#]],
        );
    }
}
