//! A server as phones in the field know it: the real program in a process of its own over a data folder, an administrator
//! who made the first account, and keys of phones. It can be killed as a power cut would, and started again.

use crate::cargo::must_read;
use crate::soak::auyl;
use crate::wire::{Answer, ask, connect};
use anyhow::{Context, bail, ensure};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A phone gives up so late.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server over a data folder, and its administrator.
pub struct Office {
    program: PathBuf,
    data: PathBuf,
    database: Option<String>,
    catalogue: Option<PathBuf>,
    running: Option<Running>,
    /// Host and port; the same after every start.
    pub address: String,
    cookie: String,
}

struct Running {
    child: Child,
    /// What it prints goes on to be taken, so that it never prints into a closed pipe.
    _lines: BufReader<ChildStdout>,
}

impl Office {
    /// Starts a server over a folder in which there is a project, and makes the first account.
    pub fn open(program: &Path, data: &Path, database: Option<&str>) -> anyhow::Result<Office> {
        Office::open_with(program, data, database, None)
    }

    /// The same, over whose catalogue a folder is laid.
    pub fn open_with(
        program: &Path,
        data: &Path,
        database: Option<&str>,
        catalogue: Option<&Path>,
    ) -> anyhow::Result<Office> {
        let mut office = Office {
            program: program.into(),
            data: data.into(),
            database: database.map(str::to_string),
            catalogue: catalogue.map(Path::to_path_buf),
            running: None,
            address: "127.0.0.1:0".into(),
            cookie: String::new(),
        };
        let link = office.start()?.context("there was an account already")?;
        let form = "name=Bench&login=bench&password=a+long+password&again=a+long+password";
        let joined = office.post(&link, "application/x-www-form-urlencoded", form.as_bytes())?;
        let cookie = joined.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("no session")?;
        office.cookie = cookie.split(';').next().unwrap_or_default().to_string();
        Ok(office)
    }

    /// Starts the server, and waits until its socket is open. Gives the path that makes the first account, while there is
    /// none.
    pub fn start(&mut self) -> anyhow::Result<Option<String>> {
        let mut command = self.auyl();
        command.args(["serve", "--listen", &self.address]).stdout(Stdio::piped());
        // What it complains of lies beside its folder, for who wants to know why.
        let log = File::options().create(true).append(true).open(self.data.with_extension("log"))?;
        command.stderr(log);
        let mut child = command.spawn().context("cannot start auyl")?;
        let mut lines = BufReader::new(child.stdout.take().context("no pipe")?);
        let is_first = self.cookie.is_empty();
        let mut link = None;
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                bail!("the server ended before it was open");
            }
            let Some((_, rest)) = line.split_once("http://") else { continue };
            let address = rest.split_whitespace().next().unwrap_or_default();
            let (host, path) = address.split_once('/').unwrap_or((address, ""));
            self.address = host.to_string();
            if path.starts_with("join/") {
                link = Some(format!("/{path}"));
            }
            if !is_first || link.is_some() {
                break;
            }
        }
        self.running = Some(Running { child, _lines: lines });
        Ok(link)
    }

    /// Ends the server as a power cut ends a machine's programs: it can do nothing any more.
    pub fn kill(&mut self) {
        if let Some(mut running) = self.running.take() {
            // One that has ended by itself is as dead.
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }

    /// The number that phones know the project by, the first that there is.
    pub fn project(&self) -> anyhow::Result<i64> {
        let projects = self.get("/v1/projects")?;
        let projects: Value = serde_json::from_slice(&projects.body)?;
        projects[0]["id"].as_i64().context("there is no project")
    }

    /// The id of that project, as it stands in addresses of pages.
    pub fn project_id(&self) -> anyhow::Result<String> {
        let projects = self.get("/v1/projects")?;
        let projects: Value = serde_json::from_slice(&projects.body)?;
        Ok(projects[0]["name"].as_str().context("there is no project")?.to_string())
    }

    /// A new phone whose code is made on the page, so that it has all forms: the beginning of the addresses to which it sends.
    pub fn phone(&self, title: &str) -> anyhow::Result<String> {
        let page = format!("/p/{}/phones", self.project_id()?);
        let shown = String::from_utf8(self.get(&page)?.body)?;
        let account = between(&shown, "<option value=\"", "\"").context("nobody can have a phone")?;
        let typed = format!("title={}&account={account}", title.replace(' ', "+"));
        let made = self.post(&page, "application/x-www-form-urlencoded", typed.as_bytes())?;
        let made = String::from_utf8(made.body)?;
        let key = between(&made, "/v1/key/", "<").context("no key")?;
        Ok(format!("/v1/key/{key}"))
    }

    /// A page, as the administrator.
    pub fn get(&self, path: &str) -> anyhow::Result<Answer> {
        let answer = self.ask("GET", path, "text/plain", b"")?;
        ensure!(answer.status == 200, "{path} answered {}", answer.status);
        Ok(answer)
    }

    /// Sends a form or a text as the administrator, whose browser speaks Kazakh.
    pub fn post(&self, path: &str, kind: &str, body: &[u8]) -> anyhow::Result<Answer> {
        self.ask("POST", path, kind, body)
    }

    fn ask(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> anyhow::Result<Answer> {
        let cookie = &self.cookie;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAccept-Language: kk\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            body.len()
        );
        ask(&mut connect(&self.address, PATIENCE)?, &[request.as_bytes(), body].concat())
    }

    /// Resident memory of the server in megabytes.
    pub fn megabytes(&self) -> anyhow::Result<f64> {
        let running = self.running.as_ref().context("it is not running")?;
        let status = std::fs::read_to_string(format!("/proc/{}/status", running.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }

    /// What a work gives, and the most megabytes that the server held meanwhile.
    pub fn most_megabytes<T>(&self, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, f64)> {
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let watch = scope.spawn(|| {
                let mut most: f64 = 0.0;
                while !is_over.load(Ordering::Relaxed) {
                    most = most.max(self.megabytes().unwrap_or(f64::NAN));
                    std::thread::sleep(Duration::from_millis(20));
                }
                most
            });
            let done = work();
            is_over.store(true, Ordering::Relaxed);
            let most = watch.join().expect("it only looks");
            Ok((done?, most))
        })
    }

    /// What a measure counts now, by the program beside the server.
    pub fn figure(&self, measure: &str) -> anyhow::Result<u64> {
        let said = must_read(self.auyl().args(["figure", measure, "--json"]))?;
        let said: Value = serde_json::from_str(&said)?;
        said["value"].as_u64().with_context(|| format!("{measure} has no value"))
    }

    /// The program, over the folder of this server.
    pub fn auyl(&self) -> Command {
        let mut command = auyl(&self.program, &self.data);
        if let Some(catalogue) = &self.catalogue {
            command.env("AUYL_CATALOGUE", catalogue);
        }
        if let Some(database) = &self.database {
            command.env("AUYL_DATABASE", database);
        }
        command
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What stands in the first place of a text between two marks.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    text.split_once(from)?.1.split_once(to).map(|(found, _)| found)
}
