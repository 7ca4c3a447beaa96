//! Files on their way in: piece by piece to the folder of arriving files, measured while they come. One that is too
//! large, empty or broken off is told with its name, and leaves nothing behind.

use super::name;
use crate::App;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use axum::body::Body;
use axum::extract::multipart::Field as Part;
use axum::extract::{FromRequest, Multipart, Request};
use futures_util::StreamExt;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;

/// The texts of the form may have so many bytes together.
const MOST_TEXT: usize = 256 * 1024;
/// So many files at once.
const MOST_FILES: usize = 500;

/// What a form brought.
#[derive(Default)]
pub struct Arrived {
    /// Its texts by their names.
    pub texts: BTreeMap<String, String>,
    /// Its files, in order.
    pub files: Vec<Sent>,
}

/// One file of the form.
pub struct Sent {
    /// What it is called.
    pub name: String,
    /// The file, or why there is none.
    pub file: std::result::Result<Arriving, Lacking>,
}

/// Why there is no file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacking {
    /// It has no bytes.
    Empty,
    /// It has more than it may.
    TooLarge,
    /// The disk is full.
    NoRoom,
}

/// A file that has arrived; it is removed when this goes.
pub struct Arriving {
    /// Where it lies.
    pub path: PathBuf,
}

impl Drop for Arriving {
    fn drop(&mut self) {
        // Nobody misses it: it is in the store already, or it is sent again.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Removes what a server that was ended in the middle left behind.
pub fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()) {
        // What cannot be removed now lies there until the next start, and harms nobody.
        let _ = std::fs::remove_file(path);
    }
}

/// Takes the form in.
pub async fn take(request: Request, app: &App) -> Result<Arrived> {
    let mut parts = Multipart::from_request(request, app).await.map_err(broken)?;
    let mut arrived = Arrived::default();
    let mut left = MOST_TEXT;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let input = part.name().unwrap_or_default().to_string();
        match part.file_name().map(str::to_string) {
            // A form without a chosen file sends one without a name.
            Some(path) if path.is_empty() => {}
            Some(path) => {
                if arrived.files.len() == MOST_FILES {
                    return Err(Refusal::of("request-too-large").with("limit", format!("{MOST_FILES} ×")).into());
                }
                let file = file(part, app).await?;
                arrived.files.push(Sent { name: name::cleaned(&path), file });
            }
            None => {
                let mut text = Vec::new();
                while let Some(piece) = part.chunk().await.map_err(broken)? {
                    left = left.checked_sub(piece.len()).ok_or_else(|| too_large(MOST_TEXT as u64))?;
                    text.extend_from_slice(&piece);
                }
                arrived.texts.insert(input, String::from_utf8_lossy(&text).into_owned());
            }
        }
    }
    Ok(arrived)
}

async fn file(mut part: Part<'_>, app: &App) -> Result<std::result::Result<Arriving, Lacking>> {
    let most = app.settings.most_upload;
    let arriving = Arriving { path: app.settings.arriving.join(app.world.secret()) };
    let mut lacking = None;
    let mut open = match create(&app.settings.arriving, &arriving.path).await {
        Ok(open) => Some(open),
        Err(error) => {
            lacking = Some(no_room(&error)?);
            None
        }
    };
    let mut size = 0u64;
    while let Some(piece) = part.chunk().await.map_err(broken)? {
        size += piece.len() as u64;
        // The rest is let through for a while: a browser that is cut off shows no page at all. But not for ever.
        if size > most.saturating_mul(4) {
            return Err(too_large(most));
        }
        if size > most {
            lacking.get_or_insert(Lacking::TooLarge);
        } else if let Some(Err(error)) = written(&mut open, &piece).await {
            lacking = Some(no_room(&error)?);
        }
        if lacking.is_some() && open.take().is_some() {
            // Room for others at once; what cannot be removed goes when the server starts.
            let _ = tokio::fs::remove_file(&arriving.path).await;
        }
    }
    // What was written may have been refused meanwhile.
    if let Some(mut open) = open
        && let Err(error) = open.flush().await
    {
        lacking = Some(no_room(&error)?);
    }
    Ok(match lacking {
        Some(lacking) => Err(lacking),
        None if size == 0 => Err(Lacking::Empty),
        None => Ok(arriving),
    })
}

async fn create(folder: &Path, path: &Path) -> std::io::Result<tokio::fs::File> {
    tokio::fs::create_dir_all(folder).await?;
    tokio::fs::File::create(path).await
}

async fn written(open: &mut Option<tokio::fs::File>, piece: &[u8]) -> Option<std::io::Result<()>> {
    Some(open.as_mut()?.write_all(piece).await)
}

/// A full disk is no reason to break off: the page that says so also says again what was typed.
fn no_room(error: &std::io::Error) -> Result<Lacking> {
    if is_full(error) { Ok(Lacking::NoRoom) } else { Err(Stop::machine(error)) }
}

fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

/// Keeps a body as a file: its digest and size; none where it is empty.
pub async fn keep_body(body: Body, app: &App) -> Result<Option<(String, u64)>> {
    let most = app.settings.most_upload;
    let path = app.settings.arriving.join(app.world.secret());
    let written = |error: std::io::Error| of_disk(&error);
    tokio::fs::create_dir_all(&app.settings.arriving).await.map_err(written)?;
    let mut open = tokio::fs::File::create(&path).await.map_err(written)?;
    let arriving = Arriving { path };
    let (mut pieces, mut size) = (body.into_data_stream(), 0u64);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(broken)?;
        size += piece.len() as u64;
        if size > most {
            return Err(too_large(most));
        }
        open.write_all(&piece).await.map_err(written)?;
    }
    open.flush().await.map_err(written)?;
    if size == 0 {
        return Ok(None);
    }
    Ok(Some((app.store.put_file_from(&arriving.path).await?, size)))
}

/// How large a file may be, as people say it.
pub fn limit(most: u64) -> String {
    match most / (1024 * 1024) {
        0 => format!("{} KB", most / 1024),
        megabytes => format!("{megabytes} MB"),
    }
}

fn too_large(most: u64) -> Stop {
    Refusal::of("request-too-large").with("limit", limit(most)).into()
}

fn broken(error: impl ToString) -> Stop {
    Refusal::of("request-malformed").with("detail", error).into()
}

/// A full disk is told as such: whoever runs the machine can mend it.
fn of_disk(error: &std::io::Error) -> Stop {
    if is_full(error) { Refusal::of("disk-full").with("detail", error).into() } else { Stop::machine(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_a_refusal_and_not_our_fault() {
        let code = |kind: ErrorKind| match of_disk(&kind.into()) {
            Stop::Refused(refusal) => refusal.code(),
            _ => "machine",
        };
        assert_eq!(code(ErrorKind::StorageFull), "disk-full");
        assert_eq!(code(ErrorKind::PermissionDenied), "machine");
    }

    #[test]
    fn what_was_left_behind_goes_when_the_server_starts() {
        let folder = tempfile::TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("half"), b"photo").expect("written");
        std::fs::create_dir(folder.path().join("kept")).expect("made");
        sweep(folder.path());
        let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().collect();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].file_name(), "kept");
    }
}
