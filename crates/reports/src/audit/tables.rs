//! Which tables of a paper are which: the table of results, of economic effect, of participants, partners, recommendations.
//! They are told by the words of their headings (`catalogue/audit/tables.toml`), wherever they stand and in whatever order
//! their columns are; what the words do not tell, what stands in the columns may (`content`). A table that goes on behind a page
//! without its headings is the same table.

mod content;

use super::lexer::{Kind, ONE, Token, lex};
use super::vocabulary::{Hit, Meaning, Vocabulary};
use crate::source::{Grid, GridCell, Source};
use auyl_domain::words::is_letter;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most rows that are tried as headings where the file does not say which they are.
const HEADINGS: u32 = 4;
/// Headings that show that a table below another one is not its rest.
const OWN: usize = 3;
/// The role of a column that tells what came of it, soon or late.
const EFFECT: &str = "effect";
/// The role of a column that says how much of the plan was reached.
const PERCENT: &str = "percent";
/// The role of a column that tells plan and actual in one cell: "план/факт" above "8/10".
pub const BOTH: &str = "plan_actual";
/// The role of a column that counts people of some ages.
const BAND: &str = "band";
/// Tables that break those who took part down: the whole, and what it is made of.
const BREAKDOWNS: [&str; 3] = ["gender", "age", "status"];
/// A table of kinds of people with so many columns.
const MANY_KINDS: u32 = 5;
/// Nobody is older.
const OLDEST: i64 = 120 * ONE;
/// A heading of more pieces is no band of ages.
const LONGEST_BAND: usize = 8;

/// A table that was recognised.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its number in the source.
    pub table: u32,
    /// What it is: the id of a shape of the vocabulary.
    pub shape: String,
    /// What each column is; a column of no known heading is missing.
    pub columns: BTreeMap<u32, String>,
    /// Rows that are headings.
    pub headings: u32,
    /// It goes on from the table before.
    pub goes_on: bool,
}

impl Known {
    /// The first column of this role.
    pub fn column(&self, role: &str) -> Option<u32> {
        self.columns.iter().find(|(_, known)| *known == role).map(|(column, _)| *column)
    }

    /// All columns of this role.
    pub fn columns_of<'a>(&'a self, role: &'a str) -> impl Iterator<Item = u32> + 'a {
        self.columns.iter().filter(move |(_, known)| *known == role).map(|(column, _)| *column)
    }

    /// The role of a column.
    pub fn role(&self, column: u32) -> Option<&str> {
        self.columns.get(&column).map(String::as_str)
    }
}

/// All known tables in their order.
pub fn recognise(source: &Source, vocabulary: &Vocabulary) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    let mut last_end = None;
    for grid in source.tables() {
        let rest = known.last().and_then(|last| goes_on(source, grid, last, last_end));
        // Words of a row may look like headings; few of them do not begin another table in the middle of one.
        let own = of(grid, vocabulary).filter(|own| rest.is_none() || own.columns.len() >= OWN);
        let found = own
            .or(rest)
            .or_else(|| by_content(grid, vocabulary))
            .or_else(|| content::letters(grid, vocabulary))
            .or_else(|| breakdown(grid, vocabulary));
        known.extend(found.map(|mut found| {
            one_actual(grid, &mut found);
            match found.shape.as_str() {
                "results" => {
                    once(&mut found);
                    content::fill(grid, &mut found, vocabulary);
                }
                "priorities" => one_kind(&mut found),
                shape if BREAKDOWNS.contains(&shape) => content::whole(grid, &mut found, vocabulary),
                _ => {}
            }
            found
        }));
        last_end = grid.cells.iter().flat_map(|cell| &cell.passages).max().copied();
    }
    known
}

/// A row has one name, one time and one place: the first column that is called so; what stands in others says what they are.
fn once(known: &mut Known) {
    for role in ["objective_cell", "activity_cell", "date", "place_cell", "people"] {
        let first = known.column(role);
        known.columns.retain(|column, known| known != role || Some(*column) == first);
    }
}

