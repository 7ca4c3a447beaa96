//! An empty store of either kind in milliseconds. A story is told once and runs on both: on SQLite in a temporary
//! folder, and on PostgreSQL in a database of its own, so that stories run side by side. Where the PostgreSQL is,
//! the environment says (`cargo xtask test` starts one); without it only SQLite is tested, and the test says so.

use crate::{Place, Store};
use auyl_domain::Catalogue;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// The environment variable with the address of a PostgreSQL on which databases may be made and dropped.
pub const VARIABLE: &str = "AUYL_TEST_POSTGRES";

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Where a story plays: an empty store that nobody else uses.
pub struct Scene {
    /// The store.
    pub store: Store,
    /// Where it is, for who wants to open it once more.
    pub place: Place,
    folder: TempDir,
}

impl Scene {
    async fn of(place: Place, folder: TempDir, catalogue: Arc<Catalogue>) -> Scene {
        let store = Store::open(&place, catalogue).await.expect("an empty store opens");
        Scene { store, place, folder }
    }

    /// Opens the same store once more, as another program would.
    pub async fn again(&self, catalogue: Arc<Catalogue>) -> Result<Store, crate::Trouble> {
        Store::open(&self.place, catalogue).await
    }

    /// The same, by somebody who does not wait ten seconds for others.
    pub async fn impatient(&self, catalogue: Arc<Catalogue>) -> Result<Store, crate::Trouble> {
        Store::open_with(&self.place, catalogue, Duration::from_millis(300)).await
    }

    /// Whether it is the SQLite of the two.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Folder(_))
    }

    /// The folder of the story.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// Plays a story on both databases.
///
/// # Panics
/// When the story does, or when the PostgreSQL that the environment names cannot be used.
pub fn on_both(catalogue: &Arc<Catalogue>, story: impl AsyncFn(&Scene)) {
    run(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = Place::Folder(folder.path().to_path_buf());
        story(&Scene::of(place, folder, catalogue.clone()).await).await;
    });
    let Ok(server) = std::env::var(VARIABLE) else {
        eprintln!("{VARIABLE} is not set: only SQLite was tested");
        return;
    };
    let name = format!("auyl_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
    let drop = format!("drop database if exists {name} with (force)");
    // Sorting by bytes, as SQLite does; from an empty template, which nobody can be busy with.
    let make = format!("create database {name} template template0 encoding 'UTF8' locale 'C.UTF-8'");
    run(ask(&server, &[&drop, &make]));
    let told = catch_unwind(AssertUnwindSafe(|| {
        run(async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let (address, _) = server.rsplit_once('/').expect("postgres://…/database");
            let place = Place::Postgres { url: format!("{address}/{name}"), files: folder.path().join("files") };
            story(&Scene::of(place, folder, catalogue.clone()).await).await;
        });
    }));
    run(ask(&server, &[&drop]));
    told.unwrap_or_else(|panic| resume_unwind(panic));
}

/// Runs a story's future to its end.
pub fn run<T>(story: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(story)
}

/// Says something to a PostgreSQL from a connection of its own.
///
/// # Panics
/// When it cannot be reached or does not understand.
pub async fn ask(url: &str, statements: &[&str]) {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.expect("the PostgreSQL of the tests answers");
    for statement in statements {
        connection.execute(AssertSqlSafe(*statement)).await.expect("the PostgreSQL of the tests obeys");
    }
    connection.close().await.expect("the connection closes");
}
