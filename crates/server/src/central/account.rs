//! Sessions, who is signed in, accounts, projects by their numbers, and phones, which Central calls app users.

use super::assignments::{number_of, phone};
use super::told::Told;
use crate::App;
use crate::ask::{Ask, Here};
use crate::openrosa::{self, Caller, Sender};
use crate::pages::accounts::{known, open_session};
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_store::accounts::Account;
use auyl_store::submissions::{Numbered, Phone};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Hours that a session of a script holds, as in Central.
const HOURS: i64 = 24;

#[derive(Deserialize)]
pub struct Typed {
    email: String,
    password: String,
}

/// Opens a session. An account with a second factor opens none here: a script has no telephone.
pub async fn sign_in(ask: Ask, headers: HeaderMap, Told(typed): Told<Typed>) -> Result {
    let account = known(&ask, &typed.email, typed.password).await?.filter(|account| account.second.is_empty());
    let account = account.ok_or_else(|| Refusal::of("token-wrong"))?;
    let secret = open_session(&ask.app, &account, &headers, HOURS).await?;
    let (at, until) = (ask.app.world.at(), ask.app.world.after_hours(HOURS));
    Ok(Json(json!({ "token": secret, "csrf": "", "createdAt": at, "expiresAt": until })).into_response())
}

/// Who is signed in.
pub async fn current(Caller(ask): Caller) -> Result {
    Ok(Json(account_shown(&ask.app, &ask.signed()?.account).await?).into_response())
}

async fn account_shown(app: &App, account: &Account) -> Result<Json_> {
    let id = app.store.number(Numbered::Actor, &account.id).await?;
    Ok(json!({
        "id": id, "type": "user", "displayName": account.name, "email": account.login,
        "createdAt": moment(&account.made_at), "updatedAt": null, "deletedAt": null,
    }))
}

#[derive(Deserialize)]
pub struct Sought {
    #[serde(default)]
    q: String,
}

/// The accounts that the caller keeps, by name; those whose name or sign-in name has the words of `q` in it.
pub async fn accounts(Caller(ask): Caller, Query(sought): Query<Sought>) -> Result {
    let signed = ask.signed()?.clone();
    let mut kept: BTreeMap<(String, String), Account> = BTreeMap::new();
    let mut organisations = BTreeSet::new();
    for home in ask.app.store.homes().await? {
        if let Ok(here) = Here::enter(ask.clone(), &signed.memberships, &home.project).await
            && here.can(Action::Accounts, None)
            && organisations.insert(home.organisation.clone())
        {
            for (account, _) in ask.app.store.members_of(&home.organisation).await? {
                kept.insert((account.name.clone(), account.id.clone()), account);
            }
        }
    }
    if organisations.is_empty() {
        return Err(Refusal::of("not-allowed").into());
    }
    let words = sought.q.to_lowercase();
    let mut shown = Vec::new();
    for account in kept.values() {
        if account.name.to_lowercase().contains(&words) || account.login.to_lowercase().contains(&words) {
            shown.push(account_shown(&ask.app, account).await?);
        }
    }
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
    let mut shown = Vec::new();
    for phone in sender.app.store.phones_of(&sender.project.id).await? {
        // A key that holds and is not told is a text that opens nothing; one that was ended is null, as in Central.
        let token = phone.ended_at.is_empty().then_some("");
        shown.push(phone_shown(&sender, number_of(&sender, &phone).await?, &phone, token));
    }
    Ok(Json(shown).into_response())
}

#[derive(Deserialize)]
pub struct NewPhone {
    #[serde(rename = "displayName")]
    title: String,
}

/// Adds a phone that acts as the account which adds it. It has the forms that it will be given.
pub async fn add_phone(State(app): State<App>, sender: Sender, Told(new): Told<NewPhone>) -> Result {
    sender.must(Action::Accounts, None)?;
    let account = &sender.signed()?.account.id;
    let (phone, key) = openrosa::add_phone(&app, &sender.project.id, account, &new.title).await?;
    app.store.limit_phone(phone.id).await?;
    Ok(Json(phone_shown(&sender, number_of(&sender, &phone).await?, &phone, Some(&key))).into_response())
}

/// Ends the key of a phone.
pub async fn end_phone(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    sender.must(Action::Accounts, None)?;
    let phone = phone(&sender, &path["actor"]).await?;
    app.store.end_phone(&sender.project.id, phone.id, &app.world.at()).await?;
    Ok(Json(json!({ "success": true })).into_response())
}

/// A phone as clients know it.
pub fn phone_shown(sender: &Sender, number: i64, phone: &Phone, token: Option<&str>) -> Json_ {
    json!({
        "projectId": sender.number, "id": number, "type": "field_key", "displayName": phone.title, "token": token,
        "createdAt": moment(&phone.made_at), "updatedAt": null, "deletedAt": null,
        "lastUsed": Some(&phone.seen_at).filter(|day| !day.is_empty()),
    })
}

/// A moment as Central writes it; accounts from before moments were noted have none.
pub fn moment(at: &str) -> String {
    if at.is_empty() { "1970-01-01T00:00:00Z".to_string() } else { at.to_string() }
}
