//! One's own settings: name, password, second factor, the browsers that are signed in, keys for programs.

use crate::App;
use crate::ask::{Ask, Signed};
use crate::frame::{Frame, page, page_with};
use crate::secrets::{self, SHORTEST, SecondFactor, digest};
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use auyl_store::accounts::{Account, ApiToken, Session};
use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// Days that a key for a program holds.
const TOKEN_DAYS: i64 = 365;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/me", get(show))
        .route("/me/name", post(rename))
        .route("/me/password", post(password))
        .route("/me/second", get(second).post(set_second))
        .route("/me/second/end", post(end_second))
        .route("/me/sessions/end", post(end_sessions))
        .route("/me/tokens", post(add_token))
        .route("/me/tokens/end", post(end_token))
}

#[derive(Template)]
#[template(path = "me.html")]
struct MePage {
    frame: Frame,
    account: Account,
    sessions: Vec<(Session, bool)>,
    tokens: Vec<ApiToken>,
    projects: Vec<String>,
    shortest: usize,
    /// What people call the provider of OpenID Connect, where one is set up.
    provider: Option<String>,
    wrong: Option<String>,
    /// A new key, shown this once.
    fresh: Option<String>,
}

/// The page, perhaps with what is wrong or with a new key.
pub async fn me_page(
    ask: &Ask,
    signed: &Signed,
    status: StatusCode,
    wrong: Option<&str>,
    fresh: Option<String>,
) -> Result {
    let store = &ask.app.store;
    let sessions = store.sessions_of(&signed.account.id, &ask.app.world.at()).await?;
    let mut projects = Vec::new();
    for home in store.homes().await? {
        let mine = |m: &&auyl_store::accounts::Membership| {
            m.organisation == home.organisation && (m.project.is_empty() || m.project == home.project)
        };
        if signed.memberships.iter().any(|m| mine(&m)) {
            projects.push(home.project);
        }
    }
    let template = MePage {
        frame: ask.frame("me", ask.say.t("web-me")),
        account: signed.account.clone(),
        sessions: sessions
            .into_iter()
            .map(|session| (session.secret == signed.session, session))
            .map(|(here, session)| (session, here))
            .collect(),
        tokens: store.tokens_of(&signed.account.id).await?,
        projects,
        shortest: SHORTEST,
        provider: ask.app.openid.as_ref().map(|openid| openid.label().to_string()),
        wrong: wrong.map(|key| ask.say.n(key, SHORTEST as i64)),
        fresh,
    };
    page_with(status, &template)
}

async fn show(ask: Ask) -> Result {
    me_page(&ask, ask.signed()?, StatusCode::OK, None, None).await
}

/// Back to the page, which says what was done.
pub fn done(told: &str) -> Result {
    Ok(Redirect::to(&format!("/me?told={told}")).into_response())
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

async fn rename(State(app): State<App>, ask: Ask, Form(typed): Form<Name>) -> Result {
    let signed = ask.signed()?;
    if !typed.name.trim().is_empty() {
        let account = Account { name: typed.name.trim().to_string(), ..signed.account.clone() };
        app.store.change_account(&account).await?;
    }
    done("saved")
}

#[derive(Deserialize)]
struct Passwords {
    #[serde(default)]
    old: String,
    password: String,
    again: String,
}

async fn password(State(app): State<App>, ask: Ask, Form(typed): Form<Passwords>) -> Result {
    let signed: Arc<Signed> = ask.signed()?.clone();
    let refuse = |key: &'static str| me_page(&ask, &signed, StatusCode::UNPROCESSABLE_ENTITY, Some(key), None);
    let has_one = !signed.account.password.is_empty();
    if has_one && !secrets::is_right(&app, typed.old, Some(signed.account.password.clone())).await? {
        return refuse("accounts-wrong-old").await;
    }
    if !secrets::is_long_enough(&typed.password) {
        return refuse("accounts-password-short").await;
    }
    if typed.password != typed.again {
        return refuse("accounts-password-differs").await;
    }
    let password = secrets::hash(&app, typed.password).await?;
    app.store.change_account(&Account { password, ..signed.account.clone() }).await?;
    app.store.end_sessions_of(&signed.account.id, &signed.session).await?;
    done("password")
}

#[derive(Template)]
#[template(path = "second.html")]
struct SecondPage {
    frame: Frame,
    secret: String,
    picture: String,
    wrong: Option<String>,
}

fn second_page(ask: &Ask, factor: &SecondFactor, wrong: Option<&str>) -> Result {
    let template = SecondPage {
        frame: ask.frame("second", ask.say.t("accounts-second-title")),
        secret: factor.secret().to_string(),
        picture: factor.picture().unwrap_or_default(),
        wrong: wrong.map(|key| ask.say.t(key)),
    };
    if wrong.is_none() { page(&template) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &template) }
}

