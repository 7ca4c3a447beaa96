//! A server that is killed while phones send. Eight phones send submissions with files, several requests each, and send
//! again until they are told that it arrived; meanwhile the server is killed at moments that nobody chose and starts
//! again. What was acknowledged must be there once, byte for byte; of what was not, nothing may be half there.

pub mod sent;

use self::sent::{Dice, PHONES, Parcel, Phone};
use super::village::Village;
use super::{Order, empty_folder, program};
use crate::office::Office;
use anyhow::{Context, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The server lives at most so long between two looks.
const LONGEST_MS: u64 = 500;
/// Submissions that are looked at after each start: those acknowledged last, in the server's last moments.
const LAST: usize = 20;
/// Who looks at all of them at the end, at once.
const LOOKING: usize = 4;
/// What arrived has become records after so long.
const PATIENCE: Duration = Duration::from_secs(300);

/// What was acknowledged: a submission, and which of its files.
#[derive(Default)]
struct Acknowledged {
    parcels: BTreeMap<String, (Parcel, BTreeSet<usize>)>,
    /// Instances since the last look, the newest last.
    news: Vec<String>,
}

/// Kills, starts again and looks, so often as was asked for.
pub fn run(order: &Order) -> anyhow::Result<bool> {
    let folder = empty_folder("submissions")?;
    let data = folder.join("data");
    Village::begin(&program(order)?, &data, &folder.join("before"))?;
    let mut office = Office::open(&program(order)?, &data, None)?;
    let project = office.project()?;
    let phones = (0..PHONES).map(|number| {
        let address = office.phone(&format!("phone {number}"))?;
        Ok(Phone::new(number, office.address.clone(), address))
    });
    let phones = phones.collect::<anyhow::Result<Vec<_>>>()?;
    let (acknowledged, is_over) = (Mutex::new(Acknowledged::default()), AtomicBool::new(false));
    let mut troubles = Vec::new();
    let begun = Instant::now();
    let met = std::thread::scope(|scope| {
        let sending: Vec<_> = phones
            .into_iter()
            .map(|mut phone| {
                let (acknowledged, is_over) = (&acknowledged, &is_over);
                scope.spawn(move || {
                    phone.send_until(is_over, &|parcel, file| {
                        let mut all = acknowledged.lock().expect("no phone panics");
                        let known = all.parcels.entry(parcel.instance.clone());
                        known.or_insert_with(|| (parcel.clone(), BTreeSet::new())).1.insert(file);
                        all.news.push(parcel.instance.clone());
                    })
                })
            })
            .collect();
        let mut dice = Dice::of(7);
        for round in 1..=order.rounds {
            std::thread::sleep(Duration::from_millis(dice.below(LONGEST_MS)));
            office.kill();
            if let Err(trouble) = restart_and_look(&mut office, project, &acknowledged) {
                troubles.push(format!("round {round}: {trouble:#}"));
            }
            if round % 20 == 0 {
                let n = acknowledged.lock().expect("no phone panics").parcels.len();
                eprintln!("round {round}: {n} submissions acknowledged, {} s", begun.elapsed().as_secs());
            }
        }
        is_over.store(true, Ordering::Relaxed);
        let met = sending.into_iter().map(|phone| phone.join().expect("no phone panics"));
        met.collect::<anyhow::Result<Vec<_>>>()
    });
    match met {
        Ok(met) => println!(
            "{} times killed; {} requests ended without an answer, {} were refused for a moment",
            order.rounds,
            met.iter().map(|met| met.cut).sum::<usize>(),
            met.iter().map(|met| met.later).sum::<usize>()
        ),
        Err(trouble) => troubles.push(format!("a phone: {trouble:#}")),
    }
    let all = acknowledged.into_inner().expect("no phone panics");
    match look_at_all(&office, project, &all) {
        Ok(told) => println!("{told}"),
        Err(trouble) => troubles.push(format!("at the end: {trouble:#}")),
    }
    println!("{:.0} s", begun.elapsed().as_secs_f64());
    troubles.iter().for_each(|trouble| println!("TROUBLE in {trouble}"));
    Ok(troubles.is_empty())
}

/// Starts the server again and looks at what was acknowledged since the last look.
fn restart_and_look(office: &mut Office, project: i64, acknowledged: &Mutex<Acknowledged>) -> anyhow::Result<()> {
    // Taken while no server is running: all of it was acknowledged by one that is dead.
    let news: Vec<(Parcel, BTreeSet<usize>)> = {
        let mut all = acknowledged.lock().expect("no phone panics");
        let news = std::mem::take(&mut all.news);
        let last: BTreeSet<&String> = news.iter().rev().take(LAST).collect();
        last.into_iter().filter_map(|instance| all.parcels.get(instance).cloned()).collect()
    };
    office.start()?;
    news.iter().try_for_each(|(parcel, files)| must_be_kept(office, project, parcel, files))
}

/// A submission as it was sent, and each file that was acknowledged with it.
pub fn must_be_kept(office: &Office, project: i64, parcel: &Parcel, files: &BTreeSet<usize>) -> anyhow::Result<()> {
    let at = format!("/v1/projects/{project}/forms/{}/submissions/{}", Parcel::FORM, parcel.instance);
    let xml = office.get(&format!("{at}.xml"))?.body;
    ensure!(xml == parcel.xml().as_bytes(), "{} is not what was sent", parcel.instance);
    for file in files {
        let name = parcel.file_name(*file);
        let bytes = office.get(&format!("{at}/attachments/{name}")).with_context(|| parcel.instance.clone())?.body;
        ensure!(bytes == parcel.file(*file), "{name} of {} is not what was sent", parcel.instance);
    }
    Ok(())
}

/// Everything once, with all files; and a record of each.
fn look_at_all(office: &Office, project: i64, all: &Acknowledged) -> anyhow::Result<String> {
    let list = office.get(&format!("/v1/projects/{project}/forms/{}/submissions", Parcel::FORM))?;
    let list: Value = serde_json::from_slice(&list.body)?;
    let listed: Vec<&str> =
        list.as_array().context("no list")?.iter().filter_map(|it| it["instanceId"].as_str()).collect();
    let once: BTreeSet<&str> = listed.iter().copied().collect();
    ensure!(once.len() == listed.len(), "{} submissions are there twice", listed.len() - once.len());
    let sent: BTreeSet<&str> = all.parcels.keys().map(String::as_str).collect();
    ensure!(once == sent, "{} are there, {} were sent to their end", once.len(), sent.len());
    let parcels: Vec<&(Parcel, BTreeSet<usize>)> = all.parcels.values().collect();
    let look = |parcels: &[&(Parcel, BTreeSet<usize>)]| -> anyhow::Result<usize> {
        let mut bytes = 0;
        for (parcel, files) in parcels {
            ensure!(files.len() == Parcel::FILES, "{} was not sent to its end", parcel.instance);
            must_be_kept(office, project, parcel, files)?;
            bytes += files.iter().map(|file| parcel.file(*file).len()).sum::<usize>();
        }
        Ok(bytes)
    };
    let bytes = std::thread::scope(|scope| {
        let parts = parcels.chunks(parcels.len().div_ceil(LOOKING).max(1));
        let looking: Vec<_> = parts.map(|part| scope.spawn(move || look(part))).collect();
        looking.into_iter().map(|part| part.join().expect("it only looks")).sum::<anyhow::Result<usize>>()
    })?;
    let begun = Instant::now();
    let mut records = office.figure("count(evidence)")?;
    while records < listed.len() as u64 && begun.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(500));
        records = office.figure("count(evidence)")?;
    }
    ensure!(records == listed.len() as u64, "{records} records of {} submissions", listed.len());
    let troubles = Village::troubles_of(office.auyl())?;
    ensure!(troubles.is_empty(), "the log: {}", troubles.join("; "));
    Ok(format!(
        "{} submissions are there once, byte for byte, with {} files ({} MB) and one record each; the log is whole",
        listed.len(),
        listed.len() * Parcel::FILES,
        bytes >> 20
    ))
}
