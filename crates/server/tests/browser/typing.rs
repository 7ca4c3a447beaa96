//! A sign-in list typed by keyboard alone, row by row, until the indicator moves.

use crate::axe;
use crate::chromium::{DESK, Look, PLAIN, TELEPHONE};
use crate::ground::VILLAGE;
use crate::page::Page;
use crate::page::key::{CONTROL, DOWN, ENTER, SPACE};
use crate::stage::{Begin, Stage, play};

/// A gathering in Dina's village, and the indicator that counts who came to gatherings.
const ROWS: &str = "/p/auyl/r/event/ga-qamystybas-1/rows/attendance";
const INDICATOR: &str = "//tr[contains(., '1.4.5')]//strong";

/// How many people the indicator counts, as its page says.
fn counted(page: &Page) -> usize {
    page.text(INDICATOR).parse().expect("a number")
}

/// Names of two people of the village who were not at the gathering.
pub fn known(stage: &Stage) -> Vec<String> {
    let there = stage.records("attendance");
    let there: Vec<_> = there
        .iter()
        .filter(|record| record.link("event").is_some_and(|event| event.as_str() == "ga-qamystybas-1"))
        .filter_map(|record| record.link("participant"))
        .collect();
    let people = stage.records("participant");
    let here = people.iter().filter(|one| one.link("place").is_some_and(|place| place.as_str() == VILLAGE));
    let absent = here.filter(|one| !there.contains(&&one.id));
    absent.take(2).map(|one| one.text("name").to_string()).collect()
}

#[test]
fn dina_types_thirty_people_without_a_mouse_and_the_indicator_moves() {
    play(Begin::Example, DESK, |stage| {
        let page = &stage.page;
        page.be("dina");
        page.go("/p/auyl/indicators");
        let before = counted(page);
        page.go(ROWS);
        page.see("#add-row:not([hidden])");
        for number in 0..28 {
            assert_eq!(page.focus(), format!("r{number}.f.participant"), "the next row has the focus");
            // Name, year, gender and status by their first letters; village and role stand there; signed.
            let person = format!("Жаңа Адам {number}ұлы{ENTER}19{}{ENTER}М{ENTER}М{ENTER}", 50 + number);
            page.keys(&format!("{person}{ENTER}{ENTER}{SPACE}{ENTER}"));
        }
        for name in known(stage) {
            page.keys(&name);
            page.see(&format!("//ul[contains(@class, 'suggestions') and not(@hidden)]/li[contains(., \"{name}\")]"));
            page.keys(&format!("{DOWN}{ENTER}"));
            page.keys(&format!("{ENTER}{SPACE}{ENTER}"));
        }
        page.keys(&format!("{CONTROL}{ENTER}"));
        page.see("main .told");
        axe::look_at(page);
        page.go_until("/p/auyl/indicators", || counted(page) == before + 30);
        let typed = stage.records("participant").into_iter().find(|one| one.text("name") == "Жаңа Адам 7ұлы");
        let typed = typed.expect("he is in the register");
        let told = ["birth_year", "gender", "status", "place"].map(|field| format!("{:?}", typed.get(field)));
        assert!(
            ["1957", "male", "youth", "qamystybas"].iter().zip(&told).all(|(there, field)| field.contains(there)),
            "{told:?}"
        );
    });
}

/// Two people with a pointer: on a telephone each row is a card; without scripts the ten rows are there from the start.
fn two_people(look: Look) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        page.be("dina");
        page.go("/p/auyl/indicators");
        let before = counted(page);
        page.go(ROWS);
        page.fits();
        for number in 0..2 {
            let field = |name: &str| format!("[name='r{number}.f.participant{name}']");
            page.fill(&field(""), &format!("Жаңа Адам {number}ұлы"));
            page.fill(&field(".birth_year"), "1984");
            page.press(&format!("{} option[value=female]", field(".gender")));
            page.press(&format!("{} option[value=youth]", field(".status")));
        }
        page.press("form.rows-form button.main");
        page.see("main .told");
        page.go_until("/p/auyl/indicators", || counted(page) == before + 2);
    });
}

#[test]
fn dina_types_two_on_her_telephone_in_kazakh() {
    two_people(TELEPHONE);
}

#[test]
fn dina_types_two_without_scripts() {
    two_people(PLAIN);
}
