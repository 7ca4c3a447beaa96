//! How rows of cells become drafts: finds the field of each column, in any language and order, and makes a draft of
//! each row, the same for a workbook and for CSV. Columns that nobody knows become findings; what is wrong with a
//! value is for the one door to say.

use crate::cell::Serial;
use crate::headings::{self, Heading, Headings};
use crate::sheet::{Row, Sheet, hint, letters};
use auyl_domain::{Draft, Field, Finding, Register, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// Headings stand in the first rows of a sheet, perhaps below a title.
const HEADINGS_WITHIN: usize = 10;

/// One cell as read, before anybody knows its field.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Raw {
    /// Text, also of a flag or an ISO day.
    Text(String),
    /// A number, a day, a time.
    Number(Serial),
    /// `#N/A` and its kin.
    Error(String),
}

/// A row: its number from 1, and its filled cells by column from 0.
pub(crate) type RawRow = (u32, BTreeMap<u32, Raw>);

/// How the rows of one sheet become drafts; the same for CSV.
pub(crate) struct Intake<'a> {
    register: &'a Register,
    headings: Headings<'a>,
    spot: Spot,
    findings: Vec<Finding>,
}

impl<'a> Intake<'a> {
    /// The intake of rows that stand at this place.
    pub(crate) fn of(headings: Headings<'a>, spot: Spot) -> Intake<'a> {
        Intake { register: headings.register(), headings, spot, findings: Vec::new() }
    }

    /// Reads the rows, headings among the first.
    pub(crate) fn read(mut self, rows: Vec<RawRow>) -> (Sheet, Vec<Finding>) {
        let (file, name) = (self.spot.file.clone().unwrap_or_default(), self.spot.sheet.clone());
        let mut sheet = Sheet { register: self.register.id.clone(), file, name, ..Sheet::default() };
        let at = self.headings_at(&rows);
        let mut rows = rows.into_iter().skip(at);
        let Some((row, cells)) = rows.next() else { return (sheet, self.findings) };
        let columns = self.columns(row, cells);
        for (column, heading) in &columns {
            sheet.columns.insert(self.name_of(*heading).to_string(), letters(*column));
        }
        let mut without_heading = BTreeSet::new();
        for (at, (row, cells)) in rows.enumerate() {
            if at < 2 && self.is_help(&columns, &cells) {
                continue;
            }
            let mut draft = Draft::default();
            for (column, raw) in cells {
                match columns.get(&column) {
                    Some(heading) => self.cell(*heading, raw, row, column, &mut draft),
                    None => {
                        without_heading.insert((column, row));
                    }
                }
            }
            if draft.id.is_some() || !draft.fields.is_empty() {
                sheet.rows.push(Row { row, draft });
            }
        }
        self.lost_columns(&sheet, without_heading);
        self.findings.extend(sheet.ids_twice());
        (sheet, self.findings)
    }

    /// The row of the headings: the first in which half of the cells are known ones.
    fn headings_at(&self, rows: &[RawRow]) -> usize {
        let is_known = |raw: &Raw| matches!(raw, Raw::Text(text) if self.headings.read(text).is_some());
        let fits = |(_, cells): &RawRow| cells.values().filter(|raw| is_known(raw)).count() * 2 >= cells.len();
        rows.iter().take(HEADINGS_WITHIN).position(fits).unwrap_or(0)
    }

    fn columns(&mut self, row: u32, cells: BTreeMap<u32, Raw>) -> BTreeMap<u32, Heading> {
        let mut columns: BTreeMap<u32, Heading> = BTreeMap::new();
        for (column, raw) in cells {
            let text = match raw {
                Raw::Text(text) => text,
                Raw::Number(serial) => serial.text(None),
                Raw::Error(text) => text,
            };
            let spot = Spot { row: Some(row), column: Some(letters(column)), ..self.spot.clone() };
            let Some(heading) = self.headings.read(&text) else {
                let nearest = self.headings.nearest(&text);
                let finding = Finding::warning("heading-unknown").with("heading", text.trim()).with("nearest", nearest);
                self.findings.push(finding.at(spot));
                continue;
            };
            if let Some((first, _)) = columns.iter().find(|(_, known)| **known == heading) {
                let finding = Finding::severe("heading-twice").with("heading", text.trim());
                self.findings.push(finding.with("first", letters(*first)).at(spot));
                continue;
            }
            if self.field(heading).is_some_and(Field::is_computed) {
                self.findings.push(hint("heading-computed").with("heading", text.trim()).at(spot));
            }
            columns.insert(column, heading);
        }
        // Computed values are not read; the column stays known so that its cells are not called lost.
        columns
    }

    fn is_help(&self, columns: &BTreeMap<u32, Heading>, cells: &BTreeMap<u32, Raw>) -> bool {
        cells.iter().any(|(column, raw)| match (columns.get(column), raw) {
            (Some(heading), Raw::Text(text)) => self.headings.is_help(*heading, text),
            _ => false,
        })
    }

    fn cell(&mut self, heading: Heading, raw: Raw, row: u32, column: u32, draft: &mut Draft) {
        let field = self.field(heading);
        let text = match raw {
            _ if field.is_some_and(Field::is_computed) => return,
            Raw::Text(text) => text,
            Raw::Number(serial) => serial.text(field.map(|field| &field.kind)),
            Raw::Error(text) => {
                let finding = Finding::severe("cell-error").with("typed", text);
                let spot = Spot { row: Some(row), column: Some(letters(column)), ..self.spot.clone() };
                let spot = Spot { register: Some(self.register.id.clone()), ..spot };
                self.findings.push(finding.at(spot.field(self.name_of(heading))));
                return;
            }
        };
        match field {
            None => draft.id = Some(text.trim().to_string()),
            Some(field) => {
                draft.fields.insert(field.id.clone(), text);
            }
        }
    }

    /// Cells under no heading would be lost without a word; one finding a column says so.
    fn lost_columns(&mut self, sheet: &Sheet, cells: BTreeSet<(u32, u32)>) {
        let known: BTreeSet<String> = sheet.columns.values().cloned().collect();
        let named: BTreeSet<String> = self.findings.iter().filter_map(|finding| finding.spot.column.clone()).collect();
        let mut seen = BTreeSet::new();
        for (column, row) in cells {
            let column = letters(column);
            if !known.contains(&column) && !named.contains(&column) && seen.insert(column.clone()) {
                let spot = Spot { row: Some(row), column: Some(column), ..self.spot.clone() };
                self.findings.push(Finding::warning("heading-empty").at(spot));
            }
        }
    }

    fn field(&self, heading: Heading) -> Option<&'a Field> {
        match heading {
            Heading::Id => None,
            Heading::Field(at) => self.register.fields.get(at),
        }
    }

    fn name_of(&self, heading: Heading) -> &'a str {
        self.field(heading).map_or(headings::ID, |field| field.id.as_str())
    }
}
