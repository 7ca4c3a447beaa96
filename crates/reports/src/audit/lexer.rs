//! A passage as words, numbers, dates and marks, each with its place in the text. It knows how people in Kazakhstan write
//! numbers ("2 440 000", "5400 000", "14,5", "12-ти", "1 млн 500 мың", "девять", "он бес") and what looks like a number and
//! counts nothing: phones, IINs, years, dates, "№ 60", the number of a list entry. What is counted is not known here.

mod naming;

use super::vocabulary::Vocabulary;
use auyl_domain::words::{fold, is_letter};
use std::ops::Range;

/// One in hundredths, the unit in which numbers are kept.
pub const ONE: i64 = 100;

/// A piece of a passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Token {
    /// Bytes of the passage.
    pub at: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a piece is.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// A word, folded.
    Word(String),
    /// A number that counts something.
    Number(Number),
    /// "3-й", "2-ші", "Мероприятие 4": it names a place in an order.
    Ordinal(i64),
    /// A day as written, three numbers from left to right: "25.11.2024", "2024-11-25". They may be no day of the calendar.
    Day([i64; 3]),
    /// A year: "2024" before "год", "жыл", "г." or after a month.
    Year(i64),
    /// A number behind "№".
    Reference(String),
    /// A telephone, IIN, BIN or account.
    Code,
    /// Anything else that is not a space.
    Mark(char),
}

/// A number that counts something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    /// In hundredths.
    pub value: i64,
    /// Written in letters.
    pub in_words: bool,
}

impl Token {
    /// A word that makes one of two names or numbers: "и", "және".
    pub fn joins(&self, vocabulary: &Vocabulary) -> bool {
        self.word().is_some_and(|word| vocabulary.is_joining(word))
    }

    /// The word, folded; nothing for other pieces.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The number, if it is one that counts.
    pub fn number(&self) -> Option<Number> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// A million millions, in hundredths.
const MOST: i64 = 1_000_000_000_000 * ONE;
/// Shorter words before a point are marks of villages, initials and years.
const SHORTEST_CUT: usize = 3;

/// All pieces of a passage in their order.
pub fn lex(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (kind, len) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if let Some(found) = code(&text[at..]) {
            found
        } else if c.is_ascii_digit() {
            digits(&text[at..])
        } else if c == '№' {
            reference(&text[at..])
        } else if is_letter(c) {
            let len = word_len(&text[at..]);
            (Kind::Word(fold(&text[at..at + len])), len)
        } else if c == '.' && ends_no_sentence(&tokens, text, at) {
            at += 1;
            continue;
        } else {
            (Kind::Mark(c), c.len_utf8())
        };
        tokens.push(Token { at: at..at + len, kind });
        at += len;
    }
    cut_words(&mut tokens, vocabulary);
    months(&mut tokens, vocabulary);
    years(&mut tokens, vocabulary);
    naming::references(&mut tokens, text, vocabulary);
    naming::entries(&mut tokens, text);
    in_letters(&mut tokens, text, vocabulary);
    scaled(&mut tokens, vocabulary);
    naming::ordinals(&mut tokens, vocabulary);
    // What is larger counts nothing in a village; sums and products of the others stay far from the end of their type.
    for token in &mut tokens {
        if token.number().is_some_and(|number| number.value.unsigned_abs() > MOST as u64) {
            token.kind = Kind::Code;
        }
    }
    tokens
}

fn word_len(text: &str) -> usize {
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '‑' | '\'' | '’' | 'ʼ') && chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if is_letter(c) || c.is_alphanumeric() || joins || c == '\u{ad}' {
            len = at + c.len_utf8();
        } else {
            break;
        }
    }
    len
}

/// A telephone ("8 702 000 00 00", "+7 (727) 000-00-00", "8-775-000-00-00", "87242000000"), an IIN or a longer number.
fn code(text: &str) -> Option<(Kind, usize)> {
    let first = text.chars().next()?;
    if !(first.is_ascii_digit() || first == '+') {
        return None;
    }
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    if run >= 11 {
        return Some((Kind::Code, run));
    }
    if !(text.starts_with("+7") || text.starts_with('8') || text.starts_with("7")) {
        return None;
    }
    let (mut n_digits, mut len, mut groups) = (0, 0, vec![0]);
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                n_digits += 1;
                *groups.last_mut()? += 1;
                len = at + 1;
            }
            '+' if at == 0 => {}
            ' ' | '\u{a0}' | '-' | '–' | '(' | ')' => {
                if groups.last() != Some(&0) {
                    groups.push(0);
                }
            }
            _ => break,
        }
        if n_digits == 11 {
            break;
        }
    }
    if groups.last() == Some(&0) {
        groups.pop();
    }
    let grouped_by_thousands = groups.len() > 1 && groups[0] <= 3 && groups[1..].iter().all(|n| *n == 3);
    let ends = !text[len..].starts_with(|c: char| c.is_ascii_digit());
    (n_digits == 11 && ends && (!grouped_by_thousands || first == '+')).then_some((Kind::Code, len))
}

