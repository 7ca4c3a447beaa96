//! Surveys: rounds and who answered, and what each question says. In reading order: `rounds` (all rounds), `questions`
//! (those of a survey), `found` (what one question says, in parts), `question` (its page), `taken` (its table and the
//! page of a village as files), `learnt` (tests before and after a seminar).

mod found;
mod learnt;
mod question;
mod questions;
mod rounds;
mod taken;

pub use found::Look;
pub use question::table;

use crate::App;
use crate::ask::Here;
use crate::kept::Mark;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::{self, Action, Verdict};
use auyl_work::waves::cube::cube;
use auyl_work::waves::said::Said;
use auyl_work::waves::{Cube, Question, Survey};
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/waves", get(rounds::show))
        .route("/p/{project}/waves/tests", get(learnt::show))
        .route("/p/{project}/waves/{register}", get(questions::show))
        .route("/p/{project}/waves/{register}/village.docx", get(taken::docx))
        .route("/p/{project}/waves/{register}/village.pdf", get(taken::pdf))
        .route("/p/{project}/waves/{register}/{field}", get(question::show))
        .route("/p/{project}/waves/{register}/{field}/table.csv", get(taken::csv))
}

/// The survey of an address, and whether its reader sees all of it: others see public fields, and no small groups.
fn survey<'h>(here: &'h Here, id: &str) -> Result<(Survey<'h>, Verdict)> {
    let register = here.register(id)?;
    let verdict = here.must(Action::See, Some(register))?;
    let missing = || Refusal::of("page-missing");
    Ok((Survey::of(register).ok_or_else(missing)?, verdict))
}

/// The questions of a survey that its reader may see.
pub fn seen<'h>(survey: &Survey<'h>, verdict: Verdict) -> Vec<Question<'h>> {
    let mut questions = survey.questions();
    questions.retain(|question| match question.index {
        Some(index) => verdict != Verdict::PublicFields || index.is_public,
        None => is_seen(survey, question.field, verdict),
    });
    questions
}

fn is_seen(survey: &Survey<'_>, field: &auyl_domain::Field, verdict: Verdict) -> bool {
    verdict != Verdict::PublicFields || access::is_public(survey.register, field)
}

/// Answers counted now or kept from before; of one question, or of none.
async fn counted(here: &Here, survey: &Survey<'_>, question: Option<&str>) -> Result<Arc<Cube>> {
    let event = here.project.store.last_event(&here.project.id).await?;
    let (project, register) = (here.project.clone(), survey.register.id.clone());
    let asked = question.map(str::to_string);
    let name = format!("{}\n{register}\n{}", project.id, question.unwrap_or_default());
    let make = move || async move {
        let missing = || Refusal::of("page-missing");
        let survey = Survey::of(project.register(&register)?).ok_or_else(missing)?;
        let question = asked.as_deref().map(|id| survey.question(id).ok_or_else(missing)).transpose()?;
        Ok(cube(&project, &survey, question.as_ref(), Some(event)).await?)
    };
    Ok(here.app.kept.waves.get(&name, &Mark { event, day: String::new() }, make).await?.value)
}

fn said(here: &Here) -> Said<'_> {
    Said { catalogue: &here.project.catalogue, lang: here.lang() }
}

/// A table of a page.
pub struct Table {
    /// Its id on the page.
    pub id: String,
    /// What it is.
    pub caption: String,
    /// What is to be said of it.
    pub note: Option<String>,
    /// Headings.
    pub header: Vec<String>,
    /// Rows: what they are, and their cells.
    pub rows: Vec<(String, Vec<Shown>)>,
}

/// A cell: what is read, a smaller line under it, where it leads.
#[derive(Default)]
pub struct Shown {
    /// What is read.
    pub text: String,
    /// Under it.
    pub small: String,
    /// Where it leads.
    pub href: Option<String>,
}

impl Shown {
    fn of(text: impl Into<String>) -> Shown {
        Shown { text: text.into(), ..Shown::default() }
    }
}
