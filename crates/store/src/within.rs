//! What a writing transaction sees: nobody else writes to its project until it ends.

use crate::rows;
use crate::{Trouble, Tx};
use auyl_domain::{Record, RecordId};
use sqlx::AssertSqlSafe;

impl Tx {
    /// A record as it is now, with what this transaction has written itself.
    pub async fn record(&mut self, register: &str, id: &RecordId) -> Result<Option<Record>, Trouble> {
        let store = self.store().clone();
        let register = store.register(register)?;
        let project = self.project();
        let sql = format!("{} where m.project = $1 and m.id = $2 and m.until is null", rows::select(register));
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id.as_str());
        let found = query.fetch_optional(&mut **self.connection()).await?;
        found.map(|row| rows::record(register, &row)).transpose()
    }
}
