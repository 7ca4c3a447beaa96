//! # What it does
//! Counts the sentences of each success story (five to eight by the form), known by its name or by the village that its title
//! names, and looks for telephones in the open text.
//!
//! # Why it matters
//! The form asks for a short case of one person; a telephone in the open text of a report is personal data.
//!
//! # Example
//! A story of twelve sentences about the concept of self-government.

use super::Check;
use crate::audit::lexer::Kind;
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check { codes: &["audit-story-length", "audit-phone-in-text"], run };

/// A title has no more pieces.
const TITLE: usize = 8;
/// The heading of a story has no more pieces.
const HEADING: usize = 14;
/// A paragraph of fewer sentences is no story of its own.
const SHORTEST: usize = 3;

/// A story that is being read.
struct Story<'p> {
    heading: u32,
    section: Option<&'p str>,
    /// Each with its number of sentences.
    paragraphs: Vec<(u32, usize)>,
}

/// "Случай из практики (село Х)", "Х – как это было": a title that names a village of the project, whatever it calls the story;
/// in a part that nobody knows the paragraph below it speaks of this village, too.
fn is_of_village(paper: &Paper<'_>, passage: &Passage, text: &Text, is_known: bool) -> bool {
    let ends = passage.text.trim_end().ends_with(['.', '!', ':', ';', ',']);
    let named = paper.sites_in(&text.tokens);
    let goes_on = || {
        let next = paper.text(passage.place.passage + 1);
        next.is_some_and(|(next, told)| {
            next.place.table.is_none()
                && n_sentences(&next.text) > 1
                && !named.is_disjoint(&paper.sites_in(&told.tokens))
        })
    };
    !ends
        && !is_field(passage, text)
        && text.claims.is_empty()
        && named.len() == 1
        && text.where_.activity.is_none()
        && (is_known || goes_on())
}

/// The fields of the form stand in its first passages.
const FIELDS: u32 = 15;

fn is_field(passage: &Passage, text: &Text) -> bool {
    let is_first = passage.place.passage <= FIELDS && passage.place.table.is_none();
    is_first
        && text.where_.section.is_none()
        && text.where_.activity.is_none()
        && passage.text.contains([':', '–', '—'])
}

/// Telephones that stand in the open. The form asks for that of who runs the project among its fields, and for those of partners
/// in a column, where more than one cell has one.
fn phones(paper: &Paper<'_>) -> Vec<Quote> {
    let has_code = |text: &Text| text.tokens.iter().any(|token| token.kind == Kind::Code);
    let with: Vec<(&Passage, &Text)> = paper.passages().filter(|(_, text)| has_code(text)).collect();
    let mut columns: BTreeMap<(u32, Option<u32>), usize> = BTreeMap::new();
    for (passage, _) in &with {
        if let Some(table) = passage.place.table {
            *columns.entry((table, passage.place.column)).or_default() += 1;
        }
    }
    let is_contact = |passage: &Passage| {
        passage.place.table.is_some_and(|table| columns.get(&(table, passage.place.column)).is_some_and(|n| *n > 1))
    };
    let is_open = |(passage, text): &(&Passage, &Text)| {
        text.where_.shape.as_deref() != Some("partners") && !is_field(passage, text) && !is_contact(passage)
    };
    let codes = |(passage, text): (&Passage, &Text)| -> Vec<Quote> {
        let codes = text.tokens.iter().filter(|token| token.kind == Kind::Code);
        codes.map(|token| Quote::part(passage.place.passage, token.at.clone())).collect()
    };
    with.into_iter().filter(is_open).flat_map(codes).collect()
}

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let mut story: Option<Story<'_>> = None;
    let end = |story: &mut Option<Story<'_>>, found: &mut Vec<Remark>| {
        let Some(Story { heading, paragraphs, .. }) = story.take() else { return };
        if let Some((at, sentences)) = odd(heading, &paragraphs) {
            found.push(
                Remark::new("audit-story-length", Severity::Warning, vec![Quote::whole(at)])
                    .with("sentences", sentences),
            );
        }
    };
    for (passage, text) in paper.passages() {
        let (number, section) = (passage.place.passage, text.where_.section.as_deref());
        let is_known = section == Some("section_story");
        let is_told =
            passage.place.table.is_none() && (is_known || story.as_ref().is_some_and(|story| story.section == section));
        let is_sentence = passage.text.trim_end().ends_with('.');
        let is_called =
            || is_known && !is_sentence && paper.said(text).listed("section_story").any(|hit| hit.from <= 2);
        let is_short = passage.place.table.is_none() && text.tokens.len() <= HEADING;
        let is_of_village = is_short && is_of_village(paper, passage, text, is_known);
        let begins = is_short && (is_of_village || is_called());
        // A numbered title without a full stop begins another part of the report.
        let is_title = matches!(text.tokens.first().map(|token| &token.kind), Some(Kind::Ordinal(_)))
            && text.tokens.len() <= TITLE
            && n_sentences(passage.text[text.tokens[0].at.end..].trim_start_matches('.')) == 0;
        let leaves = paper.said(text).listed("other_part").any(|hit| hit.from <= 1) && text.tokens.len() <= TITLE;
        // In a part that nobody knows any title ends it.
        let is_over = !is_known && n_sentences(&passage.text) == 0;
        // "3. Социальные изменения" heads the part: what stands between it and the first story is none.
        let is_part = |story: &Story<'_>| {
            let heading = paper.text(story.heading).and_then(|(_, text)| text.tokens.first());
            matches!(heading.map(|token| &token.kind), Some(Kind::Ordinal(_)))
        };
        let has_number = matches!(text.tokens.first().map(|token| &token.kind), Some(Kind::Ordinal(_)));
        if begins && !has_number && story.as_ref().is_some_and(is_part) {
            story = None;
        }
        if begins || !is_told || is_title || leaves || is_over {
            end(&mut story, &mut found);
        }
        // "История успеха — Акжар", but not "Истории успеха — что изменилось".
        if begins && (is_of_village || !passage.text.contains('—')) {
            story = Some(Story { heading: number, section, paragraphs: Vec::new() });
        } else if let Some(story) = story.as_mut() {
            // A paragraph without a full stop is a title.
            let n = n_sentences(&passage.text);
            story.paragraphs.extend((n > 0).then_some((number, n)));
        }
    }
    end(&mut story, &mut found);
    let phones = phones(paper);
    if !phones.is_empty() {
        found.push(Remark::new("audit-phone-in-text", Severity::Warning, phones));
    }
    found
}

