//! What the machine has and what it lacks: programs on PATH, and Debian packages that bring those that are missing.

use crate::cargo::{cargo, must_read, must_run};
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program of this name on PATH.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// Whether we may install packages here.
pub fn is_root() -> anyhow::Result<bool> {
    Ok(must_read(Command::new("id").arg("-u"))?.trim() == "0")
}

/// Installs Debian packages, or says with `advice` who should.
pub fn install(packages: &[&str], advice: &str) -> anyhow::Result<()> {
    if !is_root()? || !Path::new("/usr/bin/apt-get").exists() {
        bail!("{advice}");
    }
    println!("installing with apt-get: {}", packages.join(", "));
    let mut update = Command::new("apt-get");
    let mut install = Command::new("apt-get");
    update.args(["update", "-qq"]);
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
    for command in [&mut update, &mut install] {
        command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null());
        must_run(command).with_context(|| advice.to_string())?;
    }
    Ok(())
}

/// Where cargo builds; tools of the tests live there, too, and go with `cargo clean`.
pub fn target() -> anyhow::Result<PathBuf> {
    let metadata = must_read(&mut cargo(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata).context("cargo metadata is no JSON")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?;
    Ok(PathBuf::from(folder))
}
