//! A foreign report as plain text, shown beside findings.
#![no_main]

use auyl_fuzz::seeds;
use auyl_reports::source::{Limits, beside, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("text"), |bytes: &[u8]| {
    if let Ok((source, _)) = read("text", bytes, &Limits::default()) {
        beside::html(&source, &|_| None);
    }
});
