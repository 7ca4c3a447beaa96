//! One value as a cell, one cell as the text that the one door reads. Excel makes numbers of telephone numbers
//! and days of numbers; here the register's kind decides what was meant.

use auyl_domain::amount::{self, DECIMAL, TIYN};
use auyl_domain::value::{FileRef, shown_date};
use auyl_domain::words::fold;
use auyl_domain::{Catalogue, Field, Kind, Lang, Value};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// What a form writes into a cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Text; never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

/// Whole numbers up to here are exact in a spreadsheet, which keeps 15 digits.
const EXACT: i64 = 999_999_999_999_999;

/// Writes values of one catalogue in one language, as drop-down lists offer them.
pub struct Writing<'a> {
    /// Lists and labels.
    pub catalogue: &'a Catalogue,
    /// Language of the labels.
    pub lang: Lang,
    /// Where a reader of the form will find a file.
    pub file_path: &'a dyn Fn(&FileRef) -> String,
}

impl Writing<'_> {
    /// The cell of a value.
    pub fn cell(&self, field: &Field, value: &Value) -> Cell {
        match value {
            Value::Count(n) if n.abs() <= EXACT => Cell::Number(*n as f64),
            Value::Money(n) if n.abs() <= EXACT => Cell::Number(*n as f64 / TIYN as f64),
            Value::Decimal(n) if n.abs() <= EXACT => Cell::Number(*n as f64 / DECIMAL as f64),
            Value::Date(day) => Cell::Day(*day),
            Value::Flag(yes) => Cell::Text(flag(*yes, self.lang).into()),
            Value::Choice(word) => Cell::Text(self.choice(field, word)),
            Value::Many(words) => {
                let words: Vec<String> = words.iter().map(|word| self.choice(field, word)).collect();
                Cell::Text(words.join("; "))
            }
            Value::File(file) => Cell::Text((self.file_path)(file)),
            other => Cell::Text(other.plain()),
        }
    }

    fn choice(&self, field: &Field, word: &str) -> String {
        match &field.kind {
            Kind::Choice { choices } => choice_text(self.catalogue, choices, word, self.lang, field.many),
            _ => word.to_string(),
        }
    }
}

/// Yes or no, as drop-down lists offer it.
pub fn flag(yes: bool, lang: Lang) -> &'static str {
    match (lang, yes) {
        (Lang::Kk, true) => "Иә",
        (Lang::Kk, false) => "Жоқ",
        (Lang::Ru, true) => "Да",
        (Lang::Ru, false) => "Нет",
        (Lang::En, true) => "Yes",
        (Lang::En, false) => "No",
    }
}

/// What a list offers for one of its words: the label, where reading it back gives this word again, else the code.
pub fn choice_text(catalogue: &Catalogue, choices: &str, word: &str, lang: Lang, many: bool) -> String {
    let Some(list) = catalogue.choices(choices) else { return word.to_string() };
    let label = list.get(word).map(|choice| choice.label.get(lang).trim()).unwrap_or_default();
    let wanted = fold(label);
    let means = |choice: &&auyl_domain::catalogue::Choice| {
        Lang::ALL.iter().any(|lang| {
            let label = choice.label.exactly(*lang);
            !label.is_empty() && fold(label) == wanted
        })
    };
    let parts = many && label.contains([',', ';', '\n']);
    let is_anothers_code = list.all.iter().any(|choice| choice.id == label && choice.id != word);
    let found = list.all.iter().find(means).map(|choice| choice.id.as_str());
    let comes_back = found == Some(word) && !label.is_empty() && !parts && !is_anothers_code;
    if comes_back { label.to_string() } else { word.to_string() }
}

/// A bound of a field, in stored units, as files carry it.
pub fn bound(field: &Field, bound: i64) -> String {
    amount::plain_scaled(bound, scale(&field.kind))
}

/// Stored units in one, for numbers.
pub(crate) fn scale(kind: &Kind) -> i64 {
    match kind {
        Kind::Money => TIYN,
        Kind::Decimal => DECIMAL,
        _ => 1,
    }
}

