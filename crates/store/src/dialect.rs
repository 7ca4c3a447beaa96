//! All that differs between SQLite and PostgreSQL.

mod fold;

use crate::Trouble;
use auyl_domain::Refusal;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, Row, Transaction};
use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Notify, OwnedMutexGuard};

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// A pool of connections to one of them.
#[derive(Clone)]
pub(crate) struct Database {
    pool: AnyPool,
    pub dialect: Dialect,
    turns: Turns,
    /// What a refusal calls it: the folder, or nothing more than that it is a database (an address may hold a password).
    pub place: Arc<str>,
}

/// Writers of this program on SQLite, in the order in which they came. SQLite itself lets who finds another writing
/// sleep up to a tenth of a second before it looks again, and whoever happens to look first goes first.
#[derive(Clone)]
struct Turns {
    turn: Arc<Mutex<()>>,
    /// Called when a transaction has been written.
    written: Arc<Notify>,
    patience: Duration,
}

/// A transaction that writes.
pub(crate) struct Writing {
    tx: Transaction<'static, Any>,
    /// Given back after the transaction has ended.
    turn: Option<OwnedMutexGuard<()>>,
    written: Arc<Notify>,
}

impl Writing {
    /// Makes it all happen.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        let Writing { tx, turn, written } = self;
        let done = tx.commit().await;
        drop(turn);
        written.notify_one();
        done
    }
}

impl Deref for Writing {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.tx
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }
}

/// A slice of a table: which of its rows, and what follows the conditions.
pub(crate) struct Slice {
    pub holds: String,
    pub tail: &'static str,
}

/// How a slice writes that there is no value.
pub(crate) const MISSING: &str = "\u{1b}";
/// What stands between the values of a slice.
pub(crate) const BETWEEN: char = '\u{1e}';
/// What stands before `0` for itself and before `1` for [`BETWEEN`], where a value has one of them.
pub(crate) const ESCAPE: char = '\u{1b}';
/// Rows to a slice; fewer are read in one. Tests read in slices what a village has.
const SLICE: i64 = if cfg!(test) { 3 } else { 20_000 };

/// How long a writer waits for another before it is told that the folder is in use.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
const CONNECTIONS: u32 = 8;

impl Dialect {
    /// The type of a column of text. Texts sort by their bytes on both, so that pages have the same order.
    pub fn text(self) -> &'static str {
        match self {
            Dialect::Sqlite => "text",
            Dialect::Postgres => "text collate \"C\"",
        }
    }

    /// What makes a table keep its rows by their key, and not in the order in which they came. PostgreSQL cannot.
    pub fn keyed(self) -> &'static str {
        match self {
            Dialect::Sqlite => " without rowid",
            Dialect::Postgres => "",
        }
    }

    /// How a character is written by its number.
    fn char(self) -> &'static str {
        match self {
            Dialect::Sqlite => "char",
            Dialect::Postgres => "chr",
        }
    }

    /// What stands between values.
    pub fn between(self) -> String {
        format!("{}(30)", self.char())
    }

    /// A column as a slice writes it; `free`: it may hold any character.
    pub fn written(self, column: &str, free: bool) -> String {
        let char = self.char();
        let text = match free {
            true => format!("replace(replace({column}, {char}(27), {char}(27) || '0'), {char}(30), {char}(27) || '1')"),
            false => format!("cast({column} as text)"),
        };
        format!("coalesce({text}, {char}(27))")
    }

    /// All values of a column in one text. A row at a time would cost many times as much to hand over as to read.
    pub fn joined(self, written: &str) -> String {
        let joins = match self {
            Dialect::Sqlite => "group_concat",
            Dialect::Postgres => "string_agg",
        };
        format!("{joins}({written}, {})", self.between())
    }
}

impl Database {
    pub async fn sqlite(folder: &Path, file: &str, patience: Duration) -> Result<Database, Trouble> {
        let path = folder.join(file).to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        // WAL: readers and one writer at once. FULL: what was acknowledged survives a power cut. A page cache of
        // 32 MB a connection and a map of 64 MB of the file: more is not faster, and a scan uses two connections.
        let settings = format!(
            "pragma busy_timeout = {}; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = off; \
             pragma secure_delete = on; pragma cache_size = -32768; pragma mmap_size = 67108864; pragma temp_store = memory; \
             pragma wal_autocheckpoint = {};",
            patience.as_millis(),
            fold::AT_LAST
        );
        let place: Arc<str> = folder.display().to_string().into();
        let pool = Database::connect(&format!("sqlite://{path}?mode=rwc"), settings, patience)
            .await
            .map_err(|t| t.at(&place))?;
        let turns = Turns { turn: Arc::default(), written: Arc::default(), patience };
        tokio::spawn(fold::behind(pool.clone(), Arc::downgrade(&turns.turn), Arc::clone(&turns.written)));
        Ok(Database { pool, dialect: Dialect::Sqlite, turns, place })
    }

    pub async fn postgres(url: &str, patience: Duration) -> Result<Database, Trouble> {
        let settings = format!("set client_min_messages = warning; set lock_timeout = {}", patience.as_millis());
        let pool = Database::connect(url, settings, patience).await?;
        let turns = Turns { turn: Arc::default(), written: Arc::default(), patience };
        Ok(Database { pool, dialect: Dialect::Postgres, turns, place: "PostgreSQL".into() })
    }

