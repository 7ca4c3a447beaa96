//! A measure, read and checked against the shipped registers.
#![no_main]

use auyl_domain::Measure;
use auyl_fuzz::{seeds, shipped::CATALOGUE};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("measure"), |bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(measure) = Measure::read(text, &CATALOGUE) {
        measure.not_of_an_activity();
        let _ = Measure::broken_down(text, &["place".to_string()], &CATALOGUE);
    }
});
