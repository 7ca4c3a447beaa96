//! The register of a survey, made from its XForm as a file of the catalogue, and the shape of its submissions.

use super::document::{Choice, Document};
use super::expressions;
use super::kinds::{self, Kept};
use super::tree::{self, Element};
use super::{Into, Survey, names};
use crate::shape::{Level, Shape, Slot};
use crate::xform::Form;
use auyl_domain::id::sha256;
use auyl_domain::survey::SURVEYS;
use auyl_domain::{Catalogue, Finding, Kind, Words, finding, register};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Behind the registers of the catalogue.
const POSITION: i64 = 900;
/// The link of a repeat's rows to the answer they belong to.
pub(super) const OF: &str = "answer";

/// The survey of an XForm, under its own title where it has none in several languages. Findings name the file.
pub(super) fn survey(file: &str, xml: &str, titles: Option<Words>, into: Into<'_>) -> (Option<Survey>, Vec<Finding>) {
    let place = |mut finding: Finding| {
        finding.spot.file = Some(file.into());
        finding
    };
    let tree = match tree::read(xml) {
        Ok(tree) => tree,
        Err(finding) => return (None, vec![place(*finding)]),
    };
    let Some(document) = Document::of(&tree) else {
        return (None, vec![place(Finding::severe("xform-not-a-form"))]);
    };
    let wrong = expressions::of_binds(document.binds.iter().map(|(path, bind)| (path.as_str(), *bind)));
    if !wrong.is_empty() {
        return (None, wrong.into_iter().map(place).collect());
    }
    let id = document.data.get("id").unwrap_or_default().to_string();
    let version = document.data.get("version").unwrap_or_default().to_string();
    let mut build = Build {
        document: &document,
        catalogue: into.catalogue,
        write: into.write,
        id: format!("{}_{id}", into.prefix),
        files: Vec::new(),
        lists: BTreeMap::new(),
        linked: BTreeSet::new(),
    };
    let own = || Words::same(if document.title.is_empty() { &id } else { &document.title });
    let title = titles.unwrap_or_else(own);
    let name = names::cut(&names::code(&format!("{}_{id}", into.prefix)), 40);
    let path = format!("/{}", document.data.name);
    let root = build.level(document.data, &path, &name, &title, None);
    let (files, linked) = (build.files, build.linked);
    let mut findings = Vec::new();
    let mut registers = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("registers/")) {
        let (register, troubles) = register::read(path, text);
        findings.extend(troubles);
        registers.extend(register);
    }
    if finding::has_severe(&findings) {
        return (None, findings);
    }
    // A ready XForm without a version still has to be told from its next one.
    let known = if version.is_empty() { sha256(xml.as_bytes())[..12].to_string() } else { version.clone() };
    let shape = Shape { form: id.clone(), version, root };
    let is_list = |name: &&String| name.strip_suffix(".csv").is_some_and(|register| linked.contains(register));
    let media = document.media.iter().filter(|name| !is_list(name)).cloned().collect();
    let lists = linked.iter().cloned().collect();
    let form = Form { id, title, version: known, xml: xml.to_string(), lists, shape };
    (Some(Survey { form, registers, files, media }), findings)
}

struct Build<'a> {
    document: &'a Document<'a>,
    catalogue: &'a Catalogue,
    write: &'a [String],
    /// Id of the form behind the prefix.
    id: String,
    files: Vec<(String, String)>,
    /// Lists that were written, by the name the form gives them and their words.
    lists: BTreeMap<String, (String, Vec<Choice>)>,
    /// Registers whose records can be chosen.
    linked: BTreeSet<String>,
}

/// A register that is being made.
struct Made {
    level: Level,
    fields: Vec<Value>,
    names: BTreeSet<String>,
    /// The first fields that can stand in the name of a record.
    called: Vec<String>,
    dated: Option<String>,
}

