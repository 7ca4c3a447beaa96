//! What Dina's phone sent is reviewed: approved, rejected with a reason, brought back; and what is not hers waits.

use crate::village::{PROJECT, Site, play};
use auyl_domain::{Lang, Record, RecordId};
use auyl_store::submissions::{Arrival, Numbered};
use auyl_work::intake;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use expect_test::{Expect, expect};

const AT: &str = "2024-11-25T07:00:00Z";

/// An event as a phone fills it in.
fn gathering(place: &str) -> String {
    format!(
        "<activity>a1-4</activity><kind>gathering</kind><title_kk>Жиын</title_kk><title_ru>Сход о воде</title_ru>\
         <held_on>2024-05-20</held_on><place>{place}</place><agenda>Су</agenda>"
    )
}

/// An answer to the survey, of the respondent of a number.
fn answer(number: u32, started: &str) -> String {
    format!(
        "<activity>a1-3</activity><wave>baseline</wave><place>qamystybas</place><answered_on>2024-04-16</answered_on>\
         <respondent>{number}</respondent><taken_how>interview</taken_how><gender>female</gender><age_band>23_27</age_band>\
         <ngo_member>no</ngo_member><engaged>no</engaged><knows_budget>yes</knows_budget>\
         <meta><timeStart>{started}</timeStart></meta>"
    )
}

/// Sends from Dina's phone, and lets the program make records of it.
async fn send(site: &Site, form: &str, instance: &str, content: &str) {
    let forms = intake::forms(&site.project, AT).await.expect("forms");
    let version = forms.into_iter().find(|known| known.id == form).expect("a form").version;
    let meta = format!("<meta><instanceID>{instance}</instanceID>");
    let content = match content.contains("<meta>") {
        true => content.replace("<meta>", &meta),
        false => format!("{content}{meta}</meta>"),
    };
    let arrival = Arrival {
        project: PROJECT.into(),
        form: form.into(),
        version: version.clone(),
        instance: instance.into(),
        xml: format!("<data id=\"{form}\" version=\"{version}\">{content}</data>"),
        at: AT.into(),
        actor: "dina/1".into(),
        device: "phone 1".into(),
        ..Arrival::default()
    };
    site.app.store.receive(&[arrival]).await.expect("received");
    intake::take(&site.project, AT, 100).await.expect("taken");
}

async fn record(site: &Site, register: &str, id: &str) -> Record {
    let id = RecordId::read(id).expect("an id");
    site.project.store.record(PROJECT, register, &id, None).await.expect("read").expect("a record")
}

/// What waits of a record, and in how many versions it is there.
async fn said(site: &Site, register: &str, id: &str) -> String {
    let record = record(site, register, id).await;
    let review: Vec<&str> = record.review.iter().map(|review| review.code.as_str()).collect();
    let events = site.project.store.events_of(PROJECT, register, id).await.expect("events").len();
    let state = if review.is_empty() { "counted".to_string() } else { review.join(" ") };
    format!("{state}, {events} versions")
}

