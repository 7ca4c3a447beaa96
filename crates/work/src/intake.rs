//! Makes records of what phones sent. A submission is on the disk before it is acknowledged; here it is read by the version
//! of the form that it fills in and goes through the one door. What breaks a rule is kept to review, what cannot be read
//! waits for somebody to look; what its sender may not add (another village's, another register's) is kept and counted nowhere
//! until a reviewer says yes. All of it stands in the same transaction as the mark that says so: whatever happens in
//! between, every submission becomes its records exactly once.

use crate::ballots::Cast;
use crate::edit::{Near, keep_of};
use crate::project::Doing;
use crate::review::{APPROVED, REJECTED};
use crate::sender::{Sender, place_of};
use crate::voice::look;
use crate::{Project, Trouble};
use auyl_domain::access::Verdict;
use auyl_domain::draft::{
    Door, Draft, OF_ANOTHER_RECORD, OF_CLOSED_REGISTER, OF_OTHER_PLACE, REJECTED_BY_REVIEW, UNREAD,
};
use auyl_domain::finding::{Finding, Severity, Spot};
use auyl_domain::id::sha256;
use auyl_domain::record::Record;
use auyl_domain::ticket::Ticket;
use auyl_domain::views::{PROBLEM, SUPPORTER};
use auyl_domain::{Kind, RecordId, Register};
use auyl_forms::shape::{Level, Shape};
use auyl_forms::submission::{self, Drafted};
use auyl_forms::xform;
use auyl_store::Tx;
use auyl_store::submissions::{About, FormVersion, Settled, Stage, Submission};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was made of the submissions that were looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Taken {
    /// Submissions that became records.
    pub taken: usize,
    /// Submissions that could not be read.
    pub unread: usize,
}

/// The project of forms that belong to all: those made of registers.
const EVERYBODYS: &str = "";

/// The forms of all registers for phones, kept in this version for ever.
pub async fn forms(project: &Project, at: &str) -> Result<Vec<xform::Form>, Trouble> {
    let forms = xform::forms(&project.catalogue);
    let version = |form: &xform::Form| -> Result<FormVersion, Trouble> {
        let shape = serde_json::to_string(&form.shape).map_err(Trouble::machine)?;
        let (id, version, xml) = (form.id.clone(), form.version.clone(), form.xml.clone());
        Ok(FormVersion { form: id, version, at: at.to_string(), xml, shape })
    };
    let versions = forms.iter().map(version).collect::<Result<Vec<_>, _>>()?;
    project.store.keep_forms(EVERYBODYS, &versions).await?;
    Ok(forms)
}

/// Looks at submissions that wait, oldest first, at most so many.
pub async fn take(project: &Project, at: &str, most: i64) -> Result<Taken, Trouble> {
    let waiting = project.store.submissions_waiting(&project.id, most).await?;
    let mut shapes = HashMap::new();
    let mut looked_at = Vec::with_capacity(waiting.len());
    let mut near = Near::of(project).await?;
    let mut senders: HashMap<&str, Sender<'_>> = HashMap::new();
    for it in &waiting {
        if !senders.contains_key(it.actor.as_str()) {
            senders.insert(&it.actor, Sender::of(project, &it.actor).await?);
        }
        let sender = senders.get(it.actor.as_str()).unwrap_or(&Sender::Stranger);
        looked_at.push(look_at(project, it, sender, &mut shapes, &mut near).await?);
    }
    let mut tx = project.store.begin(&project.id).await?;
    let mut done = Taken::default();
    for (it, made) in waiting.iter().zip(&looked_at) {
        let doing = Doing { actor: it.actor.clone(), at: at.to_string() };
        tx.save(&made.records, &doing.actor, &doing.at).await?;
        for (register, id) in &made.removed {
            tx.remove(register, id, &doing.actor, &doing.at).await?;
        }
        let first = made.records.first();
        // Where nothing was made this time, what was made before stays known.
        let before = (it.record.0.as_str(), it.record.1.as_str());
        let record = first.map_or(before, |record| (record.register.as_str(), record.id.as_str()));
        let detail = match &made.ballot {
            Some(ballot) => drop_in(&mut tx, it, ballot).await?,
            None => made.detail.clone(),
        };
        let settled = Settled {
            form: &it.form,
            instance: &it.instance,
            turn: it.turn,
            stage: made.stage,
            record,
            detail: &detail,
        };
        tx.settle(&settled).await?;
        tx.keep_about(&it.form, &it.instance, &made.about).await?;
        match made.stage {
            Stage::Unread => done.unread += 1,
            _ => done.taken += 1,
        }
    }
    tx.commit().await?;
    Ok(done)
}

