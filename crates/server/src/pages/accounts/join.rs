//! The link that lets somebody in once: the first account, an invitation, a new password.

use super::session::begin;
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page, page_with};
use crate::secrets::{self, SHORTEST, digest};
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use auyl_store::accounts::{Account, Invitation, Membership};
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use serde::Deserialize;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/join/{secret}", get(show).post(join))
}

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage {
    frame: Frame,
    kind: String,
    /// What one becomes: role and where.
    becomes: String,
    name: String,
    login: String,
    wrong: Vec<(&'static str, String)>,
    shortest: usize,
    /// The account that is signed in and could take the invitation itself.
    signed: Option<String>,
}

#[derive(Deserialize, Default)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
    /// Taken by the account that is signed in.
    #[serde(default)]
    mine: bool,
}

async fn holding(app: &App, secret: &str) -> Result<Invitation> {
    let at = app.world.at();
    let found = app.store.invitation(&digest(secret)).await?;
    let holds = |found: &Invitation| {
        found.used_at.is_empty() && found.until_at > at && ["first", "join", "reset"].contains(&found.kind.as_str())
    };
    Ok(found.filter(holds).ok_or_else(|| Refusal::of("link-expired"))?)
}

fn join_page(ask: &Ask, invitation: &Invitation, typed: &Typed, wrong: Vec<(&'static str, String)>) -> Result {
    let role = ask.app.catalogue.role(&invitation.role).map(|role| ask.say.words(&role.title)).unwrap_or_default();
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let name = if typed.name.is_empty() { invitation.name.clone() } else { typed.name.clone() };
    let title = format!("accounts-join-{}-title", invitation.kind);
    let template = JoinPage {
        frame: ask.frame("join", ask.say.t(&title)),
        kind: invitation.kind.clone(),
        becomes: if invitation.project.is_empty() { role } else { format!("{role} · {}", invitation.project) },
        name,
        login: typed.login.clone(),
        wrong,
        shortest: SHORTEST,
        signed: ask.signed.as_ref().filter(|_| invitation.kind == "join").map(|signed| signed.account.name.clone()),
    };
    if status == StatusCode::OK { page(&template) } else { page_with(status, &template) }
}

async fn show(State(app): State<App>, ask: Ask, Path(secret): Path<String>) -> Result {
    join_page(&ask, &holding(&app, &secret).await?, &Typed::default(), Vec::new())
}

async fn join(
    State(app): State<App>,
    ask: Ask,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result {
    let invitation = holding(&app, &secret).await?;
    if let Some(signed) = ask.signed.as_ref().filter(|_| typed.mine && invitation.kind == "join") {
        take(&app, &secret).await?;
        app.store.set_membership(&membership(&invitation, &signed.account.id)).await?;
        return Ok(Redirect::to(&beginning(&invitation)).into_response());
    }
    let wrong = troubles(&ask, &invitation, &typed);
    if !wrong.is_empty() {
        return join_page(&ask, &invitation, &typed, wrong);
    }
    if invitation.kind == "reset" {
        let account = app.store.account(&invitation.account).await?.ok_or_else(|| Refusal::of("link-expired"))?;
        let password = secrets::hash(&app, typed.password).await?;
        take(&app, &secret).await?;
        let account = Account { password, ..account };
        app.store.change_account(&account).await?;
        // Whoever had got in with the old one is out.
        app.store.end_sessions_of(&account.id, "").await?;
        return begin(&app, &account, &headers, "/").await;
    }
    if app.store.account_by_login(&typed.login).await?.is_some() {
        let wrong = vec![("login", ask.say.t("accounts-login-taken"))];
        return join_page(&ask, &invitation, &typed, wrong);
    }
    let account = Account {
        id: format!("a-{}", &app.world.secret()[..12]),
        login: typed.login.trim().to_string(),
        name: typed.name.trim().to_string(),
        password: secrets::hash(&app, typed.password.clone()).await?,
        lang: ask.lang().code().to_string(),
        is_operator: invitation.kind == "first",
        made_at: app.world.at(),
        ..Account::default()
    };
    take(&app, &secret).await?;
    if !app.store.add_account(&account).await? {
        return Err(Refusal::of("link-expired").into());
    }
    app.store.set_membership(&membership(&invitation, &account.id)).await?;
    begin(&app, &account, &headers, &beginning(&invitation)).await
}

/// Uses the link; of two who do so at once the second is told that it is used.
async fn take(app: &App, secret: &str) -> Result<()> {
    match app.store.use_invitation(&digest(secret), &app.world.at()).await? {
        true => Ok(()),
        false => Err(Refusal::of("link-expired").into()),
    }
}

fn membership(invitation: &Invitation, account: &str) -> Membership {
    Membership {
        account: account.to_string(),
        organisation: invitation.organisation.clone(),
        project: invitation.project.clone(),
        role: invitation.role.clone(),
        places: invitation.places.clone(),
    }
}

fn beginning(invitation: &Invitation) -> String {
    if invitation.project.is_empty() { "/".to_string() } else { format!("/p/{}", invitation.project) }
}

fn troubles(ask: &Ask, invitation: &Invitation, typed: &Typed) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if invitation.kind != "reset" {
        if typed.name.trim().is_empty() {
            wrong.push(("name", ask.say.t("accounts-name-missing")));
        }
        if typed.login.trim().is_empty() {
            wrong.push(("login", ask.say.t("accounts-login-missing")));
        }
    }
    if !secrets::is_long_enough(&typed.password) {
        wrong.push(("password", ask.say.n("accounts-password-short", SHORTEST as i64)));
    } else if typed.password != typed.again {
        wrong.push(("again", ask.say.t("accounts-password-differs")));
    }
    wrong
}
