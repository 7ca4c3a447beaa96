//! A project's settings: who belongs to it and as what, invitations, the open page, who looked at personal fields.

use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::secrets::digest;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Places, VISITOR};
use auyl_domain::views::PLACE;
use auyl_domain::{Refusal, Register};
use auyl_store::accounts::{Account, Glance, Home, Invitation, Membership};
use auyl_work::project::Names;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use serde::Deserialize;

/// Hours that an invitation holds.
const INVITED: i64 = 7 * 24;
/// Glances on a page.
const GLANCES: i64 = 50;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/settings", get(show))
        .route("/p/{project}/settings/open", post(open))
        .route("/p/{project}/settings/invite", post(invite))
        .route("/p/{project}/settings/invite/end", post(end_invitation))
        .route("/p/{project}/settings/member", post(change))
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    root: String,
    is_public: bool,
    accounts: bool,
    members: Vec<Line>,
    invitations: Vec<(Invitation, String)>,
    roles: Vec<(String, String, String)>,
    places: Vec<(String, String)>,
    /// The places of who is not yet invited.
    nobody: Vec<String>,
    glances: Vec<(Glance, String, String)>,
    /// A new link, shown this once.
    link: Option<String>,
    wrong: Option<String>,
}

/// One member.
struct Line {
    account: Account,
    membership: Membership,
    role: String,
    places: String,
    /// Oneself, whom nobody may shut out by mistake.
    is_me: bool,
}

