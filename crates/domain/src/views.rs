//! Typed views: the registers that code must know, in one place. Everything else is generic. A test over the
//! catalogue proves that each register and field named here exists.

mod budget;
pub use budget::{BUDGET_ADVICE, BUDGET_LINE, BUDGET_MONITORING};
mod community;
pub use community::{AGENDA_QUESTION, COMMUNITY_MEETING, COMMUNITY_MEMBER, CONFIRMATION, DECISION};
mod letters;
pub use letters::{
    ACCEPTED, ANSWERED, ARRIVED, Asked, DRAFT, EMAIL, IN_LETTER, KEPT, Letter, NOTED, OFFICIAL, OPEN, OVERDUE, PARTLY,
    PROMISE, PUBLIC_BODY, Promise, RECOMMENDATION, REDIRECTED, REFUSED, SENT,
};

use crate::plan::{Target, TargetRule};
use crate::record::Record;
use crate::words::Lang;
use jiff::civil::Date;

/// The register of goals.
pub const GOAL: &str = "goal";
/// The register of objectives, to which activities belong.
pub const OBJECTIVE: &str = "objective";
/// The register of activities, to which indicators and counted records belong.
pub const ACTIVITY: &str = "activity";
/// The register of people, each once.
pub const PARTICIPANT: &str = "participant";
/// The register that holds the project's passport.
pub const PASSPORT: &str = "passport";
/// The register of places.
pub const PLACE: &str = "place";
/// The register of indicators.
pub const INDICATOR: &str = "indicator";
/// The register of files that prove something.
pub const EVIDENCE: &str = "evidence";
/// The register of foreign reports that were checked and kept.
pub const CHECKED_REPORT: &str = "checked_report";
/// The register of texts that people write for the report.
pub const NARRATIVE: &str = "narrative";
/// The register of gatherings, meetings, seminars and the like.
pub const EVENT: &str = "event";
/// The register of success stories.
pub const STORY: &str = "story";
/// The register of problems that residents raised.
pub const PROBLEM: &str = "problem";
/// The register of those who raised or support a problem.
pub const SUPPORTER: &str = "supporter";
/// The register of what was published.
pub const PUBLICATION: &str = "publication";
/// The register of the lines of sign-in sheets.
pub const ATTENDANCE: &str = "attendance";
/// The register of what participants said.
pub const TESTIMONIAL: &str = "testimonial";
/// The register of letters sent.
pub const LETTER: &str = "letter";
/// The register of answers to letters.
pub const REPLY: &str = "reply";
/// The register of money planned and spent.
pub const LEDGER: &str = "ledger_entry";
/// The register of answers to the survey of engagement.
pub const ENGAGEMENT: &str = "survey_engagement";
/// The register of the rounds of surveys.
pub const WAVE: &str = "survey_wave";
/// The register of tests before and after a seminar.
pub const TEST: &str = "test_score";
/// The register of votes of residents.
pub const BALLOT_ROUND: &str = "ballot_round";
/// The register of what residents propose to pay for.
pub const PROPOSAL: &str = "proposal";
/// The sealed register through which ballots come in.
pub const BALLOT: &str = "ballot";

/// The register of strengths, weaknesses, opportunities and threats of villages.
pub const SWOT: &str = "swot";
/// The register of entries of needs maps.
pub const NEED: &str = "need";
/// The register of the project's offices.
pub const OFFICE: &str = "office";

