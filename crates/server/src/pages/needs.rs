//! The needs map of a project: villages on a map and as a matrix by sphere; a page of each village with its sheet. In reading
//! order: `view` (what a map shows, for the team and for everybody), this file (the map of the team), `open` (the map for
//! everybody), `village` (the page of a village and its papers).

mod open;
mod view;
mod village;

use crate::App;
use crate::ask::{Ask, Here};
use crate::frame::{Frame, page};
use crate::guard::POLICY;
use crate::kept::{Found, Mark};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::PROBLEM;
use auyl_work::Project;
use auyl_work::needs::{self, Asked, Needs};
use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use view::{Query as Address, View};

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/needs", get(show))
        .route("/p/{project}/needs/{place}", get(village::show))
        .route("/p/{project}/needs/{place}/{file}", get(village::paper))
        .route("/open/{project}/needs", get(open::show))
        .route("/open/{project}/needs/{place}", get(village::open))
        .route("/open/{project}/needs/{place}/{file}", get(village::open_paper))
}

#[derive(Template)]
#[template(path = "needs/show.html")]
struct NeedsPage {
    frame: Frame,
    root: String,
    sees_messages: bool,
    view: View,
}

/// Counted now or kept from before.
pub(super) async fn counted(app: &App, project: &Project, asked: &Asked) -> Result<Found<Needs>> {
    let mark = Mark { event: project.store.last_event(&project.id).await?, day: String::new() };
    let name = format!("{}\n{asked:?}", project.id);
    let (project, asked) = (project.clone(), asked.clone());
    app.kept.needs.get(&name, &mark, move || async move { Ok(needs::needs(&project, &asked).await?) }).await
}

async fn show(here: Here, Query(address): Query<Address>) -> Result {
    let problem = here.register(PROBLEM)?;
    // Who sees public fields only is shown what everybody is shown.
    let public = here.must(Action::See, Some(problem))? == Verdict::PublicFields;
    let asked = address.asked(public);
    let found = counted(&here.app, &here.project, &asked).await?;
    let address = format!("{}/needs", here.root());
    let mut view = View::of(&here.ask, &here.project, &found.value, &asked, &address)?;
    view.behind = found.behind.map(|event| here.say.n("start-behind", event));
    let shown = page(&NeedsPage {
        frame: scripted(&here.ask, here.frame("needs", here.say.t("needs-title"))),
        root: here.root(),
        sees_messages: here.can(Action::ExportPersonal, None),
        view,
    })?;
    Ok(with_tiles(&here.app, shown))
}

/// The page may show pictures of somebody else, where the settings name one; no other page may.
fn with_tiles(app: &App, mut page: Response) -> Response {
    let Some(tiles) = &app.settings.tiles else { return page };
    let policy = POLICY.replacen("img-src ", &format!("img-src {} ", tiles.hosts()), 1);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        // Who gives tiles away wants to know which site asks; of the page nothing is told.
        let origin = HeaderValue::from_static("strict-origin-when-cross-origin");
        page.headers_mut().insert(header::REFERRER_POLICY, origin);
    }
    page
}

/// The page with what asks for those pictures.
fn scripted(ask: &Ask, frame: Frame) -> Frame {
    if ask.app.settings.tiles.is_some() { frame.script(ask, "tiles.js") } else { frame }
}

/// An open page in each language.
fn languages(frame: &Frame, address: &str) -> Vec<(&'static str, &'static str, String, bool)> {
    let all = frame.languages().into_iter();
    all.map(|(code, name, is)| (code, name, format!("{address}?lang={code}"), is)).collect()
}
