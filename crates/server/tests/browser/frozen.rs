//! A report is frozen, something changes, it is frozen again, and the two are compared.

use crate::axe;
use crate::chromium::{DESK, Look, TELEPHONE};
use crate::ground::PROJECT;
use crate::page::Page;
use crate::stage::{Begin, play};

/// Aigul presses the button and says that she means it.
fn freeze(page: &Page) {
    page.go("/p/auyl/report");
    page.press("form[action$='/report/freeze'] button");
    page.agree();
    page.see("main.page-frozen dl.values");
    page.fits();
    axe::look_at(page);
}

/// One who came is taken off the list between two frozen reports; the comparison tells which figures that moved.
fn two_are_compared(look: Look) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        page.be("aigul");
        freeze(page);
        // More came there than were promised, so nothing stands in the way of freezing.
        let came = stage.records("attendance").into_iter();
        let mut came = came.filter(|one| one.link("event").is_some_and(|event| event.as_str() == "ga-baimurat-1"));
        let came = came.next().expect("somebody came");
        stage.wait(async {
            let mut tx = stage.project.store.begin(PROJECT).await.unwrap();
            tx.remove("attendance", &came.id, "bolat", "2024-11-25T08:00:00Z").await.unwrap();
            tx.commit().await.unwrap();
        });
        freeze(page);
        page.go("/p/auyl/report");
        page.press("form[action$='/report/compare'] button");
        page.see("//main//tr[contains(., 'count(attendance)')]");
        page.fits();
        axe::look_at(page);
    });
}

#[test]
fn aigul_compares_two_frozen_reports() {
    two_are_compared(DESK);
}

#[test]
fn aigul_does_so_on_a_telephone_in_kazakh() {
    two_are_compared(TELEPHONE);
}
