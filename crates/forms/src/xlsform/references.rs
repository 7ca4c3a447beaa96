//! References to answers of the same repeat. `rxform` writes every `${name}` as an absolute path; inside a repeat that means
//! another row to strict engines, so they are made relative before, as pyxform does. It also leaves references in
//! `required` and `readonly` as they are. What cannot be said so simply is refused.

use super::checks::{column, plain, spot};
use super::sheets::{Cell, Grid};
use auyl_domain::Finding;
use std::collections::BTreeMap;

/// Columns of expressions that are made relative.
pub(super) const EXPRESSIONS: [&str; 11] = [
    "relevant",
    "relevance",
    "constraint",
    "calculation",
    "calculate",
    "required",
    "readonly",
    "read only",
    "bind::relevant",
    "bind::constraint",
    "bind::calculate",
];
/// Of these, columns whose references `rxform` never resolves.
const UNRESOLVED: [&str; 3] = ["required", "readonly", "read only"];
/// Columns whose references inside a repeat are refused.
const REFUSED: [&str; 4] = ["choice filter", "default", "trigger", "repeat count"];

/// The path of a row, and how many of its first parts lead to the repeat it stands in (0 for none).
struct Stand {
    path: Vec<String>,
    repeat: usize,
    is_repeat: bool,
}

/// Resolves references; `root` is the name of the element that a submission fills in.
pub(super) fn resolve(grid: &mut Grid, root: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (Some(kind), Some(name)) = (column(grid, &["type"]), column(grid, &["name"])) else { return findings };
    let columns: Vec<(usize, String)> = grid.headings().map(|(at, text)| (at, plain(text))).collect();
    let stands = stands(grid, kind, name, root);
    let mut known: BTreeMap<&str, Option<&Stand>> = BTreeMap::new();
    for stand in stands.values() {
        let last = stand.path.last().map(String::as_str).unwrap_or_default();
        // A name that stands twice is ambiguous; rxform says so.
        known.entry(last).and_modify(|it| *it = None).or_insert(Some(stand));
    }
    for (row, cells) in grid.below_mut() {
        let Some(stand) = stands.get(&row) else { continue };
        for (at, column) in &columns {
            let Some(Cell::Text(text)) = cells.get_mut(*at) else { continue };
            let is_expression = EXPRESSIONS.contains(&column.as_str());
            let is_refused = REFUSED.contains(&column.as_str());
            let looked_at = stand.repeat > 0 || UNRESOLVED.contains(&column.as_str());
            if !text.contains("${") || !looked_at || !(is_expression || is_refused) {
                continue;
            }
            match relative(text, stand, &known, UNRESOLVED.contains(&column.as_str())) {
                Some(resolved) if is_expression => *text = resolved,
                Some(resolved) if resolved == *text => {}
                _ => {
                    let finding = Finding::severe("xlsform-reference-in-repeat").with("typed", text.as_str());
                    findings.push(finding.at(spot("survey", row, *at)));
                }
            }
        }
    }
    findings
}

/// Where each row stands, by its number.
fn stands(grid: &Grid, kind: usize, name: usize, root: &str) -> BTreeMap<u32, Stand> {
    let mut all = BTreeMap::new();
    let mut path = vec![root.to_string()];
    let mut repeats: Vec<usize> = Vec::new();
    for (row, cells) in grid.below() {
        let text = |at: usize| cells.get(at).map(Cell::text).unwrap_or_default().trim();
        let asked = plain(text(kind));
        let is_repeat = asked.contains("repeat");
        if asked.starts_with("end ") && (is_repeat || asked.contains("group")) {
            if repeats.last() == Some(&path.len()) {
                repeats.pop();
            }
            if path.len() > 1 {
                path.pop();
            }
            continue;
        }
        let mut own = path.clone();
        own.push(text(name).to_string());
        let repeat = repeats.last().copied().unwrap_or_default();
        let is_begin = asked.starts_with("begin ");
        if is_begin {
            path.clone_from(&own);
            if is_repeat {
                repeats.push(path.len());
            }
        }
        all.insert(row, Stand { path: own, repeat, is_repeat: is_begin && is_repeat });
    }
    all
}

/// The expression with relative paths; `None` where a reference cannot be said so.
fn relative(text: &str, from: &Stand, known: &BTreeMap<&str, Option<&Stand>>, always: bool) -> Option<String> {
    let mut resolved = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        resolved.push_str(before);
        let (name, after) = after.split_once('}')?;
        rest = after;
        let Some(to) = known.get(name.trim()).copied().flatten() else {
            resolved.push_str(&format!("${{{name}}}"));
            continue;
        };
        let shared =
            from.repeat > 0 && to.path.len() >= from.repeat && to.path[..from.repeat] == from.path[..from.repeat];
        if !shared {
            match always {
                true => resolved.push_str(&format!(" /{} ", to.path.join("/"))),
                false => resolved.push_str(&format!("${{{name}}}")),
            }
            continue;
        }
        // The row itself, rows of another repeat below, and what filters or counts rows, are other cases.
        if to.is_repeat || to.repeat != from.repeat || text.contains('[') || text.contains("indexed-repeat") {
            return None;
        }
        let same = from.path.iter().zip(&to.path).take_while(|(a, b)| a == b).count().min(to.path.len() - 1);
        let ups = "../".repeat(from.path.len() - same);
        resolved.push_str(&format!(" {ups}{} ", to.path[same..].join("/")));
    }
    resolved.push_str(rest);
    Some(resolved)
}
