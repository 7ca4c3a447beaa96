//! Letters: Bolat composes one and sends it, the office answers by a link without an account, everybody sees what came of
//! it. And what happens to links that are guessed, taken back, over, or used.

use crate::village::{Answer, PROJECT, Site, play};
use auyl_domain::{Draft, Lang, Record, RecordId};
use auyl_work::edit::{self, Change, Changed};
use auyl_work::import::Faulty;
use auyl_work::project::Doing;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

const PDF: &[u8] = b"%PDF-1.7 reply";

async fn make(site: &Site, register: &str, name: &str, fields: &[(&str, &str)]) {
    let draft = Draft { id: Some(name.into()), ..Draft::of(fields.iter().copied()) };
    let change = Change { register, draft, base: None, silent: &[] };
    let doing = Doing { actor: "bolat".into(), at: "2024-11-20T09:00:00Z".into() };
    let made = edit::change(&site.project, change, Faulty::RefuseFile, &doing).await.expect("kept");
    assert!(matches!(made, Changed::Saved { .. }), "{made:?}");
}

/// Two new things to ask the akim of the district, about one open problem.
async fn asks(site: &Site) {
    let problem = [
        ("activity", "a1-5"),
        ("place", "qamystybas"),
        ("title_ru", "Нет детской площадки"),
        ("sphere", "school"),
        ("raised_on", "2024-11-11"),
        ("source", "gathering"),
    ];
    make(site, "problem", "pb-new", &problem).await;
    for (name, text) in [("re-new-1", "Построить детскую площадку."), ("re-new-2", "Осветить двор школы.")]
    {
        let fields = [
            ("activity", "a3-2"),
            ("place", "qamystybas"),
            ("problem", "pb-new"),
            ("text_ru", text),
            ("text_kk", text),
            ("object_ru", "двор школы"),
            ("people", "180"),
            ("basis_ru", "протокол"),
            ("body", "bo-aral"),
            ("addressee_ru", "Аким Аральского района"),
        ];
        make(site, "recommendation", name, &fields).await;
    }
}

pub async fn record(site: &Site, register: &str, name: &str) -> Record {
    let id = RecordId::read(name).expect("an id");
    site.project.store.record(PROJECT, register, &id, None).await.expect("read").expect("a record")
}

/// Bolat's letter of the two, as a draft. Gives its id.
pub async fn composed(site: &Site) -> String {
    asks(site).await;
    let page = site.get("bolat", "/p/auyl/letters/new?body=bo-aral").await.text();
    let id = page.split("name=\"id\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let fields = |what| {
        [
            ("id", id),
            ("body", "bo-aral"),
            ("official", "of-aral"),
            ("kind", "recommendations"),
            ("lang", "ru"),
            ("ask", "re-new-1"),
            ("ask", "re-new-2"),
            ("enclosures", "протокол"),
            ("do", what),
        ]
    };
    let looked = site.post("bolat", "/p/auyl/letters/new", &fields("look")).await;
    let text = looked.text();
    assert_eq!(looked.status, StatusCode::OK, "{text}");
    assert!(text.contains("Построить детскую площадку.") && text.contains("Турсынгалиеву"), "{text}");
    assert!(!text.contains(" style="), "widths of columns are not for a page of ours");
    let made = site.post("bolat", "/p/auyl/letters/new", &fields("make")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    assert!(made.location().starts_with(&format!("/p/auyl/letters/{id}")), "{}", made.location());
    id.to_string()
}

/// Sends it. Gives its address.
async fn sent(site: &Site) -> String {
    let address = format!("/p/auyl/letters/{}", composed(site).await);
    let fields = [
        ("channel", "e_otinish"),
        ("sent_on", "2024-11-25"),
        ("registered_on", "2024-11-25"),
        ("registered_number", "ҮГ-77"),
        ("ticket", "E-1"),
    ];
    let sent = site.post("bolat", &format!("{address}/send"), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    address
}

/// The secret of a link that is made.
async fn link(site: &Site, address: &str) -> String {
    let made = site.post("bolat", &format!("{address}/link"), &[("do", "make")]).await;
    let text = made.text();
    assert_eq!(made.status, StatusCode::OK, "{text}");
    let secret = text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a link");
    let secret = secret.rsplit('/').next().expect("a secret");
    assert_eq!(secret.len(), 32, "128 bits");
    secret.to_string()
}

/// The office sends its form; it has no account.
async fn answer(site: &Site, secret: &str, texts: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
    let mut body = Vec::new();
    for (name, text) in texts {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    if let Some(file) = file {
        let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../жауап.pdf\"\r\n\r\n";
        body.extend([head.as_bytes(), file, b"\r\n"].concat());
    }
    body.extend(b"--b--\r\n");
    let request = Request::post(format!("/reply/{secret}"))
        .header("accept-language", "ru")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    site.send(request.body(Body::from(body)).unwrap()).await
}

#[test]
fn a_letter_is_composed_sent_with_its_number_and_due_in_fifteen_working_days() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = sent(&site).await;
        let page = site.get("bolat", &address).await.text();
        // The six letters of the example end with 01-18/46.
        for said in ["№ 01-18/47", "17 декабря 2024", "ҮГ-77", "letter-01-18-47.pdf", "осталось 15 рабочих дней"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        let id = address.rsplit('/').next().expect("an id");
        let letter = record(&site, "letter", id).await;
        assert!(letter.get("copy").is_some(), "what went out is kept");
        assert_eq!(record(&site, "problem", "pb-new").await.state(), "in_letter");
        let again = [("channel", "post"), ("sent_on", "2024-11-25")];
        let again = site.post("bolat", &format!("{address}/send"), &again).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "nothing goes out twice");
        for format in ["docx", "pdf"] {
            let file = site.get("bolat", &format!("{address}/letter.{format}")).await;
            assert_eq!(file.status, StatusCode::OK);
            assert!(file.bytes.len() > 2000, "{format}: {} bytes", file.bytes.len());
        }
        let start = site.get("bolat", "/p/auyl").await.text();
        assert!(start.contains(&address), "{start}");
    });
}

