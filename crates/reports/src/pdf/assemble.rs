//! Pages become one paper: what repeats on every page is left out, tables and sentences that a page broke are whole
//! again, words that were divided are one word.

use super::layout::{PageCell, PageTable, Piece};
use super::lines::{Join, Para};
use crate::document::Inline;
use crate::source::found::{Cell, Line, Part, Rows};
use crate::source::{Row, append, cell_goes_on, ends_open, goes_on, is_entry, is_fresh, lists_on, without_dot};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How far edges of columns of one table may differ from page to page.
const NEAR: f64 = 3.5;
/// The end of a word that did not fit is often no longer than this.
const REMNANT: usize = 3;
/// A heading is no longer than this.
const LONGEST_HEADING: usize = 200;

/// A page with its pieces.
pub(super) struct Laid {
    pub number: u32,
    pub height: f64,
    pub pieces: Vec<Piece>,
}

/// The whole paper.
pub(super) fn parts(mut pages: Vec<Laid>) -> Vec<Part> {
    leave_out_repeated(&mut pages);
    let words = Words::of(&pages);
    let sizes = Sizes::of(&pages);
    let mut whole: Vec<Whole> = Vec::new();
    for page in pages {
        for (nth, piece) in page.pieces.into_iter().enumerate() {
            match (whole.last_mut(), piece) {
                (Some(Whole::Table(open)), Piece::Table(table)) if nth == 0 && open.fits(&table) => {
                    open.pages.push(table)
                }
                (_, Piece::Table(table)) => whole.push(Whole::Table(Open { pages: vec![table] })),
                (Some(Whole::Para(paras)), Piece::Para(para)) if nth == 0 && flows(paras.last(), &para, &words) => {
                    paras.push(para)
                }
                (_, Piece::Para(para)) => whole.push(Whole::Para(vec![para])),
            }
        }
    }
    whole
        .into_iter()
        .map(|one| match one {
            Whole::Para(paras) => Part::Line(sizes.line(&paras, &words)),
            Whole::Table(open) => Part::Table(open.rows(&words)),
        })
        .collect()
}

enum Whole {
    /// A paragraph and its rest on the next page.
    Para(Vec<Para>),
    Table(Open),
}

/// The sentence goes on at the top of the next page.
fn flows(above: Option<&Para>, para: &Para, words: &Words) -> bool {
    let Some(above) = above else { return false };
    let (before, after) = (words.text(above), words.text(para));
    above.page < para.page
        && (above.size - para.size).abs() < 0.6
        && above.full
        && goes_on(&before, &after)
        && !is_entry(&after)
}

/// Lines at the upper and lower edge that stand on many pages at the same height, numbers aside.
fn leave_out_repeated(pages: &mut [Laid]) {
    let shape = |para: &Para| {
        let mut shape = String::new();
        for letter in para.lines.join(" ").chars() {
            match letter.is_ascii_digit() {
                true if shape.ends_with('#') => {}
                true => shape.push('#'),
                false => shape.push(letter),
            }
        }
        shape
    };
    let at_edge = |para: &Para, height: f64| para.bottom < 0.13 * height || para.top > 0.87 * height;
    let mut counts: BTreeMap<(String, i64), u32> = BTreeMap::new();
    for page in pages.iter() {
        for piece in &page.pieces {
            if let Piece::Para(para) = piece
                && at_edge(para, page.height)
            {
                *counts.entry((shape(para), (para.bottom / 6.0).round() as i64)).or_default() += 1;
            }
        }
    }
    let n_pages = pages.len();
    let often = (n_pages / 4).clamp(2, 5);
    for page in pages.iter_mut() {
        let (number, height) = (page.number, page.height);
        page.pieces.retain(|piece| {
            let Piece::Para(para) = piece else { return true };
            if !at_edge(para, height) {
                return true;
            }
            let place = (para.bottom / 6.0).round() as i64;
            let own = shape(para);
            let count: u32 = (place - 1..=place + 1).filter_map(|place| counts.get(&(own.clone(), place))).sum();
            let is_number = para.lines.join(" ").trim_matches(['-', '–', '—', ' ']) == number.to_string();
            !(is_number || count as usize > often || n_pages <= 3 && n_pages > 1 && count as usize == n_pages)
        });
    }
}

