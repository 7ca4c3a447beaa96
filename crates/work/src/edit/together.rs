//! Several records changed in one transaction, each through the one door: a letter that becomes sent with its number, its
//! problems with it. Who changes them says what each is to say, made of what stands there now; if somebody writes one of
//! them meanwhile, it is said anew.

use super::near::Near;
use super::{TRIES, draft_of};
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::{Door, Draft};
use auyl_domain::finding::{Finding, has_severe};
use auyl_domain::number_series::Series;
use auyl_domain::record::Record;
use auyl_domain::{RecordId, Refusal};
use auyl_store::Tx;

/// One record as it is to be.
pub(crate) struct Step {
    register: String,
    before: Option<Record>,
    draft: Draft,
    number: Option<(String, Series)>,
}

impl Step {
    /// A record that stands there already, with these fields said anew.
    pub fn change<'f>(
        project: &Project,
        record: &Record,
        fields: impl IntoIterator<Item = (&'f str, String)>,
    ) -> Result<Step, Trouble> {
        let mut draft = draft_of(project.register(&record.register)?, record);
        for (field, text) in fields {
            draft.fields.insert(field.to_string(), text);
        }
        Ok(Step { register: record.register.clone(), before: Some(record.clone()), draft, number: None })
    }

    /// A new record.
    pub fn new<'f>(register: &str, id: &RecordId, fields: impl IntoIterator<Item = (&'f str, String)>) -> Step {
        let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
        let fields = fields.map(|(field, text)| (field.to_string(), text)).collect();
        let draft = Draft { id: Some(id.to_string()), fields };
        Step { register: register.to_string(), before: None, draft, number: None }
    }

    /// The same, with the next number of a series in a field that says none.
    pub fn numbered(mut self, field: &str, series: Series) -> Step {
        let says = self.draft.fields.get(field).is_some_and(|text| !text.trim().is_empty());
        self.number = (!says).then(|| (field.to_string(), series));
        self
    }
}

/// What came of it.
#[derive(Clone, PartialEq, Debug)]
pub enum Kept {
    /// All of it is kept, the records as they are now.
    Saved(Vec<Record>),
    /// Severe findings stand against it; nothing was kept.
    Refused(Vec<Finding>),
}

/// Why nothing was kept after so many plans.
pub(crate) fn busy(project: &Project) -> Trouble {
    Refusal::of("folder-in-use").with("path", &project.id).into()
}

/// So often a plan is made anew where others write in between.
pub(crate) const PLANS: usize = TRIES;

/// Keeps all steps, or nothing. None where somebody wrote one of the records since it was read: then the plan is made anew,
/// at most [`PLANS`] times.
pub(crate) async fn together(project: &Project, doing: &Doing, steps: Vec<Step>) -> Result<Option<Kept>, Trouble> {
    let Some((tx, kept)) = almost_together(project, doing, steps).await? else { return Ok(None) };
    if matches!(kept, Kept::Saved(_)) {
        tx.commit().await?;
    }
    Ok(Some(kept))
}

/// The same up to the moment before it is kept: whoever asks writes a message beside it and commits.
pub(crate) async fn almost_together(
    project: &Project,
    doing: &Doing,
    steps: Vec<Step>,
) -> Result<Option<(Tx, Kept)>, Trouble> {
    let mut near = Near::of(project).await?;
    // A record of these may name another that is only about to be.
    for step in steps.iter().filter(|step| step.before.is_none()) {
        let id = step.draft.id.as_deref().and_then(RecordId::read);
        id.iter().for_each(|id| near.announce(&step.register, id));
    }
    for step in &steps {
        near.learn(project.register(&step.register)?, &step.draft, [&step.before, &None]).await?;
    }
    // From here on nobody else writes to the project: a number that is taken is taken by this one alone.
    let mut tx = project.store.begin(&project.id).await?;
    let (mut records, mut findings) = (Vec::new(), Vec::new());
    for step in steps {
        let register = project.register(&step.register)?;
        let id = step.draft.id.as_deref().and_then(RecordId::read);
        let now = match &id {
            Some(id) => tx.record(&step.register, id).await?,
            None => None,
        };
        if now.as_ref().map(|now| now.since) != step.before.as_ref().map(|before| before.since) {
            return Ok(None);
        }
        let mut draft = step.draft;
        if let Some((field, series)) = step.number {
            let given = tx.ever(&step.register, &field).await?;
            draft.fields.insert(field, series.next(given.iter().map(String::as_str)));
        }
        step.before.iter().for_each(|before| near.know_current(before));
        let (record, noticed) = Door::of(register, &project.catalogue).accept(draft, &near);
        findings.extend(noticed);
        records.push(record);
    }
    if has_severe(&findings) {
        return Ok(Some((tx, Kept::Refused(findings))));
    }
    tx.save(&records, &doing.actor, &doing.at).await?;
    Ok(Some((tx, Kept::Saved(records))))
}
