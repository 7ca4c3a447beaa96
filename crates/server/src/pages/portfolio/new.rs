//! The form of a new project: who may begin one, where it may belong, and what became of what was typed.

use super::making::make;
use super::typed::{LONGEST, Typed, Wrong};
use crate::ask::{Ask, Signed};
use crate::frame::{Frame, page_with};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::access::{self, Action, Member, Verdict};
use auyl_store::accounts::Organisation;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

#[derive(Template)]
#[template(path = "portfolio/new.html")]
struct NewPage {
    frame: Frame,
    typed: Typed,
    organisations: Vec<Organisation>,
    is_operator: bool,
    longest: usize,
    wrong: Vec<Wrong>,
}

impl NewPage {
    fn wrong_at(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(of, _)| *of == field).map(|(_, said)| said.as_str())
    }
}

/// Whether somebody may begin a project in an organisation: an operator in all, others where they keep the accounts of
/// the whole organisation. Who is administrator of one project is not so of the next.
fn may_begin_in(ask: &Ask, signed: &Signed, organisation: &str) -> bool {
    let keeps = |role: &str, places: &[String]| {
        let role = ask.app.catalogue.role(role);
        role.is_some_and(|role| access::may(&Member { role, places }, Action::Accounts, None) != Verdict::No)
    };
    let mut of_all = signed.memberships.iter().filter(|of| of.organisation == organisation && of.project.is_empty());
    signed.account.is_operator || of_all.any(|of| keeps(&of.role, &of.places))
}

/// Whether somebody may begin a project at all.
pub fn may_begin(ask: &Ask, signed: &Signed) -> bool {
    signed.account.is_operator || signed.memberships.iter().any(|of| may_begin_in(ask, signed, &of.organisation))
}

/// All organisations, and those of them in which this account may begin a project; who may in none is refused.
async fn asking(ask: &Ask) -> Result<(Vec<Organisation>, Vec<Organisation>)> {
    let signed = ask.signed()?;
    if !may_begin(ask, signed) {
        return Err(Refusal::of("not-allowed").into());
    }
    let all = ask.app.store.organisations().await?;
    let own = all.iter().filter(|of| may_begin_in(ask, signed, &of.id)).cloned().collect();
    Ok((all, own))
}

/// The empty form.
pub async fn form(ask: Ask) -> Result {
    let (_, own) = asking(&ask).await?;
    let typed = Typed { key: ask.app.world.secret(), ..Typed::default() };
    form_page(&ask, StatusCode::OK, typed, own, Vec::new())
}

fn form_page(
    ask: &Ask,
    status: StatusCode,
    typed: Typed,
    organisations: Vec<Organisation>,
    wrong: Vec<Wrong>,
) -> Result {
    let is_operator = ask.signed()?.account.is_operator;
    let frame = ask.frame("project-new", ask.say.t("portfolio-new"));
    page_with(status, &NewPage { frame, typed, organisations, is_operator, longest: LONGEST, wrong })
}

/// Begins it, and leads there.
pub async fn begin(ask: Ask, Form(mut typed): Form<Typed>) -> Result {
    let (all, own) = asking(&ask).await?;
    let is_key = typed.key.len() == 32 && typed.key.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_key {
        typed.key = ask.app.world.secret();
    }
    let again = |wrong| form_page(&ask, StatusCode::UNPROCESSABLE_ENTITY, typed.clone(), own.clone(), wrong);
    let wanted = match typed.read(&ask, &own, &all) {
        Ok(wanted) => wanted,
        Err(wrong) => return again(wrong),
    };
    let (app, doing, id) = (ask.app.clone(), ask.doing(), wanted.id.clone());
    // Apart from the request: a project half begun because a telephone lost its net would be of no use to anybody.
    let made = tokio::spawn(async move { make(&app, wanted, &doing).await }).await.map_err(Stop::machine)?;
    match made? {
        true => Ok(Redirect::to(&format!("/p/{id}?told=project-begun")).into_response()),
        false => again(vec![("id", ask.say.t("portfolio-id-taken"))]),
    }
}
