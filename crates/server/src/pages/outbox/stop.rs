//! The page on which somebody who was written to says that they do not want to be told any more: one press of a button, or the
//! mail program's own. Their address is forgotten in the messages; the record that they signed stays and is counted.

use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page};
use crate::secrets::digest;
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "outbox/stop.html")]
struct StopPage {
    frame: Frame,
    is_done: bool,
}

async fn whose(app: &App, secret: &str) -> Result<(String, String, String)> {
    Ok(app.store.stop_of(&digest(secret)).await?.ok_or_else(|| Refusal::of("link-expired"))?)
}

/// The page. Looking changes nothing: programs look at links before people do.
pub async fn show(State(app): State<App>, ask: Ask, Path(secret): Path<String>) -> Result {
    whose(&app, &secret).await?;
    page(&StopPage { frame: ask.frame("stop", ask.say.t("outbox-stop-title")), is_done: false })
}

/// Ends messages to them.
pub async fn end(State(app): State<App>, ask: Ask, Path(secret): Path<String>) -> Result {
    let (project, register, record) = whose(&app, &secret).await?;
    let mut tx = app.store.begin(&project).await?;
    tx.silence(&register, &record, &app.world.at()).await?;
    tx.commit().await?;
    page(&StopPage { frame: ask.frame("stop", ask.say.t("outbox-stop-title")), is_done: true })
}
