//! Auditing reports that Auyl did not write: files and folders are read, each is understood and checked by
//! [`auyl_reports::audit`], several at once, and what was found is told ([`told`]) for people and scripts. A file that cannot be
//! read is an answer, too. Nothing is kept, unless somebody asks ([`keep`]).

mod comments;
mod keep;
mod list;
mod page;
mod records;
mod sarif;
mod told;

pub use comments::commented;
pub use keep::keep;
pub use list::xlsx;
pub use page::{STYLE, body, page};
pub use records::{Records, hold};
pub use sarif::sarif;
pub use told::{Mark, Quoted, Report, Told, json, reports, schema_version, told};

use crate::disk;
use auyl_domain::{Catalogue, Finding, Refusal, Severity};
use auyl_reports::audit::{Remark, Vocabulary, audit};
use auyl_reports::source::{Limits, Source, read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Endings of files that are looked at in a folder.
const ENDINGS: [&str; 4] = ["docx", "pdf", "txt", "md"];

/// What became of one file.
pub struct Audited {
    /// The file, as the person knows it.
    pub name: String,
    /// What was found, or why it could not be read.
    pub outcome: Result<Audit, Box<Refusal>>,
}

/// A report that was audited.
pub struct Audit {
    /// The paper.
    pub source: Source,
    /// What is wrong with the file itself.
    pub findings: Vec<Finding>,
    /// What the report contradicts, the worst first.
    pub remarks: Vec<Remark>,
    /// How many of its numbers were held against the records of a project; none where that was not asked.
    pub compared: Option<usize>,
}

impl Audit {
    /// How many remarks are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.remarks.iter().filter(|remark| remark.finding.severity == severity).count()
    }
}

/// The vocabulary of a catalogue. Whoever edited it is told by `auyl catalogue`; here what is wrong is left out.
pub fn vocabulary(catalogue: &Catalogue) -> Vocabulary {
    Vocabulary::read(catalogue).0
}

/// The files that are meant: those named, and of folders all reports in them, by name.
pub fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Refusal> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            let entries = std::fs::read_dir(path).map_err(|error| disk::unreadable(path, &error))?;
            let is_report = |path: &PathBuf| {
                let ending = path.extension().map(|end| end.to_string_lossy().to_lowercase());
                path.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
            };
            let mut inside: Vec<PathBuf> =
                entries.filter_map(Result::ok).map(|entry| entry.path()).filter(is_report).collect();
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Audits files, so many at once; `done` is called after each.
pub fn audit_files(
    files: &[PathBuf],
    vocabulary: &Vocabulary,
    at_once: usize,
    done: &(dyn Fn() + Sync),
) -> Vec<Audited> {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..at_once.clamp(1, files.len().max(1)) {
            scope.spawn(|| {
                while let Some((at, path)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, files.get(at)?)))
                {
                    let audited = audit_file(path, vocabulary);
                    all.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((at, audited));
                    done();
                }
            });
        }
    });
    let mut all = all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, audited)| audited).collect()
}

fn audit_file(path: &Path, vocabulary: &Vocabulary) -> Audited {
    let name = path.display().to_string();
    let limits = Limits::default();
    let outcome = match std::fs::metadata(path) {
        Err(error) => Err(Box::new(disk::unreadable(path, &error))),
        // A file of two gigabytes is never read into memory.
        Ok(metadata) if metadata.len() > limits.bytes => Err(Box::new(too_large(&name, &limits))),
        Ok(_) => disk::read(path)
            .map_err(Box::new)
            .and_then(|bytes| audit_bytes(&name, &bytes, vocabulary).map_err(Box::new)),
    };
    Audited { name, outcome }
}

fn too_large(name: &str, limits: &Limits) -> Refusal {
    Refusal::of("source-too-large").with("name", name).with("limit", limits.bytes >> 20)
}

/// Audits a report that is in memory.
pub fn audit_bytes(name: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Result<Audit, Refusal> {
    let limits = Limits::default();
    // Foreign bytes go through foreign code; a fault there is an answer about this file, not the end of the others.
    let looked = catch_unwind(AssertUnwindSafe(|| {
        let (source, findings) = read(name, bytes, &limits)?;
        let remarks = audit(&source, vocabulary);
        Ok(Audit { source, findings, remarks, compared: None })
    }));
    looked.unwrap_or_else(|_| Err(Refusal::of("source-damaged").with("name", name)))
}
