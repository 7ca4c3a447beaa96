//! `cargo xtask deny`: which licences, versions and sources our dependencies have, by cargo-deny and `deny.toml`.
//! Advisories are not asked for here: their database is a git clone, which not every machine can reach.

use crate::cargo::{cargo, must_run};
use std::process::{ExitCode, Stdio};

/// The version that is installed when there is none.
const VERSION: &str = "0.20.2";

/// Checks all dependencies and shows warnings too; installs cargo-deny first if the machine has none.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    check("warn")?;
    Ok(ExitCode::SUCCESS)
}

/// Fails when a dependency breaks a rule of `deny.toml`; `level` says what is shown, `warn` or only `error`.
pub fn check(level: &str) -> anyhow::Result<()> {
    let present = cargo(["deny", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !present.is_ok_and(|status| status.success()) {
        install()?;
    }
    let what = ["deny", "--log-level", level, "check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
    must_run(&mut cargo(what))
}

/// It runs for two seconds, so it is built in the quickest way rather than the best:
/// without optimisation and without the fetching of advisories this takes a third of the time.
fn install() -> anyhow::Result<()> {
    println!("cargo-deny is missing: installing version {VERSION}, about two minutes");
    must_run(
        cargo(["install", "cargo-deny", "--quiet", "--locked", "--no-default-features", "--version", VERSION])
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    )
}
