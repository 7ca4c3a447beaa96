//! A record on its way through its states: the form offers what may come next, and the door lets nobody past it.

use crate::village::{PROJECT, Site, play};
use auyl_domain::{Record, Value};

/// A record of a register that stands in a state.
async fn standing(site: &Site, register: &str, state: &str) -> Record {
    let all = site.project.store.records(PROJECT, register, None).await.expect("records");
    all.into_iter().find(|record| record.state() == state && record.review.is_empty()).expect("there is one")
}

/// The states that a page offers, the chosen one with a star.
fn offered(page: &str) -> Vec<String> {
    let select =
        page.split("name=\"f.state\"").nth(1).and_then(|rest| rest.split("</select>").next()).unwrap_or_default();
    let options = select.split("<option value=\"").skip(1);
    let told = options.map(|option| {
        let (id, rest) = option.split_once('"').expect("a value");
        let star = if rest.starts_with(" selected") { "*" } else { "" };
        format!("{id}{star}")
    });
    told.collect()
}

#[test]
fn the_form_of_a_problem_offers_the_states_that_may_follow() {
    play(async {
        let site = Site::example_of_its_own().await;
        let new = site.get("bolat", "/p/auyl/r/problem/new").await.text();
        let all = ["open*", "in_letter", "answered", "solved", "confirmed", "reopened"];
        assert_eq!(offered(&new), all, "a new one may come in any");
        let problem = standing(&site, "problem", "open").await;
        let address = format!("/p/auyl/r/problem/{}/edit", problem.id);
        assert_eq!(offered(&site.get("bolat", &address).await.text()), ["open*", "in_letter", "solved"]);
        let solved = standing(&site, "problem", "confirmed").await;
        let of_solved = format!("/p/auyl/r/problem/{}/edit", solved.id);
        let edit = site.get("bolat", &of_solved).await.text();
        assert_eq!(offered(&edit), ["solved", "confirmed*", "reopened"], "what was confirmed may be taken back");
        let mut back = solved;
        back.fields.insert("state".into(), Value::Choice("solved".into()));
        let mut tx = site.project.store.begin(PROJECT).await.expect("a transaction");
        tx.save(&[back], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("kept");
        let edit = site.get("bolat", &of_solved).await.text();
        assert_eq!(offered(&edit), ["solved*", "confirmed", "reopened"], "somebody says whether it is so");
        // Who sends another one all the same is refused, and sees what they sent.
        let (since, id) = (problem.since.to_string(), problem.id.to_string());
        let fields = [("id", id.as_str()), ("base", since.as_str()), ("f.state", "answered")];
        let refused = site.post("bolat", &address, &fields).await;
        assert_eq!(refused.status.as_u16(), 422);
        assert_eq!(offered(&refused.text()), ["open", "in_letter", "answered*", "solved"]);
        assert_eq!(standing(&site, "problem", "open").await.id, problem.id);
    });
}
