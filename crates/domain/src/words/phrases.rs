//! Interface texts, Fluent files of each language, with the plurals of Kazakh and Russian.

use super::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::{BTreeMap, BTreeSet};

type Bundle = FluentBundle<FluentResource>;

/// All interface texts in all languages.
pub struct Phrases {
    bundles: Vec<(Lang, Bundle)>,
    keys: BTreeMap<Lang, BTreeSet<String>>,
}

/// What could not be read of the interface texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// Which of the sources, from nought.
    pub source: usize,
    /// Line, from 1.
    pub line: u32,
    /// What is wrong there.
    pub detail: String,
}

/// The language of a file of interface texts: `words/kk.ftl` and `words/kk/events.ftl` are Kazakh; none for other files.
pub fn language_of(path: &str) -> Option<Lang> {
    let name = path.strip_prefix("words/")?.strip_suffix(".ftl")?;
    let code = name.split_once('/').map_or(name, |(folder, _)| folder);
    Lang::ALL.into_iter().find(|lang| lang.code() == code)
}

impl Phrases {
    /// Reads Fluent sources; later sources of a language overlay earlier ones message by message.
    /// Returns what could not be read besides.
    pub fn read<'a>(sources: impl IntoIterator<Item = (Lang, &'a str)>) -> (Phrases, Vec<Unread>) {
        let mut bundles: Vec<(Lang, Bundle)> = Lang::ALL
            .into_iter()
            .map(|lang| {
                let id = lang.code().parse().expect("kk, ru and en are language identifiers");
                let mut bundle = Bundle::new_concurrent(vec![id]);
                // Isolation marks would end up in workbooks and documents.
                bundle.set_use_isolating(false);
                (lang, bundle)
            })
            .collect();
        let mut unread = Vec::new();
        let mut keys: BTreeMap<Lang, BTreeSet<String>> = BTreeMap::new();
        for (at, (lang, source)) in sources.into_iter().enumerate() {
            let resource = match FluentResource::try_new(source.to_string()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    for error in errors {
                        let before = source.get(..error.pos.start).unwrap_or(source);
                        let line = before.matches('\n').count() as u32 + 1;
                        unread.push(Unread { source: at, line, detail: error.kind.to_string() });
                    }
                    resource
                }
            };
            if let Some((_, bundle)) = bundles.iter_mut().find(|(known, _)| *known == lang) {
                bundle.add_resource_overriding(resource);
                let read = messages(source).filter(|key| bundle.has_message(key));
                keys.entry(lang).or_default().extend(read);
            }
        }
        (Phrases { bundles, keys }, unread)
    }

    /// Names of all texts that this language itself has, in order.
    pub fn all_keys(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.keys.get(&lang).into_iter().flatten().map(String::as_str)
    }

    /// Whether this language itself has the text.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.bundle(lang).is_some_and(|bundle| bundle.has_message(key))
    }

    /// A text without arguments.
    pub fn say(&self, lang: Lang, key: &str) -> String {
        self.say_with(lang, key, &BTreeMap::new())
    }

    /// A text with arguments. A whole number is passed as a number, so that plurals work; a text that no
    /// language has shows its key, which is ugly but never hides that something was to be said.
    pub fn say_with(&self, lang: Lang, key: &str, args: &BTreeMap<&str, String>) -> String {
        self.find(lang, key, None, args).unwrap_or_else(|| {
            let values: Vec<String> = args.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{key} {}", values.join(", ")).trim_end().to_string()
        })
    }

    /// An attribute of a text (`.todo`); empty where there is none.
    pub fn attribute(&self, lang: Lang, key: &str, attribute: &str, args: &BTreeMap<&str, String>) -> String {
        self.find(lang, key, Some(attribute), args).unwrap_or_default()
    }

    fn bundle(&self, lang: Lang) -> Option<&Bundle> {
        self.bundles.iter().find(|(known, _)| *known == lang).map(|(_, bundle)| bundle)
    }

    fn find(&self, lang: Lang, key: &str, attribute: Option<&str>, args: &BTreeMap<&str, String>) -> Option<String> {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(*name, told(value));
            // So that a sentence can leave out what it was not told: `{ $nearest_set -> [yes] … *[no] … }`.
            fluent.set(format!("{name}_set"), if value.trim().is_empty() { "no" } else { "yes" });
        }
        lang.fallbacks().into_iter().filter_map(|lang| self.bundle(lang)).find_map(|bundle| {
            let message = bundle.get_message(key)?;
            let pattern = match attribute {
                None => message.value()?,
                Some(name) => message.get_attribute(name)?.value(),
            };
            Some(bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned())
        })
    }
}

