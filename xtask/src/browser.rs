//! `cargo xtask browser`: the daily jobs in a real browser, and every page under the eye of axe. What they need is
//! installed first: Chromium and chromedriver from Debian, axe-core from npm.

use crate::cargo::{cargo, must_run, root};
use crate::machine;
use anyhow::Context;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// The version of axe-core that looks at the pages.
const AXE: &str = "4.14.1";

/// Plays the stories; further arguments go to the test program.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    prepare()?;
    must_run(cargo(["test", "--package", "auyl-server", "--test", "browser", "--"]).args(arguments))?;
    Ok(ExitCode::SUCCESS)
}

/// Installs and fetches what the stories need and the machine lacks.
pub fn prepare() -> anyhow::Result<()> {
    let missing: Vec<&str> = [("chromium", "chromium"), ("chromedriver", "chromium-driver")]
        .into_iter()
        .filter_map(|(program, package)| machine::program(program).is_none().then_some(package))
        .collect();
    if !missing.is_empty() {
        machine::install(
            &missing,
            "Chromium and chromedriver are needed for the tests of the pages and are not on this machine. Install them, \
             on Debian with `apt-get install chromium chromium-driver`, and run this again.",
        )?;
    }
    let folder = machine::target()?.join("tmp/axe-core");
    if !is_there(&folder) {
        fetch(&folder)?;
    }
    println!(
        "Chromium and chromedriver from {}; axe-core {AXE}",
        machine::program("chromium").unwrap_or_default().display()
    );
    Ok(())
}

/// Whether the right version lies where the tests look for it.
fn is_there(folder: &Path) -> bool {
    let package = std::fs::read_to_string(folder.join("package/package.json")).unwrap_or_default();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap_or_default();
    package["version"] == AXE && folder.join("package/axe.min.js").is_file()
}

fn fetch(folder: &Path) -> anyhow::Result<()> {
    let advice = format!(
        "axe-core {AXE} looks at the pages and is not on this machine; npm fetches it. Install npm, on Debian with \
         `apt-get install npm`, or unpack the package axe-core {AXE} of npm into {}, and run this again.",
        folder.display()
    );
    if machine::program("npm").is_none() {
        machine::install(&["npm"], &advice)?;
    }
    println!("fetching axe-core {AXE} with npm");
    // A version that was left there is not what is asked for.
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut pack = Command::new("npm");
    // What npm has fetched before it gives without a network.
    pack.args(["pack", "--silent", "--prefer-offline", &format!("axe-core@{AXE}"), "--pack-destination"]).arg(folder);
    must_run(pack.current_dir(root()).stdin(Stdio::null()).stdout(Stdio::null())).with_context(|| advice.clone())?;
    let archive = folder.join(format!("axe-core-{AXE}.tgz"));
    must_run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(folder)).context(advice)
}
