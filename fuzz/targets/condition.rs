//! A condition, read and held against the register that the first byte means.
#![no_main]

use auyl_domain::measure::{Condition, resolve};
use auyl_fuzz::seeds;
use auyl_fuzz::shipped::{CATALOGUE, register_and_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds::sow("condition"), |bytes: &[u8]| {
    let Some((register, text)) = register_and_text(bytes) else { return };
    if let Ok(condition) = Condition::read(text)
        && let Ok(cond) = resolve(&condition, register, &CATALOGUE)
    {
        cond.holds(&|_| Vec::new());
    }
});
