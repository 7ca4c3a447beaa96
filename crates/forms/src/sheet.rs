//! What a filled form said: drafts by sheet and row, each cell with its place, so that a finding of the one door
//! can name the sheet, the row and the column in which somebody typed.

use auyl_domain::{Draft, Finding, Severity, Spot};
use std::collections::{BTreeMap, HashMap};

/// Everything one file said.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheets {
    /// The sheets that belong to a register, in the order of the file.
    pub sheets: Vec<Sheet>,
    /// What is wrong with the file itself: unknown sheets and headings, unreadable cells.
    pub findings: Vec<Finding>,
}

/// The rows of one register in one file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    /// Id of the register.
    pub register: String,
    /// The file as the person knows it.
    pub file: String,
    /// Name of the sheet; none for files that have no sheets.
    pub name: Option<String>,
    /// Letters of the column of each field, also of `id`.
    pub columns: BTreeMap<String, String>,
    /// What was typed, without empty rows.
    pub rows: Vec<Row>,
}

/// What one row said.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    /// Number of the row, or line, from 1.
    pub row: u32,
    /// For the one door.
    pub draft: Draft,
}

impl Sheet {
    /// A finding of the one door with the place in the file where its field was typed. What it knows stays.
    pub fn place(&self, row: u32, mut finding: Finding) -> Finding {
        let column = finding.spot.field.as_deref().unwrap_or("id");
        let column =
            self.columns.get(column).filter(|_| finding.spot.field.is_some() || finding.code == "id-malformed");
        let spot = std::mem::take(&mut finding.spot);
        finding.spot = Spot {
            file: Some(self.file.clone()),
            sheet: self.name.clone(),
            row: Some(row),
            column: column.cloned().or(spot.column),
            ..spot
        };
        finding
    }

    /// Findings for ids that stand in more than one row.
    pub(crate) fn ids_twice(&self) -> Vec<Finding> {
        let mut first: HashMap<&str, u32> = HashMap::new();
        let mut findings = Vec::new();
        for Row { row, draft } in &self.rows {
            let Some(id) = draft.id.as_deref() else { continue };
            match first.get(id) {
                None => {
                    first.insert(id, *row);
                }
                Some(earlier) => {
                    let finding = Finding::severe("id-twice").with("typed", id).with("earlier", earlier);
                    findings.push(self.place(*row, finding.at(Spot::default().field("id"))));
                }
            }
        }
        findings
    }
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let mut text = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        text.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    text.into_iter().collect()
}

/// A hint of this code: worth a look, changes nothing.
pub(crate) fn hint(code: &'static str) -> Finding {
    Finding::new(code, Severity::Hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        let named: Vec<String> = [0, 25, 26, 701, 702, 16383].into_iter().map(letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
