//! Which phones have which form. A phone that a script makes has the forms that it is given here, as in Central; one whose code
//! was made on the page has all that its account may fill in, and giving it one of them changes nothing.

use super::submissions::form;
use crate::openrosa::Sender;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_store::submissions::{Numbered, Phone};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use serde_json::json;
use std::collections::HashMap;

/// The only role that is given for a form: to fill it in. Central's number and name of it.
const ROLES: [&str; 2] = ["2", "app-user"];

fn missing() -> Refusal {
    Refusal::of("page-missing")
}

fn role(path: &HashMap<String, String>) -> Result<()> {
    if ROLES.contains(&path["role"].as_str()) { Ok(()) } else { Err(missing().into()) }
}

/// The number by which clients know a phone: the same as in what it sends.
pub async fn number_of(sender: &Sender, phone: &Phone) -> Result<i64> {
    Ok(sender.app.store.number(Numbered::Actor, &phone.actor()).await?)
}

/// The phone of a number, while its key holds.
pub async fn phone(sender: &Sender, number: &str) -> Result<Phone> {
    let number = number.parse().map_err(|_| missing())?;
    let actor = sender.app.store.numbered(Numbered::Actor, number).await?.ok_or_else(missing)?;
    let phones = sender.app.store.phones_of(&sender.project.id).await?;
    let phone = phones.into_iter().find(|phone| phone.actor() == actor && phone.ended_at.is_empty());
    Ok(phone.ok_or_else(missing)?)
}

/// The phones that have a form.
async fn phones_with(sender: &Sender, id: &str) -> Result<Vec<(i64, Phone)>> {
    sender.must(Action::Accounts, None)?;
    form(sender, id, Action::See)?;
    let limited = sender.app.store.limited_phones(&sender.project.id).await?;
    let has = |phone: &Phone| limited.get(&phone.id).is_none_or(|forms| forms.iter().any(|own| own == id));
    let mut found = Vec::new();
    for phone in sender.app.store.phones_of(&sender.project.id).await? {
        if phone.ended_at.is_empty() && has(&phone) {
            found.push((number_of(sender, &phone).await?, phone));
        }
    }
    Ok(found)
}

/// Who has which role for a form.
pub async fn list(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let phones = phones_with(&sender, &path["form"]).await?;
    let shown = phones.iter().map(|(number, _)| json!({ "actorId": number, "roleId": 2 }));
    Ok(Json(shown.collect::<Vec<_>>()).into_response())
}

/// Who has a role for a form.
pub async fn actors(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    role(&path)?;
    let phones = phones_with(&sender, &path["form"]).await?;
    let shown = phones.iter().map(|(number, phone)| super::account::phone_shown(&sender, *number, phone, None));
    Ok(Json(shown.collect::<Vec<_>>()).into_response())
}

/// Gives a form to a phone.
pub async fn give(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    role(&path)?;
    sender.must(Action::Accounts, None)?;
    form(&sender, &path["form"], Action::See)?;
    let phone = phone(&sender, &path["actor"]).await?;
    let store = &sender.app.store;
    if store.forms_of_phone(phone.id).await?.is_some() {
        store.give_form(phone.id, &path["form"]).await?;
    }
    Ok(Json(json!({ "success": true })).into_response())
}

/// Takes a form from a phone.
pub async fn take(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    role(&path)?;
    sender.must(Action::Accounts, None)?;
    form(&sender, &path["form"], Action::See)?;
    let phone = phone(&sender, &path["actor"]).await?;
    let store = &sender.app.store;
    if store.forms_of_phone(phone.id).await?.is_none() {
        return Err(Refusal::of("phone-has-all-forms").with("name", phone.title).into());
    }
    store.take_form(phone.id, &path["form"]).await?;
    Ok(Json(json!({ "success": true })).into_response())
}
