//! The office of Ulgi gets a link to answer a letter: one holds at a time, and it serves once.

use super::village;
use crate::links::Link;
use crate::testing::on_both;

const ULGI: &str = "ulgi";
const NOON: &str = "2024-11-25T12:00:00Z";
const EVENING: &str = "2024-11-25T19:00:00Z";

fn link(secret: &str, record: &str) -> Link {
    Link {
        secret: secret.into(),
        project: ULGI.into(),
        kind: "letter".into(),
        record: record.into(),
        made_at: NOON.into(),
        made_by: "bolat".into(),
        until_at: "2025-03-25T12:00:00Z".into(),
        ..Link::default()
    }
}

#[test]
fn a_new_link_ends_the_one_before_and_no_other() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        for (secret, record) in [("first", "l1"), ("other", "l2"), ("second", "l1")] {
            store.add_link(&link(secret, record)).await.expect("made");
        }
        let holds = async |secret: &str| store.link(secret).await.expect("read").is_some_and(|of| of.holds(EVENING));
        assert_eq!([holds("first").await, holds("second").await, holds("other").await], [false, true, true]);
        let last = store.link_of(ULGI, "letter", "l1").await.expect("read").expect("a link");
        assert_eq!((last.secret.as_str(), last.made_by.as_str()), ("second", "bolat"));
        assert!(store.link_of(ULGI, "body", "l1").await.expect("read").is_none(), "of another kind");
        assert!(store.link("guessed").await.expect("read").is_none());
        store.end_links(ULGI, "letter", "l1", EVENING).await.expect("ended");
        assert!(!holds("second").await && holds("other").await);
        assert!(!store.use_link("second", EVENING).await.expect("asked"), "it was taken back");
    });
}

#[test]
fn a_link_serves_exactly_one_of_all_who_try_and_nobody_once_it_is_over() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        store.add_link(&link("once", "l1")).await.expect("made");
        let tries = (0..6).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.use_link("once", EVENING).await.expect("asked") })
        });
        let mut n_used = 0;
        for tried in tries.collect::<Vec<_>>() {
            n_used += usize::from(tried.await.expect("no panic"));
        }
        assert_eq!(n_used, 1);
        assert_eq!(store.link("once").await.expect("read").expect("a link").used_at, EVENING);
        store.add_link(&link("late", "l2")).await.expect("made");
        assert!(!store.use_link("late", "2025-03-25T12:00:00Z").await.expect("asked"), "its last moment is over");
    });
}
