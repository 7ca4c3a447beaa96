//! Phones of coordinators: each has a key of its own, which can be ended alone, and acts as its account. Projects and
//! actors have numbers here, because clients of ODK know them by number only.

use crate::accounts::{ACCOUNT, Account, HOME, Home, MEMBERSHIP, Membership, account, home, membership, of};
use crate::{Store, Trouble};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// The tables; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists phone (
        id bigint not null primary key, secret {text} not null unique, project {text} not null, account {text} not null,
        title {text} not null, made_at {text} not null, seen_at {text} not null, ended_at {text} not null)",
    "create table if not exists number (
        kind {text} not null, name {text} not null, number bigint not null, primary key (kind, name),
        unique (kind, number))",
];

/// The key of a phone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Phone {
    /// Its number on this server.
    pub id: i64,
    /// Digest of the secret.
    pub secret: String,
    /// The one project it is for.
    pub project: String,
    /// The account for which it acts.
    pub account: String,
    /// Whose phone it is, as people say it.
    pub title: String,
    /// Since when.
    pub made_at: String,
    /// The day on which it was last used; empty where it never was.
    pub seen_at: String,
    /// When it was ended; empty while it holds.
    pub ended_at: String,
}

impl Phone {
    /// Who it is in the log and in what it sent: a phone of its account.
    pub fn actor(&self) -> String {
        format!("{}/{}", self.account, self.id)
    }
}

/// A phone that sends, and as whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sending {
    /// The phone.
    pub phone: Phone,
    /// The account for which it acts.
    pub account: Account,
    /// What the account is, everywhere.
    pub memberships: Vec<Membership>,
    /// Where the project of the phone belongs.
    pub home: Home,
    /// The forms that it may fill in; none where that is for its account to say.
    pub forms: Option<Vec<String>>,
}

const PHONE: &str = "id, secret, project, account, title, made_at, seen_at, ended_at";

fn phone(row: &AnyRow) -> Result<Phone, Trouble> {
    Ok(Phone {
        id: row.try_get(0)?,
        secret: row.try_get(1)?,
        project: row.try_get(2)?,
        account: row.try_get(3)?,
        title: row.try_get(4)?,
        made_at: row.try_get(5)?,
        seen_at: row.try_get(6)?,
        ended_at: row.try_get(7)?,
    })
}

impl Store {
    /// Adds a phone and gives its number, whatever number it came with.
    pub async fn add_phone(&self, new: &Phone) -> Result<i64, Trouble> {
        let mut tx = self.database.begin_write().await?;
        self.database.lock(&mut tx, "phones").await?;
        let row = sqlx::query("select cast(coalesce(max(id), 0) + 1 as bigint) from phone").fetch_one(&mut *tx).await?;
        let id: i64 = row.try_get(0)?;
        let sql = format!("insert into phone ({PHONE}) values ($1, $2, $3, $4, $5, $6, '', '')");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(id).bind(&new.secret).bind(&new.project).bind(&new.account);
        query.bind(&new.title).bind(&new.made_at).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Who sends with a key that holds to the project of a number; none where the account may not, or is nothing
    /// anywhere. One question for all of it: phones ask it with every request. Notes the day on which the key is used.
    pub async fn sending(&self, secret: &str, project: i64, at: &str) -> Result<Option<Sending>, Trouble> {
        let sql = format!(
            "select {}, {}, {}, {},
             (select cast(count(*) as bigint) from phone_form f where f.phone = p.id) as limits from phone p join number n on n.kind = 'project' and n.name = p.project
             join home h on h.project = p.project join account a on a.id = p.account join membership m on m.account = a.id
             where p.secret = $1 and n.number = $2 and p.ended_at = '' and a.disabled = 0
             order by m.organisation, m.project",
            of("p", PHONE),
            of("a", ACCOUNT),
            of("h", HOME),
            of("m", MEMBERSHIP)
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(secret).bind(project).fetch_all(self.database.pool()).await?;
        let Some(first) = found.first() else { return Ok(None) };
        let memberships = found.iter().map(|row| membership(row, 22)).collect::<Result<_, _>>()?;
        let phone = phone(first)?;
        let limits: i64 = first.try_get("limits")?;
        let forms = if limits > 0 { self.forms_of_phone(phone.id).await? } else { None };
        let sending = Sending { phone, account: account(first, 8)?, home: home(first, 19)?, memberships, forms };
        let day = at.get(..10).unwrap_or(at);
        if sending.phone.seen_at != day {
            let sql = "update phone set seen_at = $2 where id = $1";
            sqlx::query(sql).bind(sending.phone.id).bind(day).execute(self.database.pool()).await?;
        }
        Ok(Some(sending))
    }

    /// The phones of a project, those that were ended last.
    pub async fn phones_of(&self, project: &str) -> Result<Vec<Phone>, Trouble> {
        let sql = format!("select {PHONE} from phone where project = $1 order by ended_at, id");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_all(self.database.pool()).await?;
        found.iter().map(phone).collect()
    }

    /// Ends the key of a phone of a project; false where it did not hold.
    pub async fn end_phone(&self, project: &str, id: i64, at: &str) -> Result<bool, Trouble> {
        let sql = "update phone set ended_at = $3 where project = $1 and id = $2 and ended_at = ''";
        let done = sqlx::query(sql).bind(project).bind(id).bind(at).execute(self.database.pool()).await?;
        Ok(done.rows_affected() > 0)
    }

    /// The number of something, for ever.
    pub async fn number(&self, of: Numbered, name: &str) -> Result<i64, Trouble> {
        let sql = "select number from number where kind = $1 and name = $2";
        let known = sqlx::query(sql).bind(of.as_str()).bind(name);
        if let Some(row) = known.fetch_optional(self.database.pool()).await? {
            return Ok(row.try_get(0)?);
        }
        let mut tx = self.database.begin_write().await?;
        self.database.lock(&mut tx, "numbers").await?;
        let next = "insert into number (kind, name, number)
                    select $1, $2, (select coalesce(max(number), 0) + 1 from number where kind = $1) on conflict do nothing";
        sqlx::query(next).bind(of.as_str()).bind(name).execute(&mut *tx).await?;
        let number = sqlx::query(sql).bind(of.as_str()).bind(name).fetch_one(&mut *tx).await?.try_get(0)?;
        tx.commit().await?;
        Ok(number)
    }

    /// What has a number.
    pub async fn numbered(&self, of: Numbered, number: i64) -> Result<Option<String>, Trouble> {
        let sql = "select name from number where kind = $1 and number = $2";
        let found = sqlx::query(sql).bind(of.as_str()).bind(number).fetch_optional(self.database.pool()).await?;
        found.map(|row| Ok(row.try_get(0)?)).transpose()
    }
}

/// What has numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbered {
    /// Projects.
    Project,
    /// Who sends: accounts and phones.
    Actor,
}

impl Numbered {
    fn as_str(self) -> &'static str {
        match self {
            Numbered::Project => "project",
            Numbered::Actor => "actor",
        }
    }
}
