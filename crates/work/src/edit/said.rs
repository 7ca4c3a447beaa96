//! What a version of a record says of each field, also where it waits to be mended; and two versions merged.

use auyl_domain::draft::Draft;
use auyl_domain::record::Record;
use auyl_domain::{Field, RecordId, Register, Value};

/// A version of a record as the draft that says all of it again, with what was typed into fields to review.
pub fn draft_of(register: &Register, record: &Record) -> Draft {
    let mut draft = Draft { id: Some(record.id.to_string()), ..Draft::default() };
    for field in register.fields.iter().filter(|field| !field.is_computed()) {
        keep(&mut draft, record, &field.id);
    }
    draft
}

/// Makes a draft say of a field what a record says.
pub(crate) fn keep(draft: &mut Draft, record: &Record, field: &str) {
    match text(record, field) {
        Some(text) => draft.fields.insert(field.to_string(), text),
        None => draft.fields.remove(field),
    };
}

/// The text of a field: its value, else what was typed and waits to be mended.
fn text(record: &Record, field: &str) -> Option<String> {
    match record.get(field) {
        // Two files may have one name; the digest says which it is.
        Some(Value::File(file)) => Some(format!("{}:{}", file.sha256, file.name)),
        Some(value) => Some(value.plain()),
        None => {
            let review = record.review.iter().find(|review| review.field == field && !review.typed.is_empty());
            review.map(|review| review.typed.clone())
        }
    }
}

/// Fields in which two versions differ, computed ones left out.
pub(super) fn differing(register: &Register, one: &Record, other: &Record) -> Vec<String> {
    let differs = |field: &&Field| !field.is_computed() && text(one, &field.id) != text(other, &field.id);
    register.fields.iter().filter(differs).map(|field| field.id.clone()).collect()
}

/// Takes into `draft` what others changed since `base`. Returns the fields that both changed differently.
pub(super) fn merge(
    register: &Register,
    base: &Record,
    theirs: &Record,
    mine: &Record,
    draft: &mut Draft,
) -> Vec<String> {
    let mut contested = Vec::new();
    for field in differing(register, base, theirs) {
        let (was, is, wanted) = (text(base, &field), text(theirs, &field), text(mine, &field));
        if wanted != was && wanted != is {
            contested.push(field);
        } else {
            keep(draft, theirs, &field);
        }
    }
    contested
}

/// Whether a value points to a record.
pub(super) fn points_to(value: Option<&Value>, id: &RecordId) -> bool {
    match value {
        Some(Value::Link(link)) => link == id,
        Some(Value::Many(ids)) => ids.iter().any(|other| other == id.as_str()),
        _ => false,
    }
}
