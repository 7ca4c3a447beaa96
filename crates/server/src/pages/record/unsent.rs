//! What somebody typed and has not sent: kept while they type, offered when they open the form again.

use super::arrive::Arrived;
use crate::App;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::draft::Draft;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use std::collections::HashMap;

/// Something typed earlier.
pub struct Unsent {
    /// When it was kept.
    pub at: String,
    /// What it says.
    pub draft: Draft,
    /// The version that the form showed.
    pub base: Option<i64>,
}

/// Keeps what the script of a form sends; `discard=1` forgets it.
pub async fn keep(
    State(_): State<App>,
    here: Here,
    Path(path): Path<HashMap<String, String>>,
    arrived: Arrived,
) -> Result {
    let part = |name: &str| path.get(name).map(String::as_str).unwrap_or_default();
    let register = here.register(part("register"))?;
    let id = path.get("id").map_or("new", String::as_str);
    here.must(if id == "new" { Action::Add } else { Action::Change }, Some(register))?;
    if arrived.text("discard") == "1" {
        delete(&here, &register.id, id).await?;
        let address = if id == "new" { "new".to_string() } else { format!("{id}/edit") };
        return Ok(Redirect::to(&format!("{}/r/{}/{address}", here.root(), register.id)).into_response());
    }
    let named = Some(arrived.text("id").to_string()).filter(|id| !id.is_empty());
    let mut fields = arrived.fields("f.");
    fields.retain(|field, _| register.field(field).is_some());
    let draft = Draft { id: named, fields };
    let unsent = Unsent { at: here.app.world.at(), draft, base: arrived.text("base").parse().ok() };
    put(&here, &register.id, id, &unsent).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The texts of a form as they are kept: each field with what was typed, the id and the version under names of their own.
fn content(unsent: &Unsent) -> String {
    serde_json::json!({ "id": unsent.draft.id, "base": unsent.base, "fields": unsent.draft.fields }).to_string()
}

async fn put(here: &Here, register: &str, id: &str, unsent: &Unsent) -> Result<()> {
    let kept =
        auyl_store::accounts::Unsent { form: form(register, id), content: content(unsent), at: unsent.at.clone() };
    Ok(here.project.store.put_unsent(&here.doing().actor, &here.project.id, &kept).await?)
}

/// What waits of a form.
pub async fn get(here: &Here, register: &str, id: &str) -> Result<Option<Unsent>> {
    let kept = here.project.store.unsent(&here.doing().actor, &here.project.id, &form(register, id)).await?;
    let Some(kept) = kept else { return Ok(None) };
    let Ok(content) = serde_json::from_str::<serde_json::Value>(&kept.content) else { return Ok(None) };
    let fields = content["fields"].as_object().into_iter().flatten();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    let draft = Draft {
        id: content["id"].as_str().map(str::to_string),
        fields: fields.map(|(field, value)| (field.clone(), text(value))).collect(),
    };
    Ok(Some(Unsent { at: kept.at, draft, base: content["base"].as_i64() }))
}

/// Forgets it.
pub async fn delete(here: &Here, register: &str, id: &str) -> Result<()> {
    Ok(here.project.store.end_unsent(&here.doing().actor, &here.project.id, &form(register, id)).await?)
}

fn form(register: &str, id: &str) -> String {
    format!("{register}/{id}")
}
