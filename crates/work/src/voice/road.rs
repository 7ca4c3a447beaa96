//! What a ticket shows: how far the problem has come, step by step, and with which other it was joined. Nothing of who raised
//! it, and no text that nobody of the team has looked at.

use super::settle::root;
use crate::{Project, Trouble};
use auyl_domain::access::is_public;
use auyl_domain::draft::{REJECTED_BY_REVIEW, UNREAD};
use auyl_domain::measure::{self, Condition};
use auyl_domain::record::Record;
use auyl_domain::register::{Register, State};
use auyl_domain::ticket::Ticket;
use auyl_domain::views::{PROBLEM, SUPPORTER, day};
use auyl_domain::{Kind, RecordId};
use auyl_store::Wanted;
use jiff::civil::Date;

/// The road of a problem.
#[derive(Clone, PartialEq, Debug)]
pub struct Road {
    /// The problem with which the ticket's own is counted.
    pub problem: Record,
    /// Whether that is another one than the ticket was given for.
    pub is_joined: bool,
    /// How the team stands to it.
    pub standing: Standing,
    /// The steps in their order.
    pub steps: Vec<Step>,
}

/// How the team stands to a problem.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nobody has looked at it yet.
    Waiting,
    /// It was not taken up.
    Rejected,
    /// It is shown to everybody.
    Shown,
    /// The team has something to mend in it first.
    Mended,
}

/// One step of the road: a state of the register.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Id of the state.
    pub state: String,
    /// Whether it has been reached.
    pub is_reached: bool,
    /// On which day, where a record that everybody may read says it.
    pub on: Option<Date>,
}

/// The problem of a ticket, of who raised it or of who supports it; none where there is no such ticket.
pub async fn find(project: &Project, ticket: Ticket) -> Result<Option<Record>, Trouble> {
    if let Some(problem) = of_ticket(project, PROBLEM, ticket).await? {
        return Ok(Some(problem));
    }
    let supporter = of_ticket(project, SUPPORTER, ticket).await?;
    let problem = supporter.and_then(|supporter| supporter.link("came_with").or(supporter.link("problem")).cloned());
    match problem {
        Some(problem) => project.store.record(&project.id, PROBLEM, &problem, None).await,
        None => Ok(None),
    }
}

async fn of_ticket(project: &Project, register: &str, ticket: Ticket) -> Result<Option<Record>, Trouble> {
    let register = project.register(register)?;
    let condition = Condition::read(&format!("ticket = \"{ticket}\""))
        .and_then(|condition| measure::resolve(&condition, register, &project.catalogue));
    let cond = condition.map_err(|finding| Trouble::machine(finding.code))?;
    let wanted = Wanted { cond: vec![cond], most: 1, ..Wanted::default() };
    Ok(project.store.page(&project.id, &register.id, &wanted).await?.records.into_iter().next())
}

/// The road of a problem.
pub async fn road(project: &Project, own: Record) -> Result<Road, Trouble> {
    let id = own.id.clone();
    let problem = root(project, own).await?;
    let register = project.register(PROBLEM)?;
    let withheld = problem.withheld();
    let standing = if withheld.contains(&REJECTED_BY_REVIEW) {
        Standing::Rejected
    } else if withheld.contains(&UNREAD) {
        Standing::Waiting
    } else if problem.review.is_empty() {
        Standing::Shown
    } else {
        Standing::Mended
    };
    let now = register.states.iter().position(|state| state.id == problem.state()).unwrap_or(0);
    let mut steps = Vec::new();
    for (at, state) in register.states.iter().enumerate() {
        let on = match at {
            0 => day(&problem, "raised_on"),
            _ => reached_on(project, register, state, &problem).await?,
        };
        // A problem may be solved without a letter: what has not been is not said to have been.
        let is_reached = at == now || at < now && (at == 0 || has_all(state, &problem));
        // Nobody is told that what is solved will be opened again.
        if !is_reached && is_way_back(register, state) {
            continue;
        }
        steps.push(Step { state: state.id.clone(), is_reached, on: on.filter(|_| is_reached) });
    }
    Ok(Road { is_joined: problem.id != id, problem, standing, steps })
}

/// Whether a state leads back from what was over.
fn is_way_back(register: &Register, state: &State) -> bool {
    !register.is_over(&state.id) && !state.from.is_empty() && state.from.iter().all(|from| register.is_over(from))
}

fn has_all(state: &State, problem: &Record) -> bool {
    !state.needs.is_empty() && state.needs.iter().all(|need| problem.get(need).is_some())
}

/// The day on which a state was reached: a day that the state needs, or the day of a record that it needs.
async fn reached_on(
    project: &Project,
    register: &Register,
    state: &State,
    problem: &Record,
) -> Result<Option<Date>, Trouble> {
    let fields = || state.needs.iter().filter_map(|need| register.field(need));
    if let Some(own) = fields().find_map(|field| day(problem, &field.id).filter(|_| is_public(register, field))) {
        return Ok(Some(own));
    }
    for field in fields() {
        let Some(id) = problem.link(&field.id) else { continue };
        if let Some(day) = day_of(project, &field.kind, id).await? {
            return Ok(Some(day));
        }
    }
    Ok(None)
}

async fn day_of(project: &Project, kind: &Kind, id: &RecordId) -> Result<Option<Date>, Trouble> {
    let Some(register) = kind.target().and_then(|target| project.catalogue.register(target)) else { return Ok(None) };
    // Else another day that everybody may read: when a body wrote its reply, where the day it came in is the team's.
    let own = register.dated.as_deref().and_then(|dated| register.field(dated)).filter(|own| is_public(register, own));
    let other = || register.fields.iter().find(|field| matches!(field.kind, Kind::Date) && is_public(register, field));
    let Some(dated) = own.or_else(other) else { return Ok(None) };
    let record = project.store.record(&project.id, &register.id, id, None).await?;
    Ok(record.filter(|record| record.review.is_empty()).and_then(|record| day(&record, &dated.id)))
}
