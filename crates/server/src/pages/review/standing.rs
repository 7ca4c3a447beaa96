//! How far a submission is, as whoever sent it understands it: one word for what the program did and what a reviewer decided.

use auyl_domain::draft::WITHHELD;
use auyl_store::submissions::Stage;
use auyl_work::review::{APPROVED, Note, REJECTED};

/// How far a submission is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Waiting,
    Unread,
    Held,
    Files,
    Mend,
    Edited,
    Taken,
    Approved,
    Rejected,
}

impl Standing {
    /// All of them; each has a sentence `review-is-…`.
    #[cfg(test)]
    pub const ALL: [Standing; 9] = [
        Standing::Waiting,
        Standing::Unread,
        Standing::Held,
        Standing::Files,
        Standing::Mend,
        Standing::Edited,
        Standing::Taken,
        Standing::Approved,
        Standing::Rejected,
    ];

    /// How far one is: a decision goes before everything else, then what is missing.
    pub fn of(stage: Stage, review: &str, awaited: i64, notes: &[Note]) -> Standing {
        let is_wrong = notes.iter().any(|note| note.severity == "severe");
        match (review, stage) {
            (APPROVED, _) => Standing::Approved,
            (REJECTED, _) => Standing::Rejected,
            (_, Stage::Received) => Standing::Waiting,
            (_, Stage::Unread) => Standing::Unread,
            _ if notes.iter().any(|note| WITHHELD.contains(&note.code.as_str())) => Standing::Held,
            _ if awaited > 0 => Standing::Files,
            ("hasIssues", _) => Standing::Mend,
            _ if is_wrong => Standing::Mend,
            ("edited", _) => Standing::Edited,
            _ => Standing::Taken,
        }
    }

    /// Key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Standing::Waiting => "review-is-waiting",
            Standing::Unread => "review-is-unread",
            Standing::Held => "review-is-held",
            Standing::Files => "review-is-files",
            Standing::Mend => "review-is-mend",
            Standing::Edited => "review-is-edited",
            Standing::Taken => "review-is-taken",
            Standing::Approved => "review-is-approved",
            Standing::Rejected => "review-is-rejected",
        }
    }

    /// The class of its tag.
    pub fn class(self) -> &'static str {
        match self {
            Standing::Approved => "good",
            Standing::Rejected | Standing::Unread => "bad",
            Standing::Held | Standing::Files | Standing::Mend | Standing::Edited => "warn",
            Standing::Waiting | Standing::Taken => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_goes_before_what_is_missing() {
        let note = Note { severity: "severe".into(), ..Note::default() };
        let held = Note { code: WITHHELD[1].into(), ..Note::default() };
        let of = |stage, review, awaited, notes: &[Note]| Standing::of(stage, review, awaited, notes).key();
        let said = [
            of(Stage::Received, "", 1, &[]),
            of(Stage::Unread, "", 0, &[]),
            of(Stage::Taken, "", 1, &[held, note.clone()]),
            of(Stage::Taken, "", 1, std::slice::from_ref(&note)),
            of(Stage::Taken, "", 0, std::slice::from_ref(&note)),
            of(Stage::Taken, "edited", 0, &[]),
            of(Stage::Taken, "", 0, &[]),
            of(Stage::Taken, APPROVED, 1, std::slice::from_ref(&note)),
            of(Stage::Received, REJECTED, 0, &[]),
        ];
        let own = ["waiting", "unread", "held", "files", "mend", "edited", "taken", "approved", "rejected"];
        assert_eq!(said, own.map(|own| format!("review-is-{own}")));
        assert_eq!(Standing::ALL.map(Standing::key), said);
    }
}
