//! Several projects at a glance: indicators met, findings, money spent; only those that the account belongs to.

use crate::App;
use crate::ask::{Ask, Signed};
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::sorting::sort_key;
use auyl_store::accounts::Membership;
use auyl_work::portfolio::Row;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Projects that are counted anew for one request; the others say what was counted last.
const MOST: usize = 20;
/// Projects to a page.
const ROWS: usize = 100;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/projects", get(show))
}

/// The projects an account belongs to, with the title of their organisation.
async fn mine(app: &App, signed: &Signed) -> Result<BTreeMap<String, String>> {
    let organisations = app.store.organisations().await?;
    let title = |id: &str| organisations.iter().find(|known| known.id == id).map_or(String::new(), |o| o.title.clone());
    let homes = app.store.homes().await?;
    let belongs = |project: &str, organisation: &str| {
        let holds = |m: &Membership| m.organisation == organisation && (m.project.is_empty() || m.project == project);
        signed.memberships.iter().any(holds)
    };
    let homes = homes.into_iter().filter(|home| belongs(&home.project, &home.organisation));
    Ok(homes.map(|home| (home.project, title(&home.organisation))).collect())
}

/// Where somebody begins who has just come in: in their one project, else in the list of all.
pub async fn beginning(ask: &Ask) -> Result {
    let mine = mine(&ask.app, ask.signed()?).await?;
    let address = match mine.keys().next().filter(|_| mine.len() == 1) {
        Some(project) => format!("/p/{project}"),
        None => "/projects".to_string(),
    };
    Ok(Redirect::to(&address).into_response())
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: usize,
}

/// One line of the page.
struct Line {
    project: String,
    organisation: String,
    is_fresh: bool,
    row: Option<Row>,
    /// Spent and granted, as people read them; empty where nothing is known.
    money: (String, String),
}

impl Line {
    fn title(&self) -> &str {
        self.row.as_ref().map_or(&self.project, |row| &row.title)
    }

    /// Share of the indicators that are met, in a thousand; nothing promised stands first.
    fn share(&self) -> usize {
        self.row.as_ref().map_or(0, |row| row.met * 1000 / row.indicators.max(1))
    }

    fn findings(&self) -> (usize, usize) {
        self.row.as_ref().map_or((0, 0), |row| (row.severe, row.warnings))
    }

    /// Spent of the grant, in a thousand.
    fn spent(&self) -> i64 {
        let spent =
            self.row.as_ref().and_then(|row| Some((row.spent.as_ref()?.0, row.grant.filter(|grant| *grant > 0)?)));
        spent.map_or(0, |(spent, grant)| spent.saturating_mul(1000) / grant)
    }
}

#[derive(Template)]
#[template(path = "portfolio.html")]
struct PortfolioPage {
    frame: Frame,
    lines: Vec<Line>,
    q: String,
    sort: String,
    page: usize,
    more: bool,
    total: usize,
}

async fn show(State(app): State<App>, ask: Ask, Query(asked): Query<Asked>) -> Result {
    let mine = mine(&app, ask.signed()?).await?;
    let today = app.world.today();
    let found = app.portfolio.lines(&app.store, &app.catalogue, ask.lang(), today, MOST).await?;
    let mut lines: Vec<Line> = found
        .into_iter()
        .filter_map(|line| {
            let organisation = mine.get(&line.project)?.clone();
            let said = |tiyn: Option<i64>| tiyn.map(|tiyn| ask.say.money(tiyn)).unwrap_or_default();
            let spent = line.row.as_ref().and_then(|row| Some(row.spent.as_ref()?.0));
            let money = (said(spent), said(line.row.as_ref().and_then(|row| row.grant)));
            Some(Line { project: line.project, organisation, is_fresh: line.is_fresh, row: line.row, money })
        })
        .collect();
    let wanted = auyl_domain::words::fold(&asked.q);
    lines.retain(|line| wanted.is_empty() || auyl_domain::words::fold(line.title()).contains(&wanted));
    match asked.sort.as_str() {
        "met" => lines.sort_by_key(|line| line.share()),
        "findings" => lines.sort_by_key(|line| std::cmp::Reverse(line.findings())),
        "spent" => lines.sort_by_key(|line| std::cmp::Reverse(line.spent())),
        _ => lines.sort_by_cached_key(|line| sort_key(line.title())),
    }
    let total = lines.len();
    let from = asked.page.saturating_mul(ROWS).min(total);
    let lines: Vec<Line> = lines.into_iter().skip(from).take(ROWS).collect();
    page(&PortfolioPage {
        frame: ask.frame("projects", ask.say.t("web-projects")),
        more: from + lines.len() < total,
        lines,
        q: asked.q,
        sort: asked.sort,
        page: asked.page,
        total,
    })
}
