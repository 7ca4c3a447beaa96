//! Who sends: a phone by the key in its path, or an account by its session. Either acts as the member that its account is.

use crate::app::App;
use crate::ask::{Ask, Here, Signed};
use crate::secrets::digest;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_store::submissions::{Numbered, Sending};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header;
use axum::http::request::Parts;
use std::ops::Deref;
use std::sync::Arc;

/// Wrong keys that are looked up for one address within a minute.
const WRONG_KEYS: u32 = 60;

/// A request by an account: by its session in a cookie, or shown by a script as a bearer.
pub struct Caller(pub Ask);

impl FromRequestParts<App> for Caller {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller> {
        let ask = Ask::from_request_parts(parts, app).await?;
        let wrong = || Stop::from(Refusal::of("token-wrong"));
        let Some(shown) = parts.headers.get(header::AUTHORIZATION) else {
            return if ask.signed.is_some() { Ok(Caller(ask)) } else { Err(wrong()) };
        };
        let secret = shown.to_str().ok().and_then(|shown| shown.trim().strip_prefix("Bearer ")).ok_or_else(wrong)?;
        let session = digest(secret.trim());
        let (_, account) = app.store.session(&session, &app.world.at()).await?.ok_or_else(wrong)?;
        let memberships = app.store.memberships_of(&account.id).await?;
        Ok(Caller(ask.spoken_by(Arc::new(Signed { account, memberships, session }))))
    }
}

/// A request by somebody who may send to the project of its address.
pub struct Sender {
    here: Here,
    /// Who it is in the log: an account, or a phone of it.
    pub who: String,
    /// The number of the project.
    pub number: i64,
}

impl Sender {
    /// Whether something was sent by this account, with whichever phone.
    pub fn is_of(&self, actor: &str) -> bool {
        let account = actor.split_once('/').map_or(actor, |(account, _)| account);
        self.here.signed.as_ref().is_some_and(|signed| signed.account.id == account)
    }
}

impl Deref for Sender {
    type Target = Here;

    fn deref(&self) -> &Here {
        &self.here
    }
}

impl FromRequestParts<App> for Sender {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Sender> {
        let path = RawPathParams::from_request_parts(parts, app).await.map_err(Stop::machine)?;
        let named = |name: &str| path.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
        let missing = || Stop::from(Refusal::of("page-missing"));
        let number = named("number").and_then(|number| number.parse().ok()).ok_or_else(missing)?;
        let Some(key) = named("key") else {
            let Caller(ask) = Caller::from_request_parts(parts, app).await?;
            let project = app.store.numbered(Numbered::Project, number).await?.ok_or_else(missing)?;
            let signed = ask.signed()?.clone();
            let here = Here::enter(ask, &signed.memberships, &project).await?;
            return Ok(Sender { here, who: signed.account.id.clone(), number });
        };
        let ask = Ask::from_request_parts(parts, app).await?;
        let Some(found) = app.store.sending(&digest(&key), number, &app.world.at()).await? else {
            return Err(stranger(&ask));
        };
        let Sending { phone, account, memberships, home } = found;
        let who = format!("{}/{}", account.id, phone.id);
        let signed = Arc::new(Signed { account, memberships, session: String::new() });
        Ok(Sender { here: Here::at_home(ask.spoken_by(signed.clone()), &signed.memberships, home).await?, who, number })
    }
}

/// Says no to a key that is none; who tries many is told to wait.
fn stranger(ask: &Ask) -> Stop {
    match crate::limits::takes_stranger(ask, "keys", WRONG_KEYS) {
        true => Refusal::of("phone-unknown").into(),
        false => Refusal::of("too-many-requests").with("minutes", 1).into(),
    }
}