impl Build<'_> {
    fn level(&mut self, element: &Element, path: &str, name: &str, title: &Words, above: Option<&str>) -> Level {
        let mut made = Made {
            level: Level { register: Some(name.into()), ..Level::default() },
            fields: Vec::new(),
            names: BTreeSet::new(),
            called: Vec::new(),
            dated: None,
        };
        if let Some(above) = above {
            let label = Words { kk: "Жауап".into(), ru: "Ответ".into(), en: "Answer".into() };
            let mut link = Table::from_iter([text("id", OF), text("kind", "link"), text("to", above)]);
            link.insert("label".into(), words(&label));
            link.insert("required".into(), true.into());
            made.fields.push(Value::Table(link));
            made.names.insert(OF.into());
            made.level.parent = Some(OF.into());
        }
        // The place of the register among the files: before those of its repeats, which link to it.
        let at = self.files.len();
        self.questions(element, path, &mut Vec::new(), &mut made);
        let mut head = Table::from_iter([text("id", name), text("group", SURVEYS)]);
        head.insert("title".into(), words(title));
        head.insert("position".into(), POSITION.into());
        let called: Vec<String> = made.called.iter().take(3).map(|field| format!("{{{field}}}")).collect();
        let called = if called.is_empty() { title.kk.replace(['{', '}'], "") } else { called.join(", ") };
        head.insert("name".into(), called.into());
        head.insert("write".into(), self.write.to_vec().into());
        if let Some(dated) = made.dated {
            head.insert("dated".into(), dated.into());
        }
        if above.is_some() {
            head.insert("parent".into(), OF.into());
        }
        let whole = Table::from_iter([
            ("register".to_string(), Value::Table(head)),
            ("field".to_string(), Value::Array(made.fields)),
        ]);
        self.files.insert(at, (format!("registers/{name}.toml"), whole.to_string()));
        made.level
    }

    fn questions<'e>(&mut self, element: &'e Element, above: &str, groups: &mut Vec<&'e str>, made: &mut Made) {
        let mut seen = BTreeSet::new();
        for child in element.children.iter().filter(|child| child.name != "meta") {
            // A repeat stands twice: as its template and as its first row.
            if !seen.insert(child.name.as_str()) {
                continue;
            }
            let path = format!("{above}/{}", child.name);
            groups.push(&child.name);
            if self.document.repeats.contains(&path) {
                let name = made.level.register.clone().unwrap_or_default();
                let title = self.document.groups.get(&path).filter(|title| !title.kk.is_empty()).cloned();
                let title = title.unwrap_or_else(|| Words::same(&child.name));
                let mut taken: BTreeSet<String> = self.files.iter().map(|(path, _)| path.clone()).collect();
                let short = names::cut(&names::code(&format!("{name}_{}", child.name)), 36);
                let mut own = short.clone();
                let mut number = 2;
                while own == name || !taken.insert(format!("registers/{own}.toml")) {
                    own = format!("{short}_{number}");
                    number += 1;
                }
                let level = self.level(child, &path, &own, &title, Some(&name));
                made.level.rows.insert(groups.join("/"), level);
            } else if !child.children.is_empty() {
                self.questions(child, &path, groups, made);
            } else {
                self.question(&path, groups, made);
            }
            groups.pop();
        }
    }

    fn question(&mut self, path: &str, groups: &[&str], made: &mut Made) {
        let below = groups.join("/");
        let (kind, many, how) = match kinds::kept(self.document, path, self.catalogue) {
            Kept::Aside(how) => {
                made.level.fields.insert(below, Slot::aside(how));
                return;
            }
            Kept::Field { kind, many, how } => (kind, many, how),
        };
        let id = names::field(groups, &mut made.names);
        made.level.fields.insert(below, Slot::of(&id, how));
        let mut field = Table::from_iter([text("id", &id), text("kind", kind.name())]);
        let control = self.document.controls.get(path);
        let last = groups.last().copied().unwrap_or_default();
        let label = control.map(|control| control.label.clone()).filter(|label| !label.kk.is_empty());
        field.insert("label".into(), words(&label.unwrap_or_else(|| Words::same(last))));
        if let Some(control) = control {
            if !control.hint.kk.is_empty() {
                field.insert("help".into(), words(&control.hint));
            }
            if let (Kind::Choice { .. }, Some((list, all))) = (&kind, &control.choices) {
                field.insert("choices".into(), self.list(list, all).into());
            }
        }
        if let Some(to) = kind.target() {
            self.linked.insert(to.to_string());
            if kind != Kind::Place {
                field.extend([text("to", to)]);
            }
        }
        if many {
            field.insert("many".into(), true.into());
        }
        if kinds::is_required(self.document, path) {
            field.insert("required".into(), true.into());
        }
        if kind == Kind::Date && made.dated.is_none() {
            made.dated = Some(id.clone());
        }
        if matches!(kind, Kind::Text | Kind::Choice { .. } | Kind::Date | Kind::Count) && control.is_some() && !many {
            made.called.push(id);
        }
        made.fields.push(Value::Table(field));
    }

    /// The name of a list in the catalogue; lists of one name and other words stay apart.
    fn list(&mut self, list: &str, all: &[Choice]) -> String {
        if let Some((id, _)) = self.lists.iter().find(|(_, (name, words))| name == list && words == all) {
            return id.clone();
        }
        let mut given: BTreeSet<String> = self.lists.keys().cloned().collect();
        let base = names::cut(&names::code(&format!("{}_{list}", self.id)), 60);
        let mut id = base.clone();
        let mut number = 2;
        while !given.insert(id.clone()) {
            id = format!("{base}_{number}");
            number += 1;
        }
        let mut seen = BTreeSet::new();
        let choice = |(word, label): &Choice| {
            let mut table = Table::from_iter([text("id", word)]);
            table.insert("label".into(), words(label));
            Value::Table(table)
        };
        let choices: Vec<Value> = all.iter().filter(|(word, _)| seen.insert(word.as_str())).map(choice).collect();
        let mut head = Table::new();
        head.insert("title".into(), words(&Words::same(list)));
        let whole = Table::from_iter([
            ("choices".to_string(), Value::Table(head)),
            ("choice".to_string(), Value::Array(choices)),
        ]);
        self.files.push((format!("choices/{id}.toml"), whole.to_string()));
        self.lists.insert(id.clone(), (list.to_string(), all.to_vec()));
        id
    }
}

fn text(key: &str, value: &str) -> (String, Value) {
    (key.to_string(), Value::String(value.to_string()))
}

pub(super) fn words(words: &Words) -> Value {
    let one = |lang: &str, said: &str| (lang.to_string(), Value::String(said.to_string()));
    Value::Table(Table::from_iter([one("kk", &words.kk), one("ru", &words.ru), one("en", &words.en)]))
}
