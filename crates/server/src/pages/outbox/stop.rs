//! The page behind the link of a message, on which somebody says whether they want to be told: *yes*, where they were only asked
//! so far, and *no more* at any time, which the button of a mail program says, too. No more: their address is forgotten in the
//! messages; the record that they signed stays and is counted.

use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page};
use crate::outbox::configured;
use crate::secrets::digest;
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use auyl_work::telling::Ways;
use auyl_work::{Project, telling};
use axum::body::Bytes;
use axum::extract::{Path, State};

/// What the form of *yes* sends. Whatever else is sent means *no more*: mail programs send it in several ways (RFC 8058).
const YES: &[u8] = b"act=yes";

#[derive(Template)]
#[template(path = "outbox/stop.html")]
struct StopPage {
    frame: Frame,
    /// Whether nobody has said *yes* yet.
    asks: bool,
    /// The sentence that tells what was done.
    done: Option<&'static str>,
}

struct Somebody {
    project: Project,
    register: String,
    record: String,
    asks: bool,
}

async fn whose(app: &App, secret: &str) -> Result<Somebody> {
    let found = app.store.stop_of(&digest(secret)).await?;
    let (id, register, record) = found.ok_or_else(|| Refusal::of("link-expired"))?;
    let app = app.of_project(&id).await?;
    let project = Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id };
    let asks = telling::waits_for_yes(&project, &register, &record).await?;
    Ok(Somebody { project, register, record, asks })
}

fn title(ask: &Ask, asks: bool) -> Frame {
    ask.frame("stop", ask.say.t(if asks { "outbox-confirm-title" } else { "outbox-stop-title" }))
}

/// The page. Looking changes nothing: programs look at links before people do.
pub async fn show(State(app): State<App>, ask: Ask, Path(secret): Path<String>) -> Result {
    let asks = whose(&app, &secret).await?.asks;
    page(&StopPage { frame: title(&ask, asks), asks, done: None })
}

/// Writes down what they want.
pub async fn say(State(app): State<App>, ask: Ask, Path(secret): Path<String>, body: Bytes) -> Result {
    let Somebody { project, register, record, asks } = whose(&app, &secret).await?;
    let (wants, at) = (body.as_ref() == YES, app.world.at());
    let mut tx = project.store.begin(&project.id).await?;
    match wants {
        true => {
            tx.confirm(&register, &record, &at).await?;
            if asks {
                // What happened before they said so they have not been told.
                let is_open = app.store.home(&project.id).await?.is_some_and(|home| home.is_public);
                let ways = Ways { is_open, sent: &configured(&app) };
                telling::catch_up(&project, &mut tx, &record, (app.world.now)(), ways).await?;
            }
        }
        false => tx.silence(&register, &record, &at).await?,
    }
    tx.commit().await?;
    app.outgoing.notify_one();
    let done = Some(if wants { "outbox-confirmed" } else { "outbox-stopped" });
    page(&StopPage { frame: title(&ask, asks && wants), asks: false, done })
}
