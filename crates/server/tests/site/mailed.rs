//! Letters that the server sends by mail, and reminders: each goes out once, with its papers and a link for the answer, and the
//! record says what became of it.

use crate::letters::{composed, record};
use crate::village::{Site, play};
use auyl_mail::MailServer;
use auyl_mail::testing::{Answers, FakeMail};
use auyl_server::{App, Settings, World, send_off, turn_day};
use auyl_store::outbox::{Outbox, Outgoing};
use axum::http::StatusCode;
use std::sync::Arc;

const PROJECT: &str = "auyl";
const SITE: &str = "https://auyl.example";

/// The example with a mail server, so many days later.
fn posting(site: Site, mail: &FakeMail, days: i64) -> Site {
    let mail = MailServer::read(&mail.address(), "Auyl <auyl@auyl.example>").expect("a server");
    let settings = Settings { mail: Some(mail), address: Some(SITE.into()), ..site.app.settings.clone() };
    let now = (site.app.world.now)() + jiff::SignedDuration::from_hours(24 * days);
    let world = World { now: Arc::new(move || now), ..site.app.world.clone() };
    let app = App::new(site.app.store.clone(), site.app.catalogue.clone(), settings, world);
    site.over(app)
}

/// Two servers at once, and one of them again.
async fn send(site: &Site) {
    let other =
        App::new(site.app.store.clone(), site.app.catalogue.clone(), site.app.settings.clone(), site.app.world.clone());
    let (one, two) = tokio::join!(send_off(&site.app), send_off(&other));
    one.and(two).expect("sent");
    send_off(&site.app).await.expect("nothing waits");
}

const TODAY: [(&str, &str); 3] = [("channel", "email"), ("sent_on", "2024-11-25"), ("by_server", "yes")];

/// Bolat lets the server send the letter. Gives its address and its id.
async fn sent(site: &Site) -> (String, String) {
    let id = composed(site).await;
    let address = format!("/p/auyl/letters/{id}");
    let answer = site.post("bolat", &format!("{address}/send"), &TODAY).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    (address, id)
}

async fn messages(site: &Site) -> Vec<Outgoing> {
    let all = Outbox { most: 50, ..Outbox::default() };
    site.project.store.outbox_page(PROJECT, &all).await.expect("messages")
}

async fn states(site: &Site) -> Vec<String> {
    let mut lines: Vec<String> =
        messages(site).await.iter().map(|of| format!("{} {} {}", of.template, of.state, of.tries)).collect();
    lines.sort();
    lines
}

/// What the record says of its mail.
async fn mail_of(site: &Site, id: &str) -> String {
    let letter = record(site, "letter", id).await;
    let on = letter.get("mail_on").map(|on| on.plain()).unwrap_or_default();
    format!("{} {on}", letter.text("mail"))
}

/// What stands in the text of a mail, which goes as Base64.
fn text_of(mail: &str) -> String {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (_, body) = mail.split_once("Content-Transfer-Encoding: base64\r\n\r\n").expect("a text");
    let body = body.split("\r\n--").next().unwrap_or_default();
    let bits: String = body.chars().filter_map(|sign| SIGNS.find(sign)).map(|sign| format!("{sign:06b}")).collect();
    let bytes = bits.as_bytes().chunks_exact(8).map(|bits| std::str::from_utf8(bits).expect("bits"));
    let bytes: Vec<u8> = bytes.map(|bits| u8::from_str_radix(bits, 2).expect("a byte")).collect();
    String::from_utf8(bytes).expect("a text")
}

/// The path of the link for an answer within a mail.
fn answer_of(mail: &str) -> String {
    let text = text_of(mail);
    let secret = text.split(&format!("{SITE}/reply/")).nth(1).unwrap_or_else(|| panic!("no link: {text}"));
    format!("/reply/{}", &secret[..32])
}

#[test]
fn a_letter_goes_out_once_with_its_papers_and_its_record_says_so() {
    play(async {
        let mail = FakeMail::begin(Answers::Fine).await;
        let site = posting(Site::example_of_its_own().await, &mail, 0);
        let (address, id) = sent(&site).await;
        assert_eq!(mail_of(&site, &id).await, "waiting ");
        send(&site).await;
        assert_eq!(states(&site).await, ["letter-mail sent 1"]);
        let received = mail.received();
        assert_eq!(received.len(), 1, "two servers send it once");
        assert!(received[0].contains("To: aral@example.org"), "{}", received[0]);
        for name in ["letter-01-18-47.pdf", "letter-01-18-47.docx"] {
            assert!(received[0].contains(&format!("filename=\"{name}\"")), "{name}");
        }
        assert_eq!(mail_of(&site, &id).await, "taken 2024-11-25");
        for lang in ["kk", "ru", "en"] {
            let page = site.get_in(lang, "bolat", &address).await.text();
            assert!(page.contains("aral@example.org") && !page.contains(">letters-"), "{lang}: {page}");
        }
        let page = site.get("bolat", &address).await.text();
        assert!(page.contains("Принято почтовым сервером") && page.contains("Само письмо"), "{page}");
        let form = site.get("", &answer_of(&received[0])).await;
        assert_eq!(form.status, StatusCode::OK, "the office answers by the link: {}", form.text());
        let again = site.post("bolat", &format!("{address}/send"), &TODAY).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        send(&site).await;
        assert_eq!(mail.received().len(), 1);
    });
}

