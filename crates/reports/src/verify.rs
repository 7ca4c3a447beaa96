//! Counts a frozen report again and holds a paper against it: figures that no longer come out, figures that
//! somebody changed or took out, and words that differ. The paper may have been edited by hand.

use crate::compile::{Answers, Cell};
use crate::document::{Document, Spot as Where};
use crate::freeze::{Frozen, texts};
use crate::units::{NOTHING, Style, shown};
use auyl_domain::{Finding, Severity, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// Every difference between the paper, the frozen report, and what the records of its event give now.
/// `answers`: readings of the questions of the frozen cells as of the frozen event.
pub fn verify(document: &Document, frozen: &Frozen, answers: &Answers) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known: BTreeMap<&str, &Cell> = frozen.cells.iter().map(|cell| (cell.id.as_str(), cell)).collect();
    for cell in &frozen.cells {
        findings.extend(recomputed(cell, frozen, answers));
    }
    let mut seen = BTreeSet::new();
    for figure in document.figures() {
        seen.insert(figure.cell);
        let spot = spot(&figure.spot);
        match known.get(figure.cell) {
            Some(cell) if tidy(&cell.shown) == tidy(figure.text) => {}
            Some(cell) => {
                let finding = about(Finding::severe("verify-cell-edited"), cell).with("paper", figure.text);
                findings.push(finding.with("frozen", &cell.shown).with("stands", words(&figure.spot)).at(spot));
            }
            None => {
                let finding = Finding::severe("verify-cell-unknown").with("cell", figure.cell);
                findings.push(finding.with("paper", figure.text).with("stands", words(&figure.spot)).at(spot));
            }
        }
    }
    for cell in frozen.cells.iter().filter(|cell| !seen.contains(cell.id.as_str())) {
        findings.push(about(Finding::severe("verify-cell-missing"), cell).with("frozen", &cell.shown));
    }
    findings.extend(changed_words(document, frozen, &known));
    findings
}

fn recomputed(cell: &Cell, frozen: &Frozen, answers: &Answers) -> Option<Finding> {
    let finding = match answers.get(&cell.question) {
        Some(Ok(reading)) if reading.value() == cell.value => return None,
        Some(Ok(reading)) => {
            let now = shown(reading.value(), reading.unit(), Style::Plain, frozen.lang);
            about(Finding::severe("verify-cell-recomputed"), cell).with("now", now)
        }
        Some(Err(trouble)) => about(Finding::severe("verify-cell-uncountable"), cell).with("detail", &trouble.code),
        None => return None,
    };
    Some(finding.with("frozen", shown(cell.value, &cell.unit, Style::Plain, frozen.lang)).with("as_of", frozen.event))
}

fn about(finding: Finding, cell: &Cell) -> Finding {
    finding.with("cell", &cell.id).with("measure", &cell.question.measure)
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where in the paper, as people count: section, block, and in a table row and column.
fn words(spot: &Where) -> String {
    let table = spot.row.zip(spot.column).map(|(row, column)| format!(":{}:{}", row + 1, column + 1));
    format!("{}:{}{}", spot.section + 1, spot.block + 1, table.unwrap_or_default())
}

fn spot(spot: &Where) -> Spot {
    let number = |at: usize| u32::try_from(at + 1).ok();
    let field = Some(format!("{}:{}", spot.section + 1, spot.block + 1));
    Spot {
        row: spot.row.and_then(number),
        column: spot.column.map(|at| (at + 1).to_string()),
        field,
        ..Spot::default()
    }
}

/// Blocks whose words differ, by the longest common row of blocks that are the same.
fn changed_words(document: &Document, frozen: &Frozen, known: &BTreeMap<&str, &Cell>) -> Vec<Finding> {
    let now = texts(document);
    let paper: Vec<String> = now.iter().map(|(_, text)| text.clone()).collect();
    let mut findings = Vec::new();
    for gap in gaps(&frozen.text, &paper) {
        let (before, after) = (&frozen.text[gap.before.clone()], &paper[gap.after.clone()]);
        let pairs = before.len().max(after.len());
        for at in 0..pairs {
            let (old, new) = (before.get(at), after.get(at));
            let code = match (old, new) {
                (Some(_), Some(_)) => "verify-text-changed",
                (None, _) => "verify-text-added",
                _ => "verify-text-removed",
            };
            let old = old.map(|text| printed(text, known)).unwrap_or_default();
            let new = new.map(|text| printed(text, known)).unwrap_or_default();
            let (was, is) = difference(&old, &new);
            let numbers: BTreeSet<&str> = numbers(&new).difference(&numbers(&old)).copied().collect();
            let place = now.get(gap.after.start + at).or(now.last()).map(|(spot, _)| spot.clone()).unwrap_or_default();
            let finding = Finding::new(code, Severity::Warning).with("before", was).with("after", is);
            let numbers = match numbers.is_empty() {
                true => NOTHING.to_string(),
                false => numbers.into_iter().collect::<Vec<_>>().join(", "),
            };
            findings.push(finding.with("numbers", numbers).with("stands", words(&place)).at(spot(&place)));
        }
    }
    findings
}

/// A block with its figures as they were printed.
fn printed(text: &str, known: &BTreeMap<&str, &Cell>) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (id, after))) =
        rest.split_once('⟦').and_then(|(before, after)| Some((before, after.split_once('⟧')?)))
    {
        said.push_str(before);
        said.push_str(known.get(id).map_or(id, |cell| cell.shown.as_str()));
        rest = after;
    }
    said + rest
}

/// The words that differ, with two words around them.
fn difference(old: &str, new: &str) -> (String, String) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    const AROUND: usize = 2;
    let cut = |words: &[&str]| {
        let from = before.saturating_sub(AROUND);
        let to = (words.len() - after + AROUND).min(words.len());
        words[from..to].join(" ")
    };
    (cut(&old), cut(&new))
}

fn numbers(text: &str) -> BTreeSet<&str> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()));
    words.filter(|word| !word.is_empty()).collect()
}

struct Gap {
    before: std::ops::Range<usize>,
    after: std::ops::Range<usize>,
}

/// More than so many comparisons are not made: what is left in the middle is one gap.
const MOST_COMPARISONS: usize = 16_000_000;

/// Where two rows of texts part.
fn gaps(before: &[String], after: &[String]) -> Vec<Gap> {
    let same_start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - same_start;
    let same_end = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[same_start..before.len() - same_end], &after[same_start..after.len() - same_end]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    if old.len().saturating_mul(new.len()) > MOST_COMPARISONS {
        let to = |len: usize| same_start..len - same_end;
        return vec![Gap { before: to(before.len()), after: to(after.len()) }];
    }
    // Lengths of the longest common rows of the tails.
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = match old[i] == new[j] {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let mut gaps = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    let mut close = |i: usize, j: usize, from_i: usize, from_j: usize| {
        if i > from_i || j > from_j {
            let (before, after) = (same_start + from_i..same_start + i, same_start + from_j..same_start + j);
            gaps.push(Gap { before, after });
        }
    };
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            close(i, j, from_i, from_j);
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    close(old.len(), new.len(), from_i, from_j);
    gaps
}

#[cfg(test)]
mod tests;
