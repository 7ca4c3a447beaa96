//! What a list shows of a record: by default how it is called, when it was, its choices and its state.

use super::asked::Asked;
use super::member;
use crate::ask::Here;
use auyl_domain::access::fields_seen;
use auyl_domain::register::STATE;
use auyl_domain::{Field, Kind, Lang, Register};

/// Most columns that a list shows of its own accord.
const USUAL: usize = 6;
/// Fewer are filled up from what must be filled.
const FEWEST: usize = 4;

/// One column: a field, or the halves of a translated one.
#[derive(Clone)]
pub struct Shown<'r> {
    /// Name in the address.
    pub key: String,
    /// What stands above it.
    pub label: String,
    /// The fields; of several the one in the page's language is shown, or the nearest that is filled.
    pub fields: Vec<&'r Field>,
}

impl<'r> Shown<'r> {
    /// The field by whose kind it is shown.
    pub fn field(&self) -> &'r Field {
        self.fields[0]
    }
}

/// What a field is called in a language; a half of a translated one without its language.
pub fn label(field: &Field, lang: Lang) -> String {
    let label = field.label.get(lang);
    let half = field.translation_of.as_ref().and_then(|stem| field.id.strip_prefix(&format!("{stem}_")));
    half.and_then(|half| label.strip_suffix(&format!(" ({half})"))).unwrap_or(label).to_string()
}

/// Every column that the member may see, in the order of the register.
pub fn all<'r>(here: &Here, register: &'r Register) -> Vec<Shown<'r>> {
    let mut columns: Vec<Shown<'r>> = Vec::new();
    for field in fields_seen(&member(here), register) {
        let key = field.translation_of.as_ref().unwrap_or(&field.id);
        match columns.iter_mut().find(|column| column.key == *key) {
            Some(column) => column.fields.push(field),
            None => columns.push(Shown { key: key.clone(), label: label(field, here.lang()), fields: vec![field] }),
        }
    }
    columns
}

/// The columns that an address asks for; the usual ones where it asks for none that there are.
pub fn chosen<'r>(register: &Register, all: &[Shown<'r>], asked: &Asked) -> Vec<Shown<'r>> {
    let named: Vec<Shown<'r>> = all.iter().filter(|column| asked.cols.contains(&column.key)).cloned().collect();
    if named.is_empty() { usual(register, all) } else { named }
}

fn usual<'r>(register: &Register, all: &[Shown<'r>]) -> Vec<Shown<'r>> {
    let is_word = |column: &&Shown<'_>| matches!(column.field().kind, Kind::Choice { .. } | Kind::Place);
    let named = names(register);
    let named = named.iter().filter_map(|name| all.iter().find(|column| column.key == *name));
    let dated = all.iter().filter(|column| register.dated.as_deref() == Some(column.key.as_str()));
    let state = all.iter().filter(|column| column.key == STATE);
    let needed = all.iter().filter(is_word).filter(|column| column.field().required && column.field().when.is_none());
    // What is asked only of some records would be an empty column beside the others.
    let other = all.iter().filter(is_word).filter(|column| !column.field().many && column.field().when.is_none());
    let mut keys: Vec<&str> = Vec::new();
    // Of money one wants to see how much.
    let sums = all.iter().filter(|column| column.field().kind == Kind::Money && column.field().required);
    for column in named.chain(dated).chain(state).chain(sums).chain(needed).chain(other) {
        if keys.len() < USUAL && !keys.contains(&column.key.as_str()) {
            keys.push(&column.key);
        }
    }
    let rest = |column: &&Shown<'_>| !matches!(column.field().kind, Kind::Note | Kind::Point | Kind::File);
    let must = all.iter().filter(rest).filter(|column| column.field().required && column.field().when.is_none());
    for column in must.chain(all.iter().filter(rest)).chain(all) {
        if keys.len() < FEWEST && !keys.contains(&column.key.as_str()) {
            keys.push(&column.key);
        }
    }
    // The state stands last: it says how the row ended.
    if let Some(at) = keys.iter().position(|key| *key == STATE) {
        let state = keys.remove(at);
        keys.push(state);
    }
    keys.into_iter().filter_map(|key| all.iter().find(|column| column.key == key)).cloned().collect()
}

/// Which of the columns leads to the record: the first text of its name, for a title says more than a date; else the first
/// that leads nowhere else. None where all do: then the record wants a link of its own.
pub fn leading(register: &Register, columns: &[Shown<'_>]) -> Option<usize> {
    let named = names(register);
    let is_title = |column: &Shown<'_>| column.field().kind == Kind::Text && named.contains(&column.key.as_str());
    let is_plain = |column: &Shown<'_>| {
        matches!(column.field().kind, Kind::Text | Kind::Date | Kind::Count) && column.field().required
    };
    columns.iter().position(is_title).or_else(|| columns.iter().position(is_plain))
}

/// The fields of a register's `name`, in its order.
pub fn names(register: &Register) -> Vec<&str> {
    register.name.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}
