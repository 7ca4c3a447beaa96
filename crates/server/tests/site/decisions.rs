//! What became of problems: the analysis by village, and whether what is called solved is solved.

use crate::village::{PROJECT, Site, play};
use auyl_domain::{Lang, RecordId, Value};
use auyl_work::project::Doing;
use axum::http::StatusCode;

const PAGE: &str = "/p/auyl/decisions";
/// Solved in the example.
const SOLVED: &str = "pb-qamystybas-3";

/// The example as it was before anybody confirmed what is called solved.
async fn unconfirmed() -> Site {
    let site = Site::example_of_its_own().await;
    let problems = site.project.store.records(PROJECT, "problem", None).await.unwrap();
    let mut tx = site.project.store.begin(PROJECT).await.unwrap();
    for mut problem in problems.into_iter().filter(|problem| problem.state() == "confirmed") {
        problem.fields.insert("state".into(), Value::Choice("solved".into()));
        tx.save(&[problem], "cli", "2024-11-25T07:00:00Z").await.unwrap();
    }
    tx.commit().await.unwrap();
    site
}

async fn state(site: &Site, id: &str) -> String {
    let id = RecordId::read(id).unwrap();
    site.project.store.record(PROJECT, "problem", &id, None).await.unwrap().unwrap().state().to_string()
}

/// The steps that a ticket shows; those that were reached with a star.
async fn steps(site: &Site, id: &str) -> String {
    let id = RecordId::read(id).unwrap();
    let problem = site.project.store.record(PROJECT, "problem", &id, None).await.unwrap().unwrap();
    let road = auyl_work::voice::road::road(&site.project, problem).await.unwrap();
    let star = |is_reached| if is_reached { "*" } else { "" };
    road.steps.iter().map(|step| format!("{}{}", step.state, star(step.is_reached))).collect::<Vec<_>>().join(" ")
}

/// How many problems the report says are solved.
async fn solved(site: &Site) -> String {
    let asked = "/api/v1/projects/auyl/measures?m=count(problem%20where%20state%20in%20(solved,%20confirmed))";
    let answer = site.get("aigul", asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let value: serde_json::Value = serde_json::from_slice(&answer.bytes).expect("an answer");
    value["value"].to_string()
}

/// What is to be mended, once nothing older is shown while it is looked for.
async fn findings(site: &Site) -> String {
    for _ in 0..600 {
        let said = site.get("aigul", "/api/v1/projects/auyl/findings").await.text();
        if said.contains("\"behind\":null") {
            return said;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("findings are still behind");
}

#[test]
fn the_road_of_the_problems_of_three_villages() {
    play(async {
        let site = Site::example().await;
        for lang in Lang::ALL {
            for who in ["aigul", "bolat", "dina", "erlan"] {
                let answer = site.get_in(lang.code(), who, PAGE).await;
                let text = answer.text();
                assert_eq!(answer.status, StatusCode::OK, "{who} {text}");
                assert!(!text.contains("decisions-wait") && !text.contains(" style="), "{who}");
                assert!(text.contains("<svg"), "{who}");
            }
        }
        let dina = site.get("dina", PAGE).await.text();
        assert!(dina.contains("Камыстыбас") && !dina.contains("Баймурат"), "Dina sees her village and the whole");
        assert_eq!(site.get("gulnar", PAGE).await.status, StatusCode::FORBIDDEN);
        let csv = site.get("bolat", &format!("{PAGE}/table.csv")).await.text();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines.len(), 6, "{csv}");
        assert!(lines[0].starts_with("village,problems,problems.asked,"), "{csv}");
        assert!(lines[4].starts_with("Все сёла,9,"), "{csv}");
        let svg = site.get("bolat", &format!("{PAGE}/chart.svg")).await;
        assert!(svg.text().contains("<svg"));
        let empty = Site::empty().await;
        assert!(empty.get("bolat", PAGE).await.text().contains("Проблем пока нет"));
    });
}

#[test]
fn a_yes_confirms_and_the_report_counts_as_before() {
    play(async {
        let site = unconfirmed().await;
        let page = format!("{PAGE}/{SOLVED}");
        let before = solved(&site).await;
        let nothing = site.post("dina", &page, &[("do", "say"), ("note", "Орын ашық тұр.")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text().contains("Орын ашық тұр."), "what was typed stays");
        let yes = [("do", "say"), ("id", "said-1"), ("says", "yes"), ("note", "Орын ашық тұр.")];
        assert_eq!(site.post("dina", &page, &yes).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.post("dina", &page, &yes).await.status, StatusCode::SEE_OTHER, "a form sent twice");
        assert_eq!(state(&site, SOLVED).await, "confirmed");
        assert_eq!(solved(&site).await, before, "what is confirmed is solved");
        let text = site.get("dina", &page).await.text();
        assert!(text.contains("Решение подтверждено") && text.matches("Орын ашық тұр.").count() == 1, "{text}");
    });
}

#[test]
fn a_no_is_told_and_opening_again_wants_a_reason() {
    play(async {
        let site = unconfirmed().await;
        let page = format!("{PAGE}/{SOLVED}");
        let no = [("do", "say"), ("id", "said-2"), ("says", "no"), ("note", "Есік жабық.")];
        let before = steps(&site, SOLVED).await;
        assert!(before.ends_with("solved* confirmed"), "nobody is told that it will be opened again: {before}");
        assert_eq!(site.post("dina", &page, &no).await.status, StatusCode::SEE_OTHER);
        assert_eq!(state(&site, SOLVED).await, "solved", "a word alone opens nothing");
        let findings = findings(&site).await;
        assert!(findings.contains("confirmation-says-no"), "{findings}");
        let yes = [("do", "say"), ("id", "said-3"), ("says", "yes")];
        assert_eq!(site.post("dina", &page, &yes).await.status, StatusCode::SEE_OTHER);
        assert_eq!(state(&site, SOLVED).await, "solved", "where somebody says no, a yes settles nothing");
        let empty = site.post("dina", &page, &[("do", "reopen"), ("why", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.text());
        let why = [("do", "reopen"), ("why", "Кеңес беру орны жабылған.")];
        assert_eq!(site.post("dina", &page, &why).await.status, StatusCode::SEE_OTHER);
        assert_eq!(state(&site, SOLVED).await, "reopened");
        let after = steps(&site, SOLVED).await;
        assert!(after.ends_with("reopened*"), "{after}");
        assert_eq!(solved(&site).await, "2");
        assert!(site.get("dina", &page).await.text().contains("Кеңес беру орны жабылған."));
        assert_eq!(
            site.post("dina", &page, &yes).await.status,
            StatusCode::CONFLICT,
            "nothing is called solved any more"
        );
    });
}

#[test]
fn what_nobody_confirmed_in_a_month_is_told() {
    play(async {
        let site = unconfirmed().await;
        let said = site.project.store.records(PROJECT, "confirmation", None).await.unwrap();
        let doing = Doing { actor: "cli".into(), at: "2024-11-25T09:00:00Z".into() };
        let before = findings(&site).await;
        assert!(!before.contains("solved-unconfirmed"), "the example is confirmed");
        for word in &said {
            auyl_work::edit::remove(&site.project, "confirmation", &word.id, &doing).await.unwrap();
        }
        let after = findings(&site).await;
        assert_eq!(after.matches("\"solved-unconfirmed\"").count(), 3, "{after}");
    });
}
