//! Reads a filled workbook as rows of cells, sheet by sheet, and hands each sheet that belongs to a register to
//! the intake. Sheets that nobody knows become findings.

use super::guard::{self, Passed};
use super::write::LISTS;
use crate::cell::Serial;
use crate::headings::{self, Headings};
use crate::intake::{Intake, Raw, RawRow};
use crate::sheet::Sheets;
use auyl_domain::{Catalogue, Finding, Refusal, Spot};
use calamine::{DataRef, Dimensions, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// So many filled cells are kept at most: a million rows of five. More would take more than a gigabyte of memory.
const MOST_CELLS: usize = 5_000_000;

/// Reads a workbook. `name` is the file as the person knows it.
///
/// # Errors
/// `workbook-unreadable` and `workbook-protected`; wrong content is a finding.
pub fn read(name: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Sheets, Refusal> {
    let passed = guard::check(name, bytes)?;
    // The reader beneath overflows on cell names such as `ZZZZZZZ1`. Nothing outlives the call but its answer.
    let read = catch_unwind(AssertUnwindSafe(|| read_sheets(name, bytes, passed, catalogue)));
    read.unwrap_or_else(|_| Err(Refusal::of("workbook-unreadable").with("file", name).with("reason", "broken")))
}

fn read_sheets(name: &str, bytes: &[u8], passed: Passed, catalogue: &Catalogue) -> Result<Sheets, Refusal> {
    let unreadable = |reason: &str| Refusal::of("workbook-unreadable").with("file", name).with("reason", reason);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable("broken"))?;
    let mut read = Sheets::default();
    let mut rest = MOST_CELLS;
    for sheet in book.sheet_names() {
        if sheet == LISTS {
            continue;
        }
        let spot = Spot { file: Some(name.into()), sheet: Some(sheet.clone()), ..Spot::default() };
        let merged = match passed.has_merged {
            true => book.merge_cells_by_sheet_name(&sheet).map_err(|_| unreadable("broken"))?,
            false => Vec::new(),
        };
        let rows = match rows(&mut book, &sheet, &mut rest) {
            Ok(rows) => rows,
            Err(Stop::TooMany) => return Err(unreadable("large")),
            Err(Stop::Broken) => return Err(unreadable("broken")),
            // A chart on a sheet of its own.
            Err(Stop::NoCells) => continue,
        };
        if rows.is_empty() {
            continue;
        }
        let Some(register) = headings::register_of(&sheet, catalogue) else {
            let nearest = headings::nearest_sheet(&sheet, catalogue);
            let finding = Finding::warning("sheet-unknown").with("sheet", &sheet).with("nearest", nearest);
            read.findings.push(finding.at(spot));
            continue;
        };
        let rows = spread(rows, &merged, &mut rest).ok_or_else(|| unreadable("large"))?;
        let (sheet, findings) = Intake::of(Headings::of(register).with_help(catalogue), spot).read(rows);
        read.sheets.push(sheet);
        read.findings.extend(findings);
    }
    if read.sheets.iter().all(|sheet| sheet.columns.is_empty()) {
        let finding = Finding::severe("workbook-nothing-recognised").with("file", name);
        read.findings.push(finding.at(Spot { file: Some(name.into()), ..Spot::default() }));
    }
    Ok(read)
}

/// What ends the reading of a sheet.
pub(super) enum Stop {
    Broken,
    NoCells,
    TooMany,
}

/// The filled cells of a sheet. They are read as a stream: a sheet that has only its first and its last cell
/// filled would take seventeen thousand million places as a table.
pub(super) fn rows(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, rest: &mut usize) -> Result<Vec<RawRow>, Stop> {
    let from_1904 = book.has_1904_epoch();
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Err(Stop::NoCells),
        Err(_) => return Err(Stop::Broken),
    };
    let mut rows: Vec<RawRow> = Vec::new();
    let mut in_order = true;
    while let Some(cell) = cells.next_cell().map_err(|_| Stop::Broken)? {
        let (row, column) = cell.get_position();
        let serial = |number, is_dated| Raw::Number(Serial { number, is_dated, from_1904 });
        let raw = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) if text.trim().is_empty() => continue,
            DataRef::SharedString(text) if text.trim().is_empty() => continue,
            DataRef::String(text) => Raw::Text(text.clone()),
            DataRef::SharedString(text) => Raw::Text((*text).to_string()),
            DataRef::Int(number) => serial(*number as f64, false),
            DataRef::Float(number) => serial(*number, false),
            DataRef::DateTime(moment) => serial(moment.as_f64(), true),
            DataRef::Bool(yes) => Raw::Text(if *yes { "yes" } else { "no" }.into()),
            DataRef::DateTimeIso(text) => Raw::Text(text.split('T').next().unwrap_or_default().to_string()),
            DataRef::DurationIso(text) => Raw::Text(text.clone()),
            DataRef::Error(error) => Raw::Error(error.to_string()),
        };
        *rest = rest.checked_sub(1).ok_or(Stop::TooMany)?;
        let row = row.saturating_add(1);
        match rows.last_mut() {
            Some((last, cells)) if *last == row => {
                cells.insert(column, raw);
            }
            last => {
                in_order &= last.is_none_or(|(last, _)| *last < row);
                rows.push((row, BTreeMap::from([(column, raw)])));
            }
        }
    }
    if !in_order {
        let mut sorted: BTreeMap<u32, BTreeMap<u32, Raw>> = BTreeMap::new();
        for (row, cells) in rows {
            sorted.entry(row).or_default().extend(cells);
        }
        rows = sorted.into_iter().collect();
    }
    Ok(rows)
}

/// What stands in merged cells counts for each row they cover that says anything itself; `None` for too many cells.
fn spread(mut rows: Vec<RawRow>, merged: &[Dimensions], rest: &mut usize) -> Option<Vec<RawRow>> {
    for Dimensions { start, end } in merged {
        let (top, bottom) = (start.0.saturating_add(1), end.0.saturating_add(1));
        let first = rows.partition_point(|(row, _)| *row < top);
        let value = rows.get(first).filter(|(row, _)| *row == top).and_then(|(_, cells)| cells.get(&start.1)).cloned();
        let Some(value) = value.filter(|_| bottom > top) else { continue };
        for (_, cells) in rows.iter_mut().skip(first + 1).take_while(|(row, _)| *row <= bottom) {
            *rest = rest.checked_sub(1)?;
            cells.entry(start.1).or_insert_with(|| value.clone());
        }
    }
    Some(rows)
}