/// What becomes of one submission.
struct Made {
    records: Vec<Record>,
    /// Rows that the submission had before it was edited.
    removed: Vec<(String, RecordId)>,
    stage: Stage,
    detail: String,
    about: About,
    /// A ballot, or why it is none; nothing of it becomes a record.
    ballot: Option<Result<Cast, Finding>>,
}

/// What the database keeps of a ballot that a phone sent: that one came.
const EMPTY: &str = "<data><!-- a ballot --></data>";

/// A ballot into its box, in the transaction that settles what it came in. What the phone sent is forgotten at once; when it is
/// sent once more, it is known by its digest.
async fn drop_in(tx: &mut Tx, it: &Submission, ballot: &Result<Cast, Finding>) -> Result<String, Trouble> {
    // What is empty was dropped in before; what was made of it then stands there.
    if it.xml == EMPTY {
        return Ok(it.detail.clone());
    }
    let finding = match ballot {
        Ok(cast) => cast.cast_within(tx).await?.reason().map(Finding::severe),
        Err(finding) => Some(finding.clone()),
    };
    tx.blank_submission(&it.form, &it.instance, EMPTY).await?;
    Ok(finding.map(|finding| told(&[finding])).unwrap_or_default())
}

/// What becomes of a submission to a sealed register. A later word of it changes nothing: the first that is counted counts.
async fn sealed(
    project: &Project,
    it: &Submission,
    sender: &Sender<'_>,
    register: &Register,
    drafts: &[Drafted],
    near: &mut Near<'_>,
) -> Result<Made, Trouble> {
    let made = |ballot, place| Made {
        records: Vec::new(),
        removed: Vec::new(),
        stage: Stage::Taken,
        detail: String::new(),
        about: About { place, answers: String::new(), started: 0 },
        ballot: Some(ballot),
    };
    let closed = Finding::severe(OF_CLOSED_REGISTER);
    let Some(drafted) = drafts.first().filter(|_| sender.may(register) != Verdict::No) else {
        return Ok(made(Err(closed), String::new()));
    };
    near.learn(register, &drafted.draft, [&None, &None]).await?;
    let (record, findings) = Door::of(register, &project.catalogue).accept(drafted.draft.clone(), near);
    if let Some(severe) = findings.into_iter().find(|finding| finding.severity == Severity::Severe) {
        return Ok(made(Err(severe), String::new()));
    }
    let place = place_of(project, &record, &[]).await?;
    Ok(made(Cast::of_record(project, &record, &it.root).await?, place))
}

