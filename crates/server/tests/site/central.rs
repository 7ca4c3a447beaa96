//! What scripts written for ODK Central are told; `tests/strangers` plays one with its own client.

use crate::village::{Site, play};
use axum::body::Body;
use axum::http::Request;
use expect_test::expect;

const PASSWORD: &str = "a long password";

#[test]
fn a_password_that_is_wrong_opens_no_session() {
    play(async {
        let site = Site::bare().await;
        let link = auyl_server::first_link(&site.app).await.expect("a link").expect("nobody has an account");
        let path = format!("/join/{}", link.rsplit('/').next().expect("a secret"));
        let fields = [("name", "Bolat"), ("login", "bolat"), ("password", PASSWORD), ("again", PASSWORD)];
        assert_eq!(site.post("", &path, &fields).await.status.as_u16(), 303);
        let ask = async |password: &str| {
            let body = format!("{{\"email\":\"bolat\",\"password\":\"{password}\"}}");
            let request = Request::post("/v1/sessions").header("content-type", "application/json");
            site.send(request.body(Body::from(body)).expect("a request")).await
        };
        assert_eq!(ask("a wrong password").await.status.as_u16(), 401);
        let answer = ask(PASSWORD).await;
        assert_eq!(answer.status.as_u16(), 200);
        let token = answer.text().split('"').nth(3).expect("a token").to_string();
        let current = async |token: &str| {
            let request = Request::get("/v1/users/current").header("authorization", format!("Bearer {token}"));
            site.send(request.body(Body::empty()).expect("a request")).await.status.as_u16()
        };
        assert_eq!((current(&token).await, current("guessed").await, current("").await), (200, 401, 401));
    });
}

/// A request as Bolat's script sends it: by his name and password, as ruODK does.
async fn ask(site: &Site, method: &str, path: &str, body: &str) -> (u16, serde_json::Value) {
    let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("bolat:{PASSWORD}"));
    let kind = if body.starts_with('<') { "application/xml" } else { "application/json" };
    let request = Request::builder().method(method).uri(format!("/v1{path}"));
    let request = request.header("authorization", format!("Basic {basic}")).header("content-type", kind);
    let answer = site.send(request.body(Body::from(body.to_string())).expect("a request")).await;
    (answer.status.as_u16(), serde_json::from_slice(&answer.bytes).unwrap_or(serde_json::Value::String(answer.text())))
}

