//! Dina's phone in Aqsu sends what she has collected, over a network that loses answers.

use super::script::{AT, record};
use super::village;
use crate::Store;
use crate::accounts::{Account, Home, Membership};
use crate::submissions::{
    About, Arrival, ArrivedFile, Inbox, Mark, Numbered, Phone, Received, Relation, Reviewed, Settled, Sifted, Stage,
    Which,
};
use crate::testing::on_both;
use expect_test::{Expect, expect};
use std::fmt::Write;

const AQSU: &str = "aqsu";

/// `instance xml [edits=instance] [file=name:digest]… [mentions=name]…`
fn arrival(line: &str) -> Arrival {
    let mut words = line.split_whitespace().map(str::to_string);
    let (instance, xml) = (words.next().expect("an instance"), words.next().expect("its bytes"));
    let mut arrival = Arrival {
        project: AQSU.into(),
        form: "event".into(),
        version: "1".into(),
        at: AT.into(),
        actor: "dina".into(),
        device: "phone-1".into(),
        instance,
        xml,
        ..Arrival::default()
    };
    for word in words {
        match word.split_once('=').expect("name=value") {
            ("edits", before) => arrival.edits = before.into(),
            ("mentions", name) => arrival.mentions.push(name.into()),
            ("file", file) => {
                let (name, digest) = file.split_once(':').expect("name:digest");
                arrival.files.push(ArrivedFile { name: name.into(), digest: digest.into(), size: 7 });
            }
            (other, _) => panic!("{other} is not known"),
        }
    }
    arrival
}

/// All that is kept, a line an instance.
async fn kept(store: &Store) -> String {
    let mut text = String::new();
    let mut roots: Vec<String> = Vec::new();
    let all = store.submissions(AQSU, "event", 0, 100).await.expect("read");
    for it in &all {
        roots.push(it.root.clone());
    }
    for root in roots {
        for it in store.submission_edits(AQSU, "event", &root).await.expect("read") {
            let files = store.submission_files(AQSU, "event", &it.instance).await.expect("read");
            let files = files.iter().map(|file| match &file.digest {
                Some(digest) => format!(" {}:{digest}", file.name),
                None => format!(" {} expected", file.name),
            });
            let until = if it.until.is_empty() { String::new() } else { format!(" until {}", it.until) };
            let (seq, instance, xml, stage) = (it.seq, &it.instance, &it.xml, it.stage.as_str());
            let files = files.collect::<String>();
            writeln!(text, "{seq} {instance} {xml} turn {} {stage}{until}{files}", it.turn).expect("written");
        }
    }
    text
}

/// One transaction a paragraph; each line is answered, and then all that is kept is read.
fn check(story: &str, expected: Expect) {
    on_both(&village(), async |scene| {
        let mut text = String::new();
        for paragraph in story.split("--\n") {
            let arrivals: Vec<Arrival> =
                paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).map(arrival).collect();
            let received = scene.store.receive(&arrivals).await.expect("received");
            for (arrival, received) in arrivals.iter().zip(received) {
                writeln!(text, "{}: {received:?}", arrival.instance).expect("written");
            }
        }
        expected.assert_eq(&format!("{text}{}", kept(&scene.store).await));
    });
}

