//! A record and its form: what each of five people sees of it, what becomes of what they type.

use crate::village::{PEOPLE, PROJECT, Site, VILLAGE, play};
use auyl_domain::{Lang, RecordId};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

const EVENT: &str = "/p/auyl/r/event/ak-baimurat-1";

/// A hidden input of a form.
fn hidden(page: &str, name: &str) -> String {
    let at = page.split_once(&format!("name=\"{name}\" value=\"")).map(|(_, rest)| rest);
    at.and_then(|rest| rest.split_once('"')).map(|(value, _)| value.to_string()).unwrap_or_default()
}

#[test]
fn every_page_of_a_record_speaks_every_language() {
    play(async {
        let site = Site::example().await;
        for register in site.project.catalogue.registers() {
            let records = site.project.store.records(PROJECT, &register.id, None).await.unwrap();
            let mut pages = vec![format!("/p/auyl/r/{}/new", register.id)];
            if let Some(record) = records.first() {
                let address = format!("/p/auyl/r/{}/{}", register.id, record.id);
                pages.extend(["", "/edit", "/remove"].map(|page| format!("{address}{page}")));
            }
            for page in pages.iter().filter(|page| !(register.single && page.ends_with("/new"))) {
                for lang in Lang::ALL {
                    let answer = site.get_in(lang.code(), "aigul", page).await;
                    assert_eq!(answer.status, StatusCode::OK, "{page} {lang:?}");
                    let text = answer.text();
                    assert!(
                        !text.contains("record-") || !text.contains(">record-"),
                        "{page} {lang:?}: a text is missing"
                    );
                    assert!(!text.contains(" style="), "{page}");
                }
            }
        }
    });
}

