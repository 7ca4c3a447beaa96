//! What stands on one page, in reading order: paragraphs and tables. Tables are known by their lines, else by columns
//! that many lines keep; running text in columns is read column by column.

use super::lattice::{self, Lattice};
use super::lines::{self, Para, Room, TextLine};
use super::page::{Drawn, Glyph};
use std::collections::BTreeMap;

/// Something on a page.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Para(Para),
    Table(PageTable),
}

/// As much of a table as stands on one page.
#[derive(Clone, Debug)]
pub(super) struct PageTable {
    /// Edges of its columns.
    pub xs: Vec<f64>,
    pub top: f64,
    pub rows: Vec<Vec<PageCell>>,
    pub page: u32,
}

/// A cell of it.
#[derive(Clone, Debug, Default)]
pub(super) struct PageCell {
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    pub pieces: Vec<Piece>,
}

impl Piece {
    pub fn top(&self) -> f64 {
        match self {
            Piece::Para(para) => para.top,
            Piece::Table(table) => table.top,
        }
    }

    /// Where a table begins; a paragraph at its height is read before it.
    fn left(&self) -> f64 {
        match self {
            Piece::Para(_) => 0.0,
            Piece::Table(table) => table.xs.first().copied().unwrap_or(0.0),
        }
    }
}

/// How wide text runs on pages of a width, as far as pages have shown.
pub(super) type Rooms = BTreeMap<i64, Room>;

/// The pieces of a page.
pub(super) fn of(drawn: &Drawn, page: u32, rooms: &mut Rooms) -> Vec<Piece> {
    let lattices = lattice::of(&drawn.rules);
    let marked = drawn.glyphs.iter().filter(|glyph| glyph.artifact).count();
    // A program that marks nearly everything as ornament marks nothing.
    let trusted = marked * 10 < drawn.glyphs.len() * 7;
    let glyphs = drawn.glyphs.iter().filter(|glyph| !(trusted && glyph.artifact));
    let mut loose: Vec<&Glyph> = Vec::new();
    let mut inside: Vec<Vec<Vec<&Glyph>>> = lattices.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
    for glyph in glyphs {
        let (x, y) = ((glyph.x + glyph.end) / 2.0, (glyph.tall.0 + glyph.tall.1) / 2.0);
        // Inner tables come last and are asked first.
        let found = lattices.iter().enumerate().rev().find_map(|(nth, table)| Some((nth, table.at(x, y)?)));
        match found {
            Some((table, cell)) => inside[table][cell].push(glyph),
            None => loose.push(glyph),
        }
    }
    let lines = lines::of(&loose);
    let tables = lattices.iter().filter(|_| lines.len() < 5);
    let tables = tables.map(|lattice| Room { left: lattice.xs[0] + 6.0, right: lattice.xs[lattice.columns()] - 6.0 });
    let known = rooms.get(&(drawn.width.round() as i64)).copied();
    let room = Room::of(&lines).into_iter().chain(tables).chain(known).reduce(Room::with).unwrap_or_default();
    rooms.insert(drawn.width.round() as i64, room);
    let mut pieces = loose_pieces(&lines, room, page);
    let holders: Vec<Option<(usize, usize)>> = (0..lattices.len())
        .map(|nth| (0..nth).rev().find_map(|outer| Some((outer, lattices[outer].holds(&lattices[nth])?))))
        .collect();
    let mut tables: Vec<Option<PageTable>> =
        lattices.iter().zip(&inside).map(|(lattice, cells)| Some(table(lattice, cells, page))).collect();
    for nth in (0..lattices.len()).rev() {
        let Some(inner) = tables[nth].take() else { continue };
        let words = inner.rows.iter().flatten().any(|cell| !cell.pieces.is_empty());
        if !words {
            continue;
        }
        match holders[nth].and_then(|(outer, cell)| Some((tables[outer].as_mut()?, lattices[outer].cells[cell]))) {
            Some((outer, area)) => {
                let cell = outer.rows[area.row].iter_mut().find(|cell| cell.column == area.column);
                if let Some(cell) = cell {
                    let at = cell.pieces.iter().position(|piece| piece.top() > inner.top).unwrap_or(cell.pieces.len());
                    cell.pieces.insert(at, Piece::Table(inner));
                }
            }
            None => pieces.push(Piece::Table(inner)),
        }
    }
    // Tables beside each other are read from the left.
    pieces.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.left().total_cmp(&b.left())));
    pieces
}

