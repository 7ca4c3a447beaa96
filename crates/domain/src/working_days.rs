//! Which days are worked in Kazakhstan, and terms counted in them. Monday to Friday but for the days off of the catalogue
//! (`choices/day_off.toml`), and the weekend days that are worked for a day off that was moved (`choices/day_worked.toml`).
//! What a term is for (a letter, a gathering) is not known here.

use crate::Catalogue;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;
use std::ops::Bound;

/// The list of the catalogue with the days from Monday to Friday on which nobody works.
const DAY_OFF: &str = "day_off";
/// The list of the catalogue with the weekend days that are worked.
const DAY_WORKED: &str = "day_worked";

/// Which days are worked.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Calendar {
    /// Days off from Monday to Friday.
    off: BTreeSet<Date>,
    /// Saturdays and Sundays that are worked.
    worked: BTreeSet<Date>,
}

impl Calendar {
    /// As the catalogue says; where it has no such lists, weekends alone are free.
    pub fn of(catalogue: &Catalogue) -> Calendar {
        let days = |list: &str, weekdays: bool| {
            let all = catalogue.choices(list).map(|choices| choices.all.as_slice()).unwrap_or_default();
            let spans = all.iter().filter_map(|choice| {
                let (first, last) = (date(choice.from?)?, date(choice.to?)?);
                Some(first.series(1.day()).take_while(move |day| *day <= last))
            });
            spans.flatten().filter(|day| is_weekday(*day) == weekdays).collect()
        };
        Calendar { off: days(DAY_OFF, true), worked: days(DAY_WORKED, false) }
    }

    /// Whether people work on a day.
    pub fn is_worked(&self, day: Date) -> bool {
        if is_weekday(day) { !self.off.contains(&day) } else { self.worked.contains(&day) }
    }

    /// The day, or the next one that is worked.
    pub fn worked_from(&self, day: Date) -> Date {
        let mut day = day;
        while !self.is_worked(day) {
            // The calendar ends in the year 9999; a term does not end there.
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        day
    }

    /// The day on which so many working days, counted from the next day, are over.
    pub fn after_working_days(&self, since: Date, days: i64) -> Date {
        let (mut day, mut left) = (since, days);
        while left > 0 {
            // The calendar ends in the year 9999; a term does not begin there.
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left -= i64::from(self.is_worked(day));
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
        let among = |days: &BTreeSet<Date>| {
            let n = days.range((Bound::Excluded(from), Bound::Included(to))).count();
            i64::try_from(n).unwrap_or_default()
        };
        weekdays - among(&self.off) + among(&self.worked)
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
    use crate::value::read_date;

    fn day(text: &str) -> Date {
        read_date(text).expect("a day")
    }

    #[test]
    fn where_no_holidays_are_known_weekends_alone_are_free() {
        let plain = Calendar::default();
        let friday = day("2024-05-17");
        assert_eq!(plain.after_working_days(friday, 15), day("2024-06-07"));
        assert_eq!(plain.working_days(friday, day("2024-06-07")), 15);
        assert_eq!(plain.working_days(day("2024-06-07"), friday), -15);
        assert_eq!(plain.working_days(friday, day("2024-05-19")), 0);
        assert_eq!(plain.working_days(friday, friday), 0);
        assert_eq!(plain.working_days(day("2024-05-18"), day("2024-05-20")), 1);
        assert_eq!(plain.worked_from(day("2024-05-18")), day("2024-05-20"));
    }
}
