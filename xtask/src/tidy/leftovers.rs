//! What somebody meant to come back to.

use super::tree::Tree;
use super::{Finding, rust};

/// Macros for the time of writing; they are looked for in code only.
const MACROS: &[&str] = &[concat!("dbg", "!("), concat!("todo", "!("), concat!("unimplemented", "!(")];
/// Marks in comments; built from halves, so that this file does not find itself.
const MARKS: &[&str] = &[concat!("FIX", "ME"), concat!("XX", "X"), concat!("TO", "DO")];
const CODE: &[&str] = &[".rs", ".js", ".mjs", ".css", ".sh", ".toml", ".html", ".ftl", ".ci/run"];

/// Left-over macros and marks in code.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().iter().filter(|file| CODE.iter().any(|ending| file.is(ending))) {
        let mut add = |index: usize, word: &str| {
            // In small letters, or the tests below would be found.
            let name = word.trim_end_matches('(').to_lowercase();
            let message = format!("`{name}` was left over; finish it or make an issue of it");
            findings.push(Finding { path: file.path.clone(), line: index + 1, word: word.to_string(), message });
        };
        for (index, line) in file.text.lines().enumerate() {
            if let Some(mark) = MARKS.iter().find(|mark| stands_alone(line, mark)) {
                add(index, mark);
            }
        }
        if file.is(".rs") {
            for (index, line) in rust::without_tests(file).code.iter().enumerate() {
                if let Some(name) = MACROS.iter().find(|name| line.contains(**name)) {
                    add(index, name);
                }
            }
        }
    }
    findings
}

fn stands_alone(line: &str, word: &str) -> bool {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word)
        .any(|(start, _)| !line[..start].ends_with(joins) && !line[start + word.len()..].starts_with(joins))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check as check_rule;
    use super::*;
    use expect_test::expect;

    #[test]
    fn marks_and_macros_are_found_and_like_words_are_not() {
        check_rule(
            check,
            &[
                ("crates/domain/src/place.rs", concat!("// FIX", "ME: Aksu\nlet a = dbg", "!(kato);")),
                ("crates/domain/src/person.rs", concat!("let text = \"dbg", "!(\"; // XX", "XL is a size")),
                ("catalogue/registers/place.toml", concat!("# XX", "X\n")),
            ],
            expect![[r#"
                catalogue/registers/place.toml:1: `xxx` was left over; finish it or make an issue of it
                crates/domain/src/place.rs:1: `fixme` was left over; finish it or make an issue of it
                crates/domain/src/place.rs:2: `dbg!` was left over; finish it or make an issue of it"#]],
        );
    }
}
