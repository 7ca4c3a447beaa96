//! Views of a list that somebody keeps under a name: each account its own, register by register.

use super::asked::Asked;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_store::accounts::KeptView;
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

/// Most views of one register that an account keeps.
const MOST: usize = 50;

/// What is kept under which name.
#[derive(Deserialize)]
pub struct Keep {
    title: String,
    #[serde(default)]
    query: String,
}

/// Keeps what the list shows.
pub async fn keep(here: Here, Path((_, register)): Path<(String, String)>, Form(typed): Form<Keep>) -> Result {
    let register = here.register(&register)?;
    here.must(Action::See, Some(register))?;
    let account = here.signed()?.account.id.clone();
    let title: String = typed.title.trim().chars().take(80).collect();
    let query = read(&typed.query).query();
    let list = format!("{}/r/{}", here.root(), register.id);
    let known = here.app.store.views(&account, &here.project.id, &register.id).await?;
    if known.len() >= MOST && !known.iter().any(|view| view.title == title) {
        return Err(Refusal::of("request-too-large").with("limit", MOST).into());
    }
    let told = if query.is_empty() { "?told=" } else { "&told=" };
    if title.is_empty() {
        return Ok(Redirect::to(&format!("{list}{query}{told}view-without-name")).into_response());
    }
    let view = KeptView { title, query: query.clone() };
    here.app.store.put_view(&account, &here.project.id, &register.id, &view).await?;
    Ok(Redirect::to(&format!("{list}{query}{told}view-kept")).into_response())
}

/// Which view.
#[derive(Deserialize)]
pub struct Which {
    title: String,
}

/// Forgets a view.
pub async fn end(here: Here, Path((_, register)): Path<(String, String)>, Form(typed): Form<Which>) -> Result {
    let register = here.register(&register)?;
    here.must(Action::See, Some(register))?;
    let account = &here.signed()?.account.id;
    here.app.store.end_view(account, &here.project.id, &register.id, &typed.title).await?;
    Ok(Redirect::to(&format!("{}/r/{}?told=view-ended", here.root(), register.id)).into_response())
}

/// The question that a query asks; what is no part of one is left out, so that nothing else is ever kept or led to.
fn read(query: &str) -> Asked {
    let decoded =
        |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    Asked::read(&pairs.map(|(name, typed)| (decoded(name), decoded(typed))).collect::<Vec<_>>())
}
