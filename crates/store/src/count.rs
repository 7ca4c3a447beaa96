//! A reading counted by the database: one statement a tally.

use crate::dialect::Database;
use crate::frames::Known;
use crate::records::bind;
use crate::rows::{quoted, table, unmerged, version};
use crate::select::{self, Statement, Wanted};
use crate::{Store, Trouble};
use auyl_domain::measure::{Column, Function, Tallied, Tally};
use auyl_domain::reading::LeftOut;
use auyl_domain::{Measure, Quantity, Reading};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeSet;

/// Distinct people of so many rows are told apart faster by the scan, which needs no second pass for the total.
const MANY_ROWS: i64 = 20_000;
/// More keys than anybody reads are not filled with noughts.
const MOST_FILLED: usize = 10_000;

pub(crate) async fn fetch(database: &Database, project: &str, statement: &Statement) -> Result<Vec<AnyRow>, Trouble> {
    let mut query = sqlx::query(AssertSqlSafe(statement.sql.clone())).bind(project);
    for value in &statement.values {
        query = bind(query, value);
    }
    Ok(query.fetch_all(database.pool()).await?)
}

impl Store {
    /// Counts a measure, of one activity or of the whole project, now or as of an event.
    pub async fn reading(
        &self,
        project: &str,
        measure: &Measure,
        activity: Option<&str>,
        as_of: Option<i64>,
    ) -> Result<Reading, Trouble> {
        let event = match as_of {
            Some(event) => event,
            None => self.last_event(project).await?,
        };
        if self.is_for_the_scan(project, measure).await? {
            let readings =
                self.readings(project, &[(measure.clone(), activity.map(str::to_string))], Some(event)).await?;
            return readings.into_iter().next().ok_or_else(|| Trouble::machine("one question has one reading"));
        }
        let reading = self.counted(project, measure, activity, as_of, event).await?;
        if as_of.is_none() && self.last_event(project).await? != event {
            // Somebody wrote meanwhile, and a half of that may be in it.
            return self.counted(project, measure, activity, Some(event), event).await;
        }
        Ok(reading)
    }

