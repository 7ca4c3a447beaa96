//! A gathering by law: what is wanted and by when, the quorum while people sign in, votes, minutes.

use crate::village::{PROJECT, Site, VILLAGE, play};
use auyl_domain::draft::Draft;
use auyl_domain::{Lang, Record, RecordId};
use auyl_work::edit::{self, Change, Changed};
use auyl_work::import::Faulty;
use auyl_work::project::Doing;
use axum::http::StatusCode;

/// A gathering in Dina's village, held on 4 June 2024; thirty people or so are on its list.
const EVENT: &str = "ga-qamystybas-2";
const PAGE: &str = "/p/auyl/event/ga-qamystybas-2/meeting";

fn doing() -> Doing {
    Doing { actor: "cli".into(), at: "2024-11-25T09:00:00Z".into() }
}

/// Puts a record in, through the door.
async fn put(site: &Site, register: &str, id: &str, fields: &[(&str, &str)]) {
    let there = site.project.store.record(PROJECT, register, &RecordId::read(id).unwrap(), None).await.unwrap();
    let mut draft = match &there {
        Some(record) => edit::draft_of(site.project.register(register).unwrap(), record),
        None => Draft::of([("id", id)]),
    };
    draft.id = Some(id.to_string());
    draft.fields.extend(fields.iter().map(|(field, text)| (field.to_string(), text.to_string())));
    let base = there.as_ref().map(|record| record.since);
    let change = Change { register, draft, base, silent: &[] };
    let changed = edit::change(&site.project, change, Faulty::RefuseFile, &doing()).await.unwrap();
    assert!(matches!(changed, Changed::Saved { .. } | Changed::Unchanged { .. }), "{register} {id} {changed:?}");
}

async fn attendances(site: &Site, event: &str) -> Vec<Record> {
    let mut all = site.project.store.records(PROJECT, "attendance", None).await.unwrap();
    all.retain(|record| record.link("event").is_some_and(|of| of.as_str() == event));
    all
}

/// A gathering of a street with its agenda of two questions.
async fn street(site: &Site, members: &str) {
    let people = attendances(site, EVENT).await;
    let person = |at: usize| people[at].link("participant").unwrap().to_string();
    let fields = [
        ("event", EVENT),
        ("kind", "separate_gathering"),
        ("part_ru", "улица Абая"),
        ("part_kk", "Абай көшесі"),
        ("initiator", "akim"),
        ("members_total", members),
        ("chair", &person(0)),
        ("secretary", &person(1)),
    ];
    put(site, "community_meeting", "cm-1", &fields).await;
    for (number, title) in [("1", "Кого избрать на сход"), ("2", "Когда собраться снова")]
    {
        let id = format!("aq-{number}");
        let matter = ("matter", "elect_representatives");
        let fields = [("meeting", "cm-1"), ("number", number), matter, ("title_ru", title), ("title_kk", title)];
        put(site, "agenda_question", &id, &fields).await;
    }
}

async fn since(site: &Site, id: &str) -> String {
    let id = RecordId::read(id).unwrap();
    let record = site.project.store.record(PROJECT, "agenda_question", &id, None).await.unwrap().unwrap();
    record.since.to_string()
}

#[test]
fn an_event_becomes_a_gathering_by_law_and_says_what_was_not_done() {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = site.get("dina", PAGE).await.text();
        assert!(before.contains("Вести по Закону № 148"), "{before}");
        assert!(before.contains(&format!("/r/community_meeting/new?event={EVENT}&#38;back={PAGE}")), "{before}");
        assert!(site.get("dina", "/p/auyl/event/ga-qamystybas-2").await.text().contains("/meeting"));
        street(&site, "290").await;
        for lang in Lang::ALL {
            let answer = site.get_in(lang.code(), "dina", PAGE).await;
            let text = answer.text();
            assert_eq!(answer.status, StatusCode::OK, "{text}");
            assert!(!text.contains("gathering-") && !text.contains(" style="), "{}", lang.code());
        }
        let text = site.get("dina", PAGE).await.text();
        for there in [
            "Раздельный сход",
            "Не записано, когда оповестили о встрече; нужно было не позже 25.05.2024 (Закон № 148, ст. 39-3, п. 8)",
            "Вопрос 1 «Кого избрать на сход»: голоса не внесены",
            "Протокол не подписан председателем и секретарём",
            "Раздельный сход никого не избрал",
            "minutes.docx?lang=kk",
        ] {
            assert!(text.contains(there), "{there} is not in {text}");
        }
        let event = site.get("dina", "/p/auyl/event/ga-qamystybas-2").await.text();
        assert!(event.contains("data-quorum") && event.contains("Сделано"), "{event}");
        let findings = site.get("aigul", "/api/v1/projects/auyl/findings").await.text();
        assert!(
            findings.contains("gathering-not-announced")
                && findings.contains("Раздельный сход, Камыстыбас, 04.06.2024: ")
        );
    });
}

