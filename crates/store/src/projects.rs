//! All projects of the store at once.

use crate::{Store, Trouble};
use sqlx::Row;
use std::collections::BTreeMap;

impl Store {
    /// Number of the last event of every project. Whoever keeps what was counted of a project looks here whether it
    /// still holds.
    pub async fn last_events(&self) -> Result<BTreeMap<String, i64>, Trouble> {
        let sql = "select project, cast(max(seq) as bigint) from event group by project";
        let rows = sqlx::query(sql).fetch_all(self.database.pool()).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}
