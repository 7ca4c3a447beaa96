//! `cargo xtask tidy`: the rules of this house that neither compiler nor clippy knows. A rule is a function in a file
//! of its own, from the tree as text to findings, and one line in [`RULES`].
//!
//! What may break a rule for a good reason stands in `xtask/tidy-exceptions.txt`; an exception nobody needs any more
//! is a finding itself.

mod arrows;
mod exceptions;
mod keys;
mod labels;
mod leftovers;
mod length;
mod names;
mod paths;
mod pure;
mod rust;
mod sql;
#[cfg(test)]
mod testing;
mod tree;

use crate::cargo::{cargo, must_read, root};
use anyhow::{Context, bail};
use std::fmt;
use std::process::ExitCode;
use tree::Tree;

/// Something that breaks a rule, where it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, from the root, with `/`.
    pub path: String,
    /// The line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// The word that broke the rule; with the path it is what an exception names.
    pub word: String,
    /// What is wrong and what to do, in one sentence.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.path, self.message),
            line => write!(out, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// All rules that look at the text of the tree; `arrows` looks at what cargo knows and stands beside them.
const RULES: &[fn(&Tree) -> Vec<Finding>] =
    &[length::check, names::check, pure::check, sql::check, keys::check, paths::check, labels::check, leftovers::check];

/// Runs all rules and says so when there is nothing to say.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    check()?;
    Ok(ExitCode::SUCCESS)
}

/// Fails when a rule is broken.
pub fn check() -> anyhow::Result<()> {
    let tree = Tree::read(&root())?;
    let metadata = must_read(&mut cargo(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata = serde_json::from_str(&metadata).context("`cargo metadata` printed no JSON")?;

    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    findings.extend(arrows::check(&metadata));
    let mut findings = exceptions::apply(&tree, findings);
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("{} files are tidy", tree.files().len()),
        1 => bail!("1 finding stands above"),
        n_findings => bail!("{n_findings} findings stand above"),
    }
    Ok(())
}
