//! A foreign PDF.
#![no_main]

use auyl_fuzz::seeds;
use auyl_reports::source::{Limits, beside, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("pdf"), |bytes: &[u8]| {
    if let Ok((source, _)) = read("pdf", bytes, &Limits::default()) {
        beside::html(&source, &|_| None);
    }
});