/// All words of the paper that no line end touches: they judge those that are divided.
struct Words {
    whole: HashSet<String>,
    /// Hyphens at ends of lines divide words, as programs do it, rather than join them, as people do.
    divides: bool,
    /// Words that did not fit their column were cut without a hyphen, as some converters do it.
    cuts: bool,
}

impl Words {
    fn of(pages: &[Laid]) -> Words {
        let mut words = Words { whole: HashSet::new(), divides: false, cuts: false };
        let mut divided: Vec<(String, String)> = Vec::new();
        let mut cut: Vec<(String, String)> = Vec::new();
        for page in pages {
            gather(&page.pieces, &mut |para| {
                for (at, line) in para.lines.iter().enumerate() {
                    let n = line.split_whitespace().count();
                    for (nth, word) in line.split_whitespace().enumerate() {
                        let touched = (nth == 0 && at > 0) || (nth + 1 == n && at + 1 < para.lines.len());
                        if !touched {
                            words.whole.insert(tidy(word));
                        }
                    }
                    let Some(next) = para.lines.get(at + 1) else { continue };
                    let last = line.split_whitespace().next_back().unwrap_or_default().to_owned();
                    let first = next.split_whitespace().next().unwrap_or_default().to_owned();
                    match para.joins.get(at) {
                        _ if line.ends_with('-') => divided.push((last, first)),
                        Some(Join::Cut) => cut.push((last, first)),
                        _ => {}
                    }
                }
            });
        }
        let known = |word: String| words.whole.contains(&tidy(&word));
        let joined = divided.iter().filter(|(a, b)| known(format!("{}{b}", &a[..a.len() - 1]))).count();
        let kept = divided.iter().filter(|(a, b)| known(format!("{a}{b}"))).count();
        words.divides = joined > kept;
        // A remnant of a few letters is no word of its own.
        let is_remnant = |b: &str| !known(b.to_owned()) && tidy(b).chars().count() <= REMNANT;
        let parted = cut.iter().filter(|(a, b)| known(format!("{a}{b}")) || is_remnant(b)).count();
        let whole = cut.iter().filter(|(a, b)| known(a.clone()) || known(b.clone())).count();
        words.cuts = parted > whole;
        words
    }

    /// The words of a paragraph as one text.
    fn text(&self, para: &Para) -> String {
        let mut text = String::new();
        for (at, line) in para.lines.iter().enumerate() {
            match at.checked_sub(1).map(|above| para.joins[above]) {
                None => text.push_str(line),
                Some(join) => self.add(&mut text, line, join),
            }
        }
        text.replace('\u{ad}', "")
    }

    fn add(&self, text: &mut String, line: &str, join: Join) {
        // "май–июнь": a dash without a space before it has none behind it.
        let mut end = text.chars().rev();
        if end.next() == Some('–') && end.next().is_some_and(char::is_alphanumeric) {
            text.push_str(line);
            return;
        }
        let hard = text.ends_with(['\u{ad}', '\u{2010}']);
        if hard || text.ends_with('-') {
            let last = text.split_whitespace().next_back().unwrap_or_default();
            let first = line.split_whitespace().next().unwrap_or_default();
            let alone = last.chars().count() < 2;
            let letter = last.chars().rev().nth(1).is_some_and(char::is_alphabetic);
            if alone || !letter || !first.starts_with(char::is_alphabetic) {
                // A dash between words, or a range of numbers.
                if alone {
                    text.push(' ');
                }
            } else {
                let stem = last.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
                let (joined, kept) = (self.has(&format!("{stem}{first}")), self.has(&format!("{stem}-{first}")));
                let low = first.starts_with(char::is_lowercase);
                if hard || low && !kept && (joined || self.divides) {
                    text.pop();
                }
            }
            text.push_str(line);
            return;
        }
        let (last, first) = (
            text.split_whitespace().next_back().unwrap_or_default(),
            line.split_whitespace().next().unwrap_or_default(),
        );
        // Where programs divide words with hyphens, or the pieces are words themselves, only a space was lost.
        let joined = self.has(&format!("{last}{first}"));
        let alone = !self.has(last) && !self.has(first);
        let cut = join == Join::Cut && (joined || self.cuts && !self.divides && alone);
        if !cut {
            text.push(' ');
        }
        text.push_str(line);
    }

