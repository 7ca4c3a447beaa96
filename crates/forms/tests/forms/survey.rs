//! From an uploaded form to the record of an answer.

use crate::oracle::workbook;
use crate::village;
use auyl_domain::{Catalogue, Lang};
use auyl_forms::{submission, xlsform};
use expect_test::{Expect, expect};

const HOUSEHOLD: &str = r"
# survey
| type | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) | required | relevant |
| start | start | | | | | |
| deviceid | deviceid | | | | | |
| note | hello | Сәлеметсіз бе! | Здравствуйте! | Hello! | | |
| date | day | Күні | Дата | Day | yes | |
| begin_group | water | Су | Вода | Water | | |
| select_multiple source or_other | from | Суды қайдан аласыз? | Откуда вода? | Where from? | | |
| integer | metres | Неше метр? | Сколько метров? | How far? | yes | selected(${from}, 'well') |
| end_group | | | | | | |
| rank source | order | Реттеңіз | Упорядочьте | Rank | | |
| acknowledge | agreed | Келісемін | Согласен | I agree | | |
| geopoint | id | Үйі | Дом | Home | | |
| image | photo | Сурет | Фото | Photo | | |
| begin_repeat | child | Балалар | Дети | Children | | |
| text | Аты | Аты | Имя | Name | | |
| end_repeat | | | | | | |
# choices
| list_name | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) |
| source | well | Құдық | Колодец | Well |
| source | tap | Құбыр | Водопровод | Tap |
# settings
| form_title | form_id | default_language |
| Үй-үйді аралау | household | Қазақша (kk) |
";

fn survey(text: &str) -> xlsform::Survey {
    let (survey, findings) = xlsform::read(
        "household.xlsx",
        None,
        &workbook(text),
        xlsform::Into { catalogue: &village::catalogue(), write: &["coordinator".into()], prefix: "s" },
    )
    .unwrap();
    assert_eq!(findings, []);
    survey.unwrap()
}

