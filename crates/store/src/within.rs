//! What a writing transaction sees: nobody else writes to its project until it ends.

use crate::rows::{self, quoted, table};
use crate::{Trouble, Tx};
use auyl_domain::{Record, RecordId};
use sqlx::{AssertSqlSafe, Row};

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

    /// Every text that a field of a register ever had, in any version of any record, also of those that are no more.
    pub async fn ever(&mut self, register: &str, field: &str) -> Result<Vec<String>, Trouble> {
        let store = self.store().clone();
        let register = store.register(register)?;
        let known = register.field(field).filter(|field| !field.personal && !field.kind.is_integer());
        let Some(field) = known else { return Ok(Vec::new()) };
        let (column, from) = (quoted(&field.id), quoted(&table(&register.id)));
        let sql =
            format!("select distinct {column} from {from} where project = $1 and {column} is not null order by 1");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(self.project());
        let found = query.fetch_all(&mut **self.connection()).await?;
        found.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}
