//! Sources and texts agree: every sentence that a page asks for is there in all languages, every area says the same in
//! each of them, and every page has its guide.

use auyl_domain::{Catalogue, Lang};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn catalogue() -> Catalogue {
    auyl_work::catalogue::read(None).expect("the catalogue is embedded").0
}

/// Every source and template of the server, without the tests within.
fn sources() -> Vec<(String, String)> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join("src"), root().join("templates")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source");
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_string();
            found.push((path.display().to_string(), text));
        }
    }
    found
}

/// The literals that follow a mark: `.t("` → what is said.
fn after<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    text.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Whether it may be the name of a sentence: `area-what`, with `{…}` where a part is put in.
fn is_key(text: &str) -> bool {
    let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'{' | b'}' | b'_');
    text.contains('-') && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(fine)
}

#[test]
fn every_sentence_that_a_page_asks_for_is_there_in_every_language() {
    let catalogue = catalogue();
    let phrases = catalogue.phrases();
    let keys: BTreeSet<&str> = phrases.all_keys(Lang::En).collect();
    let marks = [
        ".t(\"",
        ".n(\"",
        ".name(\"",
        ".with(\"",
        ".t(&format!(\"",
        ".n(&format!(\"",
        ".name(&format!(\"",
        ".with(&format!(\"",
    ];
    let (mut wrong, mut asked) = (BTreeSet::new(), BTreeSet::new());
    for (file, text) in sources() {
        let of_file: BTreeSet<&str> =
            marks.iter().flat_map(|mark| after(&text, mark)).filter(|key| is_key(key)).collect();
        for key in of_file {
            asked.insert(key.to_string());
            let begins = key.split('{').next().unwrap_or_default();
            for lang in Lang::ALL {
                let is_there = match begins == key {
                    true => phrases.has(lang, key),
                    false => begins.is_empty() || keys.iter().any(|known| known.starts_with(begins)),
                };
                if !is_there {
                    wrong.insert(format!("{file}: {key} in {}", lang.code()));
                }
            }
        }
    }
    assert!(asked.len() > 250, "{} sentences", asked.len());
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_key_that_is_handed_on_is_there_too() {
    let catalogue = catalogue();
    let phrases = catalogue.phrases();
    let mut wrong = BTreeSet::new();
    // The areas of the pages; other words with a hyphen are names of headers, inputs, classes.
    const AREAS: [&str; 13] = [
        "web",
        "told",
        "accounts",
        "settings",
        "bring",
        "list",
        "indicators",
        "statistics",
        "start",
        "history",
        "portfolio",
        "files",
        "public",
    ];
    for (file, text) in sources().into_iter().filter(|(file, _)| file.ends_with(".rs")) {
        for literal in
            text.split('"').skip(1).filter(|text| is_key(text) && !text.contains('{') && !text.ends_with('-'))
        {
            let area = literal.split('-').next().unwrap_or_default();
            if AREAS.contains(&area) && !Lang::ALL.iter().all(|lang| phrases.has(*lang, literal)) {
                wrong.insert(format!("{file}: {literal}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

/// The messages of a file with the arguments they mention.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (mut all, mut key) = (BTreeMap::<String, BTreeSet<String>>::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            key = name.to_string();
        }
        let names =
            line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        if !key.is_empty() {
            all.entry(key.clone()).or_default().extend::<Vec<String>>(names.collect());
        }
    }
    all
}

#[test]
fn every_area_says_the_same_in_every_language() {
    let words = root().join("../../catalogue/words");
    let read = |lang: &str, area: &str| {
        let text = std::fs::read_to_string(words.join(lang).join(area));
        messages(&text.unwrap_or_else(|error| panic!("{lang}/{area}: {error}")))
    };
    let areas = |lang: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(words.join(lang)).expect("areas").flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    let all = areas("en");
    assert!(all.len() > 10 && all == areas("kk") && all == areas("ru"), "{all:?}");
    for area in &all {
        let english = read("en", area);
        assert!(!english.is_empty(), "{area}");
        for lang in ["kk", "ru"] {
            let other = read(lang, area);
            let keys = |of: &BTreeMap<String, BTreeSet<String>>| of.keys().cloned().collect::<BTreeSet<_>>();
            let (own, theirs) = (keys(&english), keys(&other));
            let differ: Vec<_> = own.symmetric_difference(&theirs).collect();
            assert!(differ.is_empty(), "{lang}/{area}: {differ:?}");
            for (key, names) in &english {
                assert_eq!(&other[key], names, "{lang}/{area}: {key}");
            }
        }
    }
}

#[test]
fn every_page_has_its_guide() {
    let catalogue = catalogue();
    let mut pages = BTreeSet::from([auyl_domain::views::EVENT.to_string()]);
    for (_, text) in sources() {
        pages.extend(after(&text, "frame(\"").into_iter().map(str::to_string));
    }
    // A page that only says why a request stopped says what to do in its one sentence.
    pages.remove("stopped");
    assert!(pages.len() > 20, "{pages:?}");
    let lacks = |page: &&String| !Lang::ALL.iter().all(|lang| catalogue.phrases().has(*lang, &format!("guide-{page}")));
    assert_eq!(pages.iter().filter(lacks).collect::<Vec<_>>(), Vec::<&String>::new(), "no guide");
}
