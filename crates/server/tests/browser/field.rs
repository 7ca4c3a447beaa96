//! Villages without a network: what is typed there stays on the device until the server has it, and arrives once.

use crate::axe;
use crate::chromium::{DESK, TELEPHONE, open, open_again};
use crate::ground::PROJECT;
use crate::page::{Page, key};
use crate::stage::{Begin, Stage, play};
use crate::typing::known;
use crate::well;
use auyl_domain::Value;
use auyl_store::accounts::{Membership, Session};
use auyl_work::Project;
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

pub const FIELD: &str = "/p/auyl/field";
const READY: &str = "#installed[data-ready=yes]";
/// A gathering in the first village.
const EVENT: &str = "ga-qamystybas-1";
const FIRST: &str = "[id='attendance_rows.0.participant']";
const SECOND: &str = "[id='attendance_rows.1.participant']";
pub const FINISH: &str = ".field-form button.main";

/// Opens the page on a device until it needs no network any more.
pub fn install(page: &Page, who: &str) {
    page.go("/sign-in");
    page.be(who);
    page.go(FIELD);
    page.see(READY);
}

/// What the device has of a store of its database.
pub fn kept(page: &Page, store: &str) -> Vec<Json> {
    let script = "const [store] = arguments; return new Promise((done) => {
        const asked = indexedDB.open('auyl-field');
        asked.onsuccess = () => {
            const all = asked.result.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => { asked.result.close(); done(all.result); };
        };
    })";
    page.run(script, &[json!(store)]).as_array().cloned().unwrap_or_default()
}

