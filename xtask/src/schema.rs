//! `cargo xtask schema`: the API against its description, by schemathesis. It is fetched with pip into a room of its own
//! below the target folder.

use crate::cargo::{cargo, must_read, must_run};
use crate::machine;
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// The version that asks.
const VERSION: &str = "4.32.5";

/// Fetches what is missing and asks.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    prepare()?;
    must_run(&mut cargo(["test", "--package", "auyl-server", "--test", "schema"]))?;
    Ok(ExitCode::SUCCESS)
}

/// Fetches schemathesis where it is not there yet.
pub fn prepare() -> anyhow::Result<()> {
    let folder = machine::target()?.join("tmp/schemathesis");
    let own = folder.join("bin/schemathesis");
    let known = [Some(own), machine::program("schemathesis")];
    let program = match known.into_iter().flatten().find(|program| is_right(program)) {
        Some(program) => program,
        None => fetch(&folder)?,
    };
    println!("schemathesis {VERSION}: {}", program.display());
    Ok(())
}

fn is_right(program: &Path) -> bool {
    must_read(Command::new(program).arg("--version")).is_ok_and(|told| told.trim().ends_with(VERSION))
}

fn fetch(folder: &Path) -> anyhow::Result<PathBuf> {
    let advice = format!(
        "schemathesis {VERSION} tries the API against its description and is not on this machine; pip fetches it. Install \
         Python 3.10 or newer with its module venv, on Debian with `apt-get install python3-venv`, and run this again."
    );
    // A room that was begun and not finished is begun anew.
    let make = || {
        let _ = std::fs::remove_dir_all(folder);
        let mut python = Command::new("python3");
        must_read(python.args(["-m", "venv"]).arg(folder))
    };
    if make().is_err() {
        machine::install(&["python3-venv"], &advice)?;
        make().with_context(|| advice.clone())?;
    }
    println!("fetching schemathesis {VERSION} with pip, about half a minute");
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", &format!("schemathesis=={VERSION}")]);
    must_run(pip.stdin(Stdio::null())).context(advice)?;
    Ok(folder.join("bin/schemathesis"))
}