    fn has(&self, word: &str) -> bool {
        self.whole.contains(&tidy(word))
    }
}

fn tidy(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

fn gather(pieces: &[Piece], visit: &mut dyn FnMut(&Para)) {
    for piece in pieces {
        match piece {
            Piece::Para(para) => visit(para),
            Piece::Table(table) => table.rows.iter().flatten().for_each(|cell| gather(&cell.pieces, visit)),
        }
    }
}

/// Sizes of letters: the usual one, and those of headings from the largest.
struct Sizes {
    usual: f64,
    larger: Vec<f64>,
}

impl Sizes {
    fn of(pages: &[Laid]) -> Sizes {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        for piece in pages.iter().flat_map(|page| &page.pieces) {
            if let Piece::Para(para) = piece {
                *counts.entry((para.size * 4.0).round() as i64).or_default() +=
                    para.lines.iter().map(String::len).sum::<usize>();
            }
        }
        let usual = counts.iter().max_by_key(|(_, count)| **count).map_or(0, |(size, _)| *size);
        let larger = counts
            .keys()
            .rev()
            .filter(|size| **size as f64 > 1.08 * usual as f64)
            .map(|size| *size as f64 / 4.0)
            .collect();
        Sizes { usual: usual as f64 / 4.0, larger }
    }

    fn line(&self, paras: &[Para], words: &Words) -> Line {
        let mut line = plain(&paras[0], words);
        for rest in &paras[1..] {
            crate::source::glue(&mut line, plain(rest, words));
        }
        let text = line.text();
        let first = &paras[0];
        let short = text.chars().count() <= LONGEST_HEADING && !line.list_item;
        if short && first.size > 1.08 * self.usual {
            let rank = self.larger.iter().position(|size| (size - first.size).abs() < 0.3).unwrap_or(0);
            line.heading = Some(u8::try_from(rank + 1).unwrap_or(4).min(4));
        } else if short && first.bold && !text.ends_with([';', ',']) {
            line.heading = Some(u8::try_from(self.larger.len() + 1).unwrap_or(4).min(4));
            line.list_item = false;
        }
        line
    }
}

fn plain(para: &Para, words: &Words) -> Line {
    let text = words.text(para);
    let list_item = is_entry(&text);
    Line {
        inlines: vec![Inline::Text { text: without_dot(&text).to_owned(), bold: para.bold, italic: false }],
        list_item,
        page: Some(para.page),
        ..Line::default()
    }
}

/// A table over the pages that it stands on.
struct Open {
    pages: Vec<PageTable>,
}

impl Open {
    /// The table at the top of a page has the columns of this one.
    fn fits(&self, table: &PageTable) -> bool {
        let Some(last) = self.pages.last() else { return false };
        let same = |a: &[f64], b: &[f64]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= NEAR);
        // On a page where no row divides a column its edge is missing.
        let part_of = |few: &[f64], many: &[f64]| {
            few.len() > 2
                && few.iter().all(|a| many.iter().any(|b| (a - b).abs() <= NEAR))
                && (few[0] - many[0]).abs() <= NEAR
                && (few[few.len() - 1] - many[many.len() - 1]).abs() <= NEAR
        };
        last.page + 1 == table.page
            && (same(&last.xs, &table.xs) || part_of(&table.xs, &last.xs) || part_of(&last.xs, &table.xs))
    }

    fn rows(self, words: &Words) -> Rows {
        // Edges of all pages together are the columns of the whole.
        let mut xs: Vec<f64> = self.pages.iter().flat_map(|page| page.xs.iter().copied()).collect();
        xs.sort_by(f64::total_cmp);
        xs.dedup_by(|b, a| *b - *a <= NEAR);
        let columns = xs.len().saturating_sub(1).max(1);
        let nearest =
            |at: f64| (0..xs.len()).min_by(|a, b| (xs[*a] - at).abs().total_cmp(&(xs[*b] - at).abs())).unwrap_or(0);
        let mut rows: Vec<Spread> = Vec::new();
        for (nth, page) in self.pages.into_iter().enumerate() {
            let at: Vec<usize> = page.xs.iter().map(|x| nearest(*x)).collect();
            for (row, cells) in page.rows.into_iter().enumerate() {
                let mut spread = Spread {
                    row: Row { cells: vec![Vec::new(); columns], broken: nth > 0 && row == 0 },
                    spans: vec![None; columns],
                    inner: BTreeMap::new(),
                };
                for cell in cells {
                    let from = at[cell.column].min(columns - 1);
                    let to = at[cell.column + cell.columns].clamp(from + 1, columns);
                    spread.spans[from] = Some((to - from, cell.rows));
                    spread.take(from, cell, words);
                }
                rows.push(spread);
            }
        }
        finish(rows)
    }
}

