//! Sheets of paper: a blank printed, a photo brought back, its rows typed beside it.

use crate::village::{Answer, PROJECT, Site, play};
use auyl_domain::sheet_code::SheetCode;
use auyl_domain::{Lang, Record};
use auyl_reports::source::{Limits, read};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

const EVENT: &str = "ga-qamystybas-1";
/// Small, and by its first bytes a photo; no code can be read in it.
const PHOTO: &[u8] = b"\xff\xd8\xff\xe0 sheet";

fn code(project: &str, register: &str) -> String {
    SheetCode::of(project, register, EVENT, 1).to_string()
}

/// Sends photos with texts of the form.
async fn send(site: &Site, who: &str, texts: &[(&str, &str)], photos: &[&[u8]]) -> Answer {
    let mut body = Vec::new();
    for (name, text) in texts {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    for photo in photos {
        let head = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"sheet.jpg\"\r\n\r\n";
        body.extend([head.as_bytes(), photo, b"\r\n"].concat());
    }
    body.extend(b"--b--\r\n");
    let request = Request::post("/p/auyl/sheets")
        .header("accept-language", "ru")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, format!("auyl={who}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    site.send(request.body(Body::from(body)).unwrap()).await
}

async fn sheets(site: &Site) -> Vec<Record> {
    let mut all = site.project.store.records(PROJECT, "evidence", None).await.unwrap();
    all.retain(|record| record.fields.values().any(|value| format!("{value:?}").contains("sheet.jpg")));
    all
}

#[test]
fn the_pages_speak_every_language_to_who_may_bring_a_sheet() {
    play(async {
        let site = Site::example().await;
        for path in ["/p/auyl/event/ga-qamystybas-1/paper", "/p/auyl/sheets"] {
            for lang in Lang::ALL {
                let answer = site.get_in(lang.code(), "dina", path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                let text = answer.text();
                assert!(!text.contains(">paper-") && !text.contains(">sheets-") && !text.contains(" style="), "{path}");
            }
            assert_eq!(site.get("erlan", path).await.status, StatusCode::FORBIDDEN, "a monitor brings nothing");
            assert_eq!(site.get("zarina", path).await.status, StatusCode::NOT_FOUND);
        }
        assert!(site.get("dina", "/p/auyl/event/ga-qamystybas-1").await.text().contains("/paper\""));
    });
}

#[test]
fn a_list_and_a_questionnaire_are_printed() {
    play(async {
        let site = Site::example().await;
        for form in ["attendance", "survey_engagement", "survey_activists"] {
            for lang in ["both", "kk", "ru"] {
                let path = format!("/p/auyl/event/{EVENT}/paper.pdf?form={form}&lang={lang}&lines=30");
                let answer = site.get("dina", &path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                assert!(answer.bytes.starts_with(b"%PDF"), "{path}");
            }
        }
        let path = format!("/p/auyl/event/{EVENT}/paper.pdf?form=letter");
        assert_eq!(site.get("dina", &path).await.status, StatusCode::NOT_FOUND, "a letter has no blank");
        let path = format!("/p/auyl/event/{EVENT}/paper.pdf");
        assert_eq!(site.get("erlan", &path).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_code_leads_to_its_event_and_to_no_other() {
    play(async {
        let site = Site::example().await;
        let of = async |code: &str| site.get("dina", &format!("/p/auyl/sheets?code={code}")).await;
        let own = of(&code("auyl", "attendance").to_lowercase()).await;
        assert_eq!(own.location(), "/p/auyl/event/ga-qamystybas-1/paper?form=attendance#bring");
        let mut wrong = code("auyl", "attendance");
        let last = if wrong.ends_with('7') { "8" } else { "7" };
        wrong.replace_range(wrong.len() - 1.., last);
        let answer = of(&wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("В коде ошибка в одной букве"));
        assert!(of("123").await.text().contains("Это не код листа"));
        assert_eq!(of(&code("other", "attendance")).await.status, StatusCode::NOT_FOUND, "of another project");
        let elsewhere = SheetCode::of("auyl", "attendance", "ak-baimurat-1", 1).to_string();
        assert_eq!(of(&elsewhere).await.status, StatusCode::NOT_FOUND, "not her village");
    });
}

#[test]
fn dina_brings_a_sheet_and_types_its_rows_beside_the_photo() {
    play(async {
        let site = Site::example_of_its_own().await;
        let unread = send(&site, "dina", &[], &[PHOTO]).await;
        assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unread.text().contains("К какому событию относится снимок?"));
        assert_eq!(send(&site, "dina", &[("code", &code("auyl", "attendance"))], &[]).await.status.as_u16(), 422);
        let foreign = send(&site, "dina", &[("code", &code("other", "attendance"))], &[PHOTO]).await;
        assert!(foreign.text().contains("этот лист не из этого проекта"));
        assert!(sheets(&site).await.is_empty(), "nothing is kept so far");
        let brought = send(&site, "dina", &[("code", &code("auyl", "attendance"))], &[PHOTO]).await;
        let address = brought.location().to_string();
        assert!(address.starts_with("/p/auyl/r/event/ga-qamystybas-1/rows/attendance?sheet="), "{address}");
        let evidence = sheets(&site).await;
        assert_eq!((evidence.len(), evidence[0].text("kind")), (1, "sign_in_sheet"));
        send(&site, "dina", &[("event", EVENT)], &[PHOTO]).await;
        assert_eq!(sheets(&site).await.len(), 1, "sent twice it is one");
        let typing = site.get("dina", &address).await.text();
        assert!(
            typing.contains("class=\"sheet\"") && typing.contains("name=\"sheet\"") && typing.contains("sheet.jpg")
        );
        let id = evidence[0].id.to_string();
        let rows = "/p/auyl/r/event/ga-qamystybas-1/rows/attendance";
        let row = [
            ("sheet", id.as_str()),
            ("r0.f.participant", "Тестова Сауле"),
            ("r0.f.participant.birth_year", "1990"),
            ("r0.f.participant.gender", "female"),
            ("r0.f.participant.status", "unemployed"),
            ("r0.f.participant.place", "qamystybas"),
            ("r0.f.role", "participant"),
        ];
        let saved = site.post("dina", rows, &row).await;
        assert_eq!(saved.location(), format!("{rows}?sheet={id}&told=rows-saved"), "{}", saved.status);
        assert_eq!(site.get("dina", &format!("{rows}?sheet=none")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn of_a_photo_without_a_code_the_event_is_asked_and_the_photo_is_not_sent_twice() {
    play(async {
        let site = Site::example_of_its_own().await;
        let asked = send(&site, "dina", &[], &[PHOTO]).await;
        let text = asked.text();
        assert!(text.contains(&format!("<option value=\"{EVENT}\"")) && !text.contains("ak-baimurat-1"), "{text}");
        let kept = text.split("name=\"kept0\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let kept = kept.expect("the photo that is kept").to_string();
        let again = async |event: &str, code: &str| {
            send(&site, "dina", &[("kept0", &kept), ("event0", event), ("code0", code)], &[]).await
        };
        assert!(again("", "").await.text().contains("Выберите событие или наберите код."));
        assert!(again("", "123").await.text().contains("Это не код листа"));
        assert_eq!(again("ak-baimurat-1", "").await.status, StatusCode::NOT_FOUND, "not her village");
        assert!(sheets(&site).await.is_empty(), "nothing is kept as evidence so far");
        assert_eq!(again(EVENT, "").await.location(), format!("/p/auyl/event/{EVENT}/paper?told=sheets-kept"));
        assert_eq!(sheets(&site).await.len(), 1);
        let other = kept.replace(&kept[..8], "00000000");
        assert_eq!(send(&site, "dina", &[("kept0", &other), ("event0", EVENT)], &[]).await.status.as_u16(), 422);
    });
}

#[test]
fn answers_of_a_questionnaire_are_typed_one_after_another_beside_it() {
    play(async {
        let site = Site::example_of_its_own().await;
        let brought = send(&site, "dina", &[("code", &code("auyl", "survey_engagement"))], &[PHOTO]).await;
        let address = brought.location().to_string();
        assert!(address.starts_with("/p/auyl/r/survey_engagement/new?sheet="), "{address}");
        assert!(address.contains("&place=qamystybas"), "what the event says is filled in: {address}");
        assert_eq!(sheets(&site).await[0].text("kind"), "questionnaire");
        let form = site.get("dina", &address).await.text();
        assert!(form.contains("class=\"sheet\"") && form.contains("name=\"more\""));
        assert!(form.contains("name=\"query\" value=\"sheet="), "the next one is typed beside the same photo");
    });
}

#[test]
fn a_questionnaire_of_the_project_is_printed_and_typed_like_one_of_the_catalogue() {
    play(async {
        let site = Site::example_of_its_own().await;
        site.post("bolat", "/p/auyl/questionnaires", &[("which", "activists")]).await;
        site.post("bolat", "/p/auyl/surveys/activists/publish", &[]).await;
        let page = site.get("dina", &format!("/p/auyl/event/{EVENT}/paper")).await.text();
        assert!(page.contains("value=\"s1_activists\""), "{page}");
        let paper = site.get("dina", &format!("/p/auyl/event/{EVENT}/paper.pdf?form=s1_activists&lang=ru")).await;
        assert_eq!(paper.status, StatusCode::OK);
        let brought = send(&site, "dina", &[("code", &code("auyl", "s1_activists"))], &[PHOTO]).await;
        assert!(brought.location().starts_with("/p/auyl/r/s1_activists/new?sheet="), "{}", brought.location());
    });
}

#[test]
fn residents_are_not_asked_on_paper_what_the_office_fills_in_later() {
    play(async {
        let site = Site::example().await;
        let paper = site.get("dina", &format!("/p/auyl/event/{EVENT}/paper.pdf?form=problem&lang=ru")).await;
        let (source, _) = read("problem.pdf", &paper.bytes, &Limits::default()).expect("a PDF");
        let text: Vec<&str> = source.passages().iter().map(|passage| passage.text.as_str()).collect();
        let text = text.join(" ");
        let problem = site.project.catalogue.register("problem").expect("a register");
        let label = |field: &str| problem.field(field).expect("a field").label.get(Lang::Ru).to_string();
        assert!(text.contains(&label("sphere")), "{text}");
        for field in ["letter", "reply", "decision", "solved_on", "reopened_why"] {
            assert!(!text.contains(&label(field)), "{field}: {text}");
        }
    });
}
