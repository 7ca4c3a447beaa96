//! Which recorded problems a text perhaps repeats. The texts of a project stay in memory between questions and follow its
//! events, so that a question among a hundred thousand waits for no reading; projects that nobody asked about for long make
//! room for others. What is alike is judged by `domain/src/alike.rs`; nothing here decides.

use crate::{Project, Trouble};
use auyl_domain::alike::{Candidate, Concepts, Likeness, Why};
use auyl_domain::draft::REJECTED_BY_REVIEW;
use auyl_domain::id::sha256;
use auyl_domain::record::Record;
use auyl_domain::views::{PLACE, PROBLEM};
use auyl_domain::{Catalogue, Lang, RecordId};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Bytes that the texts of all projects may take together.
const MOST_BYTES: usize = 512 << 20;
/// Events that are read at once while a project is followed.
const BATCH: i64 = 2_000;
/// When so many batches have come since, all is read anew.
const MOST_BATCHES: usize = 20;
/// Candidates of the texts are looked at before records of one problem come together.
const SPARE: usize = 4;

/// The texts of projects.
#[derive(Default)]
pub struct Alikes {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    of: HashMap<String, (u64, Arc<Mutex<Texts>>)>,
    turn: u64,
}

/// The texts of one project as of an event.
struct Texts {
    event: i64,
    likeness: Likeness,
    /// Problems by what they are called outside.
    called: HashMap<String, RecordId>,
    bytes: usize,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text.
    pub text: &'a str,
    /// Id of its village.
    pub place: &'a str,
    /// Word of its sphere; empty for an unknown one.
    pub sphere: &'a str,
    /// The problem that asks, where it is recorded: it is no candidate of itself.
    pub own: Option<&'a RecordId>,
    /// How many are wanted.
    pub most: usize,
    /// Whether only what everybody may read is meant.
    pub is_open: bool,
}

/// A problem that a text perhaps repeats.
#[derive(Clone, PartialEq, Debug)]
pub struct Alike {
    /// The problem with which it would be counted.
    pub record: Record,
    /// From 0 to 1.
    pub score: f64,
    /// What they have in common.
    pub why: Why,
}

/// What a problem is called outside: nobody learns from it how the team calls its records, or a ticket.
pub fn called(project: &str, id: &RecordId) -> String {
    sha256(format!("problem\n{project}\n{id}").as_bytes())[..20].to_string()
}

impl Alikes {
    /// The problems that a text perhaps repeats, the likeliest first, each with the problem with which it is counted.
    pub async fn find(&self, project: &Project, asked: Asked<'_>) -> Result<Vec<Alike>, Trouble> {
        let candidates = {
            let texts = self.texts(project).await?;
            let texts = texts.lock().await;
            texts.likeness.candidates(asked.text, asked.place, asked.sphere, asked.most * SPARE)
        };
        let mut found: Vec<Alike> = Vec::new();
        for Candidate { id, score, why } in candidates {
            let Some(id) = id.split_once('\n').and_then(|(id, _)| RecordId::read(id)) else { continue };
            let Some(record) = project.store.record(&project.id, PROBLEM, &id, None).await? else { continue };
            let record = super::settle::root(project, record).await?;
            // What was rejected is nobody's problem.
            let is_rejected = record.withheld().contains(&REJECTED_BY_REVIEW);
            let is_hidden = is_rejected || asked.is_open && !record.review.is_empty();
            let is_known = found.iter().any(|alike| alike.record.id == record.id) || asked.own == Some(&record.id);
            if !is_hidden && !is_known {
                found.push(Alike { record, score, why });
            }
            if found.len() == asked.most {
                break;
            }
        }
        Ok(found)
    }

    /// The problem that is called so outside.
    pub async fn of_name(&self, project: &Project, name: &str) -> Result<Option<RecordId>, Trouble> {
        let texts = self.texts(project).await?;
        let texts = texts.lock().await;
        Ok(texts.called.get(name).cloned())
    }

