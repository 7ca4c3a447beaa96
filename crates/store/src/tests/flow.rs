//! Large files: kept and given back piece by piece, whole or not at all.

use super::village;
use crate::testing::{Scene, on_both};
use crate::{FileFlow, Trouble};
use auyl_domain::id::sha256;
use bytes::Bytes;
use futures_util::stream::{StreamExt, TryStreamExt, iter};
use std::io;
use std::path::Path;

/// A film of the gathering: 20 MB and a little, so that no piece ends where it does.
fn film() -> Vec<u8> {
    (0..20_000_003u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

async fn all(flow: FileFlow) -> io::Result<Vec<u8>> {
    let pieces: Vec<Bytes> = flow.bytes.try_collect().await?;
    assert!(pieces.iter().all(|piece| piece.len() <= 256 << 10), "no piece is large");
    Ok(pieces.concat())
}

fn files_of(scene: &Scene) -> usize {
    fn files(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
    }
    files(&scene.folder().join("files"))
}

#[test]
fn a_film_is_kept_from_a_path_and_given_back_whole_and_in_part() {
    on_both(&village(), async |scene| {
        let (film, path) = (film(), scene.folder().join("film.mp4"));
        std::fs::write(&path, &film).expect("written");
        let digest = scene.store.put_file_from(&path).await.expect("kept");
        assert_eq!(digest, sha256(&film));
        assert_eq!(scene.store.put_file_from(&path).await.expect("kept once"), digest);
        assert_eq!(files_of(scene), 1);
        let flow = scene.store.file_stream(&digest).await.expect("read").expect("there");
        assert_eq!(flow.size, film.len() as u64);
        assert!(all(flow).await.expect("whole") == film);
        let part = scene.store.file_part(&digest, 7..1_000_007).await.expect("read").expect("there");
        assert_eq!(part.size, film.len() as u64);
        assert!(all(part).await.expect("read") == film[7..1_000_007]);
        assert!(scene.store.get_file(&digest).await.expect("read").expect("there") == film);
    });
}

#[test]
fn what_is_not_there_is_told() {
    on_both(&village(), async |scene| {
        let digest = sha256(b"nothing");
        assert!(scene.store.file_stream(&digest).await.expect("read").is_none());
        assert!(scene.store.file_part(&digest, 0..1).await.expect("read").is_none());
        let trouble = scene.store.put_file_from(&scene.folder().join("lost.mp4")).await.expect_err("refused");
        assert!(matches!(trouble, Trouble::Refusal(_)), "{trouble}");
    });
}

#[test]
fn a_film_that_is_cut_off_on_its_way_leaves_nothing() {
    on_both(&village(), async |scene| {
        let pieces =
            (0..100).map(|_| Ok(Bytes::from(vec![1; 100_000]))).chain([Err(io::Error::other("the line is dead"))]);
        let trouble = scene.store.put_file_stream(iter(pieces)).await.expect_err("told");
        assert!(trouble.to_string().contains("the line is dead"), "{trouble}");
        assert_eq!(files_of(scene), 0);
        let empty = iter(Vec::<io::Result<Bytes>>::new());
        assert_eq!(scene.store.put_file_stream(empty).await.expect("kept"), sha256(b""));
        let flow = scene.store.file_stream(&sha256(b"")).await.expect("read").expect("there");
        assert_eq!(all(flow).await.expect("whole"), b"");
    });
}

#[test]
fn a_film_that_was_damaged_ends_in_an_error_and_is_mended_by_keeping_it_again() {
    on_both(&village(), async |scene| {
        let film = film();
        let pieces = || iter(film.chunks(70_000).map(|piece| io::Result::Ok(Bytes::copy_from_slice(piece)))).boxed();
        let digest = scene.store.put_file_stream(pieces()).await.expect("kept");
        let kept = scene.folder().join("files").join(&digest[..2]).join(&digest);
        let mut damaged = film.clone();
        damaged[12_345] ^= 1;
        std::fs::write(&kept, &damaged).expect("damaged");
        let flow = scene.store.file_stream(&digest).await.expect("read").expect("there");
        assert_eq!(all(flow).await.expect_err("told").kind(), io::ErrorKind::InvalidData);
        scene.store.put_file_stream(pieces()).await.expect("kept again");
        let flow = scene.store.file_stream(&digest).await.expect("read").expect("there");
        assert!(all(flow).await.expect("whole") == film);
    });
}

#[test]
fn what_a_killed_program_left_of_a_film_is_gone_a_day_later_and_not_before() {
    on_both(&village(), async |scene| {
        let coming = scene.folder().join("files/coming");
        std::fs::create_dir_all(&coming).expect("a folder");
        for (name, seconds) in [("of yesterday", 1_732_500_000), ("of just now", 1_732_586_000)] {
            let file = std::fs::File::create(coming.join(name)).expect("a file");
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).expect("set");
        }
        assert_eq!(scene.store.sweep("2024-11-26T02:00:01Z").await.expect("swept"), 1);
        assert!(!coming.join("of yesterday").exists() && coming.join("of just now").exists());
        assert_eq!(scene.store.sweep("2024-11-26T02:00:01Z").await.expect("swept"), 0);
    });
}
