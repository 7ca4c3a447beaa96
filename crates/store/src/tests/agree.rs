//! One measure, three ways: as SQL, in the shared scan, and over records in memory. They agree on any small
//! project, as it is and as it was, whatever is missing in it or waits to be mended.

use super::naive::World;
use super::script::{AT, record, shown};
use super::village;
use crate::testing::on_both;
use crate::{Store, Trouble};
use auyl_domain::measure::{Condition, resolve};
use auyl_domain::{Measure, Reading};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::cell::Cell;

const MEASURES: &str = "
    count(event)
    count(event) by place
    count(event) by kind, place
    count(event) by topics
    count(event) by place.population
    count(event where kind = seminar)
    count(event where topics = water)
    count(event where topics != water)
    count(event where topics in (water, water_pipe)) by kind
    count(event where not (topics in (water, roads)))
    count(event where kind in (seminar, gathering))
    count(event where not (kind in (seminar, gathering)))
    count(event where not (kind = gathering or spectators >= 10))
    count(event where not (held_on < 2024-05-01 and place is set))
    count(event where kind is not set or place.population > 500)
    count(event where held_on >= project.starts_on and held_on <= project.ends_on)
    count(event where not (held_on >= project.starts_on))
    count(event where place = project.office) by activity
    count(event where place != project.office)
    count(event where not (place != project.office))
    count(event where held_on > activity.starts_on)
    count(event where not (spectators < place.population))
    count(event where hours > 1.5 or starts is set) in project
    count(attendance where event.place.population >= 500)
    count(attendance where participant.friends = event.place)
    count(attendance where participant.friends != event.place)
    count(attendance where not (participant.friends != event.place))
    count(attendance where participant.topics = water) by participant.gender, event.kind
    persons(attendance)
    persons(attendance) by gender
    persons(attendance where gender = female) by event.place
    persons(attendance where participant.place != event.place)
    persons(attendance where not (participant.place = event.place)) in project
    persons(participant)
    persons(participant where topics is set) by gender, place
    sum(event.spectators) by kind
    sum(event.hours where kind = seminar)
    sum(attendance.paid)
    sum(attendance.paid where event.kind = seminar) / sum(attendance.paid)
    mean(event.spectators) by place
    mean(survey_engagement.hours) at wave = endline
    least(event.spectators)
    most(event.spectators where kind = seminar) by place
    least(engagement.cost) by wave
    least(count(evidence where kind = photo) per event)
    least(count(evidence where kind = photo) per event where kind = seminar) by place
    most(persons(attendance) per event) by kind
    mean(sum(attendance.paid) per event)
    least(count(event) per place)
    mean(count(attendance where gender = male) per event where held_on >= project.starts_on) by kind, place
    least(count(attendance) per participant) by gender
    most(count(event where place is set) per activity)
    share(engagement where engaged = yes)
    share(engagement where engaged = yes) by wave, place
    share(engagement where engaged = yes) at wave = endline
    share(engagement where not (engaged = yes)) by topic
    share(event where topics = roads) by kind
    change(share(engagement where engaged = yes), wave: baseline -> endline)
    change(mean(engagement.hours), wave: baseline -> endline) by place
    change(sum(engagement.cost), wave: baseline -> endline)
    change(count(engagement where engaged = no), wave: endline -> baseline) by topic
    count(event) - count(evidence) * 2
    (count(event) + 1) / persons(attendance)
    count(event) / count(evidence) by kind
    sum(event.spectators) / 0";

const CONDITIONS: &str = "
    participant where name is set
    participant where not (phone is set) or gender = female
    participant where name = \"Дина\" or name != \"Дина\" and place is not set
    participant where friends = saule and topics != water
    event where project.director is set and held_on < project.ends_on
    event where place = project.office or not (kind = seminar)
    attendance where participant.name is set and event.held_on > event.activity.starts_on
    attendance where not (participant.phone is set)";

/// Each project is asked every fourth measure, so that there is time for more projects.
const TURNS: usize = 4;

