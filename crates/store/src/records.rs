//! Records in all their versions. Saving closes the current version and adds the next; nothing is overwritten.

use crate::dialect::Dialect;
use crate::rows::{self, personal_table, quoted, table, version};
use crate::{Store, Trouble, events, select};
use auyl_domain::event::Event;
use auyl_domain::measure::Cond;
use auyl_domain::record::{Record, Review};
use auyl_domain::register::Field;
use auyl_domain::value::{Stored, Value};
use auyl_domain::{RecordId, Register};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};
use std::collections::{BTreeMap, HashMap};

/// What a save did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Saved {
    /// Records that were new.
    pub created: usize,
    /// Records with a new version.
    pub changed: usize,
    /// Records that already said the same.
    pub unchanged: usize,
}

/// A transaction that writes: all of it happens, or nothing.
pub struct Tx {
    store: Store,
    tx: Transaction<'static, Any>,
    project: String,
    seq: i64,
    hash: String,
}

/// Rows to a statement; SQLite takes 32 766 values in one.
const BATCH: usize = 500;
const MOST_VALUES: usize = 30_000;

impl Store {
    /// Begins a writing transaction on a project.
    pub async fn begin(&self, project: &str) -> Result<Tx, Trouble> {
        let mut tx = self.database.begin_write().await?;
        if self.database.dialect == Dialect::Postgres {
            // One writer a project, as on SQLite: event numbers have no gaps.
            let sql = "select cast(pg_advisory_xact_lock(hashtext($1)) as text)";
            sqlx::query(sql).bind(project).execute(&mut *tx).await?;
        }
        let (seq, hash) = events::last(&mut tx, project).await?;
        Ok(Tx { store: self.clone(), tx, project: project.to_string(), seq, hash })
    }

