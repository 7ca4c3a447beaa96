//! A team makes its own questionnaires: brought, looked at, published, filled in on phones, changed and closed; each is seen
//! by its own project only.

use crate::openrosa::{phone as a_phone, request, said};
use crate::village::{Answer, PROJECT, Site, play};
use auyl_forms::xlsform::Sheets;
use axum::body::Body;
use axum::http::{Request, header};
use expect_test::{Expect, expect};

/// What the families of the village are asked.
const FAMILIES: &str = "
# survey
| type | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) | required | media::image |
| text | street | Көше | Улица | Street | yes | street.png |
| integer | people | Адам саны | Сколько человек | People | yes | |
| select_one water | water | Су қайдан? | Откуда вода? | Where from is the water? | | |
| begin_repeat | child | Бала | Ребёнок | Child | | |
| integer | age | Жасы | Возраст | Age | | |
| end_repeat | | | | | | |
# choices
| list_name | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) |
| water | tap | Құбыр | Водопровод | Tap |
| water | well | Құдық | Колодец | Well |
# settings
| form_title | form_id | version |
| Отбасылар | families | 1 |";

pub fn workbook(site: &Site, text: &str) -> Vec<u8> {
    Sheets::from_text(text, &site.app.catalogue).to_workbook().expect("a workbook")
}

pub async fn bring(site: &Site, who: &str, path: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body =
        format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    let request = Request::post(path)
        .header("accept-language", "ru")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, format!("auyl={who}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    site.send(request.body(Body::from(body)).expect("a request")).await
}

/// Brings the form and publishes it.
async fn published(site: &Site, text: &str) {
    let answer = bring(site, "bolat", "/p/auyl/surveys", "families.xlsx", &workbook(site, text)).await;
    assert_eq!(answer.location(), "/p/auyl/surveys/families?told=survey-drafted", "{}", words(&answer));
    let answer = site.post("bolat", "/p/auyl/surveys/families/publish", &[]).await;
    assert_eq!(answer.location(), "/p/auyl/surveys/families?told=survey-published", "{}", words(&answer));
}

/// The sentences of a page from its first notice on, without what stands around.
fn words(answer: &Answer) -> String {
    let text = answer.text();
    let main =
        text.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or(text.as_str(), |(it, _)| it);
    let mut shown = String::new();
    let mut inside = false;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                shown.push(' ');
            }
            c if !inside => shown.push(c),
            _ => {}
        }
    }
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn answer(instance: &str, version: &str, content: &str) -> String {
    format!(
        "<data id=\"families\" version=\"{version}\">{content}<meta><instanceID>{instance}</instanceID></meta></data>"
    )
}

async fn send(site: &Site, address: &str, xml: &str) -> String {
    let answer = site.send(request(address, &[("xml_submission_file", "a.xml", xml.as_bytes())])).await;
    auyl_server::work_off(&site.app).await.expect("worked off");
    said(&answer)
}

