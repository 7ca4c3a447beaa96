//! Files on the person's own disk: read whole, written whole or not at all. What goes wrong is a refusal that says
//! why in words of the interface; what only the system can say stands beside it.

use auyl_domain::Refusal;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Result<String, Refusal> {
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// Writes a file whole or not at all: beside it first, then renamed over it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    if path.is_dir() {
        return Err(unwritable(path, &ErrorKind::IsADirectory.into()));
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let written = (|| {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::File::create(beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(beside, path)
    })();
    written.map_err(|error: Error| {
        // The half-written file is of no use to anybody; that it may be gone already is no trouble.
        let _ = std::fs::remove_file(beside);
        unwritable(path, &error)
    })
}

/// Why a file or folder could not be read.
pub fn unreadable(path: &Path, error: &Error) -> Refusal {
    let code = if error.kind() == ErrorKind::NotFound { "file-missing" } else { "file-unreadable" };
    refused(code, path, error)
}

/// Why a file could not be written.
pub fn unwritable(path: &Path, error: &Error) -> Refusal {
    let code = if error.kind() == ErrorKind::StorageFull { "disk-full" } else { "file-unwritable" };
    refused(code, path, error)
}

fn refused(code: &'static str, path: &Path, error: &Error) -> Refusal {
    let reason = match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "denied",
        ErrorKind::IsADirectory => "folder",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "occupied",
        ErrorKind::InvalidData => "text",
        _ => "other",
    };
    Refusal::of(code).with("path", path.display()).with("reason", reason).with("detail", error)
}
