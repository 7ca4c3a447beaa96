//! An import that is killed. A process that gets SIGKILL can do nothing any more, so this is a crash at that moment.

use super::village::{Rows, Village};
use super::{Order, empty_folder, program};
use crate::cargo::must_read;
use anyhow::Context;
use std::path::Path;
use std::time::{Duration, Instant};

/// So many times an import is killed.
const ROUNDS: u32 = 40;
/// So many of them as soon as the database file itself grows: then the rows are acknowledged in its log beside it, and
/// are being copied.
const COPYING: u32 = 8;
/// Parts per thousand by which the moment moves on from round to round: the golden section, whose multiples lie
/// evenly over the whole however many there are, and are the same in every run.
const STEP: u32 = 618;
/// In every other round the moment falls into this last part of the import, in parts per thousand, where it is written.
const END: u32 = 300;

/// Kills, opens again, looks, and repeats the import.
pub fn run(order: &Order) -> anyhow::Result<bool> {
    let village = Village::make(program(order)?, empty_folder("kill")?)?;
    let started = Instant::now();
    must_read(village.import(&village.copy("timed")?).as_mut())?;
    let mut whole = started.elapsed();
    println!("{} rows in {} ms undisturbed", village.undisturbed.0.len(), whole.as_millis());
    let (mut n_none, mut n_all, mut n_late, mut troubles) = (0, 0, 0, Vec::new());
    let mut round = 0;
    // A round whose import ended by itself teaches how long an import takes now, and is done again.
    while round < ROUNDS && n_late < 2 * ROUNDS {
        let data = village.copy("killed")?;
        let killed = match round.checked_sub(COPYING) {
            None => kill_when(&|_| has_grown(&data), &village, &data)?,
            Some(round) => kill_when(&|lasted| lasted >= moment(round, whole), &village, &data)?,
        };
        let judged = judge(&village, &data);
        eprintln!(
            "round {round}: {}",
            judged.as_ref().map_or("trouble".into(), |n_rows| format!("{n_rows} rows left"))
        );
        match (judged, killed) {
            (Err(trouble), _) => troubles.push(format!("round {round}: {trouble:#}")),
            (Ok(_), Err(_)) => {}
            (Ok(0), Ok(())) => n_none += 1,
            (Ok(_), Ok(())) => n_all += 1,
        }
        match killed {
            Ok(()) => round += 1,
            Err(lasted) => (whole, n_late) = (lasted, n_late + 1),
        }
        std::fs::remove_dir_all(&data)?;
    }
    println!("{round} imports killed: {n_none} left no row, {n_all} all rows; {n_late} more ended before the kill");
    if troubles.is_empty() {
        println!("after a second import every row was there once, with the event numbers of an undisturbed one");
    }
    troubles.iter().for_each(|trouble| println!("TROUBLE in {trouble}"));
    Ok(troubles.is_empty())
}

/// Kills an import when it is time; an error is how long one lasted that ended by itself.
fn kill_when(
    is_time: &dyn Fn(Duration) -> bool,
    village: &Village,
    data: &Path,
) -> anyhow::Result<Result<(), Duration>> {
    let started = Instant::now();
    let mut import = village.import(data).spawn().context("cannot start the import")?;
    while !is_time(started.elapsed()) {
        if import.try_wait()?.is_some() {
            return Ok(Err(started.elapsed()));
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    import.kill()?;
    // One that ended at the very moment has an exit code of its own.
    let ended = import.wait()?;
    Ok(if ended.code().is_none() { Ok(()) } else { Err(started.elapsed()) })
}

/// Whether the database file is larger than it was before any import.
fn has_grown(data: &Path) -> bool {
    let length = |folder: &Path| std::fs::metadata(folder.join("auyl.sqlite")).map_or(0, |file| file.len());
    length(data) > length(&data.with_file_name("before"))
}

fn moment(round: u32, whole: Duration) -> Duration {
    let part = round * STEP % 1000;
    let part = if round.is_multiple_of(2) { part } else { 1000 - END + part * END / 1000 };
    whole * part / 1000
}

/// How many rows the killed import left, after everything that must hold was looked at.
fn judge(village: &Village, data: &Path) -> anyhow::Result<usize> {
    let left = village.rows(data).context("after the kill")?;
    must_be_whole(village, data, &left).context("after the kill")?;
    must_read(village.import(data).as_mut()).context("the second import")?;
    let rows = village.rows(data)?;
    must_be_whole(village, data, &rows).context("after the second import")?;
    anyhow::ensure!(!rows.0.is_empty(), "after the second import there is nothing");
    Ok(left.0.len())
}

/// All rows or none, under the same numbers as undisturbed, and a log that is whole.
pub fn must_be_whole(village: &Village, data: &Path, rows: &Rows) -> anyhow::Result<()> {
    let (n, all) = (rows.0.len(), village.undisturbed.0.len());
    anyhow::ensure!(n == 0 || n == all, "{n} of {all} rows are there");
    anyhow::ensure!(rows.are_in_a_row(), "the event numbers of the rows have gaps");
    anyhow::ensure!(n == 0 || *rows == village.undisturbed, "the rows have other event numbers than undisturbed");
    let troubles = village.troubles_of_the_log(data)?;
    anyhow::ensure!(troubles.is_empty(), "the log: {}", troubles.join("; "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_moments_lie_all_over_the_import_and_thickest_at_its_end() {
        let whole = Duration::from_millis(1000);
        let moments: Vec<u128> = (0..ROUNDS).map(|round| moment(round, whole).as_millis()).collect();
        let tenths: BTreeSet<u128> = moments.iter().map(|moment| moment / 100).collect();
        assert_eq!(tenths, (0..10).collect());
        assert!(moments.iter().filter(|moment| **moment >= 700).count() > moments.len() / 2);
    }
}
