//! What in a text should be read by a person before everybody may: telephone numbers, numbers of persons, addresses of
//! e-mail, rude words. Nothing is decided here: a mark only says where to look, and misses what is written to be missed.

use crate::alike::plain_words;
use crate::catalogue::line_of;
use crate::finding::{Finding, Spot};
use serde::Deserialize;

/// Where the catalogue keeps the rude words.
pub const FILE: &str = "wary.toml";

/// A reason to look.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    /// So many digits that it may be a telephone number.
    Phone(String),
    /// Twelve digits in one piece, as the number of a person has.
    Person(String),
    /// An address of e-mail.
    Email(String),
    /// A word of the list.
    Rude(String),
}

impl Mark {
    /// Key of the sentence that says it.
    pub fn key(&self) -> &'static str {
        match self {
            Mark::Phone(_) => "wary-phone",
            Mark::Person(_) => "wary-person",
            Mark::Email(_) => "wary-email",
            Mark::Rude(_) => "wary-rude",
        }
    }

    /// What was found.
    pub fn found(&self) -> &str {
        match self {
            Mark::Phone(text) | Mark::Person(text) | Mark::Email(text) | Mark::Rude(text) => text,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaryText {
    #[serde(default)]
    words: Vec<String>,
}

/// The rude words of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Wary {
    /// In the one alphabet; a star stood for any ending.
    words: Vec<(String, bool)>,
}

impl Wary {
    /// Reads the file of the catalogue, [`FILE`].
    pub fn read(text: &str) -> Result<Wary, Finding> {
        let read: WaryText = toml::from_str(text).map_err(|error| {
            let finding = Finding::severe("catalogue-toml").with("detail", error.message()).with("nearest", "");
            finding.at(Spot::line(FILE, line_of(text, error.span().map_or(0, |span| span.start)), 1))
        })?;
        let word = |word: &String| {
            let (bare, has_star) = word.strip_suffix('*').map_or((word.as_str(), false), |bare| (bare, true));
            plain_words(bare).into_iter().next().map(|(_, key)| (key, has_star))
        };
        Ok(Wary { words: read.words.iter().filter_map(word).collect() })
    }

    /// What in a text should be looked at, each thing once.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let mut marks = numbers(text);
        let is_email = |word: &&str| {
            word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && host.len() > 3)
        };
        let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
        marks.extend(text.split_whitespace().filter(is_email).map(|word| Mark::Email(trimmed(word))));
        // Word by word: of a whole text only the beginning would be looked at.
        for (typed, key) in text.split_whitespace().flat_map(plain_words) {
            let is_rude =
                |(word, has_star): &(String, bool)| key == *word || *has_star && key.starts_with(word.as_str());
            if self.words.iter().any(is_rude) {
                marks.push(Mark::Rude(typed));
            }
        }
        marks.sort();
        marks.dedup();
        marks
    }
}

/// Fewer digits are a house, a year or a sum.
const LEAST_OF_PHONE: usize = 10;
/// More are no telephone number; they are marked all the same: cards and accounts have them.
const OF_PERSON: usize = 12;

/// Runs of digits with nothing but what people write between the digits of a telephone number.
fn numbers(text: &str) -> Vec<Mark> {
    let is_between = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}' | '–' | '+');
    let mut marks = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_digit() && !is_between(c)) {
        let n_digits = run.chars().filter(char::is_ascii_digit).count();
        if n_digits < LEAST_OF_PHONE {
            continue;
        }
        let shown = run.trim_matches(|c: char| is_between(c) && c != '+').to_string();
        let is_whole = shown.chars().all(|c| c.is_ascii_digit());
        marks.push(if is_whole && n_digits == OF_PERSON { Mark::Person(shown) } else { Mark::Phone(shown) });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let wary = Wary::read("words = [\"ақымақ*\", \"подлец*\", \"гад\"]").expect("a list");
        let marks = wary.marks(text).into_iter().map(|mark| format!("{} {}", mark.key(), mark.found()));
        assert_eq!(marks.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn numbers_of_telephones_and_persons_are_marked_and_years_and_sums_are_not() {
        check("Звоните 8 (702) 000-00-00 вечером", &["wary-phone 8 (702) 000-00-00"]);
        check("+77020000000", &["wary-phone +77020000000"]);
        check("ЖСН 850101300005 бар", &["wary-person 850101300005"]);
        check("Ждём с 2021 года, 70 домов, смета 1 500 000 тенге", &[]);
        check("Пишите на aigul@example.org.", &["wary-email aigul@example.org"]);
    }

    #[test]
    fn rude_words_are_marked_in_any_spelling() {
        check("Әкім ақымақ!", &["wary-rude ақымақ"]);
        check("aqymaqtar", &["wary-rude aqymaqtar"]);
        check("Эти ПОДЛЕЦЫ ничего не делают", &["wary-rude ПОДЛЕЦЫ"]);
        check("Гадали, когда починят дорогу", &[]);
    }

    #[test]
    fn a_wrong_list_says_where() {
        let finding = Wary::read("word = []").expect_err("no such key");
        assert_eq!(finding.code, "catalogue-toml");
    }
}