async fn settings_page(here: &Here, status: StatusCode, link: Option<String>, wrong: Option<&str>) -> Result {
    let store = &here.app.store;
    let accounts = here.can(Action::Accounts, None);
    let places = places(here).await?;
    let place_names = |ids: &[String]| {
        let name =
            |id: &String| places.iter().find(|(known, _)| known == id).map_or(id.clone(), |(_, name)| name.clone());
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (mut members, mut invitations) = (Vec::new(), Vec::new());
    let everybody = store.members_of(&here.home.organisation).await?;
    if accounts {
        let of_here = |m: &Membership| m.project.is_empty() || m.project == here.project.id;
        let me = &here.signed()?.account.id;
        for (account, membership) in everybody.iter().filter(|(_, membership)| of_here(membership)).cloned() {
            let role = here.app.catalogue.role(&membership.role).map(|role| here.say.words(&role.title));
            members.push(Line {
                role: role.unwrap_or_else(|| membership.role.clone()),
                places: place_names(&membership.places),
                is_me: account.id == *me,
                account,
                membership,
            });
        }
        for invitation in store.invitations_of(&here.home.organisation, &here.app.world.at()).await? {
            if invitation.project == here.project.id || invitation.project.is_empty() {
                let role = here.app.catalogue.role(&invitation.role).map(|role| here.say.words(&role.title));
                invitations.push((invitation, role.unwrap_or_default()));
            }
        }
    }
    let glances = if accounts { store.glances(&here.project.id, 0, GLANCES).await? } else { Vec::new() };
    let named = |glance: Glance| {
        let who = everybody.iter().find(|(account, _)| account.id == glance.account);
        let who = who.map_or(glance.account.clone(), |(account, _)| account.name.clone());
        let register = here.say.register(&glance.register);
        (glance, who, register)
    };
    let roles = here.app.catalogue.roles().iter().filter(|role| role.id != VISITOR);
    let template = SettingsPage {
        frame: here.frame("settings", here.say.t("web-settings")),
        root: here.root(),
        is_public: here.home.is_public,
        accounts,
        members,
        invitations,
        roles: roles.map(|r| (r.id.clone(), here.say.words(&r.title), here.say.words(&r.help))).collect(),
        places,
        nobody: Vec::new(),
        glances: glances.into_iter().map(named).collect(),
        link,
        wrong: wrong.map(|key| here.say.t(key)),
    };
    page_with(status, &template)
}

/// Ids and names of the project's places.
async fn places(here: &Here) -> Result<Vec<(String, String)>> {
    let Ok(register): std::result::Result<&Register, _> = here.project.register(PLACE) else { return Ok(Vec::new()) };
    let names = Names::of(&here.app.catalogue);
    let records = here.project.good_records(PLACE, None).await?;
    let name = |record: &auyl_domain::Record| (record.id.to_string(), record.name(register, here.lang(), &names));
    Ok(records.iter().map(name).collect())
}

async fn show(here: Here) -> Result {
    here.must(Action::Settings, None)?;
    settings_page(&here, StatusCode::OK, None, None).await
}

fn done(here: &Here, told: &str) -> Result {
    Ok(Redirect::to(&format!("{}/settings?told={told}", here.root())).into_response())
}

#[derive(Deserialize)]
struct Open {
    #[serde(default)]
    open: bool,
}

async fn open(State(app): State<App>, here: Here, Form(typed): Form<Open>) -> Result {
    here.must(Action::Settings, None)?;
    app.store.set_home(&Home { is_public: typed.open, ..here.home.clone() }).await?;
    log(&here, if typed.open { "opened" } else { "closed" }).await?;
    done(&here, if typed.open { "opened" } else { "closed" })
}

/// Who opened and closed what, who let whom in: it belongs to the project's history.
async fn log(here: &Here, verb: &str) -> Result<()> {
    let doing = here.doing();
    let mut tx = here.app.store.begin(&here.project.id).await?;
    tx.log(verb, ("", ""), "", &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(())
}

/// Role and places as a form sends them: `places` may stand several times.
fn chosen(here: &Here, pairs: &[(String, String)]) -> std::result::Result<(String, Vec<String>), &'static str> {
    let first =
        |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let role = here.app.catalogue.role(&first("role")).filter(|role| role.id != VISITOR);
    let role = role.ok_or("settings-role-missing")?;
    let places: Vec<String> = pairs
        .iter()
        .filter(|(key, value)| key == "places" && !value.is_empty())
        .map(|(_, value)| value.clone())
        .collect();
    // Somebody tied to no place at all would see what has no place only: surely a slip.
    if role.places == Places::Own && places.is_empty() && role.read == auyl_domain::access::Read::All {
        return Err("settings-places-missing");
    }
    Ok((role.id.clone(), places))
}

async fn invite(State(app): State<App>, here: Here, Form(pairs): Form<Vec<(String, String)>>) -> Result {
    here.must(Action::Accounts, None)?;
    let (role, places) = match chosen(&here, &pairs) {
        Ok(chosen) => chosen,
        Err(key) => return settings_page(&here, StatusCode::UNPROCESSABLE_ENTITY, None, Some(key)).await,
    };
    let name = pairs.iter().find(|(key, _)| key == "name").map(|(_, name)| name.trim().to_string()).unwrap_or_default();
    let secret = app.world.secret();
    let invitation = Invitation {
        secret: digest(&secret),
        kind: "join".into(),
        organisation: here.home.organisation.clone(),
        project: here.project.id.clone(),
        role,
        places,
        name,
        until_at: app.world.after_hours(INVITED),
        ..Invitation::default()
    };
    app.store.add_invitation(&invitation).await?;
    settings_page(&here, StatusCode::OK, Some(format!("{}/join/{secret}", here.site())), None).await
}

#[derive(Deserialize)]
struct Which {
    which: String,
}

async fn end_invitation(State(app): State<App>, here: Here, Form(typed): Form<Which>) -> Result {
    here.must(Action::Accounts, None)?;
    app.store.end_invitation(&typed.which, &here.home.organisation).await?;
    done(&here, "invitation-ended")
}

async fn change(State(app): State<App>, here: Here, Form(pairs): Form<Vec<(String, String)>>) -> Result {
    here.must(Action::Accounts, None)?;
    let first =
        |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default();
    let (account, act) = (first("account").to_string(), first("act").to_string());
    let members = app.store.members_of(&here.home.organisation).await?;
    let member = members.iter().find(|(known, m)| known.id == account && m.project == here.project.id);
    let whole = members.iter().find(|(known, m)| known.id == account && m.project.is_empty());
    let (known, _) = member.or(whole).ok_or_else(|| Refusal::of("page-missing"))?;
    if known.id == here.signed()?.account.id {
        return settings_page(&here, StatusCode::UNPROCESSABLE_ENTITY, None, Some("settings-not-yourself")).await;
    }
    match act.as_str() {
        "end" => {
            let project = if member.is_some() { here.project.id.as_str() } else { "" };
            app.store.end_membership(&known.id, &here.home.organisation, project).await?;
            done(&here, "member-ended")
        }
        "reset" => {
            let secret = app.world.secret();
            let reset = Invitation {
                secret: digest(&secret),
                kind: "reset".into(),
                organisation: here.home.organisation.clone(),
                account: known.id.clone(),
                until_at: app.world.after_hours(24),
                ..Invitation::default()
            };
            // Whoever belongs elsewhere too would be opened by somebody who has no say there.
            let elsewhere = app.store.memberships_of(&known.id).await?;
            if known.is_operator || elsewhere.iter().any(|m| m.organisation != here.home.organisation) {
                return Err(Refusal::of("not-allowed").into());
            }
            app.store.add_invitation(&reset).await?;
            settings_page(&here, StatusCode::OK, Some(format!("{}/join/{secret}", here.site())), None).await
        }
        _ => {
            let (role, places) = match chosen(&here, &pairs) {
                Ok(chosen) => chosen,
                Err(key) => return settings_page(&here, StatusCode::UNPROCESSABLE_ENTITY, None, Some(key)).await,
            };
            let new = Membership {
                account: known.id.clone(),
                organisation: here.home.organisation.clone(),
                project: here.project.id.clone(),
                role,
                places,
            };
            app.store.set_membership(&new).await?;
            done(&here, "saved")
        }
    }
}
