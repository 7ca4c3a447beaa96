//! What stands behind a reading: the records that were counted, each in the version that was, and the files that
//! prove them.

use crate::count::fetch;
use crate::rows::{quoted, table, version};
use crate::select::{self, Statement, Wanted};
use crate::{Store, Trouble};
use auyl_domain::measure::Tally;
use auyl_domain::value::{FileRef, Stored};
use auyl_domain::views::{EVENT, EVIDENCE};
use auyl_domain::{Kind, Measure};
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// One counted record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Behind {
    /// Its register.
    pub register: String,
    /// Its id.
    pub id: String,
    /// The event that made the version which was counted.
    pub version: i64,
    /// SHA-256 of files that prove it: its own, else those filed under it or under its event.
    pub evidence: Vec<String>,
}

/// SHA-256 of files by the event under which they are filed.
type Filed = BTreeMap<String, Vec<String>>;

/// What was read already; figures broken down differently rest on the same records.
#[derive(Default)]
struct Known {
    filed: Option<Filed>,
    found: HashMap<(String, Vec<Stored>), Arc<Vec<Behind>>>,
}

impl Store {
    /// The records that a measure counts; of a share, those in the numerator.
    pub async fn behind(
        &self,
        project: &str,
        measure: &Measure,
        activity: Option<&str>,
        as_of: Option<i64>,
    ) -> Result<Vec<Behind>, Trouble> {
        self.behind_one(project, measure, activity, as_of, &mut Known::default()).await
    }

    /// The same for many measures, each of one activity or of the whole project; what rests on the same records is read once.
    pub async fn behind_all(
        &self,
        project: &str,
        questions: &[(Measure, Option<String>)],
        as_of: Option<i64>,
    ) -> Result<Vec<Vec<Behind>>, Trouble> {
        let (mut all, mut known) = (Vec::new(), Known::default());
        for (measure, activity) in questions {
            all.push(self.behind_one(project, measure, activity.as_deref(), as_of, &mut known).await?);
        }
        Ok(all)
    }

    async fn behind_one(
        &self,
        project: &str,
        measure: &Measure,
        activity: Option<&str>,
        as_of: Option<i64>,
        known: &mut Known,
    ) -> Result<Vec<Behind>, Trouble> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for tally in measure.tallies() {
            let of_tally = self.behind_tally(project, tally, activity, as_of, known).await?;
            let new = |behind: &&Behind| seen.insert((behind.register.clone(), behind.id.clone()));
            found.extend(of_tally.iter().filter(new).cloned());
        }
        Ok(found)
    }

    async fn behind_tally(
        &self,
        project: &str,
        tally: &Tally,
        activity: Option<&str>,
        as_of: Option<i64>,
        known: &mut Known,
    ) -> Result<Arc<Vec<Behind>>, Trouble> {
        let register = self.register(&tally.register)?;
        let is_file = |field: &&auyl_domain::Field| field.kind == Kind::File && !field.personal;
        let mut columns: Vec<String> = register.fields.iter().filter(is_file).map(|field| field.id.clone()).collect();
        let n_files = columns.len();
        let event = register.fields.iter().find(|field| field.kind.target() == Some(EVENT) && !field.many);
        columns.extend(event.map(|field| field.id.clone()));
        let statement = select::statement(tally, activity, as_of, Wanted::Records, &columns);
        let asked = (statement.sql.clone(), statement.values.clone());
        if let Some(found) = known.found.get(&asked) {
            return Ok(found.clone());
        }
        let mut found = Vec::new();
        for row in fetch(&self.database, project, &statement).await? {
            let (id, version): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            let mut evidence = Vec::new();
            for at in 0..n_files {
                let file: Option<String> = row.try_get(2 + at)?;
                evidence.extend(file.and_then(|file| FileRef::read(&file)).map(|file| file.sha256));
            }
            if evidence.is_empty() && (event.is_some() || tally.register == EVENT) {
                let of: Option<String> = match event {
                    Some(_) => row.try_get(2 + n_files)?,
                    None => Some(id.clone()),
                };
                if known.filed.is_none() {
                    known.filed = Some(self.filed_by_event(project, as_of).await?);
                }
                evidence = of.and_then(|of| known.filed.as_ref()?.get(&of).cloned()).unwrap_or_default();
            }
            found.push(Behind { register: tally.register.clone(), id, version, evidence });
        }
        let found = Arc::new(found);
        known.found.insert(asked, found.clone());
        Ok(found)
    }

    /// Files by the event under which they are filed.
    async fn filed_by_event(&self, project: &str, as_of: Option<i64>) -> Result<Filed, Trouble> {
        let mut filed = Filed::new();
        let Some(register) = self.catalogue.register(EVIDENCE) else { return Ok(filed) };
        if register.field(EVENT).is_none() {
            return Ok(filed);
        }
        let sql = format!(
            "select m.{}, m.file from {} m where m.project = $1 and {} and m.review is null and m.{0} is not null order by m.id",
            quoted(EVENT),
            quoted(&table(EVIDENCE)),
            version("m", as_of)
        );
        for row in fetch(&self.database, project, &Statement { sql, values: Vec::new() }).await? {
            let (event, file): (String, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
            let file = file.and_then(|file| FileRef::read(&file));
            filed.entry(event).or_default().extend(file.map(|file| file.sha256));
        }
        Ok(filed)
    }
}
