//! Everything that happens is an event with a number per project. Each event's hash covers the one before,
//! so the log cannot be altered unnoticed. Details never hold anything personal.

use crate::id::sha256;

/// One thing that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Number within the project, from 1 without gaps.
    pub seq: i64,
    /// When, as an ISO timestamp in UTC that the caller's clock gave.
    pub at: String,
    /// Who: an account, or `cli`.
    pub actor: String,
    /// What: `created`, `changed`, `erased`, `imported`, `frozen`, …
    pub verb: String,
    /// Register, where it concerns one.
    pub register: String,
    /// Record, where it concerns one.
    pub record: String,
    /// For a record its digest; for others what is worth knowing.
    pub detail: String,
    /// Hash of all this and of the previous event's hash.
    pub hash: String,
}

/// The hash before the first event.
pub const BEGINNING: &str = "";

impl Event {
    /// The event that follows one with the hash `previous`.
    pub fn after(
        previous: &str,
        seq: i64,
        at: &str,
        actor: &str,
        verb: &str,
        about: (&str, &str),
        detail: &str,
    ) -> Event {
        let mut event = Event {
            seq,
            at: at.into(),
            actor: actor.into(),
            verb: verb.into(),
            register: about.0.into(),
            record: about.1.into(),
            detail: detail.into(),
            hash: String::new(),
        };
        event.hash = event.hash_after(previous);
        event
    }

    /// What the hash must be after an event with the hash `previous`.
    pub fn hash_after(&self, previous: &str) -> String {
        let parts = [previous, &self.at, &self.actor, &self.verb, &self.register, &self.record, &self.detail];
        let mut text = self.seq.to_string();
        for part in parts {
            // Lengths keep two neighbouring parts from trading letters.
            text.push_str(&format!("\n{}:{part}", part.len()));
        }
        sha256(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_changes_an_event_breaks_the_chain() {
        let first = Event::after(BEGINNING, 1, "2024-05-14T09:00:00Z", "aigul", "created", ("problem", "water"), "d1");
        let second =
            Event::after(&first.hash, 2, "2024-05-14T09:05:00Z", "aigul", "changed", ("problem", "water"), "d2");
        assert_eq!(second.hash, second.hash_after(&first.hash));
        let forged = Event { detail: "d0".into(), ..first.clone() };
        assert_ne!(forged.hash_after(BEGINNING), first.hash);
        let moved = Event { verb: "change".into(), register: "dproblem".into(), ..second.clone() };
        assert_ne!(moved.hash_after(&first.hash), second.hash);
    }
}
