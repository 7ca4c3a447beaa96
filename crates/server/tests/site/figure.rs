//! The page of one number: what it is, in words, what stands behind it, and for whom.

use crate::village::{PEOPLE, PROJECT, Site, play};
use auyl_domain::measure::in_words;
use auyl_domain::{Lang, Measure};
use axum::http::StatusCode;
use expect_test::{Expect, expect};

fn page(measure: &str, rest: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(measure, percent_encoding::NON_ALPHANUMERIC);
    format!("/p/auyl/figure?m={encoded}{rest}")
}

const WOMEN: &str = "persons(attendance where gender = female) in project";

#[test]
fn every_named_figure_has_a_page_in_every_language() {
    play(async {
        let site = Site::example().await;
        for figure in site.project.catalogue.figures() {
            for lang in Lang::ALL {
                let answer = site.get_in(lang.code(), "bolat", &page(&figure.id, "")).await;
                let text = answer.text().replace("&#39;", "'");
                assert_eq!(answer.status, StatusCode::OK, "{} {text}", figure.id);
                assert!(!text.contains(">figure-") && !text.contains(">measure-"), "{} {lang:?}", figure.id);
                assert!(text.contains(figure.label.get(lang)), "{} {lang:?}", figure.id);
            }
        }
    });
}

#[test]
fn every_indicator_leads_to_a_page_that_says_what_was_promised() {
    play(async {
        let site = Site::example().await;
        for record in site.project.store.records("auyl", "indicator", None).await.unwrap().iter().step_by(7) {
            let lead = site.get("bolat", &format!("/p/auyl/indicators/{}", record.id)).await;
            let answer = site.get("bolat", lead.location()).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", lead.location());
            assert!(answer.text().contains("По плану"), "{}", lead.location());
        }
    });
}

#[test]
fn a_number_shows_its_parts_and_the_records_behind_it() {
    play(async {
        let site = Site::example().await;
        let text = site.get("bolat", &page(WOMEN, "&by=place")).await.text();
        assert!(text.contains("<span class=\"big\">364</span> человека"), "{text}");
        for village in ["Камыстыбас", "Гани Муратбаев", "Баймурат Батыр"] {
            assert!(text.contains(village), "{village}");
        }
        assert!(text.contains("/p/auyl/r/attendance/") && text.contains("/thumb/"), "{text}");
        assert!(text.contains("page=2") && !text.contains(" style="));
        // A part is a number of its own.
        let part = text.split("href=\"").find(|href| href.contains("%20at%20")).and_then(|href| href.split('"').next());
        let part = part.expect("a link to a part").replace("&amp;", "&").replace("&#38;", "&");
        let alone = site.get("bolat", &part).await;
        assert_eq!(alone.status, StatusCode::OK, "{part}");
        let json = site.get("bolat", &page(WOMEN, "").replace("figure?", "figure.json?")).await;
        let json: serde_json::Value = serde_json::from_slice(&json.bytes).expect("JSON");
        assert_eq!(json["value"], 364);
    });
}

#[test]
fn a_share_says_what_chance_leaves_open() {
    play(async {
        let site = Site::example().await;
        let share = "share(survey_engagement where engaged = yes) at wave = endline in project";
        let text = site.get("bolat", &page(share, "")).await.text();
        assert!(text.contains("Ответов:") && text.contains("95 %"), "{text}");
    });
}

#[test]
fn names_of_people_are_shown_to_who_may_see_them_and_that_is_written_down() {
    play(async {
        let site = Site::example_of_its_own().await;
        let id = auyl_domain::RecordId::read("p-0001").unwrap();
        let person = site.project.store.record("auyl", "participant", &id, None).await.unwrap().unwrap();
        let name = person.text("name").to_string();
        let measure = "persons(attendance where participant = \"p-0001\") in project";
        for (who, sees) in [("bolat", true), ("erlan", false)] {
            let text = site.get(who, &page(measure, "")).await.text();
            assert_eq!(text.contains(&name), sees, "{who} {text}");
            assert!(text.contains("/p/auyl/r/attendance/"), "{who}");
        }
        let glances = site.app.store.glances("auyl", 0, 10).await.unwrap();
        assert_eq!(
            glances.iter().map(|glance| (glance.account.as_str(), glance.page.as_str())).collect::<Vec<_>>(),
            [("bolat", "figure")]
        );
    });
}

