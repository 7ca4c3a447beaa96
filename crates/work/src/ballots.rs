//! Votes of residents, from the codes to the result. A round is a record; its box, codes and ballots stand apart in the store,
//! where nothing says who brought which. In reading order: this file (a round with its options), `codes` (printed once and
//! known by their digests), `cast` (a ballot from a page or a phone), `count` (opening, closing, counting, publishing),
//! `result` (what came of it, kept as it was counted), `file` (`.pb` files).

pub mod cast;
pub mod codes;
pub mod count;
pub mod file;
pub mod result;

pub use cast::{Cast, Sheet};
pub use result::{Group, Listed, Votes};

use crate::{Project, Trouble};
use auyl_domain::measure::{self, Condition};
use auyl_domain::record::Record;
use auyl_domain::register::STATE;
use auyl_domain::views::{BALLOT_ROUND, PROBLEM, PROPOSAL, day};
use auyl_domain::voting::round::Round;
use auyl_domain::{RecordId, Refusal, Value};
use auyl_store::ballots::BallotBox;

/// The state of a round before it is opened.
pub const DRAFT: &str = "draft";
/// The state of a round that takes ballots.
pub const OPEN: &str = "open";
/// The state of a round that was counted.
pub const CLOSED: &str = "closed";
/// The state of a round whose result everybody may read.
pub const PUBLISHED: &str = "published";
/// States of proposals that are on the list of a round.
const ON_LIST: [&str; 4] = ["admitted", "chosen", "not_chosen", "done"];

/// A round, its box, and what can be voted for in the order of the published list.
pub struct Setting {
    /// The record.
    pub record: Record,
    /// Its box; none before codes were made.
    pub ballot_box: Option<BallotBox>,
    /// The options: proposals or problems.
    pub options: Vec<Record>,
}

impl Setting {
    /// The round of this id. One that is to review is not there.
    pub async fn of(project: &Project, id: &str) -> Result<Setting, Trouble> {
        let register = project.register(BALLOT_ROUND)?;
        let missing = || Refusal::of("record-missing").labelled("register", &register.title).with("id", id);
        let read = RecordId::read(id).ok_or_else(missing)?;
        let record = project.store.record(&project.id, BALLOT_ROUND, &read, None).await?;
        let record = record.filter(|record| record.review.is_empty() && Round::of(record).is_some());
        let record = record.ok_or_else(missing)?;
        let ballot_box = project.store.ballot_box(&project.id, id).await?;
        let options = options(project, &record, ballot_box.as_ref()).await?;
        Ok(Setting { record, ballot_box, options })
    }

    /// The round as its record says it.
    pub fn round(&self) -> Round<'_> {
        // `of` lets in no other record.
        Round::of(&self.record).unwrap_or_else(|| unreachable!("a round that was a round"))
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.record.id.as_str()
    }

    /// Costs of the options in tiyn; noughts where nothing is paid for.
    pub fn costs(&self) -> Vec<u64> {
        let cost = |record: &Record| record.number("cost").and_then(|cost| u64::try_from(cost).ok()).unwrap_or(0);
        let is_budget = self.round().is_budget;
        self.options.iter().map(|record| if is_budget { cost(record) } else { 0 }).collect()
    }

    /// The state of its box, or nothing.
    pub fn box_state(&self) -> &str {
        self.ballot_box.as_ref().map_or("", |ballot_box| ballot_box.state.as_str())
    }

    /// The result, once it was counted.
    pub fn votes(&self) -> Option<Votes> {
        let kept = self.ballot_box.as_ref().map(|ballot_box| ballot_box.result.as_str()).unwrap_or_default();
        serde_json::from_str(kept).ok()
    }
}

/// The options: those that were published when the round was opened; before, those that would be, the first ones first.
async fn options(project: &Project, record: &Record, ballot_box: Option<&BallotBox>) -> Result<Vec<Record>, Trouble> {
    let is_budget = record.text("kind") == "budget";
    let published = ballot_box.and_then(|ballot_box| serde_json::from_str::<Vec<String>>(&ballot_box.options).ok());
    let mut known = if is_budget { proposals(project, record).await? } else { Vec::new() };
    let ids = match (&published, record.get("problems")) {
        (Some(ids), _) => ids.clone(),
        (None, Some(Value::Many(ids))) if !is_budget => ids.clone(),
        _ => {
            known.retain(|record| record.review.is_empty() && ON_LIST.contains(&record.text(STATE)));
            return Ok(known);
        }
    };
    let register = if is_budget { PROPOSAL } else { PROBLEM };
    let mut options = Vec::new();
    for id in ids {
        let Some(id) = RecordId::read(&id) else { continue };
        let found = match known.iter().find(|record| record.id == id) {
            Some(record) => Some(record.clone()),
            None => project.store.record(&project.id, register, &id, None).await?,
        };
        // What was taken away since keeps its number: others have been voted for by theirs.
        let gone = || Record {
            register: register.to_string(),
            id: id.clone(),
            fields: Default::default(),
            review: Vec::new(),
            since: 0,
        };
        options.push(found.unwrap_or_else(gone));
    }
    if published.is_none() {
        options.sort_by_key(|record| (day(record, "raised_on"), record.id.clone()));
    }
    Ok(options)
}

/// Proposals that name a round, the first ones first.
async fn proposals(project: &Project, record: &Record) -> Result<Vec<Record>, Trouble> {
    let register = project.register(PROPOSAL)?;
    let text = format!("round = \"{}\"", record.id);
    let cond = Condition::read(&text).and_then(|text| measure::resolve(&text, register, &project.catalogue));
    let cond = cond.map_err(|finding| Trouble::machine(finding.code))?;
    let mut found = project.store.matching(&project.id, PROPOSAL, &cond, None).await?;
    found.sort_by_key(|record| (day(record, "raised_on"), record.id.clone()));
    Ok(found)
}
