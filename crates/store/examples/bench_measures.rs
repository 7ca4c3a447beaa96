//! Measures over a million attendances of one project. `cargo xtask bench` starts it; by hand:
//! `bench_measures make FOLDER`, then `bench_measures breakdown FOLDER`, `bench_measures compile FOLDER` or
//! `bench_measures lists FOLDER`; `bench_measures answers FOLDER` makes a hundred thousand answers to a survey.
//! Prints lines of a name and a value.

use auyl_domain::measure::{Op, filter};
use auyl_domain::{Catalogue, Measure, Record, RecordId, Value};
use auyl_store::{Place, SQLITE_FILE, Store, Wanted};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

type Done<T> = Result<T, Box<dyn Error>>;

const PROJECT: &str = "bench";
const AT: &str = "2024-11-25T09:00:00Z";
const PLACES: usize = 30;
const ACTIVITIES: usize = 12;
const EVENTS: usize = 3_000;
const PEOPLE: usize = 100_000;
const VISITORS: usize = 334;
/// Answers to a survey.
const ANSWERS: usize = 100_000;
/// Records to a transaction.
const TOGETHER: usize = 50_000;

const BREAKDOWN: &str = "persons(attendance where gender = female) by place, gender";

/// The same by hand, in the ways in which somebody who knows SQL would try it.
const BY_HAND: [&str; 2] = [
    "select e.place, p.gender, count(distinct a.participant) from r_attendance a
     join r_event e on e.project = a.project and e.id = a.event and e.until is null
     join r_participant p on p.project = a.project and p.id = a.participant and p.until is null
     where a.project = 'bench' and a.until is null and a.review is null and p.gender = 'female'
     group by e.place, p.gender",
    "select place, gender, count(*) from (
       select distinct e.place, p.gender, a.participant from r_event e
       join r_attendance a on a.project = e.project and a.event = e.id and a.until is null and a.review is null
       join r_participant p on p.project = a.project and p.id = a.participant and p.until is null
       where e.project = 'bench' and e.until is null and p.gender = 'female')
     group by place, gender",
];

#[tokio::main]
async fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, folder] = arguments.as_slice() else { return Err("make|answers|breakdown|compile|lists FOLDER".into()) };
    let folder = Path::new(folder);
    let catalogue = Arc::new(catalogue()?);
    let store = Store::open(&Place::Folder(folder.into()), catalogue.clone()).await?;
    match work.as_str() {
        "make" => make(&store).await,
        "answers" => answers(&store).await,
        "breakdown" => breakdown(&store, &catalogue, folder).await,
        "lists" => lists(&store, &catalogue).await,
        _ => compile(&store, &catalogue).await,
    }
}

/// The catalogue of the repository, of which registers and choices are needed.
fn catalogue() -> Done<Catalogue> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut files = Vec::new();
    for folder in ["registers", "choices"] {
        for file in std::fs::read_dir(root.join(folder))? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            files.push((format!("{folder}/{name}"), std::fs::read_to_string(file.path())?));
        }
    }
    Ok(Catalogue::read(files).0)
}

/// Chance that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

fn id(kind: &str, at: usize) -> RecordId {
    RecordId::from_content([kind, &at.to_string()])
}

fn record<const N: usize>(register: &str, id: RecordId, fields: [(&str, Value); N]) -> Record {
    let fields: BTreeMap<String, Value> = fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    Record { register: register.into(), id, fields, review: Vec::new(), since: 0 }
}

