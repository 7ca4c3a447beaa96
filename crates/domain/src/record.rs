//! A record: what one register knows about one thing, in one version.

use crate::draft::{MERGED, WITHHELD};
use crate::id::{RecordId, sha256};
use crate::register::{Field, Register, STATE};
use crate::value::Value;
use crate::words::{Catalogued, Lang};
use std::collections::BTreeMap;

/// One record. Only the one door ([`crate::Draft`]) and the store make them.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Its register.
    pub register: String,
    /// Its id.
    pub id: RecordId,
    /// Filled fields; a missing field is not there.
    pub fields: BTreeMap<String, Value>,
    /// What waits to be mended; a record with anything here is counted nowhere.
    pub review: Vec<Review>,
    /// The event that made this version; 0 for a record not yet kept.
    pub since: i64,
}

/// A severe finding kept with its record, and what somebody had typed, so that nothing is lost.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Review {
    /// Code of the finding.
    pub code: String,
    /// Field, where it concerns one.
    pub field: String,
    /// What was typed.
    pub typed: String,
}

impl Record {
    /// The value of a field.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields.get(field)
    }

    /// The text of a text or choice field, or empty.
    pub fn text(&self, field: &str) -> &str {
        self.get(field).and_then(Value::text).unwrap_or("")
    }

    /// A translated text in a language or the nearest that is filled.
    pub fn words(&self, field: &str, lang: Lang) -> &str {
        let texts = lang.fallbacks().into_iter().map(|lang| self.text(&format!("{field}_{}", lang.code())));
        let mut texts = texts.chain([self.text(field)]);
        texts.find(|text| !text.is_empty()).unwrap_or("")
    }

    /// The linked record of a field.
    pub fn link(&self, field: &str) -> Option<&RecordId> {
        self.get(field).and_then(Value::link)
    }

    /// A count, tiyn or ten-thousandths.
    pub fn number(&self, field: &str) -> Option<i64> {
        match self.get(field)? {
            Value::Count(n) | Value::Money(n) | Value::Decimal(n) => Some(*n),
            _ => None,
        }
    }

    /// The state of its life cycle, or empty.
    pub fn state(&self) -> &str {
        self.text(STATE)
    }

    /// Why the record waits for a reviewer, whatever it says.
    pub fn withheld(&self) -> Vec<&'static str> {
        WITHHELD.into_iter().filter(|reason| self.review.iter().any(|review| review.code == *reason)).collect()
    }

    /// Whether it repeats another and is counted with that one.
    pub fn is_merged(&self) -> bool {
        self.review.iter().any(|review| review.code == MERGED)
    }

    /// How the record is called, by its register's `name`. Links in it show the id; a caller that has the linked
    /// record's name hands it in.
    pub fn name(&self, register: &Register, lang: Lang, link_name: &dyn Catalogued) -> String {
        let mut name = String::new();
        let mut rest = register.name.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            name.push_str(before);
            let (field, after) = after.split_once('}').unwrap_or((after, ""));
            match self.get(field) {
                Some(value) => name.push_str(&link_name.shown(register, field, value, lang)),
                None => name.push_str(self.words(field, lang)),
            }
            rest = after;
        }
        name.push_str(rest);
        let name = name.trim_matches([' ', ',', '–', '·']).to_string();
        if name.is_empty() { self.id.to_string() } else { name }
    }

    /// A digest of everything that is not personal: what the event log vouches for. Erasing a person leaves it as it is.
    pub fn digest(&self, register: &Register) -> String {
        self.digest_with(register, |field| &field.id)
    }

    /// The digest that the record had before its fields got the names they have now (`was`).
    pub fn digest_before_renaming(&self, register: &Register) -> String {
        self.digest_with(register, |field| field.was.as_ref().unwrap_or(&field.id))
    }

    fn digest_with<'a>(&self, register: &'a Register, name: impl Fn(&'a Field) -> &'a str) -> String {
        let mut text = format!("{}\n{}\n", self.register, self.id);
        let fields = register.fields.iter().filter(|field| !field.personal);
        let mut values: Vec<_> = fields.filter_map(|f| Some((name(f), self.get(&f.id)?.stored()))).collect();
        // Sorted by name: who moves a field within its register file has altered no record.
        values.sort();
        for (name, stored) in values {
            text.push_str(&format!("{name}={stored:?}\n"));
        }
        for review in &self.review {
            text.push_str(&format!("!{} {}\n", review.code, review.field));
        }
        sha256(text.as_bytes())
    }

    /// Whether another version says the same, whatever event made it.
    pub fn says_the_same(&self, other: &Record) -> bool {
        self.id == other.id && self.fields == other.fields && self.review == other.review
    }

    /// Names of the fields in which another version differs.
    pub fn differences<'a>(&self, other: &Record, register: &'a Register) -> Vec<&'a Field> {
        register.fields.iter().filter(|field| self.get(&field.id) != other.get(&field.id)).collect()
    }
}
