//! Dina in a village without a network: what her phone takes along, how large it is, and what must not be on it.

use crate::village::{Site, play};
use crate::well;
use auyl_domain::Lang;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::Path;

/// Bytes that a phone fetches to work in one project, compressed: a minute in a village.
const MOST: usize = 400_000;

async fn json(site: &Site, who: &str, path: &str) -> Json {
    let answer = site.get(who, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    serde_json::from_slice(&answer.bytes).expect("JSON")
}

/// What the worker says that it keeps.
async fn kept(site: &Site) -> Vec<String> {
    let script = site.get("dina", "/p/auyl/field/worker.js").await.text();
    let line = script.lines().next().and_then(|line| line.strip_prefix("const KEPT = ")).expect("what is kept");
    let kept: Json = serde_json::from_str(line.trim_end_matches(';')).expect("JSON");
    let texts = |name: &str| kept[name].as_array().cloned().unwrap_or_default();
    texts("pages").iter().chain(&texts("files")).filter_map(Json::as_str).map(str::to_string).collect()
}

#[test]
fn the_page_and_all_its_forms_are_small() {
    play(async {
        let site = Site::example_of_its_own().await;
        let without = kept(&site).await;
        assert!(without.len() > 10 && !without.iter().any(|address| address.contains("engine")), "{without:?}");
        // A survey brings its engine along.
        well::dig(&site.project).await;
        let mut all = kept(&site).await;
        assert!(all.iter().any(|address| address.contains("engine")), "{all:?}");
        all.extend(["/p/auyl/field/worker.js", "/p/auyl/field/forms.json"].map(str::to_string));
        let forms = json(&site, "dina", "/p/auyl/field/forms.json").await;
        let lists = forms["forms"].as_array().into_iter().flatten().filter_map(|form| form["lists"].as_array());
        let lists: BTreeSet<&str> = lists.flatten().filter_map(Json::as_str).collect();
        assert!(lists.contains("place"), "{lists:?}");
        all.extend(lists.iter().map(|list| format!("/p/auyl/field/lists/{list}.json")));
        let (mut sum, mut told) = (0, String::new());
        for address in all {
            let request = Request::get(&address).header(header::COOKIE, "auyl=dina").header("accept-encoding", "gzip");
            let answer = site.send(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            sum += answer.bytes.len();
            told += &format!("{} {address}\n", answer.bytes.len());
        }
        println!("{sum} bytes:\n{told}");
        assert!(sum < MOST, "{sum} bytes:\n{told}");
    });
}

#[test]
fn the_worker_may_keep_the_page_and_nothing_beside_it() {
    play(async {
        let site = Site::example().await;
        let answer = site.get("dina", "/p/auyl/field/worker.js").await;
        assert_eq!(answer.headers["service-worker-allowed"], "/p/auyl/field");
        for address in kept(&site).await {
            assert!(address.starts_with("/p/auyl/field") || address.starts_with("/static/"), "{address}");
        }
        // The page says nothing of who fetched it: it is there for whoever opens the device next.
        let text = site.get("dina", "/p/auyl/field").await.text();
        assert!(!text.contains(">dina<") && text.contains("app.webmanifest"));
        assert_eq!(site.get("gulnar", "/p/auyl/field").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn dina_takes_along_names_of_her_village_and_nothing_else_of_people() {
    play(async {
        let site = Site::example().await;
        let path = "/p/auyl/field/lists/participant.json";
        let (hers, all) = (json(&site, "dina", path).await, json(&site, "aigul", path).await);
        let count = |list: &Json| list.as_array().map_or(0, Vec::len);
        assert!(0 < count(&hers) && count(&hers) < count(&all), "{} of {}", count(&hers), count(&all));
        for line in hers.as_array().into_iter().flatten() {
            assert_eq!((count(line), &line[2]), (3, &Json::from("qamystybas")));
        }
        let answer = site.get("dina", path).await;
        assert_eq!(answer.headers["cache-control"], "no-store");
        // What has not changed does not travel again.
        let tag = answer.headers["etag"].clone();
        let request = Request::get(path).header(header::COOKIE, "auyl=dina").header(header::IF_NONE_MATCH, tag);
        assert_eq!(site.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
    });
}

/// Literals of the scripts that are names of sentences.
fn named() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("scripts").flatten() {
        if !file.file_name().to_string_lossy().starts_with("field") {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).expect("a script");
        let states = ["draft", "waiting", "sending", "refused", "confirmed"];
        found.extend(states.map(|state| format!("field-state-{state}")));
        let literals = text.split('"').filter(|text| text.starts_with("field-") || text.starts_with("phone-"));
        found.extend(literals.filter(|text| !text.contains(['.', ' '])).map(str::to_string));
    }
    // A class of the style sheet.
    found.remove("field-form");
    found
}

#[test]
fn the_page_takes_along_every_sentence_that_it_says() {
    play(async {
        let site = Site::example().await;
        let words = json(&site, "dina", "/p/auyl/field/words.json").await;
        let named = named();
        assert!(named.len() > 50, "{named:?}");
        for lang in Lang::ALL {
            let there = words[lang.code()].as_object().expect("texts");
            let lacking: Vec<_> = named.iter().filter(|key| !there.contains_key(*key)).collect();
            assert_eq!(lacking, Vec::<&String>::new(), "{}", lang.code());
            // The menu and the page itself speak before the scripts do.
            let first = ["field-menu", "field-needs-script", "guide-field", "web-guide"];
            let idle: Vec<_> =
                there.keys().filter(|key| !named.contains(*key) && !first.contains(&key.as_str())).collect();
            assert_eq!(idle, Vec::<&String>::new(), "nobody says it");
        }
    });
}
