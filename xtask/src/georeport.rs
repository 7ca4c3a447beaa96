//! `cargo xtask georeport`: a script for Open311, played with the client that people write such scripts with.

use crate::python::GEOREPORT;
use std::process::ExitCode;

/// Fetches the client where it is missing and plays the script.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    GEOREPORT.run()
}
