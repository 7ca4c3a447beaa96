//! The language of a page: kept with the account, or in a cookie for who is not signed in.

use crate::App;
use crate::ask::Ask;
use crate::guard::LANGUAGE;
use crate::stop::Result;
use auyl_domain::{Lang, Refusal};
use auyl_store::accounts::Account;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use serde::Deserialize;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/language", post(choose))
}

#[derive(Deserialize)]
struct Choice {
    lang: String,
    #[serde(default)]
    to: String,
}

async fn choose(State(app): State<App>, ask: Ask, Form(choice): Form<Choice>) -> Result {
    let lang = Lang::read(&choice.lang).ok_or_else(|| Refusal::of("request-malformed").with("detail", "lang"))?;
    if let Some(signed) = &ask.signed {
        let account = Account { lang: lang.code().into(), ..signed.account.clone() };
        app.store.change_account(&account).await?;
    }
    let cookie = format!("{LANGUAGE}={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code());
    Ok(([(SET_COOKIE, cookie)], Redirect::to(local(&choice.to))).into_response())
}

/// An address of this site; a link that leads elsewhere leads to the start instead.
pub fn local(address: &str) -> &str {
    let is_local = address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\n', '\r']);
    if is_local { address } else { "/" }
}
