//! HTTP as the soak and the benchmark speak it: raw bytes over a socket that stays open, and what comes back. A client
//! that thinks would take the cores away from the server that is measured.

use anyhow::{Context, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// One answer: milliseconds to the first byte, status, head and body.
pub struct Answer {
    /// Milliseconds from the first byte sent to the first that came back.
    pub milliseconds: f64,
    /// The status.
    pub status: u16,
    /// All lines before the body.
    pub head: String,
    /// What was said.
    pub body: Vec<u8>,
}

/// Opens a socket that waits for an answer at most so long.
pub fn connect(address: &str, patience: Duration) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    Ok(stream)
}

/// Sends a request and reads the whole answer; the socket stays open.
pub fn ask(stream: &mut TcpStream, request: &[u8]) -> anyhow::Result<Answer> {
    let asked = Instant::now();
    stream.write_all(request)?;
    let mut reader = BufReader::new(stream);
    reader.fill_buf()?;
    let milliseconds = asked.elapsed().as_secs_f64() * 1e3;
    let (mut head, mut length) = (String::new(), None);
    loop {
        let mut line = String::new();
        // An answer that is cut off in its head would otherwise be read as one that has ended.
        ensure!(reader.read_line(&mut line)? > 0, "the answer was cut off");
        if line.trim().is_empty() {
            break;
        }
        if let Some(bytes) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = Some(bytes.trim().parse::<usize>()?);
        }
        head.push_str(&line);
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    let mut body = Vec::new();
    match length {
        Some(length) => {
            body.resize(length, 0);
            reader.read_exact(&mut body)?;
        }
        None if head.contains("chunked") => loop {
            let mut size = String::new();
            reader.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16)?;
            let begun = body.len();
            body.resize(begun + size + 2, 0);
            reader.read_exact(&mut body[begun..])?;
            body.truncate(begun + size);
            if size == 0 {
                break;
            }
        },
        None => {}
    }
    Ok(Answer { milliseconds, status, head, body })
}
