//! The log of SQLite is folded into its file behind those who write. SQLite by itself does so inside of every thousandth page's
//! commit: whoever commits then waits until those pages stand all over the file, and all who wait for their turn wait along.
//! What was acknowledged is on the disk in the log before; folding changes nothing about that.

use sqlx::{AnyPool, Row};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::{Mutex, Notify};

/// Pages of the log at which whoever commits folds it after all, because nobody else did: 400 MB.
pub const AT_LAST: u32 = 100_000;
/// Between two foldings, so that pages which change all the time are written once.
const PAUSE: Duration = Duration::from_millis(500);
/// Pages in the log from which writers wait for the rest to be folded, so that the log begins anew: 64 MB.
const LONG: i64 = 16_000;

/// Folds whenever something was written, for as long as the database is used: `turn` is that of its writers.
pub async fn behind(pool: AnyPool, turn: Weak<Mutex<()>>, written: Arc<Notify>) {
    loop {
        // Whoever only reads is asked now and then whether they are still there.
        let is_written = tokio::time::timeout(PAUSE * 20, written.notified()).await.is_ok();
        if pool.is_closed() || turn.strong_count() == 0 {
            return;
        }
        if !is_written {
            continue;
        }
        let pages = fold(&pool).await;
        if pages >= LONG
            && let Some(turn) = turn.upgrade()
        {
            // The most is folded; what came meanwhile is little, and while nobody writes it is all.
            let _turn = turn.lock_owned().await;
            fold(&pool).await;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Folds what is in the log and no reader holds on to; says how many pages are in it. It waits for nobody and nobody for it.
async fn fold(pool: &AnyPool) -> i64 {
    // What cannot be folded now, because the disk is full or the pool is at work, is folded later or by who commits.
    let row = sqlx::query("pragma wal_checkpoint(passive)").fetch_one(pool).await;
    row.ok().and_then(|row| row.try_get(1).ok()).unwrap_or_default()
}
