//! Signing in and out: login and password, then the code of the telephone where one is set up. Failed attempts are
//! counted for the login and for the address they came from.

use super::session::{begin, cookie};
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page_with};
use crate::secrets::{self, SecondFactor, digest};
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use auyl_store::accounts::{Account, Invitation, folded_login};
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use serde::Deserialize;

/// Minutes in which failed attempts are counted.
const WINDOW: i64 = 15;
/// Failed attempts for one login, then nobody gets in under it for a while.
const MOST_LOGIN: i64 = 5;
/// Failed attempts from one address; behind one may be a whole office.
const MOST_ADDRESS: i64 = 30;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(sign_in))
        .route("/sign-in/code", post(code))
        .route("/sign-out", post(sign_out))
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    login: String,
    to: String,
    wrong: Option<String>,
    /// What people call the provider of OpenID Connect, where one is set up.
    provider: Option<String>,
    /// The secret between password and code, once the password was right.
    half: Option<String>,
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
struct Typed {
    login: String,
    password: String,
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
struct TypedCode {
    half: String,
    code: String,
    #[serde(default)]
    to: String,
}

fn sign_in_page(
    ask: &Ask,
    status: StatusCode,
    login: &str,
    to: &str,
    wrong: Option<&str>,
    half: Option<String>,
) -> Result {
    let template = SignInPage {
        frame: ask.frame("sign-in", ask.say.t("accounts-sign-in-title")),
        login: login.to_string(),
        to: to.to_string(),
        wrong: wrong.map(|key| ask.say.t(key)),
        provider: ask.app.openid.as_ref().map(|openid| openid.label().to_string()),
        half,
    };
    page_with(status, &template)
}

async fn show(ask: Ask, Query(wanted): Query<Wanted>) -> Result {
    if ask.signed.is_some() {
        return Ok(Redirect::to(crate::pages::language::local(&wanted.to)).into_response());
    }
    sign_in_page(&ask, StatusCode::OK, "", &wanted.to, None, None)
}

/// Whose login and password these are. Failed attempts are counted, and too many refused.
pub async fn known(ask: &Ask, login: &str, password: String) -> Result<Option<Account>> {
    let app = &ask.app;
    let names = [format!("login {}", folded_login(login)), format!("from {}", ask.from)];
    refuse_too_many(app, &names).await?;
    let account = app.store.account_by_login(login).await?.filter(|account| !account.disabled);
    let hash = account.as_ref().map(|account| account.password.clone());
    let right = secrets::is_right(app, password, hash).await?;
    let Some(account) = account.filter(|_| right) else {
        note_failure(app, &names).await?;
        return Ok(None);
    };
    if account.second.is_empty() {
        app.store.clear_attempts(&names[0]).await?;
    }
    Ok(Some(account))
}

async fn sign_in(State(app): State<App>, ask: Ask, headers: HeaderMap, Form(typed): Form<Typed>) -> Result {
    let Some(account) = known(&ask, &typed.login, typed.password).await? else {
        let status = StatusCode::UNAUTHORIZED;
        return sign_in_page(&ask, status, &typed.login, &typed.to, Some("accounts-wrong-password"), None);
    };
    after_first_step(&app, &ask, &headers, &account, &typed.to).await
}

/// Lets in whose first step was right (password or provider), or asks for the second where there is one.
pub async fn after_first_step(app: &App, ask: &Ask, headers: &HeaderMap, account: &Account, to: &str) -> Result {
    if account.second.is_empty() {
        return begin(app, account, headers, to).await;
    }
    let half = app.world.secret();
    let between = Invitation {
        secret: digest(&half),
        kind: "second".into(),
        account: account.id.clone(),
        until_at: app.world.after_minutes(10),
        ..Invitation::default()
    };
    app.store.add_invitation(&between).await?;
    sign_in_page(ask, StatusCode::OK, "", to, None, Some(half))
}

async fn code(State(app): State<App>, ask: Ask, headers: HeaderMap, Form(typed): Form<TypedCode>) -> Result {
    let Some(account) = between(&app, &typed.half).await? else {
        let expired = Some("accounts-code-expired");
        return sign_in_page(&ask, StatusCode::UNAUTHORIZED, "", &typed.to, expired, None);
    };
    let names = [format!("code {}", account.id), format!("from {}", ask.from)];
    refuse_too_many(&app, &names).await?;
    let now = (app.world.now)().as_second().unsigned_abs();
    let factor = SecondFactor::of(&account.second, &account.login);
    let step = factor.and_then(|factor| factor.step(&typed.code, now, account.second_step.unsigned_abs()));
    let used = match step.and_then(|step| i64::try_from(step).ok()) {
        Some(step) => app.store.use_second_step(&account.id, step).await?,
        None => false,
    };
    if !used {
        note_failure(&app, &names).await?;
        let wrong = Some("accounts-wrong-code");
        return sign_in_page(&ask, StatusCode::UNAUTHORIZED, "", &typed.to, wrong, Some(typed.half));
    }
    app.store.use_invitation(&digest(&typed.half), &app.world.at()).await?;
    app.store.clear_attempts(&names[0]).await?;
    app.store.clear_attempts(&format!("login {}", account.login)).await?;
    begin(&app, &account, &headers, &typed.to).await
}

/// Whose password was right a few minutes ago.
async fn between(app: &App, half: &str) -> Result<Option<Account>> {
    let at = app.world.at();
    let found = app.store.invitation(&digest(half)).await?;
    let holds = found.filter(|found| found.kind == "second" && found.used_at.is_empty() && found.until_at > at);
    let Some(found) = holds else { return Ok(None) };
    Ok(app.store.account(&found.account).await?.filter(|account| !account.disabled))
}

async fn refuse_too_many(app: &App, names: &[String; 2]) -> Result<()> {
    let since = app.world.after_minutes(-WINDOW);
    for (name, most) in names.iter().zip([MOST_LOGIN, MOST_ADDRESS]) {
        if app.store.attempts_since(name, &since).await? >= most {
            return Err(Refusal::of("too-many-requests").with("minutes", WINDOW).into());
        }
    }
    Ok(())
}

async fn note_failure(app: &App, names: &[String; 2]) -> Result<()> {
    for name in names {
        app.store.add_attempt(name, &app.world.at(), &app.world.after_minutes(-WINDOW)).await?;
    }
    Ok(())
}

async fn sign_out(State(app): State<App>, ask: Ask) -> Result {
    if let Some(signed) = &ask.signed {
        app.store.end_session(&signed.session).await?;
    }
    // Whoever sits down at this machine next finds no page. What was typed and the lists of people are forgotten by
    // `app.js` on the page that follows; clearing all storage here would take along what waits to be sent from the field.
    let clear = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok(([(SET_COOKIE, cookie(&app, "", 0)), clear], Redirect::to("/sign-in?left=1")).into_response())
}
