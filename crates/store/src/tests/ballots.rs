//! Ulgi votes on what comes first: codes count once, whoever sends them and however often, and nothing says who voted how.

use super::village;
use crate::Store;
use crate::ballots::{CLOSED, NewBallot, OPEN, PREPARED, Received};
use crate::testing::on_both;
use auyl_domain::ballot_code::BallotCode;
use std::collections::BTreeMap;

const ULGI: &str = "ulgi";
const ROUND: &str = "r1";

fn code(n: u32) -> BallotCode {
    let mut bytes = [0; BallotCode::CHANCE];
    bytes.iter_mut().zip(n.to_le_bytes().iter().cycle()).enumerate().for_each(|(at, (byte, of))| {
        *byte = of.wrapping_mul(17).wrapping_add(at as u8);
    });
    bytes[0] = n as u8;
    bytes[1] = (n >> 5) as u8;
    BallotCode::of(bytes)
}

/// A box with so many codes in one batch, taking ballots.
async fn opened(store: &Store, n: u32) {
    let mut tx = store.begin(ULGI).await.expect("begun");
    let made = tx.ballot_box(ROUND, "key").await.expect("a box");
    let digests: Vec<String> = (0..n).map(|n| code(n).digest(&made.key)).collect();
    assert_eq!(tx.add_ballot_codes(ROUND, "Abai street", &digests).await.expect("codes"), 1);
    assert!(tx.turn_ballot_box(ROUND, (PREPARED, OPEN), "[\"a\",\"b\"]").await.expect("opened"));
    tx.commit().await.expect("committed");
}

async fn cast(store: &Store, code: BallotCode, sending: &str, vote: &str) -> Received {
    let new = NewBallot { round: ROUND, code: &code, sending, vote, told: "" };
    store.cast_ballot(ULGI, &new).await.expect("an answer")
}

#[test]
fn a_code_counts_once_and_the_same_sending_twice_is_no_second_ballot() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        assert_eq!(cast(store, code(0), "", "1").await, Received::Closed, "there is no box yet");
        opened(store, 3).await;
        assert_eq!(cast(store, code(0), "phone 1", "1 2").await, Received::Counted);
        assert_eq!(cast(store, code(0), "phone 1", "1 2").await, Received::Repeated);
        assert_eq!(cast(store, code(0), "phone 2", "2").await, Received::Used);
        assert_eq!(cast(store, code(1), "", "2").await, Received::Counted);
        // A page has no number of a sending: the code is used.
        assert_eq!(cast(store, code(1), "", "2").await, Received::Used);
        assert_eq!(cast(store, code(77), "", "2").await, Received::Unknown);
        let mut tx = store.begin(ULGI).await.expect("begun");
        assert_eq!(tx.void_ballot_batch(ROUND, 1).await.expect("withdrawn"), 1);
        tx.commit().await.expect("committed");
        assert_eq!(cast(store, code(2), "", "2").await, Received::Void);
        let batches = store.ballot_batches(ULGI, ROUND).await.expect("batches");
        assert_eq!((batches[0].printed, batches[0].used, batches[0].is_void), (3, 2, true));
        let refused: BTreeMap<String, i64> =
            store.ballots_refused(ULGI, ROUND).await.expect("refused").into_iter().collect();
        let refused: Vec<(&str, i64)> = refused.iter().map(|(reason, n)| (reason.as_str(), *n)).collect();
        assert_eq!(refused, [("ballot-code-unknown", 1), ("ballot-code-used", 2), ("ballot-code-void", 1)]);
    });
}

#[test]
fn of_many_who_send_one_code_at_the_same_moment_one_is_counted() {
    on_both(&village(), async |scene| {
        opened(&scene.store, 8).await;
        let mut sending = Vec::new();
        for n in 0..48_u32 {
            let store = scene.store.clone();
            sending.push(tokio::spawn(async move {
                cast(&store, code(n % 8), &format!("phone {n}"), &n.to_string()).await
            }));
        }
        let mut counted = 0;
        for one in sending {
            match one.await.expect("an answer") {
                Received::Counted => counted += 1,
                other => assert_eq!(other, Received::Used),
            }
        }
        assert_eq!(counted, 8);
        assert_eq!(scene.store.ballots(ULGI, ROUND).await.expect("ballots").len(), 8);
    });
}

#[test]
fn what_was_counted_before_the_box_was_closed_is_in_it_and_nothing_comes_after() {
    on_both(&village(), async |scene| {
        opened(&scene.store, 60).await;
        let mut sending = Vec::new();
        for n in 0..60_u32 {
            let store = scene.store.clone();
            sending.push(tokio::spawn(async move { cast(&store, code(n), "", "1").await }));
            if n == 30 {
                let mut tx = scene.store.begin(ULGI).await.expect("begun");
                assert!(tx.turn_ballot_box(ROUND, (OPEN, CLOSED), "").await.expect("closed"));
                tx.commit().await.expect("committed");
            }
        }
        let in_box = scene.store.ballots(ULGI, ROUND).await.expect("ballots").len();
        let mut counted = 0;
        for one in sending {
            match one.await.expect("an answer") {
                Received::Counted => counted += 1,
                other => assert_eq!(other, Received::Closed),
            }
        }
        assert_eq!(counted, in_box, "who was told that it counts is counted");
        assert_eq!(scene.store.ballots(ULGI, ROUND).await.expect("ballots").len(), in_box);
    });
}

#[test]
fn no_event_and_no_row_tells_when_a_ballot_came_or_with_which_code() {
    on_both(&village(), async |scene| {
        opened(&scene.store, 20).await;
        let before = scene.store.last_event(ULGI).await.expect("a number");
        for n in 0..20 {
            cast(&scene.store, code(n), "phone", &format!("{}", n + 1)).await;
        }
        assert_eq!(scene.store.last_event(ULGI).await.expect("a number"), before);
        let votes: Vec<String> =
            scene.store.ballots(ULGI, ROUND).await.expect("ballots").into_iter().map(|of| of.vote).collect();
        let came: Vec<String> = (1..=20).map(|n: u32| n.to_string()).collect();
        assert_ne!(votes, came, "the order of the box is not the order of arrival");
    });
}
