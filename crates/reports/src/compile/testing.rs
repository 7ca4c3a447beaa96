//! A tiny project of named people in two villages, through the one door and the real catalogue, and a small
//! counter of measures in memory. For tests only.

use super::{Answers, Compiled, Content, Step, compile};
use crate::form::Form;
use auyl_domain::draft::{Found, Known};
use auyl_domain::id::sha256;
use auyl_domain::measure::{Column, Function, Tallied, Tally};
use auyl_domain::value::{FileRef, Stored, read_date};
use auyl_domain::{Catalogue, Draft, Lang, Measure, Quantity, Question, Reading, Record, RecordId, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The catalogue of this house.
pub(crate) fn catalogue() -> Catalogue {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue"));
    let mut sources = Vec::new();
    for folder in ["registers", "choices", "figures", "words", "reports", "minutes", "letters", "monitoring", "papers"]
    {
        read_folder(root, &root.join(folder), &mut sources);
    }
    let (catalogue, findings) = Catalogue::read(sources);
    assert!(findings.is_empty(), "{findings:?}");
    catalogue
}

fn read_folder(root: &Path, folder: &Path, sources: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the catalogue is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_folder(root, &path, sources);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let name = path.strip_prefix(root).expect("within the catalogue").to_string_lossy().into_owned();
            sources.push((name, text));
        }
    }
}

/// Every link leads somewhere and every file is there.
struct Trusting;

impl Known for Trusting {
    fn find(&self, _: &str, text: &str) -> Found {
        RecordId::read(text).map_or(Found::None(None), Found::One)
    }

    fn file(&self, text: &str) -> Option<FileRef> {
        Some(FileRef { sha256: sha256(text.as_bytes()), name: text.to_string() })
    }

    fn project(&self, _: &str) -> Option<Stored> {
        Some(Stored::Text("2024-03-13".to_string()))
    }

    fn current(&self, _: &str, _: &RecordId) -> Option<Record> {
        None
    }
}

pub(crate) type Records = BTreeMap<String, Vec<Record>>;

/// Reads lines `register id | field = text | field = text`; a line that begins with a bar goes on.
pub(crate) fn records(catalogue: &Catalogue, text: &str) -> Records {
    let mut records = Records::new();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let text = lines.join("\n").replace("\n|", " |");
    for line in text.lines().filter(|line| !line.is_empty()) {
        let mut parts = line.split(" | ");
        let (register, id) = parts.next().and_then(|head| head.trim().split_once(' ')).expect(line);
        let fields = parts.map(|part| part.split_once(" = ").expect(part));
        let mut draft = Draft::of(fields.map(|(field, text)| (field.trim(), text.trim())));
        draft.id = Some(id.to_string());
        let register = catalogue.register(register).expect(register);
        let (record, findings) = draft.accept(register, catalogue, &Trusting);
        assert!(findings.is_empty(), "{line}\n{findings:?}");
        records.entry(register.id.clone()).or_default().push(record);
    }
    records
}

/// The project of Ulgi and Qamystybas.
pub(crate) fn village(catalogue: &Catalogue) -> Records {
    records(catalogue, include_str!("testing/village.txt"))
}

/// Content in a language.
pub(crate) fn content(catalogue: &Catalogue, records: Records, lang: Lang) -> Content<'_> {
    Content { catalogue, lang, records, today: read_date("2024-11-25").expect("a day") }
}

/// The form of the reference report.
pub(crate) fn form(catalogue: &Catalogue) -> Form {
    let day = read_date("2024-11-25").expect("a day");
    let (form, findings) = Form::find(catalogue, "kz-state-grant-final", day).expect("the form");
    assert!(findings.is_empty(), "{findings:?}");
    form
}

/// Compiles to the end, counting in memory; also says how often had to be asked.
pub(crate) fn compiled(form: &Form, content: &Content<'_>) -> (Compiled, Answers, usize) {
    let mut answers = Answers::new();
    for round in 0..5 {
        match compile(form, content, &answers) {
            Step::Asks(questions) => answer(questions, content, &mut answers),
            Step::Done(compiled) => return (*compiled, answers, round),
        }
    }
    panic!("a form that never stops asking");
}

