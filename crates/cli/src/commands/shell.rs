//! Completion and man page, from the same definitions as the flags themselves.

use crate::args::{Args, Shell};
use crate::localise;
use crate::output::out;
use crate::world::World;
use crate::{Failure, exit};
use clap::CommandFactory;

fn command(world: &World) -> clap::Command {
    localise::localised(Args::command(), world.phrases(), world.lang)
}

/// Prints completion for a shell.
pub fn completion(world: &World, shell: Shell) -> u8 {
    let shell = match shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
        Shell::Powershell => clap_complete::Shell::PowerShell,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(world), "auyl", &mut script);
    out!("{}", String::from_utf8_lossy(&script).trim_end());
    exit::FINE
}

/// Prints the man page, all commands in one.
pub fn man(world: &World) -> Result<u8, Failure> {
    let mut command = command(world);
    command.build();
    let mut page = Vec::new();
    let render = |command: clap::Command, page: &mut Vec<u8>| {
        clap_mangen::Man::new(command).render(page).map_err(|error| Failure::Machine(error.into()))
    };
    let subcommands: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    render(command, &mut page)?;
    for subcommand in subcommands {
        render(subcommand, &mut page)?;
    }
    out!("{}", String::from_utf8_lossy(&page).trim_end());
    Ok(exit::FINE)
}
