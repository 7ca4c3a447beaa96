//! Many measures at once: those that ask for the same register share one reading of its rows. Each says the same as
//! [`Store::reading`] would.
//!
//! In reading order: `values` (each value once, as a number), `linked` (where links lead), `lens` (which rows are
//! alike for which measures), `register` (the rows of one register), `tallies` (classes of rows → what was asked).
//!
//! Everything is read as of one event: versions never change, so what others write meanwhile does not matter.

mod lens;
mod linked;
mod register;
mod tallies;
mod values;

use crate::dialect::MISSING;
use crate::frames::Known;
use crate::rows::{quoted, table, unmerged, version};
use crate::{Store, Trouble};
use auyl_domain::measure::{Column, Cond, Function, Tallied, Tally};
use auyl_domain::reading::LeftOut;
use auyl_domain::{Measure, Reading};
use lens::Fixed;
use linked::{Linked, Wanted};
use register::{Ask, Scan};
use sqlx::{AssertSqlSafe, Row};
use std::collections::{BTreeSet, HashMap};
use tokio::sync::mpsc;
use values::Values;

/// Slices that wait to be looked at; each is a megabyte or two.
const WAITING: usize = 4;

/// A slice of a table: how many rows, how many wait to be mended, and the values of each wanted field.
struct Slice {
    n: usize,
    waiting: i64,
    texts: Vec<String>,
}

/// What one call works with.
struct Work {
    values: Values,
    linked: Linked,
    fixed: Fixed,
    scans: Vec<Scan>,
}

/// A tally of a question: the scan of its register, and that of its groups.
struct Asked {
    rows: (usize, Ask),
    groups: Option<(usize, Ask)>,
}

/// Into what a slice is read.
#[derive(Clone, Copy)]
enum Into {
    Table(usize),
    Scan(usize),
}

impl Store {
    /// Counts many measures, each of one activity or of the whole project, now or as of an event.
    pub async fn readings(
        &self,
        project: &str,
        questions: &[(Measure, Option<String>)],
        as_of: Option<i64>,
    ) -> Result<Vec<Reading>, Trouble> {
        let event = match as_of {
            Some(event) => event,
            None => self.last_event(project).await?,
        };
        let tallies = || questions.iter().flat_map(|(measure, _)| counted(measure));
        let mut work =
            Work { values: Values::new(), linked: Linked::default(), fixed: Fixed::new(), scans: Vec::new() };
        for column in tallies().flat_map(columns).filter(|column| column.of_project) {
            if !work.fixed.contains_key(column) {
                let value = self.of_project(project, column, event, &mut work.values).await?;
                work.fixed.insert(column.clone(), value);
            }
        }
        let mut asked = Vec::new();
        for (measure, activity) in questions {
            for tally in counted(measure) {
                asked.push(work.ask(tally, activity.as_deref()));
            }
        }
        for at in 0..work.linked.tables.len() {
            work = self.read(project, event, work, Into::Table(at)).await?;
        }
        for at in 0..work.scans.len() {
            work = self.read(project, event, work, Into::Scan(at)).await?;
        }
        let all: Vec<Tally> = tallies().cloned().collect();
        let (waiting, tallied) = crate::off_thread(move || {
            let waiting = work.scans.iter().map(|scan| (scan.register.clone(), scan.waiting));
            let waiting: HashMap<String, i64> = waiting.collect();
            (waiting, work.tallied(&all, &asked))
        })
        .await?;
        let mut tallied = tallied?.into_iter();
        let mut filled: HashMap<&[Column], Vec<Vec<Option<String>>>> = HashMap::new();
        let mut known = Known::new();
        let mut readings = Vec::with_capacity(questions.len());
        for (measure, activity) in questions {
            let by = measure.by();
            if !filled.contains_key(by) {
                filled.insert(by, self.filled(project, by, Some(event)).await?);
            }
            let of_measure: Vec<(Tallied, i64)> = tallied.by_ref().take(measure.tallies().len()).collect();
            let left_out = left_out(measure, &of_measure, &waiting);
            let mut of_measure: Vec<Tallied> = of_measure.into_iter().map(|(tallied, _)| tallied).collect();
            for framing in measure.framing() {
                let answered = tallied.next().map(|(answered, _)| answered).unwrap_or_default();
                of_measure[framing.of].people = self.people(project, framing, &answered, event, &mut known).await?;
            }
            let filled = filled[by].clone();
            readings.push(Reading::computed(measure, activity.as_deref(), event, &of_measure, filled, left_out));
        }
        Ok(readings)
    }

