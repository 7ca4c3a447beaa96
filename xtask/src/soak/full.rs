//! An import that meets a full disk: small disks in memory, on which less and less is left. Needs the right to mount.

use super::kill::must_be_whole;
use super::village::{Village, copy_folder};
use super::{Order, empty_folder, program};
use crate::cargo::{must_read, must_run};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Kilobytes that are left for the import on each disk; the rows take about two megabytes.
const LEFT_KB: &[u64] = &[4, 16, 64, 128, 256, 512, 768, 1024];
/// The exit code of what was refused.
const REFUSED: i32 = 3;

/// A disk in memory; dropping it takes it down.
pub struct Disk(pub PathBuf);

impl Disk {
    /// Mounts one of a size.
    pub fn of(folder: PathBuf, kilobytes: u64) -> anyhow::Result<Disk> {
        std::fs::create_dir_all(&folder)?;
        let size = format!("size={kilobytes}k");
        must_read(Command::new("mount").args(["-t", "tmpfs", "-o", &size, "auyl-soak"]).arg(&folder))?;
        Ok(Disk(folder))
    }

    /// Gives it another size; what is on it stays.
    pub fn resize(&self, kilobytes: u64) -> anyhow::Result<()> {
        let options = format!("remount,size={kilobytes}k");
        must_run(Command::new("mount").args(["-o", &options]).arg(&self.0))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let down = Command::new("umount").arg(&self.0).stdin(Stdio::null()).status();
        if !down.is_ok_and(|status| status.success()) {
            eprintln!("{} is still mounted; take it down with `umount`", self.0.display());
        }
    }
}

/// Imports onto every disk, looks, gives it room and repeats the import.
pub fn run(order: &Order) -> anyhow::Result<bool> {
    let folder = empty_folder("full")?;
    if let Err(trouble) = Disk::of(folder.join("try"), 64) {
        println!("not run: mounting a disk in memory is not permitted here. {trouble:#}");
        return Ok(false);
    }
    let village = Village::make(program(order)?, folder.clone())?;
    let mut is_clean = true;
    for left in LEFT_KB {
        match meet(&village, &folder, *left) {
            Ok(()) => println!("{left:>5} kB left: refused with exit code {REFUSED}, no row; with room all rows"),
            Err(trouble) => {
                is_clean = false;
                println!("{left:>5} kB left: TROUBLE: {trouble:#}");
            }
        }
    }
    Ok(is_clean)
}

fn meet(village: &Village, folder: &Path, left_kb: u64) -> anyhow::Result<()> {
    let disk = Disk::of(folder.join(format!("disk-{left_kb}")), 65_536)?;
    let data = disk.0.join("data");
    copy_folder(&folder.join("before"), &data)?;
    disk.resize(used_kb(&disk.0)? + left_kb)?;
    let mut import = village.import(&data);
    let ended = import.stderr(Stdio::piped()).output()?;
    let said = String::from_utf8_lossy(&ended.stderr);
    ensure!(ended.status.code() == Some(REFUSED), "the import ended with {}: {}", ended.status, said.trim());
    // First as it is: somebody may look before they make room.
    let rows = village.rows(&data).context("on the full disk");
    disk.resize(65_536)?;
    let rows = match rows {
        Ok(rows) => rows,
        Err(trouble) => {
            println!("{left_kb:>5} kB left: cannot be read before there is room: {trouble:#}");
            village.rows(&data).context("with room again")?
        }
    };
    ensure!(rows.0.is_empty(), "{} rows are there", rows.0.len());
    must_be_whole(village, &data, &rows)?;
    must_read(village.import(&data).as_mut()).context("the second import")?;
    must_be_whole(village, &data, &village.rows(&data)?)
}

/// Kilobytes in use on a disk.
pub fn used_kb(folder: &Path) -> anyhow::Result<u64> {
    let said = must_read(Command::new("df").args(["-k", "--output=used"]).arg(folder))?;
    said.lines().nth(1).and_then(|line| line.trim().parse().ok()).context("`df` prints no number")
}
