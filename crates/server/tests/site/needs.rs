//! The needs map, the pages of villages and their papers: for the team, for a coordinator of one village, for everybody.

use crate::village::{Site, play};
use auyl_domain::{Lang, RecordId, Value};
use auyl_work::needs::{self, Asked, COUNT, PEOPLE, SUPPORTERS};
use auyl_work::village::{notice::notice, pages, sheet::sheet};
use axum::http::StatusCode;
use expect_test::{Expect, expect};

fn asked(weight: &str) -> Asked {
    Asked { weight: weight.into(), ..Asked::default() }
}

/// Villages with what they have in each sphere: weight, and how much of it is done.
async fn counted(site: &Site, asked: &Asked) -> String {
    let needs = needs::needs(&site.project, asked).await.expect("a map");
    let mut text = format!("{}\n", needs.spheres.join(" "));
    for village in &needs.villages {
        let cells: Vec<String> = village.cells.iter().map(|cell| format!("{}/{}", cell.part, cell.weight)).collect();
        text +=
            &format!("{}: {} of {}/{}\n", village.record.id, cells.join(" "), village.whole.part, village.whole.weight);
    }
    text
}

fn check(question: &Asked, expected: Expect) {
    play(async {
        let site = Site::example().await;
        expected.assert_eq(&counted(&site, question).await);
    });
}

