//! Why a request to the store did not succeed: it cannot be granted, or the machine failed.

use auyl_domain::Refusal;
use std::error::Error;
use std::fmt;
use std::path::Path;

/// What went wrong.
#[derive(Debug)]
pub enum Trouble {
    /// It cannot be granted; the person is told why and what to do.
    Refusal(Refusal),
    /// The machine failed; logged once.
    Machine(Box<dyn Error + Send + Sync>),
}

impl Trouble {
    /// A failure of the machine.
    pub fn machine(error: impl Into<Box<dyn Error + Send + Sync>>) -> Trouble {
        Trouble::Machine(error.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Refusal(refusal) => refusal.fmt(f),
            Trouble::Machine(error) => error.fmt(f),
        }
    }
}

impl Error for Trouble {}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Trouble {
        Trouble::Refusal(refusal)
    }
}

impl From<sqlx::Error> for Trouble {
    /// What a person can do something about is a refusal.
    fn from(error: sqlx::Error) -> Trouble {
        let refused = |code: &'static str| Trouble::Refusal(Refusal::of(code).with("detail", &error));
        match &error {
            sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => refused("disk-full"),
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_) => {
                refused("database-unreachable")
            }
            sqlx::Error::Database(database) => {
                let (code, message) = (database.code().unwrap_or_default(), database.message().to_lowercase());
                match code.as_ref() {
                    // SQLITE_FULL; PostgreSQL's disk_full.
                    "13" | "53100" => refused("disk-full"),
                    // SQLITE_IOERR and its kinds: the disk under the file, a full one among them.
                    "10" | "778" if message.contains("disk") => refused("disk-full"),
                    // SQLITE_BUSY and its kinds.
                    "5" | "261" | "517" => refused("folder-in-use"),
                    // SQLITE_CANTOPEN; SQLITE_READONLY; SQLITE_NOTADB; SQLITE_CORRUPT.
                    "14" | "8" | "1544" => refused("file-unwritable"),
                    "26" | "11" => refused("file-unreadable"),
                    // PostgreSQL: shutting down, connection failures, no such database, wrong password.
                    code if code.starts_with("57P")
                        || code.starts_with("08")
                        || code.starts_with("28")
                        || code == "3D000" =>
                    {
                        refused("database-unreachable")
                    }
                    _ => Trouble::machine(error),
                }
            }
            _ => Trouble::machine(error),
        }
    }
}

/// A data folder that cannot be made or used.
pub(crate) fn of_folder(folder: &Path, error: std::io::Error) -> Trouble {
    let code = if error.kind() == std::io::ErrorKind::StorageFull { "disk-full" } else { "file-unwritable" };
    Refusal::of(code).with("path", folder.display()).with("detail", error).into()
}
