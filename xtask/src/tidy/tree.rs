//! The repository as texts in memory: what rules look at, so that they and their tests need no disk.

use anyhow::Context;
use std::path::Path;

/// One file that is text.
pub struct File {
    /// The path from the root, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl File {
    /// Whether the path ends so, for example in `.rs`.
    pub fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    /// The crate a source file belongs to: `domain` for `crates/domain/src/lib.rs`.
    pub fn package(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// A file that is only there for tests, or a program that shows something to developers.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        ["/tests/", "/benches/", "/fuzz/", "/examples/"].iter().any(|folder| self.path.contains(folder))
            || ["tests.rs", "testing.rs"].contains(&name)
            || name.ends_with("_tests.rs")
    }

    /// The name of the file without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }
}

/// All files that are text, in the order of their paths.
pub struct Tree {
    files: Vec<File>,
}

impl Tree {
    /// A tree of the given files.
    pub fn of(mut files: Vec<File>) -> Tree {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Tree { files }
    }

    /// Reads what lies under the root, but for git's own folder, what `.gitignore` names there, and build folders.
    /// It walks instead of asking git, because a clone may come without git.
    pub fn read(root: &Path) -> anyhow::Result<Tree> {
        let ignored = std::fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
        let mut skipped: Vec<&str> = ignored.lines().map(|line| line.trim().trim_matches('/')).collect();
        skipped.push(".git");
        let mut files = Vec::new();
        walk(root, "", &skipped, &mut files)?;
        Ok(Tree::of(files))
    }

    /// All files.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The files with this ending.
    pub fn ending(&self, ending: &'static str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.is(ending))
    }

    /// The Rust sources of our crates, without xtask.
    pub fn sources(&self) -> impl Iterator<Item = &File> {
        self.ending(".rs").filter(|file| file.package().is_some())
    }
}

fn walk(folder: &Path, prefix: &str, skipped: &[&str], files: &mut Vec<File>) -> anyhow::Result<()> {
    let listing = std::fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for found in listing {
        let found = found?;
        let Ok(name) = found.file_name().into_string() else { continue };
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        let kind = found.file_type()?;
        if skipped.contains(&path.as_str()) {
            continue;
        } else if kind.is_dir() {
            // Cargo marks its target folders so, whatever they are called.
            if !found.path().join("CACHEDIR.TAG").exists() {
                walk(&found.path(), &path, skipped, files)?;
            }
        } else if kind.is_file() {
            let bytes = std::fs::read(found.path()).with_context(|| format!("cannot read {path}"))?;
            if let Ok(text) = String::from_utf8(bytes)
                && !text.contains('\0')
            {
                files.push(File { path, text });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::tree;
    use super::*;

    #[test]
    fn this_repository_is_read_without_its_ignored_folders() {
        let tree = Tree::read(&crate::cargo::root()).unwrap();
        assert!(tree.files().iter().any(|file| file.path == "xtask/src/tidy/tree.rs"));
        assert!(!tree.files().iter().any(|file| file.path.starts_with(".git/") || file.path.starts_with("target/")));
    }

    #[test]
    fn files_know_their_crate_and_whether_they_are_tests() {
        let tree = tree(&[
            ("crates/domain/src/amount.rs", ""),
            ("crates/store/tests/both_engines.rs", ""),
            ("crates/work/src/import_tests.rs", ""),
            ("xtask/src/main.rs", ""),
        ]);
        let told: Vec<_> = tree.files().iter().map(|file| (file.package(), file.stem(), file.is_test())).collect();
        let expected = [
            (Some("domain"), "amount", false),
            (Some("store"), "both_engines", true),
            (Some("work"), "import_tests", true),
            (None, "main", false),
        ];
        assert_eq!(told, expected);
        assert_eq!(tree.sources().count(), 3);
    }
}
