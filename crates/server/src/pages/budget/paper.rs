//! A sheet of the commission as DOCX and PDF. It names the members of the commission for who may read these names, and that is
//! written down; others get lines to sign on.

use super::{missing, of_team};
use crate::ask::Here;
use crate::pages::record::{glanced, names_seen, record};
use crate::pages::report::saved;
use crate::stop::Result;
use auyl_domain::Lang;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{BUDGET_MONITORING, COMMUNITY_MEMBER, PLACE};
use auyl_work::budget::{self, paper};
use axum::extract::{Path, Query};
use serde::Deserialize;

/// In which language.
#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// The paper, `monitoring.docx` or `monitoring.pdf`.
pub async fn paper(
    here: Here,
    Path((_, id, file)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result {
    let format = match file.as_str() {
        "monitoring.docx" => "docx",
        "monitoring.pdf" => "pdf",
        _ => return Err(missing()),
    };
    let register = here.register(BUDGET_MONITORING)?;
    if here.must(Action::See, Some(register))? == Verdict::PublicFields {
        return Err(auyl_domain::Refusal::of("not-allowed").into());
    }
    let found = record(&here, register, &id, Action::See).await?;
    let place = found.link(PLACE).map(ToString::to_string).unwrap_or_default();
    let budget = of_team(&here, &place, found.number("year")).await?;
    let of = budget::monitoring(&here.project, &found.id).await?.ok_or_else(missing)?;
    let members = here.project.catalogue.register(COMMUNITY_MEMBER);
    let personal =
        members.is_some_and(|members| here.can(Action::SeePersonal, Some(members)) && names_seen(&here, members));
    let lang = asked.lang.as_deref().and_then(Lang::read).unwrap_or_else(|| here.lang());
    let set = paper::paper(&here.project, &budget, &of, lang, personal).await?;
    if let Some(members) = members.filter(|_| personal) {
        glanced(&here, members, "", "budget").await?;
    }
    saved(&here, set, &format!("monitoring-{id}"), format).await
}
