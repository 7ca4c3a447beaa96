//! A register file, read alone and then as part of a catalogue.
#![no_main]

use auyl_domain::{Catalogue, register};
use auyl_fuzz::seeds;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("register"), |bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let (Some(_), _) = register::read("registers/fuzz.toml", text) {
        Catalogue::read([("registers/fuzz.toml".to_string(), text.to_string())]);
    }
});
