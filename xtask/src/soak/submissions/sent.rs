//! What the phones of the soak send, made from numbers, so that it can be made again to compare; and how they send it.

use crate::wire::{ask, connect};
use anyhow::bail;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Phones at once.
pub const PHONES: u64 = 8;
/// A phone that was cut off waits so long before it sends again.
const PAUSE: Duration = Duration::from_millis(20);
/// The longest that somebody takes to fill in the next form, in milliseconds.
const FILLING_MS: u64 = 150;
/// A phone waits so long for an answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// An answer without which it sends on for so long means that the server does not come back.
const TRIES: usize = 5_000;

/// Numbers as from dice, the same in every run.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice of their own.
    pub fn of(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 up to, and without, this.
    pub fn below(&mut self, most: u64) -> u64 {
        (self.next() >> 16) % most
    }
}

/// A submission with its files.
#[derive(Clone)]
pub struct Parcel {
    /// Its instance.
    pub instance: String,
    seed: u64,
}

impl Parcel {
    /// The form.
    pub const FORM: &str = "evidence";
    /// Files of each; a request brings one.
    pub const FILES: usize = 3;

    /// The parcel of a phone and a number.
    pub fn new(phone: u64, number: u64) -> Parcel {
        Parcel { instance: format!("uuid:{phone}-{number}"), seed: phone << 32 | number }
    }

    /// What was filled in.
    pub fn xml(&self) -> String {
        let names: Vec<String> = (0..Parcel::FILES).map(|file| self.file_name(file)).collect();
        format!(
            "<?xml version='1.0' ?><data id=\"{}\" version=\"1\"><kind>photo</kind><activity>a1</activity><event>e1</event>\
             <file>{}</file><title>Жиын {}</title><taken_on>2024-05-14</taken_on><place>ulgi</place>\
             <sheet>{}</sheet><face>{}</face><meta><instanceID>{}</instanceID></meta></data>",
            Parcel::FORM,
            names[0],
            self.seed,
            names[1],
            names[2],
            self.instance
        )
    }

    /// The name of a file.
    pub fn file_name(&self, file: usize) -> String {
        format!("{}-{file}.jpg", self.seed)
    }

    /// The bytes of a file: most small, one of sixty more than is written at once.
    pub fn file(&self, file: usize) -> Vec<u8> {
        let mut dice = Dice::of(self.seed * Parcel::FILES as u64 + file as u64 + 1);
        let length = match dice.below(60) {
            0 => 1_500_000 + dice.below(1_000_000),
            _ => 1_000 + dice.below(24_000),
        };
        let mut bytes = Vec::with_capacity(length as usize + 8);
        while (bytes.len() as u64) < length {
            bytes.extend(dice.next().to_le_bytes());
        }
        bytes
    }

    /// The request that brings a file.
    pub fn request(&self, host: &str, address: &str, file: usize, is_last: bool) -> Vec<u8> {
        let name = self.file_name(file);
        let part = |head: &str| format!("--phone\r\nContent-Disposition: form-data; name={head}\r\n\r\n");
        let mut body = part("\"xml_submission_file\"; filename=\"form.xml\"").into_bytes();
        body.extend(self.xml().bytes());
        body.extend(b"\r\n");
        if !is_last {
            body.extend(format!("{}yes\r\n", part("\"*isIncomplete*\"")).bytes());
        }
        body.extend(part(&format!("\"{name}\"; filename=\"{name}\"")).bytes());
        body.extend(self.file(file));
        body.extend(b"\r\n--phone--\r\n");
        let head = format!(
            "POST {address}/submission?deviceID=soak HTTP/1.1\r\nHost: {host}\r\nX-OpenRosa-Version: 1.0\r\n\
             Content-Type: multipart/form-data; boundary=phone\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.into_bytes(), body].concat()
    }
}

/// What a phone met with.
#[derive(Default)]
pub struct Met {
    /// Requests that ended without an answer.
    pub cut: usize,
    /// Requests that were told to come again.
    pub later: usize,
}

/// A phone.
pub struct Phone {
    number: u64,
    host: String,
    address: String,
    dice: Dice,
    open: Option<TcpStream>,
    met: Met,
}

impl Phone {
    /// A phone that sends to an address of a host.
    pub fn new(number: u64, host: String, address: String) -> Phone {
        Phone { number, host, address, dice: Dice::of(number + 100), open: None, met: Met::default() }
    }

    /// Sends one submission after the other until it is over; says of each request that it was acknowledged.
    pub fn send_until(&mut self, is_over: &AtomicBool, told: &dyn Fn(&Parcel, usize)) -> anyhow::Result<Met> {
        let mut number = 0;
        while !is_over.load(Ordering::Relaxed) {
            let parcel = Parcel::new(self.number, number);
            number += 1;
            std::thread::sleep(Duration::from_millis(self.dice.below(FILLING_MS)));
            let first = self.dice.below(Parcel::FILES as u64) as usize;
            for turn in 0..Parcel::FILES {
                let file = (first + turn) % Parcel::FILES;
                let request = parcel.request(&self.host, &self.address, file, turn + 1 == Parcel::FILES);
                self.send(&request)?;
                told(&parcel, file);
                // An answer that got lost on the way: the phone sends again what has arrived.
                if self.dice.below(8) == 0 {
                    self.send(&request)?;
                }
            }
        }
        Ok(std::mem::take(&mut self.met))
    }

    /// Sends until it is acknowledged.
    fn send(&mut self, request: &[u8]) -> anyhow::Result<()> {
        for _ in 0..TRIES {
            let open = match self.open.take() {
                Some(open) => Ok(open),
                None => connect(&self.host, PATIENCE),
            };
            match open.map_err(anyhow::Error::from).and_then(|mut open| Ok((ask(&mut open, request)?, open))) {
                Ok((answer, open)) if answer.status == 201 => {
                    self.open = Some(open);
                    return Ok(());
                }
                Ok((answer, _)) if answer.status >= 500 => self.met.later += 1,
                Ok((answer, _)) => bail!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body)),
                Err(_) => self.met.cut += 1,
            }
            std::thread::sleep(PAUSE);
        }
        bail!("nobody has acknowledged it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_can_be_made_again_and_is_unlike_every_other() {
        let (one, again, other) = (Parcel::new(1, 2), Parcel::new(1, 2), Parcel::new(2, 1));
        assert_eq!((one.xml(), one.file(0)), (again.xml(), again.file(0)));
        assert_ne!(one.file(0), one.file(1));
        assert_ne!(one.file(0), other.file(0));
        assert_ne!(one.instance, other.instance);
    }

    #[test]
    fn some_files_are_larger_than_what_is_written_at_once() {
        let large = (0..200).filter(|number| Parcel::new(0, *number).file(0).len() > 1 << 20).count();
        assert!((1..20).contains(&large), "{large} of 200");
    }
}
