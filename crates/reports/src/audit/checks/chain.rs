//! # What it does
//! Follows problem, letter, reply and decision: a reply is not older than its letter, a letter that the text names stands in
//! the table of letters and has the same day there, and there are not more replies than letters, nor more problems solved
//! than found.
//!
//! # Why it matters
//! A broken chain shows that one of its links was written for the report: the monitor asks the body for the letter.
//!
//! # Example
//! "Письмо от 25 ноября 2024 года №60, ответ получен 3 ноября 2024 года".

use super::Check;
use crate::audit::claims::Unit;
use crate::audit::lexer::{Kind, ONE};
use crate::audit::paper::{Paper, Side, Statement, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Meaning;
use crate::source::Passage;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

pub(super) const CHECK: Check = Check {
    codes: &["audit-reply-before-letter", "audit-letter-date", "audit-letter-unknown", "audit-chain-counts"],
    run,
};

/// A number or date belongs to a letter that is named no further away, in pieces of the sentence.
const NEAR: usize = 6;

/// Links of a chain of which one bounds the other: no more of the first than of the second.
const BOUNDS: [(&str, &str); 2] = [("replies", "letters"), ("problems_solved", "problems")];

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let table = letters(paper);
    let mut found = Vec::new();
    for (passage, text) in paper.passages().filter(|(_, text)| !text.where_.is_heading && !text.where_.is_plan()) {
        found.extend(reply_before_letter(paper, &table, passage, text));
        if text.where_.role.as_deref() != Some("letter_cell") {
            found.extend(unlike_the_table(paper, &table, passage, text));
        }
    }
    found.extend(BOUNDS.iter().flat_map(|(fewer, more)| counts(paper, fewer, more)));
    found
}

/// Letters of the table of recommendations: by number their day and place.
fn letters(paper: &Paper<'_>) -> BTreeMap<String, (Option<Date>, Quote)> {
    let cells = paper
        .passages()
        .filter(|(_, text)| text.where_.role.as_deref() == Some("letter_cell") && !text.where_.is_heading);
    let mut table = BTreeMap::new();
    for (passage, text) in cells {
        let day = text.dates.iter().find_map(|dated| dated.from.first());
        for token in &text.tokens {
            if let Kind::Reference(number) = &token.kind {
                let quote = Quote::part(passage.place.passage, token.at.clone());
                table.entry(number.clone()).or_insert((day, quote));
            }
        }
    }
    table
}

/// What a piece of a passage belongs to: the nearest word for a letter or a reply.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Letter,
    Reply,
}

fn link(paper: &Paper<'_>, text: &Text, tokens: &Range<usize>, near: usize) -> Option<Link> {
    let named = text.hits.iter().filter_map(|hit| {
        let Meaning::Quantity(quantity) = hit.meaning else { return None };
        let link = match paper.vocabulary.quantities[quantity].id.as_str() {
            "letters" => Link::Letter,
            "replies" => Link::Reply,
            _ => return None,
        };
        let far = if hit.to <= tokens.start { tokens.start - hit.to } else { hit.from.checked_sub(tokens.end)? };
        // A full stop parts more than words do.
        let between = hit.to.min(tokens.end)..hit.from.max(tokens.start);
        let is_parted = text.tokens[between].iter().any(|token| token.is('.') || token.is(';'));
        (far <= near && !is_parted).then_some((far, link))
    });
    named.min_by_key(|(far, _)| *far).map(|(_, link)| link)
}

fn reply_before_letter(
    paper: &Paper<'_>,
    table: &BTreeMap<String, (Option<Date>, Quote)>,
    passage: &Passage,
    text: &Text,
) -> Vec<Remark> {
    let number = passage.place.passage;
    let is_cell = text.where_.role.as_deref() == Some("letter_cell");
    let dated = |wanted: Link| {
        let of = move |tokens: &Range<usize>| {
            // The cell is a letter's, whether it says so or not.
            link(paper, text, tokens, NEAR).or(is_cell.then_some(Link::Letter)) == Some(wanted)
        };
        text.dates.iter().filter(move |dated| of(&dated.tokens))
    };
    let mut letters: Vec<(Date, Quote)> = dated(Link::Letter)
        .filter_map(|dated| Some((dated.from.first()?, Quote::part(number, dated.at.clone()))))
        .collect();
    if letters.is_empty() {
        let cited = text.tokens.iter().filter_map(|token| match &token.kind {
            Kind::Reference(number) => table.get(number),
            _ => None,
        });
        letters.extend(cited.filter_map(|(day, quote)| Some(((*day)?, quote.clone()))));
    }
    let Some((sent, at)) = letters.into_iter().min_by_key(|(day, _)| *day) else { return Vec::new() };
    let early =
        dated(Link::Reply).filter(|dated| dated.from.day.is_some() && dated.from.first().is_some_and(|day| day < sent));
    early
        .map(|dated| {
            let quotes = vec![Quote::part(number, dated.at.clone()), at.clone()];
            Remark::new("audit-reply-before-letter", Severity::Severe, quotes)
                .with("answered", &passage.text[dated.at.clone()])
                .with("sent", sent)
        })
        .collect()
}

