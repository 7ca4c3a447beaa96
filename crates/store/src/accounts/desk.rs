//! What an account leaves behind on its desk: forms not yet sent, views of lists it keeps, and its glances at personal
//! fields, which others may look up.

use crate::{Store, Trouble};
use sqlx::Row;

/// A form that was typed and not yet sent.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unsent {
    /// Which form.
    pub form: String,
    /// What was typed, as the page wrote it.
    pub content: String,
    /// When.
    pub at: String,
}

/// A view of a list that somebody keeps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KeptView {
    /// What it is called.
    pub title: String,
    /// The query of its address.
    pub query: String,
}

/// Somebody looked at personal fields.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Glance {
    /// When.
    pub at: String,
    /// Who.
    pub account: String,
    /// Of which register.
    pub register: String,
    /// Of which record; empty for a list or a file of many.
    pub record: String,
    /// On which page.
    pub page: String,
}

impl Store {
    /// Keeps what was typed into a form.
    pub async fn put_unsent(&self, account: &str, project: &str, unsent: &Unsent) -> Result<(), Trouble> {
        let sql = "insert into unsent (account, project, form, content, at) values ($1, $2, $3, $4, $5)
                   on conflict (account, project, form) do update set content = $4, at = $5";
        let query = sqlx::query(sql).bind(account).bind(project).bind(&unsent.form).bind(&unsent.content);
        query.bind(&unsent.at).execute(self.database.pool()).await?;
        Ok(())
    }

    /// What was typed into a form and not yet sent.
    pub async fn unsent(&self, account: &str, project: &str, form: &str) -> Result<Option<Unsent>, Trouble> {
        let sql = "select form, content, at from unsent where account = $1 and project = $2 and form = $3";
        let query = sqlx::query(sql).bind(account).bind(project).bind(form);
        let found = query.fetch_optional(self.database.pool()).await?;
        found.map(|row| Ok(Unsent { form: row.try_get(0)?, content: row.try_get(1)?, at: row.try_get(2)? })).transpose()
    }

    /// Forgets it: the form was sent, or thrown away.
    pub async fn end_unsent(&self, account: &str, project: &str, form: &str) -> Result<(), Trouble> {
        let sql = "delete from unsent where account = $1 and project = $2 and form = $3";
        sqlx::query(sql).bind(account).bind(project).bind(form).execute(self.database.pool()).await?;
        Ok(())
    }

    /// Keeps a view of a register's list.
    pub async fn put_view(&self, account: &str, project: &str, register: &str, view: &KeptView) -> Result<(), Trouble> {
        let sql = "insert into kept_view (account, project, register, title, query) values ($1, $2, $3, $4, $5)
                   on conflict (account, project, register, title) do update set query = $5";
        let query = sqlx::query(sql).bind(account).bind(project).bind(register).bind(&view.title).bind(&view.query);
        query.execute(self.database.pool()).await?;
        Ok(())
    }

    /// The views that an account keeps of a register's list.
    pub async fn views(&self, account: &str, project: &str, register: &str) -> Result<Vec<KeptView>, Trouble> {
        let sql =
            "select title, query from kept_view where account = $1 and project = $2 and register = $3 order by title";
        let query = sqlx::query(sql).bind(account).bind(project).bind(register);
        let found = query.fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok(KeptView { title: row.try_get(0)?, query: row.try_get(1)? })).collect()
    }

    /// Forgets a view.
    pub async fn end_view(&self, account: &str, project: &str, register: &str, title: &str) -> Result<(), Trouble> {
        let sql = "delete from kept_view where account = $1 and project = $2 and register = $3 and title = $4";
        let query = sqlx::query(sql).bind(account).bind(project).bind(register).bind(title);
        query.execute(self.database.pool()).await?;
        Ok(())
    }

    /// Notes a glance at personal fields.
    pub async fn add_glance(&self, project: &str, glance: &Glance) -> Result<(), Trouble> {
        let sql = "insert into glance (project, at, account, register, record, page) values ($1, $2, $3, $4, $5, $6)";
        let query = sqlx::query(sql).bind(project).bind(&glance.at).bind(&glance.account).bind(&glance.register);
        query.bind(&glance.record).bind(&glance.page).execute(self.database.pool()).await?;
        Ok(())
    }

    /// The last glances, newest first.
    pub async fn glances(&self, project: &str, skip: i64, most: i64) -> Result<Vec<Glance>, Trouble> {
        let sql = "select at, account, register, record, page from glance where project = $1
                   order by at desc, account, register, record limit $2 offset $3";
        let query = sqlx::query(sql).bind(project).bind(most).bind(skip);
        let found = query.fetch_all(self.database.pool()).await?;
        let glance = |row: &sqlx::any::AnyRow| {
            Ok(Glance {
                at: row.try_get(0)?,
                account: row.try_get(1)?,
                register: row.try_get(2)?,
                record: row.try_get(3)?,
                page: row.try_get(4)?,
            })
        };
        found.iter().map(glance).collect()
    }
}
