//! The scan of one register: its rows are read once, and each measure that asks for it looks at them through a lens.

use super::lens::{Fixed, Holds, Lens, Part};
use super::linked::{ID, Linked, Wanted, Way};
use super::values::{MISSING, Values};
use crate::dialect::BETWEEN;
use auyl_domain::measure::{Column, Cond, Function, Tally};
use auyl_domain::register::PLACE;
use auyl_domain::value::Stored;

/// An own field of the register: what was met in it.
struct Own {
    wanted: Wanted,
    /// By number of the value: its number here, counted from one.
    at: Vec<u32>,
    met: Vec<u32>,
}

/// A column whose values are collected: people to be told apart, or numbers to be added up.
struct Collected {
    own: usize,
    way: Way,
    column: Column,
    /// By the value's number among those of the own field.
    value_of: Vec<u32>,
}

/// What was collected for the classes of a lens.
pub(super) struct Heap {
    lens: usize,
    collected: usize,
    pub sums: Option<Vec<Sum>>,
    /// Class and person of each row.
    pub people: Vec<(u32, u32)>,
}

/// Numbers of a class.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub sum: i128,
    pub n: i64,
    pub least: Option<i64>,
    pub most: Option<i64>,
}

/// What a tally needs of a scan.
pub(super) struct Ask {
    pub lens: usize,
    /// Which rows there are at all.
    pub within: Holds,
    /// Which of them count; for a share the numerator.
    pub cond: Holds,
    pub keys: Vec<Part>,
    pub heap: Option<usize>,
}

/// See above.
pub(super) struct Scan {
    pub register: String,
    own: Vec<Own>,
    collected: Vec<Collected>,
    pub lenses: Vec<Lens>,
    /// Rows of each class of each lens.
    pub n_rows: Vec<Vec<i64>>,
    pub heaps: Vec<Heap>,
    /// Rows that wait to be mended.
    pub waiting: i64,
}

impl Sum {
    pub fn add(&mut self, number: i64) {
        self.sum += i128::from(number);
        self.n += 1;
        self.least = Some(self.least.map_or(number, |least| least.min(number)));
        self.most = Some(self.most.map_or(number, |most| most.max(number)));
    }

    pub fn join(&mut self, other: &Sum) {
        self.sum += other.sum;
        self.n += other.n;
        self.least = self.least.into_iter().chain(other.least).min();
        self.most = self.most.into_iter().chain(other.most).max();
    }
}

/// Whether a key may have thousands of values: it leads to records, and not to the few places of a project.
fn is_wide(column: &Column) -> bool {
    let few = column.choices.is_some() || column.integer || column.target.as_deref() == Some(PLACE);
    !few && !column.of_project
}

impl Scan {
    pub fn of(register: &str) -> Scan {
        Scan {
            register: register.into(),
            own: Vec::new(),
            collected: Vec::new(),
            lenses: Vec::new(),
            n_rows: Vec::new(),
            heaps: Vec::new(),
            waiting: 0,
        }
    }

    /// The fields to read, in order.
    pub fn wanted(&self) -> Vec<&Wanted> {
        self.own.iter().map(|own| &own.wanted).collect()
    }

    /// Takes note of a tally: records, or what is counted within groups. `activity`: whose records alone.
    pub fn ask(
        &mut self,
        tally: &Tally,
        activity: Option<&str>,
        keys: &[Column],
        linked: &mut Linked,
        fixed: &Fixed,
        values: &Values,
    ) -> Ask {
        let wide: Vec<Column> = keys.iter().filter(|key| is_wide(key)).cloned().collect();
        let at = self.lenses.iter().position(|lens| lens.wide == wide).unwrap_or_else(|| {
            self.lenses.push(Lens::of(wide));
            self.n_rows.push(Vec::new());
            self.lenses.len() - 1
        });
        let (fields, lens) = (&mut self.own, &mut self.lenses[at]);
        let mut own = |column: &Column| own_field(fields, column);
        let of_activity = tally.activity.as_ref().zip(activity).map_or(Cond::Always, |(column, activity)| {
            let equal = auyl_domain::measure::Comparison::Equal;
            Cond::Compare(column.clone(), equal, Stored::Text(activity.into()))
        });
        let mut within = lens.cond(&of_activity.and(tally.within.clone()), &mut own, linked, fixed, values);
        let cond = lens.cond(&tally.cond, &mut own, linked, fixed, values);
        let keys = keys.iter().map(|key| lens.part(key, &mut own, linked, fixed)).collect();
        let cond = match tally.function {
            Function::Share if tally.per.is_none() => cond,
            _ => {
                within = Holds::All(vec![within, cond]);
                Holds::Fixed(true)
            }
        };
        let what = tally.per.as_ref().map_or(tally.function, |per| per.function);
        let heap = tally.of.as_ref().map(|of| self.heap(at, of, what == Function::Persons, linked));
        Ask { lens: at, within, cond, keys, heap }
    }

