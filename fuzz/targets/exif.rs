//! What a photo says of its day and place. The file of the product is compiled in by its path: its crate brings the
//! whole of the PDF writer along, which would be compiled for nothing.
#![no_main]

use auyl_fuzz::seeds;
use libfuzzer_sys::fuzz_target;

#[path = "../../crates/work/src/exif.rs"]
mod product;

fuzz_target!(init: seeds::sow("exif"), |bytes: &[u8]| {
    product::read(bytes);
});
