//! # What it does
//! Reads numbers and dates of the letters with which recommendations were sent: one is missing, or two bodies have one number.
//!
//! # Why it matters
//! A letter without number or date cannot be found in the office that should have got it; one number is one letter.
//!
//! # Example
//! "Письмо от 25 ноября 2024 год №60" beside two addressees.

use super::Check;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use std::collections::BTreeMap;

pub(super) const CHECK: Check =
    Check { codes: &["audit-letter-incomplete", "audit-letter-twice", "audit-reply-not-due"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let mut by_number: BTreeMap<String, Vec<(Quote, String)>> = BTreeMap::new();
    for (known, grid) in paper.tables_of("recommendations") {
        let (Some(letter), Some(body)) = (known.column("letter_cell"), known.column("body")) else { continue };
        for row in known.headings + 1..=grid.rows {
            let (Some(cell), Some(to)) = (grid.at(row, letter), grid.at(row, body)) else { continue };
            if to.text.trim().is_empty() || cell.row != row || to.row != row {
                continue;
            }
            let passages: Vec<u32> = cell.passages.clone();
            let texts: Vec<_> = passages.iter().filter_map(|passage| paper.text(*passage)).collect();
            let number = texts.iter().find_map(|(passage, text)| {
                let (at, number) = text.letter_numbers().into_iter().next()?;
                Some((number, Quote::part(passage.place.passage, text.tokens[at].at.clone())))
            });
            let dated = known.column("letter_date").into_iter().flat_map(|column| paper.at(grid, row, column));
            let has_date = dated
                .chain(texts.iter().copied())
                .any(|(_, text)| text.dates.iter().any(|dated| dated.from.first().is_some()));
            if number.is_none() || !has_date {
                let at = passages.first().or(to.passages.first()).copied();
                found.extend(at.map(|passage| {
                    Remark::new("audit-letter-incomplete", Severity::Severe, vec![Quote::whole(passage)])
                        .with("body", to.text.trim())
                }));
            }
            if let Some((number, quote)) = number {
                by_number.entry(number).or_default().push((quote, to.text.trim().to_string()));
            }
        }
    }
    for (number, places) in by_number {
        let differ = places.iter().any(|(_, body)| *body != places[0].1);
        if differ {
            let quotes = places.iter().map(|(quote, _)| quote.clone()).collect();
            let bodies = places.iter().map(|(_, body)| body.clone()).collect::<Vec<_>>().join("; ");
            found.push(
                Remark::new("audit-letter-twice", Severity::Severe, quotes)
                    .with("number", number)
                    .with("bodies", bodies),
            );
        }
    }
    found.extend(not_due(paper));
    found
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
    (!quotes.is_empty()).then(|| Remark::new("audit-reply-not-due", Severity::Hint, quotes).with("end", to))
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
    fn one_number_for_two_bodies() {
        check(
            "Государственные органы	Рекомендации	Номер и дата письма
Акиму района	Построить мост	Письмо от 5 мая 2024 года №60
Руководителю управления	Открыть кружок	Письмо от 5 мая 2024 года №60",
            expect![[r#"
                audit-letter-twice: Letter № 60 went to several bodies: Акиму района; Руководителю управления.
                    «…от 5 мая 2024 года №60» «…от 5 мая 2024 года №60»
            "#]],
        );
    }
}
