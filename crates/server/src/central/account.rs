//! Sessions, who is signed in, projects by their numbers, and phones, which Central calls app users.

use crate::App;
use crate::ask::{Ask, Here};
use crate::openrosa::{self, Caller, Sender};
use crate::pages::accounts::{known, open_session};
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_store::submissions::{Numbered, Phone};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value as Json_, json};

/// Hours that a session of a script holds, as in Central.
const HOURS: i64 = 24;

#[derive(Deserialize)]
pub struct Typed {
    email: String,
    password: String,
}

/// Opens a session. An account with a second factor opens none here: a script has no telephone.
pub async fn sign_in(ask: Ask, headers: HeaderMap, Json(typed): Json<Typed>) -> Result {
    let account = known(&ask, &typed.email, typed.password).await?.filter(|account| account.second.is_empty());
    let account = account.ok_or_else(|| Refusal::of("token-wrong"))?;
    let secret = open_session(&ask.app, &account, &headers, HOURS).await?;
    let (at, until) = (ask.app.world.at(), ask.app.world.after_hours(HOURS));
    Ok(Json(json!({ "token": secret, "csrf": "", "createdAt": at, "expiresAt": until })).into_response())
}

/// Who is signed in.
pub async fn current(Caller(ask): Caller) -> Result {
    let account = &ask.signed()?.account;
    let id = ask.app.store.number(Numbered::Actor, &account.id).await?;
    let made_at = moment(&account.made_at);
    let shown = json!({
        "id": id, "type": "user", "displayName": account.name, "email": account.login, "createdAt": made_at,
        "updatedAt": null, "deletedAt": null,
    });
    Ok(Json(shown).into_response())
}

/// The projects that the account belongs to.
pub async fn projects(Caller(ask): Caller) -> Result {
    let signed = ask.signed()?.clone();
    let mut shown = Vec::new();
    for home in ask.app.store.homes().await? {
        if let Ok(here) = Here::enter(ask.clone(), &signed.memberships, &home.project).await {
            shown.push(project_shown(&here).await?);
        }
    }
    Ok(Json(shown).into_response())
}

/// One project.
pub async fn project(sender: Sender) -> Result {
    Ok(Json(project_shown(&sender).await?).into_response())
}

async fn project_shown(here: &Here) -> Result<Json_> {
    let store = &here.app.store;
    let id = store.number(Numbered::Project, &here.project.id).await?;
    let first = store.events(&here.project.id, 1, 1).await?;
    let made_at = first.first().map(|event| moment(&event.at)).unwrap_or_default();
    let phones = store.phones_of(&here.project.id).await?;
    let phones = phones.iter().filter(|phone| phone.ended_at.is_empty()).count();
    Ok(json!({
        "id": id, "name": here.project.id, "description": null, "archived": null, "keyId": null,
        "createdAt": made_at, "updatedAt": null, "deletedAt": null, "appUsers": phones,
    }))
}

/// The phones of a project. Their keys are shown to nobody a second time.
pub async fn phones(sender: Sender) -> Result {
    sender.must(Action::Accounts, None)?;
    let phones = sender.app.store.phones_of(&sender.project.id).await?;
    let number = sender.number;
    // A key that holds and is not told is a text that opens nothing; one that was ended is null, as in Central.
    let shown = phones.iter().map(|phone| phone_shown(number, phone, phone.ended_at.is_empty().then_some("")));
    Ok(Json(shown.collect::<Vec<_>>()).into_response())
}

#[derive(Deserialize)]
pub struct NewPhone {
    #[serde(rename = "displayName")]
    title: String,
}

/// Adds a phone that acts as the account which adds it.
pub async fn add_phone(State(app): State<App>, sender: Sender, Json(new): Json<NewPhone>) -> Result {
    sender.must(Action::Accounts, None)?;
    let account = &sender.signed()?.account.id;
    let (phone, key) = openrosa::add_phone(&app, &sender.project.id, account, &new.title).await?;
    Ok(Json(phone_shown(sender.number, &phone, Some(&key))).into_response())
}

fn phone_shown(project: i64, phone: &Phone, token: Option<&str>) -> Json_ {
    json!({
        "projectId": project, "id": phone.id, "type": "field_key", "displayName": phone.title, "token": token,
        "createdAt": moment(&phone.made_at), "updatedAt": null, "deletedAt": null,
        "lastUsed": Some(&phone.seen_at).filter(|day| !day.is_empty()),
    })
}

/// A moment as Central writes it; accounts from before moments were noted have none.
pub fn moment(at: &str) -> String {
    if at.is_empty() { "1970-01-01T00:00:00Z".to_string() } else { at.to_string() }
}
