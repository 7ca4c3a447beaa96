//! Surveys: rounds, questions, changes in words, small groups withheld, tables and pages to take along.

use crate::village::{PEOPLE, Site, play};
use auyl_domain::value::Stored;
use auyl_domain::{Lang, Record, Value};
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
                assert!(page.text().contains("t-village") && page.text().contains("<svg"), "{href}");
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
            assert!(few(&csv) == 0 && csv.contains("withheld"), "{csv}");
            // With one number withheld alone, the total would tell it: the next smallest goes with it.
            let hidden = csv.lines().filter(|line| line.starts_with("answer,") && line.contains(",endline,withheld"));
            assert!(hidden.count() >= 2, "{csv}");
        }
        let asked = site.get("gulnar", &format!("{first}/table.csv?value=employment")).await.text();
        assert!(
            asked.lines().filter(|line| line.starts_with("village,") && line.contains(",endline,withheld")).count()
                == 4,
            "{asked}"
        );
        assert!(!site.get("gulnar", ENGAGED).await.text().contains("/figure?m="));
        let paper = "survey_engagement/village.docx?wave=baseline&place=baimurat";
        assert_eq!(site.get("gulnar", &format!("{PAGE}/{paper}")).await.status, StatusCode::FORBIDDEN);
    });
}

const INDEX: &str = "/p/auyl/waves/survey_engagement/engagement_index";

#[test]
fn the_engagement_index_is_said_in_percent_and_its_change_in_points() {
    play(async {
        let site = Site::example().await;
        let page = site.get_in("en", "bolat", INDEX).await.text();
        let said =
            page.split("<p class=\"notice\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or_default();
        assert!(
            said.starts_with("Engagement index rose from ") && said.contains("percentage points (95% inter"),
            "{said}"
        );
        // What it is made of stands below, each question leading to its own page; it is drawn with its intervals.
        assert!(
            page.contains("href=\"/p/auyl/waves/survey_engagement/knows_budget\"") && page.contains("<svg"),
            "{page}"
        );
        let csv = site.get("bolat", &format!("{INDEX}/table.csv")).await.text();
        let villages = |csv: &str| csv.lines().filter(|line| line.starts_with("village,")).count();
        // Three villages and all together, each in two waves and with a change.
        assert_eq!(villages(&csv), 12, "{csv}");
        let value = |wave: &str| -> f64 {
            let line = csv.lines().rfind(|line| line.starts_with("village,") && line.contains(wave)).expect("a line");
            line.split(',').nth(5).and_then(|value| value.parse().ok()).expect("a value")
        };
        let change: f64 = csv
            .lines()
            .rfind(|line| line.starts_with("village,") && line.contains(" -> "))
            .and_then(|line| line.split(',').nth(5)?.parse().ok())
            .expect("a change");
        assert!((value(",endline,") - value(",baseline,") - change).abs() < 2e-6, "{csv}");
        // Its questions are not all public, but it is: the catalogue says so.
        let public = site.get("gulnar", &format!("{INDEX}/table.csv")).await.text();
        assert_eq!(villages(&public), 12, "{public}");
        assert!(
            !site.get("gulnar", INDEX).await.text().contains("href=\"/p/auyl/waves/survey_engagement/knows_budget\"")
        );
        for place in ["baimurat", "qamystybas"] {
            let path = format!("{PAGE}/survey_engagement/village.docx?wave=endline&place={place}&lang=ru");
            assert_eq!(site.get("bolat", &path).await.status, StatusCode::OK);
        }
    });
}

#[test]
fn three_answers_of_a_village_cannot_be_had_from_the_others_nor_from_a_change_nor_from_the_open_page() {
    play(async {
        let site = Site::example_of_its_own().await;
        // Of Baimurat three answers of the last wave are left.
        let answers = site.project.store.records("auyl", "survey_engagement", None).await.expect("answers");
        let is_of = |record: &&Record, field: &str, word: &str| {
            record.get(field).is_some_and(|value| value.stored() == Stored::Text(word.into()))
        };
        let of = answers.iter().filter(|record| is_of(record, "wave", "endline") && is_of(record, "place", "baimurat"));
        let moved = of.skip(3).map(|record| {
            let mut record = record.clone();
            record.fields.insert("wave".into(), Value::Choice("midline".into()));
            record
        });
        let moved: Vec<Record> = moved.collect();
        let mut tx = site.project.store.begin("auyl").await.expect("a transaction");
        tx.save(&moved, "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("kept");

        for address in [format!("{ENGAGED}/table.csv?value=1"), format!("{INDEX}/table.csv")] {
            let cells = |csv: &str, wave: &str| -> Vec<String> {
                let lines = csv.lines().filter(|line| line.starts_with("village,") && line.contains(wave));
                lines.filter_map(|line| line.split(',').nth(3).map(str::to_string)).collect()
            };
            let whole = site.get("bolat", &address).await.text();
            assert_eq!(cells(&whole, ",endline,"), ["3", "52", "52", "107"], "{whole}");
            let seen = site.get("gulnar", &address).await.text();
            assert_eq!(cells(&seen, ",endline,"), ["withheld", "withheld", "52", "107"], "{seen}");
            // Two villages and the whole would tell the third of the first wave's change.
            assert_eq!(seen.lines().filter(|line| line.contains(" -> ")).count(), 2, "{seen}");
        }
        let rounds = site.get("gulnar", PAGE).await.text();
        let table =
            rounds.split("id=\"t-survey_engagement-villages\"").nth(1).and_then(|rest| rest.split("</table>").next());
        let table = table.unwrap_or_default();
        assert_eq!(table.matches("не показано").count(), 2, "{table}");
        assert!(!table.contains(">3<"), "{table}");

        site.post("aigul", "/p/auyl/settings/open", &[("open", "true")]).await;
        for (lang, hidden) in [("kk", "көрсетілмейді"), ("ru", "не показано"), ("en", "not shown")]
        {
            let open = site.get_in(lang, "", &format!("/open/auyl?lang={lang}")).await.text();
            let part =
                open.split("id=\"surveys\"").nth(1).and_then(|rest| rest.split("<section id=\"problems\"").next());
            let part = part.unwrap_or_else(|| panic!("no surveys in {open}"));
            assert!(part.contains("engagement_index") && part.matches(hidden).count() >= 4, "{part}");
            assert!(!part.contains("/figure?") && !part.contains("trust"), "{part}");
        }
    });
}

#[test]
fn weights_follow_every_age_band_of_which_the_rounds_say_how_many_residents_it_has() {
    play(async {
        let site = Site::example_of_its_own().await;
        let page = site.get_in("en", "bolat", ENGAGED).await.text();
        assert!(page.contains("23–27 years") && page.contains("33–45 years"), "{page}");
        assert!(!page.contains("enter the number of residents of each age band"), "{page}");
        let rounds = site.get_in("en", "bolat", PAGE).await.text();
        assert!(rounds.contains("so of the plan:"), "{rounds}");
        // Without the bands there are two groups, and the page says so.
        let mut waves = site.project.store.records("auyl", "survey_wave", None).await.expect("rounds");
        for wave in &mut waves {
            wave.fields.retain(|field, _| !field.starts_with("age_"));
        }
        let mut tx = site.project.store.begin("auyl").await.expect("a transaction");
        tx.save(&waves, "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("kept");
        let page = site.get_in("en", "bolat", ENGAGED).await.text();
        assert!(page.contains("enter the number of residents of each age band"), "{page}");
        let rounds = site.get_in("en", "bolat", PAGE).await.text();
        assert!(rounds.contains("Of ages the rounds know two groups only."), "{rounds}");
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
