//! Values of a PDF and how they are written. The same letters are read in the file itself and in the streams that draw
//! pages. Whatever comes in, reading ends: nesting is limited, and every step goes forward.

/// Deeper nesting is read as nothing.
const MAX_DEPTH: usize = 40;
/// More values in one array or dictionary are left out.
const MAX_LENGTH: usize = 200_000;

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    Text(Vec<u8>),
    Name(String),
    Array(Vec<Value>),
    Dict(Dict),
    /// Another object, by its number.
    Reference(u32),
    /// A dictionary, and where its bytes begin in the file.
    Stream(Dict, usize),
    /// A word that is none of the others: an operator.
    Word(Vec<u8>),
}

/// A dictionary; small ones are the rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dict(Vec<(String, Value)>);

impl Dict {
    pub fn get(&self, key: &str) -> &Value {
        const NULL: &Value = &Value::Null;
        // The last one wins, as in a list of changes.
        self.0.iter().rev().find(|(own, _)| own == key).map_or(NULL, |(_, value)| value)
    }
}

impl Value {
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub fn count(&self) -> Option<usize> {
        let number = self.number().filter(|number| (0.0..1e15).contains(number))?;
        // Between 0 and 10^15 a double holds every whole number exactly.
        Some(number as usize)
    }

    pub fn integer(&self) -> Option<i64> {
        self.number().filter(|number| number.abs() < 1e15).map(|number| number as i64)
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Value::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn array(&self) -> &[Value] {
        match self {
            Value::Array(values) => values,
            _ => &[],
        }
    }

    /// The dictionary, also that of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Value::Dict(dict) | Value::Stream(dict, _) => Some(dict),
            _ => None,
        }
    }
}

/// Reads values one after the other.
#[derive(Clone)]
pub(super) struct Lexer<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
    /// `1 0 R` is a reference; in the streams of pages it is not.
    references: bool,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0c)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    /// Values of the file, from a place on.
    pub fn of_file(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at, references: true }
    }

    /// Values and operators of a page.
    pub fn of_page(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0, references: false }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The next value; nothing at the end.
    pub fn next(&mut self) -> Option<Value> {
        self.value(0)
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        let first = self.peek()?;
        match first {
            b'/' => Some(Value::Name(self.name())),
            b'(' => Some(Value::Text(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(self.dict(depth))
            }
            b'<' => Some(Value::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                Some(self.array(depth))
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number()),
            b')' | b'>' | b']' | b'{' | b'}' => {
                self.at += 1;
                Some(Value::Word(vec![first]))
            }
            _ => {
                let word = self.word();
                Some(match word {
                    b"true" => Value::Bool(true),
                    b"false" => Value::Bool(false),
                    b"null" => Value::Null,
                    word => Value::Word(word.to_vec()),
                })
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        // A byte that can begin nothing is skipped.
        if self.at == start {
            self.at += 1;
        }
        &self.bytes[start..self.at.min(self.bytes.len())]
    }

    fn number(&mut self) -> Value {
        let start = self.at;
        let word = self.word();
        let number = parse_number(word);
        if !self.references || !word.iter().all(u8::is_ascii_digit) {
            return number.map_or_else(|| Value::Word(word.to_vec()), Value::Number);
        }
        // Perhaps a reference: two whole numbers and an R.
        let behind = self.at;
        self.skip_space();
        let generation = self.word_if(|word| word.len() <= 5 && word.iter().all(u8::is_ascii_digit));
        if generation {
            self.skip_space();
            if self.word_if(|word| word == b"R") {
                let text = std::str::from_utf8(&self.bytes[start..behind]).unwrap_or_default();
                return text.parse().map_or(Value::Null, Value::Reference);
            }
        }
        self.at = behind;
        number.map_or(Value::Null, Value::Number)
    }

    fn word_if(&mut self, fits: impl Fn(&[u8]) -> bool) -> bool {
        let mut ahead = self.clone();
        if ahead.peek().is_none_or(is_delimiter) {
            return false;
        }
        let word = ahead.word();
        let fits = fits(word);
        if fits {
            self.at = ahead.at;
        }
        fits
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        let raw = &self.bytes[start..self.at];
        if !raw.contains(&b'#') {
            return String::from_utf8_lossy(raw).into_owned();
        }
        let mut out = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            let digits = raw.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
            match digits.filter(|_| *byte == b'#').and_then(|two| u8::from_str_radix(two, 16).ok()) {
                Some(code) => {
                    out.push(code);
                    at += 3;
                }
                None => {
                    out.push(*byte);
                    at += 1;
                }
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escaped(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escaped(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' if self.peek() == Some(b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push(u8::try_from(code & 0xff).unwrap_or(0));
            }
            byte => out.push(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            let digit = match byte {
                b'>' => break,
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                b'A'..=b'F' => byte - b'A' + 10,
                _ => continue,
            };
            match high.take() {
                None => high = Some(digit << 4),
                Some(high) => out.push(high | digit),
            }
        }
        out.extend(high);
        out
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut values = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) if depth >= MAX_DEPTH => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            match self.value(depth + 1) {
                // An array that is never closed ends with its object.
                Some(Value::Word(word)) if word == b"endobj" || word == b"endstream" => break,
                Some(value) if values.len() < MAX_LENGTH => values.push(value),
                Some(_) => {}
                None => break,
            }
        }
        Value::Array(values)
    }

    fn dict(&mut self, depth: usize) -> Value {
        let mut entries: Vec<(String, Value)> = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at += 1;
                    if self.peek() == Some(b'>') {
                        self.at += 1;
                    }
                    break;
                }
                Some(b'/') if depth < MAX_DEPTH => {
                    let key = self.name();
                    self.skip_space();
                    if self.peek() == Some(b'>') {
                        continue;
                    }
                    match self.value(depth + 1) {
                        Some(Value::Word(word)) if word == b"endobj" || word == b"stream" => break,
                        Some(value) if entries.len() < MAX_LENGTH => entries.push((key, value)),
                        Some(_) => {}
                        None => break,
                    }
                }
                Some(_) => {
                    let before = self.at;
                    if depth >= MAX_DEPTH {
                        self.at += 1;
                    } else if matches!(self.value(depth + 1), Some(Value::Word(word)) if word == b"endobj" || word == b"stream")
                    {
                        self.at = before;
                        break;
                    }
                }
            }
        }
        Value::Dict(Dict(entries))
    }
}

/// A number as PDF writes it; some programs write two signs, or a sign in the middle.
fn parse_number(word: &[u8]) -> Option<f64> {
    let (mut whole, mut scale, mut point, mut negative, mut digits) = (0.0_f64, 1.0_f64, false, false, 0);
    for (at, byte) in word.iter().enumerate() {
        match byte {
            b'+' | b'-' if digits == 0 && at < 2 => negative |= *byte == b'-',
            b'.' if !point => point = true,
            b'0'..=b'9' => {
                digits += 1;
                if point {
                    scale /= 10.0;
                    whole += f64::from(byte - b'0') * scale;
                } else {
                    whole = whole * 10.0 + f64::from(byte - b'0');
                }
            }
            b'-' => break,
            _ => return None,
        }
    }
    (digits > 0 || point).then_some(if negative { -whole } else { whole })
}
