//! What is recorded of one gathering, separate gathering or assembly, as the rules look at it: counts, days, votes. Names
//! of people are not needed for any rule and are not here.

use crate::id::RecordId;
use crate::words::Words;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The kinds that the law knows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MeetingKind {
    /// All members of a community.
    Gathering,
    /// Those of a part of it, who elect representatives.
    Separate,
    /// Delegates elected for four years.
    Assembly,
}

impl MeetingKind {
    /// All of them, with the words that records keep.
    pub const ALL: [(MeetingKind, &str); 3] = [
        (MeetingKind::Gathering, "gathering"),
        (MeetingKind::Separate, "separate_gathering"),
        (MeetingKind::Assembly, "assembly"),
    ];

    /// Reads the word of a record.
    pub fn read(word: &str) -> Option<MeetingKind> {
        MeetingKind::ALL.into_iter().find(|(_, known)| *known == word).map(|(kind, _)| kind)
    }

    /// The word of a record.
    pub fn word(self) -> &'static str {
        MeetingKind::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// A meeting as the rules look at it.
#[derive(Clone, PartialEq, Debug)]
pub struct Meeting {
    /// Which kind.
    pub kind: MeetingKind,
    /// The day of the meeting.
    pub held_on: Date,
    /// Whether it is said where.
    pub has_place: bool,
    /// Who asked for it: none where the akim did himself.
    pub asked: Option<Asked>,
    /// The day of the notice.
    pub announced_on: Option<Date>,
    /// Whether a link or a copy of the notice is there.
    pub notice_is_kept: bool,
    /// Members who may take part: entitled residents, or delegates.
    pub members: Option<i64>,
    /// Those of the sign-in list who may vote.
    pub present: i64,
    /// All of the sign-in list who came as participants, whether they may vote or not.
    pub signed_in: i64,
    /// The chair.
    pub chair: Officer,
    /// The secretary.
    pub secretary: Officer,
    /// The agenda, in order.
    pub questions: Vec<Question>,
    /// When chair and secretary signed the minutes.
    pub signed_on: Option<Date>,
    /// When they were handed to the akim.
    pub handed_on: Option<Date>,
    /// What the akim said.
    pub akim: Option<Answer>,
    /// Whether it was discussed a second time.
    pub discussed_again: bool,
    /// What the higher akim said.
    pub higher: Option<Answer>,
    /// When the decisions were published.
    pub published_on: Option<Date>,
    /// Whom a separate gathering elected.
    pub representatives: Vec<Representative>,
}

/// That members asked for a meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Signatures with name and address.
    pub signatures: Option<i64>,
    /// When the akim of the district agreed.
    pub consent_on: Option<Date>,
}

/// Chair or secretary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Officer {
    /// Nobody is named.
    None,
    /// Somebody of the sign-in list.
    Present(RecordId),
    /// Somebody who is not on it.
    Absent(RecordId),
}

/// A question of the agenda.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    /// Its number.
    pub number: i64,
    /// What it asks.
    pub title: Words,
    /// Word of what the law lets be decided.
    pub matter: String,
    /// For, against, abstained; none where nobody counted.
    pub votes: Option<[i64; 3]>,
    /// Whether a decision is written down.
    pub has_decision: bool,
}

/// What an akim said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Whether he agrees with the decisions.
    pub agrees: bool,
    /// When.
    pub on: Option<Date>,
}

/// Somebody whom a separate gathering elected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Representative {
    /// The record of the member.
    pub record: RecordId,
    /// Whether somebody of the same name was elected by another meeting, too.
    pub is_twice: bool,
}

/// One line of a sign-in list, with what decides whether its person may vote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attendee {
    /// The person.
    pub person: RecordId,
    /// Came as a participant and not as a guest, a speaker, an actor.
    pub is_participant: bool,
    /// Year of birth, where it is known.
    pub born: Option<i64>,
    /// Lives within the community.
    pub is_of_community: bool,
    /// Is a delegate of the assembly.
    pub is_delegate: bool,
}

/// Who of a sign-in list may vote, each once. A year of birth is all that a list has: who comes of age in the year of the
/// meeting is counted, because a quorum is not lost over a birthday that nobody knows.
pub fn voters(attendees: &[Attendee], kind: MeetingKind, adult_years: i64, on: Date) -> BTreeSet<RecordId> {
    let is_adult = |of: &&Attendee| of.born.is_none_or(|born| i64::from(on.year()) - born >= adult_years);
    let is_member = |of: &&Attendee| match kind {
        MeetingKind::Assembly => of.is_delegate,
        MeetingKind::Gathering | MeetingKind::Separate => of.is_of_community,
    };
    let voters = attendees.iter().filter(|of| of.is_participant).filter(is_adult).filter(is_member);
    voters.map(|of| of.person.clone()).collect()
}

impl Question {
    /// All votes of the question.
    pub fn voted(&self) -> Option<i64> {
        self.votes.map(|votes| votes.iter().fold(0, |sum: i64, votes| sum.saturating_add(*votes)))
    }
}
