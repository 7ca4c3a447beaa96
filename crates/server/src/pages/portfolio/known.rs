//! What is known of projects: counted before, or now behind the page, so that a thousand of them keep nobody waiting.

use crate::App;
use crate::ask::Ask;
use crate::stop::Result;
use auyl_work::Trouble;
use auyl_work::portfolio::{Line, Portfolio};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long a page waits for what is not yet counted: long enough for one project that has changed.
const PATIENCE: Duration = Duration::from_millis(100);
/// So many are counted before it is looked again who has changed meanwhile.
const AT_ONCE: usize = 20;

/// Rows of all projects, shared by all who ask.
#[derive(Default)]
pub struct Projects {
    rows: Portfolio,
    /// Whoever counts holds it: two would count the same.
    turn: Arc<Mutex<()>>,
    /// Whoever begins a project holds it: two must not begin one of the same name.
    pub making: Mutex<()>,
}

/// A line for each of these projects, and how many do not yet say what is so now.
pub async fn lines(ask: &Ask, ids: BTreeSet<String>) -> Result<(Vec<Line>, usize)> {
    let stale = |lines: &[Line]| lines.iter().filter(|line| !line.is_fresh).count();
    let mut lines = of(&ask.app, &ids, 0).await?;
    // While somebody else is counting nobody waits: that may be a thousand projects.
    if stale(&lines) > 0
        && let Ok(turn) = ask.app.projects.turn.clone().try_lock_owned()
    {
        let (app, wanted) = (ask.app.clone(), ids.clone());
        let counting = tokio::spawn(async move {
            count(&app, &wanted).await;
            drop(turn);
        });
        // Not waiting longer does not end it.
        let _ = tokio::time::timeout(PATIENCE, counting).await;
        lines = of(&ask.app, &ids, 0).await?;
    }
    let left = stale(&lines);
    Ok((lines, left))
}

async fn of(app: &App, ids: &BTreeSet<String>, most: usize) -> std::result::Result<Vec<Line>, Trouble> {
    app.projects.rows.lines(&app.store, &app.catalogue, app.world.today(), Some(ids), most).await
}

/// Counts until all rows were counted once.
async fn count(app: &App, ids: &BTreeSet<String>) {
    for _ in 0..=ids.len() / AT_ONCE {
        match of(app, ids, AT_ONCE).await {
            Ok(lines) if lines.iter().all(|line| line.is_fresh) => return,
            Ok(_) => {}
            Err(trouble) => {
                eprintln!("auyl: {} projects were not counted: {trouble}", app.world.at());
                return;
            }
        }
    }
}