/// A row with the spans of its cells; a place without a span is covered.
struct Spread {
    row: Row,
    spans: Vec<Option<(usize, usize)>>,
    /// Tables inside of cells.
    inner: BTreeMap<usize, Vec<Rows>>,
}

impl Spread {
    fn take(&mut self, column: usize, cell: PageCell, words: &Words) {
        for piece in cell.pieces {
            match piece {
                Piece::Para(para) => self.row.cells[column].push(plain(&para, words)),
                Piece::Table(table) => {
                    self.inner.entry(column).or_default().push(Open { pages: vec![table] }.rows(words))
                }
            }
        }
    }
}

fn finish(mut rows: Vec<Spread>) -> Rows {
    // How many rows name columns is told by the first page, before halves are joined.
    let mut guess = Rows { header_rows: 0, widths: Vec::new(), rows: rows.iter().map(cells).collect() };
    guess.name_columns();
    let header = guess.header_rows;
    join_spread(&mut rows, header);
    let mut table = Rows { header_rows: 0, widths: Vec::new(), rows: rows.iter().map(cells).collect() };
    table.name_columns();
    table
}

/// Joins halves of rows as the plain reader does, and keeps the spans right.
fn join_spread(rows: &mut Vec<Spread>, header: usize) {
    let mut out: Vec<Spread> = Vec::with_capacity(rows.len());
    // Headings that are repeated may be several rows, each of which follows a broken one.
    let mut repeating = false;
    for mut next in std::mem::take(rows) {
        repeating |= next.row.broken;
        let texts = |spread: &Spread| (0..spread.row.cells.len()).map(|at| spread.row.text(at)).collect::<Vec<_>>();
        // Programs that mark repeated headings leave only their boxes.
        if repeating && next.inner.is_empty() && texts(&next).iter().all(String::is_empty) {
            continue;
        }
        if repeating && out.len() > header && out[..header].iter().any(|heading| texts(heading) == texts(&next)) {
            continue;
        }
        if repeating {
            next.row.broken = true;
            repeating = false;
        }
        if !next.row.broken || out.len() <= header {
            out.push(next);
            continue;
        }
        let spanning: Vec<bool> = (0..next.spans.len()).map(|column| spans_on(&out, &next, column)).collect();
        if is_new(&out, &next, &spanning) {
            // Merged cells that began in one row end in one: where one of them is empty the others go on.
            let merged = || (0..spanning.len()).filter(|column| spanning[*column]);
            let unended: BTreeSet<Option<usize>> = merged()
                .filter(|column| next.row.cells[*column].is_empty())
                .map(|column| origin(&out, column))
                .collect();
            for column in merged() {
                let goes_on = unended.contains(&origin(&out, column));
                hang_on(&mut out, &mut next, column, goes_on);
            }
            out.push(next);
            continue;
        }
        for column in 0..next.spans.len() {
            let Some((_, rows)) = next.spans[column] else { continue };
            let words = std::mem::take(&mut next.row.cells[column]);
            let inner = next.inner.remove(&column);
            let Some(origin) = origin(&out, column) else { continue };
            append(&mut out[origin].row.cells[column], words);
            out[origin].inner.entry(column).or_default().extend(inner.into_iter().flatten());
            if let Some((_, above)) = out[origin].spans[column].as_mut().filter(|_| rows > 1) {
                *above += rows - 1;
            }
        }
    }
    *rows = out;
}

