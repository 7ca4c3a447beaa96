//! Accounts and what belongs to them: who comes in, how often, until when.

use super::village;
use crate::accounts::{
    Account, ApiToken, Glance, Home, Invitation, KeptView, Membership, Organisation, Session, Unsent,
};
use crate::testing::on_both;

fn aigul() -> Account {
    Account { id: "a1".into(), login: "Айгүл@ulgi.kz".into(), name: "Айгүл".into(), ..Account::default() }
}

#[test]
fn aigul_is_found_however_her_login_is_spelled_and_has_it_alone() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        assert!(!store.any_account().await.unwrap());
        assert!(store.add_account(&aigul()).await.unwrap());
        assert!(store.any_account().await.unwrap());
        assert_eq!(store.account_by_login(" айгул@ULGI.kz ").await.unwrap().unwrap().id, "a1");
        let second = Account { id: "a2".into(), ..aigul() };
        assert!(!store.add_account(&second).await.unwrap(), "the login is hers");
        let mut changed = store.account("a1").await.unwrap().unwrap();
        changed.subject = "issuer|77".into();
        changed.is_operator = true;
        store.change_account(&changed).await.unwrap();
        assert_eq!(store.account_by_subject("issuer|77").await.unwrap().unwrap(), changed);
        assert_eq!(store.account_by_subject("").await.unwrap(), None, "who is nobody there is nobody here");
        assert!(store.use_second_step("a1", 7).await.unwrap());
        assert!(!store.use_second_step("a1", 7).await.unwrap(), "a code counts once");
    });
}

#[test]
fn a_session_ends_by_time_by_hand_and_when_the_account_is_disabled() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        store.add_account(&aigul()).await.unwrap();
        let session = |secret: &str| Session {
            secret: secret.into(),
            account: "a1".into(),
            made_at: "2024-05-14T09:00:00Z".into(),
            seen_at: "2024-05-14T09:00:00Z".into(),
            until_at: "2024-06-14T09:00:00Z".into(),
            agent: "phone".into(),
        };
        for secret in ["s1", "s2", "s3"] {
            store.add_session(&session(secret)).await.unwrap();
        }
        let now = "2024-05-20T10:30:00Z";
        assert_eq!(store.session("s1", now).await.unwrap().unwrap().1.name, "Айгүл");
        assert_eq!(store.sessions_of("a1", now).await.unwrap()[0].seen_at, "2024-05-20T10");
        assert!(store.session("s1", "2024-06-14T09:00:00Z").await.unwrap().is_none(), "its time is over");
        store.end_session("s1").await.unwrap();
        assert!(store.session("s1", now).await.unwrap().is_none());
        assert_eq!(store.end_sessions_of("a1", "s2").await.unwrap(), 1);
        store.change_account(&Account { disabled: true, ..aigul() }).await.unwrap();
        assert!(store.session("s2", now).await.unwrap().is_none());
        assert!(store.sessions_of("a1", now).await.unwrap().is_empty());
    });
}

#[test]
fn an_invitation_lets_exactly_one_in() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        let invitation = |secret: &str, kind: &str| Invitation {
            secret: secret.into(),
            kind: kind.into(),
            organisation: "main".into(),
            project: "p".into(),
            role: "coordinator".into(),
            places: vec!["ulgi".into(), "kamys".into()],
            until_at: "2024-05-21T09:00:00Z".into(),
            ..Invitation::default()
        };
        store.add_invitation(&invitation("i1", "join")).await.unwrap();
        assert_eq!(store.invitation("i1").await.unwrap().unwrap().places, ["ulgi", "kamys"]);
        assert_eq!(store.invitations_of("main", "2024-05-20T09:00:00Z").await.unwrap().len(), 1);
        assert!(!store.use_invitation("i1", "2024-05-22T09:00:00Z").await.unwrap(), "too late");
        assert!(store.use_invitation("i1", "2024-05-20T09:00:00Z").await.unwrap());
        assert!(!store.use_invitation("i1", "2024-05-20T09:00:01Z").await.unwrap(), "once");
        assert!(store.invitations_of("main", "2024-05-20T09:00:00Z").await.unwrap().is_empty());
        store.add_invitation(&invitation("f1", "first")).await.unwrap();
        store.add_invitation(&invitation("f2", "first")).await.unwrap();
        assert!(store.invitation("f1").await.unwrap().is_none(), "a new first link takes the place of the old one");
        store.end_invitation("f2", "other").await.unwrap();
        assert!(store.invitation("f2").await.unwrap().is_some(), "another organisation's is not ours to end");
    });
}