fn table(lattice: &Lattice, cells: &[Vec<&Glyph>], page: u32) -> PageTable {
    let mut rows: Vec<Vec<PageCell>> = vec![Vec::new(); lattice.rows()];
    for (area, glyphs) in lattice.cells.iter().zip(cells) {
        let lines = lines::of(glyphs);
        let (left, right) = (lattice.xs[area.column], lattice.xs[area.column + area.columns]);
        let padding = lines.iter().map(|line| line.x0() - left).fold(f64::INFINITY, f64::min).clamp(0.0, 6.0);
        let paras = lines::paragraphs(&lines, Room { left: left + padding, right: right - padding }, page);
        rows[area.row].push(PageCell {
            column: area.column,
            columns: area.columns,
            rows: area.rows,
            pieces: paras.into_iter().map(Piece::Para).collect(),
        });
    }
    rows.iter_mut().for_each(|row| row.sort_by_key(|cell| cell.column));
    PageTable { xs: lattice.xs.clone(), top: lattice.ys[0], rows, page }
}

/// Text outside of drawn tables.
fn loose_pieces(lines: &[TextLine], room: Room, page: u32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain: Vec<TextLine> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let n = block(&lines[at..]);
        match columns(&lines[at..at + n]) {
            Some(Columns::Table(edges)) => {
                flush(&mut plain, &mut pieces, room, page);
                pieces.push(Piece::Table(aligned(&lines[at..at + n], &edges, page)));
                at += n;
            }
            Some(Columns::Text(edges)) => {
                flush(&mut plain, &mut pieces, room, page);
                let top = lines[at].y;
                for own in divided(&lines[at..at + n], &edges) {
                    let mut column = Vec::new();
                    let mut own = own;
                    let room = Room::of(&own).unwrap_or_default();
                    flush(&mut own, &mut column, room, page);
                    // They are read one after the other, wherever on the page they stand.
                    for (nth, piece) in column.iter_mut().enumerate() {
                        if let Piece::Para(para) = piece {
                            para.top = top - 1.0 + 0.0001 * f64::from(u32::try_from(pieces.len() + nth).unwrap_or(0));
                        }
                    }
                    pieces.append(&mut column);
                }
                at += n;
            }
            None => {
                plain.push(lines[at].clone());
                at += 1;
            }
        }
    }
    flush(&mut plain, &mut pieces, room, page);
    pieces
}

fn flush(lines: &mut Vec<TextLine>, pieces: &mut Vec<Piece>, room: Room, page: u32) {
    pieces.extend(lines::paragraphs(lines, room, page).into_iter().map(Piece::Para));
    lines.clear();
}

/// How many lines from the first on stand closely below each other and have gaps where columns could be.
fn block(lines: &[TextLine]) -> usize {
    const MOST: usize = 200;
    let mut n = 1;
    while n < lines.len().min(MOST) {
        let step = lines[n].y - lines[n - 1].y;
        if step <= 0.0 || step > 3.2 * lines[n].size.max(lines[n - 1].size) {
            break;
        }
        n += 1;
    }
    n
}

enum Columns {
    /// Cells side by side; where columns end.
    Table(Vec<f64>),
    /// Text that runs down one column and then down the next.
    Text(Vec<f64>),
}

