//! The end of the server as those see it who work behind the pages: they finish what they have in hand, take nothing new, and only
//! then is the store closed. Requests under way are the business of [`crate::listen`].

use std::time::Duration;
use tokio::sync::{Notify, watch};

/// Whether the server is about to end.
pub struct Ending(watch::Sender<bool>);

impl Default for Ending {
    fn default() -> Ending {
        Ending(watch::Sender::new(false))
    }
}

impl Ending {
    /// From now on nothing new is begun.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Whether nothing new is to be begun.
    pub fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Rests for a while, shorter where there is a call. `false` where the work is over.
    pub async fn rest(&self, pause: Duration, called: &Notify) -> bool {
        let mut ending = self.0.subscribe();
        tokio::select! {
            _ = ending.wait_for(|has_begun| *has_begun) => {}
            () = called.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
        !self.has_begun()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_worker_rests_until_it_is_called_or_the_server_ends() {
        let (ending, called, long) = (Ending::default(), Notify::new(), Duration::from_secs(3_600));
        called.notify_one();
        assert!(ending.rest(long, &called).await, "it was called");
        let (goes_on, ()) = tokio::join!(ending.rest(long, &called), async { ending.begin() });
        assert!(!goes_on && ending.has_begun());
        assert!(!ending.rest(long, &called).await, "who comes later does not rest at all");
    }
}
