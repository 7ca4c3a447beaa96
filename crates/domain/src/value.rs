//! What one field can hold: read from the text a person or a file gave, written back to text, and the
//! form in which it is stored (text or a 64-bit integer, nothing else, so that both databases agree).

use crate::amount::{self, DECIMAL, TIYN};
use crate::id::RecordId;
use crate::register::Kind;
use crate::words::Lang;
use jiff::civil::Date;

/// One field's content. Texts are never empty and carry no leading or trailing space.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Value {
    /// Text, note, time (`HH:MM`), point (`latitude,longitude`), phone, url.
    Text(String),
    /// A whole number.
    Count(i64),
    /// In ten-thousandths.
    Decimal(i64),
    /// In tiyn.
    Money(i64),
    /// A day.
    Date(Date),
    /// Yes or no.
    Flag(bool),
    /// One word of a list.
    Choice(String),
    /// Several words of a list, or several linked records, sorted.
    Many(Vec<String>),
    /// Another record (also a place).
    Link(RecordId),
    /// A file in the store.
    File(FileRef),
}

/// A file kept once under its SHA-256, with the name a person knows it by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FileRef {
    /// 64 hexadecimal digits.
    pub sha256: String,
    /// File name without folders.
    pub name: String,
}

/// How a value lies in a database column.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stored {
    /// A `bigint` column.
    Int(i64),
    /// A `text` column.
    Text(String),
}

impl Value {
    /// The value as a column holds it. Lists are stored `,a,b,` so that `like '%,a,%'` finds a member.
    pub fn stored(&self) -> Stored {
        match self {
            Value::Text(text) | Value::Choice(text) => Stored::Text(text.clone()),
            Value::Count(n) | Value::Decimal(n) | Value::Money(n) => Stored::Int(*n),
            Value::Date(date) => Stored::Text(date.to_string()),
            Value::Flag(yes) => Stored::Int(i64::from(*yes)),
            Value::Many(words) => Stored::Text(format!(",{},", words.join(","))),
            Value::Link(id) => Stored::Text(id.to_string()),
            Value::File(file) => Stored::Text(format!("{}:{}", file.sha256, file.name)),
        }
    }

    /// The value that a column of this kind holds; `None` where the column's content is not of the kind,
    /// which only a hand inside the database can have done.
    pub fn from_stored(kind: &Kind, many: bool, stored: Stored) -> Option<Value> {
        match (kind, stored) {
            (Kind::Count, Stored::Int(n)) => Some(Value::Count(n)),
            (Kind::Decimal, Stored::Int(n)) => Some(Value::Decimal(n)),
            (Kind::Money, Stored::Int(n)) => Some(Value::Money(n)),
            (Kind::Flag, Stored::Int(n)) => Some(Value::Flag(n != 0)),
            (Kind::Date, Stored::Text(text)) => text.parse().ok().map(Value::Date),
            (Kind::Choice { .. } | Kind::Link { .. }, Stored::Text(text)) if many => {
                Some(Value::Many(text.split(',').filter(|word| !word.is_empty()).map(str::to_string).collect()))
            }
            (Kind::Choice { .. }, Stored::Text(text)) => Some(Value::Choice(text)),
            (Kind::Link { .. } | Kind::Place, Stored::Text(text)) => RecordId::read(&text).map(Value::Link),
            (Kind::File, Stored::Text(text)) => FileRef::read(&text).map(Value::File),
            (Kind::Text | Kind::Note | Kind::Time | Kind::Point | Kind::Phone | Kind::Url, Stored::Text(text)) => {
                Some(Value::Text(text))
            }
            _ => None,
        }
    }

    /// The value as files carry it; reading it back gives the same value.
    pub fn plain(&self) -> String {
        match self {
            Value::Text(text) | Value::Choice(text) => text.clone(),
            Value::Count(n) => n.to_string(),
            Value::Decimal(n) => amount::plain_scaled(*n, DECIMAL),
            Value::Money(n) => amount::plain_scaled(*n, TIYN),
            Value::Date(date) => date.to_string(),
            Value::Flag(yes) => if *yes { "yes" } else { "no" }.to_string(),
            Value::Many(words) => words.join(", "),
            Value::Link(id) => id.to_string(),
            Value::File(file) => file.name.clone(),
        }
    }

    /// The value as a person reads it: grouped numbers, dates as `14.05.2024`.
    pub fn shown(&self) -> String {
        match self {
            Value::Count(n) => amount::grouped(*n),
            Value::Decimal(n) => amount::shown_scaled(*n, DECIMAL),
            Value::Money(n) => amount::shown_scaled(*n, TIYN),
            Value::Date(date) => shown_date(*date),
            other => other.plain(),
        }
    }

    /// The linked record.
    pub fn link(&self) -> Option<&RecordId> {
        match self {
            Value::Link(id) => Some(id),
            _ => None,
        }
    }

    /// The text of a text or choice value.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Choice(text) => Some(text),
            _ => None,
        }
    }
}

impl FileRef {
    /// Reads `sha256:name`.
    pub fn read(text: &str) -> Option<FileRef> {
        let (sha256, name) = text.split_once(':')?;
        let fits = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit()) && !name.is_empty();
        fits.then(|| FileRef { sha256: sha256.to_string(), name: name.to_string() })
    }
}

