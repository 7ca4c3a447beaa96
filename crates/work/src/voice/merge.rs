//! Two records that are one problem. The one says of itself that it is the other (`merged_into`) and is counted nowhere from
//! then on; its supporters stand with the other (`settle`). Nothing is lost: taking the word back brings everything back. Two
//! that are alike and yet two are linked to one another (`related`).

use super::settle::root;
use crate::edit::{self, Change, Changed, draft_of};
use crate::import::Faulty;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::record::Record;
use auyl_domain::views::PROBLEM;
use auyl_domain::{RecordId, Refusal, Value};

/// Says that a problem is another one, or that which the other was merged into.
///
/// # Errors
/// `record-missing`, `merge-in-circle` where the other was merged into this one.
pub async fn merge(project: &Project, id: &RecordId, into: &RecordId, doing: &Doing) -> Result<(), Trouble> {
    let into = root(project, found(project, into).await?).await?;
    if into.id == *id {
        return Err(Refusal::of("merge-in-circle").into());
    }
    say(project, found(project, id).await?, "merged_into", Some(into.id.to_string()), doing).await
}

/// Takes back that a problem is another one.
pub async fn part(project: &Project, id: &RecordId, doing: &Doing) -> Result<(), Trouble> {
    say(project, found(project, id).await?, "merged_into", None, doing).await
}

/// Says of two problems that they have to do with one another, or takes it back.
pub async fn relate(project: &Project, ids: [&RecordId; 2], is_related: bool, doing: &Doing) -> Result<(), Trouble> {
    for (one, other) in [(ids[0], ids[1]), (ids[1], ids[0])] {
        if one == other {
            return Err(Refusal::of("merge-in-circle").into());
        }
        let record = found(project, one).await?;
        let mut related = related(&record);
        related.retain(|id| id != other.as_str());
        if is_related {
            related.push(other.to_string());
        }
        let text = (!related.is_empty()).then(|| related.join(", "));
        say(project, record, "related", text, doing).await?;
    }
    Ok(())
}

/// The problems that one was linked to.
pub fn related(record: &Record) -> Vec<String> {
    match record.get("related") {
        Some(Value::Many(ids)) => ids.clone(),
        Some(Value::Link(id)) => vec![id.to_string()],
        _ => Vec::new(),
    }
}

async fn found(project: &Project, id: &RecordId) -> Result<Record, Trouble> {
    let title = &project.register(PROBLEM)?.title;
    let found = project.store.record(&project.id, PROBLEM, id, None).await?;
    found.ok_or_else(|| Refusal::of("record-missing").labelled("register", title).with("id", id).into())
}

async fn say(
    project: &Project,
    record: Record,
    field: &str,
    text: Option<String>,
    doing: &Doing,
) -> Result<(), Trouble> {
    let mut draft = draft_of(project.register(PROBLEM)?, &record);
    match text {
        Some(text) => draft.fields.insert(field.to_string(), text),
        None => draft.fields.remove(field),
    };
    let change = Change { register: PROBLEM, draft, base: Some(record.since), silent: &[] };
    match edit::change(project, change, Faulty::Keep, doing).await? {
        Changed::Saved { .. } | Changed::Unchanged { .. } => Ok(()),
        Changed::Conflict { .. } | Changed::Refused { .. } => {
            Err(Refusal::of("folder-in-use").with("path", &project.id).into())
        }
    }
}
