//! The example project is what its README says: accepted without a word by the one door, every figure exact, every
//! indicator with the files it demands, and nothing wrong but what is wrong on purpose.

use super::world::World;
use super::{FOLDER, files};
use crate::cargo::root;
use auyl_domain::Quantity;
use auyl_domain::plan::TargetRule;
use auyl_domain::views::{Indicator, day};
use expect_test::{Expect, expect};
use std::collections::BTreeMap;

fn shown(quantity: Quantity) -> String {
    match quantity {
        Quantity::Number(number) => number.to_string(),
        Quantity::Ratio { numerator, denominator } => format!("{numerator}/{denominator}"),
        Quantity::Nothing => "–".into(),
    }
}

/// Measures, one a line, and what they come to.
fn check(world: &World, measures: &[&str], expected: Expect) {
    let mut said = String::new();
    for measure in measures {
        let reading = world.reading(measure, None);
        said += &format!("{measure}: {}\n", shown(reading.value()));
        for part in reading.by() {
            let keys: Vec<&str> = part.keys.iter().map(|key| key.as_deref().unwrap_or("–")).collect();
            said += &format!("    {}: {}\n", keys.join(", "), shown(part.value));
        }
    }
    expected.assert_eq(&said);
}

#[test]
fn the_committed_files_are_what_the_generator_gives() {
    for (name, text) in files() {
        let committed = std::fs::read_to_string(root().join(FOLDER).join(&name)).unwrap_or_default();
        assert!(committed == text, "catalogue/demo/{name} is stale or was changed by hand: run `cargo xtask demo`");
    }
}

#[test]
fn the_files_stay_small() {
    let sizes: Vec<usize> = files().iter().map(|(_, text)| text.len()).collect();
    assert!(sizes.iter().all(|size| *size < 1_000_000), "{sizes:?}");
    assert!(sizes.iter().sum::<usize>() < 1_500_000, "{sizes:?}");
}

#[test]
fn the_door_takes_every_record_without_a_word() {
    let world = World::read();
    let codes: Vec<String> = world
        .findings
        .iter()
        .map(|finding| format!("{} {:?} {:?}", finding.code, finding.spot, finding.args))
        .collect();
    assert!(codes.is_empty(), "{}", codes.join("\n"));
}

#[test]
fn exactly_one_rule_is_broken_and_that_on_purpose() {
    expect!["ngo-not-registered ngo/ngo-baimurat"].assert_eq(&World::read().broken_rules().join("\n"));
}

