//! Records as TOML, of the register that the first byte means.
#![no_main]

use auyl_fuzz::{door, seeds, shipped::register_and_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("records"), |bytes: &[u8]| {
    if let Some((register, text)) = register_and_text(bytes) {
        door::accept(auyl_forms::plain::read_toml(register, "fuzz.toml", text).0);
    }
});
