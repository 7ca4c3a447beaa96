//! Rows that a page broke are put together again. Converters write the lower half of such a row as a row of its own
//! behind a gap; some lose an empty cell of it, so that it stands one column too far left. Nothing here knows what a
//! table is about: which column a cell belongs to is told by the cells above and below it.

use super::found::Line;
use super::marks::{Entry, entry};
use crate::document::Inline;
use std::collections::BTreeSet;

/// How many rows above and below are asked what a column is like.
const NEIGHBOURS: usize = 30;

/// A row as it was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// For each column the paragraphs of its cell.
    pub cells: Vec<Vec<Line>>,
    /// A page may have ended right above it.
    pub broken: bool,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    fn first(&self) -> Option<usize> {
        self.cells.iter().position(|cell| !cell.is_empty())
    }

    /// The words of a cell.
    pub fn text(&self, column: usize) -> String {
        self.cells.get(column).map(|cell| cell.iter().map(Line::text).collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }
}

/// The rows with halves joined and headings that were repeated left out. The first `header` rows are headings.
pub(super) fn rows(found: Vec<Row>, header: usize) -> Vec<Row> {
    let mut joined: Vec<Row> = Vec::with_capacity(found.len());
    for row in found {
        if row.filled() == 0 {
            continue;
        }
        let n_headings = header.min(joined.len());
        let same = |heading: &Row| (0..row.cells.len()).all(|at| heading.text(at) == row.text(at));
        if joined.len() >= header && joined[..n_headings].iter().any(same) {
            continue;
        }
        match joined.split_last() {
            Some((last, _)) if row.broken && joined.len() > header && !is_fresh(&row, last) => {
                go_on(&mut joined, row, header)
            }
            _ => joined.push(row),
        }
    }
    joined
}

/// A row that begins something: its first words begin like a sentence, and most of its cells are filled.
pub(crate) fn is_fresh(row: &Row, above: &Row) -> bool {
    let Some(first) = row.first() else { return false };
    let begins = row.text(first).chars().next().is_some_and(|letter| !letter.is_lowercase());
    begins && row.filled() * 5 >= above.filled() * 3
}

/// Adds the lower half of a row to what stands above.
fn go_on(joined: &mut [Row], row: Row, header: usize) {
    let columns = row.cells.len();
    let empty: BTreeSet<usize> = (0..columns).filter(|at| row.cells[*at].is_empty()).collect();
    for (at, cell) in row.cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        // Nothing above to go on with, but the neighbour stopped in the middle of a sentence: a cell was lost.
        let unfinished = |at: usize| joined.last().is_some_and(|above| ends_open(&above.text(at)));
        let lost = joined.last().is_some_and(|above| above.text(at).is_empty());
        let begins_low = cell.first().is_some_and(|line| line.text().starts_with(char::is_lowercase));
        let at = if lost && begins_low && empty.contains(&(at + 1)) && unfinished(at + 1) { at + 1 } else { at };
        // Lower rows of one activity fill only some columns; the others go on with the last cell that has words.
        let from = header.min(joined.len());
        let above = joined[from..].iter_mut().rev();
        let Some(target) = above.filter_map(|row| row.cells.get_mut(at)).find(|cell| !cell.is_empty()) else {
            if let Some(cell_above) = joined.last_mut().and_then(|last| last.cells.get_mut(at)) {
                cell_above.extend(cell);
            }
            continue;
        };
        append(target, cell);
    }
}

/// Adds paragraphs to a cell; the first goes on with the last sentence of the cell if that was cut.
pub(crate) fn append(target: &mut Vec<Line>, more: Vec<Line>) {
    let mut more = more.into_iter();
    if let (Some(last), Some(first)) = (target.last_mut(), more.next()) {
        let (before, after) = (last.text(), first.text());
        if is_remnant(&before, &after) {
            // The converter put the word together and left its end standing.
        } else if cell_goes_on(&before, &after) {
            glue(last, first);
        } else {
            target.push(first);
        }
    }
    target.extend(more);
}

/// Joins two halves of a paragraph; a word that was divided at the end of the first is one word again.
pub(crate) fn glue(first: &mut Line, second: Line) {
    let (before, after) = (first.text(), second.text());
    let divided = is_divided(&before, &after);
    if divided {
        cut_hyphen(&mut first.inlines);
    }
    if !divided && !before.ends_with(char::is_whitespace) && !before.is_empty() {
        first.inlines.push(Inline::text(" "));
    }
    first.inlines.extend(second.inlines);
    first.inlines = merged(std::mem::take(&mut first.inlines));
}

/// A hyphen at the end of a line that only divides a word.
pub(crate) fn is_divided(before: &str, after: &str) -> bool {
    let mut letters = before.chars().rev();
    let hyphen = letters.next().is_some_and(|letter| matches!(letter, '-' | '\u{2010}' | '\u{ad}'));
    hyphen && letters.next().is_some_and(char::is_lowercase) && after.starts_with(char::is_lowercase)
}

