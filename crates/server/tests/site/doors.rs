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

#[test]
fn who_is_not_signed_in_may_send_sixty_forms_a_minute_and_who_is_may_go_on() {
    play(async {
        let site = Site::empty().await;
        for n in 1..=60 {
            let answer = match n % 2 {
                0 => site.get("", "/join/guessed").await,
                _ => site.post("", "/sign-out", &[]).await,
            };
            assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{n}");
        }
        for answer in [site.get("", "/join/guessed").await, site.post("", "/language", &[("lang", "kk")]).await] {
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(answer.headers["retry-after"], "60");
            assert!(answer.text().contains("через 1 мин"), "{}", answer.text());
        }
        // Reading is not counted; neither is who is signed in, though both come from one office.
        assert_eq!(site.get("", "/sign-in").await.status, StatusCode::OK);
        assert_eq!(
            site.post("bolat", "/language", &[("lang", "kk"), ("to", "/me")]).await.status,
            StatusCode::SEE_OTHER
        );
    });
}

#[test]
fn a_key_that_is_none_opens_no_way_around_the_count() {
    play(async {
        let site = Site::empty().await;
        let send = || {
            let request = Request::post("/sign-out").header("authorization", "Bearer auyl_x");
            site.send(request.body(Body::empty()).unwrap())
        };
        for _ in 0..60 {
            assert_eq!(send().await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(send().await.status, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn signing_out_leaves_no_page_on_the_device() {
    play(async {
        let site = Site::empty().await;
        let answer = site.post("bolat", "/sign-out", &[]).await;
        // Not the storage: there waits what was typed in the field and has not arrived yet. What else is there the page that
        // follows forgets (browser/field: signing out).
        assert_eq!(answer.headers["clear-site-data"], "\"cache\"");
        assert_eq!(answer.location(), "/sign-in?left=1");
        assert!(answer.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
        assert!(site.get("dina", "/me").await.headers.get("clear-site-data").is_none());
    });
}

#[test]
fn a_form_without_files_has_at_most_two_megabytes() {
    play(async {
        let site = Site::empty().await;
        let long = "x".repeat(2 * 1024 * 1024 + 1);
        for (who, path, field) in
            [("", "/sign-in", "login"), ("bolat", "/language", "lang"), ("aigul", "/p/auyl/settings/invite", "name")]
        {
            let answer = site.post(who, path, &[(field, &long)]).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
    });
}

#[test]
fn a_page_of_a_team_is_kept_by_nobody_on_the_way() {
    play(async {
        let site = Site::empty().await;
        for path in ["/p/auyl", "/me", "/p/auyl/r/participant", "/p/auyl/r/participant/export.csv"] {
            let answer = site.get("bolat", path).await;
            assert_eq!(
                (answer.status, answer.headers["cache-control"].to_str().unwrap()),
                (StatusCode::OK, "private, no-cache")
            );
        }
    });
}
