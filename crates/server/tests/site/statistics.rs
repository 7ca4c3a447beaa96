//! Statistics: what is drawn, what a number leads to, what can be taken away as a file.

use crate::village::{PEOPLE, Site, play};
use auyl_domain::Lang;
use axum::http::{StatusCode, header};

const PAGE: &str = "/p/auyl/statistics";
const CHARTS: [&str; 5] = ["age-gender", "status", "event-gender", "months", "engagement"];

#[test]
fn every_chart_is_drawn_in_every_language_for_everybody_who_belongs_here() {
    play(async {
        let (site, empty) = (Site::example().await, Site::empty().await);
        for (who, role) in PEOPLE {
            for lang in Lang::ALL {
                let answer = site.get_in(lang.code(), who, PAGE).await;
                let text = answer.text();
                assert_eq!(answer.status, StatusCode::OK, "{who} {lang:?}");
                assert_eq!(text.matches("<svg class=\"chart").count(), CHARTS.len(), "{who} {lang:?} {text}");
                assert!(!text.contains(">statistic") && !text.contains(" style="), "{who} {lang:?}");
                // Who reads public fields alone is shown numbers, but not what stands behind them.
                assert_eq!(text.contains("/figure?m="), *role != "official", "{who}");
            }
            assert_eq!(empty.get(who, PAGE).await.status, StatusCode::OK, "{who}");
        }
        assert_eq!(site.get("zarina", PAGE).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_number_of_a_chart_is_the_number_of_its_page() {
    play(async {
        let site = Site::example().await;
        let text = site.get("bolat", PAGE).await.text();
        let cells = text.split("<td class=\"num\"><a href=\"").skip(1).step_by(9);
        let mut followed = 0;
        for cell in cells {
            let (href, rest) = cell.split_once("\">").expect("an address");
            let shown = rest.split('<').next().unwrap_or_default();
            let page = site.get("bolat", &href.replace("&amp;", "&").replace("&#38;", "&")).await.text();
            assert!(page.contains(&format!("<span class=\"big\">{shown}</span>")), "{href}: {shown}");
            followed += 1;
        }
        assert!(followed > 5, "{followed}");
    });
}

#[test]
fn a_chart_and_its_table_can_be_kept_as_files() {
    play(async {
        let site = Site::example().await;
        for chart in CHARTS {
            let svg = site.get("bolat", &format!("{PAGE}/{chart}.svg")).await;
            assert_eq!(svg.headers[header::CONTENT_TYPE], "image/svg+xml", "{chart}");
            assert!(svg.text().starts_with("<svg") || svg.text().starts_with("<?xml"), "{chart}");
            let csv = site.get("bolat", &format!("{PAGE}/{chart}.csv")).await.text();
            assert!(csv.lines().count() > 2 && csv.contains("(attendance") || csv.contains("share("), "{csv}");
        }
        for wrong in ["age-gender.exe", "nothing.svg", "age-gender", "..%2f.svg"] {
            assert_eq!(site.get("bolat", &format!("{PAGE}/{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    });
}
