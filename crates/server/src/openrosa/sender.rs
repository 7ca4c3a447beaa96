//! Who sends: a phone by the key in its path, or an account by its session or its password. Either acts as the member that its account is.

use crate::app::App;
use crate::ask::{Ask, Here, Signed};
use crate::pages::accounts::known as signed_in;
use crate::secrets::digest;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_store::accounts::Account;
use auyl_store::submissions::{Numbered, Sending};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header;
use axum::http::request::Parts;
use base64::Engine;
use std::collections::HashSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// Wrong keys that are looked up for one address within a minute.
const WRONG_KEYS: u32 = 60;

/// A request by an account: by its session in a cookie or shown by a script as a bearer, or by its password.
pub struct Caller(pub Ask);

impl FromRequestParts<App> for Caller {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller> {
        let ask = Ask::from_request_parts(parts, app).await?;
        let wrong = || Stop::from(Refusal::of("token-wrong"));
        let Some(shown) = parts.headers.get(header::AUTHORIZATION) else {
            return if ask.signed.is_some() { Ok(Caller(ask)) } else { Err(wrong()) };
        };
        let shown = shown.to_str().map(str::trim).unwrap_or_default();
        let (session, account) = match shown.split_once(' ') {
            Some(("Bearer", secret)) => {
                let session = digest(secret.trim());
                let found = app.store.session(&session, &app.world.at()).await?;
                (session, found.ok_or_else(wrong)?.1)
            }
            Some(("Basic", secret)) => (String::new(), by_password(&ask, secret.trim()).await?.ok_or_else(wrong)?),
            _ => return Err(wrong()),
        };
        let memberships = app.store.memberships_of(&account.id).await?;
        Ok(Caller(ask.spoken_by(Arc::new(Signed { account, memberships, session }))))
    }
}

/// Passwords that were right a moment ago; more than these are forgotten all at once.
const MOST_KNOWN: usize = 10_000;

/// Passwords that were right, so that a phone which sends its own with every request does not make the server hash it every
/// time. What is kept opens nothing, and holds until the password is changed: the kept hash is part of it.
#[derive(Default)]
pub struct Right(Mutex<HashSet<String>>);

/// The account of a name and a password as Collect and ruODK send them. An account with a second factor has none this way.
async fn by_password(ask: &Ask, shown: &str) -> Result<Option<Account>> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(shown).ok();
    let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else { return Ok(None) };
    let Some((login, password)) = text.split_once(':') else { return Ok(None) };
    let right = |account: &Account| digest(&format!("{}\n{}\n{password}", account.id, account.password));
    let known = ask.app.store.account_by_login(login).await?.filter(|account| !account.disabled);
    if let Some(account) = known.filter(|account| account.second.is_empty()) {
        let all = ask.app.right.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.contains(&right(&account)) {
            return Ok(Some(account));
        }
    }
    let account = signed_in(ask, login, password.to_string()).await?.filter(|account| account.second.is_empty());
    if let Some(account) = &account {
        let mut all = ask.app.right.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_KNOWN {
            all.clear();
        }
        all.insert(right(account));
    }
    Ok(account)
}

/// A request by somebody who may send to the project of its address.
pub struct Sender {
    here: Here,
    /// Who it is in the log: an account, or a phone of it.
    pub who: String,
    /// The number of the project.
    pub number: i64,
    /// The forms of a phone that has chosen ones only.
    forms: Option<Vec<String>>,
}

impl Sender {
    /// Whether a form is for this phone; what its account may is another question.
    pub fn has_form(&self, form: &str) -> bool {
        self.forms.as_ref().is_none_or(|forms| forms.iter().any(|own| own == form))
    }

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
            return Ok(Sender { here, who: signed.account.id.clone(), number, forms: None });
        };
        let ask = Ask::from_request_parts(parts, app).await?;
        let Some(found) = app.store.sending(&digest(&key), number, &app.world.at()).await? else {
            return Err(stranger(&ask));
        };
        let Sending { phone, account, memberships, home, forms } = found;
        let who = phone.actor();
        let signed = Arc::new(Signed { account, memberships, session: String::new() });
        let here = Here::at_home(ask.spoken_by(signed.clone()), &signed.memberships, home).await?;
        Ok(Sender { here, who, number, forms })
    }
}

/// Says no to a key that is none; who tries many is told to wait.
fn stranger(ask: &Ask) -> Stop {
    match crate::limits::takes_stranger(ask, "keys", WRONG_KEYS) {
        true => Refusal::of("phone-unknown").into(),
        false => Refusal::of("too-many-requests").with("minutes", 1).into(),
    }
}
