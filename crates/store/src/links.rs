//! Links with a secret that are handed to somebody without an account: the office that a letter went to, a body that looks
//! at what it was asked. The store sees the digest only. A link that a person makes ends
//! those before it; those that go out with messages hold beside one another, so that the first letter opens as well as the last
//! reminder. Where one was used, the others end. What a link opens is the caller's to know.

use crate::{Store, Trouble};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// The table; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists link (
        secret {text} not null primary key, project {text} not null, kind {text} not null, record {text} not null,
        made_at {text} not null, made_by {text} not null, until_at {text} not null, ended_at {text} not null,
        used_at {text} not null)",
    "create index if not exists link_of_record on link (project, kind, record)",
];

const COLUMNS: &str = "secret, project, kind, record, made_at, made_by, until_at, ended_at, used_at";

/// A link.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Link {
    /// Digest of the secret.
    pub secret: String,
    /// Of which project.
    pub project: String,
    /// What it is for.
    pub kind: String,
    /// Of which record.
    pub record: String,
    /// Since when.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// Until when it holds.
    pub until_at: String,
    /// When it was taken back; empty while it was not.
    pub ended_at: String,
    /// When it was used, where it serves once; empty while it was not.
    pub used_at: String,
}

impl Link {
    /// Whether it opens anything at a moment.
    pub fn holds(&self, at: &str) -> bool {
        self.ended_at.is_empty() && self.used_at.is_empty() && self.until_at.as_str() > at
    }
}

fn link(row: &AnyRow) -> Result<Link, Trouble> {
    Ok(Link {
        secret: row.try_get(0)?,
        project: row.try_get(1)?,
        kind: row.try_get(2)?,
        record: row.try_get(3)?,
        made_at: row.try_get(4)?,
        made_by: row.try_get(5)?,
        until_at: row.try_get(6)?,
        ended_at: row.try_get(7)?,
        used_at: row.try_get(8)?,
    })
}

async fn insert(on: &mut AnyConnection, new: &Link) -> Result<(), Trouble> {
    let sql = format!("insert into link ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, '', '')");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(&new.secret).bind(&new.project).bind(&new.kind);
    let query = query.bind(&new.record).bind(&new.made_at).bind(&new.made_by).bind(&new.until_at);
    query.execute(on).await?;
    Ok(())
}

impl Store {
    /// Adds a link and ends those that were there for the same.
    pub async fn add_link(&self, new: &Link) -> Result<(), Trouble> {
        let mut tx = self.database.begin_write().await?;
        // Two that are made at once must not both hold.
        self.database.lock(&mut tx, &format!("link {} {}", new.project, new.record)).await?;
        let sql = "update link set ended_at = $4 where project = $1 and kind = $2 and record = $3 and ended_at = ''";
        let query = sqlx::query(sql).bind(&new.project).bind(&new.kind).bind(&new.record).bind(&new.made_at);
        query.execute(&mut *tx).await?;
        insert(&mut tx, new).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Adds a link; those that were there for the same go on holding.
    pub async fn add_link_beside(&self, new: &Link) -> Result<(), Trouble> {
        let mut tx = self.database.begin_write().await?;
        insert(&mut tx, new).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The link of a secret's digest, also one that does not hold any more.
    pub async fn link(&self, secret: &str) -> Result<Option<Link>, Trouble> {
        let sql = format!("select {COLUMNS} from link where secret = $1");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(secret).fetch_optional(self.database.pool()).await?;
        found.as_ref().map(link).transpose()
    }

    /// The last link that was made for something.
    pub async fn link_of(&self, project: &str, kind: &str, record: &str) -> Result<Option<Link>, Trouble> {
        let sql = format!(
            "select {COLUMNS} from link where project = $1 and kind = $2 and record = $3
             order by ended_at = '' desc, made_at desc, secret limit 1"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(kind).bind(record);
        query.fetch_optional(self.database.pool()).await?.as_ref().map(link).transpose()
    }

    /// Notes that a link that serves once was used: true for exactly one of all who try, while it holds. The others of the
    /// same end.
    pub async fn use_link(&self, secret: &str, at: &str) -> Result<bool, Trouble> {
        let sql = "update link set used_at = $2
                   where secret = $1 and used_at = '' and ended_at = '' and until_at > $2";
        let mut tx = self.database.begin_write().await?;
        let done = sqlx::query(sql).bind(secret).bind(at).execute(&mut *tx).await?.rows_affected() == 1;
        if done {
            let sql = "update link set ended_at = $2 where secret <> $1 and used_at = '' and ended_at = '' and exists (
                       select 1 from link l where l.secret = $1 and l.project = link.project and l.kind = link.kind
                       and l.record = link.record)";
            sqlx::query(sql).bind(secret).bind(at).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(done)
    }

    /// Whether a link of something was used.
    pub async fn was_used(&self, project: &str, kind: &str, record: &str) -> Result<bool, Trouble> {
        let sql = "select 1 from link where project = $1 and kind = $2 and record = $3 and used_at <> '' limit 1";
        let query = sqlx::query(sql).bind(project).bind(kind).bind(record);
        Ok(query.fetch_optional(self.database.pool()).await?.is_some())
    }

    /// Takes back whatever link there is for something.
    pub async fn end_links(&self, project: &str, kind: &str, record: &str, at: &str) -> Result<(), Trouble> {
        let sql = "update link set ended_at = $4 where project = $1 and kind = $2 and record = $3 and ended_at = ''";
        let query = sqlx::query(sql).bind(project).bind(kind).bind(record).bind(at);
        query.execute(self.database.pool()).await?;
        Ok(())
    }
}
