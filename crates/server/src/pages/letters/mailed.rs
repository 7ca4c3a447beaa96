//! What goes along with a message about a letter: the paper as it was kept when it went out, the same to work with (DOCX), and
//! a link by which the body answers without an account. Made when the message goes out, because only then a secret is known.

use super::links;
use super::one::{bytes_of, name};
use crate::App;
use crate::stop::{Result, Stop};
use auyl_domain::{RecordId, Refusal, Value};
use auyl_mail::Enclosed;
use auyl_store::outbox::Outgoing;
use auyl_work::Project;
use auyl_work::letters::letter as letter_of;
use auyl_work::letters::mail::LETTER_MAIL;

/// The papers, and the path of the link.
pub async fn of_message(app: &App, message: &Outgoing) -> Result<(Vec<Enclosed>, String)> {
    let app = app.of_project(&message.project).await?;
    let project = Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id: message.project.clone() };
    let id = RecordId::read(&message.about.1).ok_or_else(|| Stop::from(Refusal::of("page-missing")))?;
    let letter = letter_of(&project, &id).await?;
    let kept = match letter.get("copy") {
        Some(Value::File(file)) => app.store.get_file(&file.sha256).await?.map(|bytes| (file.name.clone(), bytes)),
        _ => None,
    };
    let (paper, bytes) = match kept {
        Some(kept) => kept,
        None => (name(&letter, "pdf"), bytes_of(&app, &project, &letter, "pdf", true).await?),
    };
    let mut files = vec![Enclosed { name: paper, bytes }];
    if message.template == LETTER_MAIL {
        let bytes = bytes_of(&app, &project, &letter, "docx", true).await?;
        files.push(Enclosed { name: name(&letter, "docx"), bytes });
    }
    let path = links::make_beside(&app, &project.id, &id, &message.actor).await?;
    Ok((files, path))
}
