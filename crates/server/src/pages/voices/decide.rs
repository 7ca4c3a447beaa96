//! What is done with a problem: shown, rejected, put back; merged with another and taken apart; linked.

use super::show::render;
use crate::ask::Here;
use crate::pages::record::{record, with_told};
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::finding::has_severe;
use auyl_domain::views::{ACTIVITY, PROBLEM};
use auyl_domain::{RecordId, Refusal};
use auyl_work::voice::look::{self, Decision};
use auyl_work::voice::merge;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use std::collections::BTreeMap;

type Address = Path<(String, String)>;

/// Fields that are changed on the way to a decision.
const CHANGED: [&str; 5] = ["title_kk", "title_ru", "detail_kk", "detail_ru", ACTIVITY];

/// Shows, rejects, or puts back.
pub async fn decide(here: Here, Path((_, id)): Address, Form(typed): Form<BTreeMap<String, String>>) -> Result {
    let (_, problem) = super::problem(&here, &id).await?;
    let (decision, told) = match typed.get("decision").map(String::as_str) {
        Some("show") => (Decision::Shown, "voice-shown"),
        Some("reject") => (Decision::Rejected, "voice-rejected"),
        Some("wait") => (Decision::Waiting, "voice-waiting"),
        other => return Err(Refusal::of("request-malformed").with("detail", other.unwrap_or_default()).into()),
    };
    let mut texts = BTreeMap::new();
    for field in CHANGED {
        if let Some(text) = typed.get(field) {
            texts.insert(field.to_string(), text.trim().to_string());
        }
    }
    let findings = look::decide(&here.project, &problem.id, decision, &texts, &here.doing()).await?;
    if decision == Decision::Shown && has_severe(&findings) {
        // It is kept with what was changed; it is shown when the rest is mended as well.
        return render(&here, &id, &findings, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    Ok(Redirect::to(&with_told(&super::href(&here, &id), told)).into_response())
}

/// What names another problem: its id, or what was chosen from suggestions.
#[derive(Deserialize, Default)]
pub struct Other {
    #[serde(default)]
    into: String,
    #[serde(default, rename = "id.into")]
    chosen: String,
    #[serde(default)]
    off: String,
}

/// Another problem, which the member may change as well.
async fn other(here: &Here, named: &Other) -> Result<RecordId> {
    let id = if named.chosen.is_empty() { named.into.trim() } else { named.chosen.as_str() };
    Ok(record(here, here.register(PROBLEM)?, id, Action::Change).await?.id)
}

/// Merges it into another one.
pub async fn merge(here: Here, Path((_, id)): Address, Form(named): Form<Other>) -> Result {
    let (_, problem) = super::problem(&here, &id).await?;
    let into = other(&here, &named).await?;
    merge::merge(&here.project, &problem.id, &into, &here.doing()).await?;
    Ok(Redirect::to(&with_told(&super::href(&here, into.as_str()), "voice-merged")).into_response())
}

/// Takes it apart from the one it was merged into.
pub async fn part(here: Here, Path((_, id)): Address) -> Result {
    let (_, problem) = super::problem(&here, &id).await?;
    merge::part(&here.project, &problem.id, &here.doing()).await?;
    Ok(Redirect::to(&with_told(&super::href(&here, &id), "voice-parted")).into_response())
}

/// Links it with another one, or takes the link back.
pub async fn relate(here: Here, Path((_, id)): Address, Form(named): Form<Other>) -> Result {
    let (_, problem) = super::problem(&here, &id).await?;
    let into = other(&here, &named).await?;
    merge::relate(&here.project, [&problem.id, &into], named.off.is_empty(), &here.doing()).await?;
    let told = if named.off.is_empty() { "voice-related" } else { "voice-unrelated" };
    Ok(Redirect::to(&with_told(&super::href(&here, &id), told)).into_response())
}