#[test]
fn an_account_is_what_its_membership_says_in_each_organisation() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        store.add_account(&aigul()).await.unwrap();
        assert!(store.add_organisation(&Organisation { id: "main".into(), title: "Альянс".into() }).await.unwrap());
        assert!(!store.add_organisation(&Organisation { id: "main".into(), title: "Другой".into() }).await.unwrap());
        let member = |role: &str, places: &[&str]| Membership {
            account: "a1".into(),
            organisation: "main".into(),
            project: "p".into(),
            role: role.into(),
            places: places.iter().map(|place| place.to_string()).collect(),
        };
        store.set_membership(&member("monitor", &[])).await.unwrap();
        store.set_membership(&member("coordinator", &["ulgi"])).await.unwrap();
        assert_eq!(store.memberships_of("a1").await.unwrap(), [member("coordinator", &["ulgi"])]);
        assert_eq!(store.members_of("main").await.unwrap()[0].0.name, "Айгүл");
        store.end_membership("a1", "main", "p").await.unwrap();
        assert!(store.memberships_of("a1").await.unwrap().is_empty());
        let home = Home { project: "p".into(), organisation: "main".into(), is_public: true };
        store.set_home(&home).await.unwrap();
        assert_eq!(store.home("p").await.unwrap(), Some(home.clone()));
        assert_eq!(store.homes().await.unwrap(), [home]);
    });
}

#[test]
fn tokens_attempts_views_and_glances_are_kept_and_forgotten() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        store.add_account(&aigul()).await.unwrap();
        let token = ApiToken {
            secret: "t1".into(),
            id: "one".into(),
            account: "a1".into(),
            until_at: "2025-01-01T00:00:00Z".into(),
            ..ApiToken::default()
        };
        store.add_token(&token).await.unwrap();
        assert_eq!(store.token("t1", "2024-05-20T10:30:00Z").await.unwrap().unwrap().1.id, "a1");
        assert_eq!(store.tokens_of("a1").await.unwrap()[0].seen_at, "2024-05-20T10");
        assert!(store.token("t1", "2025-01-01T00:00:00Z").await.unwrap().is_none());
        store.end_token("a1", "one").await.unwrap();
        assert!(store.tokens_of("a1").await.unwrap().is_empty());

        for minute in ["01", "02", "03"] {
            let at = format!("2024-05-20T10:{minute}:00Z");
            store.add_attempt("aigul", &at, "2024-05-20T10:02:00Z").await.unwrap();
        }
        assert_eq!(store.attempts_since("aigul", "2024-05-20T09:00:00Z").await.unwrap(), 2, "old ones are forgotten");
        store.clear_attempts("aigul").await.unwrap();
        assert_eq!(store.attempts_since("aigul", "2024-05-20T09:00:00Z").await.unwrap(), 0);

        let unsent = Unsent { form: "event/new".into(), content: "{}".into(), at: "t".into() };
        store.put_unsent("a1", "p", &Unsent { content: "old".into(), ..unsent.clone() }).await.unwrap();
        store.put_unsent("a1", "p", &unsent).await.unwrap();
        assert_eq!(store.unsent("a1", "p", "event/new").await.unwrap(), Some(unsent));
        store.end_unsent("a1", "p", "event/new").await.unwrap();
        assert_eq!(store.unsent("a1", "p", "event/new").await.unwrap(), None);

        let view = KeptView { title: "Камыстыбас".into(), query: "f.place=kamys".into() };
        store.put_view("a1", "p", "event", &view).await.unwrap();
        assert_eq!(store.views("a1", "p", "event").await.unwrap(), [view]);
        store.end_view("a1", "p", "event", "Камыстыбас").await.unwrap();
        assert!(store.views("a1", "p", "event").await.unwrap().is_empty());

        let glance =
            Glance { at: "1".into(), account: "a1".into(), register: "participant".into(), ..Glance::default() };
        store.add_glance("p", &glance).await.unwrap();
        store.add_glance("p", &Glance { at: "2".into(), ..glance.clone() }).await.unwrap();
        assert_eq!(store.glances("p", 1, 5).await.unwrap(), [glance]);
        assert!(store.glances("other", 0, 5).await.unwrap().is_empty());
    });
}
