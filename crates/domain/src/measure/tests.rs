//! Measures as text in, what they mean as text out, over four small registers.

use super::*;
use expect_test::{Expect, expect};

const REGISTERS: [(&str, &str); 7] = [
    ("activity", "[[field]]\nid = \"number\"\nkind = \"text\"\n"),
    ("place", "[[field]]\nid = \"title\"\nkind = \"text\"\n"),
    (
        "event",
        "[[field]]\nid = \"activity\"\nkind = \"link\"\nto = \"activity\"\n[[field]]\nid = \"kind\"\nkind = \"choice\"\nchoices = \"event_kind\"\n[[field]]\nid = \"place\"\nkind = \"place\"\n[[field]]\nid = \"held_on\"\nkind = \"date\"\n",
    ),
    (
        "participant",
        "[[field]]\nid = \"name\"\nkind = \"text\"\npersonal = true\n[[field]]\nid = \"gender\"\nkind = \"choice\"\nchoices = \"gender\"\n[[field]]\nid = \"place\"\nkind = \"place\"\n",
    ),
    (
        "attendance",
        "[[field]]\nid = \"event\"\nkind = \"link\"\nto = \"event\"\n[[field]]\nid = \"participant\"\nkind = \"link\"\nto = \"participant\"\n",
    ),
    (
        "survey_engagement",
        "[[field]]\nid = \"wave\"\nkind = \"choice\"\nchoices = \"wave\"\n[[field]]\nid = \"engaged\"\nkind = \"flag\"\n[[field]]\nid = \"cost\"\nkind = \"money\"\n[[field]]\nid = \"hours\"\nkind = \"count\"\n",
    ),
    (
        "survey_needs",
        "[[field]]\nid = \"wave\"\nkind = \"choice\"\nchoices = \"wave\"\n[[field]]\nid = \"place\"\nkind = \"place\"\n[[field]]\nid = \"roads\"\nkind = \"flag\"\n[[field]]\nid = \"gender\"\nkind = \"choice\"\nchoices = \"gender\"\n",
    ),
];

fn catalogue() -> Catalogue {
    let list = |words: &[&str]| {
        let choices = words.iter().map(|word| format!("[[choice]]\nid = \"{word}\"\n"));
        format!("[choices]\n{}", choices.collect::<String>())
    };
    let mut files = vec![
        ("choices/gender.toml".to_string(), list(&["female", "male"])),
        ("choices/event_kind.toml".to_string(), list(&["gathering", "seminar"])),
        ("choices/wave.toml".to_string(), list(&["baseline", "endline"])),
    ];
    for (id, fields) in REGISTERS {
        let parent = if id == "attendance" { "parent = \"event\"\n" } else { "" };
        let head = format!("[register]\nid = \"{id}\"\nname = \"{id}\"\ntitle = {{ ru = \"{id}\" }}\n{parent}");
        files.push((format!("registers/{id}.toml"), head + fields));
    }
    let (catalogue, findings) = Catalogue::read(files);
    assert_eq!(findings, vec![]);
    catalogue
}

fn check(text: &str, expected: Expect) {
    let said = match Measure::read(text, &catalogue()) {
        Ok(measure) => {
            let mut said = format!("in {}\n", measure.unit().name());
            for tally in measure.tallies() {
                let of = tally.of.as_ref().map(|of| format!(".{}", of.path())).unwrap_or_default();
                said += &format!("{:?} {}{of}", tally.function, tally.register);
                if let Some(per) = &tally.per {
                    said += &format!(" per {} by {}", per.register, per.group.path());
                }
                for (word, cond) in [("within", &tally.within), ("where", &tally.cond)] {
                    if *cond != Cond::Always {
                        said += &format!(" {word} {}", say(cond));
                    }
                }
                let by: Vec<String> = tally.by.iter().map(Column::path).collect();
                if !by.is_empty() {
                    said += &format!(" by {}", by.join(", "));
                }
                let activity = tally.activity.as_ref().map_or("-".into(), Column::path);
                said += &format!(" [activity: {activity}]\n");
            }
            said
        }
        Err(finding) => {
            let args = &finding.args;
            let hint =
                ["nearest", "expected", "ways"].iter().filter_map(|name| args.get(name)).find(|hint| !hint.is_empty());
            let hint = hint.map(|hint| format!(" → {hint}")).unwrap_or_default();
            format!("{}{hint}\n{}\n{}\n", finding.code, args["text"], args["pointer"])
        }
    };
    expected.assert_eq(&said);
}

