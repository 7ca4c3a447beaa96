//! The sign-in list of an event, typed fast: who is known, who is new, what comes back.

use crate::village::{PROJECT, Site, play};
use auyl_domain::{Lang, Record};
use axum::http::StatusCode;

/// A gathering in Dina's village.
const ROWS: &str = "/p/auyl/r/event/ga-qamystybas-1/rows/attendance";

async fn attendances(site: &Site) -> Vec<Record> {
    let mut all = site.project.store.records(PROJECT, "attendance", None).await.unwrap();
    all.retain(|record| record.link("event").is_some_and(|event| event.as_str() == "ga-qamystybas-1"));
    all
}

/// The texts of a row of a new person: name, year, gender, status, village.
fn person(number: usize, texts: [&str; 5]) -> Vec<(String, String)> {
    let fields = ["", ".birth_year", ".gender", ".status", ".place"];
    let named =
        fields.iter().zip(texts).map(|(field, text)| (format!("r{number}.f.participant{field}"), text.to_string()));
    named
        .chain([(format!("r{number}.f.role"), "participant".into()), (format!("r{number}.f.signed"), "yes".into())])
        .collect()
}

async fn send(site: &Site, who: &str, rows: &[Vec<(String, String)>]) -> (StatusCode, String, String) {
    let fields: Vec<(&str, &str)> = rows.iter().flatten().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let answer = site.post(who, ROWS, &fields).await;
    (answer.status, answer.location().to_string(), answer.text())
}

#[test]
fn the_list_is_shown_in_every_language_to_who_may_add_to_it() {
    play(async {
        let site = Site::example().await;
        for lang in Lang::ALL {
            let answer = site.get_in(lang.code(), "aigul", ROWS).await;
            assert_eq!(answer.status, StatusCode::OK);
            let text = answer.text();
            assert!(
                text.contains("name=\"r9.f.participant\"") && text.contains("<option value=\"qamystybas\" selected>"),
                "ten rows, the village of the event"
            );
            assert!(!text.contains(">rows-") && !text.contains(" style="));
        }
        assert_eq!(site.get("dina", ROWS).await.status, StatusCode::OK);
        assert_eq!(site.get("erlan", ROWS).await.status, StatusCode::FORBIDDEN, "a monitor adds nothing");
        let elsewhere = ROWS.replace("ga-qamystybas-1", "ak-baimurat-1");
        assert_eq!(site.get("dina", &elsewhere).await.status, StatusCode::NOT_FOUND, "not her village");
        let no_child = ROWS.replace("attendance", "letter");
        assert_eq!(site.get("aigul", &no_child).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn dina_types_thirty_people_of_whom_two_are_known() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = attendances(&site).await.len();
        let people = site.project.store.records(PROJECT, "participant", None).await.unwrap();
        let here: Vec<String> =
            attendances(&site).await.iter().map(|record| record.link("participant").unwrap().to_string()).collect();
        let known: Vec<&Record> = people.iter().filter(|one| !here.contains(&one.id.to_string())).take(2).collect();
        let names: Vec<String> = (0..28).map(|n| format!("Жаңа Адам {n}ұлы")).collect();
        let mut rows: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(n, name)| person(n, [name, "1984", "male", "other", "qamystybas"]))
            .collect();
        for (n, one) in known.iter().enumerate() {
            let mut row = person(28 + n, [one.text("name"), "", "", "", "qamystybas"]);
            row.push((format!("id.r{}.f.participant", 28 + n), one.id.to_string()));
            row.push((format!("shown.r{}.f.participant", 28 + n), one.text("name").to_string()));
            rows.push(row);
        }
        rows.push(person(30, ["", "", "", "", "qamystybas"]));
        let sent = send(&site, "dina", &rows).await;
        assert_eq!(
            (sent.0, sent.1.as_str()),
            (StatusCode::SEE_OTHER, format!("{ROWS}?told=rows-saved").as_str()),
            "{}",
            sent.2
        );
        let after = attendances(&site).await;
        assert_eq!(after.len(), before + 30);
        assert!(known.iter().all(|one| after.iter().any(|record| record.link("participant") == Some(&one.id))));
        let again = send(&site, "dina", &rows).await;
        assert_eq!(again.0, StatusCode::SEE_OTHER, "{}", again.2);
        assert_eq!(attendances(&site).await.len(), before + 30, "a list sent twice is one list");
    });
}

#[test]
fn right_rows_are_saved_and_wrong_ones_come_back_with_everything_typed() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = attendances(&site).await.len();
        let rows = [
            person(0, ["Дұрыс Адам", "1984", "male", "other", "qamystybas"]),
            person(1, ["Жасы Қате", "84 жас", "female", "other", "qamystybas"]),
            person(2, ["Ешкім Емес", "", "", "", "qamystybas"]),
            person(3, ["Жынысы Жоқ", "1990", "", "other", "qamystybas"]),
        ];
        let (status, _, text) = send(&site, "aigul", &rows).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        for there in [
            "Сохранено строк: 1. Не сохранено, ждут исправления: 3",
            "84 жас",
            "Жасы Қате",
            "Ешкім Емес",
            "href=\"#r0.f.participant.birth_year\"",
            "href=\"#r2.f.participant.gender\"",
            "в реестре пока нет",
        ] {
            assert!(text.contains(there), "{there}: {text}");
        }
        assert_eq!(attendances(&site).await.len(), before + 1);
    });
}

#[test]
fn dina_does_not_add_somebody_of_another_village() {
    play(async {
        let site = Site::example_of_its_own().await;
        let (status, _, text) =
            send(&site, "dina", &[person(0, ["Көрші Ауылдан", "1984", "male", "other", "baimurat"])]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text.contains("за вами не закреплено") && text.contains("Көрші Ауылдан"), "{text}");
    });
}

#[test]
fn a_row_is_removed_from_the_list() {
    play(async {
        let site = Site::example_of_its_own().await;
        let rows = attendances(&site).await;
        let row = rows[0].id.to_string();
        let removed = site.post("aigul", &format!("{ROWS}/remove"), &[("row", &row)]).await;
        assert_eq!(removed.location(), format!("{ROWS}?told=record-removed"));
        assert_eq!(attendances(&site).await.len(), rows.len() - 1);
        assert_eq!(site.post("erlan", &format!("{ROWS}/remove"), &[("row", &row)]).await.status, StatusCode::FORBIDDEN);
    });
}