async fn second(State(app): State<App>, ask: Ask) -> Result {
    let signed = ask.signed()?;
    let factor = SecondFactor::new(&app, &signed.account.login).ok_or_else(|| Refusal::of("page-missing"))?;
    second_page(&ask, &factor, None)
}

#[derive(Deserialize)]
struct Second {
    secret: String,
    code: String,
}

async fn set_second(State(app): State<App>, ask: Ask, Form(typed): Form<Second>) -> Result {
    let signed = ask.signed()?;
    let malformed = || Refusal::of("request-malformed").with("detail", "secret");
    let factor = SecondFactor::of(&typed.secret, &signed.account.login).ok_or_else(malformed)?;
    let now = (app.world.now)().as_second().unsigned_abs();
    let Some(step) = factor.step(&typed.code, now, 0) else {
        return second_page(&ask, &factor, Some("accounts-wrong-code"));
    };
    let second_step = i64::try_from(step).unwrap_or_default();
    let account = Account { second: typed.secret, second_step, ..signed.account.clone() };
    app.store.change_account(&account).await?;
    done("second")
}

/// The present password, asked for before what protects the account is changed.
#[derive(Deserialize)]
pub struct Old {
    #[serde(default)]
    pub old: String,
}

async fn end_second(State(app): State<App>, ask: Ask, Form(typed): Form<Old>) -> Result {
    let signed: Arc<Signed> = ask.signed()?.clone();
    if !secrets::is_right(&app, typed.old, Some(signed.account.password.clone())).await? {
        return me_page(&ask, &signed, StatusCode::UNPROCESSABLE_ENTITY, Some("accounts-wrong-old"), None).await;
    }
    let account = Account { second: String::new(), second_step: 0, ..signed.account.clone() };
    app.store.change_account(&account).await?;
    done("second-ended")
}

#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    which: String,
}

async fn end_sessions(State(app): State<App>, ask: Ask, Form(typed): Form<Which>) -> Result {
    let signed = ask.signed()?;
    let own = app.store.sessions_of(&signed.account.id, &app.world.at()).await?;
    if typed.which.is_empty() {
        app.store.end_sessions_of(&signed.account.id, &signed.session).await?;
    } else if own.iter().any(|session| session.secret == typed.which) {
        app.store.end_session(&typed.which).await?;
    }
    done("sessions-ended")
}

#[derive(Deserialize)]
struct NewToken {
    title: String,
    project: String,
    #[serde(default)]
    writes: bool,
}

async fn add_token(State(app): State<App>, ask: Ask, Form(typed): Form<NewToken>) -> Result {
    let signed: Arc<Signed> = ask.signed()?.clone();
    // Who does not belong to the project gets no key to it.
    crate::ask::Here::enter(ask.clone(), &signed.memberships, &typed.project).await?;
    let secret = format!("auyl_{}{}", app.world.secret(), app.world.secret());
    let token = ApiToken {
        secret: digest(&secret),
        id: app.world.secret()[..12].to_string(),
        account: signed.account.id.clone(),
        project: typed.project,
        title: typed.title.trim().chars().take(80).collect(),
        writes: typed.writes,
        made_at: app.world.at(),
        until_at: app.world.after_hours(TOKEN_DAYS * 24),
        seen_at: String::new(),
    };
    app.store.add_token(&token).await?;
    me_page(&ask, &signed, StatusCode::OK, None, Some(secret)).await
}

async fn end_token(State(app): State<App>, ask: Ask, Form(typed): Form<Which>) -> Result {
    app.store.end_token(&ask.signed()?.account.id, &typed.which).await?;
    done("token-ended")
}