/// The row in which the lowest cell of a column begins.
fn origin(out: &[Spread], column: usize) -> Option<usize> {
    out.iter().rposition(|spread| spread.spans[column].is_some())
}

/// A cell over several rows reaches over the end of the page.
fn spans_on(out: &[Spread], next: &Spread, column: usize) -> bool {
    let (Some(at), Some((columns, rows))) = (origin(out, column), next.spans[column]) else { return false };
    let above = out[at].spans[column];
    above.is_some_and(|(own, reach)| own == columns && at + reach >= out.len() && (reach > 1 || rows > 1))
}

/// Whether a row at the top of a page is one of its own: more of its cells begin something than go on with a sentence
/// above ("не менее 90" below "9 списков" alone tells nothing), and what is filled are not only the remains of a row.
fn is_new(out: &[Spread], next: &Spread, spanning: &[bool]) -> bool {
    let filled = |column: &usize| !next.row.cells[*column].is_empty();
    let own: Vec<usize> = (0..spanning.len()).filter(filled).filter(|column| !spanning[*column]).collect();
    let flows = |column: &usize| {
        let above = origin(out, *column).map(|at| out[at].row.text(*column)).unwrap_or_default();
        cell_goes_on(&above, &next.row.text(*column))
    };
    let begins = |column: &usize| {
        let text = next.row.text(*column);
        let is_new = |at: usize| !out[at].row.cells[*column].is_empty() && !lists_on(&out[at].row.text(*column), &text);
        text.starts_with(|first: char| first.is_uppercase() || first.is_numeric())
            && origin(out, *column).is_some_and(is_new)
    };
    let (n_flowing, n_begun) = (own.iter().filter(|at| flows(at)).count(), own.iter().filter(|at| begins(at)).count());
    if n_flowing > 0 && n_flowing >= n_begun {
        return false;
    }
    if spanning.iter().any(|spans| *spans) {
        // Cells beside merged ones divide them further; the merged ones alone go on.
        return !own.is_empty();
    }
    out.last().is_some_and(|last| is_fresh(&next.row, &last.row))
}

/// The rest of a merged cell: it is known to go on, or goes on with a sentence.
fn hang_on(out: &mut [Spread], next: &mut Spread, column: usize, is_known: bool) {
    let (Some(at), Some((_, rows))) = (origin(out, column), next.spans[column]) else { return };
    let (above, below) = (out[at].row.text(column), next.row.text(column));
    if !is_known && !goes_on(&above, &below) {
        return;
    }
    let mut rest = std::mem::take(&mut next.row.cells[column]);
    let cell = &mut out[at].row.cells[column];
    match cell.last_mut() {
        Some(last) if ends_open(&above) && !rest.is_empty() => {
            crate::source::glue(last, rest.remove(0));
            cell.extend(rest);
        }
        _ => append(cell, rest),
    }
    if let Some((_, reach)) = out[at].spans[column].as_mut() {
        *reach += rows;
    }
    next.spans[column] = None;
}

fn cells(spread: &Spread) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (column, span) in spread.spans.iter().enumerate() {
        let Some((colspan, rowspan)) = *span else { continue };
        let lines = spread.row.cells[column].iter().cloned().map(Part::Line);
        let inner = spread.inner.get(&column).into_iter().flatten().cloned().map(Part::Table);
        cells.push(Cell { parts: lines.chain(inner).collect(), colspan, rowspan, header: false });
    }
    cells
}
