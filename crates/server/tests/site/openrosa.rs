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
pub async fn phone(site: &Site, account: &str) -> String {
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
pub fn request(address: &str, parts: &[(&str, &str, &[u8])]) -> Request<Body> {
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
pub fn said(answer: &Answer) -> String {
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
            201 Қабылданды. Рақмет!
            201 Бұл бұрын қабылданған; ештеңе қайталанбады.
            201 Бұл бұрын қабылданған; ештеңе қайталанбады.
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
            409 Осы нөмірмен мұнда басқа жазба бар. Сіздікі телефонда қалды: жоба жетекшісіне айтыңыз, ол екеуін салыстырады.
            400 Телефон жіберген жазбаны оқу мүмкін болмады (DOCTYPE). Ол телефонда қалды: өшірмеңіз, жоба жетекшісіне көрсетіңіз.
            400 Телефон жіберген жазбаны оқу мүмкін болмады (xml_submission_file). Ол телефонда қалды: өшірмеңіз, жоба жетекшісіне көрсетіңіз.
            404 Бұл жобада сізге арналған «horse» формасы жоқ. Формаларды қайта жүктеңіз; жинағаныңыз телефонда сақталады.
            404 Бұл жобада сізге арналған «passport» формасы жоқ. Формаларды қайта жүктеңіз; жинағаныңыз телефонда сақталады.
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
            201 Қабылданды. Рақмет!
            201 Қабылданды. Рақмет!
            409 Бұл жазбаны сол арада басқа адам өзгертті. Оны қайта жүктеп, түзетуіңізді тағы бір рет енгізіңіз; сіздікі телефонда қалды.
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
fn a_phone_that_names_no_language_is_answered_in_the_one_of_its_account() {
    // Collect sends no Accept-Language, and coordinators were told in Russian what they had to read in Kazakh.
    play(async {
        let site = Site::empty().await;
        let address = phone(&site, "dina").await;
        let horse = xml("uuid:1", "").replace("\"event\"", "\"horse\"");
        let send =
            async || said(&site.send(request(&address, &[("xml_submission_file", "a.xml", horse.as_bytes())])).await);
        let mut heard = vec![send().await];
        for lang in ["ru", "en"] {
            let mut account = site.app.store.account("dina").await.expect("read").expect("Dina");
            account.lang = lang.into();
            site.app.store.change_account(&account).await.expect("saved");
            heard.push(send().await);
        }
        expect![[r#"
            404 Бұл жобада сізге арналған «horse» формасы жоқ. Формаларды қайта жүктеңіз; жинағаныңыз телефонда сақталады.
            404 В этом проекте для вас нет формы «horse». Загрузите формы заново; собранное остаётся в телефоне.
            404 There is no form “horse” for you in this project. Fetch the forms anew; what you have collected stays on the phone."#]].assert_eq(&heard.join("\n"));
    });
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
        assert!(said(&site.send(request(&elsewhere, &parts)).await).starts_with("403 Бұл телефонның коды"));
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

/// What a phone is given of an address below its project's.
async fn given(site: &Site, address: &str) -> Answer {
    site.get_in("kk", "", address).await
}

/// What stands in elements of this name.
fn elements<'t>(xml: &'t str, name: &str) -> Vec<&'t str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(open.as_str()).skip(1).filter_map(|rest| rest.split(close.as_str()).next()).collect()
}

/// The path of an address.
fn path(address: &str) -> &str {
    address.splitn(4, '/').nth(3).map_or("", |_| &address[address.find("/v1/").unwrap_or_default()..])
}

#[test]
fn a_phone_finds_its_forms_each_whole_and_with_its_digest() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let list = given(&site, &format!("{address}/formList?deviceID=1")).await;
        assert_eq!(list.headers["x-openrosa-version"], "1.0");
        assert_eq!(list.headers[header::CONTENT_TYPE], "text/xml; charset=utf-8");
        let list = list.text();
        let ids = elements(&list, "formID");
        let phone_registers = site.app.catalogue.registers().iter().filter(|register| register.phone);
        let written = phone_registers.filter(|register| register.write.iter().any(|role| role == "coordinator"));
        assert_eq!(ids.len(), written.count());
        assert!(ids.contains(&"event") && ids.contains(&"problem"), "{ids:?}");
        let parts = ["formID", "name", "version", "hash", "downloadUrl"].map(|name| elements(&list, name).len());
        assert_eq!(parts, [ids.len(); 5], "Collect drops a list of which one form lacks something");
        for (address, hash) in elements(&list, "downloadUrl").into_iter().zip(elements(&list, "hash")) {
            let form = given(&site, path(address)).await;
            assert_eq!(form.status.as_u16(), 200, "{address}");
            assert_eq!(format!("md5:{}", auyl_forms::openrosa::md5(&form.bytes)), hash, "{address}");
        }
        for address in elements(&list, "manifestUrl") {
            let manifest = given(&site, path(address)).await.text();
            assert!(!elements(&manifest, "filename").is_empty(), "{address}");
            for (address, hash) in elements(&manifest, "downloadUrl").into_iter().zip(elements(&manifest, "hash")) {
                let file = given(&site, path(address)).await;
                assert_eq!(format!("md5:{}", auyl_forms::openrosa::md5(&file.bytes)), hash, "{address}");
            }
        }
    });
}

#[test]
fn a_coordinator_finds_the_people_of_the_own_village_only_and_a_monitor_no_form() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let people = given(&site, &format!("{address}/forms/attendance/lists/participant.csv")).await;
        assert_eq!(people.status.as_u16(), 200);
        let tag = people.headers[header::ETAG].to_str().expect("a tag").to_string();
        let people = people.text();
        let villages: std::collections::BTreeSet<&str> =
            people.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
        assert_eq!(
            villages.into_iter().collect::<Vec<_>>(),
            ["", "qamystybas"],
            "the line without one is “not in the list”"
        );
        assert!(people.lines().count() > 100);
        let again =
            Request::get(format!("{address}/forms/attendance/lists/participant.csv")).header("if-none-match", tag);
        let again = again.header("accept-language", "kk");
        assert_eq!(site.send(again.body(Body::empty()).expect("a request")).await.status.as_u16(), 304);
        let monitor = phone(&site, "erlan").await;
        let list = given(&site, &format!("{monitor}/formList")).await.text();
        assert_eq!(elements(&list, "formID"), Vec::<&str>::new());
        assert_eq!(given(&site, &format!("{monitor}/forms/event.xml")).await.status.as_u16(), 404);
        let stranger = given(&site, &address.replace("dina", "x")).await;
        assert_eq!(stranger.status.as_u16(), 404);
    });
}