/// Counts what was asked.
pub(crate) fn answer(questions: Vec<Question>, content: &Content<'_>, answers: &mut Answers) {
    for question in questions {
        let reading = Measure::read(&question.measure, content.catalogue).map(|measure| {
            let activity = question.activity.as_deref().filter(|_| !measure.is_wide());
            let tallied: Vec<Tallied> =
                measure.tallies().iter().map(|tally| tallied(tally, activity, &content.records)).collect();
            Reading::computed(&measure, activity, 7, &tallied, Vec::new(), Vec::new())
        });
        answers.insert(question, reading);
    }
}

fn tallied(tally: &Tally, activity: Option<&str>, records: &Records) -> Tallied {
    let all = records.get(&tally.register).map(Vec::as_slice).unwrap_or_default();
    let look = |record: &Record, column: &Column| look_up(record, column, records);
    let of_activity = |record: &&Record| match (activity, &tally.activity) {
        (Some(id), Some(column)) => look(record, column).contains(&Stored::Text(id.to_string())),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let within = all.iter().filter(of_activity).filter(|record| tally.within.holds(&|column| look(record, column)));
    let within: Vec<&Record> = within.collect();
    let counted: Vec<&Record> =
        within.iter().copied().filter(|record| tally.cond.holds(&|column| look(record, column))).collect();
    let number = |records: &[&Record]| -> i64 {
        let values = |record: &&Record| tally.of.as_ref().map(|column| look(record, column)).unwrap_or_default();
        match tally.per.as_ref().map_or(tally.function, |per| per.function) {
            Function::Persons => records.iter().flat_map(values).collect::<BTreeSet<_>>().len() as i64,
            Function::Sum => {
                let int = |value| if let Stored::Int(n) = value { n } else { 0 };
                records.iter().flat_map(values).map(int).sum()
            }
            _ => records.len() as i64,
        }
    };
    let total = match (&tally.per, tally.function) {
        (None, Function::Share) => Quantity::ratio(counted.len() as i128, within.len() as i128),
        (None, _) => Quantity::Number(number(&counted)),
        (Some(per), function) => {
            let groups = records.get(&per.register).map(Vec::as_slice).unwrap_or_default();
            let groups = groups.iter().filter(|group| per.cond.holds(&|column| look(group, column)));
            let groups = groups.filter(|group| match (activity, &per.activity) {
                (Some(id), Some(column)) => look(group, column).contains(&Stored::Text(id.to_string())),
                _ => true,
            });
            let sizes = groups.map(|group| {
                let id = Stored::Text(group.id.to_string());
                let inside: Vec<&Record> =
                    counted.iter().copied().filter(|record| look(record, &per.group).contains(&id)).collect();
                number(&inside)
            });
            let size = if function == Function::Most { sizes.max() } else { sizes.min() };
            size.map_or(Quantity::Nothing, Quantity::Number)
        }
    };
    let mut groups: BTreeMap<Vec<Option<String>>, Vec<&Record>> = BTreeMap::new();
    if !tally.by.is_empty() {
        for record in counted {
            let key = |column: &Column| match look(record, column).first() {
                Some(Stored::Text(text)) => Some(text.clone()),
                Some(Stored::Int(n)) => Some(n.to_string()),
                None => None,
            };
            groups.entry(tally.by.iter().map(key).collect()).or_default().push(record);
        }
    }
    let groups = groups.into_iter().map(|(key, records)| (key, Quantity::Number(number(&records)))).collect();
    Tallied { total, groups, people: None }
}

fn look_up(record: &Record, column: &Column, records: &Records) -> Vec<Stored> {
    let mut at = Some(record);
    if column.of_project {
        at = records.get(&column.register).and_then(|records| records.first());
    }
    for step in &column.steps {
        let linked = at.and_then(|record| record.link(&step.field));
        at = linked.and_then(|id| records.get(&step.to)?.iter().find(|record| record.id == *id));
    }
    let Some(record) = at else { return Vec::new() };
    match record.get(&column.field) {
        _ if column.field == "id" => vec![Stored::Text(record.id.to_string())],
        Some(Value::Many(words)) => words.iter().cloned().map(Stored::Text).collect(),
        Some(value) => vec![value.stored()],
        None => Vec::new(),
    }
}
