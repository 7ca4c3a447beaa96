//! Small pictures of kept photos, remembered while the server runs, up to a number of bytes.

use super::seen;
use super::serve::is_known;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_work::thumbnail;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Bytes that are remembered.
const MOST: usize = 32 * 1024 * 1024;
/// Larger files are not opened for a small picture: each stands in memory whole while it is made.
const MOST_PHOTO: u64 = 40 * 1024 * 1024;

/// The small pictures that were made last. No bytes: the file is no picture.
pub struct Thumbs {
    made: Mutex<Made>,
    /// One at a time, so that a page of sixty photos does not take all memory.
    turn: Semaphore,
}

#[derive(Default)]
struct Made {
    by_digest: HashMap<String, Bytes>,
    order: VecDeque<String>,
    bytes: usize,
}

impl Default for Thumbs {
    fn default() -> Thumbs {
        Thumbs { made: Mutex::default(), turn: Semaphore::new(1) }
    }
}

impl Thumbs {
    fn get(&self, sha256: &str) -> Option<Bytes> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).by_digest.get(sha256).cloned()
    }

    fn put(&self, sha256: &str, picture: Bytes) {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).put(sha256, picture, MOST);
    }
}

impl Made {
    fn put(&mut self, sha256: &str, picture: Bytes, most: usize) {
        // What stands around a picture takes room, too.
        let room = |picture: &Bytes| picture.len() + 256;
        if self.by_digest.contains_key(sha256) {
            return;
        }
        self.bytes += room(&picture);
        self.order.push_back(sha256.to_string());
        self.by_digest.insert(sha256.to_string(), picture);
        while self.bytes > most {
            let Some(oldest) = self.order.pop_front() else { break };
            self.bytes -= self.by_digest.remove(&oldest).map_or(0, |picture| room(&picture));
        }
    }
}

/// The small picture of a file of the project.
pub async fn thumb(here: Here, Path((_, sha256)): Path<(String, String)>, headers: HeaderMap) -> Result {
    seen::file(&here, &sha256).await?;
    let tag = format!("\"{sha256}-{}\"", thumbnail::SIDE);
    let kept = "private, max-age=604800, immutable";
    if is_known(&headers, &tag) {
        let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, kept.to_string())];
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let picture = picture(&here, &sha256).await?;
    if picture.is_empty() {
        return Err(Refusal::of("page-missing").into());
    }
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::CACHE_CONTROL, kept),
        (header::ETAG, &tag),
    ];
    Ok((headers, picture).into_response())
}

async fn picture(here: &Here, sha256: &str) -> Result<Bytes> {
    let thumbs = &here.app.thumbs;
    if let Some(made) = thumbs.get(sha256) {
        return Ok(made);
    }
    let _turn = thumbs.turn.acquire().await.map_err(crate::stop::Stop::machine)?;
    if let Some(made) = thumbs.get(sha256) {
        return Ok(made);
    }
    // A file that is not kept may come back with the next backup: that it is missing is not remembered.
    let Some(flow) = here.project.store.file_stream(sha256).await? else { return Ok(Bytes::new()) };
    let made = match flow.size <= MOST_PHOTO {
        true => thumbnail::of_file(&here.project, sha256, thumbnail::SIDE).await?.unwrap_or_default(),
        false => Vec::new(),
    };
    let made = Bytes::from(made);
    thumbs.put(sha256, made.clone());
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_pictures_are_forgotten_first() {
        let mut made = Made::default();
        for name in ["a", "b", "c", "c"] {
            made.put(name, Bytes::from(vec![0; 1000]), 2600);
        }
        let mut known: Vec<_> = made.by_digest.keys().cloned().collect();
        known.sort();
        assert_eq!((known.join(" "), made.bytes), ("b c".into(), 2512));
    }
}
