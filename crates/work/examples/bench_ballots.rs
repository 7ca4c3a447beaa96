//! Ten thousand ballots out of the offline queues of twenty phones: every third sent twice, every tenth code typed on two
//! phones, all of it shuffled, and every package once more as after a program that was killed. Prints how many were counted and
//! how long it took. `bench_ballots 10000 FOLDER`; started by `cargo xtask bench`.

use auyl_domain::ballot_code::BallotCode;
use auyl_domain::draft::Draft;
use auyl_domain::id::sha256;
use auyl_domain::views::{BALLOT, BALLOT_ROUND, PLACE, PROPOSAL};
use auyl_store::submissions::Arrival;
use auyl_store::{Place, Store};
use auyl_work::ballots::{Setting, count};
use auyl_work::edit::{Change, change};
use auyl_work::import::Faulty;
use auyl_work::project::Doing;
use auyl_work::{Project, catalogue, intake};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

const AT: &str = "2026-11-28T09:00:00Z";
const ROUND: &str = "r1";

async fn put(project: &Project, register: &str, text: &str) {
    let draft = Draft::of(text.split(", ").filter_map(|pair| pair.split_once('=')));
    let doing = Doing { actor: "cli".into(), at: AT.into() };
    let change_of = Change { register, draft, base: None, silent: &[] };
    change(project, change_of, Faulty::Keep, &doing).await.expect("kept");
}

fn code(n: usize) -> BallotCode {
    let digest = sha256(&n.to_le_bytes());
    let mut bytes = [0; BallotCode::CHANCE];
    bytes.iter_mut().zip(digest.bytes()).for_each(|(byte, of)| *byte = of);
    // Digits and letters of a digest are few: the number itself parts the codes.
    (0..4).for_each(|at| bytes[at] = (n >> (5 * at)) as u8);
    BallotCode::of(bytes)
}

async fn project(folder: PathBuf) -> Project {
    let (catalogue, _) = catalogue::read(None).expect("the catalogue is embedded");
    let catalogue = Arc::new(catalogue);
    let store = Store::open(&Place::Folder(folder), Arc::clone(&catalogue)).await.expect("a store");
    let doing = Doing { actor: "cli".into(), at: AT.into() };
    let project = Project::create(store, catalogue, "bench", &doing).await.expect("a project");
    put(&project, PLACE, "id=ulgi, title_kk=Үлгі, title_ru=Ульги, position=1").await;
    let round = "id=r1, title_kk=Дауыс, title_ru=Голоса, place=ulgi, kind=budget, form=approval, envelope=50000000, \
                 step=1000, opens_on=2026-11-01, closes_on=2026-11-30, state=draft";
    put(&project, BALLOT_ROUND, round).await;
    for n in 1..=30 {
        let cost = 900_000 + 450_000 * (n % 7);
        let text = format!(
            "id=p{n:02}, place=ulgi, title_kk=Ұсыныс {n}, title_ru=Предложение {n}, cost={cost}, raised_on=2026-10-01, \
             round=r1, state=admitted"
        );
        put(&project, PROPOSAL, &text).await;
    }
    project
}

async fn setting(project: &Project) -> Setting {
    Setting::of(project, ROUND).await.expect("a round")
}

async fn work(n_ballots: usize, folder: PathBuf) {
    let project = project(folder).await;
    let doing = Doing { actor: "cli".into(), at: AT.into() };
    let mut tx = project.store.begin("bench").await.expect("begun");
    let made = tx.ballot_box(ROUND, "key").await.expect("a box");
    let digests: Vec<String> = (0..n_ballots).map(|n| code(n).digest(&made.key)).collect();
    tx.add_ballot_codes(ROUND, "Ulgi", &digests).await.expect("codes");
    tx.commit().await.expect("committed");
    count::open(&project, &setting(&project).await, &doing).await.expect("opened");
    let forms = intake::forms(&project, AT).await.expect("forms");
    let version = forms.into_iter().find(|form| form.id == BALLOT).expect("a form").version;
    let sent = |instance: String, device: usize, n: usize, numbers: String| Arrival {
        project: "bench".into(),
        form: BALLOT.into(),
        version: version.clone(),
        at: AT.into(),
        actor: format!("cli-{device}"),
        device: format!("phone {device}"),
        xml: format!(
            "<data id=\"ballot\" version=\"{version}\"><round>r1</round><code>{}</code><numbers>{numbers}</numbers>\
             <meta><instanceID>{instance}</instanceID></meta></data>",
            code(n)
        ),
        instance,
        ..Arrival::default()
    };
    let mut sending: Vec<(String, Arrival)> = Vec::new();
    for n in 0..n_ballots {
        let numbers = format!("{} {} {}", 1 + n % 30, 1 + (n / 7) % 30, 1 + (n / 11) % 30);
        let mut distinct: Vec<&str> = numbers.split(' ').collect();
        distinct.sort_unstable();
        distinct.dedup();
        let numbers = distinct.join(" ");
        let one = sent(format!("uuid:{n}"), n % 20, n, numbers);
        for time in 0..1 + usize::from(n % 3 == 0) {
            sending.push((sha256(format!("{n} {time}").as_bytes()), one.clone()));
        }
        if n % 10 == 0 {
            sending.push((
                sha256(format!("{n} again").as_bytes()),
                sent(format!("uuid:again-{n}"), (n + 7) % 20, n, "3".into()),
            ));
        }
    }
    sending.sort_by(|a, b| a.0.cmp(&b.0));
    let started = Instant::now();
    for package in sending.chunks(40) {
        let package: Vec<Arrival> = package.iter().map(|(_, of)| of.clone()).collect();
        project.store.receive(&package).await.expect("received");
        project.store.receive(&package).await.expect("received again");
        intake::take(&project, AT, 25).await.expect("taken");
    }
    while intake::take(&project, AT, 100).await.expect("taken").taken > 0 {}
    let took = started.elapsed().as_secs_f64();
    let counting = Instant::now();
    count::close(&project, &setting(&project).await, &doing).await.expect("closed");
    let counted = counting.elapsed().as_secs_f64();
    let votes = setting(&project).await.votes().expect("a result");
    let used = votes.refused.iter().find(|(reason, _)| reason == "ballot-code-used").map_or(0, |(_, n)| *n);
    println!("sent {}", sending.len());
    println!("ballots {}", votes.ballots());
    println!("unreadable {}", votes.unreadable);
    println!("used_twice {used}");
    println!("take_seconds {took:.1}");
    println!("count_seconds {counted:.2}");
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let n = arguments.next().and_then(|n| n.parse().ok()).expect("how many ballots");
    let folder = arguments.next().expect("a folder");
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(work(n, folder.into()));
}