async fn look_at(
    project: &Project,
    it: &Submission,
    sender: &Sender<'_>,
    shapes: &mut HashMap<(String, String), Option<Shape>>,
    near: &mut Near<'_>,
) -> Result<Made, Trouble> {
    if it.xml == EMPTY {
        let ballot = Some(Err(Finding::severe(OF_CLOSED_REGISTER)));
        let (detail, about) = (it.detail.clone(), About::default());
        return Ok(Made { records: Vec::new(), removed: Vec::new(), stage: Stage::Taken, detail, about, ballot });
    }
    let key = (it.form.clone(), it.version.clone());
    if !shapes.contains_key(&key) {
        shapes.insert(key.clone(), shape(project, &it.form, &it.version).await?);
    }
    let known = shapes.get(&key).cloned().flatten();
    let read = match &known {
        Some(shape) => submission::read(&it.xml, shape, Some(&it.root), &it.at).map_err(|refusal| refusal.code()),
        None => Err("phone-form-unknown"),
    };
    let (read, mut findings) = match read {
        Ok(read) => read,
        Err(code) => {
            let detail = json!([{ "code": code, "severity": "severe" }]).to_string();
            let about = About::default();
            return Ok(Made {
                records: Vec::new(),
                removed: Vec::new(),
                stage: Stage::Unread,
                detail,
                about,
                ballot: None,
            });
        }
    };
    if let Some(register) = known.as_ref().and_then(|shape| shape.root.register.as_deref()) {
        let register = project.register(register)?;
        if register.sealed {
            return sealed(project, it, sender, register, &read.drafts, near).await;
        }
    }
    let files = project.store.submission_files(&project.id, &it.form, &it.instance).await?;
    // Of several that came under one name the last one counts; the others stay with the submission.
    let files: BTreeMap<&str, &str> =
        files.iter().filter_map(|file| Some((file.name.as_str(), file.digest.as_deref()?))).collect();
    for drafted in &read.drafts {
        if let Some(id) = drafted.draft.id.as_deref().and_then(RecordId::read) {
            near.announce(&drafted.register, &id);
        }
    }
    let mut records = Vec::new();
    for drafted in &read.drafts {
        if was_removed(project, it, drafted).await? {
            let finding = Finding::severe("submission-record-removed");
            findings.push(finding.at(Spot::record(&drafted.register, drafted.draft.id.as_deref().unwrap_or_default())));
            // Without the record its rows would hang in the air.
            if drafted.place.is_empty() {
                break;
            }
            continue;
        }
        let asked = known.as_ref().map(|shape| asked(&shape.root, &drafted.register)).unwrap_or_default();
        let at_door = AtDoor { it, sender, asked: &asked, files: &files, fresh: &records };
        let (record, found) = at_door.accept(project, drafted, near).await?;
        findings.extend(found);
        records.extend(record);
    }
    let place = match records.first() {
        Some(first) => place_of(project, first, &records).await?,
        None => String::new(),
    };
    let started = read.started.parse::<jiff::Timestamp>().map_or(0, |moment| moment.as_second());
    let about = About { place, answers: answers(project, &read.drafts)?, started };
    let removed = match it.root == it.instance {
        true => Vec::new(),
        false => gone(project, it, shapes, &read.drafts).await?,
    };
    let detail = if findings.is_empty() { String::new() } else { told(&findings) };
    Ok(Made { records, removed, stage: Stage::Taken, detail, about, ballot: None })
}

/// Whether a record of a submission has been removed by somebody since it was made: what is sent once more does not bring
/// it back. Rows that an earlier edit left out may come back by a later one.
async fn was_removed(project: &Project, it: &Submission, drafted: &Drafted) -> Result<bool, Trouble> {
    let is_edit = it.root != it.instance;
    let was_made = !it.record.1.is_empty() || is_edit && drafted.place.is_empty();
    let Some(id) = drafted.draft.id.as_deref().and_then(RecordId::read).filter(|_| was_made) else { return Ok(false) };
    if project.store.record(&project.id, &drafted.register, &id, None).await?.is_some() {
        return Ok(false);
    }
    Ok(!project.store.history(&project.id, &drafted.register, &id).await?.is_empty())
}

