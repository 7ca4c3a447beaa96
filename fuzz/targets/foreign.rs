//! A DOCX that somebody else wrote, or one of ours with one part replaced; every passage gets a remark.
#![no_main]

use auyl_fuzz::seeds;
use auyl_reports::docx::annotate::annotate;
use auyl_reports::source::{Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("foreign"), |bytes: &[u8]| {
    let bytes = seeds::PAPER_PARTS.with(bytes);
    if let Ok((source, _)) = read("docx", &bytes, &Limits::default()) {
        let remarks: Vec<_> = source.passages().iter().take(50).map(|passage| (passage.place, "a", "b")).collect();
        let _ = annotate("docx", &bytes, &remarks);
    }
});