/// "Предлагаемое направление гранта" names a grant, too; its kind stands behind.
fn one_kind(known: &mut Known) {
    let last = known.columns_of("grant_kind").last();
    known.columns.retain(|column, known| known != "grant_kind" || Some(*column) == last);
}

/// Of several columns of what was reached the one beside the plan is that. One of shares says how much of the plan it is, any
/// other what came of it.
fn one_actual(grid: &Grid, known: &mut Known) {
    let actual: Vec<u32> = known.columns_of("actual").collect();
    let Some(plan) = known.column("plan").filter(|_| actual.len() > 1) else { return };
    let headings = known.headings;
    let is_of_shares = |column: u32| {
        let cells = grid.cells.iter().filter(|cell| cell.column == column && cell.row > headings);
        let mut filled = cells.filter(|cell| !cell.text.trim().is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| cell.text.contains('%'))
    };
    // Of two beside it the one behind: "Показатели исполнения", "план", "факт".
    let nearest =
        actual.iter().copied().min_by_key(|column| (is_of_shares(*column), column.abs_diff(plan), *column < plan));
    for column in actual.into_iter().filter(|column| Some(*column) != nearest) {
        match column {
            column if is_of_shares(column) => known.columns.insert(column, PERCENT.into()),
            // "Орындалу мерзімі" before the plan: what stands in it says what it is.
            column if column < plan => known.columns.remove(&column),
            column => known.columns.insert(column, EFFECT.into()),
        };
    }
}

/// The table as the rest of the one before it.
fn goes_on(source: &Source, grid: &Grid, last: &Known, last_end: Option<u32>) -> Option<Known> {
    let adjoins = last.table + 1 == grid.number && (grid.before.is_none() || grid.before == last_end);
    let before = source.table(last.table)?;
    (adjoins && before.columns == grid.columns).then(|| Known {
        table: grid.number,
        shape: last.shape.clone(),
        columns: last.columns.clone(),
        headings: 0,
        goes_on: true,
    })
}

/// A table of results of which not all headings are known.
fn by_content(grid: &Grid, vocabulary: &Vocabulary) -> Option<Known> {
    let known = |shape: &str| {
        let shape = vocabulary.shapes.iter().position(|known| known.id == shape)?;
        Some(roles(grid, shape, grid.header_rows.max(1), vocabulary))
    };
    // What is told in a unit of its own is the effect on the economy.
    let mut economy = known("economy")?;
    content::units(grid, &mut economy, vocabulary);
    let has = |role: &str| economy.values().any(|known| known == role);
    match has("label") && has("unit") {
        true => content::planned(grid, "economy", &economy, vocabulary),
        false => content::planned(grid, "results", &known("results")?, vocabulary),
    }
}

/// A table that breaks people down, of which nobody knows how the whole is called: bands of ages, or a kind of people that is
/// known among others that are not.
fn breakdown(grid: &Grid, vocabulary: &Vocabulary) -> Option<Known> {
    BREAKDOWNS.iter().find_map(|shape| {
        let nth = vocabulary.shapes.iter().position(|known| known.id == *shape)?;
        let headings = grid.header_rows.max(1);
        let columns = roles(grid, nth, headings, vocabulary);
        let mut known = Known { table: grid.number, shape: (*shape).into(), columns, headings, goes_on: false };
        let parts = known.columns.values().filter(|role| *role != "total").count();
        // Among many kinds one that is known shows what they are.
        let fewest = if *shape == "status" && grid.columns >= MANY_KINDS { 1 } else { 2 };
        content::whole(grid, &mut known, vocabulary);
        (parts >= fewest && known.column("total").is_some() && content::adds_up(grid, &known, vocabulary))
            .then_some(known)
    })
}

