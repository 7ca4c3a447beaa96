//! Who may come in: organisations, accounts, what an account is in which project, sessions, invitations, tokens. The
//! store sees digests of secrets only; hashing and deciding are the caller's.
//!
//! In reading order: this file (organisations, accounts, memberships), `sessions` (sessions, invitations, tokens, attempts),
//! `desk` (what an account leaves behind: texts not yet sent, kept views, glances at personal fields).

mod desk;
mod sessions;

pub use desk::{Glance, KeptView, Unsent};
pub use sessions::{ApiToken, Invitation, Session};

use crate::submissions::Numbered;
use crate::{Store, Trouble};
use auyl_domain::words::fold;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// The tables; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists organisation (id {text} not null primary key, title {text} not null)",
    "create table if not exists home (
        project {text} not null primary key, organisation {text} not null, is_public bigint not null)",
    "create table if not exists account (
        id {text} not null primary key, login {text} not null unique, name {text} not null, password {text} not null,
        second {text} not null, second_step bigint not null, lang {text} not null, is_operator bigint not null,
        disabled bigint not null, made_at {text} not null, subject {text} not null)",
    "create table if not exists membership (
        account {text} not null, organisation {text} not null, project {text} not null, role {text} not null,
        places {text} not null, primary key (account, organisation, project))",
    "create table if not exists session (
        secret {text} not null primary key, account {text} not null, made_at {text} not null, seen_at {text} not null,
        until_at {text} not null, agent {text} not null)",
    "create table if not exists invitation (
        secret {text} not null primary key, kind {text} not null, organisation {text} not null,
        project {text} not null, role {text} not null, places {text} not null, account {text} not null,
        name {text} not null, until_at {text} not null, used_at {text} not null)",
    "create table if not exists api_token (
        secret {text} not null primary key, id {text} not null, account {text} not null, project {text} not null,
        title {text} not null, writes bigint not null, made_at {text} not null, until_at {text} not null,
        seen_at {text} not null)",
    "create table if not exists attempt (name {text} not null, at {text} not null)",
    "create index if not exists attempt_of_name on attempt (name, at)",
    "create table if not exists glance (
        project {text} not null, at {text} not null, account {text} not null, register {text} not null,
        record {text} not null, page {text} not null)",
    "create index if not exists glance_of_project on glance (project, at)",
    "create table if not exists unsent (
        account {text} not null, project {text} not null, form {text} not null, content {text} not null,
        at {text} not null, primary key (account, project, form))",
    "create table if not exists kept_view (
        account {text} not null, project {text} not null, register {text} not null, title {text} not null,
        query {text} not null, primary key (account, project, register, title))",
];

/// Somebody who can sign in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Account {
    /// Its id, for ever.
    pub id: String,
    /// What is typed to sign in.
    pub login: String,
    /// What others read.
    pub name: String,
    /// Hash of the password; empty where there is none.
    pub password: String,
    /// Secret of the second factor; empty where there is none.
    pub second: String,
    /// The last step of the second factor that was used.
    pub second_step: i64,
    /// `kk`, `ru`, `en`, or empty for the browser's.
    pub lang: String,
    /// Keeps the server: organisations and projects, not their records.
    pub is_operator: bool,
    /// May not sign in any more.
    pub disabled: bool,
    /// Since when.
    pub made_at: String,
    /// Who it is at the provider of OpenID Connect; empty where it is nobody there.
    pub subject: String,
}

/// What an account is in a project, or in all projects of an organisation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Membership {
    /// The account.
    pub account: String,
    /// The organisation.
    pub organisation: String,
    /// The project; empty for all of the organisation's.
    pub project: String,
    /// Role of `roles.toml`.
    pub role: String,
    /// Ids of the places it is tied to.
    pub places: Vec<String>,
}

/// Where a project belongs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Home {
    /// The project.
    pub project: String,
    /// The organisation.
    pub organisation: String,
    /// Whether its open page is switched on.
    pub is_public: bool,
}

/// An organisation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
}

pub(crate) const ACCOUNT: &str =
    "id, login, name, password, second, second_step, lang, is_operator, disabled, made_at, subject";

pub(crate) const MEMBERSHIP: &str = "account, organisation, project, role, places";
pub(crate) const HOME: &str = "project, organisation, is_public";

/// Columns of a table that has another name in a query.
pub(crate) fn of(name: &str, columns: &str) -> String {
    columns.split(", ").map(|column| format!("{name}.{column}")).collect::<Vec<_>>().join(", ")
}

