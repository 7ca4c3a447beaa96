//! A workbook with a mistake comes in, is mended in the page and taken.

use crate::axe;
use crate::chromium::{DESK, Look, PLAIN, TELEPHONE};
use crate::page::key::{CONTROL, ENTER};
use crate::stage::{Begin, play};
use std::path::Path;

/// A workbook of villages; the kind of the first is written wrongly.
fn write_workbook(to: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("place").unwrap();
    let rows = [
        ["id", "title_kk", "title_ru", "kind", "kato", "district_ru", "rural_district_ru"],
        ["k-1", "Жаңа ауыл", "Новое село", "vilage", "433649100", "Казалинский район", "Новый"],
        ["k-2", "Көне ауыл", "Старое село", "village", "433649200", "Казалинский район", "Старый"],
    ];
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(at, column, cell).unwrap();
        }
    }
    book.save(to).expect("a workbook");
}

/// Bolat uploads the workbook, sees which cell is wrong, writes the right word and takes all of it.
fn mended_in_the_page(look: Look) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        let book = stage.folder.path().join("Ауылдар.xlsx");
        write_workbook(&book);
        page.be("bolat");
        page.go("/p/auyl/import");
        page.fill("#file", &book.display().to_string());
        page.press("main form button.main");
        page.see("form.mending [aria-invalid]");
        page.fits();
        if look.scripts {
            axe::look_at(page);
            assert!(page.focus().ends_with("-kind"), "the wrong cell has the focus: {}", page.focus());
            page.keys(&format!("{CONTROL}a"));
            page.keys(&format!("village{ENTER}"));
        } else {
            page.clear("form.mending [aria-invalid]");
            page.fill("form.mending [aria-invalid]", &format!("village{ENTER}"));
        }
        page.see("main .notice.good");
        assert!(
            stage.records("place").iter().all(|place| !place.id.as_str().starts_with("k-")),
            "nothing is taken yet"
        );
        page.press("form.mending button[value=take]");
        page.see("main a[href$='/r/place']");
        axe::look_at(page);
        page.press("main a[href$='/r/place']");
        page.see("//main//table[contains(., 'Жаңа ауыл') or contains(., 'Новое село')]");
        let places = stage.records("place");
        assert_eq!(places.iter().filter(|place| place.id.as_str().starts_with("k-")).count(), 2);
    });
}

#[test]
fn bolat_mends_a_workbook_in_the_page_and_takes_it() {
    mended_in_the_page(DESK);
}

#[test]
fn bolat_does_so_on_a_telephone_in_kazakh() {
    mended_in_the_page(TELEPHONE);
}

#[test]
fn bolat_does_so_without_scripts() {
    mended_in_the_page(PLAIN);
}
