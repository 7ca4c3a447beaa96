//! Review of what phones sent: a submission beside the records it became, others that may be the same, and the decision. Pages
//! and clients of Central decide through [`decide`]. What is rejected stays, with all its records, and is counted nowhere;
//! approving it again brings it back. Both are versions of the records in the log.

use crate::edit::{Near, draft_of, is_same};
use crate::intake;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::{Door, OF_ANOTHER_RECORD, REJECTED_BY_REVIEW};
use auyl_domain::finding::Finding;
use auyl_domain::measure::{self, Condition};
use auyl_domain::record::Record;
use auyl_domain::{Field, Kind, RecordId, Refusal, Register, Words};
use auyl_forms::submission::{self, Drafted};
use auyl_store::submissions::{Listed, Remark, Reviewed, Stage, Submission};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a reviewer may decide, as clients of Central call it; an empty word takes the decision back.
pub const REVIEWS: [&str; 4] = ["edited", "hasIssues", "rejected", "approved"];
/// It is not counted.
pub const REJECTED: &str = "rejected";
/// It is good.
pub const APPROVED: &str = "approved";
/// Letters of a remark.
pub const LONGEST: usize = 10_000;

/// How often a decision is tried again while others save the same records.
const TRIES: usize = 20;
/// Records of one submission for which others of the same person are looked for.
const MOST_LOOKED_AT: usize = 200;
/// Others that are shown beside a submission.
const MOST_TWINS: usize = 20;
/// Two that one device began so soon after one another are looked at together.
const SOON: i64 = 180;

/// A submission with everything that is known of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// Its last word.
    pub submission: Submission,
    /// What it says and what became of it, a record before its rows; empty where it could not be read.
    pub made: Vec<Made>,
    /// What was noticed while it was read.
    pub findings: Vec<Finding>,
    /// What is kept of everything that was noticed.
    pub notes: Vec<Note>,
}

/// A record of a submission.
#[derive(Clone, PartialEq, Debug)]
pub struct Made {
    /// What the submission says.
    pub drafted: Drafted,
    /// The record as it is now; none where there is none.
    pub record: Option<Record>,
}

/// A finding as it is kept beside a submission: where, never what was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct Note {
    /// Code of the finding.
    pub code: String,
    /// `severe`, `warning` or `hint`.
    #[serde(default)]
    pub severity: String,
    /// Register.
    #[serde(default)]
    pub register: Option<String>,
    /// Record.
    #[serde(default)]
    pub record: Option<String>,
    /// Field.
    #[serde(default)]
    pub field: Option<String>,
}

impl Opened {
    /// Whether a record is all that was sent, or the one to which everything else in it belongs: not one line of a list.
    fn is_all_of_it(&self, id: &RecordId) -> bool {
        let of_it = |made: &&Made| made.record.as_ref().is_some_and(|record| record.id == *id);
        self.made.iter().find(of_it).is_some_and(|made| made.drafted.place.is_empty() || self.made.len() == 1)
    }
}

/// The notes of a submission.
pub fn notes(detail: &str) -> Vec<Note> {
    // Kept by this program; a text that it did not write says nothing.
    serde_json::from_str(detail).unwrap_or_default()
}

/// Opens a submission by the first instance of its chain of edits.
pub async fn open(project: &Project, form: &str, root: &str) -> Result<Option<Opened>, Trouble> {
    let words = project.store.submission_edits(&project.id, form, root).await?;
    let Some(submission) = words.into_iter().next_back() else { return Ok(None) };
    let shape = intake::shape(project, form, &submission.version).await?;
    let root = Some(submission.root.as_str());
    let read = shape.and_then(|shape| submission::read(&submission.xml, &shape, root, &submission.at).ok());
    let notes = notes(&submission.detail);
    let (read, findings) = read.unwrap_or_default();
    let mut made = Vec::new();
    for drafted in read.drafts {
        let id = drafted.draft.id.as_deref().and_then(RecordId::read);
        // A record of others that it would have changed is not its own.
        let is_of_others = |note: &Note| note.code == OF_ANOTHER_RECORD && note.record == drafted.draft.id;
        // Until the program has looked at it, a record of its id may be anybody's.
        let is_made = submission.stage == Stage::Taken && !notes.iter().any(is_of_others);
        let record = match id.filter(|_| is_made) {
            Some(id) => project.store.record(&project.id, &drafted.register, &id, None).await?,
            None => None,
        };
        made.push(Made { drafted, record });
    }
    Ok(Some(Opened { submission, made, findings, notes }))
}