/// Registers and fields that the views need.
pub const NEEDED: &[(&str, &[&str])] = &[
    (PASSPORT, &["title_ru", "starts_on", "ends_on", "grant_sum", "head", "post_ru", "letter_number"]),
    (
        PLACE,
        &[
            "title_ru",
            "kato",
            "point",
            "district_ru",
            "rural_district_ru",
            "population",
            "adults",
            "working_age",
            "akim_office_ru",
        ],
    ),
    (GOAL, &["title_ru"]),
    (OBJECTIVE, &["goal", "number", "title_ru"]),
    (ACTIVITY, &["objective", "number", "title_ru", "position", "starts_on", "ends_on"]),
    (PARTICIPANT, &["gender", "status", "age_band", "name", "birth_year", "place"]),
    (EVENT, &["activity", "kind", "title_ru", "held_on", "place", "seminar_topic", "convened_on", "starts_at"]),
    (
        INDICATOR,
        &[
            "activity",
            "code",
            "title_ru",
            "unit",
            "measure",
            "rule",
            "target",
            "per_place",
            "evidence",
            "evidence_count",
            "evidence_per",
            "position",
        ],
    ),
    (EVIDENCE, &["activity", "event", "kind", "file", "taken_on"]),
    (NARRATIVE, &["activity", "section", "text_ru", "indicator"]),
    (ATTENDANCE, &["event", "participant", "role"]),
    (TESTIMONIAL, &["event", "kind"]),
    (ENGAGEMENT, &["wave", "engaged"]),
    (WAVE, &["survey", "wave", "place", "eligible", "target", "women", "under_33"]),
    (TEST, &["event", "pre", "post", "out_of"]),
    (
        PROBLEM,
        &[
            "activity",
            "place",
            "title_kk",
            "title_ru",
            "detail_kk",
            "detail_ru",
            "sphere",
            "raised_on",
            "source",
            "people",
            "point",
            "photo",
            "letter",
            "reply",
            "decision",
            "solved_on",
            "reopened_on",
            "reopened_why",
            "closed_on",
            "ticket",
            "merged_into",
            "related",
            "state",
        ],
    ),
    (
        SUPPORTER,
        &[
            "problem",
            "supported_on",
            "phone",
            "email",
            "language",
            "tell",
            "source",
            "ticket",
            "came_with",
            "same_person",
        ],
    ),
    (
        COMMUNITY_MEETING,
        &[
            "event",
            "kind",
            "part_ru",
            "initiator",
            "signatures",
            "district_consent_on",
            "notice_link",
            "notice_file",
            "members_total",
            "opened_by_ru",
            "chair",
            "secretary",
            "minutes_number",
            "minutes_signed_on",
            "handed_on",
            "akim_answer",
            "akim_answered_on",
            "second_meeting",
            "higher_answer",
            "higher_answered_on",
            "published_on",
        ],
    ),
    (
        AGENDA_QUESTION,
        &[
            "meeting",
            "number",
            "matter",
            "title_ru",
            "speeches",
            "votes_for",
            "votes_against",
            "votes_abstained",
            "decision_ru",
            "problem",
        ],
    ),
    (
        COMMUNITY_MEMBER,
        &[
            "place",
            "name",
            "participant",
            "role",
            "registered",
            "birth_year",
            "mandate_from",
            "mandate_to",
            "elected_at",
        ],
    ),
    (BUDGET_LINE, &["place", "year", "part", "source", "title_ru", "plan", "actual_half", "actual"]),
    (
        BUDGET_MONITORING,
        &[
            "place",
            "year",
            "half",
            "checked_on",
            "found_ru",
            "experts",
            "signed_on",
            "heard_at",
            "conclusion_ru",
            "concluded_on",
        ],
    ),
    (BUDGET_ADVICE, &["monitoring", "number", "text_ru", "answer", "reason_ru"]),
    (CONFIRMATION, &["problem", "who", "says", "said_on", "note", "photo"]),
    (
        LETTER,
        &[
            "activity",
            "kind",
            "number",
            "sent_on",
            "sent_by",
            "mail",
            "mail_on",
            "body",
            "official",
            "addressee_kind",
            "addressee_ru",
            "subject_ru",
            "text_ru",
            "place",
            "language",
            "copy",
            "enclosures",
            "registered_number",
            "registered_on",
            "ticket",
            "due_on",
            "extended_on",
            "extended_until",
            "extension_told_on",
            "extension_reason",
            "redirected_on",
            "redirected_from",
            "redirected_after",
            "state",
        ],
    ),
    (REPLY, &["letter", "number", "replied_on", "received_on", "outcome", "text_ru", "file", "came_by_link", "state"]),
    (
        RECOMMENDATION,
        &[
            "activity",
            "place",
            "problem",
            "position",
            "text_ru",
            "addressee_ru",
            "object_ru",
            "body",
            "people",
            "amount",
            "basis_ru",
            "evidence",
            "letter",
            "outcome",
            "outcome_on",
            "outcome_reason",
            "sent_to",
            "reply",
            "done_on",
        ],
    ),
    (PUBLIC_BODY, &["title_ru", "kind", "address_ru", "email", "language"]),
    (OFFICIAL, &["body", "kind", "post_ru", "name", "addressed_ru", "email", "language", "term_from", "term_to"]),
    (PROMISE, &["event", "body", "official", "place", "text_ru", "problems", "made_on", "due_on", "kept_on", "state"]),
    (DECISION, &["problem", "body_ru", "number", "decided_on", "text_ru", "document", "carried_out_on"]),
    (SWOT, &["place", "part", "text_ru"]),
    (NEED, &["place", "resources_ru"]),
    (OFFICE, &["place", "address_ru", "closed_on"]),
    (PUBLICATION, &["title", "outlet", "channel", "published_on", "link"]),
    (LEDGER, &["kind", "amount"]),
    (
        BALLOT_ROUND,
        &[
            "title_ru",
            "place",
            "kind",
            "form",
            "most",
            "problems",
            "envelope",
            "method",
            "utility",
            "completion",
            "step",
            "comparison",
            "electorate",
            "opens_on",
            "closes_on",
            "codes",
            "ballots",
            "spent",
            "state",
        ],
    ),
    (PROPOSAL, &["round", "title_ru", "cost", "votes", "state"]),
    (BALLOT, &["round", "code", "numbers", "gender", "age_band"]),
    (STORY, &["place", "title_ru", "start_ru", "impact_ru", "result_ru", "testimonial_ru"]),
];

