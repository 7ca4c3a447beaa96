//! Signing in at a provider of OpenID Connect. The provider says who somebody is, never that they may come in: an account
//! is made by an invitation only, and its owner connects it, with the password, on the page about themselves. A second
//! step that is set up here is asked for here, too.

mod journeys;

use super::me::{Old, done, me_page};
use super::sign_in::after_first_step;
use crate::App;
use crate::ask::{Ask, Signed};
use crate::frame::{Frame, page};
use crate::guard;
use crate::secrets::{self, digest};
use crate::settings::Registration;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use auyl_openid::{Provider, Secrets, Trouble};
use auyl_store::accounts::Account;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::{get, post};
use journeys::{Journey, Journeys};
use serde::Deserialize;
use std::sync::Arc;

/// The cookie that says which browser set out: who is sent an address with somebody else's code has another.
const BROWSER: &str = "auyl-openid";
/// Minutes within which one must be back.
const MINUTES: i64 = 10;
/// Where the provider sends people back to.
const BACK: &str = "/openid/back";

/// The provider, and who is on the way there.
pub struct Openid {
    provider: Provider,
    journeys: Journeys,
}

impl Openid {
    /// A provider that nobody has asked yet.
    pub fn at(registration: Registration) -> Openid {
        Openid { provider: Provider::new(registration), journeys: Journeys::default() }
    }

    /// What people call the provider.
    pub fn label(&self) -> &str {
        &self.provider.registration().label
    }
}

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/openid", post(sign_in))
        .route("/openid/back", get(back))
        .route("/me/openid", post(connect))
        .route("/me/openid/end", post(disconnect))
}

#[derive(Template)]
#[template(path = "openid.html")]
struct SetOutPage {
    frame: Frame,
    address: String,
    label: String,
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    to: String,
}

fn configured(app: &App) -> Result<&Openid> {
    app.openid.as_ref().ok_or_else(|| Refusal::of("page-missing").into())
}

async fn sign_in(State(app): State<App>, ask: Ask, Form(wanted): Form<Wanted>) -> Result {
    set_out(&app, &ask, wanted.to, None).await
}

async fn connect(State(app): State<App>, ask: Ask, Form(typed): Form<Old>) -> Result {
    let signed: Arc<Signed> = ask.signed()?.clone();
    configured(&app)?;
    // Whoever finds a browser open must not be able to open a door of their own into the account.
    if !secrets::is_right(&app, typed.old, Some(signed.account.password.clone())).await? {
        return me_page(&ask, &signed, StatusCode::UNPROCESSABLE_ENTITY, Some("accounts-wrong-old"), None).await;
    }
    set_out(&app, &ask, "/me".into(), Some(signed.account.id.clone())).await
}

async fn disconnect(State(app): State<App>, ask: Ask, Form(typed): Form<Old>) -> Result {
    let signed: Arc<Signed> = ask.signed()?.clone();
    if !secrets::is_right(&app, typed.old, Some(signed.account.password.clone())).await? {
        return me_page(&ask, &signed, StatusCode::UNPROCESSABLE_ENTITY, Some("accounts-wrong-old"), None).await;
    }
    app.store.change_account(&Account { subject: String::new(), ..signed.account.clone() }).await?;
    done("openid-ended")
}

/// Sends somebody to the provider. Not by a redirect: browsers hold a redirect after a form against `form-action` of the
/// page, and nobody knows where a provider leads on to. The page itself goes on, and has a link.
async fn set_out(app: &App, ask: &Ask, to: String, connecting: Option<String>) -> Result {
    let openid = configured(app)?;
    let secrets = Secrets {
        state: app.world.secret(),
        nonce: app.world.secret(),
        verifier: app.world.secret() + &app.world.secret(),
    };
    let back = ask.site() + BACK;
    let address = openid.provider.address(&back, &secrets).await.map_err(|trouble| stop(app, &trouble))?;
    let browser = app.world.secret();
    let until = app.world.after_minutes(MINUTES);
    let journey = Journey { secrets, browser: digest(&browser), back, to, connecting, until };
    openid.journeys.begin(journey, &app.world.at());
    let label = openid.label().to_string();
    let mut response =
        page(&SetOutPage { frame: ask.frame("openid", ask.say.t("openid-title")), address: address.clone(), label })?;
    let secure = if app.settings.is_secure() { "; Secure" } else { "" };
    let seconds = MINUTES * 60;
    let cookie = format!("{BROWSER}={browser}; Path=/openid; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Stop::machine)?);
    headers.insert(REFRESH, HeaderValue::from_str(&format!("0; url={address}")).map_err(Stop::machine)?);
    Ok(response)
}

/// What the provider adds to the address of the way back.
#[derive(Deserialize)]
struct Brought {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
}

async fn back(State(app): State<App>, ask: Ask, headers: HeaderMap, Query(brought): Query<Brought>) -> Result {
    let openid = configured(&app)?;
    let browser = guard::cookie(&headers, BROWSER).map(digest).unwrap_or_default();
    let stale = || Stop::from(Refusal::of("openid-stale"));
    let journey = openid.journeys.end(&brought.state, &browser, &app.world.at()).ok_or_else(stale)?;
    if !brought.error.is_empty() || brought.code.is_empty() {
        return Err(Refusal::of("openid-denied").with("name", openid.label()).into());
    }
    let now = (app.world.now)().as_second();
    let who = openid.provider.who(brought.code, &journey.back, &journey.secrets, now).await;
    let subject = who.map_err(|trouble| stop(&app, &trouble))?;
    if let Some(account) = journey.connecting {
        ask.signed.as_ref().filter(|signed| signed.account.id == account).ok_or_else(stale)?;
        return match app.store.connect_subject(&account, &subject).await? {
            true => done("openid"),
            false => Err(Refusal::of("openid-taken").with("name", openid.label()).into()),
        };
    }
    let account = app.store.account_by_subject(&subject).await?.filter(|account| !account.disabled);
    let account = account.ok_or_else(|| Refusal::of("openid-unknown").with("name", openid.label()))?;
    after_first_step(&app, &ask, &headers, &account, &journey.to).await
}

/// The page for the person; what exactly was wrong is for the log, which whoever set the provider up reads.
fn stop(app: &App, trouble: &Trouble) -> Stop {
    eprintln!("auyl: {} openid: {trouble}", app.world.at());
    let code = match trouble {
        Trouble::Unreachable(_) => "openid-silent",
        Trouble::Refused(_) | Trouble::Untrusted(_) => "openid-untrusted",
    };
    let label = app.openid.as_ref().map(Openid::label).unwrap_or_default();
    Refusal::of(code).with("name", label).into()
}
