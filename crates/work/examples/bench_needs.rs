//! A region of 500 villages and 20 000 problems, for the needs map. `cargo xtask bench` starts it; by hand:
//! `bench_needs make FOLDER`, then `bench_needs count FOLDER`. Prints lines of a name and a value.

use auyl_domain::{Record, RecordId, Value};
use auyl_store::{Place, Store};
use auyl_work::needs::{self, Asked, COUNT};
use auyl_work::project::Doing;
use auyl_work::{Project, catalogue};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

type Done<T> = Result<T, Box<dyn Error>>;

const PROJECT: &str = "region";
const AT: &str = "2024-11-25T09:00:00Z";
const VILLAGES: usize = 500;
const PROBLEMS: usize = 20_000;
/// Records to a transaction.
const TOGETHER: usize = 5_000;

#[tokio::main]
async fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, folder] = arguments.as_slice() else { return Err("make|count FOLDER".into()) };
    let (catalogue, _) = catalogue::read(None).map_err(|refusal| refusal.to_string())?;
    let catalogue = Arc::new(catalogue);
    let store = Store::open(&Place::Folder(Path::new(folder).into()), catalogue.clone()).await?;
    if work == "make" {
        let doing = Doing { actor: "bench".into(), at: AT.into() };
        return make(&Project::create(store, catalogue, PROJECT, &doing).await?).await;
    }
    let project = Project { store, catalogue, id: PROJECT.into() };
    let asked = Asked { weight: COUNT.into(), ..Asked::default() };
    let mut all = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        needs::needs(&project, &asked).await?;
        all.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    all.sort_by(f64::total_cmp);
    println!("count_milliseconds {:.1}", all[all.len() / 2]);
    Ok(())
}

async fn make(project: &Project) -> Done<()> {
    let words = |list: &str| -> Vec<String> {
        let all = project.catalogue.choices(list).into_iter().flat_map(|list| &list.all);
        all.map(|choice| choice.id.clone()).collect()
    };
    let (spheres, priorities, groups) = (words("problem_sphere"), words("priority"), words("social_group"));
    let mut seed: u64 = 1;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let text = |text: String| Value::Text(text);
    let mut records = Vec::new();
    for village in 0..VILLAGES {
        let at = format!("{:.3},{:.3}", 43.2 + below(4_000) as f64 / 1e3, 60.5 + below(7_000) as f64 / 1e3);
        let fields = [
            ("title_kk", text(format!("Ауыл {village}"))),
            ("title_ru", text(format!("Село {village}"))),
            ("kato", text(format!("4399{village:05}"))),
            ("kind", Value::Choice("village".into())),
            ("population", Value::Count(300 + below(4_000) as i64)),
            ("point", text(at)),
        ];
        records.push(record("place", format!("v{village}"), fields));
    }
    for problem in 0..PROBLEMS {
        let state = ["open", "open", "in_letter", "answered", "solved"][below(5)];
        let day = jiff::civil::date(2024, 1, 1).checked_add(jiff::Span::new().days(below(330) as i64))?;
        let fields = [
            ("place", Value::Link(RecordId::read(&format!("v{}", below(VILLAGES))).ok_or("an id")?)),
            ("title_kk", text(format!("Мәселе {problem}"))),
            ("title_ru", text(format!("Проблема {problem}"))),
            ("sphere", Value::Choice(spheres[below(spheres.len())].clone())),
            ("raised_on", Value::Date(day)),
            ("social_group", Value::Choice(groups[below(groups.len())].clone())),
            ("people", Value::Count(1 + below(900) as i64)),
            ("priority", Value::Choice(priorities[below(priorities.len())].clone())),
            ("state", Value::Choice(state.into())),
        ];
        records.push(record("problem", format!("p{problem}"), fields));
    }
    for batch in records.chunks(TOGETHER) {
        let mut tx = project.store.begin(&project.id).await?;
        tx.save(batch, "bench", AT).await?;
        tx.commit().await?;
    }
    project.store.close().await;
    Ok(())
}

fn record<const N: usize>(register: &str, id: String, fields: [(&str, Value); N]) -> Record {
    Record {
        id: RecordId::read(&id).expect("an id"),
        register: register.into(),
        since: 0,
        fields: fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
        review: Vec::new(),
    }
}
