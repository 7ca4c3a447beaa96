//! Counting tests by reading what `cargo test` prints, line by line as it comes.

use std::fmt;

/// How many tests went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that ran and were right.
    pub passed: u64,
    /// Tests that ran and were wrong, and suites that broke off.
    pub failed: u64,
    /// Tests that did not run.
    pub skipped: u64,
}

impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Suites in the order they ran, each with its counts; `None` while its result has not been read.
#[derive(Default)]
pub struct Tally {
    suites: Vec<(String, Option<Counts>)>,
}

impl Tally {
    /// Takes the next line of output; lines that are about something else are passed over.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(suite) = suite_named_in(line) {
            self.suites.push((suite, None));
        } else if let Some(counts) = line.strip_prefix("test result: ").and_then(counts_in) {
            match self.suites.last_mut() {
                Some((_, result @ None)) => *result = Some(counts),
                // A second result under one heading: documentation tests may come in two binaries.
                Some((_, Some(result))) => *result = sum(*result, counts),
                None => self.suites.push((String::from("unnamed"), Some(counts))),
            }
        }
    }

    /// One line a suite with its counts; a suite without a result broke off and counts as one failure.
    pub fn by_suite(&self) -> Vec<(String, Counts)> {
        let broken = Counts { failed: 1, ..Counts::default() };
        self.suites.iter().map(|(suite, counts)| (suite.clone(), counts.unwrap_or(broken))).collect()
    }

    /// All suites together.
    pub fn total(&self) -> Counts {
        self.by_suite().iter().fold(Counts::default(), |total, (_, counts)| sum(total, *counts))
    }
}

fn sum(one: Counts, other: Counts) -> Counts {
    Counts {
        passed: one.passed + other.passed,
        failed: one.failed + other.failed,
        skipped: one.skipped + other.skipped,
    }
}

/// `Running unittests src/lib.rs (target/debug/deps/auyl_domain-0123abcd)` is the suite `auyl_domain src/lib.rs`.
fn suite_named_in(line: &str) -> Option<String> {
    if let Some(package) = line.strip_prefix("Doc-tests ") {
        return Some(format!("{package} documentation"));
    }
    let (source, program) = line.strip_prefix("Running ")?.split_once(" (")?;
    let source = source.strip_prefix("unittests ").unwrap_or(source);
    let program = program.trim_end_matches(')').trim_end_matches(".exe").rsplit(['/', '\\']).next()?;
    let (package, _) = program.rsplit_once('-')?;
    Some(format!("{package} {source}"))
}

fn counts_in(line: &str) -> Option<Counts> {
    let mut counts = Counts::default();
    let (_, numbers) = line.split_once(". ")?;
    for part in numbers.split(';') {
        match part.trim().split_once(' ') {
            Some((number, "passed")) => counts.passed = number.parse().ok()?,
            Some((number, "failed")) => counts.failed = number.parse().ok()?,
            Some((number, "ignored")) => counts.skipped = number.parse().ok()?,
            _ => {}
        }
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(output: &str, expected: Expect) {
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.read(line));
        let mut text = String::new();
        for (suite, counts) in tally.by_suite() {
            text += &format!("{suite}: {counts}\n");
        }
        expected.assert_eq(&format!("{text}{}\n", tally.total()));
    }

    #[test]
    fn suites_are_named_and_summed() {
        check(
            "   Compiling auyl-domain v0.1.0
             Running unittests src/lib.rs (target/debug/deps/auyl_domain-00ff)
             test place::aksu_is_a_village ... ok
             test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
             Running tests/store.rs (/elsewhere/debug/deps/store-00aa)
             test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s
             Doc-tests auyl_domain
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.30s",
            expect![[r#"
                auyl_domain src/lib.rs: 3 passed, 0 failed, 1 skipped
                store tests/store.rs: 2 passed, 1 failed, 0 skipped
                auyl_domain documentation: 1 passed, 0 failed, 0 skipped
                6 passed, 1 failed, 1 skipped
            "#]],
        );
    }

    #[test]
    fn a_suite_that_broke_off_is_a_failure() {
        check(
            "Running unittests src/lib.rs (target/debug/deps/auyl_store-00ff)
             error: test failed, to rerun pass `-p auyl-store --lib` (signal: 6, SIGABRT: process abort signal)
             Running unittests src/lib.rs (target/debug/deps/auyl_work-00ff)
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.30s",
            expect![[r#"
                auyl_store src/lib.rs: 0 passed, 1 failed, 0 skipped
                auyl_work src/lib.rs: 1 passed, 0 failed, 0 skipped
                1 passed, 1 failed, 0 skipped
            "#]],
        );
    }

    #[test]
    fn a_test_that_prints_words_like_ours_counts_for_nothing() {
        check(
            "Running away (from the wolf)
             test result: unknown",
            expect![[r#"
                0 passed, 0 failed, 0 skipped
            "#]],
        );
    }
}
