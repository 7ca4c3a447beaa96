//! One chromedriver for the whole run, and a browser of its own for each story.
//!
//! A shell, the *keeper*, holds the other end of a pipe: when this process ends, in whichever way, the pipe closes, and
//! the keeper ends chromedriver and removes the folder of the browsers.

use crate::page::Page;
use crate::wire::call;
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// The environment variable that says that there is to be no browser: the stories then say so and do nothing.
const VARIABLE: &str = "AUYL_TEST_BROWSER";

const ADVICE: &str = "Chromium and chromedriver are needed for the tests of the pages and are not on this machine. \
                      `cargo xtask browser` installs what is missing and plays them; on Debian you may also say \
                      `apt-get install chromium chromium-driver`. Where there is to be no browser say \
                      AUYL_TEST_BROWSER=none.";

/// How long a page may keep a story waiting, in milliseconds. Only what never comes takes that long.
const PATIENCE: u32 = 30_000;

// Signals are ignored only after chromedriver has begun: it would inherit that, and not end when it is told to.
const KEEPER: &str = r#"
"$1" --port=0 &
driver=$!
trap "" HUP INT TERM
cat >/dev/null
kill "$driver"
wait "$driver"
rm -rf "$2"
"#;

/// Who looks, and with what.
#[derive(Clone, Copy)]
pub struct Look {
    /// Width of the window in CSS pixels; below 500 it is a telephone.
    pub width: u32,
    /// The language of the browser.
    pub lang: &'static str,
    /// Whether the browser runs the scripts of pages.
    pub scripts: bool,
}

/// A desk in an office.
pub const DESK: Look = Look { width: 1280, lang: "ru", scripts: true };
/// A telephone in a village.
pub const TELEPHONE: Look = Look { width: 360, lang: "kk", scripts: true };
/// A desk whose browser runs no scripts.
pub const PLAIN: Look = Look { width: 1280, lang: "ru", scripts: false };

struct Driver {
    address: String,
    folder: PathBuf,
    // Its input is the pipe: it stays open as long as this process lives.
    _keeper: Child,
}

/// Whether the stories of this run are played.
pub fn is_wanted() -> bool {
    let is_wanted = std::env::var(VARIABLE).map_or(true, |text| text != "none");
    if !is_wanted {
        // Not `eprintln!`: what a test that passes prints with it nobody sees.
        let _ = writeln!(std::io::stderr(), "not played: {VARIABLE}=none");
    }
    is_wanted
}

/// A browser with an empty memory that begins at an address of a site.
pub fn open(site: &str, look: Look) -> Page {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let profile = driver().folder.join(format!("browser-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    open_in(site, look, &profile)
}

/// The browser of a device whose battery went dead this moment, opened again with what had reached its disk.
pub fn open_again(page: &Page, look: Look) -> Page {
    let killed = Command::new("/bin/kill").args(["-9", &page.process.to_string()]).status();
    assert!(killed.is_ok_and(|status| status.success()), "the browser is killed");
    // Only so that chromedriver forgets it.
    let _ = page.close();
    open_in(&page.site, look, &page.profile)
}

fn open_in(site: &str, look: Look, profile: &Path) -> Page {
    let driver = driver();
    let downloads = profile.join("downloads");
    std::fs::create_dir_all(&downloads).expect("a folder");
    let options = json!({
        "binary": program("chromium").expect(ADVICE),
        // No sandbox: the tests may run as root in a container, and the only site it opens is our own.
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--window-size=1280,900", format!("--user-data-dir={}", profile.display()),
        ],
        "prefs": { "intl.accept_languages": look.lang, "download.default_directory": downloads },
    });
    let wanted = json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "timeouts": { "implicit": PATIENCE, "script": 2 * PATIENCE },
        // A page that asks whether it may be left is a page that loses something: the story must see the question.
        "unhandledPromptBehavior": "accept and notify",
    } } });
    let session = call(&driver.address, "POST", "/session", &wanted).expect("a browser opens");
    let page = Page {
        driver: driver.address.clone(),
        session: session["sessionId"].as_str().expect("a session").to_string(),
        process: session["capabilities"]["goog:processID"].as_u64().expect("a process"),
        site: site.into(),
        scripts: look.scripts,
        profile: profile.to_path_buf(),
        downloads,
    };
    page.resize(look.width);
    if !look.scripts {
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }
    page
}

fn driver() -> &'static Driver {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    DRIVER.get_or_init(|| {
        let (Some(chromedriver), Some(_)) = (program("chromedriver"), program("chromium")) else { panic!("{ADVICE}") };
        let folder = TempDir::new().expect("a folder").keep();
        let mut keeper = Command::new("/bin/sh")
            .args(["-c", KEEPER, "keeper"])
            .args([&chromedriver, &folder])
            // Ctrl-C in our terminal does not reach it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut said = BufReader::new(keeper.stdout.take().expect("its output is ours")).lines();
        let port = said.by_ref().map_while(Result::ok).find_map(|line| {
            line.split_once("started successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_string())
        });
        let address = format!("127.0.0.1:{}", port.expect("chromedriver says its port"));
        // Nobody else reads what it says, and a full pipe would hold it up.
        std::thread::spawn(move || said.for_each(drop));
        Driver { address, folder, _keeper: keeper }
    })
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| Path::is_file(program))
}
