//! From classes of rows to what each tally came to.

use super::register::{Ask, Heap, Scan, Sum};
use super::values::{MISSING, Values};
use super::{Asked, Work};
use crate::Trouble;
use auyl_domain::Quantity;
use auyl_domain::measure::{Function, Tallied, Tally};
use rustc_hash::FxHashMap;

/// Numbers of the values of a key.
type Key = Box<[u32]>;

/// What came together for a key, or for all.
#[derive(Clone, Default)]
struct Total {
    rows: i64,
    /// Of a share: rows in the numerator.
    counted: i64,
    persons: i64,
    sum: Sum,
}

/// People of each class, each once.
struct People {
    starts: Vec<usize>,
    people: Vec<u32>,
    /// Rows of each class without a person.
    missing: Vec<i64>,
}

/// Who was met last in which group: a person counts once a group however many of its classes name them.
struct Met {
    by_group: Vec<u32>,
    at_all: Vec<u32>,
    group: u32,
}

impl Work {
    /// What each tally came to, and how many rows named no person.
    pub fn tallied(mut self, tallies: &[Tally], asked: &[Asked]) -> Result<Vec<(Tallied, i64)>, Trouble> {
        let people: Vec<Vec<People>> =
            self.scans.iter_mut().map(|scan| scan.heaps.iter_mut().map(people).collect()).collect();
        let n_values = self.values.len();
        let mut met = Met { by_group: vec![0; n_values], at_all: vec![0; n_values], group: 0 };
        let mut all = Vec::with_capacity(tallies.len());
        for (tally, asked) in tallies.iter().zip(asked) {
            let (at, ask) = &asked.rows;
            let people = ask.heap.map(|heap| &people[*at][heap]);
            let function = tally.per.as_ref().map_or(tally.function, |per| per.function);
            let (total, groups, without) = self.totals(&self.scans[*at], ask, function, people, &mut met);
            let tallied = match &asked.groups {
                None => Tallied {
                    total: quantity(function, &total)?,
                    groups: self.named(groups.iter().map(|(key, total)| Ok((&key[..], quantity(function, total)?))))?,
                },
                Some((at, ask)) => self.grouped(&self.scans[*at], ask, tally.function, function, &groups)?,
            };
            let tallied = if tally.by.is_empty() { Tallied { groups: Vec::new(), ..tallied } } else { tallied };
            all.push((tallied, without));
        }
        Ok(all)
    }

    /// Adds the classes up, key by key.
    fn totals(
        &self,
        scan: &Scan,
        ask: &Ask,
        function: Function,
        people: Option<&People>,
        met: &mut Met,
    ) -> (Total, Vec<(Key, Total)>, i64) {
        let sums = ask.heap.and_then(|heap| scan.heaps[heap].sums.as_ref());
        let is_of_people = function == Function::Persons;
        let mut by_key: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        let mut groups: FxHashMap<Key, Total> = FxHashMap::default();
        let (mut total, mut without) = (Total::default(), 0);
        for (class, rows) in scan.n_rows[ask.lens].iter().enumerate() {
            let lens = &scan.lenses[ask.lens];
            let said = lens.said(class as u32);
            if !lens.holds(&ask.within, &said, &self.values, &self.fixed) {
                continue;
            }
            let counted = lens.holds(&ask.cond, &said, &self.values, &self.fixed);
            let key: Key = ask.keys.iter().map(|part| lens.key(*part, &said)).collect();
            if let Some(people) = people.filter(|_| is_of_people) {
                without += people.missing[class];
                by_key.entry(key.clone()).or_default().push(class as u32);
            }
            for total in [&mut total, groups.entry(key).or_default()] {
                total.rows += rows;
                total.counted += if counted { *rows } else { 0 };
                if let Some(sum) = sums.and_then(|sums| sums.get(class)) {
                    total.sum.join(sum);
                }
            }
        }
        if let Some(people) = people.filter(|_| is_of_people) {
            met.group += 1;
            let everybody = met.group;
            for (key, classes) in by_key {
                met.group += 1;
                let group = groups.entry(key).or_default();
                for class in classes {
                    for person in people.of(class) {
                        let person = *person as usize;
                        if std::mem::replace(&mut met.by_group[person], met.group) != met.group {
                            group.persons += 1;
                            total.persons +=
                                i64::from(std::mem::replace(&mut met.at_all[person], everybody) != everybody);
                        }
                    }
                }
            }
        }
        (total, groups.into_iter().collect(), without)
    }

