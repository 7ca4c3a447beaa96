//! What a measure means, said the slow way: over records in memory, one after the other, with `Cond::holds`.

use auyl_domain::measure::{Column, Cond, Function, Per, Tallied, Tally};
use auyl_domain::reading::LeftOut;
use auyl_domain::survey::{Survey, frame};
use auyl_domain::value::Stored;
use auyl_domain::{Catalogue, Measure, Quantity, Reading, Record, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The records of a project as they are at one event, by register and id.
#[derive(Clone, Default)]
pub struct World(pub BTreeMap<(String, String), Record>);

type Key = Vec<Option<String>>;

impl World {
    fn of<'a>(&'a self, register: &'a str) -> impl Iterator<Item = &'a Record> {
        self.0.values().filter(move |record| record.register == register)
    }

    fn value(&self, record: &Record, column: &Column) -> Option<Value> {
        let mut record = record;
        if column.of_project {
            record = self.of(&column.register).next()?;
        }
        for step in &column.steps {
            let id = record.link(&step.field)?;
            record = self.0.get(&(step.to.clone(), id.to_string()))?;
        }
        if column.field == "id" { Some(Value::Link(record.id.clone())) } else { record.get(&column.field).cloned() }
    }

    fn key(&self, record: &Record, column: &Column) -> Option<String> {
        self.value(record, column).map(|value| match value.stored() {
            Stored::Text(text) => text,
            Stored::Int(number) => number.to_string(),
        })
    }

    fn number(&self, record: &Record, column: &Column) -> Option<i64> {
        match self.value(record, column)?.stored() {
            Stored::Int(number) => Some(number),
            Stored::Text(_) => None,
        }
    }

    fn holds(&self, record: &Record, cond: &Cond) -> bool {
        cond.holds(&|column| match self.value(record, column) {
            Some(Value::Many(words)) => words.into_iter().map(Stored::Text).collect(),
            Some(value) => vec![value.stored()],
            None => Vec::new(),
        })
    }

    /// Records of a register that are not to review, belong to the activity, and for which all conditions hold.
    fn counted<'a>(
        &'a self,
        register: &'a str,
        of_activity: Option<(&Column, &str)>,
        conds: &[&Cond],
    ) -> Vec<&'a Record> {
        let belongs = |record: &Record| {
            of_activity.is_none_or(|(column, activity)| self.key(record, column).as_deref() == Some(activity))
        };
        let found = self.of(register).filter(|record| record.review.is_empty() && belongs(record));
        found.filter(|record| conds.iter().all(|cond| self.holds(record, cond))).collect()
    }

    /// The reading of a measure as of an event.
    pub fn reading(&self, measure: &Measure, activity: Option<&str>, event: i64, catalogue: &Catalogue) -> Reading {
        let mut tallied: Vec<Tallied> = measure.tallies().iter().map(|tally| self.tallied(tally, activity)).collect();
        for framing in measure.framing() {
            let survey = catalogue.register(&framing.tally.register).and_then(Survey::of).expect("a survey");
            let good = |of: &str| self.of(of).filter(|record| record.review.is_empty()).cloned().collect::<Vec<_>>();
            let frames = frame::read(catalogue, &survey, &good("survey_wave"), &good("place"));
            let answered = self.tallied(&framing.tally, activity).groups;
            tallied[framing.of].people =
                frames.people_behind(&survey, answered.iter().map(|(keys, _)| keys.as_slice()));
        }
        let filled = self.filled(measure.by(), catalogue);
        Reading::computed(measure, activity, event, &tallied, filled, self.left_out(measure, activity))
    }

    fn tallied(&self, tally: &Tally, activity: Option<&str>) -> Tallied {
        let base = match &tally.per {
            Some(per) => self.counted(&per.register, per.activity.as_ref().zip(activity), &[&per.cond]),
            None if tally.function == Function::Share => {
                self.counted(&tally.register, tally.activity.as_ref().zip(activity), &[&tally.within])
            }
            None => self.counted(&tally.register, tally.activity.as_ref().zip(activity), &[&tally.within, &tally.cond]),
        };
        let quantity = |records: &[&Record]| match &tally.per {
            Some(per) => self.per_group(tally, per, activity, records),
            None => self.quantity(tally.function, tally, records),
        };
        let mut groups: BTreeMap<Key, Vec<&Record>> = BTreeMap::new();
        if !tally.by.is_empty() {
            for record in &base {
                let key = tally.by.iter().map(|column| self.key(record, column)).collect();
                groups.entry(key).or_default().push(record);
            }
        }
        let groups = groups.into_iter().map(|(key, records)| (key, quantity(&records))).collect();
        Tallied { total: quantity(&base), groups, people: None }
    }

    fn quantity(&self, function: Function, tally: &Tally, records: &[&Record]) -> Quantity {
        let numbers = || {
            let of = tally.of.as_ref().expect("a number field");
            records.iter().filter_map(|record| self.number(record, of)).collect::<Vec<_>>()
        };
        match function {
            Function::Count => Quantity::Number(records.len() as i64),
            Function::Persons => {
                let of = tally.of.as_ref().expect("a person");
                let people: BTreeSet<String> = records.iter().filter_map(|record| self.key(record, of)).collect();
                Quantity::Number(people.len() as i64)
            }
            Function::Sum => Quantity::Number(numbers().iter().sum()),
            _ if tally.of.is_some() => over(function, &numbers()),
            _ => {
                let yes = records.iter().filter(|record| self.holds(record, &tally.cond)).count();
                Quantity::ratio(yes as i128, records.len() as i128)
            }
        }
    }

    fn per_group(&self, tally: &Tally, per: &Per, activity: Option<&str>, groups: &[&Record]) -> Quantity {
        let inside =
            self.counted(&tally.register, tally.activity.as_ref().zip(activity), &[&tally.within, &tally.cond]);
        let number = |group: &&Record| {
            let is_in = |record: &&Record| self.key(record, &per.group).as_deref() == Some(group.id.as_str());
            let members: Vec<&Record> = inside.iter().copied().filter(is_in).collect();
            match self.quantity(per.function, tally, &members) {
                Quantity::Number(number) => number,
                other => panic!("{other:?} in a group"),
            }
        };
        over(tally.function, &groups.iter().map(number).collect::<Vec<_>>())
    }

    fn filled(&self, by: &[Column], catalogue: &Catalogue) -> Vec<Key> {
        let mut keys: Vec<Key> = vec![Vec::new()];
        for column in by {
            let words: Vec<String> = match (&column.choices, column.target.as_deref()) {
                _ if column.many => return Vec::new(),
                (Some(choices), _) => {
                    catalogue.choices(choices).expect("a list").all.iter().map(|choice| choice.id.clone()).collect()
                }
                (None, Some("place")) => {
                    let mut places: Vec<&Record> = self.of("place").collect();
                    places.sort_by_key(|place| (place.number("position").unwrap_or(i64::MAX), place.id.clone()));
                    places.iter().map(|place| place.id.to_string()).collect()
                }
                _ => return Vec::new(),
            };
            let longer = |key: Key| words.iter().map(move |word| [key.as_slice(), &[Some(word.clone())]].concat());
            keys = keys.into_iter().flat_map(longer).collect();
        }
        if by.is_empty() { Vec::new() } else { keys }
    }

    fn left_out(&self, measure: &Measure, activity: Option<&str>) -> Vec<LeftOut> {
        let registers: BTreeSet<&str> = measure.tallies().iter().map(|tally| tally.register.as_str()).collect();
        let waiting = registers.iter().flat_map(|of| self.of(of)).filter(|record| !record.review.is_empty()).count();
        let mut nobody = 0;
        for tally in measure.tallies() {
            if tally.per.as_ref().map_or(tally.function, |per| per.function) == Function::Persons {
                let of_activity = tally.activity.as_ref().zip(activity);
                let of = tally.of.as_ref().expect("a person");
                let counted = self.counted(&tally.register, of_activity, &[&tally.within, &tally.cond]);
                nobody += counted.iter().filter(|record| self.key(record, of).is_none()).count();
            }
        }
        let all = [("to_review", waiting), ("no_person", nobody)];
        let all = all.into_iter().filter(|(_, count)| *count > 0);
        all.map(|(reason, count)| LeftOut { reason, count: count as i64 }).collect()
    }

    /// Ids of the records that fit a condition, in order of their ids.
    pub fn matching(&self, register: &str, cond: &Cond) -> Vec<String> {
        self.counted(register, None, &[cond]).iter().map(|record| record.id.to_string()).collect()
    }
}

fn over(function: Function, numbers: &[i64]) -> Quantity {
    let of = |number: Option<&i64>| number.map_or(Quantity::Nothing, |number| Quantity::Number(*number));
    match function {
        Function::Least => of(numbers.iter().min()),
        Function::Most => of(numbers.iter().max()),
        _ => Quantity::ratio(numbers.iter().sum::<i64>().into(), numbers.len() as i128),
    }
}