fn cut_hyphen(inlines: &mut [Inline]) {
    if let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        text.pop();
    }
}

/// Neighbours of the same weight become one.
pub(crate) fn merged(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (out.last_mut(), inline) {
            (Some(Inline::Text { text: before, bold: b, italic: i }), Inline::Text { text, bold, italic })
                if (*b, *i) == (bold, italic) || text.trim().is_empty() =>
            {
                before.push_str(&text)
            }
            (_, inline) => out.push(inline),
        }
    }
    out
}

/// A sentence that has not ended.
pub(crate) fn ends_open(text: &str) -> bool {
    let last = text.trim_end().chars().next_back();
    last.is_some_and(|letter| !matches!(letter, '.' | '!' | '?' | ':' | ';' | '…'))
}

/// The second text goes on with the sentence of the first.
pub(crate) fn goes_on(before: &str, after: &str) -> bool {
    ends_open(before) && after.trim_start().chars().next().is_some_and(|letter| letter.is_lowercase() || letter == '(')
}

/// The same of a cell, which may end before the number of a paper: "от 20 июня 2024 года" and then "№ 14".
pub(crate) fn cell_goes_on(before: &str, after: &str) -> bool {
    goes_on(before, after) || ends_open(before) && after.trim_start().starts_with('№') && !before.contains('№')
}

/// The second text goes on with the list of the first: "1. …" and then "2. …".
pub(crate) fn lists_on(before: &str, after: &str) -> bool {
    let number = |line: &str| match entry(line)? {
        Entry::Number(number) => Some(number),
        _ => None,
    };
    let last = before.lines().filter_map(number).next_back();
    last.zip(number(after)).is_some_and(|(last, next)| next == last + 1)
}

/// The end of a word that stands complete above.
fn is_remnant(before: &str, after: &str) -> bool {
    let short = after.chars().count() <= 6 && !after.contains(' ') && after.chars().all(char::is_lowercase);
    short && before.ends_with(after) && before.chars().rev().nth(after.chars().count()).is_some_and(char::is_alphabetic)
}

/// Moves rows that lost their first, empty cell back to where their words belong.
pub(crate) fn mend_drift(rows: &mut [Row], header: usize) {
    let Some(columns) = rows.iter().map(|row| row.cells.len()).max() else { return };
    let words: Vec<Vec<BTreeSet<String>>> =
        rows.iter().map(|row| (0..columns).map(|at| kinds(&row.text(at))).collect()).collect();
    for at in header..rows.len() {
        let row = &rows[at];
        let Some(first) = row.first() else { continue };
        if row.cells.len() < columns || !row.cells[columns - 1].is_empty() || row.filled() < 2 {
            continue;
        }
        let likeness = |shift: usize| -> u32 {
            let own = (first..columns - 1).filter(|column| !row.cells[*column].is_empty());
            let best = |column: usize| {
                let near = at.saturating_sub(NEIGHBOURS).max(header)..rows.len().min(at + NEIGHBOURS);
                let others = near.filter(|other| *other != at).map(|other| &words[other][column + shift]);
                others.map(|other| alike(&words[at][column], other)).max().unwrap_or(0)
            };
            own.map(best).sum()
        };
        let (stay, moved) = (likeness(0), likeness(1));
        if moved > stay + stay / 4 {
            rows[at].cells.rotate_right(1);
        }
    }
}

/// What a cell is like: its words, and how it begins.
fn kinds(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut kinds: BTreeSet<String> =
        words.take(40).map(|word| word.chars().take(8).flat_map(char::to_lowercase).collect()).collect();
    if let Some(first) = text.chars().next() {
        let shape = if first.is_numeric() {
            "#"
        } else if first.is_lowercase() {
            "a"
        } else if first.is_alphabetic() {
            "A"
        } else {
            "-"
        };
        kinds.insert(shape.to_owned());
        // Short cells are like short cells.
        kinds.insert(format!("~{}", text.chars().count().min(200) / 40));
    }
    kinds
}

/// How alike two cells are, in hundredths.
fn alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> u32 {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    (common * 100).checked_div(all).and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{cell_goes_on, lists_on};

    #[test]
    fn a_page_parted_a_letter_from_its_number_and_a_list_from_its_second_entry() {
        assert!(cell_goes_on("от 20 июня 2024 года", "№ 14, ответ от 8 июля"));
        assert!(!cell_goes_on("№ 14 от 20 июня 2024 года", "№ 15 от 21 июня 2024 года"));
        assert!(!cell_goes_on("Письмо отправлено.", "№ 15"));
        assert!(lists_on("1. Пандус\n2. Фонари", "3. Группа на 25 мест"));
        assert!(!lists_on("1. Пандус", "1. Фонари"));
        assert!(!lists_on("Пандус", "2. Фонари"));
    }
}
