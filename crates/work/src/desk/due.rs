//! What waits for a public body: letters without an answer, promises that are not kept yet, each with its last day. How
//! many working days are left is told by `auyl_domain::terms`.

use auyl_domain::terms::{Standing, Terms};
use auyl_domain::value::shown_date;
use auyl_domain::views::{ANSWERED, LETTER, Letter, PROMISE, Promise};
use auyl_domain::{Finding, Lang, Record, RecordId, Severity, Spot};
use jiff::civil::Date;

/// A letter on the desk.
#[derive(Clone, PartialEq, Debug)]
pub struct Awaited {
    /// The record.
    pub id: RecordId,
    /// Its number.
    pub number: String,
    /// To whom.
    pub addressee: String,
    /// About what.
    pub subject: String,
    /// The day on which an answer is due: as the letter says, else counted from its registration or sending.
    pub due: Option<Date>,
    /// Working days that are left; below nought so many are over.
    pub left: Option<i64>,
    /// Whether a reply has come.
    pub answered: bool,
}

/// A promise on the desk.
#[derive(Clone, PartialEq, Debug)]
pub struct Promised {
    /// The record.
    pub id: RecordId,
    /// What was promised.
    pub text: String,
    /// By which day.
    pub due: Option<Date>,
    /// Working days that are left; below nought so many are over.
    pub left: Option<i64>,
}

pub(super) fn awaited(terms: &Terms, letters: &[Record], replies: &[Record], today: Date, lang: Lang) -> Vec<Awaited> {
    // A draft waits for nobody.
    let sent = letters.iter().filter(|letter| !Letter::of(letter).is_draft());
    let of = |letter: &Record| {
        let answered = letter.state() == ANSWERED || replies.iter().any(|reply| reply.link(LETTER) == Some(&letter.id));
        let due = Letter::of(letter).due(terms);
        Awaited {
            id: letter.id.clone(),
            number: letter.text("number").to_string(),
            addressee: letter.words("addressee", lang).to_string(),
            subject: letter.words("subject", lang).to_string(),
            due,
            left: due.map(|due| terms.calendar.working_days(today, due)),
            answered,
        }
    };
    let mut awaited: Vec<Awaited> = sent.map(of).collect();
    awaited.sort_by(|a, b| (a.answered, a.due, &a.id).cmp(&(b.answered, b.due, &b.id)));
    awaited
}

pub(super) fn promised(terms: &Terms, promises: &[Record], today: Date, lang: Lang) -> Vec<Promised> {
    let of = |promise: &Record| {
        let due = Promise::of(promise).due();
        Promised {
            id: promise.id.clone(),
            text: promise.words("text", lang).to_string(),
            due,
            left: due.map(|due| terms.calendar.working_days(today, due)),
        }
    };
    let mut promised: Vec<Promised> =
        promises.iter().filter(|promise| Promise::of(promise).is_awaited()).map(of).collect();
    promised.sort_by(|a, b| (a.due.is_none(), a.due, &a.id).cmp(&(b.due.is_none(), b.due, &b.id)));
    promised
}

/// What the team is reminded of today: letters and promises whose day is near. What is over is told by the rules of their
/// registers as soon as it is marked as such.
pub(super) fn reminders(terms: &Terms, letters: &[Awaited], promises: &[Promised], today: Date) -> Vec<Finding> {
    let near = |due: Date| match terms.standing(due, false, today) {
        Standing::Waits(left) if terms.reminder(due, today).is_some() => Some(left),
        _ => None,
    };
    let of_letters = letters.iter().filter(|letter| !letter.answered).filter_map(|letter| {
        let due = letter.due?;
        let finding =
            Finding::new("letter-due-soon", Severity::Hint).with("n", near(due)?).with("due", shown_date(due));
        let name = format!("{} · {}", letter.number, letter.addressee);
        Some(finding.with("name", name).at(Spot::record(LETTER, letter.id.as_str())))
    });
    let of_promises = promises.iter().filter_map(|promise| {
        let due = promise.due?;
        let finding =
            Finding::new("promise-due-soon", Severity::Hint).with("n", near(due)?).with("due", shown_date(due));
        Some(finding.with("name", &promise.text).at(Spot::record(PROMISE, promise.id.as_str())))
    });
    of_letters.chain(of_promises).collect()
}
