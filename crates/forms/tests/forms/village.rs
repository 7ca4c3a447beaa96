//! The catalogue as it lies in the tree, and a village in which every name is known.

use auyl_domain::draft::{Door, Found, Known};
use auyl_domain::value::{FileRef, Stored};
use auyl_domain::{Catalogue, Draft, Field, Kind, Record, RecordId, Register};
use std::path::Path;

/// The catalogue of the tree, without faults.
pub fn catalogue() -> Catalogue {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut sources = Vec::new();
    for folder in ["registers", "choices", "words", "words/kk", "words/ru", "words/en"] {
        for file in std::fs::read_dir(root.join(folder)).expect("the catalogue lies in the tree") {
            let path = file.expect("a file").path();
            if path.is_dir() {
                continue;
            }
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            sources.push((format!("{folder}/{name}"), std::fs::read_to_string(&path).expect("text")));
        }
    }
    let (catalogue, findings) = Catalogue::read(sources);
    let faults: Vec<String> = findings.iter().map(|f| format!("{} {} {:?}", f.code, f.spot, f.args)).collect();
    assert_eq!(faults, Vec::<String>::new());
    catalogue
}

/// Everything that is asked for exists.
pub struct Village;

impl Known for Village {
    fn find(&self, _: &str, text: &str) -> Found {
        RecordId::read(text).map_or(Found::None(None), Found::One)
    }

    fn file(&self, text: &str) -> Option<FileRef> {
        Some(FileRef { sha256: "a".repeat(64), name: text.to_string() })
    }

    fn project(&self, _: &str) -> Option<Stored> {
        Some(Stored::Text("2024-04-01".into()))
    }

    fn current(&self, _: &str, _: &RecordId) -> Option<Record> {
        None
    }
}

/// The n-th record of a register: every field filled with what its kind allows.
pub fn record(register: &Register, catalogue: &Catalogue, n: usize) -> Record {
    let mut draft = Draft { id: Some(format!("{}-{n}", register.id)), ..Draft::default() };
    for field in register.fields.iter().filter(|field| !field.is_computed() && field.id != "state") {
        draft.fields.insert(field.id.clone(), typed(field, catalogue, n));
    }
    let (record, findings) = Door::of(register, catalogue).accept(draft, &Village);
    // Filled in whole it says that it was merged, too, and holds what was not asked for.
    let severe: Vec<_> =
        findings.iter().filter(|f| !["field-not-asked", "record-merged"].contains(&f.code.as_ref())).collect();
    assert!(severe.is_empty(), "{}: {severe:?}", register.id);
    record
}

fn typed(field: &Field, catalogue: &Catalogue, n: usize) -> String {
    match &field.kind {
        Kind::Text => ["Сәуле Әбдіқызы", "=1+1", "1.4", "_x0041_ A", "Ғ. «Қамыстыбас», <көше> & \"үй\""][n % 5].into(),
        Kind::Note => "Бірінші жол\n- екінші жол".into(),
        Kind::Count => (field.min.unwrap_or(0) + n as i64).min(field.max.unwrap_or(i64::MAX)).to_string(),
        Kind::Decimal => "9.5".into(),
        Kind::Money => ["2440000", "150.5", "0.01", "5659000"][n % 4].into(),
        Kind::Date => ["2024-05-14", "1999-12-31", "2024-02-29", "1900-01-31"][n % 4].into(),
        Kind::Time => ["09:30", "00:00"][n % 2].into(),
        Kind::Flag => ["yes", "no"][n % 2].into(),
        Kind::Choice { choices } => {
            let words = &catalogue.choices(choices).expect("a list").all;
            let word = |n: usize| words[n % words.len()].id.clone();
            if field.many { format!("{}, {}", word(n), word(n + 1)) } else { word(n) }
        }
        Kind::Place => "qamystybas".into(),
        Kind::Point => "44.95,65.35".into(),
        Kind::Link { .. } if field.many => "one-1, two-2".into(),
        Kind::Link { .. } => format!("record-{n}"),
        Kind::File => format!("photo-{n}.jpg"),
        Kind::Phone => "+77020000000".into(),
        Kind::Url => "https://example.org/ауыл?a=1&b=2".into(),
    }
}
