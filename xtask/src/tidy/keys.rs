//! A register is data, not code: outside the typed views no code names one, so that the catalogue can be changed
//! without reading the program.

use super::tree::{File, Tree};
use super::{Finding, rust};
use std::collections::BTreeSet;

/// Quoted texts in our crates that are exactly the id of a register.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let is_register = |file: &&File| file.path.starts_with("catalogue/registers/");
    let registers: BTreeSet<&str> = tree.ending(".toml").filter(is_register).map(File::stem).collect();
    let mut findings = Vec::new();
    for file in tree.sources().filter(|file| !is_view(file)) {
        for literal in rust::without_tests(file).literals {
            if registers.contains(literal.text.as_str()) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: literal.line,
                    message: format!(
                        "`{}` is a register; reach it by a typed view (views.rs) or say it in the catalogue",
                        literal.text
                    ),
                    word: literal.text,
                });
            }
        }
    }
    findings
}

/// Where code that must know a register says so.
fn is_view(file: &File) -> bool {
    file.is("views.rs") || file.path.contains("/views/")
}

#[cfg(test)]
mod tests {
    use super::super::testing::check as check_rule;
    use super::*;
    use expect_test::expect;

    #[test]
    fn only_views_and_tests_name_a_register() {
        let code =
            "let a = \"letter\";\nlet b = \"a letter\";\n#[cfg(test)]\nmod tests { const C: &str = \"letter\"; }";
        check_rule(
            check,
            &[
                ("catalogue/registers/letter.toml", ""),
                ("crates/work/src/overdue.rs", code),
                ("crates/work/src/views.rs", code),
                ("crates/domain/src/views/letter.rs", code),
                ("crates/domain/tests/letters.rs", code),
                ("xtask/src/demo.rs", code),
            ],
            expect![
                "crates/work/src/overdue.rs:1: `letter` is a register; reach it by a typed view (views.rs) or say it in the catalogue"
            ],
        );
    }
}
