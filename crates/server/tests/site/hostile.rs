//! What a phone should never send, and some day does. What can be told apart is kept and looked at by somebody; what cannot
//! be stays on the phone with a sentence that says so.

use crate::openrosa::{phone, request, said};
use crate::village::{PROJECT, Site, play};
use auyl_domain::{Record, RecordId};
use auyl_work::edit;
use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use expect_test::{Expect, expect};
use std::fmt::Write;

/// An event as Dina fills it in when all goes well.
const EVENT: &str = "<activity>a1-4</activity><kind>gathering</kind><title_kk>Жиын</title_kk><title_ru>Сход</title_ru>\
    <held_on>2024-11-20</held_on><place>qamystybas</place>";

fn xml(form: &str, version: &str, instance: &str, content: &str) -> String {
    format!(
        "<?xml version='1.0' ?><data id=\"{form}\" version=\"{version}\">{content}<meta><instanceID>{instance}</instanceID></meta></data>"
    )
}

/// The version of a form that phones are given now.
async fn version(site: &Site, form: &str) -> String {
    let forms = auyl_work::intake::forms(&site.project, "2024-11-25T07:00:00Z").await.expect("forms");
    forms.into_iter().find(|known| known.id == form).expect("the form").version
}

/// Sends a submission with its files: `name|bytes`.
async fn send(site: &Site, address: &str, xml: &str, files: &[(&str, &[u8])]) -> String {
    let files = files.iter().map(|(name, bytes)| (*name, *name, *bytes));
    let parts: Vec<(&str, &str, &[u8])> =
        [("xml_submission_file", "1.xml", xml.as_bytes())].into_iter().chain(files).collect();
    said(&site.send(request(address, &parts)).await)
}

/// What has become of a submission: what is kept, what was noticed, and its record.
async fn became(site: &Site, form: &str, instance: &str) -> String {
    auyl_server::work_off(&site.app).await.expect("worked off");
    let store = &site.app.store;
    let Some(it) = store.submission(PROJECT, form, instance).await.expect("read") else { return "not kept".into() };
    let mut text = it.stage.as_str().to_string();
    for file in store.submission_files(PROJECT, form, instance).await.expect("read") {
        let come = file.digest.map_or("expected".into(), |_| format!("{} B", file.size));
        write!(text, "\nfile {} ({come})", file.name).expect("written");
    }
    let noticed: serde_json::Value = serde_json::from_str(&it.detail).unwrap_or_default();
    for finding in noticed.as_array().into_iter().flatten() {
        let word = |name: &str| finding[name].as_str().unwrap_or_default();
        write!(text, "\n{} {} {}", word("severity"), word("code"), word("field")).expect("written");
    }
    let (register, id) = &it.record;
    let Some(id) = RecordId::read(id) else { return text };
    match store.record(PROJECT, register, &id, None).await.expect("read") {
        Some(record) => write!(text, "\n{}", shown(&record)).expect("written"),
        None => text.push_str("\nno record"),
    }
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn shown(record: &Record) -> String {
    let state = if record.review.is_empty() { "record" } else { "record to review" };
    let fields = record
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.plain().replace('\n', "⏎").replace('\u{202e}', "⟨RLO⟩")));
    let fields: Vec<String> = fields.map(|field| field.chars().take(60).collect()).collect();
    format!("{state}: {}", fields.join(", "))
}

/// Sends one submission, and tells what was answered and what has become of it.
fn check(content: &str, files: &[(&str, &[u8])], expected: Expect) {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let xml = xml("event", &version(&site, "event").await, "uuid:1", content);
        let answer = send(&site, &address, &xml, files).await;
        expected.assert_eq(&format!("{answer}\n{}", became(&site, "event", "uuid:1").await));
    });
}

