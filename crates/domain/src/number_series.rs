//! The numbers of a book of outgoing letters: one pattern, `01-18/{n}` say, in which `{n}` is one more than the highest
//! number that was ever given and `{year}` is the year. Which numbers were given is the caller's to know, also those of
//! letters that are no more: a number that stood on a paper once is never given again.

/// A pattern of numbers; it has exactly one `{n}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    before: String,
    after: String,
}

/// What is counted up.
const NUMBER: &str = "{n}";
/// What stands for the year.
const YEAR: &str = "{year}";
/// The pattern where a project says none.
const PATTERN: &str = "{year}/{n}";
/// A number has at most so many digits: what is longer was never counted up.
const DIGITS: usize = 9;

impl Series {
    /// The series of a pattern in a year; a pattern without exactly one `{n}` gets one at its end.
    pub fn of(pattern: &str, year: i16) -> Series {
        let pattern = if pattern.trim().is_empty() { PATTERN } else { pattern.trim() };
        let pattern = pattern.replace(YEAR, &year.to_string());
        match pattern.split_once(NUMBER) {
            Some((before, after)) => Series { before: before.to_string(), after: after.replace(NUMBER, "") },
            None => Series { before: format!("{pattern}/"), after: String::new() },
        }
    }

    /// The place of a number in the series; none where it belongs to another.
    pub fn place(&self, number: &str) -> Option<u64> {
        let middle = number.trim().strip_prefix(&self.before)?.strip_suffix(&self.after)?;
        let is_number = (1..=DIGITS).contains(&middle.len()) && middle.bytes().all(|byte| byte.is_ascii_digit());
        middle.parse().ok().filter(|_| is_number)
    }

    /// The number after the highest of those that were ever given.
    pub fn next<'n>(&self, given: impl IntoIterator<Item = &'n str>) -> String {
        let highest = given.into_iter().filter_map(|number| self.place(number)).max().unwrap_or_default();
        self.number(highest + 1)
    }

    /// The number at a place.
    pub fn number(&self, place: u64) -> String {
        format!("{}{place}{}", self.before, self.after)
    }

    /// Numbers between the lowest and the highest given ones that nobody has; the first few, and how many there are.
    pub fn gaps<'n>(&self, given: impl IntoIterator<Item = &'n str>, most: usize) -> (Vec<String>, u64) {
        let mut places: Vec<u64> = given.into_iter().filter_map(|number| self.place(number)).collect();
        places.sort_unstable();
        places.dedup();
        let between = places.windows(2).map(|pair| (pair[0] + 1, pair[1]));
        let n_gaps = between.clone().map(|(from, to)| to - from).sum();
        let first = between.flat_map(|(from, to)| from..to).take(most).map(|place| self.number(place)).collect();
        (first, n_gaps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(pattern: &str, given: &[&str], expected: Expect) {
        let series = Series::of(pattern, 2024);
        let (gaps, n_gaps) = series.gaps(given.iter().copied(), 3);
        expected.assert_eq(&format!("next {}, {n_gaps} missing {gaps:?}", series.next(given.iter().copied())));
    }

    #[test]
    fn the_next_number_is_one_more_than_the_highest() {
        check("01-18/{n}", &[], expect![["next 01-18/1, 0 missing []"]]);
        check(
            "01-18/{n}",
            &["01-18/41", "01-18/46", " 01-18/43 "],
            expect![[r#"next 01-18/47, 3 missing ["01-18/42", "01-18/44", "01-18/45"]"#]],
        );
        check(
            "{n}-шығ/{year}",
            &["9-шығ/2024", "10-шығ/2024", "77-шығ/2023"],
            expect!["next 11-шығ/2024, 0 missing []"],
        );
    }

    #[test]
    fn what_belongs_to_another_book_does_not_count() {
        check(
            "01-18/{n}",
            &["01-19/90", "01-18/9а", "01-18/", "45", "01-18/-3"],
            expect![["next 01-18/1, 0 missing []"]],
        );
        check("01-18/{n}", &["01-18/99999999999999999999"], expect![["next 01-18/1, 0 missing []"]]);
    }

    #[test]
    fn a_pattern_without_a_number_gets_one() {
        check("", &["2024/7"], expect!["next 2024/8, 0 missing []"]);
        check("АА", &["АА/7"], expect!["next АА/8, 0 missing []"]);
        check("{n}/{n}", &[], expect!["next 1/, 0 missing []"]);
    }

    #[test]
    fn a_wide_gap_is_counted_and_its_first_numbers_are_named() {
        check("{n}", &["1", "900000000"], expect![[r#"next 900000001, 899999998 missing ["2", "3", "4"]"#]]);
    }
}
