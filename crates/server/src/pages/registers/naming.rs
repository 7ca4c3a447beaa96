//! What linked records are called: looked up for the rows of a page at once, never a whole register.

use super::columns::names;
use super::{member, source};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, names_seen};
use auyl_domain::record::Record;
use auyl_domain::{Field, Lang, RecordId, Register, Value};
use auyl_work::project::Names;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A name may be made of names: a reply is called by its letter, a letter by whom it went to.
const DEEP: u8 = 3;

/// The names that a page has met.
pub struct Naming<'h> {
    here: &'h Here,
    names: Names<'h>,
    known: HashSet<(String, String)>,
    personal: BTreeSet<String>,
}

impl<'h> Naming<'h> {
    /// Knows nothing yet.
    pub fn of(here: &'h Here) -> Naming<'h> {
        Naming { here, names: Names::of(&here.app.catalogue), known: HashSet::new(), personal: BTreeSet::new() }
    }

    /// The language in which names are learned.
    pub fn lang(&self) -> Lang {
        self.here.lang()
    }

    /// The names that are known.
    pub fn names(&self) -> &Names<'h> {
        &self.names
    }

    /// Registers whose records were called by personal fields.
    pub fn personal(&self) -> &BTreeSet<String> {
        &self.personal
    }

    /// Learns what the links in these fields of these records lead to.
    pub async fn learn_links(&mut self, records: &[Record], fields: &[&Field]) -> Result<()> {
        self.links(records, fields, DEEP).await
    }

    /// Learns how these records are called themselves.
    pub async fn learn(&mut self, register: &Register, records: &[Record]) -> Result<()> {
        self.learn_deep(register, records, DEEP).await
    }

    async fn learn_deep(&mut self, register: &Register, records: &[Record], deep: u8) -> Result<()> {
        if !names_seen(&member(self.here), register) {
            return Ok(());
        }
        let named = names(register);
        let is_named = |field: &&Field| named.contains(&field.id.as_str());
        let fields: Vec<&Field> = register.fields.iter().filter(is_named).collect();
        self.links(records, &fields, deep).await?;
        if fields.iter().any(|field| field.personal) && !records.is_empty() {
            self.personal.insert(register.id.clone());
        }
        self.names.learn(register, records, self.here.lang());
        Ok(())
    }

    async fn links(&mut self, records: &[Record], fields: &[&Field], deep: u8) -> Result<()> {
        let mut wanted: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
        for field in fields {
            let Some(target) = field.kind.target() else { continue };
            for id in records.iter().filter_map(|record| record.get(&field.id)).flat_map(ids) {
                if self.known.insert((target.to_string(), id.to_string())) {
                    wanted.entry(target.to_string()).or_default().push(id);
                }
            }
        }
        for (target, ids) in wanted {
            let here = self.here;
            let Some(register) = here.app.catalogue.register(&target) else { continue };
            if deep == 0 || !names_seen(&member(here), register) {
                continue;
            }
            let linked = source::by_ids(here, register, &ids).await?;
            Box::pin(self.learn_deep(register, &linked, deep - 1)).await?;
        }
        Ok(())
    }

    /// A value as people read it; what it links to must be known.
    pub fn value(&self, register: &Register, field: &Field, value: &Value) -> String {
        match value {
            Value::Flag(yes) => self.here.say.t(if *yes { "web-yes" } else { "web-no" }),
            Value::Money(tiyn) => self.here.say.money(*tiyn),
            value => self.here.say.value(&self.names, register, &field.id, value),
        }
    }

    /// How a record is called; what its name links to must be known.
    pub fn name(&self, register: &Register, record: &Record) -> String {
        match names_seen(&member(self.here), register) {
            true => record.name(register, self.here.lang(), &self.names),
            false => record.id.to_string(),
        }
    }

    /// The address of a record; none where the member may not see its register.
    pub fn href(&self, register: &str, id: &str) -> Option<String> {
        let known = self.here.app.catalogue.register(register)?;
        self.here.can(Action::See, Some(known)).then(|| format!("{}/r/{register}/{id}", self.here.root()))
    }
}

fn ids(value: &Value) -> Vec<RecordId> {
    match value {
        Value::Link(id) => vec![id.clone()],
        Value::Many(ids) => ids.iter().filter_map(|id| RecordId::read(id)).collect(),
        _ => Vec::new(),
    }
}
