//! What people said about being told: who asked by the link of a message to be told (*confirmed*), and who does not want it any
//! more (*silent*). The link holds a secret of which only the digest is kept.

use crate::{Store, Trouble, Tx};
use sqlx::Row;

/// The tables; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists outbox_stop (
        secret {text} not null primary key, project {text} not null, register {text} not null, record {text} not null,
        at {text} not null)",
    "create table if not exists outbox_silent (
        project {text} not null, register {text} not null, record {text} not null, at {text} not null,
        primary key (project, register, record))",
    "create table if not exists outbox_confirmed (
        project {text} not null, register {text} not null, record {text} not null, at {text} not null,
        primary key (project, register, record))",
];

impl Tx {
    /// Somebody does not want to be told any more: nothing is written to them again, and where they can be reached is forgotten.
    pub async fn silence(&mut self, register: &str, record: &str, at: &str) -> Result<(), Trouble> {
        let project = self.project();
        let sql =
            "insert into outbox_silent (project, register, record, at) values ($1, $2, $3, $4) on conflict do nothing";
        let query = sqlx::query(sql).bind(project).bind(register).bind(record).bind(at);
        query.execute(&mut **self.connection()).await?;
        self.forget_addressee(register, record, at).await
    }

    /// Somebody asked, by the link of a message, to be told; what they said before is taken back.
    pub async fn confirm(&mut self, register: &str, record: &str, at: &str) -> Result<(), Trouble> {
        let project = self.project();
        let sql = "delete from outbox_silent where project = $1 and register = $2 and record = $3";
        let query = sqlx::query(sql).bind(&project).bind(register).bind(record);
        query.execute(&mut **self.connection()).await?;
        let sql = "insert into outbox_confirmed (project, register, record, at) values ($1, $2, $3, $4)
                   on conflict do nothing";
        let query = sqlx::query(sql).bind(project).bind(register).bind(record).bind(at);
        query.execute(&mut **self.connection()).await?;
        Ok(())
    }
}

impl Store {
    /// Keeps the digest of a secret with which somebody ends messages to them.
    pub async fn put_stop(&self, secret: &str, project: &str, of: (&str, &str), at: &str) -> Result<(), Trouble> {
        let sql = "insert into outbox_stop (secret, project, register, record, at) values ($1, $2, $3, $4, $5)
                   on conflict do nothing";
        self.outbox_write(sqlx::query(sql).bind(secret).bind(project).bind(of.0).bind(of.1).bind(at)).await?;
        Ok(())
    }

    /// Whose secret it is: project, register and record.
    pub async fn stop_of(&self, secret: &str) -> Result<Option<(String, String, String)>, Trouble> {
        let sql = "select project, register, record from outbox_stop where secret = $1";
        let found = sqlx::query(sql).bind(secret).fetch_optional(self.database.pool()).await?;
        found.map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).transpose()
    }

    /// Whether somebody asked to be told.
    pub async fn is_confirmed(&self, project: &str, of: (&str, &str)) -> Result<bool, Trouble> {
        let sql = "select 1 from outbox_confirmed where project = $1 and register = $2 and record = $3";
        let query = sqlx::query(sql).bind(project).bind(of.0).bind(of.1);
        Ok(query.fetch_optional(self.database.pool()).await?.is_some())
    }
}
