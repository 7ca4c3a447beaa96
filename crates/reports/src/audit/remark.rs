//! What an audit says about a report: a finding with the places it is about and how sure the program is.

use super::paper::Paper;
use auyl_domain::value::shown_date;
use auyl_domain::{Finding, Severity, Words};
use jiff::civil::Date;
use std::ops::Range;

/// A finding of an audit.
#[derive(Clone, PartialEq, Debug)]
pub struct Remark {
    /// What is wrong; its sentence stands in the interface texts under `finding-<code>`.
    pub finding: Finding,
    /// How sure the program is that this is a mistake, in percent: of a hundred remarks with 80 about 80 are right. It stands
    /// in `catalogue/audit/confidence.toml`, by code and ground, and is looked up when all checks are done.
    pub confidence: u8,
    /// On what ground it is told, where one kind of finding has grounds of different weight; empty otherwise.
    pub ground: &'static str,
    /// The places it is about, the one to be mended first.
    pub quotes: Vec<Quote>,
}

/// A place of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// Nth passage of the source, from 1.
    pub passage: u32,
    /// The part that matters, in bytes of the passage; none for the whole.
    pub at: Option<Range<usize>>,
}

impl Quote {
    /// A whole passage.
    pub fn whole(passage: u32) -> Quote {
        Quote { passage, at: None }
    }

    /// A part of a passage.
    pub fn part(passage: u32, at: Range<usize>) -> Quote {
        Quote { passage, at: Some(at) }
    }
}

impl Remark {
    /// A remark about some places.
    pub fn new(code: &'static str, severity: Severity, quotes: Vec<Quote>) -> Remark {
        Remark { finding: Finding::new(code, severity), confidence: 0, ground: "", quotes }
    }

    /// The same on a ground.
    pub fn on(mut self, ground: &'static str) -> Remark {
        self.ground = ground;
        self
    }

    /// The same with a name or value for its sentence.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Remark {
        self.finding = self.finding.with(name, value);
        self
    }

    /// The same with a day for its sentence, as people write it in figures.
    pub fn dated(self, name: &'static str, day: Date) -> Remark {
        self.with(name, shown_date(day))
    }

    /// The same with a name in three languages for its sentence.
    pub fn labelled(mut self, name: &'static str, label: &Words) -> Remark {
        self.finding = self.finding.labelled(name, label);
        self
    }
}

impl Paper<'_> {
    /// The words of a quote, with what stands around it in its passage, cut to about so many letters.
    pub fn quoted(&self, quote: &Quote, letters: usize) -> String {
        let Some(passage) = self.source.passage(quote.passage) else { return String::new() };
        let text = &passage.text;
        let at = quote.at.clone().unwrap_or(0..text.len().min(letters));
        let room = letters.saturating_sub(at.len()) / 2;
        let (mut from, mut to) = (at.start.saturating_sub(room), (at.end + room).min(text.len()));
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{}{}", cut(from > 0), text[from..to].trim(), cut(to < text.len()))
    }
}
