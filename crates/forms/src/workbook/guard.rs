//! Keeps hostile files away from the reader: a workbook is a ZIP, and a few kilobytes of ZIP can unpack to more
//! memory than the machine has. Every part is unpacked once into nothing and counted, because the sizes that a
//! ZIP states about itself may be a lie.

use auyl_domain::Refusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// All parts of a workbook together, unpacked.
const ALL_PARTS: u64 = 400 << 20;
/// The shared texts: each is kept in memory with 24 bytes beside it, and the shortest takes 5 in the file.
const SHARED_TEXTS: u64 = 100 << 20;
/// Styles, names, relations: each small element becomes a large structure.
const OTHER_PARTS: u64 = 8 << 20;
const MERGED: &[u8] = b"<mergeCell ";

/// What was seen on the way through a workbook that may be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Passed {
    /// Some sheet has merged cells, so a second look at the sheets is needed.
    pub has_merged: bool,
}

/// Lets a workbook pass or says why not.
pub(crate) fn check(name: &str, bytes: &[u8]) -> Result<Passed, Refusal> {
    let unreadable = |reason: &str| Refusal::of("workbook-unreadable").with("file", name).with("reason", reason);
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(marker.len()).any(|window| window == marker);
        return Err(match is_encrypted {
            true => Refusal::of("workbook-protected").with("file", name),
            false => unreadable("old"),
        });
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable("broken"))?;
    let mut rest = ALL_PARTS;
    let mut has_merged = false;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|_| unreadable("broken"))?;
        if part.encrypted() {
            return Err(Refusal::of("workbook-protected").with("file", name));
        }
        let path = part.name().map_err(|_| unreadable("broken"))?.to_ascii_lowercase();
        let is_sheet = path.contains("worksheets/");
        let most = match () {
            () if is_sheet || path.contains("media/") => rest,
            () if path.ends_with("sharedstrings.xml") => SHARED_TEXTS.min(rest),
            () => OTHER_PARTS.min(rest),
        };
        if part.size() > most {
            return Err(unreadable("large"));
        }
        let (size, merged) = unpack(part.take(most + 1), is_sheet).ok_or_else(|| unreadable("broken"))?;
        if size > most {
            return Err(unreadable("large"));
        }
        rest -= size;
        has_merged |= merged;
    }
    Ok(Passed { has_merged })
}

/// Unpacks a part into nothing: its size, and whether it speaks of merged cells.
fn unpack(mut part: impl Read, look: bool) -> Option<(u64, bool)> {
    let mut buffer = vec![0; 1 << 16];
    let (mut kept, mut size, mut found) = (0, 0, false);
    loop {
        let n = part.read(&mut buffer[kept..]).ok()?;
        if n == 0 {
            return Some((size, found));
        }
        size += n as u64;
        let filled = kept + n;
        if look && !found {
            found = has(&buffer[..filled]);
        }
        // The word may lie across two readings.
        kept = filled.min(MERGED.len() - 1);
        buffer.copy_within(filled - kept..filled, 0);
    }
}

fn has(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    // The mark is rare as a whole and `m` follows `<` seldom: looking for that pair first is ten times faster.
    while let Some(at) = rest.windows(2).position(|pair| pair == b"<m") {
        rest = &rest[at..];
        if rest.starts_with(MERGED) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}