async fn make(store: &Store) -> Done<()> {
    let started = Instant::now();
    let mut dice = Dice(7);
    let choice = |word: &str| Value::Choice(word.into());
    let mut records = Vec::new();
    for at in 0..PLACES {
        records.push(record("place", id("place", at), [("title_ru", Value::Text(format!("Село {at}")))]));
    }
    for at in 0..ACTIVITIES {
        records.push(record("activity", id("activity", at), [("title_ru", Value::Text(format!("{at}")))]));
    }
    for at in 0..EVENTS {
        let day = jiff_day(at);
        records.push(record(
            "event",
            id("event", at),
            [
                ("activity", Value::Link(id("activity", at % ACTIVITIES))),
                ("kind", choice(dice.of(&["gathering", "seminar", "presentation", "performance"]))),
                ("held_on", day),
                ("place", Value::Link(id("place", dice.below(PLACES)))),
            ],
        ));
    }
    for at in 0..PEOPLE {
        records.push(record(
            "participant",
            id("participant", at),
            [
                ("name", Value::Text(format!("Адам {at}"))),
                ("gender", choice(dice.of(&["female", "female", "male"]))),
                ("status", choice(dice.of(&["youth", "elderly", "unemployed", "business", "other"]))),
                ("age_band", choice(dice.of(&["17_22", "28_32", "33_45", "46_58", "59_up"]))),
                ("place", Value::Link(id("place", at % PLACES))),
            ],
        ));
    }
    save(store, &records).await?;
    let mut visitors = Vec::new();
    for event in 0..EVENTS {
        let first = dice.below(PEOPLE);
        visitors.extend((0..VISITORS).map(|at| {
            let person = (first + at * (1 + event % 7) * 13) % PEOPLE;
            let fields = [
                ("event", Value::Link(id("event", event))),
                ("participant", Value::Link(id("participant", person))),
                ("role", choice(dice.of(&["participant", "participant", "participant", "speaker"]))),
                ("signed", Value::Flag(dice.below(20) > 0)),
            ];
            record("attendance", id("attendance", event * VISITORS + at), fields)
        }));
        if visitors.len() > TOGETHER || event + 1 == EVENTS {
            save(store, &visitors).await?;
            visitors.clear();
        }
    }
    println!("made_seconds {:.1}", started.elapsed().as_secs_f64());
    Ok(())
}

/// Two waves of the survey of engagement in thirty villages, with their rounds.
async fn answers(store: &Store) -> Done<()> {
    let mut dice = Dice(11);
    let choice = |word: &str| Value::Choice(word.into());
    let mut records = Vec::new();
    for at in 0..PLACES {
        let fields = [
            ("title_ru", Value::Text(format!("Село {at}"))),
            ("population", Value::Count(4_000)),
            ("working_age", Value::Count(2_500)),
        ];
        records.push(record("place", id("place", at), fields));
    }
    let waves = ["baseline", "endline"];
    for (at, wave) in waves.into_iter().enumerate() {
        let fields = [
            ("survey", choice("engagement")),
            ("wave", choice(wave)),
            ("eligible", Value::Count(75_000)),
            ("women", Value::Count(38_000)),
            ("under_33", Value::Count(28_000)),
            ("target", Value::Count(50_000)),
        ];
        records.push(record("survey_wave", id("survey_wave", at), fields));
    }
    save(store, &records).await?;
    for (number, wave) in waves.into_iter().enumerate() {
        let mut flag = |of: usize| Value::Flag(dice.below(100) < of + 15 * number);
        let mut all = Vec::with_capacity(ANSWERS / 2);
        for at in 0..ANSWERS / 2 {
            let (engaged, community, budget, influence) = (flag(31), flag(29), flag(23), flag(24));
            all.push((at, engaged, community, budget, influence));
        }
        let answers = all.into_iter().map(|(at, engaged, community, budget, influence)| {
            let fields = [
                ("wave", choice(wave)),
                ("place", Value::Link(id("place", at % PLACES))),
                ("respondent", Value::Count(at as i64 + 1)),
                ("gender", choice(dice.of(&["female", "female", "male"]))),
                ("age_band", choice(dice.of(&["17_22", "23_27", "28_32", "33_45", "46_58", "59_up"]))),
                ("ngo_member", Value::Flag(false)),
                ("engaged", engaged),
                ("gathering_how_often", choice(dice.of(&["never", "once", "sometimes", "often"]))),
                ("knows_community", community),
                ("knows_budget", budget),
                ("can_influence", influence),
                ("trust_akim", choice(dice.of(&["none", "low", "middle", "high"]))),
                ("main_problem", choice(dice.of(&["roads", "water", "land", "communication"]))),
            ];
            record("survey_engagement", id("answer", number * ANSWERS + at), fields)
        });
        save(store, &answers.collect::<Vec<_>>()).await?;
    }
    Ok(())
}

