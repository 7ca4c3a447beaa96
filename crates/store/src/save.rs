//! Saving closes the current version of a record and adds the next; nothing is overwritten, and each version is
//! vouched for by an event in the same transaction.

use crate::dialect::Writing;
use crate::records::bind;
use crate::rows::{self, personal_table, quoted, table};
use crate::{Store, Trouble, events, search};
use auyl_domain::event::Event;
use auyl_domain::record::{Record, Review};
use auyl_domain::register::Field;
use auyl_domain::value::Value;
use auyl_domain::{RecordId, Register};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row};
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
    tx: Writing,
    project: String,
    seq: i64,
    hash: String,
}

/// Records that are looked up together.
const BATCH: usize = 500;
/// Values to a statement. SQLite looks for the place of `$n` among all of them: the work grows with the square.
pub(crate) const MOST_VALUES: usize = 400;

impl Store {
    /// Begins a writing transaction on a project.
    pub async fn begin(&self, project: &str) -> Result<Tx, Trouble> {
        let mut tx = self.database.begin_write().await?;
        // One writer a project: event numbers have no gaps.
        self.database.lock(&mut tx, project).await?;
        let (seq, hash) = events::last(&mut tx, project).await?;
        Ok(Tx { store: self.clone(), tx, project: project.to_string(), seq, hash })
    }
}

fn bind_field<'q>(query: Query<'q, Any, AnyArguments>, field: &Field, record: &Record) -> Query<'q, Any, AnyArguments> {
    match record.get(&field.id).map(Value::stored) {
        Some(stored) => bind(query, &stored),
        None if field.kind.is_integer() => query.bind(None::<i64>),
        None => query.bind(None::<String>),
    }
}

impl Tx {
    /// Saves records: new ones, new versions of changed ones; what says the same is left alone.
    pub async fn save(&mut self, records: &[Record], actor: &str, at: &str) -> Result<Saved, Trouble> {
        let place = self.store.database.place.clone();
        self.save_all(records, actor, at).await.map_err(|trouble| trouble.at(&place))
    }

    async fn save_all(&mut self, records: &[Record], actor: &str, at: &str) -> Result<Saved, Trouble> {
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
        let mut changed = Vec::new();
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
                changed.push(&record.id);
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
        let written: Vec<&Record> = rows.iter().map(|(_, record)| *record).collect();
        search::write(&mut self.tx, &self.project, register, &written, &changed).await?;
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
        let was_there = self.close(register, id.as_str(), self.seq + 1).await? > 0;
        if was_there {
            search::forget(&mut self.tx, &self.project, register, id, false).await?;
            self.log("removed", (&register.id, id.as_str()), "", actor, at).await?;
        }
        Ok(was_there)
    }

    /// Forgets a person: empties the personal fields of all versions, and what was typed into records to review.
    pub async fn erase(&mut self, register: &str, id: &RecordId, actor: &str, at: &str) -> Result<bool, Trouble> {
        let store = self.store.clone();
        let register = store.register(register)?;
        if register.has_personal() {
            let sql = format!("delete from {} where project = $1 and id = $2", quoted(&personal_table(&register.id)));
            sqlx::query(AssertSqlSafe(sql)).bind(&self.project).bind(id.as_str()).execute(&mut *self.tx).await?;
            search::forget(&mut self.tx, &self.project, register, id, true).await?;
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
        self.forget_addressee(&register.id, id.as_str(), at).await?;
        if !versions.is_empty() {
            self.log("erased", (&register.id, id.as_str()), "", actor, at).await?;
        }
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
        self.tx.commit().await.map_err(|error| Trouble::from(error).at(&self.store.database.place))
    }

    pub(crate) fn connection(&mut self) -> &mut Writing {
        &mut self.tx
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
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