#[test]
fn what_is_sent_twice_is_kept_once() {
    check(
        "a <a/>
         b <b/>
         a <a/>
         --
         b <b/>
         a <other/>",
        expect![[r#"
            a: New
            b: New
            a: Again
            b: Again
            a: Different
            1 a <a/> turn 1 received
            2 b <b/> turn 1 received
        "#]],
    );
}

#[test]
fn files_come_in_any_order_and_nothing_is_overwritten() {
    check(
        "a <a/> mentions=sheet.jpg mentions=face.jpg file=face.jpg:11
         --
         a <a/> mentions=sheet.jpg mentions=face.jpg file=sheet.jpg:22
         --
         a <a/> mentions=sheet.jpg mentions=face.jpg file=sheet.jpg:22
         --
         a <a/> file=sheet.jpg:33
         --
         a <other/> file=stranger.jpg:44
         b <b/> mentions=map.png",
        expect![[r#"
            a: New
            a: Again
            a: Again
            a: Again
            a: Different
            b: New
            1 a <a/> turn 3 received face.jpg:11 sheet.jpg:22 sheet.jpg:33
            2 b <b/> turn 1 received map.png expected
        "#]],
    );
}

#[test]
fn an_edit_follows_the_last_word_and_no_other() {
    check(
        "a <a/> file=face.jpg:11 file=old.jpg:22
         --
         b <b/> edits=a mentions=face.jpg mentions=new.jpg
         --
         c <c/> edits=a
         d <d/> edits=b
         e <e/> edits=b
         --
         f <f/> edits=lost",
        expect![[r#"
            a: New
            b: New
            c: Outdated
            d: New
            e: Outdated
            f: New
            1 a <a/> turn 1 received until b face.jpg:11 old.jpg:22
            2 b <b/> turn 1 received until d face.jpg:11 new.jpg expected
            3 d <d/> turn 1 received
            4 f <f/> turn 1 received
        "#]],
    );
}

#[test]
fn thirty_phones_that_send_the_same_at_once_are_told_so_and_it_is_kept_once() {
    on_both(&village(), async |scene| {
        let (one, other) = (Inbox::of(scene.store.clone()), Inbox::of(scene.again(village()).await.expect("opens")));
        let sent = (0..30).map(|number| {
            let inbox = if number % 2 == 0 { one.clone() } else { other.clone() };
            let arrival = arrival(&format!("{} <a/> file=sheet.jpg:22", number % 3));
            tokio::spawn(async move { inbox.receive(arrival).await.expect("received") })
        });
        let mut new = 0;
        for sent in sent.collect::<Vec<_>>() {
            match sent.await.expect("no panic") {
                Received::New => new += 1,
                received => assert_eq!(received, Received::Again),
            }
        }
        assert_eq!(new, 3);
        assert_eq!(scene.store.how_many_submissions(AQSU, "event").await.expect("counted"), 3);
    });
}

#[test]
fn a_submission_that_the_database_does_not_take_keeps_no_other_out() {
    on_both(&village(), async |scene| {
        let inbox = Inbox::of(scene.store.clone());
        // PostgreSQL takes no text with a zero byte, SQLite does; the others arrive on both.
        let lines = ["a <a/>", "b <b\0/>", "c <c/>"].map(arrival);
        let sent: Vec<_> = lines
            .map(|it| {
                tokio::spawn({
                    let inbox = inbox.clone();
                    async move { inbox.receive(it).await }
                })
            })
            .into();
        let mut kept = Vec::new();
        for sent in sent {
            kept.push(sent.await.expect("no panic").is_ok());
        }
        assert_eq!((kept[0], kept[2]), (true, true));
        assert_eq!(kept[1], scene.is_sqlite());
    });
}

#[test]
fn a_file_that_comes_while_the_records_are_written_is_not_forgotten() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        store.receive(&[arrival("a <a/> mentions=sheet.jpg")]).await.expect("received");
        let looked_at = store.submissions_waiting(AQSU, 10).await.expect("read").remove(0);
        store.receive(&[arrival("a <a/> file=sheet.jpg:22")]).await.expect("received");
        let settle = async |turn: i64| {
            let mut tx = store.begin(AQSU).await.expect("begun");
            let event = record(&village(), "event gathering: kind=gathering");
            tx.save(std::slice::from_ref(&event), "dina", AT).await.expect("saved");
            let settled = Settled {
                form: "event",
                instance: "a",
                turn,
                stage: Stage::Taken,
                record: ("event", event.id.as_str()),
                detail: "",
            };
            let is_settled = tx.settle(&settled).await.expect("settled");
            if is_settled {
                tx.commit().await.expect("committed");
            }
            is_settled
        };
        assert!(!settle(looked_at.turn).await, "what was looked at is not all that has come");
        assert_eq!(store.records(AQSU, "event", None).await.expect("read").len(), 0);
        assert_eq!(store.projects_with_submissions_waiting().await.expect("read"), [AQSU]);
        assert!(settle(looked_at.turn + 1).await);
        assert_eq!(store.submissions_waiting(AQSU, 10).await.expect("read"), []);
        let of_record = store.submissions_of(AQSU, "event", "gathering").await.expect("read");
        assert_eq!(of_record.iter().map(|it| it.instance.as_str()).collect::<Vec<_>>(), ["a"]);
    });
}

#[test]
fn the_key_of_a_lost_phone_is_ended_alone() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        let phone = |secret: &str, title: &str| Phone {
            secret: secret.into(),
            project: AQSU.into(),
            account: "dina".into(),
            title: title.into(),
            made_at: AT.into(),
            ..Phone::default()
        };
        store
            .set_home(&Home { project: AQSU.into(), organisation: "main".into(), is_public: false })
            .await
            .expect("set");
        let dina = Account { id: "dina".into(), login: "dina".into(), ..Account::default() };
        store.add_account(&dina).await.expect("added");
        let number = store.number(Numbered::Project, AQSU).await.expect("a number");
        let sending = async |secret: &str| {
            let found = store.sending(secret, number, AT).await.expect("asked");
            found.map(|it| (it.phone.id, it.account.id, it.home.project, it.memberships.len()))
        };
        let lost = store.add_phone(&phone("1111", "Dina's old phone")).await.expect("added");
        let kept = store.add_phone(&phone("2222", "Dina's new phone")).await.expect("added");
        assert!(lost != kept);
        assert_eq!(sending("1111").await, None, "Dina is nothing anywhere");
        for organisation in ["main", "other"] {
            let membership = Membership {
                account: "dina".into(),
                organisation: organisation.into(),
                role: "coordinator".into(),
                ..Membership::default()
            };
            store.set_membership(&membership).await.expect("set");
        }
        let as_dina = |id: i64| Some((id, "dina".to_string(), AQSU.to_string(), 2));
        assert_eq!(sending("1111").await, as_dina(lost));
        assert_eq!(store.sending("1111", number + 1, AT).await.expect("asked"), None, "of another project");
        assert!(!store.end_phone("ulgi", lost, AT).await.expect("asked"), "another project ends nothing here");
        assert!(store.end_phone(AQSU, lost, AT).await.expect("ended"));
        assert_eq!((sending("1111").await, sending("2222").await), (None, as_dina(kept)));
        store.change_account(&Account { disabled: true, ..dina.clone() }).await.expect("changed");
        assert_eq!(sending("2222").await, None, "who may not sign in may not send");
        let listed = store.phones_of(AQSU).await.expect("read");
        let listed: Vec<_> = listed.iter().map(|it| (it.id, it.seen_at.as_str(), it.ended_at.as_str())).collect();
        assert_eq!(listed, [(kept, &AT[..10], ""), (lost, &AT[..10], AT)]);
    });
}

