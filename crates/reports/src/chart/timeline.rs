//! Activities over the months of a project, with a line for today. Narrow, the names stand above their bars; wide, beside.

use super::drawing::{Anchor, Drawing, NARROW, fitted, lines, width};
use super::{Chart, Frame, Table};
use auyl_domain::value::{short_month, shown_date};
use jiff::civil::Date;

/// How an activity stands today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Everything promised is there.
    Done,
    /// Its time is now.
    Running,
    /// Its time is over and something is missing.
    Late,
    /// Its time has not come.
    Ahead,
}

impl Standing {
    /// All, in the order of the legend.
    pub const ALL: [Standing; 4] = [Standing::Done, Standing::Running, Standing::Late, Standing::Ahead];

    fn class(self) -> &'static str {
        match self {
            Standing::Done => "c-bar c-done",
            Standing::Running => "c-bar c-running",
            Standing::Late => "c-bar c-late",
            Standing::Ahead => "c-bar c-ahead",
        }
    }

    /// What tells it from others without colour.
    fn sign(self) -> &'static str {
        match self {
            Standing::Done => "✓ ",
            Standing::Late => "! ",
            Standing::Running | Standing::Ahead => "",
        }
    }
}

/// One activity.
#[derive(Clone, PartialEq, Debug)]
pub struct Span {
    /// What it is called.
    pub label: String,
    /// First day.
    pub starts: Date,
    /// Last day.
    pub ends: Date,
    /// How it stands.
    pub standing: Standing,
}

/// Activities over time.
#[derive(Clone, PartialEq, Debug)]
pub struct Timeline {
    /// Headings of the table: activity, first day, last day, standing.
    pub columns: [String; 4],
    /// What the standings are called, in the order of [`Standing::ALL`].
    pub standings: [String; 4],
    /// The project's first and last day.
    pub period: (Date, Date),
    /// Today, and what it is called.
    pub today: (Date, String),
    /// Whether there is room for names beside the bars; such a chart is scrolled on a telephone.
    pub wide: bool,
    /// Activities in order.
    pub spans: Vec<Span>,
}

const WIDE: f64 = 720.0;
const NAMES: f64 = 270.0;

impl Timeline {
    fn word(&self, standing: Standing) -> &str {
        let at = Standing::ALL.into_iter().position(|known| known == standing).unwrap_or_default();
        &self.standings[at]
    }

    /// Whole months from the first to the last day of anything, each by its first day; at most forty years.
    fn months(&self) -> Vec<Date> {
        let first = self.spans.iter().map(|span| span.starts).fold(self.period.0, Date::min).first_of_month();
        let last = self.spans.iter().map(|span| span.ends).fold(self.period.1, Date::max);
        let next = |month: &Date| month.checked_add(jiff::Span::new().months(1)).ok();
        std::iter::successors(Some(first), next).take_while(|month| *month <= last.max(first)).take(480).collect()
    }
}

/// Days from one day to another.
fn days(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

impl Chart for Timeline {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let (whole, left) = if self.wide { (WIDE, NAMES) } else { (NARROW, 0.0) };
        let used = Standing::ALL.into_iter().filter(|known| self.spans.iter().any(|span| span.standing == *known));
        let legend: Vec<_> =
            used.map(|s| (0, s.class().to_string(), format!("{}{}", s.sign(), self.word(s)))).collect();
        let top = drawing.legend(&legend, 0.0, whole) + 22.0;
        let months = self.months();
        let (Some(first), Some(last)) = (months.first(), months.last()) else {
            return drawing.finish(frame, whole, top);
        };
        let long = days(*first, last.last_of_month()) + 1.0;
        let x = |day: f64| left + (whole - left) * (day / long).clamp(0.0, 1.0);
        // Rows: where each begins, its lines of text and its bar.
        let mut y = top + 4.0;
        let mut rows = Vec::new();
        for span in &self.spans {
            let label = format!("{}{}", span.standing.sign(), span.label);
            let lines = lines(&label, if self.wide { NAMES - 12.0 } else { NARROW }, 2);
            let text_high = 16.0 * lines.len() as f64;
            let (bar, high) = if self.wide {
                (y + (text_high - 12.0) / 2.0 + 1.0, text_high + 8.0)
            } else {
                (y + text_high + 2.0, text_high + 24.0)
            };
            rows.push((span, y, lines, bar));
            y += high;
        }
        let foot = y;
        // Where names stand above their bars, no line crosses a name.
        let beside = |row: &(&Span, f64, Vec<String>, f64)| (row.3 - 3.0, row.3 + 15.0);
        let free: Vec<(f64, f64)> = if self.wide { vec![(top - 4.0, foot)] } else { rows.iter().map(beside).collect() };
        let room = (whole - left) / months.len() as f64;
        let every = ((34.0 / room).ceil() as usize).max(1);
        for month in months.iter().step_by(every) {
            let place = x(days(*first, *month));
            for (from, to) in &free {
                drawing.line("c-grid", (place, *from), (place, *to));
            }
            let is_new_year = month.month() == 1 && every == 1 || every >= 12;
            let name = short_month(month.month(), frame.lang);
            let name = if is_new_year { month.year().to_string() } else { name };
            let place = if every == 1 { (place + room / 2.0, Anchor::Middle) } else { (place, Anchor::Start) };
            if every == 1 || place.0 + width(&name) <= whole {
                drawing.text("c-quiet", (place.0, top - 9.0), place.1, &name);
            }
        }
        for (span, y, lines, bar) in rows {
            for (at, line) in lines.iter().enumerate() {
                drawing.text("", (0.0, y + 12.0 + 16.0 * at as f64), Anchor::Start, line);
            }
            let (from, to) = (days(*first, span.starts), days(*first, span.ends) + 1.0);
            let from_x = x(from.min(to)).min(whole - 4.0);
            let tip = format!(
                "{}: {}–{}, {}",
                span.label,
                shown_date(span.starts),
                shown_date(span.ends),
                self.word(span.standing)
            );
            drawing.rect(span.standing.class(), [from_x, bar, (x(to) - from_x).max(4.0), 12.0], &tip);
        }
        let (today, name) = &self.today;
        let day = days(*first, *today);
        if (0.0..=long).contains(&day) {
            let place = x(day);
            for (from, to) in &free {
                drawing.line("c-today", (place, *from), (place, *to));
            }
            let name = fitted(&format!("{name}, {}", shown_date(*today)), whole - left);
            let half = width(&name) / 2.0;
            let middle = place.clamp(left + half, (whole - half).max(left + half));
            drawing.text("c-strong", (middle, foot + 15.0), Anchor::Middle, &name);
        }
        drawing.finish(frame, whole, foot + 20.0)
    }

    fn table(&self) -> Table {
        let row = |span: &Span| {
            let standing = self.word(span.standing).to_string();
            vec![span.label.clone(), shown_date(span.starts), shown_date(span.ends), standing]
        };
        Table { header: self.columns.to_vec(), rows: self.spans.iter().map(row).collect() }
    }
}
