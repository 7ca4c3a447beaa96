//! The log: written in the transaction of what it tells, and held against the records it vouches for.

use crate::rows;
use crate::{Store, Trouble};
use auyl_domain::event::{BEGINNING, Event};
use auyl_domain::finding::{Finding, Spot};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};
use std::collections::HashMap;

/// Verbs whose detail is the digest of a record's version.
const VOUCHING: [&str; 2] = ["created", "changed"];
const COLUMNS: &str = "seq, at, actor, verb, register, record, detail, hash";
const BATCH: usize = 1_000;

fn event(row: &AnyRow) -> Result<Event, sqlx::Error> {
    Ok(Event {
        seq: row.try_get(0)?,
        at: row.try_get(1)?,
        actor: row.try_get(2)?,
        verb: row.try_get(3)?,
        register: row.try_get(4)?,
        record: row.try_get(5)?,
        detail: row.try_get(6)?,
        hash: row.try_get(7)?,
    })
}

/// Number and hash of the last event.
pub(crate) async fn last(tx: &mut Transaction<'static, Any>, project: &str) -> Result<(i64, String), Trouble> {
    let sql = "select seq, hash from event where project = $1 order by seq desc limit 1";
    match sqlx::query(sql).bind(project).fetch_optional(&mut **tx).await? {
        Some(row) => Ok((row.try_get(0)?, row.try_get(1)?)),
        None => Ok((0, BEGINNING.to_string())),
    }
}

/// Writes events, many to a statement.
pub(crate) async fn write(tx: &mut Transaction<'static, Any>, project: &str, events: &[Event]) -> Result<(), Trouble> {
    for batch in events.chunks(BATCH) {
        let rows = (0..batch.len()).map(|row| {
            let holders: Vec<String> = (1..=9).map(|column| format!("${}", row * 9 + column)).collect();
            format!("({})", holders.join(", "))
        });
        let sql = format!("insert into event (project, {COLUMNS}) values {}", rows.collect::<Vec<_>>().join(", "));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for event in batch {
            query = query.bind(project).bind(event.seq).bind(&event.at).bind(&event.actor).bind(&event.verb);
            query = query.bind(&event.register).bind(&event.record).bind(&event.detail).bind(&event.hash);
        }
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

impl Store {
    /// Events of a project from a number on, at most so many.
    pub async fn events(&self, project: &str, from: i64, most: i64) -> Result<Vec<Event>, Trouble> {
        let sql = format!("select {COLUMNS} from event where project = $1 and seq >= $2 order by seq limit $3");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(from).bind(most);
        let rows = rows.fetch_all(self.database.pool()).await?;
        Ok(rows.iter().map(event).collect::<Result<_, _>>()?)
    }

    pub(crate) async fn events_of(&self, project: &str, register: &str, id: &str) -> Result<Vec<Event>, Trouble> {
        let sql =
            format!("select {COLUMNS} from event where project = $1 and register = $2 and record = $3 order by seq");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(register).bind(id);
        let rows = rows.fetch_all(self.database.pool()).await?;
        Ok(rows.iter().map(event).collect::<Result<_, _>>()?)
    }

    /// Recomputes every hash of the log, and the digest of every version it vouches for.
    pub async fn check_chain(&self, project: &str) -> Result<Vec<Finding>, Trouble> {
        let mut findings = Vec::new();
        let mut vouched: HashMap<(String, String, i64), String> = HashMap::new();
        let (mut next, mut previous) = (1, BEGINNING.to_string());
        loop {
            let events = self.events(project, next, BATCH as i64).await?;
            if events.is_empty() {
                break;
            }
            for event in events {
                if event.seq != next || event.hash != event.hash_after(&previous) {
                    findings.push(Finding::severe("log-altered").with("seq", event.seq));
                }
                next = event.seq + 1;
                previous = event.hash;
                if VOUCHING.contains(&event.verb.as_str()) {
                    vouched.insert((event.register, event.record, event.seq), event.detail);
                }
            }
        }
        for register in self.catalogue.registers() {
            let sql = format!("{} where m.project = $1", rows::select(register));
            let found = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_all(self.database.pool()).await?;
            for row in &found {
                let record = rows::record(register, row)?;
                let key = (register.id.clone(), record.id.to_string(), record.since);
                if vouched.remove(&key) != Some(record.digest(register)) {
                    let spot = Spot::record(&register.id, record.id.as_str());
                    findings.push(Finding::severe("record-altered").with("seq", record.since).at(spot));
                }
            }
            vouched.retain(|(of, id, since), _| {
                let lost = *of == register.id;
                if lost {
                    let spot = Spot::record(of, id);
                    findings.push(Finding::severe("record-lost").with("seq", since).at(spot));
                }
                !lost
            });
        }
        Ok(findings)
    }
}
