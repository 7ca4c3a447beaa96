//! The order in which people in Kazakhstan look for words: the 42 letters of the Kazakh alphabet, which holds the
//! Russian one; digits before letters and by their number, Latin letters after Cyrillic ones. Neither code points
//! nor the rules for Russian give it: both put ә, ғ, қ and і in wrong places.

use unicode_normalization::UnicodeNormalization;

/// The Kazakh alphabet in its order.
pub const ALPHABET: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

// Marks of what follows, in order; letters of the alphabet take 42 code points from `LETTER`.
const END: char = '\u{1}';
const GAP: char = ' ';
const NUMBER: char = '0';
const LETTER: u32 = 'A' as u32;
const FOREIGN_CYRILLIC: char = 'k';
const LATIN: char = 'l';
const OTHER: char = 'm';

/// A text by which to sort: compare keys byte by byte (in memory, or in a database without its collations). Case does
/// not matter, signs between words only part them; texts that differ in nothing else stay in a fixed order.
pub fn sort_key(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    // Where somebody typed a Latin i in a Kazakh word, the word is Kazakh all the same.
    let is_cyrillic = lower.chars().any(|c| matches!(c, '\u{0400}'..='\u{04FF}'));
    let mut key = String::with_capacity(text.len() + 8);
    let mut chars = lower.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            number(digits.trim_start_matches('0'), &mut key);
        } else {
            letter(if is_cyrillic { cyrillic_twin(c) } else { c }, &mut key);
        }
    }
    key.truncate(key.trim_end_matches(GAP).len());
    key.push(END);
    key + &lower
}

/// A longer number is larger; of two of one length the digits decide.
fn number(digits: &str, key: &mut String) {
    key.push(NUMBER);
    let length = u32::try_from(digits.len()).unwrap_or(u32::MAX).min(1000);
    key.push(char::from_u32(u32::from(NUMBER) + length).unwrap_or(OTHER));
    key.push_str(digits);
}

fn letter(c: char, key: &mut String) {
    if let Some(at) = ALPHABET.chars().position(|known| known == c) {
        key.extend(u32::try_from(at).ok().and_then(|at| char::from_u32(LETTER + at)));
    } else if matches!(c, '\u{0400}'..='\u{04FF}') {
        key.extend([FOREIGN_CYRILLIC, c]);
    } else if let Some(base) = latin_base(c) {
        key.extend([LATIN, base]);
    } else if c.is_alphanumeric() {
        key.extend([OTHER, c]);
    } else if !key.is_empty() && !key.ends_with(GAP) {
        key.push(GAP);
    }
}

/// The plain letter under marks: ş is s, ı is i.
fn latin_base(c: char) -> Option<char> {
    if c == 'ı' {
        return Some('i');
    }
    c.nfd().next().filter(char::is_ascii_lowercase)
}

fn cyrillic_twin(c: char) -> char {
    match c {
        'i' => 'і',
        'a' => 'а',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'c' => 'с',
        'x' => 'х',
        'y' => 'у',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sorted: &[&str]) {
        let mut mixed = sorted.to_vec();
        mixed.reverse();
        mixed.sort_by_cached_key(|text| sort_key(text));
        assert_eq!(mixed, sorted);
    }

    #[test]
    fn the_letters_stand_in_the_order_of_the_alphabet() {
        let letters: Vec<String> = ALPHABET.chars().map(String::from).collect();
        assert_eq!(letters.len(), 42);
        check(&letters.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn people_of_ulgi_stand_in_their_order_whatever_their_case() {
        check(&[
            "Айгүл",
            "айдана",
            "Әлия",
            "Бақыт",
            "Ғани",
            "Дина",
            "Қайрат",
            "Өмір",
            "Ұлжан",
            "Үміт",
            "Ілияс",
            "Эльмира",
        ]);
        check(&["Ержан", "Ёлкин", "Жанна"]);
        check(&["Ай", "Ай Бота", "Айбота", "Айбота (кіші)", "Айгүл"]);
    }

    #[test]
    fn digits_come_first_and_by_their_number_latin_letters_last() {
        check(&["", "1.2", "1.10", "2", "007 б", "10", "10 ауыл", "Ауыл", "Я", "Dina", "Şolpan", "Tileu", "日"]);
    }

    #[test]
    fn a_latin_letter_in_a_kazakh_word_does_not_move_it() {
        check(&["Ыбырай", "Iлияс", "Ілиясов", "Эльмира"]);
    }
}
