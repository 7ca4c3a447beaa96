//! What each row of the sheets says it is: type, name, group and list. `rxform` refuses the same, one fault at a time, in
//! English and sometimes without a column; here all are told at once, in the person's language, each with its place.

use super::checks::{column, plain, spot};
use super::sheets::{Cell, Grid, Sheets};
use auyl_domain::{Finding, Spot};
use rxform::types;
use std::collections::{BTreeMap, BTreeSet};

/// How a type that chooses from a list goes on behind `select`, with spaces for underscores; longer ones first.
const CHOOSING: [(&str, How); 9] = [
    (" multiple from file", How::File),
    (" one from file", How::File),
    (" one external", How::File),
    (" all that apply from", How::Several),
    (" all that apply", How::Several),
    (" multiple", How::Several),
    (" one from", How::One),
    (" one", How::One),
    ("1", How::One),
];

/// What asks for one more word that the list does not have.
const OTHER: [&str; 3] = [" or specify other", " or_other", " or other"];

#[derive(Clone, Copy, PartialEq)]
enum How {
    One,
    Several,
    File,
}

/// A group, repeat or loop that is open.
struct Open {
    kind: String,
    name: String,
    row: u32,
    /// Names inside with their rows.
    names: BTreeMap<String, u32>,
}

/// The choices by list: names with their rows and columns.
type Lists = BTreeMap<String, BTreeMap<String, Spot>>;

/// All findings about types, names, groups and lists.
pub(super) fn all(sheets: &Sheets) -> Vec<Finding> {
    let mut findings = Vec::new();
    let repeats_allowed = sheets.get("settings").is_some_and(|settings| {
        let allowed = column(settings, &["allow choice duplicates"]);
        let row = settings.below().next();
        row.is_some_and(|(_, cells)| ["yes", "true", "true()"].contains(&text(cells, allowed).to_lowercase().as_str()))
    });
    let lists = match sheets.get("choices") {
        Some(choices) => read_choices(choices, repeats_allowed, &mut findings),
        None => Lists::new(),
    };
    if let Some(survey) = sheets.get("survey") {
        read_survey(survey, &lists, &mut findings);
    }
    findings
}

fn text(cells: &[Cell], at: Option<usize>) -> &str {
    at.and_then(|at| cells.get(at)).map(Cell::text).unwrap_or_default().trim()
}

fn read_choices(grid: &Grid, repeats_allowed: bool, findings: &mut Vec<Finding>) -> Lists {
    let mut lists = Lists::new();
    let (list_at, name_at) = (column(grid, &["list name"]), column(grid, &["name", "value"]));
    for (row, cells) in grid.below().filter(|(_, cells)| cells.iter().any(|cell| !cell.text().trim().is_empty())) {
        let (list, name) = (text(cells, list_at), text(cells, name_at));
        let half =
            [(list, list_at, "list_name"), (name, name_at, "name")].into_iter().find(|(text, ..)| text.is_empty());
        if let Some((_, at, heading)) = half {
            let finding = Finding::severe("xlsform-choice-half").with("heading", heading);
            findings.push(finding.at(spot("choices", row, at.unwrap_or_default())));
            continue;
        }
        let at = spot("choices", row, name_at.unwrap_or_default());
        let earlier = lists.entry(list.to_string()).or_default().insert(name.to_string(), at.clone());
        if let Some(earlier) = earlier.and_then(|earlier| earlier.row).filter(|_| !repeats_allowed) {
            let finding = Finding::severe("xlsform-choice-twice").with("name", name).with("list", list);
            findings.push(finding.with("earlier", earlier).at(at));
        }
    }
    lists
}

