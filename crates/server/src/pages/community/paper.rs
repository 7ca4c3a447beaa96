//! The minutes as DOCX and PDF. They name everybody who came, so that only who may see names opens them, and it is written
//! down.

use super::held;
use crate::ask::Here;
use crate::pages::record::{glanced, names_seen};
use crate::pages::report::{attachment, kind};
use crate::stop::{Result, Stop};
use auyl_domain::access::Action;
use auyl_domain::finding::has_severe;
use auyl_domain::views::PARTICIPANT;
use auyl_domain::{Lang, Refusal};
use auyl_work::community::minutes;
use auyl_work::provenance::Section;
use auyl_work::report::render;
use axum::extract::{Path, Query};
use serde::Deserialize;

/// In which language.
#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// As DOCX.
pub async fn docx(here: Here, Path((_, id)): Path<(String, String)>, Query(asked): Query<Asked>) -> Result {
    paper(here, &id, &asked, "docx").await
}

/// As PDF.
pub async fn pdf(here: Here, Path((_, id)): Path<(String, String)>, Query(asked): Query<Asked>) -> Result {
    paper(here, &id, &asked, "pdf").await
}

/// Whether the member may read the names of who came.
pub fn may_read(here: &Here) -> bool {
    let people = here.project.catalogue.register(PARTICIPANT);
    people.is_some_and(|people| here.can(Action::SeePersonal, Some(people)) && names_seen(here, people))
}

async fn paper(here: Here, id: &str, asked: &Asked, format: &'static str) -> Result {
    let (law, held) = held(&here, id).await?;
    if !may_read(&here) {
        return Err(Refusal::of("not-allowed").into());
    }
    let lang = asked.lang.as_deref().and_then(Lang::read).unwrap_or_else(|| here.lang());
    let (document, findings) = minutes::paper(&here.project, &held, &law, lang, here.app.world.today()).await?;
    if has_severe(&findings) {
        // A template of somebody's own that does not fit is for who keeps the catalogue to mend.
        let said = findings.iter().map(|finding| finding.message(here.app.catalogue.phrases(), here.lang()));
        return Err(Stop::machine(said.collect::<Vec<_>>().join("; ")));
    }
    glanced(&here, here.register(PARTICIPANT)?, "", "gathering").await?;
    let _one_at_a_time = match format {
        "pdf" => Some(here.app.jobs.paper.acquire().await.map_err(Stop::machine)?),
        _ => None,
    };
    let bytes = render(&document, format, &Section::default()).await?;
    let name = format!("minutes-{}-{}.{format}", held.event.id, document.lang);
    Ok(attachment(&name, kind(format), bytes))
}
