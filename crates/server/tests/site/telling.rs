//! Dina raised a problem and left her mail: she is told each step once, in Kazakh, whoever makes it by whatever door.

use crate::village::{Site, play};
use crate::voice::{opened, raised, show};
use auyl_domain::{Record, RecordId, Value};
use auyl_mail::MailServer;
use auyl_mail::testing::{Answers, FakeMail};
use auyl_server::{App, Settings, World, send_off};
use auyl_store::outbox::{Outbox, Outgoing};
use axum::http::StatusCode;

const PROJECT: &str = "auyl";
const AT: &str = "2024-11-25T06:30:00Z";
const YESTERDAY: &str = "2024-11-24";
const PROBLEM: &str = "pb-baimurat-3";

fn id(text: &str) -> RecordId {
    RecordId::read(text).expect("an id")
}

async fn save(site: &Site, record: Record) {
    let mut tx = site.project.store.begin(PROJECT).await.expect("a transaction");
    tx.save(&[record], "bolat", AT).await.expect("saved");
    tx.commit().await.expect("kept");
}

/// A record as it is, changed and kept.
async fn change(site: &Site, register: &str, of: &str, change: impl FnOnce(&mut Record)) {
    let mut record =
        site.project.store.record(PROJECT, register, &id(of), None).await.expect("read").expect("a record");
    change(&mut record);
    save(site, record).await;
}

fn state(state: &'static str) -> impl FnOnce(&mut Record) {
    move |record| drop(record.fields.insert("state".into(), Value::Choice(state.into())))
}

async fn supporter(site: &Site, name: &str, contact: (&str, &str), wants: bool, day: &str) {
    let text = |text: &str| Value::Text(text.into());
    let fields = [
        ("problem", Value::Link(id(PROBLEM))),
        ("supported_on", Value::Date(day.parse().expect("a day"))),
        (contact.0, text(contact.1)),
        ("language", Value::Choice("kk".into())),
        ("tell", Value::Flag(wants)),
        ("ticket", text(&format!("AAAA-{name}"))),
    ];
    save(
        site,
        Record {
            register: "supporter".into(),
            id: id(name),
            since: 0,
            fields: fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
            review: Vec::new(),
        },
    )
    .await;
}

async fn all(site: &Site) -> Vec<Outgoing> {
    let mut all =
        site.project.store.outbox_page(PROJECT, &Outbox { most: 50, ..Outbox::default() }).await.expect("messages");
    all.sort_by(|a, b| a.of.1.cmp(&b.of.1).then_with(|| a.template.cmp(&b.template)));
    all
}

async fn told(site: &Site) -> String {
    let line =
        |message: &Outgoing| format!("{} {} {} {}", message.of.1, message.template, message.channel, message.state);
    all(site).await.iter().map(line).collect::<Vec<_>>().join("\n")
}

async fn posting(site: &Site) -> (App, FakeMail) {
    let fake = FakeMail::begin(Answers::Fine).await;
    let mail = MailServer::read(&fake.address(), "Auyl <auyl@auyl.example>").expect("a server");
    let settings =
        Settings { mail: Some(mail), address: Some("https://auyl.example".into()), ..site.app.settings.clone() };
    (App::new(site.app.store.clone(), site.app.catalogue.clone(), settings, site.app.world.clone()), fake)
}

#[test]
fn dina_is_told_each_step_once_and_who_did_not_ask_nothing() {
    play(async {
        let site = Site::example_of_its_own().await;
        let (app, mail) = posting(&site).await;
        send_off(&app).await.expect("the example tells nobody");
        assert_eq!(told(&site).await, "");
        supporter(&site, "dina", ("email", "dina@ulgi.example"), true, YESTERDAY).await;
        supporter(&site, "erlan", ("phone", "+77000000001"), true, YESTERDAY).await;
        supporter(&site, "saule", ("phone", "+77000000002"), false, YESTERDAY).await;
        send_off(&app).await.expect("told");
        assert_eq!(told(&site).await, "dina step-received mail sent\nerlan step-received sms waiting");
        for step in ["in_letter", "answered", "solved", "confirmed", "open", "solved"] {
            change(&site, "problem", PROBLEM, state(step)).await;
            send_off(&app).await.expect("told");
            send_off(&app).await.expect("nothing more to tell");
        }
        let of_dina: Vec<String> =
            told(&site).await.lines().filter(|line| line.starts_with("dina")).map(str::to_string).collect();
        assert_eq!(
            of_dina,
            [
                "dina step-answered mail sent",
                "dina step-in_letter mail sent",
                "dina step-received mail sent",
                "dina step-reopened mail sent",
                "dina step-solved mail sent",
                "dina step-solved mail sent",
            ],
            "a second time solved is told a second time"
        );
        assert_eq!(mail.received().len(), 6);
        assert!(mail.received().iter().all(|letter| !letter.contains("erlan") && !letter.contains("77000000001")));
    });
}

