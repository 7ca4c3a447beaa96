//! What tests of checks share: a small document as plain text (cells parted by tabs), and what is found in it.

use crate::audit::{Vocabulary, audit};
use crate::source::{Limits, read};
use auyl_domain::{Catalogue, Lang};
use expect_test::Expect;
use std::sync::LazyLock;

/// The vocabulary of the repository.
pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let (catalogue, _) = Catalogue::read(files("audit"));
    let (vocabulary, findings) = Vocabulary::read(&catalogue);
    assert!(findings.is_empty(), "{findings:?}");
    vocabulary
});

/// The interface texts of the repository.
pub(crate) static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::read(
        files("audit").into_iter().chain(files("words/en")).chain(files("words/ru")).chain(files("words/kk")),
    )
    .0
});

fn files(folder: &str) -> Vec<(String, String)> {
    let root = format!("{}/../../catalogue", env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<(String, String)> = std::fs::read_dir(format!("{root}/{folder}"))
        .expect("the catalogue is beside the crates")
        .map(|entry| {
            let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            let text = std::fs::read_to_string(format!("{root}/{path}")).expect("a text");
            (path, text)
        })
        .collect();
    found.sort();
    found
}

/// What an audit finds in a document of a few lines: code, sentence, and the quoted words.
pub(crate) fn check(document: &str, expected: Expect) {
    let (source, _) = read("report.txt", document.as_bytes(), &Limits::default()).expect("a text");
    let paper = crate::audit::Paper::of(&source, &VOCABULARY);
    let mut lines = String::new();
    for remark in audit(&source, &VOCABULARY) {
        let quotes: Vec<String> = remark.quotes.iter().map(|quote| paper.quoted(quote, 60)).collect();
        let sentence = remark.finding.message(CATALOGUE.phrases(), Lang::En);
        // How sure it is stands in the catalogue and may change there; on what ground it is told may not.
        let ground = if remark.ground.is_empty() { String::new() } else { format!(" ({})", remark.ground) };
        lines.push_str(&format!("{}{ground}: {sentence}\n    «{}»\n", remark.finding.code, quotes.join("» «")));
    }
    expected.assert_eq(&lines);
}
