//! The code with which one ballot is cast, once: seventeen letters and digits by chance and one that notices slips. It stands on
//! paper only; whoever keeps ballots knows a digest of it. 85 bits: whoever tries a thousand codes a second finds one of ten
//! thousand that were handed out in a hundred million million years.
//! Letters, check and reading are those of [`crate::sheet_code`].

use crate::sheet_code::{self, LETTERS, Unreadable};
use sha2::{Digest, Sha256};

/// Letters that are chance.
const BY_CHANCE: usize = 17;
/// Letters in all.
const LENGTH: usize = BY_CHANCE + 1;
/// Letters in a group, as people read them aloud.
const GROUP: usize = 3;

/// A code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BallotCode([u8; BY_CHANCE]);

impl BallotCode {
    /// The code of bytes that nobody can guess.
    pub fn of(chance: [u8; BY_CHANCE]) -> BallotCode {
        BallotCode(chance.map(|byte| byte & 31))
    }

    /// The number of bytes by chance that a code takes.
    pub const CHANCE: usize = BY_CHANCE;

    /// Reads what somebody typed or a camera read: the code itself, or an address that ends in it behind `#`. Spaces and hyphens
    /// do not matter, O is 0, I and L are 1, and a Cyrillic letter is the Latin one that looks like it.
    pub fn read(text: &str) -> Result<BallotCode, Unreadable> {
        let own = text.rsplit_once('#').map_or(text, |(_, code)| code);
        let digits = sheet_code::digits(own, LENGTH).ok_or(Unreadable::NoCode)?;
        let code = digits.first_chunk().filter(|_| digits.len() == LENGTH).ok_or(Unreadable::NoCode)?;
        if sheet_code::residue(&digits) != 0 {
            return Err(Unreadable::WrongLetter);
        }
        Ok(BallotCode(*code))
    }

    /// What is kept instead of the code: a digest with the key of the round, so that one code is another in another round.
    pub fn digest(&self, key: &str) -> String {
        let inner = Sha256::new().chain_update("code").chain_update(key).chain_update(self.0).finalize();
        crate::id::hex(&Sha256::new().chain_update(key).chain_update(inner).finalize())
    }
}

impl std::fmt::Display for BallotCode {
    /// In six groups of three.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut digits = self.0.to_vec();
        digits.push(sheet_code::times_root(sheet_code::residue(&digits)));
        for (at, digit) in digits.iter().enumerate() {
            let gap = if at > 0 && at % GROUP == 0 { "-" } else { "" };
            write!(f, "{gap}{}", LETTERS[usize::from(digit & 31)] as char)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> BallotCode {
        BallotCode::of(*b"a resident of Ulg")
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let text = code().to_string();
        expect_test::expect!["10J-5K9-45E-M0F-60N-C7T"].assert_eq(&text);
        let cyrillic = text.to_lowercase().replace('e', "е").replace('0', "о").replace('-', " ");
        for typed in [text.clone(), cyrillic, format!("https://example.org/open/ulgi/vote/r1#{text}")] {
            assert_eq!(BallotCode::read(&typed), Ok(code()), "{typed}");
        }
        for wrong in ["", "10J", "UUU-UUU-UUU-UUU-UUU-UUU", "10J-5KJ-94E-M0F-601-AC72"] {
            assert_eq!(BallotCode::read(wrong), Err(Unreadable::NoCode), "{wrong}");
        }
    }

    #[test]
    fn every_wrong_letter_and_every_swap_is_noticed() {
        let right: Vec<char> = code().to_string().replace('-', "").chars().collect();
        for at in 0..right.len() {
            for letter in LETTERS.iter().map(|letter| *letter as char).filter(|letter| *letter != right[at]) {
                let mut wrong = right.clone();
                wrong[at] = letter;
                assert_eq!(BallotCode::read(&String::from_iter(&wrong)), Err(Unreadable::WrongLetter), "{wrong:?}");
            }
            for other in (0..at).filter(|other| right[*other] != right[at]) {
                let mut wrong = right.clone();
                wrong.swap(at, other);
                assert_eq!(BallotCode::read(&String::from_iter(&wrong)), Err(Unreadable::WrongLetter), "{wrong:?}");
            }
        }
    }

    #[test]
    fn the_digest_is_of_code_and_key() {
        let other = BallotCode::of(*b"another one of Ul");
        assert_eq!(code().digest("k1"), code().digest("k1"));
        assert_ne!(code().digest("k1"), code().digest("k2"));
        assert_ne!(code().digest("k1"), other.digest("k1"));
    }
}
