//! Texts in three languages: [`Lang`], [`Words`] (a label of the catalogue) and [`Phrases`] (interface texts),
//! and how Kazakh and Russian words are folded so that one spelling finds another.

mod phrases;
pub use phrases::{Phrases, Unread, language_of};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Kazakh, the state language.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Lang {
    /// All languages, Kazakh first.
    pub const ALL: [Lang; 3] = [Lang::Kk, Lang::Ru, Lang::En];

    /// `kk`, `ru` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Kk => "kk",
            Lang::Ru => "ru",
            Lang::En => "en",
        }
    }

    /// The language of a code; region parts (`ru-KZ`, `kk_KZ.UTF-8`) are passed over.
    pub fn read(text: &str) -> Option<Lang> {
        let code: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
        Lang::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(&code))
    }

    /// Where to look when a text is missing in this language.
    pub fn fallbacks(self) -> [Lang; 3] {
        match self {
            Lang::Kk => [Lang::Kk, Lang::Ru, Lang::En],
            Lang::Ru => [Lang::Ru, Lang::Kk, Lang::En],
            Lang::En => [Lang::En, Lang::Ru, Lang::Kk],
        }
    }
}

/// A text in up to three languages, as labels of the catalogue have them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Kazakh.
    #[serde(default)]
    pub kk: String,
    /// Russian.
    #[serde(default)]
    pub ru: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Words {
    /// The same text in every language: names and codes.
    pub fn same(text: &str) -> Words {
        Words { kk: text.into(), ru: text.into(), en: text.into() }
    }

    /// The text in this language alone, perhaps empty.
    pub fn exactly(&self, lang: Lang) -> &str {
        match lang {
            Lang::Kk => &self.kk,
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }

    /// The text in this language, or the nearest one that has it.
    pub fn get(&self, lang: Lang) -> &str {
        lang.fallbacks().into_iter().map(|l| self.exactly(l)).find(|t| !t.is_empty()).unwrap_or("")
    }

    /// Every language's text, changed the same way.
    pub fn map(&self, change: impl Fn(Lang, &str) -> String) -> Words {
        Words { kk: change(Lang::Kk, &self.kk), ru: change(Lang::Ru, &self.ru), en: change(Lang::En, &self.en) }
    }
}

/// Whoever can show a value as people read it: choices by their labels, links by their records' names.
pub trait Catalogued {
    /// The value of a register's field as people read it.
    fn shown(&self, register: &crate::Register, field: &str, value: &crate::Value, lang: Lang) -> String;
}

/// A word as it is compared: without case, with Kazakh letters and their Russian stand-ins made one
/// (ә→а, қ→к …), Latin look-alikes inside Cyrillic words replaced, ё→е, signs and runs of space gone.
pub fn fold(text: &str) -> String {
    // Almost every text is of letters that stand alone. Looking each up in the tables of Unicode was a third of an audit.
    let stands_alone = |c: char| matches!(c, '\0'..='\u{02FF}' | '\u{0400}'..='\u{0482}' | '\u{048A}'..='\u{052F}' | '\u{2010}'..='\u{2027}' | '№');
    match text.chars().all(stands_alone) {
        true => folded(text, text.chars()),
        false => folded(text, text.nfc()),
    }
}

/// Whether it is a letter of any alphabet; Russian ones are known without a table.
pub fn is_letter(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я') || c.is_alphabetic()
}

/// The letter in lower case. What becomes several letters is left to the tables.
fn lower(c: char) -> impl Iterator<Item = char> {
    let (near, far) = match c {
        '\0'..='@' | '['..='\u{7F}' | 'а'..='ё' => (Some(c), None),
        'A'..='Z' => (Some(c.to_ascii_lowercase()), None),
        'А'..='Я' => (char::from_u32(u32::from(c) + 32), None),
        _ => (None, Some(c.to_lowercase())),
    };
    near.into_iter().chain(far.into_iter().flatten())
}

fn folded(text: &str, letters: impl Iterator<Item = char>) -> String {
    let cyrillic = text.chars().any(|c| matches!(c, '\u{0400}'..='\u{04FF}'));
    let mut folded = String::with_capacity(text.len());
    for c in letters.flat_map(lower) {
        let c = match c {
            'ё' => 'е',
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'һ' => 'х',
            'і' => 'и',
            'ь' | 'ъ' => continue,
            'i' if cyrillic => 'и',
            'a' if cyrillic => 'а',
            'e' if cyrillic => 'е',
            'o' if cyrillic => 'о',
            'p' if cyrillic => 'р',
            'c' if cyrillic => 'с',
            'x' if cyrillic => 'х',
            'y' if cyrillic => 'у',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && (folded.is_empty() || folded.ends_with(' ')) {
            continue;
        }
        folded.push(c);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The candidate nearest to a mistyped word, if any is near enough to suggest.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&wanted, &fold(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_to_lower_letters_is_the_one_of_unicode() {
        for c in ('\0'..='\u{52F}').chain('\u{2010}'..='\u{2127}') {
            assert!(lower(c).eq(c.to_lowercase()), "{c:?}");
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            let text = format!("ж{c}и");
            assert_eq!(fold(&text), folded(&text, text.nfc()), "{c:?}");
        }
    }

    #[test]
    fn either_spelling_of_a_village_folds_to_one() {
        assert_eq!(fold("Қамыстыбас"), fold("Камыстыбас"));
        assert_eq!(fold("  Баймұрат   батыр "), fold("Баймурат Батыр"));
        assert_eq!(fold("Cейтова"), fold("Сейтова"), "a Latin C at the front");
    }

    #[test]
    fn a_mistyped_word_finds_its_neighbour() {
        assert_eq!(nearest("femal", ["male", "female"]), Some("female"));
        assert_eq!(nearest("зебра", ["male", "female"]), None);
    }

    #[test]
    fn a_label_without_kazakh_falls_back_to_russian() {
        let words = Words { kk: String::new(), ru: "Письмо".into(), en: "Letter".into() };
        assert_eq!(words.get(Lang::Kk), "Письмо");
        assert_eq!(words.get(Lang::En), "Letter");
    }
}
