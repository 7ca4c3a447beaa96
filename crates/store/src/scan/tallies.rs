//! From classes of rows to what each tally came to.

use super::register::{Ask, Heap, Scan, Sum};
use super::values::{MISSING, Values};
use super::{Asked, Work};
use crate::Trouble;
use auyl_domain::Quantity;
use auyl_domain::measure::{Function, Tallied, Tally};
use rustc_hash::FxHashMap;

/// Keys with what they came to, as [`Tallied`] has them.
type Groups = Vec<(Vec<Option<String>>, Quantity)>;

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

/// What each axis of a lens says, class by class.
struct Said {
    n_axes: usize,
    all: Vec<u32>,
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
        let said: Vec<Vec<Said>> = self.scans.iter().map(Said::by_lens).collect();
        let n_values = self.values.len();
        let mut met = Met { by_group: vec![0; n_values], at_all: vec![0; n_values], group: 0 };
        let mut all = Vec::with_capacity(tallies.len());
        for (tally, asked) in tallies.iter().zip(asked) {
            let (at, ask) = &asked.rows;
            let people = ask.heap.map(|heap| &people[*at][heap]);
            let function = tally.per.as_ref().map_or(tally.function, |per| per.function);
            let (total, groups, without) = self.totals(&self.scans[*at], &said[*at], ask, function, people, &mut met);
            let tallied = match &asked.groups {
                None => Tallied {
                    total: quantity(function, &total)?,
                    groups: self.named(groups.iter().map(|(key, total)| Ok((&key[..], quantity(function, total)?))))?,
                    people: None,
                },
                Some((at, ask)) => {
                    self.grouped(&self.scans[*at], &said[*at], ask, tally.function, function, &groups)?
                }
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
        said: &[Said],
        ask: &Ask,
        function: Function,
        people: Option<&People>,
        met: &mut Met,
    ) -> (Total, Vec<(Key, Total)>, i64) {
        let sums = ask.heap.and_then(|heap| scan.heaps[heap].sums.as_ref());
        let is_of_people = function == Function::Persons;
        let lens = &scan.lenses[ask.lens];
        let said_by_class = &said[ask.lens];
        let mut at_key: FxHashMap<Key, usize> = FxHashMap::default();
        let mut groups: Vec<(Key, Total)> = Vec::new();
        let mut classes: Vec<Vec<u32>> = Vec::new();
        let (mut total, mut without, mut key) = (Total::default(), 0, Vec::new());
        for (class, rows) in scan.n_rows[ask.lens].iter().enumerate() {
            let said = said_by_class.of(class);
            if !lens.holds(&ask.within, said, &self.values, &self.fixed) {
                continue;
            }
            let counted = lens.holds(&ask.cond, said, &self.values, &self.fixed);
            key.clear();
            key.extend(ask.keys.iter().map(|part| lens.key(*part, said)));
            let group = at_key.get(key.as_slice()).copied().unwrap_or_else(|| {
                at_key.insert(key.as_slice().into(), groups.len());
                groups.push((key.as_slice().into(), Total::default()));
                classes.push(Vec::new());
                groups.len() - 1
            });
            if let Some(people) = people.filter(|_| is_of_people) {
                without += people.missing[class];
                classes[group].push(class as u32);
            }
            for total in [&mut total, &mut groups[group].1] {
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
            for ((_, group), classes) in groups.iter_mut().zip(classes) {
                met.group += 1;
                for person in classes.into_iter().flat_map(|class| people.of(class)) {
                    let person = *person as usize;
                    if std::mem::replace(&mut met.by_group[person], met.group) != met.group {
                        group.persons += 1;
                        let first = std::mem::replace(&mut met.at_all[person], everybody) != everybody;
                        total.persons += i64::from(first);
                    }
                }
            }
        }
        (total, groups, without)
    }

    /// Least, most or mean over groups; those in which nothing was counted are groups too.
    fn grouped(
        &self,
        scan: &Scan,
        said: &[Said],
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
        for class in 0..scan.n_rows[ask.lens].len() {
            let said = said[ask.lens].of(class);
            if !lens.holds(&ask.within, said, &self.values, &self.fixed) {
                continue;
            }
            let key: Key = ask.keys.iter().map(|part| lens.key(*part, said)).collect();
            let (group, key) = (key[0], &key[1..]);
            let number = of_group.get(&group).copied().unwrap_or(0);
            total.add(number);
            by_key.entry(key.into()).or_default().add(number);
        }
        let quantity = |sum: &Sum| quantity(function, &Total { sum: *sum, ..Total::default() });
        Ok(Tallied {
            total: quantity(&total)?,
            groups: self.named(by_key.iter().map(|(key, sum)| Ok((&key[..], quantity(sum)?))))?,
            people: None,
        })
    }

    fn named<'k>(
        &self,
        groups: impl Iterator<Item = Result<(&'k [u32], Quantity), Trouble>>,
    ) -> Result<Groups, Trouble> {
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

impl Said {
    fn by_lens(scan: &Scan) -> Vec<Said> {
        let lenses = scan.lenses.iter().zip(&scan.n_rows).map(|(lens, n_rows)| {
            let all: Vec<u32> = (0..n_rows.len() as u32).flat_map(|class| lens.said(class)).collect();
            Said { n_axes: all.len() / n_rows.len().max(1), all }
        });
        lenses.collect()
    }

    fn of(&self, class: usize) -> &[u32] {
        &self.all[class * self.n_axes..(class + 1) * self.n_axes]
    }
}
