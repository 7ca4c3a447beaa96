//! Whoever holds a ticket says whether the problem is solved: once, changed until the team closes the question, without a name.

use crate::village::{PROJECT, Site, play};
use crate::voice::{counted, fill, opened, raised, show};
use auyl_domain::{Lang, Record, RecordId, Value};
use axum::http::StatusCode;

/// What Dina raised.
const DENTIST: &[(&str, &str)] = &[
    ("place", "qamystybas"),
    ("sphere", "health"),
    ("title", "В медпункте нет зубного врача"),
    ("phone", "8 702 000 00 01"),
    ("sure", "1"),
];

async fn problem(site: &Site, id: &RecordId) -> Record {
    site.project.store.record(PROJECT, "problem", id, None).await.expect("read").expect("a problem")
}

/// Somebody of the team calls it solved, with a decision.
async fn solve(site: &Site, id: &RecordId, on: &str) {
    let mut solved = problem(site, id).await;
    let decision = RecordId::read("d-qamystybas-1").expect("an id");
    let fields = [
        ("state", Value::Choice("solved".into())),
        ("solved_on", Value::Date(on.parse().expect("a day"))),
        ("decision", Value::Link(decision)),
    ];
    solved.fields.extend(fields.map(|(name, value)| (name.to_string(), value)));
    let mut tx = site.project.store.begin(PROJECT).await.expect("a transaction");
    tx.save(&[solved], "bolat", "2024-11-25T06:30:00Z").await.expect("saved");
    tx.commit().await.expect("kept");
}

/// Dina's problem, called solved. Gives the page of her ticket and the problem.
async fn called_solved(site: &Site) -> (String, RecordId) {
    let (ticket, raised) = raised(site, DENTIST).await;
    let page = format!("/open/auyl/ticket/{ticket}");
    show(site, &raised.id, "Нет зубного врача").await;
    assert!(!site.get("", &page).await.text().contains("name=\"says\""), "nobody calls it solved yet");
    solve(site, &raised.id, "2024-11-20").await;
    (page, raised.id)
}

async fn words(site: &Site, id: &RecordId) -> Vec<Record> {
    auyl_work::outcome::said(&site.project, id).await.expect("words")
}

#[test]
fn dina_says_no_then_yes_and_her_last_word_counts() {
    play(async {
        let site = opened().await;
        let (page, id) = called_solved(&site).await;
        for lang in Lang::ALL {
            let text = site.get_in(lang.code(), "", &page).await.text();
            assert!(text.contains("name=\"says\"") && !text.contains(">voice-"), "{text}");
        }
        let before = counted(&site, "count(confirmation)").await;
        let nothing = fill(&site, &page, &[("note", "Кабинет закрыт.")], true).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text().contains("Кабинет закрыт."), "what was typed is there");
        let no = fill(&site, &page, &[("says", "no"), ("note", "Кабинет закрыт.")], true).await;
        assert_eq!(no.status, StatusCode::SEE_OTHER, "{}", no.text());
        assert_eq!(problem(&site, &id).await.state(), "solved", "a word opens nothing");
        let mend = site.get("bolat", "/p/auyl/mend").await.text();
        assert!(mend.contains("говорят, что не решена"), "{mend}");
        let team = site.get("bolat", &format!("/p/auyl/decisions/{id}")).await.text();
        assert!(team.contains("Кабинет закрыт.") && team.contains("Житель"), "{team}");
        let shown = site.get("", &page).await.text();
        assert!(shown.contains("Вы ответили") && !shown.contains("Кабинет") && !shown.contains("702"), "{shown}");
        let yes = fill(&site, &page, &[("says", "yes")], true).await;
        assert_eq!(yes.status, StatusCode::SEE_OTHER, "{}", yes.text());
        assert_eq!(problem(&site, &id).await.state(), "confirmed");
        let said = words(&site, &id).await;
        assert_eq!(said.len(), 1, "one word to a ticket");
        assert_eq!((said[0].text("who"), said[0].text("note")), ("supporter", ""));
        assert_ne!(counted(&site, "count(confirmation)").await, before);
        assert!(!format!("{said:?}").contains(page.rsplit('/').next().expect("a ticket")), "the ticket is not in it");
    });
}

#[test]
fn the_team_closes_the_question_and_asks_again_when_it_is_opened_again() {
    play(async {
        let site = opened().await;
        let (page, id) = called_solved(&site).await;
        fill(&site, &page, &[("says", "yes")], true).await;
        let team = format!("/p/auyl/decisions/{id}");
        assert_eq!(site.post("erlan", &team, &[("do", "close")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.post("bolat", &team, &[("do", "close")]).await.status, StatusCode::SEE_OTHER);
        let closed = site.get("", &page).await.text();
        assert!(closed.contains("закрыла этот вопрос") && !closed.contains("name=\"says\""), "{closed}");
        let late = site.post("", &page, &[("says", "no"), ("key", &"a".repeat(32))]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(problem(&site, &id).await.state(), "confirmed");
        assert_eq!(site.post("bolat", &team, &[("do", "ask")]).await.status, StatusCode::SEE_OTHER);
        assert!(site.get("", &page).await.text().contains("name=\"says\""));
        site.post("bolat", &team, &[("do", "close")]).await;
        let why = [("do", "reopen"), ("why", "Врач уехал.")];
        assert_eq!(site.post("bolat", &team, &why).await.status, StatusCode::SEE_OTHER);
        assert!(!site.get("", &page).await.text().contains("Так ли это"), "there is nothing to ask");
        solve(&site, &id, "2024-11-25").await;
        let anew = site.get("", &page).await.text();
        assert!(anew.contains("name=\"says\"") && !anew.contains("Вы ответили"), "she is asked anew: {anew}");
    });
}

#[test]
fn who_holds_no_ticket_says_nothing_and_a_flood_is_stopped() {
    play(async {
        let site = opened().await;
        let (page, id) = called_solved(&site).await;
        let other = auyl_domain::ticket::Ticket::of_chance([9; 17]);
        let guessed = site.post("", &format!("/open/auyl/ticket/{other}"), &[("says", "yes")]).await;
        assert_eq!(guessed.status, StatusCode::NOT_FOUND);
        let worn = site.post("", &page, &[("says", "yes"), ("key", "short")]).await;
        assert_eq!(worn.status, StatusCode::BAD_REQUEST, "{}", worn.text());
        let trapped = fill(&site, &page, &[("says", "yes"), ("website", "https://example.org")], true).await;
        assert_eq!(trapped.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&site, &id).await.is_empty());
        let mut last = StatusCode::OK;
        for n in 0..10 {
            let says = if n % 2 == 0 { "yes" } else { "no" };
            last = fill(&site, &page, &[("says", says)], false).await.status;
        }
        assert_ne!(last, StatusCode::SEE_OTHER, "without work fewer are taken");
        assert_eq!(words(&site, &id).await.len(), 1);
    });
}
