//! A register → its table. Tables are made and widened when the store is opened; nothing is ever dropped.

use crate::Trouble;
use crate::dialect::{Database, Dialect};
use crate::rows::{personal_table, quoted, table};
use auyl_domain::register::Field;
use auyl_domain::{Catalogue, Refusal, Register};
use sqlx::{AssertSqlSafe, Row};

/// The layout this program writes. A folder of a higher number belongs to a newer program.
const LAYOUT: i64 = 1;

const FIXED: [&str; 6] = [
    "create table if not exists layout (number bigint not null)",
    "create table if not exists migration (table_name text not null, column_name text not null)",
    "create table if not exists event (
        project text not null, seq bigint not null, at text not null, actor text not null, verb text not null,
        register text not null, record text not null, detail text not null, hash text not null,
        primary key (project, seq))",
    "create table if not exists report (
        project text not null, id text not null, form text not null, at text not null, content text not null,
        primary key (project, id))",
    "create index if not exists event_of_record on event (project, register, record)",
    "create table if not exists kept_reading (
        project text not null, definition text not null, event bigint not null, reading text not null,
        primary key (project, definition, event))",
];

/// Brings the tables up to the registers.
pub(crate) async fn migrate(database: &Database, catalogue: &Catalogue) -> Result<(), Trouble> {
    let known = database.columns("layout").await?;
    if !known.is_empty() {
        let rows = sqlx::query("select number from layout").fetch_all(database.pool()).await?;
        let number: i64 = rows.first().map_or(Ok(LAYOUT), |row| row.try_get(0))?;
        if number > LAYOUT {
            return Err(Refusal::of("folder-is-newer").with("number", number).with("known", LAYOUT).into());
        }
    }
    let mut changes = Vec::new();
    for register in catalogue.registers() {
        changes.extend(changes_of(database, register).await?);
    }
    if !known.is_empty() && changes.is_empty() {
        return Ok(());
    }
    let mut tx = database.begin_write().await?;
    if database.dialect == Dialect::Postgres {
        // Two programs that start at once must not make the same table twice.
        sqlx::query("select cast(pg_advisory_xact_lock(4159) as text)").execute(&mut *tx).await?;
    }
    for sql in FIXED {
        sqlx::query(sql).execute(&mut *tx).await?;
    }
    if known.is_empty() {
        let sql = "insert into layout (number) select cast($1 as bigint) where not exists (select 1 from layout)";
        sqlx::query(sql).bind(LAYOUT).execute(&mut *tx).await?;
    }
    for change in changes {
        sqlx::query(AssertSqlSafe(change.sql)).execute(&mut *tx).await?;
        let sql = "insert into migration (table_name, column_name) values ($1, $2)";
        sqlx::query(sql).bind(change.table).bind(change.column).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

struct Change {
    table: String,
    column: String,
    sql: String,
}

async fn changes_of(database: &Database, register: &Register) -> Result<Vec<Change>, Trouble> {
    let mut changes = Vec::new();
    let (personal, open): (Vec<&Field>, Vec<&Field>) = register.fields.iter().partition(|field| field.personal);
    let main = table(&register.id);
    let own = "until bigint, review text, ";
    changes.extend(table_changes(database, &main, own, &open).await?);
    if !personal.is_empty() {
        changes.extend(table_changes(database, &personal_table(&register.id), "", &personal).await?);
    }
    Ok(changes)
}

async fn table_changes(database: &Database, name: &str, own: &str, fields: &[&Field]) -> Result<Vec<Change>, Trouble> {
    let known = database.columns(name).await?;
    let change = |column: &str, sql: String| Change { table: name.into(), column: column.into(), sql };
    let column = |field: &Field| format!("{} {}", quoted(&field.id), sql_type(field));
    if known.is_empty() {
        let columns: String = fields.iter().map(|field| format!("{}, ", column(field))).collect();
        let make = format!(
            "create table if not exists {} (project text not null, id text not null, since bigint not null, {own}{columns}\
             primary key (project, id, since))",
            quoted(name)
        );
        let mut changes = vec![change("", make)];
        if !own.is_empty() {
            let index = quoted(&format!("{name}_current"));
            let make = format!(
                "create unique index if not exists {index} on {} (project, id) where until is null",
                quoted(name)
            );
            changes.push(change("", make));
        }
        return Ok(changes);
    }
    let mut changes = Vec::new();
    for field in fields.iter().filter(|field| !known.contains(&field.id)) {
        let sql = match field.was.as_ref().filter(|was| known.contains(was)) {
            Some(was) => {
                format!("alter table {} rename column {} to {}", quoted(name), quoted(was), quoted(&field.id))
            }
            None => format!("alter table {} add column {}", quoted(name), column(field)),
        };
        changes.push(change(&field.id, sql));
    }
    Ok(changes)
}

fn sql_type(field: &Field) -> &'static str {
    if field.kind.is_integer() { "bigint" } else { "text" }
}
