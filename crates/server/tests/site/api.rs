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
