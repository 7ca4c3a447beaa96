//! A DOCX that somebody sends, or one of ours with one part replaced; what was read is written again.
#![no_main]

use auyl_fuzz::seeds;
use auyl_reports::{docx, html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("docx"), |bytes: &[u8]| {
    let (document, _) = docx::read(&seeds::PAPER_PARTS.with(bytes));
    html::write(&document, &|_| None, "");
    docx::write(&document);
});