#[test]
fn a_meeting_that_is_still_ahead_says_by_which_day_it_is_announced() {
    play(async {
        let site = Site::example_of_its_own().await;
        street(&site, "290").await;
        put(&site, "event", EVENT, &[("held_on", "2024-12-10")]).await;
        let text = site.get("dina", PAGE).await.text();
        assert!(text.contains("Оповестите жителей не позже 30.11.2024: за 10 дней до встречи"), "{text}");
        assert!(text.contains("это заготовка протокола"));
        put(&site, "event", EVENT, &[("held_on", "2024-12-04")]).await;
        let text = site.get("dina", PAGE).await.text();
        assert!(text.contains("Перенесите встречу: самый ранний день – 05.12.2024"), "{text}");
    });
}

#[test]
fn the_quorum_follows_the_sign_in_list() {
    play(async {
        let site = Site::example_of_its_own().await;
        let n = attendances(&site, EVENT).await.len();
        let members = ((n + 1) * 10).to_string();
        street(&site, &members).await;
        let quorum = "/p/auyl/event/ga-qamystybas-2/quorum";
        let before = site.get("dina", quorum).await.text();
        assert!(before.contains("\"met\":false") && before.contains(&format!("{n} из {}", n + 1)), "{before}");
        let rows = format!("/p/auyl/r/event/{EVENT}/rows/attendance");
        assert!(site.get("dina", &rows).await.text().contains("data-quorum"), "the counter stands beside the rows");
        let new = [
            ("r0.f.participant", "Сейітова Дина Асқарқызы"),
            ("r0.f.participant.birth_year", "1982"),
            ("r0.f.participant.gender", "female"),
            ("r0.f.participant.status", "other"),
            ("r0.f.participant.place", VILLAGE),
            ("r0.f.role", "participant"),
        ];
        let saved = site.post("dina", &rows, &new).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let after = site.get("dina", quorum).await.text();
        assert!(after.contains("\"met\":true"), "{after}");
    });
}

#[test]
fn votes_are_typed_at_once_and_what_is_wrong_comes_back_as_it_was_typed() {
    play(async {
        let site = Site::example_of_its_own().await;
        street(&site, "290").await;
        let (one, two) = (since(&site, "aq-1").await, since(&site, "aq-2").await);
        let typed = [
            ("base.aq-1", one.as_str()),
            ("v.aq-1.0", "20"),
            ("v.aq-1.1", "4"),
            ("v.aq-1.2", "3"),
            ("v.aq-1.3", "Дина сайлансын."),
            ("v.aq-1.4", "Избрать Дину."),
            ("base.aq-2", two.as_str()),
            ("v.aq-2.0", "двадцать"),
            ("v.aq-2.1", "-4"),
        ];
        let answer = site.post("dina", PAGE, &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = answer.text();
        assert!(text.contains("value=\"двадцать\"") && text.contains("id=\"errors\""), "{text}");
        assert!(text.contains("Избрать Дину.") && text.contains("Принято"), "the first question is saved");
        let (one, two) = (since(&site, "aq-1").await, since(&site, "aq-2").await);
        let many = [("base.aq-1", one.as_str()), ("v.aq-1.0", "500"), ("base.aq-2", two.as_str()), ("v.aq-2.0", "3")];
        let answer = site.post("dina", PAGE, &many).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let text = site.get("dina", PAGE).await.text();
        assert!(text.contains("голосов 500, а голосовать могли"), "more votes than voters are kept and told: {text}");
        assert!(text.contains("Не принято"), "three are not more than half");
        assert_eq!(site.post("erlan", PAGE, &many).await.status, StatusCode::FORBIDDEN, "a monitor counts no votes");
    });
}

/// The words of a DOCX.
fn words(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut text).unwrap();
    text
}

#[test]
fn minutes_are_made_of_what_was_recorded_for_who_may_read_names() {
    play(async {
        let site = Site::example_of_its_own().await;
        street(&site, "290").await;
        let minutes = "/p/auyl/event/ga-qamystybas-2/minutes";
        let ru = site.get("dina", &format!("{minutes}.docx?lang=ru")).await;
        assert_eq!(ru.status, StatusCode::OK);
        let text = words(&ru.bytes);
        for there in ["раздельного схода местного сообщества", "улица Абая", "4 июня 2024 года", "Кого избрать на сход"]
        {
            assert!(text.contains(there), "{there}");
        }
        let person = attendances(&site, EVENT).await[0].link("participant").unwrap().clone();
        let chair = site.project.store.record(PROJECT, "participant", &person, None).await.unwrap().unwrap();
        assert!(text.contains(chair.text("name")));
        let kk = words(&site.get("dina", &format!("{minutes}.docx?lang=kk")).await.bytes);
        assert!(kk.contains("ХАТТАМАСЫ") && kk.contains("Абай көшесі"));
        let pdf = site.get("aigul", &format!("{minutes}.pdf?lang=kk")).await;
        assert!(pdf.status == StatusCode::OK && pdf.bytes.starts_with(b"%PDF"));
        for who in ["erlan", "gulnar"] {
            assert_eq!(site.get(who, &format!("{minutes}.docx")).await.status, StatusCode::FORBIDDEN, "{who}");
        }
        assert!(site.get("erlan", PAGE).await.text().contains("только те, кому разрешены персональные данные"));
        assert_eq!(site.get("dina", "/p/auyl/event/ga-baimurat-1/minutes.docx").await.status, StatusCode::NOT_FOUND);
    });
}
