//! The log: written in the transaction of what it tells, and held against the records it vouches for.

use crate::dialect::Writing;
use crate::rows;
use crate::save::MOST_VALUES;
use crate::tables::OWN;
use crate::{Store, Trouble};
use auyl_domain::event::{BEGINNING, Event};
use auyl_domain::finding::{Finding, Spot};
use auyl_domain::{Field, Kind, Register};
use futures_util::TryStreamExt;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;

/// Verbs whose detail is the digest of a record's version.
const VOUCHING: [&str; 2] = ["created", "changed"];
pub(crate) const COLUMNS: &str = "seq, at, actor, verb, register, record, detail, hash";
const BATCH: usize = 1_000;

/// Events of one moment, actor, verb and register that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The newest of them.
    pub newest: Event,
    /// Number of the oldest.
    pub first: i64,
    /// How many they are.
    pub length: i64,
}

/// An event of a row of [`COLUMNS`].
pub(crate) fn event(row: &AnyRow) -> Result<Event, sqlx::Error> {
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
pub(crate) async fn last(tx: &mut Writing, project: &str) -> Result<(i64, String), Trouble> {
    let sql = "select seq, hash from event where project = $1 order by seq desc limit 1";
    match sqlx::query(sql).bind(project).fetch_optional(&mut **tx).await? {
        Some(row) => Ok((row.try_get(0)?, row.try_get(1)?)),
        None => Ok((0, BEGINNING.to_string())),
    }
}

/// Writes events, many to a statement.
pub(crate) async fn write(tx: &mut Writing, project: &str, events: &[Event]) -> Result<(), Trouble> {
    for batch in events.chunks(MOST_VALUES / 9) {
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

    /// The first and the last event of a stretch of time, both ends included; a stretch without events is an empty one.
    pub async fn events_between(
        &self,
        project: &str,
        (from, until): (Option<&str>, Option<&str>),
    ) -> Result<(i64, i64), Trouble> {
        let sql = "select cast(coalesce(min(seq), 1) as bigint), cast(coalesce(max(seq), 0) as bigint) from event
                   where project = $1 and at >= $2 and at <= $3";
        // Moments are written in one way, so that they can be compared as texts; every one is less than a tilde.
        let query = sqlx::query(sql).bind(project).bind(from.unwrap_or_default()).bind(until.unwrap_or("~"));
        let row = query.fetch_one(self.database.pool()).await?;
        Ok((row.try_get(0)?, row.try_get(1)?))
    }

    /// When events happened, by their numbers.
    pub async fn moments(&self, project: &str, events: &[i64]) -> Result<BTreeMap<i64, String>, Trouble> {
        let mut moments = BTreeMap::new();
        for batch in events.chunks(BATCH.min(400)) {
            let numbers: Vec<String> = batch.iter().map(i64::to_string).collect();
            let sql = format!("select seq, at from event where project = $1 and seq in ({})", numbers.join(", "));
            let rows = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_all(self.database.pool()).await?;
            for row in &rows {
                moments.insert(row.try_get(0)?, row.try_get(1)?);
            }
        }
        Ok(moments)
    }

    /// The events of a stretch, both ends included, newest first, those of one kind that follow one another told once.
    /// An import of a hundred thousand rows is one run, and the database tells it without handing over its rows.
    pub async fn runs(&self, project: &str, from: i64, to: i64) -> Result<Vec<Run>, Trouble> {
        let kind = "at, actor, verb, register";
        let sql = format!(
            "select {COLUMNS}, first, length from (\
             select e.*, min(seq) over same as first, max(seq) over same as newest, count(*) over same as length from (\
             select {COLUMNS}, seq - row_number() over (partition by {kind} order by seq) as island from event \
             where project = $1 and seq between $2 and $3) e window same as (partition by {kind}, island)) r \
             where seq = newest order by seq desc"
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(from).bind(to);
        let rows = rows.fetch_all(self.database.pool()).await?;
        let run = |row: &AnyRow| Ok(Run { newest: event(row)?, first: row.try_get(8)?, length: row.try_get(9)? });
        Ok(rows.iter().map(run).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Everything that happened to one record, in order.
    pub async fn events_of(&self, project: &str, register: &str, id: &str) -> Result<Vec<Event>, Trouble> {
        let sql =
            format!("select {COLUMNS} from event where project = $1 and register = $2 and record = $3 order by seq");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(register).bind(id);
        let rows = rows.fetch_all(self.database.pool()).await?;
        Ok(rows.iter().map(event).collect::<Result<_, _>>()?)
    }

    /// Recomputes every hash of the log, and holds every version of every record against the events that tell of it.
    pub async fn check_chain(&self, project: &str) -> Result<Vec<Finding>, Trouble> {
        let mut findings = Vec::new();
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
            }
        }
        for register in self.catalogue.registers() {
            self.check_versions(project, register, &mut findings).await?;
        }
        Ok(findings)
    }

    async fn check_versions(
        &self,
        project: &str,
        register: &Register,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Trouble> {
        let mut told = self.told(project, &register.id).await?;
        let whole = self.with_former_fields(register).await?;
        let sql = format!("{} where m.project = $1 order by m.id, m.since", rows::select(&whole));
        let mut versions = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch(self.database.pool());
        while let Some(row) = versions.try_next().await? {
            let record = rows::record(&whole, &row)?;
            let spot = || Spot::record(&register.id, record.id.as_str());
            let timeline = told.get_mut(record.id.as_str());
            let found = timeline.and_then(|timeline| {
                let at = timeline.iter().position(|told| told.seq == record.since && !told.is_found && !told.is_end)?;
                timeline[at].is_found = true;
                Some((timeline[at].digest.clone(), timeline.get(at + 1).map(|next| next.seq)))
            });
            let is_as_told = found.is_some_and(|(digest, until)| {
                rows::until(&row).is_ok_and(|was| was == until)
                    && (digest == record.digest(&whole) || digest == record.digest_before_renaming(&whole))
            });
            if !is_as_told {
                findings.push(Finding::severe("record-altered").with("seq", record.since).at(spot()));
            }
        }
        for (id, timeline) in told {
            for lost in timeline.iter().filter(|told| !told.is_found && !told.is_end) {
                let spot = Spot::record(&register.id, &id);
                findings.push(Finding::severe("record-lost").with("seq", lost.seq).at(spot));
            }
        }
        Ok(())
    }

    /// What the log tells of the records of a register, by their ids, in order.
    async fn told(&self, project: &str, register: &str) -> Result<BTreeMap<String, Vec<Told>>, Trouble> {
        let sql =
            "select record, seq, verb, detail from event where project = $1 and register = $2 order by record, seq";
        let mut rows = sqlx::query(sql).bind(project).bind(register).fetch(self.database.pool());
        let mut told: BTreeMap<String, Vec<Told>> = BTreeMap::new();
        while let Some(row) = rows.try_next().await? {
            let verb: String = row.try_get(2)?;
            if VOUCHING.contains(&verb.as_str()) || verb == "removed" {
                let is_end = verb == "removed";
                let line = Told { seq: row.try_get(1)?, digest: row.try_get(3)?, is_end, is_found: false };
                told.entry(row.try_get(0)?).or_default().push(line);
            }
        }
        Ok(told)
    }

    /// The register with the fields that it once had and whose columns are still there: digests cover them.
    async fn with_former_fields(&self, register: &Register) -> Result<Register, Trouble> {
        let mut connection = self.database.pool().acquire().await?;
        let mut whole = register.clone();
        for (column, is_integer) in self.database.columns(&mut connection, &rows::table(&register.id)).await? {
            if OWN.contains(&column.as_str()) || register.field(&column).is_some() {
                continue;
            }
            let kind = if is_integer { Kind::Count } else { Kind::Text };
            whole.fields.push(Field::plain(&column, kind));
        }
        Ok(whole)
    }
}

/// One event of a record's life.
struct Told {
    seq: i64,
    digest: String,
    is_end: bool,
    is_found: bool,
}
