//! Sentences and code agree: every refusal and finding the sources raise is given what its sentence mentions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a sentence mentions: `{ $name }` and `{ $name -> …`; whether something is set is always known.
fn mentioned(lines: &str) -> BTreeSet<String> {
    let names = lines
        .split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
    // A dollar that is shown, as in `${age}` of a questionnaire, begins no name.
    names.filter(|name| !name.is_empty() && !name.ends_with("_set")).collect()
}

/// Messages by key, with all their lines.
fn messages(source: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines() {
        if let Some((name, rest)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            key = name.to_string();
            let earlier = all.insert(key.clone(), rest.to_string());
            assert_eq!(earlier, None, "{key} stands in two files of one language: one of the pages says the other's");
        } else if line.starts_with([' ', '}']) {
            all.entry(key.clone()).or_default().push_str(&format!("\n{line}"));
        }
    }
    all
}

/// The sources of a folder, without their tests.
fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("sources").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && !["tests", "fuzz"].contains(&name.as_str()) {
            sources(&path, texts);
        } else if name.ends_with(".rs") && name != "tests.rs" && name != "refusal.rs" {
            let text = std::fs::read_to_string(&path).expect("a source");
            texts.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_string());
        }
    }
}

/// All texts of a language: the common file and those of the areas.
fn texts_of(words: &Path, lang: &str) -> String {
    let areas = std::fs::read_dir(words.join(lang)).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = [words.join(format!("{lang}.ftl"))].into_iter().chain(areas);
    files.map(|file| std::fs::read_to_string(file).expect("words")).collect::<Vec<_>>().join("\n")
}

/// Whether a source that raises this code also gives this name: in so many letters, or as the register it is.
fn gives(source: &str, code: &str, name: &str) -> bool {
    let quoted = |word: &str| source.contains(&format!("\"{word}\""));
    let by_register = ["place", "event"].contains(&name) && source.contains(&name.to_uppercase());
    // Every measure shows its text and points at the place; every refusal of a store says which.
    let of_all = code.starts_with("measure-") && ["text", "pointer"].contains(&name)
        || (code, name) == ("folder-is-newer", "path");
    quoted(code) && (quoted(name) || by_register || of_all)
}

#[test]
fn a_sentence_mentions_only_what_its_source_gives_and_the_same_in_every_language() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut texts = Vec::new();
    sources(&root.join("crates"), &mut texts);
    let read = |lang: &str| messages(&texts_of(&root.join("catalogue/words"), lang));
    let (kk, ru, en) = (read("kk"), read("ru"), read("en"));
    let mut wrong = Vec::new();
    for (key, told) in &en {
        let names = mentioned(told);
        if let Some(code) = key.strip_prefix("refusal-").or_else(|| key.strip_prefix("finding-")) {
            if !texts.iter().any(|text| text.contains(&format!("\"{code}\""))) {
                wrong.push(format!("{key}: nobody raises it"));
            }
            let nobody = |name: &&String| !texts.iter().any(|text| gives(text, code, name));
            wrong.extend(names.iter().filter(nobody).map(|name| format!("{key}: nobody gives {name}")));
        }
        for (lang, words) in [("kk", &kk), ("ru", &ru)] {
            match words.get(key) {
                None => wrong.push(format!("{lang} lacks {key}")),
                Some(told) if mentioned(told) != names => {
                    wrong.push(format!("{lang}: {key} mentions {:?}, English {names:?}", mentioned(told)));
                }
                Some(_) => {}
            }
        }
    }
    assert!(en.len() > 200, "{} messages", en.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
