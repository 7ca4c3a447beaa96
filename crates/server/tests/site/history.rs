//! What happened to a record and to a project: told to whom it concerns, and undone by who may.

use crate::village::{Site, play};
use axum::http::StatusCode;

/// The id of the first event of a village in the example, as its list gives it.
async fn an_event(site: &Site, place: &str) -> String {
    let csv = site.get("aigul", &format!("/p/auyl/r/event/export.csv?is.place={place}&is.kind=seminar")).await.text();
    csv.lines().nth(1).and_then(|line| line.split(',').next()).expect("a seminar").to_string()
}

/// Changes the Russian title of an event through its form, as it stands now.
async fn retitle(site: &Site, who: &str, id: &str, title: &str) {
    let known = auyl_domain::RecordId::read(id).unwrap();
    let record = site.project.store.record("auyl", "event", &known, None).await.unwrap().expect("the event");
    let register = site.app.catalogue.register("event").unwrap();
    let mut draft = auyl_work::edit::draft_of(register, &record);
    draft.fields.insert("title_ru".into(), title.into());
    let change = auyl_work::edit::Change { register: "event", draft, base: Some(record.since), silent: &[] };
    let doing = auyl_work::project::Doing { actor: who.into(), at: "2024-11-25T06:00:00Z".into() };
    auyl_work::edit::change(&site.project, change, auyl_work::import::Faulty::RefuseFile, &doing).await.unwrap();
}

/// The buttons to undo on a page: `to` and `base` of each.
fn buttons(page: &str) -> Vec<(String, String)> {
    let value = |part: &str| part.split("value=\"").nth(1).and_then(|v| v.split('"').next()).unwrap().to_string();
    let forms = page.split("name=\"to\"").skip(1).filter(|form| form.contains("name=\"base\""));
    forms.map(|form| (value(form), value(form.split("name=\"base\"").nth(1).unwrap()))).collect()
}

#[test]
fn a_title_changed_by_bolat_is_shown_old_and_new_and_aigul_brings_the_old_one_back() {
    play(async {
        let site = Site::example_of_its_own().await;
        let id = an_event(&site, "qamystybas").await;
        let history = format!("/p/auyl/r/event/{id}/history");
        let old = site.get("aigul", &history).await.text();
        assert_eq!(buttons(&old), vec![], "there is one version only");
        retitle(&site, "bolat", &id, "Семинар о воде").await;
        for lang in ["kk", "ru", "en"] {
            let page = site.get_in(lang, "aigul", &history).await;
            assert_eq!(page.status, StatusCode::OK);
            let text = page.text();
            assert!(
                text.contains("<del>") && text.contains("Семинар о воде</ins>") && text.contains("bolat"),
                "{lang}"
            );
        }
        let page = site.get("aigul", &history).await.text();
        let (to, base) = buttons(&page).remove(0);
        let answer = site.post("aigul", &format!("/p/auyl/r/event/{id}/undo"), &[("to", &to), ("base", &base)]).await;
        assert_eq!(answer.location(), format!("/p/auyl/r/event/{id}?told=undone"));
        let again = site.get("aigul", &history).await.text();
        assert_eq!(again.matches("<li class=\"card\">").count(), 3);
        assert!(!site.get("aigul", &format!("/p/auyl/r/event/{id}")).await.text().contains("<h1>Семинар о воде"));
    });
}

