//! Work that a browser does before it sends a form without an account: it looks for a number with which a SHA-256 begins with
//! so many zero bits. One form costs a cheap phone a second or two; a flood of forms costs whoever sends it far more, and the
//! more forms come in an hour, the more each costs. What is to be worked on is signed by this server, ends with the day, and
//! names the one form; nothing is kept for it, and nobody else is asked.

use crate::settings::World;
use auyl_domain::id::sha256;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Zero bits on a quiet day: some eight thousand digests on the way.
const LEAST: u32 = 13;
/// Zero bits at most: a cheap phone works for a minute.
const MOST: u32 = 19;
/// So many forms in an hour are quiet; each doubling asks for one bit more.
const QUIET: u32 = 32;
/// Hours for which a form may lie open.
const HOURS: i64 = 24;

/// What this server asks for.
#[derive(Default)]
pub struct Toil {
    secret: OnceLock<String>,
    /// The hour, and how many forms came in it.
    taken: Mutex<(i64, u32)>,
}

impl Toil {
    /// What is to be worked on, `hour.bits.sign`.
    pub fn ask(&self, world: &World) -> String {
        let hour = hour(world);
        let text = format!("{hour}.{}", self.bits(hour));
        let sign = self.sign(world, &text);
        format!("{text}.{sign}")
    }

    /// Whether the work was done for this form: `sha256("asked:form:number")` begins with as many zero bits as was asked for.
    pub fn is_done(&self, world: &World, asked: &str, form: &str, number: &str) -> bool {
        let Some((text, sign)) = asked.rsplit_once('.') else { return false };
        let Some((of, bits)) = text.split_once('.') else { return false };
        let (Ok(of), Ok(bits)) = (of.parse::<i64>(), bits.parse::<u32>()) else { return false };
        let is_fresh = (hour(world) - HOURS..=hour(world)).contains(&of);
        let is_short = number.len() <= 20 && form.len() <= 64;
        is_fresh && is_short && sign == self.sign(world, text) && zeros(&format!("{asked}:{form}:{number}")) >= bits
    }

    /// Counts a form that came in.
    pub fn count(&self, world: &World) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let hour = hour(world);
        *taken = if taken.0 == hour { (hour, taken.1.saturating_add(1)) } else { (hour, 1) };
    }

    fn bits(&self, hour: i64) -> u32 {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        bits(if taken.0 == hour { taken.1 } else { 0 })
    }

    fn sign(&self, world: &World, text: &str) -> String {
        let secret = self.secret.get_or_init(|| world.secret());
        sha256(format!("{secret}\n{text}\n{secret}").as_bytes())[..24].to_string()
    }
}

fn hour(world: &World) -> i64 {
    (world.now)().as_second().div_euclid(3600)
}

/// Zero bits asked for when so many forms came within the hour.
fn bits(taken: u32) -> u32 {
    let doublings = (taken / QUIET).checked_ilog2().map_or(0, |log| log + 1);
    (LEAST + doublings).min(MOST)
}

/// Zero bits at the beginning of the digest of a text.
fn zeros(text: &str) -> u32 {
    let mut zeros = 0;
    for digit in sha256(text.as_bytes()).chars().filter_map(|digit| digit.to_digit(16)) {
        // Four bits to a digit.
        zeros += digit.leading_zeros() - 28;
        if digit != 0 {
            break;
        }
    }
    zeros
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn world(at: &str) -> World {
        let now: jiff::Timestamp = at.parse().expect("a moment");
        World { now: Arc::new(move || now), chance: Arc::new(|bytes| bytes.fill(7)), zone: jiff::tz::TimeZone::UTC }
    }

    /// What a browser does.
    fn work(asked: &str, form: &str) -> String {
        let bits: u32 = asked.split('.').nth(1).expect("bits").parse().expect("a number");
        let fits = |number: &u64| zeros(&format!("{asked}:{form}:{number}")) >= bits;
        (0..10_000_000u64).find(fits).expect("there is one").to_string()
    }

    #[test]
    fn work_is_taken_for_its_own_form_and_day() {
        let (toil, morning) = (Toil::default(), world("2024-11-25T07:00:00Z"));
        let asked = toil.ask(&morning);
        let number = work(&asked, "form-1");
        assert!(toil.is_done(&morning, &asked, "form-1", &number));
        assert!(
            toil.is_done(&world("2024-11-26T06:00:00Z"), &asked, "form-1", &number),
            "typed until the next morning"
        );
        assert!(!toil.is_done(&world("2024-11-26T09:00:00Z"), &asked, "form-1", &number), "too old");
        assert!(!toil.is_done(&morning, &asked, "form-2", &number), "of another form");
        let easier = asked.replacen(&format!(".{LEAST}."), ".0.", 1);
        assert!(!toil.is_done(&morning, &easier, "form-1", &number), "nobody makes it easier");
        for wrong in ["", "x", "1.2.3", "..", "9.9"] {
            assert!(!toil.is_done(&morning, wrong, "form-1", "0"), "{wrong}");
        }
    }

    #[test]
    fn the_more_forms_come_the_more_each_costs() {
        assert_eq!([0, 31, 32, 64, 500, 1_000_000].map(bits), [13, 13, 14, 15, 17, 19]);
        let (toil, now) = (Toil::default(), world("2024-11-25T07:00:00Z"));
        (0..100).for_each(|_| toil.count(&now));
        assert!(toil.ask(&now).contains(".15."));
        assert!(toil.ask(&world("2024-11-25T08:00:00Z")).contains(".13."), "the next hour is quiet again");
    }
}
