//! Paper ballots, typed one after another by who keeps them. They go the same way as those of residents and count the same.

use super::said_here;
use super::sheet::{self, Blank, Typed, blank};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::limits;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::views::BALLOT;
use auyl_domain::{Finding, Refusal};
use auyl_store::ballots::Received;
use auyl_work::ballots::{Cast, OPEN, Setting};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

/// Codes that may be wrong within a minute, of one account.
const WRONG: u32 = 30;

#[derive(Template)]
#[template(path = "ballots/type.html")]
struct TypePage {
    frame: Frame,
    round: String,
    title: String,
    action: String,
    blank: Blank,
}

async fn setting(here: &Here, id: &str) -> Result<Setting> {
    here.must(Action::Add, Some(here.register(BALLOT)?))?;
    let setting = Setting::of(&here.project, id).await?;
    match setting.round().state() {
        OPEN => Ok(setting),
        _ => Err(Refusal::of("ballot-round-not-open").into()),
    }
}

/// The page.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let setting = setting(&here, &id).await?;
    render(&here, &setting, &Typed::new(), None)
}

/// Takes a ballot.
pub async fn take(
    here: Here,
    Path((_, id)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result {
    let setting = setting(&here, &id).await?;
    let typed = sheet::typed(pairs);
    let catalogue = &here.app.catalogue;
    let cast = sheet::read(&setting, catalogue, &typed);
    let cast = cast.and_then(|sheet| Cast::of(&setting, &sheet));
    let cast = match cast {
        Ok(cast) => cast,
        Err(finding) => return render(&here, &setting, &typed, Some(said_here(&here, &finding))),
    };
    if limits::is_spent(&here, "wrong codes", WRONG) {
        return Err(Refusal::of("too-many-requests").with("minutes", 1).into());
    }
    let received = cast.cast(&here.project).await?;
    let Some(reason) = received.reason() else {
        let address = format!("{}/votes/{id}/type?told=ballot-counted", here.root());
        return Ok(Redirect::to(&address).into_response());
    };
    if received == Received::Unknown {
        limits::takes_stranger(&here, "wrong codes", WRONG);
    }
    render(&here, &setting, &typed, Some(said_here(&here, &Finding::severe(reason))))
}

fn render(here: &Here, setting: &Setting, typed: &Typed, wrong: Option<String>) -> Result {
    let status = if wrong.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let round = format!("{}/votes/{}", here.root(), setting.id());
    page_with(
        status,
        &TypePage {
            frame: here.frame("ballot-typed", here.say.t("ballots-type")),
            title: setting.record.words("title", here.lang()).to_string(),
            action: format!("{round}/type"),
            round,
            blank: blank(setting, &here.app.catalogue, &here.say, typed, wrong),
        },
    )
}
