//! Reads a project as somebody who is not signed in: only the registers, records and fields that are for everybody. The
//! open page has no other way to a record.

use crate::say::Say;
use crate::stop::{Result, Stop};
use auyl_domain::access::{self, Member, Role, VISITOR};
use auyl_domain::measure::{self, Cond, Measure, resolve};
use auyl_domain::value::Stored;
use auyl_domain::{Field, Reading, Record, Refusal, Register};
use auyl_store::{ReviewFilter, Wanted};
use auyl_work::Project;
use auyl_work::project::Names;

/// Everybody.
pub struct Visitor {
    /// What is looked at.
    pub project: Project,
    /// In whose language.
    pub say: Say,
    role: Role,
}

/// Which records are wanted of a register.
#[derive(Clone, Copy)]
pub struct First<'a> {
    /// The field to sort by, and whether from the last to the first; the newest first without one.
    pub sort: Option<(&'a str, bool)>,
    /// How many at most.
    pub most: i64,
}

impl Visitor {
    /// Of a project; refuses where the catalogue knows no role for everybody.
    pub fn of(project: Project, say: Say) -> Result<Visitor> {
        let role = project.catalogue.role(VISITOR).cloned().ok_or_else(|| Refusal::of("page-missing"))?;
        Ok(Visitor { project, say, role })
    }

    fn member(&self) -> Member<'_> {
        Member { role: &self.role, places: &[] }
    }

    /// The fields of a register that everybody may read.
    pub fn fields<'r>(&self, register: &'r Register) -> Vec<&'r Field> {
        access::fields_seen(&self.member(), register)
    }

    /// The register, where everybody may read all of these fields of it.
    pub fn register(&self, id: &str, fields: &[&str]) -> Option<&Register> {
        let register = self.project.catalogue.register(id)?;
        let seen = self.fields(register);
        let is_seen = |name: &&str| seen.iter().any(|f| f.id == *name || f.translation_of.as_deref() == Some(*name));
        fields.iter().all(is_seen).then_some(register)
    }

    /// The first records of a register that everybody may read, with nothing else in them; whether others follow.
    pub async fn records(&self, register: &Register, first: First<'_>) -> Result<(Vec<Record>, bool)> {
        self.records_of(register, first, Wanted::default()).await
    }

    /// The same of those that are wanted.
    pub async fn records_of(
        &self,
        register: &Register,
        first: First<'_>,
        wanted: Wanted,
    ) -> Result<(Vec<Record>, bool)> {
        let Some(cond) = self.open_when(register) else { return Ok((Vec::new(), false)) };
        let mut conds = wanted.cond.clone();
        conds.push(cond);
        let wanted = Wanted {
            cond: conds,
            sort: first.sort.map(|(field, falls)| (field.to_string(), falls)),
            most: first.most,
            review: ReviewFilter::Without,
            ..wanted
        };
        let page = self.project.store.page(&self.project.id, &register.id, &wanted).await?;
        let seen = |record| access::record_seen(&self.member(), register, record);
        Ok((page.records.into_iter().map(seen).collect(), page.more))
    }

    /// A record with nothing in it but what everybody may read; none where it is not for everybody.
    pub async fn seen(&self, register: &Register, record: Record) -> Result<Option<Record>> {
        if !record.review.is_empty() {
            return Ok(None);
        }
        let own = measure::ways("id", register, &self.project.catalogue).into_iter().next();
        let Some((cond, own)) = self.open_when(register).zip(own) else { return Ok(None) };
        let is_it = Cond::OneOf(own, vec![Stored::Text(record.id.to_string())]);
        let found = self.project.store.matching(&self.project.id, &register.id, &is_it.and(cond), None).await?;
        Ok(found.into_iter().next().map(|record| access::record_seen(&self.member(), register, record)))
    }

    /// Which records are for everybody; none where the catalogue says it so that it cannot be understood.
    fn open_when(&self, register: &Register) -> Option<Cond> {
        match &register.open_when {
            None => Some(Cond::Always),
            Some(when) => resolve(when, register, &self.project.catalogue).ok(),
        }
    }

    /// How many such records there are, broken down by fields of theirs.
    pub async fn count(&self, register: &Register, by: &[&str]) -> Result<Reading> {
        let when = register.open_when.as_ref().map(|when| format!(" where {}", when.text())).unwrap_or_default();
        let by: Vec<String> = by.iter().map(|field| field.to_string()).collect();
        let text = format!("count({}{when})", register.id);
        let measure = Measure::broken_down(&text, &by, &self.project.catalogue);
        let measure = measure.map_err(|finding| Stop::machine(finding.code))?;
        Ok(self.project.store.reading(&self.project.id, &measure, None, None).await?)
    }

    /// Learns how records are called; those that everybody may not call by name keep their ids.
    pub fn learn(&self, names: &mut Names<'_>, register: &Register, records: &[Record]) {
        if access::names_seen(&self.member(), register) {
            names.learn(register, records, self.say.lang);
        }
    }
}