/// Gaps that all lines of a block keep.
fn columns(lines: &[TextLine]) -> Option<Columns> {
    const FEWEST: usize = 3;
    if lines.len() < FEWEST {
        return None;
    }
    let size = lines.iter().map(|line| line.size).fold(0.0, f64::max);
    let left = lines.iter().map(TextLine::x0).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(TextLine::x1).fold(f64::NEG_INFINITY, f64::max);
    // How many lines cover each point across.
    let n = ((right - left).clamp(1.0, 20_000.0) / 2.0).ceil() as usize + 1;
    let mut covered = vec![0_usize; n];
    for word in lines.iter().flat_map(|line| &line.words) {
        let place = |x: f64| (((x - left) / 2.0).max(0.0) as usize).min(n - 1);
        covered[place(word.x0)..=place(word.x1)].iter_mut().for_each(|count| *count += 1);
    }
    let narrow = (1.1 * size / 2.0).ceil() as usize;
    let mut edges = Vec::new();
    let mut from = 0;
    while from < n {
        let free = covered[from..].iter().take_while(|count| **count == 0).count();
        if free >= narrow && from > 0 && from + free < n {
            edges.push(left + 2.0 * (from as f64 + free as f64 / 2.0));
        }
        from += free.max(1);
    }
    if edges.is_empty() || edges.len() > 30 {
        return None;
    }
    let parts = divided(lines, &edges);
    // Each column but the first is used by a third of the lines, or it is a stray word.
    if parts.iter().any(|part| part.len() * 3 < lines.len() || part.len() < 2) {
        return None;
    }
    let is_text = parts.len() <= 3
        && lines.len() >= 6
        && parts.iter().all(|part| {
            let widest = part.iter().map(TextLine::width).fold(0.0, f64::max);
            let full = part.iter().filter(|line| line.width() > 0.8 * widest && line.words.len() >= 3).count();
            full * 10 >= part.len() * 6
        });
    // Entries of a list have their numbers in a column of their own and are no table.
    let is_list =
        parts.len() == 2 && parts[0].iter().all(|line| crate::source::is_entry(&format!("{} x", line.text())));
    match (is_list, is_text) {
        (true, _) => None,
        (false, true) => Some(Columns::Text(edges)),
        (false, false) => Some(Columns::Table(edges)),
    }
}

/// The words of lines by column.
fn divided(lines: &[TextLine], edges: &[f64]) -> Vec<Vec<TextLine>> {
    let mut parts = vec![Vec::new(); edges.len() + 1];
    for line in lines {
        for (nth, part) in parts.iter_mut().enumerate() {
            let words: Vec<_> = line
                .words
                .iter()
                .filter(|word| edges.partition_point(|edge| *edge < word.x0) == nth)
                .cloned()
                .collect();
            if !words.is_empty() {
                part.push(TextLine { words, ..line.clone() });
            }
        }
    }
    parts
}

/// A table without lines: a row begins where the first column has words, or behind a larger gap.
fn aligned(lines: &[TextLine], edges: &[f64], page: u32) -> PageTable {
    let steps: Vec<f64> = lines.windows(2).map(|two| two[1].y - two[0].y).collect();
    let least = steps.iter().copied().fold(f64::INFINITY, f64::min);
    let first =
        |line: &TextLine| line.words.first().is_some_and(|word| edges.first().is_some_and(|edge| word.x0 < *edge));
    let mut groups: Vec<Vec<TextLine>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let gap = at.checked_sub(1).map_or(f64::INFINITY, |above| steps[above]);
        let below = !first(line) && gap < 1.4 * least;
        match groups.last_mut().filter(|_| below) {
            Some(group) => group.push(line.clone()),
            None => groups.push(vec![line.clone()]),
        }
    }
    let left = lines.iter().map(TextLine::x0).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(TextLine::x1).fold(f64::NEG_INFINITY, f64::max);
    let xs: Vec<f64> = [left].into_iter().chain(edges.iter().copied()).chain([right]).collect();
    let row = |group: &Vec<TextLine>| {
        let cells = divided(group, edges).into_iter().enumerate().map(|(column, own)| PageCell {
            column,
            columns: 1,
            rows: 1,
            pieces: lines::paragraphs(&own, Room { left: 0.0, right: 0.0 }, page)
                .into_iter()
                .map(Piece::Para)
                .collect(),
        });
        cells.collect()
    };
    PageTable {
        top: lines.first().map_or(0.0, |line| line.y - line.size),
        rows: groups.iter().map(row).collect(),
        xs,
        page,
    }
}
