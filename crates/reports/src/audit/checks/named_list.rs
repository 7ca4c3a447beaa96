//! # What it does
//! Counts what is named: rows of the table of partners against the number of partners, success stories against the number
//! of cases, titles in quotation marks against the number of seminars or topics that bear them.
//!
//! # Why it matters
//! A number and the list behind it are read together; the monitor calls the partners that the table names.
//!
//! # Example
//! "Количество партнёров: 2" beside a table of seven partners.

use super::Check;
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::{Kind, ONE, Token};
use crate::audit::paper::{Paper, Side, Statement, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Comparator, Counted, Vocabulary};
use crate::source::Passage;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-named-list"], run };

/// Pieces between the titles and a number that counts them.
const BEHIND_ROW: usize = 6;
/// Pieces between a number and the titles that it leads to: "4 темами: «", "4 темам: 1) «".
const TO_ROW: usize = 5;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let partners: Vec<u32> = paper
        .tables_of("partners")
        .flat_map(|(known, grid)| {
            let column = known.column("partner_cell").unwrap_or(1);
            let headings = known.headings;
            grid.cells
                .iter()
                .filter(move |cell| cell.column == column && cell.row > headings && !cell.text.trim().is_empty())
        })
        .filter_map(|cell| cell.passages.first().copied())
        .collect();
    found.extend(differ(paper, "partners", &partners));
    let stories: Vec<u32> = paper
        .passages()
        .filter(|(passage, text)| {
            let is_short = text.tokens.len() <= 14;
            is_short
                && !matches!(text.tokens.first().map(|token| &token.kind), Some(Kind::Ordinal(_)))
                && passage.place.table.is_none()
                && paper.said(text).listed("section_story").any(|hit| hit.from <= 2)
        })
        .filter(|(passage, _)| !passage.text.contains('—') && !passage.text.trim_end().ends_with([':', '.']))
        // "Мероприятие 3. Истории успеха" is what was planned of them.
        .filter(|(_, text)| paper.said(text).listed("head_activity").next().is_none())
        .map(|(passage, _)| passage.place.passage)
        .collect();
    found.extend(differ(paper, "stories", &stories));
    for (passage, text) in paper.passages().filter(|(_, text)| !text.where_.is_plan() && !text.where_.is_heading) {
        found.extend(titles(paper, passage, text));
        found.extend(plain_topics(paper, passage, text));
    }
    found
}

/// "Проведено 4 семинара: «А», «Б», «В»": titles in a row beside the number of what bears them. The number of events may
/// be a multiple of theirs.
fn titles(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Vec<Remark> {
    let mut found = Vec::new();
    for row in rows_of_titles(text, paper.vocabulary) {
        let said = paper.said(text);
        let sentence = said.sentence(row.from);
        // "тем у нас 4: «А», «Б»": whatever the word, the number is that of what follows.
        let leads = |claim: &Claim| {
            let between = claim.token + 1..row.from;
            claim.token < row.from && between.len() <= TO_ROW && text.tokens[between].iter().any(|token| token.is(':'))
        };
        let are_events = |claim: &Claim| {
            claim.quantity.is_some_and(|quantity| paper.vocabulary.quantities[quantity].kind == Counted::Events)
        };
        let has_own = |claim: &Claim| {
            let sentences = [said.sentence(row.from), said.sentence(claim.token)];
            said.listed("own_topic").any(|hit| sentences.iter().any(|of| of.contains(&hit.from)))
        };
        let counts = |claim: &&Claim| {
            let are_topics = claim.quantity.is_some_and(|of| paper.vocabulary.quantities[of].id == "topics");
            (are_events(claim) || are_topics || leads(claim))
                && sentence.contains(&claim.token)
                && claim.unit == Unit::Piece
                // "В каждом селе прошли занятия по 5 темам: …": the list is that of each.
                && (claim.each.is_none() || leads(claim))
                && claim.comparator == Comparator::Exactly
        };
        // "«А», «Б», саны 6", "«А», «Б». Всего тем 4": the number right behind the titles.
        let follows = |claim: &&Claim| {
            let are_topics = claim.quantity.is_some_and(|of| paper.vocabulary.quantities[of].id == "topics");
            let is_bare = claim.quantity.is_none()
                && claim.token > 0
                && (said.is_in("number_of", claim.token - 1) || said.is_in("count_of", claim.token - 1));
            let near = claim.token >= row.to && claim.token - row.to <= BEHIND_ROW;
            near && (are_topics || is_bare || are_events(claim) && has_own(claim)) && claim.unit == Unit::Piece
        };
        let before = text.claims.iter().rev().filter(|claim| claim.token < row.from).find(counts);
        let after = || text.claims.iter().filter(|claim| claim.token >= row.to).find(counts);
        let Some(claim) = before.or_else(after).or_else(|| text.claims.iter().find(follows)) else { continue };
        let (Some(told), Ok(named)) = (claim.whole(), i64::try_from(row.n)) else { continue };
        // A title may stand for several events, unless each has its own.
        if told == named || are_events(claim) && told % named == 0 && !has_own(claim) {
            continue;
        }
        let all = text.tokens[row.from].at.start..text.tokens[row.to - 1].at.end;
        let number = passage.place.passage;
        let quotes = vec![Quote::part(number, claim.at.clone()), Quote::part(number, all)];
        let what = claim.quantity.or(paper.vocabulary.quantity("topics")).unwrap_or_default();
        let label = &paper.vocabulary.quantities[what].label;
        found.push(
            Remark::new("audit-named-list", Severity::Warning, quotes)
                .on("titles")
                .labelled("what", label)
                .with("told", told)
                .with("named", named),
        );
    }
    found
}

/// Titles in quotation marks with nothing but commas, "и" and the numbers of entries between them.
struct Row {
    from: usize,
    to: usize,
    n: usize,
}

fn rows_of_titles(text: &Text, vocabulary: &Vocabulary) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let close = match text.tokens[at].kind {
            Kind::Mark('«') => '»',
            Kind::Mark('“' | '„') => '”',
            Kind::Mark('"') => '"',
            _ => {
                at += 1;
                continue;
            }
        };
        let Some(end) = (at + 1..text.tokens.len()).find(|end| text.tokens[*end].is(close)) else { break };
        let joins = |token: &Token| {
            matches!(token.kind, Kind::Mark(',' | ';' | ')') | Kind::Ordinal(_)) || token.joins(vocabulary)
        };
        match rows.last_mut().filter(|row| at > row.to && text.tokens[row.to..at].iter().all(joins)) {
            Some(row) => (row.to, row.n) = (end + 1, row.n + 1),
            None => rows.push(Row { from: at, to: end + 1, n: 1 }),
        }
        at = end + 1;
    }
    rows.retain(|row| row.n > 1);
    rows
}

