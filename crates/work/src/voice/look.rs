//! A person looks at what came in without an account and decides: shown and counted, or rejected and counted nowhere. Both can
//! be taken back; each decision is a version of the record.

use crate::edit::{self, Near, draft_of};
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::{Door, REJECTED_BY_REVIEW, UNREAD};
use auyl_domain::finding::{Finding, has_severe};
use auyl_domain::record::Record;
use auyl_domain::views::PROBLEM;
use auyl_domain::wary::{self, Wary};
use auyl_domain::{RecordId, Refusal};
use auyl_store::{ReviewFilter, Wanted};
use std::collections::BTreeMap;

/// What a person decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// It is shown and counted.
    Shown,
    /// It is kept and shown to nobody outside the team.
    Rejected,
    /// It waits again.
    Waiting,
}

/// How often a decision is tried again while others save the same record.
const TRIES: usize = 20;
/// So many that wait are shown.
pub const MOST: usize = 200;

/// Problems that nobody has looked at, the newest first, and whether there are more.
pub async fn waiting(project: &Project) -> Result<(Vec<Record>, bool), Trouble> {
    with(project, UNREAD).await
}

/// Problems that were rejected.
pub async fn rejected(project: &Project) -> Result<(Vec<Record>, bool), Trouble> {
    with(project, REJECTED_BY_REVIEW).await
}

async fn with(project: &Project, reason: &str) -> Result<(Vec<Record>, bool), Trouble> {
    // Only few records of a register wait; they have an index.
    let wanted = Wanted { most: 10 * MOST as i64, review: ReviewFilter::Waiting, ..Wanted::default() };
    let page = project.store.page(&project.id, PROBLEM, &wanted).await?;
    let mut found = page.records;
    found.retain(|record| record.withheld().contains(&reason));
    let is_more = page.more || found.len() > MOST;
    found.truncate(MOST);
    Ok((found, is_more))
}

/// All that was said of a problem, in either language.
pub fn text_of(record: &Record) -> String {
    let fields = ["title_kk", "title_ru", "detail_kk", "detail_ru"].map(|field| record.text(field));
    fields.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The words for which a text is marked; none where their file cannot be read, which is a finding of the catalogue.
pub fn wary(project: &Project) -> Wary {
    Wary::read(project.catalogue.file(wary::FILE).unwrap_or_default()).unwrap_or_default()
}

/// Whether somebody should read a problem before everybody may.
pub(crate) fn is_marked(project: &Project, record: &Record) -> bool {
    !wary(project).marks(&text_of(record)).is_empty()
}

/// Decides of a problem; `texts` are fields that the person changed on the way. Gives what still stands against it: a record
/// that lacks something goes on waiting.
///
/// # Errors
/// `record-missing`.
pub async fn decide(
    project: &Project,
    id: &RecordId,
    decision: Decision,
    texts: &BTreeMap<String, String>,
    doing: &Doing,
) -> Result<Vec<Finding>, Trouble> {
    let register = project.register(PROBLEM)?;
    for _ in 0..TRIES {
        let before = project.store.record(&project.id, PROBLEM, id, None).await?;
        let before =
            before.ok_or_else(|| Refusal::of("record-missing").labelled("register", &register.title).with("id", id))?;
        let mut draft = draft_of(register, &before);
        let changed = texts.iter().filter(|(field, _)| register.field(field).is_some_and(|field| field.is_asked()));
        draft.fields.extend(changed.map(|(field, text)| (field.clone(), text.clone())));
        let mut reasons = before.withheld();
        reasons.retain(|reason| ![UNREAD, REJECTED_BY_REVIEW].contains(reason));
        match decision {
            Decision::Shown => {}
            Decision::Rejected => reasons.push(REJECTED_BY_REVIEW),
            Decision::Waiting => reasons.push(UNREAD),
        }
        let mut near = Near::of(project).await?;
        near.learn(register, &draft, [&Some(before.clone()), &None]).await?;
        near.know_current(&before);
        let door = Door::of(register, &project.catalogue);
        let (mut record, findings) = door.accept_withheld(draft.clone(), &near, &reasons);
        if decision == Decision::Shown && has_severe(&findings) {
            // What was changed is kept; it goes on waiting here until the rest is mended.
            reasons.push(UNREAD);
            record = door.accept_withheld(draft, &near, &reasons).0;
        }
        if before.says_the_same(&record) || edit::keep(project, &record, Some(&before), doing).await?.is_some() {
            return Ok(findings);
        }
    }
    Err(Refusal::of("folder-in-use").with("path", &project.id).into())
}