/// Names at the beginnings of lines, as Fluent has its messages.
fn messages(source: &str) -> impl Iterator<Item = String> {
    source.lines().filter_map(|line| {
        let (name, _) = line.split_once('=')?;
        let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
        (starts && is_name(name.trim_end())).then(|| name.trim_end().to_string())
    })
}

/// A whole number as a number, for the plurals; what is only written like one, such as `007` or `+7702…`, stays as
/// it is, and so does what a float cannot hold.
fn told(value: &str) -> FluentValue<'_> {
    const EXACT: u64 = 1 << 53;
    match value.parse::<i64>() {
        Ok(number) if number.unsigned_abs() < EXACT && number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_counts_people_in_three_ways_and_kazakh_in_one() {
        let ru =
            "people = { $n ->\n    [one] { $n } человек\n    [few] { $n } человека\n   *[many] { $n } человек\n }\n";
        let (phrases, troubles) = Phrases::read([(Lang::Ru, ru), (Lang::Kk, "people = { $n } адам\n")]);
        assert_eq!(troubles, vec![]);
        let say = |lang, n: &str| phrases.say_with(lang, "people", &BTreeMap::from([("n", n.to_string())]));
        assert_eq!(say(Lang::Ru, "22"), "22 человека");
        assert_eq!(say(Lang::Ru, "5"), "5 человек");
        assert_eq!(say(Lang::Kk, "22"), "22 адам");
        assert_eq!(say(Lang::En, "22"), "22 человека", "English falls back to Russian");
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_still_speaks() {
        let (phrases, troubles) = Phrases::read([(Lang::En, "a = fine\n= broken\nb = also fine\n")]);
        assert_eq!(troubles.len(), 1);
        assert_eq!(troubles[0].line, 2);
        assert_eq!(phrases.say(Lang::En, "b"), "also fine");
    }

    #[test]
    fn the_file_of_an_area_is_laid_over_that_of_the_language() {
        let files = ["words/en.ftl", "words/en/events.ftl", "words/kk/events.ftl", "words/readme.ftl", "en.ftl"];
        let known: Vec<Option<Lang>> = files.into_iter().map(language_of).collect();
        assert_eq!(known, [Some(Lang::En), Some(Lang::En), Some(Lang::Kk), None, None]);
        let (phrases, unread) = Phrases::read([(Lang::En, "b = one\na = old\n"), (Lang::En, "a = new\n= ?\n")]);
        assert_eq!((unread.len(), unread[0].source, unread[0].line), (1, 1, 2));
        assert_eq!(phrases.say(Lang::En, "a"), "new");
        assert_eq!(phrases.all_keys(Lang::En).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(phrases.all_keys(Lang::Kk).count(), 0);
    }

    #[test]
    fn a_sentence_leaves_out_what_it_was_not_told() {
        let en =
            "a = No such word.{ $nearest_set ->\n    [yes] { \" \" }Nearest: { $nearest }\n   *[no] { \"\" }\n }\n";
        let (phrases, troubles) = Phrases::read([(Lang::En, en)]);
        assert_eq!(troubles, vec![]);
        let say = |nearest: &str| phrases.say_with(Lang::En, "a", &BTreeMap::from([("nearest", nearest.to_string())]));
        assert_eq!(say("gender"), "No such word. Nearest: gender");
        assert_eq!(say(""), "No such word.");
        assert_eq!(phrases.say(Lang::En, "a"), "No such word.");
    }

    #[test]
    fn what_is_only_written_like_a_number_stays_as_it_was_typed() {
        let (phrases, _) = Phrases::read([(Lang::En, "a = { $typed }\n")]);
        let say = |typed: &str| phrases.say_with(Lang::En, "a", &BTreeMap::from([("typed", typed.to_string())]));
        for typed in ["007", "+77020000000", "9007199254740993", "-5", "31.02.2024"] {
            assert_eq!(say(typed), typed);
        }
    }
}
