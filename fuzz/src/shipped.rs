//! The catalogue as it lies in the tree, read once, and a register chosen by the first byte of an input.

use auyl_domain::{Catalogue, Register};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The shipped catalogue.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut sources = Vec::new();
    for folder in ["registers", "choices", "figures", "words"] {
        sources.extend(texts(folder));
    }
    Catalogue::read(sources).0
});

/// The files of one folder of the catalogue, with their paths in it, in order.
pub fn texts(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue");
    let files = std::fs::read_dir(root.join(folder)).expect("the catalogue lies in the tree");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let text = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (format!("{folder}/{name}"), std::fs::read_to_string(&path).expect("the catalogue is text"))
    };
    paths.into_iter().map(text).collect()
}

/// The register that a first byte means, and the text behind it; nothing for what is no text.
pub fn register_and_text(bytes: &[u8]) -> Option<(&'static Register, &str)> {
    let (first, rest) = bytes.split_first()?;
    let registers = CATALOGUE.registers();
    let register = registers.get(usize::from(*first) % registers.len())?;
    Some((register, std::str::from_utf8(rest).ok()?))
}

/// An input that means this register and this text.
pub fn input(register: &str, text: &str) -> Vec<u8> {
    let at = CATALOGUE.registers().iter().position(|one| one.id == register).expect("a shipped register");
    let first = u8::try_from(at).expect("fewer than 256 registers");
    [&[first], text.as_bytes()].concat()
}