/// A site with Bolat, who has a password and made its first account.
async fn bolats() -> Site {
    let site = Site::bare().await;
    let link = auyl_server::first_link(&site.app).await.expect("a link").expect("nobody has an account");
    let path = format!("/join/{}", link.rsplit('/').next().expect("a secret"));
    let fields = [("name", "Bolat"), ("login", "bolat"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(site.post("", &path, &fields).await.status.as_u16(), 303);
    site
}

fn sent(form: &str, instance: &str, inside: &str) -> String {
    format!("<data id=\"{form}\" version=\"1\">{inside}<meta><instanceID>{instance}</instanceID></meta></data>")
}

fn edit(instance: &str, of: &str, title: &str) -> String {
    format!(
        "<data id=\"event\" version=\"1\"><title_kk>{title}</title_kk><meta><instanceID>{instance}</instanceID>\
         <deprecatedID>{of}</deprecatedID></meta></data>"
    )
}

#[test]
fn a_script_is_told_what_is_wrong_by_the_codes_of_central() {
    play(async {
        let site = bolats().await;
        let all = "/projects/1/forms/event/submissions";
        let first = sent("event", "uuid:1", "<title_kk>Жиын</title_kk>");
        assert_eq!(ask(&site, "POST", all, &first).await.0, 200);
        // The same once more, as after a lost answer: it is there, once.
        assert_eq!(ask(&site, "POST", all, &first).await.0, 200);
        let one = format!("{all}/uuid:1");
        assert_eq!(ask(&site, "PUT", &one, &edit("uuid:2", "uuid:1", "Екі")).await.0, 200);
        assert_eq!(ask(&site, "PUT", &one, &edit("uuid:2", "uuid:1", "Екі")).await.0, 200);
        let cases = [
            ("POST", all, sent("event", "uuid:1", "<title_kk>Басқа</title_kk>"), "409.3", "uuid:1"),
            ("PUT", &one, edit("uuid:3", "uuid:1", "Үш"), "409.9", "uuid:1"),
            ("PUT", &one, edit("uuid:3", "uuid:0", "Үш"), "404.5", "uuid:0"),
            ("PUT", &one, edit("uuid:2", "uuid:1", "Төрт"), "409.8", ""),
            ("PUT", &one, sent("event", "uuid:9", ""), "400.19", ""),
            ("POST", all, "<data".into(), "400.1", "xml"),
            ("POST", all, sent("event", "", ""), "400.2", "instance ID"),
            ("PATCH", "/projects/1/forms/event", "{\"state\":\"closed\"}".into(), "409.99", ""),
            ("POST", "/projects/1/app-users", "{".into(), "400.1", "json"),
            ("GET", "/projects/1/forms/event.svc/Submissions?$filter=age%20eq%205", String::new(), "501.5", "age"),
            ("GET", "/projects/1/forms/event.svc/Submissions?$filter=(", String::new(), "400.18", "reason"),
            ("GET", "/projects/1/nothing", String::new(), "404.1", ""),
        ];
        for (method, path, body, code, detail) in cases {
            let (status, told) = ask(&site, method, path, &body).await;
            assert_eq!(told["code"].to_string(), code, "{method} {path} {body}: {told}");
            assert_eq!(status.to_string(), code.split('.').next().expect("a status"), "{told}");
            assert!(told["details"].to_string().contains(detail), "{told}");
            assert!(told["message"].as_str().is_some_and(|text| text.len() > 10), "{told}");
        }
    });
}

#[test]
fn a_phone_made_by_a_script_has_the_forms_it_was_given() {
    play(async {
        let site = bolats().await;
        let (_, phone) = ask(&site, "POST", "/projects/1/app-users", "{\"displayName\":\"Dina\"}").await;
        let (key, number) = (phone["token"].as_str().expect("a key").to_string(), phone["id"].to_string());
        let list = async || {
            let text = site.get("", &format!("/v1/key/{key}/projects/1/formList")).await.text();
            text.split("<formID>")
                .skip(1)
                .filter_map(|rest| rest.split('<').next())
                .map(str::to_string)
                .collect::<Vec<_>>()
        };
        let send = async |form: &str| {
            let xml = sent(form, "uuid:1", "");
            let body = format!(
                "--b\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"a.xml\"\r\n\
                 Content-Type: text/xml\r\n\r\n{xml}\r\n--b--\r\n"
            );
            let request = Request::post(format!("/v1/key/{key}/projects/1/submission"));
            let request = request.header("content-type", "multipart/form-data; boundary=b");
            site.send(request.body(Body::from(body)).expect("a request")).await.status.as_u16()
        };
        assert_eq!((list().await, send("event").await), (Vec::new(), 403));
        let given = format!("/projects/1/forms/event/assignments/app-user/{number}");
        assert_eq!(ask(&site, "POST", &given, "").await.0, 200);
        assert_eq!((list().await, send("event").await, send("problem").await), (vec!["event".to_string()], 201, 403));
        let (_, who) = ask(&site, "GET", "/projects/1/forms/event/assignments/2", "").await;
        assert_eq!(who[0]["displayName"], "Dina");
        assert_eq!(ask(&site, "GET", "/projects/1/forms/problem/assignments", "").await.1, serde_json::json!([]));
        // What it sent bears the same number.
        let (_, all) = ask(&site, "GET", "/projects/1/forms/event/submissions", "").await;
        assert_eq!(all[0]["submitterId"].to_string(), number);
        assert_eq!(ask(&site, "DELETE", &given, "").await.0, 200);
        assert_eq!(list().await, Vec::<String>::new());
        assert_eq!(ask(&site, "POST", "/projects/1/forms/event/assignments/manager/1", "").await.0, 404);
        // A phone whose code was made on the page has all forms; nothing is taken from it by accident.
        let text = site.app.store.phones_of("auyl").await.expect("phones");
        let mut other = text[0].clone();
        (other.secret, other.title) = ("other".into(), "Болат".into());
        other.id = site.app.store.add_phone(&other).await.expect("a phone");
        let number =
            site.app.store.number(auyl_store::submissions::Numbered::Actor, &other.actor()).await.expect("known");
        let given = format!("/projects/1/forms/event/assignments/2/{number}");
        assert_eq!(ask(&site, "POST", &given, "").await.0, 200);
        let (status, told) = ask(&site, "DELETE", &given, "").await;
        assert!(status == 409 && told["message"].as_str().is_some_and(|text| text.contains("Болат")), "{told}");
        assert_eq!(ask(&site, "DELETE", &format!("/projects/1/app-users/{number}"), "").await.0, 200);
        assert_eq!(ask(&site, "POST", &given, "").await.0, 404);
    });
}

#[test]
fn a_form_that_closes_leaves_the_phones_and_takes_what_was_collected_before() {
    play(async {
        let site = bolats().await;
        crate::well::dig(&site.project).await;
        let (form, all) = ("/projects/1/forms/well", "/projects/1/forms/well/submissions");
        let is_listed = async || ask(&site, "GET", "/projects/1/formList", "").await.1.to_string().contains(">well<");
        assert!(is_listed().await);
        let change = async |state: &str| ask(&site, "PATCH", form, &format!("{{\"state\":\"{state}\"}}")).await;
        let (_, told) = change("closing").await;
        assert_eq!((told["state"].as_str(), is_listed().await), (Some("closing"), false));
        assert_eq!(ask(&site, "POST", all, &sent("well", "uuid:1", "<people>5</people>")).await.0, 200);
        assert_eq!(change("closed").await.0, 200);
        let (_, told) = ask(&site, "POST", all, &sent("well", "uuid:2", "<people>5</people>")).await;
        assert_eq!(told["code"].to_string(), "409.2");
        assert_eq!(change("open").await.0, 200);
        assert_eq!(ask(&site, "POST", all, &sent("well", "uuid:2", "<people>5</people>")).await.0, 200);
        assert_eq!(change("lost").await.1["code"].to_string(), "400.8");
    });
}

#[test]
fn the_log_tells_what_happened_and_the_archive_holds_the_files() {
    play(async {
        let site = bolats().await;
        let one = "/projects/1/forms/event/submissions/uuid:1";
        let xml = sent("event", "uuid:1", "<title_kk>Жиын</title_kk><photo>жиын.jpg</photo>");
        assert_eq!(ask(&site, "POST", "/projects/1/forms/event/submissions", &xml).await.0, 200);
        let other = sent("event", "uuid:2", "<title_kk>Той</title_kk><photo>жиын.jpg</photo>");
        assert_eq!(ask(&site, "POST", "/projects/1/forms/event/submissions", &other).await.0, 200);
        for (of, bytes) in [("uuid:1", "one"), ("uuid:2", "two")] {
            let path = format!("/projects/1/forms/event/submissions/{of}/attachments/%D0%B6%D0%B8%D1%8B%D0%BD.jpg");
            assert_eq!(ask(&site, "POST", &path, bytes).await.0, 200);
        }
        assert_eq!(ask(&site, "PATCH", one, "{\"reviewState\":\"approved\"}").await.0, 200);
        let (_, log) = ask(&site, "GET", &format!("{one}/audits"), "").await;
        let actions: Vec<_> = log.as_array().into_iter().flatten().map(|line| line["action"].as_str()).collect();
        assert_eq!(actions, [Some("submission.create"), Some("submission.update")]);
        let (_, log) = ask(&site, "GET", "/audits?action=submission&limit=1", "").await;
        assert_eq!((log[0]["action"].as_str(), log.as_array().map(Vec::len)), (Some("submission.update"), Some(1)));
        assert!(ask(&site, "GET", "/users?q=bol", "").await.1[0]["displayName"] == "Bolat");
        assert_eq!(ask(&site, "GET", "/projects/1/forms/event/submissions/keys", "").await.1, serde_json::json!([]));
        let names = async |query: &str| {
            let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("bolat:{PASSWORD}"));
            let request = Request::get(format!("/v1/projects/1/forms/event/submissions.csv.zip{query}"));
            let request = request.header("authorization", format!("Basic {basic}")).body(Body::empty());
            let bytes = site.send(request.expect("a request")).await.bytes;
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
            let mut names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
            names.sort();
            let mut table = String::new();
            std::io::Read::read_to_string(&mut archive.by_name("event.csv").expect("a table"), &mut table)
                .expect("text");
            (names, table)
        };
        let media =
            |names: Vec<String>| names.into_iter().filter(|name| name.starts_with("media/")).collect::<Vec<_>>();
        let (all, lines) = names("").await;
        assert!(all.contains(&"event-attendance_rows.csv".to_string()), "{all:?}");
        // As they are asked, not by the alphabet; a place on the map in four columns, as Central gives it.
        expect!["SubmissionDate,activity,activity_typed,kind,title_kk,title_ru,held_on,starts_at,place,place_typed,seminar_topic,performance_topic,deputy_level,programme,agenda,convened_on,spectators,spectators_method,notes,meta-timeStart,meta-timeEnd,meta-deviceID,KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion"].assert_eq(lines.lines().next().unwrap_or_default());
        let how_many = |table: String| table.lines().count() - 1;
        assert_eq!(how_many(lines), 2);
        assert_eq!(media(all), ["media/uuid-1/жиын.jpg", "media/жиын.jpg"]);
        let (all, lines) = names("?attachments=false").await;
        assert_eq!((media(all), how_many(lines)), (Vec::new(), 2));
        let (few, lines) = names("?$filter=__system/reviewState%20eq%20'approved'").await;
        assert_eq!((media(few), how_many(lines)), (vec!["media/жиын.jpg".to_string()], 1));
    });
}

#[test]
fn a_password_alone_opens_what_it_should() {
    play(async {
        let site = bolats().await;
        let basic =
            |text: &str| format!("Basic {}", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text));
        let get = async |shown: Option<&str>, phone: bool| {
            let mut request = Request::get("/v1/projects/1/formList");
            if let Some(shown) = shown {
                request = request.header("authorization", basic(shown));
            }
            if phone {
                request = request.header("x-openrosa-version", "1.0");
            }
            let answer = site.send(request.body(Body::empty()).expect("a request")).await;
            (answer.status.as_u16(), answer.headers.contains_key("www-authenticate"))
        };
        let right = format!("bolat:{PASSWORD}");
        // Collect asks without a name first and sends it when it is asked to; a browser is not made to ask.
        assert_eq!((get(None, true).await, get(None, false).await), ((401, true), (401, false)));
        assert_eq!((get(Some(&right), true).await, get(Some(&right), true).await), ((200, false), (200, false)));
        assert_eq!(get(Some("bolat:a wrong one"), true).await, (401, true));
        // A page of another site makes a browser send the password that it kept.
        let request = Request::post("/v1/projects/1/app-users").header("authorization", basic(&right));
        let request = request.header("sec-fetch-site", "cross-site").header("content-type", "application/json");
        let answer = site.send(request.body(Body::from("{\"displayName\":\"x\"}")).expect("a request")).await;
        assert_eq!((answer.status.as_u16(), site.app.store.phones_of("auyl").await.expect("read").len()), (403, 0));
        // A changed password, a second factor, a barred account: what was right a moment ago is not any more.
        let account = site.app.store.account_by_login("bolat").await.expect("read").expect("Bolat");
        for changed in [
            auyl_store::accounts::Account { password: "other".into(), ..account.clone() },
            auyl_store::accounts::Account { second: "secret".into(), ..account.clone() },
            auyl_store::accounts::Account { disabled: true, ..account.clone() },
        ] {
            site.app.store.change_account(&changed).await.expect("changed");
            assert_eq!(get(Some(&right), true).await, (401, true));
        }
    });
}