#[test]
fn what_breaks_a_rule_is_kept_and_reviewed() {
    check(
        &EVENT.replace("2024-11-20", "тамыз").replace("a1-4", "a9-99"),
        &[],
        expect![[r#"
            201 Қабылданды. Рақмет!
            taken
            severe link-unknown activity
            severe date-impossible held_on
            record to review: kind=gathering, place=qamystybas, title_kk=Жиын, title_ru=Сход"#]],
    );
}

#[test]
fn a_field_that_the_form_does_not_have_is_noticed_and_the_rest_counts() {
    check(
        &format!("{EVENT}<horse>күрең</horse><group><colour>ақ</colour></group>"),
        &[],
        expect![[r#"
            201 Қабылданды. Рақмет!
            taken
            warning submission-field-unknown horse
            warning submission-field-unknown group/colour
            record: activity=a1-4, held_on=2024-11-20, kind=gathering, place=qamystybas, title_kk=Жиын, title_ru=Сход"#]],
    );
}

#[test]
fn files_that_nobody_mentioned_are_kept_beside() {
    check(
        EVENT,
        &[("stranger.jpg", b"face"), ("stranger.jpg", b"other"), ("empty.jpg", b"")],
        expect![[r#"
            201 Қабылданды. Рақмет!
            taken
            file stranger.jpg (4 B)
            file stranger.jpg (5 B)
            record: activity=a1-4, held_on=2024-11-20, kind=gathering, place=qamystybas, title_kk=Жиын, title_ru=Сход"#]],
    );
}

#[test]
fn names_with_paths_lead_nowhere() {
    let content = format!("{EVENT}<photo>../../auyl.sqlite</photo><more>C:\\photos\\жиын.jpg</more>");
    check(
        &content,
        &[("../../../etc/passwd", b"root"), ("..\\..\\жиын.jpg", b"photo")],
        expect![[r#"
            201 Қабылданды. Рақмет!
            taken
            file passwd (4 B)
            file жиын.jpg (5 B)
            warning submission-field-unknown photo
            warning submission-field-unknown more
            record: activity=a1-4, held_on=2024-11-20, kind=gathering, place=qamystybas, title_kk=Жиын, title_ru=Сход"#]],
    );
}

#[test]
fn a_clock_that_was_never_set_is_noticed() {
    let clock = "<meta><timeStart>1970-01-01T05:00:00.000+05:00</timeStart><timeEnd>1970-01-01T05:10:00.000+05:00</timeEnd></meta>";
    check(
        &format!("{EVENT}{clock}"),
        &[],
        expect![[r#"
            201 Қабылданды. Рақмет!
            taken
            warning submission-clock
            record: activity=a1-4, held_on=2024-11-20, kind=gathering, place=qamystybas, title_kk=Жиын, title_ru=Сход"#]],
    );
}

#[test]
fn kazakh_in_latin_letters_stays_as_it_was_typed() {
    check(
        &EVENT.replace("Жиын", "Jiyn: aýyl turǵyndary, oýat, ŷ ǵ ń ş ö ü"),
        &[],
        expect![[r#"
            201 Қабылданды. Рақмет!
            taken
            record: activity=a1-4, held_on=2024-11-20, kind=gathering, place=qamystybas, title_kk=Jiyn: aýyl turǵyndary, oýat, ŷ ǵ ń ş ö ü, title_ru=Сход"#]],
    );
}

#[test]
fn letters_outside_of_every_alphabet_are_letters() {
    check(
        &EVENT.replace("Жиын", "Жиын 🐎 &#128014; &lt;b&gt; \u{202e}нытйа \u{0301}"),
        &[],
        expect![[r#"
            201 Қабылданды. Рақмет!
            taken
            record: activity=a1-4, held_on=2024-11-20, kind=gathering, place=qamystybas, title_kk=Жиын 🐎 🐎 <b> ⟨RLO⟩нытйа ́, title_ru=Сход"#]],
    );
}

#[test]
fn an_answer_to_a_version_that_nobody_knows_is_read_by_the_newest() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        for (number, version) in ["", "1", "2031010101"].into_iter().enumerate() {
            let instance = format!("uuid:{number}");
            assert!(send(&site, &address, &xml("event", version, &instance, EVENT), &[]).await.starts_with("201 "));
            let became = became(&site, "event", &instance).await;
            assert!(became.starts_with("taken\nwarning submission-version\nrecord: "), "{became}");
        }
    });
}

#[test]
fn bombs_and_entities_from_elsewhere_are_not_read_at_all() {
    play(async {
        let site = Site::empty().await;
        let address = phone(&site, "dina").await;
        let bomb = (1..9).fold("<!ENTITY l0 \"ha\">".to_string(), |text, level| {
            text + &format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))
        });
        let hostile = [
            format!("<!DOCTYPE d [{bomb}]>{}", xml("event", "1", "uuid:1", "<title>&l8;</title>")),
            format!("<!DOCTYPE d SYSTEM \"http://192.0.2.1/x.dtd\">{}", xml("event", "1", "uuid:1", "")),
            format!(
                "<!DOCTYPE d [<!ENTITY % a SYSTEM \"file:///etc/passwd\">%a;]>{}",
                xml("event", "1", "uuid:1", "<title>&a;</title>")
            ),
            xml("event", "1", "uuid:1", "<title>&a;</title>"),
            xml("event", "1", "uuid:1", &format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000))),
            xml("event", "1", "uuid:1", "<title>")[..90].to_string(),
            xml("event", "1", "", ""),
            xml("event", "1", &"u".repeat(300), ""),
            "\u{feff}".into(),
        ];
        let begun = site.app.store.submissions(PROJECT, "event", 0, 10).await.expect("read");
        for xml in hostile {
            let said = send(&site, &address, &xml, &[]).await;
            assert!(said.starts_with("400 "), "{said} of {}", xml.chars().take(80).collect::<String>());
        }
        assert_eq!(site.app.store.submissions(PROJECT, "event", 0, 10).await.expect("read"), begun);
    });
}

#[test]
fn bytes_that_are_no_text_are_not_taken() {
    play(async {
        let site = Site::empty().await;
        let address = phone(&site, "dina").await;
        let parts: [(&str, &str, &[u8]); 1] = [("xml_submission_file", "1.xml", b"<data id=\"event\">\xff\xfe</data>")];
        assert!(said(&site.send(request(&address, &parts)).await).starts_with("400 "));
    });
}

#[test]
fn ten_thousand_rows_in_one_submission_are_ten_thousand_records() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let events = site.app.store.records(PROJECT, "event", None).await.expect("events");
        let people = site.app.store.records(PROJECT, "participant", None).await.expect("people");
        let row = |at: usize| {
            let person = &people[at % people.len()].id;
            format!("<attendance_rows><participant>{person}</participant></attendance_rows>")
        };
        let content = format!("<event>{}</event>{}", events[0].id, (0..10_000).map(row).collect::<String>());
        let count = async || site.app.store.records(PROJECT, "attendance", None).await.expect("rows").len();
        let before = count().await;
        let xml = xml("attendance", &version(&site, "attendance").await, "uuid:1", &content);
        assert!(send(&site, &address, &xml, &[]).await.starts_with("201 "));
        assert!(became(&site, "attendance", "uuid:1").await.starts_with("taken"));
        assert_eq!(count().await, before + 10_000);
    });
}

#[test]
fn sixteen_phones_with_the_same_submission_at_once_are_told_the_same_and_it_is_kept_once() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let xml = xml("event", &version(&site, "event").await, "uuid:1", &format!("{EVENT}<photo>a.jpg</photo>"));
        let files: [(&str, &[u8]); 2] = [("a.jpg", b"photo"), ("b.jpg", b"more")];
        let sending = (0..16).map(|turn| send(&site, &address, &xml, &files[turn % 2..=turn % 2]));
        let answers = futures_util::future::join_all(sending).await;
        let new = answers.iter().filter(|answer| answer.contains("Қабылданды.")).count();
        assert!(answers.iter().all(|answer| answer.starts_with("201 ")) && new == 1, "{answers:?}");
        assert_eq!(site.app.store.how_many_submissions(PROJECT, "event").await.expect("counted"), 1);
        let became = became(&site, "event", "uuid:1").await;
        assert!(became.starts_with("taken\nfile a.jpg (5 B)\nfile b.jpg (4 B)\n"), "{became}");
    });
}

#[test]
fn a_record_that_somebody_removed_does_not_come_back_by_being_sent_again() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let xml = xml("event", &version(&site, "event").await, "uuid:1", EVENT);
        send(&site, &address, &xml, &[]).await;
        became(&site, "event", "uuid:1").await;
        let it = site.app.store.submission(PROJECT, "event", "uuid:1").await.expect("read").expect("kept");
        let id = RecordId::read(&it.record.1).expect("an id");
        let doing = auyl_work::project::Doing { actor: "bolat".into(), at: "2024-11-25T08:00:00Z".into() };
        edit::remove(&site.project, "event", &id, &doing).await.expect("removed");
        assert!(send(&site, &address, &xml, &[]).await.starts_with("201 "));
        assert!(became(&site, "event", "uuid:1").await.ends_with("no record"));
        // The phone has found another photo of it.
        assert!(send(&site, &address, &xml, &[("late.jpg", b"photo")]).await.starts_with("201 "));
        let became = became(&site, "event", "uuid:1").await;
        assert!(became.ends_with("no record"), "{became}");
    });
}

