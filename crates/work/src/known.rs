//! What the one door may ask while a file is brought in: which record a text means, which file, what the
//! passport says. It knows the records of the project and, as they are accepted, those of the file itself.

use crate::project::Names;
use auyl_domain::draft::{Found, Known};
use auyl_domain::id::sha256;
use auyl_domain::record::Record;
use auyl_domain::value::{FileRef, Stored, Value};
use auyl_domain::words::{Lang, fold, nearest};
use auyl_domain::{Catalogue, RecordId, Register};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

/// Where the files that a draft names are found.
pub enum Files {
    /// Beside the workbook, in its folder or below.
    Folder(PathBuf),
    /// Made by the program (the example project), by name.
    Made(HashMap<String, Vec<u8>>),
}

/// A file that has been named by a draft and must be kept before its record.
pub struct Arriving {
    /// Its bytes, or where they lie.
    pub from: Source,
}

/// Where an arriving file's bytes are.
pub enum Source {
    /// On disk.
    Path(PathBuf),
    /// In memory, under this name in [`Files::Made`].
    Made(String),
}

#[derive(Default)]
struct OfRegister {
    ids: HashSet<String>,
    by_name: HashMap<String, Vec<RecordId>>,
}

/// The index of everything a text could mean.
pub struct Index<'a> {
    catalogue: &'a Catalogue,
    registers: HashMap<String, OfRegister>,
    current: HashMap<(String, RecordId), Record>,
    passport: BTreeMap<String, Value>,
    kept_files: HashMap<String, Option<FileRef>>,
    files: Files,
    arriving: RefCell<BTreeMap<String, Arriving>>,
    seen_files: RefCell<HashMap<String, Option<FileRef>>>,
}

impl<'a> Index<'a> {
    /// An index of nothing.
    pub fn of(catalogue: &'a Catalogue, files: Files) -> Index<'a> {
        Index {
            catalogue,
            registers: HashMap::new(),
            current: HashMap::new(),
            passport: BTreeMap::new(),
            kept_files: HashMap::new(),
            files,
            arriving: RefCell::default(),
            seen_files: RefCell::default(),
        }
    }

    /// Learns a record that is kept already; `whole` where it may be changed by this file.
    pub fn learn_kept(&mut self, register: &Register, record: Record, whole: bool) {
        for value in record.fields.values() {
            if let Value::File(file) = value {
                self.kept_files.insert(file.sha256.clone(), Some(file.clone()));
                // Two files of one name: the name alone means neither.
                let slot = self.kept_files.entry(file.name.clone()).or_insert_with(|| Some(file.clone()));
                if slot.as_ref().is_some_and(|known| known.sha256 != file.sha256) {
                    *slot = None;
                }
            }
        }
        self.learn(register, &record);
        if whole {
            self.current.insert((register.id.clone(), record.id.clone()), record);
        }
    }

    /// Learns that a row of this file has this id, before the row itself has been read.
    pub fn announce(&mut self, register: &str, id: &str) {
        self.registers.entry(register.to_string()).or_default().ids.insert(id.trim().to_string());
    }

    /// Learns a record by its id, its names and its key.
    pub fn learn(&mut self, register: &Register, record: &Record) {
        if register.single {
            self.passport.extend(record.fields.clone());
        }
        let plain = Names::of(self.catalogue);
        let mut names: Vec<String> = Vec::new();
        // A register without its own name is called by links only; nobody types that.
        for lang in [Lang::Kk, Lang::Ru] {
            names.push(fold(&record.name(register, lang, &plain)));
        }
        if let [key] = register.key.as_slice() {
            names.push(fold(&record.get(key).map(Value::plain).unwrap_or_default()));
        }
        names.sort();
        names.dedup();
        let of_register = self.registers.entry(register.id.clone()).or_default();
        of_register.ids.insert(record.id.to_string());
        for name in names.into_iter().filter(|name| !name.is_empty() && name != record.id.as_str()) {
            let ids = of_register.by_name.entry(name).or_default();
            if !ids.contains(&record.id) {
                ids.push(record.id.clone());
            }
        }
    }

    /// Files that accepted drafts named, by SHA-256.
    pub fn into_arriving(self) -> (BTreeMap<String, Arriving>, Files) {
        (self.arriving.into_inner(), self.files)
    }

    fn look_for(&self, text: &str) -> Option<FileRef> {
        let name = text.rsplit(['/', '\\']).next().unwrap_or(text);
        let (digest, from) = match &self.files {
            Files::Made(made) => (sha256(made.get(text)?), Source::Made(text.to_string())),
            Files::Folder(folder) => {
                // A workbook from elsewhere must not fetch other files of this machine.
                let relative = Path::new(text);
                let inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
                let path = folder.join(relative);
                if !inside || !path.is_file() {
                    return None;
                }
                (sha256(&std::fs::read(&path).ok()?), Source::Path(path))
            }
        };
        // An export names a file by the beginning of its digest and its name.
        let name = name.strip_prefix(&format!("{}-", &digest[..EXPORT_PREFIX])).unwrap_or(name);
        self.arriving.borrow_mut().insert(digest.clone(), Arriving { from });
        Some(FileRef { sha256: digest, name: name.to_string() })
    }
}

/// How many digits of a file's digest stand before its name in an export.
pub const EXPORT_PREFIX: usize = 16;

impl Known for Index<'_> {
    fn find(&self, register: &str, text: &str) -> Found {
        let Some(of_register) = self.registers.get(register) else { return Found::None(None) };
        let text = text.trim();
        if of_register.ids.contains(text) {
            return RecordId::read(text).map_or(Found::None(None), Found::One);
        }
        match of_register.by_name.get(&fold(text)).map(Vec::as_slice) {
            Some([id]) => Found::One(id.clone()),
            Some(ids) => Found::Several(ids.to_vec()),
            None => {
                // A wrong word among many thousands of names is not worth a search through all of them.
                let few = of_register.by_name.len() <= 5_000;
                let names = of_register.by_name.keys().filter(|_| few).map(String::as_str);
                Found::None(nearest(text, names).map(str::to_string))
            }
        }
    }

    fn file(&self, text: &str) -> Option<FileRef> {
        if let Some(known) = self.seen_files.borrow().get(text) {
            return known.clone();
        }
        let found = self.look_for(text).or_else(|| self.kept_files.get(text).cloned().flatten());
        self.seen_files.borrow_mut().insert(text.to_string(), found.clone());
        found
    }

    fn project(&self, field: &str) -> Option<Stored> {
        self.passport.get(field).map(Value::stored)
    }

    fn current(&self, register: &str, id: &RecordId) -> Option<Record> {
        self.current.get(&(register.to_string(), id.clone())).cloned()
    }
}
