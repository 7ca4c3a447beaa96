//! Automation of this repository: everything a developer or the CI does besides building, as plain Rust programs,
//! so that a machine with cargo needs nothing else. One subcommand is one file; all stand in [`COMMANDS`].

mod bench;
mod browser;
mod cargo;
mod demo;
mod deny;
mod georeport;
mod machine;
mod odk;
mod office;
mod papers;
mod pg;
mod postgres;
mod python;
mod schema;
mod soak;
mod suites;
mod tally;
mod test;
mod tidy;
mod wire;

use std::process::ExitCode;

/// One subcommand of `cargo xtask`.
struct Command {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> anyhow::Result<ExitCode>,
}

/// Everything `cargo xtask` can do, in the order `help` shows it.
const COMMANDS: &[Command] = &[
    Command {
        name: "test",
        about: "everything the CI checks, on SQLite and on a throw-away PostgreSQL",
        run: test::run,
    },
    Command { name: "tidy", about: "the rules of this house that no compiler knows", run: tidy::run },
    Command { name: "deny", about: "licences, bans and sources of all dependencies", run: deny::run },
    Command {
        name: "browser",
        about: "the daily jobs in a real browser, and every page under the eye of axe",
        run: browser::run,
    },
    Command { name: "schema", about: "the API against its description, asked by schemathesis", run: schema::run },
    Command { name: "odk", about: "a script for ODK Central, played with its own client", run: odk::run },
    Command { name: "georeport", about: "a script for Open311, played with its own client", run: georeport::run },
    Command { name: "demo", about: "write the generated part of the example project anew", run: demo::run },
    Command { name: "pg", about: "start a throw-away PostgreSQL, print its address, stop it at Ctrl-C", run: pg::run },
    Command {
        name: "soak",
        about: "hours of bad luck in minutes: fuzzing, imports and servers killed, a full disk",
        run: soak::run,
    },
    Command { name: "bench", about: "how long the slow works take, against what was promised", run: bench::run },
    Command { name: "help", about: "this list", run: help },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.trim_start_matches('-'), rest),
        None => ("help", &[][..]),
    };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprintln!("There is no `cargo xtask {name}`.\n\n{}", overview());
        return ExitCode::from(2);
    };
    match (command.run)(rest) {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("\ncargo xtask {name} stopped: {trouble:#}");
            ExitCode::FAILURE
        }
    }
}

fn help(_: &[String]) -> anyhow::Result<ExitCode> {
    print!("{}", overview());
    Ok(ExitCode::SUCCESS)
}

fn overview() -> String {
    let width = COMMANDS.iter().map(|command| command.name.len()).max().unwrap_or(0);
    let mut text = String::from("cargo xtask COMMAND\n\n");
    for Command { name, about, .. } in COMMANDS {
        text += &format!("  {name:width$}  {about}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_named_once_and_listed_by_help() {
        let overview = overview();
        for command in COMMANDS {
            let lines: Vec<&str> =
                overview.lines().filter(|line| line.split_whitespace().next() == Some(command.name)).collect();
            assert_eq!(lines.len(), 1, "`{}` should stand once in:\n{overview}", command.name);
            assert!(lines[0].ends_with(command.about));
        }
    }

    #[test]
    fn every_command_but_help_has_a_file_of_its_own() {
        let sources = crate::cargo::root().join("xtask/src");
        for command in COMMANDS.iter().filter(|command| command.name != "help") {
            let file = sources.join(format!("{}.rs", command.name));
            assert!(file.is_file(), "{} is missing", file.display());
        }
    }
}
