//! The results framework: whole, only what is not met, of one village.

use crate::village::{PEOPLE, Site, play};
use auyl_domain::Lang;
use axum::http::StatusCode;

const PAGE: &str = "/p/auyl/indicators";

#[test]
fn the_results_framework_speaks_every_language_to_everybody_who_belongs_here() {
    play(async {
        let (site, empty) = (Site::example().await, Site::empty().await);
        for site in [&site, &empty] {
            for (who, _) in PEOPLE {
                for lang in Lang::ALL {
                    for path in ["", "?unmet=1", "?place=qamystybas"] {
                        let answer = site.get_in(lang.code(), who, &format!("{PAGE}{path}")).await;
                        assert_eq!(answer.status, StatusCode::OK, "{who} {lang:?}");
                        assert!(!answer.text().contains(">indicators-"), "{who} {lang:?}: a text is missing");
                    }
                }
            }
        }
    });
}

#[test]
fn only_what_is_not_met_is_the_one_indicator_of_registered_funds() {
    play(async {
        let site = Site::example().await;
        let all = site.get("bolat", PAGE).await.text();
        let unmet = site.get("bolat", &format!("{PAGE}?unmet=1")).await.text();
        assert!(all.contains("89 из 90") && unmet.contains("89 из 90"));
        assert!(all.matches("<tr>").count() > 90, "{all}");
        assert!(unmet.contains("не менее 2"), "{unmet}");
        assert!(unmet.matches("не выполнен</span>").count() >= 1 && !unmet.contains("✓ выполнен"), "{unmet}");
    });
}

#[test]
fn an_official_sees_what_was_reached_but_not_how_it_is_counted() {
    play(async {
        let site = Site::example().await;
        let page = site.get("gulnar", PAGE).await.text();
        assert!(page.contains("89 из 90") && !page.contains("/figure?"), "{page}");
        let id = &site.project.store.records("auyl", "indicator", None).await.unwrap()[0].id;
        assert_eq!(site.get("gulnar", &format!("{PAGE}/{id}")).await.status, StatusCode::FORBIDDEN);
        let lead = site.get("bolat", &format!("{PAGE}/{id}")).await;
        assert!(lead.location().starts_with("/p/auyl/figure?m="), "{}", lead.location());
    });
}