fn read_survey(grid: &Grid, lists: &Lists, findings: &mut Vec<Finding>) {
    let Some(kind_at) = column(grid, &["type", "command"]) else {
        let row = grid.head().and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1);
        findings.push(Finding::severe("xlsform-no-column").with("heading", "type").at(spot("survey", row, 0)));
        return;
    };
    let name_at = column(grid, &["name", "tag", "value"]);
    let filter_at = column(grid, &["choice filter"]);
    let words: Vec<usize> = grid.headings().filter(|(_, heading)| shows(heading)).map(|(at, _)| at).collect();
    let root = Open { kind: String::new(), name: String::new(), row: 0, names: BTreeMap::new() };
    let mut open = vec![root];
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (row, cells) in grid.below() {
        let written = text(cells, Some(kind_at));
        let asked = plain(written);
        if asked.is_empty() {
            continue;
        }
        let at_kind = || spot("survey", row, kind_at);
        if let Some(kind) = asked.strip_prefix("end ").map(section).filter(|kind| !kind.is_empty()) {
            match open.pop_if(|open| open.kind == kind) {
                Some(_) => {}
                None => findings.push(Finding::severe("xlsform-end-alone").with("typed", written).at(at_kind())),
            }
            continue;
        }
        let name = text(cells, name_at);
        named(name, &asked, row, name_at, open.last_mut(), findings);
        if let Some(rest) = asked.strip_prefix("begin ") {
            let kind = section(rest);
            if kind.is_empty() {
                findings.push(Finding::severe("xlsform-type-unknown").with("typed", written).at(at_kind()));
                continue;
            }
            if let Some(list) = written.to_ascii_lowercase().find(" over ").map(|at| written[at + 6..].trim()) {
                listed(list, lists, &at_kind(), &mut told, findings);
            }
            open.push(Open { kind: kind.into(), name: name.into(), row, names: BTreeMap::new() });
            continue;
        }
        let chosen = chosen(written);
        if let Some((how, list)) = &chosen {
            if *how != How::File {
                listed(list, lists, &at_kind(), &mut told, findings);
            }
            if *how == How::Several {
                let spaced = lists.get(list).into_iter().flatten().filter(|(name, _)| name.contains(' '));
                for (name, at) in spaced.filter(|(name, _)| told.insert(format!("{list}\u{1}{name}"))) {
                    let finding = Finding::severe("xlsform-choice-space").with("name", name.as_str());
                    findings.push(finding.at(at.clone()));
                }
            }
            let has_other = OTHER.iter().any(|end| written.to_ascii_lowercase().ends_with(end));
            if has_other && (*how == How::File || !text(cells, filter_at).is_empty()) {
                findings.push(Finding::severe("xlsform-other-filtered").at(at_kind()));
            }
        }
        let known = types::lookup(&written.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
        let is_prompt = asked.starts_with("add ") && asked.ends_with(" prompt");
        if chosen.is_none() && known.is_none() && !is_prompt {
            findings.push(Finding::severe("xlsform-type-unknown").with("typed", written).at(at_kind()));
            continue;
        }
        let is_shown = chosen.is_some()
            || known.is_some_and(|kind| kind.control_tag.is_some_and(|tag| tag != "action") && kind.hint.is_none());
        if is_shown && words.iter().all(|at| text(cells, Some(*at)).is_empty()) {
            let at = words.first().copied().unwrap_or(kind_at);
            findings.push(Finding::severe("xlsform-no-label").with("name", name).at(spot("survey", row, at)));
        }
    }
    for section in &open[1..] {
        let finding = Finding::severe("xlsform-not-closed").with("name", section.name.as_str());
        let finding = finding.with("end", format!("end_{}", section.kind));
        findings.push(finding.at(spot("survey", section.row, kind_at)));
    }
}

/// Whether a column shows the person something: words, a picture or a sound.
fn shows(heading: &str) -> bool {
    let heading = plain(heading);
    let heading = heading.strip_prefix("media::").unwrap_or(&heading);
    let base = heading.split(':').next().unwrap_or_default().trim();
    ["label", "caption", "hint", "guidance hint", "image", "big-image", "audio", "video"].contains(&base)
}

/// What a row begins or ends, in one word; empty where it is none of these.
fn section(rest: &str) -> &'static str {
    match rest.split(' ').next().unwrap_or_default() {
        "group" => "group",
        "repeat" | "lgroup" | "looped" => "repeat",
        "loop" => "loop",
        _ => "",
    }
}

/// How a type chooses, and from which list.
fn chosen(written: &str) -> Option<(How, String)> {
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = written.to_ascii_lowercase();
    let ends = |rest: &&str| rest.is_empty() || rest.starts_with(' ');
    let (rest, how) = match lower.strip_prefix("rank").filter(ends) {
        Some(rest) => (rest, How::One),
        None => {
            let chosen = lower.strip_prefix("select")?;
            CHOOSING.iter().find_map(|(way, how)| {
                let rest = chosen.strip_prefix(way).or_else(|| chosen.strip_prefix(&way.replace(' ', "_")));
                Some((rest.filter(ends)?, *how))
            })?
        }
    };
    let without = OTHER.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    let from = written.len() - rest.len();
    Some((how, written[from..from + without.len()].trim().to_string()))
}

fn listed(list: &str, lists: &Lists, at: &Spot, told: &mut BTreeSet<String>, findings: &mut Vec<Finding>) {
    if list.is_empty() {
        findings.push(Finding::severe("xlsform-no-list").at(at.clone()));
    } else if !lists.contains_key(list) && told.insert(list.to_string()) {
        let known = lists.keys().cloned().collect::<Vec<_>>().join(", ");
        let finding = Finding::severe("xlsform-list-missing").with("list", list).with("known", known);
        findings.push(finding.at(at.clone()));
    }
}

/// Checks the name of a row, and puts it among those of its group.
fn named(
    name: &str,
    asked: &str,
    row: u32,
    name_at: Option<usize>,
    open: Option<&mut Open>,
    findings: &mut Vec<Finding>,
) {
    let at = spot("survey", row, name_at.unwrap_or_default());
    if name.is_empty() {
        // A note without a name gets one.
        if asked != "note" {
            findings.push(Finding::severe("xlsform-no-name").at(at));
        }
        return;
    }
    let of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') || !name.chars().all(of_name) {
        findings.push(Finding::severe("xlsform-name-wrong").with("name", name).at(at));
        return;
    }
    if let Some(earlier) = open.and_then(|open| open.names.insert(name.to_string(), row)) {
        let finding = Finding::severe("xlsform-name-twice").with("name", name).with("earlier", earlier);
        findings.push(finding.at(at));
    }
}