fn say(cond: &Cond) -> String {
    let many = |all: &[Cond], word: &str| all.iter().map(say).collect::<Vec<_>>().join(word);
    match cond {
        Cond::Always => "always".into(),
        Cond::All(all) => format!("({})", many(all, " and ")),
        Cond::Any(any) => format!("({})", many(any, " or ")),
        Cond::Not(cond) => format!("not {}", say(cond)),
        Cond::Compare(column, comparison, value) => format!("{} {} {value:?}", column.path(), comparison.sign()),
        Cond::CompareFields(a, comparison, b) => format!("{} {} {}", a.path(), comparison.sign(), b.path()),
        Cond::OneOf(column, values) => format!("{} in {values:?}", column.path()),
        Cond::IsSet(column) => format!("{} is set", column.path()),
    }
}

#[test]
fn records_are_counted_by_condition() {
    check(
        "count(event where kind = seminar and held_on >= 2024-05-01)",
        expect![[r#"
            in event
            Count event where (kind = Text("seminar") and held_on >= Text("2024-05-01")) [activity: activity]
        "#]],
    );
}

#[test]
fn people_are_found_over_the_sign_in_list_and_places_over_the_event() {
    check(
        "persons(attendance where gender = female) by place, gender",
        expect![[r#"
            in persons
            Persons attendance.participant where participant.gender = Text("female") by event.place, participant.gender [activity: event.activity]
        "#]],
    );
}

#[test]
fn the_smallest_group_may_be_an_empty_one() {
    check(
        "least(count(attendance) per event where kind = gathering) in project",
        expect![[r#"
            in attendance
            Least attendance per event by event [activity: event.activity]
        "#]],
    );
}

#[test]
fn a_change_counts_both_waves() {
    check(
        "change(share(engagement where engaged = yes), wave: baseline -> endline)",
        expect![[r#"
            in points
            Share survey_engagement within wave = Text("baseline") where engaged = Int(1) [activity: -]
            Share survey_engagement within wave = Text("endline") where engaged = Int(1) [activity: -]
        "#]],
    );
}

#[test]
fn a_survey_is_called_by_its_short_name_and_held_at_a_wave() {
    check(
        "share(answer of engagement where engaged = yes) at wave = endline",
        expect![[r#"
            in share
            Share survey_engagement within wave = Text("endline") where engaged = Int(1) [activity: -]
        "#]],
    );
}

/// Who left a question of a survey out is in no share of it; of a register that is no survey a missing value is a no.
#[test]
fn a_share_of_a_survey_is_of_those_who_answered() {
    check(
        "share(needs where not (roads = yes)) at wave = endline",
        expect![[r#"
        in share
        Share survey_needs within (roads is set and wave = Text("endline")) where not roads = Int(1) [activity: -]
    "#]],
    );
    check(
        "share(needs where roads is set) at wave = endline",
        expect![[r#"
        in share
        Share survey_needs within wave = Text("endline") where roads is set [activity: -]
    "#]],
    );
    check(
        "share(event where held_on >= 2024-05-01)",
        expect![[r#"
        in share
        Share event where held_on >= Text("2024-05-01") [activity: activity]
    "#]],
    );
}

#[test]
fn of_how_many_people_a_sample_is_can_be_known_where_villages_and_waves_alone_are_told_apart() {
    let framed = |text: &str| {
        let measure = Measure::read(text, &catalogue()).expect("a measure");
        let by = |framing: &Framing| framing.tally.by.iter().map(Column::path).collect::<Vec<_>>().join(", ");
        measure.framing().iter().map(by).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(framed("share(needs where roads = yes) at wave = endline"), "wave, place");
    assert_eq!(framed("share(needs where roads = yes and gender = female)"), "wave, place");
    assert_eq!(framed("share(needs where roads = yes) at place = ulgi"), "wave, place");
    assert_eq!(framed("change(share(needs where roads = yes), wave: baseline -> endline)"), "wave, place; wave, place");
    // How many women could have answered nobody says here.
    assert_eq!(framed("share(needs where roads = yes) at gender = female"), "");
    assert_eq!(framed("count(needs where roads = yes)"), "");
    assert_eq!(framed("share(event where kind = seminar)"), "");
}

#[test]
fn a_mistyped_field_is_pointed_at() {
    check(
        "persons(attendance where gendr = female)",
        expect![[r#"
            measure-field-unknown → gender
            persons(attendance where gendr = female)
                                     ^^^^^
        "#]],
    );
}

#[test]
fn a_mistyped_word_of_a_list_is_pointed_at() {
    check(
        "count(event where kind = seminr)",
        expect![[r#"
            measure-choice-unknown → seminar
            count(event where kind = seminr)
                                     ^^^^^^
        "#]],
    );
}

#[test]
fn a_mistyped_function_or_register_is_pointed_at() {
    check(
        "cuont(event)",
        expect![[r#"
            measure-function-unknown → count
            cuont(event)
            ^^^^^
        "#]],
    );
    check(
        "count(evnt)",
        expect![[r#"
            measure-register-unknown → event
            count(evnt)
                  ^^^^
        "#]],
    );
}

#[test]
fn what_cannot_be_is_refused() {
    check(
        "count(event where held_on = gathering)",
        expect![[r#"
            measure-field-unknown
            count(event where held_on = gathering)
                                        ^^^^^^^^^
        "#]],
    );
    check(
        "sum(event)",
        expect![[r#"
            measure-needs-field
            sum(event)
                ^^^^^
        "#]],
    );
    check(
        "sum(survey_engagement.cost) + count(event)",
        expect![[r#"
            measure-units-differ
            sum(survey_engagement.cost) + count(event)
                                        ^
        "#]],
    );
    check(
        "count(attendance where name is set)",
        expect![[r#"
            measure-field-personal
            count(attendance where name is set)
                                   ^^^^
        "#]],
    );
    check(
        "text(\"Меморандум\")",
        expect![[r#"
            measure-function-unknown
            text("Меморандум")
            ^^^^
        "#]],
    );
    check(
        "count(event where kind = seminar",
        expect![[r#"
            measure-expected → )
            count(event where kind = seminar
                                            ^
        "#]],
    );
}

#[test]
fn money_over_money_is_a_share_and_money_stays_money() {
    check(
        "sum(engagement.cost where wave = endline) / sum(engagement.cost)",
        expect![[r#"
            in share
            Sum survey_engagement.cost where wave = Text("endline") [activity: -]
            Sum survey_engagement.cost [activity: -]
        "#]],
    );
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,80}") {
        let _ = parse::measure(&text);
    }

    #[test]
    fn no_row_of_words_makes_the_parser_panic(words in proptest::collection::vec(
        proptest::sample::select(vec!["count", "(", ")", "event", "where", "kind", "=", "and", "not", "by", "per", ",", "-", "1", "."]), 0..40)) {
        let _ = Measure::read(&words.join(" "), &catalogue());
    }
}

#[test]
fn nesting_without_end_is_refused_and_not_followed() {
    let text = format!("{}1", "(".repeat(300));
    assert_eq!(
        parse::measure(&text).map(|_| ()).map_err(|finding| finding.code.to_string()),
        Err("measure-too-deep".into())
    );
}

#[test]
fn a_sum_of_twenty_five_thousand_numbers_overflowed_the_stack() {
    let read =
        |text: String| Measure::read(&text, &catalogue()).map(|_| ()).map_err(|finding| finding.code.to_string());
    assert_eq!(read(format!("count(event){}", " + 1".repeat(25_000))), Err("measure-too-long".into()));
    assert_eq!(read(format!("count(event){}", " + 1".repeat(190))), Ok(()));
}

#[test]
fn six_thousand_conditions_were_more_than_the_database_takes() {
    let text = format!("kind = seminar{}", " and kind = seminar".repeat(6_000));
    let read = Condition::read(&text).map(|_| ()).map_err(|finding| finding.code.to_string());
    assert_eq!(read, Err("measure-too-long".into()));
}

#[test]
fn a_change_between_two_waves_tells_how_sure_it_is() {
    let text = "change(share(engagement where engaged = yes), wave: baseline -> endline)";
    let measure = Measure::read(text, &catalogue()).expect("a measure");
    let wave = |numerator, denominator| Tallied {
        total: crate::Quantity::Ratio { numerator, denominator },
        groups: Vec::new(),
        people: None,
    };
    let reading = crate::Reading::computed(&measure, None, 7, &[wave(40, 100), wave(60, 100)], Vec::new(), Vec::new());
    assert_eq!(reading.value(), crate::Quantity::Ratio { numerator: 2000, denominator: 10_000 });
    let sure = reading.uncertainty().expect("a change of shares is an estimate");
    assert_eq!(sure.n, 200);
    assert!(0.061 < sure.interval.low && sure.interval.high < 0.329, "{sure:?}");
    assert!(sure.p.is_some_and(|p| p < 0.005));
    // Of 250 people who could have answered 100 did in each wave: less is left to chance.
    let known = [wave(40, 100), wave(60, 100)].map(|of| Tallied { people: Some(250), ..of });
    let narrowed = crate::Reading::computed(&measure, None, 7, &known, Vec::new(), Vec::new());
    let narrowed = narrowed.uncertainty().expect("an estimate");
    assert!(narrowed.people == Some(250) && narrowed.interval.low > sure.interval.low, "{narrowed:?}");
    // More answers than people: the number of people is wrong, and nothing is narrowed by it.
    let wrong = [wave(40, 100), wave(60, 100)].map(|of| Tallied { people: Some(90), ..of });
    let wrong = crate::Reading::computed(&measure, None, 7, &wrong, Vec::new(), Vec::new());
    assert_eq!(wrong.uncertainty(), Some(sure));
}
