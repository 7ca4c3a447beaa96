//! Letters that wait for an answer. A public body answers within 15 working days from registration, counted from the
//! next day (Administrative Procedural Code, art. 76 p. 1, 2). Working days are Monday to Friday; public holidays
//! are not known here, so that a real term may end some days later.

use auyl_domain::views::{LETTER, day};
use auyl_domain::{Lang, Record, RecordId};
use jiff::civil::{Date, Weekday};

/// Working days within which a letter is to be answered.
pub const TERM: i64 = 15;

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

pub(super) fn awaited(letters: &[Record], replies: &[Record], today: Date, lang: Lang) -> Vec<Awaited> {
    // A draft waits for nobody.
    let sent = letters.iter().filter(|letter| letter.state() != "draft");
    let of = |letter: &Record| {
        let answered =
            letter.state() == "answered" || replies.iter().any(|reply| reply.link(LETTER) == Some(&letter.id));
        let since = day(letter, "registered_on").or_else(|| day(letter, "sent_on"));
        let due = day(letter, "due_on").or_else(|| since.map(|since| after_working_days(since, TERM)));
        Awaited {
            id: letter.id.clone(),
            number: letter.text("number").to_string(),
            addressee: letter.words("addressee", lang).to_string(),
            subject: letter.words("subject", lang).to_string(),
            due,
            left: due.map(|due| working_days(today, due)),
            answered,
        }
    };
    let mut awaited: Vec<Awaited> = sent.map(of).collect();
    awaited.sort_by(|a, b| (a.answered, a.due, &a.id).cmp(&(b.answered, b.due, &b.id)));
    awaited
}

/// The day on which so many working days, counted from the next day, are over.
pub fn after_working_days(since: Date, days: i64) -> Date {
    let (mut day, mut left) = (since, days);
    while left > 0 {
        // The calendar ends in the year 9999; a term does not begin there.
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        left -= i64::from(is_working(day));
    }
    day
}

/// Working days after `from` up to and with `to`; below nought where `to` is over.
pub fn working_days(from: Date, to: Date) -> i64 {
    if to < from {
        return -working_days(to, from);
    }
    let days = i64::from((to - from).get_days());
    let (weeks, rest) = (days / 7, days % 7);
    let mut day = from;
    let mut working = weeks * 5;
    for _ in 0..rest {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        working += i64::from(is_working(day));
    }
    working
}

fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use auyl_domain::value::read_date;

    #[test]
    fn a_letter_of_a_friday_is_due_three_weeks_later() {
        let day = |text| read_date(text).expect("a day");
        let friday = day("2024-05-17");
        assert_eq!(after_working_days(friday, TERM), day("2024-06-07"));
        assert_eq!(working_days(friday, day("2024-06-07")), 15);
        assert_eq!(working_days(day("2024-06-07"), friday), -15);
        assert_eq!(working_days(friday, day("2024-05-19")), 0);
        assert_eq!(working_days(day("2024-05-18"), day("2024-05-20")), 1);
    }
}
