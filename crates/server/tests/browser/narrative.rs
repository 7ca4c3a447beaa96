//! A text of the report with a measure in it, from the first brace to the DOCX that is handed in.

use crate::axe;
use crate::chromium::{DESK, Look, PLAIN, TELEPHONE};
use crate::page::key::{DOWN, ENTER};
use crate::stage::{Begin, play};
use std::io::{Cursor, Read};

/// The words of a DOCX, without its marks.
fn words(docx: Vec<u8>) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).expect("a DOCX is a ZIP");
    let mut xml = String::new();
    zip.by_name("word/document.xml").expect("its text").read_to_string(&mut xml).expect("XML");
    xml.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}

/// Bolat writes how often people came, without typing the number, and exports the report.
fn measure_in_a_text(look: Look) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        page.be("bolat");
        page.go("/p/auyl/report");
        page.fits();
        page.press("main a[href$='/report/section/n-a1-1-description']");
        page.clear("#text_ru");
        page.fill("#text_ru", "Жители пришли {{ ");
        if look.scripts {
            page.keys("посещ");
            // The first of what is offered for the whole word, not for its beginning.
            page.see("//ul[@id='text_ru-offers' and not(@hidden)]/li[1][contains(., '875')]");
            page.keys(&format!("{DOWN}{ENTER}"));
            assert_eq!(page.property("#text_ru", "value"), "Жители пришли {{ attendances }}");
            page.keys(" раз за весь проект.");
            page.see("//div[@data-part='ru'][contains(normalize-space(.), 'Жители пришли 875 раз за весь проект.')]");
            axe::look_at(page);
        } else {
            page.fill("#text_ru", "attendances }} раз за весь проект.");
            page.press("button[value=preview]");
            page.see("//div[@data-part='ru'][contains(normalize-space(.), 'Жители пришли 875 раз за весь проект.')]");
        }
        page.press("button[value=save]");
        page.see("main .told");
        page.go("/p/auyl/report?lang=ru");
        page.press("main a[href*='/report/export.docx']");
        let words = words(page.downloaded(".docx"));
        assert!(words.contains("Жители пришли 875 раз за весь проект."), "{words}");
    });
}

#[test]
fn bolat_writes_a_measure_and_its_value_is_in_the_docx() {
    measure_in_a_text(DESK);
}

#[test]
fn bolat_does_so_on_a_telephone_in_kazakh() {
    measure_in_a_text(TELEPHONE);
}

#[test]
fn bolat_does_so_without_scripts() {
    measure_in_a_text(PLAIN);
}