#[test]
fn what_a_phone_sent_is_a_record_that_the_figures_count() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let list = given(&site, &format!("{address}/formList")).await.text();
        let at = elements(&list, "formID").iter().position(|id| *id == "event").expect("the form of events");
        let version = elements(&list, "version")[at];
        let content = "<activity>a1-4</activity><kind>gathering</kind><title_kk>Жиын</title_kk><title_ru>Сход</title_ru>\
            <held_on>2024-11-20</held_on><place>qamystybas</place>";
        let xml = xml("uuid:1", content).replace("version=\"1\"", &format!("version=\"{version}\""));
        let count = async || {
            let measure = auyl_domain::Measure::read("count(event)", &site.app.catalogue).expect("a measure");
            site.app.store.reading(PROJECT, &measure, None, None).await.expect("counted").value()
        };
        let before = count().await;
        for _ in 0..2 {
            site.send(request(&address, &[("xml_submission_file", "1.xml", xml.as_bytes())])).await;
            auyl_server::work_off(&site.app).await.expect("worked off");
        }
        let auyl_domain::Quantity::Number(before) = before else { panic!("{before:?}") };
        assert_eq!(count().await, auyl_domain::Quantity::Number(before + 1));
    });
}

#[test]
fn aigul_connects_a_phone_and_ends_it_when_it_is_lost() {
    play(async {
        let site = Site::example_of_its_own().await;
        assert_eq!(site.get("bolat", "/p/auyl/phones").await.status.as_u16(), 403);
        let wrong = site.post("aigul", "/p/auyl/phones", &[("title", " "), ("account", "dina")]).await;
        assert_eq!(wrong.status.as_u16(), 400);
        assert!(wrong.text().contains("Дайте телефону название"));
        let stranger = site.post("aigul", "/p/auyl/phones", &[("title", "x"), ("account", "zarina")]).await;
        assert_eq!(stranger.status.as_u16(), 403, "a phone acts for nobody of another organisation");
        let made = site.post("aigul", "/p/auyl/phones", &[("title", "Дина, синий"), ("account", "dina")]).await;
        let page = made.text();
        assert!(page.contains("<svg"), "a code to scan");
        let address = page.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("an address");
        let list = given(&site, &format!("{}/formList", path(address))).await;
        assert_eq!(list.status.as_u16(), 200);
        let page = site.get("aigul", "/p/auyl/phones").await.text();
        assert!(page.contains("Дина, синий") && !page.contains("/v1/key/"), "the key is shown once");
        let ended = site.post("aigul", "/p/auyl/phones/end", &[("which", "1")]).await;
        assert_eq!(ended.status.as_u16(), 303);
        assert_eq!(given(&site, &format!("{}/formList", path(address))).await.status.as_u16(), 403);
    });
}
