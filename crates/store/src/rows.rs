//! A record ↔ its row: names of tables and columns, and what a row of them says.

use crate::Trouble;
use auyl_domain::draft::MERGED;
use auyl_domain::record::{Record, Review};
use auyl_domain::register::Field;
use auyl_domain::value::Stored;
use auyl_domain::{RecordId, Register, Value};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// The table of a register. A prefix keeps registers and the house's own tables apart.
pub(crate) fn table(register: &str) -> String {
    format!("r_{register}")
}

/// The table of its personal fields.
pub(crate) fn personal_table(register: &str) -> String {
    format!("r_{register}_personal")
}

/// A name as SQL quotes it. Names are checked when a register is read: letters, digits and `_`.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// The fields that a register's `name` is made of.
pub(crate) fn placeholders(name: &str) -> impl Iterator<Item = &str> {
    name.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(field, _)| field))
}

/// Fields of the main table, or of the personal one.
pub(crate) fn fields(register: &Register, personal: bool) -> Vec<&Field> {
    register.fields.iter().filter(|field| field.personal == personal).collect()
}

/// What each row of [`select`] starts with.
const OWN: [&str; 4] = ["id", "since", "until", "review"];

/// `select` of whole records: `m` is the main table, `p` the personal one. A `where` follows.
pub(crate) fn select(register: &Register) -> String {
    let mut columns: Vec<String> = OWN.iter().map(|own| format!("m.{own}")).collect();
    columns.extend(fields(register, false).iter().map(|field| format!("m.{}", quoted(&field.id))));
    columns.extend(fields(register, true).iter().map(|field| format!("p.{}", quoted(&field.id))));
    format!("select {} from {}", columns.join(", "), source(register))
}

/// The main table as `m`, joined with the personal one as `p` where there is one.
pub(crate) fn source(register: &Register) -> String {
    let main = format!("{} m", quoted(&table(&register.id)));
    if !register.has_personal() {
        return main;
    }
    let personal = quoted(&personal_table(&register.id));
    format!("{main} left join {personal} p on p.project = m.project and p.id = m.id and p.since = m.since")
}

/// The record that a row of [`select`] says.
pub(crate) fn record(register: &Register, row: &AnyRow) -> Result<Record, Trouble> {
    let id: String = row.try_get(0)?;
    let review: Option<String> = row.try_get(3)?;
    let review: Vec<Review> = match review {
        Some(text) => serde_json::from_str(&text).map_err(Trouble::machine)?,
        None => Vec::new(),
    };
    let mut values = BTreeMap::new();
    for (at, field) in fields(register, false).into_iter().chain(fields(register, true)).enumerate() {
        // What is not of the column's kind a hand inside the database wrote: it is not there, and the log says so.
        let at = at + OWN.len();
        let stored = match field.kind.is_integer() {
            true => row.try_get::<Option<i64>, _>(at).ok().flatten().map(Stored::Int),
            false => row.try_get::<Option<String>, _>(at).ok().flatten().map(Stored::Text),
        };
        if let Some(value) = stored.and_then(|stored| Value::from_stored(&field.kind, field.many, stored)) {
            values.insert(field.id.clone(), value);
        }
    }
    let id = RecordId::read(&id)
        .ok_or_else(|| Trouble::machine(format!("{} has a record with the id {id:?}", register.id)))?;
    Ok(Record { register: register.id.clone(), id, fields: values, review, since: row.try_get(1)? })
}

/// The event that ended the version which a row of [`select`] says; none for the current one.
pub(crate) fn until(row: &AnyRow) -> Result<Option<i64>, Trouble> {
    Ok(row.try_get(2)?)
}

/// Says of a record with something in its review that it does not repeat another: that one waits for nobody.
pub(crate) fn unmerged(alias: &str) -> String {
    // The door writes this reason first.
    format!("{alias}.review not like '[{{\"code\":\"{MERGED}\",%'")
}

/// A placeholder or a literal condition of version: the current one, or that of an event.
pub(crate) fn version(alias: &str, as_of: Option<i64>) -> String {
    match as_of {
        None => format!("{alias}.until is null"),
        Some(event) => format!("{alias}.since <= {event} and ({alias}.until is null or {alias}.until > {event})"),
    }
}
