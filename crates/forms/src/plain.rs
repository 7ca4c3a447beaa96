//! Registers as plain text: CSV out and in, with field ids as headings and values as files carry them, and records
//! as TOML. For scripts and statistics programs, and for the example project, which is kept as text.

mod records;

pub use records::read_toml;

use crate::headings::{self, Headings, ID};
use crate::intake::{Intake, Raw, RawRow};
use crate::sheet::Sheet;
use auyl_domain::value::FileRef;
use auyl_domain::{Field, Finding, Kind, Record, Register, Spot, Value};

/// Writes the records of one register as CSV, row by row.
pub struct Writer<'a> {
    csv: csv::Writer<Vec<u8>>,
    fields: Vec<&'a Field>,
    file_path: &'a dyn Fn(&FileRef) -> String,
}

impl<'a> Writer<'a> {
    /// A text with its headings; without `personal` the columns of personal fields are left out.
    pub fn of(register: &'a Register, file_path: &'a dyn Fn(&FileRef) -> String, personal: bool) -> Writer<'a> {
        let fields: Vec<&Field> = headings::offered(register, personal).collect();
        let mut writer = Writer { csv: csv::Writer::from_writer(Vec::new()), fields, file_path };
        let names: Vec<&str> = [ID].into_iter().chain(writer.fields.iter().map(|field| field.id.as_str())).collect();
        writer.line(&names);
        writer
    }

    /// Writes a record; what is kept to review is written as it was typed.
    pub fn row(&mut self, record: &Record) {
        let mut cells = vec![record.id.to_string()];
        for field in &self.fields {
            let typed = || record.review.iter().find(|review| review.field == field.id).map(|r| r.typed.clone());
            cells.push(match record.get(&field.id) {
                Some(Value::File(file)) => (self.file_path)(file),
                Some(value) => guarded(field, value.plain()),
                None => typed().map(|typed| guarded(field, typed)).unwrap_or_default(),
            });
        }
        self.line(&cells);
    }

    /// The finished text.
    pub fn finish(self) -> String {
        let bytes = self.csv.into_inner().map_err(|_| ()).expect("memory takes every byte");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn line<T: AsRef<[u8]>>(&mut self, cells: &[T]) {
        self.csv.write_record(cells).expect("memory takes every byte and every line has as many cells");
    }
}

/// All records of a register as CSV.
pub fn write<'r>(
    register: &Register,
    records: impl IntoIterator<Item = &'r Record>,
    file_path: &dyn Fn(&FileRef) -> String,
    personal: bool,
) -> String {
    let mut writer = Writer::of(register, file_path, personal);
    records.into_iter().for_each(|record| writer.row(record));
    writer.finish()
}

/// Reads CSV: parted by commas, semicolons or tabs, headings as ids or as labels in any language.
pub fn read(register: &Register, name: &str, text: &str) -> (Sheet, Vec<Finding>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let spot = Spot { file: Some(name.into()), ..Spot::default() };
    let mut rows: Vec<RawRow> = Vec::new();
    let mut broken = None;
    let mut csv = csv::ReaderBuilder::new();
    let mut csv = csv.has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        match csv.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let row = record.position().map_or(0, |position| line_of(text, position));
                let filled = (0_u32..).zip(record.iter()).filter(|(_, cell)| !cell.trim().is_empty());
                let cells = filled.map(|(column, cell)| (column, Raw::Text(bare(cell)))).collect();
                rows.push((row, cells));
            }
            Err(error) => {
                broken = Some(Finding::severe("csv-broken").with("detail", &error).at(spot.clone()));
                break;
            }
        }
    }
    rows.retain(|(_, cells)| !cells.is_empty());
    let is_empty = rows.is_empty();
    let (sheet, mut findings) = Intake::of(Headings::of(register), spot.clone()).read(rows);
    if sheet.columns.is_empty() && !is_empty {
        findings.push(Finding::severe("workbook-nothing-recognised").with("file", name).at(spot));
    }
    findings.extend(broken);
    (sheet, findings)
}

/// The line on which a record begins; empty lines before it count as part of it to the reader of CSV.
fn line_of(text: &str, position: &csv::Position) -> u32 {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(at..).unwrap_or_default().iter();
    let passed = rest.take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count();
    u32::try_from(position.line()).unwrap_or(u32::MAX).saturating_add(u32::try_from(passed).unwrap_or(0))
}

/// Excel writes CSV with the list separator of the country, which is a semicolon here.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let n = |sign: char| first.matches(sign).count();
    [(',', b','), (';', b';'), ('\t', b'\t')]
        .into_iter()
        .rev()
        .max_by_key(|(sign, _)| n(*sign))
        .map_or(b',', |(_, b)| b)
}

/// A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula; an apostrophe in front stops it.
fn guarded(field: &Field, text: String) -> String {
    let is_free_text = matches!(field.kind, Kind::Text | Kind::Note);
    if is_free_text && text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text
    }
}

fn bare(text: &str) -> String {
    let inner = text.trim_start_matches('\'');
    let is_guarded = inner.len() < text.len() && inner.starts_with(['=', '+', '-', '@']);
    text.get(usize::from(is_guarded)..).unwrap_or(text).to_string()
}
