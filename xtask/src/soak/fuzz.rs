//! Every target of the folder `fuzz`, one after the other. They are built by the compiler we have: what libFuzzer needs,
//! the counting of branches, is a pass of LLVM that stable Rust can ask for, and ours has no unsafe code that a
//! sanitizer could look into.

use super::{Order, empty_folder, target_folder};
use crate::cargo::{cargo, must_read, must_run, root};
use anyhow::Context;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Memory that a target may take. The largest file a reader admits unpacks to 200 MB.
const MEMORY_MB: u32 = 2048;
/// Seconds that one input may take.
const PATIENCE: u32 = 10;
/// A target that crashes goes on with the time it has left, so often.
const MOST_CRASHES: usize = 5;

const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// What came of one target.
#[derive(Default)]
struct Outcome {
    runs: u64,
    new_inputs: u64,
    crashes: usize,
    memory_mb: u64,
}

/// Builds and runs all targets and prints the table.
pub fn run(order: &Order) -> anyhow::Result<bool> {
    let targets = targets()?;
    let host = must_read(Command::new("rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say where it runs")?;
    let folder = target_folder().join("fuzz");
    // With `--target` the flags reach what is fuzzed and not the build scripts, which could not be linked with them.
    let build = ["build", "--quiet", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host];
    must_run(cargo(build).env("RUSTFLAGS", FLAGS).arg("--target-dir").arg(&folder))
        .context("the targets are not built; libFuzzer needs a C++ compiler: `apt-get install g++`")?;
    let programs = folder.join(host).join("release");
    let work = empty_folder("fuzz")?;
    let mut outcomes = Vec::new();
    for target in &targets {
        eprintln!("{target}: {} s", order.seconds);
        outcomes.push(fuzz(&programs.join(target), &work.join(target), order.seconds)?);
    }
    println!("{:<12} {:>10} {:>11} {:>8} {:>7}", "target", "runs", "new inputs", "crashes", "MB");
    for (target, Outcome { runs, new_inputs, crashes, memory_mb }) in targets.iter().zip(&outcomes) {
        println!("{target:<12} {runs:>10} {new_inputs:>11} {crashes:>8} {memory_mb:>7}");
    }
    let n_crashes: usize = outcomes.iter().map(|outcome| outcome.crashes).sum();
    if n_crashes > 0 {
        println!("What crashed lies in {}/TARGET/found, its words in TARGET/log.", work.display());
    }
    Ok(n_crashes == 0)
}

/// The targets, as their manifest names them.
fn targets() -> anyhow::Result<Vec<String>> {
    let manifest: toml::Table = std::fs::read_to_string(root().join("fuzz/Cargo.toml"))?.parse()?;
    let programs = manifest.get("bin").and_then(toml::Value::as_array).context("no targets in fuzz/Cargo.toml")?;
    Ok(programs.iter().filter_map(|one| one.get("name")?.as_str().map(str::to_owned)).collect())
}

fn fuzz(program: &Path, folder: &Path, seconds: u32) -> anyhow::Result<Outcome> {
    let (inputs, found) = (folder.join("inputs"), folder.join("found"));
    std::fs::create_dir_all(&inputs)?;
    std::fs::create_dir_all(&found)?;
    let mut outcome = Outcome::default();
    let until = Instant::now() + Duration::from_secs(seconds.into());
    let mut log = String::new();
    while outcome.crashes < MOST_CRASHES {
        let left = until.saturating_duration_since(Instant::now()).as_secs();
        if left == 0 {
            break;
        }
        let ended = Command::new(program)
            .arg(&inputs)
            .args([format!("-max_total_time={left}"), format!("-timeout={PATIENCE}")])
            .args([format!("-rss_limit_mb={MEMORY_MB}"), "-print_final_stats=1".into()])
            .arg(format!("-artifact_prefix={}/", found.display()))
            .env("AUYL_SEEDS", &inputs)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let said = String::from_utf8_lossy(&ended.stderr);
        outcome.runs += figure(&said, "number_of_executed_units");
        outcome.new_inputs += figure(&said, "new_units_added");
        outcome.memory_mb = outcome.memory_mb.max(figure(&said, "peak_rss_mb"));
        outcome.crashes += usize::from(!ended.status.success());
        log += &said;
    }
    std::fs::write(folder.join("log"), log)?;
    Ok(outcome)
}

/// One of the figures that libFuzzer prints when it ends.
fn figure(said: &str, name: &str) -> u64 {
    let prefix = format!("stat::{name}:");
    said.lines().find_map(|line| line.strip_prefix(&prefix)?.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_of_libfuzzer_become_figures() {
        let said = "#9 DONE cov: 3\nstat::number_of_executed_units: 282100\nstat::new_units_added:          1094\n";
        assert_eq!((figure(said, "number_of_executed_units"), figure(said, "new_units_added")), (282_100, 1094));
    }

    #[test]
    fn every_target_has_its_file_and_every_file_is_a_target() {
        let mut named: Vec<String> = targets().unwrap().iter().map(|name| format!("{name}.rs")).collect();
        let files = std::fs::read_dir(root().join("fuzz/targets")).unwrap();
        let mut files: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        named.sort();
        files.sort();
        assert_eq!(named, files);
    }
}
