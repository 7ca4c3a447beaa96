//! What a file is, judged by its first bytes and never by the end of its name, and how much of it is taken. A file of
//! another kind is refused with the name of what it is, because whoever sent it cannot know what a reader expects.

use crate::docx;
use auyl_domain::Refusal;

/// Formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// WordprocessingML, as Word and LibreOffice save it.
    Docx,
    /// A PDF with a text layer.
    Pdf,
    /// Plain text in any of the usual encodings.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Docx, Format::Pdf, Format::Text];

    /// Short name, as scripts see it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Text => "text",
        }
    }
}

/// How much of a foreign file is taken. What goes beyond is a finding where the rest can be used, else a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file. Who reads it from a disk asks for its length first.
    pub bytes: u64,
    /// Bytes that the parts of it may unpack to, all together.
    pub unpacked: u64,
    /// Pages that are read.
    pub pages: u32,
    /// Paragraphs that are read.
    pub passages: usize,
}

impl Default for Limits {
    /// The longest reports seen have 60 pages and, with photos, 40 MB.
    fn default() -> Limits {
        Limits { bytes: 64 << 20, unpacked: 200 << 20, pages: 1_000, passages: 50_000 }
    }
}

/// First bytes of files that people send instead of a report, and the names that they know them by.
const OTHERS: &[(&[u8], &str)] = &[
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
];

/// The same for files of several parts: a part that only this kind has.
const PARTS: &[(&str, &str)] = &[
    ("xl/workbook.xml", "XLSX"),
    ("ppt/presentation.xml", "PPTX"),
    ("content.xml", "ODT"),
    ("Index/Document.iwa", "Pages"),
];

/// Most bytes that may stand before the head of a PDF.
const BEFORE_PDF: usize = 1024;

/// The format of a file, or why it is not read.
pub(super) fn of(name: &str, bytes: &[u8], limits: &Limits) -> Result<Format, Refusal> {
    let no = |code| Refusal::of(code).with("name", name);
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.bytes {
        return Err(no("source-too-large").with("limit", limits.bytes >> 20));
    }
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(no("source-empty"));
    }
    let another = |kind: &str| Err(no("source-of-another-kind").with("kind", kind));
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let names = docx::part_names(bytes).ok_or_else(|| no("source-damaged"))?;
        if names.iter().any(|name| docx::is_body(name)) {
            return Ok(Format::Docx);
        }
        let known = PARTS.iter().find(|(part, _)| names.iter().any(|name| name == part));
        return another(known.map_or("ZIP", |(_, kind)| kind));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        // The directory of such a file names its streams in UTF-16.
        if holds(bytes, &wide("EncryptedPackage")) {
            return Err(no("source-locked"));
        }
        return another(if holds(bytes, &wide("WordDocument")) { "DOC" } else { "OLE" });
    }
    if holds(&bytes[..bytes.len().min(BEFORE_PDF)], b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if let Some((_, kind)) = OTHERS.iter().find(|(head, _)| bytes.starts_with(head)) {
        return another(kind);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return another("HTML");
    }
    if head.starts_with("<?xml") {
        return another("XML");
    }
    match super::encoding::is_text(bytes) {
        true => Ok(Format::Text),
        false => another("unknown"),
    }
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
