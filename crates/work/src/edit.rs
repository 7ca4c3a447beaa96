//! Changes one record from a page or a program, through the one door. Nobody's work is lost: a form that shows an
//! older version is merged with what others wrote since, field by field, and only where both changed one field
//! differently are they asked. In reading order: `said` (a record as a draft), `near` (what a draft's texts mean),
//! this file, `rows` (many records that belong to one), `together` (several records in one transaction).

mod near;
mod rows;
mod said;
mod together;

pub(crate) use near::Near;
pub(crate) use rows::is_same;
pub use rows::{RowDraft, rows};
pub use said::draft_of;
pub(crate) use said::keep as keep_of;
pub use together::Kept;
pub(crate) use together::{PLANS, Step, almost_together, busy, together};

use crate::import::Faulty;
use crate::project::Doing;
use crate::voice::settle;
use crate::{Project, Trouble};
use auyl_domain::draft::{Door, Draft};
use auyl_domain::event::Event;
use auyl_domain::finding::{Finding, has_severe};
use auyl_domain::measure::{self, Condition};
use auyl_domain::record::Record;
use auyl_domain::{RecordId, Refusal, Register};
use std::collections::BTreeMap;

/// What a form says.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Id of the register.
    pub register: &'a str,
    /// All fields of the form as texts: links by id or by what was typed, files as `sha256:name` or by their digest.
    pub draft: Draft,
    /// `since` of the version that the form showed; none for a new record.
    pub base: Option<i64>,
    /// Fields that the form did not show: what is there stays.
    pub silent: &'a [String],
}

/// What came of a change.
#[derive(Clone, PartialEq, Debug)]
pub enum Changed {
    /// There is a new version. With a severe finding it is kept to review.
    Saved {
        /// The record.
        id: RecordId,
        /// The event that made the version.
        event: i64,
        /// Everything noticed.
        findings: Vec<Finding>,
    },
    /// The record says all of it already: a form sent twice.
    Unchanged {
        /// The record.
        id: RecordId,
    },
    /// Somebody else changed the same fields to something else; nothing was stored.
    Conflict {
        /// The record as it is now.
        theirs: Box<Record>,
        /// The event that made it so.
        event: Box<Event>,
        /// Ids of the fields in which both changed differently.
        fields: Vec<String>,
    },
    /// Severe findings; nothing was stored.
    Refused {
        /// Everything noticed.
        findings: Vec<Finding>,
    },
}

/// What a form would make, storing nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct Tried {
    /// The record as it would be.
    pub record: Record,
    /// The record as it is; none for a new one.
    pub before: Option<Record>,
    /// Everything noticed.
    pub findings: Vec<Finding>,
    /// Fields in which somebody else changed the record differently since the form was shown.
    pub conflict: Vec<String>,
}

/// How often a change is tried again when others save the same record in between.
const TRIES: usize = 20;

/// Changes a record, or makes one. `severe` says what happens where a severe finding stands against it.
pub async fn change(project: &Project, change: Change<'_>, severe: Faulty, doing: &Doing) -> Result<Changed, Trouble> {
    for _ in 0..TRIES {
        let Tried { record, before, findings, conflict } = check_draft(project, &change).await?;
        let before = match before {
            Some(theirs) if !conflict.is_empty() => return contested(project, theirs, conflict).await,
            before => before,
        };
        if before.as_ref().is_some_and(|before| before.says_the_same(&record)) {
            return Ok(Changed::Unchanged { id: record.id });
        }
        if severe == Faulty::RefuseFile && has_severe(&findings) {
            return Ok(Changed::Refused { findings });
        }
        if let Some(event) = keep(project, &record, before.as_ref(), doing).await? {
            return Ok(Changed::Saved { id: record.id, event, findings });
        }
    }
    Err(Refusal::of("folder-in-use").with("path", &project.id).into())
}

