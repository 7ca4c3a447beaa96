//! A register → its table. Tables are made and widened when the store is opened; nothing is ever dropped.

use crate::Trouble;
use crate::dialect::{Database, Dialect};
use crate::list::newest_day;
use crate::rows::{personal_table, quoted, table};
use auyl_domain::id::sha256;
use auyl_domain::register::Field;
use auyl_domain::{Catalogue, Kind, Refusal, Register};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// The layout this program writes. A folder of a higher number belongs to a newer program; one of a lower number gets
/// the tables it lacks. 1: records, events, reports; 2: accounts; 3: words to search, what was counted and is kept;
/// 4: submissions of phones; 5: what reviewers look for in them; 6: surveys of projects;
/// 7: ballots; 8: phones with chosen forms, lists of reviewers by decision and sender;
/// 9: links without an account; 10: messages.
pub(crate) const LAYOUT: i64 = 10;

/// The house's own tables; `{text}` is the dialect's type of text.
const FIXED: [&str; 5] = [
    "create table if not exists layout (number bigint not null)",
    "create table if not exists migration (
        number bigint not null primary key, verb {text} not null, table_name {text} not null, detail {text} not null)",
    "create table if not exists event (
        project {text} not null, seq bigint not null, at {text} not null, actor {text} not null, verb {text} not null,
        register {text} not null, record {text} not null, detail {text} not null, hash {text} not null,
        primary key (project, seq))",
    "create index if not exists event_of_record on event (project, register, record)",
    "create table if not exists report (
        project {text} not null, id {text} not null, form {text} not null, at {text} not null, content {text} not null,
        primary key (project, id))",
];

/// Columns that every register table has.
pub(crate) const OWN: [&str; 5] = ["project", "id", "since", "until", "review"];

