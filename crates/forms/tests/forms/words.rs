//! Whatever the program can find wrong or refuse, it can say in three languages. The codes are taken from the sources
//! of the crates themselves, so that a new finding without words fails here.

use auyl_domain::refusal::REFUSALS;
use auyl_domain::{Catalogue, Lang, Measure};
use expect_test::{Expect, expect};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How sources write a code; what follows is the code in quotes.
const OPENINGS: [&str; 8] =
    ["Finding::new(", "Finding::severe(", "Finding::warning(", "wrong(", "fault(", "pointed(", "hint(", "number("];

fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            texts.push(std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// Codes that stand in the product part of a source, tests left out.
fn codes(text: &str) -> BTreeSet<String> {
    let product = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = BTreeSet::new();
    for opening in OPENINGS {
        for rest in product.split(opening).skip(1) {
            // `number(TIYN, "money-malformed")`: the code may be the second argument.
            let Some((_, rest)) = rest.split_once('"').filter(|(before, _)| {
                before.chars().all(|c| c.is_whitespace() || c.is_ascii_uppercase() || c.is_ascii_digit() || c == ',')
            }) else {
                continue;
            };
            let Some((code, _)) = rest.split_once('"') else { continue };
            let starts = code.starts_with(|c: char| c.is_ascii_lowercase());
            if starts
                && code.contains('-')
                && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            {
                found.insert(code.to_string());
            }
        }
    }
    found
}

fn lacking(catalogue: &Catalogue, key: &str) -> Vec<String> {
    let lacks = |lang: &Lang| !catalogue.phrases().has(*lang, key);
    Lang::ALL.iter().filter(|lang| lacks(lang)).map(|lang| format!("{}: {key}", lang.code())).collect()
}

#[test]
fn every_finding_and_every_refusal_speaks_three_languages() {
    let catalogue = crate::village::catalogue();
    let mut texts = Vec::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for entry in std::fs::read_dir(&crates).expect("the crates") {
        let folder = entry.expect("a crate").path().join("src");
        if folder.is_dir() {
            sources(&folder, &mut texts);
        }
    }
    let codes: BTreeSet<String> = texts.iter().flat_map(|text| codes(text)).collect();
    for known in ["number-not-whole", "money-malformed", "measure-field-unknown", "heading-twice", "heading-computed"] {
        assert!(codes.contains(known), "the search no longer finds {known}");
    }
    let findings = codes.iter().map(|code| format!("finding-{code}"));
    let refusals = REFUSALS.iter().map(|(code, _)| format!("refusal-{code}"));
    let lacking: Vec<String> = findings.chain(refusals).flat_map(|key| lacking(&catalogue, &key)).collect();
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn every_finding_of_the_one_door_and_of_files_says_what_to_do() {
    let catalogue = crate::village::catalogue();
    let mut texts = Vec::new();
    for name in ["domain", "forms"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src"), &mut texts);
    }
    let silent = |lang: Lang, code: &str| {
        catalogue.phrases().attribute(lang, &format!("finding-{code}"), "todo", &BTreeMap::new()).is_empty()
    };
    let codes: BTreeSet<String> = texts.iter().flat_map(|text| codes(text)).collect();
    let silent: Vec<&String> = codes.iter().filter(|code| Lang::ALL.iter().any(|lang| silent(*lang, code))).collect();
    assert_eq!(silent, Vec::<&String>::new());
}

fn check(measure: &str, lang: Lang, expected: Expect) {
    let catalogue = crate::village::catalogue();
    let finding = Measure::read(measure, &catalogue).expect_err("a wrong measure");
    let phrases = catalogue.phrases();
    expected.assert_eq(&format!("{}\n{}", finding.message(phrases, lang), finding.todo(phrases, lang)));
}

#[test]
fn a_wrong_measure_is_shown_with_a_pointer_under_the_word() {
    check(
        "persons(attendance where gendr = female)",
        Lang::En,
        expect![[r#"
        attendance has no such field, nor has anything it links to:
        persons(attendance where gendr = female)
                                 ^^^^^
        Correct the name. Nearest: gender"#]],
    );
    check(
        "count(event where kind = gatering)",
        Lang::Kk,
        expect![[r#"
        «kind» тізімінде мұндай сөз жоқ:
        count(event where kind = gatering)
                                 ^^^^^^^^
        Мыналардың бірін жазыңыз: gathering, deputies_meeting, akim_meeting, seminar, visit, performance, presentation, stream, assembly, other. Ең жақыны: gathering"#]],
    );
    check(
        "sum(publication.title_ru)",
        Lang::Ru,
        expect![[r#"
        Из publication к этому полю ведёт несколько путей:
        sum(publication.title_ru)
            ^^^^^^^^^^^^^^^^^^^^
        Напишите путь целиком, один из activity.title_ru, story.title_ru, event.title_ru, place.title_ru."#]],
    );
}
