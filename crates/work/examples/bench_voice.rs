//! How long a person waits for "is it one of these?" among a hundred thousand recorded problems, through the whole path: events
//! followed, texts compared, candidates read. `cargo xtask bench voice` starts it; by hand: `bench_voice find FOLDER`, in an
//! empty folder. Prints lines of a name and a number.

use auyl_domain::value::Stored;
use auyl_domain::{Kind, Record, RecordId, Value};
use auyl_store::{Place, Store};
use auyl_work::project::Doing;
use auyl_work::voice::alikes::{Alikes, Asked};
use auyl_work::{Project, catalogue};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Problems that are recorded, in so many villages.
const PROBLEMS: usize = 100_000;
const VILLAGES: usize = 400;
/// Questions that are timed; before each tenth one more problem is recorded.
const QUESTIONS: usize = 1_000;
/// The labelled texts of `domain/tests/alike`.
const TEXTS: [&str; 2] =
    [include_str!("../../domain/tests/alike/tuning.txt"), include_str!("../../domain/tests/alike/held_out.txt")];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [_, folder] = arguments.as_slice() else { return Err("find FOLDER".into()) };
    let catalogue = Arc::new(catalogue::read(None).map_err(|refusal| format!("{refusal:?}"))?.0);
    let store = Store::open(&Place::Folder(Path::new(folder).into()), catalogue.clone()).await?;
    let doing = Doing { actor: "bench".into(), at: "2024-11-25T09:00:00Z".into() };
    let project = Project::create(store, catalogue, "bench", &doing).await?;
    let lines = TEXTS.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#'));
    let texts: Vec<(String, String)> = lines.filter_map(labelled).collect();
    let mut chance = Chance(88_172_645_463_325_252);
    for batch in (0..PROBLEMS).collect::<Vec<_>>().chunks(5_000) {
        let records: Vec<Record> = batch.iter().map(|n| problem(*n, &texts, &mut chance)).collect();
        keep(&project, &records, &doing).await?;
    }
    let alikes = Alikes::default();
    let began = Instant::now();
    ask(&alikes, &project, &texts[0], 0).await?;
    println!("cold_seconds {:.2}", began.elapsed().as_secs_f64());
    let mut times = Vec::new();
    for n in 0..QUESTIONS {
        if n % 10 == 0 {
            keep(&project, &[problem(PROBLEMS + n, &texts, &mut chance)], &doing).await?;
        }
        let (text, village) = (&texts[chance.below(texts.len())], chance.below(VILLAGES));
        let began = Instant::now();
        ask(&alikes, &project, text, village).await?;
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("median_milliseconds {:.2}", times[times.len() / 2]);
    println!("p99_milliseconds {:.2}", times[times.len() * 99 / 100]);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    let memory: f64 = memory.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    println!("megabytes {:.0}", memory / 1024.0);
    Ok(())
}

/// Sphere and text of a labelled line.
fn labelled(line: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    Some((parts.get(2)?.to_string(), parts.get(5)?.to_string()))
}

async fn ask(
    alikes: &Alikes,
    project: &Project,
    text: &(String, String),
    village: usize,
) -> Result<(), Box<dyn Error>> {
    let place = format!("v{village}");
    let asked = Asked { text: &text.1, place: &place, sphere: &text.0, own: None, most: 5, is_open: true };
    let found = alikes.find(project, asked).await?;
    assert!(!found.is_empty(), "{}", text.1);
    Ok(())
}

async fn keep(project: &Project, records: &[Record], doing: &Doing) -> Result<(), Box<dyn Error>> {
    let mut tx = project.store.begin(&project.id).await?;
    tx.save(records, &doing.actor, &doing.at).await?;
    Ok(tx.commit().await?)
}

fn problem(n: usize, texts: &[(String, String)], chance: &mut Chance) -> Record {
    let ((sphere, text), (_, other)) = (&texts[chance.below(texts.len())], &texts[chance.below(texts.len())]);
    let half: Vec<&str> = other.split(' ').take(if chance.below(3) == 0 { 3 } else { 0 }).collect();
    let title = format!("{text} {} көше {} үй {}", half.join(" "), chance.below(3_000), chance.below(90));
    let village = format!("v{}", chance.below(VILLAGES));
    let link = |id: &str| RecordId::read(id).map(Value::Link);
    let day = Value::from_stored(&Kind::Date, false, Stored::Text("2024-05-14".into()));
    let fields = [
        ("activity", link("a1")),
        ("place", link(&village)),
        ("title_ru", Some(Value::Text(title))),
        ("sphere", Some(Value::Choice(sphere.clone()))),
        ("raised_on", day),
        ("source", Some(Value::Choice("gathering".into()))),
        ("state", Some(Value::Choice("open".into()))),
    ];
    let fields: BTreeMap<String, Value> =
        fields.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect();
    Record {
        register: "problem".into(),
        id: RecordId::from_content(["problem", &n.to_string()]),
        fields,
        review: Vec::new(),
        since: 0,
    }
}

/// The same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}
