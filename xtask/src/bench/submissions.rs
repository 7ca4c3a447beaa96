//! Phones that send all at once: how many submissions a second are on the disk before they are acknowledged, beside the
//! work that makes records of them, and how much memory large files on their way in take.

use super::Line;
use super::programs::{Folder, Programs};
use crate::cargo::{must_read, root};
use crate::office::Office;
use crate::postgres::Postgres;
use crate::soak::auyl;
use crate::wire::{ask, connect};
use anyhow::{Context, bail, ensure};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The form: eighteen questions, and what a phone adds.
const FORM: &str = "survey_engagement";
/// Phones at once.
const CLIENTS: usize = 32;
/// Submissions that are there before.
const BEFORE: u32 = 150_000;
/// How long they send.
const SECONDS: f64 = 20.0;
/// Phones that send a film at once.
const FILMS: usize = 16;
/// Bytes of a film.
const FILM: usize = 100 << 20;
/// Forms of a long list, and how often it is asked for.
const FORMS: usize = 500;
const TURNS: usize = 101;
const PATIENCE: Duration = Duration::from_secs(60);

/// What one load found.
struct Load {
    sent: usize,
    seconds: f64,
    /// Milliseconds until the answer, sorted.
    times: Vec<f64>,
    /// Submissions that had no record yet when the last one was acknowledged.
    behind: u64,
    megabytes: f64,
}

impl Load {
    fn rate(&self) -> f64 {
        self.sent as f64 / self.seconds
    }

    fn below(&self, share: f64) -> f64 {
        let at = (self.times.len() as f64 * share / 100.0).ceil() as usize;
        self.times.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
    }

    fn told(&self) -> String {
        format!(
            "{:.0} a second, p50 {:.1} ms, p99 {:.1} ms; {} of {} without a record yet; {:.0} MB",
            self.rate(),
            self.below(50.0),
            self.below(99.0),
            self.behind,
            self.sent,
            self.megabytes
        )
    }
}

/// On SQLite: into a project that has hardly begun, and into a full one.
pub fn on_sqlite(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let fresh = load(programs, 0, None)?;
    let full = load(programs, BEFORE, None)?;
    let rate_holds = full.rate() >= 0.9 * fresh.rate();
    Ok(vec![
        Line {
            work: "submissions of 18 questions by 32 phones, durable before the answer, SQLite with 150 000",
            target: "1 500 a second, p99 80 ms",
            measured: full.told(),
            is_reached: full.rate() >= 1_500.0 && full.below(99.0) < 80.0,
        },
        Line { work: "the same with none before", target: "no faster", measured: fresh.told(), is_reached: rate_holds },
    ])
}

/// On PostgreSQL, with every wait for its disk.
pub fn on_postgres(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let postgres = Postgres::start_durable()?;
    let full = load(programs, BEFORE, Some(&postgres.url()))?;
    Ok(vec![Line {
        work: "the same, PostgreSQL with 150 000",
        target: "800 a second",
        measured: full.told(),
        is_reached: full.rate() >= 800.0,
    }])
}

fn load(programs: &Programs, before: u32, database: Option<&str>) -> anyhow::Result<Load> {
    let folder = Folder::new()?;
    let path = folder.path().to_string_lossy();
    let number = before.to_string();
    let arguments = [Some(number.as_str()), Some(&*path), database];
    let found = programs.measure_with("bench_submissions", &arguments.into_iter().flatten().collect::<Vec<_>>())?;
    let (received, taken) = (found.get("received_seconds")?, found.get("taken_seconds")?);
    println!("  {before} before: kept in {received:.1} s, made records in {taken:.1} s");
    let office = Office::open(&programs.program(), folder.path(), database)?;
    let counted = || office.figure(&format!("count({FORM})"));
    let at_first = counted()?;
    ensure!(at_first >= u64::from(before), "{at_first} records of {before} submissions");
    let phone = office.phone("bench")?;
    let version = version(&office, &phone)?;
    send_all(&office, &phone, &version, "warm", 1.0)?;
    let warm = counted()?;
    let mut load = send_all(&office, &phone, &version, "load", SECONDS)?;
    load.behind = (warm + load.sent as u64).saturating_sub(counted()?);
    load.megabytes = office.megabytes()?;
    println!("  {}", load.told());
    Ok(load)
}

