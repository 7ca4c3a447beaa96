//! `cargo xtask pg`: a throw-away PostgreSQL for a developer who wants to run a single test or look around with psql.

use crate::postgres::{Postgres, VARIABLE};
use std::process::ExitCode;

/// Starts the server, prints what to export, and waits until Ctrl-C; the server's keeper then cleans up.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    let postgres = Postgres::start()?;
    println!("export {VARIABLE}={}", postgres.url());
    println!("It stops, and everything in it is gone, when you press Ctrl-C.");
    loop {
        std::thread::park();
    }
}
