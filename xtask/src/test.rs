//! `cargo xtask test`: all that must hold before a change lands, cheapest first. It stops at the first step that fails
//! and skips nothing: what is missing on the machine it installs where it may, otherwise it says what to install.

use crate::cargo::{cargo, must_run};
use crate::postgres::Postgres;
use crate::tally::Counts;
use crate::{browser, deny, python, suites, tidy};
use anyhow::Context;
use std::process::ExitCode;
use std::time::Instant;

/// What one step leaves for the next.
#[derive(Default)]
struct Progress {
    postgres: Option<Postgres>,
    counts: Option<Counts>,
}

/// One step: its headline and what it does.
type Step = (&'static str, fn(&mut Progress) -> anyhow::Result<()>);

const STEPS: &[Step] = &[
    ("format of the code", |_| must_run(&mut cargo(["fmt", "--all", "--check"])).context("`cargo fmt` mends it")),
    ("rules of the house", |_| tidy::check()),
    ("licences, bans and sources of dependencies", |_| deny::check("error")),
    ("clippy", |_| must_run(&mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))),
    ("documentation", |_| must_run(cargo(["doc", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-D warnings"))),
    ("throw-away PostgreSQL", |progress| {
        let postgres = Postgres::start()?;
        println!("{}", postgres.url());
        progress.postgres = Some(postgres);
        Ok(())
    }),
    ("Chromium, axe, schemathesis, pyODK and georeport", |_| browser::prepare().and_then(|()| python::prepare())),
    ("tests on SQLite and PostgreSQL, pages in Chromium, the API by strangers", |progress| {
        let postgres = progress.postgres.take().context("PostgreSQL was not started")?;
        progress.counts = Some(suites::run_all(&postgres)?);
        Ok(())
    }),
    ("readers of foreign reports under changed bytes, two minutes for the three of them", |_| {
        let test = ["test", "--quiet", "--package", "auyl-reports", "--test", "mutations"];
        must_run(cargo(test).env("AUYL_MUTATION_SECONDS", "40").args(["--", "--test-threads", "1"]))
    }),
];

/// Runs all steps; the last line printed is `N passed, N failed, N skipped`.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let mut progress = Progress::default();
    for (index, (headline, step)) in STEPS.iter().enumerate() {
        let number = format!("step {} of {}: {headline}", index + 1, STEPS.len());
        println!("\n== {number}");
        let started = Instant::now();
        step(&mut progress).with_context(|| number.clone())?;
        println!("-- {:.1} s", started.elapsed().as_secs_f64());
    }
    let counts = progress.counts.context("no tests were run")?;
    println!("\nall {} steps took {:.0} s", STEPS.len(), begun.elapsed().as_secs_f64());
    println!("{counts}");
    Ok(if counts.failed == 0 && counts.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