#[test]
fn a_decision_and_a_merger_are_told_and_the_link_leads_to_the_ticket() {
    play(async {
        let site = Site::example_of_its_own().await;
        let open = site.post("aigul", "/p/auyl/settings/open", &[("open", "true")]).await;
        assert_eq!(open.status, StatusCode::SEE_OTHER);
        let (app, _mail) = posting(&site).await;
        supporter(&site, "dina", ("email", "dina@ulgi.example"), true, YESTERDAY).await;
        send_off(&app).await.expect("told");
        let mut decision = site
            .project
            .store
            .record(PROJECT, "decision", &id("d-baimurat-1"), None)
            .await
            .expect("read")
            .expect("one");
        decision.id = id("d-new");
        decision.fields.insert("problem".into(), Value::Link(id(PROBLEM)));
        save(&site, decision).await;
        change(&site, "supporter", "dina", |record| {
            record.fields.insert("came_with".into(), Value::Link(id(PROBLEM)));
            record.fields.insert("problem".into(), Value::Link(id("pb-baimurat-2")));
        })
        .await;
        send_off(&app).await.expect("told");
        let messages = all(&site).await;
        let templates: Vec<&str> = messages.iter().map(|message| message.template.as_str()).collect();
        assert_eq!(templates, ["step-merged", "step-received"], "who went elsewhere is not told of the decision");
        assert!(messages[0].args.contains("/open/auyl/ticket/AAAA-dina"), "{}", messages[0].args);
        assert_eq!(messages[0].about.1, "pb-baimurat-2");
    });
}

#[test]
fn what_was_typed_in_late_or_happened_long_ago_is_no_news() {
    play(async {
        let site = Site::example_of_its_own().await;
        let (app, _mail) = posting(&site).await;
        supporter(&site, "dina", ("email", "dina@ulgi.example"), true, "2024-05-01").await;
        send_off(&app).await.expect("nothing to tell");
        assert_eq!(told(&site).await, "", "the paper of May was typed in November");
    });
}

/// A problem that Dina raises on the open page.
const DENTIST: &[(&str, &str)] = &[
    ("place", "qamystybas"),
    ("sphere", "health"),
    ("title", "В медпункте нет зубного врача"),
    ("email", "dina@ulgi.example"),
    ("sure", "1"),
];

/// What was told, without to whom.
async fn steps(site: &Site) -> Vec<String> {
    let mut all = all(site).await;
    all.sort_by(|a, b| a.template.cmp(&b.template));
    all.iter().map(|message| format!("{} {} {}", message.template, message.lang, message.state)).collect()
}

/// The link of a letter on which Dina says what she wants.
fn link(letter: &str) -> String {
    let secret = letter.split("<https://auyl.example/stop/").nth(1).and_then(|rest| rest.split('>').next());
    format!("/stop/{}", secret.expect("a link"))
}

