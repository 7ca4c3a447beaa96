//! One annex of a decision as lines: which columns hold sums, which rows begin a part, what stands below what, and whether the
//! sums above are those of their parts.

use crate::cell::Serial;
use crate::intake::{Raw, RawRow};
use auyl_domain::amount::{TIYN, shown_scaled};
use auyl_domain::words::fold;
use auyl_domain::{Finding, Lang, Spot};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The part that is one sum and has no lines.
const TOTAL_ONLY: &str = "deficit";
/// What one in the sums of a decision is where it does not say so, in tenge.
const USUAL: i64 = 1_000;

/// How decisions are laid out.
#[derive(Deserialize)]
pub(super) struct Layout {
    part: Vec<Begins>,
    source: Vec<Begins>,
    column: Vec<Holds>,
    unit: Vec<Unit>,
    year: Year,
}

#[derive(Deserialize)]
struct Begins {
    id: String,
    kk: Vec<String>,
    ru: Vec<String>,
    en: Vec<String>,
}

#[derive(Deserialize)]
struct Holds {
    id: String,
    holds: Vec<String>,
}

#[derive(Deserialize)]
struct Unit {
    tenge: i64,
    holds: Vec<String>,
}

#[derive(Deserialize)]
struct Year {
    words: Vec<String>,
}

/// A row with a name and a sum.
struct Told {
    row: u32,
    /// Codes by column.
    codes: Vec<String>,
    name: String,
    /// Tiyn by field.
    sums: BTreeMap<String, i64>,
}

/// A line that has none below it.
pub(super) struct Line {
    pub row: u32,
    pub part: String,
    pub source: String,
    /// What it is told apart by, whatever the language.
    pub key: String,
    pub name: String,
    pub sums: BTreeMap<String, i64>,
}

/// One annex: the budget of one year in one language.
pub(super) struct Annex {
    pub year: i64,
    pub lang: Lang,
    pub lines: Vec<Line>,
    pub columns: BTreeMap<String, u32>,
    pub name_column: u32,
}

impl Layout {
    /// A sheet as an annex; nothing where no part of a budget is in it.
    pub fn annex(&self, sheet: &str, rows: &[RawRow], spot: &Spot, findings: &mut Vec<Finding>) -> Option<Annex> {
        let part = |cell: &Raw| known(&self.part, text(cell));
        let begins = |(_, cells): &RawRow| {
            cells.values().any(|cell| number(cell).is_some()).then(|| cells.values().find_map(part)).flatten()
        };
        let (first_row, (_, lang)) = rows.iter().enumerate().find_map(|(at, row)| Some((at, begins(row)?)))?;
        let (above, rows) = rows.split_at(first_row);
        let said: Vec<String> =
            above.iter().flat_map(|(_, cells)| cells.values().map(|cell| fold(text(cell)))).collect();
        let Some(year) = self.year_of(&said).or_else(|| self.year_of(&[fold(sheet)])) else {
            findings.push(Finding::severe("decision-no-year").with("sheet", sheet).at(spot.clone()));
            return None;
        };
        let columns = self.columns(above, rows)?;
        let name_column = name_column(rows, columns.values().copied().min()?)?;
        let holds = |words: &[String]| said.iter().any(|text| words.iter().any(|word| text.contains(&fold(word))));
        let unit = self.unit.iter().find(|unit| holds(&unit.holds)).map(|unit| unit.tenge);
        if unit.is_none() {
            findings.push(Finding::warning("decision-no-unit").with("sheet", sheet).at(spot.clone()));
        }
        let unit = unit.unwrap_or(USUAL) * TIYN;
        let told: Vec<Told> =
            rows.iter().filter_map(|(row, cells)| told(*row, cells, &columns, name_column, unit)).collect();
        let lines = self.lines(told, spot, findings);
        Some(Annex { year, lang, lines, columns, name_column })
    }

    /// The year that the texts say a budget is of.
    fn year_of(&self, said: &[String]) -> Option<i64> {
        let words: Vec<String> = self.year.words.iter().map(|word| fold(word)).collect();
        said.iter().find_map(|text| {
            let all: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
            let is = |pair: &&[&str]| words.iter().any(|word| word == pair[1]);
            all.windows(2).filter(is).find_map(|pair| pair[0].parse().ok().filter(|year| (2018..=2100).contains(year)))
        })
    }