/// "4 темы: 1) бюджет; 2) письма; 3) права", "три темы: бюджет и письма": topics without quotation marks. What "и" joins may be
/// one topic, so that without numbers only too few are told.
fn plain_topics(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Option<Remark> {
    let topics = paper.vocabulary.quantity("topics")?;
    let is_topics = |claim: &&Claim| {
        (claim.quantity, claim.unit, claim.comparator) == (Some(topics), Unit::Piece, Comparator::Exactly)
    };
    text.claims.iter().filter(is_topics).find_map(|claim| {
        let end = (claim.token..text.tokens.len()).find(|at| text.tokens[*at].is('.')).unwrap_or(text.tokens.len());
        let colon = (claim.token..end.min(claim.token + 1 + TO_ROW)).find(|at| text.tokens[*at].is(':'))?;
        let list = &text.tokens[colon + 1..end];
        let is_title = |token: &Token| matches!(token.kind, Kind::Mark('«' | '“' | '„' | '"'));
        let is_number = |token: &&Token| matches!(token.kind, Kind::Ordinal(_));
        let joins = |token: &&Token| token.is(',') || token.is(';') || token.joins(paper.vocabulary);
        let n_numbers = list.iter().filter(is_number).count();
        let has_numbers = list.first().is_some_and(|first| is_number(&first));
        let n = if has_numbers { n_numbers } else { 1 + list.iter().filter(joins).count() };
        let (told, named) = (claim.whole()?, i64::try_from(n).ok()?);
        let is_wrong = if has_numbers { told != named } else { told > named };
        (is_wrong && named > 1 && !list.iter().any(is_title)).then(|| {
            let all = text.tokens[colon + 1].at.start..text.tokens[end - 1].at.end;
            let quotes = [claim.at.clone(), all].map(|at| Quote::part(passage.place.passage, at)).to_vec();
            Remark::new("audit-named-list", Severity::Warning, quotes)
                .on("titles")
                .labelled("what", &paper.vocabulary.quantities[topics].label)
                .with("told", told)
                .with("named", named)
        })
    })
}

fn differ(paper: &Paper<'_>, quantity: &str, named: &[u32]) -> Option<Remark> {
    let is = |s: &&Statement| paper.counts(s) == quantity && s.side != Side::Plan && s.is_result();
    let told = paper.statements.iter().find(is)?;
    let n = i64::try_from(named.len()).ok()?;
    (n > 0 && told.value != n * ONE).then(|| {
        let quotes = std::iter::once(paper.quote(told))
            .chain(named.iter().take(12).map(|passage| Quote::whole(*passage)))
            .collect();
        Remark::new("audit-named-list", Severity::Warning, quotes)
            .labelled("what", &paper.vocabulary.quantities[told.quantity].label)
            .with("told", shown_scaled(told.value, ONE))
            .with("named", n)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn the_number_of_topics_stands_behind_them_and_each_event_has_its_own() {
        check(
            "Семинары разошлись так: «Права», «Бюджет», «Письма»; число тем 4.

Айгүл мынаны айтты: «Құқық», «Бюджет», саны 6.

Учили: «Права», «Бюджет». Всего семинаров 4, у каждого своя тема.

Учили: «Права», «Бюджет». Всего семинаров 4, Айгуль рада.

В каждом селе Айгуль вела занятия по пяти темам: 1) «Двор»; 2) «Спорт».",
            expect![[r#"
                audit-named-list (titles): topics: the report says 4 and names 3.
                    «…сьма»; число тем 4.» «…ак: «Права», «Бюджет», «Письма»; чи…»
                audit-named-list (titles): topics: the report says 6 and names 2.
                    «…, «Бюджет», саны 6.» «…ы айтты: «Құқық», «Бюджет», саны 6.»
                audit-named-list (titles): seminars: the report says 4 and names 2.
                    «…Всего семинаров 4, у каждого своя…» «Учили: «Права», «Бюджет». Всего с…»
                audit-named-list (titles): topics: the report says 5 and names 2.
                    «…ела занятия по пяти темам: 1) «Двор…» «…темам: 1) «Двор»; 2) «Спорт».»
            "#]],
        );
    }

    #[test]
    fn topics_need_no_quotation_marks() {
        check(
            "Семинарда 4 тақырып қаралды: 1) электрондық каталог; 2) балалармен жұмыс; 3) парақша. Айгүл риза.

Курс үш тақырыпта болды: киіз басу және құрақ құрау.

«Ауыл бюджеті», «Су» – талқыланған тақырыптар, жалпы саны 4.

Айгуль учила по трём темам: войлок, ткачество и шитьё. Были 2 темы: сбор и сушка трав, выбор и покупка шерсти.",
            expect![[r#"
                audit-named-list (titles): topics: the report says 4 and names 3.
                    «Семинарда 4 тақырып қаралды…» «…1) электрондық каталог; 2) балалармен жұмыс; 3) парақша…»
                audit-named-list (titles): topics: the report says 3 and names 2.
                    «Курс үш тақырыпта болд…» «…ды: киіз басу және құрақ құрау.»
                audit-named-list (titles): topics: the report says 4 and names 2.
                    «…птар, жалпы саны 4.» ««Ауыл бюджеті», «Су» – тал…»
            "#]],
        );
    }

    #[test]
    fn topics_with_numbers_stand_in_the_paragraph_that_its_activity_heads() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Семинары	Семинары	6	6

