//! What a submission says of a record beside what the record says now, field by field.

use crate::ask::Here;
use crate::pages::record::{Naming, fields_seen};
use crate::stop::Result;
use auyl_domain::record::Record;
use auyl_domain::register::STATE;
use auyl_domain::{Draft, Field, Kind, Register, Value};

/// One field.
pub struct Line {
    /// What it is called.
    pub label: String,
    /// What was sent; empty for nothing.
    pub sent: String,
    /// What the record says; empty for nothing.
    pub is: String,
    /// Whether both say the same.
    pub same: bool,
}

/// What was sent beside what is; fields of which neither says anything are left out.
pub async fn of_draft(
    here: &Here,
    register: &Register,
    draft: &Draft,
    record: Option<&Record>,
    naming: &mut Naming<'_>,
) -> Result<Vec<Line>> {
    if let Some(record) = record {
        naming.learn(register, record).await?;
    }
    let mut lines = Vec::new();
    for field in fields_seen(here, register).into_iter().filter(|field| field.id != STATE) {
        let typed = draft.fields.get(&field.id).map(|text| text.trim()).unwrap_or_default();
        let sent = said(here, field, typed, naming);
        let is = record.and_then(|record| record.get(&field.id));
        let is = is.map(|value| shown(here, register, field, value, naming)).unwrap_or_default();
        if !sent.is_empty() || !is.is_empty() {
            let same = sent == is || record.is_some_and(|record| is_as_typed(record, field, typed));
            lines.push(Line { label: here.say.words(&field.label), sent, is, same });
        }
    }
    Ok(lines)
}

/// What two records say, field by field; the first stands at `sent`.
pub async fn of_two(here: &Here, one: &Record, other: &Record, naming: &mut Naming<'_>) -> Result<Vec<Line>> {
    let register = here.register(&one.register)?;
    naming.learn(register, one).await?;
    naming.learn(register, other).await?;
    let mut lines = Vec::new();
    for field in fields_seen(here, register) {
        let [sent, is] = [one, other].map(|record| {
            let value = record.get(&field.id);
            value.map(|value| shown(here, register, field, value, naming)).unwrap_or_default()
        });
        if !sent.is_empty() || !is.is_empty() {
            let same = sent == is;
            lines.push(Line { label: here.say.words(&field.label), sent, is, same });
        }
    }
    Ok(lines)
}

/// A text of a phone as people read it: words of lists by their labels, records by their names where these are known.
fn said(here: &Here, field: &Field, typed: &str, naming: &Naming<'_>) -> String {
    let parts = || typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    match (&field.kind, field.kind.target()) {
        _ if typed.is_empty() => String::new(),
        (Kind::Choice { choices }, _) => {
            parts().map(|word| here.say.label(choices, word)).collect::<Vec<_>>().join(", ")
        }
        (_, Some(target)) if field.many => parts().map(|id| naming.linked(target, id)).collect::<Vec<_>>().join(", "),
        (_, Some(target)) => naming.linked(target, typed),
        (Kind::Flag, _) => match auyl_domain::value::read_flag(typed) {
            Some(yes) => here.say.t(if yes { "web-yes" } else { "web-no" }),
            None => typed.to_string(),
        },
        (Kind::Date, _) => match auyl_domain::value::read_date(typed) {
            Some(day) => here.say.day(&day),
            None => typed.to_string(),
        },
        _ => typed.to_string(),
    }
}

fn shown(here: &Here, register: &Register, field: &Field, value: &Value, naming: &Naming<'_>) -> String {
    match value {
        Value::Flag(yes) => here.say.t(if *yes { "web-yes" } else { "web-no" }),
        Value::Money(tiyn) => here.say.money(*tiyn),
        Value::File(file) => file.name.clone(),
        value => here.say.value(naming.names(), register, &field.id, value),
    }
}

/// Whether a record says what was typed, however it is shown; computed fields have not been typed.
fn is_as_typed(record: &Record, field: &Field, typed: &str) -> bool {
    match record.get(&field.id) {
        Some(_) if field.is_computed() => true,
        Some(value) => value.plain() == typed,
        None => typed.is_empty(),
    }
}