/// The version of the form that the list names.
fn version(office: &Office, phone: &str) -> anyhow::Result<String> {
    let list = String::from_utf8(office.get(&format!("{phone}/formList"))?.body)?;
    let rest = list.split_once(&format!("<formID>{FORM}</formID>")).context("the form is not in the list")?.1;
    let version = rest.split_once("<version>").and_then(|(_, rest)| rest.split_once("</version>"));
    Ok(version.context("no version")?.0.to_string())
}

/// Every phone sends as fast as it is answered, for so long.
fn send_all(office: &Office, phone: &str, version: &str, run: &str, seconds: f64) -> anyhow::Result<Load> {
    let begun = Instant::now();
    let until = begun + Duration::from_secs_f64(seconds);
    let client = |client: usize| -> anyhow::Result<Vec<f64>> {
        let mut stream = connect(&office.address, PATIENCE)?;
        let mut times = Vec::with_capacity(10_000);
        let mut number = 0;
        while Instant::now() < until {
            let request = submission(&office.address, phone, version, run, client, number);
            let asked = Instant::now();
            send(&mut stream, &request)?;
            times.push(asked.elapsed().as_secs_f64() * 1e3);
            number += 1;
        }
        Ok(times)
    };
    let mut times = Vec::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CLIENTS).map(|number| scope.spawn(move || client(number))).collect();
        for thread in threads {
            times.extend(thread.join().expect("no client panics")?);
        }
        anyhow::Ok(())
    })?;
    let seconds = begun.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    Ok(Load { sent: times.len(), seconds, times, behind: 0, megabytes: 0.0 })
}

/// Sends, and waits for the 201; looks no closer than it must.
fn send(stream: &mut TcpStream, request: &[u8]) -> anyhow::Result<()> {
    stream.write_all(request)?;
    let mut answer = [0u8; 4096];
    let mut filled = 0;
    loop {
        let read = stream.read(&mut answer[filled..])?;
        ensure!(read > 0, "the server hung up");
        filled += read;
        // The envelope ends so.
        if answer[..filled].ends_with(b"</OpenRosaResponse>") {
            break;
        }
    }
    if !answer.starts_with(b"HTTP/1.1 201") {
        bail!("{}", String::from_utf8_lossy(&answer[..filled]));
    }
    Ok(())
}