    /// A record as it is, or was after an event.
    pub async fn record(
        &self,
        project: &str,
        register: &str,
        id: &RecordId,
        as_of: Option<i64>,
    ) -> Result<Option<Record>, Trouble> {
        let register = self.register(register)?;
        let sql = format!("{} where m.project = $1 and m.id = $2 and {}", rows::select(register), version("m", as_of));
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id.as_str());
        query.fetch_optional(self.database.pool()).await?.map(|row| rows::record(register, &row)).transpose()
    }

    /// All records of a register, those to review too: by position or day, then by id.
    pub async fn records(&self, project: &str, register: &str, as_of: Option<i64>) -> Result<Vec<Record>, Trouble> {
        let register = self.register(register)?;
        self.matching_sql(project, register, "", &[], as_of).await
    }

    /// Records that are not to review and for which a condition holds; it may look at personal fields.
    pub async fn matching(
        &self,
        project: &str,
        register: &str,
        cond: &Cond,
        as_of: Option<i64>,
    ) -> Result<Vec<Record>, Trouble> {
        let register = self.register(register)?;
        let mut built = select::Built::of(register, as_of);
        let holds = built.cond(cond);
        let sql = format!(
            "{} {} where m.project = $1 and {} and m.review is null and {holds} order by {}",
            rows::select(register),
            built.joins(),
            version("m", as_of),
            order(register)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project);
        for value in built.values() {
            query = bind(query, value);
        }
        let found = query.fetch_all(self.database.pool()).await?;
        found.iter().map(|row| rows::record(register, row)).collect()
    }

    async fn matching_sql(
        &self,
        project: &str,
        register: &Register,
        more: &str,
        ids: &[&str],
        as_of: Option<i64>,
    ) -> Result<Vec<Record>, Trouble> {
        let sql = format!(
            "{} where m.project = $1 and {}{more} order by {}",
            rows::select(register),
            version("m", as_of),
            order(register)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project);
        for id in ids {
            query = query.bind(*id);
        }
        let found = query.fetch_all(self.database.pool()).await?;
        found.iter().map(|row| rows::record(register, row)).collect()
    }

    /// Every version of a record with the event that made it.
    pub async fn history(&self, project: &str, register: &str, id: &RecordId) -> Result<Vec<(Record, Event)>, Trouble> {
        let known = self.register(register)?;
        let sql = format!("{} where m.project = $1 and m.id = $2 order by m.since", rows::select(known));
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id.as_str());
        let found = found.fetch_all(self.database.pool()).await?;
        let events = self.events_of(project, register, id.as_str()).await?;
        let mut versions = Vec::new();
        for row in &found {
            let record = rows::record(known, row)?;
            if let Some(event) = events.iter().find(|event| event.seq == record.since) {
                versions.push((record, event.clone()));
            }
        }
        Ok(versions)
    }

    /// Records that wait to be mended: register, id and why.
    pub async fn to_review(
        &self,
        project: &str,
        as_of: Option<i64>,
    ) -> Result<Vec<(String, RecordId, Vec<Review>)>, Trouble> {
        let mut waiting = Vec::new();
        for register in self.catalogue.registers() {
            let found = self.matching_sql(project, register, " and m.review is not null", &[], as_of).await?;
            waiting.extend(found.into_iter().map(|record| (register.id.clone(), record.id, record.review)));
        }
        Ok(waiting)
    }

    /// Groups of records that agree in all these fields, each of which is filled.
    pub async fn duplicates(
        &self,
        project: &str,
        register: &str,
        fields: &[String],
        as_of: Option<i64>,
    ) -> Result<Vec<Vec<RecordId>>, Trouble> {
        let register = self.register(register)?;
        let column = |name: &String| {
            let found = register.field(name).or_else(|| register.field(&format!("{name}_ru")));
            found.map(|field| format!("{}.{}", if field.personal { "p" } else { "m" }, quoted(&field.id)))
        };
        let columns: Vec<String> = fields.iter().filter_map(column).collect();
        if columns.len() != fields.len() || columns.is_empty() {
            return Ok(Vec::new());
        }
        let (columns_text, filled) =
            (columns.join(", "), columns.iter().map(|c| format!(" and {c} is not null")).collect::<String>());
        let from = format!(
            "{} where m.project = $1 and m.review is null and {}{filled}",
            rows::source(register),
            version("m", as_of)
        );
        let sql = format!("select {columns_text} from {from} group by {columns_text} having count(*) > 1 limit 1000");
        let same = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_all(self.database.pool()).await?;
        let equal: String = columns.iter().enumerate().map(|(at, c)| format!(" and {c} = ${}", at + 2)).collect();
        let sql = format!("select m.id from {from}{equal} order by m.since, m.id");
        let mut groups = Vec::new();
        for row in &same {
            let mut query = sqlx::query(AssertSqlSafe(sql.clone())).bind(project);
            for (at, name) in fields.iter().enumerate() {
                let integer = register.field(name).is_some_and(|field| field.kind.is_integer());
                query = match integer {
                    true => query.bind(row.try_get::<i64, _>(at)?),
                    false => query.bind(row.try_get::<String, _>(at)?),
                };
            }
            let ids = query.fetch_all(self.database.pool()).await?;
            let ids = ids.iter().map(|row| row.try_get::<String, _>(0)).collect::<Result<Vec<_>, _>>()?;
            groups.push(ids.iter().filter_map(|id| RecordId::read(id)).collect());
        }
        Ok(groups)
    }
}

fn order(register: &Register) -> String {
    let own = |name: &str| register.field(name).filter(|field| !field.personal);
    let first = own("position").or_else(|| register.dated.as_deref().and_then(own));
    match first {
        Some(field) => format!("m.{}, m.id", quoted(&field.id)),
        None => "m.id".to_string(),
    }
}

type Bound<'q> = Query<'q, Any, AnyArguments>;

pub(crate) fn bind<'q>(query: Bound<'q>, value: &Stored) -> Bound<'q> {
    match value {
        Stored::Int(number) => query.bind(*number),
        Stored::Text(text) => query.bind(text.clone()),
    }
}

