//! The doors of the site: what any request meets before a page.

use crate::village::{Site, play};
use axum::body::Body;
use axum::http::{Request, StatusCode};

#[test]
fn a_page_that_is_not_there_says_so_in_the_language_of_the_browser() {
    play(async {
        let site = Site::empty().await;
        for (lang, sentence) in
            [("kk", "Мұндай бет жоқ"), ("ru", "Такой страницы нет"), ("en", "There is no such page")]
        {
            let request = Request::get("/nowhere").header("accept-language", lang).body(Body::empty()).unwrap();
            let answer = site.send(request).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert!(answer.text().contains(sentence), "{}", answer.text());
        }
    });
}

#[test]
fn a_form_from_another_site_is_not_carried_out() {
    play(async {
        let site = Site::empty().await;
        let from = |name: &'static str, value: &'static str| {
            Request::post("/language").header(name, value).header("host", "auyl.kz").body(Body::empty()).unwrap()
        };
        assert_eq!(site.send(from("sec-fetch-site", "cross-site")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.send(from("origin", "https://elsewhere.kz")).await.status, StatusCode::FORBIDDEN);
        assert_ne!(site.send(from("origin", "https://auyl.kz")).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn no_page_allows_a_script_or_a_style_from_elsewhere() {
    play(async {
        let site = Site::empty().await;
        let answer = site.get("aigul", "/p/auyl").await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe-inline"), "{policy}");
        assert!(!answer.text().contains(" style=") && !answer.text().contains("<style"));
    });
}
