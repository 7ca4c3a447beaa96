//! Records as TOML, one `[[record]]` table each: how the example project is kept, and a form that people can
//! compare line by line. `id` and the fields by their code names; several words as an array.

use crate::sheet::{Row, Sheet};
use auyl_domain::{Draft, Finding, Register, Spot};
use serde::Deserialize;
use toml::{Spanned, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordsText {
    #[serde(default)]
    record: Vec<Spanned<toml::Table>>,
}

/// Reads records of a register. A field that the register does not have is for the one door to name.
pub fn read_toml(register: &Register, name: &str, text: &str) -> (Sheet, Vec<Finding>) {
    let line = |byte: usize| {
        let before = text.get(..byte).unwrap_or(text);
        let row = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
        (row, before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1)
    };
    let mut sheet = Sheet { register: register.id.clone(), file: name.to_string(), ..Sheet::default() };
    let read: RecordsText = match toml::from_str(text) {
        Ok(read) => read,
        Err(error) => {
            let (row, column) = line(error.span().map_or(0, |span| span.start));
            let finding = Finding::severe("records-broken").with("detail", error.message());
            return (sheet, vec![finding.at(Spot::line(name, row, column))]);
        }
    };
    let mut findings = Vec::new();
    for record in read.record {
        let (row, _) = line(record.span().start);
        let mut draft = Draft::default();
        for (field, value) in record.into_inner() {
            match plain(&value) {
                Some(text) if field == "id" => draft.id = Some(text),
                Some(text) => {
                    draft.fields.insert(field, text);
                }
                None => {
                    let spot = Spot { file: Some(name.into()), row: Some(row), ..Spot::default() };
                    findings.push(Finding::severe("records-nested").with("name", &field).at(spot.field(&field)));
                }
            }
        }
        sheet.rows.push(Row { row, draft });
    }
    findings.extend(sheet.ids_twice());
    (sheet, findings)
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Boolean(yes) => Some(if *yes { "yes" } else { "no" }.to_string()),
        Value::Array(values) => Some(values.iter().map(plain).collect::<Option<Vec<_>>>()?.join(", ")),
        Value::Table(_) => None,
        Value::Integer(_) | Value::Float(_) | Value::Datetime(_) => Some(value.to_string()),
    }
}