#[test]
fn a_project_keeps_its_number() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        let numbers = [AQSU, "ulgi", AQSU].map(|project| store.number(Numbered::Project, project));
        let [aqsu, ulgi, again] = futures_util::future::join_all(numbers).await.try_into().expect("three");
        let (aqsu, ulgi) = (aqsu.expect("a number"), ulgi.expect("a number"));
        assert_eq!(again.expect("a number"), aqsu);
        assert_eq!(store.numbered(Numbered::Project, aqsu).await.expect("asked").as_deref(), Some(AQSU));
        assert_eq!(store.numbered(Numbered::Project, ulgi).await.expect("asked").as_deref(), Some("ulgi"));
        assert_eq!(store.numbered(Numbered::Project, 99).await.expect("asked"), None);
    });
}

/// What is found, newest first.
async fn sifted(store: &Store, wanted: Sifted<'_>) -> String {
    let found = store.sift_submissions(AQSU, &wanted).await.expect("read");
    let told = found.iter().map(|it| {
        let twin = if it.has_twin { " twin" } else { "" };
        format!("{} {} awaits {}{twin}", it.instance, it.place, it.awaited)
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_reviewer_finds_submissions_page_by_page_by_place_sender_day_and_decision() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        let sent = ["a <a/>", "b <b/> mentions=sheet.jpg", "c <c/>", "d <d/> edits=a"];
        let mut arrivals: Vec<Arrival> = sent.map(arrival).into();
        arrivals[1].actor = "dina/7".into();
        arrivals[2].actor = "dinara".into();
        arrivals[2].at = "2024-05-23T08:00:00Z".into();
        store.receive(&arrivals).await.expect("received");
        let mut tx = store.begin(AQSU).await.expect("begun");
        for (instance, place, started) in [("b", "ulgi", 1_000), ("c", "ulgi", 1_100), ("d", "", 9_000)] {
            let answers = if place.is_empty() { String::new() } else { "same".to_string() };
            let about = About { place: place.into(), answers, started };
            tx.keep_about("event", instance, &about).await.expect("kept");
            tx.keep_about("event", instance, &about).await.expect("kept once more");
        }
        let decide = |instance| Reviewed { form: "event", instance, review: "approved", again: false };
        assert!(tx.review_submission(&decide("c")).await.expect("decided"));
        assert!(!tx.review_submission(&decide("a")).await.expect("asked"), "an edit has come since");
        tx.commit().await.expect("committed");
        let forms = ["event".to_string()];
        let all = Sifted { forms: &forms, most: 10, ..Sifted::default() };
        let own = ["other".to_string()];
        let lists = [
            sifted(store, all).await,
            sifted(store, Sifted { most: 1, ..all }).await,
            sifted(store, Sifted { after: Some(("2024-05-23T08:00:00Z", "event", 3)), ..all }).await,
            sifted(store, Sifted { account: "dina", ..all }).await,
            sifted(store, Sifted { place: "ulgi", reviews: Some(&["", "edited"]), ..all }).await,
            sifted(store, Sifted { own_places: Some(&own), ..all }).await,
            sifted(store, Sifted { since: "2024-05-23", until: "2024-05-23", ..all }).await,
            sifted(store, Sifted { only_found: true, ..all }).await,
            sifted(store, Sifted { account: "dina", reviews: Some(&["", "approved"]), ..all }).await,
            sifted(store, Sifted { reviews: Some(&["approved", "edited"]), most: 1, ..all }).await,
            sifted(store, Sifted { account: "dina", only_found: true, ..all }).await,
            sifted(store, Sifted { reviews: Some(&[]), ..all }).await,
            sifted(store, Sifted { forms: &[], ..all }).await,
        ];
        expect![[r#"
            c ulgi awaits 0 twin; d  awaits 0; b ulgi awaits 1 twin
            c ulgi awaits 0 twin
            d  awaits 0; b ulgi awaits 1 twin
            d  awaits 0; b ulgi awaits 1 twin
            b ulgi awaits 1 twin
            d  awaits 0
            c ulgi awaits 0 twin

            b ulgi awaits 1 twin
            c ulgi awaits 0 twin


        "#]]
        .assert_eq(&lists.join("\n"));
        let about = store.about_submission(AQSU, "event", "b").await.expect("read").expect("known");
        let alike = async |about: &About, device| {
            let key = ("event", "b", device);
            let found = store.submissions_alike(AQSU, key, about, 180, 10).await.expect("read");
            found.into_iter().map(|it| it.instance).collect::<Vec<_>>()
        };
        assert_eq!(alike(&about, "phone-1").await, ["c"], "once, though both are so");
        let other = About { answers: String::new(), ..about };
        assert_eq!(alike(&other, "phone-1").await, ["c"], "begun within minutes");
        assert!(alike(&other, "phone-2").await.is_empty() && alike(&About::default(), "phone-1").await.is_empty());
    });
}

#[test]
fn a_program_is_told_which_submissions_a_condition_holds_of() {
    on_both(&village(), async |scene| {
        let store = &scene.store;
        let mut arrivals: Vec<Arrival> = ["a <a/>", "b <b/>", "c <c/>"].map(arrival).into();
        arrivals[1].actor = "dina/7".into();
        arrivals[2].actor = "dinara".into();
        // What stands between values when many are read at once may stand within one.
        arrivals[2].device = "a\u{1e}b\u{1b}0".into();
        arrivals[2].at = "2024-05-23T08:00:00Z".into();
        store.receive(&arrivals).await.expect("received");
        let mut edit = arrival("d <d/> edits=a");
        edit.at = "2024-05-24T08:00:00Z".into();
        store.receive(&[edit]).await.expect("received");
        let is = |mark, relation, text: &str| Which::Is(mark, relation, text.to_string());
        let day = "2024-05-23T08:00:00Z";
        use {Mark::*, Relation::*};
        for (which, expected) in [
            (Which::EVERY, "d c b"),
            (Which::Any(Vec::new()), ""),
            (Which::Of("dina".into()), "d b"),
            (is(Actor, Eq, "dinara"), "c"),
            (is(Sent, Ge, day), "c"),
            (is(Sent, Lt, day), "d b"),
            (is(Edited, Gt, day), "d"),
            (is(Edited, Lt, day), ""),
            (is(Edited, Eq, ""), "c b"),
            (is(Review, Ne, ""), "d"),
            (Which::Not(Box::new(is(Review, Eq, "edited"))), "c b"),
            (
                Which::All(vec![
                    Which::Of("dina".into()),
                    Which::Any(vec![is(Review, Eq, "edited"), is(Sent, Gt, day)]),
                ]),
                "d",
            ),
        ] {
            let found = store.submissions_before(AQSU, "event", &which, i64::MAX, (0, 10)).await.expect("read");
            let names: Vec<&str> = found.iter().map(|it| it.instance.as_str()).collect();
            assert_eq!(names.join(" "), expected, "{which:?}");
            let counted = store.how_many_submissions_of(AQSU, "event", &which).await.expect("counted");
            assert_eq!(counted, names.len() as i64, "{which:?}");
            let second = store.submissions_before(AQSU, "event", &which, i64::MAX, (1, 1)).await.expect("read");
            assert_eq!(second.first().map(|it| it.instance.as_str()), names.get(1).copied(), "{which:?}");
        }
        let all = store.submissions_before(AQSU, "event", &Which::EVERY, i64::MAX, (0, 10)).await.expect("read");
        assert_eq!(all[1].device, "a\u{1e}b\u{1b}0");
        let places = [all[2].seq, all[0].seq];
        let found = store.submissions_at(AQSU, "event", &places).await.expect("read");
        assert_eq!(found, [all[0].clone(), all[2].clone()]);
        assert_eq!(store.submissions_at(AQSU, "event", &[]).await.expect("read"), []);
    });
}