/// What a reviewer decides.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// Id of the form.
    pub form: &'a str,
    /// The first instance of the submission.
    pub root: &'a str,
    /// The instance that the reviewer saw; where an edit has come since, nothing is decided. None for whatever is there.
    pub seen: Option<&'a str>,
    /// One of [`REVIEWS`], or empty.
    pub review: &'a str,
    /// Why; empty for nothing said.
    pub remark: &'a str,
}

/// Decides of a submission, all of it in one transaction: its records, the decision, the remark and the line in the log.
///
/// # Errors
/// `record-missing` where there is no such submission, `submission-outdated` where an edit of it has come meanwhile.
pub async fn decide(project: &Project, decision: &Decision<'_>, doing: &Doing) -> Result<(), Trouble> {
    let Decision { form, root, review, .. } = *decision;
    for _ in 0..TRIES {
        let opened = open(project, form, root).await?;
        let title = project.catalogue.register(form).map_or_else(|| Words::same(form), |known| known.title.clone());
        let opened =
            opened.ok_or_else(|| Refusal::of("record-missing").labelled("register", &title).with("id", root))?;
        let last = &opened.submission;
        let outdated = || Trouble::from(Refusal::of("submission-outdated").with("instance", &last.instance));
        if decision.seen.is_some_and(|seen| seen != last.instance) {
            return Err(outdated());
        }
        let changed = changed(project, &opened, review).await?;
        let mut tx = project.store.begin(&project.id).await?;
        let mut is_now = true;
        for (since, record) in &changed {
            let now = tx.record(&record.register, &record.id).await?;
            is_now &= now.is_some_and(|now| now.since == *since);
        }
        if !is_now {
            continue;
        }
        let records: Vec<Record> = changed.into_iter().map(|(_, record)| record).collect();
        tx.save(&records, &doing.actor, &doing.at).await?;
        // What it would have changed of others' is done when somebody who may has said yes.
        let again = review == APPROVED && opened.notes.iter().any(|note| note.code == OF_ANOTHER_RECORD);
        let reviewed = Reviewed { form, instance: &last.instance, review, again };
        if !tx.review_submission(&reviewed).await? {
            return Err(outdated());
        }
        let remark: String = decision.remark.trim().chars().take(LONGEST).collect();
        if !remark.is_empty() {
            let remark = Remark { at: doing.at.clone(), actor: doing.actor.clone(), remark };
            tx.remark_on_submission(form, root, &remark).await?;
        }
        tx.log("submission-reviewed", (form, root), review, &doing.actor, &doing.at).await?;
        return tx.commit().await;
    }
    Err(Refusal::of("folder-in-use").with("path", &project.id).into())
}

/// The records that a decision changes, with the versions that they are now.
async fn changed(project: &Project, opened: &Opened, review: &str) -> Result<Vec<(i64, Record)>, Trouble> {
    let mut near = Near::of(project).await?;
    let mut changed = Vec::new();
    for record in opened.made.iter().filter_map(|made| made.record.as_ref()) {
        let before = record.withheld();
        let mut reasons = before.clone();
        match review {
            APPROVED => reasons.clear(),
            REJECTED if !reasons.contains(&REJECTED_BY_REVIEW) => reasons.push(REJECTED_BY_REVIEW),
            REJECTED => {}
            _ => reasons.retain(|reason| *reason != REJECTED_BY_REVIEW),
        }
        if reasons == before {
            continue;
        }
        let register = project.register(&record.register)?;
        let draft = draft_of(register, record);
        near.forget_files();
        near.learn(register, &draft, [&Some(record.clone()), &None]).await?;
        let (after, _) = Door::of(register, &project.catalogue).accept_withheld(draft, &near, &reasons);
        changed.push((record.since, after));
    }
    Ok(changed)
}

/// Why two may be the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// They agree in fields of which there is only one: one person at one event, one respondent in one wave.
    Unique(Vec<String>),
    /// All answers are the same, or one device began both within minutes.
    Beside,
}

