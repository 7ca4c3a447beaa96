//! A project of which nothing is recorded yet: every page says what to do first, and leads to it.

use crate::village::{Site, play};
use auyl_domain::Lang;
use axum::http::StatusCode;

#[test]
fn every_page_of_an_empty_project_says_what_to_do_first_and_leads_to_it() {
    play(async {
        let site = Site::empty().await;
        let mut pages: Vec<String> =
            ["", "/indicators", "/statistics", "/events", "/r", "/report"].map(|page| format!("/p/auyl{page}")).into();
        pages.extend(
            site.project
                .catalogue
                .registers()
                .iter()
                .filter(|register| !register.sealed)
                .map(|register| format!("/p/auyl/r/{}", register.id)),
        );
        assert!(pages.len() > 40, "{pages:?}");
        let mut wrong = Vec::new();
        for page in &pages {
            for lang in Lang::ALL {
                let answer = site.get_in(lang.code(), "aigul", page).await;
                let text = answer.text();
                let (_, main) = text.split_once("<main").expect("a page");
                let says = main.contains("class=\"empty\"") || main.contains("id=\"steps\"");
                let leads = ["/new", "/import", "/r\""].iter().any(|end| main.contains(end));
                if answer.status != StatusCode::OK || !says || !leads {
                    wrong.push(format!("{page} {}: {} says {says} leads {leads}", lang.code(), answer.status));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(site.get("aigul", "/p/auyl/mend").await.location(), "/p/auyl", "nothing is wrong where nothing is");
    });
}

#[test]
fn who_only_reads_is_told_that_there_is_nothing_yet_and_not_to_write() {
    play(async {
        let site = Site::empty().await;
        for page in ["/p/auyl/report", "/p/auyl/r/event"] {
            let text = site.get("erlan", page).await.text();
            assert!(text.contains("class=\"empty\"") && !text.contains("/new\""), "{page}: {text}");
        }
    });
}