    async fn connect(url: &str, settings: String, patience: Duration) -> Result<AnyPool, Trouble> {
        sqlx::any::install_default_drivers();
        let unreachable = |detail: &str| Refusal::of("database-unreachable").with("detail", detail);
        // The address may hold a password: it is not repeated.
        let options = AnyConnectOptions::from_str(url).map_err(|_| unreachable("The address is not understood."))?;
        // The pool would try a server that refuses again and again; a person wants to know at once.
        let first = tokio::time::timeout(patience, AnyConnection::connect_with(&options)).await;
        let mut first = first.map_err(|_| unreachable("No answer."))??;
        // So it would with a file that is no database, which the settings are the first to touch.
        first.execute(AssertSqlSafe(settings.clone())).await?;
        first.close().await?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(patience)
            // A file does not go away as a server does; asking each time whether it is there costs a switch of threads.
            .test_before_acquire(!url.starts_with("sqlite"))
            // SQLite ends a transaction by itself when its disk is full. sqlx then believes for ever that it goes on.
            .before_acquire(|connection, _| {
                let is_free = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_free) })
            })
            .after_connect(move |connection, _| {
                let settings = settings.clone();
                Box::pin(async move {
                    connection.execute(AssertSqlSafe(settings)).await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        Ok(pool)
    }

    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins a transaction that will write. On SQLite one that reads first and writes later fails as soon as
    /// another wrote in between, so it takes the write lock at once.
    pub async fn begin_write(&self) -> Result<Writing, Trouble> {
        let in_use = || Trouble::from(Refusal::of("folder-in-use").with("path", &self.place));
        let (turn, sql) = match self.dialect {
            Dialect::Sqlite => {
                let turn = tokio::time::timeout(self.turns.patience, self.turns.turn.clone().lock_owned());
                (Some(turn.await.map_err(|_| in_use())?), "begin immediate")
            }
            Dialect::Postgres => (None, "begin isolation level read committed"),
        };
        match self.pool.begin_with(sql).await {
            // All connections of this program are at work for others.
            Err(sqlx::Error::PoolTimedOut) if self.dialect == Dialect::Sqlite => Err(in_use()),
            Err(error) => Err(Trouble::from(error).at(&self.place)),
            Ok(tx) => Ok(Writing { tx, turn, written: Arc::clone(&self.turns.written) }),
        }
    }

    /// The columns of a table, and whether they hold integers; empty where there is no such table.
    pub async fn columns(&self, on: &mut AnyConnection, table: &str) -> Result<Vec<(String, bool)>, Trouble> {
        let sql = match self.dialect {
            Dialect::Sqlite => "select name, lower(type) from pragma_table_info($1)",
            Dialect::Postgres => {
                "select cast(column_name as text), cast(data_type as text) from information_schema.columns
                 where table_schema = current_schema() and table_name = $1 order by ordinal_position"
            }
        };
        let rows = sqlx::query(sql).bind(table).fetch_all(on).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<String, _>(1)? == "bigint"))).collect()
    }

    /// The names of all indexes.
    pub async fn indexes(&self, on: &mut AnyConnection) -> Result<BTreeSet<String>, Trouble> {
        let sql = match self.dialect {
            Dialect::Sqlite => "select name from sqlite_master where type = 'index'",
            Dialect::Postgres => "select cast(indexname as text) from pg_indexes where schemaname = current_schema()",
        };
        let rows = sqlx::query(sql).fetch_all(on).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Whether a table has more rows of a project than so many; they are not all counted for it.
    pub async fn has_more(&self, table: &str, project: &str, rows: i64) -> Result<bool, Trouble> {
        let sql = format!(
            "select cast(count(*) as bigint) from (select 1 from {table} m where m.project = $1 limit {rows} + 1) x"
        );
        let n: i64 = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_one(&self.pool).await?.try_get(0)?;
        Ok(n > rows)
    }

    /// How a table (as `m`) is best read in slices that fit into memory; all its columns of a slice have one order.
    pub async fn slices(&self, table: &str, project: &str) -> Result<Vec<Slice>, Trouble> {
        let all = Slice { holds: "m.project = $1".into(), tail: "" };
        if !self.has_more(table, project, SLICE).await? {
            return Ok(vec![all]);
        }
        if self.dialect == Dialect::Postgres {
            return Ok(vec![Slice { tail: " group by hashtext(m.id) & 63", ..all }]);
        }
        let ends = format!(
            "select cast((select min(rowid) from {table}) as bigint), cast((select max(rowid) from {table}) as bigint)"
        );
        let ends = sqlx::query(AssertSqlSafe(ends)).fetch_one(&self.pool).await?;
        let (first, last): (i64, i64) = (ends.try_get(0)?, ends.try_get(1)?);
        let starts = (first..=last).step_by(SLICE as usize);
        // `+` keeps SQLite from looking rows up in the index of the project one by one.
        let slice = |from: i64| format!("+m.project = $1 and m.rowid between {from} and {}", from + SLICE - 1);
        Ok(starts.map(|from| Slice { holds: slice(from), tail: "" }).collect())
    }

    /// Keeps others from making the same tables, or from writing to the same project, until the transaction ends.
    /// SQLite has one writer anyway.
    pub async fn lock(&self, tx: &mut AnyConnection, what: &str) -> Result<(), Trouble> {
        if self.dialect == Dialect::Postgres {
            let sql = "select cast(pg_advisory_xact_lock(hashtext(current_schema() || '/' || $1)) as text)";
            sqlx::query(sql).bind(what).execute(tx).await?;
        }
        Ok(())
    }
}

/// A value that a slice wrote with escapes.
pub(crate) fn unescaped(written: &str) -> String {
    if !written.contains(ESCAPE) {
        return written.to_string();
    }
    let mut text = String::with_capacity(written.len());
    let mut chars = written.chars();
    while let Some(char) = chars.next() {
        text.push(match char {
            ESCAPE if chars.next() == Some('1') => BETWEEN,
            char => char,
        });
    }
    text
}