fn reference(text: &str) -> (Kind, usize) {
    let sign = '№'.len_utf8();
    let space = text[sign..].len() - text[sign..].trim_start_matches([' ', '\u{a0}']).len();
    let rest = &text[sign + space..];
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '–');
    let len: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let number = rest[..len].trim_end_matches(['-', '/', '–']);
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        (Kind::Reference(number.to_string()), sign + space + number.len())
    } else {
        (Kind::Mark('№'), sign)
    }
}

fn n_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// What begins with a digit and is no telephone.
fn digits(text: &str) -> (Kind, usize) {
    if let Some(found) = day(text) {
        return found;
    }
    let first = n_digits(text);
    let mut len = first;
    let mut whole = text[..first].to_string();
    // Groups of three; "5400 000" is one number, "2024 120" is not.
    let is_space = |c: &char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    while let Some(space) = text[len..].chars().next().filter(is_space) {
        let from = len + space.len_utf8();
        let is_group = n_digits(&text[from..]) == 3;
        let fits = first <= 3 || (first == 4 && text[from..].starts_with("000"));
        if !(is_group && fits && whole != "0") || is_date_like(&text[from + 3..]) {
            break;
        }
        whole.push_str(&text[from..from + 3]);
        len = from + 3;
    }
    let mut hundredths = 0;
    if let Some(point) = text[len..].chars().next().filter(|c| matches!(c, ',' | '.')) {
        let n = n_digits(&text[len + 1..]);
        let rest = &text[len + 1 + n..];
        // "1.2.3" and "1,2,3" are no decimals.
        let ends = rest.strip_prefix(['.', ',']).is_none_or(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        if (n == 1 || n == 2) && ends && point.is_ascii() {
            let decimals: i64 = text[len + 1..len + 1 + n].parse().unwrap_or(0);
            hundredths = if n == 1 { decimals * 10 } else { decimals };
            len += 1 + n;
        }
    }
    let value = whole.parse::<i64>().ok().and_then(|n| n.checked_mul(ONE)).and_then(|n| n.checked_add(hundredths));
    let Some(value) = value else { return (Kind::Code, len) };
    // "3-х", "12-ти", "2х" count; "3-й", "2-ші", "1-я" order.
    let rest = text[len..].strip_prefix(['-', '–', '‑']).unwrap_or(&text[len..]);
    let joined = rest.len() < text[len..].len();
    let suffix_len: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let suffix = fold(&rest[..suffix_len]);
    if suffix_len > 0 && (joined || matches!(suffix.as_str(), "х" | "ти" | "ми" | "й" | "я" | "го")) {
        let whole_len = text[len..].len() - rest.len() + len + suffix_len;
        match suffix.as_str() {
            "х" | "ти" | "ми" | "м" | "мя" | "ку" | "ден" | "дан" | "тен" | "тан" | "нен" | "нан" | "ге"
            | "ге дейин" | "га" | "ке" | "ка" | "дин" | "тин" | "нин" | "дын" | "тын" | "нын" | "си" | "сы" | "и"
            | "ы" | "син" | "сын" | "ин" | "ын" => {
                return (Kind::Number(Number { value, in_words: false }), whole_len);
            }
            "й" | "я" | "го" | "е" | "му" | "ой" | "ая" | "ое" | "ый" | "ши" | "инши" | "ынши" | "шы" =>
            {
                return (Kind::Ordinal(value / ONE), whole_len);
            }
            _ => {}
        }
    }
    (Kind::Number(Number { value, in_words: false }), len)
}

fn is_date_like(rest: &str) -> bool {
    rest.starts_with('.') && n_digits(&rest[1..]) == 2
}

/// Three numbers with points, slashes or hyphens between them.
fn day(text: &str) -> Option<(Kind, usize)> {
    let mut parts = [0; 3];
    let mut at = 0;
    let mut divider = None;
    let mut lens = [0; 3];
    for (n, part) in parts.iter_mut().enumerate() {
        let len = n_digits(&text[at..]);
        if len == 0 || len > 5 {
            return None;
        }
        *part = text[at..at + len].parse().ok()?;
        lens[n] = len;
        at += len;
        if n == 2 {
            break;
        }
        let next = text[at..].chars().next()?;
        if !matches!(next, '.' | '/' | '-') || divider.is_some_and(|known| known != next) {
            return None;
        }
        divider = Some(next);
        at += 1;
    }
    let russian = lens[0] <= 2 && lens[1] <= 2 && (lens[2] == 4 || lens[2] == 2 || lens[2] == 5);
    let iso = lens[0] == 4 && lens[1] == 2 && lens[2] == 2 && divider == Some('-');
    // "1.2.3" is the number of a section.
    let section = lens == [1, 1, 1] || text[at..].starts_with('.') && n_digits(&text[at + 1..]) > 0;
    ((russian || iso) && !section).then_some((Kind::Day(parts), at))
}

/// "тыс. тенге": the point of a shortened word is part of it.
fn cut_words(tokens: &mut Vec<Token>, vocabulary: &Vocabulary) {
    let mut at = 0;
    while at + 2 < tokens.len() {
        let is_cut = tokens[at].word().is_some_and(|word| vocabulary.is_cut_scale(word));
        if is_cut && tokens[at + 1].is('.') && tokens[at + 2].word().is_some() {
            tokens[at].at.end = tokens[at + 1].at.end;
            tokens.remove(at + 1);
        }
        at += 1;
    }
}

/// "обуч. семинаров", "68 чел., в сёлах": a point behind a word of some letters and before a small letter or a comma cuts it.
fn ends_no_sentence(tokens: &[Token], text: &str, at: usize) -> bool {
    let is_word = tokens
        .last()
        .is_some_and(|last| last.at.end == at && last.word().is_some_and(|word| word.chars().count() >= SHORTEST_CUT));
    let next = text[at + 1..].trim_start_matches([' ', '\u{a0}']).chars().next();
    is_word && next.is_some_and(|next| next.is_lowercase() || matches!(next, ',' | ';' | ':' | ')'))
}

/// "Апрель-май" is two months.
fn months(tokens: &mut Vec<Token>, vocabulary: &Vocabulary) {
    let mut at = 0;
    while at < tokens.len() {
        if let Some((first, second)) = tokens[at].word().and_then(|word| word.split_once(['-', '‑']))
            && vocabulary.month(first).is_some()
            && vocabulary.month(second).is_some()
        {
            let (first, second) = (first.to_string(), second.to_string());
            let Range { start, end } = tokens[at].at;
            // Folding may shorten a word, never the hyphen; both halves keep the place of the whole.
            let dash = Token { at: start..end, kind: Kind::Mark('-') };
            let of = |word| Token { at: start..end, kind: Kind::Word(word) };
            tokens.splice(at..=at, [of(first), dash, of(second)]);
        }
        at += 1;
    }
}

/// "2024 года", "2024 жылғы", "март 2024": a year counts nothing.
fn years(tokens: &mut [Token], vocabulary: &Vocabulary) {
    for at in 0..tokens.len() {
        let Some(number) = tokens[at].number() else { continue };
        let year = number.value / ONE;
        if number.value % ONE != 0 || !(1900..=2100).contains(&year) || tokens[at].at.len() != 4 {
            continue;
        }
        let follows = tokens.get(at + 1).and_then(Token::word).is_some_and(|word| vocabulary.is_year_word(word));
        let before = at.checked_sub(1).and_then(|before| tokens[before].word());
        let leads = before.is_some_and(|word| vocabulary.month(word).is_some() || vocabulary.is_year_word(word));
        let ranged = tokens.get(at + 1).is_some_and(|t| t.is('-') || t.is('–'))
            && tokens.get(at + 2).is_some_and(|t| t.at.len() == 4 && t.number().is_some());
        if follows || leads || ranged || (2000..=2060).contains(&year) && is_lonely(tokens, at) {
            tokens[at].kind = Kind::Year(year);
        }
    }
}

/// Nothing that could be counted follows.
fn is_lonely(tokens: &[Token], at: usize) -> bool {
    tokens.len() > 1 && tokens.get(at + 1).is_none_or(|next| next.is(')') || next.is('.') || next.is(';'))
}

/// Numbers in letters: "пять миллионов шестьсот пятьдесят девять тысяч", "он бес", "алты жүз елу тоғыз мың".
fn in_letters(tokens: &mut Vec<Token>, text: &str, vocabulary: &Vocabulary) {
    let mut at = 0;
    while at < tokens.len() {
        // "8 сем." are no eight and seven.
        if at > 0 && tokens[at - 1].number().is_some_and(|number| !number.in_words) {
            at += 1;
            continue;
        }
        let mut to = at;
        let (mut total, mut below_scale, mut n_words) = (0_i64, 0_i64, 0);
        let (mut last, mut digit) = (i64::MAX, None);
        while let Some(word) = tokens.get(to).and_then(Token::word) {
            if let (Some(100), Some(ones)) = (vocabulary.numeral(word), digit.take()) {
                // Kazakh and English count hundreds: "бес жүз".
                below_scale += ones * 99;
                last = 100;
            } else if let Some(value) = vocabulary.numeral(word) {
                // "двадцать пять" goes on, "пять двадцать" is two numbers.
                if n_words > 0 && value >= last {
                    break;
                }
                below_scale += value;
                digit = (n_words == 0 || last == i64::MAX).then_some(value).filter(|value| (1..=9).contains(value));
                last = if value >= 100 {
                    100
                } else if value >= 20 || value % 10 == 0 {
                    10
                } else {
                    0
                };
            } else if let Some(scale) = vocabulary.scale(word).filter(|_| n_words > 0) {
                total = below_scale.max(1).checked_mul(scale).and_then(|part| total.checked_add(part)).unwrap_or(total);
                below_scale = 0;
                last = i64::MAX;
            } else {
                break;
            }
            n_words += 1;
            to += 1;
        }
        let value = total.saturating_add(below_scale);
        // "тоқсан сайын" is each quarter.
        // "оң" is good, and right; "он" is ten.
        let is_good = n_words == 1 && value == 10 && text[tokens[at].at.clone()].contains('ң');
        let is_quarter =
            vocabulary.is_listed("quarterly", &[at, at + 1].map(|at| tokens.get(at).and_then(Token::word)));
        // "один", "бір" are articles as often as numbers.
        if n_words > 0 && value >= 2 && !is_quarter && !is_good {
            let at_text = tokens[at].at.start..tokens[to - 1].at.end;
            let kind = Kind::Number(Number { value: value.saturating_mul(ONE), in_words: true });
            tokens.splice(at..to, [Token { at: at_text, kind }]);
        }
        at += 1;
    }
}

/// "1 млн 500 мың", "865 тыс.".
fn scaled(tokens: &mut Vec<Token>, vocabulary: &Vocabulary) {
    let mut at = 0;
    while at + 1 < tokens.len() {
        let number = tokens[at].number();
        let scale = tokens[at + 1].word().and_then(|word| vocabulary.scale(word));
        if let (Some(number), Some(scale)) = (number, scale)
            && let Some(value) = number.value.checked_mul(scale)
        {
            let mut to = at + 2;
            if tokens.get(to).is_some_and(|token| token.is('.'))
                && vocabulary.is_cut_scale(tokens[at + 1].word().unwrap_or(""))
            {
                to += 1;
            }
            let end = tokens[to - 1].at.end;
            tokens[at] = Token { at: tokens[at].at.start..end, kind: Kind::Number(Number { value, ..number }) };
            tokens.drain(at + 1..to);
            // A smaller one that follows belongs to it.
            let smaller = |scale_of: i64| scale_of < scale;
            let next = tokens.get(at + 1).and_then(Token::number);
            let next_scale = tokens.get(at + 2).and_then(Token::word).and_then(|word| vocabulary.scale(word));
            if let (Some(next), Some(next_scale)) = (next, next_scale)
                && smaller(next_scale)
                && let Some(more) = next.value.checked_mul(next_scale).and_then(|more| more.checked_add(value))
            {
                let end = tokens[at + 2].at.end;
                tokens[at] =
                    Token { at: tokens[at].at.start..end, kind: Kind::Number(Number { value: more, ..number }) };
                tokens.drain(at + 1..at + 3);
            } else if let Some(next) = next
                && next.value < 1000 * ONE
                && scale == 1000
            {
                // "1 мың 631 тұрғын".
                let end = tokens[at + 1].at.end;
                let value = value.saturating_add(next.value);
                tokens[at] = Token { at: tokens[at].at.start..end, kind: Kind::Number(Number { value, ..number }) };
                tokens.drain(at + 1..at + 2);
            }
        }
        at += 1;
    }
}