/// What a form would make of the record, and what is to be said about it. Nothing is stored.
pub async fn check_draft(project: &Project, change: &Change<'_>) -> Result<Tried, Trouble> {
    let register = project.register(change.register)?;
    if register.sealed {
        return Err(Refusal::of("register-sealed").labelled("register", &register.title).into());
    }
    let mut near = Near::of(project).await?;
    try_draft(project, register, change, &mut near).await
}

async fn try_draft(
    project: &Project,
    register: &Register,
    change: &Change<'_>,
    near: &mut Near<'_>,
) -> Result<Tried, Trouble> {
    let door = Door::of(register, &project.catalogue);
    let id = change.draft.id.as_deref().and_then(|id| RecordId::read(id.trim()));
    let (mut base, mut theirs) = (None, None);
    if let (Some(id), Some(event)) = (&id, change.base) {
        theirs = project.store.record(&project.id, &register.id, id, None).await?;
        base = match &theirs {
            Some(current) if current.since == event => theirs.clone(),
            Some(_) => project.store.record(&project.id, &register.id, id, Some(event)).await?,
            // Removed while the form was open: whoever has the form still has what it says.
            None => return Err(missing(register, id)),
        };
    }
    let mut draft = change.draft.clone();
    if let Some(base) = &base {
        for field in change.silent {
            said::keep(&mut draft, base, field);
        }
    }
    near.learn(register, &draft, [&base, &theirs]).await?;
    base.iter().for_each(|base| near.know_current(base));
    let (mine, findings) = door.accept(draft.clone(), near);
    let Some(id) = id.filter(|_| change.base.is_some()) else {
        return of_new(project, register, mine, findings).await;
    };
    let tried = |record, findings, conflict| Tried { record, before: theirs.clone(), findings, conflict };
    let (Some(base), Some(theirs)) = (&base, &theirs) else {
        return Err(missing(register, &id));
    };
    if base.since == theirs.since {
        return Ok(tried(mine, findings, Vec::new()));
    }
    let contested = said::merge(register, base, theirs, &mine, &mut draft);
    if !contested.is_empty() {
        return Ok(tried(mine, findings, contested));
    }
    near.know_current(theirs);
    near.learn(register, &draft, [&None, &None]).await?;
    let (record, findings) = door.accept(draft, near);
    Ok(tried(record, findings, Vec::new()))
}

/// A new record. If there is one of its id already, the form was sent twice, or the id or the key is taken.
async fn of_new(
    project: &Project,
    register: &Register,
    mine: Record,
    findings: Vec<Finding>,
) -> Result<Tried, Trouble> {
    let there = project.store.record(&project.id, &register.id, &mine.id, None).await?;
    let conflict = there.as_ref().map(|there| said::differing(register, there, &mine)).unwrap_or_default();
    Ok(Tried { record: mine, before: there, findings, conflict })
}

async fn contested(project: &Project, theirs: Record, fields: Vec<String>) -> Result<Changed, Trouble> {
    let event = project.store.events(&project.id, theirs.since, 1).await?.into_iter().next();
    let event = event.ok_or_else(|| Trouble::machine("a version of a record without its event"))?;
    Ok(Changed::Conflict { theirs: Box::new(theirs), event: Box::new(event), fields })
}

/// Saves, with what follows from it, unless somebody has changed the record since it was looked at. Returns the event of the
/// version.
pub(crate) async fn keep(
    project: &Project,
    record: &Record,
    before: Option<&Record>,
    doing: &Doing,
) -> Result<Option<i64>, Trouble> {
    let followers = settle::followers(project, record, before).await?;
    let mut tx = project.store.begin(&project.id).await?;
    let now = tx.record(&record.register, &record.id).await?;
    if now.map(|now| now.since) != before.map(|before| before.since) {
        return Ok(None);
    }
    tx.save(std::slice::from_ref(record), &doing.actor, &doing.at).await?;
    tx.save(&followers, &doing.actor, &doing.at).await?;
    let kept = tx.record(&record.register, &record.id).await?;
    tx.commit().await?;
    Ok(kept.map(|kept| kept.since))
}

