//! How the tests of rules speak: a tree as text in, findings as text out.

use super::tree::{File, Tree};
use super::{Finding, exceptions};
use expect_test::Expect;

/// A tree of files given as (path, text).
pub fn tree(files: &[(&str, &str)]) -> Tree {
    let file = |&(path, text): &(&str, &str)| File { path: path.to_string(), text: text.to_string() };
    Tree::of(files.iter().map(file).collect())
}

/// Runs one rule over a tree, exceptions included, and compares its findings, one a line.
pub fn check(rule: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)], expected: Expect) {
    let tree = tree(files);
    let findings = exceptions::apply(&tree, rule(&tree));
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    expected.assert_eq(&lines.join("\n"));
}
