//! `cargo xtask odk`: a script for ODK Central, played with the client that people write such scripts with.

use crate::python::PYODK;
use std::process::ExitCode;

/// Fetches the client where it is missing and plays the script.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    PYODK.run()
}
