//! The programs that measure: built for release, started one at a time, each in a process of its own, so that the peak
//! of memory is that of the one work.

use crate::cargo::{cargo, must_read, must_run};
use crate::machine;
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Where they are.
pub struct Programs {
    release: PathBuf,
}

/// What a program found: lines of a name and a number.
pub struct Found(BTreeMap<String, f64>);

/// A folder that is gone afterwards.
pub struct Folder(PathBuf);

impl Programs {
    /// Builds the program itself and those that measure.
    pub fn build() -> anyhow::Result<Programs> {
        must_run(&mut cargo(["build", "--release", "--package", "auyl-cli"]))?;
        must_run(&mut cargo([
            "build",
            "--release",
            "--examples",
            "--package",
            "auyl-domain",
            "--package",
            "auyl-store",
            "--package",
            "auyl-work",
        ]))?;
        Programs::built()
    }

    /// Those that were built last.
    pub fn built() -> anyhow::Result<Programs> {
        Ok(Programs { release: machine::target()?.join("release") })
    }

    /// Lets one of the measuring programs work in a folder.
    pub fn measure(&self, program: &str, work: &str, folder: &Folder) -> anyhow::Result<Found> {
        self.measure_with(program, &[work, &folder.0.to_string_lossy()])
    }

    /// Lets one of the measuring programs work.
    pub fn measure_with(&self, program: &str, arguments: &[&str]) -> anyhow::Result<Found> {
        let mut command = Command::new(self.release.join("examples").join(program));
        let printed = must_read(command.args(arguments))?;
        let lines = printed.lines().filter_map(|line| {
            let (name, number) = line.split_once(' ')?;
            Some((name.to_string(), number.parse().ok()?))
        });
        Ok(Found(lines.collect()))
    }

    /// The program itself.
    pub fn program(&self) -> PathBuf {
        self.release.join("auyl")
    }

    /// Begins an empty project in a folder.
    pub fn begin_project(&self, folder: &Folder, id: &str) -> anyhow::Result<()> {
        let mut command = Command::new(self.program());
        must_read(command.args(["--lang", "en", "--project", id, "init"]).env("AUYL_DATA", folder.path()))?;
        Ok(())
    }

    /// The median of so many starts of the program, in milliseconds.
    pub fn start(&self, argument: &str, times: usize) -> anyhow::Result<f64> {
        let program = self.program();
        let mut all = Vec::with_capacity(times);
        for _ in 0..times {
            let started = Instant::now();
            let status = Command::new(&program).arg(argument).stdout(Stdio::null()).status();
            status.with_context(|| format!("cannot start {}", program.display()))?;
            all.push(started.elapsed().as_secs_f64() * 1e3);
        }
        all.sort_by(f64::total_cmp);
        Ok(all[times / 2])
    }
}

impl Found {
    /// The number of this name.
    pub fn get(&self, name: &str) -> anyhow::Result<f64> {
        self.0.get(name).copied().with_context(|| format!("the measuring program did not print {name}"))
    }
}

impl Folder {
    /// A new one among the temporary files.
    pub fn new() -> anyhow::Result<Folder> {
        let name = (0..).map(|at| format!("auyl-bench-{}-{at}", std::process::id()));
        let mut paths = name.map(|name| std::env::temp_dir().join(name));
        let path = paths.find(|path| !path.exists()).context("no name for a folder")?;
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Folder(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies among the temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