#[test]
fn what_somebody_changed_while_the_history_was_open_is_not_undone_unseen() {
    play(async {
        let site = Site::example_of_its_own().await;
        let id = an_event(&site, "qamystybas").await;
        retitle(&site, "bolat", &id, "Семинар о воде").await;
        let page = site.get("aigul", &format!("/p/auyl/r/event/{id}/history")).await.text();
        let (to, base) = buttons(&page).remove(0);
        retitle(&site, "dina", &id, "Семинар о воде и свете").await;
        let undo = format!("/p/auyl/r/event/{id}/undo");
        let answer = site.post("aigul", &undo, &[("to", &to), ("base", &base)]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.text().contains("Ничего не возвращено") && answer.text().contains("Семинар о воде и свете"));
        let answer = site.post("aigul", &undo, &[("to", "999999"), ("base", &base)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        for who in ["erlan", "gulnar"] {
            let answer = site.post(who, &undo, &[("to", &to), ("base", &base)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who}");
        }
    });
}

#[test]
fn a_removed_record_is_found_in_the_log_and_brought_back() {
    play(async {
        let site = Site::example_of_its_own().await;
        let id = "p-zhana";
        let fields = [
            ("id", id),
            ("name", "Сәуле Ахметова"),
            ("gender", "female"),
            ("status", "working"),
            ("birth_year", "1980"),
        ];
        let register = site.app.catalogue.register("participant").unwrap();
        let mut draft = auyl_domain::Draft { id: Some(id.into()), ..Default::default() };
        draft.fields.extend(fields.iter().skip(1).map(|(name, text)| (name.to_string(), text.to_string())));
        draft.fields.insert("place".into(), "baimurat".into());
        let doing = auyl_work::project::Doing { actor: "bolat".into(), at: "2024-11-25T06:00:00Z".into() };
        let change = auyl_work::edit::Change { register: &register.id, draft, base: None, silent: &[] };
        auyl_work::edit::change(&site.project, change, auyl_work::import::Faulty::Keep, &doing).await.unwrap();
        let known = auyl_domain::RecordId::read(id).unwrap();
        auyl_work::edit::remove(&site.project, "participant", &known, &doing).await.unwrap();
        let log = site.get("aigul", "/p/auyl/log?register=participant").await.text();
        assert!(log.contains("Удалено") && log.contains("Сәуле Ахметова"), "{log}");
        // Neither a monitor nor the coordinator of another village learns whom it was.
        for who in ["erlan", "dina", "gulnar"] {
            assert!(!site.get(who, "/p/auyl/log").await.text().contains("Сәуле"), "{who}");
        }
        assert!(!site.get("dina", "/p/auyl/log?register=participant").await.text().contains(id));
        let history = site.get("aigul", &format!("/p/auyl/r/participant/{id}/history")).await.text();
        let (to, base) = buttons(&history).remove(0);
        assert_eq!(base, "0");
        let answer =
            site.post("aigul", &format!("/p/auyl/r/participant/{id}/undo"), &[("to", &to), ("base", &base)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get("aigul", answer.location()).await.status, StatusCode::OK);
    });
}

#[test]
fn the_history_of_another_village_is_not_there_for_a_coordinator() {
    play(async {
        let site = Site::example().await;
        let places = site.project.store.records("auyl", "place", None).await.unwrap();
        let other = places.iter().find(|place| place.id.as_str() != "qamystybas").expect("another village");
        let (own, foreign) = (an_event(&site, "qamystybas").await, an_event(&site, other.id.as_str()).await);
        let page = async |id: &str| site.get("dina", &format!("/p/auyl/r/event/{id}/history")).await.status;
        assert_eq!((page(&own).await, page(&foreign).await), (StatusCode::OK, StatusCode::NOT_FOUND));
        let public = site.get("gulnar", &format!("/p/auyl/r/event/{own}/history")).await;
        assert!(!public.text().contains("Тема семинара"), "an official sees public fields only");
        assert_eq!(site.get("zarina", "/p/auyl/log").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_log_is_told_in_three_languages_newest_first_and_page_by_page() {
    play(async {
        let site = Site::example().await;
        for lang in ["kk", "ru", "en"] {
            for verb in
                ["created", "changed", "removed", "erased", "project-created", "frozen", "opened", "closed", "other"]
            {
                assert!(
                    site.app
                        .catalogue
                        .phrases()
                        .has(auyl_domain::Lang::read(lang).unwrap(), &format!("history-verb-{verb}"))
                );
            }
            let page = site.get_in(lang, "aigul", "/p/auyl/log").await;
            assert_eq!(page.status, StatusCode::OK, "{lang}");
            assert!(page.text().contains("<tbody><tr>"));
        }
        // The example came in by the command line: many records at once are one line each register.
        let log = site.get("aigul", "/p/auyl/log?actor=cli").await.text();
        assert!(log.contains("записей</a>") || log.contains("записи</a>"));
        assert!(site.get("aigul", "/p/auyl/log?actor=nobody").await.text().contains("Ничего такого"));
        let first = site.get("aigul", "/p/auyl/log?before=2").await.text();
        assert!(first.contains("Начат проект") && first.contains("К последнему"));
    });
}

/// The lines of the log over all its pages, the newest first, and how many events they tell.
async fn told(site: &Site) -> (i64, Vec<String>) {
    let (mut n, mut all, mut page) = (0, Vec::new(), Some("/p/auyl/log".to_string()));
    while let Some(address) = page {
        let text = site.get("aigul", &address).await.text();
        let (_, body) = text.split_once("<tbody>").expect("lines");
        let (lines, _) = body.split_once("</tbody>").expect("an end");
        for line in lines.split("<tr>").skip(1) {
            // Many at once are "1 234 записи"; a name may have that word, but no number before it.
            let many = line.split_once(" запис").and_then(|(before, _)| before.rsplit('>').next());
            let number = many.and_then(|many| many.replace('\u{a0}', "").parse::<i64>().ok());
            n += number.unwrap_or(1);
            all.push(line.to_string());
        }
        // The page names its own address too, for who changes the language.
        let older = text.split_once("rel=\"next\" href=\"").and_then(|(_, rest)| rest.split('"').next());
        page = older.map(|older| older.replace("&#38;", "&").replace("&amp;", "&"));
    }
    (n, all)
}

#[test]
fn the_log_tells_every_event_once_also_when_its_older_part_is_kept() {
    play(async {
        let site = Site::example_of_its_own().await;
        let last = site.app.store.last_event("auyl").await.expect("events");
        assert!(last > 1_000, "more than one stretch");
        let (n, read) = told(&site).await;
        assert_eq!(n, last);
        let (_, kept) = told(&site).await;
        assert_eq!(kept, read, "what is kept is what was read");
        // What came since is told before what is kept.
        let id = an_event(&site, "qamystybas").await;
        retitle(&site, "bolat", &id, "Семинар о воде").await;
        let now = site.app.store.last_event("auyl").await.expect("events");
        assert!(now > last);
        let (n, after) = told(&site).await;
        assert_eq!(n, now);
        assert!(after.ends_with(&read), "what was told stays as it was");
    });
}