/// An indicator: what was promised for an activity and how it is counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Indicator<'a> {
    /// The record.
    pub record: &'a Record,
    /// Id of its activity.
    pub activity: &'a str,
    /// Its code, `1.4.2`.
    pub code: &'a str,
    /// Word of the choices `unit`.
    pub unit: &'a str,
    /// The measure, as text.
    pub measure: &'a str,
    /// What was promised, where a number was.
    pub target: Option<Target>,
    /// What was promised in each place.
    pub per_place: Option<i64>,
    /// Evidence it demands: kind, how many, per what.
    pub evidence: Option<Demand<'a>>,
}

/// Evidence that an indicator demands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Demand<'a> {
    /// Word of the choices `evidence_kind`.
    pub kind: &'a str,
    /// At least so many.
    pub count: i64,
    /// Word of the choices `evidence_per`: `event`, `place` or `activity`.
    pub per: &'a str,
}

impl<'a> Indicator<'a> {
    /// The view; none where the record lacks what an indicator cannot be without.
    pub fn of(record: &'a Record) -> Option<Indicator<'a>> {
        let rule = TargetRule::read(record.text("rule"));
        let target = rule.zip(record.number("target")).map(|(rule, value)| Target { rule, value });
        let count = record.number("evidence_count").unwrap_or(1);
        let kind = Some(record.text("evidence")).filter(|kind| !kind.is_empty());
        Some(Indicator {
            record,
            activity: record.link("activity")?.as_str(),
            code: record.text("code"),
            unit: record.text("unit"),
            measure: Some(record.text("measure")).filter(|text| !text.is_empty())?,
            target,
            per_place: record.number("per_place"),
            evidence: kind.map(|kind| Demand { kind, count, per: record.text("evidence_per") }),
        })
    }

    /// What people read.
    pub fn title(&self, lang: Lang) -> &'a str {
        self.record.words("title", lang)
    }
}

/// The project's passport.
#[derive(Clone, PartialEq, Debug)]
pub struct Passport<'a> {
    /// The record.
    pub record: &'a Record,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
}

impl<'a> Passport<'a> {
    /// The view; none without the two days.
    pub fn of(record: &'a Record) -> Option<Passport<'a>> {
        Some(Passport { record, starts_on: day(record, "starts_on")?, ends_on: day(record, "ends_on")? })
    }
}

/// A day of a record.
pub fn day(record: &Record, field: &str) -> Option<Date> {
    match record.get(field)? {
        crate::Value::Date(date) => Some(*date),
        _ => None,
    }
}
