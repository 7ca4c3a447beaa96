//! What the law wants of the monitoring of a village's budget (Law 148, art. 39-3 p. 4): once in a half-year the commission of the
//! assembly compares plan and execution and signs; the assembly adopts recommendations; to the next assembly the akim brings a
//! reasoned conclusion. Articles and days are data (`law/community.toml`).

use crate::community::Law;
use crate::finding::Finding;
use crate::value::shown_date;
use crate::views::PLACE;
use crate::words::Words;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// What a monitoring is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Half {
    /// January to June.
    First,
    /// July to December.
    Second,
    /// What the assembly decided to look at besides.
    Extra,
}

impl Half {
    /// Those that the law wants, with their words.
    pub const WANTED: [(Half, &str); 2] = [(Half::First, "first"), (Half::Second, "second")];

    /// Reads the word of a record.
    pub fn read(word: &str) -> Half {
        Half::WANTED.into_iter().find(|(_, known)| *known == word).map_or(Half::Extra, |(half, _)| half)
    }

    /// Its last day in a year.
    fn ends_in(self, year: i16) -> Date {
        match self {
            Half::First => date(year, 6, 30),
            _ => date(year, 12, 31),
        }
    }
}

/// A monitoring, as the rules look at it.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet<T> {
    /// Where it is kept; handed back with what is said of it.
    pub of: T,
    /// Of which half-year.
    pub half: Half,
    /// When it was done.
    pub checked_on: Option<Date>,
    /// When the commission signed.
    pub signed_on: Option<Date>,
    /// When the assembly heard it.
    pub heard_on: Option<Date>,
    /// How many recommendations the assembly adopted.
    pub n_advice: usize,
    /// When the akim concluded.
    pub concluded_on: Option<Date>,
}

/// What is late or missing in the monitoring of one budget year: of the year (none) or of one of its sheets. `assemblies` are the
/// days on which the assembly sat; half-years that end after `until` are nobody's to look for.
pub fn findings<T: Clone>(
    village: &Words,
    year: i16,
    sheets: &[Sheet<T>],
    assemblies: &[Date],
    law: &Law,
    (today, until): (Date, Date),
) -> Vec<(Option<T>, Finding)> {
    let mut findings = Vec::new();
    let warning = |code| Finding::warning(code).labelled(PLACE, village).with("year", year);
    let wanted = law.own_term("budget_watch", today);
    let days = law.own_term("budget_watch_days", today).and_then(|term| term.value);
    for (half, word) in Half::WANTED {
        let ends = half.ends_in(year);
        let (Some(term), Some(days)) = (wanted, days) else { continue };
        let is_over = ends.saturating_add(days.days()) < today && ends <= until;
        if is_over && !sheets.iter().any(|sheet| sheet.half == half) {
            let finding = warning("budget-monitoring-missing").labelled("law", &term.cited);
            findings.push((None, finding.with("half", word)));
        }
    }
    for sheet in sheets {
        let mut say = |finding: Finding| findings.push((Some(sheet.of.clone()), finding));
        if let Some(term) = wanted
            && sheet.signed_on.is_none()
            && sheet.checked_on.is_some_and(|on| on < today)
        {
            say(warning("budget-monitoring-unsigned").labelled("law", &term.cited));
        }
        let (Some(term), Some(heard)) = (law.own_term("budget_conclusion", today), sheet.heard_on) else { continue };
        let next = assemblies.iter().copied().filter(|day| *day > heard).min();
        let Some(next) = next.filter(|next| *next < today && sheet.n_advice > 0) else { continue };
        match sheet.concluded_on {
            None => {
                say(warning("budget-conclusion-missing").labelled("law", &term.cited).with("next", shown_date(next)))
            }
            Some(on) if on > next => say(warning("budget-conclusion-late")
                .labelled("law", &term.cited)
                .with("next", shown_date(next))
                .with("on", shown_date(on))),
            Some(_) => {}
        }
    }
    findings
}
