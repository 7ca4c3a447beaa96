//! # What it does
//! Reads tables that say of each problem how far it is. What the text calls solved is not open there, and no more problems are
//! said to be solved than the table shows.
//!
//! # Why it matters
//! A letter that was sent solves nothing: a problem is solved by a decision that was carried out.
//!
//! # Example
//! "Решено 3 проблемы" above a table in which two of three are "на рассмотрении".

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Hit, Meaning};
use crate::source::Grid;
use auyl_domain::Severity;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-solved-count", "audit-solved-status"], run };

/// A table of fewer problems tells of no states.
const FEWEST: u32 = 2;
/// Letters by which words are compared, whatever their endings; shorter words are not compared.
const STEM: usize = 5;
/// What stands in more passages than so many is the subject of the whole report, and tells no problem from another.
const RARE: usize = 6;
/// Two that share fewer words are not one problem.
const SHARED: usize = 2;

/// How far a problem is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Solved,
    Open,
}

/// A problem as a row of a table or a sentence tells it.
struct Told {
    passage: u32,
    quote: Quote,
    state: State,
    words: BTreeSet<String>,
    /// Places of the project that it names.
    sites: BTreeSet<usize>,
}

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let rows: Vec<Told> = paper.source.tables().iter().flat_map(|grid| rows(paper, grid)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Remark> = counted(paper, &rows).into_iter().collect();
    let rare = rare(paper);
    let solved: Vec<Told> = sentences(paper).collect();
    for open in rows.iter().filter(|row| row.state == State::Open) {
        let others = solved.iter().chain(rows.iter().filter(|row| row.state == State::Solved));
        let same = others.filter(|other| other.passage != open.passage && are_one(open, other, &rare));
        if let Some(other) = same.min_by_key(|other| other.passage) {
            let quotes = vec![other.quote.clone(), open.quote.clone()];
            found.push(Remark::new("audit-solved-status", Severity::Severe, quotes));
        }
    }
    found
}

/// The problems of a table that says how far each is.
fn rows(paper: &Paper<'_>, grid: &Grid) -> Vec<Told> {
    let headings = grid.header_rows.max(1);
    let names_problems = |text: &Text| {
        let problems = paper.vocabulary.quantity("problems").map(Meaning::Quantity);
        text.hits.iter().any(|hit| Some(hit.meaning) == problems)
    };
    let heading =
        (1..=headings).any(|row| (1..=grid.columns).any(|at| paper.at(grid, row, at).any(|(_, t)| names_problems(t))));
    let before = grid.before.and_then(|passage| paper.text(passage)).is_some_and(|(_, text)| names_problems(text));
    if grid.rows < headings + FEWEST || !(heading || before) {
        return Vec::new();
    }
    let data = headings + 1..=grid.rows;
    let said = |column: u32| data.clone().filter(move |row| state(paper, grid, *row, column).is_some()).count();
    // Where a problem is told in a sentence that says how it was solved, that column says its state, too: the last one is meant.
    let Some((_, column)) = (1..=grid.columns).map(|column| (said(column), column)).max() else { return Vec::new() };
    let n_rows = (grid.rows - headings) as usize;
    if said(column) < FEWEST as usize || said(column) * 3 < n_rows * 2 {
        return Vec::new();
    }
    data.filter_map(|row| {
        let (state, quote) = state(paper, grid, row, column)?;
        let (mut words, mut sites, mut passage) = (BTreeSet::new(), BTreeSet::new(), quote.passage);
        for at in (1..=grid.columns).filter(|at| *at != column) {
            for (cell, text) in paper.at(grid, row, at) {
                passage = passage.min(cell.place.passage);
                words.extend(stems(text, 0..text.tokens.len()));
                sites.extend(paper.sites_in(&text.tokens));
            }
        }
        Some(Told { passage, quote, state, words, sites })
    })
    .collect()
}

/// What a cell says of a problem. What was asked for, sent or refused is open, whatever else stands beside it.
fn state(paper: &Paper<'_>, grid: &Grid, row: u32, column: u32) -> Option<(State, Quote)> {
    let mut found = None;
    for (passage, text) in paper.at(grid, row, column) {
        let said = paper.said(text);
        let quote = Quote::whole(passage.place.passage);
        if said.listed("solved_weak").next().is_some() {
            return Some((State::Open, quote));
        }
        for hit in said.listed("solved") {
            let is_denied =
                said.listed("negation").any(|not| not.to == hit.from || (hit.to..hit.to + 2).contains(&not.from));
            let is_open = is_denied || said.listed("future").next().is_some();
            found = Some((if is_open { State::Open } else { State::Solved }, quote.clone()));
        }
    }
    found
}

