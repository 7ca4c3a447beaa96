//! The ZIP around a DOCX: fixed times so that equal papers are equal bytes, and limits for foreign ones.

use crate::document::ImageKind;
use crate::trouble::severe;
use auyl_domain::Finding;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Bytes that a foreign file may unpack to in all; one part of XML may be a quarter of it. The longest
/// reports seen have 5 MB of XML.
pub(super) const UNPACK_LIMIT: u64 = 200 * 1024 * 1024;

/// Packs parts and pictures; `word/media/imageN` as the relations name them.
pub(super) fn pack(parts: &[(String, String)], images: &[(&[u8], ImageKind)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let packed = plain.compression_method(CompressionMethod::Deflated);
    let stored = plain.compression_method(CompressionMethod::Stored);
    // Writing into memory fails only when memory is gone, and then there is nobody left to tell.
    let written = (|| {
        for (name, text) in parts {
            zip.start_file(name.as_str(), packed)?;
            zip.write_all(text.as_bytes())?;
        }
        for (at, (bytes, kind)) in images.iter().enumerate() {
            zip.start_file(media(at, *kind), stored)?;
            zip.write_all(bytes)?;
        }
        zip.finish()
    })();
    written.expect("a ZIP of a few parts is written to memory").into_inner()
}

/// Name of a picture inside the folder `word`.
pub(super) fn media_name(at: usize, kind: ImageKind) -> String {
    format!("media/image{}.{}", at + 1, kind.extension())
}

fn media(at: usize, kind: ImageKind) -> String {
    format!("word/{}", media_name(at, kind))
}

/// The names of the parts of a ZIP; nothing for what is no whole ZIP.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    Some(zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect())
}

/// The parts of a foreign DOCX, which may unpack to so many bytes.
pub(super) fn unpack(bytes: &[u8], allowed: u64) -> (BTreeMap<String, Vec<u8>>, Vec<Finding>) {
    unpack_some(bytes, allowed, &|_| true)
}

/// The same for some of the parts, chosen by name; the others are not even looked at.
pub(super) fn unpack_some(
    bytes: &[u8],
    allowed: u64,
    wanted: &dyn Fn(&str) -> bool,
) -> (BTreeMap<String, Vec<u8>>, Vec<Finding>) {
    let mut parts = BTreeMap::new();
    let mut findings = Vec::new();
    let mut zip = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(zip) => zip,
        Err(_) => {
            let old = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
            findings.push(if old { severe("docx-locked", None, &[]) } else { severe("docx-not-docx", None, &[]) });
            return (parts, findings);
        }
    };
    let mut left = allowed;
    for at in 0..zip.len() {
        let Ok(file) = zip.by_index(at) else {
            findings.push(severe("docx-damaged", None, &[("part", &(at + 1).to_string())]));
            continue;
        };
        let Ok(name) = file.name().map(|name| name.to_string()) else { continue };
        if !wanted(&name) {
            continue;
        }
        let limit = if name.ends_with(".xml") || name.ends_with(".rels") { left.min(allowed / 4) } else { left };
        let mut content = Vec::new();
        // One byte more than allowed tells a file that ends at the limit from one that goes on.
        if file.take(limit + 1).read_to_end(&mut content).is_err() {
            findings.push(severe("docx-damaged", None, &[("part", &name)]));
        }
        let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        if size > limit {
            findings.push(severe("docx-too-large", None, &[("part", &name)]));
            if limit == left {
                return (parts, findings);
            }
            left -= limit;
            continue;
        }
        left -= size;
        parts.insert(name, content);
    }
    (parts, findings)
}
