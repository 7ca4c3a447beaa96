//! A disk that becomes full under a server: phones are told to come again and keep what they have, a page says in the
//! person's language what is the matter and what they typed; with room again everything arrives, once.

use super::full::{Disk, used_kb};
use super::submissions::must_be_kept;
use super::submissions::sent::Parcel;
use super::village::Village;
use super::{Order, empty_folder, program};
use crate::office::Office;
use crate::wire::{ask, connect};
use anyhow::{Context, ensure};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Submissions that are sent; the disk has room for some of them.
const PARCELS: u64 = 60;
/// Kilobytes that are left.
const LEFT_KB: u64 = 1_500;
/// With room again.
const ROOM_KB: u64 = 262_144;
const PATIENCE: Duration = Duration::from_secs(60);
/// What somebody typed beside the file.
const TYPED: &str = "Жиынның суреттері";

/// Fills a disk under a server and makes room again.
pub fn run(order: &Order) -> anyhow::Result<bool> {
    let folder = empty_folder("room")?;
    let disk = match Disk::of(folder.join("disk"), ROOM_KB) {
        Ok(disk) => disk,
        Err(trouble) => {
            println!("not run: mounting a disk in memory is not permitted here. {trouble:#}");
            return Ok(false);
        }
    };
    let met = meet(&program(order)?, &folder, &disk);
    match &met {
        Ok(told) => println!("{told}"),
        Err(trouble) => {
            let log = std::fs::read_to_string(disk.0.join("data.log")).unwrap_or_default();
            println!("phones on a full disk: TROUBLE: {trouble:#}\n{log}");
        }
    }
    Ok(met.is_ok())
}

fn meet(program: &Path, folder: &Path, disk: &Disk) -> anyhow::Result<String> {
    let data = disk.0.join("data");
    Village::begin(program, &data, &folder.join("phones.csv"))?;
    let office = Office::open(program, &data, None)?;
    let (project, name) = (office.project()?, office.project_id()?);
    let phone = office.phone("room")?;
    disk.resize(used_kb(&disk.0)? + LEFT_KB)?;
    let (mut arrived, mut later) = (0, 0);
    for parcel in (0..PARCELS).map(|number| Parcel::new(9, number)) {
        for file in 0..Parcel::FILES {
            match send(&office, &phone, &parcel, file)? {
                201 => arrived += 1,
                503 => later += 1,
                status => anyhow::bail!("a phone was answered with {status}"),
            }
        }
    }
    ensure!(arrived > 0 && later > 0, "{arrived} arrived, {later} did not: the disk is not what this is about");
    let page = upload(&office, &name)?;
    disk.resize(ROOM_KB)?;
    for parcel in (0..PARCELS).map(|number| Parcel::new(9, number)) {
        for file in 0..Parcel::FILES {
            let status = send(&office, &phone, &parcel, file)?;
            let number = &parcel.instance;
            ensure!(status == 201, "with room again file {file} of {number} was answered with {status}");
        }
        must_be_kept(&office, project, &parcel, &(0..Parcel::FILES).collect::<BTreeSet<_>>())?;
    }
    Ok(format!(
        "phones on a disk that became full: {arrived} requests arrived, {later} were told to come again (503); with room \
         all {PARCELS} submissions once and whole\nan upload there: {page}"
    ))
}

fn send(office: &Office, phone: &str, parcel: &Parcel, file: usize) -> anyhow::Result<u16> {
    let request = parcel.request(&office.address, phone, file, true);
    let answer = ask(&mut connect(&office.address, PATIENCE)?, &request)?;
    let said = String::from_utf8_lossy(&answer.body).into_owned();
    ensure!(said.contains("<OpenRosaResponse"), "{}: {said}", answer.status);
    Ok(answer.status)
}

/// What the page says to somebody who uploads a photo of an event.
fn upload(office: &Office, project: &str) -> anyhow::Result<String> {
    let mut body = Vec::new();
    for (name, value) in [("event", "e1"), ("kind", "photo"), ("title", TYPED)] {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"photo.jpg\"\r\n\r\n");
    body.extend([&b"\xff\xd8\xff\xe0"[..], &[7u8; 3_000_000]].concat());
    body.extend(b"\r\n--b--\r\n");
    let answer = office.post(&format!("/p/{project}/upload"), "multipart/form-data; boundary=b", &body)?;
    let page = String::from_utf8_lossy(&answer.body).into_owned();
    ensure!(answer.status == 503, "the page answered {}", answer.status);
    let again = page.split('"').find(|part| part.ends_with("#upload")).context("no way back to the form")?;
    let event = office.get(&again.replace("&#38;", "&").replace("&amp;", "&"))?;
    let event = String::from_utf8_lossy(&event.body).into_owned();
    ensure!(event.contains(&format!("value=\"{TYPED}\"")), "what was typed is gone");
    let sentence = page.lines().find_map(|line| line.split("</span> ").nth(1)).unwrap_or_default();
    Ok(format!(
        "{}, “{}”, and the form shows what was typed",
        answer.status,
        sentence.split('<').next().unwrap_or_default()
    ))
}