pub fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// So many entries of the list are in a state.
pub fn see(page: &Page, state: &str, n: usize) {
    let script = format!("return document.querySelectorAll('li[data-state={state}]').length");
    let until = Instant::now() + Duration::from_secs(30);
    while page.run(&script, &[]) != json!(n) {
        assert!(Instant::now() < until, "not {n} {state} but\n{}", page.text("main"));
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The network is back, and the browser says so to the page.
pub fn come_back(stage: &Stage, page: &Page) {
    stage.start();
    page.run("dispatchEvent(new Event('online'))", &[]);
}

/// The sheet of the gathering with one known person; it waits to be sent.
pub fn sheet(page: &Page, name: &str) {
    page.press("a[href='#new/attendance']");
    page.press(&format!("[id='event'] option[value='{EVENT}']"));
    page.fill(FIRST, name);
    page.see(".known.good-text");
}

/// How often somebody stands among those who came to the gathering.
pub fn came(stage: &Stage, name: &str) -> usize {
    stage.take_in();
    let people = stage.records("participant");
    let person = people.iter().find(|one| one.text("name") == name).expect("a known person");
    let there = stage.records("attendance");
    let of_event = there.iter().filter(|one| one.link("event").is_some_and(|event| event.as_str() == EVENT));
    of_event.filter(|one| one.link("participant") == Some(&person.id)).count()
}

/// A photo as a camera keeps it.
pub fn photo(stage: &Stage) -> String {
    let all = stage.records("evidence");
    let file = all.iter().find_map(|record| match record.get("file") {
        Some(Value::File(file)) if file.name.ends_with(".jpg") => Some(file),
        _ => None,
    });
    let file = file.expect("the example has photos");
    let taken = stage.folder.path().join("taken.jpg");
    std::fs::copy(stage.folder.path().join("data/files").join(&file.sha256[..2]).join(&file.sha256), &taken)
        .expect("a photo");
    taken.display().to_string()
}

#[test]
fn aigul_types_a_sheet_and_its_photo_without_a_network_and_both_arrive_once() {
    play(Begin::Example, DESK, |stage| {
        let (name, photo, before) = (known(stage).remove(0), photo(stage), stage.records("evidence").len());
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "aigul");
        axe::look_at(&phone);
        stage.stop();
        phone.set_network(false);
        // The tab is closed; a new one opens without a network.
        phone.new_tab();
        phone.set_network(false);
        phone.go(FIELD);
        sheet(&phone, &name);
        phone.keys(&format!("{0}{0}{0}", key::ENTER));
        assert_eq!(phone.focus(), "attendance_rows.1.participant", "Enter makes a new row");
        phone.keys("Жаңа Адам");
        axe::look_at(&phone);
        phone.fits();
        let typed = || kept(&phone, "entries").first().is_some_and(|entry| entry.to_string().contains("Жаңа Адам"));
        wait_until("what is typed is on the disk", typed);
        // The battery is empty. What the phone finds afterwards is what had reached its disk.
        let phone = open_again(&phone, TELEPHONE);
        phone.go(FIELD);
        phone.be("aigul");
        phone.press(".entry[data-state=draft] a.button");
        assert_eq!(
            (phone.property(FIRST, "value"), phone.property(SECOND, "value")),
            (name.clone(), "Жаңа Адам".into())
        );
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        phone.press("a[href='#new/evidence']");
        phone.press("[id='kind'] option[value='photo']");
        phone.fill("[id='file']", &photo);
        phone.see(".photo .picture img");
        phone.press(FINISH);
        see(&phone, "waiting", 2);
        phone.fits();
        assert_eq!(kept(&phone, "files").len(), 1);
        stage.start();
        // The sheet arrives, and the answer of the server is lost: it will be sent again.
        let script = "const [xml] = arguments, body = new FormData();
            body.append('xml_submission_file', new Blob([xml], { type: 'text/xml' }), 'a.xml');
            return fetch('/v1/projects/1/submission', { method: 'POST', body }).then((answer) => answer.status)";
        let sheet = kept(&phone, "entries").into_iter().find(|entry| entry["form"] == "attendance").expect("the sheet");
        assert_eq!(phone.run(script, std::slice::from_ref(&sheet["xml"])), json!(201));
        phone.press("button.main");
        see(&phone, "confirmed", 2);
        assert!(
            kept(&phone, "files").is_empty() && !kept(&phone, "entries").iter().any(|entry| !entry["xml"].is_null())
        );
        assert_eq!(came(stage, &name), 1);
        assert_eq!(stage.records("evidence").len(), before + 1);
        phone.close().expect("it closes");
    });
}

#[test]
fn a_queue_is_carried_to_another_device_and_both_send_it() {
    play(Begin::Example, DESK, |stage| {
        let name = known(stage).remove(0);
        let first = open(&stage.page.site, TELEPHONE);
        install(&first, "aigul");
        stage.stop();
        sheet(&first, &name);
        first.press(FINISH);
        see(&first, "waiting", 1);
        first.press("details.card summary");
        first.press("//button[contains(., 'файлға')]");
        first.downloaded(".zip");
        stage.start();
        let file = std::fs::read_dir(&first.downloads).expect("a folder").flatten().next().expect("a file").path();
        let second = open(&stage.page.site, DESK);
        install(&second, "aigul");
        second.press("details.card summary");
        second.fill("#bring", &file.display().to_string());
        see(&second, "confirmed", 1);
        // The first device comes back to where there is a network.
        first.run("dispatchEvent(new Event('online'))", &[]);
        see(&first, "confirmed", 1);
        assert_eq!(came(stage, &name), 1);
        // The same file once more: it is known here.
        second.fill("#bring", &file.display().to_string());
        second.see("//p[contains(@class, 'row-status') and contains(., '1')]");
        assert_eq!(kept(&second, "entries").len(), 1);
        first.close().expect("it closes");
        second.close().expect("it closes");
    });
}

#[test]
fn who_is_signed_out_keeps_what_waits_and_signing_out_forgets_the_lists_only() {
    play(Begin::Example, DESK, |stage| {
        let name = known(stage).remove(0);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "aigul");
        stage.stop();
        sheet(&phone, &name);
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        // The session has ended meanwhile: it waits, can be seen, and the page says what to do.
        phone.be("ended");
        come_back(stage, &phone);
        phone.see(".notice a[href^='/sign-in']");
        see(&phone, "waiting", 1);
        axe::look_at(&phone);
        // She signs in, and out before it is sent: the next person at this device finds no names and nothing typed.
        phone.be("aigul");
        phone.run("localStorage.setItem('auyl aigul /p/auyl/r/event/new/draft', '[]')", &[]);
        phone.go("/me");
        phone.press("form[action='/sign-out'] button");
        wait_until("names are forgotten", || kept(&phone, "lists").is_empty());
        assert_eq!(
            phone.run("return Object.keys(localStorage).filter((name) => name.startsWith('auyl '))", &[]),
            json!([])
        );
        assert_eq!(kept(&phone, "entries").len(), 1);
        stage.stop();
        phone.go(FIELD);
        phone.see(".notice a[href^='/sign-in']");
        assert!(!phone.text("main").contains(&name) && !phone.source().contains("data-state"));
        stage.start();
        // Her next session.
        let session = Session {
            secret: auyl_domain::id::sha256(b"again"),
            account: "aigul".into(),
            until_at: "2030-01-01T00:00:00Z".into(),
            ..Session::default()
        };
        stage.wait(stage.app.store.add_session(&session)).expect("a session");
        phone.be("again");
        phone.go(FIELD);
        see(&phone, "confirmed", 1);
        assert_eq!(came(stage, &name), 1);
        phone.close().expect("it closes");
    });
}