fn submission(host: &str, phone: &str, version: &str, run: &str, client: usize, number: usize) -> Vec<u8> {
    let instance = format!("uuid:{:016x}-{run}-{client}-{number}", scattered(number * CLIENTS + client));
    let respondent = 1_000_000 + number * CLIENTS + client;
    let body = format!(
        "--phone\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"form.xml\"\r\n\
         Content-Type: text/xml\r\n\r\n\
         <?xml version='1.0' ?><data id=\"{FORM}\" version=\"{version}\">\
         <activity>a1-4</activity><wave>baseline</wave><place>qamystybas</place><answered_on>2024-05-14</answered_on>\
         <respondent>{respondent}</respondent><taken_how>interview</taken_how><gender>female</gender>\
         <age_band>33_45</age_band><ngo_member>no</ngo_member><engaged>yes</engaged>\
         <gathering_how_often>sometimes</gathering_how_often><knows_community>yes</knows_community>\
         <knows_budget>no</knows_budget><can_influence>yes</can_influence><trust_akim>middle</trust_akim>\
         <trust_deputies>low</trust_deputies><main_problem>water</main_problem>\
         <words>Ауызсу мен жол керек, қалғаны кейін.</words>\
         <meta><instanceID>{instance}</instanceID><timeStart>2024-05-14T10:00:00.000+05:00</timeStart>\
         <timeEnd>2024-05-14T10:12:00.000+05:00</timeEnd><deviceID>bench:{client}</deviceID></meta></data>\r\n\
         --phone--\r\n"
    );
    format!(
        "POST {phone}/submission?deviceID=bench%3A{client} HTTP/1.1\r\nHost: {host}\r\nX-OpenRosa-Version: 1.0\r\n\
         Content-Type: multipart/form-data; boundary=phone\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A number from which the next cannot be told: phones call their instances by chance, and an index is met everywhere.
fn scattered(number: usize) -> u64 {
    let mut bits = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits ^= bits >> 29;
    bits.wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Sixteen films of a hundred megabytes at once.
pub fn films(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    programs.measure_with("bench_submissions", &["0", &folder.path().to_string_lossy()])?;
    let office = Office::open(&programs.program(), folder.path(), None)?;
    let phone = office.phone("bench")?;
    let before = office.megabytes()?;
    let begun = Instant::now();
    let send = || {
        std::thread::scope(|scope| {
            let (office, phone) = (&office, &phone);
            let clients: Vec<_> = (0..FILMS).map(|client| scope.spawn(move || film(office, phone, client))).collect();
            clients.into_iter().try_for_each(|client| client.join().expect("no client panics"))
        })
    };
    let ((), most) = office.most_megabytes(send)?;
    let seconds = begun.elapsed().as_secs_f64();
    Ok(vec![Line {
        work: "memory while 16 phones send files of 100 MB",
        target: "120 MB",
        measured: format!("{most:.0} MB ({before:.0} MB before; all sent in {seconds:.0} s)"),
        is_reached: most < 120.0,
    }])
}

/// What a phone asks for most often, where there are very many forms.
pub fn form_list(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    let (data, catalogue) = (folder.path().join("data"), folder.path().join("catalogue"));
    let registers = catalogue.join("registers");
    std::fs::create_dir_all(&registers)?;
    let model = std::fs::read_to_string(root().join(format!("catalogue/registers/{FORM}.toml")))?;
    for number in 0..FORMS {
        let text = model.replace(&format!("id = \"{FORM}\""), &format!("id = \"survey_{number:03}\""));
        std::fs::write(registers.join(format!("survey_{number:03}.toml")), text)?;
    }
    let mut init = auyl(&programs.program(), &data);
    must_read(init.arg("init"))?;
    let office = Office::open_with(&programs.program(), &data, None, Some(&catalogue))?;
    let path = format!("{}/formList", office.phone("bench")?);
    let mut times = Vec::new();
    let mut forms = 0;
    for _ in 0..TURNS {
        let answer = office.get(&path)?;
        times.push(answer.milliseconds);
        forms = String::from_utf8(answer.body)?.matches("<formID>").count();
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let p95 = times[times.len() * 95 / 100];
    Ok(vec![Line {
        work: "form list with 500 forms for a phone: 95 of 100 answer within",
        target: "20 ms",
        measured: format!("{p95:.1} ms with {forms} forms (the first after a start {first:.0} ms)"),
        is_reached: p95 <= 20.0 && forms >= FORMS,
    }])
}

fn film(office: &Office, phone: &str, client: usize) -> anyhow::Result<()> {
    let instance = format!("uuid:film-{client}");
    let head = format!(
        "--phone\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"form.xml\"\r\n\r\n\
         <data id=\"evidence\" version=\"1\"><kind>video</kind><activity>a1-4</activity><file>film-{client}.mp4</file>\
         <meta><instanceID>{instance}</instanceID></meta></data>\r\n\
         --phone\r\nContent-Disposition: form-data; name=\"film-{client}.mp4\"; filename=\"film-{client}.mp4\"\r\n\r\n"
    );
    let tail = "\r\n--phone--\r\n";
    let request = format!(
        "POST {phone}/submission HTTP/1.1\r\nHost: {}\r\nContent-Type: multipart/form-data; boundary=phone\r\n\
         Content-Length: {}\r\n\r\n{head}",
        office.address,
        head.len() + FILM + tail.len()
    );
    let mut stream = connect(&office.address, PATIENCE)?;
    stream.write_all(request.as_bytes())?;
    // No two films are the same file.
    let mut piece: Vec<u8> = (0..1 << 20).map(|at: usize| (at * 31 + client * 7 + at / 251) as u8).collect();
    for number in 0..FILM / piece.len() {
        piece[..8].copy_from_slice(&(number * FILMS + client).to_le_bytes());
        stream.write_all(&piece)?;
    }
    let answer = ask(&mut stream, tail.as_bytes())?;
    ensure!(answer.status == 201, "a film was answered with {}", answer.status);
    Ok(())
}