/// A register, ids of its records, and its fields with what may stand in them; an empty text is nothing.
type Sheet = (&'static str, &'static [&'static str], &'static [(&'static str, &'static [&'static str])]);

const PLACES: &[&str] = &["", "ulgi", "aqsu", "nowhere"];
const TOPICS: &[&str] = &["", "", "water", "water_pipe", "water;roads", "roads;water_pipe", "mud"];
const DAYS: &[&str] = &["", "2024-03-31", "2024-04-01", "2024-05-14", "2024-12-01", "31.02.2024"];
const SMALL: &[&str] = &["", "", "0", "1", "10", "600", "ten"];

const SHEETS: &[Sheet] = &[
    (
        "passport",
        &["p"],
        &[
            ("starts_on", &["", "2024-04-01"]),
            ("ends_on", &["", "2024-11-25"]),
            ("office", PLACES),
            ("director", &["", "Айгүл"]),
        ],
    ),
    ("place", &["ulgi", "aqsu"], &[("population", SMALL), ("position", &["", "1", "2"])]),
    ("activity", &["a1", "a2"], &[("starts_on", DAYS)]),
    (
        "event",
        &["e1", "e2", "e3", "e4"],
        &[
            ("activity", &["", "a1", "a1", "a2", "a9"]),
            ("kind", &["", "gathering", "seminar", "seminar", "concert"]),
            ("place", PLACES),
            ("held_on", DAYS),
            ("spectators", SMALL),
            ("topics", TOPICS),
            ("hours", &["", "1.5", "2"]),
            ("starts", &["", "9:00"]),
        ],
    ),
    (
        "participant",
        &["dina", "saule", "aigul"],
        &[
            ("name", &["", "Дина", "Сәуле"]),
            ("phone", &["", "87020000001"]),
            ("gender", &["", "female", "male", "male", "neither"]),
            ("topics", TOPICS),
            ("friends", &["", "saule", "saule;ulgi", "Saule"]),
            ("place", PLACES),
        ],
    ),
    (
        "attendance",
        &["t1", "t2", "t3", "t4", "t5"],
        &[
            ("event", &["", "e1", "e1", "e2", "e3", "e9"]),
            ("participant", &["", "dina", "dina", "saule", "nobody"]),
            ("paid", &["", "0.50", "12", "-3"]),
        ],
    ),
    (
        "evidence",
        &["v1", "v2", "v3"],
        &[("event", &["", "e1", "e2", "e4"]), ("kind", &["", "photo", "photo", "seminar", "smell"])],
    ),
    (
        "survey_engagement",
        &["s1", "s2", "s3", "s4"],
        &[
            ("wave", &["", "baseline", "endline"]),
            ("engaged", &["", "yes", "no"]),
            ("hours", SMALL),
            ("cost", &["", "0", "1.25"]),
            ("place", PLACES),
            ("topic", &["", "water", "roads"]),
        ],
    ),
];

/// A line of a script: a record that is saved, or the id of one that is removed.
fn line() -> impl Strategy<Value = (bool, String)> {
    let picks = proptest::collection::vec(0..60_usize, 8);
    // Registers with more records come oftener.
    let sheet = prop_oneof![
        Just(0),
        Just(1),
        Just(2),
        Just(3),
        Just(3),
        Just(3),
        Just(4),
        Just(5),
        Just(5),
        Just(6),
        Just(7),
        Just(7)
    ];
    (sheet, 0..60_usize, picks, 0..8).prop_map(|(sheet, id, picks, chance)| {
        let (register, ids, fields) = SHEETS[sheet];
        let filled =
            fields.iter().zip(picks).map(|((name, texts), pick)| format!("{name}={}", texts[pick % texts.len()]));
        (chance == 0, format!("{register} {}: {}", ids[id % ids.len()], filled.collect::<Vec<_>>().join(", ")))
    })
}

/// Plays the lines, and keeps the world as it was after every event.
async fn play(store: &Store, project: &str, lines: &[(bool, String)]) -> Result<Vec<World>, Trouble> {
    let mut worlds = vec![World::default()];
    let mut tx = store.begin(project).await?;
    for (is_removal, line) in lines {
        let record = record(&store.catalogue, line);
        let mut world = worlds.last().cloned().unwrap_or_default();
        let key = (record.register.clone(), record.id.to_string());
        if *is_removal {
            if tx.remove(&record.register, &record.id, "aigul", AT).await? {
                world.0.remove(&key);
                worlds.push(world);
            }
        } else if tx.save(std::slice::from_ref(&record), "aigul", AT).await?.unchanged == 0 {
            world.0.insert(key, record);
            worlds.push(world);
        }
    }
    tx.commit().await?;
    Ok(worlds)
}

async fn agree(
    store: &Store,
    project: &str,
    lines: &[(bool, String)],
    back: usize,
    turn: usize,
) -> Result<(), TestCaseError> {
    let fault = |trouble: Trouble| TestCaseError::fail(trouble.to_string());
    let worlds = play(store, project, lines).await.map_err(fault)?;
    let last = worlds.len() - 1;
    for as_of in [None, Some(last.saturating_sub(back))] {
        let at = as_of.unwrap_or(last);
        let (world, event) = (&worlds[at], at as i64);
        let as_of = as_of.map(|_| event);
        let mut questions = Vec::new();
        let mut expected: Vec<Reading> = Vec::new();
        for text in MEASURES.lines().map(str::trim).filter(|text| !text.is_empty()).skip(turn).step_by(TURNS) {
            let measure = Measure::read(text, &store.catalogue);
            let measure = measure.map_err(|finding| TestCaseError::fail(format!("{text}: {finding:?}")))?;
            for activity in [None, Some("a1")] {
                let reading = store.reading(project, &measure, activity, as_of).await.map_err(fault)?;
                let slowly = world.reading(&measure, activity, event, &store.catalogue);
                same("as SQL", text, activity, as_of, &reading, &slowly)?;
                questions.push((measure.clone(), activity.map(str::to_string)));
                expected.push(slowly);
            }
        }
        let scanned = store.readings(project, &questions, as_of).await.map_err(fault)?;
        prop_assert_eq!(scanned.len(), expected.len());
        for ((reading, slowly), (measure, activity)) in scanned.iter().zip(&expected).zip(&questions) {
            same("in the scan", measure.text(), activity.as_deref(), as_of, reading, slowly)?;
        }
        for text in CONDITIONS.lines().map(str::trim).filter(|text| !text.is_empty()) {
            let (register, cond) = text.split_once(" where ").expect("register where …");
            let cond = Condition::read(cond).expect("a condition");
            let of = store.catalogue.register(register).expect("a register");
            let cond = resolve(&cond, of, &store.catalogue).expect("its fields exist");
            let mut found: Vec<String> = store
                .matching(project, register, &cond, as_of)
                .await
                .map_err(fault)?
                .iter()
                .map(|record| record.id.to_string())
                .collect();
            found.sort();
            prop_assert_eq!(found, world.matching(register, &cond), "{} as of {:?}", text, as_of);
        }
    }
    prop_assert_eq!(store.check_chain(project).await.map_err(fault)?, vec![]);
    Ok(())
}

fn same(
    way: &str,
    text: &str,
    activity: Option<&str>,
    as_of: Option<i64>,
    reading: &Reading,
    slowly: &Reading,
) -> Result<(), TestCaseError> {
    let (is, should) = (shown(reading), shown(slowly));
    prop_assert_eq!(is, should, "{} {} of {:?} as of {:?}", text, way, activity, as_of);
    prop_assert!(reading == slowly, "{text} {way} of {activity:?} as of {as_of:?}: {reading:?}, not {slowly:?}");
    Ok(())
}

#[test]
fn the_database_the_scan_and_a_patient_reader_count_the_same() {
    on_both(&village(), async |scene| {
        let (cases, case) = (16, Cell::new(0));
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let lines = proptest::collection::vec(line(), 0..40);
        let result = runner.run(&(lines, 0..20_usize, 0..TURNS), |(lines, back, turn)| {
            // A project of its own for each: what the others did must not be seen.
            case.set(case.get() + 1);
            let project = format!("village {}", case.get());
            let agreeing = agree(&scene.store, &project, &lines, back, turn);
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(agreeing))
        });
        if let Err(difference) = result {
            panic!("{difference}");
        }
    });
}
