//! A font as far as a reader needs it: which letters a code means, and how wide it is.

use super::cmap::Cmap;
use super::file::File;
use super::letters;
use super::object::{Dict, Value};
use std::collections::HashMap;

/// Width of a letter, in thousandths of its size, where nothing else is known.
const USUAL: f64 = 520.0;

/// A font of a page.
pub(super) struct Font {
    kind: Kind,
    /// What the file says about the letters of codes.
    unicode: Cmap,
    /// Heavy, by its name.
    pub bold: bool,
    /// Widths are thousandths of the size, but in fonts that draw their letters themselves.
    pub scale: f64,
    pub vertical: bool,
}

enum Kind {
    /// One byte a letter.
    Simple { letters: Vec<Option<String>>, widths: Vec<f64> },
    /// Two bytes a letter, mostly.
    Composite { codes: Cmap, widths: HashMap<u32, f64>, usual: f64 },
}

/// One letter of a text.
pub(super) struct Shown<'f> {
    /// What it means; nothing if the font does not say.
    pub text: Option<&'f str>,
    /// Its width in sizes.
    pub width: f64,
    /// It is the space of one byte, which a page may widen.
    pub is_space: bool,
}

impl Font {
    pub fn of(file: &File<'_>, dict: &Dict) -> Font {
        let kind = file.get(dict, "Subtype");
        let name = file.get(dict, "BaseFont").name().unwrap_or_default().to_ascii_lowercase();
        let bold = ["bold", "black", "heavy", "semibold"].iter().any(|word| name.contains(word));
        let unicode = match &*file.get(dict, "ToUnicode") {
            stream @ Value::Stream(..) => file.data(stream).map(|bytes| Cmap::parse(&bytes)).unwrap_or_default(),
            _ => Cmap::default(),
        };
        let mut font = match kind.name() {
            Some("Type0") => composite(file, dict),
            _ => Font { kind: simple(file, dict), unicode: Cmap::default(), bold, scale: 0.001, vertical: false },
        };
        if kind.name() == Some("Type3") {
            let matrix = file.numbers(&file.get(dict, "FontMatrix"));
            font.scale = matrix.first().copied().filter(|scale| *scale > 0.0).unwrap_or(0.001);
        }
        Font { unicode, bold, ..font }
    }

    /// The letters of a text one by one.
    pub fn letters<'f>(&'f self, text: &[u8], mut give: impl FnMut(Shown<'f>)) {
        let mut rest = text;
        while !rest.is_empty() {
            let (length, shown) = match &self.kind {
                Kind::Simple { letters, widths } => {
                    let code = rest[0];
                    let own = letters[usize::from(code)].as_deref();
                    let text = self.unicode.text(u32::from(code)).or(own);
                    (1, Shown { text, width: widths[usize::from(code)] * self.scale, is_space: code == b' ' })
                }
                Kind::Composite { codes, widths, usual } => {
                    let (length, code) = codes.next(rest);
                    let width = widths.get(&codes.glyph(code)).copied().unwrap_or(*usual);
                    let text = self.unicode.text(code).or_else(|| codes.text(code));
                    (length, Shown { text, width: width * self.scale, is_space: length == 1 && code == 32 })
                }
            };
            give(shown);
            rest = &rest[length.min(rest.len())..];
        }
    }
}

fn simple(file: &File<'_>, dict: &Dict) -> Kind {
    let encoding = file.get(dict, "Encoding");
    let mut letters: Vec<Option<String>> =
        (0..=255_u8).map(|code| (code >= 32).then(|| letters::of_code(code).to_string())).collect();
    let list = encoding.dict().map(|encoding| file.get(encoding, "Differences"));
    let mut code = 0;
    for one in list.as_ref().map(|list| list.array()).unwrap_or_default() {
        match &*file.resolve(one) {
            Value::Name(name) => {
                if let Some(letter) = letters.get_mut(code) {
                    *letter = letters::of_name(name);
                }
                code += 1;
            }
            value => code = value.count().unwrap_or(code),
        }
    }
    let descriptor = file.get(dict, "FontDescriptor");
    let missing = descriptor.dict().and_then(|own| file.get(own, "MissingWidth").number());
    let mut widths = vec![missing.unwrap_or(USUAL); 256];
    let first = file.get(dict, "FirstChar").count().unwrap_or(0);
    for (at, width) in file.numbers(&file.get(dict, "Widths")).into_iter().enumerate() {
        if let Some(own) = widths.get_mut(first.saturating_add(at)) {
            *own = width;
        }
    }
    Kind::Simple { letters, widths }
}

fn composite(file: &File<'_>, dict: &Dict) -> Font {
    let encoding = file.get(dict, "Encoding");
    let codes = match &*encoding {
        stream @ Value::Stream(..) => file.data(stream).map(|bytes| Cmap::parse(&bytes)).unwrap_or_default(),
        _ => Cmap::default(),
    };
    let vertical = encoding.name().is_some_and(|name| name.ends_with("-V"));
    let below = file.get(dict, "DescendantFonts");
    let below = below.array().first().map(|font| file.resolve(font));
    let below = below.as_ref().and_then(|font| font.dict().cloned()).unwrap_or_default();
    let usual = file.get(&below, "DW").number().unwrap_or(1000.0);
    let mut widths = HashMap::new();
    let list = file.get(&below, "W");
    let mut list = list.array().iter();
    // `first [w w w]` or `first last w`.
    while let (Some(first), Some(second)) = (list.next(), list.next()) {
        let Some(first) = file.resolve(first).count().and_then(|first| u32::try_from(first).ok()) else { continue };
        let second = file.resolve(second);
        if let Value::Array(own) = &*second {
            for (code, width) in (first..).zip(own) {
                widths.insert(code, file.resolve(width).number().unwrap_or(usual));
            }
        } else if let Some(third) = list.next() {
            let last = second.count().and_then(|last| u32::try_from(last).ok()).unwrap_or(first);
            let width = file.resolve(third).number().unwrap_or(usual);
            for code in first..=last.min(first.saturating_add(0xffff)) {
                widths.insert(code, width);
            }
        }
    }
    Font {
        kind: Kind::Composite { codes, widths, usual },
        unicode: Cmap::default(),
        bold: false,
        scale: 0.001,
        vertical,
    }
}
