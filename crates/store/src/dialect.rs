//! All that differs between SQLite and PostgreSQL.

use crate::Trouble;
use auyl_domain::Refusal;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyPool, AssertSqlSafe, Executor, Transaction};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

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
}

/// How long a writer waits for another before it is told that the folder is in use.
const PATIENCE: Duration = Duration::from_secs(10);

impl Database {
    pub async fn sqlite(file: &Path) -> Result<Database, Trouble> {
        let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        // WAL: readers and one writer at once. FULL: what was acknowledged survives a power cut.
        let pragmas = format!(
            "pragma busy_timeout = {}; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536; \
             pragma temp_store = memory;",
            PATIENCE.as_millis()
        );
        let pool = Database::connect(&format!("sqlite://{path}?mode=rwc"), pragmas, 4).await?;
        Ok(Database { pool, dialect: Dialect::Sqlite })
    }

    pub async fn postgres(url: &str) -> Result<Database, Trouble> {
        let settings = "set client_min_messages = warning".to_string();
        let pool = Database::connect(url, settings, 4).await?;
        Ok(Database { pool, dialect: Dialect::Postgres })
    }

    async fn connect(url: &str, settings: String, connections: u32) -> Result<AnyPool, Trouble> {
        sqlx::any::install_default_drivers();
        // The address may hold a password: it is not repeated.
        let options = AnyConnectOptions::from_str(url)
            .map_err(|_| Refusal::of("database-unreachable").with("detail", "the address is not understood"))?;
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
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
    pub async fn begin_write(&self) -> Result<Transaction<'static, Any>, Trouble> {
        let sql = match self.dialect {
            Dialect::Sqlite => "begin immediate",
            Dialect::Postgres => "begin isolation level read committed",
        };
        Ok(self.pool.begin_with(sql).await?)
    }

    /// The columns of a table; empty where there is no such table.
    pub async fn columns(&self, table: &str) -> Result<Vec<String>, Trouble> {
        let sql = match self.dialect {
            Dialect::Sqlite => "select name from pragma_table_info($1)",
            Dialect::Postgres => {
                "select cast(column_name as text) from information_schema.columns
                 where table_schema = current_schema() and table_name = $1"
            }
        };
        let rows = sqlx::query(sql).bind(table).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(sqlx::Row::try_get(row, 0)?)).collect()
    }
}
