//! Forms as they were served, each version for ever: a phone that was without a network for months still sends to the
//! version it has, and what it sends is read as that version meant it.

use crate::{Store, Trouble};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// The table; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &["create table if not exists form_version (
        project {text} not null, form {text} not null, version {text} not null, at {text} not null, xml {text} not null,
        shape {text} not null, primary key (project, form, version))"];

/// A version of a form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormVersion {
    /// Id of the form.
    pub form: String,
    /// Its version.
    pub version: String,
    /// Since when it is served.
    pub at: String,
    /// The document.
    pub xml: String,
    /// How its submissions are read, as JSON.
    pub shape: String,
}

const COLUMNS: &str = "form, version, at, xml, shape";

fn form_version(row: &AnyRow) -> Result<FormVersion, Trouble> {
    Ok(FormVersion {
        form: row.try_get(0)?,
        version: row.try_get(1)?,
        at: row.try_get(2)?,
        xml: row.try_get(3)?,
        shape: row.try_get(4)?,
    })
}

impl Store {
    /// Keeps versions of forms; those that are kept stay as they are. Forms of registers belong to no project: "".
    pub async fn keep_forms(&self, project: &str, forms: &[FormVersion]) -> Result<(), Trouble> {
        let mut known = Vec::new();
        for form in forms {
            known.push(self.form_version(project, &form.form, &form.version).await?.is_some());
        }
        if known.iter().all(|known| *known) {
            return Ok(());
        }
        let mut tx = self.database.begin_write().await?;
        for form in forms.iter().zip(known).filter(|(_, known)| !known).map(|(form, _)| form) {
            let sql = format!(
                "insert into form_version (project, {COLUMNS}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing"
            );
            let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(&form.form).bind(&form.version);
            query.bind(&form.at).bind(&form.xml).bind(&form.shape).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// One version of a form.
    pub async fn form_version(&self, project: &str, form: &str, version: &str) -> Result<Option<FormVersion>, Trouble> {
        let sql = format!("select {COLUMNS} from form_version where project = $1 and form = $2 and version = $3");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form).bind(version);
        query.fetch_optional(self.database.pool()).await?.as_ref().map(form_version).transpose()
    }

    /// The versions of a form, the newest first.
    pub async fn form_versions(&self, project: &str, form: &str) -> Result<Vec<FormVersion>, Trouble> {
        let sql =
            format!("select {COLUMNS} from form_version where project = $1 and form = $2 order by at desc, version");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form);
        query.fetch_all(self.database.pool()).await?.iter().map(form_version).collect()
    }
}