/// A letter that the text names by its number.
fn unlike_the_table(
    paper: &Paper<'_>,
    table: &BTreeMap<String, (Option<Date>, Quote)>,
    passage: &Passage,
    text: &Text,
) -> Vec<Remark> {
    // A table of one letter need not be the list of all.
    if table.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, token) in text.tokens.iter().enumerate() {
        let Kind::Reference(number) = &token.kind else { continue };
        if link(paper, text, &(at..at + 1), NEAR) != Some(Link::Letter) {
            continue;
        }
        let quote = Quote::part(passage.place.passage, token.at.clone());
        let Some((day, in_table)) = table.get(number) else {
            found.push(Remark::new("audit-letter-unknown", Severity::Warning, vec![quote]).with("number", number));
            continue;
        };
        let near = |tokens: &Range<usize>| tokens.start <= at + NEAR && at <= tokens.end + NEAR;
        let told = text.dates.iter().filter(|dated| near(&dated.tokens)).find_map(|dated| dated.from.first());
        if let (Some(told), Some(day)) = (told, day)
            && told != *day
        {
            found.push(
                Remark::new("audit-letter-date", Severity::Warning, vec![quote, in_table.clone()])
                    .with("number", number)
                    .with("told", told)
                    .with("day", *day),
            );
        }
    }
    found
}

/// Two numbers of one sentence, or of the results of one activity.
fn counts(paper: &Paper<'_>, fewer: &str, more: &str) -> Vec<Remark> {
    let is = |s: &&Statement, id: &str| {
        paper.counts(s) == id && s.side != Side::Plan && s.is_result() && s.unit == Unit::Piece
    };
    let all: Vec<&Statement> = paper.statements.iter().filter(|s| is(s, fewer) || is(s, more)).collect();
    let mut found = Vec::new();
    for one in all.iter().filter(|s| is(s, fewer)) {
        let text = &paper.texts[one.passage as usize - 1];
        let sentence = paper.said(text).sentence(paper.claim(one).token);
        let beside = |other: &&&Statement| {
            let together = other.passage == one.passage && sentence.contains(&paper.claim(other).token);
            let in_row = one.activity.is_some()
                && other.activity == one.activity
                && one.side == Side::Actual
                && other.side == Side::Actual;
            is(other, more) && (together || in_row)
        };
        if let Some(whole) =
            all.iter().filter(beside).max_by_key(|other| other.value).filter(|whole| one.value > whole.value)
        {
            let label = |s: &Statement| &paper.vocabulary.quantities[s.quantity].label;
            found.push(
                Remark::new("audit-chain-counts", Severity::Warning, vec![paper.quote(one), paper.quote(whole)])
                    .labelled("what", label(one))
                    .labelled("of", label(whole))
                    .with("n", shown_scaled(one.value, ONE))
                    .with("whole", shown_scaled(whole.value, ONE)),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    const TABLE: &str = "Государственные органы\tРекомендации\tНомер и дата письма
Акиму района\tПостроить мост\tПисьмо от 5 мая 2024 года №60
Руководителю управления\tОткрыть кружок\tПисьмо от 6 мая 2024 года №61";

    #[test]
    fn a_reply_came_before_its_letter() {
        check(
            "Направлено письмо от 25 ноября 2024 года №60, ответ получен 3 ноября 2024 года.",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 3 ноября 2024 года, its letter 2024-11-25.
                    «…получен 3 ноября 2024 года.» «…исьмо от 25 ноября 2024 года №60, отве…»
            "#]],
        );
    }

    #[test]
    fn the_text_names_a_letter_of_another_day_and_one_that_the_table_has_not() {
        check(
            &format!("{TABLE}\n\nАкиму направлено письмо №60 от 7 мая 2024 года и письмо №75 от 8 мая 2024 года."),
            expect![[r#"
                audit-letter-date: Letter № 60 is dated 2024-05-07 here and 2024-05-05 in the table of letters.
                    «…равлено письмо №60 от 7 мая 2024 года…» «…от 5 мая 2024 года №60»
                audit-letter-unknown: Letter № 75 is not in the table of letters.
                    «…4 года и письмо №75 от 8 мая 2024 года…»
            "#]],
        );
    }

    #[test]
    fn more_replies_than_letters() {
        check(
            "Направлено 3 письма, получено 5 ответов.",
            expect![[r#"
                audit-chain-counts: replies: 5, but letters: 3.
                    «…исьма, получено 5 ответов.» «Направлено 3 письма, получен…»
            "#]],
        );
    }

    #[test]
    fn a_chain_that_holds_is_not_told() {
        check(
            &format!(
                "{TABLE}\n\nАкиму направлено письмо №60 от 5 мая 2024 года, ответ получен 20 мая 2024 года. Направлено 3 письма, получено 2 ответа."
            ),
            expect![[""]],
        );
    }
}