/// Brings the tables up to the registers.
pub(crate) async fn migrate(database: &Database, catalogue: &Catalogue) -> Result<(), Trouble> {
    // Most openings change nothing and need no writing transaction.
    let mut connection = database.pool().acquire().await?;
    let registers = catalogue.registers();
    if is_made(database, &mut connection).await? && changes(database, &mut connection, registers).await?.is_empty() {
        return Ok(());
    }
    drop(connection);
    let mut tx = database.begin_write().await?;
    // Two programs that start at once must not make the same table twice: what is missing is asked again inside.
    database.lock(&mut tx, "tables").await?;
    let was_made = is_made(database, &mut tx).await?;
    if !was_made {
        let tables = [
            crate::accounts::TABLES,
            crate::search::TABLES,
            crate::kept::TABLES,
            crate::submissions::TABLES,
            crate::submissions::PHONE_TABLES,
            crate::submissions::CHOSEN_TABLES,
            crate::submissions::FORM_TABLES,
            crate::submissions::LIST_TABLES,
            crate::surveys::TABLES,
            crate::ballots::TABLES,
            crate::links::TABLES,
            crate::outbox::TABLES,
            crate::outbox::WISHES,
        ];
        for sql in FIXED.iter().chain(tables.into_iter().flatten()) {
            let sql = sql.replace("{text}", database.dialect.text()).replace("{keyed}", database.dialect.keyed());
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        }
        sqlx::query("delete from layout").execute(&mut *tx).await?;
        sqlx::query("insert into layout (number) values ($1)").bind(LAYOUT).execute(&mut *tx).await?;
    }
    apply(database, &mut tx, registers).await?;
    if !was_made {
        crate::search::fill(&mut tx, catalogue).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The same for registers that came while the program runs.
pub(crate) async fn make(database: &Database, registers: &[Register]) -> Result<(), Trouble> {
    let mut tx = database.begin_write().await?;
    database.lock(&mut tx, "tables").await?;
    apply(database, &mut tx, registers).await?;
    tx.commit().await?;
    Ok(())
}

async fn apply(database: &Database, tx: &mut AnyConnection, registers: &[Register]) -> Result<(), Trouble> {
    let known =
        sqlx::query("select cast(coalesce(max(number), 0) as bigint) from migration").fetch_one(&mut *tx).await?;
    let mut number: i64 = known.try_get(0)?;
    for change in changes(database, tx, registers).await? {
        sqlx::query(AssertSqlSafe(change.sql)).execute(&mut *tx).await?;
        number += 1;
        let sql = "insert into migration (number, verb, table_name, detail) values ($1, $2, $3, $4)";
        let line = sqlx::query(sql).bind(number).bind("migrated").bind(change.table).bind(change.detail);
        line.execute(&mut *tx).await?;
    }
    Ok(())
}

/// Whether all of the house's own tables are there. Those of a newer program are refused.
async fn is_made(database: &Database, on: &mut AnyConnection) -> Result<bool, Trouble> {
    if database.columns(on, "layout").await?.is_empty() {
        return Ok(false);
    }
    let row = sqlx::query("select number from layout").fetch_optional(on).await?;
    let number: i64 = row.map_or(Ok(0), |row| row.try_get(0))?;
    if number > LAYOUT {
        return Err(Refusal::of("folder-is-newer").with("number", number).with("known", LAYOUT).into());
    }
    Ok(number == LAYOUT)
}

struct Change {
    table: String,
    detail: String,
    sql: String,
}

async fn changes(database: &Database, on: &mut AnyConnection, registers: &[Register]) -> Result<Vec<Change>, Trouble> {
    let mut changes = Vec::new();
    let indexes = database.indexes(on).await?;
    for register in registers {
        let (personal, open): (Vec<&Field>, Vec<&Field>) = register.fields.iter().partition(|field| field.personal);
        let main = table(&register.id);
        let known = database.columns(on, &main).await?;
        if known.is_empty() {
            changes.extend(new_table(database.dialect, &main, &open, register));
        } else {
            changes.extend(new_columns(database.dialect, &main, &open, &known));
        }
        if !personal.is_empty() {
            let main = personal_table(&register.id);
            let known = database.columns(on, &main).await?;
            if known.is_empty() {
                changes.push(create(database.dialect, &main, "", &personal));
            } else {
                changes.extend(new_columns(database.dialect, &main, &personal, &known));
            }
        }
        changes.extend(list_indexes(register).into_iter().filter(|change| !indexes.contains(&change.detail)));
    }
    Ok(changes)
}

fn column(dialect: Dialect, field: &Field) -> String {
    format!("{} {}", quoted(&field.id), if field.kind.is_integer() { "bigint" } else { dialect.text() })
}

fn create(dialect: Dialect, name: &str, own: &str, fields: &[&Field]) -> Change {
    let (text, columns) = (dialect.text(), fields.iter().map(|field| format!("{}, ", column(dialect, field))));
    let sql = format!(
        "create table {} (project {text} not null, id {text} not null, since bigint not null, {own}{}\
         primary key (project, id, since))",
        quoted(name),
        columns.collect::<String>()
    );
    Change { table: name.into(), detail: "table".into(), sql }
}

fn new_table(dialect: Dialect, name: &str, fields: &[&Field], register: &Register) -> Vec<Change> {
    let own = format!("until bigint, review {}, ", dialect.text());
    let sql = format!(
        "create unique index {} on {} (project, id) where until is null",
        quoted(&format!("{name}_current")),
        quoted(name)
    );
    let index = Change { table: name.into(), detail: format!("current {}", register.id), sql };
    vec![create(dialect, name, &own, fields), index]
}

/// What lists need to be quick with a million records: the newest first, those that link to one record, those of one
/// choice, the one of a number that stands only once, and those that wait to be mended. The detail is the name of the index.
fn list_indexes(register: &Register) -> Vec<Change> {
    let main = table(&register.id);
    let day = newest_day(register, "").map(|day| format!("({day}) desc, ")).unwrap_or_default();
    let dated = register.dated.as_deref().filter(|_| !day.is_empty()).unwrap_or_default();
    let index = |name: String, columns: String, holds: &str| {
        let name = short(name);
        let (name_text, on) = (quoted(&name), quoted(&main));
        let sql = format!("create index {name_text} on {on} (project, {columns}id) where until is null{holds}");
        Change { table: main.clone(), detail: name, sql }
    };
    let mut indexes = vec![index(format!("{main}_review"), String::new(), " and review is not null")];
    if !day.is_empty() {
        indexes.push(index(format!("{main}_newest_{dated}"), day.clone(), ""));
    }
    // Whether somebody may see a file, too, is asked by who names it.
    let is_number = |field: &Field| register.unique.iter().any(|unique| unique.as_slice() == [field.id.as_str()]);
    let is_asked = |field: &&Field| {
        field.kind.target().is_some() || matches!(field.kind, Kind::Choice { .. } | Kind::File) || is_number(field)
    };
    let links = register.fields.iter().filter(is_asked).filter(|field| !field.many && !field.personal);
    indexes
        .extend(links.map(|field| {
            index(format!("{main}_by_{}_{dated}", field.id), format!("{}, {day}", quoted(&field.id)), "")
        }));
    indexes
}

/// A name that PostgreSQL does not cut off.
fn short(name: String) -> String {
    if name.len() <= 60 {
        return name;
    }
    format!("{}_{}", &name[..43], &sha256(name.as_bytes())[..16])
}

fn new_columns(dialect: Dialect, name: &str, fields: &[&Field], known: &[(String, bool)]) -> Vec<Change> {
    let is_known = |column: &str| known.iter().any(|(known, _)| known == column);
    let missing = fields.iter().filter(|field| !is_known(&field.id));
    let change = |field: &&&Field| {
        let (sql, detail) = match field.was.as_deref().filter(|was| is_known(was)) {
            Some(was) => {
                (format!("rename column {} to {}", quoted(was), quoted(&field.id)), format!("{was} -> {}", field.id))
            }
            None => (format!("add column {}", column(dialect, field)), field.id.clone()),
        };
        Change { table: name.into(), detail, sql: format!("alter table {} {sql}", quoted(name)) }
    };
    missing.map(|field| change(&field)).collect()
}
