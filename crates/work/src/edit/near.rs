//! What the texts of one draft mean. Unlike [`crate::known::Index`], which learns whole registers for a file of many
//! rows, it looks up only what the draft names: one record changed among a million costs no more than among ten.

use crate::known::{Files, Index};
use crate::{Project, Trouble};
use auyl_domain::draft::{Draft, Found, Known};
use auyl_domain::record::Record;
use auyl_domain::value::{FileRef, Stored, Value};
use auyl_domain::{Kind, RecordId, Register};
use auyl_store::Wanted;
use std::collections::{BTreeMap, HashMap};

/// As many records that share a text's words are held against it; where there are more, the text says too little.
const FEW: i64 = 50;
/// Registers with more records are not read whole to find what somebody may have meant.
const MOST: i64 = 100_000;

/// What is known of the texts that were looked up.
pub(crate) struct Near<'p> {
    project: &'p Project,
    passport: BTreeMap<String, Value>,
    found: HashMap<(String, String), Found>,
    files: HashMap<String, FileRef>,
    current: Option<Record>,
    /// Registers in which a name was looked for, whole.
    whole: HashMap<String, Index<'p>>,
}

impl<'p> Near<'p> {
    /// Knows the passport.
    pub async fn of(project: &'p Project) -> Result<Near<'p>, Trouble> {
        let mut passport = BTreeMap::new();
        for single in project.catalogue.registers().iter().filter(|register| register.single) {
            for record in project.store.records(&project.id, &single.id, None).await? {
                passport.extend(record.fields);
            }
        }
        let (found, files, whole) = (HashMap::new(), HashMap::new(), HashMap::new());
        Ok(Near { project, passport, found, files, current: None, whole })
    }

    /// The version that the next draft changes: its state decides which states may follow.
    pub fn know_current(&mut self, record: &Record) {
        self.current = Some(record.clone());
    }

    /// Forgets the files of the draft before: another's file may have the same name.
    pub fn forget_files(&mut self) {
        self.files.clear();
    }

    /// Makes an id known that is about to be saved.
    pub fn announce(&mut self, register: &str, id: &RecordId) {
        self.found.insert((register.to_string(), id.to_string()), Found::One(id.clone()));
    }

    /// Looks up every link and file that a draft names. `versions` of the record know the names of their files.
    pub async fn learn(
        &mut self,
        register: &Register,
        draft: &Draft,
        versions: [&Option<Record>; 2],
    ) -> Result<(), Trouble> {
        for value in versions.into_iter().flatten().flat_map(|record| record.fields.values()) {
            if let Value::File(file) = value {
                self.files.insert(file.sha256.clone(), file.clone());
            }
        }
        for field in &register.fields {
            let typed = draft.fields.get(&field.id).map(|text| text.trim()).filter(|text| !text.is_empty());
            let Some(typed) = typed.or(field.default.as_deref()) else { continue };
            match (&field.kind, field.kind.target()) {
                (Kind::File, _) => self.learn_file(typed).await?,
                (_, Some(target)) if field.many => {
                    for part in typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
                        self.learn_link(target, part).await?;
                    }
                }
                (_, Some(target)) => self.learn_link(target, typed).await?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The record that a text means.
    pub async fn learn_link(&mut self, register: &str, typed: &str) -> Result<(), Trouble> {
        let key = (register.to_string(), typed.to_string());
        if self.found.contains_key(&key) {
            return Ok(());
        }
        let project = self.project;
        if let Some(id) = RecordId::read(typed)
            && project.store.record(&project.id, register, &id, None).await?.is_some()
        {
            self.found.insert(key, Found::One(id));
            return Ok(());
        }
        // Whoever is named rightly has the words that were typed: a few records are read, however many there are.
        let few = project.store.suggest(&project.id, register, typed, true, FEW).await?;
        if (few.len() as i64) < FEW
            && let found @ Found::One(_) = self.index(register, few)?.find(register, typed)
        {
            self.found.insert(key, found);
            return Ok(());
        }
        if !self.whole.contains_key(register) {
            let wanted = Wanted::default();
            let all = match project.store.how_many(&project.id, register, &wanted).await? {
                n if n > MOST => Vec::new(),
                _ => project.store.records(&project.id, register, None).await?,
            };
            self.whole.insert(register.to_string(), self.index(register, all)?);
        }
        let found = self.whole.get(register).map_or(Found::None(None), |index| index.find(register, typed));
        self.found.insert(key, found);
        Ok(())
    }

    fn index(&self, register: &str, records: Vec<Record>) -> Result<Index<'p>, Trouble> {
        let mut index = Index::of(&self.project.catalogue, Files::Made(HashMap::new()));
        let known = self.project.register(register)?;
        for record in records {
            index.learn_kept(known, record, false);
        }
        Ok(index)
    }

    /// A file by `sha256:name`, or by its digest alone.
    async fn learn_file(&mut self, typed: &str) -> Result<(), Trouble> {
        let named = FileRef::read(typed);
        let digest = typed.split_once(':').map_or(typed, |(digest, _)| digest);
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_digest || !self.project.store.has_file(digest).await? {
            return Ok(());
        }
        let unnamed = || FileRef { sha256: digest.to_string(), name: digest[..16].to_string() };
        let file = named.or_else(|| self.files.get(digest).cloned()).unwrap_or_else(unnamed);
        self.files.insert(typed.to_string(), file);
        Ok(())
    }
}

impl Known for Near<'_> {
    fn find(&self, register: &str, text: &str) -> Found {
        let key = (register.to_string(), text.trim().to_string());
        self.found.get(&key).cloned().unwrap_or(Found::None(None))
    }

    fn file(&self, text: &str) -> Option<FileRef> {
        let by_name = || self.files.values().find(|file| file.name == text).cloned();
        self.files.get(text).cloned().or_else(by_name)
    }

    fn project(&self, field: &str) -> Option<Stored> {
        self.passport.get(field).map(Value::stored)
    }

    fn current(&self, register: &str, id: &RecordId) -> Option<Record> {
        self.current.clone().filter(|record| record.register == register && record.id == *id)
    }
}
