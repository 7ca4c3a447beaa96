//! Files, each kept once under its SHA-256. A file is on the disk before the record that names it is acknowledged.

use crate::{Store, Trouble, trouble};
use auyl_domain::Refusal;
use auyl_domain::id::sha256;
use object_store::ObjectStoreExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use std::path::Path;

pub(crate) fn open(folder: &Path) -> Result<LocalFileSystem, Trouble> {
    std::fs::create_dir_all(folder).map_err(|error| trouble::of_folder(folder, error))?;
    Ok(LocalFileSystem::new_with_prefix(folder).map_err(Trouble::machine)?.with_fsync(true))
}

/// Two letters first, so that no folder grows to a hundred thousand files.
pub(crate) fn key(sha256: &str) -> Key {
    Key::from(format!("{}/{sha256}", sha256.get(..2).unwrap_or("00")))
}

pub(crate) fn of_object(error: object_store::Error) -> Trouble {
    let text = error.to_string();
    if text.contains("No space left") || text.contains("os error 28") {
        return Refusal::of("disk-full").with("detail", text).into();
    }
    Trouble::machine(error)
}

impl Store {
    /// Keeps a file and gives its SHA-256. A file that is kept already is not written again, unless it was damaged.
    pub async fn put_file(&self, bytes: Vec<u8>) -> Result<String, Trouble> {
        let digest = sha256(&bytes);
        if self.get_file(&digest).await?.is_none() {
            self.files.put(&key(&digest), bytes.into()).await.map_err(of_object)?;
        }
        Ok(digest)
    }

    /// The bytes of a file; none where it is not kept, or no longer what its name says.
    pub async fn get_file(&self, digest: &str) -> Result<Option<Vec<u8>>, Trouble> {
        match self.files.get(&key(digest)).await {
            Ok(found) => {
                let bytes = found.bytes().await.map_err(of_object)?.to_vec();
                Ok(Some(bytes).filter(|bytes| sha256(bytes) == digest))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(of_object(error)),
        }
    }

    /// Whether a file is kept.
    pub async fn has_file(&self, digest: &str) -> Result<bool, Trouble> {
        match self.files.head(&key(digest)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(of_object(error)),
        }
    }
}
