//! Makes a record say again what it said before; brings back one that was removed. The way back is one more version.

use super::versions::{Past, past, versions_page};
use crate::ask::Here;
use crate::pages::record::{with_told, within_places};
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::finding::has_severe;
use auyl_work::edit::{self, Changed};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

/// What the button sends.
#[derive(Deserialize)]
pub struct Undo {
    /// The event of the version that is wanted back.
    to: i64,
    /// The event of the version that the page showed as the one that stands; 0 for a removed record.
    base: i64,
}

/// Undoes.
pub async fn undo(
    here: Here,
    Path((_, register, id)): Path<(String, String, String)>,
    Form(typed): Form<Undo>,
) -> Result {
    let Past { register: of, versions, is_removed, .. } = past(&here, &register, &id, Action::Change).await?;
    let wanted = versions.iter().find(|(record, _)| record.since == typed.to).map(|(record, _)| record);
    let Some(wanted) = wanted else {
        let last = here.app.store.last_event(&here.project.id).await?;
        return Err(Refusal::of("event-missing").with("seq", typed.to).with("last", last).into());
    };
    // The way back must not lead out of the member's villages.
    let limited = here.may(Action::Change, Some(of)) == Verdict::OwnPlaces;
    if limited && !within_places(&here, of, wanted).await? {
        return Err(Refusal::of("not-allowed").into());
    }
    let now = if is_removed { 0 } else { versions.last().map_or(0, |(record, _)| record.since) };
    let contested = async || {
        let wrong = Some(here.say.t("history-contested"));
        versions_page(&here, &register, &id, StatusCode::CONFLICT, wrong).await
    };
    if now != typed.base {
        return contested().await;
    }
    let told = match edit::undo(&here.project, &of.id, &wanted.id, typed.to, &here.doing()).await? {
        Changed::Saved { findings, .. } if has_severe(&findings) => "undone-to-review",
        Changed::Saved { .. } => "undone",
        Changed::Unchanged { .. } => "undone-already",
        Changed::Conflict { .. } => return contested().await,
        Changed::Refused { findings } => {
            let phrases = here.app.catalogue.phrases();
            let said: Vec<String> = findings.iter().map(|finding| finding.message(phrases, here.lang())).collect();
            let wrong = Some(said.join(" "));
            return versions_page(&here, &register, &id, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
        }
    };
    let address = format!("{}/r/{}/{}", here.root(), of.id, wanted.id);
    Ok(Redirect::to(&with_told(&address, told)).into_response())
}
