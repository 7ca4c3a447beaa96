//! What cannot be granted is refused with a reason, and nothing panics. Also files and frozen reports.

use super::script::{AT, VILLAGE, record, save};
use super::village;
use crate::testing::{Scene, VARIABLE, ask, on_both, run};
use crate::{Place, SQLITE_FILE, Store, Trouble};
use auyl_domain::id::sha256;
use std::path::Path;

/// The code of a refusal; a failure of the machine is not what these tests wait for.
fn code<T>(result: Result<T, Trouble>) -> String {
    match result {
        Ok(_) => "granted".to_string(),
        Err(Trouble::Refusal(refusal)) => refusal.code().to_string(),
        Err(Trouble::Machine(error)) => format!("the machine failed: {error}"),
    }
}

async fn open(folder: &Path) -> String {
    code(Store::open(&Place::Folder(folder.to_path_buf()), village()).await)
}

#[test]
fn a_data_folder_that_is_a_file_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("data");
    std::fs::write(&file, "not a folder").expect("written");
    assert_eq!(run(open(&file)), "file-unwritable");
    assert_eq!(run(open(&file.join("deeper"))), "file-unwritable");
}

/// `/proc` cannot be written by anybody, not even by the one who may write everywhere.
#[cfg(target_os = "linux")]
#[test]
fn a_data_folder_that_cannot_be_written_is_refused() {
    assert_eq!(run(open(Path::new("/proc/self"))), "file-unwritable");
    assert_eq!(run(open(Path::new("/proc/auyl"))), "file-unwritable");
}

#[test]
fn a_database_that_is_something_else_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(SQLITE_FILE), "A letter to the akim. ".repeat(400)).expect("written");
    assert_eq!(run(open(folder.path())), "file-unreadable");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join(SQLITE_FILE)).expect("made");
    assert_eq!(run(open(folder.path())), "file-unwritable");
}

#[test]
fn a_database_that_is_torn_in_half_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(SQLITE_FILE);
    run(async {
        let store = Store::open(&Place::Folder(folder.path().into()), village()).await.expect("opens");
        save(&store, "event gathering: kind=gathering").await.expect("saved");
        store.database.pool().close().await;
    });
    let whole = std::fs::read(&file).expect("read");
    std::fs::write(&file, &whole[..whole.len() / 2]).expect("written");
    assert_eq!(run(open(folder.path())), "file-unreadable");
}

#[test]
fn a_folder_with_strange_letters_in_its_name_is_as_good_as_any() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(open(&folder.path().join("ауыл 100% #1 ?x=y & co"))), "granted");
    assert!(folder.path().join("ауыл 100% #1 ?x=y & co").join(SQLITE_FILE).is_file());
}

#[test]
fn a_server_that_is_not_there_is_unreachable_at_once_and_its_password_is_not_repeated() {
    let files = tempfile::tempdir().expect("a folder");
    let at = |url: &str| Place::Postgres { url: url.to_string(), files: files.path().to_path_buf() };
    for url in [
        "postgres://aigul:secret@127.0.0.1:1/x",
        "no address",
        "mysql://aigul:secret@127.0.0.1/x",
        "postgres://[:secret",
    ] {
        let trouble =
            run(Store::open(&at(url), village())).err().map(|trouble| trouble.to_string()).unwrap_or_default();
        assert!(trouble.starts_with("database-unreachable"), "{url}: {trouble}");
        assert!(!trouble.contains("secret"), "{trouble}");
    }
}

#[test]
fn who_waits_too_long_for_another_is_told_that_the_folder_is_in_use() {
    on_both(&village(), async |scene| {
        let busy = scene.store.begin(VILLAGE).await.expect("begun");
        let other = scene.impatient(village()).await.expect("opens");
        assert_eq!(code(other.begin(VILLAGE).await), "folder-in-use");
        drop(busy);
        // The transaction ends when its connection gets to it; who is patient waits for that.
        save(&scene.store, "event seminar: kind=seminar").await.expect("in turn");
        save(&other, "event gathering: kind=gathering").await.expect("now it is free");
    });
}

/// The server throws everybody out, as it does when it is restarted.
async fn restart(scene: &Scene) {
    let Place::Postgres { url, .. } = &scene.place else { panic!("PostgreSQL only") };
    let out = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    ask(url, &[out]).await;
}

