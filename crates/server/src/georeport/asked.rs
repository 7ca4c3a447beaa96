//! What a program asks for: format, filters, and the page of a long list. What cannot be understood is said, not guessed.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Requests of a page, unless fewer are asked for.
const MOST: i64 = 1_000;
const USUAL: i64 = 200;
/// Without days of its own a question is about so many days, as the standard says.
const DAYS: i32 = 90;
/// Ids and codes that one question may name.
const MOST_NAMED: usize = 50;

/// A format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// XML.
    Xml,
    /// JSON.
    Json,
}

impl Format {
    /// By the ending of an address.
    pub fn read(ending: &str) -> Option<Format> {
        match ending {
            "xml" => Some(Format::Xml),
            "json" => Some(Format::Json),
            _ => None,
        }
    }
}

/// Which requests are wanted.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// These, and nothing else matters.
    pub ids: Vec<String>,
    /// Of these services; empty for all.
    pub codes: Vec<String>,
    /// Raised from this day on; none for any.
    pub from: Option<Date>,
    /// Raised until this day.
    pub until: Option<Date>,
    /// Open, closed; empty for both.
    pub statuses: Vec<String>,
    /// Changed from this moment on, as events keep moments.
    pub updated_from: Option<String>,
    /// Changed until this moment.
    pub updated_until: Option<String>,
    /// Records to pass over, and records to give.
    pub page: (i64, i64),
}

/// Which part of a question is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unclear(pub &'static str);

impl Asked {
    /// Reads a query on a day in the village.
    pub fn read(pairs: &BTreeMap<String, String>, today: Date, zone: &TimeZone) -> Result<Asked, Unclear> {
        let text = |name: &str| pairs.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
        let list = |name: &'static str| {
            let all = text(name).into_iter().flat_map(|text| text.split(',')).map(str::trim);
            let all: Vec<String> = all.filter(|part| !part.is_empty()).map(str::to_string).collect();
            if all.len() > MOST_NAMED { Err(Unclear(name)) } else { Ok(all) }
        };
        let moment = |name: &'static str| text(name).map(|text| instant(text, zone).ok_or(Unclear(name))).transpose();
        let day = |moment: Timestamp| moment.to_zoned(zone.clone()).date();
        let number = |name: &'static str, usual: i64| match text(name) {
            None => Ok(usual),
            Some(text) => text.parse::<i64>().ok().filter(|n| *n >= 1).ok_or(Unclear(name)),
        };
        let statuses = list("status")?;
        if !statuses.iter().all(|status| ["open", "closed"].contains(&status.as_str())) {
            return Err(Unclear("status"));
        }
        let updated_from = moment("updated_after")?;
        let updated_until = moment("updated_before")?;
        let (from, until) = (moment("start_date")?.map(day), moment("end_date")?.map(day));
        let (from, until) = match (from, until) {
            (None, None) if updated_from.is_some() || updated_until.is_some() => (None, None),
            (None, None) => (Some(back(today)), None),
            (from, until) => {
                let from = from.unwrap_or_else(|| back(until.unwrap_or(today)));
                (Some(from), until)
            }
        };
        if from.zip(until).is_some_and(|(from, until)| from > until) {
            return Err(Unclear("end_date"));
        }
        let size = number("page_size", USUAL)?.min(MOST);
        let page = number("page", 1)?.min(i64::from(u32::MAX));
        Ok(Asked {
            ids: list("service_request_id")?,
            codes: list("service_code")?,
            from,
            until,
            statuses,
            updated_from: updated_from.map(kept),
            updated_until: updated_until.map(kept),
            page: ((page - 1) * size, size),
        })
    }
}

fn back(day: Date) -> Date {
    day.checked_sub(jiff::Span::new().days(DAYS)).unwrap_or(day)
}

/// `2024-05-14T00:00:00Z`, with any offset, without one, or a day alone; where the village is, if nothing is said.
fn instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    // A plus sign of an offset is a space in a query that nobody encoded.
    let text = text.replace(' ', "+");
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let local =
        text.parse::<jiff::civil::DateTime>().ok().or_else(|| Some(text.parse::<Date>().ok()?.at(0, 0, 0, 0)))?;
    Some(local.to_zoned(zone.clone()).ok()?.timestamp())
}

fn kept(moment: Timestamp) -> String {
    moment.round(jiff::Unit::Second).unwrap_or(moment).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(query: &str, expected: Expect) {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(name, text)| (name.to_string(), text.to_string())).collect();
        let today = jiff::civil::date(2024, 11, 25);
        expected.assert_eq(&format!("{:?}", Asked::read(&pairs, today, &TimeZone::fixed(jiff::tz::offset(5)))));
    }

    #[test]
    fn a_question_without_days_is_about_ninety() {
        check(
            "",
            expect![
                "Ok(Asked { ids: [], codes: [], from: Some(2024-08-27), until: None, statuses: [], updated_from: None, updated_until: None, page: (0, 200) })"
            ],
        );
        check(
            "start_date=2024-05-01T00:00:00+05:00&end_date=2024-06-01&status=open,closed&service_code=water",
            expect![[
                r#"Ok(Asked { ids: [], codes: ["water"], from: Some(2024-05-01), until: Some(2024-06-01), statuses: ["open", "closed"], updated_from: None, updated_until: None, page: (0, 200) })"#
            ]],
        );
        check(
            "updated_after=2024-05-01T00:00:00Z&page=3&page_size=5000",
            expect![[
                r#"Ok(Asked { ids: [], codes: [], from: None, until: None, statuses: [], updated_from: Some("2024-05-01T00:00:00Z"), updated_until: None, page: (2000, 1000) })"#
            ]],
        );
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        check("start_date=yesterday", expect![[r#"Err(Unclear("start_date"))"#]]);
        check("status=lost", expect![[r#"Err(Unclear("status"))"#]]);
        check("page=0", expect![[r#"Err(Unclear("page"))"#]]);
        check("page_size=many", expect![[r#"Err(Unclear("page_size"))"#]]);
        check("start_date=2024-05-02&end_date=2024-05-01", expect![[r#"Err(Unclear("end_date"))"#]]);
    }
}