#[test]
fn a_form_becomes_a_register_of_the_catalogue() {
    let survey = survey(HOUSEHOLD);
    let (catalogue, findings) = Catalogue::read(survey.files.clone());
    // Roles are not part of this small catalogue, nor is anything else.
    assert_eq!(findings, []);
    let mut shown = String::new();
    for register in catalogue.registers() {
        shown.push_str(&format!("{} ({}), {}\n", register.id, register.title.kk, register.name));
        for field in &register.fields {
            let required = if field.required { ", required" } else { "" };
            let many = if field.many { ", many" } else { "" };
            shown.push_str(&format!("  {}: {:?}{many}{required}: {}\n", field.id, field.kind, field.label.ru));
        }
    }
    expect![[r#"
        s_household (Үй-үйді аралау), {day}, {water_from_other}, {water_metres}
          day: Date, required: Дата
          water_from: Choice { choices: "s_household_source" }, many: Откуда вода?
          water_from_other: Text: Specify other.
          water_metres: Count: Сколько метров?
          order: Text: Упорядочьте
          agreed: Flag: Согласен
          q_id: Point: Дом
          photo: File: Фото
        s_household_child (Балалар), {q}
          answer: Link { to: "s_household" }, required: Ответ
          q: Text: Имя
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_changed_form_is_a_new_version_and_the_same_one_is_not() {
    let version = |text: &str| survey(text).form.version;
    assert_eq!(version(HOUSEHOLD), version(HOUSEHOLD));
    assert_ne!(version(HOUSEHOLD), version(&HOUSEHOLD.replace("Неше метр?", "Неше қадам?")));
}

fn check(inside: &str, expected: Expect) {
    let shape = survey(HOUSEHOLD).form.shape;
    let xml = format!(
        r#"<data id="household" version="{}">{inside}<meta><instanceID>uuid:1</instanceID></meta></data>"#,
        shape.version
    );
    let (submission, findings) = submission::read(&xml, &shape, None, "2024-05-14T10:00:00Z").unwrap();
    let mut lines: Vec<String> = submission
        .drafts
        .iter()
        .map(|it| {
            let fields: Vec<String> = it.draft.fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
            format!("{}: {}", it.register, fields.join(" | "))
        })
        .collect();
    lines.push(format!("{} {} {:?}", submission.device, submission.started, submission.attachments));
    lines.extend(findings.iter().map(|finding| format!("{} {:?}", finding.code, finding.args)));
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn an_answer_is_read_by_the_version_it_answers() {
    check(
        "<start>2024-05-14T09:00:00.000+05:00</start><deviceid>collect:x</deviceid><day>2024-05-14</day>
         <water><from>well other</from><from_other>Бұлақ</from_other><metres>300</metres></water><order>tap well</order>
         <agreed>OK</agreed><id>45.1 61.9 0 0</id><photo>1.jpg</photo><child><Аты>Дина</Аты></child><child><Аты>Ерлан</Аты></child>",
        expect![[r#"
            s_household: agreed=yes | day=2024-05-14 | order=tap well | photo=1.jpg | q_id=45.1,61.9 | water_from=well, other | water_from_other=Бұлақ | water_metres=300
            s_household_child: answer=1 | q=Дина
            s_household_child: answer=1 | q=Ерлан
            collect:x 2024-05-14T09:00:00.000+05:00 ["1.jpg"]"#]],
    );
}

#[test]
fn a_ready_xform_takes_the_same_way_and_a_hostile_one_none() {
    let ours = survey(HOUSEHOLD);
    let (again, findings) = xlsform::read(
        "household.xml",
        None,
        ours.form.xml.as_bytes(),
        xlsform::Into { catalogue: &village::catalogue(), write: &["coordinator".into()], prefix: "s" },
    )
    .unwrap();
    assert_eq!(findings, []);
    assert_eq!(again.unwrap(), ours);
    let check = |bytes: &[u8], expected: Expect| {
        let (survey, findings) = xlsform::read(
            "x.xml",
            None,
            bytes,
            xlsform::Into { catalogue: &village::catalogue(), write: &[], prefix: "s" },
        )
        .unwrap();
        assert!(survey.is_none());
        let said: Vec<String> = findings.iter().map(|it| format!("{} {} {:?}", it.spot, it.code, it.args)).collect();
        expected.assert_eq(&said.join("\n"));
    };
    check(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", expect![[r#"x.xml, 1 xform-unreadable {"detail": "DOCTYPE"}"#]]);
    check(b"<html/>", expect!["x.xml xform-not-a-form {}"]);
    check(
        b"<h:html>\n<a></h:html>",
        expect![[
            r#"x.xml, 2 xform-unreadable {"detail": "ill-formed document: expected `</a>`, but `</h:html>` was found"}"#
        ]],
    );
    check("<a>".repeat(100_000).as_bytes(), expect![[r#"x.xml, 1 xform-unreadable {"detail": "101 / 100"}"#]]);
}

#[test]
fn a_constraint_no_phone_can_read_is_refused_at_upload() {
    // `. > (1` once went through and failed only in the browser of whoever had to answer.
    refused(
        "| integer | age | Жасы | . > (1 |",
        "",
        expect![[r#"a.xlsx, survey, D2 xlsform-expression {"reason": "ends", "typed": ". > (1", "what": ""}"#]],
    );
    let ready = survey(HOUSEHOLD).form.xml.replace("'well')", "'well)");
    let into = xlsform::Into { catalogue: &village::catalogue(), write: &[], prefix: "s" };
    let (none, findings) = xlsform::read("ready.xml", None, ready.as_bytes(), into).unwrap();
    assert!(none.is_none());
    expect![[r#"ready.xml, /data/water/metres xlsform-expression {"reason": "quote", "typed": "selected( /data/water/from , 'well)", "what": ""}"#]]
        .assert_eq(&told(&findings));
}

#[test]
fn everything_that_is_wrong_with_a_form_is_told_at_once() {
    refused(
        "| selct_one yn | a | A? | |
         | select_one | b | B? | |
         | select_multiple yn | c | C? | ${nobody} > 1 |
         | text | d e | D? | |
         | text | | E? | |
         | text | c | F? | if(., 1) |
         | text | g | | ИЛИ(1, 2) |
         | begin_group | h | H | |
         | end_repeat | | | |
         | begin_repeat | i | I | |
         | text | g | G again | . = ‘иә’ |
         | note | | A note needs no name | |
         | calculate | j | | ${g} |",
        "| yn | no way | Жоқ |\n| yn | yes | Ия |\n| | lost | ? |",
        expect![[r#"
            a.xlsx, survey, A14 xlsform-no-calculation {}
            a.xlsx, choices, B5 xlsform-choice-twice {"earlier": "2", "list": "yn", "name": "yes"}
            a.xlsx, choices, A6 xlsform-choice-half {"heading": "list_name"}
            a.xlsx, survey, A2 xlsform-type-unknown {"typed": "selct_one yn"}
            a.xlsx, survey, A3 xlsform-no-list {}
            a.xlsx, choices, B4 xlsform-choice-space {"name": "no way"}
            a.xlsx, survey, B5 xlsform-name-wrong {"name": "d e"}
            a.xlsx, survey, B6 xlsform-no-name {}
            a.xlsx, survey, B7 xlsform-name-twice {"earlier": "4", "name": "c"}
            a.xlsx, survey, C8 xlsform-no-label {"name": "g"}
            a.xlsx, survey, A10 xlsform-end-alone {"typed": "end_repeat"}
            a.xlsx, survey, A9 xlsform-not-closed {"end": "end_group", "name": "h"}
            a.xlsx, survey, A11 xlsform-not-closed {"end": "end_repeat", "name": "i"}
            a.xlsx, survey, D4 xlsform-reference-unknown {"name": "nobody"}
            a.xlsx, survey, D7 xlsform-expression {"reason": "arguments", "typed": "if(., 1)", "what": "if"}
            a.xlsx, survey, D8 xlsform-expression {"reason": "function", "typed": "ИЛИ(1, 2)", "what": "ИЛИ"}
            a.xlsx, survey, D12 xlsform-expression {"reason": "unexpected", "typed": ". = ‘иә’", "what": "‘"}
            a.xlsx, survey, D14 xlsform-reference-two {"name": "g"}"#]],
    );
}

fn told(findings: &[auyl_domain::Finding]) -> String {
    let lines = findings.iter().map(|it| format!("{} {} {:?}", it.spot, it.code, it.args));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is told of a form with these rows and choices.
fn refused(rows: &str, choices: &str, expected: Expect) {
    let text = format!(
        "# survey\n| type | name | label | constraint |\n{rows}\n# choices\n| list_name | name | label |\n| yn | yes | Иә |\n| yn | no | Жоқ |\n{choices}",
    );
    let into = xlsform::Into { catalogue: &village::catalogue(), write: &[], prefix: "s" };
    let (none, findings) = xlsform::read("a.xlsx", None, &workbook(&text), into).unwrap();
    assert!(none.is_none());
    expected.assert_eq(&told(&findings));
}

#[test]
fn every_ready_questionnaire_is_a_survey_in_three_languages() {
    let catalogue = village::catalogue();
    let mut shown = String::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/surveys");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let (survey, findings) = xlsform::read_text(
            &name,
            &text,
            xlsform::Into { catalogue: &catalogue, write: &["coordinator".into()], prefix: "s" },
        );
        assert_eq!(findings, [], "{name}");
        let survey = survey.unwrap();
        let [kk, ru, en] = Lang::ALL.map(|lang| survey.registers[0].title.exactly(lang));
        assert!(
            kk != ru && ru != en && !survey.form.xml.contains(ru),
            "{name}: phones are told the one title of XLSForm"
        );
        // What is computed and never shown has no words but its name.
        for field in survey.registers[0].fields.iter().filter(|field| field.label.kk != field.id) {
            let [kk, ru, en] = Lang::ALL.map(|lang| field.label.exactly(lang));
            assert!(kk != ru && kk != en && ru != en, "{name}: {} is said alike: {kk}, {ru}, {en}", field.id);
        }
        let fields: Vec<&str> = survey.registers[0].fields.iter().map(|field| field.id.as_str()).collect();
        if let Ok(folder) = std::env::var("AUYL_FORMS_TO") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.xml")), &survey.form.xml).unwrap();
        }
        shown.push_str(&format!(
            "{name}: {}, lists {:?}\n  {}\n",
            survey.registers[0].id,
            survey.form.lists,
            fields.join(" ")
        ));
    }
    expect![[r#"
        activists.md: s_activists, lists ["place"]
          wave place answered_on respondent gender age_band social_group problems_first_problem problems_second_problem problems_third_problem problems_photo problems_point ready_to_help help needs knows_state_order words
        engagement.md: s_engagement, lists ["place"]
          wave place answered_on respondent gender age_band ngo_member part_engaged part_ways part_hindrances part_gathering_how_often knowledge_knows_community knowledge_knows_budget views_can_influence views_trust_akim views_trust_deputies main_problem words
        event_review.md: s_event_review, lists ["event"]
          event given_on gender age_band useful clear learned come_again missing words voice consent name
        seminar_test.md: s_seminar_test, lists ["event"]
          event moment sheet gender topics_community topics_state_order topics_appeal topics_budget topics_goal score
    "#]].assert_eq(&shown);
}

/// A hundred questions in three languages, some with choices and conditions.
fn long_form() -> String {
    let mut text = String::from(
        "# survey\n| type | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) | required | relevant |\n",
    );
    for at in 0..100 {
        let kind = ["text", "integer", "select_one c", "select_multiple c", "date"][at % 5];
        let when = if at > 5 { format!("${{q{}}} != ''", at - 1) } else { String::new() };
        text.push_str(&format!("| {kind} | q{at} | {at}-сұрақ | Вопрос {at} | Question {at} | yes | {when} |\n"));
    }
    text.push_str(
        "# choices\n| list_name | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) |\n",
    );
    for at in 0..20 {
        text.push_str(&format!("| c | w{at} | {at}-сөз | Слово {at} | Word {at} |\n"));
    }
    text + "# settings\n| form_title | form_id | default_language |\n| Ұзын | long | Қазақша (kk) |\n"
}

/// Times are printed: `cargo test --release -p auyl-forms -- --ignored --nocapture a_long_form`.
#[test]
#[ignore = "a measurement"]
fn a_long_form_is_read_in_time() {
    let (catalogue, bytes) = (village::catalogue(), workbook(&long_form()));
    let start = std::time::Instant::now();
    for _ in 0..10 {
        let (survey, findings) = xlsform::read(
            "long.xlsx",
            None,
            &bytes,
            xlsform::Into { catalogue: &catalogue, write: &["coordinator".into()], prefix: "s" },
        )
        .unwrap();
        assert_eq!(survey.expect("a survey").registers[0].fields.len(), 100, "{findings:?}");
    }
    println!("XLSForm of 100 questions in three languages: {:?}", start.elapsed() / 10);
    let names: Vec<String> = (0..500).map(|at| format!("form_{at}")).collect();
    let listed = |id| auyl_forms::openrosa::Listed {
        id,
        name: "Қамыстыбас ауылының сауалнамасы",
        version: "a1b2c3d4e5f6",
        md5: "9dd4e461268c8034f5c8564e155c67a6",
        address: format!("https://auyl.example/v1/key/k/projects/1/forms/{id}.xml"),
        manifest: Some(format!("https://auyl.example/v1/key/k/projects/1/forms/{id}/manifest")),
    };
    let start = std::time::Instant::now();
    let list = auyl_forms::openrosa::form_list(&names.iter().map(|id| listed(id)).collect::<Vec<_>>());
    println!("list of 500 forms, {} bytes: {:?}", list.len(), start.elapsed());
}

#[test]
fn a_sheet_that_never_ends_is_refused_and_not_loaded() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("survey").unwrap();
    sheet.write_string(0, 0, "type").unwrap().write_string(1_000_000, 16_000, "text").unwrap();
    let refused = xlsform::read(
        "endless.xlsx",
        None,
        &book.save_to_buffer().unwrap(),
        xlsform::Into { catalogue: &village::catalogue(), write: &[], prefix: "s" },
    );
    expect!["workbook-unreadable file=endless.xlsx reason=large"].assert_eq(&refused.unwrap_err().to_string());
}
