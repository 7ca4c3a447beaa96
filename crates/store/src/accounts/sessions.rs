//! Sessions, invitations, tokens for programs, and failed attempts to come in. Moments are ISO timestamps in UTC, which
//! compare as texts.

use super::{ACCOUNT, Account, account};
use crate::{Store, Trouble};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// Somebody's browser that is signed in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Session {
    /// Digest of the secret.
    pub secret: String,
    /// Whose.
    pub account: String,
    /// Since when.
    pub made_at: String,
    /// When it was last used, to the hour.
    pub seen_at: String,
    /// Until when.
    pub until_at: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// A link that lets somebody in once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Invitation {
    /// Digest of the secret.
    pub secret: String,
    /// `first`, `join`, `reset`, or `second` (between password and code).
    pub kind: String,
    /// Into which organisation.
    pub organisation: String,
    /// Into which project; empty for all.
    pub project: String,
    /// As what.
    pub role: String,
    /// Tied to which places.
    pub places: Vec<String>,
    /// Which account it is for; empty for a new one.
    pub account: String,
    /// Whom the inviter meant.
    pub name: String,
    /// Until when.
    pub until_at: String,
    /// When it was used; empty while it was not.
    pub used_at: String,
}

/// A key for a program.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ApiToken {
    /// Digest of the secret.
    pub secret: String,
    /// Its id, to end it by.
    pub id: String,
    /// For whom the program acts.
    pub account: String,
    /// In which project.
    pub project: String,
    /// What it is for.
    pub title: String,
    /// Whether it may change anything.
    pub writes: bool,
    /// Since when.
    pub made_at: String,
    /// Until when.
    pub until_at: String,
    /// When it was last used, to the hour; empty while it was not.
    pub seen_at: String,
}

const SESSION: &str = "secret, account, made_at, seen_at, until_at, agent";
const INVITATION: &str = "secret, kind, organisation, project, role, places, account, name, until_at, used_at";
const TOKEN: &str = "secret, id, account, project, title, writes, made_at, until_at, seen_at";

fn session(row: &AnyRow, from: usize) -> Result<Session, Trouble> {
    Ok(Session {
        secret: row.try_get(from)?,
        account: row.try_get(from + 1)?,
        made_at: row.try_get(from + 2)?,
        seen_at: row.try_get(from + 3)?,
        until_at: row.try_get(from + 4)?,
        agent: row.try_get(from + 5)?,
    })
}

fn invitation(row: &AnyRow) -> Result<Invitation, Trouble> {
    let places: String = row.try_get(5)?;
    Ok(Invitation {
        secret: row.try_get(0)?,
        kind: row.try_get(1)?,
        organisation: row.try_get(2)?,
        project: row.try_get(3)?,
        role: row.try_get(4)?,
        places: places.split_whitespace().map(str::to_string).collect(),
        account: row.try_get(6)?,
        name: row.try_get(7)?,
        until_at: row.try_get(8)?,
        used_at: row.try_get(9)?,
    })
}

fn token(row: &AnyRow) -> Result<ApiToken, Trouble> {
    Ok(ApiToken {
        secret: row.try_get(0)?,
        id: row.try_get(1)?,
        account: row.try_get(2)?,
        project: row.try_get(3)?,
        title: row.try_get(4)?,
        writes: row.try_get::<i64, _>(5)? != 0,
        made_at: row.try_get(6)?,
        until_at: row.try_get(7)?,
        seen_at: row.try_get(8)?,
    })
}

/// A moment to the hour: enough for “last seen”, and one write an hour instead of one a request.
fn hour(at: &str) -> &str {
    at.get(..13).unwrap_or(at)
}