fn jiff_day(at: usize) -> Value {
    let (month, day) = (3 + at % 9, 1 + at / 9 % 28);
    let text = auyl_domain::value::Stored::Text(format!("2024-{month:02}-{day:02}"));
    Value::from_stored(&auyl_domain::Kind::Date, false, text).unwrap_or(Value::Count(0))
}

async fn save(store: &Store, records: &[Record]) -> Done<()> {
    let mut tx = store.begin(PROJECT).await?;
    tx.save(records, "bench", AT).await?;
    Ok(tx.commit().await?)
}

fn read(text: &str, catalogue: &Catalogue) -> Done<Measure> {
    Measure::read(text, catalogue).map_err(|finding| format!("{text}: {finding:?}").into())
}

/// Ours against by hand, turn by turn; the best of each.
async fn breakdown(store: &Store, catalogue: &Catalogue, folder: &Path) -> Done<()> {
    let measure = read(BREAKDOWN, catalogue)?;
    let mut connection = AnyConnection::connect(&format!("sqlite://{}", folder.join(SQLITE_FILE).display())).await?;
    let settings = "pragma cache_size = -65536; pragma mmap_size = 1073741824; pragma temp_store = memory;
        create index if not exists bench_by_hand on r_attendance (project, event, participant) where until is null and review is null;
        analyze";
    connection.execute(AssertSqlSafe(settings)).await?;
    let (mut ours, mut hand) = (Duration::MAX, Duration::MAX);
    for _ in 0..3 {
        let started = Instant::now();
        let reading = store.reading(PROJECT, &measure, None, None).await?;
        ours = ours.min(started.elapsed());
        eprintln!("ours: {:.3} s", started.elapsed().as_secs_f64());
        let parts = reading.by().iter().filter(|part| part.value != auyl_domain::Quantity::Number(0)).count();
        for (at, sql) in BY_HAND.into_iter().enumerate() {
            let started = Instant::now();
            let rows = sqlx::query(sql).fetch_all(&mut connection).await?;
            eprintln!("by hand {at}: {:.3} s, {} rows, {parts} parts", started.elapsed().as_secs_f64(), rows.len());
            hand = hand.min(started.elapsed());
        }
    }
    connection.execute("drop index bench_by_hand").await?;
    println!("ours_seconds {:.3}", ours.as_secs_f64());
    println!("by_hand_seconds {:.3}", hand.as_secs_f64());
    Ok(())
}

/// What a compile asks: sixty-four measures, half of them of distinct people with breakdowns.
fn measures() -> Vec<String> {
    let conditions = [
        "",
        " where event.kind = seminar",
        " where event.kind = gathering and held_on >= 2024-05-01",
        " where participant.gender = female",
        " where participant.age_band = 17_22 or participant.age_band = 28_32",
        " where role != participant",
        " where not (event.kind in (seminar, gathering)) and signed = yes",
        " where event.place = participant.place",
    ];
    let mut all = Vec::new();
    for condition in conditions {
        all.push(format!("persons(attendance{condition}) by event.place, gender"));
        all.push(format!("persons(attendance{condition}) by age_band"));
        all.push(format!("persons(attendance{condition}) by status, gender"));
        all.push(format!("persons(attendance{condition}) by event.kind"));
        all.push(format!("count(attendance{condition})"));
        all.push(format!("count(attendance{condition}) by event.place"));
        all.push(format!("least(count(attendance{condition}) per event)"));
        all.push(format!("persons(attendance{condition})"));
    }
    all
}

