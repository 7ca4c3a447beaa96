//! What may break a rule for a good reason: lines `path: word: reason` in one text file. A line that excuses nothing is
//! a finding itself, so the list only ever holds what is needed.

use super::Finding;
use super::tree::Tree;

/// Where exceptions stand.
const FILE: &str = "xtask/tidy-exceptions.txt";

/// Takes out what is excused and adds what is wrong with the list itself.
pub fn apply(tree: &Tree, findings: Vec<Finding>) -> Vec<Finding> {
    let Some(file) = tree.files().iter().find(|file| file.path == FILE) else { return findings };
    let mut trouble = Vec::new();
    let mut allowed: Vec<(usize, &str, &str, bool)> = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match line.splitn(3, ": ").collect::<Vec<_>>()[..] {
            [path, word, reason] if !reason.trim().is_empty() => allowed.push((index + 1, path, word, false)),
            _ => trouble.push(finding(index + 1, line, "write an exception as `path: word: reason`".to_string())),
        }
    }
    let mut kept = Vec::new();
    for found in findings {
        match allowed.iter_mut().find(|(_, path, word, _)| *path == found.path && *word == found.word) {
            Some((.., used)) => *used = true,
            None => kept.push(found),
        }
    }
    for (line, path, word, _) in allowed.into_iter().filter(|(.., used)| !used) {
        trouble.push(finding(line, word, format!("`{word}` in {path} needs no exception any more; take the line out")));
    }
    kept.extend(trouble);
    kept
}

fn finding(line: usize, word: &str, message: String) -> Finding {
    Finding { path: FILE.to_string(), line, word: word.to_string(), message }
}

#[cfg(test)]
mod tests {
    use super::super::{names, testing::check};
    use super::FILE;
    use expect_test::expect;

    #[test]
    fn an_exception_excuses_its_path_and_word_only() {
        check(
            names::check,
            &[
                ("crates/domain/src/utils.rs", ""),
                ("crates/forms/src/utils.rs", ""),
                (FILE, "# why\ncrates/domain/src/utils.rs: utils: it is a proper noun here\n"),
            ],
            expect![
                "crates/forms/src/utils.rs: the name `utils` says nothing; name it after the one thing it is about"
            ],
        );
    }

    #[test]
    fn an_exception_nobody_needs_and_one_without_a_reason_are_findings() {
        check(
            names::check,
            &[(FILE, "crates/domain/src/place.rs: utils: it was one once\ncrates/domain/src/place.rs: utils\n")],
            expect![[r#"
                xtask/tidy-exceptions.txt:2: write an exception as `path: word: reason`
                xtask/tidy-exceptions.txt:1: `utils` in crates/domain/src/place.rs needs no exception any more; take the line out"#]],
        );
    }
}