/// Makes a record say again what it said in the version that was current after an event; brings back a removed one.
pub async fn undo(
    project: &Project,
    register: &str,
    id: &RecordId,
    to_event: i64,
    doing: &Doing,
) -> Result<Changed, Trouble> {
    let register = project.register(register)?;
    project.knows_event(Some(to_event)).await?;
    let then = project.store.record(&project.id, &register.id, id, Some(to_event)).await?;
    let then = then.ok_or_else(|| missing(register, id))?;
    let door = Door::of(register, &project.catalogue);
    for _ in 0..TRIES {
        let before = project.store.record(&project.id, &register.id, id, None).await?;
        let mut near = Near::of(project).await?;
        let draft = draft_of(register, &then);
        near.learn(register, &draft, [&Some(then.clone()), &None]).await?;
        // The way back is no step of a life cycle: the door does not hear of the current state. But what waits for a reviewer
        // goes on waiting.
        let reasons = before.as_ref().unwrap_or(&then).withheld();
        let (record, findings) = door.accept_withheld(draft, &near, &reasons);
        if before.as_ref().is_some_and(|before| before.says_the_same(&record)) {
            return Ok(Changed::Unchanged { id: id.clone() });
        }
        if let Some(event) = keep(project, &record, before.as_ref(), doing).await? {
            return Ok(Changed::Saved { id: id.clone(), event, findings });
        }
    }
    Err(Refusal::of("folder-in-use").with("path", &project.id).into())
}

/// Ends a record. Its versions stay and it can be brought back. Refused while other records point to it.
pub async fn remove(project: &Project, register: &str, id: &RecordId, doing: &Doing) -> Result<(), Trouble> {
    let register = project.register(register)?;
    let n_links = links_to(project, register, id).await?;
    if n_links > 0 {
        let refusal = Refusal::of("record-is-linked").labelled("register", &register.title);
        return Err(refusal.with("id", id).with("count", n_links).into());
    }
    let mut tx = project.store.begin(&project.id).await?;
    if !tx.remove(&register.id, id, &doing.actor, &doing.at).await? {
        return Err(missing(register, id));
    }
    tx.commit().await
}

/// How many records point to a record, those to review too.
async fn links_to(project: &Project, target: &Register, id: &RecordId) -> Result<usize, Trouble> {
    let mut linking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for register in project.catalogue.registers() {
        let links = register.fields.iter().filter(|field| field.kind.target() == Some(&target.id));
        let links: Vec<&str> = links.map(|field| field.id.as_str()).collect();
        if !links.is_empty() {
            linking.insert(&register.id, links);
        }
    }
    let mut n_links = 0;
    for (register, links) in &linking {
        let register = project.register(register)?;
        let text = links.iter().map(|field| format!("{field} = \"{id}\"")).collect::<Vec<_>>().join(" or ");
        let condition = Condition::read(&text).and_then(|text| measure::resolve(&text, register, &project.catalogue));
        let cond = condition.map_err(|finding| Trouble::machine(format!("{}: {text}", finding.code)))?;
        n_links += project.store.matching(&project.id, &register.id, &cond, None).await?.len();
    }
    for (register, of, _) in project.store.to_review(&project.id, None).await? {
        let Some(links) = linking.get(register.as_str()) else { continue };
        let record = project.store.record(&project.id, &register, &of, None).await?;
        let points = |record: &Record| links.iter().any(|field| said::points_to(record.get(field), id));
        n_links += usize::from(record.as_ref().is_some_and(points));
    }
    Ok(n_links)
}

fn missing(register: &Register, id: &RecordId) -> Trouble {
    Refusal::of("record-missing").labelled("register", &register.title).with("id", id).into()
}
