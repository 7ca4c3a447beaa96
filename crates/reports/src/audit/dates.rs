//! Days, months and ranges in a passage: "25.11.2024", "13 марта 2024 года – 25 ноября 2024 года", "Апрель-май 2024 года",
//! "2024 жылғы 25 қараша". A date may lack its day or its year; a day that the calendar has not is told as it stands.

use super::lexer::{Kind, ONE, Token};
use super::vocabulary::Vocabulary;
use jiff::civil::Date;
use std::ops::Range;

/// A day or a month as it is written; parts that are not written are none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// Year.
    pub year: Option<i64>,
    /// Month, 1 to 12 where the calendar has it.
    pub month: Option<i64>,
    /// Day of the month.
    pub day: Option<i64>,
}

impl Written {
    /// The first day it may mean; none where the year or month is missing or the calendar has no such day.
    pub fn first(self) -> Option<Date> {
        let (year, month) = (i16::try_from(self.year?).ok()?, i8::try_from(self.month?).ok()?);
        Date::new(year, month, i8::try_from(self.day.unwrap_or(1)).ok()?).ok()
    }

    /// The last day it may mean.
    pub fn last(self) -> Option<Date> {
        let first = self.first()?;
        Some(if self.day.is_some() { first } else { first.last_of_month() })
    }

    /// It says a day, month and year, and the calendar has no such day.
    pub fn is_impossible(self) -> bool {
        let year_is_odd = self.year.is_some_and(|year| !(1900..=2100).contains(&year));
        let is_whole = self.year.is_some() && self.month.is_some();
        let is_no_day = self.year.is_none()
            && self.day.zip(self.month).is_some_and(|(day, month)| {
                // Of a leap year, which has all days that any year has.
                Written { year: Some(2024), month: Some(month), day: Some(day) }.first().is_none()
            });
        year_is_odd
            || is_no_day
            || (is_whole && self.first().is_none())
            || self.month.is_some_and(|month| !(1..=12).contains(&month))
    }
}

/// A date or a range of dates and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dated {
    /// Tokens it is made of.
    pub tokens: Range<usize>,
    /// Bytes of the passage.
    pub at: Range<usize>,
    /// Its beginning, or the date itself.
    pub from: Written,
    /// Its end; the same where it is one date.
    pub to: Written,
}

impl Dated {
    /// Whether it says a beginning and an end.
    pub fn is_range(&self) -> bool {
        self.from != self.to
    }
}

/// All dates of a passage in their order.
pub fn dates(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((from, last, end)) = one(tokens, at, vocabulary) else {
            at += 1;
            continue;
        };
        let place = tokens[at].at.start..tokens[end - 1].at.end;
        found.push(Dated { tokens: at..end, at: place, from, to: Written { day: last.or(from.day), ..from } });
        at = end;
    }
    let mut joined = join(tokens, found);
    lend_years(tokens, vocabulary, &mut joined);
    joined
}

/// Dates that stand in one row share a year: "май и октябрь 2024 года", "2025 жылғы ақпан, шілде".
fn lend_years(tokens: &[Token], vocabulary: &Vocabulary, dates: &mut [Dated]) {
    let adjoin = |first: &Dated, second: &Dated| {
        let joins = |token: &Token| token.is(',') || token.joins(vocabulary);
        tokens[first.tokens.end..second.tokens.start].iter().all(joins)
    };
    let lend = |dates: &mut [Dated], from: usize, to: usize| {
        let year = dates[from].to.year;
        for written in [&mut dates[to].from.year, &mut dates[to].to.year] {
            *written = written.or(year);
        }
    };
    for at in 1..dates.len() {
        if adjoin(&dates[at - 1], &dates[at]) {
            lend(dates, at - 1, at);
        }
    }
    for at in (1..dates.len()).rev() {
        if adjoin(&dates[at - 1], &dates[at]) {
            lend(dates, at, at - 1);
        }
    }
}

