//! Lays Kazakh and Russian sentences over the command line's own English ones before it is parsed,
//! and finds out which language the person wants.

use crate::args::Args;
use auyl_domain::Lang;
use auyl_domain::words::Phrases;
use clap::{CommandFactory, FromArgMatches};

/// Parses the command line in the person's language.
pub fn parse() -> Result<(Args, Lang), clap::Error> {
    let lang = wanted_language();
    let mut command = Args::command();
    if lang != Lang::En {
        command = localised(command, &auyl_work::catalogue::phrases(), lang);
    }
    let matches = command.try_get_matches()?;
    let args = Args::from_arg_matches(&matches)?;
    let lang = args.lang.unwrap_or(lang);
    Ok((args, lang))
}

/// `--lang` before anything is parsed, else `AUYL_LANG`, else the locale, else English.
fn wanted_language() -> Lang {
    let args: Vec<String> = std::env::args().collect();
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
    let arguments = |command: clap::Command| {
        command.mut_args(|arg| match say(format!("cli-arg-{}", arg.get_id().as_str().replace('_', "-"))) {
            Some(help) => arg.help(help),
            None => arg,
        })
    };
    let mut command = arguments(command);
    if let Some(about) = say("cli-about".into()) {
        command = command.about(about.clone()).long_about(about);
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_string()).collect();
    for name in names {
        let about = say(format!("cli-{name}"));
        command = command.mut_subcommand(name, |sub| {
            let sub = arguments(sub);
            match about {
                Some(about) => sub.about(about),
                None => sub,
            }
        });
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_is_told_in_every_language() {
        let phrases = auyl_work::catalogue::phrases();
        let command = Args::command();
        let mut keys = vec!["cli-about".to_string()];
        let arg_key = |arg: &clap::Arg| format!("cli-arg-{}", arg.get_id().as_str().replace('_', "-"));
        keys.extend(command.get_arguments().map(arg_key));
        for sub in command.get_subcommands() {
            keys.push(format!("cli-{}", sub.get_name()));
            keys.extend(sub.get_arguments().map(arg_key));
        }
        for lang in [Lang::Kk, Lang::Ru] {
            let missing: Vec<&String> = keys.iter().filter(|key| !phrases.has(lang, key)).collect();
            assert!(missing.is_empty(), "{} lacks {missing:?}", lang.code());
        }
    }

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }
}
