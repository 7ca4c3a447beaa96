//! A foreign report that somebody wants to keep: its file and how much was found in it, as a record of the project. The same
//! file, checked again on the same day, is the same record.

use super::Audited;
use crate::edit::{self, Change};
use crate::import::Faulty;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::Draft;
use auyl_domain::views::CHECKED_REPORT;
use auyl_domain::{RecordId, Severity};
use jiff::civil::Date;

/// Keeps a report that could be read; one that could not is not kept.
pub async fn keep(
    project: &Project,
    audited: &Audited,
    bytes: &[u8],
    today: Date,
    doing: &Doing,
) -> Result<Option<RecordId>, Trouble> {
    let Ok(audit) = &audited.outcome else { return Ok(None) };
    let sha256 = project.store.put_file(bytes.to_vec()).await?;
    let id = RecordId::from_content([CHECKED_REPORT, &sha256, &today.to_string()]);
    let earlier = project.store.record(&project.id, CHECKED_REPORT, &id, None).await?;
    let note = earlier.as_ref().map(|earlier| earlier.text("note").to_string()).unwrap_or_default();
    let fields = [
        ("title", audited.name.clone()),
        ("checked_on", today.to_string()),
        ("severe", audit.count(Severity::Severe).to_string()),
        ("warnings", audit.count(Severity::Warning).to_string()),
        ("file", format!("{sha256}:{}", audited.name)),
        ("note", note),
    ];
    let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
    let fields = fields.map(|(field, text)| (field.to_string(), text)).collect();
    let draft = Draft { id: Some(id.to_string()), fields };
    let change = Change { register: CHECKED_REPORT, draft, base: earlier.map(|earlier| earlier.since), silent: &[] };
    edit::change(project, change, Faulty::Keep, doing).await?;
    Ok(Some(id))
}
