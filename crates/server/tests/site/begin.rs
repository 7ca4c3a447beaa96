//! `/projects/new`: who may begin a project, what is wrong with what is typed, and what is there afterwards.

use crate::portfolio::counted;
use crate::village::{Site, play};
use auyl_store::accounts::{Membership, Organisation};
use axum::http::StatusCode;

const KEY: &str = "0123456789abcdef0123456789abcdef";

/// The form filled in, some fields otherwise.
fn form<'t>(otherwise: &[(&'t str, &'t str)]) -> Vec<(&'t str, &'t str)> {
    let well = [
        ("key", KEY),
        ("title_kk", "Арал жағасы"),
        ("title_ru", ""),
        ("id", "aral-2026"),
        ("first", "2026-03-01"),
        ("last", "2026-11-30"),
        ("places", "Қамыстыбас\n\n Ақбасты \n"),
        ("organisation", "main"),
        ("new_organisation", ""),
    ];
    well.map(|(field, text)| (field, otherwise.iter().find(|(of, _)| *of == field).map_or(text, |(_, text)| text)))
        .to_vec()
}

async fn post(site: &Site, who: &str, otherwise: &[(&str, &str)]) -> crate::village::Answer {
    site.post(who, "/projects/new", &form(otherwise)).await
}

#[test]
fn administrators_begin_projects_where_they_keep_all_accounts_and_nobody_else_does() {
    play(async {
        let site = Site::empty().await;
        let other = Organisation { id: "other".into(), title: "Жайық".into() };
        site.app.store.add_organisation(&other).await.unwrap();
        // Administrator of one project only.
        let (account, organisation) = ("erlan".to_string(), "main".to_string());
        let of_one = Membership {
            account,
            organisation,
            project: "auyl".into(),
            role: "administrator".into(),
            places: Vec::new(),
        };
        site.app.store.set_membership(&of_one).await.unwrap();
        for who in ["bolat", "dina", "erlan", "gulnar"] {
            assert_eq!(site.get(who, "/projects/new").await.status, StatusCode::FORBIDDEN, "{who}");
            assert_eq!(post(&site, who, &[]).await.status, StatusCode::FORBIDDEN, "{who}");
            assert!(!site.get(who, "/projects").await.text().contains("/projects/new"), "{who}");
        }
        assert!(site.get("", "/projects/new").await.location().starts_with("/sign-in"));
        for lang in ["kk", "ru", "en"] {
            let text = site.get_in(lang, "aigul", "/projects/new").await.text();
            assert!(text.contains("id=\"new_organisation\"") && !text.contains("portfolio-"), "{lang} {text}");
        }
        // Who runs one organisation can neither choose another one nor make one, and is not shown what others there are.
        let text = site.get("zarina", "/projects/new").await.text();
        assert!(
            text.contains("Жайық") && !text.contains("value=\"main\"") && !text.contains("new_organisation"),
            "{text}"
        );
        for otherwise in [[("organisation", "main")], [("organisation", "none")], [("new_organisation", "Жаңа")]] {
            let answer = post(&site, "zarina", &otherwise).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{otherwise:?}");
            assert!(answer.text().contains("href=\"#organisation\""), "{otherwise:?}");
        }
        assert_eq!(
            post(&site, "zarina", &[("organisation", "other")]).await.location(),
            "/p/aral-2026?told=project-begun"
        );
        assert_eq!(site.get("zarina", "/p/aral-2026").await.status, StatusCode::OK);
        assert_eq!(site.get("bolat", "/p/aral-2026").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() {
    play(async {
        let site = Site::empty().await;
        let long = "a".repeat(41);
        let mut wrong = vec![
            (vec![("title_kk", " ")], "title_kk"),
            (vec![("first", "")], "first"),
            (vec![("last", "31.11.2026")], "last"),
            (vec![("first", "2026-12-01")], "last"),
            (vec![("id", "auyl")], "id"),
            (vec![("organisation", "none")], "organisation"),
            (vec![("new_organisation", " ҚЫЗЫЛОРДА ")], "new_organisation"),
        ];
        let known = Organisation { id: "o1".into(), title: "Қызылорда".into() };
        site.app.store.add_organisation(&known).await.unwrap();
        let ids = ["", "a--", "../x", "ARAL", "1aral", "арал", "a/b", &long];
        wrong.extend(ids.map(|id| (vec![("id", id)], "id")));
        for (otherwise, field) in wrong {
            let answer = post(&site, "aigul", &otherwise).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{otherwise:?}");
            let text = answer.text();
            assert!(
                text.contains(&format!("href=\"#{field}\"")) && text.contains(&format!("id=\"{field}\"")),
                "{field}"
            );
            assert_eq!(text.matches("<li><a href=\"#").count(), 1, "{otherwise:?} {text}");
            for (name, typed) in
                form(&otherwise).into_iter().filter(|(name, _)| !["organisation", "key"].contains(name))
            {
                let typed = typed.replace('/', "&#47;");
                let shown = text.replace('/', "&#47;");
                assert!(shown.contains(&typed), "{otherwise:?} lost {name}");
            }
        }
        assert_eq!(site.app.store.projects().await.unwrap(), ["auyl"]);
        assert!(site.app.store.organisations().await.unwrap().len() <= 2, "none was made on the way");
    });
}

#[test]
fn a_form_sent_twice_is_one_project_that_says_what_to_do_first() {
    play(async {
        let site = Site::empty().await;
        let (one, two) = tokio::join!(post(&site, "aigul", &[]), post(&site, "aigul", &[]));
        assert_eq!([one.location(), two.location()], ["/p/aral-2026?told=project-begun"; 2]);
        let store = &site.app.store;
        assert_eq!(store.projects().await.unwrap(), ["aral-2026", "auyl"]);
        assert_eq!(store.records("aral-2026", "place", None).await.unwrap().len(), 2);
        assert_eq!(store.records("aral-2026", "passport", None).await.unwrap().len(), 1);
        // Another form for the same name finds it taken.
        let other = post(&site, "aigul", &[("key", "ffffffffffffffffffffffffffffffff")]).await;
        assert!(other.status == StatusCode::UNPROCESSABLE_ENTITY && other.text().contains("href=\"#id\""));
        let start = site.get("aigul", "/p/aral-2026?told=project-begun").await.text();
        assert!(start.contains("<h1>Арал жағасы</h1>") && start.contains("С чего начать"), "{start}");
        assert!(
            start.contains("href=\"/p/aral-2026/r/passport/new\"") && start.contains("href=\"/p/aral-2026/r/place\"")
        );
        let list = counted(&site, "aigul", "/projects").await;
        assert!(
            list.contains("Арал жағасы") && list.contains("Қамыстыбас, Ақбасты") && list.contains("01.03.2026"),
            "{list}"
        );
    });
}

#[test]
fn an_operator_begins_one_in_a_new_organisation_whose_projects_others_do_not_see() {
    play(async {
        let site = Site::empty().await;
        let fields = [("new_organisation", "Сыр өңірі")];
        assert_eq!(post(&site, "aigul", &fields).await.location(), "/p/aral-2026?told=project-begun");
        assert_eq!(post(&site, "aigul", &fields).await.location(), "/p/aral-2026?told=project-begun");
        let titles: Vec<String> = site
            .app
            .store
            .organisations()
            .await
            .unwrap()
            .into_iter()
            .map(|of| of.title)
            .filter(|of| of == "Сыр өңірі")
            .collect();
        assert_eq!(titles.len(), 1, "sent twice, made once");
        assert!(site.get("aigul", "/projects?sort=organisation").await.text().contains("Сыр өңірі"));
        for who in ["bolat", "zarina"] {
            assert_eq!(site.get(who, "/p/aral-2026").await.status, StatusCode::NOT_FOUND, "{who}");
            assert!(!site.get(who, "/projects").await.text().contains("Сыр өңірі"), "{who}");
        }
    });
}
