//! `/` and `/projects`: where one begins, and what one sees of several projects.

use crate::village::{Site, play};
use auyl_store::accounts::{Home, Membership};
use auyl_work::Project;
use auyl_work::project::Doing;
use axum::http::StatusCode;

async fn second_project(site: &Site, organisation: &str) {
    let doing = Doing { actor: "cli".into(), at: "2024-11-25T09:00:00Z".into() };
    let (store, catalogue) = (site.app.store.clone(), site.app.catalogue.clone());
    Project::create(store, catalogue, "second", &doing).await.unwrap();
    let home = Home { project: "second".into(), organisation: organisation.into(), is_public: false };
    site.app.store.set_home(&home).await.unwrap();
}

#[test]
fn who_has_one_project_begins_in_it_and_who_has_several_in_their_list() {
    play(async {
        let site = Site::empty().await;
        assert_eq!(site.get("bolat", "/").await.location(), "/p/auyl");
        second_project(&site, "main").await;
        assert_eq!(site.get("bolat", "/").await.location(), "/projects");
        assert_eq!(site.get("", "/").await.location(), "/sign-in?to=%2F");
    });
}

#[test]
fn the_list_tells_how_the_example_stands_in_every_language() {
    play(async {
        let site = Site::example().await;
        for (lang, words) in [("kk", "90 ішінен 89"), ("ru", "89 из 90"), ("en", "89 of 90")] {
            let text = site.get_in(lang, "aigul", "/projects").await.text();
            assert!(text.contains(words), "{text}");
            assert!(text.contains("5\u{a0}659\u{a0}000"), "{text}");
        }
    });
}

#[test]
fn another_organisations_projects_are_not_in_the_list() {
    play(async {
        let site = Site::empty().await;
        second_project(&site, "other").await;
        let (bolat, zarina) = (site.get("bolat", "/projects").await, site.get("zarina", "/projects").await);
        assert!(bolat.text().contains("/p/auyl") && !bolat.text().contains("/p/second"));
        assert!(!zarina.text().contains("/p/auyl") && zarina.text().contains("/p/second"));
        // Whoever is something in one project of an organisation sees that one only.
        let membership = Membership {
            account: "zarina".into(),
            organisation: "main".into(),
            project: "auyl".into(),
            role: "monitor".into(),
            places: Vec::new(),
        };
        site.app.store.set_membership(&membership).await.unwrap();
        assert!(site.get("zarina", "/projects").await.text().contains("/p/auyl"));
        for odd in ["/projects?page=99999999999", "/projects?sort=x&q=%25", "/projects?page=-1"] {
            let status = site.get("zarina", odd).await.status;
            assert!(status == StatusCode::OK || status == StatusCode::BAD_REQUEST, "{odd} {status}");
        }
    });
}
