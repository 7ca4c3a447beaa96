//! Work that takes longer than a page may: it goes on by itself, its page tells how far it is, and what came of it waits
//! to be fetched for an hour. Kept in memory: after a restart whoever waited asks again.

use crate::stop::Stop;
use auyl_domain::Refusal;
use jiff::{SignedDuration, Timestamp};
use std::any::Any;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// How long what came of a job waits to be fetched.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// So many finished jobs are kept; each may hold a file.
const MOST_FINISHED: usize = 24;

/// All jobs of the server.
pub struct Jobs {
    all: Mutex<VecDeque<Arc<Job>>>,
    /// One paper is laid out at a time: it takes a whole core and much memory.
    pub paper: Semaphore,
}

impl Default for Jobs {
    fn default() -> Jobs {
        Jobs { all: Mutex::default(), paper: Semaphore::new(1) }
    }
}

/// A job and whom it belongs to.
pub struct Job {
    /// A name that nobody can guess.
    pub id: String,
    /// What it does: a job of the same account, project and name is not begun twice.
    pub name: String,
    /// Account that began it.
    pub account: String,
    /// Project it is about.
    pub project: String,
    /// Key of the sentence that says what is done.
    pub title: &'static str,
    /// Where its page leads back to.
    pub back: String,
    started: Timestamp,
    progress: Arc<Progress>,
    outcome: Mutex<Option<Outcome>>,
    done: watch::Sender<bool>,
}

/// How far a job is.
#[derive(Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// Tells how many of how many are done.
    pub fn tell(&self, done: usize, total: usize) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// How many of how many; nothing while that is not known.
    pub fn read(&self) -> Option<(usize, usize)> {
        let total = self.total.load(Ordering::Relaxed);
        (total > 0).then(|| (self.done.load(Ordering::Relaxed).min(total), total))
    }
}

/// A file that a job made.
pub struct Made {
    /// How it is called when it is saved.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What came of a job.
#[derive(Clone)]
pub enum Outcome {
    /// A file to fetch.
    File(Arc<Made>),
    /// A page that shows it.
    Elsewhere(String),
    /// Something that a page of the same area shows.
    Kept(Arc<dyn Any + Send + Sync>),
    /// It cannot be granted.
    Refused(Refusal),
    /// The machine failed; the detail is for the log.
    Failed(String),
}

/// What a job does and for whom.
pub struct Begun {
    /// What it does.
    pub name: String,
    /// Account that begins it.
    pub account: String,
    /// Project it is about.
    pub project: String,
    /// Key of the sentence that says what is done.
    pub title: &'static str,
    /// Where its page leads back to.
    pub back: String,
}

impl Jobs {
    fn all(&self) -> MutexGuard<'_, VecDeque<Arc<Job>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a job, or finds the one that does it already or has done it without trouble.
    pub fn begin<F>(&self, begun: Begun, id: String, now: Timestamp, work: impl FnOnce(Arc<Progress>) -> F) -> Arc<Job>
    where
        F: Future<Output = Result<Outcome, Stop>> + Send + 'static,
    {
        let mut all = self.all();
        all.retain(|job| now.duration_since(job.started) < KEPT);
        let same = |job: &&Arc<Job>| {
            let is_same = job.name == begun.name && job.account == begun.account && job.project == begun.project;
            is_same && !matches!(job.outcome(), Some(Outcome::Refused(_) | Outcome::Failed(_)))
        };
        if let Some(job) = all.iter().find(same) {
            return job.clone();
        }
        while all.iter().filter(|job| job.outcome().is_some()).count() >= MOST_FINISHED {
            let Some(oldest) = all.iter().position(|job| job.outcome().is_some()) else { break };
            all.remove(oldest);
        }
        let Begun { name, account, project, title, back } = begun;
        let progress = Arc::new(Progress::default());
        let running = tokio::spawn(work(progress.clone()));
        let (outcome, done) = (Mutex::new(None), watch::Sender::new(false));
        let job = Arc::new(Job { id, name, account, project, title, back, started: now, progress, outcome, done });
        all.push_back(job.clone());
        let finished = job.clone();
        tokio::spawn(async move {
            let outcome = match running.await {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(Stop::Refused(refusal))) => Outcome::Refused(*refusal),
                Ok(Err(Stop::Machine(detail))) => Outcome::Failed(detail),
                Ok(Err(Stop::Elsewhere(address) | Stop::SignIn(address))) => Outcome::Elsewhere(address),
                // No work behind a page is somebody's link.
                Ok(Err(Stop::Page(_))) => Outcome::Failed("a page of its own".into()),
                Err(error) => Outcome::Failed(error.to_string()),
            };
            *finished.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            finished.done.send_replace(true);
        });
        job
    }

    /// The job of this id, for who began it.
    pub fn find(&self, id: &str, account: &str, project: &str) -> Option<Arc<Job>> {
        let fits = |job: &&Arc<Job>| job.id == id && job.account == account && job.project == project;
        self.all().iter().find(fits).cloned()
    }

    /// Forgets a job whose outcome has been used up.
    pub fn forget(&self, id: &str) {
        self.all().retain(|job| job.id != id);
    }
}

impl Job {
    /// What came of it; nothing while it goes on.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far it is.
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.progress.read()
    }

    /// What came of it, if that is known soon.
    pub async fn soon(&self, patience: Duration) -> Option<Outcome> {
        let mut done = self.done.subscribe();
        // Running out of patience is an answer, too.
        let _ = tokio::time::timeout(patience, done.wait_for(|done| *done)).await;
        self.outcome()
    }
}
