//! One chromedriver for the whole run, and a browser of its own for each story.
//!
//! A shell, the *keeper*, holds the other end of a pipe: when this process ends, in whichever way, the pipe closes, and
//! the keeper ends chromedriver and removes the folders of the browsers.

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// The environment variable that says that there is to be no browser: the stories then say so and do nothing.
const VARIABLE: &str = "AUYL_TEST_BROWSER";

const ADVICE: &str = "Chromium and chromedriver are needed for the tests of the pages and are not on this machine. \
                      Install them, on Debian with `apt-get install chromium chromium-driver`, and run this again; \
                      where there is to be no browser say AUYL_TEST_BROWSER=none.";

const KEEPER: &str = r#"
trap "" HUP INT TERM
"$1" --port=0 &
driver=$!
cat >/dev/null
kill "$driver"
wait "$driver"
rm -rf "$2"
"#;

struct Driver {
    address: String,
    folder: PathBuf,
    // Its input is the pipe: it stays open as long as this process lives.
    _keeper: Child,
}

/// Whether the stories of this run are played.
pub fn is_wanted() -> bool {
    let wanted = std::env::var(VARIABLE).map_or(true, |text| text != "none");
    if !wanted {
        eprintln!("not played: {VARIABLE}=none");
    }
    wanted
}

/// A browser with an empty memory, whose reader prefers Russian.
pub async fn open() -> Client {
    let driver = driver();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let profile = driver.folder.join(format!("browser-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    let downloads = profile.join("downloads");
    std::fs::create_dir_all(&downloads).expect("a folder");
    let mut capabilities = Capabilities::new();
    let options = json!({
        "binary": program("chromium").expect(ADVICE),
        // No sandbox: the tests may run as root in a container, and the only site it opens is our own.
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=ru",
            "--window-size=1280,900", format!("--user-data-dir={}", profile.display()),
        ],
        "prefs": { "intl.accept_languages": "ru", "download.default_directory": downloads },
    });
    capabilities.insert("browserName".into(), json!("chrome"));
    capabilities.insert("goog:chromeOptions".into(), options);
    // A page that asks whether it may be left is a page that lost something: the story must see the question.
    capabilities.insert("unhandledPromptBehavior".into(), json!("accept and notify"));
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities).connect(&driver.address).await.expect("a browser opens")
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
        let address = format!("http://127.0.0.1:{}", port.expect("chromedriver says its port"));
        // Nobody else reads what it says, and a full pipe would hold it up.
        std::thread::spawn(move || said.for_each(drop));
        Driver { address, folder, _keeper: keeper }
    })
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| Path::is_file(program))
}