async fn compile(store: &Store, catalogue: &Catalogue) -> Done<()> {
    let mut questions = Vec::new();
    for text in measures() {
        questions.push((read(&text, catalogue)?, None));
    }
    let started = Instant::now();
    let readings = store.readings(PROJECT, &questions, None).await?;
    println!("measures {}", readings.len());
    println!("seconds {:.3}", started.elapsed().as_secs_f64());
    let status = std::fs::read_to_string("/proc/self/status")?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    println!("peak_megabytes {}", kilobytes.and_then(|text| text.trim().parse::<u64>().ok()).unwrap_or(0) / 1024);
    for (reading, text) in readings.iter().zip(measures()).take(3) {
        eprintln!("{text}: {:?}", reading.value());
    }
    Ok(())
}

/// Pages of lists, each asked several times; the median of each in milliseconds.
async fn lists(store: &Store, catalogue: &Catalogue) -> Done<()> {
    let asked = [
        ("first_page", "attendance", "", "", ""),
        ("page_by_event", "attendance", "event", "", ""),
        ("page_by_person", "attendance", "participant", "", ""),
        ("page_by_role", "attendance", "role=speaker", "", ""),
        ("page_by_role_of_none", "attendance", "role=trainer", "", ""),
        ("page_by_place_of_event", "attendance", "event.place", "", ""),
        ("page_sorted_by_event", "attendance", "", "event", ""),
        ("page_of_words", "attendance", "", "", "адам 777"),
        ("people", "participant", "", "", ""),
        ("people_sorted_by_name", "participant", "", "name", ""),
        ("people_by_place", "participant", "place", "", ""),
        ("people_of_words", "participant", "", "", "адам 777"),
        ("people_of_one_letter", "participant", "", "", "а"),
        ("events", "event", "", "", ""),
        ("events_by_place", "event", "place", "", ""),
    ];
    for (name, register, filtered, sort, words) in asked {
        let known = catalogue.register(register).ok_or("a register")?;
        let mut wanted = Wanted { most: 50, words: words.into(), personal: true, ..Wanted::default() };
        wanted.sort = (!sort.is_empty()).then(|| (sort.to_string(), false));
        if !filtered.is_empty() {
            let (field, value) = match filtered.split_once('=') {
                Some((field, value)) => (field, value.to_string()),
                None => {
                    let kind = filtered.rsplit('.').next().unwrap_or_default();
                    (filtered, id(kind, 7).to_string())
                }
            };
            let cond = filter(known, field, Op::Is, &value, catalogue).map_err(|finding| format!("{finding:?}"))?;
            wanted.cond.push(cond);
        }
        let (mut page, mut total, mut n) = (Vec::new(), Vec::new(), 0);
        for _ in 0..3 {
            let started = Instant::now();
            store.page(PROJECT, register, &wanted).await?;
            page.push(started.elapsed().as_secs_f64() * 1000.0);
            let started = Instant::now();
            n = store.how_many(PROJECT, register, &wanted).await?;
            total.push(started.elapsed().as_secs_f64() * 1000.0);
        }
        page.sort_by(f64::total_cmp);
        total.sort_by(f64::total_cmp);
        println!("{name}_milliseconds {:.1} how_many {:.1} records {n}", page[1], total[1]);
    }
    let started = Instant::now();
    let (_, n) = store.linking_to(PROJECT, "attendance", "participant", &id("participant", 7), 20).await?;
    println!("linking_to_milliseconds {:.1} records {n}", started.elapsed().as_secs_f64() * 1000.0);
    let started = Instant::now();
    let n = store.suggest(PROJECT, "participant", "ад 77", true, 8).await?.len();
    println!("suggest_milliseconds {:.1} records {n}", started.elapsed().as_secs_f64() * 1000.0);
    Ok(())
}
