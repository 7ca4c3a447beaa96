//! Running `cargo test` for the whole workspace: its output passes through as it comes and is counted on the way.

use crate::cargo::cargo;
use crate::postgres::{Postgres, VARIABLE};
use crate::tally::{Counts, Tally};
use anyhow::Context;
use std::io::{BufRead, BufReader, Write};

/// Runs all suites to their end, also after a failure, prints one line for each and gives the sum.
pub fn run_all(postgres: &Postgres) -> anyhow::Result<Counts> {
    // One pipe for both outputs keeps the name of a suite, which goes to stderr, before its result, which does not.
    let (reader, writer) = std::io::pipe().context("cannot make a pipe")?;
    let mut command = cargo(["test", "--workspace", "--no-fail-fast"]);
    // Who keeps them out of a quick turn has not meant this one, in which nothing is skipped.
    for variable in ["AUYL_TEST_BROWSER", "AUYL_TEST_SCHEMATHESIS", "AUYL_TEST_PYODK", "AUYL_TEST_GEOREPORT"] {
        command.env_remove(variable);
    }
    command.env(VARIABLE, postgres.url()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().context("cannot start `cargo test`")?;
    // The command holds the writing end too; while it lives the reader never sees an end.
    drop(command);

    let mut tally = Tally::default();
    let mut output = std::io::stdout();
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).context("cannot read the output of `cargo test`")? > 0 {
        output.write_all(&line)?;
        output.flush()?;
        tally.read(&String::from_utf8_lossy(&line));
        line.clear();
    }
    let status = child.wait().context("cannot wait for `cargo test`")?;

    println!();
    for (suite, counts) in tally.by_suite() {
        println!("{suite}: {counts}");
    }
    let mut total = tally.total();
    if !status.success() && total.failed == 0 {
        println!("`cargo test` itself failed ({status}); its own words stand above");
        total.failed = 1;
    }
    Ok(total)
}
