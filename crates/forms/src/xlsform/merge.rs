//! A changed questionnaire is a new version of the same survey. Its registers keep what earlier versions asked: a question
//! that is gone stays as a field with a mark in its name, one that asks for something else gets a field of its own, and words
//! of lists stay. So answers to every version stay where they are, and are counted together.

use super::register::OF;
use super::{Survey, names};
use crate::shape::Level;
use auyl_domain::{Finding, Words, finding, register};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// What stands behind the label of a question that is no longer asked.
const OLD: [(&str, &str); 3] = [("kk", " (бұрынғы сұрақ)"), ("ru", " (прежний вопрос)"), ("en", " (earlier question)")];

/// One difference between a version and those before it.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// `added`, `removed`, `kind` (asks for something else: another field), `words` (a list has other words).
    pub what: &'static str,
    /// The register.
    pub register: String,
    /// The field; of a list its name.
    pub field: String,
    /// What people read.
    pub label: Words,
}

/// Puts a new version on top of the files of those before. Findings are severe where the two cannot stand together.
pub fn merge(mut new: Survey, before: &[(String, String)]) -> (Survey, Vec<Difference>, Vec<Finding>) {
    let (mut differences, mut findings) = (Vec::new(), Vec::new());
    let old: BTreeMap<&str, Table> = before.iter().map(|(path, text)| (path.as_str(), table(text))).collect();
    let mut files: Vec<(String, String)> = Vec::new();
    for (path, text) in &new.files {
        let mut own = table(text);
        if let Some(old) = old.get(path.as_str()) {
            if path.starts_with("choices/") {
                words_of_both(path, &mut own, old, &mut differences);
            } else {
                let renamed = fields_of_both(&mut own, old, &mut differences);
                let register = id_of(own.get("register").and_then(Value::as_table)).to_string();
                rename(&mut new.form.shape.root, &register, &renamed);
            }
        }
        files.push((path.clone(), own.to_string()));
    }
    for (path, text) in before.iter().filter(|(path, _)| !new.files.iter().any(|(own, _)| own == path)) {
        let mut kept = table(text);
        if path.starts_with("registers/") {
            if let Some(head) = kept.get_mut("register").and_then(Value::as_table_mut) {
                let register = id_of(Some(head)).to_string();
                if mark(head, "title") {
                    let label = said(head, "title");
                    differences.push(Difference { what: "removed", register, field: String::new(), label });
                }
            }
            for field in fields(&mut kept).iter_mut().filter_map(Value::as_table_mut) {
                field.remove("required");
            }
        }
        files.push((path.clone(), kept.to_string()));
    }
    new.files = files;
    new.registers.clear();
    for (path, text) in new.files.iter().filter(|(path, _)| path.starts_with("registers/")) {
        let (register, troubles) = register::read(path, text);
        findings.extend(troubles);
        new.registers.extend(register);
    }
    findings.retain(|it| finding::has_severe(std::slice::from_ref(it)));
    (new, differences, findings)
}

fn table(text: &str) -> Table {
    text.parse().unwrap_or_default()
}

fn fields(of: &mut Table) -> &mut Vec<Value> {
    let fields = of.entry("field").or_insert_with(|| Value::Array(Vec::new()));
    if !fields.is_array() {
        *fields = Value::Array(Vec::new());
    }
    fields.as_array_mut().expect("it was just made one")
}

fn rows<'t>(of: &'t Table, name: &str) -> impl Iterator<Item = &'t Table> {
    of.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn id_of(of: Option<&Table>) -> &str {
    of.and_then(|it| it.get("id")).and_then(Value::as_str).unwrap_or_default()
}

fn said(of: &Table, name: &str) -> Words {
    let words = of.get(name).and_then(Value::as_table);
    let one = |lang: &str| words.and_then(|it| it.get(lang)).and_then(Value::as_str).unwrap_or_default().to_string();
    Words { kk: one("kk"), ru: one("ru"), en: one("en") }
}

/// Says in a label that it is of earlier versions; false where it said so already.
fn mark(of: &mut Table, name: &str) -> bool {
    let Some(words) = of.get_mut(name).and_then(Value::as_table_mut) else { return false };
    let mut is_new = false;
    for (lang, mark) in OLD {
        if let Some(Value::String(text)) = words.get_mut(lang)
            && !text.ends_with(mark)
        {
            text.push_str(mark);
            is_new = true;
        }
    }
    is_new
}

