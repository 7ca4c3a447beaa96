//! Bytes of a plain text as letters. Editors of twenty years wrote UTF-8, UTF-16 with or without its mark, and the code
//! page of Windows for Russian or for Kazakh; people join files, so that one file may hold two of them.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Upper half of KZ-1048, the Kazakh code page of Windows. It is that of Windows for Russian (1251) but for the places of
/// letters that only Ukrainian, Belarusian, Serbian and Macedonian use, so it reads both.
const KZ_1048: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\u{98}™љ›њқһџ\u{a0}ҰұӘ¤Ө¦§Ё©Ғ«¬\u{ad}®Ү°±Ііөµ¶·ё№ғ»әҢңү\
    АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
    /// A code page of one byte a letter.
    Windows,
    /// Some lines in UTF-8, some in the code page.
    Mixed,
}

/// The letters, and how they were written.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some(bytes) = bytes.strip_prefix(b"\xff\xfe") {
        return (wide(bytes, u16::from_le_bytes).into(), Encoding::Utf16);
    }
    if let Some(bytes) = bytes.strip_prefix(b"\xfe\xff") {
        return (wide(bytes, u16::from_be_bytes).into(), Encoding::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return (text.into(), Encoding::Utf8);
    }
    match halves(bytes) {
        Some(Halves::Little) => return (wide(bytes, u16::from_le_bytes).into(), Encoding::Utf16),
        Some(Halves::Big) => return (wide(bytes, u16::from_be_bytes).into(), Encoding::Utf16),
        None => {}
    }
    let mut text = String::with_capacity(bytes.len() * 2);
    let (mut utf8, mut other) = (false, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => {
                utf8 |= !line.is_ascii();
                text.push_str(line);
            }
            Err(_) => {
                other = true;
                text.push_str(&windows(line));
            }
        }
    }
    (text.into(), if utf8 && other { Encoding::Mixed } else { Encoding::Windows })
}

/// Whether bytes can be a text: letters without the control characters that programs use.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    // A cut in the middle of a letter is no fault of the text.
    let (text, encoding) = decode(&head[..head.len() & !1]);
    let total = text.chars().count();
    let odd = text.chars().filter(|letter| letter.is_control() && !"\t\n\r\u{b}\u{c}\u{1b}".contains(*letter)).count();
    let lost = text.chars().filter(|letter| *letter == '\u{fffd}').count();
    let ascii = text.chars().filter(char::is_ascii).count();
    let letters = text.chars().filter(|letter| letter.is_alphanumeric() || letter.is_whitespace()).count();
    let readable = encoding == Encoding::Utf8 || letters * 2 >= total || ascii * 10 >= total * 9;
    total > 0 && (odd + lost) * 100 <= total && readable
}

/// Bytes of the code page as letters.
pub(crate) fn windows(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| letter(*byte)).collect()
}

static UPPER: LazyLock<Vec<char>> = LazyLock::new(|| KZ_1048.chars().collect());

fn letter(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(at) => UPPER.get(usize::from(at)).copied().unwrap_or('\u{fffd}'),
    }
}

enum Halves {
    Little,
    Big,
}

/// UTF-16 without its mark: in Russian and Kazakh texts one half of each pair is nearly always 0 or 4.
fn halves(bytes: &[u8]) -> Option<Halves> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let low = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| matches!(byte, 0 | 4)).count();
    let (even, odd, pairs) = (low(0), low(1), sample.len() / 2);
    if pairs < 2 {
        None
    } else if odd * 10 >= pairs * 9 && even * 10 < pairs * 5 {
        Some(Halves::Little)
    } else if even * 10 >= pairs * 9 && odd * 10 < pairs * 5 {
        Some(Halves::Big)
    } else {
        None
    }
}

fn wide(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "Үлгі ауылы: №5 «Әже» — 12 адам\nСело Ульги: 12 человек\nҚңғһұөі ҚҢҒҺҰӨІ\n";

    fn windows(text: &str) -> Vec<u8> {
        let byte = |letter: char| match letter.is_ascii() {
            true => u8::try_from(letter).unwrap(),
            false => 0x80 + u8::try_from(KZ_1048.chars().position(|one| one == letter).unwrap()).unwrap(),
        };
        text.chars().map(byte).collect()
    }

    fn check(bytes: &[u8], expected: Encoding) {
        let (text, encoding) = decode(bytes);
        assert_eq!((text.as_ref(), encoding), (SAID, expected));
        assert!(is_text(bytes));
    }

    #[test]
    fn the_code_page_has_128_letters() {
        assert_eq!(KZ_1048.chars().count(), 128);
    }

    #[test]
    fn a_text_is_the_same_in_every_encoding() {
        let units = || SAID.encode_utf16();
        check(SAID.as_bytes(), Encoding::Utf8);
        check(&[b"\xef\xbb\xbf", SAID.as_bytes()].concat(), Encoding::Utf8);
        check(&[b"\xff\xfe".to_vec(), units().flat_map(u16::to_le_bytes).collect()].concat(), Encoding::Utf16);
        check(&[b"\xfe\xff".to_vec(), units().flat_map(u16::to_be_bytes).collect()].concat(), Encoding::Utf16);
        check(&units().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), Encoding::Utf16);
        check(&units().flat_map(u16::to_be_bytes).collect::<Vec<_>>(), Encoding::Utf16);
        check(&windows(SAID), Encoding::Windows);
        let (first, rest) = SAID.split_at(SAID.find('\n').unwrap() + 1);
        check(&[first.as_bytes(), &windows(rest)].concat(), Encoding::Mixed);
    }

    #[test]
    fn a_program_is_no_text() {
        let noise: Vec<u8> =
            (0..4096_u32).map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect();
        assert!(!is_text(&noise));
        assert!(!is_text(b"\x00\x01\x02\x03"));
    }
}
