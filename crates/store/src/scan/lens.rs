//! How some measures look at the rows of a register: rows that no condition and no key of theirs tells apart are one
//! class. What a measure wants to know is then asked once a class and not once a row.
//!
//! Everything that a column says of a row follows from one field of the row itself: the field, or the link over which
//! the column is reached. Such a field is an *axis*; a class is a combination of what its axes say.

use super::linked::{Linked, Way};
use super::values::{MISSING, Values};
use auyl_domain::measure::{Column, Cond};
use auyl_domain::value::Stored;
use rustc_hash::FxHashMap;
use std::collections::HashMap;

/// Values of columns that are the same for every row: those of the project's passport.
pub(super) type Fixed = HashMap<Column, u32>;

/// A condition in terms of what the axes say.
pub(super) enum Holds {
    Fixed(bool),
    /// One axis alone decides: (axis, number of its test).
    Test(usize, usize),
    All(Vec<Holds>),
    Any(Vec<Holds>),
    Not(Box<Holds>),
    /// A comparison of fields of different axes.
    Across(Box<Cond>),
}

/// One part of a key.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Fixed(u32),
    /// (axis, number of the key of that axis)
    Of(usize, usize),
}

/// What one axis says of a row.
struct Said {
    tests: Vec<bool>,
    keys: Vec<u32>,
}

/// One field of the row, as this lens looks at it.
struct Axis {
    /// Which of the own fields of the scan.
    own: usize,
    columns: Vec<(Column, Way)>,
    keys: Vec<usize>,
    tests: Vec<Cond>,
    /// By the combination of the columns' values: number of what is said.
    by_values: FxHashMap<Box<[u32]>, u32>,
    by_said: FxHashMap<(Vec<bool>, Vec<u32>), u32>,
    said: Vec<Said>,
    /// By the value's number among those of the own field.
    said_of: Vec<u32>,
}

/// See above.
pub(super) struct Lens {
    /// The keys with very many values by which it looks; measures with other such keys need a lens of their own.
    pub wide: Vec<Column>,
    axes: Vec<Axis>,
    /// For each axis after the first: a class so far and what the axis says → class.
    pairs: Vec<FxHashMap<u64, u32>>,
    /// The same backwards.
    parents: Vec<Vec<(u32, u32)>>,
}

impl Lens {
    pub fn of(wide: Vec<Column>) -> Lens {
        Lens { wide, axes: Vec::new(), pairs: Vec::new(), parents: Vec::new() }
    }

    fn axis(&mut self, own: usize) -> usize {
        self.axes.iter().position(|axis| axis.own == own).unwrap_or_else(|| {
            self.axes.push(Axis {
                own,
                columns: Vec::new(),
                keys: Vec::new(),
                tests: Vec::new(),
                by_values: FxHashMap::default(),
                by_said: FxHashMap::default(),
                said: Vec::new(),
                said_of: Vec::new(),
            });
            self.axes.len() - 1
        })
    }

    fn column(&mut self, column: &Column, own: usize, linked: &mut Linked) -> (usize, usize) {
        let axis = self.axis(own);
        let columns = &mut self.axes[axis].columns;
        let at = columns.iter().position(|(known, _)| known == column).unwrap_or_else(|| {
            columns.push((column.clone(), linked.way(column)));
            columns.len() - 1
        });
        (axis, at)
    }

    /// A part of a key. `own` says which own field of the scan a column follows from; none for a fixed one.
    pub fn part(
        &mut self,
        column: &Column,
        own: &mut dyn FnMut(&Column) -> Option<usize>,
        linked: &mut Linked,
        fixed: &Fixed,
    ) -> Part {
        let Some(field) = own(column) else { return Part::Fixed(fixed.get(column).copied().unwrap_or(MISSING)) };
        let (axis, at) = self.column(column, field, linked);
        let keys = &mut self.axes[axis].keys;
        let key = keys.iter().position(|known| *known == at).unwrap_or_else(|| {
            keys.push(at);
            keys.len() - 1
        });
        Part::Of(axis, key)
    }

    /// A condition, in terms of this lens.
    pub fn cond(
        &mut self,
        cond: &Cond,
        own: &mut dyn FnMut(&Column) -> Option<usize>,
        linked: &mut Linked,
        fixed: &Fixed,
        values: &Values,
    ) -> Holds {
        let mut fields: Vec<usize> = cond.columns().into_iter().filter_map(&mut *own).collect();
        fields.sort_unstable();
        fields.dedup();
        let each =
            |lens: &mut Lens, all: &[Cond], own: &mut dyn FnMut(&Column) -> Option<usize>, linked: &mut Linked| {
                all.iter().map(|cond| lens.cond(cond, own, linked, fixed, values)).collect()
            };
        match (fields.as_slice(), cond) {
            ([], cond) => Holds::Fixed(cond.holds(&|column| many(column, values, fixed.get(column).copied()))),
            ([field], cond) => {
                for column in cond.columns() {
                    if own(column).is_some() {
                        self.column(column, *field, linked);
                    }
                }
                let axis = self.axis(*field);
                let tests = &mut self.axes[axis].tests;
                let test = tests.iter().position(|known| known == cond).unwrap_or_else(|| {
                    tests.push(cond.clone());
                    tests.len() - 1
                });
                Holds::Test(axis, test)
            }
            (_, Cond::All(all)) => Holds::All(each(self, all, own, linked)),
            (_, Cond::Any(any)) => Holds::Any(each(self, any, own, linked)),
            (_, Cond::Not(cond)) => Holds::Not(Box::new(self.cond(cond, own, linked, fixed, values))),
            (_, across) => {
                for column in across.columns() {
                    self.part(column, own, linked, fixed);
                }
                Holds::Across(Box::new(across.clone()))
            }
        }
    }