    /// The texts of a project as they are now.
    async fn texts(&self, project: &Project) -> Result<Arc<Mutex<Texts>>, Trouble> {
        let texts = {
            let mut known = self.known.lock().await;
            known.turn += 1;
            let turn = known.turn;
            match known.of.get_mut(&project.id) {
                Some((used, texts)) => {
                    *used = turn;
                    Arc::clone(texts)
                }
                None => {
                    let texts = Arc::new(Mutex::new(Texts::of(&project.catalogue)));
                    known.of.insert(project.id.clone(), (turn, Arc::clone(&texts)));
                    texts
                }
            }
        };
        {
            // One reads for all who ask at the same time.
            let mut texts = texts.lock().await;
            texts.follow(project).await?;
        }
        self.make_room(&project.id).await;
        Ok(texts)
    }

    /// Forgets projects that nobody asked about for longest, until the rest fits; never the one that is asked about now.
    async fn make_room(&self, asked: &str) {
        let mut known = self.known.lock().await;
        loop {
            let mut all = 0;
            for (_, texts) in known.of.values() {
                // One that is being read now is counted the next time.
                all += texts.try_lock().map_or(0, |texts| texts.bytes);
            }
            let oldest = known.of.iter().filter(|(id, _)| *id != asked).min_by_key(|(_, (used, _))| *used);
            let Some(oldest) = oldest.map(|(id, _)| id.clone()).filter(|_| all > MOST_BYTES) else { return };
            known.of.remove(&oldest);
        }
    }
}

/// The two languages in which a problem is told; each is a text of its own.
const TOLD: [Lang; 2] = [Lang::Kk, Lang::Ru];

impl Texts {
    fn of(catalogue: &Catalogue) -> Texts {
        // A file of concepts that cannot be read is a finding of the catalogue; words alone are compared then.
        let file = catalogue.file(auyl_domain::alike::FILE).unwrap_or_default();
        let concepts = Concepts::read(file).or_else(|_| Concepts::read(""));
        let likeness = Likeness::new(concepts.unwrap_or_else(|_| unreachable!("an empty text is a list of none")));
        Texts { event: 0, likeness, called: HashMap::new(), bytes: 0 }
    }

    /// Reads what has happened since.
    async fn follow(&mut self, project: &Project) -> Result<(), Trouble> {
        let last = project.store.last_event(&project.id).await?;
        if last == self.event {
            return Ok(());
        }
        let is_near = self.event > 0 && last - self.event < BATCH * MOST_BATCHES as i64;
        if !is_near {
            let mut fresh = Texts::of(&project.catalogue);
            project.store.each(&project.id, PROBLEM, None, |record| fresh.learn(project, &record)).await?;
            *self = fresh;
        }
        while is_near && self.event < last {
            let events = project.store.events(&project.id, self.event + 1, BATCH).await?;
            let Some(newest) = events.last().map(|event| event.seq) else { break };
            let of_problems = events.iter().filter(|event| event.register == PROBLEM);
            let mut ids: Vec<RecordId> = of_problems.filter_map(|event| RecordId::read(&event.record)).collect();
            ids.sort();
            ids.dedup();
            for id in &ids {
                self.forget(project, id);
            }
            for record in project.store.by_ids(&project.id, PROBLEM, &ids).await? {
                self.learn(project, &record);
            }
            self.event = newest;
        }
        self.event = last;
        self.bytes = self.likeness.bytes() + self.called.len() * 120;
        Ok(())
    }

    fn learn(&mut self, project: &Project, record: &Record) {
        for lang in TOLD {
            let text = record.text(&format!("title_{}", lang.code()));
            if !text.is_empty() {
                let place = record.link(PLACE).map(RecordId::as_str).unwrap_or_default();
                self.likeness.add(&format!("{}\n{}", record.id, lang.code()), text, place, record.text("sphere"));
            }
        }
        self.called.insert(called(&project.id, &record.id), record.id.clone());
    }

    fn forget(&mut self, project: &Project, id: &RecordId) {
        TOLD.iter().for_each(|lang| self.likeness.remove(&format!("{id}\n{}", lang.code())));
        self.called.remove(&called(&project.id, id));
    }
}
