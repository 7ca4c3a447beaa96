//! Who sends: a phone by the key in its path, or an account by its session. Either acts as the member that its account is.

use crate::app::App;
use crate::ask::{Ask, Here, Signed};
use crate::secrets::digest;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use std::ops::Deref;
use std::sync::Arc;

/// Wrong keys that are looked up for one address within a minute.
const WRONG_KEYS: u32 = 60;

/// A request by somebody who may send to the project of its address.
pub struct Sender {
    here: Here,
    /// Who it is in the log: an account, or a phone of it.
    pub who: String,
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
        let ask = Ask::from_request_parts(parts, app).await?;
        let path = RawPathParams::from_request_parts(parts, app).await.map_err(Stop::machine)?;
        let named = |name: &str| path.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        let missing = || Stop::from(Refusal::of("page-missing"));
        let number = named("number").and_then(|number| number.parse().ok()).ok_or_else(missing)?;
        let project = app.store.project_of_number(number).await?;
        let (signed, who, ask) = match named("key") {
            Some(key) => {
                let phone = app.store.phone(&digest(key), &app.world.at()).await?;
                let phone = phone.filter(|phone| Some(&phone.project) == project.as_ref());
                let Some(phone) = phone else { return Err(stranger(&ask)) };
                let account = app.store.account(&phone.account).await?.filter(|account| !account.disabled);
                let Some(account) = account else { return Err(stranger(&ask)) };
                let memberships = app.store.memberships_of(&account.id).await?;
                let who = format!("{}/{}", account.id, phone.id);
                (Arc::new(Signed { account, memberships, session: String::new() }), who, ask)
            }
            None => {
                let signed = ask.signed.clone().ok_or_else(|| Stop::from(Refusal::of("token-wrong")))?;
                let who = signed.account.id.clone();
                (signed, who, ask)
            }
        };
        let project = project.ok_or_else(missing)?;
        let memberships = signed.memberships.clone();
        let ask = ask.spoken_by(signed);
        Ok(Sender { here: Here::enter(ask, &memberships, &project).await?, who })
    }
}

/// Says no to a key that is none; who tries many is told to wait.
fn stranger(ask: &Ask) -> Stop {
    match crate::limits::takes_stranger(ask, "keys", WRONG_KEYS) {
        true => Refusal::of("phone-unknown").into(),
        false => Refusal::of("too-many-requests").with("minutes", 1).into(),
    }
}
