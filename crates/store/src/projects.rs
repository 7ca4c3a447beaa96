//! All projects of the store at once.

use crate::{Store, Trouble};
use sqlx::Row;
use std::collections::BTreeMap;

/// Leaps from project to project along the key of the log; grouping would read every event there is.
const LAST: &str = "with recursive known(project) as (
        select min(project) from event
        union all
        select (select min(event.project) from event where event.project > known.project)
        from known where known.project is not null)
    select known.project,
        cast((select max(event.seq) from event where event.project = known.project) as bigint)
    from known where known.project is not null";

impl Store {
    /// Number of the last event of every project. Whoever keeps what was counted of a project looks here whether it
    /// still holds.
    pub async fn last_events(&self) -> Result<BTreeMap<String, i64>, Trouble> {
        let rows = sqlx::query(LAST).fetch_all(self.database.pool()).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::on_both;
    use auyl_domain::Catalogue;
    use std::sync::Arc;

    #[test]
    fn every_project_has_its_last_event() {
        let (catalogue, _) = Catalogue::read(Vec::new());
        on_both(&Arc::new(catalogue), async |scene| {
            let store = &scene.store;
            assert!(store.last_events().await.expect("an empty log").is_empty());
            for (project, events) in [("baimurat", 3), ("aral", 1), ("qamystybas", 2)] {
                for _ in 0..events {
                    let mut tx = store.begin(project).await.expect("a transaction");
                    tx.log("looked", ("", ""), "", "aigul", "2024-05-14T09:00:00Z").await.expect("an event");
                    tx.commit().await.expect("kept");
                }
            }
            let last: Vec<(String, i64)> = store.last_events().await.expect("a log").into_iter().collect();
            let wanted = [("aral", 1), ("baimurat", 3), ("qamystybas", 2)];
            assert_eq!(last, wanted.map(|(project, seq)| (project.to_string(), seq)));
        });
    }
}
