//! SQL is spoken in `store` and nowhere else.

use super::tree::Tree;
use super::{Finding, rust};

const OPENINGS: &[&str] = &["select ", "insert into ", "update ", "delete from ", "create table ", "drop table "];

/// Quoted texts outside `store` that begin like SQL, in lower or upper case; "Select a file" is English.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.sources().filter(|file| file.package() != Some("store")) {
        for literal in rust::without_tests(file).literals {
            let text = literal.text.trim_start();
            let speaks = |opening: &&&str| text.starts_with(**opening) || text.starts_with(&opening.to_uppercase());
            if let Some(opening) = OPENINGS.iter().find(speaks) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: literal.line,
                    word: opening.trim().to_string(),
                    message: format!("`{opening}…` is SQL; only crates/store speaks it, give that a function"),
                });
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::testing::check as check_rule;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_query_outside_the_store_is_found_and_english_is_not() {
        let query = "let q = \"\n  select id from letter\";\nlet r = r#\"DELETE FROM letter\"#;";
        check_rule(
            check,
            &[
                ("crates/work/src/letters.rs", query),
                ("crates/store/src/letters.rs", query),
                ("crates/cli/src/main.rs", "let help = \"Select a village\"; // \"select id\""),
            ],
            expect![[r#"
                crates/work/src/letters.rs:1: `select …` is SQL; only crates/store speaks it, give that a function
                crates/work/src/letters.rs:3: `delete from …` is SQL; only crates/store speaks it, give that a function"#]],
        );
    }
}
