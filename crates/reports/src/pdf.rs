//! A PDF as passages and tables. A PDF knows letters at places and straight lines; words, paragraphs and tables are
//! made from these, page by page, so that one long file takes no more memory than its text.
//!
//! No crate does this: those that read PDF give lines of text without columns, and their readers of objects follow a
//! tree that holds itself until the stack ends, which nothing can catch. So the objects are read here, too, with limits
//! on all that can grow: [`object`], [`file`], [`filter`], [`pages`]; then what a page shows: [`cmap`], [`letters`],
//! [`font`], [`page`]; then what that means: [`lines`], [`lattice`], [`layout`], [`assemble`].

mod assemble;
mod cmap;
mod file;
mod filter;
mod font;
mod lattice;
mod layout;
mod letters;
mod lines;
mod object;
mod page;
mod pages;

use crate::source::Limits;
use crate::source::found::Found;
use crate::trouble::{severe, warning};
use auyl_domain::Finding;
use object::Value;
use page::Fonts;

/// Why a PDF gives nothing.
pub(crate) enum Unread {
    /// It asks for a password.
    Locked,
    /// It has pages with pictures only.
    Scanned,
    /// No page of it can be read.
    Damaged,
}

/// A page with fewer letters than this and with a picture is a scan.
const FEWEST_LETTERS: usize = 20;
/// Fonts that are kept at once.
const MAX_FONTS: usize = 500;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Found, Vec<Finding>), Unread> {
    let file = file::File::of(bytes, limits.unpacked);
    if !matches!(&*file.get(&file.trailer, "Encrypt"), Value::Null) {
        return Err(Unread::Locked);
    }
    let most = usize::try_from(limits.pages).unwrap_or(usize::MAX);
    let (pages, n_pages) = pages::of(&file, most);
    if pages.is_empty() {
        return Err(Unread::Damaged);
    }
    let mut findings = Vec::new();
    let mut fonts = Fonts::new();
    let mut laid = Vec::with_capacity(pages.len());
    let mut rooms = layout::Rooms::new();
    let (mut scanned, mut unknown, mut n_letters) = (Vec::new(), 0, 0);
    for (page, number) in pages.iter().zip(1..) {
        let mut drawn = page::draw(&file, page, &mut fonts);
        let letters = drawn.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
        n_letters += letters;
        unknown += drawn.unknown;
        if letters < FEWEST_LETTERS && drawn.pictures > 0.2 * drawn.width * drawn.height {
            scanned.push(number);
        }
        correct(&mut drawn);
        laid.push(assemble::Laid { number, height: drawn.height, pieces: layout::of(&drawn, number, &mut rooms) });
        file.forget();
        if fonts.len() > MAX_FONTS {
            fonts.clear();
        }
    }
    if n_letters == 0 || scanned.len() == pages.len() {
        let is_scan = !scanned.is_empty();
        return Err(if is_scan { Unread::Scanned } else { Unread::Damaged });
    }
    if !scanned.is_empty() {
        let list: Vec<String> = scanned.iter().map(u32::to_string).collect();
        let n = list.len().to_string();
        findings.push(warning("pdf-page-scanned", None, &[("n", &n), ("pages", &list.join(", "))]));
    }
    if unknown > 0 {
        findings.push(warning("pdf-letters-unknown", None, &[("n", &unknown.to_string())]));
    }
    if file.damaged.get() > 0 {
        findings.push(warning("pdf-damaged", None, &[("n", &file.damaged.get().to_string())]));
    }
    if n_pages > pages.len() {
        findings.push(severe("source-cut", None, &[("read", &pages.len().to_string())]));
    }
    let root = file.get(&file.trailer, "Root");
    let lang = root.dict().map(|root| file.get(root, "Lang"));
    let info = file.get(&file.trailer, "Info");
    let title = info.dict().map(|info| file.get(info, "Title"));
    let text = |value: Option<std::rc::Rc<Value>>| match value.as_deref() {
        Some(Value::Text(bytes)) => said(bytes),
        _ => String::new(),
    };
    let found = Found {
        title: text(title),
        lang: text(lang).chars().take_while(|letter| *letter != '-').collect(),
        pages: u32::try_from(n_pages).ok(),
        parts: assemble::parts(laid),
    };
    Ok((found, findings))
}

/// Old programs wrote Russian with the letters of another code page.
fn correct(drawn: &mut page::Drawn) {
    let text: String = drawn.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    if letters::is_mistaken(&text) {
        drawn.glyphs.iter_mut().for_each(|glyph| glyph.text = letters::corrected(&glyph.text));
    }
}

/// A text of the file itself: UTF-16 with its mark, UTF-8 with its, else one byte a letter.
fn said(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0xef, 0xbb, 0xbf, ..] => crate::source::letters(bytes).into_owned(),
        bytes => bytes.iter().map(|byte| letters::of_code(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests;
