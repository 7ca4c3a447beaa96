//! Modules are named after what they are about; these names say nothing and attract everything.

use super::tree::Tree;
use super::{Finding, rust};

const BANNED: &[&str] = &["common", "util", "utils", "types", "model", "models", "helper", "helpers"];

/// Modules, in files or inline, with a banned name.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(".rs") {
        let mut steps = file.path.trim_end_matches(".rs").split('/');
        if let Some(word) = steps.find(|step| BANNED.contains(step)) {
            findings.push(finding(&file.path, 0, word));
        }
        for (index, line) in rust::without_tests(file).code.iter().enumerate() {
            let mut words = line.split_whitespace().skip_while(|word| *word != "mod").skip(1);
            // `mod name;` has a file, which the path has told about.
            if let Some(word) = words.next().filter(|word| BANNED.contains(word)) {
                findings.push(finding(&file.path, index + 1, word));
            }
        }
    }
    findings
}

fn finding(path: &str, line: usize, word: &str) -> Finding {
    let message = format!("the name `{word}` says nothing; name it after the one thing it is about");
    Finding { path: path.to_string(), line, word: word.to_string(), message }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check as check_rule;
    use super::*;
    use expect_test::expect;

    #[test]
    fn files_folders_and_inline_modules_are_named_after_something() {
        check_rule(
            check,
            &[
                ("crates/domain/src/helper.rs", ""),
                ("crates/forms/src/common/place.rs", ""),
                ("crates/store/src/lib.rs", "mod place;\npub mod types {\n}\n"),
                ("crates/store/src/place.rs", "// mod utils {\nlet types = 1;"),
            ],
            expect![[r#"
                crates/domain/src/helper.rs: the name `helper` says nothing; name it after the one thing it is about
                crates/forms/src/common/place.rs: the name `common` says nothing; name it after the one thing it is about
                crates/store/src/lib.rs:2: the name `types` says nothing; name it after the one thing it is about"#]],
        );
    }
}
