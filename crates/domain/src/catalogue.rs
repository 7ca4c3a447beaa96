//! What is about grants and villages and not about programs: registers, choices, figures, interface texts,
//! read from named texts. Where the texts come from (inside the executable, an overlay folder) is not known here.

use crate::access::{self, Role};
use crate::finding::{Finding, Spot};
use crate::measure::{self, Measure};
use crate::register::{self, Kind, Register, STATE};
use crate::survey::Index;
use crate::survey::index::FileText as IndexesText;
use crate::words::{Lang, Phrases, Words, language_of, nearest};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One word of a list.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Choice {
    /// Code word, kept in records.
    pub id: String,
    /// What people read.
    #[serde(default)]
    pub label: Words,
    /// Russian form after 2, 3, 4 (units).
    #[serde(default)]
    pub few: Words,
    /// Russian form after 5 and more (units).
    #[serde(default)]
    pub many: Words,
    /// Lower bound of a band, inclusive.
    pub from: Option<i64>,
    /// Upper bound of a band, inclusive; none for an open one.
    pub to: Option<i64>,
}

/// A list of words.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Choices {
    /// What the list is called.
    pub title: Words,
    /// Its words in order.
    pub all: Vec<Choice>,
}

impl Choices {
    /// The word of this id.
    pub fn get(&self, id: &str) -> Option<&Choice> {
        self.all.iter().find(|choice| choice.id == id)
    }
}

#[derive(Deserialize)]
struct ChoicesText {
    choices: ChoicesHead,
    #[serde(default)]
    choice: Vec<Choice>,
}

#[derive(Deserialize)]
struct ChoicesHead {
    #[serde(default)]
    title: Words,
}

