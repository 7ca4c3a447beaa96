//! Wrong rows as people mend them: each wrong cell is an input beside what is wrong with it.

use super::look::{called, place};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::{Finding, Kind, Severity};
use auyl_work::import::{Mended, Previewed};
use auyl_work::project::Names;
use std::collections::BTreeMap;

/// Begins the name of an input that mends a cell.
const CELL: &str = "cell:";
/// Begins the name of the hidden input that says what the cell said.
const WAS: &str = "was:";

/// A wrong row.
pub struct WrongRow {
    /// Sheet and row.
    pub place: String,
    /// How its record is called.
    pub name: String,
    /// Its wrong cells.
    pub cells: Vec<WrongCell>,
    /// What is wrong with the row and no cell of it.
    pub of_row: Vec<String>,
}

/// A wrong cell.
pub struct WrongCell {
    /// Sheet, row and field, for the name of the input.
    pub key: String,
    /// A name without odd letters, for the page.
    pub id: String,
    pub label: String,
    pub help: String,
    /// What it says now.
    pub value: String,
    /// What is wrong and what to do.
    pub wrong: Vec<(String, String)>,
    pub severe: bool,
    /// The list of words it may say.
    pub list: Option<String>,
}

/// Makes a wrong row to be mended; lists that its cells choose from are added to `lists`.
pub fn wrong_row(
    here: &Here,
    row: &Previewed,
    mended: &Mended,
    lists: &mut BTreeMap<String, Vec<String>>,
) -> Result<WrongRow> {
    let register = here.register(&row.record.register)?;
    let (phrases, lang) = (here.app.catalogue.phrases(), here.lang());
    let sheet = row.sheet.clone().unwrap_or_else(|| register.id.clone());
    let sees = here.can(Action::SeePersonal, Some(register));
    let mut by_field: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    let mut of_row = Vec::new();
    for finding in &row.findings {
        match finding.spot.field.as_deref().and_then(|field| register.position_of(field)) {
            Some(at) => by_field.entry(at).or_default().push(finding),
            None => of_row.push(format!("{} {}", finding.message(phrases, lang), finding.todo(phrases, lang))),
        }
    }
    let mut cells = Vec::new();
    for (at, findings) in by_field {
        let field = &register.fields[at];
        let hidden = field.personal && !sees;
        let typed = findings.iter().find_map(|finding| finding.args.get("typed").cloned());
        let value = mended.get(&(sheet.clone(), row.row, field.id.clone())).cloned().or(typed);
        let value = value.or_else(|| row.record.get(&field.id).map(auyl_domain::Value::plain)).unwrap_or_default();
        let wrong = |finding: &&Finding| match hidden {
            true => (here.say.t("bring-hidden"), String::new()),
            false => (finding.message(phrases, lang), finding.todo(phrases, lang)),
        };
        let list = match &field.kind {
            Kind::Choice { choices } => here.app.catalogue.choices(choices).map(|list| (choices, list)),
            _ => None,
        };
        if let Some((id, list)) = list {
            let labels = || list.all.iter().map(|choice| here.say.words(&choice.label)).collect();
            lists.entry(id.clone()).or_insert_with(labels);
        }
        cells.push(WrongCell {
            key: format!("{sheet}:{}:{}", row.row, field.id),
            id: format!("{}-{}-{}", register.id, row.row, field.id),
            label: here.say.words(&field.label),
            help: here.say.words(&field.help),
            value: if hidden { String::new() } else { value },
            wrong: findings.iter().map(wrong).collect(),
            severe: findings.iter().any(|finding| finding.severity == Severity::Severe),
            list: list.map(|(id, _)| id.clone()),
        });
    }
    let name = called(here, register, row, &Names::of(&here.app.catalogue));
    Ok(WrongRow { place: place(row), name, cells, of_row })
}

/// Takes the cells that a form changed into those mended before.
pub fn changed_cells(said: &[(String, String)], mended: &mut Mended) {
    let was: BTreeMap<&str, &str> =
        said.iter().filter_map(|(name, text)| Some((name.strip_prefix(WAS)?, text.as_str()))).collect();
    for (name, text) in said {
        let Some(key) = name.strip_prefix(CELL) else { continue };
        if was.get(key).is_some_and(|was| was == text) {
            continue;
        }
        // A name of a sheet may hold anything but what Excel forbids, a colon among it.
        let mut parts = key.rsplitn(3, ':');
        let (Some(field), Some(row), Some(sheet)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let Ok(row) = row.parse() else { continue };
        mended.insert((sheet.to_string(), row, field.to_string()), text.clone());
    }
}