impl Store {
    /// Adds a session.
    pub async fn add_session(&self, new: &Session) -> Result<(), Trouble> {
        let sql = format!("insert into session ({SESSION}) values ($1, $2, $3, $4, $5, $6)");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&new.secret).bind(&new.account).bind(&new.made_at);
        query.bind(hour(&new.seen_at)).bind(&new.until_at).bind(&new.agent).execute(self.database.pool()).await?;
        Ok(())
    }

    /// The session of a secret's digest that still holds at a moment, with its account.
    pub async fn session(&self, secret: &str, at: &str) -> Result<Option<(Session, Account)>, Trouble> {
        let columns = |of: &str, alias: &str| {
            of.split(", ").map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
        };
        let sql = format!(
            "select {}, {} from session s join account a on a.id = s.account
             where s.secret = $1 and s.until_at > $2 and a.disabled = 0",
            columns(ACCOUNT, "a"),
            columns(SESSION, "s")
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(secret).bind(at);
        let Some(row) = query.fetch_optional(self.database.pool()).await? else { return Ok(None) };
        let found = (session(&row, 11)?, account(&row, 0)?);
        if found.0.seen_at != hour(at) {
            let sql = "update session set seen_at = $2 where secret = $1";
            sqlx::query(sql).bind(secret).bind(hour(at)).execute(self.database.pool()).await?;
        }
        Ok(Some(found))
    }

    /// The sessions of an account, newest first.
    pub async fn sessions_of(&self, account: &str, at: &str) -> Result<Vec<Session>, Trouble> {
        let sql =
            format!("select {SESSION} from session where account = $1 and until_at > $2 order by made_at desc, secret");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(account).bind(at).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| session(row, 0)).collect()
    }

    /// Ends one session.
    pub async fn end_session(&self, secret: &str) -> Result<(), Trouble> {
        sqlx::query("delete from session where secret = $1").bind(secret).execute(self.database.pool()).await?;
        Ok(())
    }

    /// Ends all sessions of an account but one.
    pub async fn end_sessions_of(&self, account: &str, but: &str) -> Result<u64, Trouble> {
        let query = sqlx::query("delete from session where account = $1 and secret <> $2").bind(account).bind(but);
        Ok(query.execute(self.database.pool()).await?.rows_affected())
    }

    /// Adds an invitation. A new link of the kind `first` makes the earlier ones worthless.
    pub async fn add_invitation(&self, new: &Invitation) -> Result<(), Trouble> {
        let mut tx = self.database.begin_write().await?;
        if new.kind == "first" {
            sqlx::query("delete from invitation where kind = 'first' and used_at = ''").execute(&mut *tx).await?;
        }
        let sql = format!("insert into invitation ({INVITATION}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&new.secret).bind(&new.kind).bind(&new.organisation);
        let query = query.bind(&new.project).bind(&new.role).bind(new.places.join(" ")).bind(&new.account);
        query.bind(&new.name).bind(&new.until_at).bind(&new.used_at).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The invitation of a secret's digest, also one that does not hold any more.
    pub async fn invitation(&self, secret: &str) -> Result<Option<Invitation>, Trouble> {
        let sql = format!("select {INVITATION} from invitation where secret = $1");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(secret).fetch_optional(self.database.pool()).await?;
        found.as_ref().map(invitation).transpose()
    }

    /// The open invitations into an organisation.
    pub async fn invitations_of(&self, organisation: &str, at: &str) -> Result<Vec<Invitation>, Trouble> {
        let sql = format!(
            "select {INVITATION} from invitation
             where organisation = $1 and kind = 'join' and used_at = '' and until_at > $2 order by until_at, secret"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(organisation).bind(at).fetch_all(self.database.pool()).await?;
        found.iter().map(invitation).collect()
    }

    /// Uses an invitation: true for exactly one of all who try, while it holds.
    pub async fn use_invitation(&self, secret: &str, at: &str) -> Result<bool, Trouble> {
        let sql = "update invitation set used_at = $2 where secret = $1 and used_at = '' and until_at > $2";
        let done = sqlx::query(sql).bind(secret).bind(at).execute(self.database.pool()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes an invitation back.
    pub async fn end_invitation(&self, secret: &str, organisation: &str) -> Result<(), Trouble> {
        let query = sqlx::query("delete from invitation where secret = $1 and organisation = $2");
        query.bind(secret).bind(organisation).execute(self.database.pool()).await?;
        Ok(())
    }

    /// Adds a token.
    pub async fn add_token(&self, new: &ApiToken) -> Result<(), Trouble> {
        let sql = format!("insert into api_token ({TOKEN}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&new.secret).bind(&new.id).bind(&new.account);
        let query = query.bind(&new.project).bind(&new.title).bind(i64::from(new.writes)).bind(&new.made_at);
        query.bind(&new.until_at).bind(&new.seen_at).execute(self.database.pool()).await?;
        Ok(())
    }

    /// The token of a secret's digest that still holds at a moment, with its account.
    pub async fn token(&self, secret: &str, at: &str) -> Result<Option<(ApiToken, Account)>, Trouble> {
        let sql = format!("select {TOKEN} from api_token where secret = $1 and until_at > $2");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(secret).bind(at);
        let Some(row) = query.fetch_optional(self.database.pool()).await? else { return Ok(None) };
        let found = token(&row)?;
        if found.seen_at != hour(at) {
            let sql = "update api_token set seen_at = $2 where secret = $1";
            sqlx::query(sql).bind(secret).bind(hour(at)).execute(self.database.pool()).await?;
        }
        let account = self.account(&found.account).await?.filter(|account| !account.disabled);
        Ok(account.map(|account| (found, account)))
    }

    /// The tokens of an account.
    pub async fn tokens_of(&self, account: &str) -> Result<Vec<ApiToken>, Trouble> {
        let sql = format!("select {TOKEN} from api_token where account = $1 order by made_at, id");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(account).fetch_all(self.database.pool()).await?;
        found.iter().map(token).collect()
    }

    /// Ends a token of an account.
    pub async fn end_token(&self, account: &str, id: &str) -> Result<(), Trouble> {
        let query = sqlx::query("delete from api_token where account = $1 and id = $2").bind(account).bind(id);
        query.execute(self.database.pool()).await?;
        Ok(())
    }

    /// Notes a failed attempt under a name (a login, an address) and forgets those before a moment.
    pub async fn add_attempt(&self, name: &str, at: &str, forget_before: &str) -> Result<(), Trouble> {
        let mut tx = self.database.begin_write().await?;
        sqlx::query("delete from attempt where at < $1").bind(forget_before).execute(&mut *tx).await?;
        let query = sqlx::query("insert into attempt (name, at) values ($1, $2)").bind(name).bind(at);
        query.execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Failed attempts under a name since a moment.
    pub async fn attempts_since(&self, name: &str, since: &str) -> Result<i64, Trouble> {
        let sql = "select cast(count(*) as bigint) from attempt where name = $1 and at >= $2";
        let row = sqlx::query(sql).bind(name).bind(since).fetch_one(self.database.pool()).await?;
        Ok(row.try_get(0)?)
    }

    /// Forgets the attempts under a name.
    pub async fn clear_attempts(&self, name: &str) -> Result<(), Trouble> {
        sqlx::query("delete from attempt where name = $1").bind(name).execute(self.database.pool()).await?;
        Ok(())
    }
}
