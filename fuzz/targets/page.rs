//! The page of a report form, and every writer of what was read from it; the DOCX is read back.
#![no_main]

use auyl_fuzz::seeds;
use auyl_reports::{docx, html, page, typeset};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fuzz_target!(init: seeds::sow("page"), |bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (document, _) = page::read(text, &BTreeMap::new());
    html::write(&document, &|cell| Some(cell.to_owned()), "");
    typeset::markup(&document);
    docx::read(&docx::write(&document));
});
