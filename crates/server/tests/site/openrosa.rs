//! Dina's phone with ODK Collect: what it sends arrives exactly once, with all its files, and every no is a sentence that
//! Collect can show.

use crate::village::{Answer, PROJECT, Site, play};
use auyl_store::submissions::{Numbered, Phone};
use axum::body::Body;
use axum::http::{Request, header};
use expect_test::{Expect, expect};
use std::fmt::Write;

const AT: &str = "2024-11-25T07:00:00Z";

/// The address of a phone whose key is its title.
async fn phone(site: &Site, account: &str) -> String {
    let key = format!("key-of-{account}");
    let phone = Phone {
        secret: auyl_domain::id::sha256(key.as_bytes()),
        project: PROJECT.into(),
        account: account.into(),
        title: account.into(),
        made_at: AT.into(),
        ..Phone::default()
    };
    site.app.store.add_phone(&phone).await.expect("a phone");
    let number = site.app.store.number(Numbered::Project, PROJECT).await.expect("a number");
    format!("/v1/key/{key}/projects/{number}")
}

/// A request as Collect makes it: `name|file name|bytes` a part.
fn request(address: &str, parts: &[(&str, &str, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        body.extend(format!("--phone\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--phone--\r\n");
    Request::post(format!("{address}/submission?deviceID=phone%201"))
        .header("X-OpenRosa-Version", "1.0")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=phone")
        .body(Body::from(body))
        .expect("a request")
}

fn xml(instance: &str, content: &str) -> String {
    format!(
        "<?xml version='1.0' ?><data id=\"event\" version=\"1\">{content}<meta><instanceID>{instance}</instanceID></meta></data>"
    )
}

/// Status and sentence.
fn said(answer: &Answer) -> String {
    let text = answer.text();
    let message = text.split_once("<message>").and_then(|(_, rest)| rest.split_once("</message>"));
    let version = answer.headers.get("x-openrosa-version").and_then(|value| value.to_str().ok());
    assert_eq!(version, Some("1.0"), "of {text}");
    format!("{} {}", answer.status.as_u16(), message.map_or(text.as_str(), |(message, _)| message))
}

/// What is kept of the events, a line an instance.
async fn kept(site: &Site) -> String {
    let store = &site.app.store;
    let mut text = String::new();
    for it in store.submissions(PROJECT, "event", 0, 100).await.expect("read") {
        let files = store.submission_files(PROJECT, "event", &it.instance).await.expect("read");
        let files = files.iter().map(|file| match &file.digest {
            Some(_) => format!(" {} ({} B)", file.name, file.size),
            None => format!(" {} (expected)", file.name),
        });
        writeln!(text, "{} by {} from {}:{}", it.instance, it.actor, it.device, files.collect::<String>())
            .expect("written");
    }
    text
}

fn check(expected: Expect, story: impl AsyncFn(&Site, &str) -> Vec<Answer>) {
    play(async {
        let site = Site::empty().await;
        let address = phone(&site, "dina").await;
        let answers = story(&site, &address).await;
        let mut text = answers.iter().map(said).collect::<Vec<_>>().join("\n");
        writeln!(text, "\n{}", kept(&site).await).expect("written");
        expected.assert_eq(text.trim_end());
    });
}

#[test]
fn a_phone_asks_first_how_much_is_taken() {
    play(async {
        let site = Site::empty().await;
        let address = phone(&site, "dina").await;
        let head = Request::head(format!("{address}/submission?deviceID=1")).body(Body::empty()).expect("a request");
        let answer = site.send(head).await;
        assert_eq!(answer.status.as_u16(), 204);
        assert_eq!(answer.headers["x-openrosa-version"], "1.0");
        assert_eq!(answer.headers["x-openrosa-accept-content-length"], site.app.settings.most_upload.to_string());
    });
}

#[test]
fn a_submission_in_three_requests_with_a_lost_answer_is_kept_once() {
    check(
        expect![[r#"
            201 Принято. Спасибо!
            201 Это уже было принято раньше; ничего не задвоено.
            201 Это уже было принято раньше; ничего не задвоено.
            uuid:1 by dina/1 from phone 1: face.jpg (4 B) sheet.jpg (5 B)"#]],
        async |site, address| {
            let xml = xml("uuid:1", "<photo>sheet.jpg</photo><face>face.jpg</face>");
            let first = [
                ("xml_submission_file", "1.xml", xml.as_bytes()),
                ("sheet.jpg", "sheet.jpg", b"sheet"),
                ("*isIncomplete*", "", b"yes"),
            ];
            let second = [("xml_submission_file", "1.xml", xml.as_bytes()), ("face.jpg", "face.jpg", b"face")];
            vec![
                site.send(request(address, &first)).await,
                site.send(request(address, &first)).await,
                site.send(request(address, &second)).await,
            ]
        },
    );
}

#[test]
fn every_no_is_a_sentence_and_leaves_nothing_behind() {
    check(
        expect![[r#"
            409 Под этим номером здесь уже есть другая запись. Ваша осталась в телефоне: скажите руководителю проекта, он сравнит обе.
            400 Телефон прислал то, что нельзя прочитать (DOCTYPE). Запись осталась в телефоне: не удаляйте её и покажите руководителю проекта.
            400 Телефон прислал то, что нельзя прочитать (xml_submission_file). Запись осталась в телефоне: не удаляйте её и покажите руководителю проекта.
            404 В этом проекте для вас нет формы «horse». Загрузите формы заново; собранное остаётся в телефоне.
            404 В этом проекте для вас нет формы «passport». Загрузите формы заново; собранное остаётся в телефоне.
            uuid:1 by dina/1 from phone 1:"#]],
        async |site, address| {
            let send = async |xml: &str| {
                site.send(request(address, &[("xml_submission_file", "1.xml", xml.as_bytes())])).await
            };
            send(&xml("uuid:1", "<title>Жиын</title>")).await;
            vec![
                send(&xml("uuid:1", "<title>Басқа</title>")).await,
                send(&format!("<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{}", xml("uuid:2", "&a;")))
                    .await,
                site.send(request(address, &[("sheet.jpg", "sheet.jpg", b"sheet")])).await,
                send(&xml("uuid:3", "").replace("event", "horse")).await,
                send(&xml("uuid:4", "").replace("event", "passport")).await,
            ]
        },
    );
}

#[test]
fn an_edit_of_what_somebody_else_has_edited_is_refused() {
    let edit = |instance: &str, of: &str| {
        xml(instance, "").replace("</meta>", &format!("<deprecatedID>{of}</deprecatedID></meta>"))
    };
    check(
        expect![[r#"
            201 Принято. Спасибо!
            201 Принято. Спасибо!
            409 Эту запись тем временем изменил кто-то другой. Загрузите её заново и внесите правку ещё раз; ваша осталась в телефоне.
            uuid:2 by dina/1 from phone 1:"#]],
        async |site, address| {
            let send = async |xml: String| {
                site.send(request(address, &[("xml_submission_file", "1.xml", xml.as_bytes())])).await
            };
            vec![
                send(xml("uuid:1", "")).await,
                send(edit("uuid:2", "uuid:1")).await,
                send(edit("uuid:3", "uuid:1")).await,
            ]
        },
    );
}

#[test]
fn a_key_that_was_ended_or_is_of_another_project_opens_nothing() {
    play(async {
        let site = Site::empty().await;
        let address = phone(&site, "dina").await;
        let xml = xml("uuid:1", "");
        let parts: [(&str, &str, &[u8]); 1] = [("xml_submission_file", "1.xml", xml.as_bytes())];
        let other = site.app.store.number(Numbered::Project, "other").await.expect("a number");
        let elsewhere = format!("{}/{other}", address.rsplit_once('/').expect("an address").0);
        assert!(said(&site.send(request(&elsewhere, &parts)).await).starts_with("403 Код этого телефона"));
        assert!(said(&site.send(request(&address.replace("dina", "nobody"), &parts)).await).starts_with("403 "));
        site.app.store.end_phone(PROJECT, 1, AT).await.expect("ended");
        assert!(said(&site.send(request(&address, &parts)).await).starts_with("403 "));
        let monitor = phone(&site, "erlan").await;
        assert!(said(&site.send(request(&monitor, &parts)).await).starts_with("403 "), "a monitor adds nothing");
        assert_eq!(kept(&site).await, "");
        let mut last = String::new();
        for number in 0..70 {
            last = said(&site.send(request(&address.replace("dina", &number.to_string()), &parts)).await);
        }
        assert!(last.starts_with("429 "), "{last}");
    });
}

#[test]
fn a_file_over_the_limit_is_refused_with_the_limit() {
    play(async {
        let site = Site::limited(64 * 1024).await;
        let address = phone(&site, "dina").await;
        let xml = xml("uuid:1", "");
        let film = vec![7u8; 100 * 1024];
        let parts: [(&str, &str, &[u8]); 2] =
            [("xml_submission_file", "1.xml", xml.as_bytes()), ("a.mp4", "a.mp4", &film)];
        let said = said(&site.send(request(&address, &parts)).await);
        assert!(said.starts_with("413 ") && said.contains("64 KB"), "{said}");
        assert_eq!(site.app.store.submission(PROJECT, "event", "uuid:1").await.expect("read"), None);
    });
}