#[test]
fn a_monitor_reads_a_record_without_its_personal_fields_and_cannot_change_it() {
    play(async {
        let site = Site::example().await;
        let name = {
            let id = RecordId::read("p-0001").unwrap();
            let record = site.project.store.record(PROJECT, "participant", &id, None).await.unwrap().unwrap();
            record.text("name").to_string()
        };
        for (who, role) in PEOPLE {
            let page = site.get(who, "/p/auyl/r/participant/p-0001").await;
            let sees = page.text().contains(&name);
            assert_eq!(sees, ["administrator", "manager"].contains(role), "{who} {}", page.status);
            let form = site.get(who, "/p/auyl/r/participant/p-0001/edit").await;
            assert_eq!(
                form.status == StatusCode::OK,
                ["administrator", "manager"].contains(role),
                "{who} {}",
                form.status
            );
        }
        let suggested = site.get("erlan", "/p/auyl/r/participant/suggest?q=а").await;
        assert_eq!(suggested.text(), "[]", "names are personal");
        assert_eq!(site.get("", EVENT).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get("zarina", EVENT).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_coordinator_neither_sees_nor_adds_what_belongs_to_another_village() {
    play(async {
        let site = Site::example_of_its_own().await;
        assert_eq!(site.get("dina", EVENT).await.status, StatusCode::NOT_FOUND, "held in Baimurat batyr");
        let form = site.get("dina", "/p/auyl/r/participant/new").await;
        assert_eq!(form.status, StatusCode::OK);
        let person = |place: &'static str| {
            [
                ("id", "dina-adds"),
                ("f.name", "Сейітова Айман"),
                ("f.birth_year", "1980"),
                ("f.gender", "female"),
                ("f.status", "other"),
                ("f.place", place),
            ]
        };
        let elsewhere = site.post("dina", "/p/auyl/r/participant/new", &person("baimurat")).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        assert!(elsewhere.text().contains("Сейітова Айман"), "what she typed is still there");
        let own = site.post("dina", "/p/auyl/r/participant/new", &person(VILLAGE)).await;
        assert_eq!(own.location(), "/p/auyl/r/participant/dina-adds?told=record-saved", "{}", own.text());
    });
}

#[test]
fn a_form_sent_twice_makes_one_record() {
    play(async {
        let site = Site::example_of_its_own().await;
        let form = site.get("aigul", "/p/auyl/r/need/new").await;
        assert_eq!(form.status, StatusCode::OK);
        let form = site.get("aigul", "/p/auyl/r/participant/new").await.text();
        let id = hidden(&form, "id");
        assert!(!id.is_empty());
        let fields = [
            ("id", id.as_str()),
            ("f.name", "Ерлан Сәбит"),
            ("f.birth_year", "1975"),
            ("f.gender", "male"),
            ("f.status", "other"),
            ("f.place", VILLAGE),
        ];
        let before = site.project.store.records(PROJECT, "participant", None).await.unwrap().len();
        let first = site.post("aigul", "/p/auyl/r/participant/new", &fields).await;
        let again = site.post("aigul", "/p/auyl/r/participant/new", &fields).await;
        assert_eq!((first.status, first.location()), (again.status, again.location()));
        assert_eq!(site.project.store.records(PROJECT, "participant", None).await.unwrap().len(), before + 1);
    });
}

#[test]
fn what_is_wrong_is_said_above_the_form_and_everything_typed_stays() {
    play(async {
        let site = Site::example_of_its_own().await;
        let fields = [
            ("id", "wrong"),
            ("f.name", "<b>Асқар & Дина</b>"),
            ("f.birth_year", "мың тоғыз жүз"),
            ("f.place", "nowhere"),
        ];
        let answer = site.post("aigul", "/p/auyl/r/participant/new", &fields).await;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in [
            "&#60;b&#62;Асқар &#38; Дина&#60;/b&#62;",
            "мың тоғыз жүз",
            "value=\"nowhere\"",
            "href=\"#f.birth_year\"",
            "href=\"#f.gender-0\"",
        ] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        let id = RecordId::read("wrong").unwrap();
        assert_eq!(site.project.store.record(PROJECT, "participant", &id, None).await.unwrap(), None);
        let kept: Vec<_> = fields.into_iter().chain([("keep", "1")]).collect();
        assert_eq!(site.post("aigul", "/p/auyl/r/participant/new", &kept).await.status, StatusCode::SEE_OTHER);
        let page = site.get("aigul", "/p/auyl/r/participant/wrong").await.text();
        assert!(page.contains("Запись ждёт исправления") && page.contains("мың тоғыз жүз"), "{page}");
    });
}

#[test]
fn two_who_change_one_field_choose_and_lose_nothing() {
    play(async {
        let site = Site::example_of_its_own().await;
        let edit = format!("{EVENT}/edit");
        let base = hidden(&site.get("aigul", &edit).await.text(), "base");
        let change = |title: &'static str, notes: &'static str, base: &str| {
            let fixed = [("f.activity", "a-3-2"), ("f.kind", "akim_meeting"), ("f.held_on", "2024-06-27")];
            let typed = [("f.title_ru", title), ("f.notes", notes)];
            fixed
                .into_iter()
                .chain(typed)
                .map(|(a, b)| (a.to_string(), b.to_string()))
                .chain([("base".into(), base.into())])
                .collect::<Vec<(String, String)>>()
        };
        let send = async |who: &str, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            site.post(who, &edit, &fields).await
        };
        let before = site.get("aigul", &edit).await.text();
        let (activity, kind) = (chosen(&before, "f.activity"), chosen(&before, "f.kind"));
        let named = |mut fields: Vec<(String, String)>| {
            fields[0].1 = activity.clone();
            fields[1].1 = kind.clone();
            fields
        };
        let bolat = send("bolat", named(change("Встреча с акимом округа", "", &base))).await;
        assert_eq!(bolat.status, StatusCode::SEE_OTHER, "{}", bolat.text());
        let aigul = send("aigul", named(change("Встреча жителей с акимом", "Пришли 33 человека.", &base))).await;
        let page = aigul.text();
        assert_eq!(aigul.status, StatusCode::CONFLICT, "{page}");
        assert!(page.contains("Встреча с акимом округа") && page.contains("Встреча жителей с акимом"), "{page}");
        assert!(page.contains("Пришли 33 человека."), "what only Aigul wrote goes on");
        let now = hidden(&page, "base");
        assert_ne!(now, base);
        let chosen = send("aigul", named(change("Встреча жителей с акимом", "Пришли 33 человека.", &now))).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text());
        let page = site.get("aigul", EVENT).await.text();
        assert!(page.contains("Встреча жителей с акимом") && page.contains("Пришли 33 человека."), "{page}");
    });
}

/// The option of a select that is chosen.
fn chosen(page: &str, name: &str) -> String {
    let select = page.split_once(&format!("name=\"{name}\"")).map_or("", |(_, rest)| rest);
    let option = select
        .split("<option value=\"")
        .find(|option| option.split('>').next().is_some_and(|head| head.contains(" selected")));
    option.and_then(|option| option.split('"').next()).unwrap_or_default().to_string()
}

#[test]
fn a_draft_waits_for_who_typed_it_and_is_forgotten_when_it_was_sent() {
    play(async {
        let site = Site::example_of_its_own().await;
        let typed = [("id", "later"), ("f.name", "Қуаныш"), ("f.unknown", "x")];
        let kept = site.post("aigul", "/p/auyl/r/participant/new/draft", &typed).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT);
        assert!(site.get("aigul", "/p/auyl/r/participant/new").await.text().contains("unsent=1"));
        assert!(!site.get("bolat", "/p/auyl/r/participant/new").await.text().contains("unsent=1"));
        assert!(site.get("aigul", "/p/auyl/r/participant/new?unsent=1").await.text().contains("value=\"Қуаныш\""));
        let fields = [
            ("id", "later"),
            ("f.name", "Қуаныш"),
            ("f.birth_year", "1990"),
            ("f.gender", "male"),
            ("f.status", "other"),
            ("f.place", VILLAGE),
        ];
        assert_eq!(site.post("aigul", "/p/auyl/r/participant/new", &fields).await.status, StatusCode::SEE_OTHER);
        assert!(!site.get("aigul", "/p/auyl/r/participant/new").await.text().contains("unsent=1"));
    });
}

