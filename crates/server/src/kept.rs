//! What is kept between requests: things that cost some work and depend on a project's records alone. Each is made once
//! while others wait for it. After a change whoever asks waits a second for the fresh one and is then shown the last,
//! which says as of which event it is.

use crate::pages::figure::Pictured;
use crate::pages::indicators::Framework;
use crate::pages::open::Opened;
use crate::pages::start::Morning;
use crate::pages::statistics::Counted;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_store::Run;
use auyl_work::needs::Needs;
use auyl_work::outcome::analysis::Analysis;
use auyl_work::waves::Cube;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// So many things of one kind are kept: several projects in three languages.
const MOST: usize = 48;
/// How long somebody waits for the fresh one where there is an older one.
const PATIENCE: Duration = Duration::from_millis(1000);

/// All that is kept.
#[derive(Default)]
pub struct Kept {
    /// Start pages.
    pub mornings: Shelf<Morning>,
    /// Results frameworks.
    pub frameworks: Shelf<Framework>,
    /// Statistics.
    pub statistics: Shelf<Counted>,
    /// Answers to surveys, counted.
    pub waves: Shelf<Cube>,
    /// What became of problems.
    pub decisions: Shelf<Analysis>,
    /// Figures with what stands behind them.
    pub figures: Shelf<Pictured>,
    /// Open pages.
    pub opened: Shelf<Opened>,
    /// Needs maps.
    pub needs: Shelf<Needs>,
    /// The log, by stretches that will never change.
    pub logged: Stretches,
}

/// So many runs of the log are kept, of all projects together: a few megabytes.
const MOST_RUNS: usize = 20_000;

/// Stretches of logs that are full, told in runs. Events are only added, so that what is kept here stays true.
#[derive(Default)]
pub struct Stretches(Mutex<HashMap<Stretch, Arc<[Run]>>>);

/// A project and the number of the first event.
type Stretch = (String, i64);

impl Stretches {
    /// The stretch of a project that begins with this event.
    pub fn get(&self, project: &str, from: i64) -> Option<Arc<[Run]>> {
        let stretches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        stretches.get(&(project.to_string(), from)).cloned()
    }

    /// Keeps a stretch; when there is no room all others go.
    pub fn keep(&self, project: &str, from: i64, runs: &[Run]) {
        let mut stretches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if stretches.values().map(|runs| runs.len()).sum::<usize>() + runs.len() > MOST_RUNS {
            stretches.clear();
        }
        stretches.insert((project.to_string(), from), runs.into());
    }
}

/// Of what state something is: the project's last event, and the day, where days matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The event.
    pub event: i64,
    /// The day, or nothing.
    pub day: String,
}

/// Something kept, and whether a fresher one is under way.
pub struct Found<T> {
    /// What was kept.
    pub value: Arc<T>,
    /// As of which event it is, where that is not the last one.
    pub behind: Option<i64>,
}

/// Things of one kind by their names.
pub struct Shelf<T>(Arc<Mutex<Slots<T>>>);

struct Slots<T> {
    by_name: HashMap<String, Slot<T>>,
    clock: u64,
}

struct Slot<T> {
    last: Option<(Mark, Arc<T>)>,
    making: Option<(Mark, watch::Receiver<Option<Made<T>>>)>,
    used: u64,
}

type Made<T> = std::result::Result<Arc<T>, Failure>;

/// Why something could not be made; told to all who wait for it.
#[derive(Clone)]
enum Failure {
    Refused(Box<Refusal>),
    Machine(String),
}

impl<T> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Shelf(Arc::new(Mutex::new(Slots { by_name: HashMap::new(), clock: 0 })))
    }
}

