//! Whatever bytes come in as a workbook, as CSV or as records: an answer, never a panic.
#![no_main]

use auyl_domain::Catalogue;
use auyl_forms::{plain, workbook};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let text = include_str!("../../../../catalogue/registers/attendance.toml");
    Catalogue::read([("registers/attendance.toml".to_string(), text.to_string())]).0
});

fuzz_target!(|bytes: &[u8]| {
    let _ = workbook::read("fuzz.xlsx", bytes, &CATALOGUE);
    if let (Ok(text), Some(register)) = (std::str::from_utf8(bytes), CATALOGUE.register("attendance")) {
        plain::read(register, "fuzz.csv", text);
        plain::read_toml(register, "fuzz.toml", text);
    }
});