    /// Looks at values of an own field that were met for the first time.
    pub fn learn(&mut self, own: usize, met: &[u32], linked: &Linked, values: &Values, fixed: &Fixed) {
        for axis in self.axes.iter_mut().filter(|axis| axis.own == own) {
            for value in met {
                axis.learn(*value, linked, values, fixed);
            }
        }
    }

    /// The classes of some rows. `rows` gives for each own field the values of the rows by their numbers there.
    pub fn classes(&mut self, rows: &[Vec<u32>], n: usize) -> Vec<u32> {
        let Some((first, rest)) = self.axes.split_first() else { return vec![0; n] };
        let mut classes: Vec<u32> = rows[first.own].iter().map(|met| first.said_of[*met as usize]).collect();
        self.pairs.resize(rest.len(), FxHashMap::default());
        self.parents.resize(rest.len(), Vec::new());
        for (at, axis) in rest.iter().enumerate() {
            let (pairs, parents) = (&mut self.pairs[at], &mut self.parents[at]);
            for (class, met) in classes.iter_mut().zip(&rows[axis.own]) {
                let said = axis.said_of[*met as usize];
                let pair = u64::from(*class) << 32 | u64::from(said);
                *class = *pairs.entry(pair).or_insert_with(|| {
                    parents.push((*class, said));
                    parents.len() as u32 - 1
                });
            }
        }
        classes
    }

    /// What each axis says in a class.
    pub fn said(&self, class: u32) -> Vec<u32> {
        let (mut class, mut said) = (class, vec![0; self.axes.len()]);
        for at in (0..self.parents.len()).rev() {
            let (before, of_axis) = self.parents[at][class as usize];
            said[at + 1] = of_axis;
            class = before;
        }
        if let Some(first) = said.first_mut() {
            *first = class;
        }
        said
    }

    /// Whether a condition holds for a class.
    pub fn holds(&self, holds: &Holds, said: &[u32], values: &Values, fixed: &Fixed) -> bool {
        match holds {
            Holds::Fixed(holds) => *holds,
            Holds::Test(axis, test) => self.axes[*axis].said[said[*axis] as usize].tests[*test],
            Holds::All(all) => all.iter().all(|holds| self.holds(holds, said, values, fixed)),
            Holds::Any(any) => any.iter().any(|holds| self.holds(holds, said, values, fixed)),
            Holds::Not(holds) => !self.holds(holds, said, values, fixed),
            Holds::Across(cond) => cond.holds(&|column| {
                let here = self.axes.iter().zip(said).find_map(|(axis, said)| {
                    let at = axis.columns.iter().position(|(known, _)| known == column)?;
                    let key = axis.keys.iter().position(|key| *key == at)?;
                    Some(axis.said[*said as usize].keys[key])
                });
                many(column, values, here.or_else(|| fixed.get(column).copied()))
            }),
        }
    }

    /// A part of a class's key.
    pub fn key(&self, part: Part, said: &[u32]) -> u32 {
        match part {
            Part::Fixed(value) => value,
            Part::Of(axis, key) => self.axes[axis].said[said[axis] as usize].keys[key],
        }
    }
}

impl Axis {
    fn learn(&mut self, value: u32, linked: &Linked, values: &Values, fixed: &Fixed) {
        let combination: Box<[u32]> = self.columns.iter().map(|(_, way)| linked.follow(way, value)).collect();
        if let Some(known) = self.by_values.get(&combination) {
            self.said_of.push(*known);
            return;
        }
        let look_up = |column: &Column| {
            let here = self.columns.iter().position(|(known, _)| known == column).map(|at| combination[at]);
            many(column, values, here.or_else(|| fixed.get(column).copied()))
        };
        let tests: Vec<bool> = self.tests.iter().map(|cond| cond.holds(&look_up)).collect();
        let keys: Vec<u32> = self.keys.iter().map(|at| combination[*at]).collect();
        let next = self.said.len() as u32;
        let number = *self.by_said.entry((tests.clone(), keys.clone())).or_insert(next);
        if number == next {
            self.said.push(Said { tests, keys });
        }
        self.by_values.insert(combination, number);
        self.said_of.push(number);
    }
}

/// The values of a column as conditions want them: several for a field with many.
fn many(column: &Column, values: &Values, value: Option<u32>) -> Vec<Stored> {
    match value.and_then(|value| values.stored(value)) {
        Some(Stored::Text(list)) if column.many => {
            list.split(',').filter(|word| !word.is_empty()).map(|word| Stored::Text(word.to_string())).collect()
        }
        value => value.into_iter().collect(),
    }
}