    /// Which columns hold sums: by their headings, else the last with numbers.
    fn columns(&self, above: &[RawRow], rows: &[RawRow]) -> Option<BTreeMap<String, u32>> {
        let cells = rows.iter().flat_map(|(_, cells)| cells);
        let numbers: BTreeSet<u32> =
            cells.filter(|(_, cell)| number(cell).is_some()).map(|(column, _)| *column).collect();
        let mut columns = BTreeMap::new();
        for (column, cell) in above.iter().rev().flat_map(|(_, cells)| cells) {
            let heading = fold(text(cell));
            let fits = |of: &&Holds| of.holds.iter().any(|word| heading.contains(&fold(word)));
            // What is no sum of tenge has no id.
            let field = self.column.iter().find(fits).filter(|of| !of.id.is_empty());
            let is_free = numbers.contains(column) && !columns.values().any(|known| known == column);
            if let Some(field) = field.filter(|_| is_free) {
                columns.entry(field.id.clone()).or_insert(*column);
            }
        }
        if columns.is_empty() {
            columns.insert("plan".to_string(), *numbers.last()?);
        }
        Some(columns)
    }

    /// The lowest lines of all parts.
    fn lines(&self, told: Vec<Told>, spot: &Spot, findings: &mut Vec<Finding>) -> Vec<Line> {
        let mut parts: Vec<(String, Told, Vec<Told>)> = Vec::new();
        for told in told {
            match known(&self.part, &told.name) {
                // Below a part its own name is a line like any.
                Some((part, _)) if !parts.iter().any(|(known, ..)| known == part) => {
                    parts.push((part.to_string(), told, Vec::new()));
                }
                _ => {
                    if let Some((.., below)) = parts.last_mut() {
                        below.push(told);
                    }
                }
            }
        }
        let mut lines = Vec::new();
        for (part, whole, below) in parts {
            self.part_lines(&part, whole, below, spot, &mut lines, findings);
        }
        lines
    }

    fn part_lines(
        &self,
        part: &str,
        whole: Told,
        below: Vec<Told>,
        spot: &Spot,
        lines: &mut Vec<Line>,
        findings: &mut Vec<Finding>,
    ) {
        let below = if part == TOTAL_ONLY { Vec::new() } else { below };
        let source =
            |told: &Told| (part == "revenue").then(|| known(&self.source, &told.name)).flatten().map(|(id, _)| id);
        let has_codes = below.iter().any(|told| told.depth().is_some());
        let has_sources = below.iter().any(|told| source(told).is_some());
        // The part itself is above all; without codes, what a source has stands below it.
        let depth = |told: &Told| match told.depth() {
            _ if !has_codes => usize::from(has_sources && source(told).is_none()) + 1,
            depth => depth.map_or(1, |depth| depth + 1),
        };
        let depths: Vec<usize> = std::iter::once(0).chain(below.iter().map(depth)).collect();
        let all: Vec<&Told> = std::iter::once(&whole).chain(&below).collect();
        let below_of = |at: usize| {
            let end = (at + 1..all.len()).find(|next| depths[*next] <= depths[at]).unwrap_or(all.len());
            at + 1..end
        };
        let (mut current, mut path) = (String::new(), Vec::new());
        for (at, told) in all.iter().enumerate() {
            if let Some(found) = source(told) {
                current = found.to_string();
            }
            path.truncate(depths[at]);
            path.resize(depths[at], String::new());
            path.push(told.codes.iter().rev().find(|code| !code.is_empty()).cloned().unwrap_or_default());
            let inner = below_of(at);
            let first = inner.clone().map(|inner| depths[inner]).min();
            let direct = inner.filter(|inner| Some(depths[*inner]) == first).map(|inner| all[inner]);
            if first.is_some() {
                for (field, sum_told) in &told.sums {
                    let parts: i64 = direct.clone().filter_map(|of| of.sums.get(field)).sum();
                    if parts != *sum_told {
                        let finding = Finding::warning("decision-sum").with("name", &told.name);
                        let finding =
                            finding.with("sum", shown_scaled(*sum_told, TIYN)).with("parts", shown_scaled(parts, TIYN));
                        findings.push(finding.at(Spot { row: Some(told.row), ..spot.clone() }));
                    }
                }
            } else if told.sums.values().any(|sum| *sum != 0) {
                let key = match has_codes {
                    true => path.join("/"),
                    false => at.to_string(),
                };
                let source = if part == "revenue" { current.clone() } else { String::new() };
                let taken = |line: &Line| line.part == part && line.name == told.name;
                // Two programmes may bear one name.
                let name = match lines.iter().any(taken) {
                    true => format!(
                        "{} ({})",
                        told.name,
                        path.iter().filter(|code| !code.is_empty()).cloned().collect::<Vec<_>>().join(" ")
                    ),
                    false => told.name.clone(),
                };
                let (row, sums) = (told.row, told.sums.clone());
                lines.push(Line { row, part: part.into(), source, key: format!("{part} {key}"), name, sums });
            }
        }
    }
}

