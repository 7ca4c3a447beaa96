//! The whole chain before a browser: a resident's problem becomes a question of the gathering, a recommendation, a letter, a
//! reply, a decision, and comes back to the resident's ticket; and the number of the report moves by one.

use crate::axe;
use crate::chromium::DESK;
use crate::ground::PROJECT;
use crate::page::Page;
use crate::stage::{Begin, Stage, play};
use auyl_store::accounts::Home;
use serde_json::json;

/// A gathering in Dina's village with some thirty people on its list.
const EVENT: &str = "ga-qamystybas-2";
const MEETING: &str = "/p/auyl/event/ga-qamystybas-2/meeting";
/// Where the report's number of solved problems is shown.
const READING: &str = "/p/auyl/figure?m=count(problem%20where%20state%20in%20(solved,%20confirmed)%20and%20decision%20is%20set)%20in%20project";

/// A day, as a person picks it in the calendar of the field.
fn pick(page: &Page, path: &str, day: &str) {
    page.see(path);
    page.run("document.querySelector(arguments[0]).value = arguments[1]", &[json!(path), json!(day)]);
}

fn choose(page: &Page, name: &str, value: &str) {
    page.press(&format!("select[name='{name}'] option[value='{value}']"));
}

fn radio(page: &Page, name: &str, value: &str) {
    page.press(&format!("input[name='{name}'][value='{value}']"));
}

/// A link to a record: of few they are boxes, of more a list.
fn point(page: &Page, name: &str, text: &str) {
    let one = format!("//select[@name='{name}']/option[contains(., '{text}')]");
    page.press(&format!("{one} | //label[contains(., '{text}')]/input[@name='{name}']"));
}

fn save(page: &Page) {
    page.press("main form button.main");
}

fn solved(page: &Page) -> usize {
    page.go(READING);
    page.text("main .number .big").parse().expect("a number")
}

/// Säule has no account. Gives the number of her ticket.
fn saule_raises(page: &Page) -> String {
    page.be("");
    page.go("/open/auyl/raise");
    choose(page, "place", "qamystybas");
    choose(page, "sphere", "electricity");
    page.fill("#title", "Ночью темно, фонари не горят");
    page.fill("#detail", "Дети идут из школы в темноте.");
    page.fill("#phone", "8 702 000 00 01");
    axe::look_at(page);
    // One press is enough, also where the browser's work was done long before.
    page.press("form#raise div.actions button.main");
    let ticket = page.text("main .big.code");
    axe::look_at(page);
    ticket
}

/// Dina writes down what the gathering said, and that it was a gathering by law, which put the problem first.
fn dina_holds_the_gathering(page: &Page) {
    page.be("dina");
    page.go(&format!("/p/auyl/r/problem/new?event={EVENT}"));
    choose(page, "f.activity", "a1-5");
    radio(page, "f.place", "qamystybas");
    page.fill("#f\\.title_kk", "Көше шамдары жанбайды");
    page.fill("#f\\.title_ru", "Не горят фонари на улицах");
    choose(page, "f.sphere", "electricity");
    choose(page, "f.source", "gathering");
    pick(page, "#f\\.raised_on", "2024-06-04");
    save(page);
    page.see("main.page-record");
    page.go(MEETING);
    page.press("main a.button.main");
    radio(page, "f.kind", "gathering");
    page.fill("#f\\.members_total", "290");
    save(page);
    page.see("main .quorum.good");
    page.press("main a[href*='/r/agenda_question/new']");
    choose(page, "f.matter", "priorities");
    page.fill("#f\\.title_kk", "Алдымен қандай мәселені шешу керек");
    page.fill("#f\\.title_ru", "Какую проблему решать первой");
    point(page, "f.problem", "Не горят фонари");
    save(page);
    page.see("#votes");
    page.fill("#votes .votes .field:nth-child(1) input", "24");
    page.fill("#votes .votes .field:nth-child(2) input", "3");
    page.fill("#votes textarea[lang=kk]", "Көше шамдарын жөндеу бірінші кезекте.");
    page.fill("#votes textarea[lang=ru]", "Первой чинить уличное освещение.");
    page.press("#votes form button.main");
    page.see("//section[@id='votes']//span[contains(@class, 'good')]");
    page.fits();
    axe::look_at(page);
}

/// Bolat reads what Säule wrote, shows it, and sees that it is the gathering's own.
fn bolat_merges(page: &Page) {
    page.be("bolat");
    page.go("/p/auyl/voices");
    page.press("//main//a[contains(., 'фонари не горят')]");
    page.clear("#title_ru");
    page.fill("#title_ru", "Ночью темно, фонари не горят");
    choose(page, "activity", "a1-5");
    page.press("button[value=show]");
    page.press("//section[.//h2[@id='alike']]//button[contains(@aria-label, 'Не горят фонари')][1]");
    page.see("//section[.//h2[@id='merged']]//li[contains(., 'Ночью темно')]");
    axe::look_at(page);
}

