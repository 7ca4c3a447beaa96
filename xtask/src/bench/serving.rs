//! The server under load: the real program on a free port, asked over sockets that stay open, at a steady pace, so that a
//! slow answer does not hide those that would have come after it.

use super::programs::{Folder, Programs};
use crate::wire::{ask, connect};
use anyhow::{Context, bail};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A server with somebody signed in.
pub struct Serving {
    child: Child,
    address: String,
    cookie: String,
}

/// What one load found, in milliseconds to the first byte.
pub struct Times(Vec<f64>);

impl Times {
    /// The value below which so many of a hundred lie.
    pub fn below(&self, share: f64) -> f64 {
        let at = ((self.0.len() as f64 * share / 100.0).ceil() as usize).clamp(1, self.0.len().max(1));
        self.0.get(at - 1).copied().unwrap_or(f64::NAN)
    }
}

impl Serving {
    /// Starts the program over a folder and makes its first account, or signs in where it was made by an earlier start.
    pub fn start(programs: &Programs, folder: &Folder) -> anyhow::Result<Serving> {
        let mut command = Command::new(programs.program());
        command.args(["--lang", "en", "serve", "--listen", "127.0.0.1:0"]).env("AUYL_DATA", folder.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("cannot start auyl")?;
        let mut lines = BufReader::new(child.stdout.take().context("no pipe")?).lines();
        let mut line = |mark: &str| -> anyhow::Result<String> {
            loop {
                let line = lines.next().context("the server ended before it was open")??;
                if line.contains(mark) {
                    return Ok(line);
                }
            }
        };
        let open = line("http://")?;
        let host = open.rsplit("//").next().and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
        let mut serving = Serving { child, address: host.trim_end_matches('/').to_string(), cookie: String::new() };
        let known = serving.session("/sign-in", "login=bench&password=a+long+password&to=/")?;
        serving.cookie = match known {
            Some(cookie) => cookie,
            None => {
                let link = line("/join/")?;
                let path = link.find("/join/").map(|at| link[at..].trim().to_string()).unwrap_or_default();
                let form = "name=Bench&login=bench&password=a+long+password&again=a+long+password";
                serving.session(&path, form)?.context("no session")?
            }
        };
        Ok(serving)
    }

    /// The session that a form begins; none where it is refused.
    fn session(&self, path: &str, form: &str) -> anyhow::Result<Option<String>> {
        let answer = ask(&mut self.connect()?, self.request("POST", path, form, "").as_bytes())?;
        let cookies = answer.head.lines().filter_map(|line| line.strip_prefix("set-cookie: auyl="));
        Ok(cookies.map(|rest| format!("auyl={}", rest.split(';').next().unwrap_or_default())).next())
    }

    /// Megabytes of memory that the server holds now.
    pub fn megabytes(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }

    /// Bytes of a page over the wire as a browser gets it, with its style sheet and script.
    pub fn weight(&self, path: &str) -> anyhow::Result<usize> {
        let mut stream = self.connect()?;
        let packed = "Accept-Encoding: gzip\r\n";
        let plain = ask(&mut stream, self.request("GET", path, "", "").as_bytes())?;
        let html = String::from_utf8_lossy(&plain.body).into_owned();
        let mut bytes = self.packed(path, packed)?;
        for part in html.split('"').filter(|part| part.starts_with("/static/") && !part.ends_with(".svg")) {
            bytes += self.packed(part, packed)?;
        }
        Ok(bytes)
    }

    /// Bytes of a page alone, as a browser gets it.
    pub fn page(&self, path: &str) -> anyhow::Result<usize> {
        self.packed(path, "Accept-Encoding: gzip\r\n")
    }

    fn packed(&self, path: &str, packed: &str) -> anyhow::Result<usize> {
        let answer = ask(&mut self.connect()?, self.request("GET", path, "", packed).as_bytes())?;
        Ok(answer.head.len() + answer.body.len())
    }

    /// Asks for pages in turn at a pace, by so many clients at once.
    pub fn load(&self, paths: &[&str], clients: usize, a_second: f64, seconds: f64) -> anyhow::Result<Times> {
        let all = Mutex::new(Vec::new());
        let pause = Duration::from_secs_f64(clients as f64 / a_second);
        let turns = (seconds * a_second / clients as f64).ceil() as usize;
        let begun = Instant::now();
        std::thread::scope(|scope| {
            let client = |number: usize| {
                let mut stream = self.connect()?;
                for turn in 0..turns {
                    let due = begun + pause.mul_f64(turn as f64 + number as f64 / clients as f64);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let path = paths[(turn + number) % paths.len()];
                    let late = Instant::now().saturating_duration_since(due).as_secs_f64() * 1e3;
                    let answer = ask(&mut stream, self.request("GET", path, "", "").as_bytes())?;
                    if answer.status != 200 {
                        let told = String::from_utf8_lossy(&answer.body).into_owned();
                        let told = told.split("role=\"alert\">").nth(1).and_then(|told| told.split('<').next());
                        bail!("{path} answered {}: {}", answer.status, told.unwrap_or_default());
                    }
                    // Who had to wait for the answer before has waited for this one, too.
                    all.lock().expect("no thread panics").push(answer.milliseconds + late);
                }
                Ok(())
            };
            let threads: Vec<_> = (0..clients).map(|number| scope.spawn(move || client(number))).collect();
            threads.into_iter().try_for_each(|thread| thread.join().expect("no client panics"))
        })?;
        let mut times = all.into_inner().expect("no thread panics");
        times.sort_by(f64::total_cmp);
        Ok(Times(times))
    }

    fn connect(&self) -> anyhow::Result<TcpStream> {
        Ok(connect(&self.address, Duration::from_secs(120))?)
    }

    fn request(&self, method: &str, path: &str, form: &str, more: &str) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAccept-Language: ru\r\nCookie: {}\r\n{more}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            self.cookie,
            form.len()
        )
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_hundred_times_ninety_nine_lie_below() {
        let times = Times((1..=200).map(f64::from).collect());
        assert_eq!((times.below(50.0), times.below(99.0), times.below(100.0)), (100.0, 198.0, 200.0));
    }
}
