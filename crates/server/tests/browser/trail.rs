//! A number of the report is followed down to the photo that proves it.

use crate::axe;
use crate::chromium::{DESK, Look, PLAIN, TELEPHONE};
use crate::stage::{Begin, play};
use serde_json::json;

/// Erlan, who monitors, doubts the 283 people at the gatherings and follows the number.
fn down_to_the_photo(look: Look) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        page.be("erlan");
        page.go("/p/auyl/report");
        page.press("main a[href*='/report/preview']");
        let figure = "a.figure[title^='count(attendance) · a1-4']";
        assert_eq!(page.text(figure), "283");
        page.press(figure);
        assert_eq!(page.text("main .number .big"), "283");
        page.fits();
        axe::look_at(page);
        page.press("//section[@aria-labelledby='files']//li[1]//a");
        page.see("main.page-record");
        page.fits();
        page.press("main a[href*='/file/']");
        page.see("//body/img");
        let width = page.run("return document.images[0].naturalWidth", &[]);
        assert!(width.as_u64() > json!(100).as_u64(), "the photo is shown: {width}");
    });
}

#[test]
fn erlan_follows_a_number_of_the_report_down_to_the_photo() {
    down_to_the_photo(DESK);
}

#[test]
fn erlan_does_so_on_a_telephone_in_kazakh() {
    down_to_the_photo(TELEPHONE);
}

#[test]
fn erlan_does_so_without_scripts() {
    down_to_the_photo(PLAIN);
}