#[test]
fn people_are_counted_as_the_report_has_them() {
    check(
        &World::read(),
        &[
            "persons(attendance)",
            "persons(attendance) by gender",
            "persons(attendance) by status",
            "persons(attendance) by age_band",
            "persons(attendance where status in (children, elderly))",
            "persons(attendance where age_band in (13_16, 59_up))",
            "persons(attendance where participant.ngo_member = yes)",
        ],
        expect![[r#"
            persons(attendance): 520
            persons(attendance) by gender: 520
                female: 364
                male: 156
            persons(attendance) by status: 520
                budget_worker: 104
                business: 26
                civil_servant: 52
                disability: 52
                other: 104
                public_organisation: 52
                unemployed: 26
                youth: 104
            persons(attendance) by age_band: 520
                17_22: 26
                23_27: 52
                28_32: 52
                33_45: 260
                46_58: 130
            persons(attendance where status in (children, elderly)): 0
            persons(attendance where age_band in (13_16, 59_up)): 0
            persons(attendance where participant.ngo_member = yes): 52
        "#]],
    );
}

#[test]
fn events_surveys_and_money_come_to_the_figures_of_the_report() {
    check(
        &World::read(),
        &[
            "count(event where kind = gathering) by place",
            "count(attendance where event.kind = gathering)",
            "least(count(attendance) per event where kind = gathering)",
            "count(event where kind = seminar) by place",
            "count(attendance where event.kind = seminar)",
            "persons(attendance where event.kind = seminar) by place",
            "mean(test_score.pre)",
            "mean(test_score.post)",
            "count(test_score where post <= pre)",
            "count(event where kind = deputies_meeting)",
            "count(attendance where event.kind = deputies_meeting)",
            "least(count(attendance) per event where kind = deputies_meeting)",
            "count(event where kind = akim_meeting)",
            "count(attendance where event.kind = akim_meeting)",
            "least(count(attendance) per event where kind = akim_meeting)",
            "count(event where kind = presentation)",
            "least(count(attendance) per event where kind = presentation)",
            "count(event where kind = performance)",
            "count(attendance where role = actor)",
            "sum(event.spectators)",
            "persons(attendance where event.kind = visit)",
            "count(event where kind = stream)",
            "count(survey_engagement) by wave",
            "least(count(survey_engagement where wave = baseline) per place)",
            "least(count(survey_engagement where wave = endline) per place)",
            "change(share(survey_engagement where engaged = yes), wave: baseline -> endline)",
            "count(survey_activists) by wave",
            "count(problem) by place",
            "count(problem where state = solved and decision is set) by place",
            "count(letter)",
            "count(recommendation where letter is set) by place",
            "count(ngo where state = filed)",
            "count(ngo where works_in_project = yes and state = registered and registered_on < 1997-01-01)",
            "count(ngo where reached = yes)",
            "count(memorandum)",
            "count(publication) by kind",
            "count(publication where channel = newspaper)",
            "count(publication where channel = national_site)",
            "sum(publication.reach)",
            "count(social_project)",
            "count(story)",
            "count(partner where kind != ngo)",
            "count(partner where kind = ngo)",
            "count(grant_priority)",
            "count(legal_document)",
            "count(staff where on_payroll = yes)",
            "count(coordinator_report) by place",
            "sum(ledger_entry.amount where kind = plan) by line",
            "sum(ledger_entry.amount where kind = spent) by line",
            "sum(passport.grant_sum)",
            "sum(equipment.price) by place",
            "count(evidence where kind = photo)",
        ],
        expect![[r#"
            count(event where kind = gathering) by place: 9
                –: 0
                baimurat: 3
                muratbaev: 3
                qamystybas: 3
            count(attendance where event.kind = gathering): 283
            least(count(attendance) per event where kind = gathering): 30
            count(event where kind = seminar) by place: 9
                –: 0
                baimurat: 3
                muratbaev: 3
                qamystybas: 3
            count(attendance where event.kind = seminar): 180
            persons(attendance where event.kind = seminar) by place: 60
                –: 0
                baimurat: 20
                muratbaev: 20
                qamystybas: 20
            mean(test_score.pre): 1433/180
            mean(test_score.post): 2439/180
            count(test_score where post <= pre): 0
            count(event where kind = deputies_meeting): 9
            count(attendance where event.kind = deputies_meeting): 169
            least(count(attendance) per event where kind = deputies_meeting): 15
            count(event where kind = akim_meeting): 3
            count(attendance where event.kind = akim_meeting): 98
            least(count(attendance) per event where kind = akim_meeting): 32
            count(event where kind = presentation): 6
            least(count(attendance) per event where kind = presentation): 15
            count(event where kind = performance): 3
            count(attendance where role = actor): 40
            sum(event.spectators): 1000
            persons(attendance where event.kind = visit): 4
            count(event where kind = stream): 1
            count(survey_engagement) by wave: 316
                baseline: 160
                endline: 156
            least(count(survey_engagement where wave = baseline) per place): 53
            least(count(survey_engagement where wave = endline) per place): 52
            change(share(survey_engagement where engaged = yes), wave: baseline -> endline): 3620/24960
            count(survey_activists) by wave: 294
                baseline: 147
                endline: 147
            count(problem) by place: 9
                baimurat: 3
                muratbaev: 3
                qamystybas: 3
            count(problem where state = solved and decision is set) by place: 3
                baimurat: 1
                muratbaev: 1
                qamystybas: 1
            count(letter): 6
            count(recommendation where letter is set) by place: 30
                baimurat: 10
                muratbaev: 10
                qamystybas: 10
            count(ngo where state = filed): 2
            count(ngo where works_in_project = yes and state = registered and registered_on < 1997-01-01): 1
            count(ngo where reached = yes): 10
            count(memorandum): 3
            count(publication) by kind: 40
                article: 6
                digest: 1
                information_material: 10
                post: 15
                story: 3
                video: 5
            count(publication where channel = newspaper): 2
            count(publication where channel = national_site): 3
            sum(publication.reach): 19077
            count(social_project): 3
            count(story): 3
            count(partner where kind != ngo): 7
            count(partner where kind = ngo): 3
            count(grant_priority): 4
            count(legal_document): 7
            count(staff where on_payroll = yes): 7
            count(coordinator_report) by place: 24
                baimurat: 8
                muratbaev: 8
                qamystybas: 8
            sum(ledger_entry.amount where kind = plan) by line: 565900000
                goods_services: 292288000
                payroll: 244000000
                taxes: 29612000
            sum(ledger_entry.amount where kind = spent) by line: 565900000
                goods_services: 292288000
                payroll: 244000000
                taxes: 29612000
            sum(passport.grant_sum): 565900000
            sum(equipment.price) by place: 55800000
                baimurat: 18600000
                muratbaev: 18600000
                qamystybas: 18600000
            count(evidence where kind = photo): 208
        "#]],
    );
}

#[test]
fn every_indicator_but_one_is_met_and_every_difference_has_its_reason() {
    let world = World::read();
    let explained: Vec<String> = world
        .of("narrative")
        .iter()
        .filter(|text| text.text("section") == "deviation")
        .filter_map(|text| text.link("indicator").map(ToString::to_string))
        .collect();
    let mut said = String::new();
    for record in world.of("indicator") {
        let indicator = Indicator::of(record).expect("an indicator");
        let reading = world.reading(indicator.measure, Some(indicator.activity));
        let target = indicator.target.expect("a target");
        let is_met = target.is_met_by(reading.value(), reading.unit());
        let is_exact = reading.value() == Quantity::Number(target.value);
        assert!(is_exact || explained.contains(&record.id.to_string()), "{} has no deviation text", indicator.code);
        if !is_exact {
            let rule = if target.rule == TargetRule::AtLeast { "at least " } else { "" };
            let met = if is_met { "" } else { ", not met" };
            said += &format!("{}: {} of {rule}{}{met}\n", indicator.code, shown(reading.value()), target.value);
        } else {
            assert!(!explained.contains(&record.id.to_string()), "{} needs no deviation text", indicator.code);
        }
        if let Some(per_place) = indicator.per_place {
            for village in ["baimurat", "qamystybas", "muratbaev"] {
                let measure = indicator.measure.replace(" in project", "");
                let wide = if measure == indicator.measure { "" } else { " in project" };
                let reading = world.reading(&format!("{measure} by place{wide}"), Some(indicator.activity));
                match reading.part(&[village]) {
                    Quantity::Number(number) if number >= per_place => {}
                    other => panic!("{} in {village}: {other:?} of {per_place}", indicator.code),
                }
            }
        }
    }
    expect![[r#"
        1.1.1: 0 of at least 2, not met
        1.3.3: 316 of at least 150
        1.3.4: 3620/24960 of at least 10
        1.4.5: 283 of at least 90
        1.4.10: 520 of at least 150
        1.5.3: 294 of at least 120
        3.1.5: 169 of at least 135
        3.2.4: 98 of at least 90
        5.4.2: 19077 of at least 10000
    "#]]
    .assert_eq(&said);
}

#[test]
fn the_files_that_indicators_demand_are_there() {
    let world = World::read();
    let mut n_demands = 0;
    for record in world.of("indicator") {
        let indicator = Indicator::of(record).expect("an indicator");
        let Some(demand) = indicator.evidence else { continue };
        n_demands += 1;
        let proofs = world.of("evidence").iter().filter(|proof| {
            proof.text("kind") == demand.kind
                && proof.link("activity").is_some_and(|id| id.as_str() == indicator.activity)
        });
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        let groups: Vec<String> = match demand.per {
            "event" => world
                .of("event")
                .iter()
                .filter(|event| event.link("activity").is_some_and(|id| id.as_str() == indicator.activity))
                .map(|event| event.id.to_string())
                .collect(),
            "place" => world.of("place").iter().map(|place| place.id.to_string()).collect(),
            _ => vec![String::new()],
        };
        counts.extend(groups.into_iter().map(|group| (group, 0)));
        for proof in proofs {
            let group = match demand.per {
                "activity" => String::new(),
                field => proof.link(field).map(ToString::to_string).unwrap_or_default(),
            };
            *counts.entry(group).or_default() += 1;
        }
        for (group, count) in counts.iter().filter(|(group, _)| !group.is_empty() || demand.per == "activity") {
            assert!(*count >= demand.count, "{}: {count} {} for `{group}`", indicator.code, demand.kind);
        }
    }
    assert!(n_demands > 50, "{n_demands}");
}

#[test]
fn measures_inside_texts_can_be_read() {
    let world = World::read();
    let mut n = 0;
    for (register, records) in &world.records {
        for record in records {
            let activity = record.link("activity").map(ToString::to_string);
            for (field, value) in &record.fields {
                let text = value.text().unwrap_or_default();
                for inside in text.split("{{").skip(1) {
                    let measure = inside.split_once("}}").unwrap_or_else(|| panic!("{register} {}", record.id)).0;
                    let measure = measure.rsplit_once('|').map_or(measure, |(measure, _)| measure).trim();
                    let reading = world.reading(measure, activity.as_deref());
                    let is_nought = matches!(reading.value(), Quantity::Nothing | Quantity::Number(0));
                    let may_be = measure.contains("state = registered") || measure.contains("in (children, elderly)");
                    assert!(
                        !is_nought || may_be,
                        "{register} {} {field}: {measure} is {:?}",
                        record.id,
                        reading.value()
                    );
                    n += 1;
                }
            }
        }
    }
    assert!(n > 100, "{n}");
}

#[test]
fn stories_have_five_to_eight_sentences_in_both_languages() {
    let world = World::read();
    for story in world.of("story") {
        for lang in ["kk", "ru"] {
            let text: String =
                ["start", "impact", "result"].map(|part| story.text(&format!("{part}_{lang}"))).join(" ");
            let n_sentences = text.split(['.', '!', '?']).filter(|part| !part.trim().is_empty()).count();
            assert!((5..=8).contains(&n_sentences), "{} {lang}: {n_sentences}", story.id);
        }
    }
}

#[test]
fn one_photo_and_only_one_names_another_day_than_its_event() {
    let world = World::read();
    let mut wrong = Vec::new();
    for proof in world.of("evidence").iter().filter(|proof| proof.text("kind") == "photo") {
        let (Some(auyl_domain::Value::File(file)), Some(taken)) = (proof.get("file"), day(proof, "taken_on")) else {
            panic!("{} lacks file or day", proof.id);
        };
        if !file.name.starts_with(&taken.to_string().replace('-', "")) {
            wrong.push(file.name.clone());
        }
    }
    expect!["20240515-ga-qamystybas-1-05.jpg"].assert_eq(&wrong.join("\n"));
}
