//! What a body was asked and promised, as the body itself sees it by a link and without an account. Nothing personal is in
//! it, and nothing that was not sent to it.

use super::bodies::{Shown, shown};
use super::links::{BODY_LINK, open};
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_work::letters::body::body;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "letters/look.html")]
struct LookPage {
    frame: Frame,
    shown: Shown,
}

/// The page.
pub async fn show(State(app): State<App>, ask: Ask, Path(secret): Path<String>) -> Result {
    let opened = open(&app, &ask, &secret, BODY_LINK).await?;
    let of = body(&opened.project, &opened.record, None, ask.lang(), app.world.today()).await?;
    // The sheets of its villages are open to everybody where the project has an open page.
    let project = &opened.project.id;
    let is_public = app.store.home(project).await?.is_some_and(|home| home.is_public);
    let villages = is_public.then(|| format!("/open/{project}/needs"));
    let shown = shown(&ask.say, &opened.project.catalogue, &of, None, villages.as_deref());
    page(&LookPage { frame: ask.frame("look", of.record.words("title", ask.lang())), shown })
}
