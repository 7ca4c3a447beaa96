//! Who is on the way to the provider. Kept in memory, for a bounded number; a new start forgets it, and whoever was on the
//! way begins again.

use auyl_openid::Secrets;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many may be on the way at once; whoever sets out then pushes out the one who is away longest.
const MOST: usize = 10_000;

/// One way to the provider and back.
pub struct Journey {
    /// What must come back.
    pub secrets: Secrets,
    /// Digest of the secret that the browser keeps.
    pub browser: String,
    /// Where the provider sends people back to.
    pub back: String,
    /// Where to go on to afterwards.
    pub to: String,
    /// The account that is being connected; none where somebody signs in.
    pub connecting: Option<String>,
    /// Until when they must be back.
    pub until: String,
}

/// All that have begun and not ended, by their state.
#[derive(Default)]
pub struct Journeys(Mutex<HashMap<String, Journey>>);

impl Journeys {
    /// Somebody sets out.
    pub fn begin(&self, journey: Journey, at: &str) {
        self.begin_of(journey, at, MOST);
    }

    fn begin_of(&self, journey: Journey, at: &str, most: usize) {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if under_way.len() >= most {
            under_way.retain(|_, journey| journey.until.as_str() > at);
        }
        if under_way.len() >= most {
            let oldest = under_way.iter().min_by(|(_, a), (_, b)| a.until.cmp(&b.until));
            let oldest = oldest.map(|(state, _)| state.clone()).unwrap_or_default();
            under_way.remove(&oldest);
        }
        under_way.insert(journey.secrets.state.clone(), journey);
    }

    /// Somebody is back, once: in the browser that set out, and in time.
    pub fn end(&self, state: &str, browser: &str, at: &str) -> Option<Journey> {
        let journey = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(state)?;
        (journey.browser == browser && journey.until.as_str() > at).then_some(journey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journey(state: &str, until: &str) -> Journey {
        let secrets = Secrets { state: state.into(), nonce: String::new(), verifier: String::new() };
        let (browser, back, to) = ("aigul".into(), String::new(), String::new());
        Journey { secrets, browser, back, to, connecting: None, until: until.into() }
    }

    #[test]
    fn one_comes_back_once_in_the_same_browser_and_in_time() {
        let journeys = Journeys::default();
        for state in ["a", "b", "c"] {
            journeys.begin(journey(state, "2024-11-25T07:10:00Z"), "2024-11-25T07:00:00Z");
        }
        let end = |state, browser, at| journeys.end(state, browser, at).is_some();
        assert!(!end("x", "aigul", "2024-11-25T07:01:00Z"), "nobody set out so");
        assert!(end("a", "aigul", "2024-11-25T07:01:00Z"));
        assert!(!end("a", "aigul", "2024-11-25T07:01:00Z"), "once");
        assert!(!end("b", "bolat", "2024-11-25T07:01:00Z"), "another browser");
        assert!(!end("c", "aigul", "2024-11-25T07:10:00Z"), "too late");
    }

    #[test]
    fn who_is_away_longest_makes_room() {
        let journeys = Journeys::default();
        for (state, until) in [("a", "07:12"), ("b", "07:11"), ("c", "07:13")] {
            journeys.begin_of(journey(state, until), "07:05", 2);
        }
        let back = ["a", "b", "c"].map(|state| journeys.end(state, "aigul", "07:06").is_some());
        assert_eq!(back, [true, false, true]);
    }
}