/// A story that is too short or too long, and how many sentences it has. Below one heading may stand several stories, one to a
/// paragraph: they are several where one of them alone would be long enough.
fn odd(heading: u32, paragraphs: &[(u32, usize)]) -> Option<(u32, usize)> {
    let fits = |sentences: usize| (5..=8).contains(&sentences);
    let all: usize = paragraphs.iter().map(|(_, n)| n).sum();
    if all == 0 || fits(all) {
        return None;
    }
    let stories: Vec<&(u32, usize)> = paragraphs.iter().filter(|(_, n)| *n >= SHORTEST).collect();
    let are_several = stories.len() > 1 && stories.iter().any(|(_, n)| *n >= 5);
    if are_several { stories.into_iter().find(|(_, n)| !fits(*n)).copied() } else { Some((heading, all)) }
}

fn n_sentences(text: &str) -> usize {
    let mut n = 0;
    let mut chars = text.chars().peekable();
    let mut word = 0;
    while let Some(c) = chars.next() {
        match c {
            '.' | '!' | '?' | '…'
                if word > 1
                    && chars.peek().is_none_or(|next| next.is_whitespace() || matches!(next, '»' | '"' | ')')) =>
            {
                n += 1;
                word = 0;
            }
            c if c.is_alphanumeric() => word += 1,
            c if c.is_whitespace() => word = 0,
            _ => {}
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_story_is_known_by_the_village_of_its_title() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Как жилось в Ульги

Айгуль из села Ульги молчала. Теперь она говорит.

Акжар и другие заботы

Болат купил лошадь. Лошадь рада.

Истории успеха

Случай из практики (село Акжар)

Болат молчал.",
            expect![[r#"
                audit-story-length: The story has 2 sentences; the form wants 5 to 8.
                    «Как жилось в Ульги»
                audit-story-length: The story has 1 sentences; the form wants 5 to 8.
                    «Случай из практики (село Акжар)»
            "#]],
        );
    }

    #[test]
    fn a_dash_may_stand_before_the_village_of_a_title() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Истории успеха

История успеха — что изменилось

Село Акжар стало дружнее.

История успеха — Акжар

Айгуль из села Акжар молчала. Теперь она говорит.",
            expect![[r#"
                audit-story-length: The story has 2 sentences; the form wants 5 to 8.
                    «История успеха — Акжар»
            "#]],
        );
    }

    #[test]
    fn the_heading_of_the_part_was_taken_for_a_story() {
        check(
            "3. История успеха и изменения

До проекта сходы в Ульги шли редко.

История успеха (Айгуль)

Раз случилось. Два случилось. Три случилось. Четыре случилось. Пять случилось.",
            expect![[""]],
        );
    }

    #[test]
    fn stories_with_numbers_are_each_told() {
        check(
            "Истории успеха

1. История успеха Айгуль

Раз случилось.

2. История успеха Болата

Раз случилось. Два случилось. Три случилось. Четыре случилось. Пять случилось.",
            expect![[r#"
                audit-story-length: The story has 1 sentences; the form wants 5 to 8.
                    «1. История успеха Айгуль»
            "#]],
        );
    }

    #[test]
    fn telephones_of_partners_stand_in_a_column() {
        check(
            "Кто	Где найти
Айгуль	8 700 000 00 01
Болат	8 700 000 00 02",
            expect![[""]],
        );
    }

    #[test]
    fn the_telephone_of_the_address_is_asked_for_and_one_in_a_story_is_not() {
        check(
            "3. Юридический адрес, телефон: село Ульги, тел. 8 700 000 00 00

Айгуль ответит по телефону 8 700 000 00 01.",
            expect![[r#"
                audit-phone-in-text: Telephones or personal numbers stand in the open text.
                    «…по телефону 8 700 000 00 01.»
            "#]],
        );
    }
}
