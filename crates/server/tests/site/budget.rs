//! The budget of a village: in plain words and as a picture for everybody, in the layout of the decision, how it is watched, and
//! the sheet of the commission as a paper.

use crate::village::{PROJECT, Site, play};
use crate::voice::opened;
use auyl_domain::{Draft, Lang, RecordId, Value};
use auyl_work::project::Doing;
use axum::http::StatusCode;

const PAGE: &str = "/p/auyl/budget/qamystybas";
const OPEN: &str = "/open/auyl/budget/qamystybas";

#[test]
fn everybody_reads_the_budget_in_plain_words_and_the_team_its_papers() {
    play(async {
        let site = opened().await;
        for lang in Lang::ALL {
            let text = site.get_in(lang.code(), "bolat", PAGE).await.text();
            assert!(
                text.matches("class=\"chart\"").count() == 2
                    && !text.contains(">treasury-")
                    && !text.contains(" style="),
                "{text}"
            );
            let open = site.get("", &format!("{OPEN}?lang={}", lang.code())).await.text();
            assert!(open.matches("class=\"chart\"").count() == 2 && !open.contains("/p/auyl"), "{open}");
        }
        let open = site.get("", &format!("{OPEN}?lang=ru")).await.text();
        for said in [
            "получить 116,7 млн тенге и потратить 116,7 млн",
            "89 % – трансферты",
            "Содержание аппарата акима – 38",
            "Доходы и расходы равны",
            "5) Дефицит (профицит)",
            "Израсходовать средства на содержание дорог до осени.",
            "Договор с подрядчиком заключён.",
            "Первая рекомендация принята",
        ] {
            assert!(open.contains(said), "{said}: {open}");
        }
        assert!(!open.contains("monitoring.docx"), "papers are the team's");
        let village = site.get("", "/open/auyl/needs/qamystybas?lang=ru").await.text();
        assert!(village.contains("116,7 млн") && village.contains(OPEN), "{village}");
        assert_eq!(site.get("dina", "/p/auyl/budget/baimurat").await.status, StatusCode::NOT_FOUND, "not her village");
        assert_eq!(site.get("", "/open/auyl/budget/none").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_sheet_of_the_commission_is_a_paper_in_both_languages() {
    play(async {
        let site = Site::example_of_its_own().await;
        let page = site.get("bolat", PAGE).await.text();
        let papers = "/p/auyl/budget/sheet/bm-qamystybas-1";
        assert!(page.contains(papers), "{page}");
        for lang in ["kk", "ru"] {
            for format in ["docx", "pdf"] {
                let paper = site.get("bolat", &format!("{papers}/monitoring.{format}?lang={lang}")).await;
                assert_eq!(paper.status, StatusCode::OK, "{}", paper.text());
                assert!(paper.bytes.len() > 2_000, "{format} {lang}");
            }
        }
        assert_eq!(site.get("bolat", &format!("{papers}/monitoring.exe")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("bolat", "/p/auyl/budget/sheet/none/monitoring.pdf").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("gulnar", &format!("{papers}/monitoring.pdf")).await.status, StatusCode::FORBIDDEN);
    });
}

/// What a line of the budget would be told.
async fn kept(site: &Site, register: &str, id: &str, change: &[(&str, Value)]) {
    let id = RecordId::read(id).expect("an id");
    let mut record = site.project.store.record(PROJECT, register, &id, None).await.expect("read").expect("a record");
    for (name, value) in change {
        record.fields.insert(name.to_string(), value.clone());
    }
    let mut tx = site.project.store.begin(PROJECT).await.expect("a transaction");
    tx.save(&[record], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
    tx.commit().await.expect("kept");
}

#[test]
fn what_does_not_add_up_or_was_not_watched_is_told_on_the_page() {
    play(async {
        let site = Site::example_of_its_own().await;
        assert!(!site.get("bolat", PAGE).await.text().contains("class=\"notice"), "the example adds up");
        kept(&site, "village_budget_line", "bl-qamystybas-4", &[("plan", Value::Money(-100))]).await;
        let doing = Doing { actor: "cli".into(), at: "2024-11-25T08:00:00Z".into() };
        let line = [
            ("id", "bl-deficit"),
            ("place", "qamystybas"),
            ("year", "2024"),
            ("part", "deficit"),
            ("title_kk", "Тапшылық"),
            ("title_ru", "Дефицит"),
            ("plan", "-5000000"),
        ];
        let made = auyl_work::import::take(&site.project, "village_budget_line", Draft::of(line), &doing).await;
        assert!(made.expect("taken").saved.is_some());
        auyl_work::edit::remove(&site.project, "budget_monitoring", &RecordId::read("bm-baimurat-1").unwrap(), &doing)
            .await
            .expect("removed");
        let page = site.get("bolat", PAGE).await.text();
        assert!(page.contains("записан дефицит −5"), "{page}");
        let other = site.get("bolat", "/p/auyl/budget/baimurat").await.text();
        assert!(other.contains("нет мониторинга бюджета 2024 года") && other.contains("39-3"), "{other}");
        let mend = site.get("bolat", "/p/auyl/mend").await.text();
        assert!(mend.contains("доход и затраты не бывают меньше нуля"), "{mend}");
    });
}
