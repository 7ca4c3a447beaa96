//! `/` and `/projects`: where one begins, and what one sees of several projects, and of those of others.

use crate::village::{PEOPLE, PROJECT, Site, play};
use auyl_domain::Lang;
use auyl_store::accounts::{Home, Membership, Organisation};
use auyl_work::Project;
use auyl_work::portfolio::Row;
use auyl_work::project::Doing;
use axum::http::StatusCode;
use std::time::{Duration, Instant};

/// The list, once all rows were counted.
pub async fn counted(site: &Site, who: &str, path: &str) -> String {
    for _ in 0..600 {
        let text = site.get(who, path).await.text();
        if !text.contains("сейчас считаются") {
            return text;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the list is never counted");
}

async fn project(site: &Site, id: &str, organisation: &str) {
    let doing = Doing { actor: "cli".into(), at: "2024-11-25T09:00:00Z".into() };
    let (store, catalogue) = (site.app.store.clone(), site.app.catalogue.clone());
    Project::create(store, catalogue, id, &doing).await.unwrap();
    let home = Home { project: id.into(), organisation: organisation.into(), is_public: false };
    site.app.store.set_home(&home).await.unwrap();
}

/// Ids of the projects in a list, in its order.
fn ids(text: &str) -> Vec<&str> {
    let rows = text.split("<tr><td").skip(1);
    rows.filter_map(|row| row.split("href=\"/p/").nth(1)?.split('"').next()).collect()
}

#[test]
fn who_has_one_project_begins_in_it_and_who_has_several_in_their_list() {
    play(async {
        let site = Site::empty().await;
        assert_eq!(site.get("bolat", "/").await.location(), "/p/auyl");
        assert_eq!(site.get("zarina", "/").await.location(), "/projects");
        project(&site, "second", "main").await;
        assert_eq!(site.get("bolat", "/").await.location(), "/projects");
        assert_eq!(site.get("", "/").await.location(), "/sign-in?to=%2F");
        assert!(site.get("", "/projects").await.location().starts_with("/sign-in"));
    });
}

#[test]
fn the_list_tells_how_the_example_stands_in_every_language_and_to_each_role_what_it_may_know() {
    play(async {
        let site = Site::example().await;
        counted(&site, "bolat", "/projects").await;
        for (lang, words) in [("kk", "90 ішінен 89"), ("ru", "89 из 90"), ("en", "89 of 90")] {
            for (who, role) in PEOPLE {
                let text = site.get_in(lang, who, "/projects").await.text();
                assert!(text.contains(words) && text.contains("href=\"/p/auyl\""), "{who} {text}");
                // Findings of the whole project are for those who see the whole project, and so is its money.
                let sees_all = !matches!(*role, "coordinator" | "official");
                assert_eq!(text.contains("/p/auyl/mend"), sees_all, "{who}");
                assert_eq!(text.contains("5\u{a0}659\u{a0}000"), sees_all, "{who}");
            }
        }
        for (q, found) in [("камыстыбас", true), ("Қамыстыбас", true), ("auyl", true), ("Атлантида", false)]
        {
            assert_eq!(
                ids(&counted(&site, "bolat", &format!("/projects?q={q}")).await).len(),
                usize::from(found),
                "{q}"
            );
        }
    });
}

#[test]
fn another_organisations_projects_are_nowhere() {
    play(async {
        let site = Site::empty().await;
        let other = Organisation { id: "other".into(), title: "Жайық".into() };
        site.app.store.add_organisation(&other).await.unwrap();
        project(&site, "second", "other").await;
        for list in ["", "?q=second", "?q=Жайық", "?sort=organisation", "?sort=spent&down=1", "?page=2", "?q=auyl"]
        {
            let list = format!("/projects{list}");
            let (bolat, zarina) = (counted(&site, "bolat", &list).await, counted(&site, "zarina", &list).await);
            assert!(!bolat.contains("/p/second") && !bolat.contains(">Жайық<"), "{list} {bolat}");
            assert!(!zarina.contains("/p/auyl"), "{list} {zarina}");
        }
        assert_eq!(ids(&counted(&site, "bolat", "/projects").await), ["auyl"]);
        assert_eq!(ids(&counted(&site, "zarina", "/projects").await), ["second"]);
        for page in
            ["", "/r", "/indicators", "/mend", "/events", "/log", "/report", "/settings", "/figure?m=count(event)"]
        {
            let (theirs, none) = (format!("/p/second{page}"), format!("/p/nowhere{page}"));
            let (theirs, none) = (site.get("bolat", &theirs).await, site.get("bolat", &none).await);
            assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{page}");
            assert_eq!(theirs.text().replace("second", "nowhere"), none.text(), "a guess is told nothing: {page}");
        }
        // Nothing of theirs is counted for who may not see it.
        assert!(site.app.store.kept("second", "portfolio").await.unwrap().is_some(), "zarina has looked");
        project(&site, "third", "other").await;
        counted(&site, "bolat", "/projects").await;
        assert!(site.app.store.kept("third", "portfolio").await.unwrap().is_none());
        // Whoever is something in one project of an organisation sees that one only.
        project(&site, "fourth", "main").await;
        let (account, organisation) = ("zarina".to_string(), "main".to_string());
        let of_one =
            Membership { account, organisation, project: "auyl".into(), role: "official".into(), places: Vec::new() };
        site.app.store.set_membership(&of_one).await.unwrap();
        assert_eq!(ids(&counted(&site, "zarina", "/projects").await), ["auyl", "second", "third"]);
        for odd in ["/projects?page=99999999999", "/projects?sort=x&q=%25", "/projects?page=-1", "/projects?down="] {
            assert_eq!(site.get("zarina", odd).await.status, StatusCode::OK, "{odd}");
        }
    });
}

#[test]
fn what_was_counted_outlives_the_program() {
    play(async {
        let site = Site::example_of_its_own().await;
        counted(&site, "bolat", "/projects").await;
        let (event, row) = site.app.store.kept(PROJECT, "portfolio").await.expect("a store").expect("kept");
        assert_eq!(event, site.app.store.last_event(PROJECT).await.expect("a log"));
        let row: Row = serde_json::from_str(&row).expect("a row");
        assert_eq!((row.met, row.indicators), (89, 90));
    });
}

/// A row as an earlier program counted it: counting a thousand of them here would take a minute.
async fn row(site: &Site, id: &str, titles: [&str; 3], n: usize) {
    let row = Row {
        project: id.into(),
        event: 1,
        day: "2024-11-25".into(),
        titles: titles.map(str::to_string),
        places: Lang::ALL.map(|_| vec!["Қамыстыбас".into(); n % 5]),
        days: Some((format!("2024-{:02}-01", n % 12 + 1), "2024-12-31".into())),
        met: n % 7,
        indicators: 6,
        severe: n % 2,
        warnings: n % 3,
        spent: Some((n as i64 * 100, "sum(ledger_entry.amount) in project".into())),
        grant: None,
    };
    let content = serde_json::to_string(&row).expect("a row");
    site.app.store.put_kept(id, "portfolio", 1, &content).await.expect("kept");
}

#[test]
fn every_column_sorts_and_titles_go_by_the_kazakh_alphabet() {
    play(async {
        let site = Site::empty().await;
        for (n, (id, title)) in
            [("a1", "Қоғам"), ("a2", "Кәсіп"), ("a3", "Өрлеу"), ("a4", "Орман")].into_iter().enumerate()
        {
            project(&site, id, "main").await;
            row(&site, id, [title; 3], n + 1).await;
        }
        row(&site, "auyl", ["Ауыл"; 3], 9).await;
        for (asked, wanted) in [
            ("", ["auyl", "a2", "a1", "a4", "a3"]),
            ("?down=1", ["a3", "a4", "a1", "a2", "auyl"]),
            ("?sort=organisation", ["auyl", "a2", "a1", "a4", "a3"]),
            ("?sort=places", ["a1", "a2", "a3", "auyl", "a4"]),
            ("?sort=met", ["a1", "auyl", "a2", "a3", "a4"]),
            ("?sort=findings&down=1", ["a1", "a3", "auyl", "a2", "a4"]),
            ("?sort=spent", ["a1", "a2", "a3", "a4", "auyl"]),
            ("?sort=period&down=1", ["auyl", "a4", "a3", "a2", "a1"]),
        ] {
            let text = counted(&site, "bolat", &format!("/projects{asked}")).await;
            assert_eq!(ids(&text), wanted, "{asked}");
        }
    });
}

#[test]
fn a_thousand_projects_are_listed_before_anybody_waits() {
    play(async {
        let site = Site::empty().await;
        for n in 1..1000 {
            let id = format!("p{n:04}");
            let mut tx = site.app.store.begin(&id).await.expect("a transaction");
            tx.log("project-created", ("", ""), "", "cli", "2024-11-25T09:00:00Z").await.expect("an event");
            tx.commit().await.expect("kept");
            let home = Home { project: id.clone(), organisation: "main".into(), is_public: false };
            site.app.store.set_home(&home).await.expect("a home");
            row(&site, &id, [&format!("Ауыл {n}"); 3], n).await;
        }
        counted(&site, "bolat", "/projects").await;
        let mut best = Duration::MAX;
        for address in ["/projects", "/projects?sort=spent&down=1", "/projects?page=10", "/projects?q=p0999"] {
            let begun = Instant::now();
            let text = site.get("bolat", address).await.text();
            best = best.min(begun.elapsed());
            assert_eq!(ids(&text).len(), if address.contains("q=") { 1 } else { 100 }, "{address}");
        }
        assert!(best < Duration::from_millis(300), "{best:?}");
    });
}
