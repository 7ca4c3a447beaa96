//! What comes through the one door: Aigül, coordinator in Ulgi, types rows; the door says what became of them.

use super::*;
use crate::words::Lang;
use expect_test::{Expect, expect};

const PASSPORT: &str = r#"
[register]
id = "passport"
single = true
name = "{title}"
title = { ru = "Паспорт" }
[[field]]
id = "title"
kind = "text"
[[field]]
id = "starts_on"
kind = "date"
"#;

const PARTICIPANT: &str = r#"
[register]
id = "participant"
name = "{name}"
title = { ru = "Участники" }
[[field]]
id = "name"
kind = "text"
required = true
personal = true
label = { kk = "Аты-жөні" }
[[field]]
id = "birth_year"
kind = "count"
min = 1900
max = 2024
[[field]]
id = "age_band"
kind = "choice"
choices = "age_band"
band_of = "birth_year"
band_at = "project.starts_on"
[[field]]
id = "gender"
kind = "choice"
choices = "gender"
[[field]]
id = "statuses"
kind = "choice"
choices = "gender"
many = true
[[field]]
id = "phone"
kind = "phone"
personal = true
[[field]]
id = "friend"
kind = "link"
to = "participant"
[[field]]
id = "is_speaker"
kind = "flag"
[[field]]
id = "topic"
kind = "text"
when = "is_speaker = yes"
required = true
[[field]]
id = "paid"
kind = "money"
[[field]]
id = "came_on"
kind = "date"
"#;

const NGO: &str = r#"
[register]
id = "ngo"
name = "{title}"
title = { ru = "НПО" }
key = ["title"]
[[field]]
id = "title"
kind = "text"
[[field]]
id = "filed_on"
kind = "date"
[[state]]
id = "idea"
title = { ru = "Идея" }
[[state]]
id = "charter"
title = { ru = "Устав" }
from = ["idea"]
[[state]]
id = "filed"
title = { ru = "Подано" }
from = ["charter"]
needs = ["filed_on"]
"#;

const NEED: &str = r#"
[register]
id = "need"
name = "{text}"
title = { ru = "Нужды" }
[[field]]
id = "text"
kind = "note"
translated = true
required = true
label = { kk = "Мәтін", ru = "Текст" }
"#;

fn catalogue() -> Catalogue {
    let gender = "[choices]\n[[choice]]\nid = \"female\"\nlabel = { kk = \"Әйел\", ru = \"Женский\" }\n[[choice]]\nid = \"male\"\nlabel = { kk = \"Ер\", ru = \"Мужской\" }\n";
    let bands = "[choices]\n[[choice]]\nid = \"28_32\"\nfrom = 28\nto = 32\n[[choice]]\nid = \"59_up\"\nfrom = 59\n";
    let files = [
        ("choices/gender.toml", gender),
        ("choices/age_band.toml", bands),
        ("registers/passport.toml", PASSPORT),
        ("registers/participant.toml", PARTICIPANT),
        ("registers/ngo.toml", NGO),
        ("registers/need.toml", NEED),
    ];
    let (catalogue, findings) = Catalogue::read(files.map(|(path, text)| (path.to_string(), text.to_string())));
    assert_eq!(findings, vec![]);
    catalogue
}

/// Ulgi knows one person, Dina, and one organisation whose papers are a charter.
struct Ulgi;

impl Known for Ulgi {
    fn find(&self, _register: &str, text: &str) -> Found {
        match text {
            "dina" | "Дина" => RecordId::read("dina").map_or(Found::None(None), Found::One),
            _ => Found::None(Some("Дина".into())),
        }
    }

    fn file(&self, _text: &str) -> Option<FileRef> {
        None
    }

    fn project(&self, field: &str) -> Option<Stored> {
        (field == "starts_on").then(|| Stored::Text("2024-03-13".into()))
    }

    fn current(&self, register: &str, id: &RecordId) -> Option<Record> {
        let fields = [(STATE.to_string(), Value::Choice("idea".into()))].into();
        (register == "ngo").then(|| Record {
            register: register.into(),
            id: id.clone(),
            fields,
            review: vec![],
            since: 7,
        })
    }
}

fn check<const N: usize>(register: &str, typed: [(&str, &str); N], expected: Expect) {
    let catalogue = catalogue();
    let register = catalogue.register(register).expect("a register of this test");
    let (record, findings) = Draft::of(typed).accept(register, &catalogue, &Ulgi);
    let mut said = String::new();
    for (field, value) in &record.fields {
        said += &format!("{field}: {}\n", value.plain());
    }
    for finding in &findings {
        let labels = finding.labels.iter().map(|(name, label)| format!("{name}={}", label.get(Lang::Kk)));
        let args: Vec<String> =
            finding.args.iter().map(|(name, value)| format!("{name}={value}")).chain(labels).collect();
        let field = finding.spot.field.as_deref().unwrap_or("-");
        said += &format!("{:?} {} on {field} ({})\n", finding.severity, finding.code, args.join(", "));
    }
    let review: Vec<String> = record.review.iter().map(|r| format!("{}={:?}", r.field, r.typed)).collect();
    if !review.is_empty() {
        said += &format!("to review: {}\n", review.join(", "));
    }
    expected.assert_eq(&said);
}

