//! What code knows of letters, of the recommendations in them, and of promises: their days and their states.

use super::day;
use crate::record::Record;
use crate::terms::Terms;
use crate::{Lang, RecordId};
use jiff::civil::Date;

/// The register of bodies that are written to.
pub const PUBLIC_BODY: &str = "public_body";
/// The register of akims, deputies and heads.
pub const OFFICIAL: &str = "official";
/// The register of what bodies are asked to do.
pub const RECOMMENDATION: &str = "recommendation";
/// The register of what officials promised.
pub const PROMISE: &str = "promise";

/// The way of a letter (choices `letter_channel`) that the server can go by itself.
pub const EMAIL: &str = "email";

/// A letter that was not sent.
pub const DRAFT: &str = "draft";
/// A letter that waits for an answer.
pub const SENT: &str = "sent";
/// A letter or promise whose day is over.
pub const OVERDUE: &str = "overdue";
/// A letter or problem that was answered.
pub const ANSWERED: &str = "answered";
/// A problem that stands in no letter, a promise that is not kept yet.
pub const OPEN: &str = "open";
/// A problem that stands in a letter.
pub const IN_LETTER: &str = "in_letter";
/// A promise that was kept.
pub const KEPT: &str = "kept";
/// A reply that came by the link and that nobody has looked at.
pub const ARRIVED: &str = "arrived";

/// Outcomes of the choices `reply_outcome` that code sums up.
pub const ACCEPTED: &str = "accepted";
/// In part.
pub const PARTLY: &str = "partly";
/// Taken note of.
pub const NOTED: &str = "noted";
/// Refused, with a reason.
pub const REFUSED: &str = "refused";
/// Sent on to another body.
pub const REDIRECTED: &str = "redirected";

/// A letter to a public body.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Letter<'a> {
    /// The record.
    pub record: &'a Record,
}

impl<'a> Letter<'a> {
    /// The view.
    pub fn of(record: &'a Record) -> Letter<'a> {
        Letter { record }
    }

    /// Whether it was not sent yet.
    pub fn is_draft(&self) -> bool {
        self.record.state() == DRAFT
    }

    /// The day from which its term is counted: registered, else sent.
    pub fn since(&self) -> Option<Date> {
        day(self.record, "registered_on").or_else(|| day(self.record, "sent_on"))
    }

    /// The last day for an answer: as it was extended, as the letter says, or counted.
    pub fn due(&self, terms: &Terms) -> Option<Date> {
        let said = day(self.record, "extended_until").or_else(|| day(self.record, "due_on"));
        said.or_else(|| self.since().map(|since| terms.due(since)))
    }

    /// Its number, or empty.
    pub fn number(&self) -> &'a str {
        self.record.text("number")
    }

    /// Whether its answer is awaited, late or not.
    pub fn is_awaited(&self) -> bool {
        matches!(self.record.state(), SENT | OVERDUE)
    }

    /// Whom it went to.
    pub fn body(&self) -> Option<&'a RecordId> {
        self.record.link("body")
    }
}

/// A recommendation: one action asked of one body.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Asked<'a> {
    /// The record.
    pub record: &'a Record,
}

impl<'a> Asked<'a> {
    /// The view.
    pub fn of(record: &'a Record) -> Asked<'a> {
        Asked { record }
    }

    /// What is asked.
    pub fn text(&self, lang: Lang) -> &'a str {
        self.record.words("text", lang)
    }

    /// The letter that it went out with.
    pub fn letter(&self) -> Option<&'a RecordId> {
        self.record.link("letter")
    }

    /// What the body said, as a word of `reply_outcome`, or empty.
    pub fn outcome(&self) -> &'a str {
        self.record.text("outcome")
    }

    /// Whether the body said yes, altogether or in part.
    pub fn is_accepted(&self) -> bool {
        matches!(self.outcome(), ACCEPTED | PARTLY)
    }

    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        self.record.get("done_on").is_some()
    }
}

/// A promise of a deputy or an akim.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Promise<'a> {
    /// The record.
    pub record: &'a Record,
}

impl<'a> Promise<'a> {
    /// The view.
    pub fn of(record: &'a Record) -> Promise<'a> {
        Promise { record }
    }

    /// By which day it is to be kept.
    pub fn due(&self) -> Option<Date> {
        day(self.record, "due_on")
    }

    /// Whether it still waits, late or not.
    pub fn is_awaited(&self) -> bool {
        matches!(self.record.state(), OPEN | OVERDUE)
    }
}