    async fn of_project(
        &self,
        project: &str,
        column: &Column,
        event: i64,
        values: &mut Values,
    ) -> Result<u32, Trouble> {
        let wanted = Wanted::of(column);
        let sql = format!(
            "select {} from {} m where m.project = $1 and {} order by m.id limit 1",
            self.database.dialect.written(&format!("m.{}", quoted(&column.field)), wanted.free),
            quoted(&table(&column.register)),
            version("m", Some(event))
        );
        let row = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_optional(self.database.pool()).await?;
        let written: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
        Ok(values.read(written.as_deref().unwrap_or(MISSING), wanted.integer))
    }

    /// Reads a table slice by slice; the work is done beside, while the database prepares the next slices.
    async fn read(&self, project: &str, event: i64, mut work: Work, into: Into) -> Result<Work, Trouble> {
        let (register, wanted) = match into {
            Into::Table(at) => (&work.linked.tables[at].register, work.linked.tables[at].wanted.iter().collect()),
            Into::Scan(at) => (&work.scans[at].register, work.scans[at].wanted()),
        };
        // Links lead to records that wait to be mended too; counted are only those that do not.
        let (counted, waiting) = match into {
            Into::Table(_) => ("1 = 1", "1 = 0".to_string()),
            Into::Scan(_) => ("m.review is null", format!("m.review is not null and {}", unmerged("m"))),
        };
        let dialect = self.database.dialect;
        let written = |wanted: &&Wanted| dialect.written(&format!("m.{}", quoted(&wanted.field)), wanted.free);
        let joined =
            wanted.iter().map(|wanted| format!(", {} filter (where {counted})", dialect.joined(&written(wanted))));
        let joined: String = joined.collect();
        let from = quoted(&table(register));
        let slices = self.database.slices(&from, project).await?;
        let statements = slices.iter().map(|slice| {
            format!(
                "select cast(count(*) filter (where {counted}) as bigint), \
                 cast(count(*) filter (where {waiting}) as bigint){joined} from {from} m where {} and {}{}",
                slice.holds,
                version("m", Some(event)),
                slice.tail
            )
        });
        let statements: Vec<String> = statements.collect();
        let n_fields = wanted.len();
        if let [statement] = statements.as_slice()
            && slices[0].tail.is_empty()
        {
            let row = sqlx::query(AssertSqlSafe(statement.clone())).bind(project);
            let row = row.fetch_one(self.database.pool()).await?;
            work.take(into, slice(&row, n_fields)?);
            return Ok(work);
        }
        let (send, mut receive) = mpsc::channel(WAITING);
        let worker = crate::off_thread(move || {
            while let Some(slice) = receive.blocking_recv() {
                work.take(into, slice);
            }
            work
        });
        let (odd, even): (Vec<_>, Vec<_>) = statements.into_iter().enumerate().partition(|(at, _)| at % 2 == 1);
        let fetch = async |statements: Vec<(usize, String)>, send: mpsc::Sender<Slice>| -> Result<(), Trouble> {
            let mut connection = self.database.pool().acquire().await?;
            for (_, statement) in statements {
                let query = sqlx::query(AssertSqlSafe(statement)).bind(project);
                for row in query.fetch_all(&mut *connection).await? {
                    // Nobody receives only where the worker panicked, and it says so itself.
                    let _ = send.send(slice(&row, n_fields)?).await;
                }
            }
            Ok(())
        };
        let (work, odd, even) = futures_util::join!(worker, fetch(odd, send.clone()), fetch(even, send));
        odd.and(even)?;
        work
    }
}

