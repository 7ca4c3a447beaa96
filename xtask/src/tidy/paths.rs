//! A file that names a folder of somebody's machine works on that machine only.

use super::Finding;
use super::tree::Tree;

/// Built from halves, so that this file does not find itself.
const FOLDERS: &[&str] =
    &[concat!("/", "work/"), concat!("/", "root/"), concat!("/", "home/"), concat!("/", "Users/"), concat!("C:", "\\")];

/// Folders of a machine, named anywhere in a text.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files() {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(folder) = FOLDERS.iter().find(|folder| names(line, folder)) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: index + 1,
                    word: folder.to_string(),
                    // Without slashes, or the test below would be found.
                    message: format!(
                        "`{}` is a folder of one machine; write a path from the root or ask for it",
                        folder.trim_matches(['/', '\\'])
                    ),
                });
            }
        }
    }
    findings
}

/// `crates/work/` goes on from a word and is a path of ours; a bare slash begins one of the machine.
fn names(line: &str, folder: &str) -> bool {
    let goes_on = |letter: char| letter.is_alphanumeric() || ['.', '_', '-', '}', ')', '*', '>', '~'].contains(&letter);
    line.match_indices(folder).any(|(start, _)| !line[..start].ends_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check as check_rule;
    use super::*;
    use expect_test::expect;

    #[test]
    fn folders_of_a_machine_are_found_and_ours_are_not() {
        check_rule(
            check,
            &[
                ("README.md", "The walk begins in crates/work/src/lib.rs, see ../work/ and https://a.kz/home/"),
                ("crates/cli/src/main.rs", concat!("\nlet folder = \"/", "work/", "reports\";")),
                (".ci/run", concat!("cd /", "home/", "dina")),
            ],
            expect![[r#"
                .ci/run:1: `home` is a folder of one machine; write a path from the root or ask for it
                crates/cli/src/main.rs:2: `work` is a folder of one machine; write a path from the root or ask for it"#]],
        );
    }
}
