//! The example project read as the program reads it, but into memory: every text through the one door, and a plain
//! way to count, so that the figures are checked against something other than SQL.

use crate::cargo::root;
use auyl_domain::draft::{Door, Found};
use auyl_domain::measure::{self, Column, Cond, Function, Measure, Tallied, Tally};
use auyl_domain::value::{FileRef, Stored};
use auyl_domain::{Catalogue, Draft, Finding, Known, Quantity, Reading, Record, RecordId, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

/// The catalogue and all records of the example.
pub struct World {
    pub catalogue: Catalogue,
    pub records: BTreeMap<String, Vec<Record>>,
    pub findings: Vec<Finding>,
    at: HashMap<(String, String), usize>,
}

/// What the door may know: all ids, the passport, and that every file will be made.
struct Announced {
    ids: HashSet<(String, String)>,
    passport: BTreeMap<String, Value>,
}

impl Known for Announced {
    fn find(&self, register: &str, text: &str) -> Found {
        match self.ids.contains(&(register.to_string(), text.to_string())) {
            true => RecordId::read(text).map_or(Found::None(None), Found::One),
            false => Found::None(None),
        }
    }
    fn file(&self, text: &str) -> Option<FileRef> {
        Some(FileRef { sha256: auyl_domain::id::sha256(text.as_bytes()), name: text.to_string() })
    }
    fn project(&self, field: &str) -> Option<Stored> {
        self.passport.get(field).map(Value::stored)
    }
    fn current(&self, _: &str, _: &RecordId) -> Option<Record> {
        None
    }
}

impl World {
    /// Reads the catalogue and the example from the source tree.
    pub fn read() -> World {
        let mut sources = Vec::new();
        collect(&root().join("catalogue"), "", &mut sources);
        let (catalogue, mut findings) = Catalogue::read(sources);
        let mut drafts: Vec<(String, Draft)> = Vec::new();
        for (path, text) in catalogue.folder("demo/") {
            let Some((stem, ending)) = path.strip_prefix("demo/").and_then(|name| name.split_once('.')) else {
                continue;
            };
            let register = match ending {
                "csv" | "toml" => catalogue.register(stem).unwrap_or_else(|| panic!("{path} names no register")),
                _ => continue,
            };
            let (sheet, troubles) = match ending {
                "csv" => auyl_forms::plain::read(register, path, text),
                _ => auyl_forms::plain::read_toml(register, path, text),
            };
            findings.extend(troubles);
            drafts.extend(sheet.rows.into_iter().map(|row| (stem.to_string(), row.draft)));
        }
        let ids = drafts.iter().filter_map(|(register, draft)| Some((register.clone(), draft.id.clone()?))).collect();
        let mut announced = Announced { ids, passport: BTreeMap::new() };
        drafts.sort_by_key(|(register, _)| register != "passport");
        let mut world = World { catalogue, records: BTreeMap::new(), findings, at: HashMap::new() };
        for (name, draft) in drafts {
            let Some(register) = world.catalogue.register(&name) else { continue };
            let (record, troubles) = Door::of(register, &world.catalogue).accept(draft, &announced);
            world.findings.extend(troubles);
            if register.single {
                announced.passport = record.fields.clone();
            }
            let records = world.records.entry(name.clone()).or_default();
            if world.at.insert((name.clone(), record.id.to_string()), records.len()).is_some() {
                panic!("{name} {} stands twice", record.id);
            }
            records.push(record);
        }
        world
    }

    /// The records of a register.
    pub fn of(&self, register: &str) -> &[Record] {
        self.records.get(register).map(Vec::as_slice).unwrap_or_default()
    }

    /// The reading of a measure, of one activity or of the whole project.
    pub fn reading(&self, text: &str, activity: Option<&str>) -> Reading {
        let measure = Measure::read(text, &self.catalogue).unwrap_or_else(|finding| panic!("{text}: {finding:?}"));
        let activity = activity.filter(|_| !measure.is_wide());
        if activity.is_some() {
            assert!(measure.not_of_an_activity().is_none(), "{text} does not know its activity");
        }
        let tallied: Vec<Tallied> = measure.tallies().iter().map(|tally| self.tally(tally, activity)).collect();
        Reading::computed(&measure, activity, 0, &tallied, Vec::new(), Vec::new())
    }

    fn tally(&self, tally: &Tally, activity: Option<&str>) -> Tallied {
        let belongs = |record: &Record, column: &Option<Column>| match (activity, column) {
            (Some(activity), Some(column)) => self.first(record, column) == Some(Stored::Text(activity.into())),
            _ => true,
        };
        let records: Vec<&Record> = self
            .of(&tally.register)
            .iter()
            .filter(|record| belongs(record, &tally.activity) && self.holds(&tally.within, record))
            .collect();
        let Some(per) = &tally.per else {
            let mut groups: BTreeMap<Vec<Option<String>>, Vec<&Record>> = BTreeMap::new();
            for record in records.iter().filter(|_| !tally.by.is_empty()) {
                let key = tally.by.iter().map(|by| self.first(record, by).map(said)).collect();
                groups.entry(key).or_default().push(record);
            }
            let groups = groups.into_iter().map(|(key, records)| (key, self.counted(tally, tally.function, &records)));
            return Tallied {
                total: self.counted(tally, tally.function, &records),
                groups: groups.collect(),
                people: None,
            };
        };
        let groups = self.of(&per.register).iter().filter(|group| {
            // A village belongs to every activity, an event to one.
            belongs(group, &per.activity) && self.holds(&per.cond, group)
        });
        let counts = groups.map(|group| {
            let id = Some(Stored::Text(group.id.to_string()));
            let inside: Vec<&Record> =
                records.iter().copied().filter(|record| self.first(record, &per.group) == id).collect();
            match self.counted(tally, per.function, &inside) {
                Quantity::Number(number) => number,
                other => panic!("{other:?} is no count of a group"),
            }
        });
        let total = match tally.function {
            Function::Least => counts.min(),
            Function::Most => counts.max(),
            other => panic!("the example uses no {other:?} over groups"),
        };
        Tallied { total: total.map_or(Quantity::Nothing, Quantity::Number), groups: Vec::new(), people: None }
    }

    fn counted(&self, tally: &Tally, function: Function, records: &[&Record]) -> Quantity {
        let good: Vec<&&Record> = records.iter().filter(|record| self.holds(&tally.cond, record)).collect();
        let values = || good.iter().filter_map(|record| self.first(record, tally.of.as_ref()?));
        let number_of = |value| Quantity::Number(if let Stored::Int(number) = value { number } else { 0 });
        let sum = || values().map(|value| if let Stored::Int(number) = value { number } else { 0 }).sum::<i64>();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        match function {
            Function::Count => Quantity::Number(number(good.len())),
            Function::Persons => Quantity::Number(number(values().collect::<BTreeSet<_>>().len())),
            Function::Sum => Quantity::Number(sum()),
            Function::Mean => Quantity::ratio(sum().into(), number(values().count()).into()),
            Function::Share => Quantity::ratio(number(good.len()).into(), number(records.len()).into()),
            Function::Least => values().min().map_or(Quantity::Nothing, number_of),
            Function::Most => values().max().map_or(Quantity::Nothing, number_of),
            Function::Change => panic!("a change is made of two tallies"),
        }
    }

    /// Whether a condition holds for a record.
    pub fn holds(&self, cond: &Cond, record: &Record) -> bool {
        cond.holds(&|column| self.look_up(record, column))
    }

    fn first(&self, record: &Record, column: &Column) -> Option<Stored> {
        self.look_up(record, column).into_iter().next()
    }

    fn look_up(&self, record: &Record, column: &Column) -> Vec<Stored> {
        if column.of_project {
            return self
                .of(&column.register)
                .first()
                .and_then(|passport| passport.get(&column.field))
                .map(Value::stored)
                .into_iter()
                .collect();
        }
        let mut record = record;
        for step in &column.steps {
            let Some(link) = record.link(&step.field) else { return Vec::new() };
            let Some(at) = self.at.get(&(step.to.clone(), link.to_string())) else { return Vec::new() };
            record = &self.records[&step.to][*at];
        }
        match record.get(&column.field) {
            _ if column.field == "id" => vec![Stored::Text(record.id.to_string())],
            Some(Value::Many(words)) => words.iter().cloned().map(Stored::Text).collect(),
            Some(value) => vec![value.stored()],
            None => Vec::new(),
        }
    }

    /// Every rule of the registers that some record breaks: `code register/id`.
    pub fn broken_rules(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for register in self.catalogue.registers() {
            for rule in &register.rules {
                let cond = measure::resolve(&rule.when, register, &self.catalogue)
                    .unwrap_or_else(|finding| panic!("{}: {finding:?}", rule.id));
                let found = self.of(&register.id).iter().filter(|record| self.holds(&cond, record));
                broken.extend(found.map(|record| format!("{} {}/{}", rule.id, register.id, record.id)));
            }
            for fields in &register.unique {
                let mut seen = BTreeSet::new();
                for record in self.of(&register.id) {
                    let key: Option<Vec<Stored>> =
                        fields.iter().map(|field| record.get(field).map(Value::stored)).collect();
                    if key.is_some_and(|key| !seen.insert(key)) {
                        broken.push(format!("told-twice {}/{}", register.id, record.id));
                    }
                }
            }
        }
        broken
    }
}

fn said(value: Stored) -> String {
    match value {
        Stored::Int(number) => number.to_string(),
        Stored::Text(text) => text,
    }
}

fn collect(folder: &Path, prefix: &str, sources: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), sources);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            sources.push((format!("{prefix}{name}"), text));
        }
    }
}