impl Told {
    /// How deep its last code stands.
    fn depth(&self) -> Option<usize> {
        self.codes.iter().rposition(|code| !code.is_empty())
    }
}

/// A row that has a name and a sum.
fn told(
    row: u32,
    cells: &BTreeMap<u32, Raw>,
    columns: &BTreeMap<String, u32>,
    name_column: u32,
    unit: i64,
) -> Option<Told> {
    let name = plain(text(cells.get(&name_column)?)).to_string();
    let is_name = name.chars().any(char::is_alphabetic);
    let amount = |column: &u32| Some((number(cells.get(column)?)? * unit as f64).round() as i64);
    let sums = columns.iter().filter_map(|(field, column)| Some((field.clone(), amount(column)?)));
    let sums: BTreeMap<String, i64> = sums.collect();
    let code = |column: u32| match cells.get(&column) {
        Some(Raw::Text(text)) => text.trim().to_string(),
        Some(Raw::Number(Serial { number, .. })) => number.to_string(),
        _ => String::new(),
    };
    (is_name && !sums.is_empty()).then(|| Told { row, codes: (0..name_column).map(code).collect(), name, sums })
}

/// The column before the sums in which most is written.
fn name_column(rows: &[RawRow], first: u32) -> Option<u32> {
    let mut letters: BTreeMap<u32, usize> = BTreeMap::new();
    for (column, cell) in rows.iter().flat_map(|(_, cells)| cells.range(..first)) {
        *letters.entry(*column).or_default() += text(cell).chars().filter(|letter| letter.is_alphabetic()).count();
    }
    letters.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0).map(|(column, _)| column)
}

/// What begins as a name does, the longest of several, and in which language.
fn known<'l>(all: &'l [Begins], name: &str) -> Option<(&'l str, Lang)> {
    let name = fold(plain(name));
    let languages = |of: &'l Begins| [(of, &of.kk, Lang::Kk), (of, &of.ru, Lang::Ru), (of, &of.en, Lang::En)];
    let longest = |(of, words, lang): (&'l Begins, &'l Vec<String>, Lang)| {
        let fits = words.iter().map(|word| fold(word)).filter(|word| name.starts_with(word.as_str()));
        Some((fits.map(|word| word.len()).max()?, of.id.as_str(), lang))
    };
    let found = all.iter().flat_map(languages).filter_map(longest).max_by_key(|(length, ..)| *length);
    found.map(|(_, id, lang)| (id, lang))
}

/// A name without the number before it: `1) доходы`, `II. Затраты`.
fn plain(name: &str) -> &str {
    let name = name.trim();
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'І'));
    match rest.starts_with(['.', ')']) {
        true => rest.trim_start_matches(['.', ')', ' ', '\u{a0}']),
        false => name,
    }
}

fn text(cell: &Raw) -> &str {
    match cell {
        Raw::Text(text) => text,
        Raw::Number(_) | Raw::Error(_) => "",
    }
}

/// A sum; a text is one where nothing but digits stands in it.
fn number(cell: &Raw) -> Option<f64> {
    match cell {
        Raw::Number(Serial { number, is_dated: false, .. }) => Some(*number),
        Raw::Text(text) => {
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            text.replace(',', ".").replace(['−', '–'], "-").parse().ok().filter(|n: &f64| n.is_finite())
        }
        _ => None,
    }
}