fn slice(row: &sqlx::any::AnyRow, n_fields: usize) -> Result<Slice, Trouble> {
    let n: i64 = row.try_get(0)?;
    let texts = (0..n_fields).map(|at| Ok(row.try_get::<Option<String>, _>(at + 2)?.unwrap_or_default()));
    Ok(Slice {
        n: usize::try_from(n).map_err(Trouble::machine)?,
        waiting: row.try_get(1)?,
        texts: texts.collect::<Result<_, Trouble>>()?,
    })
}

impl Work {
    fn scan(&mut self, register: &str) -> usize {
        self.scans.iter().position(|scan| scan.register == register).unwrap_or_else(|| {
            self.scans.push(Scan::of(register));
            self.scans.len() - 1
        })
    }

    fn ask(&mut self, tally: &Tally, activity: Option<&str>) -> Asked {
        let rows = self.scan(&tally.register);
        let keys = match &tally.per {
            Some(per) => std::slice::from_ref(&per.group),
            None => &tally.by,
        };
        let ask = self.scans[rows].ask(tally, activity, keys, &mut self.linked, &self.fixed, &self.values);
        let groups = tally.per.as_ref().map(|per| self.scan(&per.register)).and_then(|at| {
            let ask = self.scans[at].ask_groups(tally, activity, &mut self.linked, &self.fixed, &self.values)?;
            Some((at, ask))
        });
        Asked { rows: (rows, ask), groups }
    }

    fn take(&mut self, into: Into, slice: Slice) {
        if let Into::Scan(at) = into {
            self.scans[at].waiting += slice.waiting;
        }
        match into {
            _ if slice.n == 0 => {}
            Into::Table(at) => self.linked.take(at, &slice.texts, &mut self.values),
            Into::Scan(at) => self.scans[at].take(slice.n, &slice.texts, &self.linked, &mut self.values, &self.fixed),
        }
    }
}

/// What a measure has to have counted: its tallies, then those by which a sample is known.
fn counted(measure: &Measure) -> impl Iterator<Item = &Tally> {
    measure.tallies().iter().chain(measure.framing().iter().map(|framing| &framing.tally))
}

/// Every column that a tally looks at.
fn columns(tally: &Tally) -> Vec<&Column> {
    let per = tally.per.iter().flat_map(|per| {
        let activity = per.activity.iter();
        std::iter::once(&per.group).chain(per.cond.columns()).chain(activity)
    });
    let conds = [&tally.within, &tally.cond].into_iter().flat_map(Cond::columns);
    conds.chain(&tally.of).chain(&tally.by).chain(&tally.activity).chain(per).collect()
}

/// What was not counted, register by register, and why.
fn left_out(measure: &Measure, tallied: &[(Tallied, i64)], waiting: &HashMap<String, i64>) -> Vec<LeftOut> {
    let registers: BTreeSet<&str> = measure.tallies().iter().map(|tally| tally.register.as_str()).collect();
    let to_review = registers.iter().filter_map(|register| waiting.get(*register)).sum();
    let of_people = |tally: &Tally| tally.per.as_ref().map_or(tally.function, |per| per.function) == Function::Persons;
    let without = measure.tallies().iter().zip(tallied).filter(|(tally, _)| of_people(tally));
    let no_person = without.map(|(_, (_, without))| without).sum();
    let all = [("to_review", to_review), ("no_person", no_person)];
    all.into_iter().filter(|(_, count)| *count > 0).map(|(reason, count)| LeftOut { reason, count }).collect()
}
