//! Letters to public bodies, from recommendations to what became of them. In reading order: `paper` (a letter as a
//! document), `compose` (recommendations of one body become a draft), `send` (the draft gets its number and goes out),
//! `mail` (what a body is told by mail), `term` (registered, extended, sent on), `answer` (what the body said, as it says it by its link), `turn` (what the day
//! itself changes), `body` (all that one body was asked and promised), `asked` (what became of it, village by village).

pub mod answer;
pub mod asked;
pub mod body;
pub mod compose;
pub mod mail;
pub mod paper;
pub mod send;
pub mod term;
mod turn;

pub use turn::turn;

use crate::{Project, Trouble};
use auyl_domain::measure::{self, Condition};
use auyl_domain::views::{LETTER, RECOMMENDATION};
use auyl_domain::{Record, RecordId, Refusal, Register};

/// The records of a register that link to one by a field; those to review are not among them.
pub(crate) async fn linking(
    project: &Project,
    register: &str,
    field: &str,
    id: &RecordId,
) -> Result<Vec<Record>, Trouble> {
    let known = project.register(register)?;
    matching(project, known, &format!("{field} = \"{id}\"")).await
}

/// The records of a register for which a condition holds.
pub(crate) async fn matching(project: &Project, register: &Register, text: &str) -> Result<Vec<Record>, Trouble> {
    let condition = Condition::read(text).and_then(|text| measure::resolve(&text, register, &project.catalogue));
    let cond = condition.map_err(|finding| Trouble::machine(format!("{}: {text}", finding.code)))?;
    project.store.matching(&project.id, &register.id, &cond, None).await
}

/// The letter of an id.
pub async fn letter(project: &Project, id: &RecordId) -> Result<Record, Trouble> {
    let found = project.store.record(&project.id, LETTER, id, None).await?;
    found.ok_or_else(|| missing(project, LETTER, id))
}

/// What is asked in a letter, in order.
pub async fn asks(project: &Project, letter: &RecordId) -> Result<Vec<Record>, Trouble> {
    linking(project, RECOMMENDATION, LETTER, letter).await
}

pub(crate) fn missing(project: &Project, register: &str, id: &RecordId) -> Trouble {
    let title = project.catalogue.register(register).map(|register| register.title.clone()).unwrap_or_default();
    Refusal::of("record-missing").labelled("register", &title).with("id", id).into()
}