    /// Least, most or mean over groups; those in which nothing was counted are groups too.
    fn grouped(
        &self,
        scan: &Scan,
        ask: &Ask,
        function: Function,
        inner: Function,
        counted: &[(Key, Total)],
    ) -> Result<Tallied, Trouble> {
        let mut of_group: FxHashMap<u32, i64> = FxHashMap::default();
        for (key, total) in counted {
            if let Quantity::Number(number) = quantity(inner, total)? {
                of_group.insert(key[0], number);
            }
        }
        let (mut total, mut by_key): (Sum, FxHashMap<Key, Sum>) = (Sum::default(), FxHashMap::default());
        let lens = &scan.lenses[ask.lens];
        for class in 0..scan.n_rows[ask.lens].len() as u32 {
            let said = lens.said(class);
            if !lens.holds(&ask.within, &said, &self.values, &self.fixed) {
                continue;
            }
            let key: Key = ask.keys.iter().map(|part| lens.key(*part, &said)).collect();
            let (group, key) = (key[0], &key[1..]);
            let number = of_group.get(&group).copied().unwrap_or(0);
            total.add(number);
            by_key.entry(key.into()).or_default().add(number);
        }
        let quantity = |sum: &Sum| quantity(function, &Total { sum: *sum, ..Total::default() });
        Ok(Tallied {
            total: quantity(&total)?,
            groups: self.named(by_key.iter().map(|(key, sum)| Ok((&key[..], quantity(sum)?))))?,
        })
    }

    fn named<'k>(
        &self,
        groups: impl Iterator<Item = Result<(&'k [u32], Quantity), Trouble>>,
    ) -> Result<Vec<(Vec<Option<String>>, Quantity)>, Trouble> {
        let name = |values: &Values, key: &[u32]| key.iter().map(|value| values.key(*value)).collect();
        groups.map(|group| group.map(|(key, quantity)| (name(&self.values, key), quantity))).collect()
    }
}

fn quantity(function: Function, total: &Total) -> Result<Quantity, Trouble> {
    let too_large = |_| Trouble::machine("a sum does not fit into 64 bits");
    Ok(match function {
        Function::Count => Quantity::Number(total.rows),
        Function::Persons => Quantity::Number(total.persons),
        Function::Sum => Quantity::Number(i64::try_from(total.sum.sum).map_err(too_large)?),
        Function::Least => total.sum.least.map_or(Quantity::Nothing, Quantity::Number),
        Function::Most => total.sum.most.map_or(Quantity::Nothing, Quantity::Number),
        Function::Mean => Quantity::ratio(total.sum.sum, total.sum.n.into()),
        Function::Share | Function::Change => Quantity::ratio(total.counted.into(), total.rows.into()),
    })
}

/// Sorts the people of a heap by class.
fn people(heap: &mut Heap) -> People {
    let found = std::mem::take(&mut heap.people);
    let n_classes = found.iter().map(|(class, _)| *class as usize + 1).max().unwrap_or(0);
    let mut missing = vec![0; n_classes];
    let mut ends = vec![0; n_classes + 1];
    for (class, person) in &found {
        match *person {
            MISSING => missing[*class as usize] += 1,
            _ => ends[*class as usize + 1] += 1,
        }
    }
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    let mut next = ends.clone();
    let mut sorted = vec![MISSING; ends.last().copied().unwrap_or(0)];
    for (class, person) in found.iter().filter(|(_, person)| *person != MISSING) {
        let at = &mut next[*class as usize];
        sorted[*at] = *person;
        *at += 1;
    }
    let (mut starts, mut people) = (vec![0], Vec::new());
    for at in 0..n_classes {
        let of_class = &mut sorted[ends[at]..ends[at + 1]];
        of_class.sort_unstable();
        let before = people.len();
        for person in of_class.iter() {
            if people.len() == before || people.last() != Some(person) {
                people.push(*person);
            }
        }
        starts.push(people.len());
    }
    People { starts, people, missing }
}

impl People {
    fn of(&self, class: u32) -> &[u32] {
        let class = class as usize;
        &self.people[self.starts[class]..self.starts[class + 1]]
    }
}
