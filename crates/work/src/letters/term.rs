//! What happens to the term of a letter after it was sent: it is registered by the body, its term is extended, it is sent
//! on to another body. The last day for an answer follows each time from the days that were said.

use super::letter;
use crate::edit::{Change, Changed, change, draft_of};
use crate::import::Faulty;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::terms::Terms;
use auyl_domain::views::{LETTER, Letter, OVERDUE, PUBLIC_BODY, SENT};
use auyl_domain::{Lang, Record, RecordId, Refusal};
use jiff::civil::Date;

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// The body registered it.
    Registered {
        /// Under which number.
        number: String,
        /// On which day.
        on: Date,
        /// With which ticket.
        ticket: String,
    },
    /// The body decided to take longer.
    Extended {
        /// On which day.
        on: Date,
        /// Until when; the longest that the law allows where nothing is said.
        until: Option<Date>,
        /// When the sender was told of it.
        told_on: Option<Date>,
        /// Why.
        reason: String,
    },
    /// The body sent it on.
    Redirected {
        /// On which day.
        on: Date,
        /// To which body.
        to: RecordId,
        /// Under which number that one registered it.
        number: String,
        /// On which day it did; the term runs from there.
        registered_on: Option<Date>,
        /// With which ticket.
        ticket: String,
    },
}

/// Takes the step.
pub async fn take(
    project: &Project,
    id: &RecordId,
    step: &Step,
    today: Date,
    doing: &Doing,
) -> Result<Changed, Trouble> {
    let terms = Terms::of(&project.catalogue);
    let found = letter(project, id).await?;
    if Letter::of(&found).is_draft() {
        return Err(Refusal::of("letter-not-sent").into());
    }
    let mut fields = match step {
        Step::Registered { number, on, ticket } => vec![
            ("registered_number", number.clone()),
            ("registered_on", on.to_string()),
            ("ticket", ticket.clone()),
            ("due_on", terms.due(*on).to_string()),
        ],
        Step::Extended { on, until, told_on, reason } => vec![
            ("extended_on", on.to_string()),
            ("extended_until", until.unwrap_or_else(|| terms.extended_at_most(*on)).to_string()),
            ("extension_told_on", told_on.map(|on| on.to_string()).unwrap_or_default()),
            ("extension_reason", reason.clone()),
        ],
        Step::Redirected { on, to, number, registered_on, ticket } => {
            redirected(project, &found, &terms, (*on, *registered_on), to, number, ticket).await?
        }
    };
    // Whoever has more time is not late any more.
    let due = fields.iter().rev().find(|(field, _)| matches!(*field, "extended_until" | "due_on"));
    let due = due.and_then(|(_, text)| auyl_domain::value::read_date(text));
    if found.state() == OVERDUE && due.is_some_and(|due| today <= due) {
        fields.push(("state", SENT.to_string()));
    }
    let mut draft = draft_of(project.register(LETTER)?, &found);
    draft.fields.extend(fields.into_iter().map(|(field, text)| (field.to_string(), text)));
    let step = Change { register: LETTER, draft, base: Some(found.since), silent: &[] };
    change(project, step, Faulty::RefuseFile, doing).await
}

async fn redirected(
    project: &Project,
    found: &Record,
    terms: &Terms,
    (on, registered_on): (Date, Option<Date>),
    to: &RecordId,
    number: &str,
    ticket: &str,
) -> Result<Vec<(&'static str, String)>, Trouble> {
    let body = project.store.record(&project.id, PUBLIC_BODY, to, None).await?;
    let body = body.ok_or_else(|| super::missing(project, PUBLIC_BODY, to))?;
    let said = |field: &str| found.get(field).map(|value| value.plain()).unwrap_or_default();
    Ok(vec![
        ("redirected_on", on.to_string()),
        ("redirected_from", said("body")),
        ("redirected_after", said("registered_on")),
        ("body", to.to_string()),
        ("official", String::new()),
        ("addressee_kind", body.text("kind").to_string()),
        ("addressee_kk", body.words("title", Lang::Kk).to_string()),
        ("addressee_ru", body.words("title", Lang::Ru).to_string()),
        ("registered_number", number.to_string()),
        ("registered_on", registered_on.map(|on| on.to_string()).unwrap_or_default()),
        ("ticket", ticket.to_string()),
        // An extension was the first body's; the new one has a term of its own.
        ("extended_on", String::new()),
        ("extended_until", String::new()),
        ("extension_told_on", String::new()),
        ("extension_reason", String::new()),
        ("due_on", terms.due(registered_on.unwrap_or(on)).to_string()),
    ])
}
