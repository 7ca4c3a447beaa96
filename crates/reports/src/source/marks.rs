//! What stands before the entries of a list, as typed by people and printed by programs.

/// The mark of a list at the start of a line: how many bytes it has, and whether it is a dot that says nothing.
pub(crate) fn mark(text: &str) -> Option<(usize, bool)> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    if "•·▪●◦○–—-*\u{f0b7}".contains(first) {
        return rest.starts_with([' ', '\t', '\u{a0}']).then_some((first.len_utf8(), true));
    }
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    if (1..=2).contains(&digits) && text[digits..].starts_with(['.', ')']) {
        let rest = &text[digits + 1..];
        return rest.starts_with(|letter: char| !letter.is_ascii_digit()).then_some((digits + 1, false));
    }
    (first.is_lowercase() && rest.starts_with(')') && rest[1..].starts_with(' '))
        .then_some((first.len_utf8() + 1, false))
}

/// Whether a line is an entry of a list.
pub(crate) fn is_entry(text: &str) -> bool {
    mark(text.trim_start()).is_some()
}

/// The words of a line without a dot that only says that it is an entry.
pub(crate) fn without_dot(text: &str) -> &str {
    match mark(text) {
        Some((length, true)) => text[length..].trim_start(),
        _ => text,
    }
}

/// Kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A number, or a letter counted as one.
    Number(u32),
    /// A dash, which may also stand between words.
    Dash,
    /// A sign that only entries have.
    Dot,
}

/// The mark that a line begins with, if it looks like an entry.
pub(crate) fn entry(text: &str) -> Option<Entry> {
    let text = text.trim_start();
    let (length, says_nothing) = mark(text)?;
    let first = text.chars().next()?;
    Some(match (says_nothing, first) {
        (true, '-' | '–' | '—') => Entry::Dash,
        (true, _) => Entry::Dot,
        _ => Entry::Number(text[..length - 1].parse().unwrap_or(1)),
    })
}
