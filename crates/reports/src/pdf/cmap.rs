//! Which letters and which glyphs the codes of a text mean: the small programs inside a PDF that list it.

use super::object::{Lexer, Value};
use std::collections::HashMap;

/// Codes that one list may explain.
const MAX_CODES: usize = 100_000;

/// What a list says.
#[derive(Debug, Default)]
pub(super) struct Cmap {
    /// Ranges of codes with the number of their bytes.
    spaces: Vec<(usize, u32, u32)>,
    letters: HashMap<u32, String>,
    /// Ranges of codes and the glyph of the first.
    glyphs: Vec<(u32, u32, u32)>,
}

impl Cmap {
    pub fn parse(bytes: &[u8]) -> Cmap {
        let mut cmap = Cmap::default();
        let mut lexer = Lexer::of_page(bytes);
        let mut values: Vec<Value> = Vec::new();
        while let Some(value) = lexer.next() {
            let Value::Word(word) = value else {
                values.push(value);
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => {
                    for two in values.chunks_exact(2) {
                        if let (Some((low, bytes)), Some((high, _))) = (code(&two[0]), code(&two[1])) {
                            cmap.spaces.push((bytes, low, high));
                        }
                    }
                }
                b"endbfchar" => {
                    for two in values.chunks_exact(2) {
                        if let (Some((code, _)), Value::Text(text)) = (code(&two[0]), &two[1]) {
                            cmap.letter(code, utf16(text));
                        }
                    }
                }
                b"endbfrange" => values.chunks_exact(3).for_each(|three| cmap.range(three)),
                b"endcidchar" => {
                    for two in values.chunks_exact(2) {
                        if let (Some((code, _)), Some(glyph)) = (code(&two[0]), two[1].count()) {
                            cmap.glyphs.push((code, code, u32::try_from(glyph).unwrap_or(0)));
                        }
                    }
                }
                b"endcidrange" => {
                    for three in values.chunks_exact(3) {
                        if let (Some((low, _)), Some((high, _)), Some(glyph)) =
                            (code(&three[0]), code(&three[1]), three[2].count())
                        {
                            cmap.glyphs.push((low, high, u32::try_from(glyph).unwrap_or(0)));
                        }
                    }
                }
                _ => {}
            }
            values.clear();
        }
        cmap.glyphs.sort_unstable();
        cmap
    }

    fn letter(&mut self, code: u32, text: String) {
        if self.letters.len() < MAX_CODES && !text.is_empty() {
            self.letters.insert(code, text);
        }
    }

    fn range(&mut self, three: &[Value]) {
        let (Some((low, _)), Some((high, _))) = (code(&three[0]), code(&three[1])) else { return };
        let high = high.min(low.saturating_add(0xffff));
        match &three[2] {
            Value::Text(first) => {
                let mut units: Vec<u16> =
                    first.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
                if let [only] = first.as_slice() {
                    units.push(u16::from(*only));
                }
                for code in low..=high {
                    self.letter(code, String::from_utf16_lossy(&units));
                    if let Some(last) = units.last_mut() {
                        *last = last.wrapping_add(1);
                    }
                }
            }
            Value::Array(texts) => {
                for (code, text) in (low..=high).zip(texts) {
                    if let Value::Text(text) = text {
                        self.letter(code, utf16(text));
                    }
                }
            }
            _ => {}
        }
    }

    /// The letters that a code means.
    pub fn text(&self, code: u32) -> Option<&str> {
        self.letters.get(&code).map(String::as_str)
    }

    /// The glyph that a code means; itself where the list says nothing.
    pub fn glyph(&self, code: u32) -> u32 {
        let after = self.glyphs.partition_point(|(low, _, _)| *low <= code);
        let range = after.checked_sub(1).and_then(|at| self.glyphs.get(at)).filter(|(_, high, _)| code <= *high);
        range.map_or(code, |(low, _, glyph)| glyph.saturating_add(code - low))
    }

    /// How many bytes the code at the start of a text has, and the code.
    pub fn next(&self, text: &[u8]) -> (usize, u32) {
        let mut code = 0;
        for (at, byte) in text.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            if self.spaces.iter().any(|(bytes, low, high)| *bytes == at + 1 && (*low..=*high).contains(&code)) {
                return (at + 1, code);
            }
        }
        // Nearly every such font has codes of two bytes.
        let two = text.len().min(2);
        (two.max(1), text[..two].iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
    }
}

/// A code and how many bytes it has.
fn code(value: &Value) -> Option<(u32, usize)> {
    match value {
        Value::Text(bytes) if (1..=4).contains(&bytes.len()) => {
            Some((bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), bytes.len()))
        }
        _ => None,
    }
}

fn utf16(bytes: &[u8]) -> String {
    if let [only] = bytes {
        return char::from(*only).to_string();
    }
    let units: Vec<u16> = bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
    String::from_utf16_lossy(&units)
}
