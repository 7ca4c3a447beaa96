//! Programs: what a key opens, what it changes, and what nobody is told.

use crate::village::{Answer, PROJECT, Site, VILLAGE, play};
use auyl_store::accounts::ApiToken;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

/// A key of somebody; its secret names them.
pub async fn key(site: &Site, who: &str, project: &str, writes: bool) -> String {
    let secret = format!("auyl_{who}-{project}-{writes}");
    let token = ApiToken {
        secret: auyl_domain::id::sha256(secret.as_bytes()),
        id: secret.clone(),
        account: who.into(),
        project: project.into(),
        title: "a table".into(),
        writes,
        made_at: "2024-11-25T07:00:00Z".into(),
        until_at: "2030-01-01T00:00:00Z".into(),
        seen_at: String::new(),
    };
    // Stories share a site; a key that is there already is as good.
    let _ = site.app.store.add_token(&token).await;
    secret
}

async fn call(site: &Site, key: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("accept-language", "en");
    if !key.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    site.send(request.body(body).expect("a request")).await
}

fn at(rest: &str) -> String {
    format!("/api/v1/projects/{PROJECT}{rest}")
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.bytes).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

async fn read(site: &Site, key: &str, path: &str) -> Value {
    let answer = call(site, key, Method::GET, path, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    json_of(&answer)
}

#[test]
fn bolat_reads_the_attendances_of_a_village_page_by_page() {
    play(async {
        let site = Site::example().await;
        let key = key(&site, "bolat", PROJECT, false).await;
        let (mut next, mut n) = (Some(at(&format!("/attendance?is.event.place={VILLAGE}&per_page=7"))), 0);
        let first = read(&site, &key, next.as_deref().unwrap_or_default()).await;
        assert_eq!(first["records"].as_array().map(Vec::len), Some(7));
        assert!(first["records"][0]["fields"]["event"].is_string(), "{first}");
        while let Some(address) = next {
            let page = read(&site, &key, &address).await;
            n += page["records"].as_array().map_or(0, Vec::len);
            next = page["next"].as_str().map(str::to_string);
        }
        let counted = read(&site, &key, &at("/measures?m=count(attendance)&by=place")).await;
        let by = counted["by"].as_array().expect("parts");
        let own =
            by.iter().find(|part| part["keys"].as_object().is_some_and(|keys| keys.values().any(|k| k == VILLAGE)));
        assert_eq!(own.map(|part| part["value"].clone()), Some(json!(n)), "{counted}");
    });
}

#[test]
fn without_a_key_that_holds_for_the_project_nothing_is_told() {
    play(async {
        let site = Site::example().await;
        let bolat = key(&site, "bolat", PROJECT, false).await;
        let elsewhere = key(&site, "bolat", "another", true).await;
        let zarina = key(&site, "zarina", PROJECT, true).await;
        for (key, status) in
            [("", 401), ("auyl_nobody", 401), ("x", 401), (&elsewhere, 404), (&zarina, 404), (&bolat, 200)]
        {
            let answer = call(&site, key, Method::GET, &at("/registers"), None).await;
            assert_eq!(answer.status.as_u16(), status, "{key}: {}", answer.text());
            let asks = answer.headers.get(header::WWW_AUTHENTICATE).is_some_and(|way| way == "Bearer");
            assert_eq!(asks, status == 401, "{key}");
            if status != 200 {
                assert!(json_of(&answer)["message"].as_str().is_some_and(|said| !said.is_empty()));
            }
        }
        let seen = site.get("bolat", &at("/registers")).await;
        assert_eq!(seen.status, StatusCode::OK, "a browser that is signed in reads");
    });
}

#[test]
fn a_key_that_only_reads_changes_nothing_and_one_that_writes_adds_changes_and_removes() {
    play(async {
        let site = Site::example_of_its_own().await;
        let reads = key(&site, "bolat", PROJECT, false).await;
        let writes = key(&site, "bolat", PROJECT, true).await;
        let before = site.project.store.last_event(PROJECT).await.expect("the log");
        let new = json!({ "id": "water", "fields": {
            "activity": "a3-1", "place": VILLAGE, "title_kk": "Су құбыры", "title_ru": "Водопровод",
            "sphere": word(&site, "problem_sphere"), "source": word(&site, "problem_source"), "raised_on": "2024-05-14",
        } });
        for (method, path) in [(Method::POST, "/problem"), (Method::DELETE, "/problem/pr-01"), (Method::POST, "/files")]
        {
            let answer = call(&site, &reads, method, &at(path), Some(new.clone())).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(site.project.store.last_event(PROJECT).await.expect("the log"), before);

        let added = call(&site, &writes, Method::POST, &at("/problem"), Some(new.clone())).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
        assert_eq!(added.location(), at("/problem/water"));
        let added = json_of(&added);
        assert_eq!(added["fields"]["raised_on"], "2024-05-14");
        let again = call(&site, &writes, Method::POST, &at("/problem"), Some(new)).await;
        assert_eq!(again.status, StatusCode::OK, "sent twice: {}", again.text());

        let path = at("/problem/water");
        let change = |since: &Value, title: &str| json!({ "since": since, "fields": { "title_ru": title } });
        let first = call(&site, &writes, Method::PATCH, &path, Some(change(&added["since"], "Вода"))).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text());
        assert_eq!(json_of(&first)["fields"]["title_kk"], "Су құбыры", "what is not named stays");
        let late = call(&site, &writes, Method::PATCH, &path, Some(change(&added["since"], "Трубы"))).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
        let late = json_of(&late);
        assert_eq!((&late["theirs"]["fields"]["title_ru"], &late["fields"]), (&json!("Вода"), &json!(["title_ru"])));

        let wrong = json!({ "since": json_of(&first)["since"], "fields": { "raised_on": "2024-02-31" } });
        let wrong = call(&site, &writes, Method::PATCH, &path, Some(wrong)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(json_of(&wrong)["findings"][0]["code"], "date-impossible");

        let past = read(&site, &reads, &format!("{path}/history")).await;
        assert_eq!(past["versions"].as_array().map(Vec::len), Some(2));
        assert_eq!(call(&site, &writes, Method::DELETE, &path, None).await.status, StatusCode::NO_CONTENT);
        assert_eq!(call(&site, &reads, Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    });
}

/// Some word of a list.
fn word(site: &Site, choices: &str) -> String {
    site.app.catalogue.choices(choices).expect("a list").all[0].id.clone()
}

#[test]
fn every_described_address_answers_and_every_register_is_described() {
    play(async {
        let site = Site::example().await;
        let key = key(&site, "aigul", PROJECT, false).await;
        let answer = call(&site, "", Method::GET, "/api/openapi.json", None).await;
        let tag = answer.headers.get(header::ETAG).cloned().expect("a tag");
        let known = Request::get("/api/openapi.json").header("accept-language", "en").header("if-none-match", tag);
        let known = site.send(known.body(Body::empty()).expect("a request")).await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED);
        let api = json_of(&answer);
        // What is sealed, as ballots are, is not described.
        for register in site.app.catalogue.registers().iter().filter(|register| !register.sealed) {
            let properties = api["components"]["schemas"][format!("{}_fields", register.id)]["properties"].clone();
            for field in &register.fields {
                assert!(properties[&field.id].is_object(), "{} {}", register.id, field.id);
            }
        }
        let paths = api["paths"].as_object().expect("paths");
        for (path, operations) in paths.iter().filter(|(_, operations)| operations["get"].is_object()) {
            let mut address = path.replace("{project}", PROJECT);
            if let Some(register) = operations["get"]["tags"][0].as_str().filter(|_| path.contains("{id}")) {
                let first = site.project.store.records(PROJECT, register, None).await.expect("records");
                let Some(first) = first.first() else { continue };
                address = address.replace("{id}", first.id.as_str());
            }
            if let Some((register, file)) = Some(&address).filter(|a| a.contains("{sha256}")).zip(a_file(&site).await) {
                address = register.replace("{sha256}", &file);
            }
            if path.ends_with("/measures") {
                address += "?m=count(event)";
            }
            let answer = call(&site, &key, Method::GET, &address, None).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        }
        // References lead somewhere.
        let text = answer.text();
        for part in text.split("\"#/components/").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            assert!(api.pointer(&format!("/components/{name}")).is_some(), "{name}");
        }
    });
}

async fn a_file(site: &Site) -> Option<String> {
    let evidence = site.project.store.records(PROJECT, "evidence", None).await.expect("records");
    evidence.iter().find_map(|record| match record.get("file") {
        Some(auyl_domain::Value::File(file)) => Some(file.sha256.clone()),
        _ => None,
    })
}

#[test]
fn the_page_for_people_names_every_register_and_leaves_no_sentence_unsaid() {
    play(async {
        let site = Site::example().await;
        for lang in ["kk", "ru", "en"] {
            let page = site.get_in(lang, "", "/api").await;
            assert_eq!(page.status, StatusCode::OK);
            let text = page.text();
            for register in site.app.catalogue.registers() {
                assert_ne!(register.sealed, text.contains(&format!("<code>{}</code>", register.id)), "{}", register.id);
            }
            assert!(!text.contains("api-"), "{}", &text[text.find("api-").unwrap_or(0)..][..60]);
            let described = site.get_in(lang, "", "/api/openapi.json").await.text();
            assert!(!described.contains("\"api-"), "{}", &described[described.find("\"api-").unwrap_or(0)..][..60]);
        }
    });
}

#[test]
fn erlan_who_monitors_is_given_nothing_personal_and_dina_only_her_village() {
    play(async {
        let site = Site::example().await;
        let erlan = key(&site, "erlan", PROJECT, false).await;
        let people = read(&site, &erlan, &at("/participant?per_page=500")).await;
        let register = site.app.catalogue.register("participant").expect("the register");
        for record in people["records"].as_array().expect("records") {
            for field in register.fields.iter().filter(|field| field.personal) {
                assert!(record["fields"].get(&field.id).is_none(), "{record}");
            }
        }
        let dina = key(&site, "dina", PROJECT, true).await;
        let events = read(&site, &dina, &at("/event?per_page=500")).await;
        for record in events["records"].as_array().expect("records") {
            assert!([VILLAGE].contains(&record["fields"]["place"].as_str().unwrap_or(VILLAGE)), "{record}");
        }
        let other = call(&site, &dina, Method::GET, &at("/event/de-baimurat-1"), None).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn odd_requests_are_refused_in_json_and_break_nothing() {
    play(async {
        let site = Site::example_of_its_own().await;
        let key = key(&site, "bolat", PROJECT, true).await;
        let paths = [
            "/event?page=0",
            "/event?page=99999999999999999999",
            "/event?per_page=501",
            "/event?per_page=-1",
            "/event?is.nothing=1",
            "/event?from.held_on=soon",
            "/event?sort=nothing",
            "/event/%00",
            "/event/..%2f..%2fetc",
            "/event/%FF%FE",
            "/nothing",
            "/event/x/history",
            "/measures",
            "/measures?m=count(",
            "/measures?m=count(event)&at=0",
            "/measures?m=count(event)&at=999999999",
            "/measures?m=count(event)&records=perhaps",
            "/events?before=x",
            "/files/x",
            "/participant?is.name=x",
        ];
        for path in paths {
            let answer = call(&site, &key, Method::GET, &at(path), None).await;
            assert!(answer.status.is_client_error(), "{path}: {} {}", answer.status, answer.text());
            assert!(json_of(&answer)["error"].is_string(), "{path}: {}", answer.text());
        }
        let bodies = [
            "",
            "x",
            "[]",
            "{}",
            "{\"fields\":[]}",
            "{\"fields\":{\"nothing\":1}}",
            "{\"fields\":{},\"more\":1}",
            "{\"fields\":{\"held_on\":{}}}",
            "{\"fields\":{\"held_on\":[1]}}",
            "{\"fields\":{},\"id\":\"ә\"}",
            "{\"fields\":{}}",
            "{\"fields\":{\"held_on\":1e400}}",
            "{\"fields\":{},\"since\":1}",
        ];
        for body in bodies {
            for (method, path) in [(Method::POST, "/event"), (Method::PUT, "/event/de-baimurat-1")] {
                let request = Request::builder().method(method.clone()).uri(at(path));
                let request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
                let answer = site.send(request.body(Body::from(body)).expect("a request")).await;
                assert!(answer.status.is_client_error(), "{method} {body}: {} {}", answer.status, answer.text());
                assert!(json_of(&answer)["message"].is_string(), "{method} {body}");
            }
        }
        let wrong = call(&site, &key, Method::PUT, &at("/events"), None).await;
        assert_eq!(
            (wrong.status, json_of(&wrong)["error"].clone()),
            (StatusCode::METHOD_NOT_ALLOWED, json!("method-wrong"))
        );
    });
}

#[test]
fn a_file_is_kept_by_its_digest_and_too_many_requests_are_told_to_wait() {
    play(async {
        let site = Site::limited(1024).await;
        let key = key(&site, "bolat", PROJECT, true).await;
        let send = async |bytes: Vec<u8>| {
            let request = Request::post(at("/files")).header(header::AUTHORIZATION, format!("Bearer {key}"));
            site.send(request.body(Body::from(bytes)).expect("a request")).await
        };
        let kept = send(b"hello".to_vec()).await;
        assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.text());
        assert_eq!(json_of(&kept)["sha256"], auyl_domain::id::sha256(b"hello"));
        assert_eq!(send(vec![1; 2000]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(send(Vec::new()).await.status, StatusCode::BAD_REQUEST);
        let unnamed = format!("/files/{}", auyl_domain::id::sha256(b"hello"));
        let unnamed = call(&site, &key, Method::GET, &at(&unnamed), None).await;
        assert_eq!(unnamed.status, StatusCode::NOT_FOUND, "no record names it");
        let mut last = StatusCode::OK;
        for _ in 0..600 {
            let answer = call(&site, &key, Method::GET, &at("/figures"), None).await;
            last = answer.status;
            if last != StatusCode::OK {
                assert!(answer.headers.contains_key(header::RETRY_AFTER));
            }
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    });
}
