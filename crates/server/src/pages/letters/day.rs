//! Behind the pages, once an hour: what the day itself changes. Letters and promises whose last day is over become overdue, and
//! bodies are reminded of letters whose last day is near or over.

use crate::App;
use auyl_work::project::Doing;
use auyl_work::{Project, Trouble, letters};
use std::time::Duration;

/// How often it is looked whether a day has ended.
const PAUSE: Duration = Duration::from_secs(60 * 60);
/// Who does it, in the log.
const ACTOR: &str = "clock";

/// Works until the server ends.
pub async fn work(app: App) {
    loop {
        if let Err(trouble) = turn(&app).await {
            // What is overdue is shown as such all the same; the mark comes an hour later.
            eprintln!("auyl: {} the day was not turned: {trouble}", app.world.at());
        }
        if !app.ending.rest(PAUSE, &tokio::sync::Notify::new()).await {
            break;
        }
    }
}

/// Turns the day in all projects.
pub async fn turn(app: &App) -> Result<(), Trouble> {
    for id in app.store.projects().await? {
        let app = app.of_project(&id).await?;
        let project = Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id };
        let doing = Doing { actor: ACTOR.into(), at: app.world.at() };
        let today = app.world.today();
        letters::turn(&project, today, &doing).await?;
        letters::mail::note_all(&project, today, &doing).await?;
        if letters::mail::remind(&project, today, &doing).await? > 0 {
            app.outgoing.notify_one();
        }
    }
    Ok(())
}