fn bind_field<'q>(query: Bound<'q>, field: &Field, record: &Record) -> Bound<'q> {
    match record.get(&field.id).map(Value::stored) {
        Some(stored) => bind(query, &stored),
        None if field.kind.is_integer() => query.bind(None::<i64>),
        None => query.bind(None::<String>),
    }
}

impl Tx {
    /// Saves records: new ones, new versions of changed ones; what says the same is left alone.
    pub async fn save(&mut self, records: &[Record], actor: &str, at: &str) -> Result<Saved, Trouble> {
        let mut saved = Saved::default();
        let mut by_register: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in records {
            by_register.entry(&record.register).or_default().push(record);
        }
        let store = self.store.clone();
        for (register, records) in by_register {
            let register = store.register(register)?;
            for batch in records.chunks(BATCH) {
                self.save_batch(register, batch, actor, at, &mut saved).await?;
            }
        }
        Ok(saved)
    }

    async fn save_batch(
        &mut self,
        register: &Register,
        batch: &[&Record],
        actor: &str,
        at: &str,
        saved: &mut Saved,
    ) -> Result<(), Trouble> {
        let current = self.current(register, batch).await?;
        // The last word counts where a record stands twice in one batch.
        let last: HashMap<&RecordId, usize> = batch.iter().enumerate().map(|(at, record)| (&record.id, at)).collect();
        let mut events = Vec::new();
        let mut rows = Vec::new();
        for (place, record) in batch.iter().enumerate() {
            let verb = match current.get(&record.id) {
                Some(before) if before.says_the_same(record) => {
                    saved.unchanged += 1;
                    continue;
                }
                _ if last[&record.id] != place => {
                    saved.unchanged += 1;
                    continue;
                }
                Some(_) => "changed",
                None => "created",
            };
            let event = self.next_event(verb, (&register.id, record.id.as_str()), &record.digest(register), actor, at);
            if verb == "changed" {
                self.close(register, record.id.as_str(), event.seq).await?;
                saved.changed += 1;
            } else {
                saved.created += 1;
            }
            rows.push((event.seq, *record));
            events.push(event);
        }
        self.insert(register, &rows, false).await?;
        if register.has_personal() {
            self.insert(register, &rows, true).await?;
        }
        events::write(&mut self.tx, &self.project, &events).await
    }

