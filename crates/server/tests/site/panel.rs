//! Aigül asks the same people of Ülgi before and after: an uploaded survey whose answers name the participant and the round.

use crate::openrosa::{phone as a_phone, request, said};
use crate::surveys::{bring, workbook};
use crate::village::{PROJECT, Site, play};
use auyl_domain::statistics::change::{Pairs, paired};
use auyl_domain::statistics::gain::gain;
use auyl_domain::{Record, RecordId, Value};
use std::collections::BTreeMap;

/// A sheet that has all the questions of the engagement index. The round is a word of a list, or a link to its record.
fn form(round: &str) -> String {
    let yes_no = ["ngo_member", "engaged", "knows_community", "knows_budget", "can_influence"];
    let asked = yes_no.map(|name| format!("| select_one yes_no | {name} | {name} | {name} | {name} |\n")).concat();
    format!(
        "# survey
| type | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) |
| {round} | Кезең | Волна | Round |
| select_one_from_file place.csv | place | Ауыл | Село | Village |
| select_one_from_file participant.csv | person | Кім | Кто | Who |
{asked}| select_one frequency | gathering_how_often | Жиындар | Сходы | Gatherings |
# choices
| list_name | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) |
| @survey_wave |
| @frequency |
| yes_no | yes | Иә | Да | Yes |
| yes_no | no | Жоқ | Нет | No |
# settings
| form_title | form_id | version |
| Қатысу | engagement | 1 |"
    )
}

fn record(register: &str, id: &str, fields: &[(&str, Value)]) -> Record {
    let fields: BTreeMap<String, Value> = fields.iter().map(|(name, of)| (name.to_string(), of.clone())).collect();
    let id = RecordId::read(id).expect("an id");
    Record { register: register.into(), id, fields, review: Vec::new(), since: 0 }
}

/// Who was engaged before and after: Fagerland, Lydersen, Laake, Statistics in Medicine 33 (2014), 2850-2875.
const PAIRS: Pairs = Pairs { kept: 1, lost: 1, gained: 7, never: 12 };

fn people() -> Vec<(bool, bool)> {
    let all = [(PAIRS.kept, (true, true)), (PAIRS.lost, (true, false)), (PAIRS.gained, (false, true))];
    let all = all.into_iter().chain([(PAIRS.never, (false, false))]);
    all.flat_map(|(n, of)| (0..n).map(move |_| of)).collect()
}

/// Ülgi with its people and rounds, and what they answered. `names` are the rounds as an answer has them.
async fn village(round: &str, names: [&str; 2]) -> Site {
    let site = Site::empty().await;
    let text = |text: &str| Value::Text(text.into());
    let choice = |word: &str| Value::Choice(word.into());
    let link = |id: &str| Value::Link(RecordId::read(id).expect("an id"));
    let mut records = vec![record("place", "ulgi", &[("title_ru", text("Улги")), ("title_kk", text("Үлгі"))])];
    for (at, _) in people().iter().enumerate() {
        let name = text(&format!("Тұрғын {at}"));
        records.push(record("participant", &format!("p{at}"), &[("name", name), ("place", link("ulgi"))]));
    }
    for (id, wave) in [("before", "baseline"), ("after", "endline")] {
        let fields = [
            ("survey", choice("engagement")),
            ("wave", choice(wave)),
            ("place", link("ulgi")),
            ("eligible", Value::Count(60)),
            ("target", Value::Count(25)),
        ];
        records.push(record("survey_wave", id, &fields));
    }
    let mut tx = site.project.store.begin(PROJECT).await.expect("a transaction");
    tx.save(&records, "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
    tx.commit().await.expect("kept");

    let book = workbook(&site, &form(round));
    let told = bring(&site, "bolat", "/p/auyl/surveys", "engagement.xlsx", &book).await;
    assert_eq!(told.location(), "/p/auyl/surveys/engagement?told=survey-drafted", "{}", told.text());
    let told = site.post("bolat", "/p/auyl/surveys/engagement/publish", &[]).await;
    assert_eq!(told.location(), "/p/auyl/surveys/engagement?told=survey-published", "{}", told.text());
    let phone = a_phone(&site, "bolat").await;
    let field = round.split('|').nth(1).expect("its name").trim();
    for (at, (before, after)) in people().into_iter().enumerate() {
        for (name, is_engaged) in names.into_iter().zip([before, after]) {
            let engaged = if is_engaged { "yes" } else { "no" };
            let rest = ["ngo_member", "knows_community", "knows_budget", "can_influence"];
            let rest = rest.map(|name| format!("<{name}>no</{name}>")).concat();
            let xml = format!(
                "<data id=\"engagement\" version=\"1\"><{field}>{name}</{field}><place>ulgi</place><person>p{at}</person>\
                 <engaged>{engaged}</engaged>{rest}<gathering_how_often>never</gathering_how_often>\
                 <meta><instanceID>uuid:{at}-{name}</instanceID></meta></data>"
            );
            let answer = site.send(request(&phone, &[("xml_submission_file", "a.xml", xml.as_bytes())])).await;
            assert!(said(&answer).starts_with("201"), "{}", answer.text());
        }
    }
    // Somebody gave the sheet back empty: an answer, but none to any question.
    let xml = format!(
        "<data id=\"engagement\" version=\"1\"><{field}>{}</{field}><place>ulgi</place>\
         <meta><instanceID>uuid:empty</instanceID></meta></data>",
        names[0]
    );
    site.send(request(&phone, &[("xml_submission_file", "a.xml", xml.as_bytes())])).await;
    auyl_server::work_off(&site.app).await.expect("worked off");
    site
}

/// The numbers of the change of Ülgi in the table of a question.
async fn change(site: &Site, question: &str) -> Vec<f64> {
    let csv = site.get("bolat", &format!("/p/auyl/waves/s1_engagement/{question}")).await.text();
    let line = csv.lines().find(|line| line.starts_with("village,") && line.contains(" -> "));
    let line = line.unwrap_or_else(|| panic!("no change in {csv}"));
    line.rsplit(',').take(4).filter_map(|number| number.parse().ok()).collect::<Vec<f64>>().into_iter().rev().collect()
}

fn near(found: &[f64], expected: [f64; 4]) {
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?} is not {expected:?}");
}

