//! The start page: what each of five people is told of a project, and what an empty project says.

use crate::village::{PEOPLE, Site, play};
use auyl_domain::Lang;
use axum::http::StatusCode;

#[test]
fn the_start_page_speaks_every_language_to_everybody_who_belongs_here() {
    play(async {
        let (site, empty) = (Site::example().await, Site::empty().await);
        for (site, path) in [(&site, "/p/auyl"), (&empty, "/p/auyl"), (&site, "/p/auyl/mend")] {
            for (who, _) in PEOPLE {
                for lang in Lang::ALL {
                    let answer = site.get_in(lang.code(), who, path).await;
                    let text = answer.text();
                    assert_eq!(answer.status, StatusCode::OK, "{who} {lang:?} {text}");
                    for key in ["start-", "happened-", "progress-", "indicators-"] {
                        assert!(!text.contains(&format!(">{key}")), "{path} {who} {lang:?}: {key} is missing");
                    }
                    assert!(!text.contains(" style="));
                }
            }
        }
        assert_eq!(site.get("", "/p/auyl").await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get("zarina", "/p/auyl").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_finding_leads_to_the_field_that_is_to_be_mended() {
    play(async {
        let site = Site::example().await;
        let page = site.get("bolat", "/p/auyl").await.text();
        assert!(page.contains("/edit#f."), "{page}");
        assert!(page.contains("89 из 90"), "{page}");
        assert!(page.contains("Сегодня последний день проекта"), "{page}");
        // Who only reads is led to the record, who reads public fields alone is not told what others are to mend.
        let monitor = site.get("erlan", "/p/auyl").await.text();
        assert!(monitor.contains("id=\"mend\"") && !monitor.contains("/edit#"), "{monitor}");
        let official = site.get("gulnar", "/p/auyl").await.text();
        assert!(!official.contains("id=\"mend\"") && !official.contains("id=\"last\""), "{official}");
    });
}

#[test]
fn a_coordinator_is_told_what_is_to_be_mended_in_her_own_village() {
    play(async {
        let site = Site::example().await;
        // The photo of another day is of Qamystybas; the fund that is not registered yet is of Baimurat batyr.
        let page = site.get("dina", "/p/auyl/mend").await.text();
        let everybody = site.get("bolat", "/p/auyl/mend").await.text();
        assert!(page.contains("20240515-ga-qamystybas-1-05.jpg"), "{page}");
        assert!(!page.contains("Байм") && everybody.contains("Байм"), "{page}");
    });
}

#[test]
fn an_empty_project_says_what_to_do_first_to_who_may_do_it() {
    play(async {
        let site = Site::empty().await;
        let page = site.get("aigul", "/p/auyl").await.text();
        for href in ["/p/auyl/r/passport/new", "/p/auyl/import", "/p/auyl/r/activity/new"] {
            assert!(page.contains(href), "{href}: {page}");
        }
        let monitor = site.get("erlan", "/p/auyl").await.text();
        assert!(monitor.contains("/p/auyl/r/activity") && !monitor.contains("/p/auyl/r/activity/new"), "{monitor}");
    });
}

#[test]
fn what_is_mended_is_gone_from_the_page_at_once() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = site.get("bolat", "/p/auyl").await.text();
        assert!(before.contains("20240515-ga-qamystybas-1-05.jpg"), "{before}");
        let id = auyl_domain::RecordId::read("ev-0071").unwrap();
        let mut tx = site.project.store.begin("auyl").await.unwrap();
        tx.remove("evidence", &id, "bolat", "2024-11-25T08:00:00Z").await.unwrap();
        tx.commit().await.unwrap();
        let after = site.get("bolat", "/p/auyl").await.text();
        assert!(!after.contains("снято 15 мая"), "{after}");
        assert!(after.contains("Удалено"), "{after}");
    });
}

#[test]
fn the_first_page_is_small() {
    play(async {
        let site = Site::example().await;
        let page = site.get("aigul", "/p/auyl").await;
        // Compressed about a fifth of this; with style sheet and script below 30 kB over the wire.
        assert!(page.bytes.len() < 70_000, "{} bytes", page.bytes.len());
    });
}