/// A record that may be the same as one of a submission.
#[derive(Clone, PartialEq, Debug)]
pub struct Twin {
    /// The record of the submission.
    pub mine: Record,
    /// The other one.
    pub other: Record,
    /// Why.
    pub why: Why,
    /// Whether rejecting the submission rejects no more than this.
    pub is_all_of_it: bool,
    /// Form and first instance of the submission that rejects the other one and no more; none where there is none.
    pub sent: Option<(String, String)>,
}

/// Records that may be the same as those of a submission.
pub async fn twins(project: &Project, opened: &Opened) -> Result<Vec<Twin>, Trouble> {
    let own: BTreeSet<&RecordId> = opened.made.iter().filter_map(|made| Some(&made.record.as_ref()?.id)).collect();
    let mut twins: Vec<Twin> = Vec::new();
    for mine in opened.made.iter().filter_map(|made| made.record.as_ref()).take(MOST_LOOKED_AT) {
        let register = project.register(&mine.register)?;
        for fields in &register.unique {
            for other in alike(project, register, fields, mine).await? {
                let is_known = twins.iter().any(|twin| twin.other.id == other.id);
                if own.contains(&other.id) || is_known || !is_same(register, mine, &other) {
                    continue;
                }
                let sent = sent_alone(project, &other).await?;
                let (why, is_all_of_it) = (Why::Unique(fields.clone()), opened.is_all_of_it(&mine.id));
                twins.push(Twin { mine: mine.clone(), other, why, is_all_of_it, sent });
                if twins.len() == MOST_TWINS {
                    return Ok(twins);
                }
            }
        }
    }
    let it = &opened.submission;
    let Some(mine) = opened.made.first().and_then(|made| made.record.as_ref()) else { return Ok(twins) };
    let Some(about) = project.store.about_submission(&project.id, &it.form, &it.instance).await? else {
        return Ok(twins);
    };
    let key = (it.form.as_str(), it.root.as_str(), it.device.as_str());
    let most = MOST_TWINS as i64;
    for listed in project.store.submissions_alike(&project.id, key, &about, SOON, most).await? {
        let Listed { form, root, record: (register, id), .. } = listed;
        let Some(id) = RecordId::read(&id).filter(|id| twins.iter().all(|twin| twin.other.id != *id)) else { continue };
        let other = project.store.record(&project.id, &register, &id, None).await?;
        let Some(other) = other.filter(|_| twins.len() < MOST_TWINS) else { continue };
        let sent = Some((form, root));
        twins.push(Twin { mine: mine.clone(), other, why: Why::Beside, is_all_of_it: true, sent });
    }
    Ok(twins)
}

/// Form and first instance of the submission that a record came with, where it is all that was sent.
async fn sent_alone(project: &Project, record: &Record) -> Result<Option<(String, String)>, Trouble> {
    let sent = project.store.submissions_of(&project.id, &record.register, record.id.as_str()).await?;
    let Some(it) = sent.last() else { return Ok(None) };
    let opened = open(project, &it.form, &it.root).await?;
    let is_alone = opened.is_some_and(|opened| opened.is_all_of_it(&record.id));
    Ok(is_alone.then(|| (it.form.clone(), it.root.clone())))
}

/// Records that agree in those of the fields that are written in one way only, those that wait for a reviewer left out.
async fn alike(
    project: &Project,
    register: &Register,
    fields: &[String],
    mine: &Record,
) -> Result<Vec<Record>, Trouble> {
    let is_exact = |field: &&Field| !matches!(field.kind, Kind::Text | Kind::Note) && !field.many;
    let exact = fields.iter().filter_map(|field| register.field(field)).filter(is_exact);
    let condition = |field: &Field| Some(format!("{} = \"{}\"", field.id, mine.get(&field.id)?.plain()));
    let Some(conditions) = exact.map(condition).collect::<Option<Vec<String>>>() else { return Ok(Vec::new()) };
    let cond = Condition::read(&conditions.join(" and "))
        .and_then(|condition| measure::resolve(&condition, register, &project.catalogue));
    // Fields that are all typed freely would mean reading the whole register.
    let Ok(cond) = cond else { return Ok(Vec::new()) };
    project.store.matching(&project.id, &register.id, &cond, None).await
}