#[test]
fn saule_is_written_as_people_write_and_kept_as_the_house_keeps() {
    check(
        "participant",
        [
            ("name", "  Сәуле Ахметқызы "),
            ("birth_year", "1994"),
            ("gender", "әйел"),
            ("statuses", "Ер; Женский"),
            ("phone", "8 700 000 00 01"),
            ("friend", "Дина"),
            ("paid", "1 500,50"),
            ("came_on", "14.05.2024"),
        ],
        expect![[r#"
            age_band: 28_32
            birth_year: 1994
            came_on: 2024-05-14
            friend: dina
            gender: female
            name: Сәуле Ахметқызы
            paid: 1500.5
            phone: +77000000001
            statuses: female, male
        "#]],
    );
}

#[test]
fn a_day_that_does_not_exist_keeps_the_row_to_review_with_what_was_typed() {
    check(
        "participant",
        [("name", "Болат"), ("came_on", "31.02.2024")],
        expect![[r#"
            name: Болат
            Severe date-impossible on came_on (typed=31.02.2024, field=)
            to review: came_on="31.02.2024"
        "#]],
    );
}

#[test]
fn a_missing_name_is_severe_and_a_phone_that_is_none_is_kept_to_be_mended() {
    check(
        "participant",
        [("phone", "не помню")],
        expect![[r#"
            Severe phone-malformed on phone (typed=не помню, field=)
            Severe field-missing on name (typed=, field=Аты-жөні)
            to review: phone="не помню", name=""
        "#]],
    );
}

#[test]
fn a_mistyped_word_is_told_with_its_neighbour() {
    check(
        "participant",
        [("name", "Айша"), ("gender", "Женски"), ("friend", "Динна"), ("birth_year", "19994")],
        expect![[r#"
            name: Айша
            Severe number-too-large on birth_year (max=2 024, typed=19994, field=)
            Severe choice-unknown on gender (nearest=Женский, typed=Женски, field=)
            Severe link-unknown on friend (nearest=Дина, typed=Динна, field=, register=Участники)
            to review: birth_year="19994", gender="Женски", friend="Динна"
        "#]],
    );
}

#[test]
fn what_is_asked_only_of_speakers_is_required_of_them_alone() {
    check(
        "participant",
        [("name", "Ержан"), ("is_speaker", "иә")],
        expect![[r#"
            is_speaker: yes
            name: Ержан
            Severe field-missing on topic (typed=, field=)
            to review: topic=""
        "#]],
    );
    check(
        "participant",
        [("name", "Ержан"), ("is_speaker", "жоқ"), ("topic", "Су")],
        expect![[r#"
            is_speaker: no
            name: Ержан
            Warning field-not-asked on topic (typed=Су, field=)
        "#]],
    );
}

#[test]
fn a_kazakh_text_needs_no_russian_one() {
    // A resident's problem in Kazakh could not be shown before somebody had put it into Russian.
    check(
        "need",
        [("text_kk", "Су жоқ")],
        expect![[r#"
        text_kk: Су жоқ
    "#]],
    );
    check(
        "need",
        [("text_ru", "Нет воды")],
        expect![[r#"
        text_ru: Нет воды
    "#]],
    );
    check(
        "need",
        [],
        expect![[r#"
        Severe field-missing on text_ru (typed=, field=Мәтін (ru))
        to review: text_ru=""
    "#]],
    );
}

#[test]
fn nobody_types_a_band_that_is_computed() {
    check(
        "participant",
        [("name", "Гүлнәр"), ("birth_year", "1960"), ("age_band", "28_32")],
        expect![[r#"
        age_band: 59_up
        birth_year: 1960
        name: Гүлнәр
    "#]],
    );
}

#[test]
fn an_organisation_goes_the_allowed_ways_and_brings_what_a_state_needs() {
    check(
        "ngo",
        [("id", "ulgi"), ("title", "Үлгі"), ("state", "filed")],
        expect![[r#"
            state: filed
            title: Үлгі
            Severe state-not-allowed on state (typed=filed, earlier=Идея, field=Күйі, state=Подано)
            Severe state-needs-field on state (typed=filed, field=Күйі, need=, state=Подано)
            to review: state="filed", state="filed"
        "#]],
    );
    check(
        "ngo",
        [("id", "ulgi"), ("title", "Үлгі"), ("state", "Устав")],
        expect![[r#"
        state: charter
        title: Үлгі
    "#]],
    );
}

#[test]
fn the_same_key_gives_the_same_record_whatever_else_is_said() {
    let catalogue = catalogue();
    let ngo = catalogue.register("ngo").expect("a register of this test");
    let id = |typed: &[(&str, &str)]| Draft::of(typed.iter().copied()).accept(ngo, &catalogue, &Ulgi).0.id;
    assert_eq!(id(&[("title", "Үлгі")]), id(&[("title", "Үлгі"), ("filed_on", "2024-05-01")]));
    assert_ne!(id(&[("title", "Үлгі")]), id(&[("title", "Өзен")]));
}

#[test]
fn a_record_is_called_by_its_register() {
    let catalogue = catalogue();
    let ngo = catalogue.register("ngo").expect("a register of this test");
    let (record, _) = Draft::of([("title", "Үлгі")]).accept(ngo, &catalogue, &Ulgi);
    struct Plain;
    impl crate::words::Catalogued for Plain {
        fn shown(&self, _: &Register, _: &str, value: &Value, _: Lang) -> String {
            value.shown()
        }
    }
    assert_eq!(record.name(ngo, Lang::Kk, &Plain), "Үлгі");
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_the_door_answers(field in "[a-z_]{1,12}", text in "\\PC{0,60}") {
        let catalogue = catalogue();
        let register = catalogue.register("participant").expect("a register of this test");
        for known in register.fields.iter().map(|f| f.id.as_str()).chain([field.as_str(), "id"]) {
            let _ = Draft::of([(known, text.as_str())]).accept(register, &catalogue, &Ulgi);
        }
    }
}
