//! # What it does
//! Follows letter and reply: a reply is not older than its letter, in the row of a table, in one cell, or in running text.
//!
//! # Why it matters
//! A reply before its letter shows that one of both was written for the report: the monitor asks the body for it.
//!
//! # Example
//! "Письмо от 25 ноября 2024 года №60, ответ получен 3 ноября 2024 года".

use super::Check;
use crate::audit::dates::{Dated, Written};
use crate::audit::lexer::Kind;
use crate::audit::paper::{Beside, Letter, Link, Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;
use jiff::civil::Date;
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-reply-before-letter"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = replies_in_rows(paper);
    for (passage, text) in paper.passages().filter(|(_, text)| !text.where_.is_heading && !text.where_.is_plan()) {
        // A reply that has a number of its own stands in a column of its own.
        if text.where_.role.as_deref() == Some("answer") {
            continue;
        }
        let mut early = reply_before_letter(paper, passage, text);
        if early.is_empty() {
            early = answered_on(paper, passage, text);
        }
        if early.is_empty() && text.where_.role.as_deref() == Some("letter_cell") {
            found.extend(earlier_in_cell(passage, text));
        }
        found.extend(early);
    }
    found
}

/// "Аким ответил 15 сентября на письмо № 72", "№ 72 хатқа 15 қыркүйекте жауап берді": the day of the reply to a letter that another
/// place tells.
fn answered_on(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Vec<Remark> {
    let said = paper.said(text);
    let is_number = |at: usize| matches!(text.tokens[at].kind, Kind::Reference(_));
    let mut found = Vec::new();
    for (at, token) in text.tokens.iter().enumerate() {
        let Kind::Reference(number) = &token.kind else { continue };
        let sentence = said.sentence(at);
        let apart = |dated: &Dated| (dated.tokens.end..at).chain(at + 1..dated.tokens.start).any(is_number);
        let dates = || text.dates.iter().filter(|dated| sentence.contains(&dated.tokens.start) && !apart(dated));
        let reply = match paper.replied_on(text, at).filter(|_| said.says("answered", &sentence)) {
            Some(Beside::Before) => dates().rfind(|dated| dated.tokens.end <= at),
            Some(Beside::Behind) => dates().find(|dated| dated.tokens.start > at),
            None => None,
        };
        let of_table = || paper.sent.get(number).and_then(|sent| Some((sent.day?, sent.quote.clone())));
        let of_text = || {
            let others = paper.letters.iter().filter(|letter| letter.passage != passage.place.passage);
            others.filter(|letter| letter.number == *number).find_map(sent_on)
        };
        let letter = reply.and_then(|reply| Some((reply, of_table().or_else(of_text)?)));
        found.extend(
            letter
                .filter(|(reply, (day, _))| is_early(reply, *day))
                .map(|(reply, (day, quote))| told(passage, reply, day, quote)),
        );
    }
    found
}

/// A reply that has a column of its own and is older than the letter of its row.
fn replies_in_rows(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for (known, grid) in paper.tables_of("recommendations") {
        let (Some(column), Some(reply)) = (known.column("letter_cell"), known.column("answer")) else { continue };
        for row in known.headings + 1..=grid.rows {
            let dates = |column: u32| {
                let texts = paper.at(grid, row, column);
                texts.flat_map(|(passage, text)| text.dates.iter().map(move |dated| (passage, dated)))
            };
            let sent = dates(column).chain(known.column("letter_date").into_iter().flat_map(dates));
            let Some((day, at)) = sent
                .filter_map(|(passage, dated)| {
                    Some((dated.from.first()?, Quote::part(passage.place.passage, dated.at.clone())))
                })
                .min_by_key(|(day, _)| *day)
            else {
                continue;
            };
            let early = dates(reply).filter(|(_, dated)| is_early(dated, day));
            found.extend(early.map(|(passage, dated)| told(passage, dated, day, at.clone())));
        }
    }
    found
}

/// A day, and not only a month, before that of the letter.
fn is_early(reply: &Dated, sent: Date) -> bool {
    // "на № 44 – 29 августа, на № 45 – 2 августа 2024 года": the year goes without saying.
    let from = Written { year: reply.from.year.or(Some(i64::from(sent.year()))), ..reply.from };
    from.day.is_some() && from.first().is_some_and(|day| day < sent)
}

fn told(passage: &Passage, reply: &Dated, sent: Date, letter: Quote) -> Remark {
    let quotes = vec![Quote::part(passage.place.passage, reply.at.clone()), letter];
    Remark::new("audit-reply-before-letter", Severity::Severe, quotes)
        .with("answered", &passage.text[reply.at.clone()])
        .dated("sent", sent)
}

fn sent_on(letter: &Letter) -> Option<(Date, Quote)> {
    Some((letter.day?, Quote::part(letter.passage, letter.at.clone())))
}

fn reply_before_letter(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Vec<Remark> {
    let number = passage.place.passage;
    let is_cell = text.where_.role.as_deref() == Some("letter_cell");
    let dated = |wanted: Link| {
        let of = move |tokens: &Range<usize>| {
            // The cell is a letter's, whether it says so or not.
            paper.link(text, tokens).or(is_cell.then_some(Link::Letter)) == Some(wanted)
        };
        text.dates.iter().filter(move |dated| of(&dated.tokens))
    };
    if dated(Link::Reply).next().is_none() {
        return Vec::new();
    }
    let pairs = pairs(dated(Link::Letter).collect(), dated(Link::Reply).collect());
    if !pairs.is_empty() {
        let days = pairs.into_iter().filter_map(|(letter, reply)| Some((letter.from.first()?, letter, reply)));
        let early = days.filter(|(sent, _, reply)| is_early(reply, *sent));
        return early
            .map(|(sent, letter, reply)| told(passage, reply, sent, Quote::part(number, letter.at.clone())))
            .collect();
    }
    let mut letters: Vec<(Date, Quote)> = dated(Link::Letter)
        .filter_map(|dated| Some((dated.from.first()?, Quote::part(number, dated.at.clone()))))
        .collect();
    if letters.is_empty() {
        let cited = text.tokens.iter().filter_map(|token| match &token.kind {
            Kind::Reference(number) => Some(number),
            _ => None,
        });
        let known = cited.flat_map(|number| {
            let of_table = paper.sent.get(number).and_then(|sent| Some((sent.day?, sent.quote.clone())));
            of_table
                .into_iter()
                .chain(paper.letters.iter().filter(move |letter| letter.number == *number).filter_map(sent_on))
        });
        letters.extend(known);
    }
    if letters.is_empty() {
        // Letters of the same activity.
        let is_own = |letter: &&Letter| {
            text.where_.activity.is_some() && paper.place(letter.passage).activity == text.where_.activity
        };
        letters.extend(paper.letters.iter().filter(is_own).filter_map(sent_on));
    }
    let Some((sent, at)) = letters.into_iter().min_by_key(|(day, _)| *day) else { return Vec::new() };
    dated(Link::Reply)
        .filter(|reply| is_early(reply, sent))
        .map(|reply| told(passage, reply, sent, at.clone()))
        .collect()
}

/// Letters that are told each with its reply behind it: "№ 27 от 22 марта (ответ от 5 апреля), № 28 от 22 марта (ответ от …)".
fn pairs<'t>(letters: Vec<&'t Dated>, replies: Vec<&'t Dated>) -> Vec<(&'t Dated, &'t Dated)> {
    let n = letters.len();
    let pairs: Vec<_> = letters.into_iter().zip(replies.iter().copied()).collect();
    let follows = |(nth, (letter, reply)): (usize, &(&Dated, &Dated))| {
        let next = pairs.get(nth + 1).map_or(usize::MAX, |(next, _)| next.tokens.start);
        letter.tokens.start < reply.tokens.start && reply.tokens.start < next
    };
    let are_told = n == replies.len() && n > 1 && pairs.iter().enumerate().all(follows);
    if are_told { pairs } else { Vec::new() }
}

/// A cell of one letter tells another day behind the letter and its number: whatever it calls it, something came back, and
/// nothing can before the letter went.
fn earlier_in_cell(passage: &Passage, text: &Text) -> Option<Remark> {
    let numbers = text.letter_numbers();
    let [(at, _)] = numbers.as_slice() else { return None };
    let nth = text.letter_day(passage, *at)?;
    let sent = text.dates[nth].from.first()?;
    // "на запрос от 2 мая": a day of the same sentence is that of what was asked before.
    let is_parted = |to: usize| text.tokens[*at..to].iter().any(|token| token.is('.') || token.is(';'));
    let back = text.dates[nth + 1..].iter().filter(|dated| dated.tokens.start > *at && is_parted(dated.tokens.start));
    let early = back.into_iter().find(|dated| is_early(dated, sent))?;
    let letter = Quote::part(passage.place.passage, text.dates[nth].at.clone());
    Some(told(passage, early, sent, letter).on("in_cell"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_number_cut_after_its_word_still_belongs_to_the_letter() {
        check(
            "Направлено письмо рег. № 28 от 22 марта 2024 года (ответ № 2 от 14 марта 2024 года).",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 14 марта 2024 года, its letter 22.03.2024.
                    «…ет № 2 от 14 марта 2024 года).» «…г. № 28 от 22 марта 2024 года (ответ №…»
            "#]],
        );
    }

    #[test]
    fn each_reply_in_brackets_answers_the_letter_before_it() {
        check(
            "Айгуль писала: в акимат направлено письмо исх. №27 от 12 марта 2024 года (ответ №5 от 15 марта 2024 года), в отдел направлено письмо исх. №28 от 22 марта 2024 года (ответ №2 от 14 марта 2024 года).",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 14 марта 2024 года, its letter 22.03.2024.
                    «…вет №2 от 14 марта 2024 года).» «…сх. №28 от 22 марта 2024 года (ответ №…»
            "#]],
        );
    }

    #[test]
    fn a_reply_to_our_letter_came_before_it() {
        check(
            "Направлены 2 письма: № 17 от 12 мая 2025 года акиму Н-ского района, № 18 от 12 мая 2025 года акиму М-ского района. Получены 2 ответа: от акима Н-ского района № 311 от 28 мая 2025 года, от акима М-ского района № 655 от 6 мая 2025 года на наше письмо № 18.",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 6 мая 2025 года, its letter 12.05.2025.
                    «…она № 655 от 6 мая 2025 года на наше пи…» «…ма: № 17 от 12 мая 2025 года акиму Н-ск…»
            "#]],
        );
    }

    #[test]
    fn a_reply_came_before_its_letter() {
        check(
            "Направлено письмо от 25 ноября 2024 года №60, ответ получен 3 ноября 2024 года.",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 3 ноября 2024 года, its letter 25.11.2024.
                    «…получен 3 ноября 2024 года.» «…исьмо от 25 ноября 2024 года №60, отве…»
            "#]],
        );
    }

    #[test]
    fn a_reply_of_a_list_is_older_than_the_letter_that_the_paragraph_before_tells() {
        check(
            "Мероприятие 1. Письма

Письма Айгуль отвезла акиму 20 сентября 2024 года: № 26 и № 27.

Получены 2 ответа: № 4-511 от 4 октября 2024 года на письмо № 27 про мост, № 4-498 от 12 сентября 2024 года на письмо № 26.

Мероприятие 2. Хаттар

Болат 2024 жылғы 9 қыркүйекте № 15 хатты жолдады. № 15 хатқа 2024 жылғы 2 қыркүйекте № 8 жауап келді.",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 12 сентября 2024 года, its letter 20.09.2024.
                    «…№ 4-498 от 12 сентября 2024 года на пись…» «…я 2024 года: № 26 и № 27.»
                audit-reply-before-letter: The reply is dated 2024 жылғы 2 қыркүйекте, its letter 09.09.2024.
                    «…хатқа 2024 жылғы 2 қыркүйекте № 8 жа…» «Болат 2024 жылғы 9 қыркүйекте № 15 ха…»
            "#]],
        );
    }

    #[test]
    fn a_comma_parts_the_letter_from_its_reply() {
        check(
            "Государственные органы\tРекомендации\tНомер и дата письма
Акиму района\tПостроить мост\tПисьмо №21 от 2 июня 2025 года, ответ №3-12/418 от 26 мая 2025 года
Ауыл әкіміне\tКөпір салу\t2025 жылғы 24 маусымдағы №15 хат, 2025 жылғы 12 маусымдағы №7-2/58 жауап",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 26 мая 2025 года, its letter 02.06.2025.
                    «…№3-12/418 от 26 мая 2025 года» «…ьмо №21 от 2 июня 2025 года, ответ №3-…»
                audit-reply-before-letter: The reply is dated 2025 жылғы 12 маусымдағы, its letter 24.06.2025.
                    «…5 хат, 2025 жылғы 12 маусымдағы №7-2/58…» «2025 жылғы 24 маусымдағы №15 ха…»
            "#]],
        );
    }

    #[test]
    fn a_body_replied_before_it_was_asked() {
        check(
            "Айгуль направила письма №71, №72 от 22 сентября 2025 года.

Аким района ответил 10 октября 2025 года на письмо №71, аким другого района 15 сентября 2025 года на письмо №72.

№72 хатқа 2025 жылғы 20 қыркүйекте жауап берді.",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 15 сентября 2025 года, its letter 22.09.2025.
                    «…района 15 сентября 2025 года на пись…» «…ила письма №71, №72 от 22 сентября 2…»
                audit-reply-before-letter: The reply is dated 2025 жылғы 20 қыркүйекте, its letter 22.09.2025.
                    «…хатқа 2025 жылғы 20 қыркүйекте жауап…» «…ила письма №71, №72 от 22 сентября 2…»
            "#]],
        );
    }

    #[test]
    fn days_of_several_replies_stand_behind_their_letters() {
        check(
            "Государственные органы	Рекомендации	Номер и дата письма
Акиму округа	Мост	№44 от 12 августа 2024 года
Акиму района	Кружок	№45 от 12 августа 2024 года
Акиму области	Связь	№46 от 12 августа 2024 года

Ответы пришли Айгуль на все письма: на №44 – 29 августа, на №45 – 2 августа 2024 года. №44, №46 хаттарға 2024 жылғы 30 тамызда жауап келді.",
            expect![[r#"
                audit-reply-before-letter: The reply is dated 2 августа 2024 года, its letter 12.08.2024.
                    «…на №45 – 2 августа 2024 года. №44, №46…» «№44 от 12 августа 202…»
                audit-date-no-year (of_letter): No year: 29 августа.
                    «…ма: на №44 – 29 августа, на №45 – 2 а…»
            "#]],
        );
    }
}