/// The states that Dina and Bolat read in their lists.
async fn lists(site: &Site) -> String {
    let mut text = String::new();
    for (who, path) in [("dina", "/p/auyl/review"), ("bolat", "/p/auyl/review"), ("bolat", "/p/auyl/review?state=all")]
    {
        let answer = site.get(who, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{who}");
        let html = answer.text();
        let body = html.split_once("<tbody>").map_or("", |(_, rest)| rest.split("</tbody>").next().unwrap_or_default());
        let tags = body.split("class=\"tag ").skip(1).filter_map(|rest| rest.split_once('>')?.1.split('<').next());
        text.push_str(&format!("{who} {path}: {}\n", tags.collect::<Vec<_>>().join(", ")));
    }
    text
}

fn check(expected: Expect, story: impl AsyncFn(&Site) -> String) {
    play(async {
        let site = Site::example_of_its_own().await;
        let told = story(&site).await;
        assert_eq!(site.project.store.check_chain(PROJECT).await.expect("the log can be walked"), vec![]);
        expected.assert_eq(&told);
    });
}

const PAGE: &str = "/p/auyl/review/event/uuid%3Anew%2D1";

#[test]
fn bolat_rejects_with_a_reason_dina_reads_it_and_approving_brings_the_record_back() {
    check(
        expect![[r#"
            counted, 1 versions
            dina /p/auyl/review: Принято
            bolat /p/auyl/review: Принято
            bolat /p/auyl/review?state=all: Принято
            submission-rejected, 2 versions
            dina /p/auyl/review: Отклонено
            bolat /p/auyl/review: 
            bolat /p/auyl/review?state=all: Отклонено
            mended: 303 submission-rejected, 3 versions
            counted, 4 versions
            dina /p/auyl/review: Одобрено
            bolat /p/auyl/review: 
            bolat /p/auyl/review?state=all: Одобрено
        "#]],
        async |site| {
            send(site, "event", "uuid:new-1", &gathering("qamystybas")).await;
            let mut told = format!("{}\n{}", said(site, "event", "new-1").await, lists(site).await);
            // Whoever links to an event is offered it by its name, and not while it is rejected.
            let is_offered =
                async || site.get("bolat", "/p/auyl/r/event/suggest?q=сход").await.text().contains("\"new-1\"");
            assert!(is_offered().await);
            let without = site.post("bolat", PAGE, &[("review", "rejected"), ("remark", " ")]).await;
            assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(without.text().contains("Напишите, почему отклоняете"));
            let reason = [("review", "rejected"), ("remark", "Этого схода не было"), ("seen", "uuid:new-1")];
            assert_eq!(site.post("dina", PAGE, &reason).await.status, StatusCode::FORBIDDEN, "she decides nothing");
            assert_eq!(site.post("erlan", PAGE, &reason).await.status, StatusCode::FORBIDDEN);
            let done = site.post("bolat", PAGE, &reason).await;
            assert_eq!(done.location(), format!("{PAGE}?told=review-rejected"));
            told += &format!("{}\n{}", said(site, "event", "new-1").await, lists(site).await);
            assert!(!is_offered().await);
            let hers = site.get("dina", PAGE).await.text();
            assert!(hers.contains("Этого схода не было") && !hers.contains("value=\"approved\""));
            // Mending the record does not bring it back.
            let record = record(site, "event", "new-1").await;
            let base = record.since.to_string();
            let form = [
                ("f.activity", "a1-4"),
                ("f.kind", "gathering"),
                ("f.title_kk", "Жиын"),
                ("f.title_ru", "Сход о дороге"),
                ("f.held_on", "2024-05-20"),
                ("f.place", "qamystybas"),
                ("f.agenda", "Су"),
                ("base", &base),
            ];
            let saved = site.post("dina", "/p/auyl/r/event/new-1/edit", &form).await;
            told += &format!("mended: {} {}\n", saved.status.as_u16(), said(site, "event", "new-1").await);
            let old = [("review", "approved"), ("seen", "uuid:other")];
            assert_eq!(site.post("bolat", PAGE, &old).await.status, StatusCode::CONFLICT, "another word than he saw");
            let approved = site.post("bolat", PAGE, &[("review", "approved"), ("seen", "uuid:new-1")]).await;
            assert_eq!(approved.location(), format!("{PAGE}?told=review-approved"));
            assert!(is_offered().await);
            told + &format!("{}\n{}", said(site, "event", "new-1").await, lists(site).await)
        },
    );
}

#[test]
fn what_dina_sends_of_another_village_waits_and_changes_nothing_there() {
    check(
        expect![[r#"
            submission-of-other-place, 1 versions
            dina /p/auyl/review: Нужно исправить, Ждёт одобрения, пока не считается
            bolat /p/auyl/review: Нужно исправить, Ждёт одобрения, пока не считается
            bolat /p/auyl/review?state=all: Нужно исправить, Ждёт одобрения, пока не считается
            counted, 2 versions"#]],
        async |site| {
            let before = record(site, "event", "de-baimurat-1").await;
            send(site, "event", "uuid:new-1", &gathering("baimurat")).await;
            send(site, "event", "uuid:de-baimurat-1", &gathering("qamystybas")).await;
            assert_eq!(record(site, "event", "de-baimurat-1").await, before, "nothing is changed");
            let mut told = format!("{}\n{}", said(site, "event", "new-1").await, lists(site).await);
            let other = "/p/auyl/review/event/uuid%3Ade-baimurat-1";
            let page = site.get("dina", other).await.text();
            assert!(!page.contains("Облыстық мәслихат"), "nothing of it is shown");
            assert!(site.get("bolat", other).await.text().contains("хотела изменить запись чужого села"));
            for path in [PAGE, other] {
                site.post("bolat", path, &[("review", "approved")]).await;
            }
            intake::take(&site.project, AT, 100).await.expect("taken");
            told += &said(site, "event", "new-1").await;
            assert_eq!(
                record(site, "event", "de-baimurat-1").await.text("title_ru"),
                "Сход о воде",
                "now it is changed"
            );
            told
        },
    );
}

#[test]
fn two_answers_of_one_respondent_stand_side_by_side_and_one_is_rejected() {
    check(
        expect![[r#"
            bolat s1: 3 like it, 1 by what is there only once
            bolat s3: 2 like it, 0 by what is there only once
            bolat s4: 0 like it, 0 by what is there only once
            bolat s5: 1 like it, 0 by what is there only once
            dina s1: 0 like it, 0 by what is there only once
            s1: counted, 1 versions
            s2: submission-rejected, 2 versions
            bolat s1: 2 like it, 0 by what is there only once"#]],
        async |site| {
            send(site, "survey_engagement", "uuid:s1", &answer(901, "2024-04-16T10:00:00+05:00")).await;
            send(site, "survey_engagement", "uuid:s2", &answer(901, "2024-04-16T10:30:00+05:00")).await;
            send(site, "survey_engagement", "uuid:s3", &answer(902, "2024-04-16T12:00:00+05:00")).await;
            send(site, "survey_engagement", "uuid:s4", &answer(903, "").replace("interview", "online")).await;
            let page = async |who: &str, id: &str| {
                let text = site.get(who, &format!("/p/auyl/review/survey_engagement/uuid%3A{id}")).await.text();
                let twins = text.matches("value=\"rejected\">Отклонить другую").count();
                let unique = text.matches("Совпадает то, что бывает только один раз").count();
                format!("{who} {id}: {twins} like it, {unique} by what is there only once")
            };
            let mut told = Vec::new();
            let soon = answer(904, "2024-04-16T10:01:30+05:00").replace("female", "male").replace("23_27", "33_45");
            send(site, "survey_engagement", "uuid:s5", &soon).await;
            for id in ["s1", "s3", "s4", "s5"] {
                told.push(page("bolat", id).await);
            }
            told.push(page("dina", "s1").await);
            let reject = [("review", "rejected"), ("remark", "Повтор")];
            site.post("bolat", "/p/auyl/review/survey_engagement/uuid%3As2", &reject).await;
            for id in ["s1", "s2"] {
                told.push(format!("{id}: {}", said(site, "survey_engagement", id).await));
            }
            told.push(page("bolat", "s1").await);
            told.join("\n")
        },
    );
}

#[test]
fn a_script_for_central_decides_as_the_page_does() {
    check(
        expect![[r#"
        dina approved: 403 counted, 1 versions
        aigul rejected: 200 submission-rejected, 2 versions
        aigul hasIssues: 200 counted, 3 versions
        aigul approved: 200 counted, 3 versions"#]],
        async |site| {
            send(site, "event", "uuid:new-1", &gathering("qamystybas")).await;
            let number = site.app.store.number(Numbered::Project, PROJECT).await.expect("a number");
            let patch = async |who: &str, review: &str| {
                let address = format!("/v1/projects/{number}/forms/event/submissions/uuid:new-1");
                let request = Request::patch(address)
                    .header(header::COOKIE, format!("auyl={who}"))
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, "application/json");
                let body = format!("{{\"reviewState\":\"{review}\"}}");
                site.send(request.body(Body::from(body)).expect("a request")).await.status.as_u16()
            };
            let mut told = Vec::new();
            for (who, review) in
                [("dina", "approved"), ("aigul", "rejected"), ("aigul", "hasIssues"), ("aigul", "approved")]
            {
                let status = patch(who, review).await;
                told.push(format!("{who} {review}: {status} {}", said(site, "event", "new-1").await));
            }
            told.join("\n")
        },
    );
}

#[test]
fn every_page_speaks_its_language_to_who_may_see_it() {
    play(async {
        let site = Site::example_of_its_own().await;
        send(&site, "event", "uuid:new-1", &gathering("qamystybas")).await;
        send(&site, "event", "uuid:broken", "<kind>horse_race</kind>").await;
        for path in ["/p/auyl/review", PAGE, "/p/auyl/review/event/uuid%3Abroken"] {
            for (lang, who) in Lang::ALL.into_iter().flat_map(|lang| [(lang, "bolat"), (lang, "dina")]) {
                let answer = site.get_in(lang.code(), who, path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path} {who}");
                let text = answer.text();
                assert!(
                    !text.contains(">review-") && !text.contains(" style=") && !text.contains(">finding-"),
                    "{path}"
                );
            }
            assert_eq!(site.get("erlan", path).await.status, StatusCode::FORBIDDEN, "a monitor reads nobody's details");
            assert_eq!(site.get("zarina", path).await.status, StatusCode::NOT_FOUND);
        }
        let says = [("remark", "Сход был, фото будет завтра")];
        let said = site.post("dina", &format!("{PAGE}/remark"), &says).await;
        assert_eq!(said.location(), format!("{PAGE}?told=review-remarked"));
        assert!(site.get("bolat", PAGE).await.text().contains("фото будет завтра"));
        assert_eq!(site.post("dina", &format!("{PAGE}/remark"), &[("remark", " ")]).await.status.as_u16(), 422);
        assert!(site.get("bolat", "/p/auyl/r/event/new-1").await.text().contains(PAGE), "the record leads to it");
    });
}