/// A named measure with labels.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Code name.
    pub id: String,
    /// What people read.
    pub label: Words,
    /// What is counted.
    pub measure: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FiguresText {
    #[serde(default)]
    figure: Vec<FigureText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureText {
    id: String,
    label: Words,
    measure: toml::Spanned<String>,
}

/// The catalogue, read and checked. Copies share the texts, which are most of it.
#[derive(Clone)]
pub struct Catalogue {
    registers: Vec<Register>,
    choices: BTreeMap<String, Choices>,
    figures: Vec<Figure>,
    indexes: Vec<Index>,
    roles: Vec<Role>,
    phrases: Arc<Phrases>,
    files: Arc<BTreeMap<String, String>>,
}

impl Catalogue {
    /// Reads `(path, text)` pairs; paths are relative to the catalogue folder and use `/`. A later text with
    /// the path of an earlier one replaces it (the overlay), but for interface texts, which overlay message by message.
    pub fn read(sources: impl IntoIterator<Item = (String, String)>) -> (Catalogue, Vec<Finding>) {
        let mut files = BTreeMap::new();
        let mut words = Vec::new();
        for (path, text) in sources {
            match language_of(&path) {
                Some(lang) => words.push((lang, path, text)),
                None => {
                    files.insert(path, text);
                }
            }
        }
        let mut findings = Vec::new();
        let (phrases, unread) = Phrases::read(words.iter().map(|(lang, _, text)| (*lang, text.as_str())));
        for trouble in unread {
            let spot = Spot::line(&words[trouble.source].1, trouble.line, 1);
            findings.push(Finding::severe("catalogue-words").with("detail", trouble.detail).at(spot));
        }
        let mut catalogue = Catalogue {
            registers: Vec::new(),
            choices: BTreeMap::new(),
            figures: Vec::new(),
            indexes: Vec::new(),
            roles: Vec::new(),
            phrases: Arc::new(phrases),
            files: Arc::new(files),
        };
        catalogue.read_choices(&mut findings);
        catalogue.read_roles(&mut findings);
        catalogue.read_registers(&mut findings);
        catalogue.read_indexes(&mut findings);
        catalogue.check_references(&catalogue.registers, &mut findings);
        catalogue.read_figures(&mut findings);
        (catalogue, findings)
    }

    /// The same with registers and choices of somebody's own (the surveys of a project). One that has the name of another is
    /// left out and told.
    pub fn with<'f>(&self, own: impl IntoIterator<Item = (&'f str, &'f str)>) -> (Catalogue, Vec<Finding>) {
        let (mut catalogue, mut findings) = (self.clone(), Vec::new());
        let known = self.registers.len();
        for (path, text) in own {
            let id = stem(path, "registers/").or_else(|| stem(path, "choices/")).unwrap_or_default();
            if self.register(id).is_some() || self.choices.contains_key(id) {
                findings.push(Finding::severe("survey-name-taken").with("id", id).at(Spot::line(path, 1, 1)));
            } else if path.starts_with("choices/") {
                catalogue.read_list(path, id, text, &mut findings);
            } else {
                catalogue.read_register(path, id, text, &mut findings);
            }
        }
        // What was checked once is not checked again for every project.
        catalogue.check_references(&catalogue.registers[known..], &mut findings);
        for at in known..catalogue.registers.len() {
            // A form of their own that asks something else is no mistake.
            let fits = |index: &&Index| index.fits(&catalogue.registers[at], &catalogue).unwrap_or(false);
            let indexes = catalogue.indexes.iter().filter(fits).cloned().collect();
            catalogue.registers[at].indexes = indexes;
        }
        catalogue.sort();
        (catalogue, findings)
    }

    /// All registers, in the order people see them.
    pub fn registers(&self) -> &[Register] {
        &self.registers
    }

    /// The register of this id.
    pub fn register(&self, id: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.id == id)
    }

    /// The list of this id; the states of a register are the list `state:<register>`.
    pub fn choices(&self, id: &str) -> Option<&Choices> {
        self.choices.get(id)
    }

    /// All named measures.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// All roles, in the order of the file.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The role of this id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// Interface texts.
    pub fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// The text of a file, for parts of the catalogue that others read (report forms, the example project).
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Paths and texts of all files in a folder, `reports/` say, in order of their paths.
    pub fn folder<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter(move |(path, _)| path.starts_with(prefix)).map(|(p, t)| (p.as_str(), t.as_str()))
    }

    /// What people read for a word of a list; the word itself where the list lacks it.
    pub fn label(&self, choices: &str, word: &str, lang: Lang) -> String {
        let choice = self.choices(choices).and_then(|choices| choices.get(word));
        choice.map_or_else(|| word.to_string(), |choice| choice.label.get(lang).to_string())
    }

    fn read_choices(&mut self, findings: &mut Vec<Finding>) {
        let files = Arc::clone(&self.files);
        for (path, text) in files.iter() {
            if let Some(id) = stem(path, "choices/") {
                self.read_list(path, id, text, findings);
            }
        }
    }

    fn read_list(&mut self, path: &str, id: &str, text: &str, findings: &mut Vec<Finding>) {
        match toml::from_str::<ChoicesText>(text) {
            Ok(read) => {
                self.choices.insert(id.into(), Choices { title: read.choices.title, all: read.choice });
            }
            Err(error) => findings.push(toml_finding(path, text, &error)),
        }
    }

    fn read_roles(&mut self, findings: &mut Vec<Finding>) {
        let Some(text) = self.files.get(access::FILE) else { return };
        match access::read(text) {
            Ok((roles, troubles)) => {
                self.roles = roles;
                findings.extend(troubles);
            }
            Err(error) => findings.push(toml_finding(access::FILE, text, &error)),
        }
    }

    fn read_registers(&mut self, findings: &mut Vec<Finding>) {
        let files = Arc::clone(&self.files);
        for (path, text) in files.iter() {
            if let Some(id) = stem(path, "registers/") {
                self.read_register(path, id, text, findings);
            }
        }
        self.sort();
    }

    /// Reads what several questions are together, and gives each to the registers of its survey.
    fn read_indexes(&mut self, findings: &mut Vec<Finding>) {
        let files = Arc::clone(&self.files);
        for (path, text) in files.iter().filter(|(path, _)| stem(path, "indexes/").is_some()) {
            let read: IndexesText = match toml::from_str(text) {
                Ok(read) => read,
                Err(error) => {
                    findings.push(toml_finding(path, text, &error));
                    continue;
                }
            };
            for index in read.index {
                let spot = Spot::line(path, line_of(text, index.span().start), 1);
                let index = match index.into_inner().read() {
                    Ok(index) => index,
                    Err(finding) => {
                        findings.push(finding.at(spot));
                        continue;
                    }
                };
                let mut fitting = Vec::new();
                for (at, register) in self.registers.iter().enumerate() {
                    match index.fits(register, self) {
                        Ok(true) => fitting.push(at),
                        Ok(false) => {}
                        Err(finding) => findings.push(finding.at(spot.clone())),
                    }
                }
                fitting.into_iter().for_each(|at| self.registers[at].indexes.push(index.clone()));
                self.indexes.push(index);
            }
        }
    }

    fn sort(&mut self) {
        self.registers.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
    }

    fn read_register(&mut self, path: &str, stem: &str, text: &str, findings: &mut Vec<Finding>) {
        let (register, troubles) = register::read(path, text);
        findings.extend(troubles);
        let Some(register) = register else { return };
        if register.id != stem {
            let finding = Finding::severe("catalogue-id-not-file").with("id", &register.id);
            findings.push(finding.at(Spot::line(path, 1, 1)));
            return;
        }
        let states = register.states.iter().map(|state| Choice {
            id: state.id.clone(),
            label: state.title.clone(),
            few: Words::default(),
            many: Words::default(),
            from: None,
            to: None,
        });
        let states: Vec<Choice> = states.collect();
        if !states.is_empty() {
            self.choices.insert(format!("{STATE}:{stem}"), Choices { title: Words::default(), all: states });
        }
        self.registers.push(register);
    }

    /// Links lead to registers, choices to lists, conditions to fields.
    fn check_references(&self, of: &[Register], findings: &mut Vec<Finding>) {
        let names: Vec<&str> = self.registers.iter().map(|register| register.id.as_str()).collect();
        for register in of {
            let spot = Spot::line(&format!("registers/{}.toml", register.id), 1, 1);
            for field in &register.fields {
                let spot = spot.clone().field(&field.id);
                if let Some(target) = field.kind.target().filter(|target| !names.contains(target)) {
                    let finding = Finding::severe("catalogue-register-unknown").with("name", target);
                    let nearest = nearest(target, names.iter().copied()).unwrap_or_default();
                    findings.push(finding.with("nearest", nearest).at(spot.clone()));
                }
                if let Kind::Choice { choices } = &field.kind
                    && !self.choices.contains_key(choices)
                {
                    let finding = Finding::severe("catalogue-choices-unknown").with("name", choices);
                    let nearest = nearest(choices, self.choices.keys().map(String::as_str)).unwrap_or_default();
                    findings.push(finding.with("nearest", nearest).at(spot.clone()));
                }
            }
            // A catalogue without roles is one that nobody signs in to: only what is read matters there.
            let roles = || self.roles.iter().map(|role| role.id.as_str());
            for name in register.write.iter().filter(|name| roles().count() > 0 && !roles().any(|role| role == *name)) {
                let finding = Finding::severe("catalogue-role-unknown").with("name", name);
                findings.push(finding.with("nearest", nearest(name, roles()).unwrap_or_default()).at(spot.clone()));
            }
            let conditions = register.fields.iter().filter_map(|field| field.when.as_ref().map(|w| (&field.id, w)));
            let conditions = conditions.chain(register.rules.iter().map(|rule| (&rule.id, &rule.when)));
            let conditions = conditions.chain(register.open_when.iter().map(|when| (&register.id, when)));
            for (name, condition) in conditions {
                if let Err(finding) = measure::resolve(condition, register, self) {
                    findings.push(finding.at(spot.clone().field(name)));
                }
            }
        }
    }

    fn read_figures(&mut self, findings: &mut Vec<Finding>) {
        let mut figures = Vec::new();
        for (path, text) in self.folder("figures/") {
            match toml::from_str::<FiguresText>(text) {
                Err(error) => findings.push(toml_finding(path, text, &error)),
                Ok(read) => {
                    for figure in read.figure {
                        match Measure::read(figure.measure.get_ref(), self) {
                            Ok(measure) => figures.push(Figure { id: figure.id, label: figure.label, measure }),
                            Err(finding) => {
                                let row = line_of(text, figure.measure.span().start);
                                findings.push(finding.at(Spot::line(path, row, 1).field(&figure.id)));
                            }
                        }
                    }
                }
            }
        }
        self.figures = figures;
    }
}

/// The name of a file in a folder of the catalogue, `registers/` say.
fn stem<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    path.strip_prefix(folder)?.strip_suffix(".toml")
}

pub(crate) fn line_of(text: &str, byte: usize) -> u32 {
    text.get(..byte).unwrap_or(text).matches('\n').count() as u32 + 1
}

fn toml_finding(path: &str, text: &str, error: &toml::de::Error) -> Finding {
    let row = line_of(text, error.span().map_or(0, |span| span.start));
    let finding = Finding::severe("catalogue-toml").with("detail", error.message()).with("nearest", "");
    finding.at(Spot::line(path, row, 1))
}
