//! The next step of a life cycle. Where a state needs a field that is empty, the form opens with it.

use super::arrive::Arrived;
use super::form::{self, Filled};
use super::save::{silent, with_told};
use super::{conflict, reach};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::register::STATE;
use auyl_work::edit::{self, Change, Changed};
use auyl_work::import::Faulty;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

/// Takes the step.
pub async fn step(here: Here, Path((_, register, id)): Path<(String, String, String)>, arrived: Arrived) -> Result {
    let register = here.register(&register)?;
    let record = reach::record(&here, register, &id, Action::Change).await?;
    let mut draft = edit::draft_of(register, &record);
    draft.fields.insert(STATE.into(), arrived.text("state").into());
    let silent = silent(&here, register, false);
    let change = Change { register: &register.id, draft: draft.clone(), base: Some(record.since), silent: &silent };
    let filled = Filled { draft, base: Some(record.since), ..Filled::default() };
    match edit::change(&here.project, change, Faulty::RefuseFile, &here.doing()).await? {
        Changed::Saved { id, .. } | Changed::Unchanged { id } => {
            let address = format!("{}/r/{}/{id}", here.root(), register.id);
            Ok(Redirect::to(&with_told(&address, "record-saved")).into_response())
        }
        Changed::Refused { findings } => {
            let filled = Filled { findings, ..filled };
            form::render(&here, register, filled, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Changed::Conflict { theirs, event, fields } => {
            conflict::show(&here, register, filled, *theirs, *event, fields).await
        }
    }
}
