//! The minutes as DOCX and PDF. They name everybody who came, so that only who may see names opens them, and it is written
//! down.

use super::held;
use crate::ask::Here;
use crate::pages::record::{glanced, names_seen};
use crate::pages::report::saved;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::views::PARTICIPANT;
use auyl_domain::{Lang, Refusal};
use auyl_work::community::minutes;
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
    let set = minutes::paper(&here.project, &held, &law, lang, here.app.world.today()).await?;
    glanced(&here, here.register(PARTICIPANT)?, "", "gathering").await?;
    saved(&here, set, &format!("minutes-{}", held.event.id), format).await
}
