//! Tables that are drawn: straight lines that meet make cells. Where a line between two cells is missing, they are one.

use super::page::Rule;
use std::collections::HashMap;

/// How far lines may miss each other.
const NEAR: f64 = 2.6;
/// Lines of one page that are looked at, once pieces of one line are put together.
const MAX_LINES: usize = 3_000;
/// Places that one table may have.
const MAX_PLACES: usize = 40_000;

/// A table of lines.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    /// Edges of columns and rows.
    pub xs: Vec<f64>,
    pub ys: Vec<f64>,
    pub cells: Vec<Area>,
    /// For each place, row by row, the cell that covers it.
    owner: Vec<usize>,
}

/// Rows and columns that a cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

impl Lattice {
    pub fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The cell at a point.
    pub fn at(&self, x: f64, y: f64) -> Option<usize> {
        let column = between(&self.xs, x)?;
        let row = between(&self.ys, y)?;
        self.owner.get(row * self.columns() + column).copied()
    }

    /// Whether another table lies in one of the cells: which.
    pub fn holds(&self, other: &Lattice) -> Option<usize> {
        let (x, y) = ((other.xs[0] + other.xs[other.columns()]) / 2.0, (other.ys[0] + other.ys[other.rows()]) / 2.0);
        let nth = self.at(x, y)?;
        let cell = self.cells[nth];
        let inside = other.xs[0] >= self.xs[cell.column] - NEAR
            && other.xs[other.columns()] <= self.xs[cell.column + cell.columns] + NEAR
            && other.ys[0] >= self.ys[cell.row] - NEAR
            && other.ys[other.rows()] <= self.ys[cell.row + cell.rows] + NEAR;
        inside.then_some(nth)
    }
}

fn between(edges: &[f64], at: f64) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= at);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// A line across (its `along` is x) or down (its `along` is y).
#[derive(Clone, Copy, Debug)]
struct Stroke {
    at: f64,
    from: f64,
    to: f64,
}

/// All tables that the lines of a page make, the outer before the inner.
pub(super) fn of(rules: &[Rule]) -> Vec<Lattice> {
    let is_across = |rule: &&Rule| rule.x1 - rule.x0 >= rule.y1 - rule.y0;
    let across =
        rules.iter().filter(is_across).map(|rule| Stroke { at: (rule.y0 + rule.y1) / 2.0, from: rule.x0, to: rule.x1 });
    let down = rules.iter().filter(|rule| !is_across(rule)).map(|rule| Stroke {
        at: (rule.x0 + rule.x1) / 2.0,
        from: rule.y0,
        to: rule.y1,
    });
    let (across, down) = (whole(across.collect()), whole(down.collect()));
    if across.len() + down.len() > MAX_LINES || across.len() < 2 || down.len() < 2 {
        return Vec::new();
    }
    let mut sets = Sets::of(across.len() + down.len());
    for (h, one) in across.iter().enumerate() {
        for (v, other) in down.iter().enumerate() {
            let meets = one.at >= other.from - NEAR
                && one.at <= other.to + NEAR
                && other.at >= one.from - NEAR
                && other.at <= one.to + NEAR;
            if meets {
                sets.join(h, across.len() + v);
            }
        }
    }
    let mut tables = Vec::new();
    let mut roots: Vec<usize> = (0..across.len()).map(|h| sets.root(h)).collect();
    roots.sort_unstable();
    roots.dedup();
    for root in roots {
        let own = |list: &[Stroke], first: usize, sets: &mut Sets| -> Vec<Stroke> {
            list.iter().enumerate().filter(|(at, _)| sets.root(first + at) == root).map(|(_, stroke)| *stroke).collect()
        };
        let h = own(&across, 0, &mut sets);
        let v = own(&down, across.len(), &mut sets);
        tables.extend(lattice(&h, &v));
    }
    let area = |table: &Lattice| (table.xs[table.columns()] - table.xs[0]) * (table.ys[table.rows()] - table.ys[0]);
    tables.sort_by(|a, b| area(b).total_cmp(&area(a)));
    tables
}

