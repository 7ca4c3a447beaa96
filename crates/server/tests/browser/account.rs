//! First start and account: from the one-time link to signing in again, without a second factor.

use crate::axe;
use crate::chromium::{DESK, Look, PLAIN, TELEPHONE};
use crate::page::key::{ENTER, TAB};
use crate::stage::{Begin, play};

/// Saule starts Auyl for the first time, makes her account, leaves, and comes back with her password.
fn first_start(look: Look) {
    play(Begin::Bare, look, |stage| {
        let page = &stage.page;
        let link = stage.wait(auyl_server::first_link(&stage.app)).unwrap().expect("there is no account yet");
        page.go(&link);
        axe::look_at(page);
        let password = "дала мен көл 2024";
        page.press("#name");
        page.keys(&format!("Сәуле{TAB}saule{TAB}{password}{TAB}{password}{ENTER}"));
        page.see("main.page-start");
        page.fits();
        axe::look_at(page);
        page.go("/me");
        page.press("form[action='/sign-out'] button");
        page.see("main.page-sign-in #login");
        assert_eq!(stage.wait(auyl_server::first_link(&stage.app)).unwrap(), None, "the first account is made once");
        page.go("/p/auyl/log");
        page.press("#login");
        page.keys(&format!("saule{TAB}not this one{ENTER}"));
        page.see("main [role=alert]");
        assert_eq!(page.property("#login", "value"), "saule", "what was typed is not lost");
        page.fill("#password", &format!("{password}{ENTER}"));
        page.see("main.page-log");
        assert_eq!(page.address(), "/p/auyl/log", "she comes where she wanted to go");
    });
}

#[test]
fn saule_makes_the_first_account_and_signs_in_again() {
    first_start(DESK);
}

#[test]
fn saule_does_so_on_a_telephone_in_kazakh() {
    first_start(TELEPHONE);
}

#[test]
fn saule_does_so_without_scripts() {
    first_start(PLAIN);
}
