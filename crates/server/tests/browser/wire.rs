//! The WebDriver protocol on the wire: JSON over plain HTTP to the chromedriver of this machine, one call a connection.
//! There are crates for it; they bring twenty others and a licence of their own for what is a page here.

use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// Sends a command and gives what came of it, or in which words it was refused.
pub fn call(driver: &str, method: &str, path: &str, body: &Json) -> Result<Json, String> {
    let (status, answer) = exchange(driver, method, path, body).map_err(|trouble| format!("{path}: {trouble}"))?;
    let value = answer["value"].clone();
    if status == 200 {
        return Ok(value);
    }
    let said = value["message"].as_str().unwrap_or_default();
    Err(format!("{path}: {}: {}", value["error"].as_str().unwrap_or("no answer"), said.lines().next().unwrap_or("")))
}

fn exchange(driver: &str, method: &str, path: &str, body: &Json) -> std::io::Result<(u16, Json)> {
    let body = if method == "POST" { body.to_string() } else { String::new() };
    let mut stream = TcpStream::connect(driver)?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {driver}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(bytes) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = bytes.trim().parse().unwrap_or_default();
        }
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    Ok((status, serde_json::from_slice(&bytes).unwrap_or_else(|_| json!({}))))
}
