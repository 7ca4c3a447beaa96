//! How long a problem waits between the stages of its road: raised, asked about, answered, decided, solved. Medians and no
//! means: one problem that waited for years says nothing of the others.

use jiff::civil::Date;

/// The days on which one problem came to each stage, as far as it came.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Road {
    /// Residents named it.
    pub raised: Option<Date>,
    /// A letter about it went out.
    pub asked: Option<Date>,
    /// A reply came.
    pub answered: Option<Date>,
    /// Somebody decided.
    pub decided: Option<Date>,
    /// It is called solved.
    pub solved: Option<Date>,
}

impl Road {
    /// Days between each stage and the next; none where one of the two is not known, or lies before the other: such days are
    /// wrong, and a finding says so elsewhere.
    pub fn waits(&self) -> [Option<i64>; 4] {
        let stages = [self.raised, self.asked, self.answered, self.decided, self.solved];
        let wait = |at: usize| {
            let (from, to) = (stages[at]?, stages[at + 1]?);
            Some(i64::from(from.until(to).ok()?.get_days())).filter(|days| *days >= 0)
        };
        [wait(0), wait(1), wait(2), wait(3)]
    }
}

/// The median of whole numbers, in halves: between two middle ones lies a half. None of no numbers.
pub fn median_halves(mut numbers: Vec<i64>) -> Option<i64> {
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => None,
        n if n % 2 == 1 => numbers[middle].checked_mul(2),
        _ => numbers[middle - 1].checked_add(numbers[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::read_date;
    use expect_test::{Expect, expect};

    /// Roads as lines of days, `-` where a stage was not reached; the median of each wait, in days.
    fn check(roads: &str, expected: Expect) {
        let road = |line: &str| {
            let mut days = line.split_whitespace().map(read_date);
            let mut next = || days.next().flatten();
            Road { raised: next(), asked: next(), answered: next(), decided: next(), solved: next() }
        };
        let waits: Vec<[Option<i64>; 4]> = roads.lines().map(|line| road(line).waits()).collect();
        let median = |at: usize| {
            let halves = median_halves(waits.iter().filter_map(|waits| waits[at]).collect());
            halves.map_or_else(|| "–".into(), |halves| format!("{}", halves as f64 / 2.0))
        };
        expected.assert_eq(&[0, 1, 2, 3].map(median).join(" "));
    }

    #[test]
    fn a_problem_that_never_got_an_answer_has_waited_for_nothing_after_it() {
        check("2024-05-13 2024-10-08 - - -", expect!["148 – – –"]);
    }

    #[test]
    fn between_two_problems_lies_a_half_day() {
        check("2024-05-13 2024-05-20 - - -\n2024-05-13 2024-05-21 - - -", expect!["7.5 – – –"]);
    }

    #[test]
    fn a_decision_before_its_letter_is_no_wait() {
        check("2024-05-13 2024-10-08 2024-10-20 2024-10-01 2024-10-22", expect!["148 12 – 21"]);
    }

    #[test]
    fn a_problem_without_a_letter_still_shows_how_long_it_took_from_decision_to_end() {
        check("2024-06-04 - - 2024-09-20 2024-09-30", expect!["– – – 10"]);
    }
}
