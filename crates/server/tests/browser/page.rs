//! What somebody before a browser can do: go, look, press, type. Every look waits until there is something to see;
//! a condition is a path to what is seen when it holds.

use crate::wire::call;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The name under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys without a letter, as the protocol writes them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SPACE: &str = "\u{e00d}";
    pub const DOWN: &str = "\u{e015}";
    /// Held until the end of what is typed.
    pub const CONTROL: &str = "\u{e009}";
}

/// The page that a browser shows now.
pub struct Page {
    /// Where chromedriver listens.
    pub driver: String,
    /// Which of its browsers this is.
    pub session: String,
    /// The number of its process.
    pub process: u64,
    /// Where it keeps what it remembers.
    pub profile: PathBuf,
    /// The address of the site, without a path.
    pub site: String,
    /// Whether it runs the scripts of pages.
    pub scripts: bool,
    /// Where downloads arrive.
    pub downloads: PathBuf,
}

/// Something on the page.
pub struct Element(String);

impl Page {
    fn ask(&self, method: &str, path: &str, body: Json) -> Result<Json, String> {
        call(&self.driver, method, &format!("/session/{}{path}", self.session), &body)
    }

    fn must(&self, method: &str, path: &str, body: Json) -> Json {
        self.ask(method, path, body).unwrap_or_else(|trouble| panic!("{trouble}"))
    }

    /// Opens an address of the site.
    pub fn go(&self, path: &str) {
        self.must("POST", "/url", json!({ "url": format!("{}{path}", self.site) }));
    }

