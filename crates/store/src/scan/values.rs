//! Every value that a scan meets, kept once and called by a number, so that rows are compared and grouped as numbers.

use crate::dialect;
use auyl_domain::value::Stored;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The number of a value that is not there.
pub(super) const MISSING: u32 = 0;

enum Kept {
    Missing,
    Number(i64),
    Text(Arc<str>),
}

/// The values, by number.
pub(super) struct Values {
    all: Vec<Kept>,
    texts: FxHashMap<Arc<str>, u32>,
    numbers: FxHashMap<i64, u32>,
}

impl Values {
    pub fn new() -> Values {
        Values { all: vec![Kept::Missing], texts: FxHashMap::default(), numbers: FxHashMap::default() }
    }

    /// The number of a value as a slice writes it; missing also where an integer column holds none, which only a
    /// hand inside the database can have done.
    pub fn read(&mut self, written: &str, integer: bool) -> u32 {
        if written == dialect::MISSING {
            return MISSING;
        }
        if integer {
            return written.parse().map_or(MISSING, |number| self.number(number));
        }
        match written.contains(dialect::ESCAPE) {
            true => self.text(&dialect::unescaped(written)),
            false => self.text(written),
        }
    }

    pub fn text(&mut self, text: &str) -> u32 {
        if let Some(known) = self.texts.get(text) {
            return *known;
        }
        let (text, number): (Arc<str>, u32) = (text.into(), self.next());
        self.texts.insert(text.clone(), number);
        self.all.push(Kept::Text(text));
        number
    }

    fn number(&mut self, number: i64) -> u32 {
        let next = self.next();
        let known = *self.numbers.entry(number).or_insert(next);
        if known == next {
            self.all.push(Kept::Number(number));
        }
        known
    }

    fn next(&self) -> u32 {
        u32::try_from(self.all.len()).expect("four thousand million different values do not fit into memory")
    }

    /// How many numbers are taken.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The value as columns hold it.
    pub fn stored(&self, value: u32) -> Option<Stored> {
        match self.all.get(value as usize)? {
            Kept::Missing => None,
            Kept::Number(number) => Some(Stored::Int(*number)),
            Kept::Text(text) => Some(Stored::Text(text.to_string())),
        }
    }

    /// Its integer.
    pub fn integer(&self, value: u32) -> Option<i64> {
        match self.all.get(value as usize)? {
            Kept::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The value as a key of a breakdown.
    pub fn key(&self, value: u32) -> Option<String> {
        match self.all.get(value as usize)? {
            Kept::Missing => None,
            Kept::Number(number) => Some(number.to_string()),
            Kept::Text(text) => Some(text.to_string()),
        }
    }
}
