//! Large files, piece by piece: none is ever whole in memory. What comes in is written under a name of its own while its
//! SHA-256 is computed, and takes that as its name when it has come to its end; what is cut off leaves nothing.

use crate::files::{key, of_object};
use crate::{Store, Trouble, off_thread, trouble};
use auyl_domain::id::hex;
use bytes::Bytes;
use futures_util::stream::{BoxStream, Stream, StreamExt, TryStreamExt, try_unfold};
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, GetResultPayload, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use std::error::Error;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Bytes that are written at once. Each of many phones that send at the same time has a piece in memory; other places
/// than folders will want 5 MB at least.
const PIECE: usize = 1 << 20;
/// Bytes that are read at once.
const GULP: usize = 256 << 10;

/// Where files lie while they come.
const COMING: &str = "coming";
/// Seconds after which nobody is sending a file any more.
const GIVEN_UP: i64 = 24 * 60 * 60;

/// A kept file on its way out.
pub struct FileFlow {
    /// Bytes of the whole file.
    pub size: u64,
    /// The bytes asked for. A whole file that is no longer what its name says ends in an error.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

impl Store {
    /// Keeps the file at a path, whatever its size, and gives its SHA-256.
    pub async fn put_file_from(&self, path: &Path) -> Result<String, Trouble> {
        let unreadable = |error: io::Error| trouble::of_folder(path, error);
        let open = path.to_path_buf();
        let file = off_thread(move || std::fs::File::open(open)).await?.map_err(unreadable)?;
        self.put_file_stream(gulps(file, u64::MAX)).await
    }

    /// Keeps a file that comes in pieces, whatever its size, and gives its SHA-256. Where the pieces end in an error
    /// nothing is kept, and the error is the machine's.
    pub async fn put_file_stream<E>(
        &self,
        pieces: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<String, Trouble>
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        // Chance, since several programs may keep their files in one folder, each of them process number 1 of its container.
        let number = RandomState::new().hash_one(COMING);
        let coming = Key::from(format!("{COMING}/{number:016x}"));
        let mut upload = self.files.put_multipart(&coming).await.map_err(of_object)?;
        let digest = match write(&mut upload, pieces).await {
            Ok(digest) => digest,
            Err(trouble) => {
                // Whoever sent it has gone or the disk is full: that is told, and not that clearing away failed as well.
                let _ = upload.abort().await;
                return Err(trouble);
            }
        };
        upload.complete().await.map_err(of_object)?;
        self.files.rename(&coming, &key(&digest)).await.map_err(of_object)?;
        Ok(digest)
    }

    /// Removes what came of files whose program was ended in the middle, a day after nothing more has come: other programs
    /// may be keeping theirs in the same folder. Gives how many those were.
    pub async fn sweep(&self, at: &str) -> Result<usize, Trouble> {
        let now = at.parse::<jiff::Timestamp>().map_err(Trouble::machine)?.as_second();
        let folder = self.files.path_to_filesystem(&Key::from(COMING)).map_err(Trouble::machine)?;
        let sweep = move || {
            let Ok(found) = std::fs::read_dir(folder) else { return 0 };
            let is_old = |file: &std::fs::DirEntry| file.metadata().is_ok_and(|known| known.mtime() + GIVEN_UP < now);
            found.flatten().filter(is_old).filter(|file| std::fs::remove_file(file.path()).is_ok()).count()
        };
        off_thread(sweep).await
    }

    /// A kept file piece by piece; none where it is not kept.
    pub async fn file_stream(&self, digest: &str) -> Result<Option<FileFlow>, Trouble> {
        let Some(flow) = self.flow(digest, None).await? else { return Ok(None) };
        let (size, wanted) = (flow.size, digest.to_string());
        let start = (flow.bytes, Some(Sha256::new()), wanted);
        let bytes = try_unfold(start, |(mut bytes, hash, wanted)| async move {
            let Some(mut hash) = hash else { return Ok(None) };
            match bytes.next().await.transpose()? {
                Some(piece) => {
                    hash.update(&piece);
                    Ok(Some((piece, (bytes, Some(hash), wanted))))
                }
                None if hex(&hash.finalize()) == wanted => Ok(None),
                None => Err(io::Error::new(io::ErrorKind::InvalidData, "the kept file is damaged")),
            }
        });
        Ok(Some(FileFlow { size, bytes: bytes.boxed() }))
    }

    /// Some bytes of a kept file, as players of film and sound ask for them; none where it is not kept. The range lies
    /// within the file.
    pub async fn file_part(&self, digest: &str, range: Range<u64>) -> Result<Option<FileFlow>, Trouble> {
        self.flow(digest, Some(range)).await
    }

    async fn flow(&self, digest: &str, range: Option<Range<u64>>) -> Result<Option<FileFlow>, Trouble> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found = match self.files.get_opts(&key(digest), options).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(of_object(error)),
        };
        let (size, range) = (found.meta.size, found.range.clone());
        let bytes = match found.payload {
            GetResultPayload::File(mut file, _) => {
                let from = range.start;
                let file = off_thread(move || file.seek(SeekFrom::Start(from)).map(|_| file)).await?;
                gulps(file.map_err(Trouble::machine)?, range.end - range.start).boxed()
            }
            GetResultPayload::Stream(stream) => stream.map_err(io::Error::other).boxed(),
        };
        Ok(Some(FileFlow { size, bytes }))
    }
}

/// Writes what comes in pieces of one size, and gives its SHA-256.
async fn write<E>(
    upload: &mut Box<dyn MultipartUpload>,
    pieces: impl Stream<Item = Result<Bytes, E>> + Send,
) -> Result<String, Trouble>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    let mut pieces = std::pin::pin!(pieces);
    let mut hash = Sha256::new();
    let mut piece = Vec::new();
    while let Some(bytes) = pieces.next().await {
        let bytes = bytes.map_err(Trouble::machine)?;
        hash.update(&bytes);
        piece.extend_from_slice(&bytes);
        if piece.len() >= PIECE {
            upload.put_part(PutPayload::from(std::mem::take(&mut piece))).await.map_err(of_object)?;
        }
    }
    if !piece.is_empty() {
        upload.put_part(PutPayload::from(piece)).await.map_err(of_object)?;
    }
    Ok(hex(&hash.finalize()))
}

/// What a file has from where it stands, at most so many bytes.
fn gulps(file: std::fs::File, most: u64) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    try_unfold((file, most), |(mut file, left)| async move {
        let read = move || {
            let mut gulp = Vec::with_capacity(GULP);
            file.by_ref().take(left.min(GULP as u64)).read_to_end(&mut gulp).map(|_| (file, gulp))
        };
        let (file, gulp) = off_thread(read).await.map_err(io::Error::other)??;
        let left = left - gulp.len() as u64;
        Ok(if gulp.is_empty() { None } else { Some((Bytes::from(gulp), (file, left))) })
    })
}
