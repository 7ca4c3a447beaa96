//! Surveys: rounds, questions, changes in words, small groups withheld, tables and pages to take along.

use crate::village::{PEOPLE, Site, play};
use auyl_domain::Lang;
use axum::http::{StatusCode, header};

const PAGE: &str = "/p/auyl/waves";
const ENGAGED: &str = "/p/auyl/waves/survey_engagement/engaged";

#[test]
fn every_page_of_surveys_speaks_every_language_to_everybody_who_belongs_here() {
    play(async {
        let (site, empty) = (Site::example().await, Site::empty().await);
        for (who, _) in PEOPLE {
            for lang in Lang::ALL {
                for path in [
                    PAGE,
                    "/p/auyl/waves/tests",
                    "/p/auyl/waves/survey_engagement",
                    ENGAGED,
                    "/p/auyl/waves/survey_engagement/engaged?about=alike&value=0",
                ] {
                    let answer = site.get_in(lang.code(), who, path).await;
                    let text = answer.text();
                    assert_eq!(answer.status, StatusCode::OK, "{who} {lang:?} {path} {text}");
                    assert!(!text.contains(">waves-") && !text.contains(" style="), "{who} {lang:?} {path}");
                    assert!(text.contains("<table") || path.ends_with("engagement"), "{who} {lang:?} {path} {text}");
                }
            }
            assert_eq!(empty.get(who, PAGE).await.status, StatusCode::OK, "{who}");
        }
        for path in [PAGE, ENGAGED, "/p/auyl/waves/tests"] {
            assert_eq!(site.get("zarina", path).await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn every_question_has_a_page_and_what_is_none_has_not() {
    play(async {
        let site = Site::example().await;
        let mut questions = 0;
        for register in ["survey_engagement", "survey_activists"] {
            let text = site.get("bolat", &format!("{PAGE}/{register}")).await.text();
            let list = text.split("plain-list").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap_or_default();
            for href in list.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let page = site.get("bolat", href).await;
                assert_eq!(page.status, StatusCode::OK, "{href}");
                assert!(page.text().contains("t-village"), "{href}");
                questions += 1;
            }
        }
        assert!(questions > 10, "{questions}");
        for wrong in
            ["survey_engagement/wave", "survey_engagement/respondent", "survey_engagement/none", "participant", "none"]
        {
            assert_eq!(site.get("bolat", &format!("{PAGE}/{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    });
}

#[test]
fn a_change_is_a_sentence_with_its_interval_and_says_which_people_were_compared() {
    play(async {
        let site = Site::example().await;
        let text = site.get_in("en", "bolat", ENGAGED).await.text();
        let sentence = text.split("<p class=\"notice\">").nth(1).and_then(|rest| rest.split("</p>").next());
        let sentence = sentence.unwrap_or_default();
        assert!(
            sentence.contains(" rose from ") && sentence.contains("percentage points (95% interval "),
            "{sentence}"
        );
        assert!(sentence.contains("; p "), "{sentence}");
        assert!(text.contains("not the same person"), "{text}");
        // About villages like these the same answers say less.
        let alike = site.get_in("en", "bolat", &format!("{ENGAGED}?about=alike")).await.text();
        assert!(alike.contains("each village is one draw"), "{alike}");
        // Weights by what the example says of its residents stand beside.
        assert!(text.contains("village, gender, age"), "{text}");
    });
}

#[test]
fn a_number_leads_to_the_answers_that_it_counts() {
    play(async {
        let site = Site::example().await;
        let csv = site.get("bolat", &format!("{ENGAGED}/table.csv?value=1")).await.text();
        let line = csv.lines().find(|line| line.contains("baseline")).unwrap_or_default();
        let yes = line.split(',').nth(4).unwrap_or_default();
        let text = site.get("bolat", ENGAGED).await.text();
        let href = text.split("<td class=\"num\"><a href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let page =
            site.get("bolat", &href.unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&")).await.text();
        assert!(page.contains(&format!("<span class=\"big\">{yes}</span>")), "{yes} {page}");
    });
}

#[test]
fn who_reads_public_fields_alone_sees_no_small_group_and_no_answer_that_is_not_public() {
    play(async {
        let site = Site::example().await;
        let list = site.get("gulnar", &format!("{PAGE}/survey_engagement")).await.text();
        assert!(list.contains("/engaged") && !list.contains("/trust_akim") && !list.contains("village.docx"), "{list}");
        assert_eq!(
            site.get("gulnar", &format!("{PAGE}/survey_engagement/trust_akim")).await.status,
            StatusCode::NOT_FOUND
        );
        // Two activists named a kindergarten first: neither the table nor asking for that answer alone tells of them.
        let first = "/p/auyl/waves/survey_activists/first_problem";
        let whole = site.get("bolat", &format!("{first}/table.csv?value=kindergarten")).await.text();
        let few = |text: &str| {
            let counted = text.lines().skip(1).filter(|line| !line.contains(" -> "));
            let yes = counted.filter_map(|line| line.split(',').nth(4)?.parse::<i64>().ok());
            yes.filter(|yes| (1..5).contains(yes)).count()
        };
        assert!(few(&whole) > 0, "the example has a small group: {whole}");
        for value in ["kindergarten", "employment", "gas"] {
            let csv = site.get("gulnar", &format!("{first}/table.csv?value={value}")).await.text();
            assert!(few(&csv) == 0 && csv.contains("<5"), "{csv}");
            // With one number withheld alone, the total would tell it: the next smallest goes with it.
            let hidden = csv.lines().filter(|line| line.starts_with("answer,") && line.contains(",endline,<5"));
            assert_eq!(hidden.count(), 2, "{csv}");
        }
        let asked = site.get("gulnar", &format!("{first}/table.csv?value=employment")).await.text();
        assert!(
            asked.lines().filter(|line| line.starts_with("village,") && line.contains(",endline,<5")).count() == 4,
            "{asked}"
        );
        assert!(!site.get("gulnar", ENGAGED).await.text().contains("/figure?m="));
        let paper = "survey_engagement/village.docx?wave=baseline&place=baimurat";
        assert_eq!(site.get("gulnar", &format!("{PAGE}/{paper}")).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_page_of_a_village_is_a_document_in_kazakh_and_russian() {
    play(async {
        let site = Site::example().await;
        for lang in ["kk", "ru"] {
            let path = format!("{PAGE}/survey_engagement/village.docx?wave=endline&place=baimurat&lang={lang}");
            let answer = site.get("bolat", &path).await;
            assert_eq!(answer.status, StatusCode::OK, "{lang}");
            assert!(answer.bytes.starts_with(b"PK"), "{lang}");
            let named = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap_or_default();
            assert!(named.contains("attachment"), "{named}");
        }
        let nobody = format!("{PAGE}/survey_engagement/village.docx?wave=midline&place=baimurat");
        assert_eq!(site.get("bolat", &nobody).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn seminars_taught_something_and_say_how_sure_that_is() {
    play(async {
        let site = Site::example().await;
        let text = site.get_in("ru", "bolat", "/p/auyl/waves/tests").await.text();
        assert!(text.contains("Оба теста прошли участников") && text.contains("границы 95 %"), "{text}");
        assert!(text.matches("href=\"/p/auyl/event/").count() >= 3, "{text}");
    });
}