/// The answers as a workbook in text has them.
async fn answers(site: &Site, register: &str, expected: Expect) {
    let text = site.get("bolat", &format!("/p/auyl/r/{register}/export.csv")).await.text();
    expected.assert_eq(&text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
}

#[test]
fn a_questionnaire_becomes_a_register_at_once_and_its_next_version_keeps_what_was_answered() {
    play(async {
        let site = Site::empty().await;
        published(&site, FAMILIES).await;
        let phone = a_phone(&site, "dina").await;
        let list = site.get("", &format!("{phone}/formList")).await.text();
        assert!(list.contains("<formID>families</formID><name>Отбасылар</name><version>1</version>"), "{list}");
        let content = "<street>Абай</street><people>4</people><water>well</water><child><age>3</age></child><child><age>7</age></child>";
        let new = answer("uuid:1", "1", content);
        assert!(send(&site, &phone, &new).await.starts_with("201"), "kept");
        answers(
            &site,
            "s1_families",
            expect![[r#"
            id,street,people,water
            1,Абай,4,well
        "#]],
        )
        .await;
        let review = site.get("bolat", "/p/auyl/review?form=families").await.text();
        assert!(review.contains("/review/families/"), "what is sent to a survey is reviewed, too: {review}");
        let counted = site.get("bolat", "/p/auyl/figure.json?m=sum(s1_families.people)").await.text();
        assert!(counted.contains("4"), "{counted}");

        // The street is no longer asked, people are asked in words, a source of water is new.
        let changed = FAMILIES
            .replace("| text | street | Көше | Улица | Street | yes | street.png |\n", "")
            .replace("| integer | people |", "| text | people |")
            .replace("# settings", "| water | river | Өзен | Река | River |\n# settings")
            .replace("| families | 1 |", "| families | 2 |");
        let path = "/p/auyl/surveys/families";
        let answer_2 = bring(&site, "bolat", path, "families.xlsx", &workbook(&site, &changed)).await;
        assert_eq!(answer_2.location(), format!("{path}?told=survey-drafted"), "{}", words(&answer_2));
        let page = words(&site.get("bolat", path).await);
        let part = page.split_once("Что изменится").map(|(_, rest)| rest.split("Опубликовать").next().unwrap_or(""));
        expect![" Ответ теперь другого вида и получит отдельное поле, прежнее останется: Сколько человек Вопрос больше не задаётся, прежние ответы остаются: Улица Изменился список вариантов: water "].assert_eq(part.unwrap_or(&page));
        assert_eq!(site.post("bolat", &format!("{path}/publish"), &[]).await.status.as_u16(), 303);
        let second = answer("uuid:2", "2", "<people>көп</people><water>river</water>");
        assert!(send(&site, &phone, &second).await.starts_with("201"), "kept");
        // A phone that was away answers the version it has.
        let late = answer("uuid:3", "1", "<street>Әуезов</street><people>6</people>");
        assert!(send(&site, &phone, &late).await.starts_with("201"), "kept");
        answers(
            &site,
            "s1_families",
            expect![[r#"
            id,people_2,water,people,street
            1,,well,4,Абай
            2,көп,river,,
            3,,,6,Әуезов
        "#]],
        )
        .await;

        site.post("bolat", &format!("{path}/state"), &[("state", "closed")]).await;
        let list = site.get("", &format!("{phone}/formList")).await.text();
        assert!(!list.contains("families"), "{list}");
        expect!["409 «families» анкетасы жабық, оған жауап қабылданбайды. Телефондағы формалар тізімін жаңартыңыз немесе жетекшіден анкетаны ашуды сұраңыз."].assert_eq(&send(&site, &phone, &answer("uuid:4", "2", "<people>2</people>")).await);
    });
}

#[test]
fn a_questionnaire_without_village_and_wave_says_so_and_its_answers_become_problems() {
    // It was published without a word, and was in no analysis.
    play(async {
        let site = Site::empty().await;
        published(&site, FAMILIES).await;
        let path = "/p/auyl/surveys/families";
        let page = words(&site.get("bolat", path).await);
        let part =
            page.split_once("Ответы этого опроса").and_then(|(_, rest)| rest.split_once("Файлы")).map(|(it, _)| it);
        expect![" не войдут в анализ Ответы хранятся, считаются и выгружаются, из них можно сделать проблему. Но на странице волн, в анализе и в интервалах их не будет. Чтобы были, добавьте и загрузите новую версию: Нет вопроса о волне. Добавьте на лист survey строку «select_one survey_wave | wave | Волна», а на лист choices — слова baseline и endline списка survey_wave. Нет вопроса о селе. Добавьте на лист survey строку «select_one_from_file place.csv | place | Село»: сёла проекта появятся сами. "].assert_eq(part.unwrap_or(&page));
        let phone = a_phone(&site, "dina").await;
        let told = answer("uuid:1", "1", "<street>Абай көшесінде жарық жоқ</street><people>4</people>");
        assert!(send(&site, &phone, &told).await.starts_with("201"), "kept");
        let shown = site.get("bolat", "/p/auyl/r/s1_families/1").await.text();
        assert!(shown.contains("/p/auyl/voices/from/s1_families/1"), "{shown}");
        let form = site.post("bolat", "/p/auyl/voices/from/s1_families/1", &[("field", "street")]).await.text();
        assert!(form.contains("Абай көшесінде жарық жоқ"), "{form}");

        let whole = FAMILIES
            .replace("| text | street |", "| select_one survey_wave | wave | Кезең | Волна | Wave | yes | |\n| select_one_from_file place.csv | place | Ауыл | Село | Village | yes | |\n| text | street |")
            .replace("# settings", "| survey_wave | baseline | Басында | В начале | Baseline |\n| survey_wave | endline | Соңында | В конце | Endline |\n# settings")
            .replace("| families | 1 |", "| families | 2 |");
        let answer = bring(&site, "bolat", path, "families.xlsx", &workbook(&site, &whole)).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", words(&answer));
        let page = words(&site.get("bolat", path).await);
        assert!(!page.contains("не войдут в анализ"), "{page}");
    });
}

#[test]
fn files_that_a_questionnaire_shows_go_to_the_phones_with_it() {
    play(async {
        let site = Site::empty().await;
        published(&site, FAMILIES).await;
        let path = "/p/auyl/surveys/families/files";
        let other = bring(&site, "bolat", path, "other.png", b"\x89PNG").await;
        assert_eq!(other.status.as_u16(), 422);
        assert_eq!(bring(&site, "bolat", path, "street.png", b"\x89PNG a street").await.status.as_u16(), 303);
        let phone = a_phone(&site, "dina").await;
        let manifest = site.get("", &format!("{phone}/forms/families/manifest")).await.text();
        let address = manifest.split_once("<downloadUrl>").and_then(|(_, rest)| rest.split_once('<')).map(|(it, _)| it);
        let address = address.unwrap_or_else(|| panic!("no file in {manifest}"));
        let path = address.split_once("/v1/").map(|(_, rest)| format!("/v1/{rest}")).expect("an address");
        assert_eq!(site.get("", &path).await.bytes, b"\x89PNG a street");
    });
}

#[test]
fn what_is_no_questionnaire_is_refused_with_its_place_and_nothing_is_kept() {
    play(async {
        let site = Site::empty().await;
        let check = async |name: &str, bytes: &[u8], expected: Expect| {
            let answer = bring(&site, "bolat", "/p/auyl/surveys", name, bytes).await;
            let page = words(&answer);
            let part = page.split_once("Анкеты ").map_or(page.as_str(), |(_, rest)| rest);
            let part = part.split("Анкеты проекта").next().unwrap_or_default().trim();
            expected.assert_eq(&format!("{} {part}", answer.status.as_u16()));
            let left = site.app.store.surveys(PROJECT).await.expect("read");
            assert!(left.is_empty(), "{left:?}");
        };
        check("letter.docx", b"not a workbook", expect!["422 «letter.docx» не целая книга Excel. Откройте её в Excel, сохраните как .xlsx и повторите; если не открывается, скопируйте или скачайте её ещё раз."]).await;
        let wrong = FAMILIES.replace("| integer | age |", "| calculate | age |");
        check("families.xlsx", &workbook(&site, &wrong), expect!["422 Анкета не принята важно survey · A6 В строке calculate нет вычисления. Впишите выражение в столбец calculation или удалите строку."]).await;
        let taken = FAMILIES.replace("| families | 1 |", "| event | 1 |");
        check("event.xlsx", &workbook(&site, &taken), expect!["422 Анкета не принята важно Имя «event» уже занято реестром или другой анкетой. Дайте анкете другой form_id на листе settings."]).await;
        let bomb = format!("<!DOCTYPE a [<!ENTITY b '{}'>]><a>&b;</a>", "c".repeat(1000));
        check("bomb.xml", bomb.as_bytes(), expect!["422 Анкета не принята важно 1 Документ XForm повреждён или опасен: DOCTYPE Сохраните файл заново из программы, которая его сделала."]).await;
    });
}

#[test]
fn a_survey_is_seen_by_its_project_alone_and_made_by_who_answers_for_it() {
    play(async {
        let site = Site::empty().await;
        published(&site, FAMILIES).await;
        for who in ["dina", "erlan", "gulnar"] {
            assert_eq!(site.get(who, "/p/auyl/surveys").await.status.as_u16(), 403, "{who}");
            assert_eq!(site.post(who, "/p/auyl/surveys/families/publish", &[]).await.status.as_u16(), 403, "{who}");
        }
        assert_eq!(site.get("zarina", "/p/auyl/surveys").await.status.as_u16(), 404);
        let other =
            auyl_store::accounts::Home { project: "kyzyl".into(), organisation: "main".into(), is_public: false };
        let doing = crate::ground::doing();
        let store = site.app.store.clone();
        auyl_work::Project::create(store, site.app.catalogue.clone(), "kyzyl", &doing).await.expect("a project");
        site.app.store.set_home(&other).await.expect("a home");
        assert_eq!(site.get("bolat", "/p/auyl/r/s1_families").await.status.as_u16(), 200);
        assert_eq!(site.get("bolat", "/p/kyzyl/r/s1_families").await.status.as_u16(), 404);
        assert_eq!(site.get("bolat", "/p/kyzyl/surveys/families").await.status.as_u16(), 404);
        // The other one may make one of the same name.
        let bytes = workbook(&site, FAMILIES);
        let answer = bring(&site, "bolat", "/p/kyzyl/surveys", "families.xlsx", &bytes).await;
        assert_eq!(answer.location(), "/p/kyzyl/surveys/families?told=survey-drafted", "{}", words(&answer));
    });
}

#[test]
fn every_ready_questionnaire_is_taken_and_every_page_speaks_three_languages() {
    play(async {
        let site = Site::empty().await;
        for name in ["activists", "engagement", "event_review", "seminar_test"] {
            let answer = site.post("bolat", "/p/auyl/questionnaires", &[("which", name)]).await;
            assert_eq!(answer.location(), format!("/p/auyl/surveys/{name}?told=survey-drafted"), "{}", words(&answer));
            assert_eq!(site.post("bolat", &format!("/p/auyl/surveys/{name}/publish"), &[]).await.status.as_u16(), 303);
            assert_eq!(site.get("bolat", &format!("/p/auyl/r/s1_{name}/new")).await.status.as_u16(), 200);
            for lang in ["kk", "ru", "en"] {
                let page = site.get_in(lang, "bolat", &format!("/p/auyl/surveys/{name}")).await;
                assert_eq!(page.status.as_u16(), 200);
                assert!(!page.text().contains("surveys-"), "{lang} {name}");
            }
        }
        let workbook = site.get("bolat", "/p/auyl/questionnaires/engagement.xlsx").await;
        assert!(workbook.bytes.starts_with(b"PK"));
        assert_eq!(site.get("bolat", "/p/auyl/questionnaires/none.xlsx").await.status.as_u16(), 404);
    });
}
