//! Letters that wait for an answer. A public body answers within 15 working days from registration, counted from the
//! next day (Administrative Procedural Code, art. 76 p. 1, 2). Working days are Monday to Friday but for the days off that
//! the catalogue lists (`choices/day_off.toml`).

use auyl_domain::views::{LETTER, day};
use auyl_domain::{Catalogue, Lang, Record, RecordId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;
use std::ops::Bound;

/// Working days within which a letter is to be answered.
pub const TERM: i64 = 15;
/// The list of the catalogue with the days on which nobody works.
const DAY_OFF: &str = "day_off";

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

pub(super) fn awaited(
    calendar: &Calendar,
    letters: &[Record],
    replies: &[Record],
    today: Date,
    lang: Lang,
) -> Vec<Awaited> {
    // A draft waits for nobody.
    let sent = letters.iter().filter(|letter| letter.state() != "draft");
    let of = |letter: &Record| {
        let answered =
            letter.state() == "answered" || replies.iter().any(|reply| reply.link(LETTER) == Some(&letter.id));
        let since = day(letter, "registered_on").or_else(|| day(letter, "sent_on"));
        let due = day(letter, "due_on").or_else(|| since.map(|since| calendar.after_working_days(since, TERM)));
        Awaited {
            id: letter.id.clone(),
            number: letter.text("number").to_string(),
            addressee: letter.words("addressee", lang).to_string(),
            subject: letter.words("subject", lang).to_string(),
            due,
            left: due.map(|due| calendar.working_days(today, due)),
            answered,
        }
    };
    let mut awaited: Vec<Awaited> = sent.map(of).collect();
    awaited.sort_by(|a, b| (a.answered, a.due, &a.id).cmp(&(b.answered, b.due, &b.id)));
    awaited
}

/// Which days are worked: Monday to Friday but for the days off of the catalogue.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Calendar {
    /// Days off from Monday to Friday.
    off: BTreeSet<Date>,
}

impl Calendar {
    /// As the catalogue says; where it has no such list, weekends alone are free.
    pub fn of(catalogue: &Catalogue) -> Calendar {
        let all = catalogue.choices(DAY_OFF).map(|choices| choices.all.as_slice()).unwrap_or_default();
        let spans = all.iter().filter_map(|choice| {
            let (first, last) = (date(choice.from?)?, date(choice.to?)?);
            Some(first.series(1.day()).take_while(move |day| *day <= last))
        });
        Calendar { off: spans.flatten().filter(|day| is_weekday(*day)).collect() }
    }

    /// The day on which so many working days, counted from the next day, are over.
    pub fn after_working_days(&self, since: Date, days: i64) -> Date {
        let (mut day, mut left) = (since, days);
        while left > 0 {
            // The calendar ends in the year 9999; a term does not begin there.
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left -= i64::from(is_weekday(day) && !self.off.contains(&day));
        }
        day
    }

    /// Working days after `from` up to and with `to`; below nought where `to` is over.
    pub fn working_days(&self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.working_days(to, from);
        }
        let days = i64::from((to - from).get_days());
        let (weeks, rest) = (days / 7, days % 7);
        let mut day = from;
        let mut weekdays = weeks * 5;
        for _ in 0..rest {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            weekdays += i64::from(is_weekday(day));
        }
        let n_off = self.off.range((Bound::Excluded(from), Bound::Included(to))).count();
        weekdays - i64::try_from(n_off).unwrap_or_default()
    }
}

/// 20241216 as a day.
fn date(number: i64) -> Option<Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use auyl_domain::value::read_date;

    fn day(text: &str) -> Date {
        read_date(text).expect("a day")
    }

    #[test]
    fn a_letter_of_a_friday_is_due_three_weeks_later_where_no_holidays_are_known() {
        let plain = Calendar::default();
        let friday = day("2024-05-17");
        assert_eq!(plain.after_working_days(friday, TERM), day("2024-06-07"));
        assert_eq!(plain.working_days(friday, day("2024-06-07")), 15);
        assert_eq!(plain.working_days(day("2024-06-07"), friday), -15);
        assert_eq!(plain.working_days(friday, day("2024-05-19")), 0);
        assert_eq!(plain.working_days(day("2024-05-18"), day("2024-05-20")), 1);
    }

    #[test]
    fn days_off_of_the_catalogue_make_the_term_longer() {
        let (catalogue, _) = crate::catalogue::read(None).expect("the catalogue is embedded");
        let calendar = Calendar::of(&catalogue);
        for (registered, due) in [
            // 16 December is a holiday.
            ("2024-11-25", "2024-12-17"),
            // 8, 22 and 23 March of 2025 fall on weekends, so that the 10th, 24th and 25th are free.
            ("2025-03-07", "2025-04-03"),
            ("2024-05-17", "2024-06-07"),
        ] {
            let (since, due) = (day(registered), day(due));
            assert_eq!(calendar.after_working_days(since, TERM), due, "{registered}");
            assert_eq!(calendar.working_days(since, due), TERM, "{registered}");
        }
        assert_eq!(calendar.working_days(day("2024-12-13"), day("2024-12-16")), 0);
    }
}
