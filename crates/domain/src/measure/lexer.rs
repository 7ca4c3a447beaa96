//! Words, numbers, days and signs of the measure language, each with its place in the text.

use crate::finding::Finding;
use crate::value::read_date;
use jiff::civil::Date;
use std::ops::Range;

/// One token.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Word(String),
    Number(String),
    Day(Date),
    Text(String),
    Sign(&'static str),
    End,
}

/// Signs, longer ones first.
const SIGNS: [&str; 15] = ["->", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", "+", "-", "*", "/"];

/// So many words and signs one text may have. Each operation and each condition of a longer one would be one more call
/// inside the last, until the stack or the database gives up.
const MOST: usize = 400;

/// Splits a text into tokens, the last being [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Finding> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (token, length) = if c.is_alphabetic() || c == '_' {
            let length = run(rest, |c| c.is_alphanumeric() || c == '_');
            (Token::Word(rest[..length].to_string()), length)
        } else if c.is_ascii_digit() {
            number_or_day(rest)
        } else if c == '"' || c == '“' || c == '«' {
            quoted(text, at, c)?
        } else if c == ':' || c == '→' {
            (Token::Sign(if c == ':' { ":" } else { "->" }), c.len_utf8())
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            (Token::Sign(sign), sign.len())
        } else {
            return Err(pointed("measure-sign-unknown", text, at..at + c.len_utf8()));
        };
        if found.len() == MOST {
            return Err(Finding::severe("measure-too-long").with("most", MOST));
        }
        found.push((token, at..at + length));
        at += length;
    }
    found.push((Token::End, text.len()..text.len()));
    Ok(found)
}

/// A finding that shows the text and points at a stretch of it.
pub(super) fn pointed(code: &'static str, text: &str, span: Range<usize>) -> Finding {
    let before = text[..span.start].chars().count();
    let width = text[span.clone()].chars().count().max(1);
    Finding::severe(code)
        .with("text", text)
        .with("pointer", format!("{}{}", " ".repeat(before), "^".repeat(width)))
        .with("word", &text[span])
        .with("column", before + 1)
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn number_or_day(rest: &str) -> (Token, usize) {
    if let Some(day) = rest.get(..10).filter(|day| day.as_bytes()[4] == b'-').and_then(read_date) {
        return (Token::Day(day), 10);
    }
    let mut length = run(rest, |c| c.is_ascii_digit() || c == '_');
    let fraction = &rest[length..];
    if fraction.starts_with('.') && fraction[1..].starts_with(|c: char| c.is_ascii_digit()) {
        length += 1 + run(&fraction[1..], |c| c.is_ascii_digit());
    }
    // A code word may begin with digits: `28_32` is a band, not a number.
    let word = run(rest, |c| c.is_alphanumeric() || c == '_');
    if word > length || rest[..length].contains('_') {
        return (Token::Word(rest[..word.max(length)].to_string()), word.max(length));
    }
    (Token::Number(rest[..length].to_string()), length)
}

fn quoted(text: &str, at: usize, open: char) -> Result<(Token, usize), Finding> {
    let close = match open {
        '“' => '”',
        '«' => '»',
        other => other,
    };
    let inside = &text[at + open.len_utf8()..];
    match inside.find(close) {
        Some(length) => Ok((Token::Text(inside[..length].to_string()), open.len_utf8() + length + close.len_utf8())),
        None => Err(pointed("measure-quote-open", text, at..text.len())),
    }
}
