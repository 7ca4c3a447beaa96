//! How made-up reports say things: sentences of one language out of `xtask/wordings/*.toml`, one of several each time, and
//! numbers, sums and days as people write them. The program has such words, too (`reports/src/units/spelled.rs`); they are not
//! called, so that a fault there is not planted into what it is measured by, and so that this program is built without it.

use crate::demo::Dice;
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// Sentences of one language, of which each report takes some.
pub struct Wordings(BTreeMap<String, Vec<String>>);

/// A day of the project's year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day {
    /// Year.
    pub year: u32,
    /// Month, from 1.
    pub month: usize,
    /// Day, from 1; 31 of June is a mistake somebody makes.
    pub day: u32,
}

impl Wordings {
    /// The sentences of a language in a file.
    pub fn read(path: &Path, lang: &str) -> anyhow::Result<Wordings> {
        let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
        let mut all: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(&text)?;
        all.remove(lang).map(Wordings).with_context(|| format!("{} has no {lang}", path.display()))
    }

    /// All ways of saying one thing.
    pub fn all(&self, key: &str) -> &[String] {
        self.0.get(key).unwrap_or_else(|| panic!("no wording for {key}"))
    }

    /// One of them, its names filled in.
    pub fn say(&self, dice: &mut Dice, key: &str, names: &[(&str, &dyn ToString)]) -> String {
        let all = self.all(key);
        filled(&all[dice.below(all.len())], names)
    }
}

/// A sentence with its names filled in.
pub fn filled(sentence: &str, names: &[(&str, &dyn ToString)]) -> String {
    names
        .iter()
        .fold(sentence.to_string(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &value.to_string()))
}

/// "5 659 000".
pub fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// With a capital letter.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// "13 марта 2024 года", "2024 жылғы 13 наурыз".
pub fn day(words: &Wordings, lang: &str, at: Day) -> String {
    let month = &words.all("of_months")[at.month - 1];
    if lang == "kk" {
        format!("{} жылғы {} {month}", at.year, at.day)
    } else {
        format!("{} {month} {}", at.day, at.year)
    }
}

/// Thousands up to a billion in words.
pub fn in_words(lang: &str, number: i64) -> String {
    let (millions, thousands) = (number / 1_000_000, number / 1000 % 1000);
    let mut words = Vec::new();
    if lang == "kk" {
        for (count, word) in [(millions, "миллион"), (thousands, "мың")] {
            if count > 0 {
                words.push(format!("{} {word}", kazakh(count)));
            }
        }
    } else {
        if millions > 0 {
            words.push(format!(
                "{} {}",
                russian(millions, false),
                form(millions, ["миллион", "миллиона", "миллионов"])
            ));
        }
        if thousands > 0 {
            words.push(format!("{} {}", russian(thousands, true), form(thousands, ["тысяча", "тысячи", "тысяч"])));
        }
    }
    words.join(" ")
}

fn form(count: i64, forms: [&'static str; 3]) -> &'static str {
    match (count % 100, count % 10) {
        (11..=14, _) => forms[2],
        (_, 1) => forms[0],
        (_, 2..=4) => forms[1],
        _ => forms[2],
    }
}

fn russian(number: i64, feminine: bool) -> String {
    const HUNDREDS: [&str; 10] =
        ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];
    const TENS: [&str; 10] =
        ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
    const ONES: [&str; 20] = [
        "",
        "один",
        "два",
        "три",
        "четыре",
        "пять",
        "шесть",
        "семь",
        "восемь",
        "девять",
        "десять",
        "одиннадцать",
        "двенадцать",
        "тринадцать",
        "четырнадцать",
        "пятнадцать",
        "шестнадцать",
        "семнадцать",
        "восемнадцать",
        "девятнадцать",
    ];
    let rest = number % 100;
    let (tens, ones) = if rest < 20 { (0, rest) } else { (rest / 10, rest % 10) };
    let ones = match (ones, feminine) {
        (1, true) => "одна",
        (2, true) => "две",
        (ones, _) => ONES[ones as usize],
    };
    joined([HUNDREDS[(number / 100) as usize], TENS[tens as usize], ones])
}

fn kazakh(number: i64) -> String {
    const TENS: [&str; 10] = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"];
    const ONES: [&str; 10] = ["", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"];
    let hundreds = match number / 100 {
        0 => String::new(),
        1 => "жүз".to_string(),
        n => format!("{} жүз", ONES[n as usize]),
    };
    joined([&hundreds, TENS[(number / 10 % 10) as usize], ONES[(number % 10) as usize]])
}

fn joined(words: [&str; 3]) -> String {
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_said_in_both_languages() {
        assert_eq!(in_words("ru", 5_659_000), "пять миллионов шестьсот пятьдесят девять тысяч");
        assert_eq!(in_words("ru", 21_102_000), "двадцать один миллион сто две тысячи");
        assert_eq!(in_words("kk", 5_659_000), "бес миллион алты жүз елу тоғыз мың");
        assert_eq!(grouped(5_659_000), "5 659 000");
        assert_eq!(grouped(90), "90");
    }
}