#[test]
fn a_form_that_lacks_something_comes_back_with_what_was_typed() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = format!("/p/auyl/letters/{}", composed(&site).await);
        let fields = [("channel", "post"), ("sent_on", "31.02.2024"), ("ticket", "E-9")];
        let draft = site.get("bolat", &address).await.text();
        assert!(draft.contains("Почтового сервера здесь нет"), "this server has none: {draft}");
        let sent = site.post("bolat", &format!("{address}/send"), &fields).await;
        let text = sent.text();
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(text.contains("31.02.2024") && text.contains("E-9"), "{text}");
        let letter = record(&site, "letter", address.rsplit('/').next().expect("an id")).await;
        assert_eq!((letter.state(), letter.text("number")), ("draft", ""), "no number is taken");
        let discarded = site.post("bolat", &format!("{address}/discard"), &[]).await;
        assert_eq!(discarded.status, StatusCode::SEE_OTHER);
        assert!(record(&site, "recommendation", "re-new-1").await.get("letter").is_none(), "free again");
        assert_eq!(site.get("bolat", &address).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_office_answers_by_its_link_and_the_ticket_of_the_problem_moves_on() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = sent(&site).await;
        let secret = link(&site, &address).await;
        for lang in Lang::ALL {
            let form = site.get_in(lang.code(), "", &format!("/reply/{secret}")).await;
            let text = form.text();
            assert_eq!(form.status, StatusCode::OK, "{text}");
            assert!(text.contains("01-18/47") && !text.contains(">letters-") && !text.contains(" style="), "{text}");
        }
        let letter = site.get("", &format!("/reply/{secret}/letter.pdf")).await;
        assert!(letter.bytes.starts_with(b"%PDF-"), "the letter itself");
        // Bolat is shown no secret a second time.
        assert!(!site.get("bolat", &address).await.text().contains(&secret));
        let half = [
            ("outcome.re-new-1", "accepted"),
            ("outcome.re-new-2", "refused"),
            ("number", "Ж-5"),
            ("replied_on", "2024-11-25"),
            ("text", "Площадка войдёт в план."),
        ];
        let lacking = answer(&site, &secret, &half, Some(PDF)).await;
        let text = lacking.text();
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        for kept in ["Укажите причину", "Ж-5", "Площадка войдёт в план.", "жауап.pdf"]
        {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        let whole = [&half[..], &[("reason.re-new-2", "Нет в смете этого года.")]].concat();
        for _ in 0..2 {
            let done = answer(&site, &secret, &whole, None).await;
            assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, &*format!("/reply/{secret}")));
        }
        let thanks = site.get("", &format!("/reply/{secret}")).await.text();
        assert!(thanks.contains("Ж-5") && thanks.contains("Нет в смете этого года."), "{thanks}");
        let id = RecordId::read(address.rsplit('/').next().expect("an id")).expect("an id");
        let replies = site.project.store.records(PROJECT, "reply", None).await.expect("records");
        let replies: Vec<&Record> = replies.iter().filter(|reply| reply.link("letter") == Some(&id)).collect();
        assert_eq!(replies.len(), 1, "a form sent twice is one reply");
        assert_eq!((replies[0].state(), replies[0].text("outcome")), ("arrived", "partly"));
        assert!(replies[0].get("file").is_some(), "the file of the first try");
        assert_eq!(record(&site, "letter", id.as_str()).await.state(), "answered");
        let problem = record(&site, "problem", "pb-new").await;
        assert_eq!((problem.state(), problem.link("reply")), ("answered", Some(&replies[0].id)));
        let refused = record(&site, "recommendation", "re-new-2").await;
        assert_eq!((refused.text("outcome"), refused.text("outcome_reason")), ("refused", "Нет в смете этого года."));
        assert!(site.get("bolat", &address).await.text().contains("не просмотрен"));
        assert!(site.get("bolat", "/p/auyl/mend").await.text().contains("пришёл по ссылке"));
    });
}

