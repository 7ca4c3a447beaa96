//! A code file is a short text about one thing: never above 500 lines.

use super::Finding;
use super::tree::Tree;

const LIMIT: usize = 500;
const CODE: &[&str] = &[".rs", ".js", ".mjs", ".css", ".sh", ".sql", ".py"];

/// Code files that are too long.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().iter().filter(|file| CODE.iter().any(|ending| file.is(ending))) {
        let n_lines = file.text.lines().count();
        if n_lines > LIMIT {
            findings.push(Finding {
                path: file.path.clone(),
                line: 0,
                word: "length".to_string(),
                message: format!("has {n_lines} lines, {LIMIT} is the limit; find the two things it is about"),
            });
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
    fn the_five_hundredth_line_is_the_last() {
        check_rule(
            check,
            &[
                ("crates/domain/src/place.rs", &"// Aksu\n".repeat(500)),
                ("crates/domain/src/person.rs", &"// Dina\n".repeat(501)),
                ("catalogue/places.csv", &"aksu,434030100\n".repeat(2000)),
            ],
            expect!["crates/domain/src/person.rs: has 501 lines, 500 is the limit; find the two things it is about"],
        );
    }
}
