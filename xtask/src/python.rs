//! Programs of strangers that try ours: fetched with pip, each into a room of its own below the target folder, and the tests
//! that let them.

use crate::cargo::{cargo, must_read, must_run};
use crate::machine;
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// One of them.
pub struct Stranger {
    /// Its package on PyPI, and the name of its room.
    package: &'static str,
    /// The version that asks.
    version: &'static str,
    /// Its stories among those of strangers.
    stories: &'static str,
}

/// Tries the API against its description.
pub const SCHEMATHESIS: Stranger = Stranger { package: "schemathesis", version: "4.32.5", stories: "schema" };
/// Does what scripts for ODK Central do.
pub const PYODK: Stranger = Stranger { package: "pyodk", version: "1.3.0", stories: "odk" };

/// Does what scripts for Open311 do.
pub const GEOREPORT: Stranger = Stranger { package: "georeport", version: "0.3.1", stories: "georeport" };

/// Fetches those that are not there yet.
pub fn prepare() -> anyhow::Result<()> {
    [SCHEMATHESIS, PYODK, GEOREPORT].iter().try_for_each(Stranger::prepare)
}

impl Stranger {
    /// Fetches what is missing and lets it ask.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        self.prepare()?;
        must_run(&mut cargo(["test", "--package", "auyl-server", "--test", "strangers", self.stories]))?;
        Ok(ExitCode::SUCCESS)
    }

    fn prepare(&self) -> anyhow::Result<()> {
        let folder = machine::target()?.join("tmp").join(self.package);
        if !self.is_in(&folder) {
            self.fetch(&folder)?;
        }
        println!("{} {}: {}", self.package, self.version, folder.display());
        Ok(())
    }

    fn is_in(&self, folder: &Path) -> bool {
        let mut python = Command::new(python(folder));
        let ask = format!("import importlib.metadata as known; print(known.version('{}'))", self.package);
        must_read(python.args(["-c", &ask])).is_ok_and(|told| told.trim() == self.version)
    }

    fn fetch(&self, folder: &Path) -> anyhow::Result<()> {
        let Stranger { package, version, .. } = self;
        let advice = format!(
            "{package} {version} tries the server and is not on this machine; pip fetches it. Install Python 3.10 or newer \
             with its module venv, on Debian with `apt-get install python3-venv`, and run this again."
        );
        // A room that was begun and not finished is begun anew.
        let make = || {
            let _ = std::fs::remove_dir_all(folder);
            let mut python = Command::new("python3");
            must_read(python.args(["-m", "venv"]).arg(folder))
        };
        if make().is_err() {
            machine::install(&["python3-venv"], &advice)?;
            make().with_context(|| advice.clone())?;
        }
        println!("fetching {package} {version} with pip, about half a minute");
        let mut pip = Command::new(python(folder));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &format!("{package}=={version}")]);
        must_run(pip.stdin(Stdio::null())).context(advice)
    }
}

fn python(folder: &Path) -> PathBuf {
    folder.join("bin/python")
}