pub(crate) fn account(row: &AnyRow, from: usize) -> Result<Account, Trouble> {
    Ok(Account {
        id: row.try_get(from)?,
        login: row.try_get(from + 1)?,
        name: row.try_get(from + 2)?,
        password: row.try_get(from + 3)?,
        second: row.try_get(from + 4)?,
        second_step: row.try_get(from + 5)?,
        lang: row.try_get(from + 6)?,
        is_operator: row.try_get::<i64, _>(from + 7)? != 0,
        disabled: row.try_get::<i64, _>(from + 8)? != 0,
        made_at: row.try_get(from + 9)?,
        subject: row.try_get(from + 10)?,
    })
}

pub(crate) fn membership(row: &AnyRow, from: usize) -> Result<Membership, Trouble> {
    let places: String = row.try_get(from + 4)?;
    Ok(Membership {
        account: row.try_get(from)?,
        organisation: row.try_get(from + 1)?,
        project: row.try_get(from + 2)?,
        role: row.try_get(from + 3)?,
        places: places.split_whitespace().map(str::to_string).collect(),
    })
}

/// How logins are compared: whatever case and spelling they were typed in.
pub fn folded_login(login: &str) -> String {
    fold(login.trim())
}

impl Store {
    /// Whether anybody can sign in at all.
    pub async fn any_account(&self) -> Result<bool, Trouble> {
        let found = sqlx::query("select id from account limit 1").fetch_optional(self.database.pool()).await?;
        Ok(found.is_some())
    }

    /// The account of an id.
    pub async fn account(&self, id: &str) -> Result<Option<Account>, Trouble> {
        self.account_where("id", id).await
    }