/// More problems are said to be solved than the tables show.
fn counted(paper: &Paper<'_>, rows: &[Told]) -> Option<Remark> {
    let solved = rows.iter().filter(|row| row.state == State::Solved).count();
    let open: Vec<&Told> = rows.iter().filter(|row| row.state == State::Open).collect();
    let is_more = |value: i64| usize::try_from(value / ONE).is_ok_and(|told| told > solved && told <= rows.len());
    let of = paper.statements.iter().filter(|statement| paper.counts(statement) == "problems_solved");
    let told = of.filter(|statement| statement.is_result() && statement.value % ONE == 0).find(|s| is_more(s.value))?;
    let quotes = std::iter::once(paper.quote(told)).chain(open.iter().take(2).map(|row| row.quote.clone())).collect();
    Some(
        Remark::new("audit-solved-count", Severity::Severe, quotes)
            .with("told", told.value / ONE)
            .with("n", solved)
            .with("all", rows.len()),
    )
}

/// Sentences of running text that call something solved.
fn sentences<'p>(paper: &'p Paper<'_>) -> impl Iterator<Item = Told> + 'p {
    let texts = paper.passages().filter(|(passage, text)| passage.place.table.is_none() && !text.where_.is_heading);
    texts.flat_map(move |(passage, text)| {
        let said = paper.said(text);
        let of = |hit: &Hit<Meaning>| {
            let sentence = said.sentence(hit.from);
            let has = |list: &str| said.says(list, &sentence);
            // "проблема решена" and not "не решена", "будет решена", "направлено письмо, чтобы была решена".
            let is_open = said.is_open(&sentence) || has("solved_weak");
            (!is_open).then(|| Told {
                passage: passage.place.passage,
                quote: Quote::part(
                    passage.place.passage,
                    text.tokens[hit.from].at.start..text.tokens[hit.to - 1].at.end,
                ),
                state: State::Solved,
                words: stems(text, sentence.clone()).collect(),
                sites: paper.sites_in(&text.tokens[sentence]),
            })
        };
        said.listed("solved").filter_map(of).collect::<Vec<_>>()
    })
}

/// Words of some length that the vocabulary does not know, without endings.
fn stems(text: &Text, of: Range<usize>) -> impl Iterator<Item = String> {
    let is_known = |at: usize| text.hits.iter().any(|hit| (hit.from..hit.to).contains(&at));
    of.filter(move |at| !is_known(*at)).filter_map(|at| {
        let word = text.tokens[at].word()?;
        (word.chars().count() >= STEM).then(|| word.chars().take(STEM).collect())
    })
}

/// Words that few passages have.
fn rare(paper: &Paper<'_>) -> BTreeSet<String> {
    let mut passages: BTreeMap<String, usize> = BTreeMap::new();
    for (_, text) in paper.passages() {
        let own: BTreeSet<String> = stems(text, 0..text.tokens.len()).collect();
        own.into_iter().for_each(|word| *passages.entry(word).or_default() += 1);
    }
    passages.into_iter().filter(|(_, n)| *n <= RARE).map(|(word, _)| word).collect()
}

/// Whether two tell of one problem: they share words that few others have, and name no different villages.
fn are_one(one: &Told, other: &Told, rare: &BTreeSet<String>) -> bool {
    let own = |told: &Told| told.words.intersection(rare).count();
    let shared = one.words.intersection(&other.words).filter(|word| rare.contains(*word)).count();
    let is_elsewhere = !one.sites.is_empty() && !other.sites.is_empty() && one.sites.is_disjoint(&other.sites);
    !is_elsewhere && shared >= SHARED && shared * 2 >= own(one).min(own(other))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn three_are_called_solved_and_the_table_shows_one() {
        check(
            "Жители выявили 3 проблемы. Решено 3 проблемы.

Проблема	Село	Состояние
Освещение центральной улицы	Аксу	Решена
Ремонт пешеходного моста	Аксу	На рассмотрении в акимате
Вывоз бытового мусора	Карасу	Направлено письмо",
            expect![[r#"
                audit-solved-count: 3 problems are said to be solved; by the table it is 1 of 3.
                    «…роблемы. Решено 3 проблемы.» «На рассмотрении в акимате» «Направлено письмо»
            "#]],
        );
    }

    #[test]
    fn a_bridge_that_is_repaired_and_waits() {
        check(
            "После обращения жителей решена проблема ремонта пешеходного моста, мост открыт.

Мәселе	Ауыл	Жағдайы
Орталық көшені жарықтандыру	Ақсу	Шешілді
Ремонт пешеходного моста	Аксу	қаралуда",
            expect![[r#"
                audit-solved-status: A problem is called solved here, and open in the table.
                    «…ения жителей решена проблема рем…» «қаралуда»
            "#]],
        );
    }

    #[test]
    fn what_is_open_in_one_village_may_be_solved_in_another() {
        check(
            "Мероприятия прошли в 2 селах: Аксу, Карасу.

В селе Карасу решена проблема ремонта пешеходного моста. Решена 1 проблема.

Проблема	Село	Состояние
Ремонт пешеходного моста	Аксу	На рассмотрении
Ремонт пешеходного моста	Карасу	Решена",
            expect![[""]],
        );
    }

    #[test]
    fn what_was_discussed_and_then_solved_is_told_in_order() {
        check(
            "Вопрос ремонта пешеходного моста обсуждён на сходе, направлено письмо в акимат.

Вопрос ремонта пешеходного моста решен.

Проблема	Состояние
Освещение центральной улицы	На рассмотрении
Ремонт пешеходного моста	Решена",
            expect![[""]],
        );
    }
}
