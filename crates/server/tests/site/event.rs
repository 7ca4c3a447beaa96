//! An event and its files: what proves it, how files come in and how they go out.

use crate::village::{Answer, PROJECT, Site, play};
use auyl_domain::draft::Draft;
use auyl_domain::{Lang, Record, Value};
use auyl_work::Project;
use auyl_work::edit::{self, Change, Changed};
use auyl_work::import::Faulty;
use auyl_work::project::Doing;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};

/// A gathering in Dina's village.
const EVENT: &str = "ga-qamystybas-1";
const PAGE: &str = "/p/auyl/event/ga-qamystybas-1";
const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";

/// The smallest picture that is one.
fn picture(colour: u8) -> Vec<u8> {
    let mut gif = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    gif.extend([colour, 0, 0, 255, 255, 255]);
    gif.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b");
    gif
}

fn form(kind: &str, event: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in [("event", event), ("kind", kind), ("title", "")] {
        body.extend(format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    for (name, bytes) in files {
        body.extend(
            format!("--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body
}

fn request(who: &str, lang: &str, body: Body) -> Request<Body> {
    Request::post("/p/auyl/upload")
        .header("accept-language", lang)
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, format!("auyl={who}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(body)
        .unwrap()
}

async fn send(site: &Site, who: &str, kind: &str, files: &[(&str, &[u8])]) -> Answer {
    site.send(request(who, "ru", Body::from(form(kind, EVENT, files)))).await
}

fn doing() -> Doing {
    Doing { actor: "cli".into(), at: "2024-11-25T09:00:00Z".into() }
}

async fn evidence(site: &Site) -> Vec<Record> {
    let mut all = site.project.store.records(PROJECT, "evidence", None).await.unwrap();
    all.retain(|record| record.link("event").is_some_and(|event| event.as_str() == EVENT));
    all
}

/// The file of this name among the evidence of the event: its digest.
async fn digest(site: &Site, name: &str) -> Option<String> {
    evidence(site).await.iter().find_map(|record| match record.get("file") {
        Some(Value::File(file)) if file.name == name => Some(file.sha256.clone()),
        _ => None,
    })
}

fn arriving(site: &Site) -> usize {
    std::fs::read_dir(&site.app.settings.arriving).map_or(0, |entries| entries.count())
}

fn header_of(answer: &Answer, name: &str) -> String {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_string()
}

#[test]
fn the_page_of_an_event_and_the_events_by_month_in_every_language() {
    play(async {
        let site = Site::example().await;
        for lang in Lang::ALL {
            for path in [PAGE, "/p/auyl/events"] {
                let answer = site.get_in(lang.code(), "aigul", path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                let text = answer.text();
                for key in [">event-", ">web-", ">record-", "style=", " onclick"] {
                    assert!(!text.contains(key), "{path} {key}");
                }
                assert!(text.contains(EVENT), "{path}");
            }
        }
        let text = site.get("aigul", PAGE).await.text();
        for there in ["Лист регистрации", "Достаточно", "/rows/attendance", "name=\"files\" multiple", "rel=\"next\""]
        {
            assert!(text.contains(there), "{there}");
        }
        assert!(text.contains("<option value=\"photo\" selected>"), "photos are what is sent most");
        assert!(
            site.get("aigul", &format!("{PAGE}?kind=programme")).await.text().contains("value=\"programme\" selected")
        );
        let months = site.get("aigul", "/p/auyl/events").await.text();
        assert!(months.contains("Апрель 2024") && months.contains("Собраны (5 из 5)"));
    });
}

#[test]
fn who_sees_what_of_an_event() {
    play(async {
        let site = Site::example().await;
        assert_eq!(site.get("dina", PAGE).await.status, StatusCode::OK, "her village");
        assert_eq!(site.get("dina", "/p/auyl/event/ak-baimurat-1").await.status, StatusCode::NOT_FOUND, "not hers");
        let hers = site.get("dina", "/p/auyl/events").await.text();
        assert!(hers.contains(EVENT) && !hers.contains("ak-baimurat-1"));
        assert_eq!(site.get("zarina", PAGE).await.status, StatusCode::NOT_FOUND, "another organisation");
        assert_eq!(site.get("", PAGE).await.status, StatusCode::SEE_OTHER, "nobody signs in first");
        assert_eq!(site.get("aigul", "/p/auyl/event/nothing").await.status, StatusCode::NOT_FOUND);
        let names = "/r/attendance/";
        assert!(site.get("aigul", PAGE).await.text().contains(names));
        let monitor = site.get("erlan", PAGE).await.text();
        assert!(!monitor.contains("id=\"upload\""), "a monitor sends nothing");
        let official = site.get("gulnar", PAGE).await.text();
        assert!(!official.contains(names) && !official.contains("/file/") && !official.contains("/thumb/"));
    });
}

#[test]
fn a_sheet_without_lines_is_shown_fifty_at_a_time() {
    play(async {
        let site = Site::example().await;
        let second = site.get("aigul", &format!("{PAGE}?rows=99")).await;
        assert_eq!(second.status, StatusCode::OK);
        let first = site.get("aigul", PAGE).await.text();
        let rows = first.matches("/r/attendance/").count();
        assert!((1..=50).contains(&rows), "{rows}");
    });
}

#[test]
fn the_missing_evidence_is_sent_and_the_finding_goes() {
    play(async {
        let site = Site::example_of_its_own().await;
        for photo in evidence(&site).await.iter().filter(|record| record.text("kind") == "photo") {
            edit::remove(&site.project, "evidence", &photo.id, &doing()).await.unwrap();
        }
        let before = site.get("dina", PAGE).await.text();
        assert!(before.contains("href=\"#upload\">Добавить файлы</a></p></div>"), "the finding leads to the zone");
        assert!(before.contains("?kind=photo#upload"), "the checklist does, too");
        let months = site.get("dina", "/p/auyl/events").await.text();
        assert!(months.contains("Не хватает (4 из 5)") && months.contains("Не хватает подтверждений у 1 события"));
        let photos: Vec<Vec<u8>> = (1..=9).map(picture).collect();
        let files: Vec<(&str, &[u8])> = photos.iter().map(|photo| ("Жиын фото.gif", photo.as_slice())).collect();
        let answer = send(&site, "dina", "photo", &files).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert_eq!(answer.location(), format!("{PAGE}?told=event-uploaded"));
        let after = site.get("dina", PAGE).await.text();
        assert!(!after.contains("href=\"#upload\">Добавить файлы</a></p></div>"), "the finding is gone");
        assert!(!after.contains("?kind=photo#upload"));
        let sent = evidence(&site).await;
        let one = sent.iter().find(|record| record.text("kind") == "photo").unwrap();
        let event =
            site.project.store.record(PROJECT, "event", one.link("event").unwrap(), None).await.unwrap().unwrap();
        for (field, of) in [("activity", "activity"), ("place", "place"), ("taken_on", "held_on")] {
            assert_eq!(one.get(field), event.get(of), "{field}");
        }
        assert_eq!(arriving(&site), 0);
    });
}

#[test]
fn an_svg_with_a_script_is_saved_and_never_shown() {
    play(async {
        let site = Site::example_of_its_own().await;
        assert_eq!(send(&site, "bolat", "other", &[("схема.svg", SVG)]).await.status, StatusCode::SEE_OTHER);
        let digest = digest(&site, "схема.svg").await.unwrap();
        for path in ["%D1%81.svg", "x.html"] {
            let answer = site.get("bolat", &format!("/p/auyl/file/{digest}/{path}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.bytes, SVG);
            assert_eq!(header_of(&answer, "content-type"), "application/octet-stream");
            assert!(header_of(&answer, "content-disposition").starts_with("attachment; "));
            assert!(header_of(&answer, "content-disposition").ends_with("UTF-8''%D1%81%D1%85%D0%B5%D0%BC%D0%B0%2Esvg"));
            assert_eq!(header_of(&answer, "content-security-policy"), "default-src 'none'; sandbox");
            assert_eq!(header_of(&answer, "x-content-type-options"), "nosniff");
        }
        assert_eq!(site.get("bolat", &format!("/p/auyl/thumb/{digest}")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_file_is_fetched_once_and_in_parts() {
    play(async {
        let site = Site::example().await;
        let all = evidence(&site).await;
        let photo = all.iter().find(|record| record.text("kind") == "photo").unwrap();
        let Some(Value::File(file)) = photo.get("file") else { panic!("a photo has a file") };
        let path = format!("/p/auyl/file/{}/x", file.sha256);
        let whole = site.get("erlan", &path).await;
        assert_eq!(header_of(&whole, "content-type"), "image/jpeg");
        assert!(header_of(&whole, "content-disposition").starts_with("inline; "));
        let ask = async |name: &str, value: &str| {
            let request = Request::get(&path).header(header::COOKIE, "auyl=erlan").header(name, value);
            site.send(request.body(Body::empty()).unwrap()).await
        };
        assert_eq!(ask("if-none-match", &header_of(&whole, "etag")).await.status, StatusCode::NOT_MODIFIED);
        let part = ask("range", "bytes=10-19").await;
        assert_eq!((part.status, part.bytes.as_slice()), (StatusCode::PARTIAL_CONTENT, &whole.bytes[10..20]));
        assert_eq!(header_of(&part, "content-range"), format!("bytes 10-19/{}", whole.bytes.len()));
        assert_eq!(ask("range", "bytes=99999999-").await.status, StatusCode::RANGE_NOT_SATISFIABLE);
        let thumb = site.get("erlan", &format!("/p/auyl/thumb/{}", file.sha256)).await;
        assert_eq!((thumb.status, header_of(&thumb, "content-type").as_str()), (StatusCode::OK, "image/jpeg"));
        assert!(thumb.bytes.starts_with(b"\xFF\xD8\xFF"));
        assert_eq!(site.get("gulnar", &path).await.status, StatusCode::NOT_FOUND, "files are not public");
        assert_eq!(site.get("zarina", &path).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_file_of_another_project_is_not_there() {
    play(async {
        let site = Site::example_of_its_own().await;
        let theirs = site.project.store.put_file(b"%PDF-1.7 of another project".to_vec()).await.unwrap();
        let other = Project { id: "kyzyl".into(), ..site.project.clone() };
        let path = format!("/p/auyl/file/{theirs}/x.pdf");
        for (project, status) in [(&other, StatusCode::NOT_FOUND), (&site.project, StatusCode::OK)] {
            let file = format!("{theirs}:x.pdf");
            let draft = Draft::of([("kind", "other"), ("file", file.as_str())]);
            let change = Change { register: "evidence", draft, base: None, silent: &[] };
            let changed = edit::change(project, change, Faulty::RefuseFile, &doing()).await.unwrap();
            assert!(matches!(changed, Changed::Saved { .. }), "{changed:?}");
            assert_eq!(site.get("aigul", &path).await.status, status);
        }
        assert_eq!(header_of(&site.get("aigul", &path).await, "content-type"), "application/pdf");
        assert_eq!(site.get("aigul", &format!("/p/auyl/thumb/{theirs}")).await.status, StatusCode::NOT_FOUND);
        for odd in ["x", "..%2f..%2fauyl.sqlite", "%25", &"A".repeat(64)] {
            let answer = site.get("aigul", &format!("/p/auyl/file/{odd}/x.pdf")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{odd}");
        }
    });
}

#[test]
fn a_name_with_folders_loses_them() {
    play(async {
        let site = Site::example_of_its_own().await;
        let answer = send(&site, "bolat", "photo", &[("../../x", &picture(7)[..])]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(digest(&site, "x").await.is_some());
        assert!(evidence(&site).await.iter().all(|record| !format!("{record:?}").contains("..")));
    });
}

#[test]
fn a_file_without_bytes_is_told_and_the_others_are_kept() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = evidence(&site).await.len();
        let files: [(&str, &[u8]); 2] = [("бос.jpg", b""), ("бар.gif", &picture(8))];
        let answer = send(&site, "bolat", "photo", &files).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = answer.text();
        assert!(text.contains("бос.jpg") && text.contains("0 байт") && text.contains("Сохранён."), "{text}");
        assert_eq!(evidence(&site).await.len(), before + 1);
        let none = send(&site, "bolat", "photo", &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text().contains("Файлы не выбраны"));
    });
}

#[test]
fn a_letter_that_is_called_a_photo_proves_nothing_as_a_photo() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = evidence(&site).await.len();
        let letter: [(&str, &[u8]); 1] = [("хат.jpg", "Құрметті әкім!".as_bytes())];
        let answer = send(&site, "bolat", "photo", &letter).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("Это не изображение"), "{}", answer.text());
        assert_eq!(evidence(&site).await.len(), before);
        assert_eq!(send(&site, "bolat", "minutes", &letter).await.status, StatusCode::SEE_OTHER);
        assert_eq!(evidence(&site).await.len(), before + 1);
    });
}

#[test]
fn a_file_that_is_too_large_is_told_in_every_language_and_leaves_nothing() {
    play(async {
        let site = Site::limited(1000).await;
        let before = evidence(&site).await.len();
        for (lang, sentence) in [("kk", "тым үлкен"), ("ru", "слишком большой"), ("en", "too large")]
        {
            let body = form("photo", EVENT, &[("үлкен.jpg", &[7; 1500][..])]);
            // In pieces, without a length said before.
            let pieces: Vec<Result<Bytes, std::io::Error>> =
                body.chunks(100).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
            let body = Body::from_stream(futures_util::stream::iter(pieces));
            let answer = site.send(request("bolat", lang, body)).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
            assert!(answer.text().contains(sentence), "{}", answer.text());
        }
        let endless = send(&site, "bolat", "photo", &[("х.jpg", &[7; 9000][..])]).await;
        assert_eq!(endless.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(endless.text().contains("не больше"), "{}", endless.text());
        assert_eq!((evidence(&site).await.len(), arriving(&site)), (before, 0));
    });
}

#[test]
fn a_form_that_breaks_off_leaves_nothing() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = evidence(&site).await.len();
        let whole = form("photo", EVENT, &[("x.gif", &picture(3)[..])]);
        let answer = site.send(request("bolat", "ru", Body::from(whole[..whole.len() - 20].to_vec()))).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!((evidence(&site).await.len(), arriving(&site)), (before, 0));
    });
}

#[test]
fn the_same_file_twice_at_once_is_one_piece_of_evidence() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = evidence(&site).await.len();
        let photo = picture(9);
        let files: [(&str, &[u8]); 2] = [("а.gif", &photo), ("б.gif", &photo)];
        let one = [("а.gif", photo.as_slice())];
        let (first, second) = tokio::join!(send(&site, "dina", "photo", &files), send(&site, "bolat", "photo", &one));
        assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        assert_eq!(evidence(&site).await.len(), before + 1);
    });
}

#[test]
fn who_may_not_add_evidence_sends_none() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = evidence(&site).await.len();
        for (who, status) in
            [("erlan", StatusCode::FORBIDDEN), ("gulnar", StatusCode::FORBIDDEN), ("zarina", StatusCode::NOT_FOUND)]
        {
            assert_eq!(send(&site, who, "photo", &[("x.gif", &picture(4)[..])]).await.status, status, "{who}");
        }
        let photo = picture(4);
        let elsewhere = form("photo", "ak-baimurat-1", &[("x.gif", &photo[..])]);
        assert_eq!(site.send(request("dina", "ru", Body::from(elsewhere))).await.status, StatusCode::NOT_FOUND);
        let odd_kind = send(&site, "bolat", "нечто", &[("x.gif", &photo[..])]).await;
        assert_eq!(odd_kind.status, StatusCode::BAD_REQUEST);
        assert_eq!((evidence(&site).await.len(), arriving(&site)), (before, 0));
    });
}
