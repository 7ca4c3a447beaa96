//! Records as they are, or were after an event: one, all of a register, those for which a condition holds.

use crate::rows::{self, quoted, version};
use crate::{Store, Trouble, select};
use auyl_domain::event::Event;
use auyl_domain::measure::Cond;
use auyl_domain::record::{Record, Review};
use auyl_domain::value::Stored;
use auyl_domain::{RecordId, Register};
use futures_util::TryStreamExt;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row};

impl Store {
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

    /// Hands over the records of a register one by one, by id, so that even a million of them need no memory.
    pub async fn each(
        &self,
        project: &str,
        register: &str,
        as_of: Option<i64>,
        mut take: impl FnMut(Record) + Send,
    ) -> Result<(), Trouble> {
        let register = self.register(register)?;
        let sql = format!("{} where m.project = $1 and {} order by m.id", rows::select(register), version("m", as_of));
        let mut found = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch(self.database.pool());
        while let Some(row) = found.try_next().await? {
            take(rows::record(register, &row)?);
        }
        Ok(())
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
        let sql = format!(
            "select {columns_text} from {from} group by {columns_text} having count(*) > 1 order by {columns_text} limit 1000"
        );
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
        // Records without one stand last; left to itself each of the two databases puts them at another end.
        Some(field) => format!("m.{0} is null, m.{0}, m.id", quoted(&field.id)),
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
