//! What becomes of a message, on both databases.

use super::*;
use crate::testing::on_both;
use auyl_domain::Catalogue;
use std::sync::Arc;

fn message(id: &str) -> Outgoing {
    Outgoing {
        id: id.into(),
        at: "2024-05-20T10:00:00Z".into(),
        due: "2024-05-20T10:00:00Z".into(),
        channel: "mail".into(),
        addressee: "dina@ulgi.example".into(),
        of: ("person".into(), "dina".into()),
        template: "received".into(),
        ..Outgoing::default()
    }
}

async fn queue(store: &Store, message: &Outgoing) -> bool {
    let mut tx = store.begin("p").await.expect("a transaction");
    let is_new = tx.queue(message).await.expect("queued");
    tx.commit().await.expect("committed");
    is_new
}

async fn state(store: &Store, id: &str) -> String {
    let found = store.outbox_one("p", id).await.expect("read").expect("a message");
    let to = if found.addressee.is_empty() { "forgotten" } else { "known" };
    format!("{}, {} tries, {to}{}", found.state, found.tries, if found.twice { ", perhaps twice" } else { "" })
}

fn story(story: impl AsyncFn(&Store)) {
    on_both(&Arc::new(Catalogue::read(Vec::new()).0), async |scene| story(&scene.store).await);
}

const AT: &str = "2024-05-20T10:00:00Z";

#[test]
fn a_message_is_told_once_taken_once_and_forgotten_later() {
    story(async |store| {
        assert!(queue(store, &message("a")).await);
        assert!(!queue(store, &message("a")).await, "the same step again");
        let due = store.outbox_due(&["mail"], AT, 10).await.expect("due");
        assert_eq!((due.len(), store.outbox_due(&["sms"], AT, 10).await.expect("due").len()), (1, 0));
        assert!(store.outbox_take("p", "a", AT).await.expect("taken"));
        assert!(!store.outbox_take("p", "a", AT).await.expect("asked"), "by another worker");
        let sent = Outcome { state: SENT, at: AT, due: AT, said: "", twice: false };
        store.outbox_settle("p", "a", &sent).await.expect("settled");
        assert_eq!(state(store, "a").await, "sent, 1 tries, known");
        assert_eq!(store.outbox_forget("2024-05-19T10:00:00Z").await.expect("forgotten"), 0);
        assert_eq!(store.outbox_forget("2024-06-19T10:00:00Z").await.expect("forgotten"), 1);
        assert_eq!(state(store, "a").await, "sent, 1 tries, forgotten");
        assert!(!store.outbox_again("p", "a", AT).await.expect("asked"), "what was sent is not sent again");
    });
}

#[test]
fn what_a_crash_leaves_half_sent_waits_again_and_says_so() {
    story(async |store| {
        queue(store, &message("a")).await;
        store.outbox_take("p", "a", AT).await.expect("taken");
        assert_eq!(store.outbox_lost(AT, 12).await.expect("looked"), 0, "it may still be on its way");
        assert_eq!(store.outbox_lost("2024-05-20T10:10:00Z", 12).await.expect("looked"), 1);
        assert_eq!(state(store, "a").await, "waiting, 1 tries, known, perhaps twice");
    });
}

#[test]
fn a_transaction_that_is_given_up_tells_nobody() {
    story(async |store| {
        let mut tx = store.begin("p").await.expect("a transaction");
        assert!(tx.queue(&message("a")).await.expect("queued"));
        drop(tx);
        assert_eq!(store.outbox_one("p", "a").await.expect("read"), None);
    });
}

#[test]
fn who_does_not_want_to_be_told_is_forgotten_and_not_written_to_again() {
    story(async |store| {
        queue(store, &message("a")).await;
        store.put_stop("digest", "p", ("person", "dina"), AT).await.expect("kept");
        let of = store.stop_of("digest").await.expect("read").expect("known");
        assert_eq!(of, ("p".into(), "person".into(), "dina".into()));
        let mut tx = store.begin("p").await.expect("a transaction");
        tx.silence("person", "dina", AT).await.expect("silent");
        tx.commit().await.expect("committed");
        assert_eq!(state(store, "a").await, "dropped, 0 tries, forgotten");
        assert!(!queue(store, &message("b")).await);
        let other = Outgoing { of: ("person".into(), "erlan".into()), ..message("c") };
        assert!(queue(store, &other).await, "others are");
    });
}

#[test]
fn messages_are_paged_by_state_and_end_by_hand() {
    story(async |store| {
        for id in ["a", "b", "c"] {
            queue(store, &message(id)).await;
        }
        assert!(store.outbox_end("p", "b", TOLD, AT).await.expect("told"));
        assert!(!store.outbox_end("p", "b", DROPPED, AT).await.expect("asked"), "it is told already");
        let page = Outbox { states: &[WAITING], most: 1, ..Outbox::default() };
        let first = store.outbox_page("p", &page).await.expect("a page");
        let after = Some((first[0].at.as_str(), first[0].id.as_str()));
        let second = store.outbox_page("p", &Outbox { after, ..page }).await.expect("a page");
        assert_eq!((first[0].id.as_str(), second[0].id.as_str(), second.len()), ("c", "a", 1));
        let counts = store.outbox_counts("p").await.expect("counts");
        assert_eq!(counts, [("told".into(), "mail".into(), 1), ("waiting".into(), "mail".into(), 2)]);
    });
}

#[test]
fn what_is_cut_off_again_and_again_is_given_up() {
    story(async |store| {
        queue(store, &message("a")).await;
        for n in 1..=3 {
            assert!(store.outbox_take("p", "a", AT).await.expect("asked"), "try {n}");
            store.outbox_lost("2024-05-20T10:10:00Z", 3).await.expect("looked");
        }
        assert_eq!(state(store, "a").await, "failed, 3 tries, known, perhaps twice");
        assert!(!store.outbox_take("p", "a", AT).await.expect("asked"));
    });
}

#[test]
fn who_said_yes_is_known_and_may_say_so_after_a_no() {
    story(async |store| {
        let of = ("person", "dina");
        assert!(!store.is_confirmed("p", of).await.expect("read"));
        for says in [false, true] {
            let mut tx = store.begin("p").await.expect("a transaction");
            match says {
                true => tx.confirm(of.0, of.1, AT).await.expect("kept"),
                false => tx.silence(of.0, of.1, AT).await.expect("kept"),
            }
            tx.commit().await.expect("committed");
            assert_eq!(queue(store, &message(if says { "yes" } else { "no" })).await, says);
        }
        assert!(store.is_confirmed("p", of).await.expect("read"));
        assert!(!store.is_confirmed("other", of).await.expect("read"));
    });
}