#[test]
fn a_body_of_pieces_without_a_length_is_taken_and_measured() {
    play(async {
        let site = Site::limited(200_000).await;
        let address = phone(&site, "dina").await;
        let server = site.listen().await;
        let version = version(&site, "event").await;
        let send = async |instance: &str, length: usize| {
            let part = |head: &str| format!("--phone\r\nContent-Disposition: form-data; name={head}\r\n\r\n");
            let mut body = part("\"xml_submission_file\"; filename=\"1.xml\"").into_bytes();
            body.extend(xml("event", &version, instance, EVENT).bytes());
            body.extend(format!("\r\n{}", part("\"a.jpg\"; filename=\"a.jpg\"")).bytes());
            body.extend(vec![7u8; length]);
            body.extend(b"\r\n--phone--\r\n");
            let mut request = format!(
                "POST {address}/submission HTTP/1.1\r\nHost: phone\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\
                 Content-Type: multipart/form-data; boundary=phone\r\n\r\n"
            )
            .into_bytes();
            for piece in body.chunks(1000) {
                request.extend(format!("{:x}\r\n", piece.len()).bytes());
                request.extend(piece);
                request.extend(b"\r\n");
            }
            request.extend(b"0\r\n\r\n");
            let sent = tokio::task::spawn_blocking(move || crate::network::deliver(server, &request)).await;
            String::from_utf8_lossy(&sent.expect("sent").unwrap_or_default()).chars().take(12).collect::<String>()
        };
        assert_eq!(send("uuid:1", 150_000).await, "HTTP/1.1 201");
        assert_eq!(send("uuid:2", 250_000).await, "HTTP/1.1 413");
        assert!(became(&site, "event", "uuid:1").await.starts_with("taken\nfile a.jpg (150000 B)\n"));
        assert_eq!(became(&site, "event", "uuid:2").await, "not kept");
    });
}

#[test]
fn a_body_that_ends_too_early_is_kept_nowhere() {
    play(async {
        let site = Site::example_of_its_own().await;
        let address = phone(&site, "dina").await;
        let xml = xml("event", &version(&site, "event").await, "uuid:1", EVENT);
        let whole = format!(
            "--phone\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"1.xml\"\r\n\r\n{xml}\r\n\
             --phone\r\nContent-Disposition: form-data; name=\"a.jpg\"; filename=\"a.jpg\"\r\n\r\nphoto\r\n--phone--\r\n"
        );
        for length in (0..whole.len() - 4).step_by(20).filter(|length| whole.is_char_boundary(*length)) {
            let pieces = [Ok::<_, std::io::Error>(Bytes::copy_from_slice(&whole.as_bytes()[..length]))];
            let request = Request::post(format!("{address}/submission"))
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=phone")
                .body(Body::from_stream(futures_util::stream::iter(pieces)));
            let said = said(&site.send(request.expect("a request")).await);
            assert!(said.starts_with("400 "), "{length}: {said}");
        }
        assert_eq!(became(&site, "event", "uuid:1").await, "not kept");
    });
}