#[test]
fn a_link_that_is_guessed_taken_back_or_over_opens_nothing_and_says_why() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = sent(&site).await;
        let first = link(&site, &address).await;
        let second = link(&site, &address).await;
        let status = async |secret: &str| site.get("", &format!("/reply/{secret}")).await.status;
        assert_eq!(status(&first).await, StatusCode::GONE, "there is one link a letter");
        assert_eq!(status(&second).await, StatusCode::OK);
        assert_eq!(site.get("", &format!("/asked/{second}")).await.status, StatusCode::NOT_FOUND, "of another kind");
        for forged in ["0".repeat(32), "..".repeat(16), "x".into(), "%00".into()] {
            assert_eq!(status(&forged).await, StatusCode::NOT_FOUND, "{forged}");
            assert_eq!(answer(&site, &forged, &[], None).await.status, StatusCode::NOT_FOUND, "{forged}");
        }
        site.post("bolat", &format!("{address}/link"), &[("do", "end")]).await;
        let ended = site.get_in("kk", "", &format!("/reply/{second}")).await;
        assert_eq!(ended.status, StatusCode::GONE);
        assert!(ended.text().contains("жабылған"), "{}", ended.text());
        assert_eq!(answer(&site, &second, &[("number", "1")], None).await.status, StatusCode::GONE);
        assert!(site.project.store.records(PROJECT, "reply", None).await.expect("records").len() == 3, "no reply came");
        // One that ended by itself a minute ago.
        let over = auyl_store::links::Link {
            secret: auyl_domain::id::sha256(b"00000000000000000000000000000001"),
            project: PROJECT.into(),
            kind: "letter".into(),
            record: address.rsplit('/').next().expect("an id").into(),
            until_at: "2024-11-25T06:59:00Z".into(),
            ..Default::default()
        };
        site.app.store.add_link(&over).await.expect("a link");
        assert_eq!(status("00000000000000000000000000000001").await, StatusCode::GONE);
        // Whoever tries many is stopped.
        let mut last = StatusCode::NOT_FOUND;
        for n in 0..100 {
            last = status(&format!("{n:032x}")).await;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn an_answer_from_another_site_is_not_taken() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = sent(&site).await;
        let secret = link(&site, &address).await;
        let request = Request::post(format!("/reply/{secret}"))
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = site.send(request.body(Body::from("number=1")).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_body_sees_what_it_is_asked_by_a_link_and_no_name_of_anybody() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = "/p/auyl/letters/bodies/bo-qamystybas";
        let secret = link(&site, address).await;
        let page = site.get("", &format!("/asked/{secret}")).await;
        let text = page.text();
        assert_eq!(page.status, StatusCode::OK, "{text}");
        assert!(text.contains("Предложить газификацию села в план развития района."), "{text}");
        assert!(!text.contains("Бердіғали") && !text.contains("/p/auyl"), "{text}");
        assert_eq!(site.get("erlan", address).await.status, StatusCode::OK);
        let made = site.post("erlan", &format!("{address}/link"), &[("do", "make")]).await;
        assert_eq!(made.status, StatusCode::FORBIDDEN, "a monitor lets nobody in");
        // A coordinator sees what is of her village.
        let region = site.get("dina", "/p/auyl/letters/bodies/bo-region").await.text();
        assert!(!region.contains("базовой станции"), "{region}");
    });
}

#[test]
fn the_term_follows_what_happened_to_it() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = "/p/auyl/letters/l-baimurat-2";
        let term = async |fields: &[(&str, &str)]| site.post("bolat", &format!("{address}/term"), fields).await;
        let wrong = term(&[("step", "extended"), ("on", ""), ("reason", "обследование")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("обследование"), "what was typed is there");
        let done = term(&[("step", "extended"), ("on", "2024-11-05"), ("told_on", "2024-11-25")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let page = site.get("bolat", address).await.text();
        assert!(page.contains("5 января 2025"), "two months from 5 November; that Sunday is worked: {page}");
        assert!(site.get("bolat", "/p/auyl/mend").await.text().contains("должны были до 08.11.2024"));
        let redirected = [
            ("step", "redirected"),
            ("on", "2024-11-25"),
            ("to", "bo-region"),
            ("registered_on", "2024-11-25"),
            ("number", "Р-1"),
        ];
        assert_eq!(term(&redirected).await.status, StatusCode::SEE_OTHER);
        let page = site.get("bolat", address).await.text();
        assert!(page.contains("17 декабря 2024") && page.contains("Акимат Кызылординской области"), "{page}");
        assert_eq!(site.post("erlan", &format!("{address}/term"), &redirected).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_became_of_it_is_a_table_whose_numbers_lead_behind_them() {
    play(async {
        let site = Site::example().await;
        for lang in Lang::ALL {
            let page = site.get_in(lang.code(), "bolat", "/p/auyl/letters/asked").await.text();
            assert!(page.contains("<svg") && !page.contains(">letters-"), "{page}");
            assert_eq!(page.matches("/figure?m=").count(), 5 * 8, "three villages, three bodies, all of each");
        }
    });
}
