//! The sentences, numbers and dates of a page in the language of the person who reads it.

use auyl_domain::words::Catalogued;
use auyl_domain::{Catalogue, Lang, Register, Value, Words, amount, value};
use auyl_work::project::Names;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Speaks one language.
#[derive(Clone)]
pub struct Say {
    catalogue: Arc<Catalogue>,
    /// The language.
    pub lang: Lang,
    zone: jiff::tz::TimeZone,
}

impl Say {
    /// Speaks the language of somebody in a time zone.
    pub fn of(catalogue: Arc<Catalogue>, lang: Lang, zone: jiff::tz::TimeZone) -> Say {
        Say { catalogue, lang, zone }
    }

    /// The same in another language.
    pub fn in_language(self, lang: Lang) -> Say {
        Say { lang, ..self }
    }

    /// The same with the names of more registers.
    pub fn knowing(self, catalogue: Arc<Catalogue>) -> Say {
        Say { catalogue, ..self }
    }

    /// A sentence.
    pub fn t(&self, key: &str) -> String {
        self.catalogue.phrases().say(self.lang, key)
    }

    /// A sentence about so many.
    pub fn n(&self, key: &str, n: impl ToString) -> String {
        self.with(key, &[("n", n.to_string())])
    }

    /// A sentence that names something.
    pub fn name(&self, key: &str, name: impl ToString) -> String {
        self.with(key, &[("name", name.to_string())])
    }

    /// A sentence with several names.
    pub fn with(&self, key: &str, args: &[(&'static str, String)]) -> String {
        let args: BTreeMap<&'static str, String> = args.iter().cloned().collect();
        self.catalogue.phrases().say_with(self.lang, key, &args)
    }

    /// Whether there is such a sentence.
    pub fn has(&self, key: &str) -> bool {
        self.catalogue.phrases().has(self.lang, key)
    }

    /// A label of the catalogue.
    pub fn words(&self, words: &Words) -> String {
        words.get(self.lang).to_string()
    }

    /// The label of a word of a list.
    pub fn label(&self, choices: &str, word: &str) -> String {
        self.catalogue.label(choices, word, self.lang)
    }

    /// The plural title of a register.
    pub fn register(&self, id: &str) -> String {
        self.catalogue.register(id).map_or_else(|| id.to_string(), |register| self.words(&register.title))
    }

    /// A whole number with its thousands apart.
    pub fn number(&self, number: impl ToString) -> String {
        let number = number.to_string();
        number.parse().map(amount::grouped).unwrap_or(number)
    }

    /// Tenge, from tiyn.
    pub fn money(&self, tiyn: i64) -> String {
        format!("{}\u{a0}₸", amount::shown_scaled(tiyn, amount::TIYN))
    }

    /// A day, short.
    pub fn day(&self, day: &Date) -> String {
        value::shown_date(*day)
    }

    /// A day, with its month as a word.
    pub fn long_day(&self, day: &Date) -> String {
        value::long_date(*day, self.lang)
    }

    /// A moment of the log, where the village is.
    pub fn moment(&self, at: &str) -> String {
        match at.parse::<jiff::Timestamp>() {
            Ok(at) => {
                let at = at.to_zoned(self.zone.clone());
                format!("{} {:02}:{:02}", value::shown_date(at.date()), at.hour(), at.minute())
            }
            Err(_) => at.to_string(),
        }
    }

    /// A value of a record as people read it; links by the names that are known.
    pub fn value(&self, names: &Names<'_>, register: &Register, field: &str, value: &Value) -> String {
        names.shown(register, field, value, self.lang)
    }
}
