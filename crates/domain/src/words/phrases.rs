//! Interface texts, one Fluent file a language, with the plurals of Kazakh and Russian.

use super::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;

type Bundle = FluentBundle<FluentResource>;

/// All interface texts in all languages.
pub struct Phrases {
    bundles: Vec<(Lang, Bundle)>,
}

impl Phrases {
    /// Reads Fluent sources; later sources of a language overlay earlier ones message by message.
    /// Returns what could not be read as (language, line number, trouble).
    pub fn read<'a>(sources: impl IntoIterator<Item = (Lang, &'a str)>) -> (Phrases, Vec<(Lang, u32, String)>) {
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
        let mut troubles = Vec::new();
        for (lang, source) in sources {
            let resource = match FluentResource::try_new(source.to_string()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    for error in errors {
                        let before = source.get(..error.pos.start).unwrap_or(source);
                        let line = before.matches('\n').count() as u32 + 1;
                        troubles.push((lang, line, error.kind.to_string()));
                    }
                    resource
                }
            };
            if let Some((_, bundle)) = bundles.iter_mut().find(|(known, _)| *known == lang) {
                bundle.add_resource_overriding(resource);
            }
        }
        (Phrases { bundles }, troubles)
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
    pub fn say_with(&self, lang: Lang, key: &str, args: &BTreeMap<&'static str, String>) -> String {
        self.find(lang, key, None, args).unwrap_or_else(|| {
            let values: Vec<String> = args.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{key} {}", values.join(", ")).trim_end().to_string()
        })
    }

    /// An attribute of a text (`.todo`); empty where there is none.
    pub fn attribute(&self, lang: Lang, key: &str, attribute: &str, args: &BTreeMap<&'static str, String>) -> String {
        self.find(lang, key, Some(attribute), args).unwrap_or_default()
    }

    fn bundle(&self, lang: Lang) -> Option<&Bundle> {
        self.bundles.iter().find(|(known, _)| *known == lang).map(|(_, bundle)| bundle)
    }

    fn find(
        &self,
        lang: Lang,
        key: &str,
        attribute: Option<&str>,
        args: &BTreeMap<&'static str, String>,
    ) -> Option<String> {
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
        assert_eq!(troubles[0].1, 2);
        assert_eq!(phrases.say(Lang::En, "b"), "also fine");
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