Мероприятие 1. Семинары. Занятия шли по четырём темам: 1) «Права»; 2) «Бюджет»; 3) «Письма». Айгуль провела 6 семинаров.",
            expect![[r#"
                audit-named-list (titles): topics: the report says 4 and names 3.
                    «…нятия шли по четырём темам: 1) «Пра…» «…) «Права»; 2) «Бюджет»; 3) «Письма».…»
            "#]],
        );
    }

    #[test]
    fn the_sentence_that_counts_the_stories_was_counted_as_one() {
        check(
            "Мероприятие 3. Истории успеха

Написаны 2 истории успеха, обе размещены на странице Айгуль.

История успеха (село Ульги)

История успеха (село Акжар)",
            expect![""],
        );
    }

    #[test]
    fn four_topics_are_said_and_three_are_named() {
        check(
            "Проведено 4 семинара: «Бюджет села», «Права жителей», «Вода».",
            expect![[r#"
                audit-named-list (titles): seminars: the report says 4 and names 3.
                    «Проведено 4 семинара: «Бюдж…» «…«Бюджет села», «Права жителей», «Вода»…»
            "#]],
        );
    }

    #[test]
    fn titles_before_their_number_in_kazakh() {
        check(
            "«Ауыл бюджеті», «Су», «Құқық» тақырыптарында 4 семинар өтті.",
            expect![[r#"
                audit-named-list (titles): seminars: the report says 4 and names 3.
                    «…тақырыптарында 4 семинар өтті.» ««Ауыл бюджеті», «Су», «Құқық» т…»
            "#]],
        );
    }

    #[test]
    fn titles_follow_their_number_whatever_it_counts() {
        check(
            "Айгуль спрашивали, чему учила, тем у неё 4: «Бюджет», «Письмо».

Айгуль провела 4 семинара: «Бюджет», «Письмо».",
            expect![[r#"
                audit-named-list (titles): topics: the report says 4 and names 2.
                    «…учила, тем у неё 4: «Бюджет», «Пись…» «…у неё 4: «Бюджет», «Письмо».»
            "#]],
        );
    }

    #[test]
    fn nine_seminars_on_three_topics_are_three_in_each_village() {
        check("Проведено 9 семинаров: «Бюджет села», «Права жителей», «Вода».", expect![[""]]);
    }
}