/// Fills in what has no letters to type: a day.
fn set(page: &Page, id: &str, value: &str) {
    let script = "const [id, value] = arguments, input = document.getElementById(id);
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }))";
    page.run(script, &[json!(id), json!(value)]);
}

#[test]
fn an_event_typed_without_a_network_can_be_chosen_at_once_and_both_arrive() {
    play(Begin::Example, DESK, |stage| {
        let name = known(stage).remove(0);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "dina");
        stage.stop();
        phone.press("a[href='#new/event']");
        // Dina has one village; it stands there already.
        assert_eq!(phone.property("[id='place']", "value"), "qamystybas");
        phone.press("[id='activity'] option:nth-child(2)");
        // What is asked only of a performance.
        assert!(!phone.text(".fields").contains("Қойылым тақырыбы"));
        phone.press("[id='kind'] option[value='performance']");
        assert!(phone.text(".fields").contains("Қойылым тақырыбы"));
        phone.press("[id='kind'] option[value='gathering']");
        phone.fill("[id='title_ru']", "Сход у колодца");
        phone.press(FINISH);
        // The day is missing: it says so and leads there.
        phone.press(".errors a");
        assert_eq!(phone.focus(), "held_on");
        set(&phone, "held_on", "2024-05-14");
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        phone.press("a[href='#new/attendance']");
        phone.press("//select[@id='event']/option[contains(., 'Сход у колодца')]");
        phone.fill(FIRST, &name);
        phone.see(".known.good-text");
        phone.press(FINISH);
        see(&phone, "waiting", 2);
        come_back(stage, &phone);
        see(&phone, "confirmed", 2);
        stage.take_in();
        let events = stage.records("event");
        let event = events.iter().find(|one| one.text("title_ru") == "Сход у колодца").expect("the event is there");
        let there = stage.records("attendance");
        assert_eq!(there.iter().filter(|one| one.link("event") == Some(&event.id)).count(), 1);
        phone.close().expect("it closes");
    });
}

#[test]
fn what_the_server_refuses_stays_with_what_it_said_and_can_be_sent_again() {
    play(Begin::Example, DESK, |stage| {
        let name = known(stage).remove(0);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "dina");
        stage.stop();
        sheet(&phone, &name);
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        let role = |role: &str| Membership {
            account: "dina".into(),
            organisation: "main".into(),
            project: String::new(),
            role: role.into(),
            places: vec!["qamystybas".into()],
        };
        stage.wait(stage.app.store.set_membership(&role("monitor"))).expect("a membership");
        come_back(stage, &phone);
        see(&phone, "refused", 1);
        assert!(!phone.text("li[data-state=refused] .bad-text").trim().is_empty());
        axe::look_at(&phone);
        stage.wait(stage.app.store.set_membership(&role("coordinator"))).expect("a membership");
        phone.press("li[data-state=refused] button");
        see(&phone, "confirmed", 1);
        assert_eq!(came(stage, &name), 1);
        phone.close().expect("it closes");
    });
}