/// Two dates with nothing but a dash between them are a range; one borrows the year it lacks from the other ("апрель–май
/// 2024 года", "2024 жылғы сәуір–мамыр").
fn join(tokens: &[Token], dates: Vec<Dated>) -> Vec<Dated> {
    let mut joined: Vec<Dated> = Vec::new();
    for date in dates {
        if let Some(before) = joined.last_mut().filter(|before| !before.is_range()) {
            let between = &tokens[before.tokens.end..date.tokens.start];
            let is_dash = between.iter().any(|token| token.is('-') || token.is('–') || token.is('—'));
            let is_word = |token: &Token| {
                token.word().is_some_and(|word| matches!(word, "по" | "до" | "года" | "г" | "ж" | "бастап" | "дейин"))
            };
            let only = between.iter().all(|t| t.is('-') || t.is('–') || t.is('—') || t.is('.') || is_word(t));
            let says = is_dash || between.iter().any(|t| t.word().is_some_and(|word| matches!(word, "по" | "до")));
            if only && says && !between.is_empty() {
                let mut from = before.from;
                from.year = from.year.or(date.from.year);
                from.month = from.month.or(date.from.month);
                let mut to = date.to;
                to.year = to.year.or(from.year.filter(|_| to.month >= from.month));
                *before =
                    Dated { tokens: before.tokens.start..date.tokens.end, at: before.at.start..date.at.end, from, to };
                continue;
            }
        }
        joined.push(date);
    }
    joined
}

/// The date that begins here, the last of its days where there are several, and where it ends.
fn one(tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> Option<(Written, Option<i64>, usize)> {
    match tokens[at].kind {
        Kind::Day([a, b, c]) => {
            let (day, month, year) = if a > 1000 { (c, b, a) } else { (a, b, c) };
            let year = if year < 100 { 2000 + year } else { year };
            Some((Written { year: Some(year), month: Some(month), day: Some(day) }, None, at + 1))
        }
        // "2024 жылғы 25 қараша", "2024 ж. 25 қараша", "2024 жылғы қараша".
        Kind::Year(year) => {
            let mut next = at + 1;
            while tokens
                .get(next)
                .is_some_and(|t| t.is('.') || t.word().is_some_and(|word| vocabulary.is_year_word(word)))
            {
                next += 1;
            }
            if next == at + 1 {
                return None;
            }
            let (day, last, month_at) = days_before(tokens, next);
            let month = month_of(tokens, month_at, vocabulary)?;
            Some((Written { year: Some(year), month: Some(month), day }, last, month_at + 1))
        }
        Kind::Number(_) => {
            let (day, last, month_at) = days_before(tokens, at);
            day?;
            let month = month_of(tokens, month_at, vocabulary)?;
            let (year, to) = year_after(tokens, month_at + 1, vocabulary);
            Some((Written { year, month: Some(month), day }, last, to))
        }
        Kind::Word(_) => {
            let month = month_of(tokens, at, vocabulary)?;
            let (year, to) = year_after(tokens, at + 1, vocabulary);
            Some((Written { year, month: Some(month), day: None }, None, to))
        }
        _ => None,
    }
}

/// One day, or several of one month: "27, 28 и 29 июня", "10–21 сәуір", "с 10 по 21 июня".
fn days_before(tokens: &[Token], at: usize) -> (Option<i64>, Option<i64>, usize) {
    let (first, mut next) = day_before(tokens, at);
    let mut last = None;
    let joins = |token: &Token| {
        matches!(token.kind, Kind::Mark(',' | '-' | '–' | '—'))
            || token.word().is_some_and(|word| matches!(word, "и" | "по" | "до" | "жане" | "мен"))
    };
    while first.is_some() && tokens.get(next).is_some_and(joins) {
        let (Some(day), after) = day_before(tokens, next + 1) else { break };
        (last, next) = (Some(day), after);
    }
    (first, last, next)
}

fn day_before(tokens: &[Token], at: usize) -> (Option<i64>, usize) {
    let number = tokens.get(at).and_then(Token::number).filter(|n| !n.in_words && n.value % ONE == 0);
    match number.map(|number| number.value / ONE).filter(|day| (1..=31).contains(day)) {
        Some(day) => (Some(day), at + 1),
        None => (None, at),
    }
}

fn month_of(tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> Option<i64> {
    let word = tokens.get(at)?.word()?;
    // "5 мәрте" is how often, and not the fifth of March.
    let is_often = || at > 0 && tokens[at - 1].number().is_some() && vocabulary.is_listed("times", &[Some(word)]);
    vocabulary.month(word).filter(|_| !is_often()).map(i64::from)
}

/// The year behind a month and one behind what belongs to it.
fn year_after(tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> (Option<i64>, usize) {
    let year = match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Year(year)) => Some(*year),
        _ => None,
    };
    let mut to = at + usize::from(year.is_some());
    if year.is_some() && tokens.get(to).and_then(Token::word).is_some_and(|word| vocabulary.is_year_word(word)) {
        to += 1;
    }
    (year, to)
}