/// What a table is, by its own headings.
fn of(grid: &Grid, vocabulary: &Vocabulary) -> Option<Known> {
    let tried: Vec<u32> =
        if grid.header_rows > 0 { vec![grid.header_rows] } else { (1..=HEADINGS.min(grid.rows)).collect() };
    let mut best: Option<(usize, Known)> = None;
    for headings in tried {
        for shape in 0..vocabulary.shapes.len() {
            let Some((score, known)) = fits(grid, shape, headings, vocabulary) else { continue };
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, known));
            }
        }
    }
    best.map(|(_, known)| known)
}

fn fits(grid: &Grid, shape: usize, headings: u32, vocabulary: &Vocabulary) -> Option<(usize, Known)> {
    let of = &vocabulary.shapes[shape];
    if (1..=headings).any(|row| is_of_data(grid, row)) {
        return None;
    }
    let mut columns = roles(grid, shape, headings, vocabulary);
    for need in of.needs.iter().chain(&of.one_of) {
        instead(grid, shape, headings, need, &mut columns, vocabulary);
    }
    let mut taken: BTreeSet<&str> = columns.values().map(String::as_str).collect();
    if taken.contains(BOTH) {
        taken.extend(["plan", "actual"]);
    }
    let has = |need: &String| taken.contains(need.as_str());
    let has_one = of.one_of.is_empty() || of.one_of.iter().any(has);
    let has_all = of.needs.iter().all(has) && has_one && taken.len() >= of.fewest;
    // Of two that fit, the one with fewer heading rows.
    let score = (taken.len() * 10 + of.needs.len()).saturating_sub(headings as usize);
    has_all.then(|| (score, Known { table: grid.number, shape: of.id.clone(), columns, headings, goes_on: false }))
}

/// "Ұсыным жолданған орган" beside "Ұсынымдар": of two columns of one role the one whose heading names the missing one, too.
fn instead(
    grid: &Grid,
    shape: usize,
    headings: u32,
    need: &str,
    columns: &mut BTreeMap<u32, String>,
    vocabulary: &Vocabulary,
) {
    let names = |column: u32| {
        let cells = (1..=headings).filter_map(|row| grid.at(row, column));
        cells.into_iter().any(|cell| {
            let tokens = lex(&cell.text, vocabulary);
            let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
            let role = |nth: usize| vocabulary.shapes[shape].column.keys().nth(nth).map(String::as_str);
            vocabulary
                .find_columns(&words)
                .iter()
                .any(|hit| hit.meaning.0 == shape && role(hit.meaning.1) == Some(need))
        })
    };
    if columns.values().any(|role| role == need) {
        return;
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    columns.values().for_each(|role| *times.entry(role).or_default() += 1);
    let is_twice = |role: &String| times.get(role.as_str()).is_some_and(|times| *times > 1);
    let column = columns.iter().find(|(column, role)| is_twice(role) && names(**column)).map(|(column, _)| *column);
    columns.extend(column.map(|column| (column, need.to_string())));
}

/// A row of words and numbers beside each other names no columns; one of numbers alone may number them.
fn is_of_data(grid: &Grid, row: u32) -> bool {
    let cells = || (1..=grid.columns).filter_map(|column| grid.at(row, column)).filter(|cell| cell.row == row);
    let is_number = |cell: &&GridCell| {
        cell.text.chars().any(|c| c.is_ascii_digit())
            && !cell.text.chars().any(|c| is_letter(c) || matches!(c, '-' | '–' | '+'))
    };
    let has_words = |cell: &GridCell| cell.text.chars().any(is_letter);
    cells().filter(is_number).count() >= 2 && cells().any(has_words)
}

/// What the columns are by their headings.
fn roles(grid: &Grid, shape: usize, headings: u32, vocabulary: &Vocabulary) -> BTreeMap<u32, String> {
    let role = |column: u32| {
        // The lowest heading says most: "план" below "Индикаторы".
        (1..=headings).rev().find_map(|row| {
            let cell = grid.at(row, column)?;
            // A row that is one cell across the table names no column.
            if cell.colspan >= grid.columns && grid.columns > 1 {
                return None;
            }
            role_in(cell, shape, vocabulary)
        })
    };
    (1..=grid.columns).filter_map(|column| Some((column, role(column)?.to_string()))).collect()
}

fn role_in<'v>(cell: &GridCell, shape: usize, vocabulary: &'v Vocabulary) -> Option<&'v str> {
    if cell.text.trim() == "№" {
        return vocabulary.shapes[shape].column.contains_key("number").then_some("number");
    }
    let tokens = lex(&cell.text, vocabulary);
    if tokens.iter().any(|token| token.is('%')) && vocabulary.shapes[shape].column.contains_key(PERCENT) {
        return Some(PERCENT);
    }
    let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
    let hits = vocabulary.find_columns(&words);
    let hits = hits.iter().filter(|hit| hit.meaning.0 == shape);
    // The earliest and longest: "Количество участников проекта всего" is the total, wherever "всего" stands. An effect that is
    // said to be short or long is that.
    let role = |nth: usize| vocabulary.shapes[shape].column.keys().nth(nth).map(String::as_str);
    let rank = |nth: usize| match role(nth) {
        Some("short" | "long") => 0,
        // "Показатель (план)" tells the plan.
        Some("label") => 2,
        Some(EFFECT) => 3,
        _ => 1,
    };
    // "Непосредственные результаты (к мероприятиям)": brackets only explain.
    let opens = tokens.iter().position(|token| token.is('(')).unwrap_or(tokens.len());
    let (outside, inside): (Vec<&Hit<(usize, usize)>>, Vec<_>) = hits.partition(|hit| hit.from < opens);
    let hits = if outside.is_empty() { inside } else { outside };
    let named: Vec<_> = hits.iter().filter_map(|hit| Some((hit.from..hit.to, role(hit.meaning.1)?))).collect();
    if are_both(&tokens, &named, vocabulary) {
        return Some(BOTH);
    }
    let best = hits.into_iter().min_by_key(|hit| (rank(hit.meaning.1), hit.from, std::cmp::Reverse(hit.to)));
    let named = best.and_then(|best| role(best.meaning.1));
    named.or_else(|| {
        (vocabulary.shapes[shape].column.contains_key(BAND) && is_band(&tokens, &words, vocabulary)).then_some(BAND)
    })
}

