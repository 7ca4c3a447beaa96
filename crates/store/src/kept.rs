//! What was counted for all projects and is kept with the event as of which it was: a list of projects need not count
//! again what has not changed.

use crate::{Store, Trouble};
use sqlx::Row;

/// The table; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &["create table if not exists kept (
        project {text} not null, key {text} not null, event bigint not null, content {text} not null,
        primary key (project, key))"];

impl Store {
    /// What is kept under a key, and the event as of which it was counted.
    pub async fn kept(&self, project: &str, key: &str) -> Result<Option<(i64, String)>, Trouble> {
        let sql = "select event, content from kept where project = $1 and key = $2";
        let found = sqlx::query(sql).bind(project).bind(key).fetch_optional(self.database.pool()).await?;
        found.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// What is kept under a key, of all projects: the project and the content.
    pub async fn kept_of_all(&self, key: &str) -> Result<Vec<(String, String)>, Trouble> {
        let sql = "select project, content from kept where key = $1 order by project";
        let found = sqlx::query(sql).bind(key).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Keeps something under a key. What somebody counted as of a later event stays.
    pub async fn put_kept(&self, project: &str, key: &str, event: i64, content: &str) -> Result<(), Trouble> {
        let sql = "insert into kept (project, key, event, content) values ($1, $2, $3, $4)
                   on conflict (project, key) do update set event = excluded.event, content = excluded.content
                   where kept.event <= excluded.event";
        let query = sqlx::query(sql).bind(project).bind(key).bind(event).bind(content);
        query.execute(self.database.pool()).await?;
        Ok(())
    }
}