#[test]
fn a_coordinator_counts_the_project_and_is_shown_records_of_her_village() {
    play(async {
        let site = Site::example().await;
        let text = site.get("dina", &page("count(event) in project", "")).await.text();
        assert!(text.contains("только записи ваших сёл"), "{text}");
        assert!(!text.contains("/p/auyl/r/event/ak-baimurat-1\""), "{text}");
    });
}

#[test]
fn who_may_not_follow_numbers_is_told_so() {
    play(async {
        let site = Site::example().await;
        for (who, role) in PEOPLE {
            let answer = site.get(who, &page(WOMEN, "")).await;
            let expected = if *role == "official" { StatusCode::FORBIDDEN } else { StatusCode::OK };
            assert_eq!(answer.status, expected, "{who}");
        }
        assert_eq!(site.get("zarina", &page(WOMEN, "")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("", &page(WOMEN, "")).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_slip_is_pointed_at_and_what_was_typed_stays() {
    play(async {
        let site = Site::example().await;
        let answer = site.get("bolat", &page("persons(atendance)", "")).await;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(text.contains("^^^^^^^^^") && text.contains("Ближайшее: attendance"), "{text}");
        assert!(text.contains(">persons(atendance)</textarea>"), "{text}");
        assert_eq!(site.get("bolat", &page(WOMEN, "&a=9.9")).await.status, StatusCode::OK, "it counts the project");
        assert_eq!(site.get("bolat", &page("count(event)", "&a=9.9")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("bolat", &page(WOMEN, "&at=99999999")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("bolat", &page(WOMEN, "&at=1")).await.status, StatusCode::OK);
        assert_eq!(site.get("bolat", &page(WOMEN, "&page=999")).await.status, StatusCode::OK);
    });
}

#[test]
fn a_measure_is_said_as_people_say_it() {
    let (catalogue, _) = auyl_work::catalogue::read(None).expect("the catalogue");
    let check = |measure: &str, expected: Expect| {
        let measure = Measure::read(measure, &catalogue).expect("a measure");
        let said = Lang::ALL.map(|lang| in_words(&measure, &catalogue, lang, &|_, id| id.to_string()));
        expected.assert_eq(&said.join("\n").replace('\u{a0}', " "));
    };
    check(
        "persons(attendance where gender = female) by place",
        expect![[r#"
        «Қатысу» тізіліміндегі әртүрлі адамдар, шарты: Жынысы – Әйел; бөлінуі: Өткен ауылы
        разные люди в реестре «Посещения», где Пол – Женский; отдельно по: Место проведения
        different people in Attendance where Gender is Female, by Place"#]],
    );
    check(
        "count(event where kind in (gathering, seminar) and held_on >= 2024-05-01)",
        expect![[r#"
        «Оқиғалар» тізіліміндегі жазбалар, шарты: Түрі – мыналардың бірі: Тұрғындар жиналысы, Семинар және Өткізілген күні: 01.05.2024 күнінен бастап
        записи в реестре «События», где Вид – одно из: Собрание жителей, Семинар и Дата проведения не раньше 01.05.2024
        records in Events where Kind is one of: Residents' gathering, Seminar and Held on is not before 01.05.2024"#]],
    );
    check(
        "share(survey_engagement where engaged = yes) at wave = endline",
        expect![[r#"
        «Қатысу сауалнамасы (жауаптар)» тізіліміндегі жауап бергендердің ішінде мына шартқа сайлардың үлесі: Соңғы жарты жылда ауыл мәселесін шешуге қатыстыңыз ба? – Иә; тек мыналардың ішінде: Кезең – Қорытынды
        доля среди ответивших в реестре «Ответы о вовлечённости», для которых За последние полгода участвовали в решении вопросов села? – Да; только среди тех, где Волна – Итоговая
        share of those who answered in Answers on engagement, where In the last half-year, did you take part in solving matters of the village? is Yes, only among those where Wave is Endline"#]],
    );
    check(
        "change(share(survey_engagement where engaged = yes), wave: baseline -> endline)",
        expect![[r#"
        «Кезең – Бастапқы» кезеңінен «Кезең – Қорытынды» кезеңіне дейінгі өзгеріс: «Қатысу сауалнамасы (жауаптар)» тізіліміндегі жауап бергендердің ішінде мына шартқа сайлардың үлесі: Соңғы жарты жылда ауыл мәселесін шешуге қатыстыңыз ба? – Иә
        изменение от «Волна – Начальная» к «Волна – Итоговая»: доля среди ответивших в реестре «Ответы о вовлечённости», для которых За последние полгода участвовали в решении вопросов села? – Да
        change from “Wave is Baseline” to “Wave is Endline”: share of those who answered in Answers on engagement, where In the last half-year, did you take part in solving matters of the village? is Yes"#]],
    );
    check(
        "least(count(evidence where kind = photo) per event)",
        expect![[r#"
        «Оқиғалар» тізілімінің бір жазбасына шаққандағы ең кішісі: «Растайтын құжаттар» тізіліміндегі жазбалар, шарты: Түрі – Фотосурет
        наименьшее на одну запись реестра «События»: записи в реестре «Подтверждения», где Вид – Фотография
        the smallest for any one record of Events: records in Evidence where Kind is Photo"#]],
    );
    check(
        "sum(ledger_entry.amount where not (kind = plan)) / 2",
        expect![[r#"
            («Шығыстар кітабы» тізіліміндегі «Сомасы» өрісінің қосындысы, шарты: мынадай емес: Жазба түрі – Жоспар) ÷ 2
            (сумма поля «Сумма» в реестре «Книга расходов», где неверно, что Вид записи – План) ÷ 2
            (sum of Amount in Ledger where it is not so that Kind of entry is Plan) ÷ 2"#]],
    );
}

#[test]
fn a_number_over_thousands_of_records_is_leafed_through_to_the_last() {
    play(async {
        let site = Site::example_of_its_own().await;
        let store = &site.project.store;
        let first = store.records(PROJECT, "need", None).await.expect("records").remove(0);
        let before = store.records(PROJECT, "need", None).await.expect("records").len();
        let many: Vec<_> = (0..5_060)
            .map(|number| {
                let mut need = first.clone();
                need.id = auyl_domain::RecordId::read(&format!("zz-{number:05}")).expect("an id");
                need
            })
            .collect();
        let mut tx = store.begin(PROJECT).await.expect("begun");
        tx.save(&many, "bolat", "2024-11-25T09:00:00Z").await.expect("saved");
        tx.commit().await.expect("committed");
        let total = before + many.len();
        let last = total.div_ceil(50);
        let text = site.get("bolat", &page("count(need)", &format!("&page={last}"))).await.text();
        assert!(text.contains("/r/need/zz-05059\"") && text.contains(&format!("page={}#", last - 1)), "{text}");
        assert!(!text.contains(&format!("page={}#", last + 1)));
        // From one stretch to the next nothing is left out and nothing comes twice.
        let mut seen = std::collections::BTreeSet::new();
        for number in 99..=last {
            let text = site.get("bolat", &page("count(need)", &format!("&page={number}"))).await.text();
            let ids = text.split("/r/need/").skip(1).filter_map(|rest| rest.split('"').next());
            for id in ids.filter(|id| !id.is_empty() && !id.contains('?')) {
                assert!(seen.insert(id.to_string()), "{id} twice");
            }
        }
        assert_eq!(seen.len(), total - 98 * 50);
    });
}
