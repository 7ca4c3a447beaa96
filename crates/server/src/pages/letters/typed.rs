//! What was typed into the small forms of a letter: texts, and days that may be impossible.

use crate::pages::record::Arrived;
use crate::say::Say;
use auyl_domain::value::read_date;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a form says, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    texts: BTreeMap<String, String>,
    /// The field and what is wrong with it.
    pub wrong: Vec<(String, String)>,
}

/// A text of these forms has so many letters at most; the note of an extension is the longest.
const MOST: usize = 4000;

impl Typed {
    /// What arrived.
    pub fn of(arrived: &Arrived) -> Typed {
        let short = |text: &String| text.trim().chars().take(MOST).collect();
        let texts = arrived.texts.iter().map(|(name, text)| (name.clone(), short(text)));
        Typed { texts: texts.collect(), wrong: Vec::new() }
    }

    /// A text, or empty.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map(String::as_str).unwrap_or_default()
    }

    /// A day; none where nothing was typed. What is no day is noted.
    pub fn day(&mut self, say: &Say, name: &str) -> Option<Date> {
        let typed = self.text(name).to_string();
        let day = read_date(&typed);
        if day.is_none() && !typed.is_empty() {
            self.wrong.push((name.to_string(), say.name("letters-day-impossible", typed)));
        }
        day
    }

    /// A day that must be there.
    pub fn must_day(&mut self, say: &Say, name: &str) -> Option<Date> {
        if self.text(name).is_empty() {
            self.wrong.push((name.to_string(), say.t("letters-day-missing")));
        }
        self.day(say, name)
    }

    /// A text that must be there.
    pub fn must(&mut self, say: &Say, name: &str, key: &str) -> String {
        if self.text(name).is_empty() {
            self.wrong.push((name.to_string(), say.t(key)));
        }
        self.text(name).to_string()
    }
}
