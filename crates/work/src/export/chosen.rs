//! Writes what a list shows: these records of a register, these columns, in a language, with or without what is
//! personal. Both forms can be corrected and taken in again: columns that are not there stay as they are.

use super::name_beside;
use crate::check::without_personal;
use crate::project::Names;
use crate::{Project, Trouble};
use auyl_domain::value::FileRef;
use auyl_domain::words::Catalogued;
use auyl_domain::{Field, Kind, Lang, Record, RecordId, Register, Value};
use auyl_forms::{plain, workbook};
use std::collections::BTreeSet;

/// Records of one register and the columns that are written of them.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    /// Id of the register.
    pub register: &'a str,
    /// Ids of fields, in any order; all fields where there are none.
    pub columns: &'a [String],
    /// The records, in the order of the list.
    pub records: &'a [Record],
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Manner {
    /// Of headings and words of lists.
    pub lang: Lang,
    /// Whether personal columns are written.
    pub personal: bool,
    /// Whether linked records stand with their names, for reading, and not with their ids, for taking in again.
    pub names: bool,
}

/// So many linked records are looked up one by one; more are found by reading their register.
const FEW: usize = 300;

/// A workbook with a sheet for each register.
pub async fn chosen_workbook(project: &Project, chosen: &[Chosen<'_>], manner: Manner) -> Result<Vec<u8>, Trouble> {
    let mut sheets = Vec::new();
    for part in chosen {
        let register = project.register(part.register)?;
        let mut narrow = narrowed(register, part.columns);
        let mut records = part.records.to_vec();
        if manner.names {
            let names = names(project, &narrow, &records, manner).await?;
            records.iter_mut().for_each(|record| name_links(register, record, &names, manner.lang));
            // A name is a text, also where it begins like a formula.
            narrow
                .fields
                .iter_mut()
                .filter(|field| field.kind.target().is_some())
                .for_each(|field| field.kind = Kind::Text);
        }
        sheets.push((narrow, records));
    }
    let trouble = |error: workbook::WriteTrouble| Trouble::machine(error);
    let path = |file: &FileRef| name_beside(file);
    let mut writer = workbook::Writer::of(&project.catalogue, manner.lang, &path, manner.personal).map_err(trouble)?;
    for (register, records) in &sheets {
        writer.begin_sheet(register).map_err(trouble)?;
        for record in records {
            writer.row(record).map_err(trouble)?;
        }
    }
    writer.finish().map_err(trouble)
}

/// A text for scripts: ids as headings, values as files carry them.
pub fn chosen_csv(project: &Project, chosen: &Chosen<'_>, personal: bool) -> Result<String, Trouble> {
    let register = narrowed(project.register(chosen.register)?, chosen.columns);
    Ok(plain::write(&register, chosen.records, &|file| name_beside(file), personal))
}

fn narrowed(register: &Register, columns: &[String]) -> Register {
    let is_wanted = |field: &Field| {
        let named = |column: &String| *column == field.id || Some(column) == field.translation_of.as_ref();
        columns.is_empty() || columns.iter().any(named)
    };
    let fields = register.fields.iter().filter(|field| is_wanted(field)).cloned().collect();
    Register { fields, ..register.clone() }
}

fn name_links(register: &Register, record: &mut Record, names: &Names<'_>, lang: Lang) {
    for field in register.fields.iter().filter(|field| field.kind.target().is_some()) {
        if let Some(value) = record.fields.get_mut(&field.id) {
            *value = Value::Text(names.shown(register, &field.id, value, lang));
        }
    }
}

/// The names of all records that these link to.
async fn names<'p>(
    project: &'p Project,
    register: &Register,
    records: &[Record],
    manner: Manner,
) -> Result<Names<'p>, Trouble> {
    let mut names = Names::of(&project.catalogue);
    for field in &register.fields {
        let Some(target) = field.kind.target().and_then(|target| project.catalogue.register(target)) else { continue };
        let ids: BTreeSet<RecordId> =
            records.iter().filter_map(|record| record.get(&field.id)).flat_map(links).collect();
        let mut linked = Vec::new();
        if ids.len() <= FEW {
            for id in &ids {
                linked.extend(project.store.record(&project.id, &target.id, id, None).await?);
            }
        } else {
            linked = project.store.records(&project.id, &target.id, None).await?;
            linked.retain(|record| ids.contains(&record.id));
        }
        if !manner.personal {
            linked.iter_mut().for_each(|record| record.fields = without_personal(target, record));
        }
        names.learn(target, &linked, manner.lang);
    }
    Ok(names)
}

fn links(value: &Value) -> Vec<RecordId> {
    match value {
        Value::Link(id) => vec![id.clone()],
        Value::Many(ids) => ids.iter().filter_map(|id| RecordId::read(id)).collect(),
        _ => Vec::new(),
    }
}