#[test]
fn the_same_people_are_compared_person_by_person() {
    play(async {
        let site = village("select_one survey_wave | wave", ["baseline", "endline"]).await;
        let tango = paired(&PAIRS, Some(60)).expect("a change");
        let expected = [tango.difference, tango.interval.low, tango.interval.high, tango.p];
        near(&change(&site, "engaged/table.csv?value=yes").await, expected);
        let page = site.get_in("en", "bolat", "/p/auyl/waves/s1_engagement/engaged?value=yes").await.text();
        assert!(page.contains("Tango") && page.contains("percentage points"), "{page}");

        // The index of the catalogue belongs to the uploaded form, too: three of eight parts of the weight changed.
        let marks = people().into_iter().map(|(before, after)| {
            let mark = |is_engaged| Some(if is_engaged { 0.375 } else { 0.0 });
            (mark(before), mark(after))
        });
        let learnt = gain(&marks.collect::<Vec<_>>()).expect("a gain").gain;
        let found = change(&site, "engagement_index/table.csv").await;
        assert!((found[0] - learnt.value).abs() < 1e-6, "{found:?}");
        // 21 of 60 people were asked: the error of the differences, narrowed by the part that was asked.
        let narrowed = (1.0_f64 - 21.0 / 60.0).sqrt();
        let reach = (learnt.interval.high - learnt.value) * narrowed;
        assert!((found[2] - found[0] - reach).abs() < 1e-5 && (found[0] - found[1] - reach).abs() < 1e-5, "{found:?}");
        let page = site.get_in("ru", "bolat", "/p/auyl/waves/s1_engagement/engagement_index").await.text();
        assert!(page.contains("рост с") && page.contains("процентного пункта") && page.contains("<svg"), "{page}");
    });
}

#[test]
fn a_round_that_answers_link_to_says_who_could_answer() {
    play(async {
        let site = village("select_one_from_file survey_wave.csv | round", ["before", "after"]).await;
        let tango = paired(&PAIRS, Some(60)).expect("a change");
        let expected = [tango.difference, tango.interval.low, tango.interval.high, tango.p];
        near(&change(&site, "engaged/table.csv?value=yes").await, expected);
        let rounds = site.get_in("en", "bolat", "/p/auyl/waves").await.text();
        assert!(
            rounds.contains(">60<")
                && rounds.contains(">25<")
                && rounds.contains("84% of the plan")
                && rounds.contains("88% of the plan"),
            "{rounds}"
        );
        // A measure knows it as well.
        let measure = "share(s1_engagement where engaged = yes) at round.wave = baseline in project";
        let json = site.get("bolat", &format!("/p/auyl/figure.json?m={}", measure.replace(' ', "%20"))).await.text();
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["uncertainty"]["people"], 60, "{json}");
        // 22 sheets came back, 21 answered the question.
        assert_eq!(json["uncertainty"]["n"], 21, "{json}");
        let csv = site.get("bolat", "/p/auyl/waves/s1_engagement/engaged/table.csv?value=yes").await.text();
        let line =
            csv.lines().find(|line| line.starts_with("village,") && line.contains(",baseline,")).expect("a line");
        let bound = |key: &str| format!("{:.6}", json["uncertainty"][key].as_f64().expect("a bound"));
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!([cells[3], cells[4]], ["21", "2"], "{line}");
        assert_eq!([cells[6], cells[7]], [bound("low"), bound("high")], "{line} {json}");
        for lang in ["kk", "ru", "en"] {
            let page = site.get_in(lang, "bolat", "/p/auyl/waves/s1_engagement/engaged").await.text();
            assert!(!page.contains(">waves-"), "{page}");
        }
    });
}
