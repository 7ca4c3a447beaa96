//! The budget of a village: in plain words and as a picture, then in the layout of its decision; how it is watched, and what
//! residents propose to pay for. For the team and for everybody, who sees the same without what is not open. In reading order:
//! this file (the pages), `view` (what they show), `paper` (a sheet of the commission as DOCX and PDF).

mod paper;
mod view;

use crate::App;
use crate::ask::{Ask, Here};
use crate::frame::{Entry, Frame, page};
use crate::pages::open::{Entrance, fresh};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{BUDGET_ADVICE, BUDGET_LINE, BUDGET_MONITORING, PLACE};
use auyl_domain::{RecordId, Refusal};
use auyl_work::Project;
use auyl_work::budget::{self, Budget};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::routing::get;
use serde::Deserialize;
pub use view::{View, words};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/budget/{place}", get(show))
        .route("/p/{project}/budget/sheet/{id}/{file}", get(paper::paper))
        .route("/open/{project}/budget/{place}", get(open))
}

/// Of which year.
#[derive(Deserialize, Default)]
struct Asked {
    year: Option<i64>,
}

#[derive(Template)]
#[template(path = "budget/show.html")]
struct BudgetPage {
    frame: Frame,
    /// The languages of an open page; empty for the team.
    languages: Vec<(&'static str, &'static str, String, bool)>,
    village: String,
    address: String,
    /// Where a line is added; none for who may not.
    add: Option<String>,
    /// Where the decision of the maslikhat is brought in; none for who may not.
    bring: Option<String>,
    view: View,
}

fn missing() -> Stop {
    Refusal::of("page-missing").into()
}

/// The budget of a village that the member may look at.
async fn of_team(here: &Here, place: &str, year: Option<i64>) -> Result<Budget> {
    let verdict = here.must(Action::See, Some(here.register(BUDGET_LINE)?))?;
    if verdict == Verdict::OwnPlaces && !here.places.iter().any(|own| own == place) {
        return Err(missing());
    }
    found(&here.project, place, year).await
}

async fn found(project: &Project, place: &str, year: Option<i64>) -> Result<Budget> {
    let id = RecordId::read(place).ok_or_else(missing)?;
    budget::of(project, &id, year).await?.ok_or_else(missing)
}

async fn show(here: Here, Path((_, place)): Path<(String, String)>, Query(asked): Query<Asked>) -> Result {
    let budget = of_team(&here, &place, asked.year).await?;
    let lines = here.register(BUDGET_LINE)?;
    let view = View::of_team(&here, &budget).await?;
    let root = here.root();
    page(&BudgetPage {
        add: here.can(Action::Add, Some(lines)).then(|| format!("{root}/r/{BUDGET_LINE}?{PLACE}={place}")),
        bring: here.can(Action::Import, None).then(|| format!("{root}/import?village={place}")),
        village: format!("{root}/needs/{place}"),
        address: format!("{root}/budget/{place}"),
        languages: Vec::new(),
        frame: here.frame("budget", view.title.clone()),
        view,
    })
}

async fn open(
    State(app): State<App>,
    ask: Ask,
    Path((project, place)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result {
    let Entrance { ask, visitor } = Entrance::of(&app, ask, &project).await?;
    visitor.register(BUDGET_LINE, &[PLACE, "year", "part", "source", "title", "plan", "actual"]).ok_or_else(missing)?;
    visitor.register(PLACE, &["title"]).ok_or_else(missing)?;
    let mut budget = found(&visitor.project, &place, asked.year).await?;
    let watched = visitor.register(BUDGET_MONITORING, &["half", "checked_on", "found", "conclusion", "concluded_on"]);
    if watched.is_none() || visitor.register(BUDGET_ADVICE, &["number", "text", "answer", "reason"]).is_none() {
        budget.sheets.clear();
    }
    let view = View::of_all(&ask, &visitor.project, &budget).await?;
    let mut frame = ask.frame("budget", view.title.clone());
    frame.menu = vec![Entry { key: "web-open-page", href: format!("/open/{project}"), here: false }];
    let address = format!("/open/{project}/budget/{place}");
    let languages = frame.languages().into_iter();
    let year = budget.year;
    let shown = BudgetPage {
        languages: languages
            .map(|(code, name, is)| (code, name, format!("{address}?lang={code}&year={year}"), is))
            .collect(),
        village: format!("/open/{project}/needs/{place}"),
        add: None,
        bring: None,
        address,
        view,
        frame,
    };
    Ok(fresh(&ask, &headers, "text/html; charset=utf-8", shown.render()?))
}
