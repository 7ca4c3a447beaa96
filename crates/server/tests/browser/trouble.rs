//! Pages that only a story brings about, under the eye of axe: a conflict of two editors, long work on its way and when it is done.

use crate::axe;
use crate::chromium::{DESK, Look, TELEPHONE, open};
use crate::stage::{Begin, play};

/// Bolat and Aigül have the same gathering open; who saves second is shown both.
fn conflict(look: Look) {
    play(Begin::Example, look, |stage| {
        const EDIT: &str = "/p/auyl/r/event/ga-qamystybas-1/edit";
        let page = &stage.page;
        page.be("bolat");
        page.go(EDIT);
        let other = open(&page.site, DESK);
        other.go("/sign-in");
        other.be("aigul");
        other.go(EDIT);
        let save = |page: &crate::page::Page, title: &str| {
            page.clear("[name='f.title_ru']");
            page.fill("[name='f.title_ru']", title);
            page.press("main form button.main");
        };
        save(&other, "Сход о воде");
        other.see("main .told");
        save(page, "Сход о дороге");
        page.see("//main//*[contains(., 'Сход о воде')]");
        axe::look_at(page);
        page.fits();
        other.close().expect("it closes");
    });
}

#[test]
fn two_editors_see_their_conflict_on_a_desk() {
    conflict(DESK);
}

#[test]
fn two_editors_see_their_conflict_on_a_telephone() {
    conflict(TELEPHONE);
}

/// The evidence package is long work: its page says how far it is, then where the file is.
fn long_work(look: Look) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        page.be("bolat");
        page.go("/p/auyl/report/export.zip");
        page.see("main progress, main a[href$='/file']");
        axe::look_at(page);
        page.fits();
        page.see("main a[href$='/file']");
        axe::look_at(page);
        page.fits();
    });
}

#[test]
fn long_work_says_how_far_it_is_on_a_desk() {
    long_work(DESK);
}

#[test]
fn long_work_says_how_far_it_is_on_a_telephone() {
    long_work(TELEPHONE);
}
