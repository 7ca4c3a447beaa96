//! What a file would do, row by row, before anything is stored; and a file some of whose cells were mended meanwhile.

use super::{Accepted, AcceptedRow, accept};
use crate::known::Files;
use crate::{Project, Trouble};
use auyl_domain::draft::Known;
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::record::Record;
use auyl_domain::{Register, Value};
use auyl_forms::{Sheet, Sheets};
use std::collections::{BTreeMap, HashMap};

/// Cells with other texts than the file has: by name of the sheet (the register's id where the file has no sheets),
/// row and field.
pub type Mended = BTreeMap<(String, u32, String), String>;

/// What a row would do.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// Make a record.
    New,
    /// Change one.
    Changed(Vec<Difference>),
    /// Nothing: the record says the same.
    Unchanged,
    /// Something severe stands against it.
    Wrong,
}

/// A field that would say something else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The field.
    pub field: String,
    /// What it says, as files carry it; empty where nothing.
    pub old: String,
    /// What it would say.
    pub new: String,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct Previewed {
    /// Name of the sheet; none for files that have none.
    pub sheet: Option<String>,
    /// Number of the row, or line, from 1.
    pub row: u32,
    /// The record as it would be, with its register and id.
    pub record: Record,
    /// What the row would do.
    pub verdict: Verdict,
    /// What is to be said about it.
    pub findings: Vec<Finding>,
}

/// A file before it is taken.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preview {
    /// Its rows, registers in the order in which they would be stored.
    pub rows: Vec<Previewed>,
    /// Findings that belong to no row: unknown sheets and headings.
    pub findings: Vec<Finding>,
}

impl Preview {
    /// How many rows are new, changed, unchanged and wrong.
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for row in &self.rows {
            counts[match row.verdict {
                Verdict::New => 0,
                Verdict::Changed(_) => 1,
                Verdict::Unchanged => 2,
                Verdict::Wrong => 3,
            }] += 1;
        }
        counts
    }
}

/// What a file would do. Nothing is stored, neither records nor files.
pub async fn preview(project: &Project, read: Sheets, files: Files) -> Result<Preview, Trouble> {
    preview_telling(project, read, files, &mut |_, _| {}).await
}

/// The same for large files; `progress` is told how many rows of how many have been read.
pub async fn preview_telling(
    project: &Project,
    read: Sheets,
    files: Files,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Preview, Trouble> {
    let Accepted { rows, findings, index, .. } = accept(project, read, files, progress).await?;
    let mut of_row: HashMap<(Option<String>, String, u32), Vec<Finding>> = HashMap::new();
    let mut of_file = Vec::new();
    let place = |row: &AcceptedRow| ((Some(row.file.clone()), row.sheet.clone()), row.record.register.clone());
    let registers: BTreeMap<(Option<String>, Option<String>), String> = rows.iter().map(place).collect();
    for finding in findings {
        let spot = &finding.spot;
        // A finding of the reader names its sheet, not the register.
        let register =
            spot.register.clone().or_else(|| registers.get(&(spot.file.clone(), spot.sheet.clone())).cloned());
        match register.zip(spot.row) {
            Some((register, row)) => of_row.entry((spot.sheet.clone(), register, row)).or_default().push(finding),
            None => of_file.push(finding),
        }
    }
    let mut previewed = Vec::new();
    for row in rows {
        let register = project.register(&row.record.register)?;
        let findings = of_row.remove(&(row.sheet.clone(), register.id.clone(), row.row)).unwrap_or_default();
        let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Severe);
        let verdict = match index.current(&register.id, &row.record.id) {
            _ if is_wrong => Verdict::Wrong,
            None => Verdict::New,
            Some(before) if before.says_the_same(&row.record) => Verdict::Unchanged,
            Some(before) => Verdict::Changed(differences(register, &before, &row.record)),
        };
        previewed.push(Previewed { sheet: row.sheet, row: row.row, record: row.record, verdict, findings });
    }
    // What was said of rows that are not there is not lost.
    of_file.extend(of_row.into_values().flatten());
    Ok(Preview { rows: previewed, findings: of_file })
}

fn differences(register: &Register, before: &Record, after: &Record) -> Vec<Difference> {
    let text = |record: &Record, field: &str| record.get(field).map(Value::plain).unwrap_or_default();
    let differing = after.differences(before, register).into_iter();
    let difference = |field: &auyl_domain::Field| Difference {
        field: field.id.clone(),
        old: text(before, &field.id),
        new: text(after, &field.id),
    };
    differing.map(difference).collect()
}

/// Puts mended cells into what was read of a file. What the reader had against such a cell is settled.
pub fn mend(read: &mut Sheets, mended: &Mended) {
    for sheet in &mut read.sheets {
        let name = sheet.name.clone().unwrap_or_else(|| sheet.register.clone());
        for row in &mut sheet.rows {
            let from = (name.clone(), row.row, String::new());
            for ((of_sheet, of_row, field), text) in mended.range(from..) {
                if (of_sheet.as_str(), *of_row) != (name.as_str(), row.row) {
                    break;
                }
                if field == ID {
                    row.draft.id = Some(text.clone()).filter(|text| !text.trim().is_empty());
                } else {
                    row.draft.fields.insert(field.clone(), text.clone());
                }
            }
        }
    }
    let Sheets { sheets, findings } = read;
    findings.retain(|finding| !sheets.iter().any(|sheet| is_settled(finding, sheet, mended)));
}

const ID: &str = "id";

fn is_settled(finding: &Finding, sheet: &Sheet, mended: &Mended) -> bool {
    let spot = &finding.spot;
    if spot.sheet != sheet.name || spot.file.as_deref() != Some(&sheet.file) {
        return false;
    }
    let by_column = || {
        let column = spot.column.as_ref()?;
        sheet.columns.iter().find(|(_, letters)| *letters == column).map(|(field, _)| field.clone())
    };
    let name = sheet.name.clone().unwrap_or_else(|| sheet.register.clone());
    let field = spot.field.clone().or_else(by_column);
    field.zip(spot.row).is_some_and(|(field, row)| mended.contains_key(&(name, row, field)))
}