/// What a field holds: where it differs, the answers cannot stand in one column.
fn meaning(field: &Table) -> (Option<&Value>, bool, Option<&Value>) {
    let kind = field.get("kind");
    // Text and note are both text.
    let is_many = field.get("many").and_then(Value::as_bool).unwrap_or_default();
    (kind, is_many, field.get("to"))
}

/// Puts the fields of both together; gives the names that had to change.
fn fields_of_both(new: &mut Table, old: &Table, differences: &mut Vec<Difference>) -> BTreeMap<String, String> {
    let register = id_of(new.get("register").and_then(Value::as_table)).to_string();
    let before: BTreeMap<String, &Table> =
        rows(old, "field").map(|field| (id_of(Some(field)).to_string(), field)).collect();
    let own: BTreeSet<String> = rows(new, "field").map(|field| id_of(Some(field)).to_string()).collect();
    let mut renamed = BTreeMap::new();
    let mut taken: BTreeSet<String> = own.iter().chain(before.keys()).cloned().collect();
    for field in fields(new).iter_mut().filter_map(Value::as_table_mut) {
        let id = id_of(Some(field)).to_string();
        let label = said(field, "label");
        let told = |what| Difference { what, register: register.clone(), field: id.clone(), label: label.clone() };
        match before.get(&id) {
            None => differences.push(told("added")),
            Some(old) if meaning(old) == meaning(field) => {}
            Some(_) => {
                // An earlier version may have asked just so.
                let earlier = (2..100).map(|n| numbered(&id, n)).find(|name| {
                    !own.contains(name) && before.get(name).is_some_and(|old| meaning(old) == meaning(field))
                });
                if earlier.is_none() {
                    differences.push(told("kind"));
                }
                let name = earlier.unwrap_or_else(|| names::unlike(id.clone(), &mut taken));
                field.insert("id".into(), name.clone().into());
                renamed.insert(id, name);
            }
        }
    }
    if let Some(head) = new.get_mut("register").and_then(Value::as_table_mut) {
        for (from, to) in &renamed {
            if let Some(Value::String(name)) = head.get_mut("name") {
                *name = name.replace(&format!("{{{from}}}"), &format!("{{{to}}}"));
            }
            if head.get("dated").and_then(Value::as_str) == Some(from) {
                head.insert("dated".into(), to.clone().into());
            }
        }
    }
    let now: BTreeSet<String> = rows(new, "field").map(|field| id_of(Some(field)).to_string()).collect();
    for (id, field) in before.into_iter().filter(|(id, _)| !now.contains(id) && id != OF) {
        let mut kept = field.clone();
        kept.remove("required");
        if mark(&mut kept, "label") && !renamed.contains_key(&id) {
            let label = said(field, "label");
            differences.push(Difference { what: "removed", register: register.clone(), field: id, label });
        }
        fields(new).push(Value::Table(kept));
    }
    renamed
}

fn numbered(id: &str, n: usize) -> String {
    let ending = format!("_{n}");
    format!("{}{ending}", names::cut(id, 40 - ending.len()))
}

fn words_of_both(path: &str, new: &mut Table, old: &Table, differences: &mut Vec<Difference>) {
    let now: BTreeSet<String> = rows(new, "choice").map(|word| id_of(Some(word)).to_string()).collect();
    let before: BTreeSet<String> = rows(old, "choice").map(|word| id_of(Some(word)).to_string()).collect();
    if now != before {
        let label = new.get("choices").and_then(Value::as_table).map(|head| said(head, "title")).unwrap_or_default();
        let name = path.trim_start_matches("choices/").trim_end_matches(".toml").to_string();
        // Words that were only kept are no difference.
        if now.difference(&before).next().is_some() || before.difference(&now).count() > 0 {
            differences.push(Difference { what: "words", register: String::new(), field: name, label });
        }
    }
    let kept: Vec<Value> =
        rows(old, "choice").filter(|word| !now.contains(id_of(Some(word)))).cloned().map(Value::Table).collect();
    if let Some(Value::Array(words)) = new.get_mut("choice") {
        words.extend(kept);
    }
}

/// Gives the elements of a register the names of their fields.
fn rename(level: &mut Level, register: &str, renamed: &BTreeMap<String, String>) {
    if level.register.as_deref() == Some(register) {
        for slot in level.fields.values_mut() {
            if let Some(to) = slot.field.as_ref().and_then(|field| renamed.get(field)) {
                slot.field = Some(to.clone());
            }
        }
    }
    for rows in level.rows.values_mut() {
        rename(rows, register, renamed);
    }
}
