//! The voice of residents: a problem raised without an account, looked at, merged with another, followed by its ticket.

use crate::village::{Answer, PROJECT, Site, play};
use auyl_domain::id::sha256;
use auyl_domain::{Lang, Measure, Record, RecordId};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

pub const RAISE: &str = "/open/auyl/raise";
/// A gathering of the example told of it: no water in the ditches.
pub const DITCHES: &str = "pb-muratbaev-1";

/// The example with its open page switched on by Aigül.
pub async fn opened() -> Site {
    let site = Site::example_of_its_own().await;
    let told = site.post("aigul", "/p/auyl/settings/open", &[("open", "true")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    site
}

/// What stands in a hidden input of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {page}"));
    rest.split('"').next().expect("an end").to_string()
}

/// What a browser works out before it sends a form.
fn work(asked: &str, key: &str) -> String {
    let bits: u32 = asked.split('.').nth(1).expect("bits").parse().expect("a number");
    let zeros = |text: String| {
        let digits = sha256(text.as_bytes());
        let zeros = digits.chars().take_while(|digit| *digit == '0').count() as u32;
        let next = digits.chars().nth(zeros as usize).and_then(|digit| digit.to_digit(16)).unwrap_or(15);
        4 * zeros + next.leading_zeros() - 28
    };
    (0..1_000_000u32).find(|n| zeros(format!("{asked}:{key}:{n}")) >= bits).expect("there is one").to_string()
}

/// Somebody without an account fills in the form of a page and sends it, with or without their browser's work.
pub async fn fill(site: &Site, path: &str, fields: &[(&str, &str)], works: bool) -> Answer {
    let page = site.get("", path).await.text();
    let (key, asked) = (hidden(&page, "key"), hidden(&page, "asked"));
    let number = if works { work(&asked, &key) } else { String::new() };
    let own = [("key", key.as_str()), ("asked", &asked), ("number", &number), ("language", "ru")];
    let all: Vec<(&str, &str)> = own.into_iter().chain(fields.iter().copied()).collect();
    site.post("", path.split('?').next().expect("a path"), &all).await
}

/// A problem of Qamystybas, which is Dina's village.
pub const PIPE: &[(&str, &str)] = &[
    ("place", "qamystybas"),
    ("sphere", "health"),
    ("title", "В медпункте нет зубного врача"),
    ("detail", "Ездим за сто километров, звоните 8 702 000 00 00"),
    ("phone", "8 702 000 00 01"),
    ("sure", "1"),
];

/// The ticket that somebody was given.
pub fn ticket(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let (_, rest) = answer.location().split_once("/ticket/").expect("a ticket");
    rest.split('?').next().expect("a number").to_string()
}

pub async fn problems(site: &Site) -> Vec<Record> {
    site.project.store.records(PROJECT, "problem", None).await.expect("read")
}

pub async fn counted(site: &Site, measure: &str) -> String {
    let measure = Measure::read(measure, &site.project.catalogue).expect("a measure");
    let reading = site.project.store.reading(PROJECT, &measure, None, None).await.expect("counted");
    format!("{:?}", reading.value())
}

pub async fn raised(site: &Site, fields: &[(&str, &str)]) -> (String, Record) {
    let ticket = ticket(&fill(site, RAISE, fields, true).await);
    let found = problems(site).await.into_iter().find(|record| record.text("ticket") == ticket);
    (ticket, found.expect("kept"))
}

/// Bolat shows a problem as the team words it.
pub async fn show(site: &Site, id: &RecordId, title: &str) {
    let texts = [("decision", "show"), ("title_ru", title), ("activity", "a1-5")];
    let answer = site.post("bolat", &format!("/p/auyl/voices/{id}/decide"), &texts).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

#[test]
fn what_a_resident_says_is_shown_and_counted_after_somebody_has_read_it() {
    play(async {
        let site = opened().await;
        let before = counted(&site, "count(problem)").await;
        let (ticket, problem) = raised(&site, PIPE).await;
        assert_eq!(counted(&site, "count(problem)").await, before, "nobody has read it");
        assert_eq!(counted(&site, "count(supporter)").await, "Number(0)");
        let page = format!("/open/auyl/ticket/{ticket}");
        let waiting = site.get("", &page).await.text();
        assert!(waiting.contains("Её ещё должен прочитать"), "{waiting}");
        for hidden in ["зубного", "702", "qamystybas", "Камыстыбас"] {
            assert!(!waiting.contains(hidden), "the ticket tells nothing of {hidden}");
        }
        assert!(!site.get("", "/open/auyl").await.text().contains("зубного"));
        for who in ["bolat", "dina"] {
            let list = site.get(who, "/p/auyl/voices").await.text();
            assert!(list.contains("зубного врача") && list.contains("внимание: 1"), "{who}: {list}");
        }
        let own = site.get("dina", &format!("/p/auyl/voices/{}", problem.id)).await.text();
        assert!(own.contains("Похоже на номер телефона") && own.contains("8 702 000 00 00"), "it is marked");
        assert!(!own.contains("702 000 00 01"), "where the answer goes is not part of what was said");
        assert_eq!(site.get("erlan", "/p/auyl/voices").await.status, StatusCode::FORBIDDEN);
        let short = [("decision", "show"), ("title_ru", ""), ("activity", "a1-5")];
        let answer = site.post("bolat", &format!("/p/auyl/voices/{}/decide", problem.id), &short).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "without words nothing can be shown");
        show(&site, &problem.id, "Нет зубного врача").await;
        assert!(site.get("", "/open/auyl").await.text().contains("Нет зубного врача"));
        assert_eq!(counted(&site, "count(supporter)").await, "Number(1)");
        assert_ne!(counted(&site, "count(problem)").await, before);
        let shown = site.get("", &page).await.text();
        assert!(shown.contains("Нет зубного врача") && shown.contains("✓ Открыта"), "{shown}");
        let rejected = [("decision", "reject")];
        site.post("bolat", &format!("/p/auyl/voices/{}/decide", problem.id), &rejected).await;
        assert!(site.get("", &page).await.text().contains("не приняла"));
        assert_eq!(counted(&site, "count(problem)").await, before);
        assert_eq!(counted(&site, "count(supporter)").await, "Number(0)", "nor do those count who raised it");
        assert!(site.get("bolat", "/p/auyl/voices?state=rejected").await.text().contains("Нет зубного врача"));
    });
}

#[test]
fn dina_decides_of_her_own_village_only() {
    play(async {
        let site = opened().await;
        let elsewhere: Vec<(&str, &str)> =
            PIPE.iter().map(|(name, text)| (*name, if *name == "place" { "muratbaev" } else { text })).collect();
        let (_, problem) = raised(&site, &elsewhere).await;
        assert!(!site.get("dina", "/p/auyl/voices").await.text().contains("зубного врача"));
        for path in ["", "/slip"] {
            let path = format!("/p/auyl/voices/{}{path}", problem.id);
            assert_eq!(site.get("dina", &path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for act in ["decide", "merge", "part", "relate", "ticket"] {
            let path = format!("/p/auyl/voices/{}/{act}", problem.id);
            let answer = site.post("dina", &path, &[("decision", "show"), ("into", "pb-qamystybas-1")]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
            let path = format!("/p/auyl/voices/pb-qamystybas-1/{act}");
            let answer = site.post("erlan", &path, &[("decision", "show"), ("into", DITCHES)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{act}");
        }
        let into = site.post("dina", "/p/auyl/voices/pb-qamystybas-1/merge", &[("into", DITCHES)]).await;
        assert_eq!(into.status, StatusCode::NOT_FOUND, "nor into one of another village");
    });
}

#[test]
fn the_same_form_sent_twice_is_one_problem_with_one_ticket() {
    play(async {
        let site = opened().await;
        let page = site.get("", RAISE).await.text();
        let key = hidden(&page, "key");
        let fields: Vec<(&str, &str)> = [("key", key.as_str())].into_iter().chain(PIPE.iter().copied()).collect();
        let n_before = problems(&site).await.len();
        let first = ticket(&site.post("", RAISE, &fields).await);
        let again = ticket(&site.post("", RAISE, &fields).await);
        assert_eq!((first, problems(&site).await.len()), (again, n_before + 1));
        let short: Vec<(&str, &str)> = [("key", "pb-muratbaev-1")].into_iter().chain(PIPE.iter().copied()).collect();
        let answer = site.post("", RAISE, &short).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "a key that is not ours names nobody's record");
    });
}

#[test]
fn a_flood_is_slowed_and_what_an_honest_person_typed_stays() {
    play(async {
        let site = opened().await;
        let mut taken = 0;
        let refused = loop {
            let answer = fill(&site, RAISE, PIPE, false).await;
            if answer.status != StatusCode::SEE_OTHER {
                break answer;
            }
            taken += 1;
            assert!(taken < 50, "without work so many are not taken");
        };
        assert_eq!((taken, refused.status), (6, StatusCode::TOO_MANY_REQUESTS));
        let text = refused.text();
        assert!(
            text.contains("value=\"В медпункте нет зубного врача\"") && text.contains("за сто километров"),
            "{text}"
        );
        assert!(text.contains("осталось ниже"), "{text}");
        ticket(&fill(&site, RAISE, PIPE, true).await);
        let stolen = site.get("", RAISE).await.text();
        let (asked, key) = (hidden(&stolen, "asked"), hidden(&stolen, "key"));
        let number = work(&asked, &key);
        let other = sha256(b"another form")[..32].to_string();
        let own = [("key", other.as_str()), ("asked", &asked), ("number", &number)];
        let fields: Vec<(&str, &str)> = own.into_iter().chain(PIPE.iter().copied()).collect();
        let answer = site.post("", RAISE, &fields).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "work for one form is no work for another");
    });
}

#[test]
fn a_robot_that_fills_every_line_is_told_so() {
    play(async {
        let site = opened().await;
        let n_before = problems(&site).await.len();
        let fields: Vec<(&str, &str)> = PIPE.iter().copied().chain([("website", "http://example.org")]).collect();
        let answer = fill(&site, RAISE, &fields, true).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("зубного врача"));
        assert_eq!(problems(&site).await.len(), n_before);
    });
}

/// The form with a file beside it, as a browser sends it.
async fn with_photo(site: &Site, photo: &[u8]) -> Answer {
    let page = site.get("", RAISE).await.text();
    let key = hidden(&page, "key");
    let mut body = Vec::new();
    for (name, text) in [("key", key.as_str())].iter().chain(PIPE) {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    let head = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../x.php\"\r\n\r\n";
    body.extend([head.as_bytes(), photo, b"\r\n--b--\r\n"].concat());
    let request = Request::post(RAISE)
        .header("accept-language", "ru")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    site.send(request.body(Body::from(body)).expect("a request")).await
}

/// A photo of the example.
async fn a_photo(site: &Site) -> Vec<u8> {
    for record in site.project.store.records(PROJECT, "evidence", None).await.expect("read") {
        if let Some(auyl_domain::Value::File(file)) = record.get("file") {
            let bytes = site.project.store.get_file(&file.sha256).await.expect("read").unwrap_or_default();
            if bytes.starts_with(&[0xFF, 0xD8]) && bytes.windows(2).any(|pair| pair == [0xFF, 0xC0]) {
                return bytes;
            }
        }
    }
    panic!("the example has photos");
}

#[test]
fn a_photo_is_drawn_anew_and_what_is_no_photo_is_not_kept() {
    play(async {
        let site = opened().await;
        let jpeg = a_photo(&site).await;
        // As a telephone writes it: where it was taken stands before the picture.
        let place = b"Exif\0\0 46.20 61.90";
        let length = (u16::try_from(place.len()).expect("short") + 2).to_be_bytes();
        let told = [&jpeg[..2], &[0xFF, 0xE1], &length, place, &jpeg[2..]].concat();
        let code = ticket(&with_photo(&site, &told).await);
        let kept = problems(&site).await.into_iter().find(|record| record.text("ticket") == code).expect("kept");
        let Some(auyl_domain::Value::File(file)) = kept.get("photo") else { panic!("a photo") };
        let bytes = site.project.store.get_file(&file.sha256).await.expect("read").expect("there");
        assert!(bytes.starts_with(&[0xFF, 0xD8]) && !bytes.windows(5).any(|part| part == b"46.20"), "{}", file.name);
        assert_eq!(file.name, "photo.jpg");
        let mut huge = jpeg.clone();
        let frame = huge.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        huge[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
        let script = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
        for wrong in [huge, script, jpeg[..80].to_vec()] {
            let answer = with_photo(&site, &wrong).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text().contains("не открывается как фото") && answer.text().contains("зубного врача"));
        }
    });
}

#[test]
fn on_a_full_disk_nothing_typed_is_lost() {
    play(async {
        let site = opened().await;
        // Where arriving files would lie there is a file: nothing can be written there.
        std::fs::write(&site.app.settings.arriving, b"full").expect("written");
        let answer = with_photo(&site, b"\xFF\xD8\xFF").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.text().contains("value=\"В медпункте нет зубного врача\""), "{}", answer.text());
    });
}

#[test]
fn the_forms_speak_every_language_and_are_not_there_while_the_page_is_closed() {
    play(async {
        let site = Site::example_of_its_own().await;
        let name = auyl_work::voice::alikes::called(PROJECT, &RecordId::read(DITCHES).expect("an id"));
        let pages = [RAISE.to_string(), "/open/auyl/ticket".into(), format!("/open/auyl/support/{name}")];
        for page in &pages {
            assert_eq!(site.get("", page).await.status, StatusCode::NOT_FOUND, "{page}");
            assert!(!site.post("", page, PIPE).await.status.is_success(), "{page}");
        }
        site.post("aigul", "/p/auyl/settings/open", &[("open", "true")]).await;
        let own = ["/p/auyl/voices".to_string(), format!("/p/auyl/voices/{DITCHES}")];
        for lang in Lang::ALL {
            for (who, page) in pages.iter().map(|page| ("", page)).chain(own.iter().map(|page| ("bolat", page))) {
                let answer = site.get_in(lang.code(), who, page).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                let text = answer.text();
                assert!(
                    !text.contains(">voice-") && !text.contains(" style=") && !text.contains("onclick"),
                    "{page}: {text}"
                );
            }
        }
    });
}
