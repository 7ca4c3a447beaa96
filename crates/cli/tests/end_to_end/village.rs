//! A folder of one's own with the example project in it, and `auyl` to run there.

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;
use tempfile::TempDir;

/// The executable.
pub const AUYL: &str = env!("CARGO_BIN_EXE_auyl");

/// A folder in which a project lies in `data`.
pub struct Village {
    folder: TempDir,
    lang: &'static str,
}

/// What the executable said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Village {
    /// The example project.
    pub fn example() -> Village {
        let village = Village::empty();
        copy(prepared(), &village.path("data"));
        village
    }

    /// Nothing.
    pub fn empty() -> Village {
        Village { folder: tempfile::tempdir().expect("a folder for the test"), lang: "en" }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same village, spoken to in another language.
    pub fn speaks(mut self, lang: &'static str) -> Village {
        self.lang = lang;
        self
    }

    /// A command, ready to start.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(AUYL);
        for name in ["AUYL_DATABASE", "AUYL_CATALOGUE", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command.env("AUYL_LANG", self.lang).env("AUYL_DATA", "data").current_dir(self.folder.path()).args(args);
        command.stdin(Stdio::null());
        command
    }

    /// Runs the executable to its end.
    pub fn auyl(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().expect("the executable starts"), args)
    }

    /// What it prints where all is well.
    pub fn fine(&self, args: &[&str]) -> String {
        let said = self.auyl(args);
        assert_eq!(said.code, 0, "auyl {args:?}: {}{}", said.out, said.err);
        said.out
    }

    /// The document it prints.
    pub fn json(&self, args: &[&str]) -> Value {
        self.auyl(args).json()
    }

    /// The value of a figure.
    pub fn figure(&self, measure: &str) -> Value {
        self.json(&["figure", measure, "--json"])["value"].clone()
    }

    /// The number of the last event.
    pub fn last_event(&self) -> i64 {
        let said = self.auyl(&["figure", "count(event)", "--as-of", "999999"]);
        assert_eq!(said.code, 3);
        let last = said.err.rsplit("The last one is ").next().unwrap_or_default().trim().trim_end_matches('.');
        last.parse().unwrap_or_else(|_| panic!("{}", said.err))
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a name in the folder")).expect("a folder");
        std::fs::write(&path, bytes).expect("a file of the test");
        path
    }

    /// Writes a workbook: sheets of rows of texts, headings first.
    pub fn workbook(&self, name: &str, sheets: &[(&str, &[&[&str]])]) {
        let mut book = Workbook::new();
        for (title, rows) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(*title).expect("a name of a sheet");
            for (row, cells) in (0..).zip(*rows) {
                for (column, cell) in (0..).zip(*cells) {
                    if !cell.is_empty() {
                        sheet.write_string(row, column, *cell).expect("a cell");
                    }
                }
            }
        }
        book.save(self.path(name)).expect("a workbook");
    }
}

impl Said {
    fn of(output: Output, args: &[&str]) -> Said {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let said =
            Said { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) };
        // Whatever is asked: no sentence shows its bare names, and nothing falls over.
        for told in [&said.out, &said.err] {
            assert!(!told.contains("{$") && !told.contains("panicked"), "auyl {args:?} said {told}");
        }
        said
    }

    /// The one document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{}\n{}", self.out, self.err))
    }

    /// Both streams.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Expects an exit code and words that must be said.
    #[track_caller]
    pub fn expects(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{}", self.all());
        for word in words {
            assert!(self.all().contains(word), "“{word}” is not in: {}", self.all());
        }
    }
}

/// The example, made once for an executable and kept in the target folder.
fn prepared() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let built = std::fs::metadata(AUYL).expect("the executable is built");
        let since = built.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        let room = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let kept = room.join(format!("example-{}-{}", built.len(), since.as_nanos()));
        if kept.exists() {
            return kept;
        }
        // That of an earlier executable is of no use any more.
        for entry in std::fs::read_dir(room).expect("the room of tests").flatten() {
            if entry.file_name().to_string_lossy().starts_with("example-") {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        let village = Village::empty();
        village.fine(&["init", "--demo"]);
        let making = room.join(format!("making-{}", std::process::id()));
        copy(&village.path("data"), &making);
        // Another process may have been faster; then its folder is as good.
        if std::fs::rename(&making, &kept).is_err() {
            let _ = std::fs::remove_dir_all(&making);
        }
        kept
    })
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file to copy");
        }
    }
}
