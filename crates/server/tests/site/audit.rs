//! Erlan, who monitors for the grantor, checks a report that somebody else wrote.

use crate::report::{between, sent};
use crate::village::{Site, play};
use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use std::io::Cursor;

const DESK: &str = "/p/auyl/audit";

/// The village Sarybulak told its participants twice, and differently.
const REPORT: &str = "В проекте приняли участие 520 человек, это высокий показатель.

Общее количество участников проекта 161 человек.";

/// What a browser makes of the value of a hidden field.
fn unescaped(text: &str) -> String {
    [("&#34;", "\""), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&#60;", "<"), ("&#62;", ">")]
        .iter()
        .fold(text.to_string(), |text, (from, to)| text.replace(from, to))
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[test]
fn what_erlan_marked_goes_into_the_list_that_he_takes_away() {
    play(async {
        let site = Site::example().await;
        let page = site.send(sent("erlan", DESK, "../sarybulak.txt", REPORT.as_bytes())).await;
        let text = page.text();
        assert_eq!(page.status, StatusCode::OK, "{text}");
        for part in [">sarybulak.txt</h2>", "520", "161", "name=\"mark-0-0\" value=\"wrong\"", "Это так?"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let found = unescaped(between(&text, "name=\"found\" value=\"", "\""));
        let fields = [
            ("found", found.as_str()),
            ("mark-0-0", "wrong"),
            ("reason-0-0", "161 человек – это одно село"),
            ("as", "json"),
        ];
        let json = site.post("erlan", &format!("{DESK}/list"), &fields).await;
        let told: serde_json::Value = serde_json::from_slice(&json.bytes).expect("one document");
        let first = &told["reports"][0]["findings"][0];
        assert_eq!((&first["mark"], &first["code"]), (&"wrong".into(), &"audit-same-quantity".into()), "{told}");
        let fields = [&fields[..3], &[("as", "xlsx")]].concat();
        let list = site.post("erlan", &format!("{DESK}/list"), &fields).await;
        let mut list: Xlsx<_> = Xlsx::new(Cursor::new(list.bytes)).expect("a workbook");
        let sheet = list.sheet_names()[0].clone();
        let rows = list.worksheet_range(&sheet).expect("rows");
        assert_eq!(rows.get((1, 7)).map(ToString::to_string).as_deref(), Some("неверно"));
        assert_eq!(rows.get((1, 8)).map(ToString::to_string).as_deref(), Some("161 человек – это одно село"));
    });
}

#[test]
fn a_script_in_a_report_is_text_and_what_is_no_report_is_an_answer() {
    play(async {
        let site = Site::example().await;
        let hostile = "<script>alert(1)</script> 520 человек приняли участие в проекте.";
        let page = site.send(sent("erlan", DESK, "<b>.txt", hostile.as_bytes())).await.text();
        assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"), "{page}");
        let empty = site.send(sent("erlan", DESK, "a.docx", b"")).await.text();
        assert!(empty.contains("Файл не выбран или пуст."), "{empty}");
        let broken = site.send(sent("erlan", DESK, "a.docx", b"PK\x03\x04 no")).await;
        assert_eq!(broken.status, StatusCode::OK);
        assert!(broken.text().contains("a.docx"), "{}", broken.text());
        let forged = site.post("erlan", &format!("{DESK}/list"), &[("found", "[{"), ("as", "xlsx")]).await.text();
        assert!(forged.contains("не удалось прочитать обратно"), "{forged}");
        let official = site.send(sent("gulnar", DESK, "a.txt", REPORT.as_bytes())).await;
        assert_eq!(official.status, StatusCode::FORBIDDEN);
    });
}

/// A report sent with a box ticked.
async fn ticked(name: &str, who: &str, report: &str) -> axum::http::Request<axum::body::Body> {
    let box_ = format!("--village\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\nyes\r\n");
    let (parts, body) = sent(who, DESK, "a.txt", report.as_bytes()).into_parts();
    let body = axum::body::to_bytes(body, 4096).await.expect("a form");
    axum::http::Request::from_parts(parts, [box_.as_bytes(), &body].concat().into())
}

#[test]
fn erlan_asks_to_keep_a_report_and_it_stands_there_once() {
    play(async {
        let site = Site::example().await;
        let list = "/p/auyl/r/checked_report";
        site.send(sent("erlan", DESK, "a.txt", REPORT.as_bytes())).await;
        let none = site.get("erlan", list).await.text();
        assert!(!none.contains("a.txt"), "{none}");
        for _ in 0..2 {
            let page = site.send(ticked("keep", "erlan", REPORT).await).await.text();
            assert!(page.contains("Сохранён 1 отчёт."), "{page}");
        }
        let kept = site.get("aigul", list).await.text();
        assert_eq!(kept.matches("a.txt</a>").count(), 1, "{kept}");
        let unreadable = site.send(ticked("keep", "erlan", "").await).await.text();
        assert!(!unreadable.contains("Сохранён"), "{unreadable}");
    });
}

#[test]
fn what_the_records_say_otherwise_is_told_where_it_is_asked() {
    play(async {
        let site = Site::example().await;
        let report = "Количество прямых бенефициаров проекта составило 875 человек.";
        let alone = site.send(sent("erlan", DESK, "a.txt", report.as_bytes())).await.text();
        assert!(!alone.contains("audit-records"), "{alone}");
        let held = site.send(ticked("records", "erlan", report).await).await.text();
        assert!(held.contains("в отчёте 875, по записям 520"), "{held}");
    });
}