#[test]
fn nine_problems_of_three_villages_three_of_them_solved() {
    check(
        &asked(COUNT),
        expect![[r#"
            communication land water gas roads school sport ecology civil_society
            baimurat: 1/1 0/1 0/0 0/0 0/0 0/0 0/0 0/0 0/1 of 1/3
            muratbaev: 0/0 0/0 1/1 0/0 0/1 0/0 0/1 0/0 0/0 of 1/3
            qamystybas: 0/0 0/0 0/0 0/1 0/0 0/1 0/0 1/1 0/0 of 1/3
        "#]],
    );
}

#[test]
fn people_concerned_weigh_more_than_the_number_of_problems() {
    check(
        &asked(PEOPLE),
        expect![[r#"
            communication land water gas roads school sport
            baimurat: 1500/1500 0/420 0/0 0/0 0/0 0/0 0/0 of 1500/1920
            muratbaev: 0/0 0/0 640/640 0/0 0/350 0/0 0/250 of 640/1240
            qamystybas: 0/0 0/0 0/0 0/2000 0/0 0/180 0/0 of 0/2180
        "#]],
    );
}

#[test]
fn spheres_states_groups_and_days_narrow_the_map() {
    let day = |text: &str| text.parse().ok();
    check(
        &Asked { sphere: "water".into(), ..asked(COUNT) },
        expect![[r#"
            water
            baimurat: 0/0 of 0/0
            muratbaev: 1/1 of 1/1
            qamystybas: 0/0 of 0/0
        "#]],
    );
    check(
        &Asked { state: "confirmed".into(), ..asked(COUNT) },
        expect![[r#"
            communication water ecology
            baimurat: 1/1 0/0 0/0 of 1/1
            muratbaev: 0/0 1/1 0/0 of 1/1
            qamystybas: 0/0 0/0 1/1 of 1/1
        "#]],
    );
    check(
        &Asked { group: "pensioners".into(), ..asked(COUNT) },
        expect![[r#"
            land water gas
            baimurat: 0/1 0/0 0/0 of 0/1
            muratbaev: 0/0 1/1 0/0 of 1/1
            qamystybas: 0/0 0/0 0/1 of 0/1
        "#]],
    );
    check(
        &Asked { until: day("2024-05-20"), ..asked(COUNT) },
        expect![[r#"
            communication land water gas roads school
            baimurat: 1/1 0/1 0/0 0/0 0/0 0/0 of 1/2
            muratbaev: 0/0 0/0 1/1 0/0 0/1 0/0 of 1/2
            qamystybas: 0/0 0/0 0/0 0/1 0/0 0/1 of 0/2
        "#]],
    );
    check(
        &Asked { sphere: "water) or (1".into(), ..asked(COUNT) },
        expect![[r#"
            communication land water gas roads school sport ecology civil_society
            baimurat: 1/1 0/1 0/0 0/0 0/0 0/0 0/0 0/0 0/1 of 1/3
            muratbaev: 0/0 0/0 1/1 0/0 0/1 0/0 0/1 0/0 0/0 of 1/3
            qamystybas: 0/0 0/0 0/0 0/1 0/0 0/1 0/0 1/1 0/0 of 1/3
        "#]],
    );
}

#[test]
fn a_survey_says_what_residents_call_the_main_problem() {
    check(
        &asked("survey_engagement.main_problem"),
        expect![[r#"
            communication land water gas roads school kindergarten sport employment ecology civil_society
            baimurat: 52/24 52/15 52/1 0/0 52/5 0/0 0/0 0/0 0/0 0/0 52/7 of 52/52
            muratbaev: 0/0 0/0 52/17 0/0 52/18 0/0 0/0 52/8 52/9 0/0 0/0 of 52/52
            qamystybas: 0/0 0/0 0/0 52/19 0/0 52/14 52/3 0/0 0/0 52/5 52/11 of 52/52
        "#]],
    );
}

#[test]
fn the_page_draws_the_villages_and_says_the_same_in_a_table() {
    play(async {
        let site = Site::example().await;
        for lang in ["kk", "ru", "en"] {
            let page = site.get_in(lang, "bolat", "/p/auyl/needs").await;
            assert_eq!(page.status, StatusCode::OK);
            let html = page.text();
            for part in
                ["m-region", "m-lake", "m-river", "m-done", "href=\"/p/auyl/needs/qamystybas\"", "class=\"matrix\""]
            {
                assert!(html.contains(part), "{part} in {lang}");
            }
        }
        let shares = site.get("bolat", "/p/auyl/needs?weight=survey_engagement.main_problem").await.text();
        assert!(shares.contains("\u{a0}%"), "shares of answers");
    });
}

#[test]
fn dina_has_the_papers_of_her_village_only() {
    play(async {
        let site = Site::example().await;
        assert_eq!(site.get("dina", "/p/auyl/needs").await.status, StatusCode::OK, "sums are for the whole team");
        assert_eq!(site.get("dina", "/p/auyl/needs/qamystybas").await.status, StatusCode::OK);
        assert_eq!(site.get("dina", "/p/auyl/needs/baimurat").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("dina", "/p/auyl/needs/baimurat/sheet.pdf").await.status, StatusCode::NOT_FOUND);
        for file in ["none.pdf", "sheet", "sheet.exe", "notice.html"] {
            let path = format!("/p/auyl/needs/qamystybas/{file}");
            assert_eq!(site.get("dina", &path).await.status, StatusCode::NOT_FOUND, "{file}");
        }
    });
}

#[test]
fn everybody_sees_the_map_once_the_page_is_open_without_what_is_not_theirs() {
    play(async {
        let site = Site::example_of_its_own().await;
        assert_eq!(site.get("", "/open/auyl/needs").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("", "/open/auyl/needs/baimurat").await.status, StatusCode::NOT_FOUND);
        let open = site.post("aigul", "/p/auyl/settings/open", &[("open", "true")]).await;
        assert_eq!(open.status, StatusCode::SEE_OTHER);
        let map = site.get("", "/open/auyl/needs?group=youth").await.text();
        assert!(map.contains("href=\"/open/auyl/needs/baimurat\"") && !map.contains("name=\"group\""), "{map}");
        let village = site.get("", "/open/auyl/needs/baimurat").await;
        assert_eq!(village.status, StatusCode::OK);
        let paper = site.get("", "/open/auyl/needs/baimurat/sheet.docx?lang=kk").await;
        assert_eq!(paper.status, StatusCode::OK);
        assert!(paper.bytes.starts_with(b"PK"));
    });
}

#[test]
fn supporters_weigh_where_their_problem_is() {
    play(async {
        let site = Site::example_of_its_own().await;
        let text = |text: &str| Value::Text(text.into());
        let supporter = |who: &str, problem: &str| auyl_domain::Record {
            register: "supporter".into(),
            id: RecordId::read(who).expect("an id"),
            since: 0,
            fields: [
                ("problem", Value::Link(RecordId::read(problem).expect("an id"))),
                ("phone", text("+77000000001")),
            ]
            .into_iter()
            .map(|(name, value)| (name.to_string(), value))
            .collect(),
            review: Vec::new(),
        };
        let all = [
            supporter("dina", "pb-muratbaev-1"),
            supporter("erlan", "pb-muratbaev-1"),
            supporter("saule", "pb-baimurat-1"),
        ];
        let mut tx = site.project.store.begin("auyl").await.expect("a transaction");
        tx.save(&all, "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("kept");
        expect![[r#"
            communication water
            baimurat: 1/1 0/0 of 1/1
            muratbaev: 0/0 2/2 of 2/2
            qamystybas: 0/0 0/0 of 0/0
        "#]]
        .assert_eq(&counted(&site, &asked(SUPPORTERS)).await);
    });
}

#[test]
fn what_is_urgent_and_what_residents_answered_is_for_the_team_alone() {
    play(async {
        let site = Site::example().await;
        let counted_for_all = counted(&site, &Asked { public: true, ..asked(COUNT) }).await;
        for weight in ["survey_engagement.main_problem", "urgent", "people) or (1"] {
            let for_all = Asked { public: true, ..asked(weight) };
            assert_eq!(counted(&site, &for_all).await, counted_for_all, "{weight} is not asked");
        }
        assert_ne!(counted(&site, &asked("survey_engagement.main_problem")).await, counted_for_all);
        assert_ne!(counted(&site, &asked("urgent")).await, counted_for_all);
    });
}

#[test]
fn papers_are_one_page_each_in_both_languages_and_name_no_resident() {
    play(async {
        let site = Site::example_of_its_own().await;
        let (today, month) = ("2024-11-25".parse().expect("a day"), "2024-10-01".parse().expect("a day"));
        // The most that a village is likely to have: long texts, many of each.
        let register = ["problem", "swot", "recommendation", "decision"];
        for (n, register) in (0..15).flat_map(|n| register.map(|register| (n, register))) {
            let of = site.project.store.records("auyl", register, None).await.expect("records");
            let Some(mut record) = of.into_iter().find(|record| record.id.as_str().contains("baimurat")) else {
                continue;
            };
            record.id = RecordId::read(&format!("long-{register}-{n}")).expect("an id");
            for name in ["title", "text"].iter().flat_map(|name| ["kk", "ru"].map(|lang| format!("{name}_{lang}"))) {
                if record.fields.contains_key(&name) {
                    record
                        .fields
                        .insert(name, Value::Text("Көшеде жаңбырдан кейін су жиналып, өту мүмкін емес. ".repeat(6)));
                }
            }
            let mut tx = site.project.store.begin("auyl").await.expect("a transaction");
            tx.save(&[record], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
            tx.commit().await.expect("kept");
        }
        for lang in [Lang::Kk, Lang::Ru] {
            for place in ["baimurat", "muratbaev"] {
                let paper = sheet(&site.project, place, lang, false, today).await.expect("made").expect("a village");
                assert_eq!(pages(&paper, 0).await.expect("laid out"), 1, "sheet of {place} in {}", lang.code());
                let paper = notice(&site.project, place, lang, true, month).await.expect("made").expect("a village");
                assert_eq!(pages(&paper, 0).await.expect("laid out"), 1, "notice of {place} in {}", lang.code());
            }
        }
        let none = sheet(&site.project, "none", Lang::Kk, false, today).await.expect("asked");
        assert!(none.is_none());
    });
}
