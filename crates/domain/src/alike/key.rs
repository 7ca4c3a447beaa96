//! Words in one alphabet: Kazakh in Cyrillic or in any of its Latin spellings, and Russian, as lower-case letters a–z, so
//! that "жоқ", "joq", "zhok" and "жок" are one word; and which endings may be taken off.

use unicode_normalization::UnicodeNormalization;

/// Letters of a word that are looked at.
const LONGEST: usize = 24;
/// Words of a text that are looked at; a problem is told in fewer, and memory stays bounded.
const MOST_WORDS: usize = 48;

/// Endings of nouns and adjectives, written in the one alphabet, Kazakh and Russian.
const ENDINGS: &[&str] = &[
    "degi", "tagi", "tegi", "dagi", "imiz", "iniz", "iami", "lar", "ler", "dar", "der", "tar", "ter", "nin", "din",
    "tin", "dan", "den", "tan", "ten", "nan", "nen", "men", "ben", "pen", "nda", "nde", "lik", "dik", "tik", "siz",
    "ami", "iah", "ogo", "ego", "omu", "emu", "aia", "uiu", "iam", "ga", "ge", "ka", "ke", "na", "ne", "da", "de",
    "ta", "te", "ni", "di", "ti", "si", "li", "ah", "ov", "ev", "ei", "oi", "am", "om", "em", "ih", "im", "ii", "ie",
    "oe", "ia", "iu", "a", "e", "i", "o", "u", "n",
];

/// A word of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// As it was typed.
    pub typed: String,
    /// In the one alphabet.
    pub key: String,
}

/// The words of a text in their order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || is_mark(c))).filter(|part| !part.is_empty());
    let word = |part: &str| Word { typed: part.chars().take(LONGEST).collect(), key: key(part) };
    parts.take(MOST_WORDS).map(word).filter(|word| !word.key.is_empty()).collect()
}

/// Apostrophes and combining marks stand inside words.
fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{0300}'..='\u{036F}')
}

/// A word in the one alphabet.
pub(super) fn key(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().take(LONGEST).nfc().flat_map(char::to_lowercase) {
        match cyrillic(c) {
            Some(letters) => plain.push_str(letters),
            None => latin(c, &mut plain),
        }
    }
    let mut key = String::with_capacity(plain.len());
    for c in plain.chars() {
        // Two Latin letters for one sound; "ng" is ң whichever alphabet it came from.
        let joined = match (key.chars().last(), c) {
            (Some('z'), 'h') => Some('j'),
            (Some('s'), 'h') => Some('x'),
            (Some('c'), 'h') => Some('q'),
            (Some('k'), 'h') => Some('h'),
            (Some('g'), 'h') => Some('g'),
            (Some('n'), 'g') => Some('n'),
            (Some('t'), 's') => Some('c'),
            _ => None,
        };
        match joined {
            Some(one) => {
                key.pop();
                key.push(one);
            }
            None if key.ends_with(c) && !c.is_ascii_digit() => {}
            None => key.push(c),
        }
    }
    key
}

fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' | 'і' | 'ы' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "c",
        'ч' => "q",
        'ш' | 'щ' => "x",
        'ю' => "iu",
        'я' => "ia",
        'ь' | 'ъ' => "",
        _ => return None,
    })
}

/// Latin letters of the alphabets of 1929 to 2021 and of what people type without them.
fn latin(c: char, plain: &mut String) {
    match c {
        'ı' => plain.push('i'),
        'ş' => plain.push('x'),
        'ç' => plain.push('q'),
        // The alphabet of 2018 wrote у so.
        'ý' => plain.push('u'),
        _ => match c.nfd().next() {
            Some('q') => plain.push('k'),
            Some('y') => plain.push('i'),
            Some('w') => plain.push('u'),
            Some('x') => plain.push('h'),
            Some(base) if base.is_ascii_lowercase() || base.is_ascii_digit() => plain.push(base),
            _ => {}
        },
    }
}

/// What may be left of a word when up to three endings are taken off; the word itself first, the shortest last. "Моста"
/// may be мос-та or мост-а: all ways are gone.
pub(super) fn stems(key: &str) -> Vec<&str> {
    let mut stems = vec![key];
    let mut from = 0;
    for _ in 0..3 {
        let to = stems.len();
        for at in from..to {
            let shorter = ENDINGS.iter().filter_map(|ending| stems[at].strip_suffix(ending));
            let shorter: Vec<&str> = shorter.filter(|left| left.len() >= 2).collect();
            stems.extend(shorter);
        }
        from = to;
    }
    stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
    stems.dedup();
    stems
}

/// What two words have in common that differ in endings alone: four letters at least are left, six at most.
pub(super) fn root(key: &str) -> &str {
    let mut rest = key;
    for _ in 0..4 {
        let shorter = ENDINGS.iter().filter_map(|ending| rest.strip_suffix(ending)).filter(|left| left.len() >= 4);
        let Some(found) = shorter.min_by_key(|left| left.len()) else { break };
        rest = found;
    }
    rest.get(..6).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_in_every_spelling_is_one_key() {
        let check = |spellings: &[&str]| {
            let keys: Vec<String> = spellings.iter().map(|word| key(word)).collect();
            assert!(keys.iter().all(|one| *one == keys[0]), "{spellings:?} became {keys:?}");
        };
        check(&["жоқ", "жок", "joq", "zhok", "Jok", "ЖОҚ"]);
        check(&["көше", "коше", "koshe", "köşe", "köshe"]);
        check(&["жайылым", "jaiylym", "zhaiylym", "jaıylym"]);
        check(&["қаңғыбас", "кангыбас", "qangybas", "qañğybas"]);
        check(&["ЦОН", "TsON"]);
        check(&["шағын", "shagyn", "şağın", "shag'yn"]);
    }

    #[test]
    fn endings_of_either_language_leave_one_stem() {
        let check = |word: &str, stem: &str| {
            let key = key(word);
            assert!(stems(&key).contains(&stem), "{word}: {:?} without {stem}", stems(&key));
        };
        for word in ["су", "суы", "суды", "судың", "суға", "судан", "суына", "сумен"] {
            check(word, "su");
        }
        for word in ["мал", "малды", "малдар", "малдарға", "малымыз"] {
            check(word, "mal");
        }
        for word in ["мост", "мосты", "моста", "мостом", "мостов"] {
            check(word, "most");
        }
    }

    #[test]
    fn a_street_has_one_root_in_both_languages() {
        for (kazakh, russian) in [("Абай", "Абая"), ("Сейфуллин", "Сейфуллина")] {
            let (kazakh, russian) = (key(kazakh), key(russian));
            assert_eq!(root(&kazakh), root(&russian));
        }
    }
}
