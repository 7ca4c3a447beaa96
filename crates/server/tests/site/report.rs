//! The report: read, written, taken away, frozen, verified.

use crate::village::{Answer, Site, play};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use expect_test::{Expect, expect};
use std::io::{Cursor, Read, Write};

/// A form with one file, as browsers send it.
pub fn sent(who: &str, path: &str, name: &str, bytes: &[u8]) -> Request<Body> {
    let mut body = format!(
        "--village\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--village--\r\n");
    let request = Request::post(path)
        .header("accept-language", "ru")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, format!("auyl={who}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=village");
    request.body(Body::from(body)).unwrap()
}

/// Follows a job's page to where it ends.
pub async fn waited(site: &Site, who: &str, mut answer: Answer) -> Answer {
    for _ in 0..600 {
        let address = answer.location().to_string();
        let is_job = address.contains("/jobs/");
        if answer.status != StatusCode::SEE_OTHER {
            return answer;
        }
        answer = site.get(who, &address).await;
        if is_job && answer.status == StatusCode::OK {
            if answer.text().contains("data-file=") {
                return site.get(who, &format!("{address}/file")).await;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            answer.status = StatusCode::SEE_OTHER;
            answer.headers.insert(header::LOCATION, address.parse().unwrap());
        }
    }
    panic!("the job does not end");
}

/// What stands in the first place of a page between two marks.
pub fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(found, _)| found)
}

#[test]
fn every_page_of_the_report_is_there_in_every_language() {
    play(async {
        let site = Site::example().await;
        for lang in ["kk", "ru", "en"] {
            for (path, sentence) in [
                (
                    "",
                    [
                        ("kk", "Тұтас жоба туралы мәтіндер"),
                        ("ru", "Тексты о проекте в целом"),
                        ("en", "Texts about the whole project"),
                    ],
                ),
                (
                    "/verify",
                    [
                        ("kk", "Файлды бекітілген есеппен салыстыру"),
                        ("ru", "Сверка файла с закреплённым отчётом"),
                        ("en", "Verify a file against its frozen report"),
                    ],
                ),
                (
                    "/section/n-a1-1-description",
                    [
                        ("kk", "Іс-шараның сипаттамасы"),
                        ("ru", "Описание мероприятия"),
                        ("en", "Description of the activity"),
                    ],
                ),
                (
                    "/section/new?section=lessons",
                    [("kk", "Сабақтар"), ("ru", "Извлечённые уроки"), ("en", "Lessons learnt")],
                ),
            ] {
                let answer = site.get_in(lang, "bolat", &format!("/p/auyl/report{path}")).await;
                let text = answer.text();
                assert_eq!(answer.status, StatusCode::OK, "{lang} {path}: {text}");
                let sentence = sentence.iter().find(|(known, _)| *known == lang).unwrap().1;
                assert!(text.contains(sentence), "{lang} {path}: {text}");
                assert!(!text.contains("report-") || !text.contains(">report-"), "{lang} {path} lacks a sentence");
            }
        }
    });
}

#[test]
fn the_preview_links_each_figure_to_its_page_under_a_policy_of_its_own() {
    play(async {
        let site = Site::example().await;
        let answer = site.get("erlan", "/p/auyl/report/preview?lang=kk").await;
        assert_eq!(answer.status, StatusCode::OK);
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("style-src 'nonce-") && !policy.contains("script-src"), "{policy}");
        let page = answer.text();
        let nonce = between(policy, "'nonce-", "'");
        assert!(page.contains(&format!("<style nonce=\"{nonce}\">")) && !page.contains(" style=\""));
        assert!(page.contains("href=\"/p/auyl/figure?m=") && !page.contains("href=\"#c1\""));
    });
}

#[test]
fn who_sees_only_open_fields_does_not_read_the_report_and_evidence_is_for_few() {
    play(async {
        let site = Site::example().await;
        for (who, path, status) in [
            ("gulnar", "", StatusCode::FORBIDDEN),
            ("gulnar", "/export.docx", StatusCode::FORBIDDEN),
            ("zarina", "", StatusCode::NOT_FOUND),
            ("erlan", "", StatusCode::OK),
            ("erlan", "/export.zip", StatusCode::FORBIDDEN),
            ("dina", "/export.zip", StatusCode::FORBIDDEN),
            ("erlan", "/section/new?section=lessons", StatusCode::FORBIDDEN),
            ("bolat", "/section/nobody-wrote-this", StatusCode::NOT_FOUND),
            ("bolat", "/section/new?section=nonsense", StatusCode::BAD_REQUEST),
            ("bolat", "?lang=tlh", StatusCode::BAD_REQUEST),
            ("bolat", "/frozen/none", StatusCode::NOT_FOUND),
        ] {
            let answer = site.get(who, &format!("/p/auyl/report{path}")).await;
            assert_eq!(answer.status, status, "{who} {path}");
        }
        let frozen = site.post("erlan", "/p/auyl/report/freeze", &[("lang", "ru")]).await;
        assert_eq!(frozen.status, StatusCode::FORBIDDEN);
    });
}

