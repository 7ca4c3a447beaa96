//! What `rxform` 0.1.4 gets wrong, and what we do not take, found in the sheets before it sees them: each with its place
//! and what to do. What it refuses rightly is found here too (`rows`, `expressions`), all at once and in three languages. Compared with pyxform in `tests/forms/oracle.rs`; a fault that is found there gets its line here.

use super::sheets::{Cell, Grid, Sheets};
use super::{expressions, rows};
use crate::sheet::letters;
use auyl_domain::{Finding, Spot};
use std::collections::BTreeMap;

/// Columns of rxform's own: an attribute for a control, a bind or an instance node.
const ATTRIBUTES: [&str; 8] =
    ["body:", "control:", "bind:", "instance:", "body::", "control::", "bind::", "instance::"];

/// All findings about a form.
pub(super) fn all(sheets: &Sheets) -> Vec<Finding> {
    let mut findings = Vec::new();
    if sheets.get("survey").is_none() {
        findings.push(Finding::severe("xlsform-no-survey"));
    }
    for name in ["entities", "external_choices"] {
        if sheets.get(name).is_some_and(|grid| grid.below().any(|(_, row)| row.iter().any(|cell| *cell != Cell::Empty)))
        {
            let spot = Spot { sheet: Some(name.into()), ..Spot::default() };
            findings.push(Finding::severe("xlsform-sheet-not-taken").with("sheet", name).at(spot));
        }
    }
    for (name, grid) in sheets.iter() {
        headings(name, grid, &mut findings);
    }
    if let Some(grid) = sheets.get("survey") {
        survey(grid, &mut findings);
    }
    findings.extend(rows::all(sheets));
    findings.extend(expressions::all(sheets));
    findings
}

pub(super) fn spot(sheet: &str, row: u32, column: usize) -> Spot {
    let column = letters(u32::try_from(column).unwrap_or(u32::MAX));
    Spot { sheet: Some(sheet.into()), row: Some(row), column: Some(column), ..Spot::default() }
}

fn headings(sheet: &str, grid: &Grid, findings: &mut Vec<Finding>) {
    let row = grid.head().and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (at, heading) in grid.headings() {
        let plain: String = heading.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(earlier) = seen.insert(plain, at) {
            let finding = Finding::severe("xlsform-heading-twice").with("heading", heading);
            let earlier = letters(u32::try_from(earlier).unwrap_or_default());
            findings.push(finding.with("earlier", earlier).at(spot(sheet, row, at)));
        }
        let is_extra = sheet == "choices" && !heading.contains(':');
        if is_extra && heading.contains(char::is_whitespace) && !heading.eq_ignore_ascii_case("list name") {
            let finding = Finding::severe("xlsform-heading-space").with("heading", heading);
            findings.push(finding.at(spot(sheet, row, at)));
        }
    }
}

fn survey(grid: &Grid, findings: &mut Vec<Finding>) {
    let headings: Vec<(usize, String)> = grid.headings().map(|(at, text)| (at, text.to_lowercase())).collect();
    let Some(kind) = column(grid, &["type"]) else { return };
    let calculation = column(grid, &["calculation", "bind::calculate", "calculate"]);
    let parameters = column(grid, &["parameters"]);
    let mut repeats = 0_u32;
    for (row, cells) in grid.below() {
        let text = |at: usize| cells.get(at).map(Cell::text).unwrap_or_default().trim();
        let asked = plain(text(kind));
        let is_begin = asked.starts_with("begin");
        if asked.starts_with("end") && asked.contains("repeat") {
            repeats = repeats.saturating_sub(1);
        }
        if asked.is_empty() {
            continue;
        }
        for (at, _) in cells.iter().enumerate().filter(|(_, cell)| **cell == Cell::Moment) {
            findings.push(Finding::severe("xlsform-moment").at(spot("survey", row, at)));
        }
        if asked == "calculate" && calculation.is_none_or(|at| text(at).is_empty()) {
            let at = calculation.unwrap_or(kind);
            findings.push(Finding::severe("xlsform-no-calculation").at(spot("survey", row, at)));
        }
        if asked.starts_with("range") && parameters.is_some_and(|at| text(at).contains('.')) {
            let at = parameters.unwrap_or(kind);
            findings.push(Finding::severe("xlsform-range-decimal").with("typed", text(at)).at(spot("survey", row, at)));
        }
        for (at, heading) in &headings {
            let value = text(*at);
            if value.is_empty() {
                continue;
            }
            let is_words = heading.starts_with("label") || heading.starts_with("hint");
            if is_words && value.contains("${") && (repeats > 0 || asked.contains("repeat")) {
                let finding = Finding::severe("xlsform-label-in-repeat").with("typed", value);
                findings.push(finding.at(spot("survey", row, *at)));
            }
            let is_attribute = ATTRIBUTES.iter().any(|start| heading.starts_with(start));
            let is_intent = heading.ends_with(":intent") && asked == "image";
            if is_attribute && (is_begin || is_intent) {
                let finding = Finding::severe("xlsform-attribute-lost").with("heading", heading);
                findings.push(finding.at(spot("survey", row, *at)));
            }
        }
        if is_begin && asked.contains("repeat") {
            if repeats > 0 {
                // The template of the inner repeat would be doubled.
                findings.push(Finding::severe("xlsform-repeat-in-repeat").at(spot("survey", row, kind)));
            }
            repeats += 1;
        }
    }
}

/// The first column with one of these headings, which are written as [`plain`] gives them.
pub(super) fn column(grid: &Grid, names: &[&str]) -> Option<usize> {
    grid.headings().find(|(_, heading)| names.contains(&plain(heading).as_str())).map(|(at, _)| at)
}

/// `Begin_Group` and `begin  group` are one.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