/// Bolat asks the akim of the district by a numbered letter. Gives the address of the link for the office.
fn bolat_writes(page: &Page) -> String {
    page.go("/p/auyl/r/recommendation/new");
    choose(page, "f.activity", "a3-2");
    radio(page, "f.place", "qamystybas");
    point(page, "f.problem", "Не горят фонари");
    page.fill("#f\\.text_kk", "Көше шамдарын жөндеу.");
    page.fill("#f\\.text_ru", "Починить уличное освещение.");
    page.fill("#f\\.object_kk", "Абай көшесі");
    page.fill("#f\\.object_ru", "улица Абая");
    choose(page, "f.body", "bo-aral");
    page.fill("#f\\.addressee_kk", "Арал ауданының әкімі");
    page.fill("#f\\.addressee_ru", "Аким Аральского района");
    page.fill("#f\\.people", "290");
    page.fill("#f\\.basis_kk", "жиын хаттамасы");
    page.fill("#f\\.basis_ru", "протокол схода");
    save(page);
    page.see("main.page-record");
    page.go("/p/auyl/letters/new?body=bo-aral");
    let ask = "//label[contains(., 'уличное освещение')]//input[@name='ask']";
    if page.property(ask, "checked") != "true" {
        page.press(ask);
    }
    choose(page, "official", "of-aral");
    radio(page, "lang", "ru");
    page.fill("#enclosures", "протокол схода");
    page.press("button[value=look]");
    page.press("button[value=make]");
    radio(page, "channel", "post");
    pick(page, "[name=sent_on]", "2024-11-25");
    pick(page, "[name=registered_on]", "2024-11-25");
    page.press("form[action$='/send'] button.main");
    page.see("//main[contains(., '№ 01-18/47')]");
    axe::look_at(page);
    page.press("form[action$='/link'] button[value=make]");
    page.text("main .notice code")
}

/// The office of the akim has no account.
fn the_office_answers(stage: &Stage, link: &str) {
    let page = &stage.page;
    page.be("");
    page.go(&link[link.find("/reply/").expect("an address")..]);
    axe::look_at(page);
    page.press("input[value=accepted]");
    page.fill("#number", "05-91");
    pick(page, "#replied_on", "2024-11-25");
    let file = stage.folder.path().join("jauap.pdf");
    std::fs::write(&file, b"%PDF-1.7 reply").expect("a file");
    page.fill("#file", &file.display().to_string());
    page.fill("#text", "Фонари будут заменены в декабре.");
    page.press("main form button.main");
    page.see("//main[contains(., '05-91')]");
}

/// Bolat enters the decision with its document, and that the problem is solved.
fn bolat_records_the_decision(stage: &Stage) {
    let page = &stage.page;
    page.be("bolat");
    page.go("/p/auyl/r/decision/new");
    choose(page, "f.activity", "a3-1");
    point(page, "f.problem", "Не горят фонари");
    choose(page, "f.body_kind", "akimat");
    page.fill("#f\\.body_kk", "Арал ауданының әкімдігі");
    page.fill("#f\\.body_ru", "Акимат Аральского района");
    page.fill("#f\\.number", "231");
    pick(page, "#f\\.decided_on", "2024-11-25");
    page.fill("#f\\.text_kk", "Шамдар ауыстырылды.");
    page.fill("#f\\.text_ru", "Фонари заменены.");
    let file = stage.folder.path().join("sheshim.pdf");
    std::fs::write(&file, b"%PDF-1.7 decision").expect("a file");
    page.fill("#f\\.document", &file.display().to_string());
    save(page);
    page.see("main.page-record");
    let problems = stage.records("problem");
    let problem = problems.iter().find(|problem| problem.text("title_ru") == "Не горят фонари на улицах");
    let problem = problem.expect("the gathering's problem");
    assert_eq!(problem.state(), "answered", "the reply has moved it on");
    page.go(&format!("/p/auyl/r/problem/{}/edit", problem.id));
    point(page, "f.decision", "231");
    pick(page, "#f\\.solved_on", "2024-11-25");
    choose(page, "f.state", "solved");
    save(page);
    page.see("main.page-record");
}

#[test]
fn a_problem_of_saule_goes_all_the_way_to_a_decision_and_back_to_her_ticket() {
    play(Begin::Example, DESK, |stage| {
        let page = &stage.page;
        let home = Home { project: PROJECT.into(), organisation: "main".into(), is_public: true };
        stage.wait(stage.app.store.set_home(&home)).expect("the open page is on");
        page.be("erlan");
        let before = solved(page);
        let ticket = saule_raises(page);
        dina_holds_the_gathering(page);
        bolat_merges(page);
        let link = bolat_writes(page);
        the_office_answers(stage, &link);
        bolat_records_the_decision(stage);
        page.be("");
        page.go(&format!("/open/auyl/ticket/{ticket}"));
        let road = page.text("main ol.road");
        assert!(page.text("main").contains("Не горят фонари на улицах"), "it is the gathering's problem now");
        assert_eq!(road.matches('✓').count(), 4, "open, in a letter, answered, solved: {road}");
        assert_eq!(page.text("main ol.road .reached-step:nth-of-type(3) small"), "25.11.2024", "the day of the answer");
        page.be("erlan");
        page.go_until(READING, || page.text("main .number .big").parse() == Ok(before + 1));
    });
}
