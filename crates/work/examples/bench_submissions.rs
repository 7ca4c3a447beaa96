//! A project in which many phones have sent for years: the example, and so many submissions of one form, each kept as it
//! came and with its record. `cargo xtask bench` starts it; by hand: `bench_submissions N FOLDER [DATABASE]`, in an empty
//! folder. Prints lines of a name and a value.

use auyl_domain::id::sha256;
use auyl_store::submissions::Arrival;
use auyl_store::{Place, Store};
use auyl_work::project::Doing;
use auyl_work::{Project, catalogue, demo, intake};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

type Done<T> = Result<T, Box<dyn Error>>;

const FORM: &str = "survey_engagement";
const PROJECT: &str = "auyl";
/// Submissions to a transaction.
const TOGETHER: usize = 500;

#[tokio::main]
async fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (number, folder, database) = match arguments.as_slice() {
        [number, folder] => (number, folder, None),
        [number, folder, database] => (number, folder, Some(database.clone())),
        _ => return Err("N FOLDER [DATABASE]".into()),
    };
    let folder = Path::new(folder);
    let place = match database {
        Some(url) => Place::Postgres { url, files: folder.join("files") },
        None => Place::Folder(folder.into()),
    };
    let catalogue = Arc::new(catalogue::read(None).map_err(|refusal| format!("{refusal:?}"))?.0);
    let store = Store::open(&place, catalogue.clone()).await?;
    let doing = Doing { actor: "bench".into(), at: "2024-11-25T09:00:00Z".into() };
    let project = Project::create(store, catalogue, PROJECT, &doing).await?;
    demo::fill(&project, &doing, &mut |_, _| {}).await?;
    fill(&project, &doing.at, number.parse()?).await?;
    project.store.close().await;
    Ok(())
}

/// Takes submissions in, and makes records of them.
async fn fill(project: &Project, at: &str, number: usize) -> Done<()> {
    let forms = intake::forms(project, at).await?;
    let version = forms.iter().find(|form| form.id == FORM).ok_or("the form")?.version.clone();
    let (mut received, mut taken) = (0.0, 0.0);
    for start in (0..number).step_by(TOGETHER) {
        let arrivals: Vec<Arrival> =
            (start..number.min(start + TOGETHER)).map(|number| arrival(number, &version, at)).collect();
        let begun = Instant::now();
        project.store.receive(&arrivals).await?;
        received += begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        while intake::take(project, at, TOGETHER as i64).await?.taken > 0 {}
        taken += begun.elapsed().as_secs_f64();
    }
    println!("received_seconds {received:.2}\ntaken_seconds {taken:.2}");
    Ok(())
}

fn arrival(number: usize, version: &str, at: &str) -> Arrival {
    // Phones call their instances by chance.
    let instance = format!("uuid:{}", &sha256(&number.to_le_bytes())[..32]);
    let any = |of: &[&str], step: usize| of[number / step % of.len()].to_string();
    let yes = |step: usize| any(&["yes", "no"], step);
    let trust = |step: usize| any(&["none", "low", "middle", "high"], step);
    let answers = [
        ("activity", "a1-4".to_string()),
        ("wave", any(&["baseline", "endline"], 1)),
        ("place", "qamystybas".into()),
        ("answered_on", format!("2024-{:02}-{:02}", 4 + number % 7, 1 + number % 28)),
        ("respondent", (number + 1).to_string()),
        ("taken_how", any(&["interview", "paper", "telephone"], 2)),
        ("gender", any(&["female", "male"], 3)),
        ("age_band", any(&["17_22", "23_27", "28_32", "33_45", "46_58"], 1)),
        ("ngo_member", yes(7)),
        ("engaged", yes(2)),
        ("gathering_how_often", any(&["never", "once", "sometimes", "often"], 1)),
        ("knows_community", yes(3)),
        ("knows_budget", yes(5)),
        ("can_influence", yes(4)),
        ("trust_akim", trust(1)),
        ("trust_deputies", trust(4)),
        ("main_problem", any(&["water", "gas", "roads", "school", "health"], 1)),
        ("words", format!("Ауызсу мен жол керек, {number}-жауап.")),
    ];
    let answers: String = answers.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
    let xml = format!(
        "<?xml version='1.0' ?><data id=\"{FORM}\" version=\"{version}\">{answers}\
         <meta><instanceID>{instance}</instanceID></meta></data>"
    );
    Arrival {
        project: PROJECT.into(),
        form: FORM.into(),
        version: version.into(),
        instance,
        xml,
        at: at.into(),
        actor: "bench".into(),
        device: "bench".into(),
        ..Arrival::default()
    }
}
