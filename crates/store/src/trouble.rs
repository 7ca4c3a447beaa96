//! Why a request to the store did not succeed: it cannot be granted, or the machine failed.

use auyl_domain::Refusal;
use std::error::Error;
use std::path::Path;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It cannot be granted; the person is told why and what to do.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The machine failed; logged once.
    #[error(transparent)]
    Machine(Box<dyn Error + Send + Sync>),
}

impl Trouble {
    /// A failure of the machine.
    pub fn machine(error: impl Into<Box<dyn Error + Send + Sync>>) -> Trouble {
        Trouble::Machine(error.into())
    }

    /// The same trouble, a refusal of which says where the store is.
    pub(crate) fn at(self, place: &str) -> Trouble {
        match self {
            Trouble::Refusal(refusal) => refusal.with("path", place).into(),
            machine => machine,
        }
    }
}

impl From<sqlx::Error> for Trouble {
    /// What a person can do something about is a refusal.
    fn from(error: sqlx::Error) -> Trouble {
        let refused = |code| Trouble::Refusal(Refusal::of(code).with("path", "").with("detail", &error));
        match &error {
            sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => refused("disk-full"),
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Tls(_)
            // An address of a kind of database that this program does not speak to.
            | sqlx::Error::Configuration(_) => {
                refused("database-unreachable")
            }
            sqlx::Error::Database(database) => {
                let (code, message) = (database.code().unwrap_or_default(), database.message().to_lowercase());
                match code.as_ref() {
                    // SQLITE_FULL; no room to widen the index of the write-ahead log; PostgreSQL's disk_full.
                    "13" | "4874" | "53100" => refused("disk-full"),
                    // SQLITE_IOERR and its kinds: the disk under the file, a full one among them.
                    "10" | "778" if message.contains("disk") => refused("disk-full"),
                    // SQLITE_BUSY and SQLITE_LOCKED with their kinds; PostgreSQL's lock_not_available.
                    "5" | "261" | "517" | "773" | "6" | "262" | "55P03" => refused("folder-in-use"),
                    // SQLITE_CANTOPEN; SQLITE_READONLY; SQLITE_PERM.
                    "14" | "8" | "1544" | "264" | "3" => refused("file-unwritable"),
                    // SQLITE_NOTADB; SQLITE_CORRUPT.
                    "26" | "11" => refused("file-unreadable"),
                    // PostgreSQL: shutting down, too many connections, connection failures, wrong password, no such database.
                    code if ["57P", "533", "08", "28"].iter().any(|kind| code.starts_with(kind)) || code == "3D000" => {
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