#[test]
fn what_the_mail_server_does_not_take_is_told_and_can_be_sent_again() {
    play(async {
        let mail = FakeMail::begin(Answers::Unknown).await;
        let site = posting(Site::example_of_its_own().await, &mail, 0);
        let (address, id) = sent(&site).await;
        send(&site).await;
        assert_eq!(mail_of(&site, &id).await, "failed 2024-11-25");
        let page = site.get("bolat", &address).await.text();
        assert!(page.contains("почтовый сервер не принял письмо"), "{page}");
        mail.answer(Answers::Fine);
        let message = messages(&site).await.remove(0);
        let again = site.post("bolat", "/p/auyl/outbox", &[("id", &message.id), ("act", "again")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(mail_of(&site, &id).await, "waiting ");
        send(&site).await;
        assert_eq!((mail_of(&site, &id).await.as_str(), mail.received().len()), ("taken 2024-11-25", 1));
    });
}

#[test]
fn a_server_that_is_ended_between_sending_and_noting_notes_it_later() {
    play(async {
        let mail = FakeMail::begin(Answers::Fine).await;
        let site = posting(Site::example_of_its_own().await, &mail, 0);
        let (_, id) = sent(&site).await;
        let message = messages(&site).await.remove(0);
        let at = site.app.world.at();
        assert!(site.app.store.outbox_take(PROJECT, &message.id, &at).await.expect("taken"));
        let settled = auyl_store::outbox::Outcome { state: "sent", at: &at, due: &at, said: "", twice: false };
        site.app.store.outbox_settle(PROJECT, &message.id, &settled).await.expect("settled");
        assert_eq!(mail_of(&site, &id).await, "waiting ");
        turn_day(&site.app).await.expect("an hour later");
        assert_eq!(mail_of(&site, &id).await, "taken 2024-11-25");
    });
}

#[test]
fn who_has_no_address_and_what_went_out_yesterday_is_not_for_the_server() {
    play(async {
        let mail = FakeMail::begin(Answers::Fine).await;
        let site = posting(Site::example_of_its_own().await, &mail, 0);
        let id = composed(&site).await;
        let address = format!("/p/auyl/letters/{id}");
        let yesterday = [("channel", "email"), ("sent_on", "2024-11-22"), ("by_server", "yes")];
        let refused = site.post("bolat", &format!("{address}/send"), &yesterday).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("только сегодняшним днём"), "{}", refused.text());
        let mut body = record(&site, "public_body", "bo-aral").await;
        body.fields.remove("email");
        let mut tx = site.project.store.begin(PROJECT).await.expect("a transaction");
        tx.save(&[body], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("kept");
        let refused = site.post("bolat", &format!("{address}/send"), &TODAY).await;
        assert!(refused.text().contains("не указана или неверна"), "{}", refused.text());
        let page = site.get("bolat", &address).await.text();
        assert!(!page.contains("by_server"), "nobody is offered what cannot be");
        assert!(page.contains("не указана или неверна"), "but told why: {page}");
        let by_hand = site.post("bolat", &format!("{address}/send"), &TODAY[..2]).await;
        assert_eq!(by_hand.status, StatusCode::SEE_OTHER, "the team sent it itself");
        send(&site).await;
        assert_eq!((states(&site).await.len(), mail.received().len()), (0, 0));
        assert_eq!(mail_of(&site, &id).await, " ");
    });
}

#[test]
fn a_body_is_reminded_once_before_and_once_after_until_it_answers() {
    play(async {
        let mail = FakeMail::begin(Answers::Fine).await;
        let mut site = posting(Site::example_of_its_own().await, &mail, 0);
        let (address, id) = sent(&site).await;
        send(&site).await;
        let letters = async |site: &Site| {
            turn_day(&site.app).await.expect("the day");
            turn_day(&site.app).await.expect("an hour later");
            send(site).await;
            let of = |message: &Outgoing| message.about.1 == id && message.template != "letter-mail";
            messages(site).await.iter().filter(|message| of(message)).count()
        };
        assert_eq!(letters(&site).await, 0, "it is early");
        // 17 December is the last day: 16 December is a holiday.
        site = posting(site, &mail, 16);
        assert_eq!(letters(&site).await, 1, "three working days before");
        site = posting(site, &mail, 2);
        assert_eq!(letters(&site).await, 1, "the next one is of the day itself");
        // The body takes longer; what was to be reminded of is not any more.
        let extended =
            [("step", "extended"), ("on", "2024-12-13"), ("until", "2024-12-27"), ("reason", "обследование")];
        assert_eq!(site.post("bolat", &format!("{address}/term"), &extended).await.status, StatusCode::SEE_OTHER);
        site = posting(site, &mail, 5);
        assert_eq!(letters(&site).await, 1, "18 December: the new last day is far");
        site = posting(site, &mail, 6);
        assert_eq!(letters(&site).await, 2, "24 December: three working days before the new one");
        site = posting(site, &mail, 6);
        assert_eq!(letters(&site).await, 3, "30 December: it is over, and what lay between was not sent late");
        let page = site.get("bolat", &address).await.text();
        assert!(page.contains("Напоминание о сроке") && page.contains("Напоминание: срок прошёл"), "{page}");
        // The link of the first letter opens still.
        let received = mail.received();
        let own: Vec<&String> = received.iter().filter(|mail| mail.contains("aral@example.org")).collect();
        let first = answer_of(own[0]);
        assert_eq!(site.get("", &first).await.status, StatusCode::OK);
        let answer = [
            ("outcome.re-new-1", "accepted"),
            ("outcome.re-new-2", "accepted"),
            ("number", "Ж-7"),
            ("replied_on", "2024-12-30"),
        ];
        assert_eq!(site.post("", &first, &answer).await.status, StatusCode::SEE_OTHER);
        let last = answer_of(own.last().expect("a reminder"));
        let closed = site.get("", &last).await;
        assert!(closed.status == StatusCode::GONE && closed.text().contains("уже ответили"), "{}", closed.text());
        site = posting(site, &mail, 7);
        assert_eq!(letters(&site).await, 3, "who has answered is not reminded");
    });
}
