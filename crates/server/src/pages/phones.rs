//! The phones of a project: whose they are, when they were last used, a new one with the code that ODK Collect scans, and
//! the end of one that was lost.

use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::openrosa::add_phone;
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_forms::openrosa::settings;
use auyl_store::submissions::{Numbered, Phone};
use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use serde::Deserialize;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/p/{project}/phones", get(show).post(add)).route("/p/{project}/phones/end", post(end))
}

#[derive(Template)]
#[template(path = "phones.html")]
struct PhonesPage {
    frame: Frame,
    root: String,
    /// Phones with the names of their accounts, and the forms of those that have chosen ones only.
    phones: Vec<(Phone, String, Option<String>)>,
    /// Who may have a phone: accounts of the project by name.
    members: Vec<(String, String)>,
    /// A new phone, its code and its address, shown this once.
    fresh: Option<Fresh>,
    /// What was typed for a phone that could not be added.
    typed: String,
    wrong: Option<String>,
}

struct Fresh {
    title: String,
    /// The code; none where the address is too long for one.
    picture: Option<String>,
    address: String,
}

/// Accounts that belong to the project, by name.
async fn members(here: &Here) -> Result<Vec<(String, String)>> {
    let everybody = here.app.store.members_of(&here.home.organisation).await?;
    let of_here = everybody.into_iter().filter(|(account, membership)| {
        !account.disabled && (membership.project.is_empty() || membership.project == here.project.id)
    });
    let mut members: Vec<(String, String)> = of_here.map(|(account, _)| (account.id, account.name)).collect();
    members.dedup();
    Ok(members)
}

async fn phones_page(
    here: &Here,
    status: StatusCode,
    fresh: Option<Fresh>,
    typed: &str,
    wrong: Option<&str>,
) -> Result {
    let members = members(here).await?;
    let name =
        |account: &str| members.iter().find(|(id, _)| id == account).map_or(account, |(_, name)| name).to_string();
    let phones = here.app.store.phones_of(&here.project.id).await?;
    let mut limited = here.app.store.limited_phones(&here.project.id).await?;
    let template = PhonesPage {
        frame: here.frame("phones", here.say.t("phones-title")),
        root: here.root(),
        phones: phones
            .into_iter()
            .map(|phone| {
                let forms = limited.remove(&phone.id).map(|forms| here.say.name("phones-forms", forms.join(", ")));
                (name(&phone.account), phone, forms)
            })
            .map(|(name, phone, forms)| (phone, name, forms))
            .collect(),
        members,
        fresh,
        typed: typed.to_string(),
        wrong: wrong.map(|key| here.say.t(key)),
    };
    page_with(status, &template)
}

async fn show(here: Here) -> Result {
    here.must(Action::Accounts, None)?;
    phones_page(&here, StatusCode::OK, None, "", None).await
}

#[derive(Deserialize)]
struct Typed {
    title: String,
    account: String,
}

async fn add(State(app): State<App>, here: Here, Form(typed): Form<Typed>) -> Result {
    here.must(Action::Accounts, None)?;
    let members = members(&here).await?;
    if !members.iter().any(|(id, _)| *id == typed.account) {
        return Err(Refusal::of("not-allowed").into());
    }
    if typed.title.trim().is_empty() {
        return phones_page(&here, StatusCode::BAD_REQUEST, None, "", Some("phones-without-title")).await;
    }
    let (phone, key) = add_phone(&app, &here.project.id, &typed.account, &typed.title).await?;
    let number = app.store.number(Numbered::Project, &here.project.id).await?;
    let address = format!("{}/v1/key/{key}/projects/{number}", here.site());
    let code = settings(&address, &here.project.id, here.lang().code());
    let fresh = Fresh { title: phone.title, picture: auyl_work::qr::svg(&code), address };
    phones_page(&here, StatusCode::OK, Some(fresh), "", None).await
}

#[derive(Deserialize)]
struct Which {
    which: i64,
}

async fn end(State(app): State<App>, here: Here, Form(typed): Form<Which>) -> Result {
    here.must(Action::Accounts, None)?;
    app.store.end_phone(&here.project.id, typed.which, &app.world.at()).await?;
    Ok(Redirect::to(&format!("{}/phones?told=saved", here.root())).into_response())
}