    /// Opens an address until it shows what is to be there by now. What is counted may lag behind the records for a
    /// moment where the machine is busy: a page shows the last count rather than make somebody wait.
    pub fn go_until(&self, path: &str, holds: impl Fn() -> bool) {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            self.go(path);
            if holds() {
                return;
            }
            assert!(Instant::now() < until, "{path} never shows what is to be there");
        }
    }

    /// The path and query of the address.
    pub fn address(&self) -> String {
        let address = self.must("GET", "/url", Json::Null);
        address.as_str().unwrap_or_default().trim_start_matches(&self.site).to_string()
    }

    /// Makes the browser somebody of the village, or nobody.
    pub fn be(&self, who: &str) {
        self.set_cookie("auyl", who);
    }

    /// A cookie of the site; the browser must be at an address of it.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.must("POST", "/cookie", json!({ "cookie": { "name": name, "value": value, "path": "/" } }));
    }

    /// How wide the window is, in CSS pixels; below 500 also in all else a telephone.
    pub fn resize(&self, width: u32) {
        let is_small = width < 500;
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": is_small });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Light or dark.
    pub fn set_dark(&self, is_dark: bool) {
        let value = if is_dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features);
    }

    /// Takes the network away from the page, or gives it back.
    pub fn set_network(&self, is_there: bool) {
        self.devtools("Network.enable", json!({}));
        let speed = if is_there { -1 } else { 0 };
        let conditions =
            json!({ "offline": !is_there, "latency": 0, "downloadThroughput": speed, "uploadThroughput": speed });
        self.devtools("Network.emulateNetworkConditions", conditions);
    }

    /// Closes the tab and goes on in a new one.
    pub fn new_tab(&self) {
        let tab = self.must("POST", "/window/new", json!({ "type": "tab" }));
        self.must("DELETE", "/window", Json::Null);
        self.must("POST", "/window", json!({ "handle": tab["handle"] }));
    }

    /// What only the browser's own tools can do.
    pub fn devtools(&self, command: &str, parameters: Json) {
        self.must("POST", "/goog/cdp/execute", json!({ "cmd": command, "params": parameters }));
    }

    /// What a script of ours gives in the world of the page.
    pub fn run(&self, script: &str, arguments: &[Json]) -> Json {
        self.must("POST", "/execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// The first element of a path: XPath where it begins with `/`, CSS otherwise.
    pub fn see(&self, path: &str) -> Element {
        let using = if path.starts_with('/') { "xpath" } else { "css selector" };
        let found = self.ask("POST", "/element", json!({ "using": using, "value": path }));
        let found = found.unwrap_or_else(|_| panic!("`{path}` is not seen at {}", self.address()));
        Element(found[ELEMENT].as_str().expect("an element").to_string())
    }

    /// What is to be read of an element.
    pub fn text(&self, path: &str) -> String {
        self.of(path, "/text")
    }

    /// A property of an element: `value` of what is typed.
    pub fn property(&self, path: &str, name: &str) -> String {
        self.of(path, &format!("/property/{name}"))
    }

    /// Does something to an element, or asks something of it. What a page that is just left shows goes stale between being
    /// seen and being touched: then it is looked for again, on the page that follows.
    fn act(&self, method: &str, path: &str, what: &str, body: &Json) -> Json {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            match self.ask(method, &format!("/element/{}{what}", self.see(path).0), body.clone()) {
                Ok(done) => return done,
                Err(trouble) => {
                    assert!(trouble.contains("stale element") && Instant::now() < until, "{path}: {trouble}");
                }
            }
        }
    }

    fn of(&self, path: &str, what: &str) -> String {
        let found = self.act("GET", path, what, &Json::Null);
        found.as_str().map_or_else(|| found.to_string(), str::to_string)
    }

    /// Presses a button, a link, a box.
    pub fn press(&self, path: &str) {
        self.act("POST", path, "/click", &json!({}));
    }

    /// Says yes to what the browser asks.
    pub fn agree(&self) {
        self.must("POST", "/alert/accept", json!({}));
    }

    /// Types into a field, or gives a file field its files, one a line.
    pub fn fill(&self, path: &str, text: &str) {
        self.act("POST", path, "/value", &json!({ "text": text }));
    }

    /// Empties a field.
    pub fn clear(&self, path: &str) {
        self.act("POST", path, "/clear", &json!({}));
    }

    /// Types to whatever has the focus: by the keyboard alone.
    pub fn keys(&self, text: &str) {
        let active = self.must("GET", "/element/active", Json::Null);
        let active = active[ELEMENT].as_str().expect("something has the focus").to_string();
        self.must("POST", &format!("/element/{active}/value"), json!({ "text": text }));
    }

    /// The name of what has the focus.
    pub fn focus(&self) -> String {
        self.run("return document.activeElement.id", &[]).as_str().unwrap_or_default().to_string()
    }

    /// Nobody pushes the page sideways to read it.
    pub fn fits(&self) {
        assert_eq!(self.over(), 0, "{} is too wide by so many pixels", self.address());
    }

    /// By how many pixels the page is wider than the window.
    pub fn over(&self) -> i64 {
        let over = self.run("const e = document.documentElement; return e.scrollWidth - e.clientWidth", &[]);
        over.as_i64().expect("a number")
    }

    /// Texts that stand one letter below the other, because what they are in has become too narrow.
    pub fn squeezed(&self) -> Vec<String> {
        let script = "const narrow = (e) => { const { width, height } = e.getBoundingClientRect();
                return width > 2 && width < 30 && height > 100 && e.textContent.trim().length > 4; };
            return [...document.querySelectorAll('main *')].filter(narrow).map((e) => e.textContent.trim().slice(0, 60))";
        let found = self.run(script, &[]);
        found.as_array().into_iter().flatten().map(Json::to_string).collect()
    }

    /// The file that a press has the browser save, when it has arrived whole.
    pub fn downloaded(&self, name_ends: &str) -> Vec<u8> {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            let files = std::fs::read_dir(&self.downloads).expect("the folder of downloads").flatten();
            let mut files = files.map(|file| file.path());
            if let Some(file) = files.find(|path| path.to_string_lossy().ends_with(name_ends)) {
                return std::fs::read(file).expect("a file that was saved");
            }
            assert!(Instant::now() < until, "no file {name_ends} arrives");
            // No event of the protocol tells of it; the file has its name only once it is whole.
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The page as it is, for whoever mends a story.
    pub fn source(&self) -> String {
        self.ask("GET", "/source", Json::Null)
            .ok()
            .and_then(|page| page.as_str().map(str::to_string))
            .unwrap_or_default()
    }

    /// Keeps a picture of the whole page.
    pub fn photograph(&self, to: &Path) {
        let size = self.run("return [innerWidth, Math.min(document.documentElement.scrollHeight, 9000)]", &[]);
        let clip = json!({ "x": 0, "y": 0, "scale": 1, "width": size[0], "height": size[1] });
        let command =
            json!({ "cmd": "Page.captureScreenshot", "params": { "captureBeyondViewport": true, "clip": clip } });
        let shot = self.must("POST", "/goog/cdp/execute", command);
        std::fs::write(to, from_base64(shot["data"].as_str().unwrap_or_default())).expect("a picture");
    }

    /// Ends the browser.
    pub fn close(&self) -> Result<(), String> {
        self.ask("DELETE", "", Json::Null).map(drop)
    }
}

/// Bytes that travel as letters.
fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.bytes().filter_map(|letter| LETTERS.iter().position(|one| *one == letter));
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_usize, 0);
    for value in values {
        (held, bits) = ((held << 6 | value) & 0xffff, bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}
