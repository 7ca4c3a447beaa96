//! What an XForm says about its questions: binds, controls, texts in its languages, lists of choices.

use super::tree::Element;
use auyl_domain::{Lang, Words};
use std::collections::{BTreeMap, BTreeSet};

/// One word of a list.
pub(super) type Choice = (String, Words);

/// An XForm, looked up by the paths of its questions.
pub(super) struct Document<'a> {
    pub title: String,
    /// The element that a submission fills in.
    pub data: &'a Element,
    pub binds: BTreeMap<String, &'a Element>,
    pub controls: BTreeMap<String, Control<'a>>,
    pub repeats: BTreeSet<String>,
    /// Labels of groups and repeats.
    pub groups: BTreeMap<String, Words>,
    /// Names of files that the form shows or reads.
    pub media: BTreeSet<String>,
    texts: BTreeMap<&'a str, Words>,
    lists: BTreeMap<&'a str, Vec<Choice>>,
}

/// How a question is asked.
pub(super) struct Control<'a> {
    pub element: &'a Element,
    pub label: Words,
    pub hint: Words,
    /// The name of its list and the words of it; no words where they come from a file.
    pub choices: Option<(String, Vec<Choice>)>,
}

impl<'a> Document<'a> {
    /// Reads the parts; `None` where it is no XForm.
    pub fn of(root: &'a Element) -> Option<Document<'a>> {
        let head = root.child("head")?;
        let model = head.child("model")?;
        let data = model.all("instance").find_map(|instance| instance.children.first())?;
        data.get("id")?;
        let mut document = Document {
            title: head.child("title").map(|title| title.text.trim().to_string()).unwrap_or_default(),
            data,
            binds: model.all("bind").filter_map(|bind| Some((bind.get("nodeset")?.to_string(), bind))).collect(),
            controls: BTreeMap::new(),
            repeats: BTreeSet::new(),
            groups: BTreeMap::new(),
            media: BTreeSet::new(),
            texts: BTreeMap::new(),
            lists: BTreeMap::new(),
        };
        if let Some(itext) = model.child("itext") {
            document.texts(itext);
        }
        for instance in model.all("instance").skip(1) {
            let (Some(id), Some(list)) = (instance.get("id"), instance.children.first()) else { continue };
            let words = list.all("item").filter_map(|item| document.item(item)).collect();
            document.lists.insert(id, words);
        }
        document.media = media(root);
        document.body(root.child("body")?);
        Some(document)
    }

    fn texts(&mut self, itext: &'a Element) {
        for translation in itext.all("translation") {
            let lang = translation.get("lang").and_then(lang);
            for text in translation.all("text") {
                let Some(id) = text.get("id") else { continue };
                let Some(value) = text.all("value").find(|value| value.get("form").is_none()) else { continue };
                put(self.texts.entry(id).or_default(), lang, value.text.trim());
            }
        }
        // A form in one language that is none of ours is said so in all three.
        for words in self.texts.values_mut() {
            *words = filled(words);
        }
    }

    fn item(&self, item: &Element) -> Option<Choice> {
        let word = item.child("name").or_else(|| item.child("value"))?.text.trim().to_string();
        let by_id = item.child("itextId").and_then(|id| self.texts.get(id.text.trim()));
        let label = by_id.cloned().or_else(|| item.child("label").map(|label| self.said(label)));
        Some((word.clone(), label.unwrap_or_else(|| Words::same(&word))))
    }

    /// The words of a `label` or `hint`.
    fn said(&self, element: &Element) -> Words {
        let id = element.get("ref").and_then(|it| it.strip_prefix("jr:itext('")?.strip_suffix("')"));
        id.and_then(|id| self.texts.get(id)).cloned().unwrap_or_else(|| Words::same(element.text.trim()))
    }

    fn body(&mut self, element: &'a Element) {
        for child in &element.children {
            let words = |name: &str| child.child(name).map(|it| self.said(it)).unwrap_or_default();
            match child.name.as_str() {
                "group" => {
                    if let (Some(path), label) = (child.get("ref"), words("label")) {
                        self.groups.insert(path.to_string(), label);
                    }
                    self.body(child);
                }
                "repeat" => {
                    self.repeats.extend(child.get("nodeset").map(str::to_string));
                    self.body(child);
                }
                _ => {
                    let Some(path) = child.get("ref").or_else(|| child.get("nodeset")) else { continue };
                    let control = Control {
                        element: child,
                        label: words("label"),
                        hint: words("hint"),
                        choices: self.choices(child),
                    };
                    self.controls.insert(path.to_string(), control);
                }
            }
        }
    }

    fn choices(&self, control: &Element) -> Option<(String, Vec<Choice>)> {
        if !matches!(control.name.as_str(), "select" | "select1" | "rank") {
            return None;
        }
        if let Some(itemset) = control.child("itemset") {
            let nodeset = itemset.get("nodeset")?;
            let (_, rest) = nodeset.split_once("instance('")?;
            let (id, _) = rest.split_once('\'')?;
            return Some((id.to_string(), self.lists.get(id).cloned().unwrap_or_default()));
        }
        let last = control.get("ref")?.rsplit('/').next()?.to_string();
        Some((last, control.all("item").filter_map(|item| self.item(item)).collect()))
    }
}

/// The language that a form means: `Қазақша (kk)`, `ru`, `English`.
pub(super) fn lang(name: &str) -> Option<Lang> {
    let code = name.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(code, _)| code);
    if let Some(lang) = code.and_then(Lang::read) {
        return Some(lang);
    }
    let starts: [(&str, Lang); 9] = [
        ("kk", Lang::Kk),
        ("қаз", Lang::Kk),
        ("каз", Lang::Kk),
        ("kaz", Lang::Kk),
        ("qaz", Lang::Kk),
        ("ru", Lang::Ru),
        ("рус", Lang::Ru),
        ("орыс", Lang::Ru),
        ("en", Lang::En),
    ];
    let name = name.to_lowercase();
    starts.into_iter().find(|(start, _)| name.starts_with(start)).map(|(_, lang)| lang)
}

pub(super) fn put(words: &mut Words, lang: Option<Lang>, text: &str) {
    let empty = |own: &mut String| {
        if own.is_empty() {
            own.push_str(text);
        }
    };
    match lang {
        Some(Lang::Kk) => words.kk = text.into(),
        Some(Lang::Ru) => words.ru = text.into(),
        Some(Lang::En) => words.en = text.into(),
        // Another language, or none said: better than nothing.
        None => [&mut words.kk, &mut words.ru, &mut words.en].into_iter().for_each(empty),
    }
}

/// `-` stands where a form has no translation: another language is better.
pub(super) fn filled(words: &Words) -> Words {
    let bare = words.map(|_, text| if text == "-" { String::new() } else { text.to_string() });
    bare.map(|lang, _| bare.get(lang).to_string())
}

fn media(element: &Element) -> BTreeSet<String> {
    let texts = element.attributes.iter().map(|(_, value)| value).chain([&element.text]);
    let found = texts.filter_map(|text| text.trim().strip_prefix("jr://")?.split_once('/')).map(|(_, name)| name);
    let mut all: BTreeSet<String> = found.filter(|name| !name.is_empty()).map(str::to_string).collect();
    all.extend(element.children.iter().flat_map(media));
    all
}
