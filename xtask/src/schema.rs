//! `cargo xtask schema`: what the description of the API promises, asked by schemathesis of a running server.

use crate::python::SCHEMATHESIS;
use std::process::ExitCode;

/// Fetches it where it is missing and lets it ask.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    SCHEMATHESIS.run()
}
