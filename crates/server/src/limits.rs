//! How often somebody may ask within a minute: a program by its key, who is not signed in by where they come from. Kept in
//! memory, for a bounded number of callers; a new start forgets it.

use crate::ask::Ask;
use auyl_domain::Refusal;
use axum::http::Method;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Where addresses with a secret begin: who tries many of them is guessing.
pub const SECRET: [&str; 4] = ["/join/", "/reply/", "/asked/", "/stop/"];

/// So many callers are counted one by one within a minute; those that come on top share one count.
const MOST: usize = 10_000;
/// Forms that who is not signed in may send in a minute, and links with a secret they may try; behind one address may be a
/// whole office.
const FORMS: u32 = 60;
/// Open pages that they may look at, pictures included.
const LOOKS: u32 = 600;

/// How often each has called within the minute.
#[derive(Default)]
pub struct Calls(Mutex<HashMap<String, (i64, u32)>>);

impl Calls {
    /// Whether one more is taken.
    pub fn takes(&self, who: &str, minute: i64, most: u32) -> bool {
        self.takes_of(who, minute, most, MOST)
    }

    /// Whether so many were taken within the minute; counts nothing.
    pub fn is_spent(&self, who: &str, minute: i64, most: u32) -> bool {
        let calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.get(who).is_some_and(|(of, n)| *of == minute && *n >= most)
    }

    fn takes_of(&self, who: &str, minute: i64, most: u32, callers: usize) -> bool {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |calls: &HashMap<_, _>| calls.len() >= callers && !calls.contains_key(who);
        if is_full(&calls) {
            calls.retain(|_, (of, _)| *of == minute);
        }
        let who = if is_full(&calls) { "" } else { who };
        let (of, n) = calls.entry(who.to_string()).or_insert((minute, 0));
        if *of != minute {
            (*of, *n) = (minute, 0);
        }
        *n = n.saturating_add(1);
        *n <= most
    }
}

/// Refuses what who is not signed in asks for too often. Programs are counted by their keys.
pub fn of_strangers(ask: &Ask, method: &Method, path: &str) -> Result<(), Refusal> {
    let is_look = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let (what, most) = match is_look {
        true if path.starts_with("/open") => ("looks", LOOKS),
        true if !SECRET.iter().any(|prefix| path.starts_with(prefix)) => return Ok(()),
        _ => ("forms", FORMS),
    };
    // Programs and phones are counted where their keys are looked up.
    if ask.signed.is_some() || path.starts_with("/api/") || path.starts_with("/v1/") {
        return Ok(());
    }
    match takes_stranger(ask, what, most) {
        true => Ok(()),
        false => Err(Refusal::of("too-many-requests").with("minutes", 1)),
    }
}

/// Whether one more of a kind is taken from where this one comes from.
pub fn takes_stranger(ask: &Ask, what: &str, most: u32) -> bool {
    let minute = (ask.app.world.now)().as_second().div_euclid(60);
    ask.app.strangers.takes(&format!("{what} {}", network(&ask.from)), minute, most)
}

/// Whether as many of a kind came from there within the minute as are taken; what is asked is not counted.
pub fn is_spent(ask: &Ask, what: &str, most: u32) -> bool {
    let minute = (ask.app.world.now)().as_second().div_euclid(60);
    ask.app.strangers.is_spent(&format!("{what} {}", network(&ask.from)), minute, most)
}

/// Whether one more form of a kind is taken within the hour: from where this one comes from, or of something that it names.
pub fn takes_in_hour(ask: &Ask, what: &str, of: Option<&str>, most: u32) -> bool {
    let hour = (ask.app.world.now)().as_second().div_euclid(3600);
    let of = of.map_or_else(|| network(&ask.from), str::to_string);
    ask.app.hourly.takes(&format!("{what} {of}"), hour, most)
}

/// Of the newer addresses everybody has very many of their own: they are counted by the first half.
fn network(from: &str) -> String {
    match from.parse() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
        _ => from.chars().take(45).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_may_call_so_often_within_a_minute_and_again_in_the_next() {
        let calls = Calls::default();
        let taken = [("bolat", 1), ("bolat", 1), ("bolat", 1), ("dina", 1), ("bolat", 2)];
        let taken = taken.map(|(who, minute)| calls.takes(who, minute, 2));
        assert_eq!(taken, [true, true, false, true, true]);
    }

    #[test]
    fn ever_new_callers_take_no_more_memory_and_do_not_shut_out_who_was_there_before() {
        let calls = Calls::default();
        assert!(calls.takes_of("dina", 1, 2, 3));
        let taken: Vec<bool> = (0..6).map(|n| calls.takes_of(&format!("stranger {n}"), 1, 2, 3)).collect();
        assert_eq!(taken, [true, true, true, true, false, false]);
        assert_eq!(calls.0.lock().expect("counted").len(), 4);
        assert!(calls.takes_of("dina", 1, 2, 3));
        assert!(calls.takes_of("stranger 9", 2, 2, 3), "the next minute begins anew");
    }

    #[test]
    fn a_long_address_is_counted_by_its_network() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
