//! Where records are kept: the only SQL of the house, on SQLite and PostgreSQL with one text.
//!
//! In reading order: `dialect` (all that differs between the two), `tables` (a register → its table), `rows`
//! (a record ↔ its row), `records`, `save` and `within` (versions), `events` (the log), `select` (a measure → SQL), `count` and
//! `scan` (readings, one by one or many at once), `frames` (of how many people a
//! survey is a sample), `behind` (what was counted), `list` and `collate` (lists, page by page, in
//! the order of the alphabet), `search` (by words), `files` and
//! `flow` (files whole, and piece by piece), `frozen`,
//! [`accounts`] (who may come in), [`links`] (what opens without an account), [`submissions`] (what phones sent), [`surveys`]
//! (questionnaires of projects), [`ballots`] (votes apart from voters), [`outbox`] (messages that wait to be sent).

pub mod accounts;
pub mod ballots;
mod behind;
mod collate;
mod count;
mod dialect;
mod events;
mod files;
mod flow;
mod frames;
mod frozen;
mod kept;
pub mod links;
mod list;
mod logged;
mod named_files;
pub mod outbox;
mod projects;
mod records;
mod rows;
mod save;
mod scan;
mod search;
mod select;
pub mod submissions;
pub mod surveys;
mod tables;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod trouble;
mod within;

pub use behind::Behind;
pub use events::Run;
pub use flow::FileFlow;
pub use list::{Page, ReviewFilter, Wanted};
pub use logged::Logged;
pub use named_files::Named;
pub use save::{Saved, Tx};
pub use trouble::Trouble;

use auyl_domain::Catalogue;
use dialect::Database;
use object_store::local::LocalFileSystem;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Name of the database file in a data folder.
pub const SQLITE_FILE: &str = "auyl.sqlite";

/// Where a store is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A data folder: SQLite beside the files.
    Folder(PathBuf),
    /// PostgreSQL, the files in a folder.
    Postgres {
        /// `postgres://…`
        url: String,
        /// Folder of the files.
        files: PathBuf,
    },
}

/// An open store; cloning it is cheap.
#[derive(Clone)]
pub struct Store {
    database: Database,
    files: Arc<LocalFileSystem>,
    catalogue: Arc<Catalogue>,
}

impl Store {
    /// Opens a store, making what is not there: the folder, tables of new registers, columns of new fields.
    pub async fn open(place: &Place, catalogue: Arc<Catalogue>) -> Result<Store, Trouble> {
        Store::open_with(place, catalogue, dialect::PATIENCE).await
    }

    async fn open_with(place: &Place, catalogue: Arc<Catalogue>, patience: Duration) -> Result<Store, Trouble> {
        let (database, files) = match place {
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| trouble::of_folder(folder, error))?;
                (Database::sqlite(folder, SQLITE_FILE, patience).await?, folder.join("files"))
            }
            Place::Postgres { url, files } => (Database::postgres(url, patience).await?, files.clone()),
        };
        let files = files::open(&files)?;
        let store = Store { database, files: Arc::new(files), catalogue };
        tables::migrate(&store.database, &store.catalogue)
            .await
            .map_err(|trouble| trouble.at(&store.database.place))?;
        Ok(store)
    }

    /// Closes every connection. SQLite then folds its write-ahead log into the one file: a copy of it is whole.
    pub async fn close(&self) {
        self.database.pool().close().await;
    }

    /// Ids of the projects in the store.
    pub async fn projects(&self) -> Result<Vec<String>, Trouble> {
        let rows =
            sqlx::query("select distinct project from event order by project").fetch_all(self.database.pool()).await?;
        rows.iter().map(|row| Ok(sqlx::Row::try_get(row, 0)?)).collect()
    }

    /// Number of the last event of a project; 0 before the first.
    pub async fn last_event(&self, project: &str) -> Result<i64, Trouble> {
        let sql = "select cast(coalesce(max(seq), 0) as bigint) from event where project = $1";
        let row = sqlx::query(sql).bind(project).fetch_one(self.database.pool()).await?;
        Ok(sqlx::Row::try_get(&row, 0)?)
    }

    fn register(&self, id: &str) -> Result<&auyl_domain::Register, Trouble> {
        let missing = || auyl_domain::Refusal::of("register-unknown").with("name", id).with("nearest", "");
        self.catalogue.register(id).ok_or_else(|| missing().into())
    }
}

/// Does heavy work off the threads that serve others.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(Trouble::machine)
}
