//! The core is pure: `domain`, `forms` and `reports` touch no file, socket, environment or clock and print nothing.
//! The environment and the clock are read in `cli` only; everybody else is handed what they say.

use super::arrows::PURE;
use super::tree::Tree;
use super::{Finding, rust};

/// Modules of std that reach into the world, as `std::fs` or inside `use std::{fs, …}`.
const MODULES: &[&str] = &["fs", "net", "env", "process"];
/// Other words of the world.
const WORDS: &[&str] = &["SystemTime", "Instant::now", "println!", "eprintln!", "print!", "eprint!"];
/// What only `cli` asks.
const ENVIRONMENT_AND_CLOCK: &[&str] = &["std::env", "SystemTime", "Instant::now", "Timestamp::now", "Zoned::now"];

/// Words of the world in crates that must not know it.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.sources() {
        let Some(package) = file.package().filter(|package| *package != "cli") else { continue };
        let is_pure = PURE.contains(&package);
        for (index, line) in rust::without_tests(file).code.iter().enumerate() {
            let mut found: Vec<String> = std_modules(line);
            found.extend(
                WORDS.iter().chain(ENVIRONMENT_AND_CLOCK).filter(|word| has(line, word)).map(|w| w.to_string()),
            );
            found.sort();
            found.dedup();
            for word in found {
                let message = if is_pure {
                    format!("`{package}` is pure and must not say `{word}`; let the caller hand it in")
                } else if ENVIRONMENT_AND_CLOCK.contains(&word.as_str()) {
                    format!("only `cli` says `{word}`; let it hand in what that gives")
                } else {
                    continue;
                };
                findings.push(Finding { path: file.path.clone(), line: index + 1, word, message });
            }
        }
    }
    findings
}

/// `std::fs`, `std::env` … on this line, also from a `use std::{…}` that stands on one line, as rustfmt writes it.
fn std_modules(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, mark) in line.match_indices("std::") {
        let rest = &line[start + mark.len()..];
        let named = rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap_or(group));
        let parts = if rest.starts_with('{') { named.split(", ").collect() } else { vec![named] };
        for part in parts {
            let name = part.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or(part);
            if MODULES.contains(&name) {
                found.push(format!("std::{name}"));
            }
        }
    }
    found
}

/// The word, not as the end of a longer one: `eprintln!` is not `println!`.
fn has(line: &str, word: &str) -> bool {
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
    fn the_pure_crates_know_no_world_outside_their_tests() {
        check_rule(
            check,
            &[
                (
                    "crates/domain/src/place.rs",
                    "use std::{collections::BTreeMap, fs};\nlet now = std::time::Instant::now();\neprintln!(\"\");\n",
                ),
                ("crates/forms/src/xform.rs", "// std::env\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n"),
                ("crates/reports/src/html.rs", "let processes = \"std::process\"; use std::fmt;\n"),
            ],
            expect![[r#"
                crates/domain/src/place.rs:1: `domain` is pure and must not say `std::fs`; let the caller hand it in
                crates/domain/src/place.rs:2: `domain` is pure and must not say `Instant::now`; let the caller hand it in
                crates/domain/src/place.rs:3: `domain` is pure and must not say `eprintln!`; let the caller hand it in"#]],
        );
    }

    #[test]
    fn the_environment_and_the_clock_belong_to_the_command_line() {
        check_rule(
            check,
            &[
                ("crates/cli/src/main.rs", "std::env::args(); jiff::Timestamp::now();"),
                ("crates/store/src/files.rs", "std::fs::read(path);\njiff::Timestamp::now();"),
            ],
            expect!["crates/store/src/files.rs:2: only `cli` says `Timestamp::now`; let it hand in what that gives"],
        );
    }
}