/// Words of the findings beside a text, and what the text became.
async fn check(text: &str, expected: Expect) {
    let site = Site::example().await;
    let fields = [("lang", "ru"), ("activity", "a1-4"), ("text", text)];
    let answer = site.post("bolat", "/p/auyl/report/section/preview", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    let lines = answer.text();
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    expected.assert_eq(&format!("{lines}\n"));
}

#[test]
fn a_text_is_shown_as_the_report_has_it_and_what_is_wrong_stands_at_its_place() {
    play(check(
        "Прошли собрания: {{ count(event where kind = gathering) }}.\n\nПришли 42 человека, {{ count(evnt) }}. <script>",
        expect![[r##"
            <div class="paper" lang="ru"><p>Прошли собрания: <a class="figure" href="/p/auyl/figure?m=count%28event%20where%20kind%20%3D%20gathering%29&amp;a=a1%2D4" title="count(event where kind = gathering)">9</a>.</p>
            <p>Пришли 42 человека, <a class="figure" href="#wrong-ru-x2" title="Такого реестра нет">count(evnt)</a>. &lt;script&gt;</p>
            </div>
            <ul class="plain-list wrongs"><li id="wrong-ru-0"><span class="tag warn">Строка 3</span> <code>42 человека</code> В тексте набраны числа, за которыми ничего не стоит: 42 человека. <span class="quiet">Замените их мерами в двойных фигурных скобках, например {{ persons(attendance) }}.</span></li>
            <li id="wrong-ru-x2"><span class="tag warn">Строка 3</span> <code>count(evnt)</code> Такого реестра нет <span class="quiet">Исправьте название. Ближайшее: event</span></li>
            </ul>
        "##]],
    ));
}

#[test]
fn bolat_writes_a_text_with_a_measure_and_aigul_who_wrote_meanwhile_is_not_lost() {
    play(async {
        let site = Site::example_of_its_own().await;
        let path = "/p/auyl/report/section/n-a1-1-short";
        let page = site.get("bolat", path).await.text();
        let base = between(&page, "name=\"base\" value=\"", "\"").to_string();
        let offers = site.get("bolat", "/p/auyl/report/measures?q=memor&activity=a1-1&lang=ru").await.text();
        assert!(offers.contains("\"text\":\"count(memorandum)\"") && offers.contains("\"value\":\"3\""), "{offers}");
        let typed =
            [("base", base.as_str()), ("text_kk", "Мәтін."), ("text_ru", "Меморандумов {{ count(memorandum) }}.")];
        // What is typed waits for him.
        assert_eq!(site.post("bolat", &format!("{path}/unsent"), &typed).await.status, StatusCode::NO_CONTENT);
        assert!(site.get("bolat", path).await.text().contains("Меморандумов {{ count(memorandum) }}."));
        assert!(!site.get("aigul", path).await.text().contains("Меморандумов {{"));
        let saved = site.post("bolat", path, &typed).await;
        assert_eq!(
            (saved.status, saved.location()),
            (StatusCode::SEE_OTHER, "/p/auyl/report/section/n-a1-1-short?told=text-saved")
        );
        let page = site.get("erlan", path).await.text();
        assert!(page.contains("Меморандумов <a class=\"figure\"") && page.contains(">3</a>."), "{page}");
        // Aigul still has the older version open.
        let other = [("base", base.as_str()), ("text_kk", "Мәтін."), ("text_ru", "По-другому.")];
        let conflict = site.post("aigul", path, &other).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let page = conflict.text();
        assert!(page.contains("bolat,") && page.contains("По-другому.") && page.contains("Меморандумов {{"), "{page}");
        let base = between(&page, "name=\"base\" value=\"", "\"").to_string();
        let again = [("base", base.as_str()), ("text_kk", "Мәтін."), ("text_ru", "По-другому.")];
        assert_eq!(site.post("aigul", path, &again).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.post("erlan", path, &again).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_report_with_a_severe_finding_is_not_frozen() {
    play(async {
        let site = Site::example_of_its_own().await;
        // Without the reason for a deviation the report may not go out.
        let texts = site.project.store.records("auyl", "narrative", None).await.unwrap();
        let reason = texts.iter().find(|text| text.text("section") == "deviation").unwrap();
        let doing = auyl_work::project::Doing { actor: "bolat".into(), at: "2024-11-25T07:00:00Z".into() };
        auyl_work::edit::remove(&site.project, "narrative", &reason.id, &doing).await.unwrap();
        let refused = site.post("bolat", "/p/auyl/report/freeze", &[("lang", "ru")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let page = refused.text();
        assert!(
            page.contains("Отчёт не закреплён")
                && page.contains("/report/section/new?section=deviation&#38;indicator="),
            "{page}"
        );
        assert!(site.get("bolat", "/p/auyl/report").await.text().contains("Закреплённых отчётов ещё нет"));
    });
}

/// The DOCX with one text put in place of another.
fn edited(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().unwrap().to_string(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = String::from_utf8(bytes).unwrap().replacen(from, to, 1).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_frozen_report_is_verified_compared_and_taken_away_as_it_was() {
    play(async {
        let site = Site::example_of_its_own().await;
        let begun = site.post("bolat", "/p/auyl/report/freeze", &[("lang", "ru")]).await;
        let page = waited(&site, "bolat", begun).await;
        let text = page.text();
        assert!(text.contains("Отчёт закреплён.") && text.contains("<dd>bolat</dd>"), "{text}");
        let id = between(&text, "<dd><code>", "</code>").to_string();
        let docx = site.get("erlan", &format!("/p/auyl/report/frozen/{id}/report.docx")).await;
        assert!(docx.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let verify = "/p/auyl/report/verify";
        let same = site.send(sent("erlan", verify, "otchet.docx", &docx.bytes)).await.text();
        assert!(same.contains("Всё совпадает"), "{same}");
        let changed =
            edited(&docx.bytes, "<w:t xml:space=\"preserve\">520</w:t>", "<w:t xml:space=\"preserve\">620</w:t>");
        let changed = if changed.len() == docx.bytes.len() { changed } else { edited(&docx.bytes, ">283<", ">383<") };
        let found = site.send(sent("erlan", verify, "otchet.docx", &changed)).await.text();
        assert!(found.contains("расхождени") && !found.contains("Всё совпадает"), "{found}");
        let broken = site.send(sent("erlan", verify, "../../x.docx", b"no zip")).await;
        assert!(broken.text().contains("<h2 id=\"result\">x.docx</h2>") && !broken.text().contains("Всё совпадает"));
        // Something changes, another is frozen, and the two are compared.
        let path = "/p/auyl/report/section/n-a1-1-short";
        let base = between(&site.get("bolat", path).await.text(), "name=\"base\" value=\"", "\"").to_string();
        let typed = [
            ("base", base.as_str()),
            ("text_kk", "Мәтін {{ count(office) }}."),
            ("text_ru", "Офисов {{ count(office) + count(memorandum) in project }}."),
        ];
        assert_eq!(site.post("bolat", path, &typed).await.status, StatusCode::SEE_OTHER);
        let begun = site.post("bolat", "/p/auyl/report/freeze", &[("lang", "ru")]).await;
        let text = waited(&site, "bolat", begun).await.text();
        let later = between(&text, "<dd><code>", "</code>").to_string();
        assert_ne!(id, later);
        let compared = site.get("erlan", &format!("/p/auyl/report/compare?a={id}&b={later}")).await.text();
        assert!(
            compared.contains("Сравнение двух отчётов")
                && compared.contains("count(office) + count(memorandum) in project"),
            "{}",
            between(&compared, "<main", "</main>")
        );
    });
}

#[test]
fn pdf_is_made_behind_a_page_and_only_its_owner_gets_it() {
    play(async {
        let site = Site::example().await;
        let answer = site.get("erlan", "/p/auyl/report/export.pdf?lang=kk").await;
        let page = answer.location().to_string();
        let pdf = waited(&site, "erlan", answer).await;
        assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
        if !page.is_empty() {
            assert_eq!(site.get("bolat", &page).await.status, StatusCode::NOT_FOUND);
        }
        let docx = site.get("erlan", "/p/auyl/report/export.docx").await;
        assert!(docx.bytes.starts_with(b"PK"));
    });
}
