//! # What it does
//! Reads numbers and dates of the letters with which recommendations were sent: one is missing, or two letters have one number,
//! in their table or in the text.
//!
//! # Why it matters
//! A letter without number or date cannot be found in the office that should have got it; one number is one letter.
//!
//! # Example
//! "Письмо от 25 ноября 2024 год №60" beside two addressees.

use super::Check;
use crate::audit::lexer::{Kind, Token};
use crate::audit::paper::{Letter, Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::source::Grid;
use auyl_domain::Severity;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) const CHECK: Check =
    Check { codes: &["audit-letter-incomplete", "audit-letter-twice", "audit-reply-not-due"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let mut by_number: BTreeMap<String, Vec<(Quote, String, Option<Date>)>> = BTreeMap::new();
    for (known, grid) in paper.tables_of("recommendations") {
        let (Some(letter), Some(body)) = (known.column("letter_cell"), known.column("body")) else { continue };
        for row in known.headings + 1..=grid.rows {
            let (Some(cell), Some(to)) = (grid.at(row, letter), grid.at(row, body)) else { continue };
            if to.text.trim().is_empty() || cell.row != row || to.row != row || is_signed(paper, grid, row) {
                continue;
            }
            let passages: Vec<u32> = cell.passages.clone();
            let texts: Vec<_> = passages.iter().filter_map(|passage| paper.text(*passage)).collect();
            let number = texts.iter().find_map(|(passage, text)| {
                let (at, number) = text.letter_numbers().into_iter().next()?;
                Some((number, Quote::part(passage.place.passage, text.tokens[at].at.clone())))
            });
            let dated = known.column("letter_date").into_iter().flat_map(|column| paper.at(grid, row, column));
            let beside = dated.flat_map(|(_, text)| &text.dates).find_map(|dated| dated.from.first());
            let own = texts.iter().find_map(|(passage, text)| {
                let (at, _) = text.letter_numbers().into_iter().next()?;
                text.dates[text.letter_day(passage, at)?].from.first()
            });
            let any = || texts.iter().flat_map(|(_, text)| &text.dates).find_map(|dated| dated.from.first());
            let day = own.or(beside).or_else(any);
            if number.is_none() || day.is_none() {
                let at = passages.first().or(to.passages.first()).copied();
                found.extend(at.map(|passage| {
                    Remark::new("audit-letter-incomplete", Severity::Severe, vec![Quote::whole(passage)])
                        .with("body", to.text.trim())
                }));
            }
            if let Some((number, quote)) = number {
                by_number.entry(number).or_default().push((quote, to.text.trim().to_string(), day));
            }
        }
    }
    for (number, places) in by_number {
        let to_others = places.iter().any(|(_, body, _)| *body != places[0].1);
        let days: BTreeSet<Date> = places.iter().filter_map(|(.., day)| *day).collect();
        let on_other_days = days.len() > 1;
        if to_others || on_other_days {
            let quotes = places.iter().map(|(quote, ..)| quote.clone()).collect();
            let shown = |(_, body, day): &(Quote, String, Option<Date>)| match (to_others, day) {
                (false, Some(day)) => format!("{body} ({day})"),
                _ => body.clone(),
            };
            let bodies = places.iter().map(shown).collect::<Vec<_>>().join("; ");
            found.push(
                Remark::new("audit-letter-twice", Severity::Severe, quotes)
                    .with("number", number)
                    .with("bodies", bodies),
            );
        }
    }
    found.extend(twice_in_a_row(paper));
    found.extend(not_due(paper));
    found
}

/// "Руководитель", "Ахметова Б. В.": the line of who signs, below the table, has a name with two initials and nothing else.
fn is_signed(paper: &Paper<'_>, grid: &Grid, row: u32) -> bool {
    let letters =
        |text: &Text| text.tokens.iter().filter_map(Token::word).map(|word| word.chars().count()).collect::<Vec<_>>();
    let is_name = |text: &Text| matches!(letters(text)[..], [name, 1, 1] | [1, 1, name] if name > 2);
    (2..=grid.columns).any(|column| paper.at(grid, row, column).any(|(_, text)| is_name(text)))
}

/// "Письма: № 26 (Ульги), № 27 (Акжар), № 27 (Бесарык)": one sentence gives two letters one number, and a village or a day of its
/// own to each.
fn twice_in_a_row(paper: &Paper<'_>) -> Vec<Remark> {
    let mut rows: BTreeMap<(u32, usize, &str), Vec<&Letter>> = BTreeMap::new();
    for letter in &paper.letters {
        let Some((_, text)) = paper.text(letter.passage) else { continue };
        let sentence = paper.said(text).sentence(letter.token).start;
        rows.entry((letter.passage, sentence, letter.number.as_str())).or_default().push(letter);
    }
    rows.into_values().filter_map(|row| shared_number(paper, &row)).collect()
}

/// The first of some letters with one number that goes elsewhere, or on another day, than the first of them.
fn shared_number(paper: &Paper<'_>, row: &[&Letter]) -> Option<Remark> {
    let [first, others @ ..] = row else { return None };
    let (passage, text) = paper.text(first.passage)?;
    let told = |letter: &Letter| {
        let entry = piece(text, letter.token);
        let dates = text.dates.iter().filter(|date| entry.contains(&date.tokens.start));
        let days: BTreeSet<Date> = dates.filter_map(|date| date.from.first()).collect();
        (paper.sites_in(&text.tokens[entry]), days)
    };
    let (sites, days) = told(first);
    let second = others.iter().find(|letter| {
        let (other_sites, other_days) = told(letter);
        !sites.is_empty() && !other_sites.is_empty() && sites != other_sites
            || !days.is_empty() && !other_days.is_empty() && days != other_days
    })?;
    let words = |of: Range<usize>| &passage.text[text.tokens[of.start].at.start..text.tokens[of.end - 1].at.end];
    let bodies = [first, second].map(|letter| words(piece(text, letter.token)).to_string()).join("; ");
    let quotes = [first, second].map(|letter| Quote::part(letter.passage, letter.at.clone())).to_vec();
    let remark = Remark::new("audit-letter-twice", Severity::Severe, quotes).on("told");
    Some(remark.with("number", &first.number).with("bodies", bodies))
}

/// The entry of a list around one of its tokens: from comma to comma.
fn piece(text: &Text, at: usize) -> Range<usize> {
    let parts = |at: &usize| matches!(text.tokens[*at].kind, Kind::Mark(',' | ';' | ':' | '.'));
    let from = (0..at).rev().find(parts).map_or(0, |at| at + 1);
    let to = (at + 1..text.tokens.len()).find(parts).unwrap_or(text.tokens.len());
    from..to
}

/// Letters of the last days of a project: nobody had to answer before it was over.
fn not_due(paper: &Paper<'_>) -> Option<Remark> {
    let (_, to, _) = paper.frame.period?;
    let quotes: Vec<Quote> = paper
        .passages()
        .filter(|(_, text)| text.where_.role.as_deref() == Some("letter_cell") && !text.where_.is_heading)
        .flat_map(|(passage, text)| {
            let late = text.dates.iter().filter(move |dated| {
                dated.from.first().is_some_and(|day| day > to.saturating_sub(jiff::Span::new().days(21)))
            });
            late.map(move |dated| Quote::part(passage.place.passage, dated.at.clone()))
        })
        .collect();
    (!quotes.is_empty()).then(|| Remark::new("audit-reply-not-due", Severity::Hint, quotes).dated("end", to))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_number_behind_the_word_for_its_sign_is_one() {
        check(
            "Государственные органы	Рекомендации	Реквизиты письма
Акиму района	Построить мост	Исх. номер 57 от 9 октября 2024 года
Руководителю управления	Открыть кружок	Хаттың нөмірі 58, 2024 жылғы 10 қазан",
            expect![""],
        );
    }

    #[test]
    fn one_number_for_two_letters_of_one_body_and_of_one_sentence() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Государственные органы	Рекомендации	Номер и дата письма
Акиму района	Построить мост	№ 60 от 5 мая 2024 года (ответ № 3 от 20 мая 2024 года)
Акиму района	Открыть кружок	№ 60 от 7 мая 2024 года (ответ не поступил)

Письма депутатам Айгуль отвезла 20 июня 2024 года: № 70 (Ульги), № 70 (Акжар). Второе письмо № 71 от 1 июля 2024 года, копия письма № 71 от 1 июля 2024 года у Болата.",
            expect![[r#"
                audit-letter-twice: Several letters bear № 60: Акиму района (2024-05-05); Акиму района (2024-05-07).
                    «№ 60 от 5 мая 2024 года…» «№ 60 от 7 мая 2024 года…»
                audit-letter-twice (told): Several letters bear № 70: № 70 (Ульги); № 70 (Акжар).
                    «…20 июня 2024 года: № 70 (Ульги), № 70 (Ак…» «…да: № 70 (Ульги), № 70 (Акжар). Второе…»
            "#]],
        );
    }

    #[test]
    fn the_line_of_who_signs_was_read_as_a_letter() {
        check(
            "Государственные органы	Рекомендации	Номер и дата письма
Акиму района	Построить мост	Письмо № 60 от 5 мая 2024 года

Руководитель фонда	Ахметова Б. В.",
            expect![[""]],
        );
    }

    #[test]
    fn one_number_for_two_bodies() {
        check(
            "Государственные органы	Рекомендации	Номер и дата письма
Акиму района	Построить мост	Письмо от 5 мая 2024 года №60
Руководителю управления	Открыть кружок	Письмо от 5 мая 2024 года №60",
            expect![[r#"
                audit-letter-twice: Several letters bear № 60: Акиму района; Руководителю управления.
                    «…от 5 мая 2024 года №60» «…от 5 мая 2024 года №60»
            "#]],
        );
    }
}