/// A day as people in Kazakhstan write it in figures: `14.05.2024`.
pub fn shown_date(date: Date) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// A day as official letters write it: `25 ноября 2024 года`, `2024 жылғы 25 қараша`, `25 November 2024`.
pub fn long_date(date: Date, lang: Lang) -> String {
    let at = usize::from(date.month().unsigned_abs()) - 1;
    let (day, year) = (date.day(), date.year());
    match lang {
        Lang::Kk => format!("{year} жылғы {day} {}", MONTHS_KK[at]),
        Lang::Ru => format!("{day} {} {year} года", MONTHS_RU_OF[at]),
        Lang::En => format!("{day} {} {year}", MONTHS_EN[at]),
    }
}

/// A month in three letters, for axes: `сәу`, `апр`, `Apr`; the first month for a number that is none.
pub fn short_month(month: i8, lang: Lang) -> String {
    let at = usize::from(month.clamp(1, 12).unsigned_abs()) - 1;
    let name = match lang {
        Lang::Kk => MONTHS_KK[at],
        Lang::Ru => MONTHS_RU[at],
        Lang::En => MONTHS_EN[at],
    };
    name.chars().take(3).collect()
}

/// A stretch of whole months: `Апрель–май 2024 года`; one month: `Август 2024 года`.
pub fn shown_months(from: Date, to: Date, lang: Lang) -> String {
    let names = match lang {
        Lang::Kk => MONTHS_KK,
        Lang::Ru => MONTHS_RU,
        Lang::En => MONTHS_EN,
    };
    let name = |date: Date| names[usize::from(date.month().unsigned_abs()) - 1];
    let (first, year) = (capital(name(from)), to.year());
    let months = match (from.year() == year, from.month() == to.month()) {
        (true, true) => first,
        (true, false) => format!("{first}–{}", name(to)),
        (false, _) => format!("{first} {}–{}", from.year(), name(to)),
    };
    match lang {
        Lang::Kk => format!("{year} жылғы {}", months.to_lowercase()),
        Lang::Ru => format!("{months} {year} года"),
        Lang::En => format!("{months} {year}"),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Months in Kazakh.
pub const MONTHS_KK: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const MONTHS_RU: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
const MONTHS_RU_OF: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a day: `2024-05-14`, `14.05.2024`, `14/05/2024`. `None` for days that do not exist (31.02.2024).
pub fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let numbers = |sep: char| -> Option<Vec<i16>> {
        let parts: Option<Vec<i16>> = text.split(sep).map(|part| part.parse().ok()).collect();
        parts.filter(|parts| parts.len() == 3)
    };
    let (year, month, day) = if let Some(parts) = numbers('-') {
        (parts[0], parts[1], parts[2])
    } else {
        let parts = numbers('.').or_else(|| numbers('/'))?;
        (parts[2], parts[1], parts[0])
    };
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads yes or no in three languages.
pub fn read_flag(text: &str) -> Option<bool> {
    match crate::words::fold(text).as_str() {
        "yes" | "true" | "1" | "да" | "ия" | "иа" | "иә" | "+" => Some(true),
        "no" | "false" | "0" | "нет" | "жок" | "-" => Some(false),
        _ => None,
    }
}

/// Reads a time of day, `9:05` or `14:30`, as `HH:MM`.
pub fn read_time(text: &str) -> Option<String> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let minutes = minutes.get(..2)?;
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then(|| format!("{hours:02}:{minutes:02}"))
}

/// Reads a point in degrees, `44.95, 65.35`, as `44.95,65.35`.
pub fn read_point(text: &str) -> Option<String> {
    let (latitude, longitude) = text.split_once([',', ' '])?;
    let (lat, lon): (f64, f64) = (latitude.trim().parse().ok()?, longitude.trim().parse().ok()?);
    let fits = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    fits.then(|| format!("{},{}", latitude.trim(), longitude.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_no_date() {
        assert_eq!(read_date("31.02.2024"), None);
        assert_eq!(read_date("14.05.2024").map(shown_date).as_deref(), Some("14.05.2024"));
        assert_eq!(read_date("2024-05-14").map(|d| d.to_string()).as_deref(), Some("2024-05-14"));
        assert_eq!(read_date("14 мая"), None);
    }

    #[test]
    fn months_and_days_are_written_as_letters_write_them() {
        let day = read_date("2024-11-25").expect("a date");
        assert_eq!(long_date(day, Lang::Kk), "2024 жылғы 25 қараша");
        assert_eq!(long_date(day, Lang::Ru), "25 ноября 2024 года");
        let april = read_date("2024-04-01").expect("a date");
        assert_eq!(shown_months(april, day, Lang::Ru), "Апрель–ноябрь 2024 года");
        assert_eq!(Lang::ALL.map(|lang| short_month(4, lang)), ["сәу", "апр", "Apr"]);
        assert_eq!(shown_months(day, day, Lang::Kk), "2024 жылғы қараша");
    }

    #[test]
    fn yes_is_said_in_three_languages() {
        for yes in ["yes", "Да", "Иә", "ия", "1"] {
            assert_eq!(read_flag(yes), Some(true), "{yes}");
        }
        assert_eq!(read_flag("Жоқ"), Some(false));
        assert_eq!(read_flag("maybe"), None);
    }

    #[test]
    fn what_is_stored_comes_back() {
        let many = Value::Many(vec!["elderly".into(), "youth".into()]);
        assert_eq!(many.stored(), Stored::Text(",elderly,youth,".into()));
        let kind = Kind::Choice { choices: "social_status".into() };
        assert_eq!(Value::from_stored(&kind, true, many.stored()), Some(many));
        assert_eq!(Value::from_stored(&Kind::Count, false, Stored::Text("x".into())), None);
    }
}