    /// The account of a login.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>, Trouble> {
        self.account_where("login", &folded_login(login)).await
    }

    /// The account of somebody at the provider of OpenID Connect.
    pub async fn account_by_subject(&self, subject: &str) -> Result<Option<Account>, Trouble> {
        if subject.is_empty() {
            return Ok(None);
        }
        self.account_where("subject", subject).await
    }

    async fn account_where(&self, column: &'static str, value: &str) -> Result<Option<Account>, Trouble> {
        let sql = format!("select {ACCOUNT} from account where {column} = $1");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(value).fetch_optional(self.database.pool()).await?;
        found.as_ref().map(|row| account(row, 0)).transpose()
    }

    /// Adds an account; false where the login is somebody's already.
    pub async fn add_account(&self, new: &Account) -> Result<bool, Trouble> {
        let sql = format!(
            "insert into account ({ACCOUNT}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&new.id).bind(folded_login(&new.login)).bind(&new.name);
        let query = query.bind(&new.password).bind(&new.second).bind(new.second_step).bind(&new.lang);
        let query = query.bind(i64::from(new.is_operator)).bind(i64::from(new.disabled)).bind(&new.made_at);
        let done = query.bind(&new.subject).execute(self.database.pool()).await?;
        Ok(done.rows_affected() > 0)
    }

    /// Changes everything about an account but its id and login. Who is disabled has no sessions any more.
    pub async fn change_account(&self, changed: &Account) -> Result<(), Trouble> {
        let sql = "update account set name = $2, password = $3, second = $4, second_step = $5, lang = $6,
                   is_operator = $7, disabled = $8, subject = $9 where id = $1";
        let query = sqlx::query(sql).bind(&changed.id).bind(&changed.name).bind(&changed.password);
        let query = query.bind(&changed.second).bind(changed.second_step).bind(&changed.lang);
        let query = query.bind(i64::from(changed.is_operator)).bind(i64::from(changed.disabled)).bind(&changed.subject);
        query.execute(self.database.pool()).await?;
        if changed.disabled {
            self.end_sessions_of(&changed.id, "").await?;
        }
        Ok(())
    }

    /// Says who an account is at the provider of OpenID Connect; false where that is somebody else's already.
    pub async fn connect_subject(&self, account: &str, subject: &str) -> Result<bool, Trouble> {
        let sql = "update account set subject = $2 where id = $1
                   and not exists (select 1 from account other where other.subject = $2 and other.id <> $1)";
        let done = sqlx::query(sql).bind(account).bind(subject).execute(self.database.pool()).await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes that a step of the second factor was used; false where it, or a later one, was used before.
    pub async fn use_second_step(&self, account: &str, step: i64) -> Result<bool, Trouble> {
        let sql = "update account set second_step = $2 where id = $1 and second_step < $2";
        let done = sqlx::query(sql).bind(account).bind(step).execute(self.database.pool()).await?;
        Ok(done.rows_affected() > 0)
    }

    /// What an account is, everywhere.
    pub async fn memberships_of(&self, account: &str) -> Result<Vec<Membership>, Trouble> {
        let sql = format!("select {MEMBERSHIP} from membership where account = $1 order by organisation, project");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(account).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| membership(row, 0)).collect()
    }

    /// Everybody who is something in an organisation, by name.
    pub async fn members_of(&self, organisation: &str) -> Result<Vec<(Account, Membership)>, Trouble> {
        let sql = format!(
            "select {}, {} from membership m join account a on a.id = m.account where m.organisation = $1
             order by a.name, a.id, m.project",
            of("a", ACCOUNT),
            of("m", MEMBERSHIP)
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(organisation).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok((account(row, 0)?, membership(row, 11)?))).collect()
    }

    /// Makes an account what a membership says, whatever it was there before.
    pub async fn set_membership(&self, new: &Membership) -> Result<(), Trouble> {
        let sql = "insert into membership (account, organisation, project, role, places) values ($1, $2, $3, $4, $5)
                   on conflict (account, organisation, project) do update set role = $4, places = $5";
        let query = sqlx::query(sql).bind(&new.account).bind(&new.organisation).bind(&new.project).bind(&new.role);
        query.bind(new.places.join(" ")).execute(self.database.pool()).await?;
        Ok(())
    }

    /// Ends a membership.
    pub async fn end_membership(&self, account: &str, organisation: &str, project: &str) -> Result<(), Trouble> {
        let sql = "delete from membership where account = $1 and organisation = $2 and project = $3";
        sqlx::query(sql).bind(account).bind(organisation).bind(project).execute(self.database.pool()).await?;
        Ok(())
    }

    /// Where a project belongs.
    pub async fn home(&self, project: &str) -> Result<Option<Home>, Trouble> {
        let sql = "select project, organisation, is_public from home where project = $1";
        let found = sqlx::query(sql).bind(project).fetch_optional(self.database.pool()).await?;
        found.as_ref().map(|row| home(row, 0)).transpose()
    }

    /// All projects that belong somewhere.
    pub async fn homes(&self) -> Result<Vec<Home>, Trouble> {
        let sql = "select project, organisation, is_public from home order by project";
        let found = sqlx::query(sql).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| home(row, 0)).collect()
    }

    /// The projects that an account belongs to, by id; so many at most.
    pub async fn homes_of(&self, account: &str, most: i64) -> Result<Vec<Home>, Trouble> {
        let sql = "select h.project, h.organisation, h.is_public from home h where exists (
                     select 1 from membership m where m.account = $1 and m.organisation = h.organisation
                     and (m.project = '' or m.project = h.project))
                   order by h.project limit $2";
        let found = sqlx::query(sql).bind(account).bind(most).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| home(row, 0)).collect()
    }

    /// Says where a project belongs and whether it has an open page.
    pub async fn set_home(&self, new: &Home) -> Result<(), Trouble> {
        let sql = "insert into home (project, organisation, is_public) values ($1, $2, $3)
                   on conflict (project) do update set organisation = $2, is_public = $3";
        let query = sqlx::query(sql).bind(&new.project).bind(&new.organisation).bind(i64::from(new.is_public));
        query.execute(self.database.pool()).await?;
        // Phones know a project by its number only.
        self.number(Numbered::Project, &new.project).await?;
        Ok(())
    }

    /// Adds an organisation; false where there is one of this id.
    pub async fn add_organisation(&self, new: &Organisation) -> Result<bool, Trouble> {
        let sql = "insert into organisation (id, title) values ($1, $2) on conflict do nothing";
        let done = sqlx::query(sql).bind(&new.id).bind(&new.title).execute(self.database.pool()).await?;
        Ok(done.rows_affected() > 0)
    }

    /// All organisations.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, Trouble> {
        let found = sqlx::query("select id, title from organisation order by title, id");
        let found = found.fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok(Organisation { id: row.try_get(0)?, title: row.try_get(1)? })).collect()
    }
}

pub(crate) fn home(row: &AnyRow, from: usize) -> Result<Home, Trouble> {
    let is_public = row.try_get::<i64, _>(from + 2)? != 0;
    Ok(Home { project: row.try_get(from)?, organisation: row.try_get(from + 1)?, is_public })
}