/// Pieces of one line put together.
fn whole(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort_by(|a, b| a.at.total_cmp(&b.at));
    // Lines that lie so close that they are one, whatever program drew them.
    let mut out: Vec<Stroke> = Vec::new();
    let mut from = 0;
    while from < strokes.len() {
        let n = strokes[from..].iter().take_while(|stroke| stroke.at - strokes[from].at <= 1.3).count();
        let mut group = strokes[from..from + n].to_vec();
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Stroke> = None;
        for stroke in group {
            match &mut open {
                Some(last) if stroke.from <= last.to + NEAR => last.to = last.to.max(stroke.to),
                _ => {
                    out.extend(open.take());
                    open = Some(stroke);
                }
            }
        }
        out.extend(open);
        from += n;
    }
    // What is shorter than a letter is an ornament.
    out.retain(|stroke| stroke.to - stroke.from >= 4.0);
    out
}

fn edges(strokes: &[Stroke]) -> Vec<f64> {
    let mut at: Vec<f64> = strokes.iter().map(|stroke| stroke.at).collect();
    at.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = Vec::new();
    for one in at {
        if edges.last().is_none_or(|last| one - last > NEAR) {
            edges.push(one);
        }
    }
    edges
}

fn lattice(across: &[Stroke], down: &[Stroke]) -> Option<Lattice> {
    let (xs, ys) = (edges(down), edges(across));
    if xs.len() < 2 || ys.len() < 2 || xs.len() * ys.len() > MAX_PLACES {
        return None;
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let nearest = |edges: &[f64], at: f64| {
        let after = edges.partition_point(|edge| *edge < at);
        let before = after.saturating_sub(1);
        let closer = edges.get(after).is_some_and(|edge| (edge - at).abs() <= (edges[before] - at).abs());
        if closer { after } else { before }
    };
    // Whether a line stands left of a place, and above it.
    let mut left = vec![false; rows * (columns + 1)];
    let mut above = vec![false; (rows + 1) * columns];
    for stroke in down {
        let x = nearest(&xs, stroke.at);
        for row in 0..rows {
            let middle = (ys[row] + ys[row + 1]) / 2.0;
            left[row * (columns + 1) + x] |= stroke.from <= middle && middle <= stroke.to;
        }
    }
    for stroke in across {
        let y = nearest(&ys, stroke.at);
        for column in 0..columns {
            let middle = (xs[column] + xs[column + 1]) / 2.0;
            above[y * columns + column] |= stroke.from <= middle && middle <= stroke.to;
        }
    }
    let mut sets = Sets::of(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            if column + 1 < columns && !left[row * (columns + 1) + column + 1] {
                sets.join(place, place + 1);
            }
            if row + 1 < rows && !above[(row + 1) * columns + column] {
                sets.join(place, place + columns);
            }
        }
    }
    let (mut cells, mut owner): (Vec<Area>, Vec<usize>) = (Vec::new(), vec![usize::MAX; rows * columns]);
    let mut roots: HashMap<usize, usize> = HashMap::new();
    for (place, owner) in owner.iter_mut().enumerate() {
        let root = sets.root(place);
        let (row, column) = (place / columns, place % columns);
        match roots.get(&root).copied() {
            Some(nth) => {
                let cell: &mut Area = &mut cells[nth];
                let (right, bottom) =
                    ((cell.column + cell.columns).max(column + 1), (cell.row + cell.rows).max(row + 1));
                cell.column = cell.column.min(column);
                (cell.columns, cell.rows) = (right - cell.column, bottom - cell.row);
                *owner = nth;
            }
            None => {
                *owner = cells.len();
                roots.insert(root, cells.len());
                cells.push(Area { row, column, rows: 1, columns: 1 });
            }
        }
    }
    // Where lines are missing at odd places, a cell may cover another: then it is only as large as its first place.
    let covered: usize = cells.iter().map(|cell| cell.rows * cell.columns).sum();
    if covered > rows * columns {
        return None;
    }
    (cells.len() > 1).then_some(Lattice { xs, ys, cells, owner })
}

/// Things that belong together.
struct Sets(Vec<usize>);

impl Sets {
    fn of(n: usize) -> Sets {
        Sets((0..n).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
