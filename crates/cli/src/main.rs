//! The executable `auyl`: the only reader of environment, clock and configuration, and the only writer to the
//! terminal. Each command is one file; what the work itself is stands in the other crates.

mod args;
mod commands;
mod localise;
mod output;
mod world;

use auyl_domain::Refusal;
use auyl_work::Trouble;
use localise::Stop;
use std::process::ExitCode;
use world::World;

/// Exit codes, as others script them.
mod exit {
    pub const FINE: u8 = 0;
    pub const FINDINGS: u8 = 1;
    pub const WRONG_USE: u8 = 2;
    pub const OUR_FAULT: u8 = 70;
}

fn main() -> ExitCode {
    let (args, lang) = match localise::parse() {
        Ok(parsed) => parsed,
        Err(Stop::Asked(told)) => {
            return match told.print() {
                Ok(()) => exit::FINE.into(),
                Err(_) => exit::OUR_FAULT.into(),
            };
        }
        Err(Stop::WrongUse(told)) => {
            eprintln!("auyl: {told}");
            return exit::WRONG_USE.into();
        }
    };
    output::speak(lang);
    let world = match World::open(args, lang) {
        Ok(world) => world,
        Err(refusal) => {
            // There is no catalogue yet: the built-in sentences say it.
            eprintln!("auyl: {}", refusal.message(&auyl_work::catalogue::phrases(), lang));
            return refusal.exit_code().into();
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(async {
            let outcome = commands::run(&world).await;
            world.close().await;
            outcome
        }),
        Err(error) => Err(Failure::Machine(error.into())),
    };
    match outcome {
        Ok(code) => code.into(),
        Err(Failure::Refused(refusal)) => {
            world.say_error(&refusal.message(world.catalogue.phrases(), world.lang));
            refusal.exit_code().into()
        }
        Err(Failure::Machine(error)) => {
            // Logged once, with what the machine said; the person gets a plain sentence.
            world.say_error(&world.phrase("our-fault", &[("detail", format!("{error:#}"))]));
            exit::OUR_FAULT.into()
        }
    }
}

/// Why a command did not finish.
enum Failure {
    Refused(Box<Refusal>),
    Machine(anyhow::Error),
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        match trouble {
            Trouble::Refusal(refusal) => Failure::Refused(Box::new(refusal)),
            Trouble::Machine(error) => Failure::Machine(anyhow::anyhow!("{error}")),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(Box::new(refusal))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Machine(error)
    }
}
