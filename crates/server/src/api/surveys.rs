//! Questionnaires of the project. Their answers are records of registers like all others; which register, stands here.

use super::answer;
use super::caller::Caller;
use super::values;
use crate::stop::Result;
use auyl_domain::access::Action;
use axum::http::StatusCode;
use serde_json::{Value as Json, json};

/// The questionnaires whose answers the member may see.
pub async fn all(caller: Caller) -> Result {
    caller.must(Action::See, None)?;
    let mut all: Vec<Json> = Vec::new();
    for offered in caller.app.surveys.iter().flat_map(|known| &known.all) {
        let survey = &offered.survey;
        // A first draft has no register yet.
        let Some(register) = caller.app.catalogue.register(&survey.register) else { continue };
        if !caller.can(Action::See, Some(register)) {
            continue;
        }
        let answers = caller.app.store.how_many_submissions(&caller.project.id, &survey.form).await?;
        all.push(json!({
            "form": survey.form,
            "register": survey.register,
            "title": values::words(&offered.title),
            "state": survey.state,
            "version": survey.version,
            "published_at": offered.at,
            "submissions": answers,
        }));
    }
    answer(StatusCode::OK, json!({ "surveys": all }))
}
