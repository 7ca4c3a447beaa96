//! A ZIP package of ours, taken apart once. An input that is no ZIP itself stands for one of its parts: the first byte
//! says which, the rest is its new content. So the fuzzer reaches the XML behind the checksums of the ZIP.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of a package.
pub struct Package {
    parts: Vec<(String, Vec<u8>)>,
}

impl Package {
    /// Takes a package apart. `more` are empty parts that ours do not have and others' do.
    pub fn of(bytes: &[u8], more: &[&str]) -> Package {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a package of ours");
        let mut parts = Vec::new();
        for at in 0..zip.len() {
            let mut part = zip.by_index(at).expect("a part");
            let name = part.name().expect("a name").to_string();
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("whole");
            parts.push((name, content));
        }
        for name in more {
            if parts.iter().all(|(own, _)| own != name) {
                parts.push((name.to_string(), Vec::new()));
            }
        }
        Package { parts }
    }

    /// The package that an input stands for.
    pub fn with<'i>(&self, input: &'i [u8]) -> Cow<'i, [u8]> {
        match input.split_first() {
            Some((first, content)) if !input.starts_with(b"PK") => {
                Cow::Owned(self.zip(usize::from(*first) % self.parts.len(), content))
            }
            _ => Cow::Borrowed(input),
        }
    }

    /// Every part as an input.
    pub fn inputs(&self) -> Vec<Vec<u8>> {
        let first = |at: usize| u8::try_from(at).expect("fewer than 256 parts");
        self.parts.iter().enumerate().map(|(at, (_, content))| [&[first(at)], content.as_slice()].concat()).collect()
    }

    fn zip(&self, replaced: usize, content: &[u8]) -> Vec<u8> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (at, (name, own)) in self.parts.iter().enumerate() {
            let content = if at == replaced { content } else { own };
            if content.is_empty() {
                continue;
            }
            zip.start_file(name.as_str(), options).expect("a part");
            zip.write_all(content).expect("written");
        }
        zip.finish().expect("a ZIP").into_inner()
    }
}
