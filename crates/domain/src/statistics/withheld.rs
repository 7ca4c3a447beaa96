//! What of a survey the public may see: no cell of fewer than five people, and none from which such a cell could be had by
//! subtraction (Hundepool et al., Statistical Disclosure Control, 2012, 4.2).

use serde::Serialize;

/// Fewest answers of a cell that is shown to the public.
pub const FEWEST_SHOWN: u64 = 5;

/// A cell of a table as its reader sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown<T> {
    /// Enough people stand behind it.
    Value(T),
    /// Too few people: the number would tell on somebody.
    Suppressed,
}

/// Cells `(n, value)` of one breakdown for the public: those of fewer than five answers are withheld, and when that
/// is a single one, the next smallest too, for it could be had by subtraction from the total (Hundepool et al.,
/// Statistical Disclosure Control, 2012, 4.2).
pub fn for_public<T>(cells: Vec<(u64, T)>) -> Vec<Shown<T>> {
    let is_small = |n: u64| n > 0 && n < FEWEST_SHOWN;
    let few = cells.iter().filter(|(n, _)| is_small(*n)).count();
    let second = cells.iter().enumerate().filter(|(_, (n, _))| *n >= FEWEST_SHOWN).min_by_key(|(_, (n, _))| *n);
    let second = second.map(|(at, _)| at).filter(|_| few == 1);
    let show = |(at, (n, value))| {
        if is_small(n) || Some(at) == second { Shown::Suppressed } else { Shown::Value(value) }
    };
    cells.into_iter().enumerate().map(show).collect()
}

/// A table whose rows are the parts of one division (villages, genders, ages) and whose columns are the answers; each cell is
/// how few people it would tell of, nought for nobody.
pub type Sizes = Vec<Vec<u64>>;

/// Several divisions of the same answers, with the row of all together that they share.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Divided {
    /// All together, by answer.
    pub all: Vec<u64>,
    /// Each division: how many answered in each row, and the row's cells.
    pub parts: Vec<Vec<(u64, Vec<u64>)>>,
    /// Whether the answers of a row add up to all who answered in it: those of one word do, of several words they do not.
    pub adds_up: bool,
}

/// Which cells of a [`Divided`] are withheld.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Withheld {
    /// Of all together.
    pub all: Vec<bool>,
    /// Of each division, row by row.
    pub parts: Vec<Vec<Vec<bool>>>,
}

/// Withholds small cells; a row of fewer than five people as a whole; and as many of the next smallest that in no row and in
/// no column a single one is missing, for that could be had from the others and the total. An answer that is withheld of all
/// together is withheld everywhere.
pub fn withheld(divided: &Divided) -> Withheld {
    let is_small = |n: u64| n > 0 && n < FEWEST_SHOWN;
    let mut found = Withheld {
        all: divided.all.iter().map(|n| is_small(*n)).collect(),
        parts: divided
            .parts
            .iter()
            .map(|rows| {
                let hidden = for_public(rows.iter().map(|(n, _)| (*n, ())).collect());
                let row = |((n, cells), hidden): (&(u64, Vec<u64>), Shown<()>)| -> Vec<bool> {
                    let is_hidden = hidden == Shown::Suppressed && *n > 0;
                    cells.iter().map(|size| is_small(*size) || is_hidden && *size > 0).collect()
                };
                rows.iter().zip(hidden).map(row).collect()
            })
            .collect(),
    };
    // Each turn withholds one cell more or is the last.
    while one_more(divided, &mut found) {}
    found
}

/// Withholds one cell more, where a line misses a single one.
fn one_more(divided: &Divided, found: &mut Withheld) -> bool {
    for (at, hidden) in found.all.iter().enumerate() {
        if *hidden {
            for (rows, cells) in divided.parts.iter().zip(&mut found.parts) {
                for ((_, sizes), cells) in rows.iter().zip(cells) {
                    if sizes[at] > 0 && !cells[at] {
                        cells[at] = true;
                        return true;
                    }
                }
            }
        }
    }
    if divided.adds_up
        && let Some(at) = missing_alone(&divided.all, &found.all)
    {
        found.all[at] = true;
        return true;
    }
    for (rows, cells) in divided.parts.iter().zip(&mut found.parts) {
        for at in 0..divided.all.len() {
            let sizes: Vec<u64> = rows.iter().map(|(_, sizes)| sizes[at]).collect();
            let hidden: Vec<bool> = cells.iter().map(|cells| cells[at]).collect();
            if let Some(row) = missing_alone(&sizes, &hidden) {
                cells[row][at] = true;
                return true;
            }
            // It is the only one of its column: what all together have is what it has.
            if !found.all[at] && hidden.iter().filter(|hidden| **hidden).count() == 1 {
                found.all[at] = true;
                return true;
            }
        }
        if divided.adds_up {
            for ((_, sizes), cells) in rows.iter().zip(cells.iter_mut()) {
                if let Some(at) = missing_alone(sizes, cells) {
                    cells[at] = true;
                    return true;
                }
            }
        }
    }
    false
}

/// Where a line misses a single cell: the smallest of the others that tells of anybody.
fn missing_alone(sizes: &[u64], hidden: &[bool]) -> Option<usize> {
    if hidden.iter().filter(|hidden| **hidden).count() != 1 {
        return None;
    }
    let others = sizes.iter().zip(hidden).enumerate().filter(|(_, (n, hidden))| **n > 0 && !**hidden);
    others.min_by_key(|(_, (n, _))| **n).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a village as their answers, then what the public sees of all together and of each.
    fn check(rows: &[&[u64]], adds_up: bool, expected: &str) {
        let columns = rows.first().map_or(0, |row| row.len());
        let all = (0..columns).map(|at| rows.iter().map(|row| row[at]).sum()).collect();
        let part = rows.iter().map(|row| (row.iter().sum(), row.to_vec())).collect();
        let divided = Divided { all, parts: vec![part], adds_up };
        let found = withheld(&divided);
        let say = |sizes: &[u64], hidden: &[bool]| {
            let cell = |(n, hidden): (&u64, &bool)| if *hidden { "·".to_string() } else { n.to_string() };
            sizes.iter().zip(hidden).map(cell).collect::<Vec<_>>().join(" ")
        };
        let lines = rows.iter().zip(&found.parts[0]).map(|(row, hidden)| say(row, hidden));
        let said = lines.chain([say(&divided.all, &found.all)]).collect::<Vec<_>>().join(" / ");
        assert_eq!(said, expected);
    }

    #[test]
    fn what_is_withheld_cannot_be_had_by_subtraction() {
        check(&[&[20, 30], &[25, 15]], true, "20 30 / 25 15 / 45 45");
        // Three of one village: the next village of that answer, and another answer in both.
        check(&[&[3, 20, 30], &[9, 25, 15], &[40, 10, 12]], true, "· · 30 / · 25 · / 40 · · / 52 55 57");
        // Of several words nothing adds up along a village.
        check(&[&[3, 20], &[9, 25]], false, "· 20 / · 25 / 12 45");
        // A village of four people tells nothing, nor does the next smallest.
        check(&[&[2, 2], &[10, 12], &[30, 40]], true, "· · / · · / 30 40 / 42 54");
        // An answer that is too rare in all is not told of any village.
        check(&[&[2, 20], &[2, 30]], true, "· · / · · / · ·");
        // Noughts tell of nobody.
        check(&[&[0, 20], &[7, 30]], true, "0 20 / 7 30 / 7 50");
    }
}