    async fn is_for_the_scan(&self, project: &str, measure: &Measure) -> Result<bool, Trouble> {
        for tally in measure.tallies() {
            let has_parts = tally.function == Function::Persons && !tally.by.is_empty();
            if has_parts && self.database.has_more(&quoted(&table(&tally.register)), project, MANY_ROWS).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn counted(
        &self,
        project: &str,
        measure: &Measure,
        activity: Option<&str>,
        as_of: Option<i64>,
        event: i64,
    ) -> Result<Reading, Trouble> {
        let mut tallied = Vec::new();
        for tally in measure.tallies() {
            tallied.push(self.tallied(project, tally, activity, as_of).await?);
        }
        let mut known = Known::new();
        for framing in measure.framing() {
            let answered = self.tallied(project, &framing.tally, activity, as_of).await?;
            tallied[framing.of].people = self.people(project, framing, &answered, event, &mut known).await?;
        }
        let filled = self.filled(project, measure.by(), as_of).await?;
        let left_out = self.left_out(project, measure, activity, as_of).await?;
        Ok(Reading::computed(measure, activity, event, &tallied, filled, left_out))
    }

    async fn tallied(
        &self,
        project: &str,
        tally: &Tally,
        activity: Option<&str>,
        as_of: Option<i64>,
    ) -> Result<Tallied, Trouble> {
        let total = select::statement(tally, activity, as_of, Wanted::Total, &[]);
        let rows = fetch(&self.database, project, &total).await?;
        let total = rows.first().map_or(Ok(Quantity::Nothing), |row| quantity(tally, row, 0))?;
        let mut groups = Vec::new();
        if !tally.by.is_empty() {
            let statement = select::statement(tally, activity, as_of, Wanted::Groups, &[]);
            for row in fetch(&self.database, project, &statement).await? {
                let keys = tally.by.iter().enumerate().map(|(at, column)| key(column, &row, at));
                groups.push((keys.collect::<Result<_, _>>()?, quantity(tally, &row, tally.by.len())?));
            }
        }
        Ok(Tallied { total, groups, people: None })
    }

    /// Keys that are shown even where nothing was counted: every word of a list, every place.
    pub(crate) async fn filled(
        &self,
        project: &str,
        by: &[Column],
        as_of: Option<i64>,
    ) -> Result<Vec<Vec<Option<String>>>, Trouble> {
        let mut lists: Vec<Vec<String>> = Vec::new();
        for column in by {
            let list = match (&column.choices, &column.target) {
                _ if column.many => return Ok(Vec::new()),
                (Some(choices), _) => {
                    self.catalogue.choices(choices).map(|c| c.all.iter().map(|c| c.id.clone()).collect())
                }
                (None, Some(target)) if target == auyl_domain::register::PLACE => {
                    let places = self.records(project, target, as_of).await?;
                    Some(places.into_iter().map(|place| place.id.to_string()).collect())
                }
                _ => None,
            };
            match list {
                Some(list) => lists.push(list),
                None => return Ok(Vec::new()),
            }
        }
        if by.is_empty() || lists.iter().map(Vec::len).product::<usize>() > MOST_FILLED {
            return Ok(Vec::new());
        }
        let mut keys: Vec<Vec<Option<String>>> = vec![Vec::new()];
        for list in lists {
            keys = keys
                .into_iter()
                .flat_map(|key| list.iter().map(move |word| [key.as_slice(), &[Some(word.clone())]].concat()))
                .collect();
        }
        Ok(keys)
    }

    /// What was not counted, register by register, and why.
    async fn left_out(
        &self,
        project: &str,
        measure: &Measure,
        activity: Option<&str>,
        as_of: Option<i64>,
    ) -> Result<Vec<LeftOut>, Trouble> {
        let (mut to_review, mut no_person) = (0, 0);
        let mut seen = BTreeSet::new();
        for tally in measure.tallies() {
            if seen.insert(tally.register.as_str()) {
                to_review += self.waiting(project, &tally.register, as_of).await?;
            }
            let counted = tally.per.as_ref().map_or(tally.function, |per| per.function);
            if counted == Function::Persons {
                let statement = select::statement(tally, activity, as_of, Wanted::WithoutPerson, &[]);
                let rows = fetch(&self.database, project, &statement).await?;
                no_person += rows.first().map_or(Ok(0), |row| row.try_get::<i64, _>(0))?;
            }
        }
        let all = [("to_review", to_review), ("no_person", no_person)];
        Ok(all.into_iter().filter(|(_, count)| *count > 0).map(|(reason, count)| LeftOut { reason, count }).collect())
    }

    /// How many records of a register wait to be mended. Of which activity they are, they may not even say.
    pub(crate) async fn waiting(&self, project: &str, register: &str, as_of: Option<i64>) -> Result<i64, Trouble> {
        let sql = format!(
            "select cast(count(*) as bigint) from {} m where m.project = $1 and {} and m.review is not null and {}",
            quoted(&table(register)),
            version("m", as_of),
            unmerged("m")
        );
        let row = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_one(self.database.pool()).await?;
        Ok(row.try_get(0)?)
    }
}

fn quantity(tally: &Tally, row: &AnyRow, at: usize) -> Result<Quantity, Trouble> {
    Ok(match tally.function {
        Function::Count | Function::Persons | Function::Sum => Quantity::Number(row.try_get(at)?),
        Function::Least | Function::Most => {
            row.try_get::<Option<i64>, _>(at)?.map_or(Quantity::Nothing, Quantity::Number)
        }
        Function::Mean | Function::Share | Function::Change => {
            let (numerator, denominator): (i64, i64) = (row.try_get(at)?, row.try_get(at + 1)?);
            Quantity::ratio(numerator.into(), denominator.into())
        }
    })
}

fn key(column: &Column, row: &AnyRow, at: usize) -> Result<Option<String>, Trouble> {
    Ok(match column.integer {
        true => row.try_get::<Option<i64>, _>(at)?.map(|number| number.to_string()),
        false => row.try_get(at)?,
    })
}
