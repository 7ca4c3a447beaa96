//! Behind the pages: what phones sent becomes records, soon after it came, and what a server that was ended in the middle
//! left waiting does so when it starts again. Who sends goes first: while many do, little is made of what they sent.

use crate::App;
use auyl_work::{Project, Trouble, intake};
use std::time::Duration;

/// Submissions to a transaction: as many as a page of somebody else, or a phone, would not notice waiting for.
const BATCH: i64 = 25;
/// The same while phones send: they wait for it.
const SMALL_BATCH: i64 = 10;
/// How often it is looked at without being called; another program may have taken submissions in.
const PAUSE: Duration = Duration::from_secs(10);
/// For so long nobody must have sent anything, before the next ones are looked at;
const QUIET: Duration = Duration::from_millis(20);
/// but after so many such moments they are looked at however many send.
const MOST_QUIET: usize = 5;

/// Works until the server ends.
pub async fn work(app: App) {
    loop {
        if let Err(trouble) = work_off(&app).await {
            // What waits stays; the trouble is told once a pause, and nothing personal with it.
            eprintln!("auyl: {} submissions wait: {trouble}", app.world.at());
        }
        if !app.ending.rest(PAUSE, &app.arrived).await {
            break;
        }
    }
}

/// Works until nothing waits.
pub async fn work_off(app: &App) -> Result<(), Trouble> {
    for project in app.store.projects_with_submissions_waiting().await? {
        let app = &app.of_project(&project).await?;
        let project = Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id: project };
        intake::forms(&project, &app.world.at()).await?;
        loop {
            let most = if give_way(app).await { BATCH } else { SMALL_BATCH };
            let taken = intake::take(&project, &app.world.at(), most).await?;
            if taken.taken + taken.unread < most as usize || app.ending.has_begun() {
                break;
            }
        }
    }
    Ok(())
}

/// Waits while phones send, but not for ever; says whether they have ended.
async fn give_way(app: &App) -> bool {
    for _ in 0..MOST_QUIET {
        let so_far = app.inbox().so_far();
        tokio::time::sleep(QUIET).await;
        if app.inbox().so_far() == so_far {
            return true;
        }
    }
    false
}