/// "План / факт", "жоспар және нақты": one column for both. "Выполнение плана" is one thing.
fn are_both(tokens: &[Token], named: &[(Range<usize>, &str)], vocabulary: &Vocabulary) -> bool {
    let joins = |token: &Token| {
        matches!(token.kind, Kind::Mark('/' | ',' | '-' | '–' | '\\'))
            || token.word().is_some_and(|word| vocabulary.is_joining(word))
    };
    let of = |role: &'static str| named.iter().filter(move |(_, known)| *known == role).map(|(at, _)| at);
    of("plan").any(|plan| {
        of("actual").any(|actual| {
            let (first, second) = if plan.start < actual.start { (plan, actual) } else { (actual, plan) };
            first.end < second.start && tokens[first.end..second.start].iter().all(joins)
        })
    })
}

/// "17–28", "59 и выше", "от 17 до 28": ages, with or without a word that says so.
fn is_band(tokens: &[Token], words: &[Option<&str>], vocabulary: &Vocabulary) -> bool {
    let numbers: Vec<i64> = tokens.iter().filter_map(Token::number).map(|number| number.value).collect();
    let begins = tokens.iter().take(2).any(|token| token.number().is_some());
    let is_bound = || {
        let hits = vocabulary.find(words);
        hits.iter().any(|hit| matches!(hit.meaning, Meaning::Before(_) | Meaning::After(_)))
            || tokens.iter().any(|token| token.is('+'))
    };
    let are_ages = match numbers.as_slice() {
        [from, to] => from < to && *to <= OLDEST,
        [bound] => *bound <= OLDEST && is_bound(),
        _ => false,
    };
    begins && are_ages && tokens.len() <= LONGEST_BAND
}
