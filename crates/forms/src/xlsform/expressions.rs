//! The expressions of a form, before anything converts them: each can be read, and each `${name}` is a question of the form.

use super::checks::{column, plain, spot};
use super::references::EXPRESSIONS;
use super::sheets::{Cell, Grid, Sheets};
use super::tree::Element;
use super::xpath;
use auyl_domain::{Finding, Spot};
use std::collections::BTreeMap;

/// Columns whose whole value is an expression beside those that are made relative, as [`plain`] writes them.
const FURTHER: [&str; 5] = ["choice filter", "repeat count", "count", "bind::required", "bind::readonly"];
/// Columns of words that may mention answers.
const WORDS: [&str; 8] =
    ["label", "caption", "hint", "guidance hint", "constraint message", "required message", "default", "appearance"];
/// The same in a ready XForm, as attributes of a bind.
const OF_BIND: [&str; 5] = ["relevant", "constraint", "calculate", "required", "readonly"];

/// Where names stand: `None` where two rows share one.
type Names<'a> = BTreeMap<&'a str, Option<u32>>;

/// All findings about the expressions of the sheets.
pub(super) fn all(sheets: &Sheets) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(survey) = sheets.get("survey") else { return findings };
    let names = names(survey);
    for name in ["survey", "choices"] {
        let Some(grid) = sheets.get(name) else { continue };
        let looked_at = |(at, heading): (usize, &str)| {
            let heading = plain(heading);
            let known = |columns: &[&str], heading: &str| columns.contains(&heading);
            let is_whole = name == "survey" && (known(&EXPRESSIONS, &heading) || known(&FURTHER, &heading));
            let mentions = known(&WORDS, heading.split(':').next().unwrap_or_default().trim());
            (is_whole || mentions).then_some((at, is_whole))
        };
        let columns: Vec<(usize, bool)> = grid.headings().filter_map(looked_at).collect();
        for (row, cells) in grid.below() {
            for (at, is_whole) in &columns {
                let text = cells.get(*at).map(Cell::text).unwrap_or_default().trim();
                if !text.is_empty() {
                    look(text, *is_whole, &names, &spot(name, row, *at), &mut findings);
                }
            }
        }
    }
    triggers(survey, &names, &mut findings);
    let settings = sheets.get("settings");
    if let Some((grid, at)) = settings.and_then(|grid| Some((grid, column(grid, &["instance name"])?)))
        && let Some((row, cells)) = grid.below().next()
        && let Some(text) = cells.get(at).map(Cell::text).filter(|text| !text.trim().is_empty())
    {
        look(text.trim(), true, &names, &spot("settings", row, at), &mut findings);
    }
    findings
}

/// All findings about the binds of a ready XForm, which has no rows: the path of the question says which it is.
pub(super) fn of_binds<'a>(binds: impl Iterator<Item = (&'a str, &'a Element)>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, bind) in binds {
        for name in OF_BIND {
            let Some(text) = bind.get(name) else { continue };
            if let Some(fault) = xpath::fault(text) {
                findings.push(unreadable(text, &fault).at(Spot { field: Some(path.into()), ..Spot::default() }));
            }
        }
    }
    findings
}

fn names(survey: &Grid) -> Names<'_> {
    let mut names = Names::new();
    let Some(at) = column(survey, &["name", "tag", "value"]) else { return names };
    let kind_at = column(survey, &["type", "command"]);
    for (row, cells) in survey.below() {
        let text = |at: usize| cells.get(at).map(Cell::text).unwrap_or_default().trim();
        let ends = kind_at.is_some_and(|at| plain(text(at)).starts_with("end "));
        if !text(at).is_empty() && !ends {
            names.entry(text(at)).and_modify(|row| *row = None).or_insert(Some(row));
        }
    }
    names
}

fn unreadable(text: &str, fault: &xpath::Fault) -> Finding {
    let (reason, what) = fault.said();
    Finding::severe("xlsform-expression").with("typed", text).with("reason", reason).with("what", what)
}

fn look(text: &str, is_whole: bool, names: &Names<'_>, at: &Spot, findings: &mut Vec<Finding>) {
    // `yes` and `no` stand for true and false.
    let fault = if is_whole { xpath::fault(text) } else { unclosed(text) };
    if let Some(fault) = fault {
        findings.push(unreadable(text, &fault).at(at.clone()));
        return;
    }
    for name in mentioned(text) {
        if let Some(finding) = unknown(name, names) {
            findings.push(finding.at(at.clone()));
        }
    }
}

fn unclosed(text: &str) -> Option<xpath::Fault> {
    let is_open = |from: &str| !from.contains('}');
    text.match_indices("${").any(|(at, _)| is_open(&text[at..])).then_some(xpath::Fault::Reference)
}

/// The names in `${…}`; `last-saved#` says whose answer is meant.
fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("${").filter_map(|(at, _)| {
        let (name, _) = text[at + 2..].split_once('}')?;
        let name = name.trim();
        Some(name.strip_prefix("last-saved#").map_or(name, str::trim))
    })
}

fn unknown(name: &str, names: &Names<'_>) -> Option<Finding> {
    // `or_other` adds a question of its own.
    let is_made = |name: &str| name.strip_suffix("_other").is_some_and(|of| names.contains_key(of));
    match names.get(name) {
        Some(Some(_)) => None,
        Some(None) => Some(Finding::severe("xlsform-reference-two").with("name", name)),
        None if is_made(name) => None,
        None => Some(Finding::severe("xlsform-reference-unknown").with("name", name)),
    }
}

/// A trigger names one question that the person answers.
fn triggers(survey: &Grid, names: &Names<'_>, findings: &mut Vec<Finding>) {
    let (Some(at), Some(kind_at)) = (column(survey, &["trigger"]), column(survey, &["type", "command"])) else {
        return;
    };
    for (row, cells) in survey.below() {
        let text = cells.get(at).map(Cell::text).unwrap_or_default().trim();
        if text.is_empty() {
            continue;
        }
        let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::trim);
        let place = spot("survey", row, at);
        let finding = match name.filter(|name| !name.contains('$')) {
            None => Some(Finding::severe("xlsform-trigger").with("typed", text)),
            Some(name) => unknown(name, names).or_else(|| {
                let (_, of) = survey.below().find(|(row, _)| names.get(name) == Some(&Some(*row)))?;
                let kind = plain(of.get(kind_at).map(Cell::text).unwrap_or_default());
                let is_silent = ["calculate", "hidden"].contains(&kind.as_str());
                is_silent.then(|| Finding::severe("xlsform-trigger").with("typed", text))
            }),
        };
        findings.extend(finding.map(|finding| finding.at(place)));
    }
}