#[test]
fn a_file_comes_with_its_form_whatever_it_calls_itself() {
    play(async {
        let site = Site::example_of_its_own().await;
        let page = site.get("aigul", "/p/auyl/r/letter/l-baimurat-1/edit").await.text();
        let base = hidden(&page, "base");
        let mut fields = vec![("base".to_string(), base)];
        let id = RecordId::read("l-baimurat-1").unwrap();
        let letter = site.project.store.record(PROJECT, "letter", &id, None).await.unwrap().unwrap();
        let register = site.project.register("letter").unwrap();
        let draft = auyl_work::edit::draft_of(register, &letter);
        fields.extend(draft.fields.into_iter().map(|(field, text)| (format!("f.{field}"), text)));
        let sent = send_parts(
            &site,
            "/p/auyl/r/letter/l-baimurat-1/edit",
            &fields,
            "f.copy",
            "../../etc/хат.pdf",
            b"%PDF-1.4 signed",
        )
        .await;
        assert_eq!(sent.0, StatusCode::SEE_OTHER, "{}", sent.1);
        let letter = site.project.store.record(PROJECT, "letter", &id, None).await.unwrap().unwrap();
        let stored = format!("{:?}", letter.get("copy"));
        assert!(stored.contains("name: \"хат.pdf\""), "{stored}");
        let empty = send_parts(&site, "/p/auyl/r/letter/l-baimurat-1/edit", &fields, "f.copy", "empty.pdf", b"").await;
        assert_eq!(empty.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.1.contains("файл пуст"), "{}", empty.1);
        let left = std::fs::read_dir(&site.app.settings.arriving).map(|folder| folder.count()).unwrap_or(0);
        assert_eq!(left, 0, "nothing stays in the folder of arriving files");
    });
}

async fn send_parts(
    site: &Site,
    path: &str,
    fields: &[(String, String)],
    input: &str,
    name: &str,
    bytes: &[u8],
) -> (StatusCode, String) {
    let mut body = Vec::new();
    for (field, text) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n").bytes());
    }
    body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{input}\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n").bytes());
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("accept-language", "ru")
        .header(header::COOKIE, "auyl=aigul")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let answer = site.send(request.body(Body::from(body)).unwrap()).await;
    (answer.status, answer.text())
}

