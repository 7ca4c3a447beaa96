//! Every page under the eye of axe-core, which knows the rules of WCAG 2.2: nothing it finds may be serious or critical.
//! The addresses are those of `site/roles.txt`, so a page that is new there is looked at here by itself.

use crate::chromium::{DESK, Look, TELEPHONE};
use crate::ground::PROJECT;
use crate::page::Page;
use crate::stage::{Begin, Stage, play};
use auyl_domain::id::sha256;
use auyl_domain::ticket::Ticket;
use auyl_domain::{Record, RecordId, Value};
use auyl_store::accounts::Home;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::sync::OnceLock;
use tower::ServiceExt;

const ADVICE: &str = "axe-core is needed to look at the pages and is not on this machine. `cargo xtask browser` fetches \
                      it from npm and plays the stories.";

/// The environment variable that names a folder in which a picture of every page is kept, for whoever looks at them.
const PICTURES: &str = "AUYL_TEST_PICTURES";

/// What axe found, where it is serious or critical: rule, how many times, the first places.
const SCRIPT: &str = "return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id} (${help}) ${nodes.length}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(' | ')}`))";

fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/axe-core/package/axe.min.js");
        std::fs::read_to_string(path).unwrap_or_else(|_| panic!("{ADVICE}"))
    })
}

/// What is wrong with the page that is shown.
fn wrong(page: &Page) -> Vec<String> {
    if page.run("return typeof axe", &[]) == json!("undefined") {
        // Not as an element of the page: the policy of the site lets no stranger's script in, and it stays as it is.
        page.run(&format!("{}\nwindow.axe = axe;", source()), &[]);
    }
    let found = page.run(SCRIPT, &[]);
    let found = found.as_array().expect("a list of what was found");
    found.iter().filter_map(Json::as_str).map(str::to_string).collect()
}

/// Fails where something about the page that is shown is serious or critical. Axe itself is a script, and pages are the
/// same without scripts.
pub fn look_at(page: &Page) {
    if !page.scripts {
        return;
    }
    let wrong = wrong(page);
    assert!(wrong.is_empty(), "{}:\n{}", page.address(), wrong.join("\n"));
}

/// Addresses with the first one who gets in, or who is told why not; what is no page is left out.
fn walk(stage: &Stage) -> Vec<(String, String)> {
    let evidence = stage.records("evidence");
    let sha = evidence.iter().find_map(|record| match record.get("file") {
        Some(Value::File(file)) => Some(file.sha256.as_str()),
        _ => None,
    });
    let mut lines = include_str!("../site/roles.txt").lines();
    let people: Vec<&str> = lines.next().expect("a head").split_whitespace().collect();
    let places = lines.map(|line| {
        let mut words = line.split_whitespace();
        let address = words.next().expect("an address").replace("<sha>", sha.expect("a file of the example"));
        let statuses: Vec<&str> = words.collect();
        let who = statuses.iter().position(|status| *status == "200").unwrap_or(0);
        (address, if people[who] == "nobody" { String::new() } else { people[who].to_string() })
    });
    places.filter(|(address, who)| is_page(stage, address, who)).collect()
}

/// Pages behind the links of messages: whether somebody wants to be told, no more of it, and whether their problem is solved.
fn of_messages(stage: &Stage) -> Vec<(String, String)> {
    let id = |text: &str| RecordId::read(text).expect("an id");
    let ticket = Ticket::of_chance([3; 17]).to_string();
    let fields = [
        ("problem", Value::Link(id("pb-muratbaev-1"))),
        ("source", Value::Choice("open_page".into())),
        ("tell", Value::Flag(true)),
        ("ticket", Value::Text(ticket.clone())),
    ];
    let asked = Record {
        register: "supporter".into(),
        id: id("asked"),
        since: 0,
        fields: fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
        review: Vec::new(),
    };
    stage.wait(async {
        let store = &stage.app.store;
        let mut tx = store.begin(PROJECT).await.expect("a transaction");
        tx.save(&[asked], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("kept");
        for (secret, of) in [("asked", "asked"), ("told", "told")] {
            store
                .put_stop(&sha256(secret.as_bytes()), PROJECT, ("supporter", of), "2024-11-25T07:00:00Z")
                .await
                .expect("kept");
        }
    });
    let all = ["/stop/asked".to_string(), "/stop/told".to_string(), format!("/open/{PROJECT}/ticket/{ticket}")];
    all.map(|address| (address, String::new())).into()
}

fn is_page(stage: &Stage, address: &str, who: &str) -> bool {
    let request = Request::get(address).header(header::COOKIE, format!("auyl={who}")).body(Body::empty()).unwrap();
    let answer = stage.wait(auyl_server::router(stage.app.clone()).oneshot(request)).unwrap();
    let is_html =
        answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    is_html && answer.status() != StatusCode::SEE_OTHER
}

fn look_at_all(look: Look, is_dark: bool) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        page.set_cookie("auyl-lang", look.lang);
        page.set_dark(is_dark);
        // The open page is there for everybody only once somebody has switched it on.
        let home = Home { project: PROJECT.into(), organisation: "main".into(), is_public: true };
        stage.wait(stage.app.store.set_home(&home)).expect("the open page is on");
        let mut places = walk(stage);
        places.extend(of_messages(stage));
        assert!(places.len() > 40, "{} pages", places.len());
        let pictures = std::env::var_os(PICTURES).map(PathBuf::from);
        let mut all = Vec::new();
        for (address, who) in &places {
            page.be(who);
            page.go(address);
            page.see(&format!("html[lang={}], html[lang=ru]", look.lang));
            if let Some(folder) = &pictures {
                let name = address.replace(|c: char| !c.is_alphanumeric(), "_");
                let dark = if is_dark { "-dark" } else { "" };
                page.photograph(&folder.join(format!("{name}-{}-{}{dark}.png", look.width, look.lang)));
            }
            all.extend(wrong(page).iter().map(|wrong| format!("{address} ({who}): {wrong}")));
            all.extend(page.squeezed().iter().map(|text| format!("{address}: letters one below the other: {text}")));
            all.extend(Some(page.over()).filter(|over| *over > 0).map(|over| format!("{address}: {over} px too wide")));
        }
        assert!(all.is_empty(), "{}", all.join("\n"));
    });
}

#[test]
fn every_page_on_a_telephone_in_kazakh() {
    look_at_all(TELEPHONE, false);
}

#[test]
fn every_page_on_a_desk_in_russian() {
    look_at_all(DESK, false);
}

#[test]
fn every_page_in_the_dark() {
    look_at_all(DESK, true);
}
