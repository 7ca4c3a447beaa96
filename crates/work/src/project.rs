//! One project of a store, with the catalogue it is read by.

use crate::Trouble;
use auyl_domain::record::Record;
use auyl_domain::words::Catalogued;
use auyl_domain::{Catalogue, Lang, Refusal, Register, Value};
use auyl_store::Store;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One grant agreement: the scope of everything.
#[derive(Clone)]
pub struct Project {
    /// Where it is kept.
    pub store: Store,
    /// By what it is read.
    pub catalogue: Arc<Catalogue>,
    /// Its id within the store.
    pub id: String,
}

/// Who does something, and when: an ISO timestamp in UTC from the caller's clock.
#[derive(Clone, Debug)]
pub struct Doing {
    /// Account, or `cli`.
    pub actor: String,
    /// Timestamp.
    pub at: String,
}

impl Project {
    /// The project of this id; without one, the only project there is.
    pub async fn open(store: Store, catalogue: Arc<Catalogue>, id: Option<&str>) -> Result<Project, Trouble> {
        let known = store.projects().await?;
        let id = match id {
            Some(id) if known.iter().any(|project| project == id) => id.to_string(),
            None if known.len() == 1 => known[0].clone(),
            asked => {
                let asked = asked.unwrap_or_default().to_string();
                return Err(Refusal::of("project-missing")
                    .with("project", asked)
                    .with("known", known.join(", "))
                    .into());
            }
        };
        Project::at(&store, &catalogue, &id).await
    }

    /// Begins a project: one event, no records.
    pub async fn create(store: Store, catalogue: Arc<Catalogue>, id: &str, doing: &Doing) -> Result<Project, Trouble> {
        if store.projects().await?.iter().any(|project| project == id) {
            return Err(Refusal::of("folder-has-project").with("project", id).into());
        }
        let mut tx = store.begin(id).await?;
        tx.log("project-created", ("", ""), "", &doing.actor, &doing.at).await?;
        tx.commit().await?;
        Ok(Project { store, catalogue, id: id.to_string() })
    }

    /// Refuses an event that has not happened.
    pub async fn knows_event(&self, event: Option<i64>) -> Result<(), Trouble> {
        let last = self.store.last_event(&self.id).await?;
        match event {
            Some(seq) if !(1..=last).contains(&seq) => {
                Err(Refusal::of("event-missing").with("seq", seq).with("last", last).into())
            }
            _ => Ok(()),
        }
    }

    /// The register of this id.
    pub fn register(&self, id: &str) -> Result<&Register, Trouble> {
        self.catalogue.register(id).ok_or_else(|| {
            let names = self.catalogue.registers().iter().map(|register| register.id.as_str());
            let nearest = auyl_domain::words::nearest(id, names).unwrap_or_default().to_string();
            Refusal::of("register-unknown").with("name", id).with("nearest", nearest).into()
        })
    }

    /// Current records of a register that are not to review, as of an event.
    pub async fn good_records(&self, register: &str, as_of: Option<i64>) -> Result<Vec<Record>, Trouble> {
        let mut records = self.store.records(&self.id, register, as_of).await?;
        records.retain(|record| record.review.is_empty());
        Ok(records)
    }

    /// Current records of several registers.
    pub async fn contents(
        &self,
        registers: &[&str],
        as_of: Option<i64>,
    ) -> Result<BTreeMap<String, Vec<Record>>, Trouble> {
        let mut contents = BTreeMap::new();
        for register in registers {
            if self.catalogue.register(register).is_some() && !contents.contains_key(*register) {
                contents.insert(register.to_string(), self.good_records(register, as_of).await?);
            }
        }
        Ok(contents)
    }
}

/// Shows values as people read them, knowing the names of the records that links lead to.
pub struct Names<'a> {
    catalogue: &'a Catalogue,
    names: HashMap<(String, String), String>,
}

impl<'a> Names<'a> {
    /// Knows nothing yet: links are shown by their ids.
    pub fn of(catalogue: &'a Catalogue) -> Names<'a> {
        Names { catalogue, names: HashMap::new() }
    }

    /// Learns the names of records, in a language.
    pub fn learn<'r>(&mut self, register: &Register, records: impl IntoIterator<Item = &'r Record>, lang: Lang) {
        for record in records {
            let name = record.name(register, lang, self);
            self.names.insert((register.id.clone(), record.id.to_string()), name);
        }
    }

    /// The name of a record; its id where it is not known.
    pub fn name(&self, register: &str, id: &str) -> String {
        self.names.get(&(register.to_string(), id.to_string())).cloned().unwrap_or_else(|| id.to_string())
    }
}

impl Catalogued for Names<'_> {
    fn shown(&self, register: &Register, field: &str, value: &Value, lang: Lang) -> String {
        use auyl_domain::Kind;
        match (value, register.field(field).map(|field| &field.kind)) {
            (Value::Choice(word), Some(Kind::Choice { choices })) => self.catalogue.label(choices, word, lang),
            (Value::Many(words), Some(Kind::Choice { choices })) => {
                words.iter().map(|word| self.catalogue.label(choices, word, lang)).collect::<Vec<_>>().join(", ")
            }
            (Value::Link(id), Some(kind)) => self.name(kind.target().unwrap_or_default(), id.as_str()),
            (Value::Many(ids), Some(kind)) => {
                let target = kind.target().unwrap_or_default();
                ids.iter().map(|id| self.name(target, id)).collect::<Vec<_>>().join(", ")
            }
            _ => register.field(field).map_or_else(|| value.shown(), |field| field.shown(value)),
        }
    }
}