#[test]
fn a_step_that_needs_a_field_opens_the_form() {
    play(async {
        let site = Site::example_of_its_own().await;
        let letter = [
            ("id", "new-letter"),
            ("f.activity", ""),
            ("f.state", "draft"),
            ("keep", "1"),
            ("f.subject_ru", "О дороге"),
        ];
        assert_eq!(site.post("aigul", "/p/auyl/r/letter/new", &letter).await.status, StatusCode::SEE_OTHER);
        let step = site.post("aigul", "/p/auyl/r/letter/new-letter/state", &[("state", "sent")]).await;
        assert_eq!(step.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(step.text().contains("О дороге") && step.text().contains("нужно поле"), "{}", step.text());
    });
}

#[test]
fn a_removed_record_is_gone_and_one_that_others_point_to_stays() {
    play(async {
        let site = Site::example_of_its_own().await;
        assert_eq!(site.get("aigul", &format!("{EVENT}/remove")).await.status, StatusCode::OK);
        assert_eq!(site.post("aigul", &format!("{EVENT}/remove"), &[]).await.status, StatusCode::CONFLICT);
        assert_eq!(site.post("erlan", &format!("{EVENT}/remove"), &[]).await.status, StatusCode::FORBIDDEN);
        let attendance = site.project.store.records(PROJECT, "attendance", None).await.unwrap().remove(0).id;
        let address = format!("/p/auyl/r/attendance/{attendance}");
        let removed = site.post("aigul", &format!("{address}/remove"), &[]).await;
        assert_eq!(removed.location(), "/p/auyl/r/attendance?told=record-removed");
        assert_eq!(site.get("aigul", &address).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_erased_person_has_no_name_and_is_counted_all_the_same() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = "/p/auyl/r/participant/p-0001";
        assert_eq!(site.post("dina", &format!("{address}/erase"), &[]).await.status, StatusCode::FORBIDDEN);
        let erased = site.post("aigul", &format!("{address}/erase"), &[]).await;
        assert_eq!(erased.status, StatusCode::SEE_OTHER);
        let id = RecordId::read("p-0001").unwrap();
        let record = site.project.store.record(PROJECT, "participant", &id, None).await.unwrap().unwrap();
        assert_eq!(record.text("name"), "");
    });
}

#[test]
fn a_glance_at_a_person_is_written_down() {
    play(async {
        let site = Site::example_of_its_own().await;
        site.get("bolat", "/p/auyl/r/participant/p-0002").await;
        let glances = site.project.store.glances(PROJECT, 0, 10).await.unwrap();
        let said: Vec<_> =
            glances.iter().map(|g| format!("{} {} {} {}", g.account, g.register, g.record, g.page)).collect();
        assert_eq!(said, ["bolat participant p-0002 record"]);
    });
}

#[test]
fn when_the_database_is_gone_what_was_typed_is_still_on_the_page() {
    play(async {
        let site = Site::example_of_its_own().await;
        site.app.store.close().await;
        let fields = [("id", "gone"), ("f.name", "Айман & Дина"), ("f.birth_year", "1980")];
        let answer = site.post("aigul", "/p/auyl/r/participant/new", &fields).await;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{text}");
        for kept in [
            "<textarea name=\"id\" hidden>gone</textarea>",
            "<textarea name=\"f.name\" hidden>Айман &#38; Дина</textarea>",
            "<dd>Айман &#38; Дина</dd>",
            "action=\"/p/auyl/r/participant/new\"",
        ] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        let signing = site.post("", "/sign-in", &[("login", "aigul"), ("password", "tau-bulaq-77")]).await;
        assert!(!signing.text().contains("tau-bulaq-77"), "a password is never shown");
    });
}

#[test]
fn an_official_changes_what_the_register_shows_to_everybody_and_nothing_else() {
    play(async {
        let site = Site::example_of_its_own().await;
        let reply = async || {
            let id = RecordId::read("r-baimurat-1").unwrap();
            site.project.store.record(PROJECT, "reply", &id, None).await.unwrap().unwrap()
        };
        let before = reply().await;
        assert!(before.get("received_on").is_some(), "a field that is not public");
        // The village of Gulnar's letter: without places of her own she reaches what has no place only.
        let forbidden = site.get("gulnar", "/p/auyl/r/reply/r-baimurat-1/edit").await;
        assert_eq!(forbidden.status, StatusCode::NOT_FOUND);
        let membership = auyl_store::accounts::Membership {
            account: "gulnar".into(),
            organisation: "main".into(),
            project: String::new(),
            role: "official".into(),
            places: vec!["baimurat".into()],
        };
        site.app.store.set_membership(&membership).await.unwrap();
        let form = site.get("gulnar", "/p/auyl/r/reply/r-baimurat-1/edit").await;
        assert_eq!(form.status, StatusCode::OK);
        let form = form.text();
        assert!(form.contains("name=\"f.number\"") && !form.contains("name=\"f.received_on\""), "{form}");
        let letter = before.link("letter").unwrap().to_string();
        let outcome = before.text("outcome").to_string();
        let base = hidden(&form, "base");
        let fields = [
            ("base", base.as_str()),
            ("f.letter", &letter),
            ("f.number", "КС-7"),
            ("f.replied_on", "2024-10-17"),
            ("f.outcome", &outcome),
        ];
        let sent = site.post("gulnar", "/p/auyl/r/reply/r-baimurat-1/edit", &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let after = reply().await;
        assert_eq!(after.text("number"), "КС-7");
        assert_eq!(after.get("received_on"), before.get("received_on"), "what she does not see stays");
        assert_eq!(site.get("gulnar", EVENT).await.status, StatusCode::OK);
        assert_eq!(site.get("gulnar", &format!("{EVENT}/edit")).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_list_of_all_that_point_to_a_record_is_the_filtered_list() {
    play(async {
        let site = Site::example().await;
        let page = site.get("aigul", EVENT).await.text();
        let all = "/p/auyl/r/attendance?is.event=ak-baimurat-1";
        assert!(page.contains(all), "{page}");
        let list = site.get("aigul", all).await;
        assert_eq!(list.status, StatusCode::OK);
        let of_event = list.text().matches("/p/auyl/r/attendance/").count();
        assert!(of_event >= 33, "{of_event}");
    });
}

#[test]
fn a_file_that_is_too_large_is_told_and_what_was_typed_beside_it_stays() {
    play(async {
        use tower::ServiceExt;
        let site = Site::example_of_its_own().await;
        let settings = auyl_server::Settings { most_upload: 1024, ..site.app.settings.clone() };
        let app =
            auyl_server::App::new(site.app.store.clone(), site.app.catalogue.clone(), settings, site.app.world.clone());
        let mut body = b"--x\r\nContent-Disposition: form-data; name=\"f.copy\"; filename=\"a.mp4\"\r\n\r\n".to_vec();
        body.extend(vec![b'a'; 3000]);
        body.extend("\r\n--x\r\nContent-Disposition: form-data; name=\"f.number\"\r\n\r\n№ 77\r\n--x--\r\n".bytes());
        let request = Request::post("/p/auyl/r/letter/new")
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "ru")
            .header(header::COOKIE, "auyl=aigul")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let answer = auyl_server::router(app).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let text = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&text);
        assert!(text.contains("Файл слишком велик") && text.contains("№ 77"), "{text}");
    });
}

#[test]
fn what_was_typed_into_a_record_that_was_removed_meanwhile_can_be_saved_anew() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = "/p/auyl/r/participant";
        let typed = |base: String| {
            let fields = [
                ("id", "short-lived"),
                ("f.name", "Серік Сәбитұлы"),
                ("f.birth_year", "1984"),
                ("f.gender", "male"),
                ("f.status", "other"),
                ("f.place", VILLAGE),
            ];
            fields
                .map(|(name, text)| (name.to_string(), text.to_string()))
                .into_iter()
                .chain([("base".to_string(), base)])
        };
        let send = async |path: String, base: String| {
            let fields: Vec<(String, String)> = typed(base).collect();
            let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            site.post("aigul", &path, &fields).await
        };
        assert_eq!(send(format!("{address}/new"), String::new()).await.status, StatusCode::SEE_OTHER);
        let base = hidden(&site.get("aigul", &format!("{address}/short-lived/edit")).await.text(), "base");
        site.post("bolat", &format!("{address}/short-lived/remove"), &[]).await;
        let late = send(format!("{address}/short-lived/edit"), base).await;
        let text = late.text();
        assert_eq!(late.status, StatusCode::CONFLICT, "{text}");
        assert!(text.contains("Серік Сәбитұлы") && text.contains("эту запись удалили"), "{text}");
        assert_eq!(hidden(&text, "id"), "short-lived");
        assert_eq!(send(format!("{address}/new"), String::new()).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get("aigul", &format!("{address}/short-lived")).await.status, StatusCode::OK);
    });
}