/// What a spreadsheet holds in a cell that is a number to it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Serial {
    /// The number itself.
    pub number: f64,
    /// Whether the cell is formatted as a day or a time.
    pub is_dated: bool,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
}

impl Serial {
    /// The text that the one door reads for a field of this kind; a record's id has none.
    pub fn text(self, kind: Option<&Kind>) -> String {
        let whole = self.number.fract() == 0.0;
        match kind {
            Some(Kind::Date) => self.day().map(|day| day.to_string()).unwrap_or_else(|| plain_number(self.number)),
            Some(Kind::Time) => self.time().unwrap_or_else(|| plain_number(self.number)),
            Some(Kind::Count | Kind::Decimal | Kind::Money) => plain_number(self.number),
            _ if self.is_dated => match (self.day(), self.time()) {
                (Some(day), _) if whole => shown_date(day),
                (Some(day), Some(time)) => format!("{} {time}", shown_date(day)),
                (None, Some(time)) => time,
                _ => plain_number(self.number),
            },
            _ => plain_number(self.number),
        }
    }

    /// The day of a serial between 1900 and 2200; a number far from any day is none.
    fn day(self) -> Option<Date> {
        let days = self.number.floor();
        if !(1.0..110_000.0).contains(&days) {
            return None;
        }
        // Excel believes that 1900 was a leap year.
        let origin = match (self.from_1904, days < 60.0) {
            (true, _) => Date::constant(1904, 1, 1),
            (false, true) => Date::constant(1899, 12, 31),
            (false, false) => Date::constant(1899, 12, 30),
        };
        // A number in a cell that is not formatted as a day may be a year or a count.
        if !self.is_dated && (self.number.fract() != 0.0 || days < 18_000.0) {
            return None;
        }
        let span: Span = (days as i64).days();
        origin.checked_add(span).ok()
    }

    fn time(self) -> Option<String> {
        if self.number < 0.0 || (self.number >= 1.0 && !self.is_dated) {
            return None;
        }
        let minutes = (self.number.fract() * 24.0 * 60.0).round() as i64 % (24 * 60);
        Some(format!("{:02}:{:02}", minutes / 60, minutes % 60))
    }
}

/// A number as somebody typed it: no `.0`, and no more digits than the spreadsheet keeps.
pub fn plain_number(number: f64) -> String {
    if number == 0.0 {
        return "0".into();
    }
    // 0.1 + 0.2 is 0.30000000000000004; Excel shows 15 digits and so do we.
    match format!("{number:.14e}").parse::<f64>() {
        Ok(rounded) => rounded.to_string(),
        Err(_) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: f64, is_dated: bool, kind: Kind, expected: &str) {
        let serial = Serial { number, is_dated, from_1904: false };
        assert_eq!(serial.text(Some(&kind)), expected, "{number} as {kind:?}");
    }

    #[test]
    fn a_number_cell_becomes_what_the_register_asks_for() {
        check(87_020_000_000.0, false, Kind::Phone, "87020000000");
        check(60.0, false, Kind::Text, "60");
        check(1.4, false, Kind::Text, "1.4");
        check(0.1 + 0.2, false, Kind::Money, "0.3");
        check(0.0, false, Kind::Count, "0");
        check(-5.0, false, Kind::Count, "-5");
        check(45_426.0, true, Kind::Date, "2024-05-14");
        check(45_426.0, false, Kind::Date, "2024-05-14");
        check(2024.0, false, Kind::Date, "2024");
        check(59.0, true, Kind::Date, "1900-02-28");
        check(61.0, true, Kind::Date, "1900-03-01");
        check(45_426.0, true, Kind::Text, "14.05.2024");
        check(0.375, true, Kind::Time, "09:00");
        check(45_426.604_166_67, true, Kind::Text, "14.05.2024 14:30");
        check(f64::NAN, true, Kind::Date, "NaN");
        check(1e300, true, Kind::Time, "00:00");
    }
}
