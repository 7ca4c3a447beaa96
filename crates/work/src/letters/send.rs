//! A draft goes out: it gets the next number of the book in the transaction in which it becomes sent, so that two at once
//! have two numbers and a letter that is not sent takes none. Its open problems stand in a letter from then on.

use super::{asks, letter, linking, mail};
use crate::edit::{Change, Changed, Kept, PLANS, Step, almost_together, busy, change, draft_of};
use crate::import::Faulty;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::number_series::Series;
use auyl_domain::terms::Terms;
use auyl_domain::value::FileRef;
use auyl_domain::views::{IN_LETTER, LETTER, Letter, OPEN, PASSPORT, PROBLEM, RECOMMENDATION, SENT};
use auyl_domain::{Record, RecordId, Refusal};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How a letter goes out.
#[derive(Clone, PartialEq, Debug)]
pub struct Sending {
    /// On which day.
    pub sent_on: Date,
    /// Which way (choices `letter_channel`).
    pub channel: String,
    /// Its number in the body's book, where it is known already.
    pub registered_number: String,
    /// When it was registered there.
    pub registered_on: Option<Date>,
    /// The ticket.
    pub ticket: String,
    /// The address to which the server sends it; none where people do, whatever way they go.
    pub mail_to: Option<String>,
}

/// Sends. The first of the records is the letter as it is now.
pub async fn send(project: &Project, id: &RecordId, sending: &Sending, doing: &Doing) -> Result<Kept, Trouble> {
    let terms = Terms::of(&project.catalogue);
    for _ in 0..PLANS {
        let found = letter(project, id).await?;
        if !Letter::of(&found).is_draft() {
            return Err(Refusal::of("letter-was-sent").with("number", found.text("number")).into());
        }
        // Who signs is in the passport, and how the book counts: a project without one has no paper to send.
        let passports = project.good_records(PASSPORT, None).await?;
        let sender = passports.first().ok_or_else(|| Refusal::of("letter-without-sender"))?;
        let series = Series::of(sender.text("letter_number"), sending.sent_on.year());
        let mut fields = vec![
            ("sent_on", sending.sent_on.to_string()),
            ("sent_by", sending.channel.clone()),
            ("state", SENT.to_string()),
        ];
        let known = [("registered_number", &sending.registered_number), ("ticket", &sending.ticket)];
        fields
            .extend(known.into_iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field, text.clone())));
        if let Some(registered) = sending.registered_on {
            fields.extend([("registered_on", registered.to_string()), ("due_on", terms.due(registered).to_string())]);
        }
        if sending.mail_to.is_some() {
            fields.push(("mail", mail::WAITS.to_string()));
        }
        let mut steps = vec![Step::change(project, &found, fields)?.numbered("number", series)];
        for problem in problems(project, &asks(project, id).await?).await? {
            // What stands in an earlier letter goes on standing there.
            if problem.state() == OPEN && problem.link(LETTER).is_none() {
                let in_letter = [(LETTER, id.to_string()), ("state", IN_LETTER.to_string())];
                steps.push(Step::change(project, &problem, in_letter)?);
            }
        }
        let Some((mut tx, kept)) = almost_together(project, doing, steps).await? else { continue };
        if let (Kept::Saved(records), Some(to)) = (&kept, &sending.mail_to)
            && let Some(sent) = records.first()
        {
            mail::queue(project, &mut tx, sent, to, doing).await?;
        }
        if matches!(kept, Kept::Saved(_)) {
            tx.commit().await?;
        }
        return Ok(kept);
    }
    Err(busy(project))
}

/// The problems that are behind recommendations, each once.
pub(super) async fn problems(project: &Project, asks: &[Record]) -> Result<Vec<Record>, Trouble> {
    let mut problems = BTreeMap::new();
    for id in asks.iter().filter_map(|ask| ask.link(PROBLEM)) {
        if let Some(problem) = project.store.record(&project.id, PROBLEM, id, None).await?
            && problem.review.is_empty()
        {
            problems.insert(id.clone(), problem);
        }
    }
    Ok(problems.into_values().collect())
}

/// Keeps a file as the copy of a letter: what was sent, or the scan of what was signed.
pub async fn keep_copy(project: &Project, id: &RecordId, file: &FileRef, doing: &Doing) -> Result<Changed, Trouble> {
    let found = letter(project, id).await?;
    let mut draft = draft_of(project.register(LETTER)?, &found);
    draft.fields.insert("copy".into(), format!("{}:{}", file.sha256, file.name));
    let copy = Change { register: LETTER, draft, base: Some(found.since), silent: &[] };
    change(project, copy, Faulty::RefuseFile, doing).await
}

/// What a letter says without which it should not go out: its recommendations as the rules of their register see them.
pub async fn findings(project: &Project, id: &RecordId) -> Result<Vec<auyl_domain::Finding>, Trouble> {
    let register = project.register(RECOMMENDATION)?;
    let mut findings = Vec::new();
    for ask in linking(project, RECOMMENDATION, LETTER, id).await? {
        findings.extend(crate::check::of_record(project, register, &ask.id).await?);
    }
    Ok(findings)
}
