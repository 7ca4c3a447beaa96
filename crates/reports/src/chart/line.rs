//! Lines over time: one point a month, several series told apart by colour, mark and dash.

use super::drawing::{Anchor, Drawing, NARROW, SERIES, scale, width};
use super::{Amount, Chart, Frame, Table};
use auyl_domain::amount::{grouped, shown_ratio};

/// One line.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// A value for each point in time; nothing breaks the line.
    pub values: Vec<Amount>,
}

/// Values over time.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Heading of the points in time, in the table.
    pub heading: String,
    /// The points in time: short names of months.
    pub labels: Vec<String>,
    /// Lines.
    pub series: Vec<Series>,
}

const HIGH: f64 = 170.0;
const DASHES: [&str; 4] = ["", "6 3", "2 3", "9 3 2 3"];

impl Chart for Line {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let several = self.series.len() > 1;
        let names = self.series.iter().enumerate().filter(|_| several);
        let legend: Vec<_> = names.map(|(at, series)| (at, String::new(), series.name.clone())).collect();
        let top = drawing.legend(&legend, 0.0, NARROW) + 18.0;
        let most = self.series.iter().flat_map(|series| &series.values).map(Amount::length).fold(0.0, f64::max);
        let (whole, step) = scale(most);
        let ticks: Vec<(f64, String)> = std::iter::successors(Some(0.0), |at| Some(at + step))
            .take_while(|at| *at <= whole * 1.001)
            .take(12)
            .map(|at| (at, tick(at)))
            .collect();
        let left = ticks.iter().map(|(_, text)| width(text)).fold(0.0, f64::max) + 8.0;
        // Room on both sides for the first and the last name.
        let edge = |at: usize| self.labels.get(at).map_or(0.0, |label| width(label) / 2.0).clamp(6.0, 30.0);
        let last = self.labels.len().saturating_sub(1);
        let (first_x, last_x) = (left + edge(0), NARROW - edge(last));
        let x = |at: usize| {
            if last == 0 { (first_x + last_x) / 2.0 } else { first_x + (last_x - first_x) * at as f64 / last as f64 }
        };
        let y = |value: f64| top + HIGH * (1.0 - value / whole);
        for (at, text) in &ticks {
            drawing.line(if *at == 0.0 { "c-axis" } else { "c-grid" }, (left, y(*at)), (NARROW, y(*at)));
            drawing.text("c-quiet", (left - 6.0, y(*at) + 4.5), Anchor::End, text);
        }
        let widest = self.labels.iter().map(|label| width(label)).fold(1.0, f64::max) + 8.0;
        let fit = ((last_x - first_x) / widest).floor().max(1.0);
        let every = ((self.labels.len() as f64 / (fit + 1.0)).ceil() as usize).max(1);
        for (at, label) in self.labels.iter().enumerate().filter(|(at, _)| at % every == 0) {
            drawing.text("c-quiet", (x(at), top + HIGH + 18.0), Anchor::Middle, label);
        }
        for (at, series) in self.series.iter().enumerate() {
            let values: Vec<(usize, &Amount)> = series.values.iter().take(self.labels.len()).enumerate().collect();
            let class = format!("c-line {}", SERIES[at % SERIES.len()]);
            for run in values.split(|(_, value)| value.quantity.to_f64().is_none()).filter(|run| run.len() > 1) {
                let points: Vec<_> = run.iter().map(|(at, value)| (x(*at), y(value.length()))).collect();
                drawing.polyline(&class, &points, DASHES[at % DASHES.len()]);
            }
            for (month, value) in values.into_iter().filter(|(_, value)| value.quantity.to_f64().is_some()) {
                let place = (x(month), y(value.length()));
                let name = if several { format!("{}, ", series.name) } else { String::new() };
                drawing.mark(at, place, &format!("{name}{}: {}", self.labels[month], value.shown));
                let is_peak = |other: Option<&Amount>| other.is_none_or(|other| other.length() < value.length());
                let before = month.checked_sub(1).and_then(|before| series.values.get(before));
                let after = series.values.get(month + 1).filter(|_| month < last);
                // Beside a steep line there is no room for numbers; the table has them all.
                if !several && value.length() > 0.0 && is_peak(before) && is_peak(after) {
                    let half = width(&value.shown) / 2.0;
                    let middle = place.0.clamp(left + half, (NARROW - half).max(left + half));
                    drawing.text("", (middle, place.1 - 8.0), Anchor::Middle, &value.shown);
                }
            }
        }
        drawing.finish(frame, NARROW, top + HIGH + 26.0)
    }

    fn table(&self) -> Table {
        let names = self.series.iter().map(|series| series.name.clone());
        let header = [self.heading.clone()].into_iter().chain(names).collect();
        let rows = self.labels.iter().enumerate().map(|(at, label)| {
            let value = |series: &Series| series.values.get(at).map_or(String::new(), |value| value.shown.clone());
            [label.clone()].into_iter().chain(self.series.iter().map(value)).collect()
        });
        Table { header, rows: rows.collect() }
    }
}

fn tick(value: f64) -> String {
    if value.fract() == 0.0 {
        return grouped(value as i64);
    }
    shown_ratio((value * 10_000.0).round() as i64, 10_000, 1, 2).unwrap_or_default()
}
