//! Readers of foreign reports under changed bytes: whatever comes, they give an answer, in time, and never panic. Inputs
//! are those that people send, changed at random again and again; `AUYL_MUTATION_SECONDS` says how long (1 for a quick
//! turn; `cargo xtask test` takes two minutes for the three of them). `cargo xtask soak` goes deeper, by branches taken.

use auyl_reports::source::{Limits, beside, read};
use auyl_reports::{document::Document, docx};
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

/// What one input may take at most, in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Pieces that mean something to one of the readers.
const PIECES: &[&str] = &[
    "\t",
    "\n",
    "<p>",
    "</p>",
    "**",
    "--\t--",
    "\u{c}",
    "520",
    "Дина",
    "\u{0}",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "</w:p>",
    "<w:vMerge/>",
    "<w:gridSpan w:val=\"70\"/>",
    "<w:del>",
    "&#x41;",
    "&a;",
    " obj ",
    "endobj",
    "stream\n",
    "endstream",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    " 0 R ",
    "/Kids ",
    "/Length 9 ",
    "/Filter /FlateDecode ",
    " re S ",
    " cm ",
    " Tj ",
    " Do ",
    "999999999999",
    "-1",
    "/Parent 2 0 R",
    "trailer",
];

/// Chance that is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(6) {
            let (from, n) = (self.below(bytes.len() + 1), self.below(40));
            let to = (from + n).min(bytes.len());
            match self.below(6) {
                0 if from < bytes.len() => bytes[from] = u8::try_from(self.below(256)).unwrap(),
                1 => drop(bytes.drain(from..to)),
                2 => {
                    let piece = bytes[from..to].to_vec();
                    let at = self.below(bytes.len() + 1);
                    bytes.splice(at..at, piece);
                }
                3 => bytes.truncate(from),
                _ => {
                    let piece = PIECES[self.below(PIECES.len())].bytes();
                    bytes.splice(from..from, piece);
                }
            }
        }
    }
}

/// Changes a seed and looks at what became of it, until the time is over.
fn check(name: &str, seeds: &[Vec<u8>], wrap: impl Fn(&[u8]) -> Vec<u8>) {
    let seconds = std::env::var("AUYL_MUTATION_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut n = 0;
    while Instant::now() < until {
        let mut bytes = seeds[chance.below(seeds.len())].clone();
        chance.change(&mut bytes);
        let bytes = wrap(&bytes);
        let begun = Instant::now();
        if let Ok((source, _)) = read(name, &bytes, &Limits::default()) {
            beside::html(&source, &|_| None);
            docx::write(&source.document);
        }
        assert!(begun.elapsed() < PATIENCE, "{name} {n}: {:?}", begun.elapsed());
        n += 1;
    }
    assert!(n > 0);
}

const VILLAGE: &str = include_str!("../src/source/tests/village.txt");

/// The village's report as a paper.
fn paper() -> Document {
    read("ulgi", VILLAGE.as_bytes(), &Limits::default()).expect("it can be read").0.document
}

#[test]
fn a_text() {
    let wide: Vec<u8> = VILLAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("text", &[VILLAGE.as_bytes().to_vec(), [b"\xff\xfe".to_vec(), wide].concat()], <[u8]>::to_vec);
}

#[test]
fn a_docx_and_what_is_packed_in_it() {
    let whole = docx::write(&paper());
    let mut archive = zip::ZipArchive::new(Cursor::new(&whole)).expect("a ZIP");
    let mut body = Vec::new();
    archive.by_name("word/document.xml").expect("a body").read_to_end(&mut body).expect("whole");
    check("docx", &[whole, body], |bytes| {
        if bytes.starts_with(b"PK") {
            return bytes.to_vec();
        }
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
        zip.finish().expect("a ZIP").into_inner()
    });
}

#[test]
fn a_pdf() {
    check("pdf", &[include_bytes!("mutations/page.pdf").to_vec()], <[u8]>::to_vec);
}