/// How submissions to a version are read; to one that nobody knows as to the newest, so that nothing is lost.
pub(crate) async fn shape(project: &Project, form: &str, version: &str) -> Result<Option<Shape>, Trouble> {
    for owner in [project.id.as_str(), EVERYBODYS] {
        let known = match project.store.form_version(owner, form, version).await? {
            Some(known) => Some(known),
            None => project.store.form_versions(owner, form).await?.into_iter().next(),
        };
        if let Some(known) = known {
            return serde_json::from_str(&known.shape).map(Some).map_err(Trouble::machine);
        }
    }
    Ok(None)
}

/// A submission whose drafts stand at the door.
struct AtDoor<'a> {
    it: &'a Submission,
    sender: &'a Sender<'a>,
    /// Fields that the form asks.
    asked: &'a BTreeSet<&'a str>,
    files: &'a BTreeMap<&'a str, &'a str>,
    /// Records of the same submission that have gone through.
    fresh: &'a [Record],
}

impl AtDoor<'_> {
    /// One draft through the door. Of a record that is there, what the form does not ask stays; one of a place that its sender
    /// does not look after stays as it is.
    async fn accept(
        &self,
        project: &Project,
        drafted: &Drafted,
        near: &mut Near<'_>,
    ) -> Result<(Option<Record>, Vec<Finding>), Trouble> {
        let register = project.register(&drafted.register)?;
        let mut draft: Draft = drafted.draft.clone();
        for field in register.fields.iter().filter(|field| matches!(field.kind, Kind::File)) {
            if let Some(name) = draft.fields.get_mut(&field.id)
                && let Some(digest) = self.files.get(name.as_str())
            {
                *name = format!("{digest}:{name}");
            }
        }
        let id = draft.id.as_deref().and_then(RecordId::read);
        let before = match &id {
            Some(id) => project.store.record(&project.id, &register.id, id, None).await?,
            None => None,
        };
        if let Some(before) = &before {
            if !self.may_change(project, register, before).await? {
                let spot = Spot::record(&register.id, before.id.as_str());
                return Ok((None, vec![Finding::severe(OF_ANOTHER_RECORD).at(spot)]));
            }
            let silent = |field: &&auyl_domain::Field| !field.is_computed() && !self.asked.contains(field.id.as_str());
            for field in register.fields.iter().filter(silent) {
                keep_of(&mut draft, before, &field.id);
            }
        }
        if register.id == PROBLEM && draft.fields.get("ticket").is_none_or(|ticket| ticket.is_empty()) {
            // The phone has shown the same one before it had a network.
            let instance = id.as_ref().map(RecordId::as_str).unwrap_or_default();
            draft.fields.insert("ticket".into(), Ticket::of_instance(&project.id, instance).to_string());
        }
        near.forget_files();
        near.learn(register, &draft, [&before, &None]).await?;
        // A file that has not come yet makes the record wait; it goes on by itself when the file comes.
        let door = Door::of(register, &project.catalogue);
        let mut reasons = Vec::new();
        let withheld = before.as_ref().map(Record::withheld).unwrap_or_default();
        let was_rejected = withheld.contains(&REJECTED_BY_REVIEW);
        if self.it.review != APPROVED {
            if self.it.review == REJECTED || was_rejected {
                reasons.push(REJECTED_BY_REVIEW);
            }
            if self.sender.may(register) == Verdict::No {
                reasons.push(OF_CLOSED_REGISTER);
            }
            let (record, _) = door.accept_withheld(draft.clone(), near, &[]);
            if !self.sender.looks_after(project, register, &record, self.fresh).await? {
                reasons.push(OF_OTHER_PLACE);
            }
            let is_marked = before.is_none() && register.id == PROBLEM && look::is_marked(project, &record);
            let of_unread = |fresh: &Record| fresh.register == PROBLEM && fresh.withheld().contains(&UNREAD);
            let is_of_unread = register.id == SUPPORTER && self.fresh.iter().any(of_unread);
            if withheld.contains(&UNREAD) || is_marked || is_of_unread {
                reasons.push(UNREAD);
            }
        }
        let (record, findings) = door.accept_withheld(draft, near, &reasons);
        Ok((Some(record), findings))
    }

    /// Whether the sender may change a record that is there. One that waits for a reviewer because of them is theirs.
    async fn may_change(&self, project: &Project, register: &Register, before: &Record) -> Result<bool, Trouble> {
        if self.it.review == APPROVED || before.withheld().contains(&OF_OTHER_PLACE) {
            return Ok(true);
        }
        self.sender.looks_after(project, register, before, self.fresh).await
    }
}

