//! Wrong rows as people mend them: each wrong cell is an input beside what is wrong with it.

use super::look::{called, place};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::{Finding, Kind, Measure, Quantity, Severity};
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
    names: &Names<'_>,
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
            Kind::Choice { choices } => {
                if let Some(list) = here.app.catalogue.choices(choices) {
                    let labels = || list.all.iter().map(|choice| here.say.words(&choice.label)).collect();
                    lists.entry(choices.clone()).or_insert_with(labels);
                }
                Some(choices.clone())
            }
            kind => kind.target().map(|target| format!("{LINK}{target}")),
        };
        cells.push(WrongCell {
            key: format!("{sheet}:{}:{}", row.row, field.id),
            id: format!("{}-{}-{}", register.id, row.row, field.id),
            label: here.say.words(&field.label),
            help: here.say.words(&field.help),
            value: if hidden { String::new() } else { value },
            wrong: findings.iter().map(wrong).collect(),
            severe: findings.iter().any(|finding| finding.severity == Severity::Severe),
            list: list.filter(|id| lists.contains_key(id)),
        });
    }
    let name = called(here, register, row, names);
    Ok(WrongRow { place: place(row), name, cells, of_row })
}

/// A register with more records is not offered as a list: it would be longer than the page.
const MOST_NAMES: i64 = 300;
/// Begins the name of a list of records.
const LINK: &str = "to-";

/// Names of the records that links of wrong cells may lead to, by list; people are not listed.
pub async fn link_lists(here: &Here, rows: &[Previewed]) -> Result<BTreeMap<String, Vec<String>>> {
    let mut lists = BTreeMap::new();
    let known = Names::of(&here.app.catalogue);
    for row in rows {
        let register = here.register(&row.record.register)?;
        for finding in &row.findings {
            let field = finding.spot.field.as_deref().and_then(|field| register.field(field));
            let Some(target) = field.and_then(|field| field.kind.target()) else { continue };
            let target = here.register(target)?;
            let list = format!("{LINK}{}", target.id);
            if lists.contains_key(&list) || target.has_personal() {
                continue;
            }
            let Ok(measure) = Measure::read(&format!("count({}) in project", target.id), &here.app.catalogue) else {
                continue;
            };
            let reading = here.app.store.reading(&here.project.id, &measure, None, None).await?;
            if !matches!(reading.value(), Quantity::Number(number) if number <= MOST_NAMES) {
                continue;
            }
            let mut names = Vec::new();
            let name = |record: auyl_domain::Record| names.push(record.name(target, here.lang(), &known));
            here.app.store.each(&here.project.id, &target.id, None, name).await?;
            lists.insert(list, names);
        }
    }
    Ok(lists)
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
