//! Many phones at once: what arrives while a transaction is being written waits for the next, so that one wait for the
//! disk serves all of them, and each is answered only when its own is on the disk.

use super::arrive::{Arrival, Received};
use crate::{Store, Trouble};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};

/// Submissions to a transaction.
const BATCH: usize = 128;
/// Bytes of submissions to a transaction: a batch of large ones must not fill the memory.
const BATCH_BYTES: usize = 8 << 20;
/// Submissions that wait; who comes after them waits outside.
const QUEUE: usize = 512;

type Letter = (Arrival, oneshot::Sender<Result<Received, Trouble>>);

/// Takes submissions in; cloning it is cheap.
#[derive(Clone)]
pub struct Inbox {
    letters: mpsc::Sender<Letter>,
    so_far: Arc<AtomicU64>,
}

impl Inbox {
    /// The inbox of a store; it works as long as somebody holds it.
    pub fn of(store: Store) -> Inbox {
        let (letters, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(work(store, waiting));
        Inbox { letters, so_far: Arc::default() }
    }

    /// How many have been brought since it was opened.
    pub fn so_far(&self) -> u64 {
        self.so_far.load(Ordering::Relaxed)
    }

    /// Keeps a submission. What it answers is true of the disk.
    pub async fn receive(&self, arrival: Arrival) -> Result<Received, Trouble> {
        let (answer, answered) = oneshot::channel();
        let ended = || Trouble::machine("the inbox has ended");
        self.so_far.fetch_add(1, Ordering::Relaxed);
        self.letters.send((arrival, answer)).await.map_err(|_| ended())?;
        answered.await.map_err(|_| ended())?
    }
}

async fn work(store: Store, mut waiting: mpsc::Receiver<Letter>) {
    while let Some(first) = waiting.recv().await {
        let mut bytes = first.0.xml.len();
        let (mut arrivals, mut answers) = (vec![first.0], vec![first.1]);
        while arrivals.len() < BATCH && bytes < BATCH_BYTES {
            let Ok((arrival, answer)) = waiting.try_recv() else { break };
            bytes += arrival.xml.len();
            arrivals.push(arrival);
            answers.push(answer);
        }
        match store.receive(&arrivals).await {
            Ok(received) => {
                for (answer, received) in answers.into_iter().zip(received) {
                    // Who has gone meanwhile sends it again.
                    let _ = answer.send(Ok(received));
                }
            }
            // One that cannot be kept must not keep the others out.
            Err(_) if arrivals.len() > 1 => {
                for (arrival, answer) in arrivals.into_iter().zip(answers) {
                    let _ = answer.send(one(&store, arrival).await);
                }
            }
            Err(trouble) => {
                if let Some(answer) = answers.pop() {
                    let _ = answer.send(Err(trouble));
                }
            }
        }
    }
}

async fn one(store: &Store, arrival: Arrival) -> Result<Received, Trouble> {
    let received = store.receive(&[arrival]).await?;
    received.first().copied().ok_or_else(|| Trouble::machine("a submission without an answer"))
}
