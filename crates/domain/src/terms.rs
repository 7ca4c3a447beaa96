//! Terms of a letter to a public body, by the Administrative Procedural Code (art. 65, 76): until when it is answered,
//! until when the term may be extended, by which day the sender is told; and when the team is reminded. The numbers stand
//! in the catalogue (`choices/letter_term.toml`), the working days in [`crate::working_days`]. What a letter is, is not
//! known here: days come in, days go out.

use crate::Catalogue;
use crate::working_days::Calendar;
use jiff::ToSpan;
use jiff::civil::Date;

/// The list of the catalogue with the numbers.
const LIST: &str = "letter_term";
/// A reminder that was not sent within so many days is not sent late.
const FRESH_DAYS: i64 = 7;
/// How the lines of the list begin that are reminders.
const BEFORE: &str = "before_";
const AFTER: &str = "after_";

/// The numbers of the terms, and the days that they are counted in.
#[derive(Clone, PartialEq, Debug)]
pub struct Terms {
    /// Which days are worked.
    pub calendar: Calendar,
    /// Working days within which a letter is answered.
    pub answer: i64,
    /// Months by which the term may be extended, from the decision to do so.
    pub extension: i64,
    /// Working days within which the sender is told of it.
    pub told: i64,
    /// Working days within which a letter is sent on to the body that it concerns.
    pub redirect: i64,
    /// When the team is reminded, the earliest first.
    pub reminders: Vec<Reminder>,
}

/// A day on which the team is reminded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reminder {
    /// Its line in the list.
    pub id: String,
    /// Working days that are left then; below nought so many are over.
    pub left: i64,
}

/// How a letter stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It was answered.
    Answered,
    /// So many working days are left; nought on the last day.
    Waits(i64),
    /// The term ended so many working days ago. Nought where only free days have passed since.
    Overdue(i64),
}

impl Terms {
    /// As the catalogue says; the numbers of the Code where it says nothing.
    pub fn of(catalogue: &Catalogue) -> Terms {
        let list = catalogue.choices(LIST).map(|choices| choices.all.as_slice()).unwrap_or_default();
        let number = |id: &str, otherwise: i64| {
            list.iter().find(|line| line.id == id).and_then(|line| line.from).unwrap_or(otherwise)
        };
        let reminder = |line: &crate::catalogue::Choice| {
            let left = match line.id.starts_with(BEFORE) {
                true => line.from?,
                false => line.from.filter(|_| line.id.starts_with(AFTER))?.checked_neg()?,
            };
            Some(Reminder { id: line.id.clone(), left })
        };
        let mut reminders: Vec<Reminder> = list.iter().filter_map(reminder).collect();
        reminders.sort_by_key(|reminder| std::cmp::Reverse(reminder.left));
        Terms {
            calendar: Calendar::of(catalogue),
            answer: number("answer", 15),
            // A catalogue may say anything; a term of more than ten years is a slip.
            extension: number("extension", 2).clamp(0, 120),
            told: number("told", 3),
            redirect: number("redirect", 3),
            reminders,
        }
    }

    /// The last day for an answer to a letter that was registered on a day.
    pub fn due(&self, registered: Date) -> Date {
        self.calendar.after_working_days(registered, self.answer)
    }

    /// The last day to which the term may be extended by a decision of a day.
    pub fn extended_at_most(&self, decided: Date) -> Date {
        self.calendar.worked_from(decided.saturating_add(self.extension.months()))
    }

    /// The last day on which the sender is told of that decision.
    pub fn told_by(&self, decided: Date) -> Date {
        self.calendar.after_working_days(decided, self.told)
    }

    /// The last day on which a letter that was registered on a day is sent on.
    pub fn redirected_by(&self, registered: Date) -> Date {
        self.calendar.after_working_days(registered, self.redirect)
    }

    /// How something that is due on a day stands on another.
    pub fn standing(&self, due: Date, is_answered: bool, today: Date) -> Standing {
        match today <= due {
            _ if is_answered => Standing::Answered,
            true => Standing::Waits(self.calendar.working_days(today, due)),
            false => Standing::Overdue(self.calendar.working_days(due, today)),
        }
    }

    /// The last reminder whose day has come.
    pub fn reminder(&self, due: Date, today: Date) -> Option<&Reminder> {
        let left = self.calendar.working_days(today, due);
        // On a free day after the last one nothing is over yet.
        self.reminders.iter().rfind(|reminder| left <= reminder.left)
    }

    /// The last reminder whose day has come, unless it came more than a week ago: what nobody could send then would surprise
    /// whoever gets it now.
    pub fn fresh_reminder(&self, due: Date, today: Date) -> Option<&Reminder> {
        let now = self.reminder(due, today)?;
        let before = today.saturating_sub(FRESH_DAYS.days());
        (self.reminder(due, before) != Some(now)).then_some(now)
    }
}
