//! What whoever sent a submission may do: phones send to the project as a whole, so villages and registers are looked at when
//! a submission becomes records. What is not theirs is kept and waits for a reviewer.

use crate::{Project, Trouble};
use auyl_domain::access::{Action, Member, Role, Verdict, may, place_cond};
use auyl_domain::measure::{Column, ways};
use auyl_domain::record::Record;
use auyl_domain::register::PLACE;
use auyl_domain::value::Stored;
use auyl_domain::{Register, Value};
use std::collections::HashMap;

/// The account of an actor: itself, or that of a phone, which is named `account/number`.
pub fn account_of(actor: &str) -> &str {
    actor.split_once('/').map_or(actor, |(account, _)| account)
}

/// Who sent something.
pub(crate) enum Sender<'p> {
    /// A program that is no account.
    Program,
    /// An account that belongs to the project, with the ids of its places.
    Member(&'p Role, Vec<String>),
    /// An account that does not belong to it any more.
    Stranger,
}

impl Sender<'_> {
    /// The sender of this name.
    pub async fn of<'p>(project: &'p Project, actor: &str) -> Result<Sender<'p>, Trouble> {
        let account = account_of(actor);
        if project.store.account(account).await?.is_none() {
            return Ok(Sender::Program);
        }
        let Some(home) = project.store.home(&project.id).await? else { return Ok(Sender::Program) };
        let memberships = project.store.memberships_of(account).await?;
        let of_home = || memberships.iter().filter(|membership| membership.organisation == home.organisation);
        // What somebody is in this one project goes before what they are in all of the organisation's.
        let membership = of_home().find(|membership| membership.project == project.id);
        let membership = membership.or_else(|| of_home().find(|membership| membership.project.is_empty()));
        let known = membership.and_then(|membership| Some((project.catalogue.role(&membership.role)?, membership)));
        Ok(known.map_or(Sender::Stranger, |(role, membership)| Sender::Member(role, membership.places.clone())))
    }

    /// What the sender may do with records of a register.
    pub fn may(&self, register: &Register) -> Verdict {
        match self {
            Sender::Program => Verdict::Yes,
            Sender::Member(role, places) => may(&Member { role, places }, Action::Add, Some(register)),
            Sender::Stranger => Verdict::No,
        }
    }

    /// Whether a record is of the sender's places or of none.
    pub async fn looks_after(
        &self,
        project: &Project,
        register: &Register,
        record: &Record,
        fresh: &[Record],
    ) -> Result<bool, Trouble> {
        match self {
            Sender::Member(_, places) if self.may(register) == Verdict::OwnPlaces => {
                within(project, register, record, places, fresh).await
            }
            _ => Ok(true),
        }
    }
}

/// Whether a record, kept already or about to be, is of one of these places or of none. `fresh` are records about to be kept
/// with it.
pub async fn within(
    project: &Project,
    register: &Register,
    record: &Record,
    places: &[String],
    fresh: &[Record],
) -> Result<bool, Trouble> {
    let Some(cond) = place_cond(register, &project.catalogue, places) else { return Ok(true) };
    let mut known: HashMap<Column, Vec<Stored>> = HashMap::new();
    for column in cond.columns() {
        if !known.contains_key(column) {
            known.insert(column.clone(), look_up(project, record, column, fresh).await?);
        }
    }
    Ok(cond.holds(&|column| known.get(column).cloned().unwrap_or_default()))
}

/// The id of the place of a record, by the first way that knows one; empty where there is none.
pub(crate) async fn place_of(project: &Project, record: &Record, fresh: &[Record]) -> Result<String, Trouble> {
    let register = project.register(&record.register)?;
    for column in ways(PLACE, register, &project.catalogue) {
        if let Some(Stored::Text(place)) = look_up(project, record, &column, fresh).await?.into_iter().next() {
            return Ok(place);
        }
    }
    Ok(String::new())
}

/// The values of a column, over the links that lead to it.
async fn look_up(
    project: &Project,
    record: &Record,
    column: &Column,
    fresh: &[Record],
) -> Result<Vec<Stored>, Trouble> {
    let mut at = record.clone();
    for step in &column.steps {
        let Some(id) = at.link(&step.field).cloned() else { return Ok(Vec::new()) };
        let known = fresh.iter().find(|fresh| fresh.register == step.to && fresh.id == id);
        let next = match known {
            Some(known) => Some(known.clone()),
            None => project.store.record(&project.id, &step.to, &id, None).await?,
        };
        let Some(next) = next else { return Ok(Vec::new()) };
        at = next;
    }
    Ok(match at.get(&column.field) {
        Some(Value::Many(words)) => words.iter().map(|word| Stored::Text(word.clone())).collect(),
        Some(value) => vec![value.stored()],
        None => Vec::new(),
    })
}
