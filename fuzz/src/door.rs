//! Every draft that a parser made goes on through the one door: dates, sums and phones are foreign text as well.

use crate::shipped::CATALOGUE;
use auyl_domain::draft::{Door, Found, Known};
use auyl_domain::value::{FileRef, Stored};
use auyl_domain::{Record, RecordId};
use auyl_forms::Sheet;

/// Takes the drafts of a sheet in.
pub fn accept(sheet: Sheet) {
    let Some(register) = CATALOGUE.register(&sheet.register) else { return };
    let door = Door::of(register, &CATALOGUE);
    let placed = Sheet { rows: Vec::new(), ..sheet.clone() };
    // A draft is judged by itself; hundreds of rows teach nothing that the first have not.
    for row in sheet.rows.into_iter().take(64) {
        let (record, findings) = door.accept(row.draft, &Village);
        for finding in findings {
            let _ = placed.place(row.row, finding);
        }
        let _ = record.digest(register);
    }
}

/// A village in which whatever is asked for exists.
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
