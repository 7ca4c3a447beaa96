//! Saves a text through the one door of changes. What others wrote since is merged or shown; nothing typed is lost.

use super::{Draught, Said, kept, link_fields, render, text_fields};
use crate::ask::Here;
use crate::pages::report::{account, lines};
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::draft::Draft;
use auyl_domain::views::NARRATIVE;
use auyl_store::accounts::Unsent;
use auyl_work::edit::{self, Change, Changed};
use auyl_work::import::Faulty;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

/// Saves a text that there is.
pub async fn save(here: Here, Path((_, id)): Path<(String, String)>, Form(said): Form<Said>) -> Result {
    here.must(Action::Change, Some(here.register(NARRATIVE)?))?;
    let mut draught = kept(&here, &id).await?;
    draught.base = said.get("base").and_then(|base| base.parse().ok()).or(draught.base);
    take(&here, draught, said).await
}

/// Saves a new text.
pub async fn add(here: Here, Form(said): Form<Said>) -> Result {
    here.must(Action::Add, Some(here.register(NARRATIVE)?))?;
    let draught = Draught::new(&here, &said)?;
    take(&here, draught, said).await
}

async fn take(here: &Here, mut draught: Draught, said: Said) -> Result {
    let form = draught.form();
    let does = said.get("do").map_or("save", String::as_str);
    if does == "discard" {
        here.app.store.end_unsent(&account(here), &here.project.id, &form).await?;
        let address = match &draught.record {
            Some(record) => format!("{}/report/section/{}", here.root(), record.id),
            None => format!("{}/report", here.root()),
        };
        return Ok(Redirect::to(&address).into_response());
    }
    for (field, ..) in text_fields(here)? {
        let text = said.get(&field).map(|text| text.replace("\r\n", "\n")).unwrap_or_default();
        draught.texts.insert(field, text);
    }
    if does == "preview" {
        draught.unsent = true;
        return render(here, StatusCode::OK, draught, Vec::new(), None).await;
    }
    let register = here.register(NARRATIVE)?;
    let mut draft = Draft { id: draught.record.as_ref().map(|record| record.id.to_string()), ..Draft::default() };
    draft.fields.extend(draught.texts.iter().filter(|(_, text)| !text.trim().is_empty()).map(super::owned));
    let mut silent: Vec<String> = Vec::new();
    match draught.record {
        Some(_) => {
            let others = register.fields.iter().filter(|field| !field.is_computed());
            silent.extend(others.map(|field| field.id.clone()).filter(|field| !draught.texts.contains_key(field)));
        }
        None => draft.fields.extend(draught.about.iter().map(super::owned)),
    }
    let change = Change { register: NARRATIVE, draft, base: draught.base, silent: &silent };
    match edit::change(&here.project, change, Faulty::RefuseFile, &here.doing()).await? {
        Changed::Saved { id, .. } | Changed::Unchanged { id } => {
            here.app.store.end_unsent(&account(here), &here.project.id, &form).await?;
            Ok(Redirect::to(&format!("{}/report/section/{id}?told=text-saved", here.root())).into_response())
        }
        Changed::Refused { findings } => {
            let findings = lines(here, &findings);
            draught.unsent = true;
            render(here, StatusCode::UNPROCESSABLE_ENTITY, draught, findings, None).await
        }
        Changed::Conflict { theirs, event, .. } => {
            let name = here.app.store.account(&event.actor).await?.map_or(event.actor.clone(), |account| account.name);
            let who = format!("{name}, {}", here.say.moment(&event.at));
            // Saved once more, this text goes over theirs: they have been seen.
            draught.base = Some(theirs.since);
            draught.unsent = true;
            if draught.record.is_none() {
                draught.record = Some((*theirs).clone());
            }
            render(here, StatusCode::CONFLICT, draught, Vec::new(), Some((who, *theirs))).await
        }
    }
}

/// Keeps what is being typed.
pub async fn keep_unsent(here: Here, Path((_, id)): Path<(String, String)>, Form(said): Form<Said>) -> Result {
    here.must(Action::Change, Some(here.register(NARRATIVE)?))?;
    let draught = if id == "new" { Draught::new(&here, &said)? } else { kept(&here, &id).await? };
    let known = link_fields(&here)?;
    let wanted = |name: &str| name.starts_with("text_") || name == "base" || known.iter().any(|field| field == name);
    let content: Said = said.iter().filter(|(name, _)| wanted(name)).map(super::owned).collect();
    let content = serde_json::to_string(&content).map_err(crate::stop::Stop::machine)?;
    let unsent = Unsent { form: draught.form(), content, at: here.app.world.at() };
    here.app.store.put_unsent(&account(&here), &here.project.id, &unsent).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