    /// Takes note of the groups of a tally, of which some may be empty: their ids and the keys of the breakdown.
    pub fn ask_groups(
        &mut self,
        tally: &Tally,
        activity: Option<&str>,
        linked: &mut Linked,
        fixed: &Fixed,
        values: &Values,
    ) -> Option<Ask> {
        let per = tally.per.as_ref()?;
        let groups = Tally {
            function: Function::Count,
            register: per.register.clone(),
            of: None,
            within: Cond::Always,
            cond: per.cond.clone(),
            per: None,
            by: Vec::new(),
            activity: per.activity.clone(),
        };
        let id = Column {
            steps: Vec::new(),
            of_project: false,
            register: per.register.clone(),
            field: ID.into(),
            many: false,
            personal: false,
            integer: false,
            choices: None,
            target: Some(per.register.clone()),
        };
        let keys: Vec<Column> = std::iter::once(id).chain(tally.by.iter().cloned()).collect();
        Some(self.ask(&groups, activity, &keys, linked, fixed, values))
    }

    fn heap(&mut self, lens: usize, column: &Column, people: bool, linked: &mut Linked) -> usize {
        let known = self.collected.iter().position(|known| known.column == *column);
        let collected = known.unwrap_or_else(|| {
            let own = own_field(&mut self.own, column).unwrap_or(0);
            let way = linked.way(column);
            self.collected.push(Collected { own, way, column: column.clone(), value_of: Vec::new() });
            self.collected.len() - 1
        });
        let same = |heap: &Heap| heap.lens == lens && heap.collected == collected && heap.sums.is_none() == people;
        self.heaps.iter().position(same).unwrap_or_else(|| {
            let sums = (!people).then(Vec::new);
            self.heaps.push(Heap { lens, collected, sums, people: Vec::new() });
            self.heaps.len() - 1
        })
    }

    /// Takes a slice of the table: for each wanted field the values of all its rows, of which there are `n`.
    pub fn take(&mut self, n: usize, slice: &[String], linked: &Linked, values: &mut Values, fixed: &Fixed) {
        let mut rows: Vec<Vec<u32>> = Vec::with_capacity(self.own.len());
        for (at, (own, text)) in self.own.iter_mut().zip(slice).enumerate() {
            let before = own.met.len();
            rows.push(own.read(text, n, values));
            let met = &own.met[before..];
            self.lenses.iter_mut().for_each(|lens| lens.learn(at, met, linked, values, fixed));
            for collected in self.collected.iter_mut().filter(|collected| collected.own == at) {
                collected.value_of.extend(met.iter().map(|value| linked.follow(&collected.way, *value)));
            }
        }
        for (at, lens) in self.lenses.iter_mut().enumerate() {
            let classes = lens.classes(&rows, n);
            let n_rows = &mut self.n_rows[at];
            n_rows.resize(classes.iter().max().map_or(0, |most| *most as usize + 1).max(n_rows.len()), 0);
            classes.iter().for_each(|class| n_rows[*class as usize] += 1);
            for heap in self.heaps.iter_mut().filter(|heap| heap.lens == at) {
                let of = &self.collected[heap.collected];
                let found = rows[of.own].iter().map(|met| of.value_of[*met as usize]);
                match &mut heap.sums {
                    None => heap.people.extend(classes.iter().copied().zip(found)),
                    Some(sums) => {
                        sums.resize(n_rows.len(), Sum::default());
                        for (class, value) in classes.iter().zip(found) {
                            if let Some(number) = values.integer(value) {
                                sums[*class as usize].add(number);
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Own {
    /// The values of a slice by their numbers here. Neighbours are often the same: they are not looked up again.
    fn read(&mut self, text: &str, n: usize, values: &mut Values) -> Vec<u32> {
        let (mut last, mut at) = (None, 0);
        let mut rows = Vec::with_capacity(n);
        for written in text.split(BETWEEN) {
            if last != Some(written) {
                let value = values.read(written, self.wanted.integer);
                at = self.number(value);
                last = Some(written);
            }
            rows.push(at);
        }
        rows
    }

    fn number(&mut self, value: u32) -> u32 {
        if self.at.len() <= value as usize {
            self.at.resize((value as usize + 1).next_power_of_two(), MISSING);
        }
        let slot = &mut self.at[value as usize];
        if *slot == MISSING {
            self.met.push(value);
            *slot = self.met.len() as u32;
        }
        *slot - 1
    }
}

/// The own field that a column follows from; none for one of the passport.
fn own_field(fields: &mut Vec<Own>, column: &Column) -> Option<usize> {
    if column.of_project {
        return None;
    }
    let wanted = column.steps.first().map_or_else(|| Wanted::of(column), |step| Wanted::link(&step.field));
    Some(fields.iter().position(|own| own.wanted.field == wanted.field).unwrap_or_else(|| {
        fields.push(Own { wanted, at: Vec::new(), met: Vec::new() });
        fields.len() - 1
    }))
}
