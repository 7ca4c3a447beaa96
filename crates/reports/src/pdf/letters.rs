//! Letters of the fonts that do not list them: the code pages of PDF, and the names that glyphs have.

use std::sync::LazyLock;

/// Upper half of the code page that PDF takes from Windows.
const WIN_ANSI: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

static UPPER: LazyLock<Vec<char>> = LazyLock::new(|| WIN_ANSI.chars().collect());

/// The letter of a code in the code page that most PDFs with Latin fonts use.
pub(super) fn of_code(code: u8) -> char {
    match usize::from(code).checked_sub(0x80) {
        None => char::from(code),
        Some(at) => UPPER.get(at).copied().unwrap_or('\u{fffd}'),
    }
}

/// Names that do not say their letter themselves.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("underscore", "_"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("endash", "–"),
    ("emdash", "—"),
    ("bullet", "•"),
    ("ellipsis", "…"),
    ("degree", "°"),
    ("section", "§"),
    ("plusminus", "±"),
    ("multiply", "×"),
    ("nbspace", "\u{a0}"),
    ("nonbreakingspace", "\u{a0}"),
    ("sfthyphen", "\u{ad}"),
    ("minus", "−"),
    ("greaterequal", "≥"),
    ("lessequal", "≤"),
    ("notequal", "≠"),
    ("periodcentered", "·"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("afii61352", "№"),
    ("afii10023", "Ё"),
    ("afii10071", "ё"),
    ("afii10055", "І"),
    ("afii10103", "і"),
    ("afii10846", "ә"),
    ("afii10147", "Ө"),
    ("afii10195", "ө"),
    ("tenge", "₸"),
];

/// The letters that the name of a glyph means.
pub(super) fn of_name(name: &str) -> Option<String> {
    let name = name.split_once('.').map_or(name, |(name, _)| if name.is_empty() { "." } else { name });
    let mut letters = name.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return Some(only.to_string());
    }
    if let Some((_, letters)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*letters).to_owned());
    }
    let hex = |digits: &str| {
        let plausible = (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        plausible.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
    };
    if let Some(letter) = name.strip_prefix("uni").or_else(|| name.strip_prefix('u')).and_then(hex) {
        return Some(letter.to_string());
    }
    // The old names of Cyrillic letters count on in the order of the alphabet, with Ё in its place.
    let number: u32 = name.strip_prefix("afii")?.parse().ok()?;
    let nth = |first: u32, yo: u32, base: u32| {
        let at = number.checked_sub(first).filter(|at| *at <= 32)?;
        char::from_u32(base + at - u32::from(number > yo))
    };
    nth(10017, 10023, 0x410).or_else(|| nth(10065, 10071, 0x430)).map(String::from)
}

/// A text in which Latin letters with marks stand where those of the Russian code page were meant.
pub(super) fn is_mistaken(text: &str) -> bool {
    let marked = text.chars().filter(|letter| ('À'..='ÿ').contains(letter)).count();
    let plain = text.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = text.chars().filter(|letter| ('\u{400}'..='\u{52f}').contains(letter)).count();
    marked > 20 && marked > 2 * plain && cyrillic * 10 < marked
}

/// The same text in the code page that was meant.
pub(super) fn corrected(text: &str) -> String {
    let bytes: Option<Vec<u8>> =
        text.chars().map(|letter| (0..=255_u8).find(|code| of_code(*code) == letter)).collect();
    bytes.map_or_else(|| text.to_owned(), |bytes| crate::source::of_windows(&bytes))
}