#[test]
fn little_room_is_told_before_something_is_lost() {
    play(Begin::Example, DESK, |stage| {
        let photo = photo(stage);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "dina");
        // The browser says what is left; that it may be so little cannot be brought about from outside.
        let left = |bytes: u64| {
            let script = "const [quota] = arguments;
                navigator.storage.estimate = () => Promise.resolve({ quota, usage: 0 });
                dispatchEvent(new Event('entries'))";
            phone.run(script, &[json!(bytes)]);
        };
        left(1_000_000);
        phone.see(".notice.bad");
        phone.press("a[href='#new/evidence']");
        phone.fill("[id='file']", &photo);
        phone.see(".photo .wrong");
        assert!(kept(&phone, "files").is_empty());
        left(1_000_000_000);
        phone.fill("[id='file']", &photo);
        phone.see(".photo .picture img");
        assert_eq!(kept(&phone, "files").len(), 1);
        // Another tab has it open: nobody types over what is typed there.
        let entry = kept(&phone, "entries").remove(0)["id"].as_str().expect("an id").to_string();
        phone.go(FIELD);
        see(&phone, "draft", 1);
        let hold = "const [id] = arguments; navigator.locks.request(`auyl-field ${id}`, () => new Promise(() => {}))";
        phone.run(hold, &[json!(entry)]);
        phone.press(".entry[data-state=draft] a.button");
        phone.see("main .notice[role=alert]");
        phone.close().expect("it closes");
    });
}

#[test]
fn a_survey_keeps_its_logic_without_a_network() {
    play(Begin::Example, DESK, |stage| {
        stage.wait(well::dig(&stage.project));
        let photo = photo(stage);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "bolat");
        stage.stop();
        phone.press("a[href='#new/well']");
        let field =
            |asked: &str| format!("//div[@data-at and .//*[contains(@class, 'label') and contains(., '{asked}')]]");
        let input = |asked: &str| format!("{}//*[self::input or self::select]", field(asked));
        phone.fill(&input("Үйде неше"), "5");
        phone.fill(&input("Оның ішінде"), "7");
        phone.press(&format!("{}//option[@value='aral']", field("Аудан")));
        // Only villages of the district are offered.
        assert_eq!(phone.text(&input("Ауыл")).trim(), "–\nҚамыстыбас");
        phone.press(&format!("{}//option[@value='qamystybas']", field("Ауыл")));
        phone.fill(&input("Құдық суреті"), &photo);
        phone.press(FINISH);
        phone.see("//div[contains(@class, 'errors')]//a[contains(., 'Үйдегіден көп')]");
        axe::look_at(&phone);
        phone.fits();
        wait_until("the photo is on the disk", || kept(&phone, "files").len() == 1);
        let phone = open_again(&phone, TELEPHONE);
        phone.go(FIELD);
        phone.be("bolat");
        phone.press(".entry[data-state=draft] a.button");
        assert_eq!(phone.property(&input("Оның ішінде"), "value"), "7");
        phone.clear(&input("Оның ішінде"));
        phone.fill(&input("Оның ішінде"), "2");
        phone.see("//*[contains(@class, 'label') and contains(., 'Ересек: 3')]");
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        come_back(stage, &phone);
        see(&phone, "confirmed", 1);
        stage.take_in();
        let project =
            stage.wait(Project::at(&stage.project.store, &stage.project.catalogue, PROJECT)).expect("a project");
        let survey = stage.wait(project.store.surveys(PROJECT)).expect("surveys").remove(0);
        let answers = stage.wait(project.store.records(PROJECT, &survey.register, None)).expect("answers");
        assert_eq!(answers.len(), 1);
        let told = format!("{:?}", answers[0].fields);
        assert!(["Count(5)", "Count(2)", "qamystybas"].iter().all(|part| told.contains(part)), "{told}");
        phone.close().expect("it closes");
    });
}
