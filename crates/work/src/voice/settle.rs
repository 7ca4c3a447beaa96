//! Those who support a problem go where it goes. When it is merged into another, they stand with that one and remember where
//! they came from; somebody who supported both is counted once; when the two are taken apart, everybody is where they were.
//! What nobody has looked at, or was rejected, has no supporters that count. All of it follows from the problem alone, so that
//! a merge, an undo and a typed change end the same.

use crate::edit::{Near, draft_of};
use crate::{Project, Trouble};
use auyl_domain::draft::{Door, REJECTED_BY_REVIEW, UNREAD};
use auyl_domain::record::Record;
use auyl_domain::views::{PROBLEM, SUPPORTER};
use auyl_domain::{RecordId, Register};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many problems merged into one are followed, and so many supporters of each.
const MOST: i64 = 10_000;
/// Merged into another that is merged into another: so many steps are followed.
const MOST_STEPS: usize = 50;
/// The reasons that supporters share with their problem.
const SHARED: [&str; 2] = [REJECTED_BY_REVIEW, UNREAD];

/// The new versions of supporters that follow from a new version of a problem; none for other registers, and where nothing
/// changes for them.
pub(crate) async fn followers(
    project: &Project,
    record: &Record,
    before: Option<&Record>,
) -> Result<Vec<Record>, Trouble> {
    let Some(register) = project.catalogue.register(SUPPORTER).filter(|_| record.register == PROBLEM) else {
        return Ok(Vec::new());
    };
    let (was, is) = (before.and_then(|before| before.link("merged_into")), record.link("merged_into"));
    let shared = |record: &Record| record.withheld().into_iter().filter(|reason| SHARED.contains(reason)).collect();
    let (shared_before, shared_now): (Vec<_>, Vec<_>) = (before.map(shared).unwrap_or_default(), shared(record));
    if was == is && shared_before == shared_now {
        return Ok(Vec::new());
    }
    let mut settling = Settling { project, register, changed: record, known: HashMap::new() };
    let mut origins = BTreeSet::from([record.id.clone()]);
    let mut waiting = vec![record.id.clone()];
    while let Some(id) = waiting.pop() {
        for below in linking(project, PROBLEM, "merged_into", &id).await? {
            if origins.len() < MOST as usize && origins.insert(below.id.clone()) {
                waiting.push(below.id);
            }
        }
    }
    // Where they stood before, others may have been kept out of the count because of them.
    let mut roots = BTreeSet::from([settling.root(&record.id).await?]);
    if let Some(was) = was {
        roots.insert(settling.root(was).await?);
    }
    let mut all: BTreeMap<RecordId, Record> = BTreeMap::new();
    for problem in origins.iter().chain(&roots) {
        for field in ["problem", "came_with"] {
            let found = linking(project, SUPPORTER, field, problem).await?;
            all.extend(found.into_iter().map(|supporter| (supporter.id.clone(), supporter)));
        }
    }
    settling.settle(all.into_values().collect(), shared_before.contains(&REJECTED_BY_REVIEW)).await
}

/// The problem with which one is counted: itself, or the last into which it was merged.
pub(crate) async fn root(project: &Project, problem: Record) -> Result<Record, Trouble> {
    let mut at = problem;
    for _ in 0..MOST_STEPS {
        let Some(next) = at.link("merged_into") else { return Ok(at) };
        match project.store.record(&project.id, PROBLEM, next, None).await? {
            Some(next) => at = next,
            None => return Ok(at),
        }
    }
    Ok(at)
}

async fn linking(project: &Project, register: &str, field: &str, id: &RecordId) -> Result<Vec<Record>, Trouble> {
    Ok(project.store.linking_to(&project.id, register, field, id, MOST).await?.0)
}

struct Settling<'p> {
    project: &'p Project,
    register: &'p Register,
    /// The problem as it is about to be.
    changed: &'p Record,
    known: HashMap<RecordId, Option<Record>>,
}

impl Settling<'_> {
    /// A problem as it will be.
    async fn problem(&mut self, id: &RecordId) -> Result<Option<Record>, Trouble> {
        if *id == self.changed.id {
            return Ok(Some(self.changed.clone()));
        }
        if !self.known.contains_key(id) {
            let found = self.project.store.record(&self.project.id, PROBLEM, id, None).await?;
            self.known.insert(id.clone(), found);
        }
        Ok(self.known.get(id).cloned().flatten())
    }

    async fn root(&mut self, id: &RecordId) -> Result<RecordId, Trouble> {
        let mut at = id.clone();
        for _ in 0..MOST_STEPS {
            let problem = self.problem(&at).await?;
            match problem.as_ref().and_then(|problem| problem.link("merged_into")) {
                Some(next) => at = next.clone(),
                None => break,
            }
        }
        Ok(at)
    }

    async fn settle(&mut self, mut all: Vec<Record>, was_rejected: bool) -> Result<Vec<Record>, Trouble> {
        // Who came first is the one that counts.
        all.sort_by_key(|record| (record.get("supported_on").map(|day| day.plain()), record.id.clone()));
        let mut first_of: HashMap<(RecordId, &str, String), RecordId> = HashMap::new();
        let mut near = Near::of(self.project).await?;
        let mut changed = Vec::new();
        for before in all {
            let Some(origin) = before.link("came_with").or(before.link("problem")).cloned() else { continue };
            let root = self.root(&origin).await?;
            let keys = ["phone", "email"].map(|field| (root.clone(), field, before.text(field).to_lowercase()));
            let keys: Vec<_> = keys.into_iter().filter(|(_, _, text)| !text.is_empty()).collect();
            let first = keys.iter().find_map(|key| first_of.get(key)).cloned();
            for key in keys {
                first_of.entry(key).or_insert_with(|| first.clone().unwrap_or_else(|| before.id.clone()));
            }
            let of_root = self.problem(&root).await?.map(|root| root.withheld()).unwrap_or_default();
            let mut reasons = before.withheld();
            reasons.retain(|reason| *reason != UNREAD && !(was_rejected && *reason == REJECTED_BY_REVIEW));
            for reason in of_root.into_iter().filter(|reason| SHARED.contains(reason)) {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
            let mut draft = draft_of(self.register, &before);
            let mut say = |field: &str, text: Option<String>| match text {
                Some(text) => draft.fields.insert(field.to_string(), text),
                None => draft.fields.remove(field),
            };
            say("came_with", (root != origin).then(|| origin.to_string()));
            say("problem", Some(root.to_string()));
            say("same_person", first.map(|first| first.to_string()));
            near.learn(self.register, &draft, [&Some(before.clone()), &None]).await?;
            let (after, _) = Door::of(self.register, &self.project.catalogue).accept_withheld(draft, &near, &reasons);
            if !before.says_the_same(&after) {
                changed.push(after);
            }
        }
        Ok(changed)
    }
}
