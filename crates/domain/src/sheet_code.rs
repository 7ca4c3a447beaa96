//! The code on a printed sheet: nine letters and digits that say which blank, of which event, and which of its pages. It
//! is made from the ids alone, so that nothing is kept for a sheet that nobody brings back.
//! Letters are Crockford's base 32 (no I, L, O, U); the last one is a check over GF(32), which notices every wrong letter
//! and every two that changed places.

use sha2::{Digest, Sha256};

pub(crate) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters made from the ids: 35 bits, so that of ten thousand sheets hardly two agree.
const OF_IDS: usize = 7;
/// All letters: those of the ids, the page, the check.
const LENGTH: usize = OF_IDS + 2;
/// A blank has at most so many pages.
pub const MOST_PAGES: u8 = 31;

/// What a code says. Which blank and event it means is found by comparing [`SheetCode::of`] of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SheetCode {
    of: [u8; OF_IDS],
    /// Page of the blank, from 1.
    pub page: u8,
}

/// Why a text is no code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It has not nine letters, or one that codes never have.
    NoCode,
    /// A letter is wrong, or two changed places.
    WrongLetter,
}

impl SheetCode {
    /// The code of a page of the blank of a register for an event; the page is held between 1 and [`MOST_PAGES`].
    pub fn of(project: &str, register: &str, event: &str, page: u8) -> SheetCode {
        let mut hash = Sha256::new();
        for part in ["sheet", project, register, event] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        let mut of = [0; OF_IDS];
        of.iter_mut().zip(digest.iter()).for_each(|(letter, byte)| *letter = byte & 31);
        SheetCode { of, page: page.clamp(1, MOST_PAGES) }
    }

    /// Whether both are pages of one blank.
    pub fn is_of_same_blank(&self, other: &SheetCode) -> bool {
        self.of == other.of
    }

    /// Reads what somebody typed or a camera read: the code itself, or an address that ends in it. Spaces and hyphens do not
    /// matter, O is 0, I and L are 1, and a Cyrillic letter is the Latin one that looks like it.
    pub fn read(text: &str) -> Result<SheetCode, Unreadable> {
        let own = text.rsplit_once("code=").map_or(text, |(_, code)| code);
        let digits = digits(own, LENGTH).ok_or(Unreadable::NoCode)?;
        let (Some(of), Some(&page), true) = (digits.first_chunk(), digits.get(OF_IDS), digits.len() == LENGTH) else {
            return Err(Unreadable::NoCode);
        };
        if residue(&digits) != 0 || page == 0 {
            return Err(Unreadable::WrongLetter);
        }
        Ok(SheetCode { of: *of, page })
    }
}

impl std::fmt::Display for SheetCode {
    /// In three groups of three, easy to read aloud.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut digits = self.of.to_vec();
        digits.push(self.page);
        digits.push(times_root(residue(&digits)));
        for (at, digit) in digits.iter().enumerate() {
            let gap = if at > 0 && at % 3 == 0 { "-" } else { "" };
            write!(f, "{gap}{}", LETTERS[usize::from(digit & 31)] as char)?;
        }
        Ok(())
    }
}

/// The values of what somebody typed, one more than `length` of them at most; none where a letter is none of ours.
pub(crate) fn digits(typed: &str, length: usize) -> Option<Vec<u8>> {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.'));
    letters.take(length + 1).map(digit).collect()
}

/// The value of a letter as people type it.
fn digit(letter: char) -> Option<u8> {
    let latin = match letter.to_uppercase().next()? {
        'O' | 'О' => '0',
        'I' | 'L' | 'І' => '1',
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        letter => letter,
    };
    let at = LETTERS.iter().position(|known| *known as char == latin)?;
    u8::try_from(at).ok()
}

/// The digits as a polynomial at the root; 0 for a right code.
pub(crate) fn residue(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, digit| times_root(sum) ^ digit)
}

/// Multiplies by the root of x⁵ + x² + 1.
pub(crate) fn times_root(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: &str = "auyl attendance ga-qamystybas-1 2";

    fn code() -> SheetCode {
        let mut parts = TYPED.split(' ');
        let mut next = || parts.next().expect("four parts");
        let (project, register, event, page) = (next(), next(), next(), next());
        SheetCode::of(project, register, event, page.parse().expect("a page"))
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let text = code().to_string();
        expect_test::expect!["RE0-X7V-424"].assert_eq(&text);
        let cyrillic = text.replace('E', "е").replace('X', "Х").replace('0', "о").replace('-', " ");
        for typed in [text.to_lowercase(), cyrillic, format!("https://example.org/p/auyl/sheets?code={text}")] {
            assert_eq!(SheetCode::read(&typed), Ok(code()), "{typed}");
        }
        for wrong in ["", "RE0", "UUUUUUUUU", "RE0X7V4244", "Қамыстыбас"] {
            assert_eq!(SheetCode::read(wrong), Err(Unreadable::NoCode), "{wrong}");
        }
    }

    #[test]
    fn every_wrong_letter_and_every_swap_is_noticed() {
        let right: Vec<char> = code().to_string().replace('-', "").chars().collect();
        for at in 0..right.len() {
            for letter in LETTERS.iter().map(|letter| *letter as char).filter(|letter| *letter != right[at]) {
                let mut wrong = right.clone();
                wrong[at] = letter;
                assert_eq!(SheetCode::read(&String::from_iter(&wrong)), Err(Unreadable::WrongLetter), "{wrong:?}");
            }
            for other in (0..at).filter(|other| right[*other] != right[at]) {
                let mut wrong = right.clone();
                wrong.swap(at, other);
                assert_eq!(SheetCode::read(&String::from_iter(&wrong)), Err(Unreadable::WrongLetter), "{wrong:?}");
            }
        }
    }

    #[test]
    fn pages_belong_to_one_blank_and_another_project_has_another() {
        let first = SheetCode::of("auyl", "attendance", "ga-qamystybas-1", 1);
        assert!(first.is_of_same_blank(&code()));
        assert!(!first.is_of_same_blank(&SheetCode::of("other", "attendance", "ga-qamystybas-1", 1)));
    }
}