    async fn current(&mut self, register: &Register, batch: &[&Record]) -> Result<HashMap<RecordId, Record>, Trouble> {
        let holders: Vec<String> = (0..batch.len()).map(|at| format!("${}", at + 2)).collect();
        let sql = format!(
            "{} where m.project = $1 and m.until is null and m.id in ({})",
            rows::select(register),
            holders.join(", ")
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(&self.project);
        for record in batch {
            query = query.bind(record.id.as_str());
        }
        let found = query.fetch_all(&mut *self.tx).await?;
        found.iter().map(|row| rows::record(register, row).map(|record| (record.id.clone(), record))).collect()
    }

    async fn close(&mut self, register: &Register, id: &str, event: i64) -> Result<u64, Trouble> {
        let sql = format!(
            "update {} set until = $1 where project = $2 and id = $3 and until is null",
            quoted(&table(&register.id))
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(event).bind(&self.project).bind(id);
        Ok(query.execute(&mut *self.tx).await?.rows_affected())
    }

    async fn insert(&mut self, register: &Register, rows: &[(i64, &Record)], personal: bool) -> Result<(), Trouble> {
        let fields = rows::fields(register, personal);
        let own: &[&str] = if personal { &["project", "id", "since"] } else { &["project", "id", "since", "review"] };
        let width = own.len() + fields.len();
        let names = own.iter().map(|name| name.to_string()).chain(fields.iter().map(|field| quoted(&field.id)));
        let names = names.collect::<Vec<_>>().join(", ");
        let into = if personal { personal_table(&register.id) } else { table(&register.id) };
        for batch in rows.chunks((MOST_VALUES / width).max(1)) {
            let tuples = (0..batch.len()).map(|row| {
                let holders: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
                format!("({})", holders.join(", "))
            });
            let tuples = tuples.collect::<Vec<_>>().join(", ");
            let sql = format!("insert into {} ({names}) values {tuples}", quoted(&into));
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (since, record) in batch {
                query = query.bind(&self.project).bind(record.id.as_str()).bind(*since);
                if !personal {
                    query = query.bind(review_text(&record.review)?);
                }
                for field in &fields {
                    query = bind_field(query, field, record);
                }
            }
            query.execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// Ends a record: its current version is closed and none follows.
    pub async fn remove(&mut self, register: &str, id: &RecordId, actor: &str, at: &str) -> Result<bool, Trouble> {
        let store = self.store.clone();
        let register = store.register(register)?;
        let event = self.next_event("removed", (&register.id, id.as_str()), "", actor, at);
        let was_there = self.close(register, id.as_str(), event.seq).await? > 0;
        events::write(&mut self.tx, &self.project, &[event]).await?;
        Ok(was_there)
    }

    /// Forgets a person: empties the personal fields of all versions, and what was typed into records to review.
    pub async fn erase(&mut self, register: &str, id: &RecordId, actor: &str, at: &str) -> Result<bool, Trouble> {
        let store = self.store.clone();
        let register = store.register(register)?;
        if register.has_personal() {
            let sql = format!("delete from {} where project = $1 and id = $2", quoted(&personal_table(&register.id)));
            sqlx::query(AssertSqlSafe(sql)).bind(&self.project).bind(id.as_str()).execute(&mut *self.tx).await?;
        }
        let main = quoted(&table(&register.id));
        let sql = format!("select since, review from {main} where project = $1 and id = $2");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&self.project).bind(id.as_str());
        let versions = query.fetch_all(&mut *self.tx).await?;
        for row in &versions {
            let (since, review): (i64, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
            let Some(review) = review else { continue };
            let mut review: Vec<Review> = serde_json::from_str(&review).map_err(Trouble::machine)?;
            review.iter_mut().for_each(|review| review.typed.clear());
            let sql = format!("update {main} set review = $1 where project = $2 and id = $3 and since = $4");
            let query = sqlx::query(AssertSqlSafe(sql)).bind(review_text(&review)?).bind(&self.project);
            query.bind(id.as_str()).bind(since).execute(&mut *self.tx).await?;
        }
        self.log("erased", (&register.id, id.as_str()), "", actor, at).await?;
        Ok(!versions.is_empty())
    }

    /// Writes an event that is not about a record's version.
    pub async fn log(
        &mut self,
        verb: &str,
        about: (&str, &str),
        detail: &str,
        actor: &str,
        at: &str,
    ) -> Result<i64, Trouble> {
        let event = self.next_event(verb, about, detail, actor, at);
        events::write(&mut self.tx, &self.project, std::slice::from_ref(&event)).await?;
        Ok(event.seq)
    }

    /// Makes it all happen.
    pub async fn commit(self) -> Result<(), Trouble> {
        Ok(self.tx.commit().await?)
    }

    pub(crate) fn connection(&mut self) -> &mut Transaction<'static, Any> {
        &mut self.tx
    }

    pub(crate) fn project(&self) -> String {
        self.project.clone()
    }

    fn next_event(&mut self, verb: &str, about: (&str, &str), detail: &str, actor: &str, at: &str) -> Event {
        let event = Event::after(&self.hash, self.seq + 1, at, actor, verb, about, detail);
        self.seq = event.seq;
        self.hash.clone_from(&event.hash);
        event
    }
}

fn review_text(review: &[Review]) -> Result<Option<String>, Trouble> {
    if review.is_empty() {
        return Ok(None);
    }
    serde_json::to_string(review).map(Some).map_err(Trouble::machine)
}
