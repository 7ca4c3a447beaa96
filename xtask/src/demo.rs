//! `cargo xtask demo`: the rows of the example project that nobody would write by hand — people, sign-in lists,
//! answers, evidence — as CSV in `catalogue/demo`. No clock, own dice: the same files on every machine.
//! Texts that somebody wrote stand beside them as TOML and are not touched.

mod answers;
mod attend;
mod calendar;
mod dice;
pub use dice::Dice;
mod office;
mod people;
mod press;
mod proof;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod world;

use crate::cargo::root;
use anyhow::Context;
use std::process::ExitCode;

/// Where the example project stands.
const FOLDER: &str = "catalogue/demo";

/// Writes the generated files.
pub fn run(_: &[String]) -> anyhow::Result<ExitCode> {
    let folder = root().join(FOLDER);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let files = files();
    for (name, text) in &files {
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    println!("{} files written to {FOLDER}", files.len());
    Ok(ExitCode::SUCCESS)
}

/// Names and texts of all generated files.
fn files() -> Vec<(String, String)> {
    let people = people::people();
    let events = calendar::events();
    let attendances = attend::attendances(&people, &events);
    vec![
        people::table(&people),
        office::events(&events),
        attend::table(&attendances, &people, &events),
        attend::scores(&attendances, &people, &events),
        attend::testimonials(&attendances, &people, &events),
        attend::consents(&attendances, &people, &events),
        attend::community(&people, &events, &attendances),
        answers::engagement(),
        answers::activists(),
        proof::table(&events),
        office::coordinator_reports(),
        office::equipment(),
        office::ledger(),
        press::publications(),
    ]
}
