//! What happened in several projects at once, newest first: lines of their logs by kind and moment.

use crate::events::{COLUMNS, event};
use crate::{Store, Trouble};
use auyl_domain::event::Event;
use sqlx::{AssertSqlSafe, Row};

/// Which lines.
#[derive(Clone, Copy, Debug)]
pub struct Logged<'a> {
    /// Ids of the projects.
    pub projects: &'a [String],
    /// Verbs; none for all.
    pub verbs: Option<&'a [String]>,
    /// The first moment; empty for all.
    pub since: &'a str,
    /// The last moment; empty for all.
    pub until: &'a str,
    /// Without so many.
    pub skip: i64,
    /// At most so many.
    pub most: i64,
}

impl Store {
    /// Lines of logs, newest first, each with its project.
    pub async fn logged(&self, wanted: &Logged<'_>) -> Result<Vec<(String, Event)>, Trouble> {
        let mut values: Vec<&str> = Vec::new();
        let mut cond: Vec<String> = Vec::new();
        for (column, words) in [("project", Some(wanted.projects)), ("verb", wanted.verbs)] {
            let Some(words) = words else { continue };
            let holders: Vec<String> = (1..=words.len()).map(|at| format!("${}", values.len() + at)).collect();
            // An empty list of values is no SQL.
            cond.push(if words.is_empty() { "1 = 0".into() } else { format!("{column} in ({})", holders.join(", ")) });
            values.extend(words.iter().map(String::as_str));
        }
        for (moment, sign) in [(wanted.since, ">="), (wanted.until, "<=")] {
            if !moment.is_empty() {
                values.push(moment);
                cond.push(format!("at {sign} ${}", values.len()));
            }
        }
        let sql = format!(
            "select {COLUMNS}, project from event where {} order by at desc, project, seq desc limit {} offset {}",
            cond.join(" and "),
            wanted.most.max(0),
            wanted.skip.max(0)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value);
        }
        let found = query.fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok((row.try_get(8)?, event(row)?))).collect()
    }
}
