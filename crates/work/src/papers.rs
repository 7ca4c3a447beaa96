//! Papers made of one record: what it says, as people read it, put into a template of the catalogue. Personal fields are named
//! only for who may read them; for others there are lines to write on.

use crate::project::Names;
use crate::{Project, Trouble};
use auyl_domain::finding::Finding;
use auyl_domain::value::long_date;
use auyl_domain::words::Catalogued;
use auyl_domain::{Lang, Record, Register, Value};
use auyl_reports::document::Document;
use auyl_reports::papers;
use std::collections::BTreeMap;

/// The papers that records of a register have.
pub fn of<'p>(project: &'p Project, register: &Register) -> Vec<&'p str> {
    papers::of(&project.catalogue, &register.id)
}

/// A paper. `lang` is Kazakh or Russian; of another, Russian is taken.
pub async fn paper(
    project: &Project,
    register: &Register,
    record: &Record,
    (paper, lang): (&str, Lang),
    personal: bool,
) -> Result<(Document, Vec<Finding>), Trouble> {
    let lang = if lang == Lang::Kk { Lang::Kk } else { Lang::Ru };
    let mut names = Names::of(&project.catalogue);
    for target in register.fields.iter().filter_map(|field| field.kind.target()) {
        if let Some(target) = project.catalogue.register(target) {
            names.learn(target, &project.good_records(&target.id, None).await?, lang);
        }
    }
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for field in &register.fields {
        let stem = field.translation_of.as_ref();
        let text = match (record.get(&field.id), stem) {
            _ if field.personal && !personal => String::new(),
            (_, Some(stem)) => record.words(stem, lang).to_string(),
            (Some(Value::Date(on)), None) => long_date(*on, lang),
            (Some(value), None) => names.shown(register, &field.id, value, lang),
            (None, None) => String::new(),
        };
        said.insert(stem.unwrap_or(&field.id).clone(), text);
    }
    Ok(papers::write(&project.catalogue, &register.id, paper, lang.code(), &said))
}
