//! `cargo xtask soak [--seconds N] [--rounds N] [--program FILE] [fuzz|kill|full|room|submissions …]`: what takes too long for
//! every change. Every parser of foreign bytes is fuzzed for N seconds (60), one after the other; an import is killed at
//! forty moments; an import and phones meet a full disk; a server is killed N times (40) while phones send. Without a word all of
//! them; it fails when one finds something.

mod full;
mod fuzz;
mod kill;
mod room;
mod submissions;
mod village;

pub use village::auyl;

use crate::cargo::{cargo, must_run, root};
use anyhow::{Context, bail};
use std::path::PathBuf;
use std::process::ExitCode;

/// A part of the soak: its name, and what it does; true when nothing was found.
type Part = (&'static str, fn(&Order) -> anyhow::Result<bool>);

const PARTS: &[Part] = &[
    ("fuzz", fuzz::run),
    ("kill", kill::run),
    ("full", full::run),
    ("room", room::run),
    ("submissions", submissions::run),
];

/// What was asked for.
struct Order {
    /// Seconds for each target of the fuzzer.
    seconds: u32,
    /// How often a server is killed while phones send.
    rounds: u32,
    /// An executable to kill and to fill the disk of, instead of the one of the tree.
    program: Option<PathBuf>,
    parts: Vec<&'static Part>,
}

/// Runs the parts asked for.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let order = read(arguments)?;
    let mut is_clean = true;
    for (name, part) in &order.parts {
        println!("\n== {name}");
        is_clean &= part(&order)?;
    }
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(arguments: &[String]) -> anyhow::Result<Order> {
    let mut order = Order { seconds: 60, rounds: 40, program: None, parts: Vec::new() };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--seconds" => {
                let seconds = rest.next().context("`--seconds` wants a number behind it")?;
                order.seconds = seconds.parse().with_context(|| format!("`{seconds}` is no number of seconds"))?;
            }
            "--rounds" => {
                let rounds = rest.next().context("`--rounds` wants a number behind it")?;
                order.rounds = rounds.parse().with_context(|| format!("`{rounds}` is no number of rounds"))?;
            }
            "--program" => order.program = Some(rest.next().context("`--program` wants a file behind it")?.into()),
            word => match PARTS.iter().find(|(name, _)| *name == word) {
                Some(part) => order.parts.push(part),
                None => bail!(
                    "`{word}` is not understood; --seconds N, --rounds N, --program FILE, fuzz, kill, full, room and submissions are"
                ),
            },
        }
    }
    if order.parts.is_empty() {
        order.parts = PARTS.iter().collect();
    }
    Ok(order)
}

/// Where cargo builds, and where we leave what was found.
fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The executable: the one given, or the tree's, built in release where a release was built before.
fn program(order: &Order) -> anyhow::Result<PathBuf> {
    if let Some(program) = &order.program {
        return Ok(program.clone());
    }
    let release = target_folder().join("release/auyl");
    let is_release = release.is_file();
    let mut build = cargo(["build", "--quiet", "--package", "auyl-cli"]);
    must_run(if is_release { build.arg("--release") } else { &mut build })?;
    Ok(if is_release { release } else { target_folder().join("debug/auyl") })
}

/// A new, empty folder for a part's work.
fn empty_folder(name: &str) -> anyhow::Result<PathBuf> {
    let folder = target_folder().join("soak").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(typed: &str, expected: Expect) {
        let arguments: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        let said = match read(&arguments) {
            Ok(order) => {
                let parts: Vec<&str> = order.parts.iter().map(|(name, _)| *name).collect();
                let Order { seconds, rounds, program, .. } = order;
                format!("{} for {seconds} s, {rounds} rounds, program {program:?}", parts.join(" "))
            }
            Err(trouble) => trouble.to_string(),
        };
        expected.assert_eq(&said);
    }

    #[test]
    fn without_a_word_everything_soaks_for_a_minute() {
        check("", expect!["fuzz kill full room submissions for 60 s, 40 rounds, program None"]);
        check("--seconds 5 fuzz", expect!["fuzz for 5 s, 40 rounds, program None"]);
        check("kill --program a/auyl", expect![[r#"kill for 60 s, 40 rounds, program Some("a/auyl")"#]]);
        check("submissions --rounds 200", expect!["submissions for 60 s, 200 rounds, program None"]);
        check("--seconds long", expect!["`long` is no number of seconds"]);
        check(
            "drown",
            expect![
                "`drown` is not understood; --seconds N, --rounds N, --program FILE, fuzz, kill, full, room and submissions are"
            ],
        );
    }
}
