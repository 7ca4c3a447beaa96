//! The needs map for everybody: the same map without what is not open, shares of surveys only where enough answered.

use super::view::{Query as Address, View};
use super::{counted, languages, scripted, with_tiles};
use crate::App;
use crate::ask::Ask;
use crate::frame::{Entry, Frame};
use crate::pages::open::{Entrance, fresh};
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::views::{PLACE, PROBLEM};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;

#[derive(Template)]
#[template(path = "needs/open.html")]
struct OpenPage {
    frame: Frame,
    languages: Vec<(&'static str, &'static str, String, bool)>,
    view: View,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    ask: Ask,
    Path(project): Path<String>,
    Query(address): Query<Address>,
    headers: HeaderMap,
) -> Result {
    let Entrance { ask, visitor } = Entrance::of(&app, ask, &project).await?;
    let missing = || Refusal::of("page-missing");
    visitor.register(PROBLEM, &[PLACE, "sphere", "state"]).ok_or_else(missing)?;
    visitor.register(PLACE, &["title"]).ok_or_else(missing)?;
    let asked = address.asked(true);
    let found = counted(&ask.app, &visitor.project, &asked).await?;
    let root = format!("/open/{project}");
    let view = View::of(&ask, &visitor.project, &found.value, &asked, &format!("{root}/needs"))?;
    let mut frame = scripted(&ask, ask.frame("needs", ask.say.t("needs-title")));
    frame.menu = vec![Entry { key: "web-open-page", href: root.clone(), here: false }];
    let page = OpenPage { languages: languages(&frame, &format!("{root}/needs")), view, frame };
    Ok(with_tiles(&app, fresh(&ask, &headers, "text/html; charset=utf-8", page.render()?)))
}