#[test]
fn who_left_an_address_on_the_open_page_is_asked_once_and_told_after_they_say_yes() {
    play(async {
        let site = opened().await;
        let (app, mail) = posting(&site).await;
        let (ticket, problem) = raised(&site, DENTIST).await;
        send_off(&app).await.expect("nothing to tell");
        assert_eq!(steps(&site).await, [""; 0], "nobody of the team has read it: it may be anybody's address");
        show(&site, &problem.id, "Нет зубного врача").await;
        change(&site, "problem", problem.id.as_str(), state("in_letter")).await;
        send_off(&app).await.expect("asked");
        send_off(&app).await.expect("nothing more");
        assert_eq!(steps(&site).await, ["step-confirm ru sent"], "asked once, whatever happens");
        let path = link(&mail.received()[0]);
        for lang in ["kk", "ru", "en"] {
            let page = site.get_in(lang, "", &path).await.text();
            assert_eq!(page.matches("name=\"act\"").count(), 2, "yes or no in {lang}");
        }
        change(&site, "problem", problem.id.as_str(), state("answered")).await;
        send_off(&app).await.expect("nothing: looking is not saying yes");
        assert_eq!(steps(&site).await.len(), 1);
        assert_eq!(site.post("", &path, &[("act", "yes")]).await.status, StatusCode::OK);
        change(&site, "problem", problem.id.as_str(), state("solved")).await;
        send_off(&app).await.expect("told");
        assert_eq!(
            steps(&site).await,
            ["step-answered ru sent", "step-confirm ru sent", "step-solved ru sent"],
            "how it stood when they said yes, and what came then"
        );
        let told = all(&site).await.into_iter().find(|message| message.template == "step-solved").expect("told");
        assert!(told.args.contains(&format!("/open/auyl/ticket/{ticket}")), "{}", told.args);
        assert_eq!(site.post("", &link(&mail.received()[1]), &[("act", "no")]).await.status, StatusCode::OK);
        change(&site, "problem", problem.id.as_str(), state("open")).await;
        send_off(&app).await.expect("nothing to tell");
        assert_eq!(steps(&site).await.len(), 3, "who said no is left alone");
    });
}

#[test]
fn what_happened_while_the_server_was_away_is_told_by_a_person_or_not_at_all() {
    play(async {
        let site = Site::example_of_its_own().await;
        let (app, mail) = posting(&site).await;
        supporter(&site, "dina", ("email", "dina@ulgi.example"), true, YESTERDAY).await;
        send_off(&app).await.expect("told");
        change(&site, "problem", PROBLEM, state("in_letter")).await;
        let now = (site.app.world.now)() + jiff::SignedDuration::from_hours(24 * 9);
        let world = World { now: std::sync::Arc::new(move || now), ..app.world.clone() };
        let later = App::new(app.store.clone(), app.catalogue.clone(), app.settings.clone(), world);
        send_off(&later).await.expect("nothing goes out by itself");
        send_off(&later).await.expect("nor again");
        assert_eq!(told(&site).await, "dina step-in_letter mail failed\ndina step-received mail sent");
        let page = site.get("bolat", "/p/auyl/outbox").await.text();
        assert!(page.contains("случилось, пока сервер не работал"), "{page}");
        let late = all(&site).await.into_iter().find(|message| message.state == "failed").expect("one");
        let again = site.post("bolat", "/p/auyl/outbox", &[("id", &late.id), ("act", "again")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        send_off(&later).await.expect("sent");
        assert_eq!(told(&site).await, "dina step-in_letter mail sent\ndina step-received mail sent");
        assert_eq!(mail.received().len(), 2);
    });
}

#[test]
fn who_is_told_by_a_person_is_asked_by_that_person() {
    play(async {
        let site = opened().await;
        let (_, problem) = raised(&site, DENTIST).await;
        show(&site, &problem.id, "Нет зубного врача").await;
        send_off(&site.app).await.expect("nothing can be sent");
        assert_eq!(steps(&site).await, ["step-received ru waiting"]);
    });
}

#[test]
fn who_changes_their_mind_while_a_message_waits_is_not_told() {
    play(async {
        let site = Site::example_of_its_own().await;
        let (app, mail) = posting(&site).await;
        mail.answer(Answers::Closing);
        supporter(&site, "dina", ("email", "dina@ulgi.example"), true, YESTERDAY).await;
        send_off(&app).await.expect("tried");
        assert_eq!(told(&site).await, "dina step-received mail waiting");
        change(&site, "supporter", "dina", |record| drop(record.fields.insert("tell".into(), Value::Flag(false))))
            .await;
        mail.answer(Answers::Fine);
        let now = (site.app.world.now)() + jiff::SignedDuration::from_mins(5);
        let world = World { now: std::sync::Arc::new(move || now), ..app.world.clone() };
        let later = App::new(app.store.clone(), app.catalogue.clone(), app.settings.clone(), world);
        send_off(&later).await.expect("nothing to send");
        assert_eq!((told(&site).await, mail.received().len()), ("dina step-received mail dropped".into(), 0));
    });
}
