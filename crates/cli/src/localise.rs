//! Lays the person's language over the command line before it is parsed: help, headings, and what is said where it
//! was used in a wrong way. English sentences of the commands themselves stand beside their definitions.

use crate::args::Args;
use auyl_domain::Lang;
use auyl_domain::words::Phrases;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, CommandFactory, FromArgMatches};
use std::collections::BTreeMap;
use std::ffi::OsString;

/// Help and version stand after all other flags.
const LAST: usize = 999;

/// Why the program ends before it begins.
pub enum Stop {
    /// Help or version, to be printed.
    Asked(clap::Error),
    /// A sentence about a wrong use.
    WrongUse(String),
}

/// Parses the command line in the person's language.
pub fn parse() -> Result<(Args, Lang), Stop> {
    let lang = wanted_language();
    let phrases = auyl_work::catalogue::command_line(lang);
    let parsed = localised(Args::command(), &phrases, lang)
        .try_get_matches_from(arguments())
        .and_then(|matches| Args::from_arg_matches(&matches));
    match parsed {
        Ok(args) => {
            let lang = args.lang.unwrap_or(lang);
            Ok((args, lang))
        }
        Err(error) if error.use_stderr() => Err(Stop::WrongUse(wrong_use(&error, &phrases, lang))),
        Err(error) => Err(Stop::Asked(error)),
    }
}

/// The arguments; `auyl help figure` is `auyl figure --help`.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// `--lang` before anything is parsed, else `AUYL_LANG`, else the locale, else English.
fn wanted_language() -> Lang {
    let args: Vec<String> = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let flag = args.iter().enumerate().find_map(|(at, arg)| match arg.strip_prefix("--lang") {
        Some("") => args.get(at + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_string),
        None => None,
    });
    let environment =
        ["AUYL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    flag.into_iter().chain(environment).find_map(|text| Lang::read(&text)).unwrap_or(Lang::En)
}

/// The command with the sentences `cli-about`, `cli-<command>` and `cli-arg-<argument>` where the language has them.
pub fn localised(command: clap::Command, phrases: &Phrases, lang: Lang) -> clap::Command {
    let say = |key: String| phrases.has(lang, &key).then(|| phrases.say(lang, &key));
    let heading = |key: &str| phrases.say(lang, &format!("usage-{key}"));
    let dress = |command: clap::Command| {
        let flag = |id: &'static str, short: char, action| {
            Arg::new(id)
                .long(id)
                .short(short)
                .action(action)
                .help(heading(id))
                .help_heading(heading("options"))
                .display_order(LAST)
        };
        let mut command = command.mut_args(|arg| {
            let of = if arg.is_positional() { "arguments" } else { "options" };
            let told = say(format!("cli-arg-{}", arg.get_id().as_str().replace('_', "-")));
            let arg = arg.help_heading(heading(of));
            match told {
                Some(help) => arg.help(help),
                None => arg,
            }
        });
        command = command
            .arg(flag("help", 'h', ArgAction::Help))
            .help_template(format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}", heading("heading")));
        if command.get_version().is_some() {
            command = command.arg(flag("version", 'V', ArgAction::Version));
        }
        command.subcommand_help_heading(heading("commands"))
    };
    let mut command = dress(command);
    if let Some(about) = say("cli-about".into()) {
        command = command.about(about.clone()).long_about(about);
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_string()).collect();
    for name in names {
        let about = say(format!("cli-{name}"));
        command = command.mut_subcommand(name, |sub| {
            let sub = dress(sub).disable_help_flag(true);
            match about {
                Some(about) => sub.about(about),
                None => sub,
            }
        });
    }
    command
}

/// What is wrong with how the command line was used, and where to look.
fn wrong_use(error: &clap::Error, phrases: &Phrases, lang: Lang) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    };
    let (argument, given) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let mut args = BTreeMap::from([("argument", argument.clone()), ("given", given.clone())]);
    let key = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            args.insert("given", context(ContextKind::InvalidSubcommand));
            args.insert("nearest", context(ContextKind::SuggestedSubcommand));
            "command-unknown"
        }
        ErrorKind::UnknownArgument => {
            args.insert("given", argument);
            args.insert("nearest", context(ContextKind::SuggestedArg));
            "argument-unknown"
        }
        ErrorKind::MissingRequiredArgument => {
            args.insert("missing", argument);
            "argument-missing"
        }
        ErrorKind::InvalidValue if given.is_empty() => "value-missing",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            args.insert("known", context(ContextKind::ValidValue));
            "value-wrong"
        }
        ErrorKind::ArgumentConflict if context(ContextKind::PriorArg) == argument => "twice",
        _ => {
            let told = error.to_string();
            args.insert("detail", told.lines().next().unwrap_or_default().trim_start_matches("error: ").to_string());
            "other"
        }
    };
    let command = arguments().get(1).and_then(|word| word.to_str().map(str::to_string)).unwrap_or_default();
    let command =
        Args::command().find_subcommand(&command).map_or("auyl".into(), |sub| format!("auyl {}", sub.get_name()));
    let see = phrases.say_with(lang, "usage-see-help", &BTreeMap::from([("command", command)]));
    format!("{}\n{see}", phrases.say_with(lang, &format!("usage-{key}"), &args))
}

#[cfg(test)]
mod tests {
    use super::*;
    use auyl_work::catalogue::command_line;

    #[test]
    fn every_command_and_argument_is_told_in_every_language() {
        let command = Args::command();
        let mut keys = vec!["cli-about".to_string()];
        let arg_key = |arg: &clap::Arg| format!("cli-arg-{}", arg.get_id().as_str().replace('_', "-"));
        keys.extend(command.get_arguments().map(arg_key));
        for sub in command.get_subcommands() {
            keys.push(format!("cli-{}", sub.get_name()));
            keys.extend(sub.get_arguments().map(arg_key));
        }
        for lang in [Lang::Kk, Lang::Ru] {
            let phrases = command_line(lang);
            let missing: Vec<&String> = keys.iter().filter(|key| !phrases.has(lang, key)).collect();
            assert!(missing.is_empty(), "{} lacks {missing:?}", lang.code());
        }
    }

    #[test]
    fn the_definitions_hold_together_in_every_language() {
        for lang in Lang::ALL {
            localised(Args::command(), &command_line(lang), lang).debug_assert();
        }
    }
}
