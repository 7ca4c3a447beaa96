//! A workbook that somebody sends, or one of ours with one part replaced.
#![no_main]

use auyl_fuzz::{door, seeds, shipped::CATALOGUE};
use libfuzzer_sys::fuzz_target;

/// libFuzzer counts every panic. The reader beneath ours has known ones, which `workbook::read` catches; they are let
/// through, so that only our own are counted.
fn let_known_panics_through() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_known = panic.location().is_some_and(|spot| spot.file().contains("calamine"));
        if !is_known {
            abort(panic);
        }
    }));
}

fuzz_target!(
    init: {
        seeds::sow("workbook");
        let_known_panics_through();
    },
    |bytes: &[u8]| {
        if let Ok(read) = auyl_forms::workbook::read("fuzz.xlsx", &seeds::WORKBOOK_PARTS.with(bytes), &CATALOGUE) {
            read.sheets.into_iter().for_each(door::accept);
        }
    }
);