/// A submission of fewer answers says nothing that another could not say by chance.
const FEW_ANSWERS: usize = 8;

/// A digest of what a submission says, by which those that say the same are found; empty where it says too little. What
/// differs though everything was copied (ids, files, the number of a respondent) is left out.
fn answers(project: &Project, drafts: &[Drafted]) -> Result<String, Trouble> {
    let own: BTreeSet<&str> = drafts.iter().filter_map(|drafted| drafted.draft.id.as_deref()).collect();
    let mut said = Vec::new();
    for drafted in drafts {
        let register = project.register(&drafted.register)?;
        let tells = |name: &String| {
            let is_number = |field: &auyl_domain::Field| {
                field.kind == Kind::Count && register.unique.iter().any(|unique| unique.contains(name))
            };
            let field = register.field(name);
            field.is_some_and(|field| !matches!(field.kind, Kind::File | Kind::Point) && !is_number(field))
        };
        for (name, text) in
            drafted.draft.fields.iter().filter(|(name, text)| tells(name) && !own.contains(text.as_str()))
        {
            said.push(format!("{}.{name}={text}", drafted.register));
        }
    }
    if said.len() < FEW_ANSWERS {
        return Ok(String::new());
    }
    said.sort();
    Ok(sha256(said.join("\n").as_bytes()))
}

/// Fields that a form asks of the records of a register.
fn asked<'s>(level: &'s Level, register: &str) -> BTreeSet<&'s str> {
    let mut asked: BTreeSet<&str> = level.rows.values().flat_map(|rows| self::asked(rows, register)).collect();
    if level.register.as_deref() == Some(register) {
        let of_slots = level.fields.values().filter_map(|slot| slot.field.as_deref());
        asked.extend(of_slots.chain(level.parent.as_deref()).chain(level.copied.iter().map(String::as_str)));
    }
    asked
}

/// Rows of earlier words of a submission that the last one no longer has.
async fn gone(
    project: &Project,
    it: &Submission,
    shapes: &HashMap<(String, String), Option<Shape>>,
    now: &[Drafted],
) -> Result<Vec<(String, RecordId)>, Trouble> {
    let still: BTreeSet<&str> = now.iter().filter_map(|drafted| drafted.draft.id.as_deref()).collect();
    let mut gone = BTreeSet::new();
    for before in project.store.submission_edits(&project.id, &it.form, &it.root).await? {
        let known = shapes.get(&(before.form.clone(), before.version.clone())).cloned().flatten();
        let known = match known {
            Some(known) => Some(known),
            None => shape(project, &before.form, &before.version).await?,
        };
        let read = known.and_then(|shape| submission::read(&before.xml, &shape, Some(&it.root), &before.at).ok());
        for drafted in read.into_iter().flat_map(|(read, _)| read.drafts) {
            if let Some(id) = drafted.draft.id.filter(|id| !still.contains(id.as_str()))
                && let Some(id) = RecordId::read(&id)
            {
                gone.insert((drafted.register, id));
            }
        }
    }
    Ok(gone.into_iter().collect())
}

/// Findings as they are kept beside the submission: codes and places, never what was typed.
fn told(findings: &[Finding]) -> String {
    let one = |finding: &Finding| {
        let spot = &finding.spot;
        json!({
            "code": finding.code, "severity": finding.severity, "register": spot.register, "record": spot.record,
            "field": spot.field,
        })
    };
    serde_json::Value::Array(findings.iter().map(one).collect()).to_string()
}