impl<T: Send + Sync + 'static> Shelf<T> {
    /// The thing of this name as of a mark: kept, or made by whoever asks first.
    pub async fn get<F>(&self, name: &str, mark: &Mark, make: impl FnOnce() -> F) -> Result<Found<T>>
    where
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let mut make = Some(make);
        loop {
            let (mut coming, older) = {
                let mut slots = self.slots();
                slots.clock += 1;
                let used = slots.clock;
                let slot =
                    slots.by_name.entry(name.to_string()).or_insert_with(|| Slot { last: None, making: None, used });
                slot.used = used;
                if let Some((_, value)) = slot.last.as_ref().filter(|(of, _)| of == mark) {
                    return Ok(Found { value: value.clone(), behind: None });
                }
                // Whoever made it may have fallen over: then nobody will ever say that it is ready.
                slot.making = slot.making.take().filter(|(_, coming)| coming.has_changed().is_ok());
                let older = slot.last.clone();
                match (&slot.making, make.take()) {
                    (Some((_, coming)), unused) => {
                        make = unused;
                        (coming.clone(), older)
                    }
                    (None, Some(make)) => (self.begin(slot, name, mark, make()), older),
                    // What was begun for us has failed or is older than what somebody else has brought since.
                    (None, None) => return Err(Stop::machine("what was made is gone")),
                }
            };
            let made = async { coming.wait_for(Option::is_some).await.ok().and_then(|made| made.clone()) };
            let made = match &older {
                Some((of, value)) => match tokio::time::timeout(PATIENCE, made).await {
                    Ok(made) => made,
                    Err(_) => return Ok(Found { value: value.clone(), behind: Some(of.event) }),
                },
                None => made.await,
            };
            match made {
                // Made by us for this mark, or by another for an earlier one: then once more.
                Some(Ok(value)) if make.is_none() => return Ok(Found { value, behind: None }),
                Some(Err(failure)) if make.is_none() => return Err(failure.into()),
                Some(_) => {}
                None => return Err(Stop::machine("what was to be kept could not be made")),
            }
        }
    }

    /// Makes it apart from the request, which may go away before it is ready.
    fn begin(
        &self,
        slot: &mut Slot<T>,
        name: &str,
        mark: &Mark,
        making: impl Future<Output = Result<T>> + Send + 'static,
    ) -> watch::Receiver<Option<Made<T>>> {
        let (say, coming) = watch::channel(None);
        slot.making = Some((mark.clone(), coming.clone()));
        let (shelf, name, mark) = (Shelf(self.0.clone()), name.to_string(), mark.clone());
        tokio::spawn(async move {
            let made = making.await.map(Arc::new).map_err(Failure::from);
            {
                let mut slots = shelf.slots();
                if let Some(slot) = slots.by_name.get_mut(&name) {
                    slot.making = None;
                    if let Ok(value) = &made {
                        slot.last = Some((mark, value.clone()));
                    }
                }
                slots.forget();
            }
            // Nobody may be waiting any more.
            let _ = say.send(Some(made));
        });
        coming
    }

    fn slots(&self) -> MutexGuard<'_, Slots<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Slots<T> {
    /// Lets go of what nobody has asked for the longest.
    fn forget(&mut self) {
        while self.by_name.len() > MOST {
            let idle = self.by_name.iter().filter(|(_, slot)| slot.making.is_none());
            let Some(name) = idle.min_by_key(|(_, slot)| slot.used).map(|(name, _)| name.clone()) else { return };
            self.by_name.remove(&name);
        }
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Failure {
        match stop {
            Stop::Refused(refusal) => Failure::Refused(refusal),
            Stop::Machine(detail) => Failure::Machine(detail),
            Stop::SignIn(_) | Stop::Elsewhere(_) | Stop::Page(_) => {
                Failure::Machine("led elsewhere while being made".into())
            }
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        match failure {
            Failure::Refused(refusal) => Stop::Refused(refusal),
            Failure::Machine(detail) => Stop::Machine(detail),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn mark(event: i64) -> Mark {
        Mark { event, day: String::new() }
    }

    fn play(story: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(story);
    }

    #[test]
    fn twenty_who_ask_at_once_are_given_what_was_made_once() {
        play(async {
            let (shelf, made) = (Shelf::<u32>::default(), Arc::new(AtomicU32::new(0)));
            let ask = || {
                let made = made.clone();
                let mark = mark(5);
                let shelf = &shelf;
                async move {
                    let make = || async move {
                        tokio::time::sleep(Duration::from_millis(10)).await;
                        Ok(made.fetch_add(1, Ordering::SeqCst) + 1)
                    };
                    *shelf.get("auyl ru", &mark, make).await.expect("made").value
                }
            };
            let all = futures_util::future::join_all((0..20).map(|_| ask())).await;
            assert!(all.iter().all(|got| *got == 1), "{all:?}");
            assert_eq!(made.load(Ordering::SeqCst), 1);
        });
    }

    #[test]
    fn after_a_change_the_fresh_one_is_shown_and_the_last_one_where_it_takes_long() {
        play(async {
            let shelf = Shelf::<&str>::default();
            shelf.get("auyl", &mark(1), || async { Ok("before") }).await.expect("made");
            let found = shelf.get("auyl", &mark(2), || async { Ok("after") }).await.expect("made");
            assert_eq!((*found.value, found.behind), ("after", None));
            let slow = || async {
                tokio::time::sleep(PATIENCE * 2).await;
                Ok("at last")
            };
            let found = shelf.get("auyl", &mark(3), slow).await.expect("the last");
            assert_eq!((*found.value, found.behind), ("after", Some(2)));
            tokio::time::sleep(PATIENCE * 2).await;
            let found = shelf.get("auyl", &mark(3), || async { Ok("never asked") }).await.expect("kept");
            assert_eq!((*found.value, found.behind), ("at last", None));
        });
    }

    #[test]
    fn what_cannot_be_made_is_told_to_all_and_tried_again() {
        play(async {
            let shelf = Shelf::<u32>::default();
            let refused = || async { Err(Refusal::of("page-missing").into()) };
            assert!(matches!(shelf.get("auyl", &mark(1), refused).await, Err(Stop::Refused(_))));
            assert_eq!(*shelf.get("auyl", &mark(1), || async { Ok(7) }).await.expect("made").value, 7);
            let falls = || async { if mark(1).event == 1 { panic!("a slip") } else { Ok(1) } };
            assert!(matches!(shelf.get("other", &mark(1), falls).await, Err(Stop::Machine(_))));
            assert_eq!(*shelf.get("other", &mark(1), || async { Ok(8) }).await.expect("made").value, 8);
        });
    }

    #[test]
    fn only_so_many_are_kept() {
        play(async {
            let shelf = Shelf::<usize>::default();
            for at in 0..MOST * 2 {
                shelf.get(&at.to_string(), &mark(1), || async move { Ok(at) }).await.expect("made");
            }
            assert_eq!(shelf.slots().by_name.len(), MOST);
        });
    }
}
