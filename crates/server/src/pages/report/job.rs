//! The page of work that goes on behind it. It asks for itself again every two seconds, also without a script.

use super::{account, paper};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::jobs::{Begun, Job, Outcome, Progress};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;
use std::time::Duration;

/// What is done sooner than this needs no page to wait on.
const SOON: Duration = Duration::from_millis(1500);

/// Begins a job. Its answer is what came of it, if that is soon, or else its page.
pub async fn begin<F>(here: &Here, begun: Begun, work: impl FnOnce(Arc<Progress>) -> F) -> Result
where
    F: Future<Output = Result<Outcome>> + Send + 'static,
{
    let job = waiting(here, begun, work);
    match job.soon(SOON).await {
        Some(Outcome::File(made)) => Ok(paper::attachment(&made.name, made.kind, made.bytes.clone())),
        Some(outcome) => ended(here, &job, outcome),
        None => Ok(Redirect::to(&address(here, &job)).into_response()),
    }
}

/// Begins a job, or finds the one that does it already.
pub fn waiting<F>(here: &Here, begun: Begun, work: impl FnOnce(Arc<Progress>) -> F) -> Arc<Job>
where
    F: Future<Output = Result<Outcome>> + Send + 'static,
{
    here.app.jobs.begin(begun, here.app.world.secret(), (here.app.world.now)(), work)
}

/// The address of a job's page.
pub fn address(here: &Here, job: &Job) -> String {
    format!("{}/jobs/{}", here.root(), job.id)
}

fn ended(here: &Here, job: &Job, outcome: Outcome) -> Result<Response> {
    match outcome {
        Outcome::File(_) => Ok(Redirect::to(&address(here, job)).into_response()),
        Outcome::Elsewhere(address) => {
            here.app.jobs.forget(&job.id);
            Ok(Redirect::to(&address).into_response())
        }
        Outcome::Kept(_) => Ok(Redirect::to(&job.back).into_response()),
        Outcome::Refused(refusal) => Err(refusal.into()),
        Outcome::Failed(detail) => Err(Stop::machine(detail)),
    }
}

#[derive(Template)]
#[template(path = "report/job.html")]
struct JobPage {
    frame: Frame,
    back: String,
    /// Where the finished file is.
    file: Option<String>,
    progress: Option<(usize, usize)>,
}

fn find(here: &Here, id: &str) -> Result<Arc<Job>> {
    let job = here.app.jobs.find(id, &account(here), &here.project.id);
    job.ok_or_else(|| Refusal::of("page-missing").into())
}

/// How far a job is.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let job = find(&here, &id)?;
    let file = match job.outcome() {
        None => None,
        Some(Outcome::File(_)) => Some(format!("{}/file", address(&here, &job))),
        Some(outcome) => return ended(&here, &job, outcome),
    };
    let frame = here.frame("job", here.say.t(job.title)).script(&here, "job.js");
    page(&JobPage { frame, back: job.back.clone(), file, progress: job.progress() })
}

/// The file that a job made.
pub async fn file(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    match find(&here, &id)?.outcome() {
        Some(Outcome::File(made)) => Ok(paper::attachment(&made.name, made.kind, made.bytes.clone())),
        _ => Err(Refusal::of("page-missing").into()),
    }
}