#[test]
fn a_server_that_goes_away_in_the_middle_is_unreachable_and_nothing_half_done_stays() {
    on_both(&village(), async |scene| {
        if scene.is_sqlite() {
            return;
        }
        save(&scene.store, "event gathering: kind=gathering").await.expect("saved");
        let seminar = record(&village(), "event seminar: kind=seminar");
        let mut tx = scene.store.begin(VILLAGE).await.expect("begun");
        tx.save(std::slice::from_ref(&seminar), "aigul", AT).await.expect("saved");
        restart(scene).await;
        assert_eq!(code(tx.save(std::slice::from_ref(&seminar), "aigul", AT).await), "database-unreachable");
        drop(tx);
        let mut tx = scene.store.begin(VILLAGE).await.expect("the server is there again");
        tx.save(&[seminar], "aigul", AT).await.expect("saved");
        restart(scene).await;
        assert_eq!(code(tx.commit().await), "database-unreachable");
        assert_eq!(scene.store.records(VILLAGE, "event", None).await.expect("read").len(), 1);
        assert_eq!(scene.store.check_chain(VILLAGE).await.expect("checked"), vec![]);
    });
    if std::env::var(VARIABLE).is_err() {
        eprintln!("without a server this test had nothing to do");
    }
}

#[test]
fn a_register_that_nobody_knows_is_refused() {
    on_both(&village(), async |scene| {
        assert_eq!(code(scene.store.records(VILLAGE, "horse", None).await), "register-unknown");
        let mut tx = scene.store.begin(VILLAGE).await.expect("begun");
        let horse = auyl_domain::Record { register: "horse".into(), ..record(&village(), "event tulpar:") };
        assert_eq!(code(tx.save(&[horse], "aigul", AT).await), "register-unknown");
    });
}

#[test]
fn a_file_is_kept_once_and_a_missing_one_is_none() {
    on_both(&village(), async |scene| {
        let bytes = b"a photo of the well".to_vec();
        let digest = scene.store.put_file(bytes.clone()).await.expect("kept");
        assert_eq!(scene.store.put_file(bytes.clone()).await.expect("kept"), digest);
        assert_eq!(digest, sha256(&bytes));
        assert_eq!(scene.store.get_file(&digest).await.expect("read"), Some(bytes));
        let empty = scene.store.put_file(Vec::new()).await.expect("kept");
        assert_eq!(scene.store.get_file(&empty).await.expect("read"), Some(Vec::new()));
        for nothing in [sha256(b"another"), "x".into(), String::new(), "../../auyl.sqlite".into(), "жә".into()] {
            assert_eq!(scene.store.get_file(&nothing).await.expect("read"), None, "{nothing}");
            assert!(!scene.store.has_file(&nothing).await.expect("looked"), "{nothing}");
        }
        let folder = scene.folder().join("files").join(&digest[..2]);
        assert_eq!(std::fs::read_dir(folder).expect("listed").count(), 1);
    });
}

#[test]
fn a_file_that_was_damaged_on_the_disk_is_none_and_mended_when_it_comes_again() {
    on_both(&village(), async |scene| {
        let bytes = b"a photo of the well".to_vec();
        let digest = scene.store.put_file(bytes.clone()).await.expect("kept");
        let file = scene.folder().join("files").join(&digest[..2]).join(&digest);
        std::fs::write(&file, "half a pho").expect("written");
        assert_eq!(scene.store.get_file(&digest).await.expect("read"), None);
        scene.store.put_file(bytes.clone()).await.expect("kept");
        assert_eq!(scene.store.get_file(&digest).await.expect("read"), Some(bytes));
    });
}

#[test]
fn a_frozen_report_is_kept_as_it_was_and_told_in_the_log() {
    on_both(&village(), async |scene| {
        for (id, content, at) in [("r1", "first", AT), ("r2", "second", "2024-06-01T09:00:00Z"), ("r1", "forged", AT)] {
            let mut tx = scene.store.begin(VILLAGE).await.expect("begun");
            tx.freeze(id, "final", content, "aigul", at).await.expect("frozen");
            tx.commit().await.expect("committed");
        }
        assert_eq!(scene.store.frozen(VILLAGE, "r1").await.expect("read").as_deref(), Some("first"));
        assert_eq!(scene.store.frozen(VILLAGE, "r3").await.expect("read"), None);
        assert_eq!(scene.store.frozen("another", "r1").await.expect("read"), None);
        let list = scene.store.frozen_list(VILLAGE).await.expect("read");
        assert_eq!(list.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>(), ["r2", "r1"]);
        let log = scene.store.events(VILLAGE, 1, 10).await.expect("read");
        let log: Vec<String> = log.iter().map(|event| format!("{} {}", event.verb, event.detail)).collect();
        // What was frozen under that name already was not frozen again.
        assert_eq!(
            log,
            [format!("frozen final r1 {}", sha256(b"first")), format!("frozen final r2 {}", sha256(b"second"))]
        );
        assert_eq!(scene.store.check_chain(VILLAGE).await.expect("checked"), vec![]);
    });
}
