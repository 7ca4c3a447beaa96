//! Phones that are to have chosen forms only. A phone of which nothing stands here has all forms that its account may fill
//! in; one that was limited has those that it was given, none at first.

use crate::{Store, Trouble};
use sqlx::Row;
use std::collections::BTreeMap;

/// The table; `{text}` is the dialect's type of text. A row without a form says that the phone is limited.
pub(crate) const TABLES: &[&str] = &["create table if not exists phone_form (
        phone bigint not null, form {text} not null, primary key (phone, form))"];

impl Store {
    /// Limits a phone to the forms that it will be given.
    pub async fn limit_phone(&self, phone: i64) -> Result<(), Trouble> {
        self.give_form(phone, "").await
    }

    /// Gives a form to a phone that is limited.
    pub async fn give_form(&self, phone: i64, form: &str) -> Result<(), Trouble> {
        let mut tx = self.database.begin_write().await?;
        let sql = "insert into phone_form (phone, form) values ($1, $2) on conflict do nothing";
        sqlx::query(sql).bind(phone).bind(form).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a form from a phone that is limited.
    pub async fn take_form(&self, phone: i64, form: &str) -> Result<(), Trouble> {
        let mut tx = self.database.begin_write().await?;
        let sql = "delete from phone_form where phone = $1 and form = $2";
        sqlx::query(sql).bind(phone).bind(form).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The forms of a phone that is limited; none where it is not.
    pub async fn forms_of_phone(&self, phone: i64) -> Result<Option<Vec<String>>, Trouble> {
        let sql = "select form from phone_form where phone = $1 order by form";
        let found = sqlx::query(sql).bind(phone).fetch_all(self.database.pool()).await?;
        let forms = found.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
        Ok((!forms.is_empty()).then(|| forms.into_iter().filter(|form| !form.is_empty()).collect()))
    }

    /// The limited phones of a project, each with its forms.
    pub async fn limited_phones(&self, project: &str) -> Result<BTreeMap<i64, Vec<String>>, Trouble> {
        let sql = "select p.id, f.form from phone p join phone_form f on f.phone = p.id where p.project = $1
                   order by p.id, f.form";
        let mut limited: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for row in sqlx::query(sql).bind(project).fetch_all(self.database.pool()).await? {
            let (phone, form): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
            let forms = limited.entry(phone).or_default();
            forms.extend(Some(form).filter(|form| !form.is_empty()));
        }
        Ok(limited)
    }
}
