//! Names of records. A record keeps its id for life; an id that nobody typed is made from the content,
//! so that importing the same row twice gives the same record and not a second one.

use sha2::{Digest, Sha256};
use std::fmt;

/// The id of a record within its register: 1 to 64 characters of `A-Z a-z 0-9 . _ -`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecordId(String);

impl RecordId {
    /// Reads an id as somebody typed it; `None` where a character or the length does not fit.
    pub fn read(text: &str) -> Option<RecordId> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        fits.then(|| RecordId(text.to_string()))
    }

    /// An id made from what identifies a record, the same for the same parts.
    pub fn from_content<'a>(parts: impl IntoIterator<Item = &'a str>) -> RecordId {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        RecordId(hex(&hash.finalize()[..10]))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

/// SHA-256 of some bytes, as 64 hexadecimal digits: the name of a file in the store.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        assert!(RecordId::read("gathering-1").is_some());
        assert!(RecordId::read("жиын").is_none());
        assert!(RecordId::read("").is_none());
        assert!(RecordId::read(&"x".repeat(65)).is_none());
    }

    #[test]
    fn the_same_row_gives_the_same_id_and_shifted_parts_another() {
        let a = RecordId::from_content(["event", "ab", "c"]);
        assert_eq!(a, RecordId::from_content(["event", "ab", "c"]));
        assert_ne!(a, RecordId::from_content(["event", "a", "bc"]));
    }
}
