//! Frozen reports: what was said, with the event as of which it was counted.

use crate::{Store, Trouble, Tx};
use sqlx::Row;

impl Tx {
    /// Keeps a frozen report as the text its own crate made of it, and tells the log.
    pub async fn freeze(&mut self, id: &str, form: &str, content: &str, actor: &str, at: &str) -> Result<(), Trouble> {
        let project = self.project();
        let sql =
            "insert into report (project, id, form, at, content) values ($1, $2, $3, $4, $5) on conflict do nothing";
        let query = sqlx::query(sql).bind(project).bind(id).bind(form).bind(at).bind(content);
        // What is frozen under this id stays as it is, and the log tells only what happened.
        if query.execute(&mut **self.connection()).await?.rows_affected() > 0 {
            let detail = auyl_domain::id::sha256(content.as_bytes());
            self.log("frozen", ("", ""), &format!("{form} {id} {detail}"), actor, at).await?;
        }
        Ok(())
    }
}

impl Store {
    /// The content of a frozen report.
    pub async fn frozen(&self, project: &str, id: &str) -> Result<Option<String>, Trouble> {
        let sql = "select content from report where project = $1 and id = $2";
        let row = sqlx::query(sql).bind(project).bind(id).fetch_optional(self.database.pool()).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Ids, forms and times of all frozen reports, the newest first.
    pub async fn frozen_list(&self, project: &str) -> Result<Vec<(String, String, String)>, Trouble> {
        let sql = "select id, form, at from report where project = $1 order by at desc, id";
        let rows = sqlx::query(sql).bind(project).fetch_all(self.database.pool()).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
    }
}
