//! How linked records are called. Only the records that a page shows are looked up, never a whole register.

use super::reach::names_seen;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::record::Record;
use auyl_domain::{RecordId, Register, Value};
use auyl_work::project::Names;
use std::collections::HashSet;

/// The names of records, learned as they are met.
pub struct Naming<'h> {
    here: &'h Here,
    names: Names<'h>,
    known: HashSet<(String, String)>,
}

/// A name may be made of names: an answer is called by its letter, a letter by its addressee.
const DEEP: u8 = 3;

impl<'h> Naming<'h> {
    /// Knows nothing yet.
    pub fn of(here: &'h Here) -> Naming<'h> {
        Naming { here, names: Names::of(&here.ask.app.catalogue), known: HashSet::new() }
    }

    /// The names that are known.
    pub fn names(&self) -> &Names<'h> {
        &self.names
    }

    /// Learns the names of everything that a record points to.
    pub async fn learn(&mut self, register: &Register, record: &Record) -> Result<()> {
        self.learn_links(register, record, DEEP).await
    }

    async fn learn_links(&mut self, register: &Register, record: &Record, deep: u8) -> Result<()> {
        for field in &register.fields {
            let Some(target) = field.kind.target() else { continue };
            match record.get(&field.id) {
                Some(Value::Link(id)) => self.learn_one(target, id, deep).await?,
                Some(Value::Many(ids)) => {
                    for id in ids.iter().filter_map(|id| RecordId::read(id)) {
                        self.learn_one(target, &id, deep).await?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn learn_one(&mut self, register: &str, id: &RecordId, deep: u8) -> Result<()> {
        let here = self.here;
        let Some(register) = here.project.catalogue.register(register) else { return Ok(()) };
        if deep == 0 || !self.known.insert((register.id.clone(), id.to_string())) || !names_seen(here, register) {
            return Ok(());
        }
        if let Some(record) = here.project.store.record(&here.project.id, &register.id, id, None).await? {
            Box::pin(self.learn_links(register, &record, deep - 1)).await?;
            self.names.learn(register, [&record], here.lang());
        }
        Ok(())
    }

    /// Learns how a record itself is called, and says it.
    pub async fn learn_name(&mut self, register: &Register, record: &Record) -> Result<String> {
        self.learn(register, record).await?;
        Ok(self.name(register, record))
    }

    /// How a record is called; its links must be known.
    pub fn name(&self, register: &Register, record: &Record) -> String {
        match names_seen(self.here, register) {
            true => record.name(register, self.here.lang(), &self.names),
            false => record.id.to_string(),
        }
    }

    /// How a record is called on the page of one that it points to: without saying that one's name again.
    pub fn name_without(&self, register: &Register, record: &Record, link: &str) -> String {
        let mut short = record.clone();
        short.fields.remove(link);
        let name = self.name(register, &short);
        let name = name.trim_matches([' ', ',', ':', '–', '·']);
        if name.is_empty() { self.name(register, record) } else { name.to_string() }
    }

    /// The name of a linked record; its id where the member may not read it.
    pub fn linked(&self, register: &str, id: &str) -> String {
        self.names.name(register, id)
    }

    /// The address of a linked record; none where the member may not see its register.
    pub fn href(&self, register: &str, id: &str) -> Option<String> {
        let known = self.here.project.catalogue.register(register)?;
        self.here.can(Action::See, Some(known)).then(|| format!("{}/r/{register}/{id}", self.here.root()))
    }
}
