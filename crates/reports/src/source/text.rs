//! Plain text as people get it from a converter: a paragraph a line, rows as cells between tabs, paragraphs of a cell
//! between `<p>` and `</p>`, bold between stars, and a gap where a page ended, also in the middle of a row.

mod paragraphs;
mod table;

use super::Limits;
use super::encoding::{self, Encoding};
use super::found::{Found, Line, Part};
use crate::trouble::warning;
use auyl_domain::Finding;
use paragraphs::Paragraphs;

/// Lines of plain words that may stand inside of a cell that a page broke.
const MOST_INSIDE: usize = 60;
/// Gaps that a page may leave between two rows.
const MOST_GAP: usize = 6;

/// A line of the file.
#[derive(Clone, Debug)]
struct Raw<'a> {
    text: &'a str,
    line: u32,
    page: Option<u32>,
}

impl Raw<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Cells between tabs; a tab at the start of running text is only an indent.
    fn is_row(&self) -> bool {
        self.text.trim_start_matches(' ').contains('\t')
            && (self.text.trim().contains('\t') || self.text.matches('\t').count() > 1)
    }

    /// Its last paragraph goes on below.
    fn is_open(&self) -> bool {
        self.text.matches("<p>").count() > self.text.matches("</p>").count()
    }

    /// What converters draw where a page ended: cells of nothing but dashes.
    fn is_rule(&self) -> bool {
        self.is_row()
            && self.text.split('\t').all(|cell| cell.trim().len() >= 2 && cell.trim().bytes().all(|byte| byte == b'-'))
    }
}

/// Reads a text.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> (Found, Vec<Finding>) {
    let (text, encoding) = encoding::decode(bytes);
    let mut findings = Vec::new();
    if encoding == Encoding::Mixed {
        findings.push(warning("text-encodings-mixed", None, &[]));
    }
    let text = upright(&text);
    let mut raws = lines(&text);
    if raws.len() > limits.passages {
        raws.truncate(limits.passages);
        findings.push(warning("source-cut", None, &[("read", &limits.passages.to_string())]));
    }
    let pages = raws.last().and_then(|raw| raw.page);
    let mut reader = Reader { raws: &raws, at: 0, words: Paragraphs::of(&raws), parts: Vec::new() };
    reader.run();
    let title = reader.parts.iter().find_map(|part| match part {
        Part::Line(line) if line.heading.is_some() => Some(line.text().replace('\n', " ")),
        _ => None,
    });
    (Found { title: title.unwrap_or_default(), lang: String::new(), pages, parts: reader.parts }, findings)
}

/// Lines with their numbers; a form feed begins a page.
fn lines(text: &str) -> Vec<Raw<'_>> {
    let has_pages = text.contains('\u{c}');
    let mut page = 1;
    let mut raws = Vec::new();
    let normal = text
        .split('\n')
        .flat_map(|line| line.split('\r').enumerate().filter(|(at, rest)| *at == 0 || !rest.is_empty()));
    for (number, (_, line)) in (1..).zip(normal) {
        for (at, text) in line.split('\u{c}').enumerate() {
            page += u32::from(at > 0);
            raws.push(Raw { text, line: number, page: has_pages.then_some(page) });
        }
    }
    raws
}

/// Words that a scanner read from the side of a table stand as one letter a line; they become words again.
fn upright(text: &str) -> std::borrow::Cow<'_, str> {
    const FEWEST: usize = 4;
    let single = |line: &str| {
        let mut letters = line.trim().chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    if !text.lines().any(single) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut standing: Vec<&str> = Vec::new();
    let flush = |standing: &mut Vec<&str>, out: &mut String| {
        let gap = if standing.len() < FEWEST { "\n" } else { "" };
        let word: Vec<&str> = standing.iter().map(|line| if gap.is_empty() { line.trim() } else { line }).collect();
        out.push_str(&word.join(gap));
        // The lines below keep their numbers.
        let lost = if gap.is_empty() { standing.len() } else { usize::from(!standing.is_empty()) };
        out.extend(std::iter::repeat_n('\n', lost));
        standing.clear();
    };
    for line in text.split('\n') {
        if single(line) {
            standing.push(line);
        } else {
            flush(&mut standing, &mut out);
            out.push_str(line);
            out.push('\n');
        }
    }
    flush(&mut standing, &mut out);
    out.pop();
    out.into()
}

struct Reader<'a> {
    raws: &'a [Raw<'a>],
    at: usize,
    words: Paragraphs,
    parts: Vec<Part>,
}

impl<'a> Reader<'a> {
    fn run(&mut self) {
        while let Some(raw) = self.raws.get(self.at) {
            if raw.is_row() {
                self.table();
            } else {
                let more = self.words.read(self.raws, &mut self.at);
                self.parts.extend(more.map(Part::Line));
            }
        }
    }

    /// All rows of a table, over the ends of pages.
    fn table(&mut self) {
        let mut run = table::Run::new(self.raws, &mut self.at);
        while let Some(next) = self.next_row(self.at) {
            let gap = &self.raws[self.at..next];
            let blank = gap.iter().all(Raw::is_blank);
            let closes = |raw: &Raw<'_>| raw.text.trim_end().ends_with("</p>");
            if self.raws[self.at - 1].is_open() && gap.len() <= MOST_INSIDE && gap.iter().any(closes) {
                // A paragraph of the last cell was not over where the line was.
                let inside = self.inside(next);
                run.closed(inside);
                if run.goes_on(self.raws, next, false) {
                    run.more_rows(self.raws, &mut self.at);
                    continue;
                }
                break;
            }
            // The first cell of the next row began before the page ended.
            let begins = gap.iter().rev().find(|raw| !raw.is_blank()).is_some_and(Raw::is_open);
            if begins && gap.len() <= MOST_INSIDE && run.goes_on(self.raws, next, false) {
                let inside = self.inside(next);
                run.begun(self.raws, &mut self.at, inside);
                continue;
            }
            if blank && gap.len() <= MOST_GAP && run.goes_on(self.raws, next, false) {
                self.at = next;
                run.more(self.raws, &mut self.at, Vec::new());
            } else if !blank && gap.len() <= MOST_INSIDE && run.goes_on(self.raws, next, true) {
                let inside = self.inside(next);
                run.more(self.raws, &mut self.at, inside);
            } else {
                break;
            }
        }
        self.parts.push(Part::Table(run.finish()));
    }

    /// The words up to a row, which stand inside of a cell.
    fn inside(&mut self, next: usize) -> Vec<Line> {
        let mut inside: Vec<Line> = Vec::new();
        while self.at < next {
            inside.extend(self.words.read(&self.raws[..next], &mut self.at));
        }
        inside.iter_mut().for_each(|line| line.heading = None);
        inside
    }

    fn next_row(&self, from: usize) -> Option<usize> {
        let near = self.raws[from..].iter().take(MOST_INSIDE + 1);
        near.enumerate().find(|(_, raw)| raw.is_row()).map(|(at, _)| from + at)
    }
}
