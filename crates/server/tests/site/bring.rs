//! Import: a workbook comes in, is looked at, mended and taken; hostile and foreign ones are told apart.

use crate::report::{between, sent, waited};
use crate::village::{Answer, Site, play};
use axum::http::StatusCode;
use std::io::{Cursor, Write};

const IMPORT: &str = "/p/auyl/import";

/// A workbook with one sheet of text cells.
fn workbook(sheet: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).unwrap();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*row) {
            page.write_string(at, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

async fn brought(site: &Site, who: &str, name: &str, bytes: &[u8]) -> (String, Answer) {
    let answer = site.send(sent(who, IMPORT, name, bytes)).await;
    let address = answer.location().to_string();
    (address, waited(site, who, answer).await)
}

#[test]
fn a_workbook_with_an_error_is_mended_in_the_page_and_taken() {
    play(async {
        let site = Site::example_of_its_own().await;
        let rows: &[&[&str]] = &[
            &["id", "title_kk", "title_ru", "kind", "kato", "district_ru", "rural_district_ru"],
            &["k-1", "Жаңа ауыл", "Новое село", "vilage", "433649100", "Казалинский район", "Новый"],
            &["k-2", "Көне ауыл", "Старое село", "village", "433649200", "Казалинский район", "Старый"],
        ];
        let (address, look) = brought(&site, "bolat", "kniga.xlsx", &workbook("place", rows)).await;
        let page = look.text();
        assert_eq!(look.status, StatusCode::OK, "{page}");
        let wrong = between(&page, "name=\"cell:", "\"").to_string();
        assert!(page.contains("строк") && wrong.ends_with(":2:kind"), "{wrong} {page}");
        // Taken as it is, nothing is taken.
        let refused = site.post("bolat", &address, &[("do", "take")]).await;
        let refused = waited(&site, "bolat", refused).await.text();
        assert!(refused.contains("Ничего не принято"), "{refused}");
        assert_eq!(
            site.project
                .store
                .records("auyl", "place", None)
                .await
                .unwrap()
                .iter()
                .filter(|r| r.id.as_str() == "k-2")
                .count(),
            0
        );
        let (cell, was) = (format!("cell:{wrong}"), format!("was:{wrong}"));
        let mended = [(was.as_str(), "vilage"), (cell.as_str(), "Село"), ("do", "check")];
        let checked = site.post("bolat", &address, &mended).await;
        let page = waited(&site, "bolat", checked).await.text();
        assert!(page.contains("Ошибок нет"), "{page}");
        let taken = site.post("bolat", &address, &[("do", "take")]).await;
        let page = waited(&site, "bolat", taken).await.text();
        assert!(page.contains("Файл принят") && page.contains("href=\"/p/auyl/r/place\""), "{page}");
        let places = site.project.store.records("auyl", "place", None).await.unwrap();
        assert_eq!(places.iter().filter(|place| place.id.as_str().starts_with("k-")).count(), 2);
        // Sent twice, it is taken once.
        let twice = site.post("bolat", &address, &[("do", "take")]).await;
        assert_eq!(twice.location(), format!("{address}/done"));
    });
}

#[test]
fn the_decision_of_the_maslikhat_becomes_the_budget_of_the_village() {
    play(async {
        let site = Site::example_of_its_own().await;
        let rows: &[&[&str]] = &[
            &["Бюджет Ульгинского сельского округа на 2025 год, тысяч тенге"],
            &["Категория", "Класс", "Наименование", "Сумма"],
            &["", "", "1) Доходы", "112 000,5"],
            &["1", "", "Налоговые поступления", "12 000,5"],
            &["", "04", "Налоги на собственность", "12 000,5"],
            &["4", "", "Поступления трансфертов", "100 000"],
            &["", "02", "Трансферты из районного бюджета", "100 000"],
            &["", "", "2) Затраты", "112 000,5"],
            &["01", "", "Аппарат акима", "60 000"],
            &["07", "", "Благоустройство села", "52 000"],
            &["", "", "5) Дефицит (профицит) бюджета", "0"],
        ];
        let page = site.get("bolat", "/p/auyl/budget/qamystybas").await.text();
        assert!(page.contains("/p/auyl/import?village=qamystybas"), "{page}");
        let asked = site.get("bolat", "/p/auyl/import?village=qamystybas").await.text();
        assert!(asked.contains("<option value=\"qamystybas\" selected>"), "{asked}");
        let (parts, body) = sent("bolat", IMPORT, "sheshim.xlsx", &workbook("Приложение 1", rows)).into_parts();
        let body = axum::body::to_bytes(body, 1 << 20).await.expect("a form");
        let village = b"--village\r\nContent-Disposition: form-data; name=\"village\"\r\n\r\nqamystybas\r\n";
        let arrived = site.send(axum::http::Request::from_parts(parts, [village, &*body].concat().into())).await;
        let address = arrived.location().to_string();
        let look = waited(&site, "bolat", arrived).await.text();
        // The lines give half a thousand less than stands above them.
        assert!(look.contains("112\u{a0}000\u{a0}500") && look.contains("112\u{a0}000\u{a0}000"), "{look}");
        // A row is called by the name of its village, and was by the id.
        assert!(look.contains("Камыстыбас, 2025: Благоустройство села"), "{look}");
        let taken = site.post("bolat", &address, &[("do", "take")]).await;
        let page = waited(&site, "bolat", taken).await.text();
        assert!(page.contains("Файл принят"), "{page}");
        let budget = site.get("bolat", "/p/auyl/budget/qamystybas?year=2025").await.text();
        assert!(budget.contains("Благоустройство села") && budget.contains("112"), "{budget}");
    });
}

#[test]
fn broken_hostile_and_foreign_files_are_told_apart() {
    play(async {
        let site = Site::example_of_its_own().await;
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        bomb.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let noughts = vec![b' '; 1 << 20];
        (0..120).for_each(|_| bomb.write_all(&noughts).unwrap());
        let bomb = bomb.finish().unwrap().into_inner();
        assert!(bomb.len() < 1 << 20);
        for (name, bytes, status, sentence) in [
            ("kniga.xlsx", b"PK no workbook".to_vec(), StatusCode::UNPROCESSABLE_ENTITY, "не целая книга Excel"),
            ("../../bomba.xlsx", bomb, StatusCode::UNPROCESSABLE_ENTITY, "«bomba.xlsx» слишком велик"),
            ("pusto.xlsx", Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, "Файл не выбран или пуст"),
            ("chto-to.csv", b"a;b\n1;2\n".to_vec(), StatusCode::UNPROCESSABLE_ENTITY, "не видно, какому реестру"),
            ("place.csv", b"id;title_ru\nx;\xd1\xe5\xeb\xee\n".to_vec(), StatusCode::UNPROCESSABLE_ENTITY, "CSV UTF-8"),
            ("chuzhaya.xlsx", workbook("Kakaya-to", &[&["a"], &["b"]]), StatusCode::OK, "Kakaya-to"),
        ] {
            let (_, answer) = brought(&site, "bolat", name, &bytes).await;
            let page = answer.text();
            assert_eq!(answer.status, status, "{name}: {page}");
            assert!(page.contains(sentence), "{name}: {page}");
            assert!(!page.contains("value=\"take\""), "{name} cannot be taken");
        }
    });
}

#[test]
fn only_who_sees_all_records_brings_a_workbook_and_each_sees_their_own() {
    play(async {
        let site = Site::example_of_its_own().await;
        for who in ["erlan", "dina", "gulnar"] {
            assert_eq!(site.get(who, IMPORT).await.status, StatusCode::FORBIDDEN, "{who}");
            let answer = site.send(sent(who, IMPORT, "kniga.xlsx", b"x")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who}");
        }
        let book = workbook("place", &[&["id", "title_kk", "title_ru"], &["k-1", "Жаңа", "Новое"]]);
        let (address, _) = brought(&site, "bolat", "kniga.xlsx", &book).await;
        assert_eq!(site.get("aigul", &address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("bolat", "/p/auyl/import/../../x").await.status, StatusCode::NOT_FOUND);
        let gone = site.post("bolat", &address, &[("do", "forget")]).await;
        assert_eq!(gone.location(), "/p/auyl/import?told=import-forgotten");
        assert_eq!(site.get("bolat", &address).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_wizard_speaks_every_language_and_gives_the_empty_workbook() {
    play(async {
        let site = Site::example().await;
        for (lang, sentence) in [("kk", "Кітапты жүктеңіз"), ("ru", "Загрузите её"), ("en", "Upload it")]
        {
            let page = site.get_in(lang, "bolat", IMPORT).await.text();
            assert!(page.contains(sentence), "{page}");
            let book = site.get("bolat", &format!("{IMPORT}/template.xlsx?lang={lang}")).await;
            assert!(book.bytes.starts_with(b"PK"));
        }
    });
}
