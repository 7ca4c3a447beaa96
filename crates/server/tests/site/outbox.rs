//! What residents and offices are told: written once, sent by a mail server and a gateway on this machine, tried again, told by
//! hand where neither is there, and ended by whoever does not want it.

use crate::village::{Site, play};
use auyl_domain::{Lang, RecordId};
use auyl_mail::testing::{Answers, FakeGateway, FakeMail};
use auyl_mail::{Gateway, MailServer};
use auyl_server::{App, Settings, World, send_off};
use auyl_store::outbox::{Outbox, Outgoing};
use auyl_work::outbox::Message;
use auyl_work::project::Doing;
use axum::http::StatusCode;
use std::sync::Arc;

const PROJECT: &str = "auyl";
const SITE: &str = "https://auyl.example";

/// Dina left her mail, Erlan his phone.
const DINA: &str = "dina@ulgi.example";
const ERLAN: &str = "+77000000001";

fn message<'a>(to: &'a str, who: &'a str, args: &'a [(&'a str, String)]) -> Message<'a> {
    Message {
        to,
        of: Some(("participant", who)),
        lang: Lang::Kk,
        template: "step-solved",
        args,
        about: ("problem", "su"),
        files: &[],
        due: None,
        once: "",
    }
}

fn args() -> [(&'static str, String); 4] {
    [
        ("problem", "Ауызсу жоқ".to_string()),
        ("village", "Үлгі".to_string()),
        ("ticket", "AB-12".to_string()),
        ("path", "/t/AB-12".to_string()),
    ]
}

/// The same site with channels.
fn with(site: &Site, mail: Option<&FakeMail>, sms: Option<&FakeGateway>) -> App {
    with_world(site, mail, sms, site.app.world.clone())
}

fn with_world(site: &Site, mail: Option<&FakeMail>, sms: Option<&FakeGateway>, world: World) -> App {
    let mail = mail.map(|fake| MailServer::read(&fake.address(), "Auyl <auyl@auyl.example>").expect("a server"));
    let sms =
        sms.map(|fake| Gateway::read(&format!("{}/{{to}}?{{text}}", fake.address()), &[], None).expect("a gateway"));
    let settings = Settings { mail, sms, address: Some(SITE.into()), ..site.app.settings.clone() };
    App::new(site.app.store.clone(), site.app.catalogue.clone(), settings, world)
}

/// A later moment.
fn later(site: &Site, minutes: i64) -> World {
    let now = (site.app.world.now)() + jiff::SignedDuration::from_mins(minutes);
    World { now: Arc::new(move || now), ..site.app.world.clone() }
}

/// A second later.
fn soon(site: &Site) -> World {
    let now = (site.app.world.now)() + jiff::SignedDuration::from_secs(1);
    World { now: Arc::new(move || now), ..site.app.world.clone() }
}

async fn queue(site: &Site, message: &Message<'_>) -> bool {
    let doing = Doing { actor: "bolat".into(), at: site.app.world.at() };
    message.queue_alone(&site.project, &doing).await.expect("queued")
}

async fn all(site: &Site) -> Vec<Outgoing> {
    site.project.store.outbox_page(PROJECT, &Outbox { most: 50, ..Outbox::default() }).await.expect("messages")
}

async fn states(site: &Site) -> String {
    let all = all(site).await;
    let twice = |message: &Outgoing| if message.twice { " perhaps twice" } else { "" };
    let mut lines: Vec<String> =
        all.iter().map(|of| format!("{} {} {}{}", of.channel, of.state, of.tries, twice(of))).collect();
    lines.sort();
    lines.join(", ")
}

#[test]
fn dina_gets_a_letter_and_erlan_a_short_message_each_once() {
    play(async {
        let site = Site::empty().await;
        let (mail, sms) = (FakeMail::begin(Answers::Fine).await, FakeGateway::begin(200).await);
        let app = with(&site, Some(&mail), Some(&sms));
        let args = args();
        assert!(queue(&site, &message(DINA, "dina", &args)).await);
        assert!(!queue(&site, &message(DINA, "dina", &args)).await, "the same step is told once");
        assert!(queue(&site, &message(ERLAN, "erlan", &args)).await);
        send_off(&app).await.expect("sent");
        send_off(&app).await.expect("nothing waits");
        assert_eq!(states(&site).await, "mail sent 1, sms sent 1");
        let letters = mail.received();
        assert_eq!((letters.len(), sms.received().len()), (1, 1));
        assert!(letters[0].contains("<https://auyl.example/stop/"), "{}", letters[0]);
        assert!(sms.received()[0].starts_with("GET /%2B77000000001?"));
    });
}

#[test]
fn a_server_that_is_down_loses_nothing_and_one_that_says_never_is_believed() {
    play(async {
        let site = Site::empty().await;
        let mail = FakeMail::begin(Answers::Closing).await;
        let app = with(&site, Some(&mail), None);
        let args = args();
        queue(&site, &message(DINA, "dina", &args)).await;
        queue(&site, &message("saule@ulgi.example", "saule", &args)).await;
        send_off(&app).await.expect("tried");
        let tries: Vec<i64> = all(&site).await.iter().map(|message| message.tries).collect();
        assert_eq!(tries.iter().sum::<i64>(), 1, "the second is not tried on a server that is down: {tries:?}");
        mail.answer(Answers::Unknown);
        send_off(&with_world(&site, Some(&mail), None, later(&site, 5))).await.expect("tried");
        assert_eq!(states(&site).await.matches("failed").count(), 2);
        let page = site.get("bolat", "/p/auyl/outbox").await.text();
        assert!(page.contains("550"), "why it failed is read");
        let ids: Vec<String> = all(&site).await.into_iter().map(|message| message.id).collect();
        let typed = [("id", ids[0].as_str()), ("id", ids[1].as_str()), ("act", "again")];
        assert_eq!(site.post("bolat", "/p/auyl/outbox", &typed).await.status, StatusCode::SEE_OTHER);
        mail.answer(Answers::Fine);
        send_off(&with_world(&site, Some(&mail), None, later(&site, 6))).await.expect("sent");
        assert_eq!((states(&site).await.matches("sent").count(), mail.received().len()), (2, 2));
    });
}

#[test]
fn what_may_have_arrived_is_sent_again_and_says_so() {
    play(async {
        let site = Site::empty().await;
        let mail = FakeMail::begin(Answers::BreaksOff).await;
        let args = args();
        queue(&site, &message(DINA, "dina", &args)).await;
        send_off(&with(&site, Some(&mail), None)).await.expect("tried");
        assert_eq!(states(&site).await, "mail waiting 1 perhaps twice");
        // The next try is killed after the letter left and before it was written down.
        let id = all(&site).await.remove(0).id;
        assert!(site.project.store.outbox_take(PROJECT, &id, &later(&site, 2).at()).await.expect("taken"));
        mail.answer(Answers::Fine);
        send_off(&with_world(&site, Some(&mail), None, later(&site, 5))).await.expect("nothing to do");
        assert_eq!(states(&site).await, "mail sending 2 perhaps twice", "it may still be on its way");
        send_off(&with_world(&site, Some(&mail), None, later(&site, 30))).await.expect("sent");
        assert_eq!(states(&site).await, "mail sent 3 perhaps twice");
        let same = |letter: &String| letter.contains(&format!("Message-ID: <{id}@auyl.example>"));
        assert_eq!(
            mail.received().iter().filter(|letter| same(letter)).count(),
            2,
            "the same letter, to whoever looks"
        );
        assert!(site.get("bolat", "/p/auyl/outbox?state=sent").await.text().contains("Возможно, ушло дважды"));
    });
}

#[test]
fn nobody_hears_of_an_answer_before_the_letter_it_answers() {
    play(async {
        let site = Site::empty().await;
        let mail = FakeMail::begin(Answers::BreaksOff).await;
        let args = args();
        queue(&site, &Message { template: "step-in_letter", ..message(DINA, "dina", &args) }).await;
        send_off(&with(&site, Some(&mail), None)).await.expect("tried");
        mail.answer(Answers::Fine);
        // The first rests until it is tried again; the second is due at once.
        let doing = Doing { actor: "bolat".into(), at: soon(&site).at() };
        let second = Message { template: "step-answered", ..message(DINA, "dina", &args) };
        assert!(second.queue_alone(&site.project, &doing).await.expect("queued"));
        send_off(&with_world(&site, Some(&mail), None, soon(&site))).await.expect("nothing is due");
        assert_eq!(states(&site).await, "mail waiting 0, mail waiting 1 perhaps twice");
        send_off(&with_world(&site, Some(&mail), None, later(&site, 5))).await.expect("sent");
        assert_eq!(states(&site).await, "mail sent 1, mail sent 2 perhaps twice");
        assert_eq!(mail.received().len(), 3);
    });
}

#[test]
fn without_channels_a_list_is_printed_and_ticked() {
    play(async {
        let site = Site::empty().await;
        let args = args();
        queue(&site, &message(ERLAN, "erlan", &args)).await;
        send_off(&site.app).await.expect("nothing to do");
        assert_eq!(states(&site).await, "sms waiting 0");
        let page = site.get("bolat", "/p/auyl/outbox").await.text();
        assert!(page.contains("1 сообщение надо передать самим"), "{page}");
        let call = site.get("bolat", "/p/auyl/outbox/call").await.text();
        assert!(call.contains(ERLAN) && call.contains("Ауызсу жоқ"), "{call}");
        for who in ["dina", "erlan", "gulnar"] {
            assert_eq!(site.get(who, "/p/auyl/outbox").await.status, StatusCode::FORBIDDEN, "{who}");
            assert_eq!(site.get(who, "/p/auyl/outbox/call").await.status, StatusCode::FORBIDDEN, "{who}");
        }
        let id = all(&site).await.remove(0).id;
        let told = [("id", id.as_str()), ("act", "told"), ("back", "call")];
        let answer = site.post("bolat", "/p/auyl/outbox", &told).await;
        assert_eq!(answer.location(), "/p/auyl/outbox/call?told=outbox-changed");
        assert_eq!(states(&site).await, "sms told 0");
        send_off(&with_world(&site, None, None, later(&site, 60 * 24 * 31))).await.expect("forgotten");
        assert_eq!(all(&site).await.remove(0).addressee, "");
    });
}

#[test]
fn who_ends_messages_by_the_link_of_a_letter_is_not_written_to_again() {
    play(async {
        let site = Site::empty().await;
        let mail = FakeMail::begin(Answers::Fine).await;
        let app = with(&site, Some(&mail), None);
        let args = args();
        queue(&site, &message(DINA, "dina", &args)).await;
        send_off(&app).await.expect("sent");
        let letter = mail.received().remove(0);
        let secret = letter.split("<https://auyl.example/stop/").nth(1).and_then(|rest| rest.split('>').next());
        let path = &format!("/stop/{}", secret.expect("a link"));
        assert_eq!(site.get("", path).await.status, StatusCode::OK);
        assert_eq!(all(&site).await.remove(0).addressee, DINA, "looking ends nothing");
        assert_eq!(site.post("", path, &[("List-Unsubscribe", "One-Click")]).await.status, StatusCode::OK);
        assert_eq!(all(&site).await.remove(0).addressee, "");
        assert!(!queue(&site, &Message { once: "later", ..message(DINA, "dina", &args) }).await);
        assert_eq!(site.get("", "/stop/0123456789abcdef").await.status, StatusCode::NOT_FOUND, "guessed");
    });
}

#[test]
fn who_is_erased_is_forgotten_in_messages_too() {
    play(async {
        let site = Site::empty().await;
        let args = args();
        queue(&site, &message(DINA, "dina", &args)).await;
        let id = RecordId::read("dina").expect("an id");
        let mut tx = site.project.store.begin(PROJECT).await.expect("a transaction");
        tx.erase("participant", &id, "bolat", &site.app.world.at()).await.expect("erased");
        tx.commit().await.expect("committed");
        let message = all(&site).await.remove(0);
        assert_eq!((message.state.as_str(), message.addressee.as_str()), ("dropped", ""));
    });
}
